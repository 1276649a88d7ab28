"""Growth of the vocabulary, and the laws of Heaps, Zipf and Mandelbrot."""

from __future__ import annotations

from math import comb

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import optimize, special, stats

from transit.errors import TransitError
from transit.terms._input import Cells, Counts, cells, counts_array, level, size_array, whole_number
from transit.terms.counted import Counted
from transit.terms.measures import Example, measure

__all__ = [
    "MEASURES",
    "expected_types",
    "fit_heaps",
    "fit_lnre",
    "fit_zipf",
    "growth",
    "heaps_by_order",
    "rank_frequency",
]


def rank_frequency(counts: Counts) -> pd.DataFrame:
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

    Examples
    --------
    >>> rank_frequency(pd.Series({"a": 1, "b": 5})).to_numpy().tolist()
    [['b', 1, 5], ['a', 2, 1]]
    """
    index = counts.types if isinstance(counts, Counted) else counts.index
    total = _totals(counts)
    out = pd.DataFrame({"type": index, "count": total})
    if (total % 1 == 0).all():
        out["count"] = out["count"].astype("int64")
    out = out[out["count"] > 0].sort_values(
        ["count", "type"], ascending=[False, True], ignore_index=True
    )
    out.insert(1, "rank", np.arange(1, len(out) + 1))
    return out


def growth(counts: Counts, sizes: pd.Series | None = None) -> pd.DataFrame:
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
    change of topic. The curve for randomised order draws without replacement and so is the
    hypergeometric one; the binomial interpolation of `baayen2001word` comes near to it.

    Examples
    --------
    >>> table = pd.DataFrame({"x": [2, 1, 0], "y": [1, 0, 2]}, index=["a", "b", "c"])
    >>> growth(table)[["tokens", "types", "hapaxes", "new"]].to_numpy().tolist()
    [[3, 2, 1, 2], [6, 3, 1, 1]]
    """
    table = cells(counts, sizes)
    order = np.lexsort((table.column, table.row))
    row, column, value = table.row[order], table.column[order], table.value[order]
    begins = np.diff(row, prepend=-1) != 0
    first = column[begins]
    new = np.bincount(first, minlength=len(table.parts))
    once = value[begins] == 1
    again = np.flatnonzero(begins) + 1
    next_at = np.full(len(first), len(table.parts))
    more = np.append(begins, True)[again] == 0
    next_at[more] = column[again[more]]
    hapaxes = np.bincount(first[once], minlength=len(table.parts) + 1) - np.bincount(
        next_at[once], minlength=len(table.parts) + 1
    )
    tokens = np.cumsum(table.sizes)
    out = pd.DataFrame(
        {
            "part": table.parts,
            "tokens": tokens,
            "types": np.cumsum(new),
            "hapaxes": np.cumsum(hapaxes[:-1]),
            "new": new,
        }
    )
    complete = np.allclose(table.by_part(), table.sizes)
    out["expected"] = (
        expected_types(table.total, tokens)["types"].to_numpy() if complete else np.nan
    )
    if (out["tokens"] % 1 == 0).all():
        out["tokens"] = out["tokens"].astype("int64")
    return out


def expected_types(counts: ArrayLike, tokens: ArrayLike) -> pd.DataFrame:
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

    Examples
    --------
    >>> expected_types([2, 1], 2)["types"].round(4).tolist()
    [1.6667]
    """
    total = counts_array(counts, "counts")
    sample = np.atleast_1d(counts_array(tokens, "tokens"))
    length = total.sum()
    if (sample > length).any():
        raise TransitError(
            f"tokens: a sample of {sample.max():g} does not fit in a text of {length:g} tokens"
        )
    values, types = np.unique(total[total > 0], return_counts=True)
    missing = absent(values[None, :], sample[:, None], length)
    return pd.DataFrame({"tokens": sample, "types": ((1 - missing) * types).sum(axis=1)})


def absent(count: ArrayLike, sample: ArrayLike, length: ArrayLike) -> np.ndarray:
    """Probability that none of `count` tokens is in a sample of `sample` of `length` tokens."""
    count, sample, length = (np.asarray(value, dtype=float) for value in (count, sample, length))
    left = length - count - sample
    with np.errstate(invalid="ignore"):
        log = (
            special.gammaln(length - count + 1)
            + special.gammaln(length - sample + 1)
            - special.gammaln(length + 1)
            - special.gammaln(np.maximum(left, 0) + 1)
        )
    return np.where(left < 0, 0.0, np.exp(log))


def fit_heaps(curve: pd.DataFrame, *, method: str = "log-log") -> pd.DataFrame:
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
        One row: `k`, `beta`, `r2` (on the scale fitted), `points`, `method`.

    Raises
    ------
    TransitError
        For fewer than three points, points that do not grow, or an unknown method.

    Notes
    -----
    No standard error is given: the points of one growth curve depend on each other, and a
    regression's error knows nothing of it. See `heaps_by_order`.

    Examples
    --------
    >>> tokens = np.array([10, 100, 1000])
    >>> fit_heaps(pd.DataFrame({"tokens": tokens, "types": 3 * tokens**0.5}))["beta"].round(3).item()
    0.5
    """
    n = size_array(curve["tokens"], "tokens")
    v = size_array(curve["types"], "types")
    if len(n) < 3 or (np.diff(n) <= 0).any():
        raise TransitError("curve: at least three points with growing tokens are needed")
    design = np.column_stack([np.ones(len(n)), np.log(n)])
    (constant, beta), *_ = np.linalg.lstsq(design, np.log(v), rcond=None)
    if method == "log-log":
        target, fitted = np.log(v), design @ [constant, beta]
        k = np.exp(constant)
    elif method == "least-squares":
        (k, beta), _ = optimize.curve_fit(
            lambda x, k, b: k * x**b, n, v, p0=[np.exp(constant), beta], maxfev=10_000
        )
        target, fitted = v, k * n**beta
    else:
        raise TransitError(f"method {method!r} is none of log-log, least-squares")
    residual = ((target - fitted) ** 2).sum()
    spread = ((target - target.mean()) ** 2).sum()
    return pd.DataFrame(
        {
            "k": [k],
            "beta": [beta],
            "r2": [1 - residual / spread if spread > 0 else np.nan],
            "points": [len(n)],
            "method": [method],
        }
    )


