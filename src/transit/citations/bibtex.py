"""A file of BibTeX entries, parsed: for its keys, for the works that notes may cite, for all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.middlewares.middleware import Middleware
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Field,
    ParsingFailedBlock,
)

from transit.errors import TransitError

Problem = tuple[int, str, str]
"""Line (from 1), key and what is wrong there."""


@dataclass(frozen=True)
class Work:
    """What is needed of an entry to recognise it in a note."""

    key: str
    title: str
    url: str


def parse(path: str | Path, *middleware: Middleware) -> Library:
    """Parse a file of BibTeX entries.

    Parameters
    ----------
    path : str or Path
        A file in UTF-8.
    *middleware : Middleware
        What is to be done to every entry once abbreviations are resolved and braces taken off.

    Raises
    ------
    TransitError
        If the file cannot be read or is not UTF-8.
    """
    return bibtexparser.parse_string(_text(Path(path)), append_middleware=list(middleware))


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
        entries hold is not looked at; `transit.citations.load_bibliography` does that.
    """
    path = Path(path)
    library = bibtexparser.parse_string(_text(path), parse_stack=[])
    refuse(path, failures(library))
    return {entry.key for entry in library.entries}


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
    for entry in parse(path).entries:
        fields = {name.casefold(): str(field.value) for name, field in entry.fields_dict.items()}
        keywords = [word.strip() for word in fields.get("keywords", "").split(",")]
        if not keyword or keyword in keywords:
            works.append(Work(entry.key, fields.get("title", ""), fields.get("url", "")))
    if not works:
        wanted = f" with the keyword {keyword!r}" if keyword else ""
        raise TransitError(f"{path}: no entry{wanted}")
    return works


def failures(library: Library) -> list[Problem]:
    """Return every part of the file that could not be parsed."""
    return [(line_of(block), _failed_key(block), _why(block)) for block in library.failed_blocks]


def line_of(part: Block | Field) -> int:
    """Return the line of the file, from 1, in which an entry or a field begins."""
    return (part.start_line or 0) + 1


def refuse(path: Path, problems: list[Problem]) -> None:
    """Raise a `TransitError` that names every problem, by line; do nothing if there is none."""
    if problems:
        lines = [f"{path.name}:{line}: {key}: {what}" for line, key, what in sorted(problems)]
        raise TransitError("\n".join(lines))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TransitError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TransitError(f"{path}:{line}: not UTF-8; save the file as UTF-8") from error


def _failed_key(block: ParsingFailedBlock) -> str:
    found = re.match(r"\s*@\w+\s*\{\s*([^\s,{}=]+)", block.raw or "")
    return found.group(1) if found else "(no key)"


def _why(block: ParsingFailedBlock) -> str:
    if isinstance(block, DuplicateBlockKeyBlock):
        first = line_of(block.previous_block)
        return f"the key stands already in line {first}; give one of the two another key"
    if isinstance(block, DuplicateFieldKeyBlock):
        names = ", ".join(sorted(block.duplicate_keys))
        return f"field twice: {names}; keep one"
    return f"cannot be parsed ({' '.join(str(block.error).split())}); check commas and braces"
