"""How a work is named where it is cited: the same words in the text, in tables and in print."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path

import pandas as pd
import pybtex.database
from pybtex.database import Entry, Person
from pybtex.richtext import Text

from transit.citations.notes import split_keys
from transit.display.tables import Markup
from transit.errors import TransitError

NBSP = "\N{NO-BREAK SPACE}"

LETTER = "yearletter"
"""Name of the field, added when a book is built, that tells apart works of one year."""


def load_labels(path: Path | str = "references.bib") -> pd.Series:
    """Return the label of every entry of a bibliography, as "Petrov and Gafarly 1998".

    Parameters
    ----------
    path : path-like
        A BibTeX file.

    Returns
    -------
    Series of str
        Indexed by key, in the order of the file. Works that would be cited alike have a letter
        after the year, as in the book's citations.

    Raises
    ------
    TransitError
        If pybtex cannot read the file.
    """
    try:
        data = pybtex.database.parse_file(str(path), bib_format="bibtex", encoding="utf-8-sig")
    except (OSError, pybtex.database.PybtexError) as error:
        raise TransitError(f"{path}: {error}") from error
    entries = data.entries.values()
    set_year_letters(entries)
    return pd.Series(
        {entry.key: f"{short_names(entry)} {year(entry)}" for entry in entries}, dtype="string"
    )


def link_keys(cell: object, labels: pd.Series, page: str = "bibliography.html") -> Markup:
    """Return the keys of a table's cell as links into the bibliography.

    Parameters
    ----------
    cell : str
        Keys joined by semicolons.
    labels : Series
        As `load_labels` returns it.
    page : str
        The bibliography's page, relative to the page of the table.

    Raises
    ------
    TransitError
        If a key has no label.
    """
    keys = split_keys(cell)
    unknown = [key for key in keys if key not in labels.index]
    if unknown:
        raise TransitError(f"key {unknown[0]!r} is not in the bibliography")
    links = (f'<a href="{page}#ref-{key}">{_escape(labels[key])}</a>' for key in keys)
    return Markup("; ".join(links))


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(NBSP, "&nbsp;")


def rich(entry: Entry, name: str) -> Text:
    """Return a field as text, empty if the entry lacks it."""
    return parse(entry.fields[name]) if name in entry.fields else Text()


def plain(part: str) -> str:
    """Return a part of a name or a title without its LaTeX markup."""
    return str(parse(part))


def parse(latex: str) -> Text:
    """Return LaTeX as text."""
    # In LaTeX a straight apostrophe is a typographic one, but neither in an accent nor doubled.
    return Text.from_latex(re.sub(r"(?<![\\'])'(?!')", "’", latex))


def people(entry: Entry) -> tuple[list[Person], bool]:
    """Return who stands for a work, and whether as its editors."""
    authors = entry.persons.get("author", [])
    return (authors, False) if authors else (entry.persons.get("editor", []), True)


def family(person: Person) -> str:
    """Return the family name of a person, or the name of a body."""
    return plain(" ".join(person.prelast_names + person.last_names))


def given(person: Person) -> str:
    """Return the given names of a person, initials kept on one line."""
    return plain(" ".join(person.bibtex_first_names)).replace(". ", f".{NBSP}")


def body(entry: Entry) -> str:
    """Return the body that stands for a work without author or editor."""
    for name in ("organization", "institution", "publisher"):
        if name in entry.fields:
            return plain(entry.fields[name])
    return ""


def is_others(person: Person) -> bool:
    return str(person) == "others"


def short_names(entry: Entry, full: bool = False) -> str:
    """Return the names a citation in the text gives: two, or the first and "et al."."""
    persons, _ = people(entry)
    if not persons:
        return body(entry) or plain(entry.fields.get("title", entry.key))
    names = [family(person) for person in takewhile(lambda p: not is_others(p), persons)]
    cut = len(names) < len(persons)
    if cut or (len(names) > 2 and not full):
        return f"{', '.join(names) if full else names[0]} et{NBSP}al."
    if len(names) > 2:
        return f"{', '.join(names[:-1])}, and {names[-1]}"
    return " and ".join(names)


def long_names(entry: Entry) -> str:
    """Return the names as the bibliography gives them, the first one inverted."""
    persons, as_editors = people(entry)
    if not persons:
        return body(entry)
    listed = [person for person in persons if not is_others(person)]
    names = [", ".join(filter(None, (family(listed[0]), given(listed[0]))))]
    names += [" ".join(filter(None, (given(p), family(p)))) for p in listed[1:]]
    if len(listed) < len(persons):
        text = ", ".join(names) + f", et{NBSP}al."
    elif len(names) > 1:
        text = f"{', '.join(names[:-1])}, and {names[-1]}"
    else:
        text = names[0]
    return text + (", eds." if len(persons) > 1 else ", ed.") * as_editors


def year(entry: Entry) -> str:
    """Return the year with its letter; in brackets if inferred, "n.d." if there is none."""
    date = entry.fields.get("date", entry.fields.get("year", ""))
    letter = entry.fields.get(LETTER, "")
    if not re.match(r"\d{4}", date):
        return f"n.d.-{letter}" if letter else "n.d."
    text = date[:4] + letter
    return f"[{text}]" if date.endswith("?") else text


def sort_key(entry: Entry) -> tuple[str, str, str]:
    """Return what the bibliography is sorted by: names, year, title."""
    names = long_names(entry) or entry.fields.get("title", entry.key)
    return (folded(names), year(entry).strip("[]"), folded(entry.fields.get("title", "")))


def folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", plain(text)).casefold()
    return "".join(c for c in text if c.isalnum() or c == " ")


def set_year_letters(entries: Iterable[Entry]) -> None:
    """Give works that would be cited alike a letter, in the order of their titles."""
    alike = defaultdict(list)
    for entry in entries:
        entry.fields.pop(LETTER, None)
        alike[short_names(entry), year(entry).strip("[]")].append(entry)
    for group in alike.values():
        if len(group) > 1:
            for number, entry in enumerate(sorted(group, key=sort_key)):
                entry.fields[LETTER] = _letters(number)


def _letters(number: int) -> str:
    tail = chr(ord("a") + number % 26)
    return tail if number < 26 else _letters(number // 26 - 1) + tail
