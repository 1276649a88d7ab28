"""Dispersion: how evenly a word is spread over the parts of a text, or over its length.

Two scales are in use. On the conventional one 1 is even and 0 is uneven (D, D2, S, D3, DA, the
range); DP and KL run the other way, 0 is even. Column names keep them apart and no value is turned
round silently.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import special

from transit.errors import TransitError
from transit.terms._input import Cells, Counts, cells, coded, level, sequence, whole_number
from transit.terms.counting import count_tokens
from transit.terms.frequency import CORPUS
from transit.terms.measures import Example, Variant, measure
from transit.terms.uncertainty import holm

__all__ = [
    "MEASURES",
    "VARIANTS",
    "chance_deviation",
    "deviation_of_proportions",
    "dispersion",
    "distinctive",
    "positional",
]

_NORMS = ("lijffijt-gries", "gries-2008", "egbert")


@dataclass(frozen=True)
class _Spread:
    """Sums over the cells of a table, for the columns of `dispersion`."""

    table: Cells
    deviation: str
    norm: str

    @property
    def n(self) -> int:
        return len(self.table.parts)

    @property
    def f(self) -> np.ndarray:
        return self.table.total

    @cached_property
    def s(self) -> np.ndarray:
        """Share of each cell's part in all tokens."""
        return self.table.share[self.table.column]

    @cached_property
    def u(self) -> np.ndarray:
        """Share of each cell in its type's occurrences."""
        return self.table.value / self.f[self.table.row]

    @cached_property
    def r(self) -> np.ndarray:
        """Rate of each cell's type in its part."""
        return self.table.value / self.table.sizes[self.table.column]

    @cached_property
    def mean(self) -> np.ndarray:
        return self.table.by_type(self.r) / self.n

    @property
    def absent(self) -> np.ndarray:
        """Parts that lack each type."""
        return self.n - self.table.range

    @cached_property
    def sd(self) -> np.ndarray:
        squares = self.table.by_type((self.r - self.mean[self.table.row]) ** 2)
        squares = squares + self.absent * self.mean**2
        return np.sqrt(squares / (self.n - 1 if self.deviation == "sample" else self.n))

    @cached_property
    def difference(self) -> np.ndarray:
        """Half of the mean difference of all pairs of rates."""
        row, r = self.table.row, self.r
        order = np.lexsort((r, row))
        present = self.table.range
        start = np.concatenate([[0], np.cumsum(present)[:-1]])
        rank = np.arange(len(r)) - start[row[order]] + self.absent[row[order]] + 1
        sums = np.bincount(row[order], r[order] * (2 * rank - self.n - 1), len(present))
        return sums / (self.n * (self.n - 1))

    @cached_property
    def chi2(self) -> np.ndarray:
        """Sum of (v - f s)² / (f s) over all parts, those without the type included."""
        expected = self.f[self.table.row] * self.s
        value = self.table.by_type((self.table.value - expected) ** 2 / expected - expected)
        return value + self.f

    @cached_property
    def dp(self) -> np.ndarray:
        return _deviation(self.table)

    @cached_property
    def kl(self) -> np.ndarray:
        return np.maximum(self.table.by_type(self.u * np.log2(self.u / self.s)), 0)


