"""The entries of a bibliography that sphinxcontrib-bibtex has parsed, as text and as works."""

import codecs
import re
from collections.abc import Iterable
from itertools import takewhile
from typing import Any

import latexcodec  # noqa: F401  (registers the codec "ulatex")
from pybtex.database import Entry, Person
from pybtex.exceptions import PybtexError
from pybtex.markup import LaTeXParser
from pybtex.richtext import Text

from transit.publishing.bibliography import labels
from transit.publishing.bibliography.labels import NBSP, Name, Work

LETTER = "yearletter"
"""Name of the field, added when a book is built, that tells apart works of one year."""

_DECODE: Any = codecs.getdecoder("ulatex")
_COMMANDS = tuple(
    (re.compile(command), said)
    for command, said in (
        (r"\\(?:mkbibquote|enquote)\*?\s*\{([^{}]*)\}", r"‘\1’"),
        (r"\\href\s*\{[^{}]*\}", ""),
        (r"\\[,;: ]", " "),
        (r"\\/", ""),
        (r"\\hyphen\b ?", "-"),
        (r"\\slash\b ?", "/"),
        (r"\\((?:La|Bib|Con|Xe)?TeXe?|METAFONT)\b\s*(?:\{\})?", r"\1"),
        (r"\\[A-Za-z@]+\*?\s*", ""),
        (r"(?<!\\)\$|\\(?=[{}])", ""),
    )
)
"""Commands that pybtex leaves as they are, and what is said instead."""


def from_latex(latex: str) -> Text:
    """Return LaTeX as text, without commands for its looks; what is no LaTeX stays as it is."""
    try:
        # In LaTeX a straight apostrophe is a typographic one, but neither in an accent nor doubled.
        text, _ = _DECODE(re.sub(r"(?<![\\'])'(?!')", "’", latex))
        for command, said in _COMMANDS:
            text = command.sub(said, text)
        return LaTeXParser(text).parse()
    except (PybtexError, ValueError, RecursionError):
        return Text(re.sub(r"\\[A-Za-z]*|[{}]", "", latex))


def text_of(entry: Entry, name: str) -> Text:
    """Return a field as text, empty if the entry lacks it."""
    return from_latex(entry.fields[name]) if name in entry.fields else Text()


def names_of(persons: Iterable[Person]) -> tuple[Name, ...]:
    """Return persons by their names, as far as "others" at the end of the list."""
    return tuple(_name(person) for person in takewhile(lambda p: str(p) != "others", persons))


def _name(person: Person) -> Name:
    family = from_latex(" ".join(person.prelast_names + person.last_names))
    given = from_latex(" ".join(person.bibtex_first_names))
    suffix = from_latex(" ".join(person.lineage_names))
    # Initials stay on one line.
    return Name(str(family), str(given).replace(". ", f".{NBSP}"), str(suffix))


def work_of(entry: Entry) -> Work:
    """Return what the label of an entry is made from."""
    authors = entry.persons.get("author", [])
    persons = authors or entry.persons.get("editor", [])
    names = names_of(persons)
    bodies = (str(text_of(entry, n)) for n in ("organization", "institution", "publisher"))
    return Work(
        key=entry.key,
        names=names,
        cut=len(names) < len(persons),
        edited=bool(persons) and not authors,
        body=next(filter(None, bodies), ""),
        title=str(text_of(entry, "title")),
        date=next(
            filter(None, (entry.fields.get(n, "") for n in ("date", "year", "pubstate"))), ""
        ),
    )


def short_names(entry: Entry, *, full: bool = False) -> str:
    """Return the names a citation in the text gives; see `labels.short_names`."""
    return labels.short_names(work_of(entry), full=full)


def year(entry: Entry) -> str:
    """Return the year of an entry with its letter; see `labels.year`."""
    return labels.year(work_of(entry), entry.fields.get(LETTER, ""))


def sort_key(entry: Entry) -> tuple[str, str, str]:
    """Return what the bibliography is sorted by; see `labels.sort_key`."""
    return labels.sort_key(work_of(entry), entry.fields.get(LETTER, ""))


def set_year_letters(entries: Iterable[Entry]) -> None:
    """Give works that would be cited alike a letter, in the order of their titles."""
    entries = list(entries)
    letters = labels.year_letters(work_of(entry) for entry in entries)
    for entry in entries:
        entry.fields.pop(LETTER, None)
        if entry.key in letters:
            entry.fields[LETTER] = letters[entry.key]
