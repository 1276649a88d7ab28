"""Intervals, exact p-values, and the correction for many tests.

One article is a small sample: expected counts are often below five. The functions here give
intervals that hold for small counts and exact p-values where the chi-squared approximation fails.
All take occurrences as independent; `transit.terms.resampling` does not.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import special, stats

from transit.errors import TransitError
from transit.terms._input import aligned, counts_array, distinct, level, like, size_array
from transit.terms.measures import Example, measure

__all__ = [
    "MEASURES",
    "benjamini_hochberg",
    "fisher",
    "holm",
    "log_ratio_interval",
    "rate_interval",
]


def rate_interval(
    count: ArrayLike,
    size: ArrayLike,
    *,
    per: float = 1000,
    confidence: float = 0.95,
    method: str = "wilson",
) -> pd.DataFrame:
    """Confidence interval for a rate.

    Parameters
    ----------
    count : array_like
        Occurrences, 0 or more; scalar, array or Series.
    size : array_like
        Tokens (or sentences) looked at; above zero; broadcasts with `count`.
    per : float, default 1000
        The unit of the rate: occurrences per `per` tokens.
    confidence : float, default 0.95
        Coverage, between 0 and 1.
    method : {"wilson", "exact", "jeffreys"}
        `wilson` is the score interval (`wilson1927probable`), the default: close to its nominal
        coverage for small counts. `exact` is Clopper and Pearson's (`clopper1934use`), never below
        its nominal coverage and so wide. `jeffreys` is the equal-tailed interval of the
        Beta(0.5, 0.5) prior.

    Returns
    -------
    pandas.DataFrame
        Columns `rate`, `low`, `high`, all per `per` tokens; one row per count, with the index of
        `count` if that is a Series.

    Raises
    ------
    TransitError
        For a negative count, a size of zero, a count above its size, or an unknown method.

    Notes
    -----
    All three treat occurrences as independent draws; words that cluster have wider intervals in
    truth: see `transit.terms.resampling.bootstrap`.

    Examples
    --------
    >>> rate_interval(81, 263, per=1).round(4).to_numpy().tolist()
    [[0.308, 0.2553, 0.3662]]
    """
    level(confidence)
    count, size = aligned(count, size)
    index = count.index if isinstance(count, pd.Series) else None
    k, n = np.broadcast_arrays(
        np.atleast_1d(counts_array(count, "count")), np.atleast_1d(size_array(size, "size"))
    )
    if (k > n).any():
        at = int(np.argmax(k > n))
        raise TransitError(f"count: {k[at]:g} occurrences do not fit in a size of {n[at]:g}")
    p = k / n
    tail = (1 - confidence) / 2
    if method == "wilson":
        z = stats.norm.ppf(1 - tail)
        middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
        low = np.where(k == 0, 0.0, middle - half)
        high = np.where(k == n, 1.0, middle + half)
    elif method in ("exact", "jeffreys"):
        extra = (0, 1) if method == "exact" else (0.5, 0.5)
        with np.errstate(invalid="ignore"):
            low = np.where(
                k == 0,
                0.0,
                special.betaincinv(np.maximum(k + extra[0], 1e-300), n - k + extra[1], tail),
            )
            high = np.where(
                k == n,
                1.0,
                special.betaincinv(k + extra[1], np.maximum(n - k + extra[0], 1e-300), 1 - tail),
            )
    else:
        raise TransitError(f"method {method!r} is none of wilson, exact, jeffreys")
    return pd.DataFrame({"rate": p * per, "low": low * per, "high": high * per}, index=index)


def log_ratio_interval(
    target: ArrayLike,
    reference: ArrayLike,
    target_size: ArrayLike,
    reference_size: ArrayLike,
    *,
    confidence: float = 0.95,
    method: str = "score",
    zero: float = 0.5,
) -> pd.DataFrame:
    """Confidence interval for Log Ratio, the binary logarithm of the ratio of two rates.

    Parameters
    ----------
    target, reference : array_like
        Occurrences in each corpus.
    target_size, reference_size : array_like
        Tokens in each corpus.
    confidence : float, default 0.95
        Coverage.
    method : {"score", "katz"}
        `score` inverts the score test of the ratio of two binomial proportions
        (`koopman1984confidence`); with a count of zero one limit is infinite, which is what such
        data say. `katz` is the normal approximation on the logarithmic scale
        (`katz1978obtaining`), with `zero` in place of a count of zero.
    zero : float, default 0.5
        Used by `katz` only.

    Returns
    -------
    pandas.DataFrame
        Columns `low` and `high`, in doublings. NaN where both counts are zero.

    Raises
    ------
    TransitError
        For negative counts, sizes of zero, a count above its size, labels that differ, or an
        unknown method.

    Examples
    --------
    >>> (2 ** log_ratio_interval(36, 16, 40, 80)).round(2).to_numpy().tolist()
    [[2.94, 7.15]]
    """
    level(confidence)
    target, reference, target_size, reference_size = aligned(
        target, reference, target_size, reference_size
    )
    index = target.index if isinstance(target, pd.Series) else None
    x, y, m, n = _tables(target, reference, target_size, reference_size)
    z = stats.norm.ppf(0.5 + confidence / 2)
    if method == "katz":
        a, b = np.where(x == 0, zero, x), np.where(y == 0, zero, y)
        with np.errstate(invalid="ignore"):
            middle = np.log2((a / m) / (b / n))
            half = z * np.sqrt(1 / a - 1 / m + 1 / b - 1 / n) / np.log(2)
        low, high = middle - half, middle + half
    elif method == "score":
        low, high = _koopman(x, y, m, n, z**2)
    else:
        raise TransitError(f"method {method!r} is none of score, katz")
    never = (x == 0) & (y == 0)
    return pd.DataFrame(
        {"low": np.where(never, np.nan, low), "high": np.where(never, np.nan, high)}, index=index
    )


def _tables(*values: ArrayLike) -> tuple[np.ndarray, ...]:
    """Occurrences and sizes of two corpora, checked and broadcast to one dimension or more."""
    names = ("target", "reference", "target_size", "reference_size")
    checks = (counts_array, counts_array, size_array, size_array)
    arrays = [
        np.atleast_1d(check(value, name))
        for check, value, name in zip(checks, values, names, strict=True)
    ]
    x, y, m, n = np.broadcast_arrays(*arrays)
    if (x > m).any() or (y > n).any():
        raise TransitError("a count is larger than the corpus it comes from")
    return x, y, m, n


def _score(
    log_phi: np.ndarray, x: np.ndarray, y: np.ndarray, m: np.ndarray, n: np.ndarray
) -> np.ndarray:
    """Koopman's U: the chi-squared of the data under the ratio phi of the two proportions."""
    phi = np.exp(log_phi)
    a = (m + n) * phi
    b = phi * (m + y) + x + n
    root = np.sqrt(np.maximum(b * b - 4 * a * (x + y), 0))
    p2 = np.minimum(2 * (x + y) / (b + root), 1)
    p1 = np.minimum(phi * p2, 1)
    value = np.zeros(np.broadcast(p1, x).shape)
    for count, size, p in ((x, m, p1), (y, n, p2)):
        gap, variance = count - size * p, size * p * (1 - p)
        far = np.abs(gap) > 1e-9 * size
        value += np.where(far, np.divide(gap**2, variance, where=far, out=np.zeros_like(gap)), 0)
    return value


