"""The commands ``transit build`` and ``transit verify``."""

import argparse
from importlib.util import find_spec
from pathlib import Path

from transit.errors import TransitError

NEEDED = ("ipykernel", "jupyter_book", "jupytext", "pikepdf", "tinycss2", "typst")
"""Modules of the extra ``publish``."""
RECORD = "outputs.json"


def add_build(subparsers: argparse._SubParsersAction) -> None:
    """Add ``transit build``."""
    parser = subparsers.add_parser(
        "build",
        help="the book as site, PDF and EPUB",
        description="Build the book of this project aside and move it into place when complete. "
        "Warnings count as errors.",
    )
    parser.add_argument("--root", default=".", metavar="DIR", help="the project (default: here)")
    parser.add_argument("--out", metavar="DIR", help="the finished site (default: _build/html)")
    parser.add_argument("--html-only", action="store_true", help="without PDF and EPUB")
    parser.add_argument("--jobs", type=int, metavar="N", help="kernels (default: all cores)")
    parser.add_argument("--quiet", action="store_true", help="errors only")
    parser.set_defaults(run=run_build)


def run_build(arguments: argparse.Namespace) -> int:
    """Run ``transit build``."""
    _need()
    from transit.publishing.build import FORMATS, build

    formats = ("html",) if arguments.html_only else FORMATS
    place = build(
        arguments.root, arguments.out, formats=formats, jobs=arguments.jobs, quiet=arguments.quiet
    )
    print(f"Built {place}")
    return 0


def add_verify(subparsers: argparse._SubParsersAction) -> None:
    """Add ``transit verify``."""
    parser = subparsers.add_parser(
        "verify",
        help="execute every chapter and compare with the record",
        description="Execute every chapter afresh, or take the outputs of the last build, and say "
        "where one first differs from the recorded one.",
    )
    parser.add_argument("--root", default=".", metavar="DIR", help="the project (default: here)")
    parser.add_argument(
        "--record", metavar="FILE", help=f"the record (default: {RECORD} beside _toc.yml)"
    )
    parser.add_argument("--update", action="store_true", help="write the record instead")
    parser.add_argument(
        "--built", action="store_true", help="take the outputs of the last build; execute nothing"
    )
    parser.add_argument("--jobs", type=int, metavar="N", help="kernels (default: all cores)")
    parser.set_defaults(run=run_verify)


def run_verify(arguments: argparse.Namespace) -> int:
    """Run ``transit verify``; exit status 1 if an output differs."""
    _need()
    from transit.publishing import record
    from transit.publishing.book import Book

    book = Book.find(arguments.root)
    path = Path(arguments.record) if arguments.record else book.source / RECORD
    recorded = {} if arguments.update else record.load(path)
    now = record.built(book) if arguments.built else record.execute(book, arguments.jobs)
    cells = sum(len(entries) for entries in now.values())
    if arguments.update:
        record.save(now, path)
        print(f"Recorded the outputs of {cells} cells in {len(now)} documents: {path}")
        return 0
    difference = record.first_difference(recorded, now)
    if difference:
        print(difference)
        return 1
    print(f"All outputs of {cells} cells in {len(now)} documents are the recorded ones.")
    return 0


def _need() -> None:
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise TransitError(
            f"a book needs {', '.join(missing)}: pip install 'power-in-transit[publish]'"
        )
