"""A book of other people, with everything that used to stop or lose: delivered, and told."""

import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup

from transit.cli import main
from transit.publishing.print.pdf import tagged

BOOK = Path(__file__).parent / "foreign"
NAME = "чай-кофе"


@dataclass
class Delivered:
    """What a build delivered, and said."""

    root: Path
    said: str

    def page(self, name: str) -> str:
        return (self.root / "_build" / "html" / f"{name}.html").read_text("utf8")

    def download(self, ending: str) -> Path:
        return self.root / "_build" / "html" / "downloads" / f"{NAME}{ending}"

    @property
    def printed(self) -> str:
        pages = pypdfium2.PdfDocument(self.download(".pdf"))
        return " ".join(" ".join(p.get_textpage().get_text_range() for p in pages).split())

    def chapter(self, words: str) -> BeautifulSoup:
        with zipfile.ZipFile(self.download(".epub")) as archive:
            texts = [archive.read(n).decode() for n in archive.namelist() if "/text/ch" in n]
        return BeautifulSoup(next(t for t in texts if f">{words}<" in t or words in t), "xml")


@pytest.fixture(scope="session")
def delivered(tmp_path_factory) -> Delivered:
    root = tmp_path_factory.mktemp("foreign") / "book"
    shutil.copytree(BOOK, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "America/Los_Angeles")
        assert main(["build", "--root", str(root), "--quiet"]) == 0
    return Delivered(root, (root / "_build" / "work" / "findings.txt").read_text("utf8"))


def test_a_book_without_a_policy_is_delivered_whole_and_told_of(delivered):
    names = {path.name for path in delivered.download(".pdf").parent.iterdir()}
    assert names == {f"{NAME}.pdf", f"{NAME}.epub", f"{NAME}-data.zip"}
    for line in (
        r"words:14: a picture has no text alternative; “A caption that says what is seen.” stands",
        r"cells:22, words:\d+, words:\d+: a picture has no text alternative; “Figure without",
        r"cells:\d+: a chart has no description; “Bar chart of b by s.” stands in its place",
        r"words:23: the picture https://img.example.org/badge.svg is of another host",
        r"words:27: a frame shows https://video.example.org/x of another host",
        r"the script https://hypothes.is/embed.js is of another host",
        r"words: no font at hand has ✅; in the PDF their names stand in their place; install",
        r"words:37: colours, boxes and strokes of formulas are not shown",
        r"words:\d+: the formula '\\+unknowncommand\{x\}' cannot be set; its source stands",
        r"cells:\d+: an output is drawn by a script alone; in print a line says so",
        r"unknown config value 'transit_chart_table_row'",
    ):
        assert re.search(line, delivered.said), line
    assert "do not stand in" not in delivered.said


def test_titles_authors_and_downloads_of_any_script(delivered):
    assert 'content="the Pythia Community"' in delivered.page("intro")
    with pikepdf.open(delivered.download(".pdf")) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith("Чай & кофе")
        assert str(pdf.docinfo["/Author"]) == "the Pythia Community"


def test_targets_stand_before_anything(delivered):
    root = delivered.page("intro")
    assert 'href="words.html#here"' in root and 'href="words.html#there"' in root
    epub = delivered.chapter("See <a").find("p")
    assert [a.text for a in epub.find_all("a")] == ["the sentence", "the list", "Fig. 1"]


def test_pictures_and_frames_have_words_or_links(delivered):
    page = BeautifulSoup(delivered.page("words"), "lxml").article
    alts = [image["alt"] for image in page.find_all("img")]
    assert alts == ["A caption that says what is seen.", *["Figure without description"] * 2]
    links = {a["href"]: a.text for a in page.find_all("a", href=re.compile("example.org"))}
    assert links["https://img.example.org/badge.svg"] == "A badge"
    assert links["https://video.example.org/x"] == "A film"
    assert not page.find("iframe")
    with pikepdf.open(delivered.download(".pdf")) as pdf:
        assert pdf.Root.MarkInfo.Marked
    assert "Words in a fold." in delivered.printed


def test_characters_without_a_font_have_names_in_print_alone(delivered):
    assert "‹white heavy check mark›, ‹2 characters: CJK›, " in delivered.printed
    assert "Done ✅, 中文, हिन्दी." in delivered.page("words")
    assert "Done ✅, 中文, हिन्दी." in str(delivered.chapter("Words and pictures"))


def test_macros_of_the_book_and_of_its_formulas_are_set(delivered):
    page = delivered.page("words")
    assert page.count("<math") == 5
    assert r'<annotation encoding="application/x-tex">\mathbb{N}</annotation>' in page
    assert r"\frac{x}{2} + \mathrm{d}x</annotation>" in page
    assert r"(\text{1})</annotation>" in page
    assert r'<code class="tex">\unknowncommand{x}</code>' in page
    assert len(delivered.chapter("Words and pictures").find_all("math")) == 5
    assert r"\unknowncommand{x}" in delivered.printed


def test_what_goes_into_print_comes_out(delivered):
    found = tagged(delivered.download(".pdf").read_bytes())
    assert found == {"pictures": 6, "tables": 2, "formulas": 5, "notes": 2}


def test_code_stands_in_print_where_the_site_shows_it(delivered):
    assert "print(" in delivered.printed and "plain = 1" in delivered.printed
    assert "b64decode" in delivered.page("cells") and "b64decode" not in delivered.printed
    cells = delivered.chapter("alt.Chart")
    assert len(cells.select("code.sourceCode.python")) == 7
    assert cells.select_one("span.im") is not None


def test_charts_of_others_are_alive_without_another_host(delivered):
    page = delivered.page("cells")
    assert page.count('class="chart chart-of-vega"') == 2
    assert "cdn.jsdelivr" not in page and "vega-" not in delivered.page("words").split("<body")[1]
    drawn = re.findall(r"<text[^>]*>(20\d\d)</text>", page)
    assert drawn[:2] == ["2019", "2020"]
    assert '"timeUnit":"utcyear"' in page
    assert '"2019-01-01T00:00:00Z"' in page
    assert 'class="plot-of-plotly"' in page
    assert "Seats" in delivered.printed
    assert str(delivered.chapter("alt.Chart")).count("<td>seats</td>") == 2 or "seats" in str(
        delivered.chapter("alt.Chart")
    )


def test_scripts_and_styles_of_outputs_may_run(delivered):
    page = delivered.page("cells")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "unsafe" not in delivered.page("words").split('Content-Security-Policy"')[1][:900]
    assert "innerHTML='<p style=\\\"color: red\\\">set</p><p>by script</p>'" in page.replace(
        '<p style="color: red">', '<p style=\\"color: red\\">'
    )
    assert "#T_t_row0_col1" in page
    styled = delivered.chapter("alt.Chart").find_all("td", style=True)
    assert [cell["style"] for cell in styled] == ["background-color: #ffcc00;color: #000000;"] * 2


def test_buttons_and_words_of_the_configuration_stand(delivered):
    page = delivered.page("cells")
    assert "https://hub.example.org/hub/user-redirect/git-pull?repo=" in page
    assert "mybinder.org" not in page
    assert "Footer words" in page and "Announced words" in page


def test_pages_that_a_pattern_names_are_in_every_edition(delivered):
    assert "Words of a page that a pattern names." in delivered.page("more/last")
    assert "Words of a page that a pattern names." in delivered.printed
    assert delivered.chapter("a pattern names") is not None


def test_the_headings_and_notes_of_an_epub_have_ids_of_their_own(delivered):
    ids = [e["id"] for e in delivered.chapter("Words and pictures").find_all(id=True)]
    assert len(ids) == len(set(ids))
