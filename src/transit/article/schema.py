"""What the tables of an article are: the packaged ``schema.json``, read and compared."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any

from transit.errors import TransitError

FILE = "schema.json"
_CONSTRAINTS = ("required", "enum", "pattern")

_RESOURCES: dict[str, dict[str, Any]] = {
    resource["name"]: resource
    for resource in json.loads(files(__package__).joinpath(FILE).read_text("utf-8"))["resources"]
}

LISTS = ("terms", "markers", "lemmas")
"""Tables made by hand, each of which may be missing; reading writes all others."""

OPTIONAL = ("references", "citations")
"""Tables that reading writes only if the article has a list of references."""

TABLES = tuple(name for name in _RESOURCES if name not in (*LISTS, *OPTIONAL))
"""Tables that reading writes, in the order of the schema."""


def columns(table: str) -> list[str]:
    """Return the columns of a table, in their order.

    Raises
    ------
    TransitError
        If the schema has no such table.

    Examples
    --------
    >>> columns("term_counts")
    ['paragraph', 'term', 'voice', 'count']
    """
    return list(_fields(_resource(table)))


def resource(table: str) -> dict[str, Any]:
    """Return the description of a table as a resource of a data package.

    Raises
    ------
    TransitError
        If the schema has no such table.
    """
    return copy.deepcopy(_resource(table))


def integers(table: str) -> list[str]:
    """Return the columns of a table that hold whole numbers."""
    fields = _fields(_resource(table))
    return [name for name, field in fields.items() if field["type"] == "integer"]


def required(table: str) -> list[str]:
    """Return the columns of a table that have no empty cell."""
    fields = _fields(_resource(table))
    return [name for name, field in fields.items() if _constraints(field).get("required")]


def key(table: str) -> list[str]:
    """Return the columns that name a row of a table."""
    return list(_resource(table)["schema"]["primaryKey"])


def labels(table: str, column: str) -> dict[str, str]:
    """Return the values that a column may have, in their order, and what each means.

    Returns
    -------
    dict of str to str
        Value to label; empty if the column may have any value of its type.

    Raises
    ------
    TransitError
        If the schema has no such table or column.

    Examples
    --------
    >>> labels("notes", "form")["short"]
    'short title'
    """
    fields = _fields(_resource(table))
    if column not in fields:
        raise TransitError(
            f"{FILE}: {table} has no column {column!r}; there are {', '.join(fields)}"
        )
    categories = fields[column].get("categories", ())
    return {category["value"]: category["label"] for category in categories}


def differences(resources: Iterable[dict[str, Any]]) -> list[str]:
    """Compare the resources of a data package with the schema.

    A data package may say more than the schema, since it describes one article: licences,
    sources, the folder of a file, a description of its own, a closed list or a pattern where
    the schema has none, and that a column has no empty cell. It may contradict nothing.

    Parameters
    ----------
    resources : iterable of dict
        All resources of a ``datapackage.json``.

    Returns
    -------
    list of str
        One line per difference; empty if there is none, or if no resource is a table of an
        article.
    """
    given = {resource["name"]: resource for resource in resources if "name" in resource}
    if not given.keys() & _RESOURCES.keys():
        return []
    found = []
    for name, wanted in _RESOURCES.items():
        if name not in given and name in OPTIONAL:
            continue
        if name not in given:
            found.append(f"resource {name}: is missing; {FILE} describes it")
        else:
            found += [f"resource {name}: {what}" for what in _compare(given[name], wanted)]
    return found


def _compare(given: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    found = []
    file = PurePosixPath(str(given.get("path"))).name
    schema = given.get("schema", {})
    pairs = [
        ("title", given.get("title"), wanted["title"]),
        ("file", file, wanted["path"]),
        ("primaryKey", schema.get("primaryKey"), wanted["schema"]["primaryKey"]),
        ("foreignKeys", schema.get("foreignKeys", []), wanted["schema"].get("foreignKeys", [])),
    ]
    fields, expected = _fields(given), _fields(wanted)
    if list(fields) == list(expected):
        for name in expected:
            pairs += _field_pairs(name, fields[name], expected[name])
    else:
        pairs.append(("fields", list(fields), list(expected)))
    for what, value, other in pairs:
        if value != other:
            found.append(f"{what} is {_written(value)}, and {_written(other)} in {FILE}")
    return found


def _field_pairs(
    name: str, given: dict[str, Any], wanted: dict[str, Any]
) -> list[tuple[str, Any, Any]]:
    """Return what is said of a field in both places, with a word for it."""
    pairs = [
        (f"{what} of field {name}", given.get(what), wanted.get(what))
        for what in ("type", "description", "categories", "delimiter", "itemType")
    ]
    limits, expected = dict(_constraints(given)), dict(_constraints(wanted))
    closed = [category["value"] for category in wanted.get("categories", ())]
    if closed and "enum" in limits:
        pairs.append((f"enum of field {name}", limits.pop("enum"), closed))
    for what in _CONSTRAINTS:
        if what not in expected:
            limits.pop(what, None)
    return [*pairs, (f"constraints of field {name}", limits, expected)]


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _resource(table: str) -> dict[str, Any]:
    if table not in _RESOURCES:
        raise TransitError(
            f"{FILE}: describes no table {table!r}; there are {', '.join(_RESOURCES)}"
        )
    return _RESOURCES[table]


def _fields(resource: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {field["name"]: field for field in resource.get("schema", {}).get("fields", ())}


def _constraints(field: dict[str, Any]) -> dict[str, Any]:
    return field.get("constraints", {})