def heaps_by_order(
    counts: Counts,
    sizes: pd.Series | None = None,
    *,
    draws: int = 2000,
    confidence: float = 0.95,
    seed: int = 1,
) -> pd.DataFrame:
    """Fit Heaps' law to the parts in other orders: how much the order alone decides.

    Parameters
    ----------
    counts, sizes
        As in `growth`.
    draws : int, default 2000
        Random orders of the parts.
    confidence : float, default 0.95
        Share of the orders that the limits hold.
    seed : int, default 1
        Seed of `numpy.random.default_rng`.

    Returns
    -------
    pandas.DataFrame
        One row: `beta` (parts in their own order), `beta_mean`, `beta_low`, `beta_high` (mean and
        quantiles over the orders), `k_low`, `k_high`, `draws`. All by a line through the
        logarithms.

    Raises
    ------
    TransitError
        For fewer than three parts or less than one draw.

    Examples
    --------
    >>> table = pd.DataFrame(np.eye(4, dtype=int) + 1)
    >>> heaps_by_order(table, draws=50)["beta"].round(2).item()
    0.0
    """
    level(confidence)
    draws = whole_number(draws, "draws")
    table = cells(counts, sizes)
    if len(table.parts) < 3:
        raise TransitError("counts: at least three parts are needed")
    generator = np.random.default_rng(seed)
    place = np.tile(np.arange(len(table.parts)), (draws + 1, 1))
    place[1:] = generator.permuted(place[1:], axis=1)
    constant, beta = _lines(table, place)
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    low, high = np.quantile(beta[1:], tails)
    k_low, k_high = np.exp(np.quantile(constant[1:], tails))
    return pd.DataFrame(
        {
            "beta": [beta[0]],
            "beta_mean": [beta[1:].mean()],
            "beta_low": [low],
            "beta_high": [high],
            "k_low": [k_low],
            "k_high": [k_high],
            "draws": [draws],
        }
    )