def _koopman(
    x: np.ndarray, y: np.ndarray, m: np.ndarray, n: np.ndarray, limit: float
) -> tuple[np.ndarray, np.ndarray]:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        start = np.log((np.maximum(x, 0.5) / m) / (np.maximum(y, 0.5) / n))
        low, high = np.full(x.shape, -np.inf), np.full(x.shape, np.inf)
        for bound, sign, solvable in ((low, -1, x > 0), (high, 1, y > 0)):
            inner = start.copy()
            outer = start + sign * 40.0
            for _ in range(70):
                middle = (inner + outer) / 2
                outside = _score(middle, x, y, m, n) > limit
                outer = np.where(outside, middle, outer)
                inner = np.where(outside, inner, middle)
            bound[solvable] = ((inner + outer) / 2)[solvable] / np.log(2)
    return low, high


def fisher(
    target: ArrayLike, reference: ArrayLike, target_size: ArrayLike, reference_size: ArrayLike
) -> Any:
    """Fisher's exact test of equal rates, two-sided, for many types at once.

    Parameters
    ----------
    target, reference : array_like
        Occurrences in each corpus, whole numbers.
    target_size, reference_size : array_like
        Tokens in each corpus, whole numbers.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        The p-value: the probability, given both margins, of every table no more likely than the
        one seen (the rule of R's ``fisher.test`` and of `scipy.stats.fisher_exact`).

    Raises
    ------
    TransitError
        For negative counts, counts that are not whole numbers, labels that differ, or sizes of
        zero.

    Notes
    -----
    The hypergeometric terms are summed up to at least twelve standard deviations, and twice the
    distance seen, from the expected count on either side; what lies beyond is too small to change
    the value. Each term is computed from its distance to the expected count and not from
    logarithms of factorials, which cancel: corpora may have 10¹³ tokens (the way of R's
    ``dhyper``). Recommended over the asymptotic tests for rare events in `pedersen1996fishing`.

    Examples
    --------
    >>> round(fisher(1, 3, 4, 4), 4)
    0.4857
    """
    target, reference, target_size, reference_size = aligned(
        target, reference, target_size, reference_size
    )
    x, y, m, n = _tables(target, reference, target_size, reference_size)
    if any((values % 1).any() for values in (x, y, m, n)):
        raise TransitError("Fisher's exact test needs whole numbers")
    different, place, _ = distinct(*(values.ravel() for values in (x, y, m, n)))
    out = np.empty(len(different[0]))
    first, terms = _support(*different)
    block = np.cumsum(terms) // 4_000_000
    for number in np.unique(block):
        rows = slice(*np.searchsorted(block, [number, number + 1]))
        a, b, c, d = (values[rows] for values in different)
        out[rows] = _two_sided(a, b, c, d, first[rows], terms[rows])
    value = out[place].reshape(x.shape)
    scalar = all(np.ndim(v) == 0 for v in (target, reference, target_size, reference_size))
    return like(value[0] if scalar else value, target, reference, target_size, reference_size)


