"""A small Jupyter Book that has one of everything, built once."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from transit.publishing.book import Book
from transit.publishing.build import run_sphinx
from transit.publishing.print import Meta, build_epub, build_pdf

SAMPLE = Path(__file__).parent / "sample"


@dataclass(frozen=True)
class Built:
    """The sample book and what was made of it."""

    pages: Path
    meta: Meta
    pdf: Path
    epub: Path

    @property
    def html(self) -> str:
        return (self.pages / "index.html").read_text("utf-8")


def build(root: Path) -> Built:
    """Build the sample book in `root`, from its sources on."""
    shutil.copytree(SAMPLE, root)
    book = Book(root, root / "book")
    pages = run_sphinx(book, root / "work", "singlehtml", quiet=True)
    meta = book.meta()
    pdf = build_pdf(pages, root / "out" / "book.pdf", meta=meta)
    epub = build_epub(pages, root / "out" / "book.epub", meta=meta)
    return Built(pages, meta, pdf, epub)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("sample") / "project")


@pytest.fixture(scope="session")
def built_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("another") / "place" / "of the book")
