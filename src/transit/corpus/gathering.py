"""Gathering a corpus: every article of a folder read once, whatever comes between."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from tqdm import tqdm

from transit.corpus.documents import ENDINGS, Batch, Task, read_batch
from transit.corpus.executors import LOST, Executor, executor
from transit.corpus.store import DOCUMENTS, SECTIONS, Corpus, Store, load, save
from transit.errors import TransitError
from transit.files import write

MOST, BYTES = 64, 16_000_000
"""Documents of a shard, and bytes of their files: what is done again after a kill."""

SLOW = 16
"""For how many documents a PDF counts, for the time that it takes."""

KILLED = "whatever read it was killed, perhaps for the memory it took"
COPY = "has the content of {}"


@dataclass(frozen=True)
class Gathered:
    """A corpus, how many documents were new, and the files that are not in it, with reasons."""

    corpus: Corpus
    new: int
    unread: dict[str, str]


def gather(
    articles: Path | str,
    folder: Path | str,
    workers: Executor | None = None,
    *,
    progress: bool = False,
) -> Gathered:
    """Read the articles of a folder into a corpus.

    Parameters
    ----------
    articles : path-like
        Folder of articles, of any format that `transit.reading.read_article` knows; folders in it
        too. Hidden files are passed over.
    folder : path-like
        The corpus. If it was begun before, what it holds is not read again, wherever it now
        lies: a document is known by its content.
    workers : Executor, optional
        From `executor`; this process by default.
    progress : bool, default False
        Show how far it is, if the error output is a terminal.

    Returns
    -------
    Gathered

    Raises
    ------
    TransitError
        If a folder cannot be used, or no article can be read.
    """
    articles, folder = Path(articles), Path(folder)
    if not articles.is_dir():
        raise TransitError(f"{articles}: no such folder; name one with articles")
    store = Store(folder)
    with store.owned():
        known = {record["document"] for record in store.records()}
        search = _Search(articles, folder, known, progress)
        batches = _read(search.tasks(), workers or executor())
        new = 0
        for batch in batches:
            store.keep(batch)
            new += len(batch.records)
            search.note(batch)
        store.tidy()
        _write_lists(store, search)
    if not search.files:
        raise TransitError(f"{articles}: no article in it could be read; {folder}/unread.csv")
    return Gathered(load(folder), new, search.unread)


class _Search:
    """The files of a folder: which are documents, which are known, what became of each."""

    def __init__(self, articles: Path, folder: Path, known: set[str], progress: bool) -> None:
        self.articles, self.known = articles, known
        self.paths = sorted(_files(articles, folder))
        self.files: dict[str, str] = {}
        self.unread: dict[str, str] = {}
        self.bar = _bar(len(self.paths), progress)

    def tasks(self) -> Iterator[Task]:
        """Give the documents that are not known."""
        for path in self.paths:
            name = path.relative_to(self.articles).as_posix()
            if path.suffix.lower() not in ENDINGS:
                self._leave(name, "no format that is read")
                continue
            try:
                with path.open("rb") as file:
                    document = hashlib.file_digest(file, "sha256").hexdigest()[:16]
            except OSError as error:
                self._leave(name, error.strerror or str(error))
                continue
            if document in self.files:
                self._leave(name, COPY.format(self.files[document]))
                continue
            self.files[document] = name
            if document in self.known:
                self.bar.update()
            else:
                yield Task(document, str(path))

    def note(self, batch: Batch) -> None:
        """Note what became of some documents."""
        self.bar.update(len(batch.records))
        for document, reason in batch.refused.items():
            self._leave(self.files.pop(document), reason)

    def _leave(self, name: str, reason: str) -> None:
        self.unread[name] = " ".join(reason.split())
        self.bar.update()


def _files(articles: Path, folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(articles):
        here = Path(place)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and (here / name).resolve() != folder.resolve()
        ]
        yield from (here / name for name in names if not name.startswith("."))


def _bar(total: int, shown: bool) -> tqdm:
    return tqdm(total=total, unit=" files", disable=None if shown else True)


def _read(tasks: Iterable[Task], workers: Executor) -> Iterator[Batch]:
    """Read documents batch by batch; a batch that kills whoever reads it, one by one."""
    lost: list[Task] = []
    for batch, result in workers.each(read_batch, _batches(tasks)):
        if result is LOST:
            lost += batch
        else:
            yield result
    for single, result in workers.each(read_batch, ((task,) for task in lost)):
        yield Batch(refused={single[0].document: KILLED}) if result is LOST else result


def _batches(tasks: Iterable[Task]) -> Iterator[tuple[Task, ...]]:
    held: list[Task] = []
    number = size = 0
    for task in tasks:
        held.append(task)
        number += SLOW if task.path.lower().endswith(".pdf") else 1
        size += os.path.getsize(task.path)
        if number >= MOST or size >= BYTES:
            yield tuple(held)
            held, number, size = [], 0, 0
    if held:
        yield tuple(held)


def _write_lists(store: Store, search: _Search) -> None:
    documents, sections = [], []
    for record in store.records():
        name = search.files.get(record["document"])
        if name is None:
            continue
        documents.append([name if key == "file" else record[key] for key in DOCUMENTS])
        sections += [
            (record["document"], order, section["heading"], section["tokens"])
            for order, section in enumerate(record["sections"], start=1)
        ]
    unread = pl.DataFrame(
        {"file": list(search.unread), "reason": list(search.unread.values())},
        schema={"file": pl.String, "reason": pl.String},
    )
    write(store.folder / "unread.csv", unread.sort("file").write_csv())
    listed = pl.DataFrame(sections, schema=SECTIONS, orient="row").sort("document", "order")
    save(listed, store.folder / "sections.parquet")
    listed = pl.DataFrame(documents, schema=DOCUMENTS, orient="row").sort("document")
    save(listed, store.folder / "documents.parquet")