def _support(
    x: np.ndarray, y: np.ndarray, m: np.ndarray, n: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """First term and number of terms to sum for each table."""
    total = x + y
    expected = total * m / (m + n)
    reach = 2 * np.maximum(np.abs(x - expected), 12 * np.sqrt(expected + 1)) + 40
    first = np.maximum(np.maximum(0, total - n), np.floor(expected - reach))
    last = np.minimum(np.minimum(total, m), np.ceil(expected + reach))
    return first, (last - first + 1).astype(np.int64)


def _two_sided(
    x: np.ndarray,
    y: np.ndarray,
    m: np.ndarray,
    n: np.ndarray,
    first: np.ndarray,
    terms: np.ndarray,
) -> np.ndarray:
    row = np.repeat(np.arange(len(x)), terms)
    k = np.arange(len(row)) - np.repeat(np.cumsum(terms) - terms, terms) + first[row]
    total = x + y
    seen = _log_hypergeometric(x, m, n, total)
    each = _log_hypergeometric(k, m[row], n[row], total[row])
    counted = each <= seen[row] + 1e-7
    weights = np.where(counted, np.exp(np.minimum(each - seen[row], 1e-7)), 0.0)
    log_p = np.log(np.bincount(row, weights=weights, minlength=len(x))) + seen
    return np.minimum(np.exp(log_p), 1)


def _log_hypergeometric(
    x: np.ndarray, m: np.ndarray, n: np.ndarray, total: np.ndarray
) -> np.ndarray:
    """Log-probability that `x` of `total` draws fall on the `m` of `m + n`."""
    p, q = total / (m + n), (m + n - total) / (m + n)
    gap = x - m * p
    rest = _remainder(m) + _remainder(n) - _remainder(m + n) + _remainder(total)
    rest = rest + _remainder(m + n - total)
    for cell, expected, off in (
        (x, m * p, gap),
        (m - x, m * q, -gap),
        (total - x, n * p, -gap),
        (n - total + x, n * q, gap),
    ):
        rest = rest - _remainder(cell) - _deviance(cell, expected, off)
    return rest


def _remainder(k: np.ndarray) -> np.ndarray:
    """What Stirling's k log k - k leaves of the logarithm of k!."""
    small = k < 16
    safe = np.where(small, 16.0, k)
    series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / safe**2) / safe**2) / safe**2) / safe
    low = np.where(small, k, 1.0)
    exact = special.gammaln(low + 1) - special.xlogy(low, low) + low
    return np.where(small, exact, 0.5 * np.log(2 * np.pi * safe) + series)


