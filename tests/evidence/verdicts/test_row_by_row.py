"""A deciding row taken away, or resting on general knowledge, decides nothing.

For every computed claim of the ledger and every row that decided it: without the row, with the
row marked as general knowledge, and with each field that the test reads marked as unsourced, the
claim is open, or its verdict is one that the row or the field could not have changed, whatever
it held. A row that a test names must be there at all.
"""

import dataclasses
import types
from pathlib import Path

import pandas as pd
import pytest

from transit import dates
from transit.errors import TransitError
from transit.evidence import load
from transit.evidence.verdicts import Row, parse_call, verdict_functions
from transit.evidence.verdicts.records import period, recorded

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
TESTED = EVIDENCE.claims.dropna(subset="test").drop_duplicates("test").set_index("claim")["test"]
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
    "powers": [{"score": 0}, {"score": 3}],
    "articles": [],
    "offices": [{"sphere": "state"}, {"sphere": "abroad"}, {"until": "2026-01"}],
}
"""What a row might hold instead, by table; values of series are drawn beyond every limit."""
VALUES = {
    "gains": [pd.NA, "first-president", "president;parliament;government"],
    "loses": [pd.NA, "first-president", "president;parliament;government"],
}
"""What a field might hold instead, where its type does not say."""
DOCUMENTS = {"source", "confidence", "unsourced", "note", "precision", "due_precision"}
"""Fields about the row itself, and those that follow from another one."""
DATED = {
    (table.name, field.name): field.imprecise or field.type == "date"
    for table in EVIDENCE.package.tables.values()
    for field in table.fields
}
"""Whether a field holds a date."""


def place_of():
    """Return where each row of each table stands, by its key."""
    found = {}
    for table in EVIDENCE.tables():
        frame = getattr(EVIDENCE, table)
        keys = EVIDENCE.package.table(table).primary_key
        cells = zip(*(frame[name].astype("string") for name in keys), strict=True)
        for place, key in enumerate(cells):
            found[Row(table, tuple(key))] = place
    return found


PLACE = place_of()


def decide(evidence, test):
    name, arguments = parse_call(test)
    return verdict_functions[name](evidence, **arguments)


def with_cells(evidence, row, cells):
    if row.table == "indicators":
        return with_value(evidence, row, cells["value"])
    frame = getattr(evidence, row.table).copy()
    for column, value in cells.items():
        if not isinstance(frame[column].dtype, pd.StringDtype):
            frame[column] = frame[column].astype(object)
        frame.iat[PLACE[row], frame.columns.get_loc(column)] = value
    return dataclasses.replace(evidence, **{row.table: frame})


def without(evidence, row):
    if row.table == "indicators":
        return with_value(evidence, row, None)
    frame = getattr(evidence, row.table)
    return dataclasses.replace(evidence, **{row.table: frame.drop(frame.index[PLACE[row]])})


def with_value(evidence, row, value):
    """Return the evidence with another value of a series, or without it."""
    country, year, name = row.key
    own = dict(EVIDENCE.values[name][country])
    del own[int(year)]
    if value is not None:
        own[int(year)] = (value, value, value)
    other = dataclasses.replace(evidence)
    by_country = {**EVIDENCE.values[name], country: own}
    other.__dict__["values"] = {**EVIDENCE.values, name: by_country}
    return other


def fillings(row):
    if row.table != "indicators":
        return OTHERWISE[row.table]
    by_country = EVIDENCE.values[row.key[2]]
    top = max(abs(cell[0]) for own in by_country.values() for cell in own.values())
    return [{"value": value} for value in (-10 * top - 1, 10 * top + 1)]


def named_by(test):
    """Return the tests of the statements that a test takes together."""
    statements = parse_call(test)[1].get("statements", ())
    claims = EVIDENCE.claims
    own = claims["claim"].str.fullmatch(f"(?:{'|'.join(statements) or '-'})[a-z]?")
    return " ".join(claims.loc[own, "test"].dropna())


def missing(evidence, row):
    """Return the evidence without the row, and with the row on general knowledge."""
    yield without(evidence, row)
    if row.table != "indicators":
        yield with_cells(evidence, row, {"confidence": "general-knowledge"})


