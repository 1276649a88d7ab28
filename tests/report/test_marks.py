"""The marks of claims: what they show, one style for all of them, and none left out."""

import re

import pytest
from bs4 import BeautifulSoup

from transit import report
from transit.charts import theme
from transit.publishing.site.colour import contrast, on_dark, read_colour
from transit.report.marks import Marks, marked, unreported

DARK = "#14181e"


@pytest.fixture(scope="module")
def book(repository):
    return report.Report(repository)


def test_a_mark_links_to_the_ledger_and_previews_every_reading(book):
    marks = Marks(book.claims)
    link = BeautifulSoup(marks.link("C-int-12", "appendices/claims.html"), "lxml").a
    assert link["href"] == "appendices/claims.html#C-int-12"
    assert (link["data-verdict"], link.string) == ("depends", "▲")
    preview = BeautifulSoup(link["data-preview"], "lxml")
    assert [tag.string for tag in preview.select(".verdict")] == [
        "contradicted",
        "contradicted",
        "supported",
    ]
    reasons = book.claims.loc[book.claims["statement"].eq("C-int-12"), "reason"]
    assert all(reason.replace("'", "’") in preview.get_text() for reason in reasons)
    assert marks.printed("C-int-17") == (
        '<span class="claim-mark" data-claim="C-int-17" data-verdict="contradicted">'
        "✖\N{NO-BREAK SPACE}C-int-17</span>"
    )
    assert "C-int-99" not in marks


def test_a_section_without_a_page_is_reported_on_the_next(book):
    sections = ["abstract", "introduction", "conclusion"]
    pages = {"introduction": "{claim}`C-abs-01 C-int-01`"}
    missing = unreported(pages, book.claims, sections)["introduction"]
    assert not {"C-abs-01", "C-int-01"} & set(missing)
    assert {"C-abs-02", "C-int-02"} <= set(missing)
    assert not [name for name in missing if name.startswith("C-con")]


def test_every_statement_is_reported_on_the_page_of_its_section(repository, book):
    sections = list(book.headings.index)
    files = {name: repository / "book" / f"{name}.md" for name in sections}
    pages = {name: path.read_text("utf-8") for name, path in files.items() if path.exists()}
    assert unreported(pages, book.claims, sections) == {}
    told = {name for page in pages.values() for name in marked(page)}
    assert told == set(book.claims["statement"])


def test_verdicts_look_alike_in_text_and_in_charts(repository):
    sheet = (repository / "src/transit/report/ledger.css").read_text("utf-8")
    colours = re.findall(r"--verdict-(\w+): (#\w+);", sheet)
    light, dark = dict(colours[:5]), dict(colours[5:])
    assert light == {name: colour.lower() for name, colour in theme.VERDICTS.items()}
    assert dark == {name: on_dark(colour, DARK) for name, colour in theme.VERDICTS.items()}
    glyphs = dict(re.findall(r'verdict-(\w+)::before \{ content: "(.)"', sheet))
    assert glyphs == theme.VERDICT_GLYPHS
    for colour, ground in [
        *((c, "#ffffff") for c in light.values()),
        *((c, DARK) for c in dark.values()),
    ]:
        assert contrast(read_colour(colour), read_colour(ground)) >= 3
