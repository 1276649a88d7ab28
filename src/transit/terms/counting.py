"""Counting the words of a text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO

import numpy as np
import pandas as pd

from transit.errors import TransitError
from transit.terms._input import counts_array, need
from transit.terms._stretches import count_stretches
from transit.terms.counted import count_documents

__all__ = ["TOKEN", "count_documents", "count_tokens", "count_types", "normalised", "table"]

_MARK = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u0900-\u0903\u093a-\u093c\u093e-\u094f\u1dc0-\u1dff\ufe20-\ufe2f"
)
_LETTERS = rf"[^\W\d_]+(?:[{_MARK}]+[^\W\d_]*)*"

TOKEN = (
    rf"(?:[^\W\d_][{_MARK}]*\.){{2,}}|\d+(?:[.,]\d+)+|{_LETTERS}(?:[-'’]{_LETTERS})*"
    rf"|\d+(?:{_LETTERS})?"
)
"""A word: single letters with stops (U.S.), a number with inner points or commas, letters with
inner hyphens or apostrophes, or a number with the letters that follow it (1980s). A letter may
bear combining marks."""

_ALIKE = str.maketrans(
    {"\u00ad": None, "\u2010": "-", "\u2011": "-", "\u2019": "'", "\u02bc": "'", "\uff07": "'"}
)
_BLOCK = 1 << 18


def normalised(text: str) -> str:
    """Write a text in one way: composed characters, one hyphen, one apostrophe.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The text in normal form C; soft hyphens taken out; the hyphens U+2010 and U+2011 as U+002D;
        the apostrophes U+2019, U+02BC and U+FF07 as U+0027.

    Examples
    --------
    >>> normalised("re\\u0301su\\u00adme\\u0301 vis\\u2011à\\u2011vis")
    'résumé vis-à-vis'
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_ALIKE)


def count_types(
    text: str | IO[str] | Iterable[str], *, pattern: str = TOKEN, lower: bool = True
) -> pd.Series:
    """Count the word types of a text, in memory that does not grow with its length.

    Parameters
    ----------
    text : str, file object, or iterable of str
        The text. A file object open for reading text is read block by block; an iterable gives
        whole lines or documents, and no token runs over from one to the next.
    pattern : str, default `TOKEN`
        Regular expression of a token, which may not match white space or depend on it: each
        stretch between white space is matched by itself.
    lower : bool, default True
        Fold case.

    Returns
    -------
    pandas.Series
        type -> count (int64), most frequent first, types of equal count in alphabetical order;
        name ``count``, index name ``type``.

    Raises
    ------
    TransitError
        If `text` is no text, or `pattern` is not a regular expression, matches white space, or
        holds a capturing group.

    Notes
    -----
    Stretches between white space are counted first, and only the different ones are matched, those
    of equal frequency in one go: a text repeats its words, so the expression runs over the types
    and not over the tokens. Memory grows with the different stretches, that is, the types with
    the punctuation next to them. Text is brought to one form first, see `normalised`.

    Examples
    --------
    >>> count_types("The end. The END of it!").to_dict()
    {'end': 2, 'the': 2, 'it': 1, 'of': 1}
    """
    try:
        expression = re.compile(pattern)
    except re.error as error:
        raise TransitError(f"pattern: not a regular expression ({error})") from error
    if expression.groups:
        raise TransitError("pattern: write groups as (?:…), a capturing group changes the token")
    if re.search(expression, " ") or re.search(expression, "\n"):
        raise TransitError("pattern: a token may not match white space")
    written = (normalised(block) for block in _blocks(text))
    stretches = count_stretches(block.lower() if lower else block for block in written)
    alike: dict[int, list[str]] = {1: []}
    for stretch, times in stretches.items():
        alike.setdefault(times, []).append(stretch)
    found: Counter[str] = Counter()
    for times, group in alike.items():
        tokens = expression.findall("\n".join(group))
        if times == 1:
            found.update(tokens)
        else:
            get = found.get
            for token in tokens:
                found[token] = get(token, 0) + times
    return _ordered(found)


