"""Dispersion: how evenly a word is spread over the parts of a text, or over its length.

Two scales are in use. On the conventional one 1 is even and 0 is uneven (D, D2, S, D3, DA, the
range); DP and KL run the other way, 0 is even. Column names keep them apart and no value is turned
round silently.
"""

import numpy as np
import pandas as pd
from scipy import special

from transit.errors import TransitError
from transit.terms._input import checked, share, wide

__all__ = ["chance_deviation", "deviation_of_proportions", "dispersion", "positional"]

_NORMS = ("lijffijt-gries", "gries-2008", "egbert")


def dispersion(counts, sizes=None, *, totals=None, deviation="population", norm="lijffijt-gries"):
    """Every part-based measure of dispersion for every type at once.

    Parameters
    ----------
    counts : pandas.DataFrame
        Types by parts, at least two parts; occurrences.
    sizes : pandas.Series, optional
        Part -> tokens. Without it the parts' sizes are the column sums.
    totals : pandas.Series, optional
        type -> occurrences in the whole text, to check the parts against.
    deviation : {"population", "sample"}
        Standard deviation in Juilland's D: divided by n, as Juilland, Carroll and Gries have it,
        or by n - 1, as quanteda.extras has it.
    norm : {"lijffijt-gries", "gries-2008", "egbert"}
        Divisor of `dp_norm`, see `deviation_of_proportions`.

    Returns
    -------
    pandas.DataFrame
        One row per type, in the order of the table. With v the counts, f their sum, s the parts'
        shares of all tokens, r = v / size the rates and n the number of parts:

        * `type`, `count`, `parts`;
        * `range`, parts it occurs in, and `range_share`, that over n;
        * `juilland_d` 1 - (sd(r) / mean(r)) / sqrt(n - 1) (`juilland1964frequency`);
        * `carroll_d2` entropy of r / sum(r) over log n (`carroll1970alternative`);
        * `rosengren_s` (sum sqrt(v s))² / f (`rosengren1971quantitative`);
        * `lyne_d3` 1 - sum((v - mean v)² / mean v) / 4f, for parts of equal size
          (`lyne1985dispersion`); falls below 0 for unevenly spread words;
        * `da` 1 - (mean difference of all pairs of r) / (2 mean r) (`egbert2020lexical`);
        * `dp` sum|v/f - s| / 2, 0 even, and `dp_norm` (`gries2008dispersions`,
          `lijffijt2012correction`);
        * `kl` sum (v/f) log2((v/f) / s), in bits, 0 even (`gries2020analyzing`), and `dkl`
          1 - kl / (1 + kl), which lies on the conventional scale.

        NaN for a type that does not occur, and for D, D2 and DP-norm where they are undefined.

    Raises
    ------
    TransitError
        For fewer than two parts, a part of size zero, negative or missing counts, a part holding
        more occurrences than tokens, totals that differ from the sum of the parts, or an unknown
        variant.

    Notes
    -----
    All measures depend on how the text is cut; with few occurrences the lower limit of DP is far
    above 0 (one occurrence can only be in one part), so they compare words of similar frequency.
    """
    matrix, types, parts, lengths = checked(counts, sizes)
    n = len(parts)
    if n < 2:
        raise TransitError("counts: dispersion needs at least two parts")
    if deviation not in ("population", "sample"):
        raise TransitError(f"deviation {deviation!r} is none of population, sample")
    rows, columns = np.nonzero(matrix)
    v = matrix[rows, columns].astype(float)
    del matrix

    def summed(values):
        return np.bincount(rows, weights=values, minlength=len(types))

    f = summed(v)
    if totals is not None:
        whole = pd.Series(totals).reindex(types)
        wrong = ~np.isclose(whole.to_numpy(dtype=float), f, equal_nan=False)
        if wrong.any():
            at = int(np.argmax(wrong))
            raise TransitError(
                f"totals: type {types[at]!r} occurs {f[at]:g} times in the parts "
                f"but {whole.iloc[at]:g} times in all; the parts do not add up"
            )
    s = (lengths / lengths.sum())[columns]
    r = v / lengths[columns]
    present = np.bincount(rows, minlength=len(types))
    mean, even = summed(r) / n, f / n
    squares = summed((r - mean[rows]) ** 2) + (n - present) * mean**2
    spread = np.sqrt(squares / (n - 1 if deviation == "sample" else n))
    order = np.lexsort((r, rows))
    start = np.concatenate([[0], np.cumsum(present)[:-1]])
    rank = np.arange(len(r)) - start[rows] + (n - present)[rows] + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        kl = np.maximum(summed(v / f[rows] * np.log2(v / f[rows] / s)), 0)
        dp, dp_norm = _dp(rows, v, s, f, lengths, norm)
        out = pd.DataFrame(
            {
                "type": types,
                "count": f.astype("int64") if (f % 1 == 0).all() else f,
                "parts": n,
                "range": present,
                "range_share": np.where(f > 0, present / n, np.nan),
                "juilland_d": 1 - spread / mean / np.sqrt(n - 1),
                "carroll_d2": summed(special.entr(r / (n * mean[rows]))) / np.log(n),
                "rosengren_s": summed(np.sqrt(v * s)) ** 2 / f,
                "lyne_d3": 1
                - (summed((v - even[rows]) ** 2) + (n - present) * even**2) / even / (4 * f),
                "da": 1 - summed(r[order] * (2 * rank - n - 1)) / (n * (n - 1)) / mean,
                "dp": dp,
                "dp_norm": dp_norm,
                "kl": kl,
                "dkl": 1 - kl / (1 + kl),
            }
        )
    absent = f == 0
    if absent.any():
        out.loc[absent, "range_share":] = np.nan
    return out


