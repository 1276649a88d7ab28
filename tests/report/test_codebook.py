"""The data as tables of a chapter."""

import re

import pytest
from bs4 import BeautifulSoup

from transit import evidence
from transit.report import codebook as data_tables

PAGE = "book/appendices/data.md"


@pytest.fixture(scope="module")
def codebook(repository):
    return evidence.describe(repository / "data")


@pytest.fixture(scope="module")
def record(repository):
    return evidence.load(repository / "data")


def rows(table) -> list[list[str]]:
    found = BeautifulSoup(table.html, "lxml")
    return [[cell.get_text() for cell in row(["th", "td"])] for row in found("tr")]


def test_every_table_is_listed_and_linked_to_its_place(codebook):
    table = data_tables.overview_table(codebook, caption="The tables")
    shown = rows(table)
    assert shown[0] == ["Table", "File in data/", "Rows", "Fields", "Licence"]
    assert ["Presidential elections", "elections/presidential.csv", "8", "22", "CC-BY-4.0"] in shown
    assert ["Indicators", "indicators/values.csv", "7,212", "6", "CC-BY-4.0, CC-BY-SA-4.0"] in shown
    links = [a["href"] for a in BeautifulSoup(table.html, "lxml")("a")]
    assert links == [f"#{data_tables.anchor(name)}" for name in codebook.tables["table"]]
    assert "#table-term-counts" in links


def test_confidence(codebook, record):
    titles = codebook.tables.set_index("table")["title"]
    shown = rows(data_tables.confidence_table(evidence.count_confidence(record), titles))
    assert shown[0] == [
        "Table",
        "Rows",
        "Sourced",
        "Partly",
        "Derived",
        "Article only",
        "General knowledge",
    ]
    assert ["Candidates", "34", "31", "3", "–", "–", "–"] in shown


def test_coverage(record):
    shown = rows(
        data_tables.coverage_table(evidence.cover(record), record.names("indicators", "country"))
    )
    assert shown[0] == ["Series", "Version", "First", "Last", "Values", "Bounds", "No value for"]
    prices = next(row for row in shown if row[0] == "Consumer price inflation")
    assert prices[2:] == ["1990", "2023", "150", "–", "Turkmenistan"]
    polyarchy = next(row for row in shown if row[0] == "Electoral democracy index")
    assert polyarchy[1:] == ["V-Dem v15 (2025)", "1990", "2024", "244", "yes", "–"]


def test_fields(codebook):
    shown = rows(data_tables.fields_table(codebook, "presidential"))
    assert len(shown) == 23
    assert shown[0] == ["Field", "Type", "Empty", "Values", "Meaning"]
    assert ["held", "date", "may\N{NO-BREAK SPACE}be", "", "Day of the vote."] in shown
    turnout = next(row for row in shown if row[0] == "turnout")
    assert turnout[1:4] == ["number (per cent)", "may\N{NO-BREAK SPACE}be", "0 to 100"]


def test_a_summary_offers_the_file(codebook):
    text = data_tables.table_summary(codebook, "seats")
    assert text.startswith("Seats and shares of parties in parliamentary elections.")
    assert "73 rows of 10 fields, identified by `election` and `party`." in text
    assert text.endswith("[elections/seats.csv](../../data/elections/seats.csv)")
    large = data_tables.table_summary(codebook, "indicators", "data")
    assert "7,212 rows" in large and "(data/indicators/values.csv)" in large


def test_the_page_has_the_codebook_under_its_own_heading(repository):
    page = (repository / PAGE).read_text(encoding="utf-8")
    assert page.endswith("(codebook)=\n## Codebook\n\n```{codebook} ../../data\n```\n")


def test_parts_of_the_readme_that_the_page_includes_are_there(repository):
    readme = (repository / "data" / "README.md").read_text(encoding="utf-8")
    page = (repository / PAGE).read_text(encoding="utf-8")
    ends = re.findall(r'^:(?:start-after|end-before): "(.+)"$', page, flags=re.MULTILINE)
    assert len(ends) == 4
    assert [readme.count(f"\n{end}\n") for end in ends] == [1, 1, 1, 1]
