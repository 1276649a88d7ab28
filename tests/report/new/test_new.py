"""A report begun on a small article written for this: checked and built as it is."""

import json
import shutil
from pathlib import Path

import pypandoc
import pytest

from transit import article, cli, evidence
from transit.errors import TransitError
from transit.report import chapter as open_chapter
from transit.report import general
from transit.report.new import begin, missing
from transit.report.new.missing import UNWRITTEN

TOWN = Path(__file__).parents[3] / "book" / "appendices" / "town" / "town.markdown"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new")
    text = folder / "town.docx"
    pypandoc.convert_file(
        str(TOWN), "docx", format="markdown", outputfile=str(text), extra_args=["--standalone"]
    )
    assert cli.main(["new", str(folder / "report"), str(text)]) == 0
    return folder / "report"


def test_everything_is_there_but_the_text(report):
    tables = article.load(report / "data" / "article")
    assert tables.sections["section"].tolist() == ["introduction", "the-market", "conclusion"]
    assert tables.notes["note"].tolist() == [1, 2]
    assert tables.references["reference"].tolist() == ["doe1999", "smith2001"]
    assert tables.citations["count"].sum() == 3
    assert {"town-council", "market-trader", "flood"} <= set(tables.terms["term"])
    assert "Market traders" in set(tables.terms["label"])
    assert tables.terms["gloss"].str.startswith("Proposed").all()
    assert "@misc{doe1999" in (report / "references.bib").read_text("utf-8")
    assert not list(report.rglob("*.docx"))
    sentence = "Every spring the river rises"
    assert not any(
        sentence in path.read_text("utf-8") for path in report.rglob("*") if path.is_file()
    )


def test_check_says_what_is_missing_in_order(report, monkeypatch, capsys):
    monkeypatch.chdir(report)
    assert cli.main(["check"]) == 0
    told = capsys.readouterr().out.split("For a finished report, in this order:\n")[1]
    steps = [line.split(": ")[0].split(" ", 1)[1] for line in told.splitlines()]
    assert [Path(step).name for step in steps][-5:] == [
        "terms.csv",
        "book",
        "claims.csv",
        "datapackage.json",
        "CITATION.cff",
    ]


def test_a_finished_report_lacks_nothing_but_a_record(report, tmp_path):
    finished = tmp_path / "report"
    shutil.copytree(report, finished)
    for path in [*finished.rglob("*.md"), *finished.rglob("*.c*"), *finished.rglob("*.toml")]:
        text = path.read_text("utf-8").replace(UNWRITTEN, "Written").replace("Proposed", "Kept")
        text = text.replace("Your name", "A. Author").replace("Worked example", "One")
        path.write_text(text.replace("# doubtful", "# seen"), "utf-8")
    assert missing(finished) == []


def test_ledger_without_a_record(report):
    whole = general.whole(report)
    assert whole.claims["verdict"].tolist() == ["supported"]
    assert evidence.load(report / "data").events.empty
    assert "C-int-01" in whole.ledger_table().html


def test_vocabulary_of_the_ledger_is_that_of_this_report(report, repository):
    def fields(root):
        package = json.loads((root / "data" / "datapackage.json").read_text("utf-8"))
        ledger = next(r for r in package["resources"] if r["name"] == "claims")
        return {f["name"]: f.get("categories") for f in ledger["schema"]["fields"]}

    assert fields(report) == fields(repository)


def test_built_at_once(report, capsys):
    assert cli.main(["build", "--root", str(report), "--quiet"]) == 0
    site = report / "_build" / "html"
    page = (site / "the-market.html").read_text("utf-8")
    assert "Section 2 of the article: two paragraphs" in page
    assert "Doe" in page
    assert {path.suffix for path in (site / "downloads").iterdir()} >= {".pdf", ".epub"}


def test_folder_that_is_not_empty_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(TransitError, match="exists and is not empty"):
        begin(tmp_path, TOWN)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_article_that_cannot_be_read_leaves_nothing(tmp_path):
    with pytest.raises(TransitError, match="no such file"):
        begin(tmp_path / "report", tmp_path / "absent.pdf")
    assert not (tmp_path / "report").exists()


def test_a_page_of_another_article_is_its_own(report):
    page = open_chapter("introduction", report)
    assert type(page) is general.Section
    assert page.numbers()["place"].startswith("Section 1 of the article: two paragraphs")


def test_an_article_of_one_paragraph(tmp_path):
    text = tmp_path / "note.md"
    text.write_text(
        "---\ntitle: 'A Note: On Markets'\n---\n# A Note\n\n"
        "The market must move, and the market may stay.\n",
        "utf-8",
    )
    begin(tmp_path / "report", text)
    whole, page = (
        general.whole(tmp_path / "report"),
        general.section("a-note", tmp_path / "report"),
    )
    assert "Modals" in whole.stance_table().html
    assert "there is nothing to compare" in page.numbers()["words"]
    assert "A Note" in whole.section_table().html
    cited = (tmp_path / "report" / "CITATION.cff").read_text("utf-8")
    assert 'title: "Reading “A Note”: On Markets"' in cited
    index = (tmp_path / "report" / "book" / "index.md").read_text("utf-8")
    assert "# Reading “A Note”\n" in index
