"""Lexical diversity: how rich a vocabulary is, from counts or from the running text.

Nearly every index changes with the length of the text, the type-token ratio most of all. Compare
parts of unlike length with `hdd`, `expected` (types in samples of equal size), MATTR or MTLD, and
not with TTR.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from transit.errors import TransitError
from transit.terms._input import Cells, Counts, cells, coded, level, sequence, whole_number
from transit.terms.counting import count_tokens
from transit.terms.growth import absent
from transit.terms.measures import Example, Variant, measure

__all__ = ["MEASURES", "VARIANTS", "diversity", "mattr", "msttr", "mtld", "mtld_wrapped"]


@dataclass(frozen=True)
class _Parts:
    """Sums over the cells of a table, for the columns of `diversity`."""

    table: Cells
    base: float
    draws: int
    sample: float

    @property
    def n(self) -> np.ndarray:
        return self.table.sizes

    @property
    def v(self) -> np.ndarray:
        return self.table.by_part(np.ones(len(self.table.value)))

    @property
    def log_n(self) -> np.ndarray:
        return np.log(self.n) / np.log(self.base)

    @property
    def log_v(self) -> np.ndarray:
        return np.log(self.v) / np.log(self.base)

    @property
    def squares(self) -> np.ndarray:
        return self.table.by_part(self.table.value**2)

    def drawn(self, sample: float) -> np.ndarray:
        """Types expected in a random sample."""
        missing = absent(self.table.value, sample, self.n[self.table.column])
        return self.table.by_part(1 - missing)


def diversity(
    counts: Counts, *, base: float = np.e, draws: int = 42, sample: int | None = None
) -> pd.DataFrame:
    """Every index of diversity that counts alone determine, for every part at once.

    Parameters
    ----------
    counts : pandas.DataFrame or pandas.Series
        Types by parts, holding every token; or type -> count.
    base : float, default e
        Base of the logarithms in `summer`, `dugast` and `maas`, whose values depend on it: most
        tools take natural logarithms, textacy takes 10. Herdan's C does not depend on it.
    draws : int, default 42
        Sample size of HD-D; parts shorter than it have NaN.
    sample : int, optional
        Sample size of `expected`; the length of the shortest part if not given.

    Returns
    -------
    pandas.DataFrame
        One row per part. With N tokens, V types and f the counts:

        * `part`, `tokens` N, `types` V, `hapaxes` (types that occur once);
        * `ttr` V/N; `guiraud` V/sqrt N; `cttr` V/sqrt(2N) (`carroll1964language`);
        * `herdan` log V / log N (`herdan1960type`); `summer` log log V / log log N;
          `dugast` (log N)² / (log N - log V); `maas` a² = (log N - log V) / (log N)²
          (`tweedie1998variable` surveys them);
        * `yule_k` 10⁴ (sum f² - N) / N² and `yule_i` V² / (sum f² - V) (`yule1944statistical`);
          a high K means much repetition, a high I little;
        * `simpson` sum f(f - 1) / (N(N - 1)), the chance that two tokens are of one type
          (`simpson1949measurement`);
        * `repeat_rate` sum (f/N)², the same with replacement (`popescu2009word`);
        * `herdan_vm` sqrt(sum f² / N² - 1/V) (`herdan1964quantitative`);
        * `entropy` of the types, in bits;
        * `hdd` mean contribution of the types to samples of `draws` tokens, on the scale of TTR
          (`mccarthy2010mtld`);
        * `expected` types in a random sample of `sample` tokens, and `sample`.

        NaN where an index is undefined (a part of one token, a part without repetition).

    Raises
    ------
    TransitError
        For negative or missing counts, an empty part, or a base, draws or sample that cannot be.

    Examples
    --------
    >>> found = diversity(count_tokens(["a a b b c".split()]), draws=2)
    >>> found[["ttr", "yule_i", "simpson", "repeat_rate"]].round(2).to_numpy().tolist()
    [[0.6, 1.5, 0.2, 0.36]]
    """
    table = cells(counts)
    if not base > 0 or base == 1:
        raise TransitError(f"base: {base} is not the base of a logarithm")
    draws = whole_number(draws, "draws")
    shortest = table.sizes.min()
    least = shortest if sample is None else sample
    if not 1 <= least <= shortest:
        raise TransitError(f"sample: {least} tokens do not fit in the shortest part ({shortest:g})")
    parts = _Parts(table, base, draws, float(least))
    columns = {"part": table.parts, "tokens": table.sizes, "types": parts.v.astype("int64")}
    with np.errstate(divide="ignore", invalid="ignore"):
        for entry in MEASURES:
            if entry.column:
                columns[entry.name] = entry.column(parts)
    out = pd.DataFrame(columns)
    out["sample"] = int(least)
    numbers = out.columns[4:-1]
    out[numbers] = out[numbers].replace([np.inf, -np.inf], np.nan)
    if (out["tokens"] % 1 == 0).all():
        out["tokens"] = out["tokens"].astype("int64")
    return out


def mattr(tokens: Sequence, window: int = 50) -> float:
    """Moving-average type-token ratio (`covington2010cutting`).

    Parameters
    ----------
    tokens : sequence
        Tokens in order.
    window : int, default 50
        Tokens per window, at least two.

    Returns
    -------
    float
        Mean TTR over all windows; NaN for a text shorter than the window.

    Raises
    ------
    TransitError
        For a window below two or a string.

    Examples
    --------
    >>> mattr('one one two one one two one'.split(), 3)
    0.6666666666666666
    """
    codes, _ = coded(sequence(tokens))
    window = whole_number(window, "window", 2)
    size = len(codes)
    if size < window:
        return float("nan")
    place = np.arange(size)
    previous = np.full(size, -1)
    order = np.argsort(codes, kind="stable")
    repeated = codes[order][1:] == codes[order][:-1]
    previous[order[1:][repeated]] = order[:-1][repeated]
    first = np.maximum(np.maximum(previous + 1, place - window + 1), 0)
    last = np.minimum(place, size - window)
    found = np.maximum(last - first + 1, 0).sum()
    return float(found / (window * (size - window + 1)))


def msttr(tokens: Sequence, segment: int = 50, *, last: str = "complete") -> float:
    """Mean segmental type-token ratio (`johnson1944studies`).

    Parameters
    ----------
    tokens : sequence
        Tokens in order.
    segment : int, default 50
        Tokens per segment, at least two.
    last : {"complete", "drop", "partial"}
        The last segment counts if it is complete; never, as in LexicalRichness with
        ``discard=True``, which deletes even a complete one; or always, whatever its length.

    Returns
    -------
    float
        Mean TTR over the segments; NaN if none is left.

    Raises
    ------
    TransitError
        For a segment below two, an unknown rule, or a string.

    Examples
    --------
    >>> msttr('a b a c d a a a'.split(), 4)
    0.625
    """
    codes, _ = coded(sequence(tokens))
    segment = whole_number(segment, "segment", 2)
    cut = [codes[at : at + segment] for at in range(0, len(codes), segment)]
    if last == "complete":
        cut = [part for part in cut if len(part) == segment]
    elif last == "drop":
        cut = cut[:-1]
    elif last != "partial":
        raise TransitError(f"last {last!r} is none of complete, drop, partial")
    if not cut:
        return float("nan")
    return float(np.mean([len(np.unique(part)) / len(part) for part in cut]))


def mtld(
    tokens: Sequence, threshold: float = 0.72, *, strict: bool = False, minimum: int = 1
) -> float:
    """Measure of textual lexical diversity (`mccarthy2010mtld`).

    Parameters
    ----------
    tokens : sequence
        Tokens in order.
    threshold : float, default 0.72
        TTR at which a factor is complete, between 0 and 1.
    strict : bool, default False
        Complete a factor only when TTR falls below the threshold, as textacy does; the default
        completes it at the threshold too, as LexicalRichness does.
    minimum : int, default 1
        Tokens a factor has at least; lexical-diversity asks for ten, and is strict.

    Returns
    -------
    float
        Mean length, in tokens, of the stretches that keep TTR above the threshold, averaged over
        both reading directions, the remainder counted in proportion; NaN for an empty text or one
        without any repetition. Unreliable below about a hundred tokens.

    Raises
    ------
    TransitError
        For a threshold outside (0, 1), a minimum below one, or a string.

    Examples
    --------
    >>> mtld('a b c a a b c a'.split(), 0.75)
    4.0
    """
    codes, _ = coded(sequence(tokens))
    level(threshold)
    minimum = whole_number(minimum, "minimum")
    if len(codes) == 0:
        return float("nan")
    ways = (codes, codes[::-1])
    return float(np.mean([_one_way(way, threshold, strict, minimum) for way in ways]))


def _one_way(codes: np.ndarray, threshold: float, strict: bool, minimum: int) -> float:
    factors, length, ttr = 0.0, 0, 1.0
    seen: set[int] = set()
    for code in codes.tolist():
        seen.add(code)
        length += 1
        ttr = len(seen) / length
        if length >= minimum and (ttr < threshold or (ttr == threshold and not strict)):
            factors, seen, length, ttr = factors + 1, set(), 0, 1.0
    factors += (1 - ttr) / (1 - threshold)
    return len(codes) / factors if factors else float("nan")


def mtld_wrapped(tokens: Sequence, threshold: float = 0.72, *, minimum: int = 10) -> float:
    """MTLD from every token on, the end of the text joined to its beginning (MTLD-MA-wrap).

    Parameters
    ----------
    tokens : sequence
        Tokens in order.
    threshold : float, default 0.72
        TTR below which a factor is complete, between 0 and 1.
    minimum : int, default 10
        Tokens a factor has at least.

    Returns
    -------
    float
        Mean length of the factors that begin at each token; NaN if TTR does not fall below the
        threshold once round the text. No factor is cut short, so that no remainder needs to be
        estimated (`kyle2021assessing`).

    Raises
    ------
    TransitError
        As `mtld`.

    Examples
    --------
    >>> mtld_wrapped("a a b b".split(), minimum=1)
    2.5
    """
    codes, _ = coded(sequence(tokens))
    level(threshold)
    minimum = whole_number(minimum, "minimum")
    ring, lengths = np.concatenate([codes, codes]).tolist(), []
    for start in range(len(codes)):
        seen: set[int] = set()
        for length, code in enumerate(ring[start : start + len(codes)], start=1):
            seen.add(code)
            if length >= minimum and len(seen) / length < threshold:
                lengths.append(length)
                break
    return float(np.mean(lengths)) if lengths else float("nan")


TEN = "test text with some text numbers hyphenhere and text punctuations"
MARY = (
    "mary had a little lamb its fleece was white as snow and everywhere that mary went "
    "the lamb was sure to go"
)
REPEATED = "a b c d d e e f f f g g g g"
MOVING = "one one two one one two one"
_SHORT = ["a", "b", "c", "a", "a", "b", "c", "a"]


def _index(
    column: str, text: str, draws: int = 42, base: float = np.e, sample: int | None = None
) -> float:
    counts = count_tokens([text.split()])
    return diversity(counts, draws=draws, base=base, sample=sample)[column].item()


_LR, _QU = "LexicalRichness, tests", "quanteda.textstats, tests"

MEASURES = (
    measure("hapaxes", lambda c: c.table.by_part(c.table.value == 1).astype("int64"), Example(
        "Hapaxes", "a a b b c", "1", "by hand", "", "only c", lambda: _index("hapaxes", "a a b b c"))),
    measure("ttr", lambda c: c.v / c.n, Example(
        "TTR", "b a b a b a b a", "0.25", "software", "", _QU,
        lambda: _index("ttr", "b a b a b a b a"))),
    measure("guiraud", lambda c: c.v / np.sqrt(c.n), Example(
        "Guiraud", "ten words, one of them three times", "2.529822", "software", "", _LR,
        lambda: _index("guiraud", TEN))),
    measure("cttr", lambda c: c.v / np.sqrt(2 * c.n), Example(
        "Corrected TTR", "the same ten", "1.788854", "software", "", _LR,
        lambda: _index("cttr", TEN))),
    measure("herdan", lambda c: c.log_v / c.log_n, Example(
        "Herdan’s C", "the same ten", "0.903090", "software", "", _LR,
        lambda: _index("herdan", TEN))),
    measure("summer", lambda c: np.log(c.log_v) / np.log(c.log_n), Example(
        "Summer", "the same ten, natural logarithms", "0.877783", "software", "", _LR,
        lambda: _index("summer", TEN))),
    measure("dugast", lambda c: c.log_n**2 / (c.log_n - c.log_v), Example(
        "Dugast", "the same ten, natural logarithms", "23.760033", "software", "", _LR,
        lambda: _index("dugast", TEN))),
    measure("maas", lambda c: (c.log_n - c.log_v) / c.log_n**2, Example(
        "Maas’s a²", "the same ten, natural logarithms", "0.042087", "software", "", _LR,
        lambda: _index("maas", TEN))),
    measure("yule_k", lambda c: 1e4 * (c.squares - c.n) / c.n**2, Example(
        "Yule’s K", REPEATED, "1122.449", "software", "", _QU,
        lambda: _index("yule_k", REPEATED))),
    measure("yule_i", lambda c: c.v**2 / (c.squares - c.v), Example(
        "Yule’s I", "a a b b c", "1.5", "software", "", _QU,
        lambda: _index("yule_i", "a a b b c"))),
    measure("simpson", lambda c: (c.squares - c.n) / (c.n * (c.n - 1)), Example(
        "Simpson", "the ten words", "0.066667", "software", "", _LR,
        lambda: _index("simpson", TEN))),
    measure("repeat_rate", lambda c: c.squares / c.n**2, Example(
        "Repeat rate", "a a b b c", "0.36", "by hand", "", "(4 + 4 + 1) / 25",
        lambda: _index("repeat_rate", "a a b b c"))),
    measure("herdan_vm", lambda c: np.sqrt(np.maximum(c.squares / c.n**2 - 1 / c.v, 0)), Example(
        "Herdan’s Vm", "the ten words", "0.187083", "software", "", _LR,
        lambda: _index("herdan_vm", TEN))),
    measure("entropy",
        lambda c: c.table.by_part(special.entr(c.table.value / c.n[c.table.column])) / np.log(2),
        Example("Entropy", "a a b b", "1.0", "by hand", "", "two types, equally often",
                lambda: _index("entropy", "a a b b", draws=2))),
    measure("hdd", lambda c: np.where(c.n >= c.draws, c.drawn(float(c.draws)) / c.draws, np.nan),
        Example("HD-D, five draws", "the ten words", "0.883333", "software", "", _LR,
                lambda: _index("hdd", TEN, draws=5))),
    measure("expected", lambda c: c.drawn(c.sample), Example(
        "Expected types of a part", "two tokens drawn from a a b", "1.6667", "by hand", "",
        "1 + 2/3", lambda: _index("expected", "a a b", sample=2))),
    measure("mattr", None, Example(
        "MATTR, window of three", MOVING, "0.666667", "software", "", _QU,
        lambda: mattr(MOVING.split(), 3))),
    measure("msttr", None, Example(
        "MSTTR, segments of twenty", "a nursery rhyme of 22 words", "0.850", "software", "",
        "textacy, tests", lambda: msttr(MARY.split(), 20))),
    measure("mtld", None, Example(
        "MTLD", "the ten words", "14.0", "software", "", _LR, lambda: mtld(TEN.split()))),
    measure("mtld_wrapped", None, Example(
        "MTLD, every beginning", "a a b b, no least length", "2.5", "by hand", "",
        "(2 + 3 + 2 + 3) / 4", lambda: mtld_wrapped(["a", "a", "b", "b"], minimum=1))),
)  # fmt: skip
"""The columns of `diversity` and the indices of running text, each with a published value."""

VARIANTS = (
    Variant("Summer", "a nursery rhyme of 22 words", "natural logarithms", "LexicalRichness", True,
            lambda: _index("summer", MARY, draws=20)),
    Variant("Summer", "a nursery rhyme of 22 words", "logarithms to base ten", "textacy", False,
            lambda: _index("summer", MARY, draws=20, base=10)),
    Variant("MSTTR", "ten words, segments of five", "a complete last segment counts",
            "quanteda.textstats", True, lambda: msttr(TEN.split(), 5)),
    Variant("MSTTR", "ten words, segments of five", "the last segment never counts",
            "LexicalRichness", False, lambda: msttr(TEN.split(), 5, last="drop")),
    Variant("MTLD", "a b c a a b c a, threshold 0.75", "a factor ends at the threshold",
            "LexicalRichness", True, lambda: mtld(_SHORT, 0.75)),
    Variant("MTLD", "a b c a a b c a, threshold 0.75", "a factor ends below the threshold",
            "textacy", False, lambda: mtld(_SHORT, 0.75, strict=True)),
    Variant("MTLD", "a b c a a b c a, threshold 0.75", "and has ten tokens at least",
            "lexical-diversity", False,
            lambda: mtld(_SHORT, 0.75, strict=True, minimum=10)),
)  # fmt: skip
"""Statistics of diversity that bear one name and have several values."""