def _deviance(x: np.ndarray, expected: np.ndarray, gap: np.ndarray) -> np.ndarray:
    """Return x log(x / expected) - gap without cancellation; gap is x - expected."""
    v = gap / np.where(x + expected > 0, x + expected, 1)
    near = np.abs(v) < 0.1
    term = 2 * x * np.where(near, v, 0)
    value = gap * v
    for j in range(1, 10):
        term = term * v**2
        value = value + term / (2 * j + 1)
    return np.where(near, value, special.rel_entr(x, expected) - gap)


def benjamini_hochberg(p: ArrayLike) -> np.ndarray | pd.Series:
    """Adjust p-values for the size of the family tested (`benjamini1995controlling`).

    Parameters
    ----------
    p : array_like
        The p-values of the whole family; NaN where nothing was tested.

    Returns
    -------
    numpy.ndarray or pandas.Series
        Adjusted p-values: rejecting those at or below q keeps the expected share of false
        discoveries at or below q, for independent or positively dependent tests. NaN stays NaN and
        does not count as a test.

    Raises
    ------
    TransitError
        If a value lies outside [0, 1].

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    values = np.asarray(p, dtype=float)
    out = adjusted(values, np.ones(values.shape))
    return pd.Series(out, index=p.index) if isinstance(p, pd.Series) else out


def adjusted(p: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Benjamini and Hochberg's values for p-values that occur several times each."""
    known = _checked(p)
    tested, times = p[known], times[known]
    out = np.full(p.shape, np.nan)
    if tested.size:
        order = np.argsort(tested, kind="stable")
        steps = tested[order] * times.sum() / np.cumsum(times[order])
        values = np.empty_like(tested)
        values[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1)
        out[known] = values
    return out


def holm(p: ArrayLike) -> np.ndarray | pd.Series:
    """Adjust p-values so that the chance of any false finding is bounded (`holm1979simple`).

    Parameters
    ----------
    p : array_like
        The p-values of the whole family; NaN where nothing was tested.

    Returns
    -------
    numpy.ndarray or pandas.Series
        Adjusted p-values: rejecting those at or below q keeps the probability of one false
        rejection or more at or below q, however the tests depend on each other. NaN stays NaN.

    Raises
    ------
    TransitError
        If a value lies outside [0, 1].

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    values = np.asarray(p, dtype=float)
    known = _checked(values)
    tested = values[known]
    out = np.full(values.shape, np.nan)
    order = np.argsort(tested, kind="stable")
    steps = tested[order] * (len(tested) - np.arange(len(tested)))
    found = np.empty_like(tested)
    found[order] = np.minimum(np.maximum.accumulate(steps), 1)
    out[known] = found
    return pd.Series(out, index=p.index) if isinstance(p, pd.Series) else out


def _checked(p: np.ndarray) -> np.ndarray:
    known = ~np.isnan(p)
    if ((p[known] < 0) | (p[known] > 1)).any():
        raise TransitError("a p-value lies outside [0, 1]")
    return known


TRIAL = (
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240),
    *(0.4262, 0.5719, 0.6528, 0.7590, 1.0),
)
"""The p-values of a medical trial that `benjamini1995controlling` corrects."""

MEASURES = (
    measure(
        "fisher",
        None,
        Example(
            "Fisher’s exact test", "1 of 4 and 3 of 4", "0.486", "literature",
            "pedersen1996fishing", "p. 10", lambda: fisher(1, 3, 4, 4),
        ),
    ),
    measure(
        "benjamini_hochberg",
        None,
        Example(
            "Benjamini–Hochberg, findings at 5 per cent", "fifteen p-values", "4", "literature",
            "benjamini1995controlling", "", lambda: (benjamini_hochberg(TRIAL) <= 0.05).sum(),
        ),
    ),
    measure(
        "holm",
        None,
        Example(
            "Holm, findings at 5 per cent", "the same fifteen p-values", "3", "by hand", "",
            "0.0019 × 13 is at most 0.05, 0.0095 × 12 is not", lambda: (holm(TRIAL) <= 0.05).sum(),
        ),
    ),
)  # fmt: skip
"""Tests and corrections, each with an example."""
