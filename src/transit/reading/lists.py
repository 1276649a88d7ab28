"""The lists made by hand: terms, stance markers, and forms with their lemma."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from transit.article import LISTS, read_list
from transit.reading.matching import Matcher


@dataclass(frozen=True)
class Lists:
    """The lists made by hand; ``transit.article.columns`` names their columns."""

    terms: pd.DataFrame
    markers: pd.DataFrame
    lemmas: pd.DataFrame

    def matchers(self) -> tuple[Matcher, Matcher]:
        """Return what finds the terms and what finds the markers.

        Raises
        ------
        TransitError
            As `Matcher`.
        """
        terms = zip(self.terms["term"], self.terms["patterns"], strict=True)
        markers = zip(self.markers["marker"], self.markers["patterns"], strict=True)
        return Matcher(terms, "terms.csv"), Matcher(markers, "markers.csv")


def load_lists(folder: str | Path) -> Lists:
    """Read ``terms.csv``, ``markers.csv`` and ``lemmas.csv`` from a folder.

    Parameters
    ----------
    folder : str or Path
        A file that is missing gives an empty list.

    Returns
    -------
    Lists
        Frames whose columns are all of type string.

    Raises
    ------
    TransitError
        If a list has other columns, an empty cell, an unknown kind or category, or a doubled
        entry or pattern; the message names file and row.
    """
    lists = Lists(**{name: read_list(Path(folder) / f"{name}.csv") for name in LISTS})
    lists.matchers()
    return lists
