"""The tables that a single page shows."""

import re

import pytest
from bs4 import BeautifulSoup

from transit import report


@pytest.fixture(scope="module")
def chapters(repository):
    return {
        name: report.chapter(name, repository)
        for name in (
            "after-the-article",
            "citations",
            "claims",
            "reuse",
            "new-trend",
            "publishing",
            "where-the-article-stands",
        )
    }


def rows(table):
    found = BeautifulSoup(table.html, "lxml")
    return [[cell.get_text() for cell in row("td")] for row in found.tbody("tr")]


def test_the_later_record_is_parted_where_the_president_takes_the_chair(chapters):
    page = chapters["after-the-article"]
    before, since = page.until_the_chair["event"], page.since_the_chair["event"]
    assert {"A07", "A10", "A09"} <= set(before) and since.iloc[0] == "A11"
    assert [*before, *since] == list(page.later_record["event"])
    assert len(rows(page.event_table())) == len(page.later_record)
    assert len(rows(page.prediction_table())) == page.predictions["statement"].nunique()


def test_scholarship_stands_beside_every_statement_it_speaks_of(chapters):
    page = chapters["where-the-article-stands"]
    shown = rows(page.table())
    assert len(shown) == page.positions["statement"].nunique()
    by_claim = {row[0]: row for row in shown}
    assert "Abishev" in by_claim["C-cla-30"][2] and by_claim["C-cla-30"][3] == "open"
    assert page.chart().description.startswith("Abstract, eight statements: ")


def test_thin_claims_name_the_works_they_rest_on(chapters):
    page = chapters["citations"]
    thin = rows(page.thin_table())
    assert thin and {row[2] for row in thin} <= {"one work", "press or web only"}
    assert all(row[3] for row in thin)
    assert not any(row[0][-1].isalpha() for row in thin)
    works = rows(page.work_table())
    assert len(works) == len(page.works) == sum(int(row[1]) for row in rows(page.kind_table()))
    assert {row[1] for row in rows(page.citation_table())} <= set(page.headings)


def test_every_statement_is_counted_once(chapters):
    page = chapters["claims"]
    counted = rows(page.verdict_table())
    assert sum(int(row[-1]) for row in counted) == page.statements["statement"].nunique()
    assert len(rows(page.ledger_table())) == page.claims["statement"].nunique() == 215


def test_what_the_tables_leave_open_leads_to_what_scholarship_says(chapters):
    html = chapters["claims"].ledger_table().html
    literature = chapters["where-the-article-stands"].table().html
    linked = set(re.findall(r"where-the-article-stands\.html#(on-[\w-]+)", html))
    assert {"on-C-int-33", "on-C-cla-22"} <= linked and "on-C-int-23" not in linked
    assert all(f'id="{target}"' in literature for target in linked)


def test_the_course_to_the_resignation(chapters):
    events = chapters["new-trend"].course()
    assert {"E37", "E38", "E39"} <= set(events["event"])
    assert set(events.loc[~events["event"].isin(["E37", "E38", "E39"]), "section"]) == {"new-trend"}


def test_citations_in_four_formats(chapters):
    page = chapters["reuse"]
    assert page.in_prose().data.startswith("**APA.** ")
    assert "\n\n**Chicago.** " in page.in_prose().data
    assert page.in_code("BibTeX", "bibtex").data.startswith("```bibtex\n@")
    assert page.in_code("RIS").data.startswith("```text\nTY")
    assert {row[3] for row in rows(page.licence_table())} == set(page.evidence.series["licence"])


def test_the_settings_are_those_of_the_code(chapters):
    page = chapters["publishing"]
    settings = {row[0]: row for row in rows(page.settings_table())}
    assert (
        settings["transit_policy"][1] == "warn" and "alternatives" in settings["transit_policy"][2]
    )
    assert "<code>alternatives</code>" in page.settings_table().html
    configured = (page.root / "_config.yml").read_text("utf-8")
    assert set(re.findall(r"^    (transit_\w+):", configured, re.M)) <= set(settings)
    assert [row[0] for row in rows(page.kinds_table())][-1] == "warnings"


def test_the_example_is_begun_as_the_page_tells(chapters):
    page = chapters["reuse"]
    assert [row[0] for row in rows(page.section_table())] == [
        "Introduction",
        "The market",
        "Conclusion",
    ]
    assert "heading | The market" in page.preview().data
    assert "has no entry for Roe 2003" in page.preview().data.splitlines()[-2]
    assert "# doubtful: page 1: paragraph the-02" in page.settings().data
    assert page.steps().data.startswith("1. data/article/article.toml: one place that ")
    assert rows(page.proposed_table())[0][0] == "Town council"
    assert [row[3] for row in rows(page.reference_table())] == ["1", "2"]


def test_the_test_shown_at_work_is_called_as_in_the_ledger(chapters, repository):
    page = (repository / "book" / "appendices" / "claims.md").read_text("utf-8")
    name, arguments = re.search(
        r'verdict_functions\["(\w+)"\]\(\s+chapter\.evidence, (.+)\n\)', page
    ).groups()
    call = f"{name}({arguments.replace(chr(34), '')})"
    assert call in set(chapters["claims"].evidence.claims["test"].dropna())
