"""The place of a finished site: what may be replaced there, and the replacement."""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from transit.errors import TransitError
from transit.files import replacing
from transit.publishing.book import Book

MARK = ".transit-build"
"""The file in a finished site that says who made it and lists what belongs to it."""

_HEAD = "Made by 'transit build', which replaces this folder whole. It holds:"
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}


def find_place(book: Book, out: Path | str | None = None) -> Path:
    """Name the folder of the finished site, if it may be put there.

    Parameters
    ----------
    book : Book
        The book.
    out : path, optional
        By default ``_build/html`` of the project.

    Returns
    -------
    Path
        The folder, absolute. It does not exist, is empty, or holds what an earlier build made and
        nothing else. In the default place a site that Sphinx made counts as such too:
        ``_build/html`` is where Jupyter Book puts what can be built again, and there its builds
        and those of earlier versions of this program have no mark.

    Raises
    ------
    TransitError
        If it is a link, a file, a folder with other contents, or has the project, the home
        folder or the working folder in it.
    """
    asked = Path(os.path.abspath(out)) if out else book.place
    place = asked.parent.resolve() / asked.name
    if place.is_symlink():
        raise TransitError(f"{place}: is a link; name the folder itself for the site")
    for what, kept in (("the project", book.root), ("the home folder", Path.home().resolve())):
        if kept.is_relative_to(place):
            raise TransitError(f"{place}: has {what} in it; name another folder for the site")
    work = book.work.resolve()
    if place.is_relative_to(work) or work.is_relative_to(place):
        raise TransitError(f"{place}: builds are made in {work}; name another folder for the site")
    if not place.exists():
        return place
    if not place.is_dir():
        raise TransitError(f"{place}: is a file; name a folder for the site")
    ours = _listed(place)
    if (
        ours is None
        and place == book.place.parent.resolve() / book.place.name
        and ((place / "searchindex.js").is_file() and not (place / ".git").exists())
    ):
        return place
    strange = next((name for name in _names(place) if name not in (ours or ())), None)
    if strange is not None:
        raise TransitError(
            f"{place}: holds {strange}, which no build of this program put there, so it is left "
            "as it is; move that away, or name a new or an empty folder for the site"
        )
    return place


def put_in_place(site: Path, extra: Iterable[Path], place: Path) -> None:
    """Put a complete site where readers find it, in one step.

    Parameters
    ----------
    site : Path
        The site as Sphinx made it; its notes for the next build stay out.
    extra : iterable of Path
        Further files, with their places in the site after that of a folder ``downloads``.
    place : Path
        From `find_place`.

    Raises
    ------
    TransitError
        If it cannot be written; what stood there stays.
    """
    with replacing(place) as new:
        shutil.copytree(
            site, new, ignore=shutil.ignore_patterns(".buildinfo*", ".*.part"), dirs_exist_ok=True
        )
        for path in extra:
            target = new / path.parent.name / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        (new / MARK).write_text("\n".join([_HEAD, *_names(new), ""]), encoding="utf8")


def _listed(place: Path) -> set[str] | None:
    """What an earlier build says that it put there, None where none says so."""
    try:
        head, *names = (place / MARK).read_text("utf8").splitlines()
    except (OSError, UnicodeDecodeError, ValueError):
        return None
    return {MARK, *names} if head == _HEAD else None


def _names(folder: Path) -> Iterator[str]:
    """Yield what lies in a folder, links, empty folders and special files too, sorted."""
    for path, folders, files in os.walk(folder):
        folders.sort()
        links = [name for name in folders if os.path.islink(os.path.join(path, name))]
        if not folders and not files and Path(path) != folder:
            yield Path(path).relative_to(folder).as_posix()
        for name in sorted([*files, *links]):
            if name not in _LITTER:
                yield Path(path, name).relative_to(folder).as_posix()
