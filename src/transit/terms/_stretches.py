"""Counting the stretches between white space, eight letters at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from transit.terms._input import distinct

WIDE = re.compile(r"[^\S\x00-\x7f]")
"""White space beyond ASCII."""
PLAIN = bytes(32 if code < 128 and chr(code).isspace() else code for code in range(256))
"""Every byte of UTF-8, white space as a space."""
EIGHT = 8
KEPT = np.array([(1 << 8 * size) - 1 for size in range(EIGHT + 1)], dtype=np.uint64)
"""What is kept of eight bytes if a stretch holds fewer."""
MOST = 1 << 18
"""How many entries are held before equal ones are added up."""


def count_stretches(blocks: Iterable[str]) -> Counter[str]:
    """Count the stretches between white space.

    Parameters
    ----------
    blocks : iterable of str
        Text cut at white space.

    Returns
    -------
    Counter

    Notes
    -----
    A stretch of up to eight bytes is one whole number and one of up to sixteen is two, so that
    equal ones are found without making a string of each; longer ones, and text with the
    character 0, are counted as strings. Memory grows with the different stretches.
    """
    others: Counter[str] = Counter()
    short, middle = _Numbers(1), _Numbers(2)
    for block in blocks:
        if "\0" in block:
            others.update(block.split())
            continue
        text = block if block.isascii() else WIDE.sub(" ", block)
        raw = b" %b%b" % (text.encode("utf-8", "surrogatepass").translate(PLAIN), b" " * 2 * EIGHT)
        space = np.frombuffer(raw, dtype=np.uint8) == 32
        edges = np.flatnonzero(space[1:] != space[:-1]) + 1
        starts, sizes = edges[::2], edges[1::2] - edges[::2]
        letters = np.ndarray((len(raw) - EIGHT + 1,), dtype="<u8", buffer=raw, strides=(1,))
        first = letters[starts] & KEPT[np.minimum(sizes, EIGHT)]
        short.add(first[sizes <= EIGHT])
        at = np.flatnonzero((sizes > EIGHT) & (sizes <= 2 * EIGHT))
        middle.add(first[at], letters[starts[at] + EIGHT] & KEPT[sizes[at] - EIGHT])
        at = np.flatnonzero(sizes > 2 * EIGHT)
        spans = zip(starts[at].tolist(), (starts[at] + sizes[at]).tolist(), strict=True)
        others.update(raw[start:end].decode("utf-8", "surrogatepass") for start, end in spans)
    found: Counter[str] = Counter()
    dict.update(found, short.items())
    dict.update(found, middle.items())
    found.update(others)
    return found


class _Numbers:
    """How often rows of whole numbers were seen."""

    def __init__(self, width: int) -> None:
        self.columns = [[np.empty(0, dtype=np.uint64)] for _ in range(width)]
        self.times = [np.empty(0, dtype=np.int64)]
        self.held = self.added_up = 0

    def add(self, *columns: np.ndarray) -> None:
        """Count each row once."""
        if len(columns) == 1:
            counted = pd.Series(columns[0]).value_counts(sort=False)
            self._hold([counted.index.to_numpy()], counted.to_numpy())
        else:
            rows, _, times = distinct(*columns)
            self._hold(rows, times)
        if self.held > max(MOST, 2 * self.added_up):
            self._add_up()

    def items(self) -> Iterator[tuple[str, int]]:
        """Return each different row as text, with its count."""
        self._add_up()
        rows = np.stack([column[0] for column in self.columns], axis=1).astype("<u8")
        texts = rows.view(f"S{rows.shape[1] * EIGHT}").ravel().tolist()
        text = b"\n".join(texts).decode("utf-8", "surrogatepass")
        return zip(text.split("\n") if texts else [], self.times[0].tolist(), strict=True)

    def _add_up(self) -> None:
        columns = [np.concatenate(column) for column in self.columns]
        rows, place, _ = distinct(*columns)
        times = np.bincount(place, weights=np.concatenate(self.times), minlength=len(rows[0]))
        self.columns, self.times, self.held = [[] for _ in rows], [], 0
        self._hold(rows, times.astype(np.int64))
        self.added_up = self.held

    def _hold(self, rows: list[np.ndarray], times: np.ndarray) -> None:
        for held, row in zip(self.columns, rows, strict=True):
            held.append(row)
        self.times.append(times)
        self.held += len(times)
