"""Worked examples from the literature, computed live beside their published values."""

import pandas as pd

from transit.terms import association, dispersion, diversity, frequency, keyness

__all__ = ["worked_examples"]

_PARTS = ("b a m n i b e u p", "b a s a t b e w q n", "b c a g a b e s t a",
          "b a g h a b e a a t", "b a h a a b e a x a t")
_LINE = ("b a m n i b e u p k b a s a t b e w q n b c a g a b e s t a b a g h a b e a a t b a h a "
         "a b e a x a")
_TEN = "test text with some text numbers hyphenhere and text punctuations"
_ALLEMAND = ([2, 0, 1, 1, 3, 0, 3, 0, 0, 0],
             [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930])


def _spread(v, sizes, column):
    counts = pd.DataFrame([v])
    return dispersion.dispersion(counts, pd.Series(sizes))[column].item()


def _toy(column):
    counts = frequency.count_tokens([part.split() for part in _PARTS])
    return dispersion.dispersion(counts).set_index("type").loc["a", column]


def _place(column):
    return dispersion.positional(_LINE.split()).set_index("type").loc["a", column]


def _ten(column):
    return diversity.diversity(frequency.count_tokens([_TEN.split()]), draws=5)[column].item()


_COMPANIES = 8, 15828, 4675, 14307668