def dispersion(
    counts: Counts,
    sizes: pd.Series | Mapping | None = None,
    *,
    totals: pd.Series | None = None,
    deviation: str = "population",
    norm: str = "lijffijt-gries",
) -> pd.DataFrame:
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
        * `lyne_d3` 1 - sum((v - f s)² / (f s)) / 4f (`lyne1985dispersion`, who has parts of equal
          size); falls below 0 for unevenly spread words;
        * `da` 1 - (mean difference of all pairs of r) / (2 mean r) (`egbert2020lexical`);
        * `dp` sum|v/f - s| / 2, 0 even, and `dp_norm` (`gries2008dispersions`,
          `lijffijt2012correction`);
        * `kl` sum (v/f) log2((v/f) / s), in bits, 0 even (`gries2020analyzing`), and `dkl`
          1 - kl / (1 + kl), which lies on the conventional scale;
        * `dp_nofreq` where DP lies between the least and the largest value that a word of the same
          frequency can have, 0 as even as it can be, 1 as uneven (`gries2022dispersion`; whole
          occurrences are spread in proportion to the parts for the least, put into the smallest
          part for the largest).

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

    Examples
    --------
    >>> sizes = pd.Series(100, range(5))
    >>> found = dispersion(pd.DataFrame([[1, 2, 3, 4, 5]], index=["w"]), sizes)
    >>> found[["rosengren_s", "lyne_d3"]].round(3).to_numpy().tolist()
    [[0.937, 0.944]]
    """
    table = _table(counts, sizes)
    if deviation not in ("population", "sample"):
        raise TransitError(f"deviation {deviation!r} is none of population, sample")
    if norm not in _NORMS:
        raise TransitError(f"norm {norm!r} is none of {', '.join(_NORMS)}")
    f = table.total
    if totals is not None:
        whole = pd.Series(totals).reindex(table.types)
        wrong = ~np.isclose(whole.to_numpy(dtype=float), f, equal_nan=False)
        if wrong.any():
            at = int(np.argmax(wrong))
            raise TransitError(
                f"totals: type {table.types[at]!r} occurs {f[at]:g} times in the parts but "
                f"{whole.iloc[at]:g} times in all; the parts do not add up"
            )
    spread = _Spread(table, deviation, norm)
    count = f.astype("int64") if table.whole else f
    columns = {"type": table.types, "count": count, "parts": len(table.parts)}
    with np.errstate(divide="ignore", invalid="ignore"):
        for entry in MEASURES:
            if entry.column:
                columns[entry.name] = entry.column(spread)
    out = pd.DataFrame(columns)
    out.loc[f == 0, "range_share":] = np.nan
    return out


def _table(counts: Counts, sizes: pd.Series | Mapping | None) -> Cells:
    table = cells(counts, sizes)
    if len(table.parts) < 2:
        raise TransitError("counts: dispersion needs at least two parts")
    return table


def deviation_of_proportions(
    counts: Counts,
    sizes: pd.Series | Mapping | None = None,
    *,
    norm: str = "lijffijt-gries",
    scale: str = "gries",
) -> pd.DataFrame:
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

    Examples
    --------
    >>> table = pd.DataFrame([[3, 1]], index=["w"])
    >>> found = deviation_of_proportions(table, pd.Series([50, 50]))
    >>> found[["dp", "dp_norm"]].to_numpy().tolist()
    [[0.25, 0.5]]
    """
    table = _table(counts, sizes)
    if scale not in ("gries", "conventional"):
        raise TransitError(f"scale {scale!r} is none of gries, conventional")
    if norm not in _NORMS:
        raise TransitError(f"norm {norm!r} is none of {', '.join(_NORMS)}")
    dp = _deviation(table)
    normed = _normed(dp, table, norm)
    if scale == "conventional":
        dp, normed = 1 - dp, 1 - normed
    return pd.DataFrame({"type": table.types, "count": table.total, "dp": dp, "dp_norm": normed})


def _deviation(table: Cells) -> np.ndarray:
    """DP from the cells that are not zero."""
    share = table.share[table.column]
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = table.by_type(np.abs(table.value / table.total[table.row] - share) - share) + 1
    return np.where(table.total > 0, np.clip(gap / 2, 0, 1), np.nan)


def _normed(dp: np.ndarray, table: Cells, norm: str) -> np.ndarray:
    if norm == "lijffijt-gries":
        return np.minimum(dp / (1 - table.share.min()), 1)
    if norm == "gries-2008":
        return dp / (1 - 1 / len(table.parts))
    least = np.full(len(table.types), np.inf)
    np.minimum.at(least, table.row, table.share[table.column])
    with np.errstate(divide="ignore", invalid="ignore"):
        return dp / (1 - least)


def _between_limits(dp: np.ndarray, table: Cells) -> np.ndarray:
    """Where DP lies between the least and the largest value of a word as frequent."""
    f, share = table.total, table.share
    largest = 1 - share.min()
    values, place = np.unique(f, return_inverse=True)
    least = np.array([_least(value, share) for value in values])
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.clip((dp - least[place]) / (largest - least[place]), 0, 1)


def _least(total: float, share: np.ndarray) -> float:
    """DP of whole occurrences spread as evenly as they can be (largest remainders)."""
    if not total:
        return np.nan
    placed = np.floor(total * share)
    left = round(float(total - placed.sum()))
    if left > 0:
        placed[np.argpartition(-(total * share - placed), left - 1)[:left]] += 1
    return float(np.abs(placed / total - share).sum() / 2)


