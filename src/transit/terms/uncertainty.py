"""Intervals, exact and resampled p-values, and the correction for many tests.

One article is a small sample: expected counts are often below five and words cluster in
paragraphs. The functions here give intervals that hold for small counts, exact p-values where the
chi-squared approximation fails, and resampling by whole parts where occurrences depend on each
other. Everything random takes a seed and is reproducible.
"""

import numpy as np
import pandas as pd
from scipy import special, stats

from transit.errors import TransitError
from transit.terms._input import counts_array, distinct, like, share, size_array, wide

__all__ = [
    "benjamini_hochberg",
    "bootstrap",
    "fisher",
    "heterogeneity",
    "log_ratio_interval",
    "permutation",
    "rate_interval",
]


def rate_interval(count, size, *, per=1000, confidence=0.95, method="wilson"):
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
    truth: see `bootstrap`.
    """
    share(confidence)
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
    target, reference, target_size, reference_size, *, confidence=0.95, method="score", zero=0.5
):
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
        For negative counts, sizes of zero, a count above its size, or an unknown method.
    """
    share(confidence)
    index = target.index if isinstance(target, pd.Series) else None
    x, y, m, n = np.broadcast_arrays(
        np.atleast_1d(counts_array(target, "target")),
        np.atleast_1d(counts_array(reference, "reference")),
        np.atleast_1d(size_array(target_size, "target_size")),
        np.atleast_1d(size_array(reference_size, "reference_size")),
    )
    if (x > m).any() or (y > n).any():
        raise TransitError("a count is larger than the corpus it comes from")
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


def _score(log_phi, x, y, m, n):
    """Koopman's U: the chi-squared of the data under the ratio phi of the two proportions."""
    phi = np.exp(log_phi)
    a = (m + n) * phi
    b = phi * (m + y) + x + n
    root = np.sqrt(np.maximum(b * b - 4 * a * (x + y), 0))
    p2 = 2 * (x + y) / (b + root)
    p1 = np.minimum(phi * p2, 1 - 1e-15)
    variance = m * p1 * (1 - p1)
    factor = 1 + m * (phi - p1) / (n * (1 - p1))
    return (x - m * p1) ** 2 / variance * factor


def _koopman(x, y, m, n, limit):
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


def fisher(target, reference, target_size, reference_size):
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
        For negative counts, counts that are not whole numbers, or sizes of zero.

    Notes
    -----
    The hypergeometric terms are summed up to at least twelve standard deviations, and twice the
    distance seen, from the expected count on either side; what lies beyond is too small to change
    the value. Recommended over the asymptotic tests for rare events in `pedersen1996fishing`.
    """
    x, y, m, n = np.broadcast_arrays(
        np.atleast_1d(counts_array(target, "target")),
        np.atleast_1d(counts_array(reference, "reference")),
        np.atleast_1d(size_array(target_size, "target_size")),
        np.atleast_1d(size_array(reference_size, "reference_size")),
    )
    if any((values % 1).any() for values in (x, y, m, n)):
        raise TransitError("Fisher's exact test needs whole numbers")
    if (x > m).any() or (y > n).any():
        raise TransitError("a count is larger than the corpus it comes from")
    different, place, _ = distinct(x, y, m, n)
    out = np.empty(len(different[0]))
    first, terms = _support(*different)
    block = np.cumsum(terms) // 4_000_000
    for number in np.unique(block):
        rows = slice(*np.searchsorted(block, [number, number + 1]))
        out[rows] = _two_sided(*(values[rows] for values in different), first[rows], terms[rows])
    value = out[place]
    return like(value if np.ndim(target) or np.ndim(reference) else value[0], target, reference)


def _support(x, y, m, n):
    """First term and number of terms to sum for each table."""
    total = x + y
    expected = total * m / (m + n)
    reach = 2 * np.maximum(np.abs(x - expected), 12 * np.sqrt(expected + 1)) + 40
    first = np.maximum(np.maximum(0, total - n), np.floor(expected - reach))
    last = np.minimum(np.minimum(total, m), np.ceil(expected + reach))
    return first, (last - first + 1).astype(np.int64)


def _two_sided(x, y, m, n, first, terms):
    row = np.repeat(np.arange(len(x)), terms)
    k = np.arange(len(row)) - np.repeat(np.cumsum(terms) - terms, terms) + first[row]
    total = x + y

    def log_term(k, m, n, total):
        return -(
            special.gammaln(k + 1)
            + special.gammaln(m - k + 1)
            + special.gammaln(total - k + 1)
            + special.gammaln(n - total + k + 1)
        )

    fixed = (
        special.gammaln(m + 1)
        + special.gammaln(n + 1)
        + special.gammaln(total + 1)
        + special.gammaln(m + n - total + 1)
        - special.gammaln(m + n + 1)
    )
    seen = log_term(x, m, n, total)
    each = log_term(k, m[row], n[row], total[row])
    counted = each <= seen[row] + 1e-7
    weights = np.where(counted, np.exp(np.minimum(each - seen[row], 1e-7)), 0.0)
    log_p = np.log(np.bincount(row, weights=weights, minlength=len(x))) + seen + fixed
    return np.minimum(np.exp(log_p), 1)


def benjamini_hochberg(p):
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
    """
    values = np.asarray(p, dtype=float)
    out = adjusted(values, np.ones(values.shape))
    return pd.Series(out, index=p.index) if isinstance(p, pd.Series) else out