_EXAMPLES = (
    ("keyness", "G²", "four cells", "10 of 10 in one corpus of 10 tokens, 3 in 31,767", 167.23, 2,
     "dunning1993accurate", "p. 72", lambda: keyness.log_likelihood(10, 3, 10, 31767)),
    ("keyness", "G²", "two cells", "10 in 1,000 against 5 in 2,000", 6.93, 2,
     "rayson2000comparing", "formula; value as ruTS gives it", lambda: keyness.log_likelihood(
         10, 5, 1000, 2000, form="two-cell")),
    ("keyness", "χ²", "Yates", "table 1, 3, 3, 1", 0.5, 2, "pedersen1996fishing", "p. 10",
     lambda: keyness.chi_squared(1, 3, 4, 4, correction="yates")),
    ("keyness", "Log Ratio", "zero as 0.5", "10 in 100 against 5 in 200", 2, 0, "hardie2014log",
     "closed form", lambda: keyness.log_ratio(10, 5, 100, 200)),
    ("keyness", "%DIFF", "", "206,523 in 959,641 against 178,174 in 1,562,358", 88.7, 1,
     "gabrielatos2012keyness", "p. 18", lambda: keyness.percent_difference(
         206523, 178174, 959641, 1562358)),
    ("keyness", "odds ratio", "", "16,217 in 2,796,938 against 735 in 2,087,946", 16.6, 1,
     "pojanapunya2016log", "p. 154", lambda: keyness.odds_ratio(16217, 735, 2796938, 2087946)),
    ("keyness", "simple maths", "smoothing 1 per million",
     "35 in 112,289,811 against 263 in 1,559,717,242", 1.1224, 4, "kilgarriff2009simple", "",
     lambda: keyness.simple_maths(35, 263, 112289811, 1559717242)),
    ("keyness", "difference coefficient", "", "18 against 35 in corpora of equal size", -0.32, 2,
     "hofland1982word", "p. 471", lambda: keyness.difference_coefficient(18, 35, 10**6, 10**6)),
    ("dispersion", "DP", "", "“a” in five parts of 9, 10, 10, 10, 11 letters", 0.18, 2,
     "gries2008dispersions", "five-part toy corpus", lambda: _toy("dp")),
    ("dispersion", "DP-norm", "divisor 1 - min s", "“a” in the same five parts", 0.22, 2,
     "lijffijt2012correction", "", lambda: _toy("dp_norm")),
    ("dispersion", "KL", "bits", "“b”, twice in each of the same five parts", 0.003, 3,
     "gries2020analyzing", "", lambda: _spread([2] * 5, [9, 10, 10, 10, 11], "kl")),
    ("dispersion", "Juilland's D", "population deviation", "0, 4, 3, 2, 1 in equal parts", 0.6464,
     4, "carroll1970alternative", "p. 14 of the report",
     lambda: _spread([0, 4, 3, 2, 1], [10] * 5, "juilland_d")),
    ("dispersion", "Carroll's D2", "on rates", "“allemand” in ten parts", 0.6521, 4,
     "lyne1985dispersion", "pp. 85, 299", lambda: _spread(*_ALLEMAND, "carroll_d2")),
    ("dispersion", "Lyne's D3", "", "1, 2, 3, 4, 5 in equal parts", 0.944, 3,
     "gries2008dispersions", "p. 408", lambda: _spread([1, 2, 3, 4, 5], [10] * 5, "lyne_d3")),
    ("dispersion", "Rosengren's S", "", "1, 2, 3, 4, 5 in equal parts", 0.937, 3,
     "gries2008dispersions", "p. 407", lambda: _spread([1, 2, 3, 4, 5], [10] * 5, "rosengren_s")),
    ("dispersion", "ARF", "distances joined over the end", "“a” in a line of 50 letters", 10.8, 1,
     "gries2008dispersions", "pp. 406, 410", lambda: _place("arf")),
    ("dispersion", "AWT", "distances joined over the end", "“a” in the same line", 3.18, 2,
     "gries2008dispersions", "pp. 406, 410", lambda: _place("awt")),
    ("association", "G²", "four cells", "110 of 2,552 and 221 in 31,777", 270.72, 2,
     "dunning1993accurate", "", lambda: association.log_likelihood(110, 2552, 221, 31777)),
    ("association", "t", "", "“new companies”: 8 of 15,828 and 4,675 in 14,307,668", 0.999932, 6,
     "manning1999foundations", "§5.3.2", lambda: association.t_score(*_COMPANIES)),
    ("association", "PMI", "binary logarithm", "20 of 42 and 20 in 14,307,668", 18.38, 2,
     "manning1999foundations", "§5.4", lambda: association.pmi(20, 42, 20, 14307668)),
    ("association", "PMI", "binary logarithm", "8 of 1,105 and 44 in 15,000,000", 11.3, 1,
     "church1990word", "p. 24", lambda: association.pmi(8, 1105, 44, 15_000_000)),
    ("association", "NPMI", "", "a pair that is never apart", 1, 0, "bouma2009normalized",
     "p. 36", lambda: association.npmi(10, 10, 10, 100)),
    ("association", "Dice", "", "130 of 3,121 and 143", 0.08, 2, "smadja1996translating", "p. 13",
     lambda: association.dice(130, 3121, 143)),
    ("association", "ΔP", "second given first", "5,610; 168,938; 2,257; 10,233,063", 0.032, 3,
     "gries2013fifty", "p. 144", lambda: association.delta_p(
         5610, 5610 + 168938, 5610 + 2257, 5610 + 168938 + 2257 + 10233063)),
    ("association", "ΔP", "first given second", "5,610; 168,938; 2,257; 10,233,063", 0.697, 3,
     "gries2013fifty", "p. 144", lambda: association.delta_p(
         5610, 5610 + 168938, 5610 + 2257, 5610 + 168938 + 2257 + 10233063, given="second")),
    ("diversity", "Yule's K", "", "ten words, one of them three times", 600, 0,
     "yule1944statistical", "as LexicalRichness gives it", lambda: _ten("yule_k")),
    ("diversity", "HD-D", "five draws", "the same ten words", 0.8833, 4, "mccarthy2010mtld",
     "as LexicalRichness gives it", lambda: _ten("hdd")),
    ("diversity", "MTLD", "threshold 0.72, both directions", "the same ten words", 14, 0,
     "mccarthy2010mtld", "as LexicalRichness gives it", lambda: diversity.mtld(_TEN.split())),
    ("diversity", "MATTR", "window of five", "the same ten words", 0.9, 1, "covington2010cutting",
     "as LexicalRichness gives it", lambda: diversity.mattr(_TEN.split(), 5)),
)


def worked_examples(family=None):
    """Published examples beside what the package computes now.

    Parameters
    ----------
    family : {"keyness", "dispersion", "association", "diversity"}, optional
        Only this family.

    Returns
    -------
    pandas.DataFrame
        `family`, `measure`, `variant`, `example` (the input in words), `published`, `decimals` (to
        which it was published), `computed`, `agrees` (equal to that many decimals), `source` (key
        of references.bib), `place` (page or section, or whose implementation).
    """
    rows = [(fam, measure, variant, example, float(published), decimals, float(compute()), source,
             place)
            for fam, measure, variant, example, published, decimals, source, place, compute
            in _EXAMPLES if family in (None, fam)]
    out = pd.DataFrame(rows, columns=["family", "measure", "variant", "example", "published",
                                      "decimals", "computed", "source", "place"])
    tolerance = 0.5 * 10.0 ** -out["decimals"] + 1e-9
    out.insert(7, "agrees", (out["computed"] - out["published"]).abs() <= tolerance)
    return out
