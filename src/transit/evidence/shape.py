"""What kind of value each property of a data package has, where it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_NAMED = [{"name": str, "title": str}]
_FIELD = {
    "name": str,
    "type": str,
    "description": str,
    "unit": str,
    "rdfType": str,
    "delimiter": str,
    "itemType": str,
    "itemReference": {"resource": str, "field": str, "bibliography": str},
    "categories": [object],
    "constraints": {
        "required": bool,
        "unique": bool,
        "pattern": str,
        "enum": [object],
        "minimum": (int, float),
        "maximum": (int, float),
    },
}
SHAPE: Any = {
    "title": str,
    "version": str,
    "resources": [
        {
            "name": str,
            "title": str,
            "description": str,
            "path": str,
            "group": str,
            "rows": int,
            "bytes": int,
            "hash": str,
            "licenses": _NAMED,
            "sources": _NAMED,
            "schema": {
                "fields": [_FIELD],
                "primaryKey": [str],
                "foreignKeys": [{"fields": [str], "reference": {"resource": str, "fields": [str]}}],
            },
        }
    ],
}
"""The properties that are read: a list stands for its members, a dict for its own properties."""

_WORDS = {str: "a text", int: "a whole number", bool: "true or false", (int, float): "a number"}


def misfits(value: Any, shape: Any = SHAPE, place: str = "") -> Iterator[str]:
    """Yield every property that has a value of another kind, with its place.

    Examples
    --------
    >>> list(misfits({"title": 5, "resources": [{"path": "../x.csv"}]}))
    ['title: 5 is not a text', "resources[0].path: '../x.csv' leads out of the package"]
    """
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            yield f"{place or 'the description'}: {value!r:.40} is not a group of properties"
            return
        for name, part in value.items():
            if name in shape:
                yield from misfits(part, shape[name], f"{place}.{name}".lstrip("."))
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{place}: {value!r:.40} is not a list"
            return
        for number, item in enumerate(value):
            yield from misfits(item, shape[0], f"{place}[{number}]")
    elif not isinstance(value, shape) or (isinstance(value, bool) and shape not in (bool, object)):
        yield f"{place}: {value!r:.40} is not {_WORDS[shape]}"
    elif place.endswith(".path") and (value.startswith("/") or ".." in value.split("/")):
        yield f"{place}: {value!r} leads out of the package"
    elif place.endswith(".delimiter") and not value:
        yield f"{place}: is empty"
    elif place.endswith(".pattern"):
        try:
            re.compile(value)
        except re.error as error:
            yield f"{place}: {value!r} is no pattern: {error}"