def adjusted(p, times):
    """Benjamini and Hochberg's values for p-values that occur several times each."""
    known = ~np.isnan(p)
    tested, times = p[known], times[known]
    if ((tested < 0) | (tested > 1)).any():
        raise TransitError("a p-value lies outside [0, 1]")
    out = np.full(p.shape, np.nan)
    if tested.size:
        order = np.argsort(tested, kind="stable")
        steps = tested[order] * times.sum() / np.cumsum(times[order])
        values = np.empty_like(tested)
        values[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1)
        out[known] = values
    return out


def permutation(counts, target, sizes=None, *, permutations=9999, seed=1):
    """Permutation test of a type's rate in some parts against its rate in the others.

    Whole parts are exchanged between the two groups, so an accumulation of one word in one
    paragraph counts as the one event it is.

    Parameters
    ----------
    counts : pandas.DataFrame
        Types by parts (for an article: paragraphs).
    target : collection
        The parts that form the target group; at least one, not all.
    sizes : pandas.Series, optional
        Part -> tokens; the column sums if not given.
    permutations : int, default 9999
        Random reassignments drawn.
    seed : int, default 1
        Seed of `numpy.random.default_rng`.

    Returns
    -------
    pandas.DataFrame
        Columns `type`, `difference` (rate in the target minus rate elsewhere, per thousand),
        `p` (two-sided: the share of reassignments at least as far from zero, the one seen
        included, so never zero: `phipson2010permutation`), `permutations`.

    Raises
    ------
    TransitError
        If the target is empty, is all parts or names an unknown part; if `permutations` is below
        one; and for tables that do not hold (see `dispersion`).
    """
    matrix, types, parts, lengths = wide(counts, sizes)
    unknown = set(target) - set(parts)
    if unknown:
        raise TransitError(f"target: no part {sorted(map(str, unknown))[0]!r} in the table")
    inside = parts.isin(list(target))
    if not inside.any() or inside.all():
        raise TransitError("target: name at least one part and leave at least one out")
    if permutations < 1:
        raise TransitError("permutations: at least one is needed")
    generator = np.random.default_rng(seed)

    def difference(masks):
        within = masks @ matrix.T
        size = masks @ lengths
        total, everything = matrix.sum(axis=1), lengths.sum()
        return 1000 * (within / size[:, None] - (total - within) / (everything - size)[:, None])

    seen = difference(inside[None, :].astype(float))[0]
    beyond = np.zeros(len(types))
    block = max(1, 4_000_000 // max(len(types), len(parts), 1))
    left = permutations
    while left:
        rows = min(block, left)
        masks = generator.permuted(np.tile(inside, (rows, 1)), axis=1).astype(float)
        beyond += (np.abs(difference(masks)) >= np.abs(seen) - 1e-9).sum(axis=0)
        left -= rows
    return pd.DataFrame(
        {
            "type": types,
            "difference": seen,
            "p": (beyond + 1) / (permutations + 1),
            "permutations": permutations,
        }
    )


def heterogeneity(counts, groups, sizes=None, *, permutations=9999, seed=1):
    """Permutation test of equal rates over all groups of parts at once.

    Parameters
    ----------
    counts : pandas.DataFrame
        Types by parts (for an article: paragraphs).
    groups : pandas.Series
        Part -> group (for an article: section); at least two groups.
    sizes : pandas.Series, optional
        Part -> tokens; the column sums if not given.
    permutations : int, default 9999
        Random reassignments drawn.
    seed : int, default 1
        Seed of `numpy.random.default_rng`.

    Returns
    -------
    pandas.DataFrame
        Columns `type`, `g2` (log-likelihood of the groups' counts against one common rate, two
        times the sum of O ln(O/E), degrees of freedom groups - 1), `p` (permutation, whole parts
        exchanged), `permutations`.

    Raises
    ------
    TransitError
        If a part has no group, if there is only one group, or if the table does not hold.
    """
    matrix, types, parts, lengths = wide(counts, sizes)
    label = pd.Series(groups).reindex(parts)
    if label.isna().any():
        raise TransitError(f"groups: no group for part {parts[label.isna()][0]!r}")
    codes, names = pd.factorize(label)
    if len(names) < 2:
        raise TransitError("groups: at least two groups are needed")
    if permutations < 1:
        raise TransitError("permutations: at least one is needed")
    total = matrix.sum(axis=1)

    def statistic(membership):
        indicator = np.eye(len(names))[membership]
        observed = matrix @ indicator
        expected = np.outer(total, lengths @ indicator) / lengths.sum()
        return 2 * special.xlogy(
            observed, np.divide(observed, expected, out=np.ones_like(observed), where=expected > 0)
        ).sum(axis=1)

    generator = np.random.default_rng(seed)
    seen = statistic(codes)
    beyond = np.zeros(len(types))
    for _ in range(permutations):
        beyond += statistic(generator.permutation(codes)) >= seen - 1e-9
    return pd.DataFrame(
        {
            "type": types,
            "g2": np.maximum(seen, 0),
            "p": (beyond + 1) / (permutations + 1),
            "permutations": permutations,
        }
    )


def bootstrap(
    counts, sizes=None, *, target=None, samples=2000, confidence=0.95, seed=1, per=1000, zero=0.5
):
    """Bootstrap intervals that resample whole parts.

    Parameters
    ----------
    counts : pandas.DataFrame
        Types by parts.
    sizes : pandas.Series, optional
        Part -> tokens; the column sums if not given.
    target : collection, optional
        Parts of the target group. With it the statistic is Log Ratio of the target against the
        rest, each group resampled within itself; without it, the rate over all parts.
    samples : int, default 2000
        Bootstrap samples.
    confidence : float, default 0.95
        Coverage of the percentile interval.
    seed : int, default 1
        Seed of `numpy.random.default_rng`.
    per : float, default 1000
        Unit of the rate.
    zero : float, default 0.5
        Takes the place of a count of zero in Log Ratio.

    Returns
    -------
    pandas.DataFrame
        Columns `type`, `statistic` (rate or log_ratio), `value`, `low`, `high`, `samples`.

    Raises
    ------
    TransitError
        For fewer than two parts in a group, a table that does not hold, or fewer than 100 samples.

    Notes
    -----
    The percentile interval of `efron1993introduction`. With a handful of parts it is itself a
    rough guide; it is the comparison with the binomial interval that tells how far a word
    clusters.
    """
    share(confidence)
    matrix, types, parts, lengths = wide(counts, sizes)
    if samples < 100:
        raise TransitError("samples: at least 100 are needed for a percentile interval")
    inside = np.ones(len(parts), bool) if target is None else parts.isin(list(target))
    groups = (
        [np.flatnonzero(inside)]
        if target is None
        else [np.flatnonzero(inside), np.flatnonzero(~inside)]
    )
    if min(map(len, groups)) < 2:
        raise TransitError("a group needs at least two parts to be resampled")
    generator = np.random.default_rng(seed)

    def value(weights, counts):
        rates = []
        for group in groups:
            found = weights[:, group] @ counts[:, group].T
            if target is not None:
                found = np.where(found == 0, zero, found)
            rates.append(found / (weights[:, group] @ lengths[group])[:, None])
        return rates[0] * per if target is None else np.log2(rates[0] / rates[1])

    point = value(np.ones((1, len(parts))), matrix)[0]
    weights = np.zeros((samples, len(parts)))
    for group in groups:
        weights[:, group] = generator.multinomial(
            len(group), np.full(len(group), 1 / len(group)), size=samples
        )
    low, high = np.empty(len(types)), np.empty(len(types))
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    block = max(1, 8_000_000 // samples)
    for start in range(0, len(types), block):
        rows = slice(start, start + block)
        low[rows], high[rows] = np.quantile(value(weights, matrix[rows]), tails, axis=0)
    return pd.DataFrame(
        {
            "type": types,
            "statistic": "rate" if target is None else "log_ratio",
            "value": point,
            "low": low,
            "high": high,
            "samples": samples,
        }
    )
