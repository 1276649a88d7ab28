"""Counts of many documents, kept sparse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pandas as pd
from scipy import sparse

from transit.errors import TransitError

__all__ = ["Counted", "count_documents"]


@dataclass(frozen=True)
class Counted:
    """Types by parts without their zeros: what a data frame is for one article.

    Every function of `transit.terms` that takes a table of types by parts takes this too.

    Attributes
    ----------
    matrix : scipy.sparse.csc_array
        Types by parts, whole numbers, no zero stored.
    types, parts : pandas.Index
        Names of the rows and of the columns, each once.

    Raises
    ------
    TransitError
        If a name stands twice, or the names do not fit the matrix.
    """

    matrix: sparse.csc_array
    types: pd.Index
    parts: pd.Index

    def __post_init__(self) -> None:
        """Check the names against the matrix."""
        if self.matrix.shape != (len(self.types), len(self.parts)):
            raise TransitError(
                f"counts: {len(self.types)} types and {len(self.parts)} parts do not fit a matrix "
                f"of {self.matrix.shape[0]} by {self.matrix.shape[1]}"
            )
        for what, names in (("type", self.types), ("part", self.parts)):
            if names.has_duplicates:
                twice = names[names.duplicated()][0]
                raise TransitError(f"counts: {what} {twice!r} stands twice")

    @property
    def shape(self) -> tuple[int, int]:
        """Number of types, number of parts."""
        return self.matrix.shape

    def total(self) -> pd.Series:
        """Return type -> occurrences in all parts together."""
        found = np.bincount(
            self.matrix.indices, weights=self.matrix.data, minlength=len(self.types)
        )
        return pd.Series(found.astype(np.int64), index=self.types, name="count")

    def sizes(self) -> pd.Series:
        """Return part -> tokens counted in it."""
        ends = np.concatenate([[0], np.cumsum(self.matrix.data, dtype=np.int64)])
        return pd.Series(np.diff(ends[self.matrix.indptr]), index=self.parts, name="tokens")

    def choose(self, parts: Iterable[object]) -> Counted:
        """Return the table of some parts, all types kept.

        Raises
        ------
        TransitError
            For a part that is not there.
        """
        names = pd.Index(parts)
        at = self.parts.get_indexer(names)
        if (at < 0).any():
            raise TransitError(f"counts: no part {names[at < 0][0]!r}")
        return Counted(self.matrix[:, at], self.types, names)

    def frame(self) -> pd.DataFrame:
        """Return the table with all its zeros, types in alphabetical order."""
        out = pd.DataFrame(self.matrix.toarray(), index=self.types, columns=self.parts)
        return out.astype("int64").sort_index().rename_axis(index="type", columns="part")


def count_documents(parts: Mapping[object, Sequence] | Iterable[Sequence]) -> Counted:
    """Count tokens that are already cut, document by document, without zeros.

    Parameters
    ----------
    parts : mapping or iterable
        Document -> sequence of tokens; an iterable of sequences is numbered from 1 and read once.

    Returns
    -------
    Counted
        Types in order of appearance.

    Raises
    ------
    TransitError
        If there is no document, or a document is a string or no sequence.

    Notes
    -----
    Each token is coded once; the codes of a document are then added up in place. Memory holds one
    number for each token of the text while it is read, and afterwards one for each type of each
    document.

    Examples
    --------
    >>> counted = count_documents({"x": ["a", "b", "a"], "y": ["b"]})
    >>> counted.frame().loc["a"].tolist()
    [2, 0]
    """
    named = isinstance(parts, Mapping)
    codes, ends, types = coded_documents(parts)
    names = pd.Index(list(parts) if named else range(1, len(ends)), name="part")
    matrix = sparse.csc_array(
        (np.ones(len(codes), dtype=np.int32), codes, ends), shape=(len(types), len(ends) - 1)
    )
    matrix.sum_duplicates()
    return Counted(matrix, pd.Index(types, name="type", dtype=object), names)


def coded_documents(
    parts: Mapping[object, Sequence] | Iterable[Sequence],
) -> tuple[np.ndarray, np.ndarray, list]:
    """Return the code of every token, where documents begin and end, and the types."""
    documents = parts.values() if isinstance(parts, Mapping) else parts
    if isinstance(documents, (str, bytes)) or not isinstance(documents, Iterable):
        raise TransitError("parts: expected documents, each a sequence of tokens")
    code: defaultdict[object, int] = defaultdict()
    code.default_factory = code.__len__
    blocks, ends, kept = [], [0], 0
    rows: list[Sequence | np.ndarray] = []
    for number, tokens in enumerate(documents, start=1):
        if isinstance(tokens, (str, bytes)) or not isinstance(tokens, Sequence | np.ndarray):
            where = list(parts)[number - 1] if isinstance(parts, Mapping) else number
            raise TransitError(f"parts: part {where!r} is no sequence of tokens; cut it first")
        rows.append(tokens)
        kept += len(tokens)
        ends.append(ends[-1] + len(tokens))
        if kept >= 1_000_000:
            blocks.append(_coded(rows, kept, code))
            rows, kept = [], 0
    if len(ends) == 1:
        raise TransitError("parts: nothing to count")
    blocks.append(_coded(rows, kept, code))
    return np.concatenate(blocks), np.array(ends), list(code)


def _coded(rows: list, size: int, code: Mapping[object, int]) -> np.ndarray:
    flat = chain.from_iterable(rows)
    return np.fromiter(map(code.__getitem__, flat), dtype=np.int32, count=size)
