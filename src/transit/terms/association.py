"""Association: which words occur together more often than their frequencies lead one to expect.

A pair is described by four numbers: `n11`, how often both occur together; `n1` and `n2`, how often
each occurs; `n`, how many places there are (tokens for windows, sentences for sentence-wise
counts). `windows` and `sentences` count them from text; `association` computes every measure.
"""

from itertools import combinations

import numpy as np
import pandas as pd
from scipy import sparse, special

from transit.errors import TransitError
from transit.terms._input import counts_array, distinct, like, size_array, spread, tests_used
from transit.terms.uncertainty import adjusted, fisher

__all__ = [
    "association",
    "contingency",
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
    "windows",
]


def contingency(n11, n1, n2, n):
    """The four cells of the table of a pair.

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
    pandas.DataFrame
        Columns `n11` (both), `n10` (first without second), `n01` (second without first), `n00`.

    Raises
    ------
    TransitError
        For negative counts, or counts that do not make a table (a joint count above a single one,
        or more occurrences than places).
    """
    return pd.DataFrame(
        dict(
            zip(
                ("n11", "n10", "n01", "n00"),
                map(np.atleast_1d, _cells(n11, n1, n2, n)),
                strict=True,
            )
        ),
        index=n11.index if isinstance(n11, pd.Series) else None,
    )


def _cells(n11, n1, n2, n):
    both, first, second, places = np.broadcast_arrays(
        counts_array(n11, "n11"), counts_array(n1, "n1"), counts_array(n2, "n2"), size_array(n, "n")
    )
    cells = both, first - both, second - both, places - first - second + both
    for name, cell in zip(("n11", "n1 - n11", "n2 - n11", "n - n1 - n2 + n11"), cells, strict=True):
        if (cell < -1e-9).any():
            at = int(np.argmin(cell)) if cell.ndim else 0
            raise TransitError(f"the counts do not make a table: {name} is negative in row {at}")
    return tuple(np.maximum(cell, 0) for cell in cells)


def _expected(n1, n2, n):
    return np.asarray(n1, dtype=float) * np.asarray(n2, dtype=float) / np.asarray(n, dtype=float)


def log_likelihood(n11, n1, n2, n):
    """Log-likelihood G² of independence, four cells (`dunning1993accurate`).

    Parameters
    ----------
    n11, n1, n2, n : array_like
        See `contingency`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        2 times the sum of O ln(O/E), 0 or more, for attraction and repulsion alike.

    Raises
    ------
    TransitError
        As `contingency`.
    """
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


def pmi(n11, n1, n2, n):
    """Pointwise mutual information, log2(n11 n / (n1 n2)) (`church1990word`).

    Parameters
    ----------
    n11, n1, n2, n : array_like
        See `contingency`; a joint count may be weighted (NLTK divides it by window - 1).

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        Bits; 0 at independence, -infinity for a pair that never occurs, NaN if one of the two
        words never does. Favours rare words strongly.

    Raises
    ------
    TransitError
        For negative counts or no places.
    """
    both = counts_array(n11, "n11")
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log2(
            both / _expected(counts_array(n1, "n1"), counts_array(n2, "n2"), size_array(n, "n"))
        )
    return like(value, n11, n1, n2, n)


def npmi(n11, n1, n2, n):
    """Normalised PMI, PMI / -log2(n11 / n) (`bouma2009normalized`).

    Parameters
    ----------
    n11, n1, n2, n : array_like
        See `contingency`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        From -1 (never together) over 0 (independent) to 1 (never apart); NaN if one of the words
        never occurs, or if both occur everywhere.

    Raises
    ------
    TransitError
        For negative counts or no places.
    """
    both = counts_array(n11, "n11")
    n1, n2 = counts_array(n1, "n1"), counts_array(n2, "n2")
    places = size_array(n, "n")
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log2(both / _expected(n1, n2, places)) / -np.log2(both / places)
        value = np.where((both == 0) & (n1 > 0) & (n2 > 0), -1.0, value)
        value = np.clip(np.where(np.isfinite(value), value, np.nan), -1, 1)
    return like(value, n11, n1, n2, n)


