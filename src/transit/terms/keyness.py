"""Keyness: which words one text uses more, or less, than another.

Significance (how sure) and effect size (how much) are kept apart, and so are the two forms of the
log-likelihood that the literature calls by the same name. In every function `target` and
`reference` are occurrences, `target_size` and `reference_size` the tokens of the two corpora.
"""

import numpy as np
import pandas as pd
from scipy import special, stats

from transit.errors import TransitError
from transit.terms._input import (
    counts_array,
    distinct,
    like,
    share,
    size_array,
    spread,
    tests_used,
)
from transit.terms.uncertainty import adjusted, fisher, log_ratio_interval, rate_interval

__all__ = [
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


def _four(target, reference, target_size, reference_size):
    a, b, n1, n2 = np.broadcast_arrays(
        counts_array(target, "target"),
        counts_array(reference, "reference"),
        size_array(target_size, "target_size"),
        size_array(reference_size, "reference_size"),
    )
    if (a > n1).any() or (b > n2).any():
        raise TransitError(
            "a type occurs more often than its corpus has tokens; the parts do not add up"
        )
    return a, b, n1, n2


def _filled(a, b, n1, n2, zero):
    """Counts with `zero` in place of 0; NaN where the type occurs in neither corpus."""
    never = (a == 0) & (b == 0)
    if zero is None:
        return np.where(never, np.nan, a), np.where(never, np.nan, b)
    if zero == "pooled":
        a0, b0 = 0.5 * n1 / (n1 + n2), 0.5 * n2 / (n1 + n2)
    elif isinstance(zero, (int, float)) and zero > 0:
        a0 = b0 = zero
    else:
        raise TransitError(f"zero: {zero!r} is neither None, 'pooled' nor a number above 0")
    return (
        np.where(never, np.nan, np.where(a == 0, a0, a)),
        np.where(never, np.nan, np.where(b == 0, b0, b)),
    )


def _signed(value, a, b, n1, n2):
    return np.where(a / n1 >= b / n2, value, -value)


def log_likelihood(
    target,
    reference,
    target_size,
    reference_size,
    *,
    form="four-cell",
    correction="none",
    signed=False,
):
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


def _two_cells(a, b, n1, n2):
    total = (a + b) / (n1 + n2)
    return np.stack([a, b]), np.stack([n1 * total, n2 * total])


def _four_cells(a, b, n1, n2):
    total, rest, size = a + b, n1 + n2 - a - b, n1 + n2
    return (
        np.stack([a, b, n1 - a, n2 - b]),
        np.stack([n1 * total, n2 * total, n1 * rest, n2 * rest]) / size,
    )


def _williams(a, b, n1, n2):
    size, total = n1 + n2, a + b
    with np.errstate(divide="ignore", invalid="ignore"):
        return 1 + ((size / n1 + size / n2 - 1) * (size / total + size / (size - total) - 1)) / (
            6 * size
        )


def chi_squared(target, reference, target_size, reference_size, *, correction="none", signed=False):
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


def log_ratio(target, reference, target_size, reference_size, *, zero=0.5):
    """Log Ratio: binary logarithm of the ratio of the two rates (`hardie2014log`).

    Parameters
    ----------
    target, reference, target_size, reference_size : array_like
        As in `log_likelihood`.
    zero : float, "pooled" or None
        What stands for a count of zero: a number of occurrences (0.5 by default); ``pooled``, the
        rate of half an occurrence in both corpora together, as quanteda.extras does; or None, for
        infinite values.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        Doublings: 1 means twice the rate, -1 half of it. NaN where a type occurs in neither
        corpus.

    Raises
    ------
    TransitError
        As `log_likelihood`; for an unusable `zero`.
    """
    a, b, n1, n2 = _four(target, reference, target_size, reference_size)
    a, b = _filled(a, b, n1, n2, zero)
    with np.errstate(divide="ignore"):
        value = np.log2(a / n1) - np.log2(b / n2)
    return like(value, target, reference, target_size, reference_size)


def percent_difference(target, reference, target_size, reference_size, *, zero=0.5):
    """%DIFF: difference of the rates as a percentage of the reference's (`gabrielatos2012keyness`).

    Parameters
    ----------
    target, reference, target_size, reference_size, zero
        As in `log_ratio`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        Per cent, from -100 up; NaN where a type occurs in neither corpus.

    Raises
    ------
    TransitError
        As `log_ratio`.
    """
    a, b, n1, n2 = _four(target, reference, target_size, reference_size)
    a, b = _filled(a, b, n1, n2, zero)
    with np.errstate(divide="ignore"):
        value = 100 * ((a / n1) / (b / n2) - 1)
    return like(value, target, reference, target_size, reference_size)


def odds_ratio(target, reference, target_size, reference_size, *, zero=0.5):
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
    """
    a, b, n1, n2 = _four(target, reference, target_size, reference_size)
    a, b = _filled(a, b, n1, n2, zero)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (a / (n1 - a)) / (b / (n2 - b))
    return like(value, target, reference, target_size, reference_size)


def simple_maths(target, reference, target_size, reference_size, *, smoothing=1, per=1_000_000):
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


def difference_coefficient(target, reference, target_size, reference_size):
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
    """
    a, b, n1, n2 = _four(target, reference, target_size, reference_size)
    with np.errstate(invalid="ignore"):
        value = (a / n1 - b / n2) / (a / n1 + b / n2)
    return like(value, target, reference, target_size, reference_size)


def bayes_information(g2, target_size, reference_size):
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
    """
    value = counts_array(g2, "g2")
    size = size_array(target_size, "target_size") + size_array(reference_size, "reference_size")
    return like(value - np.log(size), g2, target_size, reference_size)


def effect_of_likelihood(target, reference, target_size, reference_size):
    """Effect size for log-likelihood, ELL = G² / (N ln E) (`johnston2006measures`).

    Parameters
    ----------
    target, reference, target_size, reference_size : array_like
        As in `log_likelihood`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        From 0 to 1, with the two-cell G² and E the smaller expected count; NaN where E is 1 or
        less.

    Raises
    ------
    TransitError
        As `log_likelihood`.
    """
    a, b, n1, n2 = _four(target, reference, target_size, reference_size)
    observed, expected = _two_cells(a, b, n1, n2)
    g2 = np.maximum(2 * special.rel_entr(observed, expected).sum(axis=0), 0)
    least = expected.min(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(least > 1, g2 / ((n1 + n2) * np.log(least)), np.nan)
    return like(value, target, reference, target_size, reference_size)


def keyness(
    target,
    reference,
    target_size=None,
    reference_size=None,
    *,
    confidence=0.95,
    alpha=0.05,
    interval="score",
    exact_below=5,
    zero=0.5,
    per=1000,
    minimum=1,
):
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
        Level at which an adjusted p-value counts in `finding`.
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
        `reference` (occurrences),
        `expected` (in the target, at equal rates), `target_rate`, `reference_rate` (per `per`),
        `log_ratio`, `low`, `high` (doublings), `g2` (four cells), `g2_two_cell`, `chi2`,
        `chi2_yates`, `percent_difference`, `odds_ratio`, `simple_maths`,
        `difference_coefficient`, `bic` (of `g2`), `ell`, `p`, `test` (``fisher`` or
        ``chi-squared``, the asymptotic test of `g2`), `p_adjusted` (Benjamini-Hochberg over the
        rows), `finding`.

        `finding` is true where `p_adjusted` is at most `alpha` and the count in the target is more
        than two occurrences away from the expected one: a smaller difference is never called one.

    Raises
    ------
    TransitError
        For anything but Series, negative counts, types that stand twice, sizes of zero, or sizes
        below the sum of the counts.
    """
    share(alpha)
    types, a, b, n1, n2 = _aligned(target, reference, target_size, reference_size)
    keep = (a + b) >= minimum
    if not keep.all():
        types, a, b = types[keep], a[keep], b[keep]
    (x, y), place, times = distinct(a, b)
    cells = x, y, n1, n2
    expected, other = n1 * (x + y) / (n1 + n2), n2 * (x + y) / (n1 + n2)
    limits = log_ratio_interval(*cells, confidence=confidence, method=interval)
    g2 = log_likelihood(*cells)
    small = np.minimum(expected, other) < exact_below
    p = special.erfc(np.sqrt(g2 / 2))
    if small.any():
        p[small] = fisher(x[small], y[small], n1, n2)
    columns = {
        "expected": expected,
        "target_rate": x / n1 * per,
        "reference_rate": y / n2 * per,
        "log_ratio": log_ratio(*cells, zero=zero),
        "low": limits["low"],
        "high": limits["high"],
        "g2": g2,
        "g2_two_cell": log_likelihood(*cells, form="two-cell"),
        "chi2": chi_squared(*cells),
        "chi2_yates": chi_squared(*cells, correction="yates"),
        "percent_difference": percent_difference(*cells, zero=zero),
        "odds_ratio": odds_ratio(*cells, zero=zero),
        "simple_maths": simple_maths(*cells),
        "difference_coefficient": difference_coefficient(*cells),
        "bic": bayes_information(g2, n1, n2),
        "ell": effect_of_likelihood(*cells),
        "p": p,
    }
    return _judged(
        types, {"target": x, "reference": y}, columns, small, "fisher", place, times, alpha
    )


def _judged(types, counts, columns, exact, test, place, times, alpha):
    """Give the measures of different rows back to all types, ordered, with the p adjusted."""
    p_adjusted = adjusted(columns["p"], times)
    rank = np.empty(len(times), dtype=np.int64)
    rank[np.argsort(-columns["g2"], kind="stable")] = np.arange(len(times))
    order = np.argsort(rank[place], kind="stable")
    place = place[order]
    out = spread(columns | {"p_adjusted": p_adjusted}, place)
    out.insert(0, "type", types[order])
    for at, (name, values) in enumerate(counts.items(), start=1):
        whole = (values % 1 == 0).all()
        out.insert(at, name, (values.astype("int64") if whole else values)[place])
    out.insert(out.columns.get_loc("p") + 1, "test", tests_used(exact, test, place))
    found = (p_adjusted <= alpha) & (np.abs(counts["target"] - columns["expected"]) > 2)
    out["finding"] = found[place]
    return out


def _aligned(target, reference, target_size, reference_size):
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
        total = counts.sum()
        size = total if size is None else float(size_array(size, f"{name}_size"))
        if size <= 0:
            raise TransitError(f"{name}: nothing counted; a corpus of size zero has no rates")
        if total > size * (1 + 1e-12):
            raise TransitError(
                f"{name}: {total:g} occurrences do not fit in a corpus of {size:g} "
                "tokens; the parts do not add up"
            )
        sizes.append(size)
    return types, a, b, *sizes


def general_english(types, *, wordlist="best"):
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
    types = pd.Index(types, name="type")
    return pd.Series(
        [listed.get(word, np.nan) for word in types], index=types, name="rate", dtype=float
    )


def against_rates(
    counts,
    rates,
    size=None,
    *,
    floor=None,
    confidence=0.95,
    alpha=0.05,
    exact_below=5,
    per=1000,
    minimum=1,
):
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
        rest of O ln(O/E)), `p`, `test`, `p_adjusted`, `finding`.

    Raises
    ------
    TransitError
        For negative counts, a rate outside (0, 1), or a size below the sum of the counts.

    Notes
    -----
    One-sample forms of `log_likelihood` and `log_ratio`; the interval is Wilson's interval of the
    target's rate over the known rate.
    """
    share(alpha)
    types, observed, _, n, _ = _aligned(counts, counts, size, size)
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
