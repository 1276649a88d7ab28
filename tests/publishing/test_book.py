"""What is wrong with a book's configuration and contents is told before anything is built."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile

import pytest

from transit.cli import main
from transit.errors import TransitError
from transit.publishing import build, place
from transit.publishing.book import Book, date_sources

TOC = "format: jb-book\nroot: index\nparts: [{caption: One, chapters: [{file: deep/two.md}]}]\n"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "book" / "deep").mkdir(parents=True)
    (tmp_path / "_config.yml").write_text("title: T\n")
    (tmp_path / "book" / "_toc.yml").write_text(TOC)
    (tmp_path / "book" / "index.md").write_text("# T\n")
    (tmp_path / "book" / "deep" / "two.md").write_text("# Two\n")
    return tmp_path


def test_documents_come_in_order_with_their_files(root):
    documents = Book.find(root).documents()
    assert list(documents) == ["index", "deep/two"]
    assert documents["deep/two"] == root / "book" / "deep" / "two.md"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"title: 1984\n", "title is not a text; put it in quotation marks"),
        (b"title: T\ncopyright: 2020\n", "copyright is not a text"),
        (b"title: T\nsphinx: [a]\n", "sphinx is not a group of keys"),
        (b"title: T\nsphinx: {config: [a]}\n", "sphinx: config is not a group of keys"),
        ("title: Étude\n".encode("latin-1"), "byte 8 is not UTF-8"),
        ("title: T\n".encode("utf-16"), "byte 1 is not UTF-8"),
        (b"title: [\n", "not valid YAML"),
        (b"- a\n", "not a list of keys with values"),
        (b"title: A\ntitle: B\n", "the key 'title' is given twice"),
        (b"[" * 9000, "not valid YAML"),
    ],
)
def test_a_configuration_that_cannot_be_used(root, content, told, capsys):
    (root / "_config.yml").write_bytes(content)
    assert main(["build", "--root", str(root)]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"error: {root / '_config.yml'}: ")
    assert told in error


@pytest.mark.parametrize(
    ("toc", "told"),
    [
        ("format: jb-book\nroot: index\nchapters: [{file: gone}]\n", "'gone' is listed but has no"),
        ("format: jb-book\nroot: index\nparts: [text]\n", "'text' in parts is not an entry"),
        ("format: jb-book\nroot: index\nparts: text\n", "parts is not a list"),
        ("format: jb-book\nroot: 3\n", "root: 3 is not the name of a file"),
    ],
)
def test_contents_that_cannot_be_used(root, toc, told, capsys):
    (root / "book" / "_toc.yml").write_text(toc)
    for command in ("build", "verify"):
        assert main([command, "--root", str(root), *(["--update"] * (command == "verify"))]) == 1
        assert told in capsys.readouterr().err


@pytest.mark.parametrize("moment", ["99999999999999", "soon", "-1", "١٢"])
def test_a_moment_that_no_file_can_bear(root, moment, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
    with pytest.raises(TransitError, match="SOURCE_DATE_EPOCH: not a number of seconds"):
        date_sources(Book.find(root))


def test_a_working_folder_that_cannot_be_used(root, capsys):
    def told() -> str:
        assert main(["build", "--root", str(root), "--html-only"]) == 1
        return capsys.readouterr().err

    (root / "_build").write_text("a file")
    assert "_build/work: cannot be written: Not a directory" in told()
    (root / "_build").unlink()
    (root / "_build" / "work" / "lock").mkdir(parents=True)
    assert "_build/work: not made by this program" in told()
    shutil.rmtree(root / "_build")
    (root / "_build" / "work").mkdir(parents=True)
    (root / "_build" / "work" / "mine.txt").write_text("mine")
    assert "_build/work: not made by this program" in told()
    assert [path.name for path in (root / "_build" / "work").iterdir()] == ["mine.txt"]


def test_a_disk_that_is_full_while_the_site_is_copied(root, tmp_path, monkeypatch):
    made = tmp_path / "made"
    made.mkdir()
    (made / "index.html").write_text("page")
    site = tmp_path / "site"
    place.put_in_place(made, [], site)

    def full(source, target, **_options):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))

    monkeypatch.setattr(shutil, "copy2", full)
    (made / "index.html").write_text("other")
    with pytest.raises(TransitError, match=r"site: cannot be written: .*No space left on device"):
        place.put_in_place(made, [made / "index.html"], site)
    assert (site / "index.html").read_text() == "page"


def test_an_interrupted_command_says_so_in_a_word(root, monkeypatch, capsys):
    def stop(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("transit.publishing.build.build", stop)
    assert main(["build", "--root", str(root)]) == 130
    assert capsys.readouterr().err == "interrupted\n"


def test_what_a_killed_build_left_in_its_scratch_space_goes(root, monkeypatch):
    work = root / "_build" / "work"
    left = work / "scratch" / "kernels-1" / "profile"
    left.mkdir(parents=True)
    (work / "lock").touch()
    monkeypatch.setenv("TMPDIR", str(root / "gone"))
    with build._only_one(work):
        assert not left.exists()
        assert tempfile.mkdtemp().startswith(str(work / "scratch"))
    assert not (work / "scratch").exists()
    assert os.environ["TMPDIR"] == str(root / "gone")


def test_print_hangs_on_the_bibliography_wherever_it_lies(root, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1580601600")
    (root / "_config.yml").write_text("title: T\nbibtex_bibfiles: [../works.bib, ../gone.bib]\n")
    (root / "works.bib").write_text("@misc{a, title={A}}")
    before = build._state(Book.find(root), {})
    assert build._state(Book.find(root), {}) == before
    (root / "works.bib").write_text("@misc{a, title={B}}")
    assert build._state(Book.find(root), {}) != before
