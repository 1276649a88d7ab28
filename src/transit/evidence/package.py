"""The description of the tables, ``datapackage.json``, as small typed models.

The description is a Data Package, version 2 of the standard, and the one place where the
tables' fields, types, constraints and keys are written down, and the values that a field may
have with their names: the loader, the checks, the codebook and the charts all read them here.
Two properties are our own: ``group`` of a resource (record, claims, article), and
``itemReference`` of a list, which says where every member of the list must be found: in a
field of another table, or among the keys of a bibliography. A list is a text with a
``delimiter``, because few programs know the type that the standard has for it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from transit.errors import TransitError
from transit.evidence.shape import misfits

FILE = "datapackage.json"
TYPES = ("string", "integer", "number", "boolean", "year", "date")
"""Field types in use."""

IMPRECISE = "http://id.loc.gov/datatypes/edtf/EDTF-level0"
"""``rdfType`` of a string field that holds a year, a month or a day."""


@dataclass(frozen=True)
class Category:
    """One value of a field with a fixed set of values.

    Attributes
    ----------
    value : str
        What the table holds.
    label : str
        What is printed for it, as within a sentence or in the key of a chart.
    description : str
        What it means, or empty.
    """

    value: str
    label: str
    description: str = ""


@dataclass(frozen=True)
class Field:
    """One field of a table.

    Attributes
    ----------
    name, type, description : str
        The type is one of `TYPES`.
    unit : str
        Empty if the field has none.
    imprecise : bool
        Whether a string is a year, a month or a day in ISO form.
    required, unique : bool
    categories : tuple of Category
        Allowed values, empty if any value is allowed.
    pattern : str
        Regular expression that the whole text must match, or empty.
    minimum, maximum : float or None
    delimiter, item_type : str
        Of a list.
    refers_to : tuple of (str, str) or None
        Table and field where every member of a list must be found.
    bibliography : str
        Path of the bibliography, relative to the package, whose keys a list holds, or empty.
    """

    name: str
    type: str
    description: str
    unit: str = ""
    imprecise: bool = False
    required: bool = False
    unique: bool = False
    categories: tuple[Category, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    delimiter: str = ";"
    item_type: str = "string"
    refers_to: tuple[str, str] | None = None
    bibliography: str = ""

    @property
    def enum(self) -> tuple[str, ...]:
        """Allowed values, empty if any value is allowed."""
        return tuple(category.value for category in self.categories)


@dataclass(frozen=True)
class ForeignKey:
    """Fields whose values must be found together in the fields of another table."""

    fields: tuple[str, ...]
    table: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table: where it lies and what it holds.

    `rows`, `bytes` and `hash` are what the description counted when it was last renewed, None
    or empty where it says nothing.
    """

    name: str
    title: str
    description: str
    path: Path
    group: str
    licences: tuple[str, ...]
    sources: tuple[str, ...]
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = field(default=())
    rows: int | None = None
    bytes: int | None = None
    hash: str = ""

    def __getitem__(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)


@dataclass(frozen=True)
class Package:
    """All tables below one folder."""

    folder: Path
    title: str
    version: str
    tables: dict[str, Table]

    def table(self, name: str) -> Table:
        """Return a table by its name.

        Raises
        ------
        TransitError
            If the package describes no such table.
        """
        if name not in self.tables:
            raise TransitError(
                f"{(self.folder / FILE).as_posix()}: describes no table {name!r}; "
                f"there are {', '.join(self.tables)}"
            )
        return self.tables[name]

    def categories(self, table: str, field: str) -> tuple[Category, ...]:
        """Return the values that a field may have, in the order of the description.

        Raises
        ------
        TransitError
            If there is no such field, or it has no fixed set of values.
        """
        found = next((f for f in self.table(table).fields if f.name == field), None)
        if found is None or not found.categories:
            raise TransitError(
                f"{(self.folder / FILE).as_posix()}: {table} has no field {field!r} with categories"
            )
        return found.categories

    def labels(self, table: str, field: str) -> dict[str, str]:
        """Return what is printed for each value of a field: ``{"KAZ": "Kazakhstan", …}``.

        Raises
        ------
        TransitError
            As `categories`.
        """
        return {c.value: c.label for c in self.categories(table, field)}

    def meanings(self, table: str, field: str) -> dict[str, str]:
        """Return what each value of a field means, those without a meaning left out.

        Raises
        ------
        TransitError
            As `categories`.
        """
        return {c.value: c.description for c in self.categories(table, field) if c.description}

    def group(self, *names: str) -> list[Table]:
        """Return the tables of one or more groups, in the order of the description."""
        return [table for table in self.tables.values() if table.group in names]


