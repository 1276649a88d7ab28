"""A deciding row taken away, or resting on general knowledge, decides nothing.

For every computed claim of the ledger and every row that decided it: without the row, and with
the row marked as general knowledge, the claim is open, or its verdict is one that the row could
not have changed, whatever it held. A row that a test names must be there at all.
"""

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from transit.errors import TransitError
from transit.evidence import load
from transit.evidence.verdicts import Row, parse_call, verdict_functions

EVIDENCE = load(Path(__file__).parents[3] / "data")
COUNTED = dataclasses.replace(
    EVIDENCE.package,
    tables={
        name: dataclasses.replace(table, rows=len(getattr(EVIDENCE, name)))
        if name in EVIDENCE.tables()
        else table
        for name, table in EVIDENCE.package.tables.items()
    },
)
EVIDENCE = dataclasses.replace(EVIDENCE, package=COUNTED)
TESTED = {
    claim: test
    for claim, test in zip(EVIDENCE.claims["claim"], EVIDENCE.claims["test"], strict=True)
    if pd.notna(test)
}
OTHERWISE = {
    "events": [
        {"gains": pd.NA, "loses": pd.NA},
        {"gains": "first-president", "loses": "president"},
        {"gains": "president;parliament", "loses": "first-president"},
        {"kind": "context"},
        {"date": pd.Period("1990-01-01", "D")},
        {"date": pd.Period("2026-01-01", "D")},
    ],
    "changes": [
        {"kind": "law"},
        {"gains": "first-president", "loses": pd.NA},
        {"gains": pd.NA, "loses": pd.NA},
    ],
    "presidential": [
        {"winner": "Another"},
        {"early": True},
        {"early": False},
        {"turnout": 0.0},
        {"turnout": 100.0},
        {"winner_share": 0.0},
        {"vote": "indirect"},
    ],
    "parliamentary": [
        {"early": True, "ending": "dissolution"},
        {"early": False, "ending": "term"},
        {"district_seats": 1, "list_seats": 2, "named_seats": 3},
    ],
    "candidates": [
        {"share": 0.0},
        {"share": 100.0},
        {"nomination": "self"},
        {"nomination": "party"},
    ],
    "seats": [
        {"bloc": "opposition", "holder": "party"},
        {"bloc": "pro-presidential", "holder": "party"},
        {"bloc": "independent", "holder": "independents"},
    ],
    "referendums": [{"outcome": "rejected"}, {"question": "policy"}],
    "notice": [],
}
"""What a row might hold instead, by table; values of series are drawn beyond every limit."""


def decide(evidence, test):
    name, arguments = parse_call(test)
    return verdict_functions[name](evidence, **arguments)


def chosen(frame, table, row):
    keys = EVIDENCE.package.table(table).primary_key
    match = pd.Series(True, index=frame.index)
    for name, text in zip(keys, row.key, strict=True):
        match &= frame[name].astype("string") == text
    assert match.sum() == 1, row
    return match


def with_cells(evidence, row, cells):
    frame = getattr(evidence, row.table).copy()
    match = chosen(frame, row.table, row)
    for column, value in cells.items():
        if row.table != "indicators":
            frame[column] = frame[column].astype(object)
        frame.loc[match, column] = value
    return dataclasses.replace(evidence, **{row.table: frame})


def without(evidence, row):
    frame = getattr(evidence, row.table)
    return dataclasses.replace(evidence, **{row.table: frame[~chosen(frame, row.table, row)]})


def only_the_series(evidence, rows):
    """Return the evidence with no series but those that decide, which is faster."""
    names = {row.key[2] for row in rows if row.table == "indicators"}
    if not names:
        return evidence
    frame = evidence.indicators
    return dataclasses.replace(evidence, indicators=frame[frame["series"].isin(names)])


def fillings(row, evidence):
    if row.table != "indicators":
        return OTHERWISE[row.table]
    frame = evidence.indicators
    top = float(frame.loc[frame["series"] == row.key[2], "value"].abs().max())
    return [
        {"value": value, "low": value, "high": value} for value in (-10 * top - 1, 10 * top + 1)
    ]


def missing(evidence, row):
    """Return the evidence without the row, and with the row on general knowledge."""
    yield without(evidence, row)
    if row.table == "indicators":
        yield with_cells(evidence, row, {"value": pd.NA, "low": pd.NA, "high": pd.NA})
    else:
        yield with_cells(evidence, row, {"confidence": "general-knowledge"})


@pytest.mark.parametrize("claim", TESTED)
def test_a_verdict_does_not_outlive_its_rows(claim):
    test = TESTED[claim]
    verdict = decide(EVIDENCE, test)
    evidence = only_the_series(EVIDENCE, verdict.rows)
    assert decide(evidence, test) == verdict
    rows = [row for row in verdict.rows if row.key]
    assert verdict.verdict == "open" or verdict.rows
    drawn = set(rows if len(rows) < 12 else rows[:: len(rows) // 6])
    for row in rows:
        for number, poorer in enumerate(missing(evidence, row)):
            try:
                found = decide(poorer, test).verdict
            except TransitError as error:
                assert number == 0 and row.key[0] in str(error), (claim, row, error)
                assert row.key[0] in test, (claim, row)
                continue
            if found == "open":
                continue
            assert found == verdict.verdict, (claim, str(row), found)
            for cells in fillings(row, evidence) if row in drawn else []:
                other = decide(with_cells(evidence, row, cells), test).verdict
                assert other == found, (claim, str(row), cells, other)


def test_every_row_of_a_verdict_is_a_row_of_a_table():
    for test in TESTED.values():
        for row in decide(EVIDENCE, test).rows:
            assert isinstance(row, Row)
            if row.key:
                chosen(getattr(EVIDENCE, row.table), row.table, row)