def _blocks(text: str | IO[str] | Iterable[str]) -> Iterator[str]:
    if isinstance(text, str):
        start, end = 0, len(text)
        while start < end:
            stop = min(start + _BLOCK, end)
            while stop < end and not text[stop].isspace():
                stop += 1
            yield text[start:stop]
            start = stop
    elif hasattr(text, "read"):
        rest = ""
        while block := text.read(_BLOCK):
            if isinstance(block, bytes):
                raise TransitError("text: open the file for reading text, not bytes")
            rest += block
            cut = len(rest)
            while cut and not rest[cut - 1].isspace():
                cut -= 1
            if cut:
                yield rest[:cut]
                rest = rest[cut:]
        yield rest
    elif not isinstance(text, Iterable):
        raise TransitError(f"text: expected text, a file or lines, not {type(text).__name__}")
    else:
        held, size = [], 0
        for line in text:
            if not isinstance(line, str):
                raise TransitError(f"text: expected strings, got {type(line).__name__}")
            held.append(line)
            size += len(line)
            if size >= _BLOCK:
                yield "\n".join(held)
                held, size = [], 0
        yield "\n".join(held)


def _ordered(found: Counter[str]) -> pd.Series:
    types = sorted(found)
    counts = np.fromiter((found[token] for token in types), dtype=np.int64, count=len(types))
    order = np.argsort(-counts, kind="stable")
    return pd.Series(
        counts[order],
        name="count",
        index=pd.Index(np.array(types, dtype=object)[order], name="type"),
    )


def count_tokens(parts: Mapping[object, Sequence] | Iterable[Sequence]) -> pd.DataFrame:
    """Count tokens that are already cut, part by part, as a data frame with all its zeros.

    Parameters
    ----------
    parts : mapping or iterable
        As in `count_documents`, which keeps no zeros and is the one for many documents.

    Returns
    -------
    pandas.DataFrame
        Types by parts (int64), types in alphabetical order; columns named ``part``.

    Raises
    ------
    TransitError
        As `count_documents`.

    Examples
    --------
    >>> count_tokens([["a", "b", "a"], ["b"]]).loc["a"].tolist()
    [2, 0]
    """
    return count_documents(parts).frame()


def table(
    long: pd.DataFrame, *, part: str = "part", type: str = "type", count: str = "count"
) -> pd.DataFrame:
    """Turn a long table of counts into the table of types by parts the measures take.

    Parameters
    ----------
    long : pandas.DataFrame
        One row per part and type (rows of the same part and type are added up).
    part, type, count : str
        Names of its columns.

    Returns
    -------
    pandas.DataFrame
        Index: types, in alphabetical order. Columns: parts, in order of appearance. int64, 0 where
        a type does not occur.

    Raises
    ------
    TransitError
        If a column is missing, a type or part is missing (a word such as "null" or "NA" that was
        read as a missing value), or a count is negative, missing or not whole.

    Examples
    --------
    >>> long = pd.DataFrame({"part": [1, 2, 2], "type": ["a", "a", "b"], "count": [2, 1, 3]})
    >>> table(long).loc["a"].tolist()
    [2, 1]
    """
    need(long, (part, type, count), "table")
    for name in (part, type):
        if long[name].isna().any():
            raise TransitError(
                f"column {name!r}: row {int(long[name].isna().argmax()) + 1} has no value; read "
                "the file with keep_default_na=False if it says null or NA"
            )
    counts = counts_array(long[count], f"column {count!r}")
    if (counts % 1).any():
        raise TransitError(f"column {count!r}: counts are whole numbers")
    parts = pd.Index(pd.unique(long[part]), name="part")
    out = long.groupby([type, part], observed=True)[count].sum().unstack(fill_value=0)
    return out.reindex(columns=parts).astype("int64").rename_axis(index="type", columns="part")
