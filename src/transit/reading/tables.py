"""The tables of an article: built, written, checked against earlier ones, loaded.

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
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import pandas as pd

from transit.errors import TransitError
from transit.reading.layout import Article
from transit.reading.matching import Matcher
from transit.reading.notes import Work, resolve_notes
from transit.reading.words import Lemmatizer, Token, analyse

TERM_KINDS = ("institution", "person", "group", "concept", "procedure", "place", "external")
MARKER_CATEGORIES = ("modal", "hedge", "booster", "attribution", "future")
MIN_BIGRAM = 2
"""Fewest occurrences in the article for a bigram to be published."""

COLUMNS = {
    "sections": [
        "section", "order", "heading", "page_first", "page_last", "paragraphs", "sentences",
        "tokens", "notes",
    ],
    "paragraphs": [
        "paragraph", "section", "position", "page", "sentences", "tokens", "quoted_tokens",
    ],
    "tokens": ["paragraph", "token", "lemma", "voice", "count"],
    "bigrams": ["section", "first", "second", "count"],
    "term_counts": ["paragraph", "term", "voice", "count"],
    "term_sentences": ["paragraph", "sentence", "term", "count"],
    "marker_sentences": ["paragraph", "sentence", "marker", "voice", "count"],
    "notes": ["note", "section", "paragraph", "page", "keys", "locator", "form"],
    "repairs": ["kind", "page", "what", "repaired", "count"],
}  # fmt: skip
"""Columns of every table that reading writes."""

INPUTS = {
    "terms": ["term", "label", "patterns", "kind", "gloss"],
    "markers": ["marker", "patterns", "category", "gloss"],
    "lemmas": ["form", "lemma", "gloss"],
}
"""Columns of the lists made by hand that lie in the same folder; each may be missing."""


@dataclass(frozen=True)
class Lists:
    """The lists made by hand: terms, stance markers, and forms with their lemma."""

    terms: pd.DataFrame
    markers: pd.DataFrame
    lemmas: pd.DataFrame


@dataclass(frozen=True)
class ArticleTables:
    """The tables of one article, as `load` reads them; columns in `COLUMNS` and `INPUTS`.

    ``provenance`` is a dict: source (sha256, bytes, characters), pages, subjects (the
    article's own keywords), tools, and tables (SHA-256 of each file).
    """

    sections: pd.DataFrame
    paragraphs: pd.DataFrame
    tokens: pd.DataFrame
    bigrams: pd.DataFrame
    terms: pd.DataFrame
    markers: pd.DataFrame
    term_counts: pd.DataFrame
    term_sentences: pd.DataFrame
    marker_sentences: pd.DataFrame
    notes: pd.DataFrame
    repairs: pd.DataFrame
    provenance: dict

    @property
    def keywords(self) -> list[str]:
        """The article's own keywords, in its order."""
        return list(self.provenance["subjects"])


def load_lists(folder: str | Path) -> Lists:
    """Read ``terms.csv``, ``markers.csv`` and ``lemmas.csv`` from a folder.

    Parameters
    ----------
    folder : str or Path
        A file that is missing gives an empty list.

    Returns
    -------
    Lists
        Frames with the columns of `INPUTS`, all of type string.

    Raises
    ------
    TransitError
        If a list has other columns, an empty cell, an unknown kind or category, or a doubled
        entry; the message names file and row.
    """
    frames = {name: _read_list(Path(folder) / f"{name}.csv", name) for name in INPUTS}
    _check_values(Path(folder) / "terms.csv", frames["terms"], "kind", TERM_KINDS)
    _check_values(Path(folder) / "markers.csv", frames["markers"], "category", MARKER_CATEGORIES)
    lists = Lists(**frames)
    _matchers(lists)
    return lists


def build(article: Article, lists: Lists, works: list[Work] | None = None) -> dict[str, bytes]:
    """Build every table of an article.

    Parameters
    ----------
    article : Article
        From `transit.reading.take_apart`.
    lists : Lists
        From `load_lists`.
    works : list of Work, optional
        From `transit.reading.read_works`; without them notes have no keys.

    Returns
    -------
    dict of str to bytes
        File name to content: one CSV per entry of `COLUMNS`, and ``provenance.json``. The same
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
    terms, markers = _matchers(lists)
    frames = {
        "sections": _sections(article, analysed),
        "paragraphs": _paragraphs(article, analysed),
        "tokens": _tokens(analysed),
        "bigrams": _bigrams(article, analysed),
        **_matches(analysed, terms, markers),
        "notes": notes,
        "repairs": article.log.frame(),
    }
    files = {f"{name}.csv": _csv(frames[name][COLUMNS[name]]) for name in COLUMNS}
    provenance = {
        "source": {
            "sha256": article.source.sha256,
            "bytes": article.source.bytes,
            "characters": article.source.characters,
        },
        "pages": article.pages,
        "subjects": article.keywords,
        "tools": {"simplemma": version("simplemma")},
        "tables": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
    }
    text = json.dumps(provenance, ensure_ascii=False, indent=2) + "\n"
    files["provenance.json"] = text.encode("utf-8")
    return files


def compare(files: dict[str, bytes], folder: str | Path) -> pd.DataFrame:
    """Compare built files with those in a folder, byte for byte.

    Parameters
    ----------
    files : dict of str to bytes
        File name to content, from `build`.
    folder : str or Path
        Where the earlier files lie.

    Returns
    -------
    DataFrame
        file, state: ``equal``, ``differs`` or ``missing``; in the order of `files`.
    """
    rows = []
    for name, content in files.items():
        path = Path(folder) / name
        if not path.is_file():
            state = "missing"
        else:
            state = "equal" if path.read_bytes() == content else "differs"
        rows.append((name, state))
    return pd.DataFrame(rows, columns=["file", "state"])


def load(data: str | Path = "data/article") -> ArticleTables:
    """Load the tables of an article.

    Parameters
    ----------
    data : str or Path
        The folder that `write` filled.

    Returns
    -------
    ArticleTables
        Frames with the columns of `COLUMNS` and `INPUTS`: counts, pages and numbers as integers,
        everything else as strings, empty cells as empty strings.

    Raises
    ------
    TransitError
        If a table is missing or has other columns.
    """
    folder = Path(data)
    frames = {}
    for name, columns in COLUMNS.items():
        path = folder / f"{name}.csv"
        if not path.is_file():
            raise TransitError(f"{path}: no such file; run `transit read ARTICLE --out {folder}`")
        frames[name] = _read_csv(path, columns)
    for name in ("terms", "markers"):
        frames[name] = _read_list(folder / f"{name}.csv", name)
    path = folder / "provenance.json"
    if not path.is_file():
        raise TransitError(f"{path}: no such file; run `transit read ARTICLE --out {folder}`")
    try:
        provenance = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise TransitError(f"{path}: not valid JSON: {error}") from error
    return ArticleTables(**frames, provenance=provenance)


_INTEGERS = {
    "order", "page_first", "page_last", "page", "paragraphs", "sentences", "position",
    "quoted_tokens", "count", "sentence", "note",
}  # fmt: skip


def _read_csv(path: Path, columns: list[str]) -> pd.DataFrame:
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise TransitError(f"{path}: not a readable CSV table: {error}") from error
    if list(frame.columns) != columns:
        raise TransitError(
            f"{path}: has the columns {', '.join(frame.columns)}; expected: {', '.join(columns)}"
        )
    for column in columns:
        whole = column in _INTEGERS or (
            column in ("tokens", "notes") and path.stem in ("sections", "paragraphs")
        )
        if whole:
            wrong = frame.index[~frame[column].str.fullmatch(r"\d+")]
            if len(wrong):
                raise TransitError(
                    f"{path}: row {wrong[0] + 2}, column {column}: "
                    f"{frame[column][wrong[0]]!r} is no whole number"
                )
            frame[column] = frame[column].astype("int64")
    return frame


def _read_list(path: Path, name: str) -> pd.DataFrame:
    if not path.is_file():
        return pd.DataFrame({column: pd.Series(dtype=str) for column in INPUTS[name]})
    frame = _read_csv(path, INPUTS[name])
    for column in frame.columns:
        empty = frame.index[frame[column].str.strip() == ""]
        if len(empty):
            raise TransitError(f"{path}: row {empty[0] + 2} has no {column}")
    first = frame.columns[0]
    double = frame.index[frame[first].duplicated()]
    if len(double):
        raise TransitError(
            f"{path}: row {double[0] + 2} has {first} {frame[first][double[0]]!r} a second time"
        )
    return frame


def _check_values(path: Path, frame: pd.DataFrame, column: str, allowed: Iterable[str]) -> None:
    wrong = frame.index[~frame[column].isin(list(allowed))]
    if len(wrong):
        raise TransitError(
            f"{path}: row {wrong[0] + 2} has the {column} {frame[column][wrong[0]]!r}; "
            f"allowed: {', '.join(allowed)}"
        )


def _matchers(lists: Lists) -> tuple[Matcher, Matcher]:
    terms = zip(lists.terms["term"], lists.terms["patterns"], strict=True)
    markers = zip(lists.markers["marker"], lists.markers["patterns"], strict=True)
    return Matcher(terms, "terms.csv"), Matcher(markers, "markers.csv")


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
                section.page,
                paragraphs[-1].page_last,
                len(paragraphs),
                sum(len(analysed[p.id]) for p in paragraphs),
                sum(_size(analysed[p.id]) for p in paragraphs),
                sum(len(p.notes) for p in paragraphs),
            )
        )
    return pd.DataFrame(rows, columns=COLUMNS["sections"])


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
    return pd.DataFrame(rows, columns=COLUMNS["paragraphs"])


def _tokens(analysed: dict[str, list[list[Token]]]) -> pd.DataFrame:
    rows = []
    for paragraph, sentences in analysed.items():
        counts = Counter((t.surface, t.lemma, t.voice) for s in sentences for t in s)
        rows += [(paragraph, *key, count) for key, count in sorted(counts.items())]
    return pd.DataFrame(rows, columns=COLUMNS["tokens"])


def _bigrams(article: Article, analysed: dict[str, list[list[Token]]]) -> pd.DataFrame:
    by_section: dict[str, Counter] = {}
    for paragraph in article.paragraphs:
        counts = by_section.setdefault(paragraph.section, Counter())
        for sentence in analysed[paragraph.id]:
            lemmas = [token.lemma for token in sentence]
            counts.update(pairwise(lemmas))
    total = sum(by_section.values(), Counter())
    rows = [
        (section, *pair, count)
        for section, counts in by_section.items()
        for pair, count in sorted(counts.items())
        if total[pair] >= MIN_BIGRAM
    ]
    return pd.DataFrame(rows, columns=COLUMNS["bigrams"])


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
    return {name: pd.DataFrame(rows[name], columns=COLUMNS[name]) for name in rows}


def _csv(frame: pd.DataFrame) -> bytes:
    stream = io.StringIO()
    frame.to_csv(stream, index=False, lineterminator="\n")
    return stream.getvalue().encode("utf-8")
