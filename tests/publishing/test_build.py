"""Building a small book: complete, safe, and the same everywhere."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from transit.cli import main
from transit.errors import TransitError
from transit.publishing import record
from transit.publishing.book import Book
from transit.publishing.build import build

SOURCES = Path(__file__).resolve().parents[2] / "src"

CONFIG = """\
title: A Small Book
author: A. Author
copyright: "2020"
execute: {{execute_notebooks: cache, timeout: 120}}
parse: {{myst_enable_extensions: [dollarmath]}}
sphinx:
  local_extensions: {{transit.publishing: {sources}}}
  config:
    numfig: true
    transit_policy: error
    nb_execution_raise_on_error: true
    transit_citation_file: ../CITATION.cff
    transit_lead_chart: fig-rise
    transit_execution_depends: [../data.txt]
"""
CITATION = """\
cff-version: 1.2.0
message: Cite it.
title: "A Small Book: On Nothing Much"
authors: [{family-names: Author, given-names: Ann}]
date-released: 2020-02-02
version: "1.0"
license: CC-BY-4.0
"""
HEAD = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
"""
ROOT = """\
# A Small Book

The first page says in a sentence of some length what the book is about, with a quorum.

```{book-downloads}
```

```{cite-box}
```
"""
CHAPTER = """\
# Chapter

See {numref}`fig-rise` and $a^2$.

```{code-cell} ipython3
---
mystnb:
  figure:
    name: fig-rise
    caption: It rises.
---
import altair as alt
import pandas as pd
from transit.display import renderer
renderer.enable()
frame = pd.DataFrame({"year": [1990, 2000], "value": [1, float(open("../data.txt").read())]})
chart = alt.Chart(frame, description="From 1 up.", usermeta={"transit": {"source": "Ours"}})
chart.mark_line().encode(x="year:Q", y="value:Q")
```

```{code-cell} ipython3
from transit.display.figure import Figure
def draw(width):
    return alt.Chart(frame).mark_line().encode(x="year:Q").properties(width=width - 20)
Figure(draw, headline="It triples.", notes="Thin: all.", description="To 3.5.", source="Ours",
       table=frame)
```

```{code-cell} ipython3
print(sorted({"b", "a"}), hash("text") % 7)
```

```{code-cell} ipython3
from IPython.display import HTML
HTML("<table><tr><td>marigold</td><td>heather</td></tr></table>")
```
"""
GLOSSARY = """\
# Glossary

```{glossary}
quorum
  Enough people.
```
"""


@pytest.fixture
def make_book(tmp_path):
    def make(name: str) -> Path:
        root = tmp_path / name
        (root / "book").mkdir(parents=True)
        (root / "_config.yml").write_text(CONFIG.format(sources=SOURCES.as_posix()))
        (root / "CITATION.cff").write_text(CITATION)
        (root / "data.txt").write_text("3.5")
        (root / "book" / "_toc.yml").write_text(
            "format: jb-book\nroot: index\nchapters: [{file: chapter}, {file: glossary}]\n"
        )
        (root / "book" / "index.md").write_text(ROOT)
        (root / "book" / "chapter.md").write_text(HEAD + CHAPTER)
        (root / "book" / "glossary.md").write_text(GLOSSARY)
        return root

    return make


