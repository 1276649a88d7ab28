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

from transit.reading import languages

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,]\d+)+"
    r"|[^\W\d_]+(?:[-'’][^\W\d_]+)*"
    r"|\d+[^\W\d_]*"
)
_END = re.compile(r"(?<![.!?…])([.!?…]++)([\"'’”»)\]]*+)\s++(?=[\"'‘“«(\[]*+(?:[^\W\d_]|\d))")
_QUOTED = re.compile(r"“[^“”]*(?:”|$)|«[^«»]*(?:»|$)|„[^„“]*(?:“|$)|\"[^\"]*(?:\"|$)")
_WORD = re.compile(r"\w")
_WHOLE = re.compile(r"[^\W\d_]+")
_AFTER_NUMBER = re.compile(r"\d\s*\w{1,4}$")
_LED = re.compile(r"\b(?:am|vom|zum|bis|dem|den|der|das|des|im|beim|und|seit|ab|jeder?n?) \d{1,2}$")
_MONTHS = frozenset(
    [
        "Januar",
        "Jänner",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
        "Jahrhundert",
        "Jahrhunderts",
        "Jahrhunderte",
        "Auflage",
        "Kapitel",
    ]
)
_LAST = re.compile(r"[\w.]*$")
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')$")


@dataclass(frozen=True)
class Token:
    """A word token: surface in lower case, lemma, and whose voice speaks."""

    surface: str
    lemma: str
    voice: str


def split_sentences(
    text: str, abbreviations: Iterable[str] = (), language: str = "en"
) -> list[tuple[int, int]]:
    """Find the sentences of a paragraph.

    A sentence ends at a full stop, question or exclamation mark or ellipsis, with any closing
    quotation marks or brackets, before a word that begins with a capital or a digit. A full
    stop after one of the `abbreviations` or after a single initial ends no sentence; nor, in
    German, after an ordinal ("am 3. Oktober"). After a number and its unit ("1995 г.") a
    sentence ends if a common word with a capital follows.

    Parameters
    ----------
    text : str
        The repaired text of one paragraph.
    abbreviations : iterable of str
        Without their final stop; compared without regard to case.
    language : str
        As `transit.reading.languages` names it.

    Returns
    -------
    list of (int, int)
        Start and end offsets, in order, covering every non-space character.
    """
    short = {abbreviation.lower() for abbreviation in abbreviations}
    spans, start = [], 0
    for match in _END.finditer(text):
        following = _WORD.search(text, match.end())
        if not following or following[0].islower():
            continue
        if match[1] == "." and not match[2]:
            last = _LAST.search(text, max(start, match.start() - 40), match.start())
            word = last[0].lower() if last else ""
            following_word = _WHOLE.search(text, match.end())
            after = following_word[0] if following_word else ""
            if _unfinished(text[start : match.start()], word, after, short, language):
                continue
        spans.append((start, match.end(2)))
        start = match.end()
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return spans


def _unfinished(before: str, word: str, after: str, short: set[str], language: str) -> bool:
    """Whether a full stop after a word, and before another with a capital, ends no sentence."""
    known = languages.LANGUAGES.get(language)
    if known and word in known.after_number and _AFTER_NUMBER.search(before):
        return not languages.known(after.lower(), language)
    if known and known.ordinals and word.isdigit() and len(word) < 3:
        led = _LED.search(before)
        return after in _MONTHS or led is not None
    initial = len(word.split(".")[-1]) == 1 and word[-1:].isalpha()
    return word in short or initial


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
        As simplemma names it, or one of `transit.reading.languages.WITHOUT_LEMMAS`.
    forms : dict of str to str, optional
        Lower-case form to lemma, used before simplemma.
    """

    def __init__(self, language: str = "en", forms: dict[str, str] | None = None) -> None:
        self.language = language
        self.forms = forms or {}
        self._cache: dict[str, str] = {}

    def __call__(self, surface: str) -> str:
        """Lemma of one token as `tokenize` gives it."""
        word = _POSSESSIVE.sub("", surface.lower())
        if word not in self._cache:
            self._cache[word] = self._lemma(word)
        return self._cache[word]

    def _lemma(self, word: str) -> str:
        if word in self.forms:
            return self.forms[word]
        if not word.replace("-", "").isalpha():
            return word
        if self.language in languages.WITHOUT_LEMMAS:
            return word
        lemma = simplemma.lemmatize(word, lang=self.language).lower()
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
    for start, end in split_sentences(text, abbreviations, lemmatizer.language):
        tokens = []
        for offset, surface in tokenize(text[start:end]):
            place = bisect_right(openings, start + offset) - 1
            quoted = place >= 0 and start + offset < quotations[place][1]
            voice = "quotation" if quoted else "article"
            tokens.append(Token(surface.lower(), lemmatizer(surface), voice))
        sentences.append(tokens)
    return sentences