def deviation_of_proportions(counts, sizes=None, *, norm="lijffijt-gries", scale="gries"):
    """Gries' DP, its norming and its scale chosen by name.

    Parameters
    ----------
    counts : pandas.DataFrame
        Types by parts, at least two parts.
    sizes : pandas.Series, optional
        Part -> tokens; the column sums if not given.
    norm : {"lijffijt-gries", "gries-2008", "egbert"}
        Divisor of `dp_norm`, with s the parts' shares: 1 - min s (`lijffijt2012correction`, the
        default); 1 - 1/n (`gries2008dispersions`); 1 - min s over the parts the type occurs in
        (`egbert2020lexical`).
    scale : {"gries", "conventional"}
        0 is even, or 1 - DP so that 1 is even.

    Returns
    -------
    pandas.DataFrame
        Columns `type`, `count`, `dp`, `dp_norm`; NaN for a type that does not occur.

    Raises
    ------
    TransitError
        As `dispersion`.
    """
    matrix, types, parts, lengths = wide(counts, sizes)
    if len(parts) < 2:
        raise TransitError("counts: dispersion needs at least two parts")
    if scale not in ("gries", "conventional"):
        raise TransitError(f"scale {scale!r} is none of gries, conventional")
    dp, normed = _dp_of(matrix, lengths, norm)
    if scale == "conventional":
        dp, normed = 1 - dp, 1 - normed
    return pd.DataFrame({"type": types, "count": matrix.sum(axis=1), "dp": dp, "dp_norm": normed})


def _dp(rows, v, s, f, lengths, norm):
    """DP and its normed form from the cells that are not zero: row, count, share of the part."""
    if norm not in _NORMS:
        raise TransitError(f"norm {norm!r} is none of {', '.join(_NORMS)}")
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = np.bincount(rows, weights=np.abs(v / f[rows] - s) - s, minlength=len(f)) + 1
        dp = np.where(f > 0, np.clip(gap / 2, 0, 1), np.nan)
        if norm == "lijffijt-gries":
            divisor = 1 - lengths.min() / lengths.sum()
        elif norm == "gries-2008":
            divisor = 1 - 1 / len(lengths)
        else:
            least = np.full(len(f), np.inf)
            np.minimum.at(least, rows, s)
            divisor = 1 - least
        return dp, np.minimum(dp / divisor, 1) if norm == "lijffijt-gries" else dp / divisor


def _dp_of(matrix, lengths, norm):
    rows, columns = np.nonzero(matrix)
    return _dp(
        rows,
        matrix[rows, columns],
        (lengths / lengths.sum())[columns],
        matrix.sum(axis=1),
        lengths,
        norm,
    )


