"""How tests of claims are called, and how they read dates and rows."""

from types import SimpleNamespace

import pandas as pd
import pytest

from transit.dates import months_between, spoken
from transit.errors import TransitError
from transit.evidence import load
from transit.evidence.verdicts import Verdict, parse_call
from transit.evidence.verdicts.base import Undecidable, verdict_functions
from transit.evidence.verdicts.records import (
    deciding,
    find,
    period,
    printed,
    recorded,
    signed,
    times,
)
from transit.wording import counted, figure


def test_a_call_is_read_with_the_types_of_its_arguments():
    name, arguments = parse_call(
        "early_parliamentary_elections(early=5, of=7, selection=all, annulled=false, until=2019)"
    )
    assert name == "early_parliamentary_elections"
    assert arguments == {
        "early": 5,
        "of": 7,
        "selection": "all",
        "annulled": False,
        "until": 2019,
    }
    assert parse_call("above_neighbours(country=KAZ, than=KGZ+TJK, name=x, first=1991, last=1995)")[
        1
    ] == {
        "name": "x",
        "country": "KAZ",
        "than": ("KGZ", "TJK"),
        "first": 1991,
        "last": 1995,
    }
    assert parse_call("early_by(election=P2015, months=12)")[1] == {
        "election": "P2015",
        "months": 12,
    }


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("held early", "not written as name"),
        ("held_late(election=P1999)", "'held_late' does not exist"),
        ("held_early", "election is missing"),
        ("held_early(vote=P1999)", "'vote=P1999' is not one of election"),
        ("early_by(election=P2015, months=twelve)", "months cannot be 'twelve'"),
        ("early_by(election=P2015, months=١٢)", "months cannot be '١٢'"),
        ("early_by(election=P2015, months=1, months=2)", "months is given twice"),
        ("early_by(election=, months=1)", "election cannot be ''"),
        ("prices_rose(country=KAZ, year=2019", "not written as name"),
        ("above_neighbours(country=KAZ, than=KGZ++TJK, name=x)", "than cannot be"),
        (
            "early_parliamentary_elections(early=5, of=7, selection=all, annulled=maybe, until=9)",
            "annulled cannot be 'maybe'",
        ),
    ],
)
def test_a_call_that_cannot_be_made_is_refused(cell, message):
    with pytest.raises(TransitError, match=message):
        parse_call(cell)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("first=1993, last=2005", "first=2019, last=1991", r"first \(2019\) lies after last"),
        (
            "first=1993, last=2005",
            "first=2000, last=2000",
            "says nothing about 2000; take a longer",
        ),
        ("first=1993, last=2005", "first=1500, last=1501", "says nothing about 1500–1501"),
        ("KAZ", "USA", "country names 'USA'; there are KAZ"),
        ("vdem12_v2xnp_pres", "none", "name names 'none'"),
    ],
)
def test_a_call_that_no_table_can_answer_is_refused(data, old, new, told):
    call = "gradual(country=KAZ, name=vdem12_v2xnp_pres, first=1993, last=2005, window=3)"
    name, arguments = parse_call(call.replace(old, new))
    with pytest.raises(TransitError, match=told):
        verdict_functions[name](load(data), **arguments)


def test_there_are_four_verdicts():
    with pytest.raises(TransitError, match="supported, refined, contradicted, open"):
        Verdict("true", "So it is.", "")


def test_rows_on_general_knowledge_or_the_article_alone_are_left_out():
    frame = pd.DataFrame(
        {
            "event": list("abcde"),
            "confidence": ["sourced", "partly", "derived", "general-knowledge", "article-only"],
        }
    )
    assert list(deciding(frame)["event"]) == ["a", "b", "c"]
    with pytest.raises(Undecidable, match="rests on article-only, general-knowledge"):
        deciding(frame[3:])
    assert deciding(frame[:0]).empty


def test_a_row_is_found_or_missed_by_name():
    evidence = SimpleNamespace(
        events=pd.DataFrame({"event": ["E01"], "confidence": ["general-knowledge"]})
    )
    with pytest.raises(TransitError, match="events: there is no row event='E99'"):
        find(evidence, "events", "E99")
    with pytest.raises(Undecidable):
        find(evidence, "events", "E01")


@pytest.mark.parametrize(
    ("value", "precision", "expected"),
    [
        ("2019-06-09", None, "9 June 2019"),
        ("2019-06", None, "June 2019"),
        ("2019", None, "2019"),
        ("2019-06-09", "month", "June 2019"),
        ("2019-06-09", "year", "2019"),
        ("2019", "month", "2019"),
        (pd.Timestamp("2019-06-09"), None, "9 June 2019"),
    ],
)
def test_dates_keep_or_lose_precision(value, precision, expected):
    assert spoken(period(value, precision)) == expected


def test_no_date_and_no_iso_date_are_told_apart():
    with pytest.raises(Undecidable):
        period(pd.NaT)
    with pytest.raises(TransitError, match="'June 2019' is no ISO date"):
        period("June 2019")


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2019-03-23", "March 2019"), ("2019-03", "2019"), ("2019", "2019")],
)
def test_a_date_is_read_as_far_as_its_sources_carry_it(date, expected):
    found = period(date)
    row = pd.Series({"event": "E42", "date": found, "confidence": "partly", "unsourced": "date"})
    assert spoken(recorded(row)) == expected
    row["unsourced"] = "article_date;gains"
    assert recorded(row) == found


def test_months_and_words():
    assert months_between(period("1993-12"), period("1995")) == 13
    assert months_between(period("2015-04-26"), period("2016-12")) == 20
    assert [figure(0), figure(7), figure(11)] == ["no", "seven", "11"]
    assert [counted(1, "month"), counted(3, "month")] == ["one month", "three months"]
    assert [times(0), times(1), times(2), times(3)] == ["never", "once", "twice", "three times"]
    assert [printed(-0.5, 1), printed(10227.3), printed(0.2345, 3)] == ["−0.5", "10,227", "0.235"]
    assert [signed(1.2, 1), signed(-38.6, 0), signed(0.0)] == ["+1.2", "−39", "0.00"]
