"""Keyness: which words one text uses more, or less, than another.

Significance (how sure) and effect size (how much) are kept apart, and so are the two forms of the
log-likelihood that the literature calls by the same name. In every function `target` and
`reference` are occurrences, `target_size` and `reference_size` the tokens of the two corpora.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import special, stats

from transit.errors import TransitError
from transit.terms._input import (
    aligned,
    counts_array,
    distinct,
    given_back,
    level,
    like,
    size_array,
    tests_used,
)
from transit.terms.counting import normalised
from transit.terms.measures import Example, Variant, measure
from transit.terms.uncertainty import adjusted, fisher, log_ratio_interval, rate_interval

__all__ = [
    "MEASURES",
    "VARIANTS",
    "against_rates",
    "bayes_information",
    "chi_squared",
    "difference_coefficient",
    "effect_of_likelihood",
    "general_english",
    "keyness",
    "log_likelihood",
    "log_ratio",
    "odds_ratio",
    "percent_difference",
    "simple_maths",
]

Zero = float | str | None
Result = Any


def _four(
    target: ArrayLike, reference: ArrayLike, target_size: ArrayLike, reference_size: ArrayLike
) -> tuple[np.ndarray, ...]:
    values = aligned(target, reference, target_size, reference_size)
    a, b, n1, n2 = np.broadcast_arrays(
        counts_array(values[0], "target"),
        counts_array(values[1], "reference"),
        size_array(values[2], "target_size"),
        size_array(values[3], "reference_size"),
    )
    if (a > n1).any() or (b > n2).any():
        raise TransitError(
            "a type occurs more often than its corpus has tokens; the parts do not add up"
        )
    return a, b, n1, n2


def _instead(n1: np.ndarray, n2: np.ndarray, zero: Zero) -> tuple[Any, Any]:
    """Return what stands for a count of zero in the target and in the reference."""
    if zero is None:
        return 0.0, 0.0
    if isinstance(zero, str) and zero == "pooled":
        return 0.5 * n1 / (n1 + n2), 0.5 * n2 / (n1 + n2)
    if isinstance(zero, Real) and not isinstance(zero, (bool, np.bool_)) and zero > 0:
        return float(zero), float(zero)
    raise TransitError(f"zero: {zero!r} is neither None, 'pooled' nor a number above 0")


def _filled(
    a: np.ndarray, b: np.ndarray, n1: np.ndarray, n2: np.ndarray, zero: Zero
) -> tuple[np.ndarray, np.ndarray]:
    """Counts with `zero` in place of 0; NaN where the type occurs in neither corpus."""
    never = (a == 0) & (b == 0)
    a0, b0 = _instead(n1, n2, zero)
    return (
        np.where(never, np.nan, np.where(a == 0, a0, a)),
        np.where(never, np.nan, np.where(b == 0, b0, b)),
    )


def _signed(
    value: np.ndarray, a: np.ndarray, b: np.ndarray, n1: np.ndarray, n2: np.ndarray
) -> np.ndarray:
    return np.where(a / n1 >= b / n2, value, -value)


def log_likelihood(
    target: ArrayLike,
    reference: ArrayLike,
    target_size: ArrayLike,
    reference_size: ArrayLike,
    *,
    form: str = "four-cell",
    correction: str = "none",
    signed: bool = False,
) -> Result:
    """Log-likelihood G² of equal rates.

    Parameters
    ----------
    target, reference : array_like
        Occurrences.
    target_size, reference_size : array_like
        Tokens.
    form : {"four-cell", "two-cell"}
        ``four-cell`` sums 2 O ln(O/E) over the whole 2 by 2 table (`dunning1993accurate`);
        ``two-cell`` over the two cells of occurrences only (`rayson2000comparing`, the UCREL
        calculator). They agree for rare words and drift apart for common ones.
    correction : {"none", "yates", "williams"}
        For ``four-cell``: ``yates`` moves each observed count half an occurrence towards its
        expected one where it is further away than that; ``williams`` divides by Williams' q.
        Published keyness values use ``none``.
    signed : bool, default False
        Give the value a minus sign where the target's rate is the lower.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        G², 0 or more unless signed; 0 for a type that occurs in neither corpus. For one degree of
        freedom 3.84 is the 5 % point.

    Raises
    ------
    TransitError
        For negative counts, sizes of zero, counts above their size, an unknown form or
        correction, or a correction of the two-cell form.

    Notes
    -----
    The approximation to chi-squared is not to be trusted where an expected count is below about
    five; see `fisher`.

    Examples
    --------
    >>> round(log_likelihood(110, 111, 2552, 29225), 2)
    270.72
    """
    a, b, n1, n2 = _four(target, reference, target_size, reference_size)
    if form == "two-cell":
        if correction != "none":
            raise TransitError("correction: only the four-cell form can be corrected")
        observed, expected = _two_cells(a, b, n1, n2)
    elif form == "four-cell":
        observed, expected = _four_cells(a, b, n1, n2)
        if correction == "yates":
            gap = expected - observed
            observed = observed + np.sign(gap) * np.minimum(0.5, np.abs(gap))
    else:
        raise TransitError(f"form {form!r} is none of four-cell, two-cell")
    value = np.maximum(2 * special.rel_entr(observed, expected).sum(axis=0), 0)
    if correction == "williams":
        value = value / _williams(a, b, n1, n2)
    elif correction not in ("none", "yates"):
        raise TransitError(f"correction {correction!r} is none of none, yates, williams")
    if signed:
        value = _signed(value, a, b, n1, n2)
    return like(value, target, reference, target_size, reference_size)


def _two_cells(
    a: np.ndarray, b: np.ndarray, n1: np.ndarray, n2: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    total = (a + b) / (n1 + n2)
    return np.stack([a, b]), np.stack([n1 * total, n2 * total])


def _four_cells(
    a: np.ndarray, b: np.ndarray, n1: np.ndarray, n2: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    total, rest, size = a + b, n1 + n2 - a - b, n1 + n2
    return (
        np.stack([a, b, n1 - a, n2 - b]),
        np.stack([n1 * total, n2 * total, n1 * rest, n2 * rest]) / size,
    )


def _williams(a: np.ndarray, b: np.ndarray, n1: np.ndarray, n2: np.ndarray) -> np.ndarray:
    size, total = n1 + n2, a + b
    with np.errstate(divide="ignore", invalid="ignore"):
        return 1 + ((size / n1 + size / n2 - 1) * (size / total + size / (size - total) - 1)) / (
            6 * size
        )


def chi_squared(
    target: ArrayLike,
    reference: ArrayLike,
    target_size: ArrayLike,
    reference_size: ArrayLike,
    *,
    correction: str = "none",
    signed: bool = False,
) -> Result:
    """Pearson's chi-squared of equal rates, 2 by 2, one degree of freedom.

    Parameters
    ----------
    target, reference, target_size, reference_size : array_like
        As in `log_likelihood`.
    correction : {"none", "yates", "williams"}
        ``yates`` takes half an occurrence off the difference of each cell, at most the whole of
        it; ``williams`` divides by Williams' q.
    signed : bool, default False
        Minus where the target's rate is the lower.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        0 or more unless signed; NaN where a type occurs in neither corpus.

    Raises
    ------
    TransitError
        As `log_likelihood`.

    Notes
    -----
    N (ad - bc)² over the product of the four margins (`manning1999foundations`). Not to be trusted
    for expected counts below about five.

    Examples
    --------
    >>> round(chi_squared(8, 4667, 15828, 14291840), 2)
    1.55
    """
    a, b, n1, n2 = _four(target, reference, target_size, reference_size)
    size, total = n1 + n2, a + b
    gap = np.abs(a * (n2 - b) - b * (n1 - a))
    if correction == "yates":
        gap = np.maximum(gap - size / 2, 0)
    elif correction not in ("none", "williams"):
        raise TransitError(f"correction {correction!r} is none of none, yates, williams")
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (gap / n1) * (gap / n2) * size / (total * (size - total))
    if correction == "williams":
        value = value / _williams(a, b, n1, n2)
    if signed:
        value = _signed(value, a, b, n1, n2)
    return like(value, target, reference, target_size, reference_size)


def log_ratio(
    target: ArrayLike,
    reference: ArrayLike,
    target_size: ArrayLike,
    reference_size: ArrayLike,
    *,
    zero: Zero = "pooled",
) -> Result:
    """Log Ratio: binary logarithm of the ratio of the two rates (`hardie2014log`).

    Parameters
    ----------
    target, reference, target_size, reference_size : array_like
        As in `log_likelihood`.
    zero : float, "pooled" or None
        What stands for a count of zero: ``pooled``, the rate of half an occurrence in both corpora
        together, as quanteda.extras does, so that absence from a short corpus never looks like
        overuse; a number of occurrences; or None, for infinite values.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        Doublings: 1 means twice the rate, -1 half of it. NaN where a type occurs in neither
        corpus.

    Raises
    ------
    TransitError
        As `log_likelihood`; for an unusable `zero`.

    Examples
    --------
    >>> round(log_ratio(10, 5, 100, 200), 3)
    2.0
    """
    a, b, n1, n2 = _four(target, reference, target_size, reference_size)
    a, b = _filled(a, b, n1, n2, zero)
    with np.errstate(divide="ignore"):
        value = np.log2(a / n1) - np.log2(b / n2)
    return like(value, target, reference, target_size, reference_size)


def percent_difference(
    target: ArrayLike,
    reference: ArrayLike,
    target_size: ArrayLike,
    reference_size: ArrayLike,
    *,
    zero: Zero = "pooled",
) -> Result:
    """%DIFF: difference of the rates as a percentage of the reference's (`gabrielatos2012keyness`).

    Parameters
    ----------
    target, reference, target_size, reference_size : array_like
        As in `log_likelihood`.
    zero : float, "pooled" or None
        What stands for a count of zero in the reference, see `log_ratio`; a type that the target
        lacks is at -100 whatever stands here.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        Per cent, from -100 up; NaN where a type occurs in neither corpus.

    Raises
    ------
    TransitError
        As `log_ratio`.

    Examples
    --------
    >>> percent_difference(0, 5, 100, 200)
    -100.0
    """
    a, b, n1, n2 = _four(target, reference, target_size, reference_size)
    absent = (a == 0) & (b > 0)
    a, b = _filled(a, b, n1, n2, zero)
    with np.errstate(divide="ignore"):
        value = np.where(absent, -100.0, 100 * ((a / n1) / (b / n2) - 1))
    return like(value, target, reference, target_size, reference_size)


def odds_ratio(
    target: ArrayLike,
    reference: ArrayLike,
    target_size: ArrayLike,
    reference_size: ArrayLike,
    *,
    zero: Zero = "pooled",
) -> Result:
    """Odds ratio (a/c) / (b/d), c and d being the other tokens (`pojanapunya2018log`).

    Parameters
    ----------
    target, reference, target_size, reference_size, zero
        As in `log_ratio`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        1 where the odds are equal; NaN where a type occurs in neither corpus; infinite if a type
        is all there is in the target.

    Raises
    ------
    TransitError
        As `log_ratio`.

    Examples
    --------
    >>> round(odds_ratio(10, 5, 100, 200), 3)
    4.333
    """
    a, b, n1, n2 = _four(target, reference, target_size, reference_size)
    a, b = _filled(a, b, n1, n2, zero)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (a / (n1 - a)) / (b / (n2 - b))
    return like(value, target, reference, target_size, reference_size)


def simple_maths(
    target: ArrayLike,
    reference: ArrayLike,
    target_size: ArrayLike,
    reference_size: ArrayLike,
    *,
    smoothing: float = 1,
    per: float = 1_000_000,
) -> Result:
    """Kilgarriff's "simple maths": ratio of smoothed rates (`kilgarriff2009simple`).

    Parameters
    ----------
    target, reference, target_size, reference_size : array_like
        As in `log_likelihood`.
    smoothing : float, default 1
        Added to both rates; the larger, the commoner the words that come first.
    per : float, default 1,000,000
        Unit of the rates `smoothing` is added to.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        Above 0; 1 where the rates are equal, also where a type occurs in neither corpus.

    Raises
    ------
    TransitError
        As `log_likelihood`; if `smoothing` is not above zero.

    Examples
    --------
    >>> round(simple_maths(35, 263, 112289811, 1559717242), 4)
    1.1224
    """
    a, b, n1, n2 = _four(target, reference, target_size, reference_size)
    if smoothing <= 0:
        raise TransitError("smoothing: must be above 0")
    return like(
        (a / n1 * per + smoothing) / (b / n2 * per + smoothing),
        target,
        reference,
        target_size,
        reference_size,
    )


def difference_coefficient(
    target: ArrayLike,
    reference: ArrayLike,
    target_size: ArrayLike,
    reference_size: ArrayLike,
) -> Result:
    """Difference of the rates over their sum (`hofland1982word`).

    Parameters
    ----------
    target, reference, target_size, reference_size : array_like
        As in `log_likelihood`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        From -1 (reference only) to 1 (target only); NaN where a type occurs in neither corpus.

    Raises
    ------
    TransitError
        As `log_likelihood`.

    Examples
    --------
    >>> round(difference_coefficient(18, 35, 10**6, 10**6), 3)
    -0.321
    """
    a, b, n1, n2 = _four(target, reference, target_size, reference_size)
    with np.errstate(invalid="ignore"):
        value = (a / n1 - b / n2) / (a / n1 + b / n2)
    return like(value, target, reference, target_size, reference_size)


def bayes_information(g2: ArrayLike, target_size: ArrayLike, reference_size: ArrayLike) -> Result:
    """Approximate Bayes factor of a log-likelihood, BIC = G² - ln N (`wilson2013embracing`).

    Parameters
    ----------
    g2 : array_like
        Unsigned log-likelihood.
    target_size, reference_size : array_like
        Tokens; N is their sum.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        Above 2 counts as positive evidence of different rates, above 6 strong, above 10 very
        strong; below 0 as evidence for equal rates.

    Raises
    ------
    TransitError
        For a negative G² or sizes of zero.

    Examples
    --------
    >>> round(bayes_information(6.93, 1000, 2000), 2)
    -1.08
    """
    g2, target_size, reference_size = aligned(g2, target_size, reference_size)
    value = counts_array(g2, "g2")
    size = size_array(target_size, "target_size") + size_array(reference_size, "reference_size")
    return like(value - np.log(size), g2, target_size, reference_size)


def effect_of_likelihood(
    target: ArrayLike,
    reference: ArrayLike,
    target_size: ArrayLike,
    reference_size: ArrayLike,
) -> Result:
    """Effect size for log-likelihood, ELL = G² / (N ln E) (`johnston2006measures`).

    Parameters
    ----------
    target, reference, target_size, reference_size : array_like
        As in `log_likelihood`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        From 0 to 1, with the two-cell G² and E the smaller expected count; NaN where E is 1 or
        less, or so little above it that the formula leaves its scale and passes 1.

    Raises
    ------
    TransitError
        As `log_likelihood`.

    Examples
    --------
    >>> round(effect_of_likelihood(10, 5, 1000, 2000), 6)
    0.001436
    >>> effect_of_likelihood(3, 0, 4, 5)
    nan
    """
    a, b, n1, n2 = _four(target, reference, target_size, reference_size)
    observed, expected = _two_cells(a, b, n1, n2)
    g2 = np.maximum(2 * special.rel_entr(observed, expected).sum(axis=0), 0)
    least = expected.min(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(least > 1, g2 / ((n1 + n2) * np.log(least)), np.nan)
        value = np.where(value <= 1, value, np.nan)
    return like(value, target, reference, target_size, reference_size)


@dataclass(frozen=True)
class _Pair:
    """Occurrences and sizes of a target and a reference, for the columns of `keyness`."""

    a: np.ndarray
    b: np.ndarray
    n1: float
    n2: float
    zero: Zero
    per: float
    confidence: float
    interval: str

    @property
    def four(self) -> tuple[Any, ...]:
        return self.a, self.b, self.n1, self.n2

    @cached_property
    def g2(self) -> np.ndarray:
        return log_likelihood(*self.four)

    @cached_property
    def limits(self) -> pd.DataFrame:
        return log_ratio_interval(*self.four, confidence=self.confidence, method=self.interval)

    @property
    def expected(self) -> np.ndarray:
        return self.n1 * (self.a + self.b) / (self.n1 + self.n2)


def keyness(
    target: pd.Series,
    reference: pd.Series,
    target_size: float | None = None,
    reference_size: float | None = None,
    *,
    confidence: float = 0.95,
    alpha: float = 0.05,
    interval: str = "score",
    exact_below: float = 5,
    zero: Zero = "pooled",
    per: float = 1000,
    minimum: int = 1,
) -> pd.DataFrame:
    """Every measure of keyness for every type at once.

    Parameters
    ----------
    target, reference : pandas.Series
        type -> occurrences. A type missing from one counts as 0 there.
    target_size, reference_size : int, optional
        Tokens; the sums of the counts if not given.
    confidence : float, default 0.95
        Coverage of the interval of Log Ratio.
    alpha : float, default 0.05
        Level of `differs`.
    interval : {"score", "katz"}
        Method of the interval, see `log_ratio_interval`.
    exact_below : float, default 5
        Where an expected count is below this, `p` is Fisher's; 0 for never.
    zero : float, "pooled" or None
        See `log_ratio`.
    per : float, default 1000
        Unit of the two rates.
    minimum : int, default 1
        Types that occur less often than this in both together are left out before testing.

    Returns
    -------
    pandas.DataFrame
        One row per type, largest `g2` first, equal ones in the order given: `type`, `target`,
        `reference` (occurrences), a column for each entry of `MEASURES`, `p`, `test` (``fisher``
        or ``chi-squared``, the asymptotic test of `g2`), `p_adjusted` (Benjamini-Hochberg over the
        rows), `differs` (`p_adjusted` is at most `alpha`). All of it takes words as independent of
        each other: for clustered text see `transit.terms.resampling.exchanged`.

    Raises
    ------
    TransitError
        For anything but Series, negative counts, types that stand twice, sizes of zero, or sizes
        below the sum of the counts.
    """
    level(alpha)
    types, a, b, n1, n2 = _totals(target, reference, target_size, reference_size)
    keep = (a + b) >= minimum
    if not keep.all():
        types, a, b = types[keep], a[keep], b[keep]
    (x, y), place, times = distinct(a, b)
    pair = _Pair(x, y, n1, n2, zero, per, confidence, interval)
    small = np.minimum(pair.expected, x + y - pair.expected) < exact_below
    p = special.erfc(np.sqrt(pair.g2 / 2))
    if small.any():
        p[small] = fisher(x[small], y[small], n1, n2)
    columns = {entry.name: entry.column(pair) for entry in MEASURES if entry.column}
    counts = {"target": x, "reference": y}
    return _judged(types, counts, columns | {"p": p}, small, "fisher", place, times, alpha)


def _judged(
    types: pd.Index,
    counts: dict[str, np.ndarray],
    columns: dict[str, np.ndarray],
    exact: np.ndarray,
    test: str,
    place: np.ndarray,
    times: np.ndarray,
    alpha: float,
) -> pd.DataFrame:
    """Give the measures of different rows back to all types, ordered, with the p adjusted."""
    p_adjusted = adjusted(columns["p"], times)
    rank = np.empty(len(times), dtype=np.int64)
    rank[np.argsort(-columns["g2"], kind="stable")] = np.arange(len(times))
    order = np.argsort(rank[place], kind="stable")
    place = place[order]
    out = given_back(columns | {"p_adjusted": p_adjusted}, place)
    out.insert(0, "type", types[order])
    for at, (name, values) in enumerate(counts.items(), start=1):
        whole = (values % 1 == 0).all()
        out.insert(at, name, (values.astype("int64") if whole else values)[place])
    out.insert(out.columns.get_loc("p") + 1, "test", tests_used(exact, test, place))
    out["differs"] = out["p_adjusted"] <= alpha
    return out


def _totals(
    target: pd.Series,
    reference: pd.Series,
    target_size: float | None,
    reference_size: float | None,
) -> tuple[pd.Index, np.ndarray, np.ndarray, float, float]:
    for name, value in (("target", target), ("reference", reference)):
        if not isinstance(value, pd.Series):
            raise TransitError(f"{name}: expected a Series of counts with the types as index")
        if value.index.has_duplicates:
            twice = value.index[value.index.duplicated()][0]
            raise TransitError(f"{name}: type {twice!r} stands twice; add its counts up")
        counts_array(value, name)
    types = target.index
    if not types.equals(reference.index):
        types = types.union(reference.index, sort=False)
        target = target.reindex(types, fill_value=0)
        reference = reference.reindex(types, fill_value=0)
    a, b = target.to_numpy(dtype=float), reference.to_numpy(dtype=float)
    sizes = []
    for name, counts, size in (("target", a, target_size), ("reference", b, reference_size)):
        total = float(counts.sum())
        given = total if size is None else float(size_array(size, f"{name}_size"))
        if given <= 0:
            raise TransitError(f"{name}: nothing counted; a corpus of size zero has no rates")
        if total > given * (1 + 1e-12):
            raise TransitError(
                f"{name}: {total:g} occurrences do not fit in a corpus of {given:g} tokens; the "
                "parts do not add up"
            )
        sizes.append(given)
    return types, a, b, sizes[0], sizes[1]


def general_english(types: Iterable[str], *, wordlist: str = "best") -> pd.Series:
    """Rates of words in general English, from the lists of `wordfreq` (`speer2022wordfreq`).

    Parameters
    ----------
    types : iterable of str
        Words as they are written, lower case.
    wordlist : {"best", "large", "small"}
        ``large`` reaches down to one occurrence in a hundred million words, ``small`` to one in a
        million; ``best`` is the largest there is.

    Returns
    -------
    pandas.Series
        type -> rate per token (a proportion), NaN for a word not in the list; name ``rate``. The
        list's values are rounded to a hundredth of a decimal order, about 1 %.

    Raises
    ------
    TransitError
        For an unknown list.

    Notes
    -----
    The lists combine subtitles, the web, books, news and talk up to about 2021; they have no
    corpus size, so their rates are taken as known.
    """
    import wordfreq

    if wordlist not in ("best", "large", "small"):
        raise TransitError(f"wordlist {wordlist!r} is none of best, large, small")
    listed = wordfreq.get_frequency_dict("en", wordlist=wordlist)
    words = pd.Index(types, name="type")
    rates = [listed.get(normalised(str(word)), np.nan) for word in words]
    return pd.Series(rates, index=words, name="rate", dtype=float)


def against_rates(
    counts: pd.Series,
    rates: pd.Series,
    size: float | None = None,
    *,
    floor: float | None = None,
    confidence: float = 0.95,
    alpha: float = 0.05,
    exact_below: float = 5,
    per: float = 1000,
    minimum: int = 1,
) -> pd.DataFrame:
    """Keyness against a reference whose rates are known, such as general English.

    Parameters
    ----------
    counts : pandas.Series
        type -> occurrences in the target.
    rates : pandas.Series
        type -> rate per token (a proportion) in the reference; NaN or missing where unlisted.
    size : int, optional
        Tokens of the target; the sum of the counts if not given.
    floor : float, optional
        Rate to assume for an unlisted type: the highest it can have without being listed. Log
        Ratio is then a lower bound. Without it unlisted types have NaN.
    confidence, alpha, per, minimum
        As in `keyness`.
    exact_below : float, default 5
        Where the expected count is below this, `p` is that of the exact binomial test.

    Returns
    -------
    pandas.DataFrame
        One row per type, largest `g2` first: `type`, `target`, `expected`, `target_rate`,
        `reference_rate` (per `per`), `listed`, `log_ratio`, `low`, `high` (doublings; -infinity
        and an upper limit for a type that does not occur), `g2` (2 times the sum over type and
        rest of O ln(O/E)), `p`, `test`, `p_adjusted`, `differs` (`p_adjusted` is at most `alpha`).

    Raises
    ------
    TransitError
        For negative counts, a rate outside (0, 1), or a size below the sum of the counts; for
        counts that are not whole where the exact test is asked for.

    Notes
    -----
    One-sample forms of `log_likelihood` and `log_ratio`; the interval is Wilson's interval of the
    target's rate over the known rate.
    """
    level(alpha)
    types, observed, _, n, _ = _totals(counts, counts, size, size)
    keep = observed >= minimum
    types, observed = types[keep], observed[keep]
    known = rates.reindex(types).to_numpy(dtype=float)
    listed = ~np.isnan(known)
    if floor is not None:
        known = np.where(listed, known, floor)
    if ((known <= 0) | (known >= 1)).any():
        raise TransitError("rates: a rate lies outside (0, 1)")
    expected = n * known
    limits = rate_interval(observed, n, per=1, confidence=confidence)
    with np.errstate(divide="ignore"):
        ratio, low, high = (
            np.log2(rate) - np.log2(known)
            for rate in (observed / n, limits["low"].to_numpy(), limits["high"].to_numpy())
        )
    g2 = np.maximum(
        2 * (special.rel_entr(observed, expected) + special.rel_entr(n - observed, n - expected)), 0
    )
    p = special.erfc(np.sqrt(g2 / 2))
    small = expected < exact_below
    if (observed[small] % 1).any():
        raise TransitError("counts: the exact test needs whole numbers; or give exact_below=0")
    for at in np.flatnonzero(small):
        p[at] = stats.binomtest(int(observed[at]), int(n), known[at]).pvalue
    columns = {
        "expected": expected,
        "target_rate": observed / n * per,
        "reference_rate": known * per,
        "listed": listed,
        "log_ratio": ratio,
        "low": low,
        "high": high,
        "g2": g2,
        "p": p,
    }
    place = np.arange(len(types))
    out = _judged(
        types, {"target": observed}, columns, small, "binomial", place, np.ones(len(types)), alpha
    )
    out["listed"] = out["listed"].astype(bool)
    return out


def _known_rate() -> float:
    counts, rates = pd.Series({"w": 10}), pd.Series({"w": 0.05})
    return against_rates(counts, rates, 100)["g2"].item()


_RUTS = (10, 5, 1000, 2000)

MEASURES = (
    measure("expected", lambda c: c.expected, Example(
        "Expected count", "10 in 1,000 and 5 in 2,000", "5.0", "by hand", "", "15 × 1,000 / 3,000",
        lambda: _table(*_RUTS)["expected"].item())),
    measure("target_rate", lambda c: c.a / c.n1 * c.per, Example(
        "Rate in the target", "10 in 1,000, per thousand", "10.0", "by hand", "", "10 / 1,000",
        lambda: _table(*_RUTS)["target_rate"].item())),
    measure("reference_rate", lambda c: c.b / c.n2 * c.per, Example(
        "Rate in the reference", "5 in 2,000, per thousand", "2.5", "by hand", "", "5 / 2,000",
        lambda: _table(*_RUTS)["reference_rate"].item())),
    measure("log_ratio", lambda c: log_ratio(*c.four, zero=c.zero), Example(
        "Log Ratio", "10 in 100 and 5 in 200", "2.0", "by hand", "", "log₂(0.100/0.025)",
        lambda: log_ratio(10, 5, 100, 200))),
    measure("low", lambda c: c.limits["low"], Example(
        "Score interval of the ratio, lower limit", "36 of 40 and 16 of 80", "2.94", "software",
        "koopman1984confidence", "as presize documents it",
        lambda: 2 ** log_ratio_interval(36, 16, 40, 80)["low"].item())),
    measure("high", lambda c: c.limits["high"], Example(
        "Score interval of the ratio, upper limit", "36 of 40 and 16 of 80", "7.15", "software",
        "koopman1984confidence", "as presize documents it",
        lambda: 2 ** log_ratio_interval(36, 16, 40, 80)["high"].item())),
    measure("g2", lambda c: c.g2, Example(
        "G², four cells", "the swiss: 110 in 2,552, 111 in 29,225", "270.72", "literature",
        "dunning1993accurate", "", lambda: log_likelihood(110, 111, 2552, 29225))),
    measure("g2_two_cell", lambda c: log_likelihood(*c.four, form="two-cell"), Example(
        "G², two cells", "keep: 348 and 99 in corpora of one size", "147", "literature", "",
        "P. Rayson, Corpora list, 18 January 2002",
        lambda: log_likelihood(348, 99, 10**6, 10**6, form="two-cell"))),
    measure("chi2", lambda c: chi_squared(*c.four), Example(
        "χ²", "new companies: 8 in 15,828, 4,667 in the rest", "1.55", "literature",
        "manning1999foundations", "section 5.3.3",
        lambda: chi_squared(8, 4667, 15828, 14291840))),
    measure("chi2_yates", lambda c: chi_squared(*c.four, correction="yates"), Example(
        "χ², Yates", "1 in 4 and 3 in 4", "0.5", "literature", "pedersen1996fishing", "p. 10",
        lambda: chi_squared(1, 3, 4, 4, correction="yates"))),
    measure("percent_difference", lambda c: percent_difference(*c.four, zero=c.zero), Example(
        "%DIFF", "206,523 in 959,641 and 178,174 in 1,562,358", "88.7", "literature",
        "gabrielatos2011keyness", "p. 18",
        lambda: percent_difference(206523, 178174, 959641, 1562358))),
    measure("odds_ratio", lambda c: odds_ratio(*c.four, zero=c.zero), Example(
        "Odds ratio", "16,217 in 2,796,938 and 735 in 2,087,946", "16.6", "literature",
        "pojanapunya2018log", "p. 154", lambda: odds_ratio(16217, 735, 2796938, 2087946))),
    measure("simple_maths", lambda c: simple_maths(*c.four), Example(
        "Simple maths", "35 in 112,289,811 and 263 in 1,559,717,242", "1.1224", "software",
        "kilgarriff2009simple", "as Wordless tests it",
        lambda: simple_maths(35, 263, 112289811, 1559717242))),
    measure("difference_coefficient", lambda c: difference_coefficient(*c.four), Example(
        "Difference coefficient", "18 and 35 in a million each", "-0.32", "literature",
        "hofland1982word", "p. 471", lambda: difference_coefficient(18, 35, 10**6, 10**6))),
    measure("bic", lambda c: bayes_information(c.g2, c.n1, c.n2), Example(
        "BIC", "10 in 1,000 and 5 in 2,000, two cells", "-1.074896", "software", "", "ruTS, tests",
        lambda: bayes_information(log_likelihood(*_RUTS, form="two-cell"), 1000, 2000))),
    measure("ell", lambda c: effect_of_likelihood(*c.four), Example(
        "ELL", "10 in 1,000 and 5 in 2,000", "0.00143559", "software", "", "ruTS, tests",
        lambda: effect_of_likelihood(*_RUTS))),
    measure("against_rates", None, Example(
        "G², known rate", "10 in 100, known rate 5 per cent", "4.1308", "by hand", "",
        "2 (10 ln(10/5) + 90 ln(90/95))", _known_rate)),
)  # fmt: skip
"""The columns of `keyness`, each with its formula and a published value."""


def _table(a: float, b: float, n1: float, n2: float) -> pd.DataFrame:
    return keyness(pd.Series({"w": a}), pd.Series({"w": b}), n1, n2)


_SEVEN = (7, 2, 10, 9)

VARIANTS = (
    Variant("G²", "0 in 33, 3 in 36", "four cells", "", True,
            lambda: log_likelihood(0, 3, 33, 36)),
    Variant("G²", "0 in 33, 3 in 36", "two cells", "UCREL calculator", False,
            lambda: log_likelihood(0, 3, 33, 36, form="two-cell")),
    Variant("G², corrected", "7 in 10, 2 in 9", "none", "", True,
            lambda: log_likelihood(*_SEVEN)),
    Variant("G², corrected", "7 in 10, 2 in 9", "Williams",
            "default of quanteda.textstats by its documentation", False,
            lambda: log_likelihood(*_SEVEN, correction="williams")),
    Variant("G², corrected", "7 in 10, 2 in 9", "Yates, where it applies",
            "default of quanteda.textstats by its code", False,
            lambda: log_likelihood(*_SEVEN, correction="yates")),
    Variant("χ², Williams", "7 in 10, 2 in 9", "divided by q", "", True,
            lambda: chi_squared(*_SEVEN, correction="williams")),
    Variant("χ², Williams", "7 in 10, 2 in 9", "multiplied by q", "quanteda.textstats", False,
            lambda: chi_squared(*_SEVEN) ** 2 / chi_squared(*_SEVEN, correction="williams")),
    Variant("Log Ratio of nothing", "0 in 1,000, 5 in 2,000", "half an occurrence in its corpus",
            "ruTS", False, lambda: log_ratio(0, 5, 1000, 2000, zero=0.5)),
    Variant("Log Ratio of nothing", "0 in 1,000, 5 in 2,000", "half an occurrence in both corpora",
            "quanteda.extras", True, lambda: log_ratio(0, 5, 1000, 2000)),
)  # fmt: skip
"""Statistics of keyness that bear one name and have several values."""