def mi_cubed(n11, n1, n2, n):
    """Cubic association ratio, log2(n11³ n / (n1 n2)) in counts (`daille1995combined`).

    Parameters
    ----------
    n11, n1, n2, n : array_like
        See `contingency`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        PMI with more weight on frequent pairs; -infinity for a pair that never occurs.

    Raises
    ------
    TransitError
        For negative counts or no places.
    """
    both = counts_array(n11, "n11")
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log2(
            both**3 / _expected(counts_array(n1, "n1"), counts_array(n2, "n2"), size_array(n, "n"))
        )
    return like(value, n11, n1, n2, n)


def t_score(n11, n1, n2, n):
    """Collocation t-score, (O - E) / sqrt(O) (`manning1999foundations`).

    Parameters
    ----------
    n11, n1, n2, n : array_like
        See `contingency`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        A ranking more than a test: the variance is approximated by the count. NaN for a pair that
        never occurs.

    Raises
    ------
    TransitError
        For negative counts or no places.
    """
    both = counts_array(n11, "n11")
    expected = _expected(counts_array(n1, "n1"), counts_array(n2, "n2"), size_array(n, "n"))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(both > 0, (both - expected) / np.sqrt(both), np.nan)
    return like(value, n11, n1, n2, n)


def dice(n11, n1, n2):
    """Dice coefficient, 2 n11 / (n1 + n2) (`smadja1996translating`).

    Parameters
    ----------
    n11, n1, n2 : array_like
        See `contingency`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        From 0 to 1; NaN if neither word occurs.

    Raises
    ------
    TransitError
        For negative counts.
    """
    both, total = counts_array(n11, "n11"), counts_array(n1, "n1") + counts_array(n2, "n2")
    with np.errstate(invalid="ignore"):
        return like(2 * both / total, n11, n1, n2)


def log_dice(n11, n1, n2):
    """logDice, 14 + log2 of the Dice coefficient (`rychly2008lexicographer`).

    Parameters
    ----------
    n11, n1, n2 : array_like
        See `contingency`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        At most 14; one point less is half the coefficient; -infinity for a pair that never occurs.

    Raises
    ------
    TransitError
        For negative counts.
    """
    with np.errstate(divide="ignore"):
        return like(14 + np.log2(np.asarray(dice(n11, n1, n2))), n11, n1, n2)


def minimum_sensitivity(n11, n1, n2):
    """The smaller of the two conditional probabilities (`pedersen1998dependent`).

    Parameters
    ----------
    n11, n1, n2 : array_like
        See `contingency`.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        min(n11/n1, n11/n2), from 0 to 1; NaN if one of the words never occurs.

    Raises
    ------
    TransitError
        For negative counts.
    """
    both = counts_array(n11, "n11")
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.minimum(both / counts_array(n1, "n1"), both / counts_array(n2, "n2"))
    return like(value, n11, n1, n2)


def delta_p(n11, n1, n2, n, *, given="first"):
    """Delta P, a directed association (`gries2013fifty`).

    Parameters
    ----------
    n11, n1, n2, n : array_like
        See `contingency`.
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
        As `contingency`; for an unknown cue.
    """
    both, first_only, second_only, neither = _cells(n11, n1, n2, n)
    if given == "second":
        first_only, second_only = second_only, first_only
    elif given != "first":
        raise TransitError(f"given {given!r} is none of first, second")
    with np.errstate(invalid="ignore"):
        value = both / (both + first_only) - second_only / (second_only + neither)
    return like(value, n11, n1, n2, n)


def odds_ratio(n11, n1, n2, n, *, smoothing=0.5):
    """Odds ratio of the table, n11 n00 / (n10 n01) (`evert2005statistics`).

    Parameters
    ----------
    n11, n1, n2, n : array_like
        See `contingency`.
    smoothing : float, default 0.5
        Added to every cell; 0 for the plain ratio.

    Returns
    -------
    numpy.ndarray, pandas.Series or float
        1 at independence.

    Raises
    ------
    TransitError
        As `contingency`; for negative smoothing.
    """
    return like(np.exp(_log_odds(n11, n1, n2, n, smoothing)[0]), n11, n1, n2, n)


