"""Files and folders in one archive, the same bytes every time."""

import io
import zipfile
from collections.abc import Iterable, Mapping
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
    members: dict[str, Path | bytes] = {}
    for source in map(Path, sources):
        for name, file in files_of(source.resolve()):
            if name in members:
                raise TransitError(f"{file}: {name} is in the archive already")
            members[name] = file
    return pack(path, members)


def pack(path: Path | str, members: Mapping[str, Path | bytes]) -> list[str]:
    """Write a zip archive that unpacks to one folder, named like the archive.

    Parameters
    ----------
    path : path
        The archive.
    members : mapping of str to path or bytes
        Names within that folder, and the files or contents that they stand for.

    Returns
    -------
    list of str
        Names within the archive, sorted.
    """
    path = Path(path)
    named = {f"{path.stem}/{name}": content for name, content in members.items()}
    write(path, zipped(named))
    return sorted(named)


def files_of(source: Path) -> Iterable[tuple[str, Path]]:
    """Yield the files of a source with their names in an archive, but none that is hidden."""
    if source.is_file():
        yield source.name, source
    elif source.is_dir():
        for file in source.rglob("*"):
            parts = file.relative_to(source).parts
            passed = any(part.startswith(".") or part == "__pycache__" for part in parts)
            if file.is_file() and not passed:
                yield "/".join((source.name, *parts)), file
    else:
        raise TransitError(f"{source}: no such file or folder to put into an archive")


def zipped(members: Mapping[str, Path | bytes]) -> bytes:
    """Return a zip archive of members that are the same bytes every time."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(members.items()):
            info = zipfile.ZipInfo(name, date_time=_EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            data = content if isinstance(content, bytes) else content.read_bytes()
            archive.writestr(info, data)
    return whole.getvalue()
