"""The folder of a corpus: counts in shards, and what is known of its documents.

``shards/NAME.parquet`` holds counts and ``shards/NAME.json`` what was read into them, written
after them: a shard without its record is not there. What a shard holds never changes.
``documents.parquet`` and ``sections.parquet`` list what the folder of articles held when it was
last gathered, ``unread.csv`` what could not be read, and why.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl

from transit.corpus.documents import Batch
from transit.errors import TransitError
from transit.files import write

FORMAT = 1
"""Raised when what is written changes, so that an older corpus is not added to."""

DOCUMENTS = {
    "document": pl.String,
    "file": pl.String,
    "format": pl.String,
    "language": pl.String,
    "title": pl.String,
    "pages": pl.Int64,
    "paragraphs": pl.Int64,
    "sentences": pl.Int64,
    "tokens": pl.Int64,
    "types": pl.Int64,
    "notes": pl.Int64,
    "references": pl.Int64,
    "doubts": pl.Int64,
}
"""Columns of ``documents.parquet``."""

SECTIONS = {
    "document": pl.String,
    "order": pl.Int64,
    "heading": pl.String,
    "tokens": pl.Int64,
}
"""Columns of ``sections.parquet``."""


@dataclass(frozen=True)
class Corpus:
    """A corpus that was gathered.

    Attributes
    ----------
    folder : Path
        Where it lies.
    language : str
        Only documents of this language belong to it; all if empty.
    """

    folder: Path
    language: str = ""

    @cached_property
    def documents(self) -> pl.DataFrame:
        """The documents in the order of their names, with what was counted of each."""
        found = pl.read_parquet(self.folder / "documents.parquet").sort("document")
        return found.filter(pl.col("language") == self.language) if self.language else found

    @property
    def size(self) -> int:
        """Tokens of all documents together."""
        return int(self.documents["tokens"].sum())

    def counts(self, low: int, high: int) -> pl.LazyFrame:
        """Scan the counts of the types of some buckets, of the documents of the corpus only."""
        shards = sorted((self.folder / "shards").glob("*.parquet"))
        kept = pl.LazyFrame({"document": self.documents["document"]})
        return (
            pl.scan_parquet(shards)
            .filter(pl.col("bucket").is_between(low, high))
            .join(kept, on="document", how="semi")
        )


def save(frame: pd.DataFrame | pl.DataFrame, path: Path) -> None:
    """Write a table of a corpus as Parquet, whole or not at all.

    Parameters
    ----------
    frame : DataFrame
        Of pandas or Polars.
    path : Path
    """
    if isinstance(frame, pd.DataFrame):
        plain = {
            name: column.astype(str) if column.dtype == "category" else column
            for name, column in frame.items()
        }
        frame = pl.DataFrame({name: column.to_numpy() for name, column in plain.items()})
    stream = io.BytesIO()
    frame.write_parquet(stream, statistics=True)
    write(path, stream.getvalue())


def load(folder: Path | str, language: str = "") -> Corpus:
    """Open a corpus.

    Parameters
    ----------
    folder : path-like
        Where `gather` wrote it.
    language : str, optional
        Only its documents of this language, as ``documents.parquet`` names it.

    Returns
    -------
    Corpus

    Raises
    ------
    TransitError
        If there is no corpus, or none of its documents is of the language.
    """
    folder = Path(folder)
    if not (folder / "documents.parquet").is_file():
        raise TransitError(
            f"{folder}: no corpus; `transit corpus DIR --out {folder}` gathers one, and goes on "
            "where it was stopped"
        )
    corpus = Corpus(folder, language)
    if corpus.documents.is_empty():
        which = f"document of the language {language!r}" if language else "document"
        raise TransitError(f"{folder}: the corpus has no {which}")
    return corpus


class Store:
    """The shards of a corpus that is being gathered.

    Parameters
    ----------
    folder : Path
        Made if missing.

    Raises
    ------
    TransitError
        If it holds something else, or a corpus that another version made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shards = folder / "shards"
        mark = folder / "corpus.json"
        if mark.is_file():
            if json.loads(mark.read_text("utf-8")).get("format") != FORMAT:
                raise TransitError(
                    f"{folder}: made by another version of this program; name a new folder"
                )
        elif folder.exists() and (not folder.is_dir() or _holds(folder)):
            raise TransitError(f"{folder}: exists and is no corpus; name a new folder")
        else:
            write(mark, json.dumps({"format": FORMAT}) + "\n")

    @contextlib.contextmanager
    def owned(self) -> Iterator[None]:
        """Be the only one who adds to the corpus."""
        with (self.folder / "corpus.json").open() as mark:
            try:
                fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise TransitError(f"{self.folder}: is being gathered; wait") from error
            yield

    def records(self) -> Iterator[dict[str, Any]]:
        """Give what is told of every document that was read, shard by shard."""
        for path in sorted(self.shards.glob("*.json")):
            yield from json.loads(path.read_text("utf-8"))

    def keep(self, batch: Batch) -> None:
        """Write a shard: counts first, then the record by which it is there."""
        if not batch.records:
            return
        names = "\n".join(record["document"] for record in batch.records)
        name = hashlib.sha256(names.encode()).hexdigest()[:16]
        write(self.shards / f"{name}.parquet", batch.counts)
        write(self.shards / f"{name}.json", json.dumps(batch.records, ensure_ascii=False))

    def tidy(self) -> None:
        """Take out counts whose record was never written."""
        for path in self.shards.glob("*.parquet"):
            if not path.with_suffix(".json").is_file():
                path.unlink()


def _holds(folder: Path) -> bool:
    return any(not path.name.startswith(".") for path in folder.iterdir())