def chance_deviation(
    counts: Counts,
    sizes: pd.Series | Mapping | None = None,
    *,
    draws: int = 200_000,
    confidence: float = 0.95,
    seed: int = 1,
) -> pd.DataFrame:
    """Compare DP with what it would be if a type's occurrences fell at random.

    Parameters
    ----------
    counts : pandas.DataFrame or Counted
        Types by parts, at least two parts; whole numbers.
    sizes : pandas.Series, optional
        Part -> tokens; the column sums if not given.
    draws : int, default 200,000
        Random placements.
    confidence : float, default 0.95
        Coverage of the range given for chance.
    seed : int, default 1
        Seed of `numpy.random.default_rng`.

    Returns
    -------
    pandas.DataFrame
        One row per type: `type`, `count`, `dp`, `dp_chance` (mean over random placements in
        proportion to the parts' sizes), `chance_low`, `chance_high`, `p` (one-sided: placements
        at least as uneven, the one seen included), `p_adjusted` (`holm` over all types of the
        table). NaN for a type that does not occur.

    Raises
    ------
    TransitError
        As `dispersion`; for counts that are not whole, or fewer than one draw.

    Notes
    -----
    DP of a rare word is high whatever it means; this says how much of it is chance
    (multinomial placements, p as in `phipson2010permutation`). The placements of a rarer type are
    the first of those of a more frequent one: one simulation serves all frequencies.

    Examples
    --------
    >>> table = pd.DataFrame([[1, 0]], index=["w"])
    >>> chance_deviation(table, pd.Series([100, 100]), draws=99)["dp_chance"].item()
    0.5
    """
    level(confidence)
    draws = whole_number(draws, "draws")
    table = _table(counts, sizes)
    if not table.whole:
        raise TransitError("counts: whole numbers are needed")
    f, dp = table.total, _deviation(table)
    chance = _by_chance(np.unique(f[f > 0]).astype(int), table.share, draws, seed)
    out = pd.DataFrame({"type": table.types, "count": f.astype("int64"), "dp": dp})
    out[["dp_chance", "chance_low", "chance_high", "p"]] = np.nan
    for total, values in chance.items():
        values.sort()
        rows = f == total
        out.loc[rows, "dp_chance"] = values.mean(dtype=float)
        out.loc[rows, ["chance_low", "chance_high"]] = np.quantile(
            values, [(1 - confidence) / 2, (1 + confidence) / 2]
        )
        as_uneven = draws - np.searchsorted(values, (dp[rows] - 1e-6).astype(np.float32))
        out.loc[rows, "p"] = (as_uneven + 1) / (draws + 1)
    out["p_adjusted"] = holm(out["p"].to_numpy())
    return out


