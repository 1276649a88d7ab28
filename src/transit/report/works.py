"""The works of the bibliography as tables name them: by the label of a citation, linked."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from transit.citations import load_bibliography
from transit.citations.notes import split_keys
from transit.display.tables import Markup
from transit.errors import TransitError
from transit.publishing.bibliography.labels import NBSP, Name, Work, label, year_letters


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
        If the file cannot be read or an entry is faulty; see `load_bibliography`.
    """
    works = list(works_of(load_bibliography(path)))
    letters = year_letters(works)
    return pd.Series(
        {work.key: label(work, letters.get(work.key, "")) for work in works}, dtype="string"
    )


def works_of(bibliography: pd.DataFrame) -> Iterator[Work]:
    """Give the entries of a bibliography as what labels are made from.

    Parameters
    ----------
    bibliography : DataFrame
        As `load_bibliography` returns it.
    """
    # A straight apostrophe of the file is a typographic one in print.
    text = bibliography.select_dtypes("string").fillna("").replace("'", "’", regex=True)
    for row in text.to_dict("records"):
        listed = (row["authors"] or row["editors"]).split("; ")
        bodies = row["bodies"].split("; ")
        people = [name for name in listed if name and name != "others"]
        yield Work(
            key=row["key"],
            names=tuple(
                Name(name) if name in bodies else Name(*name.split(", ", 1)) for name in people
            ),
            cut=listed[-1] == "others",
            edited=not row["authors"],
            body=row["publisher"],
            title=row["title"],
            date=row["date"],
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
