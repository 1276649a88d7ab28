"""The codebook: what tables there are, what their fields mean, how far their rows reach."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from transit.evidence.loading import Evidence
from transit.evidence.package import Field, Table, read_package
from transit.evidence.tables import read, refuse


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
        foreign or empty), allowed (values, bounds, pattern, or where the value must be found),
        description; one row per field.

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
                    "allowed": _allowed(f, table),
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


def _allowed(field: Field, table: Table) -> str:
    for key in table.foreign_keys:
        if field.name in key.fields:
            return f"{key.keys[key.fields.index(field.name)]} in table {key.table}"
    if field.enum:
        return ", ".join(field.enum)
    if field.refers_to:
        return f"{field.refers_to[1]} in table {field.refers_to[0]}"
    if field.bibliography:
        return f"keys of {Path(field.bibliography).name}"
    if field.minimum is not None and field.maximum is not None:
        return f"{field.minimum:g} to {field.maximum:g}"
    if field.minimum is not None:
        return f"{field.minimum:g} or more"
    if field.maximum is not None:
        return f"{field.maximum:g} or less"
    return f"form {field.pattern.strip('^$')}" if field.pattern and not field.imprecise else ""


def count_confidence(evidence: Evidence) -> pd.DataFrame:
    """Count the rows of the record by how far they rest on a source.

    Returns
    -------
    DataFrame
        table, rows, then one column per level of confidence in the order of the description;
        one row per table that has levels.
    """
    counted = []
    for name in Evidence.tables():
        frame = getattr(evidence, name)
        if "confidence" in frame:
            levels = frame["confidence"].value_counts(sort=False)
            counted.append({"table": name, "rows": len(frame), **levels})
    return pd.DataFrame(counted)


def cover(evidence: Evidence) -> pd.DataFrame:
    """Describe which years and countries each country-year series covers.

    Returns
    -------
    DataFrame
        series, name, version, licence, source, first and last (years with a value), values
        (how many), bounds (whether any value has an interval), without (semicolon-separated
        codes of the countries that have no value); one row per series in the order of the
        table of series.
    """
    values = evidence.indicators
    countries = list(values["country"].cat.categories)
    found = values.groupby("series", observed=True)
    reach = pd.DataFrame(
        {
            "first": found["year"].min(),
            "last": found["year"].max(),
            "values": found.size(),
            "bounds": found["low"].count() > 0,
            "without": found["country"].agg(
                lambda own: ";".join(c for c in countries if c not in set(own))
            ),
        }
    )
    described = evidence.series[["series", "name", "version", "licence", "source"]]
    return described.merge(reach, left_on="series", right_index=True, how="left")
