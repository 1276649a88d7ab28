"""A page of the book: the report's tables, and the numbers of its sentences."""

from __future__ import annotations

import json
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from transit.report.loading import Report, find_root
from transit.report.sentences import glue
from transit.terms.of_article import boundary_shifts

PAGES = "transit.report.pages"
OWN = "power-in-transit"
"""Name of the data that the pages in `PAGES` are written for; another report has none of them."""


class Chapter(Report):
    """The report as one page reads it.

    A page with numbers or tables of its own has a module in `transit.report.pages`, whose class
    ``Page`` extends this one or `transit.report.section.SectionChapter`.

    Attributes
    ----------
    name : str
        The name of the page's file, without folder and ending.
    """

    def __init__(self, root: Path | str | Report, name: str) -> None:
        super().__init__(root)
        self.name = name

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences, each by the name they call it by."""
        return {}

    @cached_property
    def shifted(self) -> pd.Series:
        """Terms that reach the bar, for every way to shift the boundaries of the sections."""
        return boundary_shifts(self.article)["beyond"]

    def order_numbers(self) -> dict[str, object]:
        """Return what has to stand beside a finding: what the order of the text alone gives.

        `shifts` ways to shift the boundaries of the sections, the true one included, of which
        `shifts_any` give at least one term that reaches the bar.
        """
        return {"shifts": len(self.shifted), "shifts_any": (self.shifted > 0).sum()}

    def glue_numbers(self) -> None:
        """Make the numbers available to the sentences; see `transit.report.glue`."""
        glue(self.numbers())


def chapter(name: str, start: Path | str = ".") -> Chapter:
    """Open a page of the book.

    Parameters
    ----------
    name : str
        The name of the page's file, without folder and ending. A page without a module of its
        own has to bear the name of one of the article's sections.
    start : path-like
        A folder inside the project, by default the working folder.

    Returns
    -------
    Chapter
        For a section of the article a `transit.report.section.SectionChapter`; for one of another
        article a `transit.report.general.Section`.

    Raises
    ------
    TransitError
        If the name is neither that of a page with a module nor of a section.
    """
    root = find_root(start)
    module = f"{PAGES}.{name.replace('-', '_')}"
    package = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    if package.get("name") != OWN:
        from transit.report.general import Section

        return Section(root, name)
    if find_spec(module):
        page: Chapter = import_module(module).Page(root, name)
        return page
    from transit.report.section import SectionChapter

    return SectionChapter(root, name)