def lambda_ratio(n11, n1, n2, n, *, smoothing=0.5):
    """Lambda, the smoothed log odds ratio, and its Wald z (`blaheta2001unsupervised`).

    Parameters
    ----------
    n11, n1, n2, n : array_like
        See `contingency`.
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
        As `contingency`; for negative smoothing.
    """
    value, error = _log_odds(n11, n1, n2, n, smoothing)
    with np.errstate(invalid="ignore"):
        return pd.DataFrame(
            {"lambda": np.atleast_1d(value), "z": np.atleast_1d(value / error)},
            index=n11.index if isinstance(n11, pd.Series) else None,
        )


def _log_odds(n11, n1, n2, n, smoothing):
    if smoothing < 0:
        raise TransitError("smoothing: cannot be negative")
    a, b, c, d = (cell + smoothing for cell in _cells(n11, n1, n2, n))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(a) - np.log(b) - np.log(c) + np.log(d), np.sqrt(1 / a + 1 / b + 1 / c + 1 / d)


def phrase_score(n11, n1, n2, vocabulary, *, minimum=1):
    """Phrase score of word2vec, (n11 - minimum) / (n1 n2), times the vocabulary.

    Parameters
    ----------
    n11, n1, n2 : array_like
        See `contingency`; for adjacent words.
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
    """
    value = (
        (counts_array(n11, "n11") - minimum)
        / counts_array(n1, "n1")
        / counts_array(n2, "n2")
        * size_array(vocabulary, "vocabulary")
    )
    return like(value, n11, n1, n2)


def association(pairs, *, window_weight=1, exact_below=5, smoothing=0.5):
    """Every measure of association for every pair at once.

    Parameters
    ----------
    pairs : pandas.DataFrame
        Columns `n11`, `n1`, `n2`, `n`, and any others (kept), as `windows` and `sentences` return.
    window_weight : float, default 1
        Joint counts are divided by it in `pmi`, `npmi`, `mi3`, `t` and `expected` is left alone:
        window - 1 is NLTK's convention for windowed pairs, 1 none.
    exact_below : float, default 5
        Where the expected joint count is below this, `p` is Fisher's, else that of `g2`; rows whose
        counts do not make a table have NaN for `p` and `test`.
    smoothing : float, default 0.5
        See `lambda_ratio`.

    Returns
    -------
    pandas.DataFrame
        The columns given, and `expected` (n1 n2 / n), `g2`, `g2_signed` (minus for pairs rarer than
        expected), `chi2`, `pmi`, `npmi`, `mi3`, `t`, `dice`, `log_dice`, `min_sensitivity`,
        `jaccard`, `delta_p_2_given_1`, `delta_p_1_given_2`, `odds_ratio`, `lambda`, `z`, `p`,
        `test`, `p_adjusted`.

    Raises
    ------
    TransitError
        If a column is missing, or counts are negative or do not make a table.

    Notes
    -----
    In windows wider than two a token takes part in several pairs, so a joint count may exceed a
    single one; such rows make no table, and the measures that need all four cells are NaN there.
    """
    for column in ("n11", "n1", "n2", "n"):
        if column not in pairs.columns:
            raise TransitError(f"pairs: no column {column!r}; there are {list(pairs.columns)}")
    if window_weight <= 0:
        raise TransitError("window_weight: must be above 0")
    (n11, n1, n2, n), place, times = distinct(
        *(counts_array(pairs[column], column) for column in ("n11", "n1", "n2", "n"))
    )
    if (n == 0).any():
        raise TransitError("pairs: there must be at least one place (column 'n')")
    expected = _expected(n1, n2, n)
    sound = (n11 <= n1) & (n11 <= n2) & (n1 + n2 - n11 <= n)
    table = tuple(values[sound] for values in (n11, n1, n2, n))
    weighted = n11 / window_weight

    def where_sound(values):
        full = np.full(len(sound), np.nan)
        full[sound] = values
        return full

    g2 = where_sound(log_likelihood(*table))
    log_odds, error = _log_odds(*table, smoothing)
    p = special.erfc(np.sqrt(g2 / 2))
    small = sound & (expected < exact_below) & (n1 > 0) & (n1 < n)
    if small.any():
        p[small] = fisher(n11[small], (n2 - n11)[small], n1[small], (n - n1)[small])
    with np.errstate(divide="ignore", invalid="ignore"):
        jaccard = np.where(n1 + n2 > n11, n11 / (n1 + n2 - n11), np.nan)
        z = log_odds / error
    columns = {
        "expected": expected,
        "g2": g2,
        "g2_signed": np.where(n11 >= expected, g2, -g2),
        "chi2": where_sound(_chi_squared(*table)),
        "pmi": pmi(weighted, n1, n2, n),
        "npmi": npmi(weighted, n1, n2, n),
        "mi3": mi_cubed(weighted, n1, n2, n),
        "t": t_score(weighted, n1, n2, n),
        "dice": dice(n11, n1, n2),
        "log_dice": log_dice(n11, n1, n2),
        "min_sensitivity": minimum_sensitivity(n11, n1, n2),
        "jaccard": jaccard,
        "delta_p_2_given_1": where_sound(delta_p(*table)),
        "delta_p_1_given_2": where_sound(delta_p(*table, given="second")),
        "odds_ratio": where_sound(np.exp(log_odds)),
        "lambda": where_sound(log_odds),
        "z": where_sound(z),
        "p": p,
        "p_adjusted": adjusted(p, times),
    }
    measures = spread(columns, place)
    measures.insert(18, "test", tests_used(small, "fisher", place, sound))
    measures.index = pairs.index
    return pd.concat([pairs, measures], axis=1)


