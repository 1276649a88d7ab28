"""All tables with their description and sources in one archive, the same bytes every time."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

from transit.errors import TransitError
from transit.evidence.package import read_package

NAME = "power-in-transit-data"
"""The folder that the archive unpacks to."""

BESIDE = ("references.bib", "CITATION.cff", "LICENSE-CONTENT")
"""Files beside the data folder that go into the archive if they exist."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)


def write_archive(path: str | Path, data: str | Path = "data") -> list[str]:
    """Write a zip archive of a data folder.

    Parameters
    ----------
    path : str or Path
        The archive; an earlier one stays in place until the new one is complete.
    data : str or Path
        The folder with ``datapackage.json``. Hidden files are left out. The bibliography, whose
        keys the tables hold, goes in beside the folder, as its place in the description says.

    Returns
    -------
    list of str
        Names within the archive, sorted. Times and permissions are fixed, so that the same
        files give the same archive.

    Raises
    ------
    TransitError
        If the folder has no description or the archive cannot be written.
    """
    package = read_package(data)
    path = Path(path)
    members = {
        f"{NAME}/data/{file.relative_to(package.folder).as_posix()}": file
        for file in package.folder.rglob("*")
        if file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(package.folder).parts)
    }
    for name in BESIDE:
        file = package.folder.resolve().parent / name
        if file.is_file():
            members[f"{NAME}/{name}"] = file
    for table in package.tables.values():
        if not table.path.is_file():
            raise TransitError(f"{table.path.as_posix()}: no such file, though it is described")
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(aside, members)
            os.replace(aside, path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise TransitError(f"{path.as_posix()}: cannot be written: {error.strerror}") from error
    return sorted(members)


def _write(path: Path, members: dict[str, Path]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, file in sorted(members.items()):
            info = zipfile.ZipInfo(name, date_time=_EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            archive.writestr(info, file.read_bytes())
