"""Counting, rates, ranks, tf-idf, and the growth of the vocabulary."""

import re
from collections import Counter

import numpy as np
import pandas as pd
from scipy import optimize, special

from transit.errors import TransitError
from transit.terms._input import counts_array, size_array, wide
from transit.terms.uncertainty import rate_interval

__all__ = [
    "TOKEN",
    "count_tokens",
    "count_types",
    "expected_types",
    "fit_heaps",
    "fit_zipf",
    "frequency",
    "growth",
    "rank_frequency",
    "rates",
    "spectrum",
    "table",
    "tfidf",
    "type_token",
]

TOKEN = r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)+|[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+[^\W\d_]*"
"""A word: single letters with stops (U.S.), a number with inner points or commas, letters with
inner hyphens or apostrophes, or a number with the letters that follow it (1980s)."""

_BLOCK = 1 << 16


def count_types(text, *, pattern=TOKEN, lower=True):
    """Count the word types of a text, in memory that does not grow with its length.

    Parameters
    ----------
    text : str, file object, or iterable of str
        The text. A file object open for reading text is read block by block; an iterable gives
        whole lines or documents, and no token runs over from one to the next.
    pattern : str, default `TOKEN`
        Regular expression of a token, which may not match white space or depend on it: each
        stretch between white space is matched by itself.
    lower : bool, default True
        Fold case.

    Returns
    -------
    pandas.Series
        type -> count (int64), most frequent first, types of equal count in alphabetical order;
        name ``count``, index name ``type``.

    Raises
    ------
    TransitError
        If `pattern` is not a regular expression, matches white space, or holds a capturing group.

    Notes
    -----
    Stretches between white space are counted first, and only the different ones are matched, those
    of equal frequency in one go: a text repeats its words, so the expression runs over the types
    and not over the tokens. Memory grows with the different stretches, that is, the types with
    the punctuation next to them.
    """
    try:
        expression = re.compile(pattern)
    except re.error as error:
        raise TransitError(f"pattern: not a regular expression ({error})") from error
    if expression.groups:
        raise TransitError("pattern: write groups as (?:…), a capturing group changes the token")
    if re.search(expression, " ") or re.search(expression, "\n"):
        raise TransitError("pattern: a token may not match white space")
    stretches = Counter()
    for block in _blocks(text):
        stretches.update((block.lower() if lower else block).split())
    alike = {1: []}
    for stretch, times in stretches.items():
        alike.setdefault(times, []).append(stretch)
    found = Counter()
    for times, group in alike.items():
        tokens = expression.findall("\n".join(group))
        if times == 1:
            found.update(tokens)
        else:
            get = found.get
            for token in tokens:
                found[token] = get(token, 0) + times
    return _ordered(found)


def _blocks(text):
    if isinstance(text, str):
        start, end = 0, len(text)
        while start < end:
            stop = min(start + _BLOCK, end)
            while stop < end and not text[stop].isspace():
                stop += 1
            yield text[start:stop]
            start = stop
    elif hasattr(text, "read"):
        rest = ""
        while block := text.read(_BLOCK):
            if isinstance(block, bytes):
                raise TransitError("text: open the file for reading text, not bytes")
            rest += block
            cut = len(rest)
            while cut and not rest[cut - 1].isspace():
                cut -= 1
            if cut:
                yield rest[:cut]
                rest = rest[cut:]
        yield rest
    else:
        for line in text:
            if not isinstance(line, str):
                raise TransitError(f"text: expected strings, got {type(line).__name__}")
            yield line


def _ordered(found):
    types = sorted(found)
    counts = np.fromiter((found[token] for token in types), dtype=np.int64, count=len(types))
    order = np.argsort(-counts, kind="stable")
    return pd.Series(
        counts[order],
        name="count",
        index=pd.Index(np.array(types, dtype=object)[order], name="type"),
    )


def count_tokens(parts):
    """Count tokens that are already cut, part by part.

    Parameters
    ----------
    parts : mapping or sequence
        Part -> sequence of tokens; a sequence of sequences is numbered from 1.

    Returns
    -------
    pandas.DataFrame
        Types by parts (int64), types in alphabetical order; columns named ``part``.

    Raises
    ------
    TransitError
        If there is no part, or a part is a string (which would be counted letter by letter).
    """
    named = dict(parts) if hasattr(parts, "keys") else dict(enumerate(parts, start=1))
    if not named:
        raise TransitError("parts: nothing to count")
    for part, tokens in named.items():
        if isinstance(tokens, str):
            raise TransitError(f"parts: part {part!r} is a string; cut it into tokens first")
    found = {part: pd.Series(Counter(tokens), dtype="int64") for part, tokens in named.items()}
    out = pd.DataFrame(found).fillna(0).astype("int64").sort_index()
    return out.rename_axis(index="type", columns="part")


def table(long, *, part="part", type="type", count="count"):
    """Turn a long table of counts into the table of types by parts the measures take.

    Parameters
    ----------
    long : pandas.DataFrame
        One row per part and type (rows of the same part and type are added up).
    part, type, count : str
        Names of its columns.

    Returns
    -------
    pandas.DataFrame
        Index: types, in alphabetical order. Columns: parts, in order of appearance. int64, 0 where
        a type does not occur.

    Raises
    ------
    TransitError
        If a column is missing, or a count is negative, missing or not whole.
    """
    for name in (part, type, count):
        if name not in long.columns:
            raise TransitError(f"table: no column {name!r}; there are {list(long.columns)}")
    counts = counts_array(long[count].astype(float), f"column {count!r}")
    if (counts % 1).any():
        raise TransitError(f"column {count!r}: counts are whole numbers")
    parts = pd.Index(pd.unique(long[part]), name="part")
    out = long.groupby([type, part], observed=True)[count].sum().unstack(fill_value=0)
    return out.reindex(columns=parts).astype("int64").rename_axis(index="type", columns="part")


def frequency(counts, sizes=None, *, per=1000, confidence=0.95, ties="min"):
    """Frequency, rate and rank of every type, over all parts together.

    Parameters
    ----------
    counts : pandas.DataFrame or pandas.Series
        Types by parts, or type -> count.
    sizes : pandas.Series, optional
        Part -> tokens. Without it the parts' sizes are the column sums, that is, the table holds
        every token.
    per : float, default 1000
        Unit of the rate.
    confidence : float, default 0.95
        Coverage of the interval (Wilson's, see `rate_interval`).
    ties : {"min", "max", "average", "dense", "first"}
        Rank of types with equal counts: `min`, the default, gives all of them the best rank
        ("1 2 2 4"); `dense` leaves no gap ("1 2 2 3"); `average` their mean; `first` alphabetical.

    Returns
    -------
    pandas.DataFrame
        One row per type, most frequent first, equal counts in alphabetical order: `type`, `count`,
        `rate`, `low`, `high` (per `per` tokens), `rank`, `tied` (types that share the count),
        `range` (parts it occurs in), `parts`.

    Raises
    ------
    TransitError
        For negative or missing counts, a part of size zero, a part whose counts exceed its size,
        or an unknown rule for ties.
    """
    matrix, types, parts, lengths = wide(counts, sizes)
    if ties not in ("min", "max", "average", "dense", "first"):
        raise TransitError(f"ties: {ties!r} is none of min, max, average, dense, first")
    total = pd.Series(matrix.sum(axis=1))
    out = pd.DataFrame({"type": types, "count": total})
    out = pd.concat(
        [out, rate_interval(total, lengths.sum(), per=per, confidence=confidence)], axis=1
    )
    out["range"] = (matrix > 0).sum(axis=1)
    out["parts"] = len(parts)
    out = out.sort_values(["count", "type"], ascending=[False, True], ignore_index=True)
    out["rank"] = out["count"].rank(ascending=False, method=ties)
    out["tied"] = out.groupby("count")["count"].transform("size")
    if (out["count"] % 1 == 0).all():
        out["count"] = out["count"].astype("int64")
    if ties != "average":
        out["rank"] = out["rank"].astype("int64")
    return out[["type", "count", "rate", "low", "high", "rank", "tied", "range", "parts"]]


def rates(counts, sizes=None, *, per=1000, confidence=0.95, method="wilson"):
    """Rate of every type in every part, with its interval.

    Parameters
    ----------
    counts : pandas.DataFrame
        Types by parts.
    sizes : pandas.Series, optional
        Part -> tokens; the column sums if not given.
    per, confidence, method
        As in `rate_interval`.

    Returns
    -------
    pandas.DataFrame
        One row per type and part, in the order of the table: `type`, `part`, `count`, `size`,
        `rate`, `low`, `high`.

    Raises
    ------
    TransitError
        As `frequency`.
    """
    matrix, types, parts, lengths = wide(counts, sizes)
    out = pd.DataFrame(
        {
            "type": np.repeat(types.to_numpy(), len(parts)),
            "part": np.tile(parts.to_numpy(), len(types)),
            "count": matrix.ravel(),
            "size": np.tile(lengths, len(types)),
        }
    )
    interval = rate_interval(
        out["count"], out["size"], per=per, confidence=confidence, method=method
    )
    if (out["count"] % 1 == 0).all() and (out["size"] % 1 == 0).all():
        out = out.astype({"count": "int64", "size": "int64"})
    return pd.concat([out, interval], axis=1)


def tfidf(counts, *, variant="smooth", norm="l2", sizes=None):
    """Weigh counts by how few parts a type occurs in.

    Parameters
    ----------
    counts : pandas.DataFrame
        Types by parts.
    variant : {"smooth", "unsmoothed", "sparck-jones", "relative"}
        With D parts, of which df hold the type, and count tf:

        * ``smooth`` tf (ln((1 + D) / (1 + df)) + 1), scikit-learn's default;
        * ``unsmoothed`` tf (ln(D / df) + 1), scikit-learn with ``smooth_idf=False``;
        * ``sparck-jones`` tf ln(D / df) (`sparckjones1972statistical`, `salton1988term`), which is
          0 for a type of every part;
        * ``relative`` (tf / part size) log10(D / df), as Voyant Tools computes it.
    norm : {"l2", None}
        Divide each part's weights by their Euclidean length, or leave them.
    sizes : pandas.Series, optional
        Part -> tokens, used by ``relative``; the column sums if not given.

    Returns
    -------
    pandas.DataFrame
        Types by parts, float. A type that occurs nowhere has weight NaN where its idf is
        undefined.

    Raises
    ------
    TransitError
        For an unknown variant or norm, and for tables that do not hold.
    """
    matrix, types, parts, lengths = wide(counts, sizes)
    documents, found = len(parts), (matrix > 0).sum(axis=1)
    with np.errstate(divide="ignore"):
        ratio = np.where(found > 0, documents / np.where(found > 0, found, 1), np.nan)
    if variant == "smooth":
        idf = np.log((1 + documents) / (1 + found)) + 1
    elif variant == "unsmoothed":
        idf = np.log(ratio) + 1
    elif variant == "sparck-jones":
        idf = np.log(ratio)
    elif variant == "relative":
        idf, matrix = np.log10(ratio), matrix / lengths
    else:
        raise TransitError(
            f"variant {variant!r} is none of smooth, unsmoothed, sparck-jones, relative"
        )
    weights = matrix * idf[:, None]
    if norm == "l2":
        length = np.sqrt(np.nansum(weights**2, axis=0))
        weights = np.divide(weights, length, out=np.zeros_like(weights), where=length > 0)
    elif norm is not None:
        raise TransitError(f"norm {norm!r} is none of 'l2', None")
    return pd.DataFrame(weights, index=types, columns=parts)


def type_token(counts, sizes=None):
    """Tokens, types and hapaxes of every part and of all parts together.

    Parameters
    ----------
    counts : pandas.DataFrame
        Types by parts.
    sizes : pandas.Series, optional
        Part -> tokens; the column sums if not given.

    Returns
    -------
    pandas.DataFrame
        One row per part and a last one named ``all``: `part`, `tokens`, `types`, `hapaxes` (types
        that occur once there), `exclusive` (types that occur in no other part), `ttr`.

    Raises
    ------
    TransitError
        For tables that do not hold.
    """
    matrix, _, parts, lengths = wide(counts, sizes)
    present = matrix > 0
    total = matrix.sum(axis=1)
    out = pd.DataFrame(
        {
            "part": [*parts, "all"],
            "tokens": [*lengths, lengths.sum()],
            "types": [*present.sum(axis=0), (total > 0).sum()],
            "hapaxes": [*(matrix == 1).sum(axis=0), (total == 1).sum()],
            "exclusive": [
                *(present & (present.sum(axis=1) == 1)[:, None]).sum(axis=0),
                (total > 0).sum(),
            ],
        }
    )
    if (out["tokens"] % 1 == 0).all():
        out["tokens"] = out["tokens"].astype("int64")
    out["ttr"] = out["types"] / out["tokens"]
    return out


def spectrum(counts):
    """Frequency spectrum: how many types occur once, twice, and so on.

    Parameters
    ----------
    counts : pandas.Series or pandas.DataFrame
        type -> count, or types by parts (added up).

    Returns
    -------
    pandas.DataFrame
        Columns `count` and `types`, ascending; counts no type has are left out.

    Raises
    ------
    TransitError
        For negative or missing counts.
    """
    total = _totals(counts)
    values, types = np.unique(total[total > 0], return_counts=True)
    return pd.DataFrame({"count": values.astype("int64"), "types": types})


def rank_frequency(counts):
    """Rank and frequency of every type, one rank each, for a rank-frequency plot.

    Parameters
    ----------
    counts : pandas.Series or pandas.DataFrame
        type -> count, or types by parts (added up).

    Returns
    -------
    pandas.DataFrame
        Columns `type`, `rank` (1 to the number of types; types of equal count in alphabetical
        order), `count`; types that do not occur are left out.

    Raises
    ------
    TransitError
        For negative or missing counts.
    """
    total = pd.Series(_totals(counts), index=counts.index)
    out = pd.DataFrame({"type": total.index, "count": total.to_numpy()})
    out = out[out["count"] > 0].sort_values(
        ["count", "type"], ascending=[False, True], ignore_index=True
    )
    out.insert(1, "rank", np.arange(1, len(out) + 1))
    return out


def growth(counts, sizes=None):
    """Growth of the vocabulary from part to part, in reading order.

    Parameters
    ----------
    counts : pandas.DataFrame
        Types by parts, the parts in the order of the text.
    sizes : pandas.Series, optional
        Part -> tokens; the column sums if not given.

    Returns
    -------
    pandas.DataFrame
        One row per part: `part`, `tokens` and `types` (both up to and with the part), `hapaxes`
        (types seen once so far), `new` (types first seen in the part), `expected` (types a text of
        that length would show if the whole text's words came in random order, see
        `expected_types`; NaN if the table does not hold all tokens).

    Raises
    ------
    TransitError
        For tables that do not hold.

    Notes
    -----
    Where `types` runs below `expected`, the text repeats itself more than chance; a jump is a
    change of topic. The curve for randomised order is the binomial interpolation of
    `baayen2001word`.
    """
    matrix, _, parts, lengths = wide(counts, sizes)
    so_far = np.cumsum(matrix, axis=1)
    seen = (so_far > 0).sum(axis=0)
    out = pd.DataFrame(
        {
            "part": parts,
            "tokens": np.cumsum(lengths),
            "types": seen,
            "hapaxes": (so_far == 1).sum(axis=0),
            "new": np.diff(seen, prepend=0),
        }
    )
    complete = np.allclose(matrix.sum(axis=0), lengths)
    out["expected"] = (
        expected_types(so_far[:, -1], out["tokens"])["types"].to_numpy() if complete else np.nan
    )
    if (out["tokens"] % 1 == 0).all():
        out["tokens"] = out["tokens"].astype("int64")
    return out


def expected_types(counts, tokens):
    """Expected number of types in a random sample of a text's tokens, without replacement.

    Parameters
    ----------
    counts : array_like
        Count of each type in the whole text.
    tokens : array_like
        Sample sizes, from 0 to the length of the text.

    Returns
    -------
    pandas.DataFrame
        Columns `tokens`, `types`: V(n) is the sum over types of 1 - C(N-f, n) / C(N, n).

    Raises
    ------
    TransitError
        If a sample is larger than the text, or counts are negative.
    """
    total = counts_array(counts, "counts")
    sample = np.atleast_1d(counts_array(tokens, "tokens"))
    length = total.sum()
    if (sample > length).any():
        raise TransitError(
            f"tokens: a sample of {sample.max():g} does not fit in a text of {length:g} tokens"
        )
    values, types = np.unique(total[total > 0], return_counts=True)
    absent = _absent(values[None, :], sample[:, None], length)
    return pd.DataFrame({"tokens": sample, "types": ((1 - absent) * types).sum(axis=1)})


def _absent(count, sample, length):
    """Probability that none of `count` tokens is in a sample of `sample` of `length` tokens."""
    left = length - count - sample
    with np.errstate(invalid="ignore"):
        log = (
            special.gammaln(length - count + 1)
            + special.gammaln(length - sample + 1)
            - special.gammaln(length + 1)
            - special.gammaln(np.maximum(left, 0) + 1)
        )
    return np.where(left < 0, 0.0, np.exp(log))


def fit_heaps(curve, *, method="log-log"):
    """Fit Heaps' law, V = k N^beta, to a growth curve (`heaps1978information`).

    Parameters
    ----------
    curve : pandas.DataFrame
        Columns `tokens` and `types`, as `growth` returns them; at least three points.
    method : {"log-log", "least-squares"}
        Straight line through the logarithms, or least squares on the types themselves. The first
        weighs the start of the text as much as its end; both are named because published exponents
        differ by it.

    Returns
    -------
    pandas.DataFrame
        One row: `k`, `beta`, `beta_error` (standard error), `r2` (on the scale fitted), `points`,
        `method`.

    Raises
    ------
    TransitError
        For fewer than three points, points that do not grow, or an unknown method.

    Notes
    -----
    The points of one growth curve depend on each other, so the standard error understates the
    uncertainty; it compares fits and proves nothing.
    """
    n = size_array(curve["tokens"], "tokens")
    v = size_array(curve["types"], "types")
    if len(n) < 3 or (np.diff(n) <= 0).any():
        raise TransitError("curve: at least three points with growing tokens are needed")
    design = np.column_stack([np.ones(len(n)), np.log(n)])
    (constant, beta), *_ = np.linalg.lstsq(design, np.log(v), rcond=None)
    if method == "log-log":
        target, fitted = np.log(v), design @ [constant, beta]
        k, jacobian = np.exp(constant), design
    elif method == "least-squares":
        (k, beta), _ = optimize.curve_fit(
            lambda x, k, b: k * x**b, n, v, p0=[np.exp(constant), beta], maxfev=10_000
        )
        target, fitted = v, k * n**beta
        jacobian = np.column_stack([n**beta, k * n**beta * np.log(n)])
    else:
        raise TransitError(f"method {method!r} is none of log-log, least-squares")
    residual = ((target - fitted) ** 2).sum()
    variance = residual / (len(n) - 2)
    error = np.sqrt(np.linalg.inv(jacobian.T @ jacobian)[1, 1] * variance)
    spread = ((target - target.mean()) ** 2).sum()
    return pd.DataFrame(
        {
            "k": [k],
            "beta": [beta],
            "beta_error": [error],
            "r2": [1 - residual / spread if spread > 0 else np.nan],
            "points": [len(n)],
            "method": [method],
        }
    )


def fit_zipf(counts):
    """Fit Zipf's and the Zipf-Mandelbrot law to a rank-frequency distribution.

    Parameters
    ----------
    counts : pandas.Series or pandas.DataFrame
        type -> count, or types by parts (added up); at least three types that occur.

    Returns
    -------
    pandas.DataFrame
        Two rows: `model` (``zipf``: f(r) proportional to r^-a, `zipf1949human`;
        ``zipf-mandelbrot``: (r + b)^-a with b above -1,
        `mandelbrot1953informational`), `exponent` a, `shift` b,
        `constant` (so that f(r) = constant (r + b)^-a tokens), `log_likelihood`, `aic`, `types`,
        `tokens`.

    Raises
    ------
    TransitError
        For fewer than three types, or counts that are negative or missing.

    Notes
    -----
    Maximum likelihood over the ranks observed, normalised over them (no line through logarithms,
    which the many types of frequency one would rule). Ranks are assigned from the counts
    themselves, so the fit is descriptive: it flatters the law and its likelihoods compare the two
    forms only with each other.
    """
    total = np.sort(_totals(counts))[::-1]
    total = total[total > 0]
    if len(total) < 3:
        raise TransitError("counts: at least three types are needed")
    ranks = np.arange(1, len(total) + 1)
    tokens = total.sum()

    def loss(exponent, shift):
        logs = np.log(ranks + shift)
        return exponent * (total @ logs) + tokens * special.logsumexp(-exponent * logs)

    def best(shift):
        return optimize.minimize_scalar(
            lambda a: loss(a, shift), bounds=(0.0, 20.0), method="bounded", options={"xatol": 1e-10}
        )

    plain = best(0.0)
    outer = optimize.minimize_scalar(
        lambda s: best(np.expm1(s)).fun,
        bounds=(np.log(0.01), np.log1p(1000.0)),
        method="bounded",
        options={"xatol": 1e-8},
    )
    shift = float(np.expm1(outer.x))
    shifted = best(shift)
    if shifted.fun > plain.fun:
        shift, shifted = 0.0, plain
    rows = []
    for model, fit, b, free in (("zipf", plain, 0.0, 1), ("zipf-mandelbrot", shifted, shift, 2)):
        weight = (ranks + b) ** -fit.x
        rows.append(
            {
                "model": model,
                "exponent": fit.x,
                "shift": b,
                "constant": tokens / weight.sum(),
                "log_likelihood": -fit.fun,
                "aic": 2 * free + 2 * fit.fun,
                "types": len(total),
                "tokens": int(tokens),
            }
        )
    return pd.DataFrame(rows)


def _totals(counts):
    if isinstance(counts, pd.DataFrame):
        return wide(counts)[0].sum(axis=1)
    if not isinstance(counts, pd.Series):
        raise TransitError("counts: expected a Series of counts or a table of types by parts")
    return counts_array(counts, "counts")
