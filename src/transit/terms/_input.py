"""Checks on counts, sizes and tables shared by the measures."""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from transit.errors import TransitError
from transit.terms.counted import Counted

Counts: TypeAlias = "pd.DataFrame | pd.Series | Counted"


def counts_array(values: ArrayLike, name: str) -> np.ndarray:
    """Return `values` as floats, refusing what cannot be a count."""
    array = np.asarray(values)
    if array.dtype.kind not in "iufb":
        if array.dtype.kind in "USMmc":
            raise TransitError(f"{name}: expected numbers, not {array.dtype.name}")
        try:
            array = array.astype(float)
        except (TypeError, ValueError) as error:
            raise TransitError(f"{name}: expected numbers ({error})") from error
    array = array.astype(float, copy=False)
    if not np.isfinite(array).all():
        raise TransitError(f"{name}: a count is missing or infinite; give 0 where nothing occurs")
    if (array < 0).any():
        raise TransitError(f"{name}: negative count{_first(array < 0, values)}; counts start at 0")
    return array


def size_array(values: ArrayLike, name: str) -> np.ndarray:
    """Return `values` as floats, refusing sizes of zero or less."""
    array = counts_array(values, name)
    if (array == 0).any():
        raise TransitError(f"{name}: size zero{_first(array == 0, values)}; leave the part out")
    return array


def aligned(*values: Any) -> tuple[Any, ...]:
    """Bring the Series among `values` into the order of the first, by label.

    Raises
    ------
    TransitError
        If two Series do not have the same labels, each once.
    """
    series = [value for value in values if isinstance(value, pd.Series)]
    if len(series) < 2:
        return values
    index = series[0].index
    for other in series:
        if other.index.has_duplicates:
            twice = other.index[other.index.duplicated()][0]
            raise TransitError(f"label {twice!r} stands twice; add its counts up")
        if len(other) != len(index) or not index.isin(other.index).all():
            stray = index.symmetric_difference(other.index)[0]
            raise TransitError(f"label {stray!r} stands in one Series and not in another")
    return tuple(v.reindex(index) if isinstance(v, pd.Series) else v for v in values)


def like(result: ArrayLike, *inputs: Any) -> Any:
    """Give `result` the shape of its inputs: a Series, a float or an array."""
    for value in inputs:
        if isinstance(value, pd.Series):
            return pd.Series(np.asarray(result), index=value.index)
    if all(isinstance(value, numbers.Number) or np.ndim(value) == 0 for value in inputs):
        return float(np.asarray(result).reshape(()))
    return np.asarray(result)


def level(value: float) -> float:
    """Check a confidence level or a significance level."""
    if not isinstance(value, numbers.Real) or not 0 < value < 1:
        raise TransitError(f"a level must lie between 0 and 1, not {value}")
    return float(value)


def whole_number(value: Any, name: str, least: int = 1) -> int:
    """Check a number of things: draws, tokens, a window."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, numbers.Integral):
        raise TransitError(f"{name}: must be a whole number of at least {least}, not {value!r}")
    if value < least:
        raise TransitError(f"{name}: must be a whole number of at least {least}, not {value}")
    return int(value)


def sequence(tokens: Any) -> list:
    """Return tokens, or sentences of tokens, as a list; a string is refused."""
    if isinstance(tokens, (str, bytes)):
        raise TransitError("tokens: a string is not a sequence of tokens; cut it first")
    if not isinstance(tokens, Iterable):
        raise TransitError(f"tokens: expected a sequence of tokens, not {type(tokens).__name__}")
    return tokens if isinstance(tokens, list) else list(tokens)


def coded(tokens: Sequence, *, ordered: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Return the code of each token and the types the codes stand for."""
    if not len(tokens):
        return np.array([], dtype=np.int32), np.array([], dtype=object)
    flat = np.empty(len(tokens), dtype=object)
    flat[:] = tokens
    codes, types = pd.factorize(flat, sort=ordered)
    if (codes < 0).any():
        raise TransitError(f"tokens: token {int(np.argmin(codes)) + 1} is missing")
    return codes.astype(np.int32), types


