"""The entries of a bibliography that sphinxcontrib-bibtex has parsed, as text and as works."""

import re
from collections.abc import Iterable
from itertools import takewhile

from pybtex.database import Entry, Person
from pybtex.richtext import Text

from transit.publishing.bibliography import labels
from transit.publishing.bibliography.labels import NBSP, Name, Work

LETTER = "yearletter"
"""Name of the field, added when a book is built, that tells apart works of one year."""


def from_latex(latex: str) -> Text:
    """Return LaTeX as text."""
    # In LaTeX a straight apostrophe is a typographic one, but neither in an accent nor doubled.
    return Text.from_latex(re.sub(r"(?<![\\'])'(?!')", "’", latex))


def text_of(entry: Entry, name: str) -> Text:
    """Return a field as text, empty if the entry lacks it."""
    return from_latex(entry.fields[name]) if name in entry.fields else Text()


def names_of(persons: Iterable[Person]) -> tuple[Name, ...]:
    """Return persons by their names, as far as "others" at the end of the list."""
    return tuple(_name(person) for person in takewhile(lambda p: str(p) != "others", persons))


def _name(person: Person) -> Name:
    family = from_latex(" ".join(person.prelast_names + person.last_names))
    given = from_latex(" ".join(person.bibtex_first_names))
    # Initials stay on one line.
    return Name(str(family), str(given).replace(". ", f".{NBSP}"))


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
        date=entry.fields.get("date", entry.fields.get("year", "")),
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
