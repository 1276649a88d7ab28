"""The record of everything changed between the file and the text that is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from transit.article import columns, labels

RENAMING = ("ligature", "lost-space", "drop-capital")
"""The only kinds that change letters; all others move, join or take away what is no letter."""


@dataclass(frozen=True)
class Repair:
    """One change: its kind, the page, what stood there and what stands there now."""

    kind: str
    page: int
    what: str
    repaired: str


class RepairLog:
    """Counts repairs as reading goes along."""

    def __init__(self) -> None:
        self.kinds = labels("repairs", "kind")
        self.counts: Counter[Repair] = Counter()

    def add(self, kind: str, page: int, what: str, repaired: str, count: int = 1) -> None:
        """Record `count` repairs of one kind; `kind` must be a kind of the schema."""
        if kind not in self.kinds:
            raise KeyError(kind)
        self.counts[Repair(kind, page, what, repaired)] += count

    def letters(self) -> Counter[str]:
        """Letters (case folded) gained, positive, and lost, negative, by all repairs."""
        change: Counter[str] = Counter()
        for repair, count in self.counts.items():
            if repair.kind not in RENAMING:
                continue
            for letter in letters_of(repair.repaired):
                change[letter] += count
            for letter in letters_of(repair.what):
                change[letter] -= count
        return change

    def frame(self) -> pd.DataFrame:
        """Repairs as a table.

        Returns
        -------
        DataFrame
            kind, page, what, repaired, count; sorted. ``what`` names single characters by
            their code point and divided words as ``left-/right``.
        """
        rows = sorted(
            (r.kind, r.page, name_character(r.what), name_character(r.repaired), count)
            for r, count in self.counts.items()
        )
        return pd.DataFrame(rows, columns=columns("repairs"))


def name_character(text: str) -> str:
    """Name a single character that is no plain letter, digit or mark by its code point."""
    return f"U+{ord(text):04X}" if len(text) == 1 and not ("!" <= text <= "~") else text


def letters_of(text: str) -> list[str]:
    """The letters of a text in order, case folded; everything else is left out."""
    return [letter for letter in text.casefold() if letter.isalpha()]