def _chi_squared(n11, n1, n2, n):
    with np.errstate(divide="ignore", invalid="ignore"):
        return (n11 * n - n1 * n2) ** 2 / n1 / n2 * n / (n - n1) / (n - n2)


def windows(tokens, window=5, *, minimum=1):
    """Count ordered pairs of words within a window.

    Parameters
    ----------
    tokens : sequence, or sequence of sequences
        Tokens in order; or sentences, which no pair runs across.
    window : int, default 5
        Tokens a pair may span, both included: 2 counts neighbours, 5 looks four tokens ahead.
    minimum : int, default 1
        Pairs with fewer joint occurrences are left out.

    Returns
    -------
    pandas.DataFrame
        Columns `first`, `second`, `n11` (joint occurrences, first before second), `n1`, `n2`
        (occurrences of each), `n` (tokens); ordered by first, then second.

    Raises
    ------
    TransitError
        For a window below two, for a string, or if there are no tokens.

    Notes
    -----
    Counted as NLTK's ``BigramCollocationFinder.from_words`` counts. The joint counts sum to about
    window - 1 per token; NLTK divides them by that before it scores (`window_weight` of
    `association`), other tools do not. Memory grows with the pairs.
    """
    if isinstance(window, bool) or int(window) != window or window < 2:
        raise TransitError(f"window: must be a whole number of at least 2, not {window}")
    if isinstance(tokens, str):
        raise TransitError("tokens: a string is not a sequence of tokens; cut it first")
    codes, types, breaks = _coded(tokens)
    if len(codes) == 0:
        raise TransitError("tokens: the text is empty")
    single = np.bincount(codes, minlength=len(types))
    joint = _joint(codes, breaks, int(window), len(types))
    first = np.repeat(np.arange(len(types), dtype=np.int32), np.diff(joint.indptr))
    second, n11 = joint.indices, joint.data
    if minimum > 1:
        keep = n11 >= minimum
        first, second, n11 = first[keep], second[keep], n11[keep]
    counted = np.empty((4, len(n11)), dtype=np.int64)
    counted[0], counted[3] = n11, len(codes)
    np.take(single, first, out=counted[1], mode="clip")
    np.take(single, second, out=counted[2], mode="clip")
    out = pd.DataFrame(counted.T, columns=["n11", "n1", "n2", "n"], copy=False)
    names = pd.Index(types).array
    out.insert(0, "first", names.take(first))
    out.insert(1, "second", names.take(second))
    return out


