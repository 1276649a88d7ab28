"""Rates, ranks and tf-idf."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from transit.errors import TransitError
from transit.terms._input import Counts, cells
from transit.terms.counted import Counted
from transit.terms.counting import count_tokens
from transit.terms.measures import Example, measure
from transit.terms.uncertainty import rate_interval

__all__ = ["MEASURES", "frequency", "rates", "tfidf"]


def frequency(
    counts: Counts,
    sizes: pd.Series | None = None,
    *,
    per: float = 1000,
    confidence: float = 0.95,
    ties: str = "min",
) -> pd.DataFrame:
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

    Examples
    --------
    >>> found = frequency(count_tokens([["a", "b", "a"], ["b"]]))
    >>> found[["type", "count", "rank", "tied", "range"]].to_numpy().tolist()
    [['a', 2, 1, 2, 1], ['b', 2, 1, 2, 2]]
    """
    table = cells(counts, sizes)
    if ties not in ("min", "max", "average", "dense", "first"):
        raise TransitError(f"ties: {ties!r} is none of min, max, average, dense, first")
    out = pd.DataFrame({"type": table.types, "count": table.total})
    limits = rate_interval(table.total, table.sizes.sum(), per=per, confidence=confidence)
    out = pd.concat([out, limits], axis=1)
    out["range"] = table.range
    out["parts"] = len(table.parts)
    out = out.sort_values(["count", "type"], ascending=[False, True], ignore_index=True)
    out["rank"] = out["count"].rank(ascending=False, method=ties)
    out["tied"] = out.groupby("count")["count"].transform("size")
    if (out["count"] % 1 == 0).all():
        out["count"] = out["count"].astype("int64")
    if ties != "average":
        out["rank"] = out["rank"].astype("int64")
    return out[["type", "count", "rate", "low", "high", "rank", "tied", "range", "parts"]]


def rates(
    counts: Counts,
    sizes: pd.Series | None = None,
    *,
    per: float = 1000,
    confidence: float = 0.95,
    method: str = "wilson",
) -> pd.DataFrame:
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

    Examples
    --------
    >>> rates(count_tokens([["a", "b", "a"], ["b"]]))[["part", "count", "size"]].to_numpy().tolist()
    [[1, 2, 3], [2, 0, 1], [1, 1, 3], [2, 1, 1]]
    """
    table = cells(counts, sizes)
    types, parts = table.types, table.parts
    out = pd.DataFrame(
        {
            "type": np.repeat(types.to_numpy(), len(parts)),
            "part": np.tile(parts.to_numpy(), len(types)),
            "count": table.dense().ravel(),
            "size": np.tile(table.sizes, len(types)),
        }
    )
    interval = rate_interval(
        out["count"], out["size"], per=per, confidence=confidence, method=method
    )
    if (out["count"] % 1 == 0).all() and (out["size"] % 1 == 0).all():
        out = out.astype({"count": "int64", "size": "int64"})
    return pd.concat([out, interval], axis=1)


def tfidf(
    counts: Counts,
    *,
    variant: str = "smooth",
    norm: str | None = "l2",
    sizes: pd.Series | None = None,
) -> pd.DataFrame | sparse.csc_array:
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
    pandas.DataFrame or scipy.sparse.csc_array
        Types by parts, float: an array without its zeros for `Counted`, else a frame, in which a
        type that occurs nowhere has weight NaN where its idf is undefined.

    Raises
    ------
    TransitError
        For an unknown variant or norm, and for tables that do not hold.
    """
    table = cells(counts, sizes)
    documents, found = len(table.parts), table.range
    value = table.value
    with np.errstate(divide="ignore"):
        ratio = np.where(found > 0, documents / np.where(found > 0, found, 1), np.nan)
    if variant == "smooth":
        idf = np.log((1 + documents) / (1 + found)) + 1
    elif variant == "unsmoothed":
        idf = np.log(ratio) + 1
    elif variant == "sparck-jones":
        idf = np.log(ratio)
    elif variant == "relative":
        idf, value = np.log10(ratio), value / table.sizes[table.column]
    else:
        raise TransitError(
            f"variant {variant!r} is none of smooth, unsmoothed, sparck-jones, relative"
        )
    weights = value * idf[table.row]
    if norm == "l2":
        length = np.sqrt(table.by_part(weights**2))[table.column]
        weights = np.divide(weights, length, out=np.zeros_like(weights), where=length > 0)
    elif norm is not None:
        raise TransitError(f"norm {norm!r} is none of 'l2', None")
    shape = len(table.types), len(table.parts)
    full = sparse.csc_array((weights, (table.row, table.column)), shape=shape)
    if isinstance(counts, Counted):
        return full
    out = pd.DataFrame(full.toarray(), index=table.types, columns=table.parts)
    if norm is None:
        out[np.isnan(idf)] = np.nan
    return out


CORPUS = (
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
)
"""Five parts of letters, the corpus of `gries2020analyzing`."""


def _count(letter: str) -> float:
    counts = count_tokens([part.split() for part in CORPUS])
    return frequency(counts).set_index("type").loc[letter, "count"]


def _tfidf(variant: str, norm: str | None = "l2") -> float:
    counts = pd.DataFrame([[3, 2, 3, 4, 3, 3], [0, 0, 0, 0, 2, 0], [1, 0, 0, 0, 0, 2]])
    return tfidf(counts, variant=variant, norm=norm).loc[2, 0]


def _wilson(limit: str) -> float:
    return rate_interval(81, 263, per=1)[limit].item()


MEASURES = (
    measure("frequency", None, Example(
        "Count", "the letter a in five parts", "15", "literature", "gries2020analyzing", "",
        lambda: _count("a"))),
    measure("rate_interval", None,
        Example("Wilson interval, lower limit", "81 of 263", "0.2553", "literature",
                "newcombe1998two", "table I", lambda: _wilson("low")),
        Example("Wilson interval, upper limit", "81 of 263", "0.3662", "literature",
                "newcombe1998two", "table I", lambda: _wilson("high"))),
    measure("tfidf", None,
        Example("tf–idf, smooth", "once among four, in two of six documents", "0.52", "software",
                "", "scikit-learn, user guide", lambda: _tfidf("smooth")),
        Example("tf–idf, unsmoothed", "the same", "0.57320793", "software", "",
                "scikit-learn, user guide", lambda: _tfidf("unsmoothed")),
        Example("tf–idf, Spärck Jones", "the same, no norm", "1.0986", "by hand", "", "1 × ln(6/2)",
                lambda: _tfidf("sparck-jones", None)),
        Example("tf–idf, relative", "the same, no norm", "0.1193", "by hand", "",
                "1/4 × log₁₀(6/2)", lambda: _tfidf("relative", None))),
)  # fmt: skip
"""Frequencies, each with published values."""
