"""A section of the article as its chapter shows it: its words, its claims, its notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import pandas as pd

from transit.charts import terms as charts
from transit.display.figure import Figure
from transit.display.tables import Table
from transit.errors import TransitError
from transit.report.chapter import Chapter
from transit.report.claims import section_table
from transit.report.loading import Report
from transit.report.notes import note_table
from transit.wording import counted, word


class SectionChapter(Chapter):
    """The chapter of one section.

    Attributes
    ----------
    section : str
        The section's id.

    Raises
    ------
    TransitError
        If the article has no such section.
    """

    def __init__(self, root: Path | str | Report, name: str) -> None:
        super().__init__(root, name)
        known = list(self.article.sections["section"])
        if name not in known:
            raise TransitError(
                f"{name!r} is no section of the article and has no module in "
                f"transit.report.pages; the sections are {', '.join(known)}"
            )
        self.section = name

    @cached_property
    def keyness(self) -> pd.DataFrame:
        """The section's terms against the rest; see `transit.terms.of_article`."""
        every = self.section_terms
        return every[every["section"] == self.section].reset_index(drop=True)

    @property
    def notes(self) -> pd.DataFrame:
        """The article's notes in the section."""
        return self.article.notes[self.article.notes["section"] == self.section]

    def numbers(self) -> dict[str, object]:
        """Return what every section's sentences on its words name."""
        return {"words": words_sentence(self.keyness)}

    def dispersion_chart(self, terms: Sequence[str], headline: str = "") -> Figure:
        """Show where terms stand in the whole article, paragraph by paragraph."""
        article = self.article
        return charts.dispersion(
            article.term_counts,
            article.paragraphs,
            article.sections,
            terms=list(terms),
            labels=self.term_labels,
            headline=headline,
        )

    def claim_table(self, section: str = "") -> Table:
        """Return how a section's statements fare, and those that do not simply hold."""
        section = section or self.section
        caption = "What is contradicted, corrected, or depends on the reading"
        return section_table(self.claims, section, self.headings[section], caption=caption)

    def note_table(self) -> Table:
        """Return the section's notes and the works they cite."""
        return note_table(self.article.notes, self.section, self.work_labels)


def words_sentence(keyness: pd.DataFrame) -> str:
    """Return which terms set a section apart from the others, in a sentence.

    Parameters
    ----------
    keyness : DataFrame
        Columns label, target, reference, p and finding, as `SectionChapter.keyness` has them.
    """
    tested, found = int(keyness["p"].notna().sum()), keyness[keyness["finding"]]
    opening = f"Of {counted(tested, 'term')} of the list that can be tested,"
    if found.empty:
        return f"{opening} none sets this section apart from the others by more than chance could"
    verb = "sets" if len(found) == 1 else "set"
    return (
        f"{opening} {word(len(found))} {verb} this section apart from the others by more than "
        f"chance could: {charts.named_terms(found)}"
    )
