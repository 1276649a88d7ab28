"""The lines of a PDF: words with their sizes and places put into lines, columns and order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from transit.reading.repairs import RepairLog

_BOLD = re.compile(r"bold|demi|black|heavy|cmbx|semibold|-b$|medi(?!um)", re.IGNORECASE)
_MONO = re.compile(r"mono|courier|typewriter|cmtt|consol|menlo|inconsolata|lmtt|sftt|cousine", re.I)
_MATH = re.compile(r"cmmi|cmsy|cmex|msam|msbm|symbol|math|eufm|lmmi|lmsy|rsfs|stix.*math", re.I)
_ITALIC = re.compile(r"ital|obli|slant|cmti|cmsl|-it$", re.IGNORECASE)


_TEX = {
    "\x0b": "ff", "\x0c": "fi", "\x0d": "fl", "\x0e": "ffi", "\x0f": "ffl",
    "\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl",
    "\x15": "–", "\x16": "—", "(cid:11)": "ff", "(cid:12)": "fi", "(cid:13)": "fl",
    "(cid:14)": "ffi", "(cid:27)": "ff", "(cid:28)": "fi", "(cid:29)": "fl", "(cid:30)": "ffi",
    "(cid:21)": "–", "(cid:22)": "—", "\x10": "“", "\x11": "”", "(cid:16)": "“", "(cid:17)": "”",
}  # fmt: skip


@dataclass(frozen=True)
class Word:
    """A word of a page: text, place in points from the top left, type size and font."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str

    @property
    def bold(self) -> bool:
        """Whether its font is bold."""
        return bool(_BOLD.search(self.font))

    @property
    def mono(self) -> bool:
        """Whether its font is that of a typewriter, as code has it."""
        return bool(_MONO.search(self.font))

    @property
    def math(self) -> bool:
        """Whether its font is one of mathematics."""
        return bool(_MATH.search(self.font))

    @property
    def italic(self) -> bool:
        """Whether its font is slanted."""
        return bool(_ITALIC.search(self.font))


@dataclass
class Line:
    """A line of a column: its words from left to right, its page, its column and that column's edges."""

    words: list[Word]
    page: int
    number: int = 0
    column: int = 0
    left: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        """The words, with a space where there is one."""
        return "".join(
            f"{' ' * self.spaced(place)}{word.text}" for place, word in enumerate(self.words)
        )

    def spaced(self, place: int) -> bool:
        """Whether a space stands before a word."""
        words = self.words
        return place > 0 and words[place].x0 - words[place - 1].x1 > 0.08 * words[place].size

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.words[-1].x1

    @property
    def size(self) -> float:
        """Type size of most of its letters."""
        return most((word.size, len(word.text)) for word in self.words)

    @property
    def top(self) -> float:
        """Upper edge of its main words."""
        return min(word.top for word in self.words if word.size >= 0.9 * self.size)

    @property
    def bottom(self) -> float:
        """Lower edge of its main words."""
        return max(word.bottom for word in self.words if word.size >= 0.9 * self.size)

    def share(self, kind: str) -> float:
        """Share of its letters whose words have a property: bold, mono, math, italic."""
        letters = sum(len(word.text) for word in self.words)
        return sum(len(word.text) for word in self.words if getattr(word, kind)) / letters


def most(weighted: Iterable[tuple[float, int]]) -> float:
    counts: Counter[float] = Counter()
    for value, weight in weighted:
        counts[round(value, 1)] += weight
    return max(counts, key=lambda value: (counts[value], value)) if counts else 0.0


def words_of(page: Any, log: RepairLog) -> list[Word]:
    """Return the words of a page of pdfplumber, upright ones alone.

    Old fonts of TeX name ligatures and dashes by places that pdfplumber takes for spaces; they
    are written out before, and logged.
    """
    for char in page.chars:
        letters = _TEX.get(char["text"])
        if letters and not _MATH.search(char["fontname"]):
            log.add("ligature", page.page_number, char["text"], letters)
            char["text"] = letters
    found = page.extract_words(
        extra_attrs=["size", "fontname", "upright"],
        x_tolerance_ratio=0.15,
        use_text_flow=False,
        keep_blank_chars=False,
    )
    words = [
        Word(w["text"], w["x0"], w["x1"], w["top"], w["bottom"], w["size"], w["fontname"])
        for w in found
        if w["upright"] and w["size"] > 3
    ]
    counting = _line_numbers(words)
    if counting:
        log.add("left-out", page.page_number, f"{counting[0].text} … {counting[-1].text}", "")
    return [word for word in words if word not in counting]


def _line_numbers(words: list[Word]) -> list[Word]:
    """Find the numbers in the left margin that count the lines of a manuscript."""
    numbers = sorted((w for w in words if w.text.isdecimal()), key=lambda w: w.top)
    others = [w for w in words if not w.text.isdecimal()]
    for edge in {round(w.x1) for w in numbers}:
        column = [w for w in numbers if abs(w.x1 - edge) < 2]
        steps = Counter(
            int(other.text) - int(one.text) for one, other in pairwise(column)
        ).most_common(1)
        counts = bool(steps) and steps[0][0] in (1, 5) and steps[0][1] >= 0.8 * (len(column) - 1)
        beside = sum(w.x0 < edge for w in others)
        if len(column) >= 5 and counts and beside <= 0.02 * len(others):
            return column
    return []