def read_package(data: str | Path = "data") -> Package:
    """Read the description of the tables in a folder.

    Parameters
    ----------
    data : str or Path
        The folder with ``datapackage.json``.

    Returns
    -------
    Package

    Raises
    ------
    TransitError
        If the file is missing, no JSON, or lacks a property that is needed.
    """
    folder = Path(data)
    path = folder / FILE
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TransitError(f"{path.as_posix()}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise TransitError(f"{path.as_posix()}: is not valid JSON: {error}") from error
    wrong = sorted(misfits(descriptor))
    if wrong:
        raise TransitError("\n".join(f"{path.as_posix()}: {what}" for what in wrong))
    tables = {}
    for number, resource in enumerate(descriptor.get("resources", []), start=1):
        where = f"{path.as_posix()}: resource {resource.get('name', number)}"
        try:
            table = _table(folder, resource)
        except KeyError as error:
            raise TransitError(f"{where}: has no property {error.args[0]!r}") from error
        except ValueError as error:
            raise TransitError(f"{where}: {error}") from error
        if table.name in tables:
            raise TransitError(f"{where}: is described twice")
        tables[table.name] = table
    if not tables:
        raise TransitError(f"{path.as_posix()}: describes no table")
    _refuse_two_labels(path, tables)
    return Package(folder, descriptor.get("title", ""), descriptor.get("version", ""), tables)


def _refuse_two_labels(path: Path, tables: dict[str, Table]) -> None:
    """Refuse a value that fields of one name label differently in different tables."""
    labels: dict[tuple[str, str], tuple[str, Category]] = {}
    for table in tables.values():
        for f in table.fields:
            for category in f.categories:
                where, first = labels.setdefault((f.name, category.value), (table.name, category))
                if first != category:
                    raise TransitError(
                        f"{path.as_posix()}: resource {table.name}, field {f.name}: "
                        f"{category.value!r} is labelled or described otherwise than in {where}"
                    )


def _table(folder: Path, resource: dict) -> Table:
    schema = resource["schema"]
    fields = tuple(_field(f) for f in schema["fields"])
    known = {f.name for f in fields}
    keys = tuple(
        ForeignKey(
            tuple(key["fields"]),
            key["reference"]["resource"],
            tuple(key["reference"]["fields"]),
        )
        for key in schema.get("foreignKeys", [])
    )
    primary = tuple(schema["primaryKey"])
    for name in (*primary, *(name for key in keys for name in key.fields)):
        if name not in known:
            raise ValueError(f"a key names {name!r}, which is no field")
    return Table(
        name=resource["name"],
        title=resource["title"],
        description=resource["description"],
        path=folder / resource["path"],
        group=resource["group"],
        licences=tuple(licence["name"] for licence in resource["licenses"]),
        sources=tuple(source["title"] for source in resource["sources"]),
        fields=fields,
        primary_key=primary,
        foreign_keys=keys,
        rows=resource.get("rows"),
        bytes=resource.get("bytes"),
        hash=resource.get("hash", ""),
    )


def _categories(descriptor: dict) -> tuple[Category, ...]:
    """Read ``categories``, each a value or a value with its label, or a constraint ``enum``."""
    listed = descriptor.get("constraints", {}).get("enum", ())
    if listed and descriptor.get("categories"):
        raise ValueError(f"field {descriptor['name']}: has categories and an enum; one is enough")
    found = descriptor.get("categories", listed)
    categories = tuple(
        Category(c["value"], str(c.get("label", c["value"])), str(c.get("description", "")))
        if isinstance(c, dict)
        else Category(c, c)
        for c in found
    )
    if len({c.value for c in categories}) < len(categories):
        raise ValueError(f"field {descriptor['name']}: a category is given twice")
    return categories


def _field(descriptor: dict) -> Field:
    constraints = descriptor.get("constraints", {})
    reference = descriptor.get("itemReference", {})
    if descriptor["type"] not in TYPES:
        raise ValueError(
            f"field {descriptor['name']}: type {descriptor['type']!r} is not one of "
            f"{', '.join(TYPES)}"
        )
    return Field(
        name=descriptor["name"],
        type="list" if "delimiter" in descriptor else descriptor["type"],
        description=descriptor["description"],
        unit=descriptor.get("unit", ""),
        imprecise=descriptor.get("rdfType") == IMPRECISE,
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        categories=_categories(descriptor),
        pattern=constraints.get("pattern", ""),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        delimiter=descriptor.get("delimiter", ";"),
        item_type=descriptor.get("itemType", "string"),
        refers_to=(reference["resource"], reference["field"]) if "resource" in reference else None,
        bibliography=reference.get("bibliography", ""),
    )