def _lines(table: Cells, place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lines through the logarithms of the growth curves when part j stands at place[:, j]."""
    order = np.argsort(table.row, kind="stable")
    column, starts = table.column[order], np.flatnonzero(np.diff(table.row[order], prepend=-1))
    x, y = np.empty(place.shape), np.empty(place.shape)
    for at, where in enumerate(place):
        first = np.minimum.reduceat(where[column], starts)
        y[at] = np.log(np.cumsum(np.bincount(first, minlength=len(where))))
        length = np.empty(len(where))
        length[where] = table.sizes
        x[at] = np.log(np.cumsum(length))
    x_mean, y_mean = x.mean(axis=1, keepdims=True), y.mean(axis=1, keepdims=True)
    beta = ((x - x_mean) * (y - y_mean)).sum(axis=1) / ((x - x_mean) ** 2).sum(axis=1)
    return y_mean[:, 0] - beta * x_mean[:, 0], beta


def fit_zipf(counts: Counts) -> pd.DataFrame:
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
    forms only with each other. `fit_lnre` tests a law.

    Examples
    --------
    >>> ranks = np.arange(1, 501)
    >>> fit_zipf(pd.Series(1e5 * ranks**-0.9, ranks))["exponent"].round(2).tolist()
    [0.9, 0.9]
    """
    total = np.sort(_totals(counts))[::-1]
    total = total[total > 0]
    if len(total) < 3:
        raise TransitError("counts: at least three types are needed")
    ranks = np.arange(1, len(total) + 1)
    tokens = total.sum()

    def loss(exponent: float, shift: float) -> float:
        logs = np.log(ranks + shift)
        return exponent * (total @ logs) + tokens * special.logsumexp(-exponent * logs)

    def best(shift: float) -> optimize.OptimizeResult:
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


def fit_lnre(counts: Counts, *, model: str = "fzm", classes: int = 15) -> pd.DataFrame:
    """Fit a model of large numbers of rare events and test how well it fits (`evert2004simple`).

    Parameters
    ----------
    counts : pandas.Series, pandas.DataFrame or Counted
        type -> count, or types by parts (added up); whole numbers.
    model : {"fzm", "zm"}
        Finite Zipf-Mandelbrot (the vocabulary has an end) or Zipf-Mandelbrot (it has none).
    classes : int, default 15
        Frequency classes, from the types seen once, that are fitted and tested.

    Returns
    -------
    pandas.DataFrame
        One row: `model`, `alpha` (1 over the exponent of Zipf), `lower`, `upper` (bounds of the
        types' probabilities), `vocabulary` (types in the population; infinite for zm), `types`,
        `types_expected`, `hapaxes`, `hapaxes_expected`, `chi2`, `df`, `p` (multivariate
        chi-squared test of the types and the classes together, `baayen2001word`).

    Raises
    ------
    TransitError
        For an unknown model, counts that are not whole, or fewer types than classes.

    Notes
    -----
    Types have probabilities of density C t^(-alpha-1) between the bounds, and counts are Poisson.
    The parameters minimise the chi-squared of the classes, each over its expected count. A small p
    says that words do not occur as independent draws from such a population; texts, whose words
    cluster, seldom do.

    Examples
    --------
    >>> weight = np.arange(1, 2001) ** -1.5
    >>> drawn = np.random.default_rng(1).multinomial(5000, weight / weight.sum())
    >>> bool(fit_lnre(pd.Series(drawn))["p"].item() > 0.01)
    True
    """
    if model not in ("fzm", "zm"):
        raise TransitError(f"model {model!r} is none of fzm, zm")
    classes = whole_number(classes, "classes", 3)
    total = _totals(counts)
    total = total[total > 0]
    if (total % 1).any():
        raise TransitError("counts: whole numbers are needed")
    if len(total) < classes:
        raise TransitError(f"counts: at least {classes} types are needed")
    seen = np.bincount(np.minimum(total, classes + 1).astype(int), minlength=classes + 2)
    observed = np.concatenate([[len(total)], seen[1 : classes + 1]]).astype(float)
    tokens = float(total.sum())
    parameters = _fitted(observed, tokens, model, classes)
    law = _Law(*parameters)
    value, free = law.test(observed, tokens, classes), 3 if model == "fzm" else 2
    df = classes + 1 - free
    expected = law.expected(tokens, 1)
    return pd.DataFrame(
        {
            "model": [model], "alpha": [law.alpha], "lower": [law.lower], "upper": [law.upper],
            "vocabulary": [law.vocabulary], "types": [len(total)], "types_expected": [expected[0]],
            "hapaxes": [int(seen[1])], "hapaxes_expected": [expected[1]], "chi2": [value],
            "df": [df], "p": [stats.chi2.sf(value, df)],
        }
    )  # fmt: skip


def _fitted(
    observed: np.ndarray, tokens: float, model: str, classes: int
) -> tuple[float, float, float]:
    def parameters(x: np.ndarray) -> tuple[float, float, float]:
        alpha, upper = special.expit(x[0]), special.expit(x[1])
        return alpha, upper * special.expit(x[2]) if model == "fzm" else 0.0, upper

    def loss(x: np.ndarray) -> float:
        expected = np.maximum(_Law(*parameters(x)).expected(tokens, classes), 1e-9)
        return float(((observed - expected) ** 2 / expected).sum())

    starts = [[a, b, c][: 3 if model == "fzm" else 2]
              for a in (0.0, 0.8) for b in (-4.0, -2.0) for c in (-10.0, -6.0)]  # fmt: skip
    options = {"maxiter": 4000, "xatol": 1e-6, "fatol": 1e-8}
    fits = [
        optimize.minimize(loss, start, method="Nelder-Mead", options=options) for start in starts
    ]
    return parameters(min(fits, key=lambda fit: fit.fun).x)


class _Law:
    """Types of density C t^(-alpha-1) between two bounds."""

    def __init__(self, alpha: float, lower: float, upper: float) -> None:
        self.alpha, self.lower, self.upper = alpha, lower, upper
        rest = 1 - alpha
        self.constant = rest / (upper**rest - lower**rest)

    @property
    def vocabulary(self) -> float:
        if not self.lower:
            return np.inf
        return self.constant / self.alpha * (self.lower**-self.alpha - self.upper**-self.alpha)

    def expected(self, tokens: float, classes: int) -> np.ndarray:
        """Expected number of types, and of those that occur once, twice and so on."""
        m = np.arange(1, classes + 1)
        shape = m - self.alpha
        mass = special.gammaincc(shape, tokens * self.lower) - special.gammaincc(
            shape, tokens * self.upper
        )
        scale = self.constant * tokens**self.alpha
        spectrum = scale * mass * np.exp(special.gammaln(shape) - special.gammaln(m + 1))

        def edge(bound: float) -> float:
            return -np.expm1(-tokens * bound) * bound**-self.alpha if bound else 0.0

        whole = self.constant / self.alpha * (edge(self.lower) - edge(self.upper))
        inner = scale / self.alpha * special.gamma(1 - self.alpha) * mass[0]
        return np.concatenate([[whole + inner], spectrum])

    def test(self, observed: np.ndarray, tokens: float, classes: int) -> float:
        """Multivariate chi-squared of the types and the classes."""
        now, twice = self.expected(tokens, classes), self.expected(2 * tokens, 2 * classes)
        cover = np.diag(now)
        for i in range(1, classes + 1):
            for j in range(1, classes + 1):
                cover[i, j] -= comb(i + j, i) * 2.0 ** -(i + j) * twice[i + j]
            cover[0, i] = cover[i, 0] = twice[i] * 2.0**-i
        cover[0, 0] = twice[0] - now[0]
        gap = observed - now
        return float(gap @ np.linalg.solve(cover, gap))


def _totals(counts: Counts) -> np.ndarray:
    if isinstance(counts, pd.Series):
        return counts_array(counts, "counts")
    return cells(counts).total


def _zipf(model: str, shift: float, exponent: float, column: str) -> float:
    ranks = np.arange(1, 2001)
    counts = pd.Series(1e6 * (ranks + shift) ** -exponent, index=ranks)
    return fit_zipf(counts).set_index("model").loc[model, column]


def _heaps(column: str) -> float:
    tokens = np.array([1_000, 10_000, 100_000, 1_000_000])
    curve = pd.DataFrame({"tokens": tokens, "types": 44 * tokens**0.49})
    return fit_heaps(curve)[column].item()


def _one_order() -> float:
    table = pd.DataFrame({part: {"a": 10} for part in range(4)})
    return heaps_by_order(table, draws=9)["beta_high"].item()


def _lnre() -> float:
    spectrum = np.round(_Law(0.5, 1e-6, 0.01).expected(50_000, 200)[1:]).astype(int)
    counts = np.repeat(np.arange(1, 201), spectrum)
    return fit_lnre(pd.Series(counts))["alpha"].item()


MEASURES = (
    measure("expected_types", None, Example(
        "Expected types", "two tokens drawn from a a b", "1.6667", "by hand", "", "1 + 2/3",
        lambda: expected_types([2, 1], 2)["types"].item())),
    measure("fit_heaps", None,
        Example("Heaps’ law, exponent", "points on 44 N^0.49", "0.49", "by hand", "",
                "the law the points lie on", lambda: _heaps("beta")),
        Example("Heaps’ law, constant", "the same points", "44.0", "by hand", "",
                "the law the points lie on", lambda: _heaps("k"))),
    measure("heaps_by_order", None, Example(
        "Heaps’ law over orders, exponent", "four parts of the same word", "0.0", "by hand", "",
        "no order brings a new word", _one_order)),
    measure("fit_zipf", None,
        Example("Zipf’s law, exponent", "counts in proportion to r^−0.9", "0.90", "by hand", "",
                "the law the counts follow", lambda: _zipf("zipf", 0, 0.9, "exponent")),
        Example("Zipf–Mandelbrot, exponent", "counts in proportion to (r + 4.2)^−1.2", "1.20",
                "by hand", "", "the law the counts follow",
                lambda: _zipf("zipf-mandelbrot", 4.2, 1.2, "exponent")),
        Example("Zipf–Mandelbrot, shift", "the same counts", "4.2", "by hand", "",
                "the law the counts follow",
                lambda: _zipf("zipf-mandelbrot", 4.2, 1.2, "shift"))),
    measure("fit_lnre", None, Example(
        "Finite Zipf–Mandelbrot, α", "counts that the model with α = 0.5 expects", "0.5",
        "by hand", "", "the model the counts follow", _lnre)),
)  # fmt: skip
"""Growth and laws, each with known values."""
