"""The command ``transit corpus``."""

from __future__ import annotations

import argparse
import os

import pandas as pd

from transit.wording import counted

SHOWN = 10
"""Types and files that are told; all stand in the files."""


def add_corpus(subparsers: argparse._SubParsersAction) -> None:
    """Add ``transit corpus``."""
    parser = subparsers.add_parser(
        "corpus",
        help="thousands of articles to counts and statistics",
        description="Read the articles of a folder, of any format that transit read knows, into a "
        "corpus: counts as Parquet, with frequency and dispersion of every word. Called again, it "
        "goes on where it was stopped. A corpus is the reference of `transit new --reference`.",
    )
    parser.add_argument("articles", metavar="DIR", help="the folder of articles")
    parser.add_argument("--out", metavar="FOLDER", required=True, help="the corpus")
    parser.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        default=os.cpu_count() or 1,
        help="processes (default: all cores)",
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="have it done by the Dask cluster at this address"
    )
    parser.add_argument(
        "--reference", metavar="FOLDER", help="another corpus, to compare every word with"
    )
    parser.set_defaults(run=run_corpus)


def run_corpus(arguments: argparse.Namespace) -> int:
    """Run ``transit corpus``."""
    from transit import corpus

    workers = corpus.crew(arguments.jobs, arguments.scheduler)
    gathered = corpus.gather(arguments.articles, arguments.out, workers, progress=True)
    found = gathered.corpus
    documents = found.documents
    sizes = f"{counted(len(documents), 'document')}, {found.size:,} words"
    print(f"{found.folder}: {sizes}; {gathered.new} read now.")
    if gathered.unread:
        print(f"Not read: {counted(len(gathered.unread), 'file')}, listed in unread.csv:")
        for name, reason in list(gathered.unread.items())[:SHOWN]:
            print(f"  {name}: {reason}")
    if len(documents) < 2:
        print("Statistics need at least two documents.")
        return 0
    terms = corpus.measure(found, workers)
    corpus.save(terms, found.folder / "terms.parquet")
    print(_shown(terms, ["type", "count", "rate", "range", "dp"]))
    if arguments.reference:
        other = corpus.load(arguments.reference)
        keyness = corpus.compare(found, other, workers)
        corpus.save(keyness, found.folder / "keyness.parquet")
        over = keyness[keyness["log_ratio"] > 0]
        print(f"\nMore often than in {other.folder}:")
        print(_shown(over, ["type", "target", "reference", "g2", "log_ratio", "documents"]))
    return 0


def _shown(frame: pd.DataFrame, columns: list[str]) -> str:
    return frame[columns].head(SHOWN).round(2).to_string(index=False)
