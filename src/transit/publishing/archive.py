"""Files and folders in one archive, the same bytes every time."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from transit.errors import TransitError
from transit.files import write

_EARLIEST = (1980, 1, 1, 0, 0, 0)


def write_archive(path: Path | str, sources: Iterable[Path | str]) -> list[str]:
    """Write a zip archive that unpacks to one folder, named like the archive.

    Parameters
    ----------
    path : path
        The archive; an earlier one stays in place until the new one is complete.
    sources : iterable of path
        Files and folders; each keeps its name. Hidden files in folders are left out.

    Returns
    -------
    list of str
        Names within the archive, sorted. Times and permissions are fixed, so that the same
        files give the same archive.

    Raises
    ------
    TransitError
        If there is no such file or folder, two have one name, or the archive cannot be written.
    """
    path = Path(path)
    members: dict[str, Path] = {}
    for source in map(Path, sources):
        for name, file in _files(source.resolve()):
            name = f"{path.stem}/{name}"
            if name in members:
                raise TransitError(f"{file}: {name} is in the archive already")
            members[name] = file
    write(path, _zipped(members))
    return sorted(members)


def _files(source: Path) -> Iterable[tuple[str, Path]]:
    """Yield the files of a source with their names in the archive."""
    if source.is_file():
        yield source.name, source
    elif source.is_dir():
        for file in source.rglob("*"):
            parts = file.relative_to(source).parts
            if file.is_file() and not any(part.startswith(".") for part in parts):
                yield "/".join((source.name, *parts)), file
    else:
        raise TransitError(f"{source}: no such file or folder to put into an archive")


def _zipped(members: dict[str, Path]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, file in sorted(members.items()):
            info = zipfile.ZipInfo(name, date_time=_EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            archive.writestr(info, file.read_bytes())
    return whole.getvalue()