def _by_chance(
    totals: np.ndarray, share: np.ndarray, draws: int, seed: int
) -> dict[int, np.ndarray]:
    """DP of `draws` random placements of each number of occurrences."""
    out = {int(total): np.empty(draws, dtype=np.float32) for total in totals}
    generator, ends = np.random.default_rng(seed), np.cumsum(share)
    share = share.astype(np.float32)[:, None]
    block = max(1, 1_000_000 // len(share))
    for start in range(0, draws, block):
        rows = min(block, draws - start)
        placed = np.zeros((len(share), rows), dtype=np.float32)
        column = np.arange(rows)
        for number in range(1, int(totals.max()) + 1 if len(totals) else 1):
            part = np.searchsorted(ends[:-1], generator.random(rows), side="right")
            placed[part, column] += 1
            if number in out:
                gap = placed / np.float32(number)
                gap -= share
                np.abs(gap, out=gap)
                out[number][start : start + rows] = gap.sum(axis=0) / 2
    return out


def distinctive(
    counts: Counts,
    groups: pd.Series | Mapping,
    sizes: pd.Series | None = None,
) -> pd.DataFrame:
    """Keyness by dispersion: whether types are spread wider in a group than outside it.

    Parameters
    ----------
    counts : pandas.DataFrame or Counted
        Types by parts.
    groups : pandas.Series or mapping
        Part -> group; at least two groups.
    sizes : pandas.Series, optional
        Part -> tokens; the column sums if not given.

    Returns
    -------
    pandas.DataFrame
        One row per group and type: `group`, `type`, `zeta` (share of the group's parts that hold
        the type, less that of all other parts), `eta` (DP outside the group less DP within it, so
        that both are above 0 where the type is spread wider in the group; NaN where it occurs on
        one side only, for DP is not defined without an occurrence). See `du2021zeta`.

    Raises
    ------
    TransitError
        If a part has no group, there are fewer than two groups, or the table does not hold.

    Notes
    -----
    Neither says whether a difference is more than chance: see `transit.terms.resampling`. Both
    depend on how many parts a side has, for the fewer they are the less they can vary.

    Examples
    --------
    >>> table = pd.DataFrame([[1, 1, 1, 0]], index=["w"], columns=list("abcd"))
    >>> found = distinctive(table, dict(zip("abcd", "xxyy")), pd.Series(10, list("abcd")))
    >>> found[["zeta", "eta"]].iloc[0].tolist()
    [0.5, 0.5]
    """
    table = _table(counts, sizes)
    label = (groups if isinstance(groups, pd.Series) else pd.Series(groups)).reindex(table.parts)
    if label.isna().any():
        raise TransitError(f"groups: no group for part {table.parts[label.isna()][0]!r}")
    names = pd.unique(label)
    if len(names) < 2:
        raise TransitError("groups: at least two groups are needed")
    frames = []
    for name in names:
        inside = (label == name).to_numpy()
        own, rest = (_chosen(table, side) for side in (inside, ~inside))
        frames.append(
            pd.DataFrame(
                {
                    "group": name,
                    "type": table.types,
                    "zeta": own.range / inside.sum() - rest.range / (~inside).sum(),
                    "eta": _deviation(rest) - _deviation(own),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def _chosen(table: Cells, side: np.ndarray) -> Cells:
    """Return the cells of some parts, all types kept."""
    keep, place = side[table.column], np.cumsum(side) - 1
    return Cells(
        table.row[keep],
        place[table.column[keep]],
        table.value[keep],
        table.types,
        table.parts[side],
        table.sizes[side],
    )


def positional(tokens: Sequence) -> pd.DataFrame:
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

    Examples
    --------
    >>> found = positional("a b a b b a".split()).set_index("type")
    >>> found.loc["a"].round(2).tolist()
    [3.0, 2.5, 1.67, 0.34, 2.57, 2.75]
    """
    codes, types = coded(sequence(tokens), ordered=True)
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

    def summed(values: np.ndarray) -> np.ndarray:
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


LETTERS = (
    "b a m n i b e u p k b a s a t b e w q n b c a g a b e s t a b a g h a b e a a t "
    "b a h a a b e a x a"
)
"""Fifty letters in a row, as `gries2008dispersions` has them for the distances."""

ALLEMAND = (
    (2, 0, 1, 1, 3, 0, 3, 0, 0, 0),
    (8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930),
)
"""Occurrences and sizes of ten parts, the example of tlda with counts of Lyne."""


def _letter(column: str, letter: str) -> float:
    counts = count_tokens([part.split() for part in CORPUS])
    return dispersion(counts).set_index("type").loc[letter, column]


def _norm(norm: str) -> float:
    counts = count_tokens([part.split() for part in CORPUS])
    return deviation_of_proportions(counts, norm=norm).set_index("type").loc["a", "dp_norm"]


def _of(
    column: str, counts: tuple, sizes: tuple | None = None, deviation: str = "population"
) -> float:
    table = pd.DataFrame([counts], index=["w"], columns=range(len(counts)))
    lengths = pd.Series(sizes if sizes is not None else 100, index=table.columns)
    return dispersion(table, lengths, deviation=deviation)[column].item()


def _distance(column: str) -> float:
    return positional(LETTERS.split()).set_index("type").loc["a", column]


def _distinct(column: str) -> float:
    counts = pd.DataFrame([[1, 1, 1, 0]], index=["w"], columns=list("abcd"))
    groups = dict(zip("abcd", "xxyy", strict=True))
    return distinctive(counts, groups, pd.Series(10, index=counts.columns))[column].iloc[0]


def _chance() -> float:
    counts = pd.DataFrame([[1, 0]], index=["w"], columns=["a", "b"])
    return chance_deviation(counts, pd.Series({"a": 100, "b": 100}), draws=99)["dp_chance"].item()


MEASURES = (
    measure("range", lambda c: c.table.range, Example(
        "Range in parts", "the letter a in five parts", "5", "by hand", "", "it is in all",
        lambda: _letter("range", "a"))),
    measure("range_share", lambda c: c.table.range / c.n, Example(
        "Range", "allemand, in five parts of ten", "0.5", "software", "", "tlda, documentation",
        lambda: _of("range_share", *ALLEMAND))),
    measure("juilland_d", lambda c: 1 - c.sd / c.mean / np.sqrt(c.n - 1),
        Example("Juilland’s D, parts of one size", "0, 4, 3, 2, 1", "0.6464", "literature",
                "carroll1970alternative", "p. 14 of the report",
                lambda: _of("juilland_d", (0, 4, 3, 2, 1))),
        Example("Juilland’s D", "allemand, ten times in ten parts", "0.6038797", "software", "",
                "tlda, documentation", lambda: _of("juilland_d", *ALLEMAND))),
    measure("carroll_d2",
        lambda c: c.table.by_type(special.entr(c.r / (c.n * c.mean[c.table.row]))) / np.log(c.n),
        Example("Carroll’s D2", "allemand", "0.6521444", "software", "", "tlda, documentation",
                lambda: _of("carroll_d2", *ALLEMAND))),
    measure("rosengren_s", lambda c: c.table.by_type(np.sqrt(c.table.value * c.s)) ** 2 / c.f,
        Example("Rosengren’s S", "1, 2, 3, 4, 5", "0.937", "literature", "gries2008dispersions",
                "p. 407", lambda: _of("rosengren_s", (1, 2, 3, 4, 5)))),
    measure("lyne_d3", lambda c: 1 - c.chi2 / (4 * c.f),
        Example("Lyne’s D3", "1, 2, 3, 4, 5", "0.944", "literature", "gries2008dispersions",
                "p. 408", lambda: _of("lyne_d3", (1, 2, 3, 4, 5)))),
    measure("da", lambda c: 1 - c.difference / c.mean,
        Example("DA", "allemand", "0.3081640", "software", "", "tlda, documentation",
                lambda: _of("da", *ALLEMAND))),
    measure("dp", lambda c: c.dp,
        Example("DP", "the letter a in five parts", "0.18", "software", "gries2008dispersions",
                "as Key-BNC gives it", lambda: _letter("dp", "a"))),
    measure("dp_norm", lambda c: _normed(c.dp, c.table, c.norm),
        Example("DP, normed", "the letter a in five parts", "0.2195", "by hand", "",
                "0.18 / (1 − 9/50)", lambda: _letter("dp_norm", "a"))),
    measure("dp_nofreq", lambda c: _between_limits(c.dp, c.table),
        Example("DP, adjusted for frequency", "2, 0 in parts of one size", "1.0", "by hand", "",
                "(0.5 − 0) / (0.5 − 0)", lambda: _of("dp_nofreq", (2, 0)))),
    measure("kl", lambda c: c.kl,
        Example("KL", "the letter i in five parts", "2.474", "software", "gries2020analyzing",
                "as scattertext tests it", lambda: _letter("kl", "i"))),
    measure("dkl", lambda c: 1 - c.kl / (1 + c.kl),
        Example("DKL", "allemand", "0.4665078", "software", "", "tlda, documentation",
                lambda: _of("dkl", *ALLEMAND))),
    measure("chance_deviation", None,
        Example("DP expected by chance", "one occurrence in two equal parts", "0.50", "by hand",
                "", "it can only be in one", _chance)),
    measure("distinctive", None,
        Example("Zeta", "one of two parts elsewhere, both parts here", "0.5", "by hand", "",
                "2/2 − 1/2", lambda: _distinct("zeta")),
        Example("Eta", "one of two parts elsewhere, both parts here", "0.5", "by hand", "",
                "1/2 − 0", lambda: _distinct("eta"))),
    measure("positional", None,
        Example("ARF", "the letter a among fifty", "10.8", "literature", "gries2008dispersions",
                "p. 410", lambda: _distance("arf")),
        Example("AWT", "the letter a among fifty", "3.18", "literature", "gries2008dispersions",
                "p. 410", lambda: _distance("awt")),
        Example("ALD", "the letter a among fifty", "0.628", "literature", "gries2008dispersions",
                "p. 410", lambda: _distance("ald"))),
)  # fmt: skip
"""The columns of `dispersion` and what else is measured, each with published values."""

VARIANTS = (
    Variant("Juilland’s D", "0, 4, 3, 2, 1", "deviation over n", "", True,
            lambda: _of("juilland_d", (0, 4, 3, 2, 1))),
    Variant("Juilland’s D", "0, 4, 3, 2, 1", "deviation over n − 1", "quanteda.extras", False,
            lambda: _of("juilland_d", (0, 4, 3, 2, 1), deviation="sample")),
    Variant("DP, normed", "the letter a in five parts", "by 1 − smallest part", "", True,
            lambda: _norm("lijffijt-gries")),
    Variant("DP, normed", "the letter a in five parts", "by 1 − 1/n", "Gries (2008)", False,
            lambda: _norm("gries-2008")),
    Variant("DP, normed", "the letter a in five parts", "not normed",
            "tlda, under the name of Egbert", False, lambda: _letter("dp", "a")),
)  # fmt: skip
"""Statistics of dispersion that bear one name and have several values."""
