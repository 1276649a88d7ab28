"""The package held against the Data Package standard and the schema of the article's tables."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from transit.article import differences
from transit.errors import TransitError
from transit.evidence.package import FILE, Package, read_package

COLUMNS = ["file", "line", "field", "error", "message"]


def validate_package(data: str | Path = "data") -> pd.DataFrame:
    """Validate the description and every table with the ``frictionless`` library.

    What the description says of the tables of an article must also agree with
    `transit.article`.

    Parameters
    ----------
    data : str or Path
        The folder with ``datapackage.json``.

    Returns
    -------
    DataFrame
        file, line, field, error (the library's name of it), message; no rows if the package is
        valid.

    Raises
    ------
    TransitError
        If there is no description or it cannot be read.
    """
    import frictionless

    package = read_package(data)
    folder = package.folder
    descriptor = json.loads((folder / FILE).read_text(encoding="utf-8"))
    found = differences(descriptor["resources"])
    _constrain(descriptor, package)
    try:
        report = frictionless.Package.from_descriptor(
            descriptor, basepath=str(folder.resolve())
        ).validate()
    except frictionless.FrictionlessException as error:
        raise TransitError(f"{(folder / FILE).as_posix()}: {error.error.message}") from error
    rows = [[FILE, None, None, error.type, error.message] for error in report.errors]
    rows += [[FILE, None, None, "article-schema", what] for what in found]
    for task in report.tasks:
        for fault in task.errors:
            rows.append(
                [
                    (folder / task.place).as_posix(),
                    getattr(fault, "row_number", None),
                    getattr(fault, "field_name", None),
                    fault.type,
                    fault.message,
                ]
            )
    return pd.DataFrame(rows, columns=COLUMNS)


def _constrain(descriptor: dict, package: Package) -> None:
    """Write categories as constraints, which the library knows, and leave out the sums.

    Those are compared by `transit.evidence.find_altered`.
    """
    for resource in descriptor["resources"]:
        for what in ("rows", "bytes", "hash"):
            resource.pop(what, None)
        fields = package.table(resource["name"]).fields
        for described, field in zip(resource["schema"]["fields"], fields, strict=True):
            if field.enum:
                described.setdefault("constraints", {})["enum"] = list(field.enum)
