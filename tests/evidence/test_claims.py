"""The ledger of claims: complete, well-formed, and summed up correctly."""

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from transit import article
from transit.errors import TransitError
from transit.evidence import (
    claims_of,
    later_record,
    ledger,
    load,
    predictions,
    statements,
    summary,
    verdict_counts,
)
from transit.evidence.claims import LEDGER_COLUMNS

DATA = Path(__file__).parents[2] / "data"
EVIDENCE = load(DATA)
ARTICLE = article.load(DATA / "article")
LEDGER = ledger(EVIDENCE, ARTICLE)
SECTIONS = list(LEDGER["section"].cat.categories)


def test_there_are_eighty_statements_or_more_in_every_section():
    counts = statements(LEDGER).groupby("section", observed=False).size()
    assert counts.sum() >= 80
    assert list(counts.index) == [
        "abstract",
        "introduction",
        "political-construction-kit",
        "search-for-an-ideal-model",
        "new-trend",
        "clarity",
        "conclusion",
    ]
    assert (counts >= 10).all()


def test_every_paragraph_of_the_article_has_a_claim():
    assert set(LEDGER["paragraph"]) == set(ARTICLE.paragraphs["paragraph"])


def test_every_note_of_the_article_bears_a_claim():
    named = {note for notes in LEDGER["notes"] for note in notes.split(";") if note}
    assert named == {str(note) for note in ARTICLE.notes["note"]}


def test_the_ledger_is_complete_and_in_the_order_of_the_article():
    assert list(LEDGER.columns) == list(LEDGER_COLUMNS)
    assert LEDGER["claim"].is_unique
    assert LEDGER["verdict"].notna().all() and (LEDGER["reason"] != "").all()
    order = {p: i for i, p in enumerate(ARTICLE.paragraphs["paragraph"])}
    assert LEDGER["paragraph"].map(order).is_monotonic_increasing


def test_readings_of_a_statement_share_their_text_and_differ_in_definition():
    for _, rows in LEDGER.groupby("statement"):
        assert rows["text"].nunique() == rows["paragraph"].nunique() == rows["kind"].nunique() == 1
        assert rows["definition"].is_unique
        if len(rows) > 1:
            letters = [claim.removeprefix(rows["statement"].iloc[0]) for claim in rows["claim"]]
            assert letters == list("abcdefgh"[: len(rows)])
            assert (rows["definition"] != "").all()


def test_most_verdicts_are_computed_and_reasoning_is_marked():
    reasoned = LEDGER[LEDGER["decided_by"] == "reasoning"]
    assert (reasoned["test"] == "").all() and (reasoned["rows"] == "").all()
    assert len(reasoned) < len(LEDGER) / 3
    assert not reasoned["reason"].str.contains(r"\d[.,]\d").any()


def test_evidence_names_tables_of_the_record():
    tables = set(EVIDENCE.tables())
    named = {table for tables_ in LEDGER["evidence"] for table in tables_.split(";") if table}
    assert named <= tables
    for row in LEDGER.itertuples():
        used = {name.partition(":")[0] for name in row.rows.split(";") if name}
        assert used <= set(row.evidence.split(";")), row.claim


def test_a_verdict_follows_its_table():
    changed = EVIDENCE.events.copy()
    changed.loc[changed["event"] == "E06", "date"] = pd.Period("1995-06", freq="M")
    other = ledger(dataclasses.replace(EVIDENCE, events=changed))
    before = LEDGER.set_index("claim")["verdict"]
    after = other.set_index("claim")["verdict"]
    assert (before["C-int-17"], after["C-int-17"]) == ("contradicted", "supported")


def _claims(**cells):
    claims = EVIDENCE.claims.copy()
    for name, value in cells.items():
        claims[name] = claims[name].astype(object)
        claims.loc[claims["claim"] == "C-int-03", name] = value
    return dataclasses.replace(EVIDENCE, claims=claims)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"test": "no_such_test(event=E01)"}, "claims.csv, C-int-03: test 'no_such_test'"),
        ({"test": "dated(row=E01)"}, "claims.csv, C-int-03: .* when is missing"),
        ({"test": "dated(row=E99, when=1990)"}, "claims.csv, C-int-03: .*E99"),
        ({"paragraph": "int-99"}, "claims.csv, C-int-03: paragraph 'int-99'"),
        ({"notes": "23"}, "claims.csv, C-int-03: note 23 does not stand in paragraph int-01"),
    ],
)
def test_a_claim_that_points_nowhere_is_named(cells, message):
    with pytest.raises(TransitError, match=message):
        ledger(_claims(**cells), ARTICLE)


def test_statements_and_counts_add_up():
    frame = LEDGER[LEDGER["statement"].isin(["C-int-27", "C-int-12", "C-int-03"])]
    result = statements(frame).set_index("statement")
    assert result["readings"].to_dict() == {"C-int-03": 1, "C-int-12": 3, "C-int-27": 3}
    assert result.loc["C-int-03", "verdict"] == "supported"
    assert result.loc["C-int-27", "verdict"] == "depends"
    counts = verdict_counts(frame)
    assert counts["claims"].sum() == 7
    introduction = counts[counts["section"] == "introduction"].set_index("verdict")
    assert introduction["claims"].to_dict() == {
        "supported": 3,
        "refined": 0,
        "contradicted": 4,
        "open": 0,
    }
    assert introduction["share"].sum() == pytest.approx(1)
    assert len(counts) == len(SECTIONS) * 4


def test_the_summary_counts_readings_and_statements():
    found = summary(LEDGER)
    assert found["ours"] + found["readings"] == len(LEDGER)
    assert found["readings"] == found["tested"] + found["reasoned"]
    assert found["readings"] == sum(
        found[v] for v in ("supported", "refined", "contradicted", "open")
    )
    assert found["ours"] == LEDGER["text"].str.startswith("Taken together").sum() == 4
    assert found["ours"] + found["statements"] == LEDGER["statement"].nunique()
    assert 0 < found["depends"] <= found["several"] < found["statements"]


@pytest.mark.parametrize("section", SECTIONS)
def test_sections_partition_the_ledger(section):
    rows = claims_of(LEDGER, section)
    assert set(rows["section"]) == {section}
    assert sum(len(claims_of(LEDGER, s)) for s in SECTIONS) == len(LEDGER)


def test_an_unknown_section_is_refused():
    with pytest.raises(TransitError, match="no section 'epilogue'; there are abstract"):
        claims_of(LEDGER, "epilogue")


def test_predictions_rest_on_what_came_after_or_stay_open():
    rows = predictions(LEDGER)
    assert (rows["kind"] == "prediction").all() and rows["statement"].nunique() >= 20
    after = set(EVIDENCE.events.loc[EVIDENCE.events["agreement"] == "after", "event"])
    tested = rows[(rows["decided_by"] == "test") & rows["evidence"].str.contains("events")]
    for row in tested.itertuples():
        events = {name.removeprefix("events:") for name in row.rows.split(";")}
        assert events & after or row.claim == "C-ide-09a", row.claim


def test_the_later_record_holds_events_after_the_article():
    after = later_record(EVIDENCE)
    assert set(after["agreement"]) == {"after"}
    assert {"A01", "A07", "A22"} <= set(after["event"])
    assert not set(after["event"]) & {"A23", "E45"}
