"""One document of a corpus: read, counted, described; or the reason why it cannot be."""

from __future__ import annotations

import io
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from transit import reading
from transit.errors import TransitError

BUCKETS = 256
"""Shares into which types fall by a hash of their letters."""

ROWS = 16_384
"""Rows of a group of a Parquet file: the least that is read of it."""

ENDINGS = frozenset([".pdf", ".txt", *reading.FORMATS])
"""Endings of the files that are read."""

COUNTS = {"bucket": pl.UInt8, "document": pl.String, "type": pl.String, "count": pl.UInt32}
"""Columns of the counts: a row for each type of each document, sorted by bucket and type."""


@dataclass(frozen=True)
class Task:
    """A document to be read: its name in the corpus, which its content gives it, and its place."""

    document: str
    path: str


@dataclass
class Batch:
    """What became of some documents.

    Attributes
    ----------
    records : list of dict
        What is told of each document that was read.
    refused : dict of str to str
        Document to the reason why it could not be read.
    counts : bytes
        Parquet, with the columns `COUNTS`.
    """

    records: list[dict[str, Any]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    counts: bytes = b""


def read_batch(tasks: tuple[Task, ...]) -> Batch:
    """Read and count some documents; what is wrong with one is told and harms no other."""
    batch, rows = Batch(), []
    lemmatizers: dict[str, reading.Lemmatizer] = {}
    for task in tasks:
        try:
            record, counts = _read(task, lemmatizers)
        except TransitError as error:
            batch.refused[task.document] = str(error).removeprefix(f"{task.path}: ")
        except Exception as error:  # any: a reader of a format may fail as it likes
            batch.refused[task.document] = f"{type(error).__name__}: {error}"
        else:
            batch.records.append(record)
            rows += [(_bucket(type), task.document, type, n) for type, n in counts.items()]
    if rows:
        frame = pl.DataFrame(rows, schema=COUNTS, orient="row").sort("bucket", "type", "document")
        stream = io.BytesIO()
        frame.write_parquet(stream, row_group_size=ROWS, statistics=True)
        batch.counts = stream.getvalue()
    return batch


def _bucket(type: str) -> int:
    return zlib.crc32(type.encode()) % BUCKETS


def _read(
    task: Task, lemmatizers: dict[str, reading.Lemmatizer]
) -> tuple[dict[str, Any], Counter[str]]:
    article = reading.read_article(task.path, reading.Settings(notes_complete=False))
    settings = article.settings
    lemmatizer = lemmatizers.setdefault(settings.language, reading.Lemmatizer(settings.language))
    counts: Counter[str] = Counter()
    sentences = 0
    sections = {section.setting.id: 0 for section in article.sections}
    for paragraph in article.paragraphs:
        for sentence in reading.analyse(paragraph.text, lemmatizer, settings.abbreviations):
            sentences += 1
            sections[paragraph.section] += len(sentence)
            counts.update(token.lemma for token in sentence)
    if not counts:
        raise TransitError("no word in its running text")
    record = {
        "document": task.document,
        "format": Path(task.path).suffix.lower()[1:],
        "language": settings.language,
        "title": article.title,
        "pages": article.pages,
        "paragraphs": len(article.paragraphs),
        "sentences": sentences,
        "tokens": counts.total(),
        "types": len(counts),
        "notes": len(article.notes),
        "references": len(article.references),
        "doubts": len(article.doubts),
        "sections": [
            {"heading": section.setting.heading, "tokens": sections[section.setting.id]}
            for section in article.sections
        ],
    }
    return record, counts
