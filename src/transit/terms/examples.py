"""Worked examples: published values of the statistics, computed again by the public functions.

Every example is small enough to be checked by hand. A value counts as reproduced if it rounds to
what is printed. The inputs are the published ones; nothing here comes from the article. Where
established tools give one name to different formulas, `variants` shows what each gives.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from transit.errors import TransitError
from transit.terms import association, dispersion, diversity, frequency, keyness, uncertainty

__all__ = ["EXAMPLES", "FAMILIES", "VARIANTS", "Example", "Variant", "variants", "worked_examples"]

FAMILIES = (
    "frequency",
    "growth",
    "keyness",
    "uncertainty",
    "dispersion",
    "association",
    "diversity",
)
"""The families of statistics, in the order of the methods appendix."""

ORIGINS = ("literature", "software", "by hand")
"""Printed in a publication; asserted or documented by a tool; plain arithmetic."""


@dataclass(frozen=True)
class Example:
    """One published value and how to compute it.

    Attributes
    ----------
    family : str
        One of `FAMILIES`.
    statistic : str
        Name of the statistic, with its variant.
    inputs : str
        What is counted, in words.
    printed : str
        The value as printed, with its digits.
    origin : str
        One of `ORIGINS`.
    source : str
        Key of the bibliography that prints the value; empty if no entry does.
    where : str
        Page, table or tool; for ``by hand`` the arithmetic.
    compute : callable
        Returns the value from the public functions.
    """

    family: str
    statistic: str
    inputs: str
    printed: str
    origin: str
    source: str
    where: str
    compute: Callable[[], float]

    @property
    def decimals(self) -> int:
        """Digits printed after the decimal point."""
        return len(self.printed.partition(".")[2])


def worked_examples(family: str | None = None) -> pd.DataFrame:
    """Compute the worked examples and compare them with their published values.

    Parameters
    ----------
    family : str, optional
        One of `FAMILIES`; all if not given.

    Returns
    -------
    pandas.DataFrame
        One row per value: `family`, `statistic`, `example` (the inputs in words), `origin`
        (literature, software or by hand), `source` (key of the bibliography, or empty), `where`
        (page, table, tool or arithmetic), `printed` (the value as printed), `published`,
        `computed`, `agrees` (the computed value rounds to the printed one).

    Raises
    ------
    TransitError
        For an unknown family.
    """
    if family is not None and family not in FAMILIES:
        raise TransitError(f"family {family!r} is none of {', '.join(FAMILIES)}")
    rows = []
    for example in EXAMPLES:
        if family in (None, example.family):
            published, computed = float(example.printed), float(example.compute())
            half = 0.5 * 10.0**-example.decimals
            rows.append(
                {
                    "family": example.family,
                    "statistic": example.statistic,
                    "example": example.inputs,
                    "origin": example.origin,
                    "source": example.source,
                    "where": example.where,
                    "printed": example.printed,
                    "published": published,
                    "computed": computed,
                    "agrees": abs(computed - published) <= half + 1e-12,
                }
            )
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class Variant:
    """One reading of a statistic that tools do not agree on.

    Attributes
    ----------
    statistic, inputs : str
        As in `Example`; the variants of one statistic have the same inputs.
    variant : str
        The reading, in words.
    tools : str
        Who follows it; empty if it is the reading of the literature.
    taken : bool
        Whether the report takes it.
    compute : callable
        Returns the value from the public functions.
    """

    statistic: str
    inputs: str
    variant: str
    tools: str
    taken: bool
    compute: Callable[[], float]


def variants() -> pd.DataFrame:
    """Compute the readings of each statistic that tools do not agree on.

    Returns
    -------
    pandas.DataFrame
        One row per reading: `statistic`, `example`, `variant`, `tools` (who follows it, or
        empty), `taken` (by the report), `value`.
    """
    return pd.DataFrame(
        [
            {
                "statistic": variant.statistic,
                "example": variant.inputs,
                "variant": variant.variant,
                "tools": variant.tools,
                "taken": variant.taken,
                "value": float(variant.compute()),
            }
            for variant in VARIANTS
        ]
    )


# --- inputs that several examples share -----------------------------------------------------

CORPUS = (
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
)
"""Five parts of letters, the corpus of `gries2020analyzing`."""

LETTERS = (
    "b a m n i b e u p k b a s a t b e w q n b c a g a b e s t a b a g h a b e a a t "
    "b a h a a b e a x a"
)
"""Its fifty letters in a row, as `gries2008dispersions` has them for the distances."""

ALLEMAND = (
    (2, 0, 1, 1, 3, 0, 3, 0, 0, 0),
    (8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930),
)
"""Occurrences and sizes of ten parts, the example of tlda with counts of Lyne."""

TEN = "test text with some text numbers hyphenhere and text punctuations"
MARY = (
    "mary had a little lamb its fleece was white as snow and everywhere that mary went "
    "the lamb was sure to go"
)
REPEATED = "a b c d d e e f f f g g g g"
MOVING = "one one two one one two one"
WINDOWED = "this this is is a a test test"
TRIAL = (
    0.0001,
    0.0004,
    0.0019,
    0.0095,
    0.0201,
    0.0278,
    0.0298,
    0.0344,
    0.0459,
    0.3240,
    0.4262,
    0.5719,
    0.6528,
    0.7590,
    1.0,
)
"""The p-values of a medical trial that `benjamini1995controlling` corrects."""

PHRASES = (
    ("human", "interface", "computer"),
    ("survey", "user", "computer", "system", "response", "time"),
    ("eps", "user", "interface", "system"),
    ("system", "human", "system", "eps"),
    ("user", "response", "time"),
    ("trees",),
    ("graph", "trees"),
    ("graph", "minors", "trees"),
    ("graph", "minors", "survey"),
    ("graph", "minors", "survey", "human", "interface"),
)
"""Titles as lists of words, the sample corpus of gensim."""


def _letter(column: str, letter: str) -> float:
    counts = frequency.count_tokens([part.split() for part in CORPUS])
    return dispersion.dispersion(counts).set_index("type").loc[letter, column]


def _deviation(norm: str) -> float:
    counts = frequency.count_tokens([part.split() for part in CORPUS])
    found = dispersion.deviation_of_proportions(counts, norm=norm).set_index("type")
    return found.loc["a", "dp_norm"]


def _spread(column: str, counts: tuple, sizes: tuple | None = None, **options) -> float:
    table = pd.DataFrame([counts], index=["w"], columns=range(len(counts)))
    sizes = pd.Series(sizes if sizes is not None else 100, index=table.columns)
    return dispersion.dispersion(table, sizes, **options)[column].item()


def _distance(column: str) -> float:
    return dispersion.positional(LETTERS.split()).set_index("type").loc["a", column]


def _index(column: str, text: str, **options) -> float:
    counts = frequency.count_tokens([text.split()])
    return diversity.diversity(counts, **options)[column].item()


def _count(letter: str) -> float:
    counts = frequency.count_tokens([part.split() for part in CORPUS])
    return frequency.frequency(counts).set_index("type").loc[letter, "count"]


def _tfidf(variant: str, norm: str | None = "l2") -> float:
    counts = pd.DataFrame([[3, 2, 3, 4, 3, 3], [0, 0, 0, 0, 2, 0], [1, 0, 0, 0, 0, 2]])
    return frequency.tfidf(counts, variant=variant, norm=norm).loc[2, 0]


def _wilson(limit: str) -> float:
    return uncertainty.rate_interval(81, 263, per=1)[limit].item()


def _koopman(limit: str) -> float:
    return 2 ** uncertainty.log_ratio_interval(36, 16, 40, 80)[limit].item()


def _zipf(model: str, shift: float, exponent: float, column: str) -> float:
    ranks = np.arange(1, 2001)
    counts = pd.Series(1e6 * (ranks + shift) ** -exponent, index=ranks)
    return frequency.fit_zipf(counts).set_index("model").loc[model, column]


def _heaps(column: str) -> float:
    tokens = np.array([1_000, 10_000, 100_000, 1_000_000])
    curve = pd.DataFrame({"tokens": tokens, "types": 44 * tokens**0.49})
    return frequency.fit_heaps(curve)[column].item()


def _known_rate() -> float:
    counts, rates = pd.Series({"w": 10}), pd.Series({"w": 0.05})
    return keyness.against_rates(counts, rates, 100)["g2"].item()


def _exchanged() -> float:
    counts = pd.DataFrame([[5, *[0] * 9]], index=["w"], columns=range(10))
    sizes = pd.Series(100, index=counts.columns)
    return uncertainty.permutation(counts, [0], sizes)["p"].item()


def _two_sections() -> float:
    counts = pd.DataFrame([[348, 99]], index=["keep"], columns=["a", "b"])
    return uncertainty.heterogeneity(
        counts,
        pd.Series({"a": "a", "b": "b"}),
        pd.Series({"a": 1_000_000, "b": 1_000_000}),
        permutations=1,
    )["g2"].item()


def _by_chance() -> float:
    counts = pd.DataFrame([[1, 0]], index=["w"], columns=["a", "b"])
    sizes = pd.Series({"a": 100, "b": 100})
    return dispersion.chance_deviation(counts, sizes, samples=99)["dp_chance"].item()


def _phrase(column: str) -> float:
    found = association.phrases([list(title) for title in PHRASES])
    return found.set_index(["first", "second"]).loc[("graph", "minors"), column]


def _window(weight: float = 2) -> float:
    pairs = association.windows(WINDOWED.split(), 3)
    found = association.association(pairs, window_weight=weight)
    return found.set_index(["first", "second"]).loc[("a", "test"), "pmi"]


_SEVEN = (7, 2, 10, 9)
_SHORT = ["a", "b", "c", "a", "a", "b", "c", "a"]
_NEW_COMPANIES = (8, 15828, 4675, 14307668)
_OF_COURSE = (5610, 174548, 7867, 10409868)
_GOOD_ICE = (2, 2, 2, 9)
_RUTS = (10, 5, 1000, 2000)

# --- the examples ---------------------------------------------------------------------------

EXAMPLES = (
    Example(
        "frequency",
        "Count",
        "the letter a in five parts",
        "15",
        "literature",
        "gries2020analyzing",
        "",
        lambda: _count("a"),
    ),
    Example(
        "frequency",
        "Wilson interval, lower limit",
        "81 of 263",
        "0.2553",
        "literature",
        "newcombe1998two",
        "table I",
        lambda: _wilson("low"),
    ),
    Example(
        "frequency",
        "Wilson interval, upper limit",
        "81 of 263",
        "0.3662",
        "literature",
        "newcombe1998two",
        "table I",
        lambda: _wilson("high"),
    ),
    Example(
        "frequency",
        "tf–idf, smooth",
        "once among four, in two of six documents",
        "0.52",
        "software",
        "",
        "scikit-learn, user guide",
        lambda: _tfidf("smooth"),
    ),
    Example(
        "frequency",
        "tf–idf, unsmoothed",
        "the same",
        "0.57320793",
        "software",
        "",
        "scikit-learn, user guide",
        lambda: _tfidf("unsmoothed"),
    ),
    Example(
        "frequency",
        "tf–idf, Spärck Jones",
        "the same, no norm",
        "1.0986",
        "by hand",
        "",
        "1 × ln(6/2)",
        lambda: _tfidf("sparck-jones", None),
    ),
    Example(
        "frequency",
        "tf–idf, relative",
        "the same, no norm",
        "0.1193",
        "by hand",
        "",
        "1/4 × log₁₀(6/2)",
        lambda: _tfidf("relative", None),
    ),
    Example(
        "growth",
        "Expected types",
        "two tokens drawn from a a b",
        "1.6667",
        "by hand",
        "",
        "1 + 2/3",
        lambda: frequency.expected_types([2, 1], 2)["types"].item(),
    ),
    Example(
        "growth",
        "Heaps’ law, exponent",
        "points on 44 N^0.49",
        "0.49",
        "by hand",
        "",
        "the law the points lie on",
        lambda: _heaps("beta"),
    ),
    Example(
        "growth",
        "Heaps’ law, constant",
        "the same points",
        "44.0",
        "by hand",
        "",
        "the law the points lie on",
        lambda: _heaps("k"),
    ),
    Example(
        "growth",
        "Zipf’s law, exponent",
        "counts in proportion to r^−0.9",
        "0.90",
        "by hand",
        "",
        "the law the counts follow",
        lambda: _zipf("zipf", 0, 0.9, "exponent"),
    ),
    Example(
        "growth",
        "Zipf–Mandelbrot, exponent",
        "counts in proportion to (r + 4.2)^−1.2",
        "1.20",
        "by hand",
        "",
        "the law the counts follow",
        lambda: _zipf("zipf-mandelbrot", 4.2, 1.2, "exponent"),
    ),
    Example(
        "growth",
        "Zipf–Mandelbrot, shift",
        "the same counts",
        "4.2",
        "by hand",
        "",
        "the law the counts follow",
        lambda: _zipf("zipf-mandelbrot", 4.2, 1.2, "shift"),
    ),
    Example(
        "keyness",
        "G², four cells",
        "the swiss: 110 in 2,552, 111 in 29,225",
        "270.72",
        "literature",
        "dunning1993accurate",
        "",
        lambda: keyness.log_likelihood(110, 111, 2552, 29225),
    ),
    Example(
        "keyness",
        "G², two cells",
        "keep: 348 and 99 in corpora of one size",
        "147",
        "literature",
        "",
        "P. Rayson, Corpora list, 18 January 2002",
        lambda: keyness.log_likelihood(348, 99, 10**6, 10**6, form="two-cell"),
    ),
    Example(
        "keyness",
        "G², known rate",
        "10 in 100, known rate 5 per cent",
        "4.1308",
        "by hand",
        "",
        "2 (10 ln(10/5) + 90 ln(90/95))",
        _known_rate,
    ),
    Example(
        "keyness",
        "χ²",
        "new companies: 8 in 15,828, 4,667 in the rest",
        "1.55",
        "literature",
        "manning1999foundations",
        "section 5.3.3",
        lambda: keyness.chi_squared(8, 4667, 15828, 14291840),
    ),
    Example(
        "keyness",
        "χ², Yates",
        "1 in 4 and 3 in 4",
        "0.5",
        "literature",
        "pedersen1996fishing",
        "p. 10",
        lambda: keyness.chi_squared(1, 3, 4, 4, correction="yates"),
    ),
    Example(
        "keyness",
        "Log Ratio",
        "10 in 100 and 5 in 200",
        "2.0",
        "by hand",
        "",
        "log₂(0.100/0.025)",
        lambda: keyness.log_ratio(10, 5, 100, 200),
    ),
    Example(
        "keyness",
        "Score interval of the ratio, lower limit",
        "36 of 40 and 16 of 80",
        "2.94",
        "software",
        "koopman1984confidence",
        "as presize documents it",
        lambda: _koopman("low"),
    ),
    Example(
        "keyness",
        "Score interval of the ratio, upper limit",
        "36 of 40 and 16 of 80",
        "7.15",
        "software",
        "koopman1984confidence",
        "as presize documents it",
        lambda: _koopman("high"),
    ),
    Example(
        "keyness",
        "%DIFF",
        "206,523 in 959,641 and 178,174 in 1,562,358",
        "88.7",
        "literature",
        "gabrielatos2011keyness",
        "p. 18",
        lambda: keyness.percent_difference(206523, 178174, 959641, 1562358),
    ),
    Example(
        "keyness",
        "Odds ratio",
        "16,217 in 2,796,938 and 735 in 2,087,946",
        "16.6",
        "literature",
        "pojanapunya2018log",
        "p. 154",
        lambda: keyness.odds_ratio(16217, 735, 2796938, 2087946),
    ),
    Example(
        "keyness",
        "Simple maths",
        "35 in 112,289,811 and 263 in 1,559,717,242",
        "1.1224",
        "software",
        "kilgarriff2009simple",
        "as Wordless tests it",
        lambda: keyness.simple_maths(35, 263, 112289811, 1559717242),
    ),
    Example(
        "keyness",
        "Difference coefficient",
        "18 and 35 in a million each",
        "-0.32",
        "literature",
        "hofland1982word",
        "p. 471",
        lambda: keyness.difference_coefficient(18, 35, 10**6, 10**6),
    ),
    Example(
        "keyness",
        "BIC",
        "10 in 1,000 and 5 in 2,000, two cells",
        "-1.074896",
        "software",
        "",
        "ruTS, tests",
        lambda: keyness.bayes_information(
            keyness.log_likelihood(*_RUTS, form="two-cell"), 1000, 2000
        ),
    ),
    Example(
        "keyness",
        "ELL",
        "10 in 1,000 and 5 in 2,000",
        "0.00143559",
        "software",
        "",
        "ruTS, tests",
        lambda: keyness.effect_of_likelihood(*_RUTS),
    ),
    Example(
        "uncertainty",
        "Fisher’s exact test",
        "1 of 4 and 3 of 4",
        "0.486",
        "literature",
        "pedersen1996fishing",
        "p. 10",
        lambda: uncertainty.fisher(1, 3, 4, 4),
    ),
    Example(
        "uncertainty",
        "Benjamini–Hochberg, findings at 5 per cent",
        "fifteen p-values",
        "4",
        "literature",
        "benjamini1995controlling",
        "",
        lambda: (uncertainty.benjamini_hochberg(TRIAL) <= 0.05).sum(),
    ),
    Example(
        "uncertainty",
        "Permutation of parts",
        "all occurrences in one part of ten",
        "0.10",
        "by hand",
        "",
        "one part of ten",
        _exchanged,
    ),
    Example(
        "uncertainty",
        "G² over several parts",
        "keep: 348 and 99 in parts of one size",
        "147",
        "literature",
        "",
        "P. Rayson, Corpora list, 18 January 2002",
        _two_sections,
    ),
    Example(
        "dispersion",
        "Range",
        "allemand, in five parts of ten",
        "0.5",
        "software",
        "",
        "tlda, documentation",
        lambda: _spread("range_share", *ALLEMAND),
    ),
    Example(
        "dispersion",
        "Juilland’s D, parts of one size",
        "0, 4, 3, 2, 1",
        "0.6464",
        "literature",
        "carroll1970alternative",
        "p. 14 of the report",
        lambda: _spread("juilland_d", (0, 4, 3, 2, 1)),
    ),
    Example(
        "dispersion",
        "Juilland’s D",
        "allemand, ten times in ten parts",
        "0.6038797",
        "software",
        "",
        "tlda, documentation",
        lambda: _spread("juilland_d", *ALLEMAND),
    ),
    Example(
        "dispersion",
        "Carroll’s D2",
        "allemand",
        "0.6521444",
        "software",
        "",
        "tlda, documentation",
        lambda: _spread("carroll_d2", *ALLEMAND),
    ),
    Example(
        "dispersion",
        "Rosengren’s S",
        "1, 2, 3, 4, 5",
        "0.937",
        "literature",
        "gries2008dispersions",
        "p. 407",
        lambda: _spread("rosengren_s", (1, 2, 3, 4, 5)),
    ),
    Example(
        "dispersion",
        "Lyne’s D3",
        "1, 2, 3, 4, 5",
        "0.944",
        "literature",
        "gries2008dispersions",
        "p. 408",
        lambda: _spread("lyne_d3", (1, 2, 3, 4, 5)),
    ),
    Example(
        "dispersion",
        "DA",
        "allemand",
        "0.3081640",
        "software",
        "",
        "tlda, documentation",
        lambda: _spread("da", *ALLEMAND),
    ),
    Example(
        "dispersion",
        "DP",
        "the letter a in five parts",
        "0.18",
        "software",
        "gries2008dispersions",
        "as Key-BNC gives it",
        lambda: _letter("dp", "a"),
    ),
    Example(
        "dispersion",
        "DP, normed",
        "the letter a in five parts",
        "0.2195",
        "by hand",
        "",
        "0.18 / (1 − 9/50)",
        lambda: _letter("dp_norm", "a"),
    ),
    Example(
        "dispersion",
        "DP expected by chance",
        "one occurrence in two equal parts",
        "0.50",
        "by hand",
        "",
        "it can only be in one",
        _by_chance,
    ),
    Example(
        "dispersion",
        "KL",
        "the letter i in five parts",
        "2.474",
        "software",
        "gries2020analyzing",
        "as scattertext tests it",
        lambda: _letter("kl", "i"),
    ),
    Example(
        "dispersion",
        "DKL",
        "allemand",
        "0.4665078",
        "software",
        "",
        "tlda, documentation",
        lambda: _spread("dkl", *ALLEMAND),
    ),
    Example(
        "dispersion",
        "ARF",
        "the letter a among fifty",
        "10.8",
        "literature",
        "gries2008dispersions",
        "p. 410",
        lambda: _distance("arf"),
    ),
    Example(
        "dispersion",
        "AWT",
        "the letter a among fifty",
        "3.18",
        "literature",
        "gries2008dispersions",
        "p. 410",
        lambda: _distance("awt"),
    ),
    Example(
        "dispersion",
        "ALD",
        "the letter a among fifty",
        "0.628",
        "literature",
        "gries2008dispersions",
        "p. 410",
        lambda: _distance("ald"),
    ),
    Example(
        "association",
        "G²",
        "10 together, 3 of the second alone, 31,764 neither",
        "167.23",
        "literature",
        "dunning1993accurate",
        "p. 72",
        lambda: association.log_likelihood(10, 10, 13, 31777),
    ),
    Example(
        "association",
        "χ²",
        "new companies: 8 of 15,828 and 4,675",
        "1.55",
        "literature",
        "manning1999foundations",
        "section 5.3.3",
        lambda: association.association(
            pd.DataFrame([_NEW_COMPANIES], columns=["n11", "n1", "n2", "n"])
        )["chi2"].item(),
    ),
    Example(
        "association",
        "PMI",
        "Ayatollah Ruhollah: 20 of 42 and 20",
        "18.38",
        "literature",
        "manning1999foundations",
        "section 5.4",
        lambda: association.pmi(20, 42, 20, 14307668),
    ),
    Example(
        "association",
        "PMI",
        "doctors, dentists: 8 of 1,105 and 44",
        "11.3",
        "literature",
        "church1990word",
        "p. 24",
        lambda: association.pmi(8, 1105, 44, 15_000_000),
    ),
    Example(
        "association",
        "PMI in a window of three",
        f"{WINDOWED}: a and test",
        "1.5850",
        "software",
        "",
        "NLTK, tests",
        _window,
    ),
    Example(
        "association",
        "NPMI, never apart",
        "10 together of 100 places",
        "1.0",
        "literature",
        "bouma2009normalized",
        "p. 36",
        lambda: association.npmi(10, 10, 10, 100),
    ),
    Example(
        "association",
        "NPMI, independent",
        "1 together of 10 and 10 in 100",
        "0.0",
        "literature",
        "bouma2009normalized",
        "p. 36",
        lambda: association.npmi(1, 10, 10, 100),
    ),
    Example(
        "association",
        "MI³",
        "3 together, 3 and 3 in 12",
        "5.169925",
        "software",
        "",
        "ruTS, tests",
        lambda: association.mi_cubed(3, 3, 3, 12),
    ),
    Example(
        "association",
        "t",
        "new companies",
        "0.999932",
        "literature",
        "manning1999foundations",
        "section 5.3.2",
        lambda: association.t_score(*_NEW_COMPANIES),
    ),
    Example(
        "association",
        "Dice",
        "130 of 3,121 and 143",
        "0.08",
        "literature",
        "smadja1996translating",
        "p. 13",
        lambda: association.dice(130, 3121, 143),
    ),
    Example(
        "association",
        "logDice",
        "2 of 3 and 2",
        "13.678072",
        "software",
        "",
        "ruTS, tests",
        lambda: association.log_dice(2, 3, 2),
    ),
    Example(
        "association",
        "Minimum sensitivity",
        "2 of 3 and 2",
        "0.666667",
        "software",
        "",
        "ruTS, tests",
        lambda: association.minimum_sensitivity(2, 3, 2),
    ),
    Example(
        "association",
        "ΔP, second given first",
        "of course: 5,610 together",
        "0.032",
        "literature",
        "gries2013fifty",
        "p. 144",
        lambda: association.delta_p(*_OF_COURSE),
    ),
    Example(
        "association",
        "ΔP, first given second",
        "of course: 5,610 together",
        "0.697",
        "literature",
        "gries2013fifty",
        "p. 144",
        lambda: association.delta_p(*_OF_COURSE, given="second"),
    ),
    Example(
        "association",
        "Odds ratio",
        "cells 2, 0, 0, 7 with a half added",
        "75.0",
        "by hand",
        "",
        "(2.5 × 7.5) / (0.5 × 0.5)",
        lambda: association.odds_ratio(*_GOOD_ICE),
    ),
    Example(
        "association",
        "λ",
        "the same",
        "4.317488",
        "software",
        "",
        "quanteda.textstats, tests",
        lambda: association.lambda_ratio(*_GOOD_ICE)["lambda"].item(),
    ),
    Example(
        "association",
        "Wald’s z of λ",
        "the same",
        "2.027787",
        "software",
        "",
        "quanteda.textstats, tests",
        lambda: association.lambda_ratio(*_GOOD_ICE)["z"].item(),
    ),
    Example(
        "association",
        "Phrase score",
        "graph minors in ten titles",
        "5.167",
        "software",
        "",
        "gensim, tests",
        lambda: _phrase("score"),
    ),
    Example(
        "diversity",
        "TTR",
        "b a b a b a b a",
        "0.25",
        "software",
        "",
        "quanteda.textstats, tests",
        lambda: _index("ttr", "b a b a b a b a"),
    ),
    Example(
        "diversity",
        "Guiraud",
        "ten words, one of them three times",
        "2.529822",
        "software",
        "",
        "LexicalRichness, tests",
        lambda: _index("guiraud", TEN),
    ),
    Example(
        "diversity",
        "Corrected TTR",
        "the same ten",
        "1.788854",
        "software",
        "",
        "LexicalRichness, tests",
        lambda: _index("cttr", TEN),
    ),
    Example(
        "diversity",
        "Herdan’s C",
        "the same ten",
        "0.903090",
        "software",
        "",
        "LexicalRichness, tests",
        lambda: _index("herdan", TEN),
    ),
    Example(
        "diversity",
        "Summer",
        "the same ten, natural logarithms",
        "0.877783",
        "software",
        "",
        "LexicalRichness, tests",
        lambda: _index("summer", TEN),
    ),
    Example(
        "diversity",
        "Dugast",
        "the same ten, natural logarithms",
        "23.760033",
        "software",
        "",
        "LexicalRichness, tests",
        lambda: _index("dugast", TEN),
    ),
    Example(
        "diversity",
        "Maas’s a²",
        "the same ten, natural logarithms",
        "0.042087",
        "software",
        "",
        "LexicalRichness, tests",
        lambda: _index("maas", TEN),
    ),
    Example(
        "diversity",
        "Yule’s K",
        REPEATED,
        "1122.449",
        "software",
        "",
        "quanteda.textstats, tests",
        lambda: _index("yule_k", REPEATED),
    ),
    Example(
        "diversity",
        "Yule’s I",
        "a a b b c",
        "1.5",
        "software",
        "",
        "quanteda.textstats, tests",
        lambda: _index("yule_i", "a a b b c"),
    ),
    Example(
        "diversity",
        "Simpson",
        "the ten words",
        "0.066667",
        "software",
        "",
        "LexicalRichness, tests",
        lambda: _index("simpson", TEN),
    ),
    Example(
        "diversity",
        "Herdan’s Vm",
        "the ten words",
        "0.187083",
        "software",
        "",
        "LexicalRichness, tests",
        lambda: _index("herdan_vm", TEN),
    ),
    Example(
        "diversity",
        "Entropy",
        "a a b b",
        "1.0",
        "by hand",
        "",
        "two types, equally often",
        lambda: _index("entropy", "a a b b", draws=2),
    ),
    Example(
        "diversity",
        "HD-D, five draws",
        "the ten words",
        "0.883333",
        "software",
        "",
        "LexicalRichness, tests",
        lambda: _index("hdd", TEN, draws=5),
    ),
    Example(
        "diversity",
        "MATTR, window of three",
        MOVING,
        "0.666667",
        "software",
        "",
        "quanteda.textstats, tests",
        lambda: diversity.mattr(MOVING.split(), 3),
    ),
    Example(
        "diversity",
        "MSTTR, segments of twenty",
        "a nursery rhyme of 22 words",
        "0.850",
        "software",
        "",
        "textacy, tests",
        lambda: diversity.msttr(MARY.split(), 20),
    ),
    Example(
        "diversity",
        "MTLD",
        "the ten words",
        "14.0",
        "software",
        "",
        "LexicalRichness, tests",
        lambda: diversity.mtld(TEN.split()),
    ),
)
"""One published value or more for every statistic, in the order of the methods appendix."""

VARIANTS = (
    Variant(
        "G²",
        "0 in 33, 3 in 36",
        "four cells",
        "",
        True,
        lambda: keyness.log_likelihood(0, 3, 33, 36),
    ),
    Variant(
        "G²",
        "0 in 33, 3 in 36",
        "two cells",
        "UCREL calculator",
        False,
        lambda: keyness.log_likelihood(0, 3, 33, 36, form="two-cell"),
    ),
    Variant(
        "G², corrected",
        "7 in 10, 2 in 9",
        "none",
        "",
        True,
        lambda: keyness.log_likelihood(*_SEVEN),
    ),
    Variant(
        "G², corrected",
        "7 in 10, 2 in 9",
        "Williams",
        "default of quanteda.textstats by its documentation",
        False,
        lambda: keyness.log_likelihood(*_SEVEN, correction="williams"),
    ),
    Variant(
        "G², corrected",
        "7 in 10, 2 in 9",
        "Yates, where it applies",
        "default of quanteda.textstats by its code",
        False,
        lambda: keyness.log_likelihood(*_SEVEN, correction="yates"),
    ),
    Variant(
        "χ², Williams",
        "7 in 10, 2 in 9",
        "divided by q",
        "",
        True,
        lambda: keyness.chi_squared(*_SEVEN, correction="williams"),
    ),
    Variant(
        "χ², Williams",
        "7 in 10, 2 in 9",
        "multiplied by q",
        "quanteda.textstats",
        False,
        lambda: (
            keyness.chi_squared(*_SEVEN) ** 2 / keyness.chi_squared(*_SEVEN, correction="williams")
        ),
    ),
    Variant(
        "Log Ratio of nothing",
        "0 in 1,000, 5 in 2,000",
        "half an occurrence in its corpus",
        "ruTS",
        False,
        lambda: keyness.log_ratio(0, 5, 1000, 2000),
    ),
    Variant(
        "Log Ratio of nothing",
        "0 in 1,000, 5 in 2,000",
        "half an occurrence in both corpora",
        "quanteda.extras",
        True,
        lambda: keyness.log_ratio(0, 5, 1000, 2000, zero="pooled"),
    ),
    Variant(
        "Juilland’s D",
        "0, 4, 3, 2, 1",
        "deviation over n",
        "",
        True,
        lambda: _spread("juilland_d", (0, 4, 3, 2, 1)),
    ),
    Variant(
        "Juilland’s D",
        "0, 4, 3, 2, 1",
        "deviation over n − 1",
        "quanteda.extras",
        False,
        lambda: _spread("juilland_d", (0, 4, 3, 2, 1), deviation="sample"),
    ),
    Variant(
        "DP, normed",
        "the letter a in five parts",
        "by 1 − smallest part",
        "",
        True,
        lambda: _deviation("lijffijt-gries"),
    ),
    Variant(
        "DP, normed",
        "the letter a in five parts",
        "by 1 − 1/n",
        "Gries (2008)",
        False,
        lambda: _deviation("gries-2008"),
    ),
    Variant(
        "DP, normed",
        "the letter a in five parts",
        "not normed",
        "tlda, under the name of Egbert",
        False,
        lambda: _letter("dp", "a"),
    ),
    Variant(
        "PMI in a window of three",
        WINDOWED,
        "joint counts as they are",
        "",
        True,
        lambda: _window(1),
    ),
    Variant(
        "PMI in a window of three", WINDOWED, "joint counts over window − 1", "NLTK", False, _window
    ),
    Variant(
        "Summer",
        "a nursery rhyme of 22 words",
        "natural logarithms",
        "LexicalRichness",
        True,
        lambda: _index("summer", MARY, draws=20),
    ),
    Variant(
        "Summer",
        "a nursery rhyme of 22 words",
        "logarithms to base ten",
        "textacy",
        False,
        lambda: _index("summer", MARY, draws=20, base=10),
    ),
    Variant(
        "MSTTR",
        "ten words, segments of five",
        "a complete last segment counts",
        "quanteda.textstats",
        True,
        lambda: diversity.msttr(TEN.split(), 5),
    ),
    Variant(
        "MSTTR",
        "ten words, segments of five",
        "the last segment never counts",
        "LexicalRichness",
        False,
        lambda: diversity.msttr(TEN.split(), 5, last="drop"),
    ),
    Variant(
        "MTLD",
        "a b c a a b c a, threshold 0.75",
        "a factor ends at the threshold",
        "LexicalRichness",
        True,
        lambda: diversity.mtld(_SHORT, 0.75),
    ),
    Variant(
        "MTLD",
        "a b c a a b c a, threshold 0.75",
        "a factor ends below the threshold",
        "textacy",
        False,
        lambda: diversity.mtld(_SHORT, 0.75, strict=True),
    ),
)
"""Statistics that bear one name and have several values."""
