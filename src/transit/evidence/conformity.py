"""The package held against the Data Package standard and the schema of the article's tables."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from transit.article import differences
from transit.errors import TransitError
from transit.evidence.package import FILE, read_package

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
    from frictionless import FrictionlessException, Package

    folder = read_package(data).folder
    try:
        report = Package(str((folder / FILE).resolve())).validate()
    except FrictionlessException as error:
        raise TransitError(f"{(folder / FILE).as_posix()}: {error.error.message}") from error
    rows = [[FILE, None, None, error.type, error.message] for error in report.errors]
    resources = json.loads((folder / FILE).read_text(encoding="utf-8"))["resources"]
    rows += [[FILE, None, None, "article-schema", what] for what in differences(resources)]
    for task in report.tasks:
        for error in task.errors:
            rows.append(
                [
                    (folder / task.place).as_posix(),
                    getattr(error, "row_number", None),
                    getattr(error, "field_name", None),
                    error.type,
                    error.message,
                ]
            )
    return pd.DataFrame(rows, columns=COLUMNS)
