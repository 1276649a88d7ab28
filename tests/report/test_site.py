"""The sections of the codebook and the marks of claims in a page that Sphinx builds."""

import shutil
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx

from transit import evidence
from transit.report.codebook import anchor

PAGE = """# Data

See {ref}`seats <table-seats>`.

Text.{claim}`C-int-12 C-int-17` It is {verdict}`open`.

## Codebook

```{codebook} ../data
```
"""


@pytest.fixture(scope="module")
def page(repository, tmp_path_factory):
    top = tmp_path_factory.mktemp("book")
    shutil.copytree(repository / "data", top / "data")
    shutil.copy(repository / "references.bib", top)
    source = top / "pages"
    source.mkdir()
    (source / "conf.py").write_text(
        'extensions = ["myst_parser", "transit.report.site"]\n'
        'source_suffix = {".md": "markdown"}\n'
        'html_theme = "basic"\n'
    )
    (source / "index.md").write_text(PAGE)
    app = Sphinx(
        source, source, top / "out", top / "doctrees", "html", status=None, warningiserror=True
    )
    app.build()
    return BeautifulSoup((top / "out" / "index.html").read_text("utf-8"), "lxml"), app


def test_every_table_has_a_section_in_the_order_of_the_package(page, repository):
    found, _ = page
    tables = evidence.describe(repository / "data").tables
    sections = found.select("section#codebook > section")
    assert [section["id"] for section in sections] == [anchor(name) for name in tables["table"]]
    heads = [section.h3.find(string=True) for section in sections]
    assert heads == list(tables["title"])


def test_a_section_has_description_file_and_fields(page):
    found, _ = page
    seats = found.find(id="table-seats")
    assert seats.p.get_text().startswith("Seats and shares of parties")
    link = seats.find("a", class_="download")
    assert link["href"].endswith("/seats.csv")
    assert seats.table.caption.get_text() == "Fields of Seats"
    assert seats.select_one("td:first-child code").get_text() == "election"


def test_sections_can_be_referred_to_and_stand_in_the_contents(page):
    found, app = page
    assert found.find("a", string=lambda text: text == "seats")["href"] == "#table-seats"
    assert "#table-term-counts" in str(app.env.tocs["index"])


def test_the_page_is_built_again_when_a_table_changes(page):
    _, app = page
    assert any(str(name).endswith("seats.csv") for name in app.env.dependencies["index"])


def test_marks_stand_as_links_after_the_sentence(page):
    found, _ = page
    links = found.select(".claim-marks a")
    assert [link.get_text() for link in links] == ["▲", "✖"]
    assert links[0]["href"] == "appendices/claims.html#C-int-12"
    verdict = found.select_one(".verdict")
    assert (verdict["class"], verdict["data-glyph"]) == (["verdict", "verdict-open"], "□")


def test_a_mark_without_a_claim_is_named_with_its_page(repository, tmp_path):
    (tmp_path / "data").symlink_to(repository / "data")
    source = tmp_path / "pages"
    source.mkdir()
    (source / "conf.py").write_text(
        'extensions = ["myst_parser", "transit.report.site"]\nsource_suffix = {".md": "markdown"}\n'
    )
    (source / "index.md").write_text("# Page\n\nText.{claim}`C-int-99`\n")
    warnings = StringIO()
    Sphinx(
        source, source, tmp_path / "out", tmp_path / "tree", "dummy", status=None, warning=warnings
    ).build()
    assert "index.md:3: WARNING: no claim 'C-int-99' in data/claims.csv" in warnings.getvalue()
