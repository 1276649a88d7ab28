"""Tests and intervals for words that cluster: whole parts are exchanged, moved or drawn again.

A word stands where its subject is treated, so its occurrences are not independent. What can be
exchanged is the part of a text (for an article: the paragraph) with all its words. The functions
take types by parts and the group of each part (for an article: its section).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import special

from transit.errors import TransitError
from transit.terms._input import Counts, cells, level, whole_number
from transit.terms.measures import Example, measure
from transit.terms.uncertainty import log_ratio_interval, rate_interval

__all__ = [
    "DRAWS",
    "MEASURES",
    "bootstrap",
    "exchanged",
    "exchanged_course",
    "shifted",
    "step_down",
]

DRAWS = 200_000
"""Exchanges drawn where nothing else is said: an adjusted p of .05 then has a standard error of
.0005."""

Draw = Callable[[np.random.Generator, int], np.ndarray]


def step_down(
    observed: np.ndarray, draw: Draw, *, draws: int = DRAWS, seed: int = 1
) -> pd.DataFrame:
    """Adjust a family of tests by the step-down maxT procedure (`westfall1993resampling`).

    Parameters
    ----------
    observed : numpy.ndarray
        The statistic of each test; the larger, the further from chance. Statistics should be on
        one scale, for the largest of them rules.
    draw : callable
        Takes a generator and a number of draws and returns the statistics under the null
        hypothesis, tests by draws.
    draws : int, default `DRAWS`
        Number of draws.
    seed : int, default 1
        Seed of `numpy.random.default_rng`.

    Returns
    -------
    pandas.DataFrame
        One row per test, in the order given: `p` (share of the draws that reach the statistic, the
        one seen included: `phipson2010permutation`) and `p_adjusted` (share in which any test not
        yet rejected reaches it). Rejecting where `p_adjusted` is at most q keeps the probability
        of one false finding or more at or below q.

    Raises
    ------
    TransitError
        For fewer than one draw.

    Examples
    --------
    >>> seen = np.array([4.0, 0.1])
    >>> found = step_down(seen, lambda g, n: np.abs(g.normal(size=(2, n))), draws=9999)
    >>> (found["p_adjusted"] < 0.01).tolist()
    [True, False]
    """
    draws = whole_number(draws, "draws")
    observed = np.asarray(observed, dtype=float)
    order = np.argsort(-observed, kind="stable")
    bar = (observed[order] - 1e-5 * np.maximum(np.abs(observed[order]), 1)).tolist()
    alone, beyond = np.zeros(len(order)), np.zeros(len(order))
    generator = np.random.default_rng(seed)
    for rows in _blocks(draws, len(order)):
        values = draw(generator, rows)
        largest = np.full(rows, -np.inf, dtype=values.dtype)
        for place in range(len(order) - 1, -1, -1):
            row = values[order[place]]
            alone[place] += np.count_nonzero(row >= bar[place])
            np.maximum(largest, row, out=largest)
            beyond[place] += np.count_nonzero(largest >= bar[place])
    out = np.empty((len(order), 2))
    out[order, 0] = (alone + 1) / (draws + 1)
    out[order, 1] = np.maximum.accumulate((beyond + 1) / (draws + 1)) if len(order) else []
    return pd.DataFrame(out, columns=["p", "p_adjusted"])


def _blocks(draws: int, width: int) -> Iterator[int]:
    """Numbers of draws that keep a block of statistics within a few megabytes."""
    block = max(1, min(draws, 2_000_000 // max(width, 1)))
    left = draws
    while left:
        yield min(block, left)
        left -= min(block, left)


@dataclass(frozen=True)
class _Parts:
    """What exchanging parts needs: counts, tokens and the group of each part."""

    counts: np.ndarray
    tokens: np.ndarray
    label: np.ndarray
    groups: list
    types: pd.Index

    @property
    def size(self) -> np.ndarray:
        return np.bincount(self.label, minlength=len(self.groups))

    @property
    def residual(self) -> np.ndarray:
        return self.counts - np.outer(self.counts.sum(axis=1), self.tokens / self.tokens.sum())

    def scaled(self) -> np.ndarray:
        """Residuals over the standard deviation of a group's sum: groups by types by parts."""
        n, k, residual = len(self.label), self.size[:, None], self.residual
        error = np.sqrt(k * (n - k) / (n * (n - 1)) * (residual**2).sum(axis=1))
        out = np.divide(
            residual[None], error[..., None], where=error[..., None] > 1e-12,
            out=np.zeros((len(k), *residual.shape)),
        )  # fmt: skip
        return out.astype(np.float32)

    def draw(self, generator: np.random.Generator, rows: int) -> np.ndarray:
        """Labels of the parts after `rows` exchanges: parts by draws."""
        labels = np.tile(self.label.astype(np.int16), (rows, 1))
        return np.ascontiguousarray(generator.permuted(labels, axis=1, out=labels).T)


