"""The volumes that a book is printed in: one with everything, unless its configuration says more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from transit.errors import TransitError


@dataclass(frozen=True)
class Volume:
    """A printed volume of a book.

    Attributes
    ----------
    name : str
        What the other volumes and the site call it; empty where it is the whole book.
    file : str
        Name of its PDF, without ending; by default that of the book.
    documents : tuple of str
        What it holds, in the order of the book; empty for everything.
    prefix : str
        Stands before the numbers of its pages, chapters and tables.
    about : str
        What it holds, in a few words.
    without : tuple of str
        Selectors of what its documents say on the site and another volume says in full.
    run_on : bool
        Whether chapters follow each other on a page, as the sections of an article do.
    """

    name: str = ""
    file: str = ""
    documents: tuple[str, ...] = ()
    prefix: str = ""
    about: str = ""
    without: tuple[str, ...] = ()
    run_on: bool = False

    def holds(self, document: str) -> bool:
        """Whether a document is in this volume."""
        return not self.documents or document in self.documents


WHOLE = Volume()
"""The volume that holds everything."""


def read_volumes(given: Any, documents: Iterable[str], place: str) -> tuple[Volume, ...]:
    """Read the volumes of a book.

    Parameters
    ----------
    given : list of dict or None
        As the configuration has them: for each its ``name``, ``file`` and ``documents``, and if
        wanted ``prefix``, ``about``, ``without`` and ``run_on``.
    documents : iterable of str
        The documents of the book.
    place : str
        Where `given` stands, for the message of an error.

    Returns
    -------
    tuple of Volume
        One with everything where none is given.

    Raises
    ------
    TransitError
        If an entry lacks a key or has one too many, two volumes share a name or a file, a document
        is not in the book, or one of the book is in no volume.
    """
    if not given:
        return (WHOLE,)
    order = list(documents)
    volumes = tuple(_volume(entry, order, place) for entry in _entries(given, place))
    for key in ("name", "file"):
        values = [getattr(volume, key) for volume in volumes]
        if len(set(values)) < len(values):
            raise TransitError(f"{place}: two volumes have the same {key}: {', '.join(values)}")
    missing = [name for name in order if not any(volume.holds(name) for volume in volumes)]
    if missing:
        raise TransitError(f"{place}: in no volume: {', '.join(missing)}")
    return volumes


def _entries(given: Any, place: str) -> Sequence[Mapping[str, Any]]:
    if not isinstance(given, list) or not all(isinstance(entry, Mapping) for entry in given):
        raise TransitError(f"{place}: expected a list of volumes, each with name and documents")
    return given


def _volume(entry: Mapping[str, Any], order: Sequence[str], place: str) -> Volume:
    known = {field.name for field in fields(Volume)}
    unknown = sorted(map(str, set(entry) - known))
    lacking = [key for key in ("name", "file", "documents") if not entry.get(key)]
    if unknown or lacking:
        what = f"unknown key {unknown[0]!r}" if unknown else f"a volume without {lacking[0]!r}"
        raise TransitError(f"{place}: {what}; a volume has {', '.join(sorted(known))}")
    strange = [name for name in entry["documents"] if name not in order]
    if strange:
        raise TransitError(f"{place}: {strange[0]!r} is no document of the book")
    return Volume(
        name=str(entry["name"]),
        file=str(entry["file"]),
        documents=tuple(name for name in order if name in entry["documents"]),
        prefix=str(entry.get("prefix") or ""),
        about=str(entry.get("about") or ""),
        without=tuple(map(str, entry.get("without") or ())),
        run_on=bool(entry.get("run_on")),
    )
