"""A list of terms proposed for an article: what it says more often than its language does."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import wordfreq

from transit.article import columns
from transit.reading import Article, Lemmatizer, analyse
from transit.reading.assembly import slug_of
from transit.reading.words import Token
from transit.terms import association, keyness

if TYPE_CHECKING:
    from transit.corpus import Corpus

WORDS, PAIRS = 40, 20
"""Most single words and most pairs of words that are proposed."""

FEWEST = 3
"""Occurrences that a proposed term needs."""

COMMON = 5.3
"""Zipf frequency (log of occurrences in 1,000 million words) from which a word is no term."""


def propose_terms(article: Article, reference: Corpus | None = None) -> pd.DataFrame:
    """Propose a list of terms: words by keyness against the language, pairs by association.

    Parameters
    ----------
    article : Article
        From `transit.reading.read_article`.
    reference : Corpus, optional
        Other articles, against which to take words instead of the language.

    Returns
    -------
    DataFrame
        The columns of ``terms.csv``. Every gloss begins with "Proposed" and says why; the kind
        is "concept" throughout, which a reader has to correct.

    Notes
    -----
    Words of languages that wordfreq does not know are taken by their number alone.
    """
    settings = article.settings
    lemmatizer = Lemmatizer(settings.language)
    tokens = [
        sentence
        for paragraph in article.paragraphs
        for sentence in analyse(paragraph.text, lemmatizer, settings.abbreviations)
    ]
    forms = _forms(tokens)
    sentences = [[token.lemma for token in sentence] for sentence in tokens]
    counts = Counter(word for sentence in sentences for word in sentence)
    pairs = _pairs(sentences, counts, settings.language)
    if reference is None:
        singles = _singles(counts, settings.language)
    else:
        singles = _against(counts, settings.language, reference)
    rows, taken = [], set()
    for words, count, why in [*pairs, *singles]:
        name = slug_of(words)
        if name and name not in taken:
            taken.add(name)
            label = forms[words].most_common(1)[0][0].capitalize()
            rows.append((name, label, words, "concept", f"Proposed: {count} times, {why}"))
    return pd.DataFrame(rows, columns=columns("terms"))


def _forms(sentences: list[list[Token]]) -> dict[str, Counter[str]]:
    """Return how often words and pairs, by their lemmas, stand in which forms."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for words in [*zip(sentence, strict=True), *pairwise(sentence)]:
            forms[" ".join(w.lemma for w in words)][" ".join(w.surface for w in words)] += 1
    return forms


@cache
def _known(language: str) -> bool:
    return language in wordfreq.available_languages("best")


def _common(word: str, language: str, limit: float = COMMON) -> bool:
    if not word.replace("-", "").isalpha() or len(word) < 3:
        return True
    if not _known(language):
        return len(word) < 4
    return wordfreq.zipf_frequency(word, language) >= limit


def _frequent(counts: Counter[str], language: str) -> list[tuple[str, int]]:
    return [
        (word, count)
        for word, count in counts.items()
        if count >= FEWEST and not _common(word, language)
    ]


def _against(counts: Counter[str], language: str, reference: Corpus) -> list[tuple[str, int, str]]:
    """Words by keyness against a corpus of articles."""
    from transit.corpus import reference_counts

    found = _frequent(counts, language)
    theirs = reference_counts(reference).reindex([word for word, _ in found], fill_value=0)
    own = np.array([count for _, count in found], dtype=float)
    g2 = np.asarray(
        keyness.log_likelihood(
            own, theirs["count"].to_numpy(), counts.total(), reference.size, signed=True
        )
    )
    whole = f"{len(reference.documents):,} articles"
    held = theirs["documents"].tolist()
    return [
        (*found[i], f"G² {g2[i]:.0f} against {whole}, of which {held[i]:,} have it")
        for i in _ordered(found, g2)
    ]


def _ordered(found: list[tuple[str, int]], g2: np.ndarray) -> list[int]:
    order = sorted(range(len(found)), key=lambda i: (-g2[i], found[i][0]))
    return [i for i in order[:WORDS] if g2[i] > 0]


def _singles(counts: Counter[str], language: str) -> list[tuple[str, int, str]]:
    size = sum(counts.values())
    found = _frequent(counts, language)
    if not found:
        return []
    if not _known(language):
        ranked = sorted(found, key=lambda item: (-item[1], item[0]))
        return [(word, count, "no word list of its language is known") for word, count in ranked][
            :WORDS
        ]
    million = 1_000_000
    rates = np.array([wordfreq.word_frequency(word, language) for word, _ in found])
    expected = np.maximum(rates * million, 0.01)
    own = np.array([count for _, count in found], dtype=float)
    g2 = np.asarray(keyness.log_likelihood(own, expected, size, million, signed=True))
    return [
        (*found[i], f"G² {g2[i]:.0f} against general {_name(language)}")
        for i in _ordered(found, g2)
    ]


def _pairs(
    sentences: list[list[str]], counts: Counter[str], language: str
) -> list[tuple[str, int, str]]:
    joint = Counter(
        pair
        for sentence in sentences
        for pair in pairwise(sentence)
        if not any(_common(word, language, 6.0) for word in pair) and pair[0] != pair[1]
    )
    found = [(pair, count) for pair, count in joint.items() if count >= FEWEST]
    if not found:
        return []
    size = sum(counts.values())
    g2 = np.asarray(
        association.log_likelihood(
            np.array([count for _, count in found]),
            np.array([counts[first] for (first, _), _ in found]),
            np.array([counts[second] for (_, second), _ in found]),
            size,
        )
    )
    order = sorted(range(len(found)), key=lambda i: (-g2[i], found[i][0]))
    return [
        (" ".join(found[i][0]), found[i][1], f"G² {g2[i]:.0f} of the two words together")
        for i in order[:PAIRS]
    ]


def _name(language: str) -> str:
    from transit.reading.languages import LANGUAGES

    return LANGUAGES[language].name if language in LANGUAGES else language
