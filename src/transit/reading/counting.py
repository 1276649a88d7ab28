"""The tables of an article, counted from its text.

What is published is counts, not text: tokens are sorted within a paragraph, bigrams are given
only if they occur at least twice in the article, and of sentences only the entries of the
controlled lists are told. The model is the Extracted Features of HathiTrust
[htrc2020extracted].
"""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import pandas as pd

from transit.article import OPTIONAL, TABLES, columns
from transit.citations.bibtex import Work
from transit.reading.document import Article
from transit.reading.lists import Lists
from transit.reading.matching import Matcher
from transit.reading.notes import resolve_notes
from transit.reading.structured import FORMATS
from transit.reading.words import Lemmatizer, Token, analyse

MIN_BIGRAM = 2
"""Fewest occurrences in the article for a bigram to be published."""


def build(article: Article, lists: Lists, works: list[Work] | None = None) -> dict[str, bytes]:
    """Build every table of an article.

    Parameters
    ----------
    article : Article
        From `transit.reading.take_apart`.
    lists : Lists
        From `load_lists`.
    works : list of Work, optional
        From `transit.citations.load_works`; without them notes have no keys.

    Returns
    -------
    dict of str to bytes
        File name to content: one CSV per entry of `transit.article.TABLES`, and ``provenance.json``. The same
        input and tools give the same bytes.
    """
    settings = article.settings
    lemmatizer = Lemmatizer(
        settings.language, dict(zip(lists.lemmas["form"], lists.lemmas["lemma"], strict=True))
    )
    analysed = {
        p.id: analyse(p.text, lemmatizer, settings.abbreviations, settings.quotation_words)
        for p in article.paragraphs
    }
    notes = resolve_notes(article, works)
    terms, markers = lists.matchers()
    frames = {
        "sections": _sections(article, analysed),
        "paragraphs": _paragraphs(article, analysed),
        "tokens": _tokens(analysed),
        "bigrams": _bigrams(article, analysed),
        **_matches(analysed, terms, markers),
        "notes": notes,
        "repairs": article.log.frame(),
    }
    names = TABLES
    if article.references:
        frames |= {"references": _references(article), "citations": _citations(article)}
        names = (*TABLES, *OPTIONAL)
    files = {f"{name}.csv": _csv(frames[name][columns(name)]) for name in names}
    provenance = {
        "source": {
            "sha256": article.source.sha256,
            "bytes": article.source.bytes,
            "characters": article.source.characters,
        },
        "pages": article.pages,
        "subjects": article.keywords,
        "tools": {name: version(name) for name in ("simplemma", *_tools(article))},
        "tables": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
    }
    text = json.dumps(provenance, ensure_ascii=False, indent=2) + "\n"
    files["provenance.json"] = text.encode("utf-8")
    return files


def _size(sentences: list[list[Token]]) -> int:
    return sum(len(sentence) for sentence in sentences)


def _sections(article: Article, analysed: dict[str, list[list[Token]]]) -> pd.DataFrame:
    rows = []
    for order, section in enumerate(article.sections, start=1):
        paragraphs = section.paragraphs
        rows.append(
            (
                section.setting.id,
                order,
                section.setting.heading,
                section.setting.sought,
                section.page,
                paragraphs[-1].page_last,
                len(paragraphs),
                sum(len(analysed[p.id]) for p in paragraphs),
                sum(_size(analysed[p.id]) for p in paragraphs),
                sum(len(p.notes) for p in paragraphs),
            )
        )
    return pd.DataFrame(rows, columns=columns("sections"))


def _paragraphs(article: Article, analysed: dict[str, list[list[Token]]]) -> pd.DataFrame:
    rows = []
    for paragraph in article.paragraphs:
        sentences = analysed[paragraph.id]
        quoted = sum(token.voice == "quotation" for s in sentences for token in s)
        rows.append(
            (
                paragraph.id,
                paragraph.section,
                paragraph.position,
                paragraph.page,
                len(sentences),
                _size(sentences),
                quoted,
            )
        )
    return pd.DataFrame(rows, columns=columns("paragraphs"))


def _tokens(analysed: dict[str, list[list[Token]]]) -> pd.DataFrame:
    rows = []
    for paragraph, sentences in analysed.items():
        counts = Counter((t.surface, t.lemma, t.voice) for s in sentences for t in s)
        rows += [(paragraph, *key, count) for key, count in sorted(counts.items())]
    return pd.DataFrame(rows, columns=columns("tokens"))


def _bigrams(article: Article, analysed: dict[str, list[list[Token]]]) -> pd.DataFrame:
    by_section: dict[str, Counter[tuple[str, str]]] = {}
    for paragraph in article.paragraphs:
        counts = by_section.setdefault(paragraph.section, Counter())
        for sentence in analysed[paragraph.id]:
            lemmas = [token.lemma for token in sentence]
            counts.update(pairwise(lemmas))
    total: Counter[tuple[str, str]] = Counter()
    for counts in by_section.values():
        total.update(counts)
    rows = [
        (section, *pair, count)
        for section, counts in by_section.items()
        for pair, count in sorted(counts.items())
        if total[pair] >= MIN_BIGRAM
    ]
    return pd.DataFrame(rows, columns=columns("bigrams"))


def _matches(
    analysed: dict[str, list[list[Token]]], terms: Matcher, markers: Matcher
) -> dict[str, pd.DataFrame]:
    rows: dict[str, list] = {"term_counts": [], "term_sentences": [], "marker_sentences": []}
    for paragraph, sentences in analysed.items():
        voices: Counter = Counter()
        for number, sentence in enumerate(sentences, start=1):
            here: Counter = Counter()
            for match in terms.find(sentence):
                voices[match.entry, sentence[match.start].voice] += 1
                here[match.entry] += 1
            rows["term_sentences"] += [(paragraph, number, *item) for item in sorted(here.items())]
            stance = Counter((m.entry, sentence[m.start].voice) for m in markers.find(sentence))
            rows["marker_sentences"] += [
                (paragraph, number, *key, count) for key, count in sorted(stance.items())
            ]
        rows["term_counts"] += [(paragraph, *key, count) for key, count in sorted(voices.items())]
    return {name: pd.DataFrame(rows[name], columns=columns(name)) for name in rows}


def _references(article: Article) -> pd.DataFrame:
    rows = [
        (r.id, r.authors, r.year, r.title, r.doi, r.url, r.page, "yes" if r.certain else "no")
        for r in article.references
    ]
    return pd.DataFrame(rows, columns=columns("references"))


def _citations(article: Article) -> pd.DataFrame:
    rows = [(c.paragraph, c.reference, c.form, c.count) for c in article.citations]
    return pd.DataFrame(rows, columns=columns("citations"))


def _tools(article: Article) -> tuple[str, ...]:
    """Return the packages that read the file, for formats other than plain text."""
    ending = Path(article.source.name).suffix.lower()
    if ending == ".pdf":
        return ("pdfplumber", "pdfminer.six")
    return ("pypandoc-binary",) if ending in FORMATS else ()


def _csv(frame: pd.DataFrame) -> bytes:
    stream = io.StringIO()
    frame.to_csv(stream, index=False, lineterminator="\n")
    return stream.getvalue().encode("utf-8")