def need(frame: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    """Refuse a frame that lacks a column."""
    for column in columns:
        if column not in frame.columns:
            raise TransitError(f"{name}: no column {column!r}; there are {list(frame.columns)}")


def distinct(*columns: np.ndarray) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    """Find the different rows of several columns of equal length.

    Returns the columns reduced to their different rows, the place of each row among them, and how
    often each occurs. Frequencies repeat so much that whatever depends on them alone is computed
    for a fraction of the rows.
    """
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        codes, values = pd.factorize(column)
        key, _ = pd.factorize(key * len(values) + codes)
    size = int(key.max()) + 1 if len(key) else 0
    first = np.empty(size, dtype=np.int64)
    first[key[::-1]] = np.arange(len(key))[::-1]
    return [column[first] for column in columns], key, np.bincount(key, minlength=size)


def given_back(columns: Mapping[str, ArrayLike], place: np.ndarray) -> pd.DataFrame:
    """Frame of the columns computed for different rows, given back to all rows."""
    values = np.empty((len(columns), len(place)))
    for row, column in zip(values, columns.values(), strict=True):
        np.take(np.asarray(column, dtype=float), place, out=row, mode="clip")
    return pd.DataFrame(values.T, columns=list(columns), copy=False)


def tests_used(
    exact: np.ndarray, name: str, place: np.ndarray | None = None, sound: np.ndarray | None = None
) -> pd.Categorical:
    """Which test gave each p-value, as a categorical."""
    codes = exact.astype(np.int8)
    if sound is not None:
        codes = np.where(sound, codes, -1)
    return pd.Categorical.from_codes(
        codes if place is None else codes[place], ["chi-squared", name]
    )


@dataclass(frozen=True)
class Cells:
    """The cells of a table of types by parts that are not zero.

    Attributes
    ----------
    row, column : numpy.ndarray
        Place of each cell among the types and the parts.
    value : numpy.ndarray
        Its count, float.
    types, parts : pandas.Index
        The names.
    sizes : numpy.ndarray
        Tokens of each part.
    """

    row: np.ndarray
    column: np.ndarray
    value: np.ndarray
    types: pd.Index
    parts: pd.Index
    sizes: np.ndarray

    def by_type(self, values: ArrayLike | None = None) -> np.ndarray:
        """Sum `values`, or the counts, over the cells of each type."""
        weights = self.value if values is None else np.asarray(values)
        return np.bincount(self.row, weights=weights, minlength=len(self.types))

    def by_part(self, values: ArrayLike | None = None) -> np.ndarray:
        """Sum `values`, or the counts, over the cells of each part."""
        weights = self.value if values is None else np.asarray(values)
        return np.bincount(self.column, weights=weights, minlength=len(self.parts))

    @cached_property
    def total(self) -> np.ndarray:
        """Occurrences of each type."""
        return self.by_type()

    @cached_property
    def range(self) -> np.ndarray:
        """Parts that each type occurs in."""
        return np.bincount(self.row, minlength=len(self.types))

    @cached_property
    def share(self) -> np.ndarray:
        """Share of each part in all tokens."""
        return self.sizes / self.sizes.sum()

    @property
    def whole(self) -> bool:
        """Whether all counts are whole numbers."""
        return bool((self.value % 1 == 0).all())

    def dense(self) -> np.ndarray:
        """Return the table with its zeros."""
        out = np.zeros((len(self.types), len(self.parts)))
        out[self.row, self.column] = self.value
        return out


def cells(counts: Counts, sizes: pd.Series | Mapping | None = None) -> Cells:
    """Check a table of types by parts and return what is not zero in it."""
    if isinstance(counts, Counted):
        matrix = counts.matrix
        column = np.repeat(np.arange(len(counts.parts), dtype=np.int32), np.diff(matrix.indptr))
        row, value = matrix.indices, matrix.data.astype(float)
        types, parts = counts.types, counts.parts
        if value.size and not (np.isfinite(value).all() and value.min() > 0):
            raise TransitError("counts: a stored count is not above 0")
    else:
        row, column, value, types, parts = _of_frame(counts)
    lengths = _sizes(np.bincount(column, weights=value, minlength=len(parts)), parts, sizes)
    return Cells(row, column, value, types, parts, lengths)


def _of_frame(
    counts: pd.DataFrame | pd.Series,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, pd.Index, pd.Index]:
    if isinstance(counts, pd.Series):
        counts = counts.to_frame(counts.name if counts.name is not None else "all")
    if not isinstance(counts, pd.DataFrame):
        raise TransitError(
            "counts: expected a data frame with a row for each type and a column for each part"
        )
    if counts.shape[1] == 0:
        raise TransitError("counts: the table has no parts")
    for what, names in (("type", counts.index), ("part", counts.columns)):
        if names.hasnans:
            raise TransitError(f"counts: the name of a {what} is missing")
        if names.has_duplicates:
            twice = names[names.duplicated()][0]
            raise TransitError(f"counts: {what} {twice!r} stands twice; add its counts up")
    matrix = counts.to_numpy()
    if matrix.dtype.kind not in "iu":
        try:
            matrix = counts.to_numpy(dtype=float)
        except (TypeError, ValueError) as error:
            raise TransitError(f"counts: expected numbers ({error})") from error
        if not np.isfinite(matrix).all():
            row, column = np.argwhere(~np.isfinite(matrix))[0]
            raise TransitError(
                f"counts: no count for type {counts.index[row]!r} in part "
                f"{counts.columns[column]!r}; give 0 where it does not occur"
            )
    if matrix.size and matrix.min() < 0:
        row, column = np.argwhere(matrix < 0)[0]
        raise TransitError(
            f"counts: negative count for type {counts.index[row]!r} in part "
            f"{counts.columns[column]!r}"
        )
    rows, columns = np.nonzero(matrix)
    return rows, columns, matrix[rows, columns].astype(float), counts.index, counts.columns


def _sizes(totals: np.ndarray, parts: pd.Index, sizes: pd.Series | Mapping | None) -> np.ndarray:
    if sizes is None:
        lengths = totals
    else:
        given = sizes if isinstance(sizes, pd.Series) else pd.Series(sizes)
        if given.index.has_duplicates:
            twice = given.index[given.index.duplicated()][0]
            raise TransitError(f"sizes: part {twice!r} stands twice")
        missing = parts.difference(given.index)
        if len(missing):
            raise TransitError(f"sizes: no size for part {missing[0]!r}")
        lengths = counts_array(given.reindex(parts).to_numpy(), "sizes")
    if not (lengths > 0).all():
        part = parts[np.argmin(lengths > 0)]
        raise TransitError(f"sizes: part {part!r} has size zero or less; leave it out")
    if (totals > lengths * (1 + 1e-12)).any():
        at = int(np.argmax(totals - lengths))
        raise TransitError(
            f"counts: part {parts[at]!r} holds {totals[at]:g} occurrences but its size is "
            f"{lengths[at]:g}; the parts do not add up"
        )
    return lengths


def _first(mask: np.ndarray, values: Any) -> str:
    if np.ndim(mask) == 0:
        return ""
    at = int(np.argmax(mask))
    label = values.index[at] if isinstance(values, pd.Series) else at
    return f" at {label!r}"
