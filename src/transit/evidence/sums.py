"""Whether the files of the package are those that its description counted.

The description says of every table how many rows and bytes it has and what its SHA-256 is, so
that a table cut short or altered by hand is told apart from the one that was checked last.
Whoever edits a table renews them with `renew`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from transit import files
from transit.errors import TransitError
from transit.evidence.package import FILE, Package, Table, read_package
from transit.evidence.tables import Problem, read, refuse

PROVENANCE = "provenance.json"
"""The record beside the tables of an article, with the SHA-256 of each."""


def count(table: Table) -> dict[str, Any]:
    """Return rows, bytes and hash of a table's file, as the description has them.

    Raises
    ------
    TransitError
        If the file cannot be read as the table.
    """
    content = read(table)
    refuse(content.problems)
    raw = table.path.read_bytes()
    return {
        "rows": len(content.rows),
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
    }


def find_altered(data: str | Path = "data") -> list[Problem]:
    """Find tables that are not those which the description, or the article's record, counted.

    Returns
    -------
    list of Problem
        Empty if all are the same; a description that counts nothing is a problem too.
    """
    package = read_package(data)
    return [*_against_description(package), *_against_provenance(package)]


def _against_description(package: Package) -> Iterator[Problem]:
    for table in package.tables.values():
        found = count(table)
        said = {"rows": table.rows, "bytes": table.bytes, "hash": table.hash or None}
        for what, value in found.items():
            if said[what] != value:
                yield Problem(
                    table.path.as_posix(),
                    0,
                    "",
                    "",
                    f"{what} {value}",
                    f"{said[what]}, as {FILE} says; restore the file, or, if the edit is meant, "
                    "run transit check --renew",
                )
                break


def _against_provenance(package: Package) -> Iterator[Problem]:
    for folder in sorted({table.path.parent for table in package.group("article")}):
        path = folder / PROVENANCE
        if not path.is_file():
            continue
        try:
            recorded = json.loads(path.read_text(encoding="utf-8"))["tables"]
        except (ValueError, KeyError, TypeError) as error:
            raise TransitError(f"{path.as_posix()}: is no record of tables: {error}") from error
        for name, wanted in recorded.items():
            table = folder / name
            found = hashlib.sha256(table.read_bytes()).hexdigest() if table.is_file() else "no file"
            if found != wanted:
                yield Problem(
                    table.as_posix(),
                    0,
                    "",
                    "",
                    f"SHA-256 {found}",
                    f"{wanted}, as {PROVENANCE} says; rebuild the tables with transit read",
                )


def renew(data: str | Path = "data") -> list[str]:
    """Write rows, bytes and hash of every table into the description.

    Returns
    -------
    list of str
        The tables for which something changed.

    Raises
    ------
    TransitError
        If a table cannot be read; then nothing is written.
    """
    package = read_package(data)
    path = package.folder / FILE
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    changed = []
    for resource in descriptor["resources"]:
        found = count(package.table(resource["name"]))
        if any(resource.get(what) != value for what, value in found.items()):
            changed.append(resource["name"])
        schema = resource.pop("schema")
        resource.update(found)
        resource["schema"] = schema
    if changed:
        files.write(path, json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n")
    return changed
