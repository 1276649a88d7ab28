"""Association: which words occur together more often than their frequencies lead one to expect.

A pair is described by four numbers: `n11`, how often both occur together; `n1` and `n2`, how often
each occurs; `n`, how many places there are (places for a pair in windows, sentences for
sentence-wise counts). `windows` and `sentences` count them from text; `association` computes every
measure; `turned` tests pairs of words that cluster.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import sparse, special, stats

from transit.errors import TransitError
from transit.terms._input import (
    aligned,
    counts_array,
    distinct,
    given_back,
    like,
    need,
    sequence,
    size_array,
    tests_used,
    whole_number,
)
from transit.terms.counted import coded_documents
from transit.terms.measures import Example, Variant, measure
from transit.terms.resampling import DRAWS, step_down
from transit.terms.uncertainty import adjusted, fisher

__all__ = [
    "MEASURES",
    "VARIANTS",
    "association",
    "delta_p",
    "dice",
    "lambda_ratio",
    "log_dice",
    "log_likelihood",
    "mi_cubed",
    "minimum_sensitivity",
    "npmi",
    "odds_ratio",
    "phrase_score",
    "phrases",
    "pmi",
    "sentences",
    "t_score",
    "turned",
    "windows",
]

Result = Any


def _cells(n11: ArrayLike, n1: ArrayLike, n2: ArrayLike, n: ArrayLike) -> tuple[np.ndarray, ...]:
    both, first, second, places = np.broadcast_arrays(
        counts_array(n11, "n11"), counts_array(n1, "n1"), counts_array(n2, "n2"), size_array(n, "n")
    )
    cells = both, first - both, second - both, places - first - second + both
    for name, cell in zip(("n11", "n1 - n11", "n2 - n11", "n - n1 - n2 + n11"), cells, strict=True):
        if (cell < -1e-9).any():
            at = int(np.argmin(cell)) if cell.ndim else 0
            raise TransitError(f"the counts do not make a table: {name} is negative in row {at}")
    return tuple(np.maximum(cell, 0) for cell in cells)


def _bounded(n11: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> tuple[np.ndarray, ...]:
    """Return the counts, refusing a pair that is more frequent than one of its words."""
    both, first, second = np.broadcast_arrays(
        counts_array(n11, "n11"), counts_array(n1, "n1"), counts_array(n2, "n2")
    )
    over = both > np.minimum(first, second) * (1 + 1e-12)
    if over.any():
        at = int(np.argmax(over)) if over.ndim else 0
        raise TransitError(
            f"row {at}: the pair is more frequent than one of its words, and the measure leaves "
            "its scale; count windows with the margins of their places (`windows`)"
        )
    return both, first, second


def _expected(n1: ArrayLike, n2: ArrayLike, n: ArrayLike) -> np.ndarray:
    return np.asarray(n1, dtype=float) * np.asarray(n2, dtype=float) / np.asarray(n, dtype=float)


def log_likelihood(n11: ArrayLike, n1: ArrayLike, n2: ArrayLike, n: ArrayLike) -> Result:
    """Log-likelihood G² of independence, four cells (`dunning1993accurate`).

    Parameters
    ----------
    n11 : array_like
        Joint occurrences.
    n1, n2 : array_like
        Occurrences of the first and of the second word.
    n : array_like
        Places in all.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        2 times the sum of O ln(O/E), 0 or more, for attraction and repulsion alike.

    Raises
    ------
    TransitError
        For negative counts, or counts that do not make a table (a joint count above a single one,
        or more occurrences than places).

    Examples
    --------
    >>> round(log_likelihood(10, 10, 13, 31777), 2)
    167.23
    """
    n11, n1, n2, n = aligned(n11, n1, n2, n)
    observed = np.stack(_cells(n11, n1, n2, n))
    first, second = observed[0] + observed[1], observed[0] + observed[2]
    places = observed.sum(axis=0)
    expected = (
        np.stack(
            [
                first * second,
                first * (places - second),
                (places - first) * second,
                (places - first) * (places - second),
            ]
        )
        / places
    )
    value = np.maximum(2 * special.rel_entr(observed, expected).sum(axis=0), 0)
    return like(value, n11, n1, n2, n)


def pmi(n11: ArrayLike, n1: ArrayLike, n2: ArrayLike, n: ArrayLike) -> Result:
    """Pointwise mutual information, log2(n11 n / (n1 n2)) (`church1990word`).

    Parameters
    ----------
    n11, n1, n2, n : array_like
        See `log_likelihood`; a joint count may be weighted (NLTK divides it by window - 1).

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        Bits; 0 at independence, -infinity for a pair that never occurs, NaN if one of the two
        words never does. Favours rare words strongly.

    Raises
    ------
    TransitError
        For negative counts or no places.

    Examples
    --------
    >>> round(pmi(20, 42, 20, 14307668), 2)
    18.38
    """
    n11, n1, n2, n = aligned(n11, n1, n2, n)
    both = counts_array(n11, "n11")
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log2(
            both / _expected(counts_array(n1, "n1"), counts_array(n2, "n2"), size_array(n, "n"))
        )
    return like(value, n11, n1, n2, n)


def npmi(n11: ArrayLike, n1: ArrayLike, n2: ArrayLike, n: ArrayLike) -> Result:
    """Normalised PMI, PMI / -log2(n11 / n) (`bouma2009normalized`).

    Parameters
    ----------
    n11, n1, n2, n : array_like
        See `log_likelihood`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        From -1 (never together) over 0 (independent) to 1 (never apart); NaN if one of the words
        never occurs, or if both occur everywhere.

    Raises
    ------
    TransitError
        For negative counts or no places.

    Examples
    --------
    >>> npmi(10, 10, 10, 100)
    1.0
    """
    n11, n1, n2, n = aligned(n11, n1, n2, n)
    both, first, second = _bounded(n11, n1, n2)
    places = size_array(n, "n")
    if (np.maximum(first, second) > places).any():
        raise TransitError("a word occurs in more places than there are")
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log2(both / _expected(first, second, places)) / -np.log2(both / places)
        value = np.where((both == 0) & (first > 0) & (second > 0), -1.0, value)
        value = np.clip(np.where(np.isfinite(value), value, np.nan), -1, 1)
    return like(value, n11, n1, n2, n)


def mi_cubed(n11: ArrayLike, n1: ArrayLike, n2: ArrayLike, n: ArrayLike) -> Result:
    """Cubic association ratio, log2(n11³ n / (n1 n2)) in counts (`daille1995combined`).

    Parameters
    ----------
    n11, n1, n2, n : array_like
        See `log_likelihood`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        PMI with more weight on frequent pairs; -infinity for a pair that never occurs.

    Raises
    ------
    TransitError
        For negative counts or no places.

    Examples
    --------
    >>> round(mi_cubed(3, 3, 3, 12), 4)
    5.1699
    """
    n11, n1, n2, n = aligned(n11, n1, n2, n)
    both = counts_array(n11, "n11")
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log2(
            both**3 / _expected(counts_array(n1, "n1"), counts_array(n2, "n2"), size_array(n, "n"))
        )
    return like(value, n11, n1, n2, n)


def t_score(n11: ArrayLike, n1: ArrayLike, n2: ArrayLike, n: ArrayLike) -> Result:
    """Collocation t-score, (O - E) / sqrt(O) (`manning1999foundations`).

    Parameters
    ----------
    n11, n1, n2, n : array_like
        See `log_likelihood`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        A ranking more than a test: the variance is approximated by the count. NaN for a pair that
        never occurs.

    Raises
    ------
    TransitError
        For negative counts or no places.

    Examples
    --------
    >>> round(t_score(8, 15828, 4675, 14307668), 4)
    0.9999
    """
    n11, n1, n2, n = aligned(n11, n1, n2, n)
    both = counts_array(n11, "n11")
    expected = _expected(counts_array(n1, "n1"), counts_array(n2, "n2"), size_array(n, "n"))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(both > 0, (both - expected) / np.sqrt(both), np.nan)
    return like(value, n11, n1, n2, n)


def dice(n11: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Result:
    """Dice coefficient, 2 n11 / (n1 + n2) (`smadja1996translating`).

    Parameters
    ----------
    n11, n1, n2 : array_like
        See `log_likelihood`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        From 0 to 1; NaN if neither word occurs.

    Raises
    ------
    TransitError
        For negative counts, or a pair more frequent than one of its words.

    Examples
    --------
    >>> round(dice(130, 3121, 143), 2)
    0.08
    """
    n11, n1, n2 = aligned(n11, n1, n2)
    both, first, second = _bounded(n11, n1, n2)
    with np.errstate(invalid="ignore"):
        return like(2 * both / (first + second), n11, n1, n2)


def log_dice(n11: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Result:
    """logDice, 14 + log2 of the Dice coefficient (`rychly2008lexicographer`).

    Parameters
    ----------
    n11, n1, n2 : array_like
        See `log_likelihood`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        At most 14; one point less is half the coefficient; -infinity for a pair that never occurs.

    Raises
    ------
    TransitError
        For negative counts, or a pair more frequent than one of its words.

    Examples
    --------
    >>> round(log_dice(2, 3, 2), 2)
    13.68
    """
    with np.errstate(divide="ignore"):
        return like(14 + np.log2(np.asarray(dice(n11, n1, n2))), n11, n1, n2)


def minimum_sensitivity(n11: ArrayLike, n1: ArrayLike, n2: ArrayLike) -> Result:
    """The smaller of the two conditional probabilities (`pedersen1998dependent`).

    Parameters
    ----------
    n11, n1, n2 : array_like
        See `log_likelihood`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        min(n11/n1, n11/n2), from 0 to 1; NaN if one of the words never occurs.

    Raises
    ------
    TransitError
        For negative counts, or a pair more frequent than one of its words.

    Examples
    --------
    >>> round(minimum_sensitivity(2, 3, 2), 3)
    0.667
    """
    n11, n1, n2 = aligned(n11, n1, n2)
    both, first, second = _bounded(n11, n1, n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.minimum(both / first, both / second)
    return like(value, n11, n1, n2)


def delta_p(
    n11: ArrayLike, n1: ArrayLike, n2: ArrayLike, n: ArrayLike, *, given: str = "first"
) -> Result:
    """Delta P, a directed association (`gries2013fifty`).

    Parameters
    ----------
    n11, n1, n2, n : array_like
        See `log_likelihood`.
    given : {"first", "second"}
        The cue: ``first`` asks how much the first word raises the probability of the second,
        P(2 | 1) - P(2 | not 1); ``second`` the other way round.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        From -1 to 1; NaN where the cue occurs nowhere or everywhere.

    Raises
    ------
    TransitError
        As `log_likelihood`; for an unknown cue.

    Examples
    --------
    >>> round(delta_p(5610, 174548, 7867, 10409868), 3)
    0.032
    """
    n11, n1, n2, n = aligned(n11, n1, n2, n)
    both, first_only, second_only, neither = _cells(n11, n1, n2, n)
    if given == "second":
        first_only, second_only = second_only, first_only
    elif given != "first":
        raise TransitError(f"given {given!r} is none of first, second")
    with np.errstate(invalid="ignore"):
        value = both / (both + first_only) - second_only / (second_only + neither)
    return like(value, n11, n1, n2, n)


def odds_ratio(
    n11: ArrayLike, n1: ArrayLike, n2: ArrayLike, n: ArrayLike, *, smoothing: float = 0.5
) -> Result:
    """Odds ratio of the table, n11 n00 / (n10 n01) (`evert2005statistics`).

    Parameters
    ----------
    n11, n1, n2, n : array_like
        See `log_likelihood`.
    smoothing : float, default 0.5
        Added to every cell; 0 for the plain ratio.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        1 at independence.

    Raises
    ------
    TransitError
        As `log_likelihood`; for negative smoothing.

    Examples
    --------
    >>> round(odds_ratio(2, 2, 2, 9), 3)
    75.0
    """
    n11, n1, n2, n = aligned(n11, n1, n2, n)
    return like(np.exp(_log_odds(n11, n1, n2, n, smoothing)[0]), n11, n1, n2, n)


def lambda_ratio(
    n11: ArrayLike, n1: ArrayLike, n2: ArrayLike, n: ArrayLike, *, smoothing: float = 0.5
) -> pd.DataFrame:
    """Lambda, the smoothed log odds ratio, and its Wald z (`blaheta2001unsupervised`).

    Parameters
    ----------
    n11, n1, n2, n : array_like
        See `log_likelihood`.
    smoothing : float, default 0.5
        Added to every cell.

    Returns
    -------
    pandas.DataFrame
        Columns `lambda` (natural logarithm, 0 at independence), `z` (lambda over its standard
        error, the root of the sum of the cells' reciprocals).

    Raises
    ------
    TransitError
        As `log_likelihood`; for negative smoothing.

    Examples
    --------
    >>> lambda_ratio(2, 2, 2, 9)["z"].round(3).item()
    2.028
    """
    n11, n1, n2, n = aligned(n11, n1, n2, n)
    value, error = _log_odds(n11, n1, n2, n, smoothing)
    with np.errstate(invalid="ignore"):
        return pd.DataFrame(
            {"lambda": np.atleast_1d(value), "z": np.atleast_1d(value / error)},
            index=n11.index if isinstance(n11, pd.Series) else None,
        )


def _log_odds(
    n11: ArrayLike, n1: ArrayLike, n2: ArrayLike, n: ArrayLike, smoothing: float
) -> tuple[np.ndarray, np.ndarray]:
    if smoothing < 0:
        raise TransitError("smoothing: cannot be negative")
    a, b, c, d = (cell + smoothing for cell in _cells(n11, n1, n2, n))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(a) - np.log(b) - np.log(c) + np.log(d), np.sqrt(1 / a + 1 / b + 1 / c + 1 / d)


def phrase_score(
    n11: ArrayLike, n1: ArrayLike, n2: ArrayLike, vocabulary: ArrayLike, *, minimum: float = 1
) -> Result:
    """Phrase score of word2vec, (n11 - minimum) / (n1 n2), times the vocabulary.

    Parameters
    ----------
    n11, n1, n2 : array_like
        See `log_likelihood`; for adjacent words.
    vocabulary : int
        Types, single words and bigrams together, as gensim counts them.
    minimum : float, default 1
        Discount, the smallest count of a phrase.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        Unbounded; negative below the discount. From `mikolov2013distributed`, scaled by the
        vocabulary as gensim does.

    Raises
    ------
    TransitError
        For negative counts or an empty vocabulary.

    Examples
    --------
    >>> phrase_score(5, 10, 10, 100, minimum=1)
    4.0
    """
    n11, n1, n2 = aligned(n11, n1, n2)
    value = (
        (counts_array(n11, "n11") - minimum)
        / counts_array(n1, "n1")
        / counts_array(n2, "n2")
        * size_array(vocabulary, "vocabulary")
    )
    return like(value, n11, n1, n2)


@dataclass(frozen=True)
class _Pairs:
    """Counts that make tables, for the columns of `association`."""

    n11: np.ndarray
    n1: np.ndarray
    n2: np.ndarray
    n: np.ndarray
    smoothing: float

    @property
    def four(self) -> tuple[np.ndarray, ...]:
        return self.n11, self.n1, self.n2, self.n

    @property
    def three(self) -> tuple[np.ndarray, ...]:
        return self.n11, self.n1, self.n2

    @property
    def expected(self) -> np.ndarray:
        return _expected(self.n1, self.n2, self.n)

    @cached_property
    def g2(self) -> np.ndarray:
        return log_likelihood(*self.four)

    @cached_property
    def log_odds(self) -> tuple[np.ndarray, np.ndarray]:
        n11, n1, n2, n = self.four
        return _log_odds(n11, n1, n2, n, self.smoothing)

    @property
    def chi2(self) -> np.ndarray:
        n11, n1, n2, n = self.four
        return (n11 * n - n1 * n2) ** 2 / n1 / n2 * n / (n - n1) / (n - n2)


def association(
    pairs: pd.DataFrame, *, exact_below: float = 5, smoothing: float = 0.5
) -> pd.DataFrame:
    """Every measure of association for every pair at once.

    Parameters
    ----------
    pairs : pandas.DataFrame
        Columns `n11`, `n1`, `n2`, `n`, and any others (kept, but for those that are returned), as
        `windows` and `sentences` return.
    exact_below : float, default 5
        Where the expected joint count is below this and the counts are whole, `p` is Fisher's,
        else that of `g2`.
    smoothing : float, default 0.5
        See `lambda_ratio`.

    Returns
    -------
    pandas.DataFrame
        The columns given, a column for each entry of `MEASURES`, `p`, `test`, `p_adjusted`
        (Benjamini-Hochberg over the rows). Rows whose counts do not make a table have NaN.

    Raises
    ------
    TransitError
        If a column is missing, or counts are negative.

    Notes
    -----
    The p-values take places as independent; for words that cluster see `turned`.

    Examples
    --------
    >>> pairs = pd.DataFrame([(8, 15828, 4675, 14307668)], columns=["n11", "n1", "n2", "n"])
    >>> association(pairs)[["chi2", "t"]].round(2).to_numpy().tolist()
    [[1.55, 1.0]]
    """
    need(pairs, ("n11", "n1", "n2", "n"), "pairs")
    (n11, n1, n2, n), place, times = distinct(
        *(counts_array(pairs[column], column) for column in ("n11", "n1", "n2", "n"))
    )
    if (n == 0).any():
        raise TransitError("pairs: there must be at least one place (column 'n')")
    sound = (n11 <= n1) & (n11 <= n2) & (n1 + n2 - n11 <= n)
    table = _Pairs(n11[sound], n1[sound], n2[sound], n[sound], smoothing)
    p = special.erfc(np.sqrt(table.g2 / 2))
    whole = (table.n11 % 1 == 0) & (table.n1 % 1 == 0) & (table.n2 % 1 == 0)
    small = (table.expected < exact_below) & whole & (table.n1 > 0) & (table.n1 < table.n)
    if small.any():
        a, b, c, d = (values[small] for values in table.four)
        p[small] = fisher(a, c - a, b, d - b)

    def on_all(values: ArrayLike) -> np.ndarray:
        full = np.full(len(sound), np.nan)
        full[sound] = values
        return full

    with np.errstate(divide="ignore", invalid="ignore"):
        columns = {entry.name: on_all(entry.column(table)) for entry in MEASURES if entry.column}
    full = on_all(p)
    exact = np.zeros(len(sound), dtype=bool)
    exact[sound] = small
    measures = given_back(columns | {"p": full, "p_adjusted": adjusted(full, times)}, place)
    at = measures.columns.get_loc("p_adjusted")
    measures.insert(at, "test", tests_used(exact, "fisher", place, sound))
    measures.index = pairs.index
    kept = pairs.drop(columns=[name for name in measures.columns if name in pairs.columns])
    return pd.concat([kept, measures], axis=1)


def windows(
    tokens: Iterable, window: int = 5, *, minimum: int = 1, margins: str = "places"
) -> pd.DataFrame:
    """Count ordered pairs of words within a window.

    Parameters
    ----------
    tokens : iterable of tokens, or of sequences of tokens
        Tokens in order; or sentences, which no pair runs across.
    window : int, default 5
        Tokens a pair may span, both included: 2 counts neighbours, 5 looks four tokens ahead.
    minimum : int, default 1
        Pairs with fewer joint occurrences are left out.
    margins : {"places", "nltk"}
        What a pair is compared with. ``places``: a place is two positions that a pair may take;
        `n` counts the places, `n1` those that the first word opens, `n2` those that the second
        closes (the margins of quanteda for neighbours). A joint count never exceeds them, and
        shuffled text has the p-values that it should. ``nltk``: `n1` and `n2` are the words'
        occurrences, `n` the tokens, and the joint count is divided by the window less one, as
        NLTK scores: the size of measures like PMI is then right, but p-values of windows wider
        than two are much too large.

    Returns
    -------
    pandas.DataFrame
        Columns `first`, `second`, `n11`, `n1`, `n2`, `n`; ordered by first, then second.

    Raises
    ------
    TransitError
        For a window below two, unknown margins, for a string, or if there are no tokens.

    Notes
    -----
    Pairs are those that NLTK's ``BigramCollocationFinder.from_words`` counts. Memory grows with
    the pairs.

    Examples
    --------
    >>> found = windows("a b a b".split(), 2)
    >>> found[["n11", "n1", "n2", "n"]].to_numpy().tolist()
    [[2, 2, 2, 3], [1, 1, 1, 3]]
    """
    window = whole_number(window, "window", 2)
    minimum = whole_number(minimum, "minimum")
    if margins not in ("places", "nltk"):
        raise TransitError(f"margins {margins!r} is none of places, nltk")
    codes, breaks, types = _in_order(tokens)
    joint = _joint(codes, breaks, window, len(types))
    first = np.repeat(np.arange(len(types), dtype=np.int32), np.diff(joint.indptr))
    second, n11 = joint.indices, joint.data
    if margins == "places":
        n = int(n11.sum())
        n1 = np.bincount(first, weights=n11, minlength=len(types)).astype(np.int64)
        n2 = np.bincount(second, weights=n11, minlength=len(types)).astype(np.int64)
    else:
        n, n1 = len(codes), np.bincount(codes, minlength=len(types))
        n2 = n1
    if minimum > 1:
        keep = n11 >= minimum
        first, second, n11 = first[keep], second[keep], n11[keep]
    scaled = margins == "nltk" and window > 2
    out = pd.DataFrame({"n11": n11 / (window - 1) if scaled else n11.astype(np.int64)})
    out["n1"], out["n2"], out["n"] = n1[first], n2[second], n
    names = pd.Index(types).array
    out.insert(0, "first", names.take(first))
    out.insert(1, "second", names.take(second))
    return out


def _in_order(tokens: Iterable) -> tuple[np.ndarray, np.ndarray | None, np.ndarray]:
    """Codes of all tokens, the sentence number of each or None, and the types in order."""
    rows = sequence(tokens)
    if not rows:
        raise TransitError("tokens: the text is empty")
    nested = not isinstance(rows[0], (str, bytes)) and np.iterable(rows[0])
    codes, ends, types = coded_documents(rows if nested else [rows])
    if not len(codes):
        raise TransitError("tokens: the text is empty")
    if any(kind is None or kind != kind for kind in types):
        raise TransitError("tokens: a token is missing")
    names = np.empty(len(types), dtype=object)
    names[:] = types
    order = np.argsort(names, kind="stable")
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    breaks = np.repeat(np.arange(len(rows)), np.diff(ends)) if nested else None
    return rank[codes], breaks, names[order]


_STEP = 1 << 21


def _joint(
    codes: np.ndarray, breaks: np.ndarray | None, window: int, types: int
) -> sparse.csr_array:
    """Joint counts, first word by second."""
    total = sparse.csr_array((types, types), dtype=np.int32)
    for start in range(0, len(codes), _STEP):
        left, right = [], []
        for ahead in range(1, window):
            stop = min(start + _STEP, len(codes) - ahead)
            if stop <= start:
                break
            first, second = codes[start:stop], codes[start + ahead : stop + ahead]
            if breaks is not None:
                same = breaks[start:stop] == breaks[start + ahead : stop + ahead]
                first, second = first[same], second[same]
            left.append(first)
            right.append(second)
        if left:
            rows, columns = np.concatenate(left), np.concatenate(right)
            ones = np.ones(len(rows), np.int32)
            total = total + sparse.coo_array((ones, (rows, columns)), shape=(types, types)).tocsr()
    total.sort_indices()
    return total


def sentences(
    occurrences: pd.DataFrame,
    total: int,
    *,
    sentence: str | Sequence[str] = "sentence",
    type: str = "type",
) -> pd.DataFrame:
    """Count unordered pairs of types that occur in the same sentence.

    Parameters
    ----------
    occurrences : pandas.DataFrame
        One row per sentence and type; repetitions within a sentence count once.
    total : int
        Sentences in all, those without any of the types included.
    sentence : str or sequence of str
        Column, or columns together, that name a sentence.
    type : str
        Column of the type.

    Returns
    -------
    pandas.DataFrame
        Columns `first`, `second` (in order within a pair), `n11` (sentences with both), `n1`,
        `n2` (sentences with each), `n` (`total`); pairs that occur at least once, ordered.

    Raises
    ------
    TransitError
        If a column is missing or `total` is smaller than the sentences found.

    Examples
    --------
    >>> found = pd.DataFrame({"sentence": [1, 1, 2], "type": ["a", "b", "a"]})
    >>> sentences(found, 5).to_numpy().tolist()
    [['a', 'b', 1, 2, 1, 5]]
    """
    columns = [sentence] if isinstance(sentence, str) else list(sentence)
    need(occurrences, (*columns, type), "occurrences")
    total = whole_number(total, "total", 0)
    row = occurrences.groupby(columns, sort=False).ngroup().to_numpy()
    column, types = pd.factorize(occurrences[type], sort=True)
    found = int(row.max()) + 1 if len(row) else 0
    if total < found:
        raise TransitError(f"total: {total} sentences, but the types occur in {found}")
    ones = np.ones(len(row), dtype=np.int64)
    inside = sparse.csr_array((ones, (row, column)), shape=(found, len(types)))
    inside.sum_duplicates()
    inside.data[:] = 1
    joint = sparse.triu(inside.T @ inside, k=1).tocsr().tocoo()
    single = np.asarray(inside.sum(axis=0)).ravel()
    out = pd.DataFrame({"first": types[joint.row], "second": types[joint.col]})
    out["n11"], out["n1"] = joint.data, single[joint.row]
    out["n2"], out["n"] = single[joint.col], total
    return out


def turned(
    occurrences: pd.DataFrame,
    order: pd.DataFrame,
    *,
    sentence: Sequence[str] = ("paragraph", "sentence"),
    type: str = "type",
    minimum: int = 5,
    draws: int = DRAWS,
    seed: int = 1,
) -> pd.DataFrame:
    """Test all pairs of types together, each type's sentences turned round the text.

    Parameters
    ----------
    occurrences : pandas.DataFrame
        One row per sentence and type.
    order : pandas.DataFrame
        Every sentence of the text once, in reading order, with the columns `sentence`.
    sentence : sequence of str
        Columns that together name a sentence.
    type : str
        Column of the type.
    minimum : int, default 5
        Sentences a type needs to be tested.
    draws, seed
        As in `transit.terms.resampling.step_down`.

    Returns
    -------
    pandas.DataFrame
        One row per pair of types tested, those that never meet included: `first`, `second`, `n11`,
        `expected` (mean over all turns), `p`, `p_adjusted` (one-sided, for meeting more often,
        over all pairs). Empty if fewer than two types are frequent enough.

    Raises
    ------
    TransitError
        If a column is missing or an occurrence lies in no listed sentence.

    Notes
    -----
    Under the null hypothesis the sentences of a type stand where they stand whatever the other
    does: they are moved on together by a random number of sentences, over the end to the
    beginning, so that a type keeps its clusters. The statistic is the logarithm of the
    hypergeometric probability to meet as often or more, which puts rare and frequent pairs on one
    scale; the turns, not this probability, give p.

    Examples
    --------
    >>> order = pd.DataFrame({"paragraph": 1, "sentence": range(40)})
    >>> where = [0, 7, 13, 20, 29]
    >>> found = pd.DataFrame({"paragraph": 1, "sentence": where * 2, "type": ["a"] * 5 + ["b"] * 5})
    >>> turned(found, order, draws=9999)["p"].round(2).tolist()
    [0.02]
    """
    columns = list(sentence)
    need(occurrences, (*columns, type), "occurrences")
    need(order, columns, "order")
    place = pd.Series(range(len(order)), index=pd.MultiIndex.from_frame(order[columns]))
    unique = occurrences[[*columns, type]].drop_duplicates()
    at = place.reindex(pd.MultiIndex.from_frame(unique[columns])).to_numpy(dtype=float)
    if np.isnan(at).any():
        stray = unique[columns].iloc[int(np.isnan(at).argmax())].tolist()
        raise TransitError(f"order: sentence {stray} is not listed")
    code, types = pd.factorize(unique[type], sort=True)
    inside = np.zeros((len(types), len(order)))
    inside[code, at.astype(int)] = 1
    enough = inside.sum(axis=1) >= minimum
    inside, types = inside[enough], types[enough]
    first, second = np.triu_indices(len(types), 1)
    met = _met(inside, first, second)
    score = _surprise(met, inside.sum(axis=1)[first], inside.sum(axis=1)[second])
    sites = len(order)
    twice = np.concatenate([score, score], axis=1)

    def draw(generator: np.random.Generator, rows: int) -> np.ndarray:
        turn = generator.integers(sites, size=(len(types), rows))
        out = np.empty((len(first), rows), dtype=np.float32)
        for row, (a, b) in enumerate(zip(first, second, strict=True)):
            np.take(twice[row], turn[b] - turn[a] + sites, out=out[row], mode="clip")
        return out

    tested = step_down(score[:, 0], draw, draws=draws, seed=seed)
    out = pd.DataFrame({"first": types[first], "second": types[second]})
    out["n11"], out["expected"] = met[:, 0].astype("int64"), met.mean(axis=1)
    return pd.concat([out, tested], axis=1)


def _met(inside: np.ndarray, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Shared sentences of each pair when the second is turned by 0, 1, 2 … sentences."""
    waves = np.fft.rfft(inside, axis=1)
    out = np.empty((len(first), inside.shape[1]))
    for row, (a, b) in enumerate(zip(first, second, strict=True)):
        out[row] = np.fft.irfft(waves[a] * waves[b].conj(), n=inside.shape[1])
    return np.rint(out)


def _surprise(met: np.ndarray, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Minus the log-probability that two types share so many of the sentences or more."""
    sites = met.shape[1]
    (k, a, b), place, _ = distinct(
        met.ravel(), np.repeat(np.minimum(first, second), sites),
        np.repeat(np.maximum(first, second), sites),
    )  # fmt: skip
    j = np.arange(a.max() + 1 if a.size else 1)
    possible = (j >= k[:, None]) & (j <= a[:, None]) & (j >= (a + b - sites)[:, None])
    terms = stats.hypergeom.logpmf(np.where(possible, j, k[:, None]), sites, a[:, None], b[:, None])
    value = np.maximum(-special.logsumexp(np.where(possible, terms, -np.inf), axis=1), 0)
    return value[place].reshape(met.shape).astype(np.float32)


def phrases(tokens: Iterable[Sequence], *, minimum: int = 1) -> pd.DataFrame:
    """Score adjacent words as candidate phrases.

    Parameters
    ----------
    tokens : iterable of sequences
        Sentences of tokens.
    minimum : int, default 1
        Discount and smallest count of a phrase.

    Returns
    -------
    pandas.DataFrame
        The columns of `windows` with a window of two and NLTK's margins, and `score` (see
        `phrase_score`, the vocabulary being all words and all bigrams) and `npmi`, best first.

    Raises
    ------
    TransitError
        As `windows`.

    Examples
    --------
    >>> phrases([["new", "york"], ["new", "york"], ["york"]])["score"].round(2).tolist()
    [0.5]
    """
    rows = sequence(tokens)
    every = windows(rows, 2, margins="nltk")
    words = len({token for sentence in rows for token in sentence})
    out = every[every["n11"] >= minimum].copy()
    out["score"] = phrase_score(
        out["n11"], out["n1"], out["n2"], words + len(every), minimum=minimum
    )
    out["npmi"] = npmi(out["n11"], out["n1"], out["n2"], out["n"])
    return out.sort_values(
        ["score", "first", "second"], ascending=[False, True, True], ignore_index=True
    )


WINDOWED = "this this is is a a test test"

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

_NEW_COMPANIES = (8, 15828, 4675, 14307668)
_OF_COURSE = (5610, 174548, 7867, 10409868)
_GOOD_ICE = (2, 2, 2, 9)


def _one(column: str, *counts: int) -> float:
    pairs = pd.DataFrame([counts], columns=["n11", "n1", "n2", "n"])
    return association(pairs)[column].item()


def _phrase() -> float:
    found = phrases([list(title) for title in PHRASES])
    return found.set_index(["first", "second"]).loc[("graph", "minors"), "score"]


def _window(margins: str, column: str = "pmi") -> float:
    found = association(windows(WINDOWED.split(), 3, margins=margins))
    return found.set_index(["first", "second"]).loc[("a", "test"), column]


def _turned() -> float:
    order = pd.DataFrame({"paragraph": 1, "sentence": range(20)})
    where = [0, 1, 2, 3, 4] * 2
    found = pd.DataFrame({"paragraph": 1, "sentence": where, "type": ["a"] * 5 + ["b"] * 5})
    return turned(found, order, draws=9999)["expected"].item()


MEASURES = (
    measure("expected", lambda c: c.expected, Example(
        "Expected joint count", "two words 10 times each in 100 places", "1.0", "by hand", "",
        "10 × 10 / 100", lambda: _one("expected", 1, 10, 10, 100))),
    measure("g2", lambda c: c.g2, Example(
        "G²", "10 together, 3 of the second alone, 31,764 neither", "167.23", "literature",
        "dunning1993accurate", "p. 72", lambda: log_likelihood(10, 10, 13, 31777))),
    measure("g2_signed", lambda c: np.where(c.n11 >= c.expected, c.g2, -c.g2), Example(
        "G², signed", "never together, 5 and 5 in 10", "-13.863", "by hand", "", "−20 ln 2",
        lambda: _one("g2_signed", 0, 5, 5, 10))),
    measure("chi2", lambda c: c.chi2, Example(
        "χ²", "new companies: 8 of 15,828 and 4,675", "1.55", "literature",
        "manning1999foundations", "section 5.3.3", lambda: _one("chi2", *_NEW_COMPANIES))),
    measure("pmi", lambda c: pmi(*c.four),
        Example("PMI", "Ayatollah Ruhollah: 20 of 42 and 20", "18.38", "literature",
                "manning1999foundations", "section 5.4", lambda: pmi(20, 42, 20, 14307668)),
        Example("PMI", "doctors, dentists: 8 of 1,105 and 44", "11.3", "literature",
                "church1990word", "p. 24", lambda: pmi(8, 1105, 44, 15_000_000)),
        Example("PMI in a window of three", f"{WINDOWED}: a and test", "1.5850", "software", "",
                "NLTK, tests", lambda: _window("nltk"))),
    measure("npmi", lambda c: npmi(*c.four),
        Example("NPMI, never apart", "10 together of 100 places", "1.0", "literature",
                "bouma2009normalized", "p. 36", lambda: npmi(10, 10, 10, 100)),
        Example("NPMI, independent", "1 together of 10 and 10 in 100", "0.0", "literature",
                "bouma2009normalized", "p. 36", lambda: npmi(1, 10, 10, 100))),
    measure("mi3", lambda c: mi_cubed(*c.four), Example(
        "MI³", "3 together, 3 and 3 in 12", "5.169925", "software", "", "ruTS, tests",
        lambda: mi_cubed(3, 3, 3, 12))),
    measure("t", lambda c: t_score(*c.four), Example(
        "t", "new companies", "0.999932", "literature", "manning1999foundations", "section 5.3.2",
        lambda: t_score(*_NEW_COMPANIES))),
    measure("dice", lambda c: dice(*c.three), Example(
        "Dice", "130 of 3,121 and 143", "0.08", "literature", "smadja1996translating", "p. 13",
        lambda: dice(130, 3121, 143))),
    measure("log_dice", lambda c: log_dice(*c.three), Example(
        "logDice", "2 of 3 and 2", "13.678072", "software", "", "ruTS, tests",
        lambda: log_dice(2, 3, 2))),
    measure("min_sensitivity", lambda c: minimum_sensitivity(*c.three), Example(
        "Minimum sensitivity", "2 of 3 and 2", "0.666667", "software", "", "ruTS, tests",
        lambda: minimum_sensitivity(2, 3, 2))),
    measure("jaccard", lambda c: np.where(c.n1 + c.n2 > c.n11, c.n11 / (c.n1 + c.n2 - c.n11), np.nan),
        Example("Jaccard", "2 of 3 and 2", "0.6667", "by hand", "", "2 / (3 + 2 − 2)",
                lambda: _one("jaccard", 2, 3, 2, 9))),
    measure("delta_p_2_given_1", lambda c: delta_p(*c.four), Example(
        "ΔP, second given first", "of course: 5,610 together", "0.032", "literature",
        "gries2013fifty", "p. 144", lambda: delta_p(*_OF_COURSE))),
    measure("delta_p_1_given_2", lambda c: delta_p(*c.four, given="second"), Example(
        "ΔP, first given second", "of course: 5,610 together", "0.697", "literature",
        "gries2013fifty", "p. 144", lambda: delta_p(*_OF_COURSE, given="second"))),
    measure("odds_ratio", lambda c: np.exp(c.log_odds[0]), Example(
        "Odds ratio", "cells 2, 0, 0, 7 with a half added", "75.0", "by hand", "",
        "(2.5 × 7.5) / (0.5 × 0.5)", lambda: odds_ratio(*_GOOD_ICE))),
    measure("lambda", lambda c: c.log_odds[0], Example(
        "λ", "the same", "4.317488", "software", "", "quanteda.textstats, tests",
        lambda: lambda_ratio(*_GOOD_ICE)["lambda"].item())),
    measure("z", lambda c: c.log_odds[0] / c.log_odds[1], Example(
        "Wald’s z of λ", "the same", "2.027787", "software", "", "quanteda.textstats, tests",
        lambda: lambda_ratio(*_GOOD_ICE)["z"].item())),
    measure("phrase_score", None, Example(
        "Phrase score", "graph minors in ten titles", "5.167", "software", "", "gensim, tests",
        _phrase)),
    measure("turned", None, Example(
        "Turned sentences, expected", "two types in the same five sentences of twenty", "1.25",
        "by hand", "", "5 × 5 / 20", _turned)),
)  # fmt: skip
"""The columns of `association` and other scores of pairs, each with a published value."""

VARIANTS = (
    Variant("PMI in a window of three", WINDOWED, "margins of the places of a pair", "", True,
            lambda: _window("places")),
    Variant("PMI in a window of three", WINDOWED, "joint counts over window − 1", "NLTK", False,
            lambda: _window("nltk")),
    Variant("G² in a window of three", WINDOWED, "margins of the places of a pair", "", True,
            lambda: _window("places", "g2")),
    Variant("G² in a window of three", WINDOWED, "joint counts over window − 1", "NLTK", False,
            lambda: _window("nltk", "g2")),
)  # fmt: skip
"""Statistics of association that bear one name and have several values."""