def lines_of(words: list[Word], page: int, width: float, columns: int | None) -> list[Line]:
    """Put the words of a page into lines, in the order in which a reader takes them.

    Parameters
    ----------
    words : list of Word
    page : int
    width : float
        Of the page.
    columns : int or None
        How many columns it has; None to find out (one or two).

    Returns
    -------
    list of Line
        Band by band, each band column by column.
    """
    rows = _rows(words)
    gutter = _gutter(rows, width, sure=columns == 2) if columns in (None, 2) else None
    pieces = [Line(row, page) for row in rows]
    if gutter is not None:
        whole, left, right = _sides(rows, gutter)
        pieces = [Line(row, page) for row in [*whole, *_rows(left), *_rows(right)]]
        pieces.sort(key=lambda line: line.top)
    ordered = _ordered(pieces, gutter)
    for column in {line.column for line in ordered}:
        own = [line for line in ordered if line.column == column]
        edge = most((line.x0, 1) for line in own)
        for line in own:
            line.left, line.right = edge, max(other.x1 for other in own)
    for number, line in enumerate(ordered, start=1):
        line.number = number
    return ordered


def _rows(words: list[Word]) -> list[list[Word]]:
    """Group words whose baselines agree, raised and lowered ones with their neighbours."""
    rows: list[list[Word]] = []
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: (-w.size, w.top)):
        middle = (word.top + word.bottom) / 2
        place = next(
            (
                i
                for i in range(len(rows) - 1, -1, -1)
                if spans[i][0] - 1 <= middle <= spans[i][1] + 1
                and _overlap(spans[i], (word.top, word.bottom)) > 0.4 * (word.bottom - word.top)
            ),
            None,
        )
        if place is None:
            rows.append([word])
            spans.append((word.top, word.bottom))
        else:
            rows[place].append(word)
    order = sorted(range(len(rows)), key=lambda i: spans[i][0])
    return [sorted(rows[i], key=lambda w: w.x0) for i in order]


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> float:
    return min(one[1], other[1]) - max(one[0], other[0])


def _gutter(rows: list[list[Word]], width: float, sure: bool) -> tuple[float, float] | None:
    """Find the empty strip between two columns near the middle of a page."""
    wide = [row for row in rows if len(row) > 3]
    if len(wide) < 8:
        return None
    best, gap = None, None
    for step in range(35, 66):
        x = width * step / 100
        crossing = sum(any(w.x0 < x - 3 and w.x1 > x + 3 for w in row) for row in wide)
        near = sum(any(abs(w.x0 - x) < 3 or abs(w.x1 - x) < 3 for w in row) for row in wide)
        both = sum(row[0].x0 < x - 20 and row[-1].x1 > x + 20 for row in wide)
        score = (crossing, near)
        if both > 0.4 * len(wide) and (best is None or score < best):
            best, gap = score, x
    if gap is None or best is None or (not sure and best[0] > 0.3 * len(wide)):
        return None
    split = [
        (max(w.x1 for w in row if w.x1 <= gap + 3), min(w.x0 for w in row if w.x0 >= gap - 3))
        for row in wide
        if any(w.x1 <= gap + 3 for w in row)
        and any(w.x0 >= gap - 3 for w in row)
        and not any(w.x0 < gap - 3 and w.x1 > gap + 3 for w in row)
    ]
    spaces = [other - one for one, other in split]
    aligned = Counter(round(other / 3) for _, other in split)
    if len(split) < 0.35 * len(wide) or median(spaces) < 7:
        return None
    if not sure and max(aligned.values()) < 0.35 * len(split):
        return None
    return gap - 3, gap + 3


def _sides(
    rows: list[list[Word]], gutter: tuple[float, float]
) -> tuple[list[list[Word]], list[Word], list[Word]]:
    """Tell rows over the whole width from the words of the left and of the right column."""
    middle = sum(gutter) / 2
    whole: list[list[Word]] = []
    sides: tuple[list[Word], list[Word]] = ([], [])
    for row in rows:
        left = [w for w in row if (w.x0 + w.x1) / 2 < middle]
        right = [w for w in row if (w.x0 + w.x1) / 2 >= middle]
        crossed = any(w.x0 < middle - 3 and w.x1 > middle + 3 for w in row)
        space = right[0].x0 - left[-1].x1 if left and right else 0
        if (
            left and right and (crossed or space < 0.55 * max(right[0].size, left[-1].size))
        ) or crossed:
            whole.append(row)
        else:
            sides[0].extend(left)
            sides[1].extend(right)
    return whole, *sides


def _ordered(lines: list[Line], gutter: tuple[float, float] | None) -> list[Line]:
    if gutter is None:
        return lines
    middle = sum(gutter) / 2
    ordered: list[Line] = []
    band: list[Line] = []
    for line in lines:
        if line.x0 < middle - 15 and line.x1 > middle + 15:
            ordered += sorted(band, key=lambda one: one.column)
            band = []
            line.column = 0
            ordered.append(line)
        else:
            line.column = 1 if line.x1 <= middle + 15 and line.x0 < middle else 2
            band.append(line)
    return ordered + sorted(band, key=lambda one: one.column)
