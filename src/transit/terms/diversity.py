"""Lexical diversity: how rich a vocabulary is, from counts or from the running text.

Nearly every index changes with the length of the text, the type-token ratio most of all. Compare
parts of unlike length with `hdd`, `expected` (types in samples of equal size), MATTR or MTLD, and
not with TTR.
"""

import numpy as np
import pandas as pd
from scipy import special

from transit.errors import TransitError
from transit.terms._input import wide
from transit.terms.frequency import _absent, expected_types

__all__ = ["diversity", "mattr", "msttr", "mtld", "running_diversity"]


def diversity(counts, *, base=np.e, draws=42, sample=None):
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
    """
    matrix, _, parts, lengths = wide(counts)
    if base <= 0 or base == 1:
        raise TransitError(f"base: {base} is not the base of a logarithm")
    if draws < 1:
        raise TransitError("draws: at least one token must be drawn")
    sample = lengths.min() if sample is None else sample
    if not 1 <= sample <= lengths.min():
        raise TransitError(
            f"sample: {sample} tokens do not fit in the shortest part ({lengths.min():g})"
        )
    n, v = lengths, (matrix > 0).sum(axis=0).astype(float)
    squares = (matrix**2).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_n, log_v = np.log(n) / np.log(base), np.log(v) / np.log(base)
        chance = matrix / n
        out = pd.DataFrame(
            {
                "part": parts,
                "tokens": n,
                "types": v.astype("int64"),
                "hapaxes": (matrix == 1).sum(axis=0),
                "ttr": v / n,
                "guiraud": v / np.sqrt(n),
                "cttr": v / np.sqrt(2 * n),
                "herdan": log_v / log_n,
                "summer": np.log(log_v) / np.log(log_n),
                "dugast": log_n**2 / (log_n - log_v),
                "maas": (log_n - log_v) / log_n**2,
                "yule_k": 1e4 * (squares - n) / n**2,
                "yule_i": v**2 / (squares - v),
                "simpson": (squares - n) / (n * (n - 1)),
                "herdan_vm": np.sqrt(np.maximum(squares / n**2 - 1 / v, 0)),
                "entropy": special.entr(chance).sum(axis=0) / np.log(2),
            }
        )
    absent = np.where(matrix > 0, _absent(matrix, float(draws), n), 1.0)
    out["hdd"] = np.where(n >= draws, (1 - absent).sum(axis=0) / draws, np.nan)
    out["expected"] = [
        expected_types(matrix[:, at], sample)["types"].iloc[0] for at in range(len(parts))
    ]
    out["sample"] = int(sample)
    numbers = out.columns[4:]
    out[numbers] = out[numbers].replace([np.inf, -np.inf], np.nan)
    if (out["tokens"] % 1 == 0).all():
        out["tokens"] = out["tokens"].astype("int64")
    return out


def running_diversity(texts, *, window=50, threshold=0.72):
    """The indices that need the tokens in order, for every text.

    Parameters
    ----------
    texts : mapping or sequence
        Text -> sequence of tokens; a sequence of sequences is numbered from 1.
    window : int, default 50
        Window of MATTR and segment of MSTTR.
    threshold : float, default 0.72
        Threshold of MTLD.

    Returns
    -------
    pandas.DataFrame
        Columns `part`, `tokens`, `mattr`, `msttr`, `mtld`, `window`, `threshold`.

    Raises
    ------
    TransitError
        As `mattr` and `mtld`.
    """
    named = dict(texts) if hasattr(texts, "keys") else dict(enumerate(texts, start=1))
    return pd.DataFrame(
        [
            {
                "part": part,
                "tokens": len(tokens),
                "mattr": mattr(tokens, window),
                "msttr": msttr(tokens, window),
                "mtld": mtld(tokens, threshold),
                "window": window,
                "threshold": threshold,
            }
            for part, tokens in named.items()
        ]
    )


def mattr(tokens, window=50):
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
    """
    codes = _codes(tokens)
    _window(window)
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


def msttr(tokens, segment=50, *, last="complete"):
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
    """
    codes = _codes(tokens)
    _window(segment)
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


def mtld(tokens, threshold=0.72, *, strict=False):
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

    Returns
    -------
    float
        Mean length, in tokens, of the stretches that keep TTR above the threshold, averaged over
        both reading directions, the remainder counted in proportion; NaN for an empty text or one
        without any repetition. Unreliable below about a hundred tokens.

    Raises
    ------
    TransitError
        For a threshold outside (0, 1) or a string.
    """
    codes = _codes(tokens)
    if not 0 < threshold < 1:
        raise TransitError(f"threshold: must lie between 0 and 1, not {threshold}")
    if len(codes) == 0:
        return float("nan")
    return float(np.mean([_one_way(way, threshold, strict) for way in (codes, codes[::-1])]))


def _one_way(codes, threshold, strict):
    factors, seen, length, ttr = 0.0, set(), 0, 1.0
    for code in codes.tolist():
        seen.add(code)
        length += 1
        ttr = len(seen) / length
        if ttr < threshold or (ttr == threshold and not strict):
            factors, seen, length, ttr = factors + 1, set(), 0, 1.0
    factors += (1 - ttr) / (1 - threshold)
    return len(codes) / factors if factors else float("nan")


def _codes(tokens):
    if isinstance(tokens, str):
        raise TransitError("tokens: a string is not a sequence of tokens; cut it first")
    return pd.factorize(np.asarray(tokens, dtype=object))[0] if len(tokens) else np.array([], int)


def _window(window):
    if isinstance(window, bool) or int(window) != window or window < 2:
        raise TransitError(f"window: must be a whole number of at least 2, not {window}")