def _coded(tokens):
    """Codes of all tokens, the types in order, and the sentence number of each token or None."""
    nested = len(tokens) and not isinstance(tokens[0], str) and np.iterable(tokens[0])
    if not nested:
        codes, types = pd.factorize(np.asarray(tokens, dtype=object), sort=True)
        return codes.astype(np.int32), types, None
    lengths = [len(sentence) for sentence in tokens]
    flat = np.array([token for sentence in tokens for token in sentence], dtype=object)
    codes, types = pd.factorize(flat, sort=True)
    return codes.astype(np.int32), types, np.repeat(np.arange(len(lengths)), lengths)


_STEP = 1 << 21


def _joint(codes, breaks, window, types):
    """Sparse matrix of joint counts, first word by second."""
    total = None
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
            part = sparse.coo_matrix(
                (np.ones(len(rows), np.int32), (rows, columns)), shape=(types, types)
            ).tocsr()
            total = part if total is None else total + part
    if total is None:
        return sparse.csr_matrix((types, types), dtype=np.int32)
    total.sort_indices()
    return total


def sentences(occurrences, total, *, sentence="sentence", type="type"):
    """Count unordered pairs of types that occur in the same sentence.

    Parameters
    ----------
    occurrences : pandas.DataFrame
        One row per sentence and type; repetitions within a sentence count once.
    total : int
        Sentences in all, those without any of the types included.
    sentence : str or list of str
        Column, or columns together, that name a sentence.
    type : str
        Column of the type.

    Returns
    -------
    pandas.DataFrame
        Columns `first`, `second` (alphabetical within a pair), `n11` (sentences with both), `n1`,
        `n2` (sentences with each), `n` (`total`); pairs that occur at least once, ordered.

    Raises
    ------
    TransitError
        If a column is missing or `total` is smaller than the sentences found.
    """
    columns = [sentence] if isinstance(sentence, str) else list(sentence)
    for column in [*columns, type]:
        if column not in occurrences.columns:
            raise TransitError(
                f"occurrences: no column {column!r}; there are {list(occurrences.columns)}"
            )
    unique = occurrences[[*columns, type]].drop_duplicates()
    found = unique[columns].drop_duplicates()
    if total < len(found):
        raise TransitError(f"total: {total} sentences, but the types occur in {len(found)}")
    single = unique[type].value_counts()
    rows = []
    for _, group in unique.groupby(columns, sort=False)[type]:
        rows.extend(combinations(sorted(group), 2))
    pairs = pd.DataFrame(rows, columns=["first", "second"], dtype="str")
    out = pairs.groupby(["first", "second"], sort=True).size().rename("n11").reset_index()
    out["n1"] = out["first"].map(single).astype("int64")
    out["n2"] = out["second"].map(single).astype("int64")
    out["n"] = int(total)
    return out


def phrases(tokens, *, minimum=1):
    """Score adjacent words as candidate phrases.

    Parameters
    ----------
    tokens : sequence of sequences
        Sentences of tokens.
    minimum : int, default 1
        Discount and smallest count of a phrase.

    Returns
    -------
    pandas.DataFrame
        The columns of `windows` with a window of two, and `score` (see `phrase_score`, the
        vocabulary being all words and all bigrams) and `npmi`, best first.

    Raises
    ------
    TransitError
        As `windows`.
    """
    every = windows(tokens, 2)
    words = len({token for sentence in tokens for token in sentence})
    out = every[every["n11"] >= minimum].copy()
    out["score"] = phrase_score(
        out["n11"], out["n1"], out["n2"], words + len(every), minimum=minimum
    )
    out["npmi"] = npmi(out["n11"], out["n1"], out["n2"], out["n"])
    return out.sort_values(
        ["score", "first", "second"], ascending=[False, True, True], ignore_index=True
    )
