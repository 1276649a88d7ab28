"""Writing a file or a folder whole or not at all.

What is written lies aside, on the same disk, until it is complete, and takes its place in one
step; whoever reads, and whatever is killed, finds the earlier state or the new one.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from transit.errors import TransitError

PART = ".part"
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_NOTE = "Here 'transit' prepares {name}, the folder beside; what lies here can go.\n"


def write(path: Path | str, content: bytes | str) -> Path:
    """Write a file in one step.

    Parameters
    ----------
    path : path
        The file; folders above it are made. A link is followed.
    content : bytes or str
        Text is written as UTF-8, line ends as they are.

    Returns
    -------
    Path
        `path`.

    Raises
    ------
    TransitError
        If it cannot be written; an earlier file stays as it was, and nothing else is left.

    Examples
    --------
    >>> folder = tempfile.TemporaryDirectory()
    >>> write(Path(folder.name) / "deep" / "note.txt", "whole").read_text()
    'whole'
    >>> folder.cleanup()
    """
    path = Path(path)
    place = Path(os.path.realpath(path))
    aside = place.with_name(f".{place.name[:100]}.{os.getpid()}{PART}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            aside.write_bytes(content.encode() if isinstance(content, str) else content)
            os.replace(aside, place)
        finally:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from error
    return path


def write_all(files: Mapping[str, bytes], folder: Path | str) -> None:
    """Write files into a folder: all aside first, then each moved into its place.

    Parameters
    ----------
    files : mapping of str to bytes
        File name to content.
    folder : path
        Made if missing. Other files in it stay.

    Raises
    ------
    TransitError
        If one cannot be written; then all earlier files stand as they did.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".transit-", dir=folder))
        try:
            (aside / "earlier").mkdir()
            for name, content in files.items():
                (aside / name).write_bytes(content)
            _move_all(list(files), aside, folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _move_all(names: list[str], aside: Path, folder: Path) -> None:
    """Move files into place; if one cannot be moved, put the earlier ones back."""
    done: list[str] = []
    try:
        for name in names:
            if (folder / name).exists():
                shutil.copy2(folder / name, aside / "earlier" / name)
            done.append(name)
            os.replace(aside / name, folder / name)
    except OSError:
        for name in done:
            if (aside / "earlier" / name).exists():
                os.replace(aside / "earlier" / name, folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def replacing(folder: Path | str) -> Iterator[Path]:
    """Yield an empty folder that takes the place of `folder` when the block ends.

    The two are exchanged in one step where the system can; elsewhere the earlier folder is moved
    aside first, and `recover` brings it back if nothing comes after that.

    Parameters
    ----------
    folder : path
        The folder to be replaced; it need not exist. Whether it may be replaced is for the
        caller to know.

    Raises
    ------
    TransitError
        If it cannot be written, or somebody else is replacing it; `folder` stays as it was.
    """
    folder = Path(folder)
    with _preparing(folder) as aside:
        new = aside / "new"
        new.mkdir()
        yield new
        if not folder.exists():
            new.rename(folder)
        elif not exchange(new, folder):
            folder.rename(aside / "previous")
            try:
                new.rename(folder)
            except OSError:
                (aside / "previous").rename(folder)
                raise


def recover(folder: Path | str) -> bool:
    """Bring back a folder whose replacement was stopped halfway, and clear what is left of it.

    Parameters
    ----------
    folder : path
        As given to `replacing`.

    Returns
    -------
    bool
        Whether the folder was missing and is back.

    Raises
    ------
    TransitError
        If it cannot be brought back.
    """
    folder = Path(folder)
    if not _aside(folder).is_dir():
        return False
    with _preparing(folder) as aside:
        previous = aside / "previous"
        if not previous.is_dir() or folder.exists():
            return False
        previous.rename(folder)
        return True


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.transit")


@contextlib.contextmanager
def _preparing(folder: Path) -> Iterator[Path]:
    """Own the folder in which `folder` is prepared, and empty it before and after.

    A file in it says that it is ours, and is the lock of whoever works with it.
    """
    aside = _aside(folder)
    lock = aside / "README"
    try:
        aside.mkdir(parents=True, exist_ok=True)
        if not lock.is_file() and any(aside.iterdir()):
            raise TransitError(f"{aside}: not made by this program, but in its way; move it away")
        with lock.open("a+", encoding="utf8") as note:
            try:
                fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise TransitError(f"{folder}: being replaced by another build; wait") from error
            if not lock.stat().st_size:
                note.write(_NOTE.format(name=folder.name))
                note.flush()
            shutil.rmtree(aside / "new", ignore_errors=True)
            try:
                yield aside
            finally:
                for name in ("new", *(["previous"] if folder.exists() else [])):
                    shutil.rmtree(aside / name, ignore_errors=True)
                if not (aside / "previous").exists():
                    shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


def exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two files or folders on one disk in one step.

    Parameters
    ----------
    one, other : Path
        Both must exist.

    Returns
    -------
    bool
        Whether it was done; False where the system has no such step, and then nothing is.

    Raises
    ------
    OSError
        If the system has it and refuses.
    """
    rename = _renameat2()
    if rename is None:
        return False
    if not rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE):
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))


def _renameat2() -> Callable[..., int] | None:
    """The system's call, None where there is none."""
    if not sys.platform.startswith("linux"):
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)


def _unwritable(path: Path, error: OSError) -> TransitError:
    place = f" ({error.filename})" if error.filename and Path(error.filename) != path else ""
    reason = error.strerror or str(error)
    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):
        reason = str(error.args[0][0][-1])  # of the first file that could not be copied
    return TransitError(f"{path}: cannot be written: {reason}{place}")