@pytest.fixture(autouse=True)
def one_moment(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1580601600")


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_two_folders_and_two_builds_give_the_same_bytes(make_book, monkeypatch):
    one, other = make_book("one"), make_book("deeper/two")
    first = digests(build(one, quiet=True))
    with monkeypatch.context() as context:
        context.setattr("transit.publishing.build._print", _refuse)
        assert digests(build(one, quiet=True)) == first
    assert digests(build(other, quiet=True)) == first
    assert {"index.html", "chapter.html", "notebooks/chapter.ipynb"} <= set(first)
    assert {"downloads/a-small-book.pdf", "downloads/a-small-book.epub"} <= set(first)
    assert {f"_static/charts/fig-rise.{kind}" for kind in ("csv", "svg", "png")} <= set(first)

    for root in (one, other):
        (root / "data.txt").write_text("9")
    again = digests(build(one, quiet=True))
    assert again["downloads/a-small-book.pdf"] != first["downloads/a-small-book.pdf"]
    (other / "_build").rename(other / "old")
    assert digests(build(other, quiet=True)) == again


def _refuse(*_arguments):
    raise AssertionError("printed again, though nothing had changed")


def test_pages_have_their_parts(make_book):
    site = build(make_book("book"), formats=("html",), quiet=True)
    index = (site / "index.html").read_text()
    assert 'class="glossary-term' in index
    assert "Author, A. (2020). A Small Book: On Nothing Much" in index
    assert '<meta name="citation_author" content="Author, Ann" />' in index
    assert '"@type": "SoftwareSourceCode"' in index
    chapter = (site / "chapter.html").read_text()
    assert "<math" in chapter
    assert 'aria-label="From 1 up."' in chapter
    assert '<p class="chart-source">Source: Ours</p>' in chapter
    assert chapter.count('class="chart chart-of-vega"') == 1
    assert '<p class="chart-headline">It triples.</p><div class="chart-view chart-wide" ' in chapter
    tall = re.search(r'chart-narrow" data-style="contain-intrinsic-height: auto (\d+)px"', chapter)[
        1
    ]
    assert f'<svg width="313" height="{tall}"' in chapter
    assert '<p class="chart-explained">Thin: all.</p>' in chapter
    assert "https://mybinder.org" not in chapter
    assert (site / "_static" / "charts" / "fig-rise.csv").read_text() == (
        "year,value\n1990,1.0\n2000,3.5\n"
    )


def test_search_index_keeps_words_apart_and_forgets_what_is_gone(make_book):
    root = make_book("book")
    place = build(root, formats=("html",), quiet=True) / "_static" / "search-index.js"
    index = place.read_text()
    assert "marigold heather" in index
    chapter = root / "book" / "chapter.md"
    chapter.write_text(chapter.read_text().replace("marigold", "lavender"))
    build(root, formats=("html",), quiet=True)
    again = place.read_text()
    assert "marigold" not in again
    assert "quorum" in again
    assert not (place.parent.parent / "searchindex.js").exists()


def test_repository_brings_launch_links(make_book):
    root = make_book("book")
    with (root / "_config.yml").open("a") as config:
        config.write("repository: {url: 'https://github.com/a/b', path_to_book: book, branch: x}\n")
    chapter = (build(root, formats=("html",), quiet=True) / "chapter.html").read_text()
    assert "https://mybinder.org/v2/gh/a/b/x?urlpath=lab/tree/book/chapter.md" in chapter
    assert "colab.research.google.com/github/a/b/blob/gh-pages/notebooks/chapter.ipynb" in chapter


def test_failed_and_interrupted_builds_leave_the_last_good_one(make_book, monkeypatch):
    root = make_book("book")
    good = digests(build(root, formats=("html",), quiet=True))
    page = root / "book" / "index.md"
    for fault in ("\n{ref}`nowhere`\n", "\n{numref}`fig-nowhere`\n"):
        page.write_text(ROOT + fault)
        with pytest.raises(TransitError, match="count as errors"):
            build(root, formats=("html",), quiet=True)
        assert digests(root / "_build" / "html") == good
    page.write_text(ROOT + "\nAnother sentence.\n")

    def interrupt(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("transit.publishing.build._print", interrupt)
    with pytest.raises(KeyboardInterrupt):
        build(root, quiet=True)
    assert digests(root / "_build" / "html") == good


def test_failing_cell_is_named(make_book):
    root = make_book("book")
    chapter = root / "book" / "chapter.md"
    chapter.write_text(chapter.read_text().replace("print(", "1 / 0\nprint("))
    (root / "book" / "second.md").write_text(HEAD + "# Second\n\n```{code-cell} ipython3\n1\n```\n")
    toc = root / "book" / "_toc.yml"
    toc.write_text(toc.read_text().replace("[{file: chapter}", "[{file: second}, {file: chapter}"))
    with pytest.raises(TransitError, match=r"chapter\.md: a cell fails:[\s\S]*ZeroDivisionError"):
        build(root, formats=("html",), quiet=True)
    assert not (root / "_build" / "html").exists()


def test_outputs_follow_the_data_they_depend_on(make_book, capsys):
    root = make_book("book")
    assert main(["verify", "--root", str(root), "--update", "--built"]) == 1
    assert "chapter.md: no outputs of it as it is now are kept" in capsys.readouterr().err
    assert not (root / "_build").exists()
    build(root, formats=("html",), quiet=True)
    kept = record.built(Book.find(root))
    assert kept == record.execute(Book.find(root))
    assert [entry["cell"] for entry in kept["chapter"]] == [2, 3, 4, 5]
    (root / "data.txt").write_text("8.25")
    site = build(root, formats=("html",), quiet=True)
    assert "2000,8.25" in (site / "_static" / "charts" / "fig-rise.csv").read_text()


def test_pages_and_charts_that_are_gone_leave_nothing(make_book):
    root = make_book("book")
    build(root, formats=("html",), quiet=True)
    toc = root / "book" / "_toc.yml"
    toc.write_text(toc.read_text().replace("{file: chapter}, ", ""))
    (root / "book" / "chapter.md").unlink()
    config = root / "_config.yml"
    config.write_text(config.read_text().replace("transit_lead_chart: fig-rise", "language: en"))
    names = set(digests(build(root, formats=("html",), quiet=True)))
    assert not [name for name in names if "chapter" in name or "fig-rise" in name]


FAULTS = {
    "unknown citation key": "{cite}`nobody1999`\n\n```{bibliography}\n```",
    "missing figure": "```{figure} nowhere.png\nNo figure.\n```",
    "missing glue value": "{glue}`no_such_value`",
    "unknown role": "{no-such-role}`text`",
    "duplicate label": "(twice)=\n## One\n\nText.\n\n(twice)=\n## Two\n\nText.",
    "missing document": "[text](nowhere.md)",
}


def without_code(root: Path) -> Path:
    """Take the chapter with code out of the small book, and return another's file."""
    toc = root / "book" / "_toc.yml"
    toc.write_text(toc.read_text().replace("{file: chapter}, ", ""))
    (root / "book" / "chapter.md").unlink()
    config = root / "_config.yml"
    config.write_text(config.read_text().replace("transit_lead_chart: fig-rise", "language: en"))
    return root / "book" / "glossary.md"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_not_published_at_the_second_try(make_book, fault, capsys):
    root = make_book("book")
    (root / "works.bib").write_text("@misc{a, title={T}, author={A}, year={2000}}")
    with (root / "_config.yml").open("a") as config:
        config.write("bibtex_bibfiles: [../works.bib]\n")
    without_code(root).write_text(f"{GLOSSARY}\n{FAULTS[fault]}\n")
    told = []
    for _ in range(2):
        with pytest.raises(TransitError, match="count as errors"):
            build(root, formats=("html",), quiet=True)
        told.append([line for line in capsys.readouterr().err.splitlines() if "WARNING" in line])
    assert told[0] == told[1]
    assert all("glossary.md" in line for line in told[0])
    assert not (root / "_build" / "html").exists()


def test_a_fault_that_is_mended_is_forgotten(make_book):
    root = make_book("book")
    page = without_code(root)
    sound = digests(build(root, formats=("html",), quiet=True))
    page.write_text(f"{GLOSSARY}\n{FAULTS['unknown role']}\n")
    for _ in range(2):
        with pytest.raises(TransitError, match="count as errors"):
            build(root, formats=("html",), quiet=True)
    page.write_text(GLOSSARY)
    assert digests(build(root, formats=("html",), quiet=True)) == sound


def test_a_label_that_goes_is_missed_where_it_is_used(make_book):
    root = make_book("book")
    page = without_code(root)
    (root / "book" / "index.md").write_text(f"{ROOT}\nSee {{ref}}`there`.\n")
    page.write_text(f"(there)=\n{GLOSSARY}")
    build(root, formats=("html",), quiet=True)
    page.write_text(GLOSSARY)
    for _ in range(2):
        with pytest.raises(TransitError, match="count as errors"):
            build(root, formats=("html",), quiet=True)


def test_a_build_that_was_stopped_while_writing_does_not_hide_a_fault(make_book, monkeypatch):
    root = make_book("book")
    page = without_code(root)
    build(root, formats=("html",), quiet=True)
    page.write_text(GLOSSARY + "\n{no-such-role}`text`\n")

    def stop(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr("transit.publishing.site.pages.finish_page", stop)
        with pytest.raises(KeyboardInterrupt):
            build(root, formats=("html",), quiet=True)
    with pytest.raises(TransitError, match="count as errors"):
        build(root, formats=("html",), quiet=True)


def test_site_left_between_two_renamings_comes_back_before_anything_else(make_book, capsys):
    root = make_book("book")
    site = root / "_build" / "html"
    site.mkdir(parents=True)
    (site / "index.html").write_text("good")
    aside = site.with_name(".html.transit")
    aside.mkdir()
    (aside / "README").write_text("x")
    site.rename(aside / "previous")
    (root / "_config.yml").write_text("title: [")
    assert main(["build", "--root", str(root), "--html-only"]) == 1
    assert "the last good one is back" in capsys.readouterr().out
    assert (site / "index.html").read_text() == "good"
    assert [path.name for path in site.parent.iterdir()] == ["html"]


def test_second_build_in_the_same_place_is_refused(make_book):
    import fcntl

    root = make_book("book")
    work = root / "_build" / "work"
    work.mkdir(parents=True)
    with (work / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(TransitError, match="another build is running"):
            build(root, quiet=True)


def test_out_is_refused_where_it_would_take_away_what_is_not_ours(make_book, tmp_path, capsys):
    root = make_book("book")
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "thesis.txt").write_text("years of work")
    for name, why in {"documents": "holds thesis.txt", "documents/thesis.txt": "is a file",
                      "book": "has the project in it"}.items():  # fmt: skip
        assert main(["build", "--root", str(root), "--out", str(tmp_path / name)]) == 1
        assert why in capsys.readouterr().err
    assert (tmp_path / "documents" / "thesis.txt").read_text() == "years of work"
    assert not (root / "_build").exists()


def test_folder_without_a_book_is_refused(tmp_path, capsys):
    assert main(["build", "--root", str(tmp_path)]) == 1
    assert "no _config.yml here" in capsys.readouterr().err
    (tmp_path / "_config.yml").write_text("title: x\n")
    with pytest.raises(TransitError, match=r"no _toc\.yml"):
        Book.find(tmp_path)


def test_verify_names_the_first_difference(make_book, capsys):
    root = make_book("book")
    assert main(["verify", "--root", str(root)]) == 1
    assert "no record yet" in capsys.readouterr().err
    assert main(["verify", "--root", str(root), "--update"]) == 0
    written = (root / "book" / "outputs.json").read_bytes()
    assert main(["verify", "--root", str(root)]) == 0
    assert "All outputs of 4 cells in 1 documents" in capsys.readouterr().out
    assert main(["verify", "--root", str(root), "--update"]) == 0
    assert (root / "book" / "outputs.json").read_bytes() == written

    (root / "data.txt").write_text("4.5")
    assert main(["verify", "--root", str(root)]) == 1
    assert "chapter, cell 2: the output differs" in capsys.readouterr().out


def entry(**changes) -> dict:
    output = {"type": "text/plain", "digest": "0", "shows": "x"}
    return {"cell": 2, "code": "c", "outputs": [output], **changes}


@pytest.mark.parametrize(
    ("recorded", "now", "found"),
    [
        ({"a": [entry()]}, {"a": [entry()]}, None),
        ({}, {"a": [entry()]}, "a: new, with outputs in 1 cells; not in the record"),
        ({"a": [entry()]}, {}, "a: in the record, but no longer a document with code"),
        ({"a": [entry()]}, {"a": [entry(code="d")]}, "a, cell 2: the code is not the recorded one"),
        ({"a": [entry()]}, {"a": [entry(outputs=[])]}, "a, cell 2: 1 outputs recorded, 0 now"),
        ({"a": [entry()]}, {"a": []}, "a: 1 cells with outputs recorded, 0 now"),
    ],
)
def test_kinds_of_difference(recorded, now, found):
    assert record.first_difference(recorded, now) == found


def test_record_rounds_what_machines_round_differently():
    assert record.steady({"b": [0.1 + 0.2, True, None, 3], "a": "x"}) == {
        "a": "x",
        "b": [0.3, True, None, 3],
    }


def test_record_of_another_version_is_refused(tmp_path):
    path = tmp_path / "outputs.json"
    path.write_text(json.dumps({"version": 0, "chapters": {}}))
    with pytest.raises(TransitError, match="another version"):
        record.load(path)
    path.write_text("{")
    with pytest.raises(TransitError, match="not JSON"):
        record.load(path)


def test_the_record_does_not_hang_on_the_last_digits_of_a_chart():
    def spec(value, name):
        return {"data": {"name": name}, "datasets": {name: [{"x": value}]}}

    one, same, other = (
        record.rename_datasets(spec(value, name))
        for value, name in ((0.1234567, "data-a"), (0.12345671, "data-b"), (0.123, "data-a"))
    )
    assert one == same != other
    assert list(one["datasets"]) == [one["data"]["name"]]
