"""The command line: ``transit COMMAND …``.

Each command is one function that adds its parser to the subparsers and sets ``run`` to what
is to be done; it is registered by its entry in `COMMANDS`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from transit import article, citations, evidence, reading
from transit.errors import TransitError
from transit.files import write, write_all
from transit.publishing import commands as publishing
from transit.wording import counted

SHOWN = 10
"""Types and files of a corpus that are told; all stand in its files."""


def add_read(subparsers: argparse._SubParsersAction) -> None:
    """Add ``transit read``."""
    parser = subparsers.add_parser(
        "read",
        help="an article to tables of counts",
        description="Read an article (plain text in UTF-8, PDF, DOCX, ODT, HTML, EPUB, LaTeX, "
        "Markdown, JATS), repair its text, and write its tables of counts, compare them with "
        "those of a folder, or show what was taken for what.",
    )
    parser.add_argument("article", metavar="ARTICLE", help="the file, for instance article.pdf")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--out", metavar="DIR", help="write the tables into this folder")
    action.add_argument(
        "--check", metavar="DIR", help="say whether this folder's tables are the same bytes"
    )
    action.add_argument(
        "--preview",
        metavar="FILE",
        nargs="?",
        const="",
        help="show what was taken for what, here or as HTML in this file",
    )
    parser.add_argument(
        "--settings",
        metavar="DIR",
        help="folder with article.toml, terms.csv, markers.csv and lemmas.csv (default: the "
        "folder of the tables if it has an article.toml; else data/article if that was made "
        "from this very text; else general rules)",
    )
    parser.add_argument(
        "--bibliography", metavar="FILE", help="BibTeX file that the notes cite, if not as set"
    )
    parser.set_defaults(run=run_read)


def run_read(arguments: argparse.Namespace) -> int:
    """Run ``transit read``; exit status 1 if a check finds a difference."""
    target = Path(arguments.out or arguments.check or ".")
    settings = arguments.settings or reading.find_settings(
        reading.describe_source(arguments.article), target, "data/article"
    )
    if arguments.preview is not None:
        return preview(arguments.article, settings, arguments.preview)
    result = reading.read(arguments.article, settings, arguments.bibliography)
    print("\n".join(describe(result)))
    if arguments.check:
        states = reading.compare(result.files, target)
        equal = bool((states["state"] == "equal").all())
        print(f"\nCompared with {target}:")
        for row in states.itertuples():
            print(f"  {row.state:8} {row.file}")
        print("All tables are equal byte for byte." if equal else "The tables are not equal.")
        return 0 if equal else 1
    files = dict(result.files)
    if result.folder is not None and result.folder.resolve() != target.resolve():
        for name in article.LISTS:
            path = result.folder / f"{name}.csv"
            if path.is_file():
                files[path.name] = path.read_bytes()
    write_all(files, target)
    print(f"\nWritten to {target}: {', '.join(sorted(files))}")
    return 0


def preview(path: str, settings: str | Path | None, place: str) -> int:
    """Show what was taken for what, in the terminal or as HTML."""
    chosen = reading.load_settings(settings) if settings else None
    taken = reading.read_article(path, chosen)
    if not place:
        print("\n".join(reading.preview_lines(taken)))
        return 0
    write(place, reading.preview_html(taken))
    print("\n".join([*reading.summary_lines(taken), "", *reading.doubt_lines(taken)]))
    print(f"\nWritten to {place}: it holds the article's text; do not publish it.")
    return 0


def describe(result: reading.Reading) -> list[str]:
    """Lines that sum up what was read, every kind of repair and every doubt."""
    taken = result.article
    repairs = taken.log.frame()
    lines = [
        f"{taken.source.name}: {taken.source.bytes:,} bytes, {taken.pages} pages, "
        f"settings: {taken.settings.name}",
        f"keywords: {', '.join(taken.keywords) or 'none'}",
        *reading.summary_lines(taken),
        "",
        "Repairs:",
    ]
    totals = repairs.groupby("kind")["count"].sum()
    for kind, meaning in article.labels("repairs", "kind").items():
        if kind in totals:
            lines.append(f"  {totals[kind]:5}  {kind:20} {meaning}")
    return [*lines, "", *reading.doubt_lines(taken)]


def add_bibliography(subparsers: argparse._SubParsersAction) -> None:
    """Add ``transit bibliography``."""
    parser = subparsers.add_parser(
        "bibliography",
        help="check references.bib, the article's notes and every citation",
        description="Check that every entry of references.bib is sound and used, that every note "
        "of the article resolves to its works, and that every key cited anywhere exists.",
    )
    parser.add_argument(
        "root", metavar="DIR", nargs="?", default=".", help="the project (default: this folder)"
    )
    parser.set_defaults(run=run_bibliography)


def run_bibliography(arguments: argparse.Namespace) -> int:
    """Run ``transit bibliography``."""
    entries = citations.check(arguments.root)
    table = entries.groupby("group", sort=False)[["citation", "table", "code", "notes"]].sum()
    table.insert(0, "entries", entries.groupby("group").size())
    table = table.rename(columns={"citation": "citations", "table": "rows", "code": "in code"})
    print(table.rename_axis(None).to_string())
    print(f"All {len(entries)} entries are sound and used; every key that is used exists.")
    return 0


def add_check(subparsers: argparse._SubParsersAction) -> None:
    """Add ``transit check``."""
    parser = subparsers.add_parser(
        "check",
        help="check every table against its description",
        description="Check every table of a data folder: cells, keys, references, sources and "
        "what must hold between rows; validate the package with frictionless; compare every file "
        "with the rows, bytes and SHA-256 that the description counts; compute the ledger.",
    )
    parser.add_argument(
        "--renew",
        action="store_true",
        help="first count the tables anew, after an edit that is meant",
    )
    parser.add_argument(
        "data", metavar="DIR", nargs="?", default="data", help="the folder (default: data)"
    )
    parser.set_defaults(run=run_check)


def run_check(arguments: argparse.Namespace) -> int:
    """Run ``transit check``; the error names every wrong place."""
    evidence.refuse(evidence.find_problems(arguments.data))
    if arguments.renew:
        changed = evidence.renew(arguments.data)
        print(f"Counted anew: {', '.join(changed) or 'nothing had changed'}.")
    evidence.refuse(evidence.find_altered(arguments.data))
    invalid = evidence.validate_package(arguments.data)
    if len(invalid):
        lines = (f"{row.file}: {row.error}: {row.message}" for row in invalid.itertuples())
        raise TransitError("\n".join(lines))
    tables = evidence.describe(arguments.data).tables
    if "claims" in set(tables["table"]):
        evidence.ledger(evidence.load(arguments.data))
    print(tables[["table", "rows", "fields", "licence"]].to_string(index=False))
    print(f"All {len(tables)} tables, {tables['rows'].sum():,} rows, are as described.")
    from transit.report.new import missing

    steps = missing(Path(arguments.data).parent)
    if steps:
        print("\nFor a finished report, in this order:")
        print("\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1)))
    return 0


def add_new(subparsers: argparse._SubParsersAction) -> None:
    """Add ``transit new``."""
    parser = subparsers.add_parser(
        "new",
        help="begin a report on an article",
        description="Read an article and begin a report on it that builds at once: settings, "
        "counts, a proposed list of terms, chapters, a ledger, descriptions, licences, tests. The "
        "text is not copied.",
    )
    parser.add_argument("folder", metavar="FOLDER", help="the new project")
    parser.add_argument("article", metavar="ARTICLE", help="the article, as for transit read")
    parser.add_argument("--bibliography", metavar="FILE", help="BibTeX file of what it cites")
    parser.add_argument(
        "--reference",
        metavar="FOLDER",
        help="a corpus of transit corpus, with which words are compared (default: the language)",
    )
    parser.set_defaults(run=run_new)


def run_new(arguments: argparse.Namespace) -> int:
    """Run ``transit new``."""
    from transit.report.new import NOTICE, begin

    begun = begin(arguments.folder, arguments.article, arguments.bibliography, arguments.reference)
    print("\n".join(reading.summary_lines(begun.article)))
    doubts = len(begun.article.doubts)
    print(
        f"\nWhat is doubtful: {doubts}; data/article/article.toml lists it."
        if doubts
        else "\nNothing is doubtful."
    )
    print(
        f"{NOTICE}\n\nBegun in {begun.folder}: there, `transit build` makes site, PDF and EPUB, and"
    )
    print("`transit check` says what is missing for a finished report, in order.")
    return 0


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

    workers = corpus.executor(arguments.jobs, arguments.scheduler)
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


COMMANDS: tuple[Callable[[argparse._SubParsersAction], None], ...] = (
    add_read,
    add_new,
    add_corpus,
    add_check,
    add_bibliography,
    publishing.add_build,
    publishing.add_verify,
)
"""The commands, in the order of the help; a new one is added here."""


def build_parser() -> argparse.ArgumentParser:
    """Build the parser with every command of `COMMANDS`."""
    parser = argparse.ArgumentParser(
        prog="transit", description="Reading, counting and checking a scholarly article."
    )
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for add in COMMANDS:
        add(subparsers)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    arguments = build_parser().parse_args(argv)
    try:
        return arguments.run(arguments)
    except TransitError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
