"""Checks on counts, sizes and tables shared by the measures."""

import numbers

import numpy as np
import pandas as pd

from transit.errors import TransitError


def counts_array(values, name):
    """Return `values` as floats, refusing what cannot be a count."""
    array = np.asarray(values, dtype=float)
    if np.isnan(array).any() or np.isinf(array).any():
        raise TransitError(f"{name}: a count is missing or infinite; give 0 where nothing occurs")
    if (array < 0).any():
        where = _first(array < 0, values)
        raise TransitError(f"{name}: negative count{where}; counts start at 0")
    return array


def size_array(values, name):
    """Return `values` as floats, refusing sizes of zero or less."""
    array = counts_array(values, name)
    if (array == 0).any():
        where = _first(array == 0, values)
        raise TransitError(f"{name}: size zero{where}; leave the empty part out")
    return array


def like(result, *inputs):
    """Give `result` the shape of its inputs: a Series, a float or an array."""
    for value in inputs:
        if isinstance(value, pd.Series):
            return pd.Series(np.asarray(result), index=value.index)
    if all(isinstance(value, numbers.Number) or np.ndim(value) == 0 for value in inputs):
        return float(np.asarray(result))
    return np.asarray(result)


def share(confidence):
    """Check a confidence level or a significance level."""
    if not 0 < confidence < 1:
        raise TransitError(f"a level must lie between 0 and 1, not {confidence}")
    return confidence


def distinct(*columns):
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


def spread(columns, place):
    """Frame of the columns computed for different rows, given back to all rows."""
    values = np.empty((len(columns), len(place)))
    for row, column in zip(values, columns.values(), strict=True):
        np.take(np.asarray(column, dtype=float), place, out=row, mode="clip")
    return pd.DataFrame(values.T, columns=list(columns), copy=False)


def tests_used(exact, name, place=None, sound=None):
    """Which test gave each p-value, as a categorical."""
    codes = exact.astype(np.int8)
    if sound is not None:
        codes = np.where(sound, codes, -1)
    return pd.Categorical.from_codes(
        codes if place is None else codes[place], ["chi-squared", name]
    )


def wide(counts, sizes=None):
    """Check a table of types by parts.

    Returns the counts as a float matrix, the types, the parts, and the parts' sizes.
    """
    matrix, types, parts, lengths = checked(counts, sizes)
    return matrix.astype(float), types, parts, lengths


def checked(counts, sizes=None):
    """As `wide`, with the counts in the type they come in."""
    if isinstance(counts, pd.Series):
        counts = counts.to_frame(counts.name if counts.name is not None else "all")
    if not isinstance(counts, pd.DataFrame):
        raise TransitError(
            "counts: expected a data frame with a row for each type and a column for each part"
        )
    if counts.shape[1] == 0:
        raise TransitError("counts: the table has no parts")
    if counts.index.has_duplicates:
        twice = counts.index[counts.index.duplicated()][0]
        raise TransitError(f"counts: type {twice!r} stands in more than one row; add them up")
    if counts.columns.has_duplicates:
        twice = counts.columns[counts.columns.duplicated()][0]
        raise TransitError(f"counts: part {twice!r} stands in more than one column")
    matrix = counts.to_numpy()
    if matrix.dtype.kind not in "iu":
        matrix = counts.to_numpy(dtype=float)
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
    totals = matrix.sum(axis=0).astype(float)
    if sizes is None:
        lengths = totals
    else:
        sizes = pd.Series(sizes) if not isinstance(sizes, pd.Series) else sizes
        missing = counts.columns.difference(sizes.index)
        if len(missing):
            raise TransitError(f"sizes: no size for part {missing[0]!r}")
        lengths = sizes.reindex(counts.columns).to_numpy(dtype=float)
    if not (lengths > 0).all():
        part = counts.columns[np.argmin(lengths > 0)]
        raise TransitError(f"sizes: part {part!r} has size zero or less; leave it out")
    if (totals > lengths * (1 + 1e-12)).any():
        at = int(np.argmax(totals - lengths))
        raise TransitError(
            f"counts: part {counts.columns[at]!r} holds {totals[at]:g} occurrences "
            f"but its size is {lengths[at]:g}; the parts do not add up"
        )
    return matrix, counts.index, counts.columns, lengths


def _first(mask, values):
    if np.ndim(mask) == 0:
        return ""
    at = int(np.argmax(mask))
    label = values.index[at] if isinstance(values, pd.Series) else at
    return f" at {label!r}"
