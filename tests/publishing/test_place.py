"""A build replaces what an earlier one made, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from transit.errors import TransitError
from transit.publishing.book import Book
from transit.publishing.place import MARK, find_place, put_in_place


@pytest.fixture
def book(tmp_path):
    root = tmp_path / "project"
    (root / "book").mkdir(parents=True)
    (root / "_config.yml").write_text("title: T\n")
    (root / "book" / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (root / "book" / "index.md").write_text("# T\n")
    return Book.find(root)


@pytest.fixture
def made(tmp_path):
    made = tmp_path / "made"
    (made / "_static").mkdir(parents=True)
    (made / "index.html").write_text("page")
    (made / "_static" / "a.css").write_text("a{}")
    (made / ".buildinfo").write_text("note")
    (made / "downloads").mkdir()
    (made / "downloads" / "book.pdf").write_text("pdf")
    return made


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_site_is_put_into_a_new_an_empty_and_its_own_place(book, made, tmp_path):
    out = tmp_path / "deep" / "site"
    for _ in range(2):
        put_in_place(made, [made / "downloads" / "book.pdf"], find_place(book, out))
    assert set(contents(out)) == {MARK, "index.html", "_static/a.css", "downloads/book.pdf"}
    (tmp_path / "empty").mkdir()
    put_in_place(made, [], find_place(book, tmp_path / "empty"))
    assert (tmp_path / "empty" / "index.html").is_file()


def test_what_nobody_knows_is_refused(book, tmp_path):
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "thesis.txt").write_text("years of work")
    (tmp_path / "file").write_text("a file")
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    (tmp_path / "empty").mkdir()
    hollow = tmp_path / "hollow"
    (hollow / "folder").mkdir(parents=True)
    before = contents(tmp_path)
    for name, why in {
        "documents": "holds thesis.txt",
        "file": "is a file",
        "link": "is a link",
        "hollow": "holds folder",
        "project": "has the project in it",
        "project/book": "holds _toc.yml",
        ".": "has the project in it",
        "/": "has the project in it",
        "project/_build": "builds are made in",
        "project/_build/work/html": "builds are made in",
    }.items():
        with pytest.raises(TransitError, match=why):
            find_place(book, tmp_path / name)
    assert contents(tmp_path) == before


def test_the_home_folder_is_refused_even_if_empty(book, tmp_path, monkeypatch):
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    with pytest.raises(TransitError, match="has the home folder in it"):
        find_place(book, tmp_path / "home")


@pytest.mark.parametrize("name", ["notes.txt", "_static/mine.css", ".git/config"])
def test_what_was_put_into_a_built_site_later_is_refused(book, made, tmp_path, name):
    out = find_place(book, tmp_path / "site")
    put_in_place(made, [], out)
    (out / name).parent.mkdir(exist_ok=True)
    (out / name).write_text("mine")
    (out / ".DS_Store").write_text("the system's")
    with pytest.raises(TransitError, match=f"holds {name}"):
        find_place(book, out)
    (out / name).unlink()
    if name.startswith(".git"):
        (out / ".git").rmdir()
    assert find_place(book, out) == out


def test_a_mark_of_another_make_is_none(book, tmp_path):
    out = tmp_path / "site"
    out.mkdir()
    for mark in (b"", b"\xff", b"something else\nindex.html\n"):
        (out / MARK).write_bytes(mark)
        with pytest.raises(TransitError, match=r"holds \.transit-build"):
            find_place(book, out)


def test_in_the_default_place_a_site_made_by_sphinx_is_replaced_elsewhere_not(book, tmp_path):
    for out in (book.place, tmp_path / "elsewhere"):
        out.mkdir(parents=True)
        (out / ".buildinfo").write_text("# Sphinx build info version 1\n")
        (out / "searchindex.js").write_text("Search.setIndex({})")
    assert find_place(book) == find_place(book, book.place) == book.place
    with pytest.raises(TransitError, match=r"holds \.buildinfo"):
        find_place(book, tmp_path / "elsewhere")
    (book.place / ".git").mkdir()
    with pytest.raises(TransitError, match="no build of this program"):
        find_place(book)


def test_siblings_are_not_touched(book, made, tmp_path):
    names = ("work", "site.previous", "site.complete", "site.part")
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine").write_text("mine")
    for _ in range(2):
        put_in_place(made, [], find_place(book, tmp_path / "site"))
    assert all((tmp_path / name / "mine").read_text() == "mine" for name in names)
