"""The codebook: what tables there are and what their fields mean."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from transit.evidence.package import Field, read_package
from transit.evidence.tables import read, refuse, wanted


class Codebook(NamedTuple):
    """Tables and fields of a package; see `describe`."""

    tables: pd.DataFrame
    fields: pd.DataFrame


def describe(data: str | Path = "data") -> Codebook:
    """Describe every table of a package and every field.

    Parameters
    ----------
    data : str or Path
        The folder with ``datapackage.json``.

    Returns
    -------
    Codebook
        ``tables``: table, title, description, group (record, claims, article), path (relative
        to the folder), rows, fields, bytes, licence, sources; one row per table in the order
        of the description. ``fields``: table, field, type, unit, required, key (primary,
        foreign or empty), allowed, description; one row per field.

    Raises
    ------
    TransitError
        If a table cannot be read.
    """
    package = read_package(data)
    tables, fields = [], []
    for table in package.tables.values():
        content = read(table)
        refuse(content.problems)
        tables.append(
            {
                "table": table.name,
                "title": table.title,
                "description": table.description,
                "group": table.group,
                "path": table.path.relative_to(package.folder).as_posix(),
                "rows": len(content.rows),
                "fields": len(table.fields),
                "bytes": table.path.stat().st_size,
                "licence": ", ".join(table.licences),
                "sources": "; ".join(table.sources),
            }
        )
        foreign = {name for key in table.foreign_keys for name in key.fields}
        for f in table.fields:
            keys = ["primary"] * (f.name in table.primary_key) + ["foreign"] * (f.name in foreign)
            fields.append(
                {
                    "table": table.name,
                    "field": f.name,
                    "type": _type(f),
                    "unit": f.unit,
                    "required": f.required,
                    "key": ", ".join(keys),
                    "allowed": _allowed(f),
                    "description": f.description,
                }
            )
    return Codebook(pd.DataFrame(tables), pd.DataFrame(fields))


def _type(field: Field) -> str:
    if field.imprecise:
        return "date (year, month or day)"
    if field.type == "list":
        return f"list of {field.item_type}"
    return "category" if field.enum else field.type


def _allowed(field: Field) -> str:
    if field.enum:
        return ", ".join(field.enum)
    if field.refers_to:
        return f"{field.refers_to[1]} of {field.refers_to[0]}"
    if field.bibliography:
        return f"keys of {Path(field.bibliography).name}"
    bounded = field.minimum is not None or field.maximum is not None
    return wanted(field) if bounded or (field.pattern and not field.imprecise) else ""
