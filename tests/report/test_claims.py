"""The ledger as tables: complete, linked, escaped, and usable without scripts."""

from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from transit import evidence, report
from transit.report import claims as claim_tables
from transit.report.works import load_labels

ROOT = Path(__file__).parents[2]
BOOK = report.Report(ROOT)
LEDGER = evidence.ledger(BOOK.evidence, BOOK.article)
MARGINS = evidence.margins(BOOK.evidence).set_index("claim")["margin"].to_dict()
HEADINGS = BOOK.article.sections.set_index("section")["heading"]


def table(shown):
    return BeautifulSoup(shown.html, "lxml").find("table")


def test_the_whole_ledger_has_every_statement_and_reading_with_its_anchor():
    found = table(claim_tables.ledger_table(LEDGER, HEADINGS, caption="All claims"))
    rows = found.tbody.find_all("tr")
    assert [row["id"] for row in rows] == list(LEDGER["statement"].drop_duplicates())
    ids = [tag["id"] for tag in found.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert set(LEDGER["claim"]) <= set(ids)
    assert found["data-facets"] == "Section;Kind;Verdict"
    assert "filterable" in found["class"]


def test_what_the_reader_can_choose_counts_statements():
    found = table(claim_tables.ledger_table(LEDGER, HEADINGS))
    heads = [head.get_text() for head in found.thead.find_all("th")]
    values = {}
    for name in found["data-facets"].split(";"):
        cells = [row.find_all("td")[heads.index(name)] for row in found.tbody("tr")]
        values[name] = Counter(cell.get("data-value", cell.get_text()) for cell in cells)
    assert set(values["Section"]) == set(HEADINGS)
    assert values["Verdict"] == Counter(evidence.statements(LEDGER)["verdict"])
    assert set(values["Kind"]) == set(LEDGER["kind"])


def test_a_verdict_stands_with_its_margin_and_the_rows_that_decided():
    shown = claim_tables.ledger_table(LEDGER, HEADINGS, margins=MARGINS)
    found = table(shown)
    for claim in LEDGER.itertuples():
        cell = found.find(id=claim.claim)
        cell = cell.find_all("td")[-1] if cell.name == "tr" else cell
        text = cell.get_text()
        tables = [part.partition(":")[0] for part in claim.rows.split(";") if part]
        links = [link["href"] for link in cell.find_all("a")]
        assert ("Rows: " in text) == bool(claim.rows)
        assert MARGINS.get(claim.claim, "")[1:] in text
        assert links == [f"data.html#table-{name}" for name in dict.fromkeys(tables)]
    assert "Firm." in found.get_text()


def test_series_and_countries_stand_in_words_in_the_deciding_rows():
    row = LEDGER[LEDGER["claim"] == "C-int-12c"]
    names = {"vdem15_v2xlg_legcon": "Legislative constraints", "KAZ": "Kazakhstan"}
    text = table(claim_tables.ledger_table(row, HEADINGS, names=names)).get_text()
    assert "Rows: indicators Legislative constraints (Kazakhstan 1993)" in text


def test_many_deciding_rows_are_counted_instead_of_named():
    row = LEDGER[LEDGER["claim"] == "C-abs-12b"]
    text = table(claim_tables.ledger_table(row, HEADINGS)).get_text()
    assert "Rows: seats (28 rows); parliamentary L1995, L1999" in text


def test_a_section_counts_what_holds_and_gives_the_rest_with_reasons():
    shown = claim_tables.section_table(LEDGER, "conclusion", "Conclusion")
    found = BeautifulSoup(shown.html, "lxml")
    own = evidence.statements(LEDGER[LEDGER["section"] == "conclusion"])
    told = own.loc[~own["verdict"].isin(["supported", "open"]), "statement"]
    links = [link["href"] for link in found.table.find_all("a")]
    assert links == [f"appendices/claims.html#{statement}" for statement in told]
    assert not found.find_all(id=True)
    assert found.p.get_text() == (
        "Of 15 statements, four are supported and five cannot be decided from the tables at hand; "
        "the other six follow, each with its reason."
    )
    assert found.p.a["href"] == "appendices/claims.html?section=Conclusion&verdict=supported"


def test_predictions_link_to_the_ledger_beside_them():
    found = table(claim_tables.prediction_table(LEDGER))
    expected = LEDGER.loc[LEDGER["kind"] == "prediction", "statement"].nunique()
    assert len(found.tbody.find_all("tr")) == expected
    assert found.find("a")["href"].startswith("claims.html#C-abs-")


def test_text_is_escaped_and_the_reading_is_shown():
    row = LEDGER[LEDGER["claim"] == "C-int-27b"].assign(text="<b>third</b> & last")
    found = claim_tables.section_table(row, "introduction", "Introduction")
    assert "&lt;b&gt;third&lt;/b&gt; &amp; last" in found.html
    assert "Read as: every accession" in found.html


def test_verdicts_are_counted_by_group():
    counts = evidence.verdict_counts(evidence.statements(LEDGER))
    found = table(claim_tables.verdict_table(counts, HEADINGS))
    heads = [head.get_text() for head in found.thead.find_all("th")]
    assert heads == ["Section", "supported", "refined", "contradicted", "open", "depends", "all"]
    rows = [[cell.get_text() for cell in row("td")] for row in found.tbody("tr")]
    assert [row[0] for row in rows] == list(HEADINGS)
    assert sum(int(row[-1]) for row in rows) == LEDGER["statement"].nunique()
    assert all(sum(map(int, row[1:-1])) == int(row[-1]) for row in rows)


def test_events_stand_in_order_with_links_to_their_sources():
    labels = load_labels(ROOT / "references.bib")
    after = evidence.later_record(BOOK.evidence)
    shuffled = after.sample(frac=1, random_state=1)
    found = table(claim_tables.event_table(shuffled, labels, caption="Later events"))
    ids = [row["id"].removeprefix("event-") for row in found.tbody.find_all("tr")]
    dates = after.set_index("event")["date"]
    ends = [dates[key].end_time for key in ids]
    assert ends == sorted(ends) and len(ids) == len(after)
    assert ids.index("A09") > ids.index("A07")
    assert all(link["href"].startswith("bibliography.html#ref-") for link in found.find_all("a"))


@pytest.mark.parametrize("verdict", ["supported", "refined", "contradicted", "open"])
def test_a_verdict_is_a_word(verdict):
    assert BeautifulSoup(claim_tables.badge(verdict), "lxml").get_text() == verdict
