"""The article's notes, joined with the works they cite."""

import re
from collections.abc import Iterable

import pandas as pd

from transit.article import columns, labels
from transit.errors import TransitError

FORMS = tuple(labels("notes", "form"))
"""How a note may name a work."""

SOURCE = "notes.csv"

_RESOLVED = (
    "note",
    "section",
    "paragraph",
    "page",
    "key",
    "locator",
    "form",
    "kind",
    "year",
    "language",
    "place",
    "verification",
)


def join_works(notes: pd.DataFrame, bibliography: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each work that each note cites.

    Parameters
    ----------
    notes : DataFrame
        Columns ``note``, ``section``, ``paragraph``, ``page``, ``keys`` (joined by
        semicolons), ``locator`` and ``form``, one row per note.
    bibliography : DataFrame
        As `load_bibliography` returns it.

    Returns
    -------
    DataFrame
        Columns ``note``, ``section``, ``paragraph``, ``page``, ``key``, ``locator``, ``form``
        from the notes and ``kind``, ``year``, ``language``, ``place``, ``verification`` from
        the bibliography, in the order of the notes.

    Raises
    ------
    TransitError
        If a column is missing, the notes are not numbered 1, 2, 3 …, a note names no work, an
        unknown key, an unknown form, or a page other than its entry's. All faults are listed.
    """
    missing = [name for name in columns("notes") if name not in notes.columns]
    if missing:
        raise TransitError(f"{SOURCE}: no column {', '.join(missing)}")
    entries = bibliography.set_index("key")
    problems, rows = [], []
    for expected, note in enumerate(notes.to_dict("records"), start=1):
        place = f"{SOURCE}: note {note['note']}"
        if note["note"] != expected:
            problems.append(f"{place}: expected note {expected}; notes are numbered without gap")
        if note["form"] not in FORMS:
            problems.append(f"{place}: form {note['form']!r} is none of {', '.join(FORMS)}")
        keys = split_keys(note["keys"])
        if not keys:
            problems.append(f"{place}: names no work; give at least one key of the bibliography")
        for key in keys:
            if key not in entries.index:
                problems.append(f"{place}: key {key!r} is not in the bibliography")
                continue
            work = entries.loc[key]
            locator = "" if pd.isna(note["locator"]) else str(note["locator"])
            unknown = _pages(locator) - _pages(work["locator"]) - _pages(work["pages"])
            if unknown:
                problems.append(
                    f"{place}: page {', '.join(sorted(unknown))} is not among the pages of {key} "
                    f"(bibliography, line {work['line']}); mend the note or the entry"
                )
            row = {name: note[name] for name in ("note", "section", "paragraph", "page", "form")}
            row |= {"key": key, "locator": locator}
            row |= {name: work[name] for name in _RESOLVED[7:]}
            rows.append(row)
    if problems:
        raise TransitError("\n".join(problems))
    return pd.DataFrame(rows, columns=list(_RESOLVED))


def split_keys(cell: object) -> list[str]:
    """Return the keys of a cell in which they are joined by semicolons."""
    if cell is None or (not isinstance(cell, str) and pd.isna(cell)):
        return []
    return [key.strip() for key in str(cell).split(";") if key.strip()]


def _pages(cell: object) -> set[str]:
    """Return the pages and page ranges that a locator names."""
    if pd.isna(cell):
        return set()
    return {re.sub(r"[-–]+", "–", page) for page in re.findall(r"\d+(?:[-–]+\d+)?", str(cell))}


def join_numbers(numbers: Iterable[int]) -> str:
    """Return note numbers, sorted and joined by commas."""
    return ", ".join(str(number) for number in sorted(set(numbers)))
