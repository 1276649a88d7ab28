"""What others need of a bibliography: its keys, and the works that notes may cite."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from transit.bibtex import load, refuse
from transit.errors import TransitError


@dataclass(frozen=True)
class Work:
    """What is needed of an entry to recognise it in a note."""

    key: str
    title: str
    url: str


def load_keys(path: str | Path = "references.bib") -> set[str]:
    """Read the keys of a bibliography and nothing else, which is quick.

    Parameters
    ----------
    path : str or Path
        A file in UTF-8.

    Returns
    -------
    set of str

    Raises
    ------
    TransitError
        If the file cannot be read, an entry cannot be parsed or has its key twice. What the
        entries hold is not looked at; `transit.citations.check_bibliography` does that.
    """
    entries, problems = load(path)
    refuse(Path(path), problems)
    return {entry.key for entry in entries}


def load_works(path: str | Path, keyword: str = "") -> list[Work]:
    """Read the works that the notes of an article may cite.

    Any bibliography will do: what does not help to recognise a work is passed over.

    Parameters
    ----------
    path : str or Path
        A file in UTF-8.
    keyword : str
        Only entries that carry this keyword; all when empty.

    Returns
    -------
    list of Work
        In the order of the file.

    Raises
    ------
    TransitError
        If the file cannot be read or has no such entry.
    """
    works = []
    for entry in load(path)[0]:
        keywords = [word.strip() for word in entry.fields.get("keywords", "").split(",")]
        if not keyword or keyword in keywords:
            works.append(
                Work(entry.key, *(entry.fields.get(name, "") for name in ("title", "url")))
            )
    if not works:
        wanted = f" with the keyword {keyword!r}" if keyword else ""
        raise TransitError(f"{path}: no entry{wanted}")
    return works