def words_of(code, globals_):
    """Return the strings in a function and in those of the package that it calls."""
    found, seen, todo = set(), set(), [(code, globals_)]
    while todo:
        code, names = todo.pop()
        if code in seen:
            continue
        seen.add(code)
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                todo.append((constant, names))
            for one in constant if isinstance(constant, tuple | frozenset) else (constant,):
                found |= {one} if isinstance(one, str) else set()
        for name in code.co_names:
            other = names.get(name)
            if isinstance(other, types.FunctionType) and other.__module__.startswith("transit"):
                inner = getattr(other, "__wrapped__", other)
                todo.append((inner.__code__, inner.__globals__))
                found |= {one for one in inner.__defaults__ or () if isinstance(one, str)}
    return found


def read_by(test, table):
    """Return the fields of a table that a test may read, those that name rows left out."""
    function = verdict_functions[parse_call(test)[0]].__wrapped__
    words = words_of(function.__code__, function.__globals__)
    keys = EVIDENCE.package.table(table).primary_key
    frame = getattr(EVIDENCE, table)
    if "unsourced" not in frame:
        return []
    return [c for c in frame.columns if c in words - DOCUMENTS - set(keys)]


def values(row, column):
    """Return what a field might hold if what it holds rests on general knowledge."""
    frame = getattr(EVIDENCE, row.table)
    cell = frame[column].iat[PLACE[row]]
    if DATED[row.table, column]:
        if pd.isna(cell):
            return []
        coarse = recorded(pd.Series({"key": row, column: cell, "unsourced": column}), column)
        if dates.precision(coarse) == dates.precision(period(cell)):
            return []
        return [coarse.start_time.to_period("D"), coarse.end_time.to_period("D")]
    if column in VALUES:
        return VALUES[column]
    if isinstance(frame[column].dtype, pd.CategoricalDtype):
        return list(frame[column].cat.categories)
    if pd.api.types.is_bool_dtype(frame[column].dtype):
        return [True, False]
    if pd.api.types.is_numeric_dtype(frame[column].dtype):
        return [0, 1, 100]
    return ["Another"]


@pytest.mark.parametrize("claim", TESTED.index)
def test_a_verdict_does_not_outlive_its_rows(claim):
    test = TESTED[claim]
    verdict = decide(EVIDENCE, test)
    rows = [row for row in verdict.rows if row.key]
    assert verdict.verdict == "open" or verdict.rows
    drawn = set(rows if len(rows) < 12 else rows[:: len(rows) // 6])
    for row in rows:
        for number, poorer in enumerate(missing(EVIDENCE, row)):
            try:
                found = decide(poorer, test).verdict
            except TransitError as error:
                assert number == 0 and row.key[0] in str(error), (claim, row, error)
                assert row.key[0] in test + named_by(test), (claim, row)
                continue
            if found == "open":
                continue
            assert found == verdict.verdict, (claim, str(row), found)
            for cells in fillings(row) if row in drawn else []:
                other = decide(with_cells(EVIDENCE, row, cells), test).verdict
                assert other == found, (claim, str(row), cells, other)


@pytest.mark.parametrize("claim", TESTED.index)
def test_a_verdict_does_not_outlive_the_sources_of_a_field(claim):
    test = TESTED[claim]
    verdict = decide(EVIDENCE, test)
    rows = [row for row in verdict.rows if row.key and row.table != "indicators"]
    for row in rows if len(rows) < 12 else rows[:: len(rows) // 6]:
        for column in read_by(test, row.table):
            downgrade = {"unsourced": column, "confidence": "partly"}
            found = decide(with_cells(EVIDENCE, row, downgrade), test).verdict
            if found == "open":
                continue
            assert found == verdict.verdict, (claim, str(row), column, found)
            for value in values(row, column):
                other = decide(with_cells(EVIDENCE, row, {column: value}), test).verdict
                assert other in (found, "open"), (claim, str(row), column, value, other)


def test_a_value_that_is_empty_is_as_one_that_is_not_there():
    row = next(row for row in PLACE if row.table == "indicators")
    frame = EVIDENCE.indicators.copy()
    frame.loc[PLACE[row], ["value", "low", "high"]] = pd.NA
    empty = dataclasses.replace(EVIDENCE, indicators=frame)
    gone = dataclasses.replace(EVIDENCE, indicators=EVIDENCE.indicators.drop(PLACE[row]))
    expected = repr(with_value(EVIDENCE, row, None).values)
    assert repr(empty.values) == repr(gone.values) == expected


def test_every_row_of_a_verdict_is_a_row_of_a_table():
    for test in TESTED:
        for row in decide(EVIDENCE, test).rows:
            assert isinstance(row, Row)
            assert not row.key or row in PLACE, row