def _parts(counts: Counts, groups: pd.Series | Mapping, sizes: pd.Series | None) -> _Parts:
    table = cells(counts, sizes)
    label = (groups if isinstance(groups, pd.Series) else pd.Series(groups)).reindex(table.parts)
    if label.isna().any():
        raise TransitError(f"groups: no group for part {table.parts[label.isna()][0]!r}")
    codes, names = pd.factorize(label)
    if len(names) < 2:
        raise TransitError("groups: at least two groups are needed")
    if len(codes) < 3:
        raise TransitError("groups: at least three parts are needed")
    return _Parts(table.dense(), table.sizes, codes, list(names), table.types)


def _reached(scaled: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Standardised sums of all groups and types, for each column of labels."""
    out = np.empty((scaled.shape[0], scaled.shape[1], labels.shape[1]), dtype=np.float32)
    inside = np.empty(labels.shape, dtype=np.float32)
    for code, own in enumerate(scaled):
        np.equal(labels, code, out=inside, casting="unsafe")
        np.matmul(own, inside, out=out[code])
    return out.reshape(-1, labels.shape[1])


def _likelihoods(parts: _Parts, labels: np.ndarray) -> np.ndarray:
    """G² of all groups and types against the other parts, for each column of labels."""
    total, whole = parts.counts.sum(axis=1)[:, None], parts.tokens.sum()
    shape = (len(parts.groups), len(parts.types), labels.shape[1])
    out = np.empty(shape, dtype=np.float32)
    fixed = special.xlogy(whole, whole) - _self_log(total) - _self_log(whole - total)
    for code in range(len(parts.groups)):
        inside = (labels == code).astype(float)
        here, tokens = parts.counts @ inside, parts.tokens @ inside
        rest = whole - tokens
        found = _self_log(here) + _self_log(total - here) + _self_log(tokens - here)
        found += _self_log(rest - total + here) - _self_log(tokens) - _self_log(rest)
        out[code] = 2 * (found + fixed)
    return out.reshape(-1, labels.shape[1])


def _self_log(value: np.ndarray) -> np.ndarray:
    return special.xlogy(value, value)


def exchanged(
    counts: Counts,
    groups: pd.Series | Mapping,
    sizes: pd.Series | None = None,
    *,
    statistic: str = "z",
    draws: int = DRAWS,
    seed: int = 1,
) -> pd.DataFrame:
    """Test every type in every group against exchanged parts, all tests as one family.

    Parameters
    ----------
    counts : pandas.DataFrame or Counted
        Types by parts, the parts in reading order.
    groups : pandas.Series or mapping
        Part -> group; at least two groups.
    sizes : pandas.Series, optional
        Part -> tokens; the column sums if not given.
    statistic : {"z", "g2"}
        What is tested: z, or the log-likelihood of the group against all other parts.
    draws, seed
        As in `step_down`.

    Returns
    -------
    pandas.DataFrame
        One row per group and type: `group`, `type`, `z` (occurrences in the group above those
        expected from its length, over the standard deviation that exchanging parts gives exactly),
        `p` and `p_adjusted` (two-sided, see `step_down`), `p_shifted` (share of the ways to turn
        the boundaries of the groups round the text, the true one included, in which the type
        reaches as large a statistic in some group).

    Raises
    ------
    TransitError
        If a part has no group, there are too few groups or parts, the table does not hold, or
        the statistic is unknown.

    Notes
    -----
    With v the counts of a type, f their sum and s the parts' shares of all tokens, z is the sum of
    v - f s over the parts of a group over sqrt(k (n - k) / (n (n - 1)) sum (v - f s)²) for k of n
    parts. A type that stands in few parts has a large deviation, and so a small z: the statistics
    of all types are on one scale and the frequent, clustered ones do not rule the maximum. G² is
    not: a frequent type that clusters reaches large values by exchange alone, and they set the bar
    for all. Both keep the level; they see different things.

    Examples
    --------
    >>> table = pd.DataFrame([[5] + [0] * 9], index=["w"], columns=range(10))
    >>> found = exchanged(table, {k: "a" if k == 0 else "b" for k in range(10)},
    ...                   pd.Series(100, range(10)), draws=9999)
    >>> float(found["p"].round(2).iloc[0])
    0.1
    """
    if statistic not in ("z", "g2"):
        raise TransitError(f"statistic {statistic!r} is none of z, g2")
    parts = _parts(counts, groups, sizes)
    scaled = parts.scaled()

    def distances(labels: np.ndarray) -> np.ndarray:
        if statistic == "g2":
            return _likelihoods(parts, labels)
        reached = _reached(scaled, labels)
        return np.abs(reached, out=reached)

    def draw(generator: np.random.Generator, rows: int) -> np.ndarray:
        return distances(parts.draw(generator, rows))

    seen = distances(parts.label[:, None])[:, 0]
    tested = step_down(seen, draw, draws=draws, seed=seed)
    turned = distances(_turned(parts.label))
    furthest = turned.reshape(len(parts.groups), len(parts.types), -1).max(axis=0)
    far = seen.reshape(len(parts.groups), -1)
    alike = furthest[None] >= far[..., None] * (1 - 1e-5)
    return pd.DataFrame(
        {
            "group": np.repeat(np.array(parts.groups, dtype=object), len(parts.types)),
            "type": np.tile(parts.types.to_numpy(), len(parts.groups)),
            "z": _reached(scaled, parts.label[:, None])[:, 0].astype(float),
            "p": tested["p"],
            "p_adjusted": tested["p_adjusted"],
            "p_shifted": alike.mean(axis=-1).ravel(),
        }
    )


def _turned(label: np.ndarray) -> np.ndarray:
    """All ways to turn the labels round the parts, the true one first: parts by ways."""
    return np.stack([np.roll(label, way) for way in range(len(label))], axis=1)


def shifted(
    counts: Counts,
    groups: pd.Series | Mapping,
    sizes: pd.Series | None = None,
    *,
    alpha: float = 0.05,
    draws: int = DRAWS,
    seed: int = 1,
) -> pd.DataFrame:
    """Count what would be found if the boundaries stood elsewhere in the text as it is.

    Parameters
    ----------
    counts, groups, sizes, draws, seed
        As in `exchanged`.
    alpha : float, default 0.05
        Level of a finding.

    Returns
    -------
    pandas.DataFrame
        One row per way to turn the boundaries round the text, the true one (0) first: `shift`
        (parts), `largest` (largest absolute z), `beyond` (types and groups whose absolute z
        reaches the bar), `bar` (the z that fewer than `alpha` of the exchanges reach anywhere; the
        first step of `step_down`).

    Raises
    ------
    TransitError
        As `exchanged`.

    Notes
    -----
    Exchanged parts ask whether the text is in any order at all. A text whose subject drifts has
    findings wherever boundaries are put; here one sees how many.
    """
    level(alpha)
    parts = _parts(counts, groups, sizes)
    scaled = parts.scaled()
    generator = np.random.default_rng(seed)
    largest = np.concatenate(
        [
            np.abs(_reached(scaled, parts.draw(generator, rows))).max(axis=0)
            for rows in _blocks(whole_number(draws, "draws"), scaled.shape[0] * scaled.shape[1])
        ]
    )
    bar = float(np.quantile(largest, 1 - alpha, method="higher"))
    turned = np.abs(_reached(scaled, _turned(parts.label)))
    return pd.DataFrame(
        {
            "shift": range(turned.shape[1]),
            "largest": turned.max(axis=0).astype(float),
            "beyond": (turned > bar).sum(axis=0),
            "bar": bar,
        }
    )


def exchanged_course(
    counts: Counts,
    late: Mapping | pd.Series,
    groups: pd.Series | Mapping,
    sizes: pd.Series | None = None,
    *,
    draws: int = DRAWS,
    seed: int = 1,
) -> pd.DataFrame:
    """Test the change between two halves and the variation over groups, as one family.

    Parameters
    ----------
    counts, groups, sizes, draws, seed
        As in `exchanged`.
    late : pandas.Series or mapping
        Part -> whether it belongs to the second half.

    Returns
    -------
    pandas.DataFrame
        One row per type: `type`, `z` (of the second half, as in `exchanged`), `q` (sum over the
        groups of their squared z times their share of the other parts, as a chi-squared), `p` and
        `p_adjusted` of z, `p_groups` and `p_groups_adjusted` of q, `turns` (the ways to turn the
        boundaries of the groups round the text, the true one included, in which q is as large).
        Both tests of all types are one family; they are compared on the scale of Wilson and
        Hilferty's cube root.

    Raises
    ------
    TransitError
        As `exchanged`.
    """
    by_group, by_half = _parts(counts, groups, sizes), _parts(counts, late, sizes)
    label = by_half.label if by_half.groups[1] else 1 - by_half.label
    halves = replace(by_half, label=label, groups=[False, True])
    of_groups, of_halves = by_group.scaled(), halves.scaled()[1:]
    weight = 1 - by_group.size / len(label)
    freedom, types = len(by_group.groups) - 1, len(by_group.types)

    def between(labels: np.ndarray) -> np.ndarray:
        sums = _reached(of_groups, labels).reshape(len(weight), types, -1)
        return np.einsum("g,gtd->td", weight.astype(np.float32), sums**2)

    def statistics(place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return _reached(of_halves, label[place] - 1 + 0 * place), between(by_group.label[place])

    def scale(z: np.ndarray, q: np.ndarray) -> np.ndarray:
        return np.concatenate([_root(z**2, 1), _root(q, freedom)])

    def draw(generator: np.random.Generator, rows: int) -> np.ndarray:
        place = np.tile(np.arange(len(label), dtype=np.int16), (rows, 1))
        generator.permuted(place, axis=1, out=place)
        return scale(*statistics(np.ascontiguousarray(place.T)))

    z, q = statistics(np.arange(len(label))[:, None])
    tested = step_down(scale(z, q)[:, 0], draw, draws=draws, seed=seed)
    out = pd.DataFrame({"type": by_group.types, "z": z[:, 0].astype(float), "q": q[:, 0]})
    out["q"] = out["q"].astype(float)
    out["turns"] = (between(_turned(by_group.label)) >= q * (1 - 1e-5)).sum(axis=1)
    for suffix, rows in (("", slice(0, types)), ("_groups", slice(types, None))):
        out["p" + suffix] = tested["p"].to_numpy()[rows]
        out["p" + suffix + "_adjusted"] = tested["p_adjusted"].to_numpy()[rows]
    return out


def _root(value: np.ndarray, freedom: int) -> np.ndarray:
    """Wilson and Hilferty's normal deviate of a chi-squared."""
    step = 2 / (9 * freedom)
    return (np.cbrt(value / freedom) - (1 - step)) / np.sqrt(step)


def bootstrap(
    counts: Counts,
    groups: pd.Series | Mapping,
    sizes: pd.Series | None = None,
    *,
    statistic: str = "log_ratio",
    draws: int = 10_000,
    confidence: float = 0.95,
    per: float = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Intervals from parts drawn again, for every type in every group.

    Parameters
    ----------
    counts, groups, sizes
        As in `exchanged`; one group is enough for ``rate``.
    statistic : {"log_ratio", "rate"}
        Log Ratio of the group against all other parts, or the group's rate.
    draws : int, default 10,000
        Samples.
    confidence : float, default 0.95
        Coverage.
    per : float, default 1000
        Unit of the rate.
    seed : int, default 1
        Seed of `numpy.random.default_rng`.

    Returns
    -------
    pandas.DataFrame
        One row per group and type: `group`, `type`, `value`, `low`, `high`, `low_parts`,
        `high_parts`. `low_parts` and `high_parts` are the percentiles (`efron1993introduction`) of
        the samples, in which the parts of each group are drawn with replacement. `low` and `high`
        are never narrower than the interval for independent words (`log_ratio_interval`,
        `rate_interval`): few parts drawn again vary too little, and not at all for a type that
        stands in none or only one of them. NaN where a type occurs nowhere.

    Raises
    ------
    TransitError
        As `exchanged`; for an unknown statistic or fewer than 100 draws.

    Examples
    --------
    >>> table = pd.DataFrame([[9, 0, 0, 0, 1, 2]], index=["w"], columns=range(6))
    >>> found = bootstrap(table, {k: "ab"[k > 3] for k in range(6)}, pd.Series(100, range(6)))
    >>> found["low_parts"].iloc[0] < found["value"].iloc[0] < found["high_parts"].iloc[0]
    np.True_
    """
    level(confidence)
    draws = whole_number(draws, "draws", 100)
    if statistic not in ("log_ratio", "rate"):
        raise TransitError(f"statistic {statistic!r} is none of log_ratio, rate")
    table = cells(counts, sizes)
    label = (groups if isinstance(groups, pd.Series) else pd.Series(groups)).reindex(table.parts)
    if label.isna().any():
        raise TransitError(f"groups: no group for part {table.parts[label.isna()][0]!r}")
    codes, names = pd.factorize(label)
    if statistic == "log_ratio" and len(names) < 2:
        raise TransitError("groups: at least two groups are needed")
    member = (codes == np.arange(len(names))[:, None]).astype(float)
    found, size = _drawn_again(table.dense(), table.sizes, codes, draws, seed)
    whole, length = found.sum(axis=0), size.sum(axis=0)
    own, tokens = table.dense() @ member.T, member @ table.sizes
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    rows = []
    for at, name in enumerate(names):
        if statistic == "rate":
            value, sample = own[:, at] / tokens[at] * per, found[at] / size[at] * per
            limits = rate_interval(own[:, at], tokens[at], per=per, confidence=confidence)
        else:
            rest = own.sum(axis=1) - own[:, at]
            others = tokens.sum() - tokens[at]
            value = np.log2(_ratio(own[:, at], rest, tokens[at], others))
            value[table.total == 0] = np.nan
            sample = _ratio(found[at], whole - found[at], size[at], length - size[at])
            limits = log_ratio_interval(own[:, at], rest, tokens[at], others, confidence=confidence)
        low, high = np.quantile(sample, tails, axis=1, method="inverted_cdf")
        if statistic == "log_ratio":
            low, high = np.log2(low), np.log2(high)
        rows.append(
            pd.DataFrame(
                {
                    "group": name, "type": table.types, "value": value,
                    "low": np.minimum(low, limits["low"].to_numpy()),
                    "high": np.maximum(high, limits["high"].to_numpy()),
                    "low_parts": low, "high_parts": high,
                }
            )
        )  # fmt: skip
    return pd.concat(rows, ignore_index=True)


def _drawn_again(
    matrix: np.ndarray, sizes: np.ndarray, codes: np.ndarray, draws: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Counts and sizes of the groups when their parts are drawn again."""
    generator = np.random.default_rng(seed)
    groups = int(codes.max()) + 1
    found = np.empty((groups, len(matrix), draws), dtype=np.float32)
    size = np.empty((groups, draws), dtype=np.float32)
    for code in range(groups):
        inside = np.flatnonzero(codes == code)
        weight = generator.multinomial(
            len(inside), np.full(len(inside), 1 / len(inside)), size=draws
        ).T.astype(np.float32, order="C")
        np.matmul(matrix[:, inside].astype(np.float32), weight, out=found[code])
        size[code] = sizes[inside].astype(np.float32) @ weight
    return found, size


def _ratio(a: np.ndarray, b: np.ndarray, m: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Ratio of rates with that of half an occurrence in both together for a count of zero."""
    half = 0.5 / (m + n)
    return np.maximum(a / m, half * (a == 0)) / np.maximum(b / n, half * (b == 0))


def _exchange_example() -> float:
    counts = pd.DataFrame([[5, *[0] * 9]], index=["w"], columns=range(10))
    groups = {part: "here" if part == 0 else "elsewhere" for part in range(10)}
    found = exchanged(counts, groups, pd.Series(100, index=counts.columns), draws=9999)
    return found["p"].iloc[0]


def _deviation_example() -> float:
    counts = pd.DataFrame([[3, 0, 0, 0]], index=["w"], columns=range(4))
    groups = {0: "here", 1: "here", 2: "elsewhere", 3: "elsewhere"}
    found = exchanged(counts, groups, pd.Series(100, index=counts.columns), draws=99)
    return found["z"].iloc[0]


def _step_down_example() -> float:
    found = step_down(np.array([2.0, 1.0]), lambda _, rows: np.full((2, rows), 1.5), draws=99)
    return found["p_adjusted"].iloc[0]


MEASURES = (
    measure(
        "exchanged",
        None,
        Example(
            "Exchanged parts, p", "all occurrences in one part of ten", "0.10", "by hand", "",
            "one part of ten", _exchange_example,
        ),
        Example(
            "Exchanged parts, z", "three occurrences in the first of four parts, two to a group",
            "1.0", "by hand", "", "1.5 over √(1/3 × 27/4)", _deviation_example,
        ),
    ),
    measure(
        "step_down",
        None,
        Example(
            "Step-down maxT", "2.0 where 99 draws give 1.5", "0.01", "by hand", "", "1 / (99 + 1)",
            _step_down_example,
        ),
    ),
)  # fmt: skip
"""Tests by exchange, each with an example."""
