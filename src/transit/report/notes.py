"""The article's notes as a table of one section's sources."""

import pandas as pd

from transit.article import labels
from transit.display.tables import Table, show_table
from transit.errors import TransitError
from transit.report.works import link_keys

BIBLIOGRAPHY = "appendices/bibliography.html"

FORMS = labels("notes", "form")


def note_table(
    notes: pd.DataFrame,
    section: str,
    labels: pd.Series,
    page: str = BIBLIOGRAPHY,
    caption: str = "The article's notes in this section and the works they cite",
) -> Table:
    """Return the notes of one section, their works linked to the bibliography.

    Parameters
    ----------
    notes : DataFrame
        Columns note, section, paragraph, keys, locator and form; ``ArticleTables.notes``.
    section : str
        The section's id.
    labels : Series
        Labels by key; see `transit.report.works.load_labels`.
    page : str
        The bibliography's page, relative to the page of the table.
    caption : str
        The table's caption.

    Raises
    ------
    TransitError
        If the section has no notes, or a note has a form or a key that is not known.
    """
    own = notes[notes["section"].eq(section)]
    if own.empty:
        raise TransitError(f"data/article/notes.csv: section {section!r} has no notes")
    unknown = sorted(set(own["form"]) - set(FORMS))
    if unknown:
        raise TransitError(f"data/article/notes.csv: form {unknown[0]!r} is none of {list(FORMS)}")
    return show_table(
        own,
        columns={
            "note": "Note",
            "paragraph": "Paragraph",
            "keys": "Work",
            "locator": "Place",
            "form": "Given as",
        },
        formats={"keys": lambda cell: link_keys(cell, labels, page), "form": FORMS.__getitem__},
        caption=caption,
    )