def chance_deviation(counts, sizes=None, *, samples=1999, confidence=0.95, seed=1):
    """Compare DP with what it would be if a type's occurrences fell at random.

    Parameters
    ----------
    counts : pandas.DataFrame
        Types by parts, at least two parts; whole numbers.
    sizes : pandas.Series, optional
        Part -> tokens; the column sums if not given.
    samples : int, default 1999
        Random placements per frequency.
    confidence : float, default 0.95
        Coverage of the range given for chance.
    seed : int, default 1
        Seed of `numpy.random.default_rng`.

    Returns
    -------
    pandas.DataFrame
        One row per type: `type`, `count`, `dp`, `dp_chance` (mean over random placements in
        proportion to the parts' sizes), `chance_low`, `chance_high`, `p` (one-sided: placements
        at least as uneven, the one seen included). NaN for a type that does not occur.

    Raises
    ------
    TransitError
        As `dispersion`; for counts that are not whole, or fewer than one sample.

    Notes
    -----
    DP of a rare word is high whatever it means; this says how much of it is chance
    (multinomial placements, p as in `phipson2010permutation`).
    """
    matrix, types, parts, lengths = wide(counts, sizes)
    if len(parts) < 2:
        raise TransitError("counts: dispersion needs at least two parts")
    if samples < 1:
        raise TransitError("samples: at least one is needed")
    if (matrix % 1).any():
        raise TransitError("counts: whole numbers are needed")
    share(confidence)
    f = matrix.sum(axis=1)
    dp, _ = _dp_of(matrix, lengths, "lijffijt-gries")
    s = lengths / lengths.sum()
    out = pd.DataFrame({"type": types, "count": f.astype("int64"), "dp": dp})
    out[["dp_chance", "chance_low", "chance_high", "p"]] = np.nan
    for total in np.unique(f[f > 0]):
        generator = np.random.default_rng([seed, int(total)])
        drawn = generator.multinomial(int(total), s, size=samples)
        chance = np.sort(np.abs(drawn / total - s).sum(axis=1) / 2)
        rows = f == total
        out.loc[rows, "dp_chance"] = chance.mean()
        out.loc[rows, ["chance_low", "chance_high"]] = np.quantile(
            chance, [(1 - confidence) / 2, (1 + confidence) / 2]
        )
        as_uneven = samples - np.searchsorted(chance, dp[rows] - 1e-9)
        out.loc[rows, "p"] = (as_uneven + 1) / (samples + 1)
    return out


def positional(tokens):
    """Dispersion by the distances between a word's occurrences, without parts.

    Parameters
    ----------
    tokens : sequence
        The tokens of the text in order; at least one.

    Returns
    -------
    pandas.DataFrame
        One row per type, in alphabetical order. With N tokens, f occurrences and d the f distances
        from each occurrence to the next, the last one joined to the first over the end:

        * `type`, `count`;
        * `arf` average reduced frequency, (f/N) sum min(d, N/f), between 1 and f;
        * `awt` average waiting time, (1 + sum d² / N) / 2;
        * `ald` average logarithmic distance, sum d log10 d / N;
        * `f_awt` N² / sum d² and `f_ald` N / 10^ald, the frequencies adjusted by them.

        All from `savicky2002measures`.

    Raises
    ------
    TransitError
        If there are no tokens, or a string is given.
    """
    if isinstance(tokens, str):
        raise TransitError("tokens: a string is not a sequence of tokens; cut it first")
    codes, types = pd.factorize(np.asarray(tokens, dtype=object), sort=True)
    size = len(codes)
    if size == 0:
        raise TransitError("tokens: the text is empty")
    order = np.argsort(codes, kind="stable")
    count = np.bincount(codes, minlength=len(types))
    first = np.concatenate([[0], np.cumsum(count)[:-1]])
    distance = np.diff(order, append=0).astype(float)
    last = first + count - 1
    distance[last] = order[first] + size - order[last]
    per_type = codes[order]

    def summed(values):
        return np.bincount(per_type, weights=values, minlength=len(types))

    squares, logs = summed(distance**2), summed(special.xlogy(distance, distance)) / np.log(10)
    gap = size / count
    return pd.DataFrame(
        {
            "type": types,
            "count": count,
            "arf": summed(np.minimum(distance, gap[per_type])) / gap,
            "awt": (1 + squares / size) / 2,
            "ald": logs / size,
            "f_awt": size**2 / squares,
            "f_ald": size / 10 ** (logs / size),
        }
    )
