"""From repaired paragraphs to sentences, word tokens, lemmas and voices.

A *word token* is one of: an abbreviation of single letters with stops (``U.S.``); letters with
inner hyphens and apostrophes (``off-year``, ``country's``); a number with inner points or
commas (``3.5``), with letters that follow it (``1980s``). Two numbers joined by a hyphen
(``2017-2018``) are two tokens. Headings, keywords and notes are not counted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

import simplemma

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,]\d+)+"
    r"|[^\W\d_]+(?:[-'’][^\W\d_]+)*"
    r"|\d+[^\W\d_]*"
)
_END = re.compile(r"(?<![.!?…])([.!?…]++)([\"'’”»)\]]*+)\s++(?=[\"'‘“«(\[]*+(?:[^\W\d_]|\d))")
_QUOTED = re.compile(r"“[^“”]*(?:”|$)|«[^«»]*(?:»|$)|„[^„“]*(?:“|$)|\"[^\"]*(?:\"|$)")
_WORD = re.compile(r"\w")
_LAST = re.compile(r"[\w.]*$")
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')$")


@dataclass(frozen=True)
class Token:
    """A word token: surface in lower case, lemma, and whose voice speaks."""

    surface: str
    lemma: str
    voice: str


def split_sentences(text: str, abbreviations: Iterable[str] = ()) -> list[tuple[int, int]]:
    """Find the sentences of a paragraph.

    A sentence ends at a full stop, question or exclamation mark or ellipsis, with any closing
    quotation marks or brackets, before a word that begins with a capital or a digit. A full
    stop after one of the `abbreviations` or after a single initial ends no sentence.

    Parameters
    ----------
    text : str
        The repaired text of one paragraph.
    abbreviations : iterable of str
        Without their final stop; compared without regard to case.

    Returns
    -------
    list of (int, int)
        Start and end offsets, in order, covering every non-space character.
    """
    short = {abbreviation.casefold() for abbreviation in abbreviations}
    spans, start = [], 0
    for match in _END.finditer(text):
        following = _WORD.search(text, match.end())
        if not following or following[0].islower():
            continue
        if match[1] == "." and not match[2]:
            last = _LAST.search(text, max(start, match.start() - 40), match.start())
            word = last[0].casefold() if last else ""
            initial = len(word.split(".")[-1]) == 1 and word[-1:].isalpha()
            if word in short or initial:
                continue
        spans.append((start, match.end(2)))
        start = match.end()
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return spans


def find_quotations(text: str, words: int = 3) -> list[tuple[int, int]]:
    """Find the stretches of quoted speech in a paragraph.

    Parameters
    ----------
    text : str
        The repaired text of one paragraph.
    words : int
        Fewest word tokens in a quotation; shorter stretches in quotation marks are words the
        author uses with reserve, and are not quotations.

    Returns
    -------
    list of (int, int)
        Offsets of each quotation with its marks. An opening mark without a closing one quotes
        to the end of the paragraph.
    """
    return [
        match.span()
        for match in _QUOTED.finditer(text)
        if sum(1 for _ in TOKEN.finditer(match[0])) >= words
    ]


def tokenize(text: str) -> list[tuple[int, str]]:
    """Split a text into word tokens.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of (int, str)
        Offset and surface as printed, with straight apostrophes.
    """
    return [(m.start(), m[0].replace("’", "'")) for m in TOKEN.finditer(text)]


class Lemmatizer:
    """Lemmas by simplemma, in lower case, with a list of forms that are set by hand.

    A possessive ending is taken off. Names and numbers that simplemma does not know stay as
    they are; so does a hyphenated word whose lemma would lose its hyphen.

    Parameters
    ----------
    language : str
        As simplemma names it.
    forms : dict of str to str, optional
        Lower-case form to lemma, used before simplemma.
    """

    def __init__(self, language: str = "en", forms: dict[str, str] | None = None) -> None:
        self.language = language
        self.forms = forms or {}
        self._cache: dict[str, str] = {}

    def __call__(self, surface: str) -> str:
        """Lemma of one token as `tokenize` gives it."""
        word = _POSSESSIVE.sub("", surface.casefold())
        if word not in self._cache:
            self._cache[word] = self._lemma(word)
        return self._cache[word]

    def _lemma(self, word: str) -> str:
        if word in self.forms:
            return self.forms[word]
        if not word.replace("-", "").isalpha():
            return word
        lemma = simplemma.lemmatize(word, lang=self.language).casefold()
        return lemma if lemma.count("-") == word.count("-") else word


def analyse(
    text: str,
    lemmatizer: Lemmatizer,
    abbreviations: Iterable[str] = (),
    quotation_words: int = 3,
) -> list[list[Token]]:
    """Take a paragraph apart into sentences of tokens.

    Parameters
    ----------
    text : str
        The repaired text of one paragraph.
    lemmatizer : Lemmatizer
        Gives the lemmas.
    abbreviations : iterable of str
        See `split_sentences`.
    quotation_words : int
        See `find_quotations`.

    Returns
    -------
    list of list of Token
        One list per sentence; ``voice`` is ``quotation`` inside quoted speech, else ``article``.
    """
    quotations = find_quotations(text, quotation_words)
    openings = [start for start, _ in quotations]
    sentences = []
    for start, end in split_sentences(text, abbreviations):
        tokens = []
        for offset, surface in tokenize(text[start:end]):
            place = bisect_right(openings, start + offset) - 1
            quoted = place >= 0 and start + offset < quotations[place][1]
            voice = "quotation" if quoted else "article"
            tokens.append(Token(surface.casefold(), lemmatizer(surface), voice))
        sentences.append(tokens)
    return sentences
