"""Every table is broken in every way that its description forbids; each is caught in place."""

from pathlib import Path

import pytest

from transit.errors import TransitError
from transit.evidence import find_problems, load
from transit.evidence.package import read_package

PACKAGE = read_package(Path(__file__).parents[2] / "data")
NAMES = sorted(PACKAGE.tables)


def _path(table):
    return table.path.relative_to(PACKAGE.folder)


def _of(*names, where=lambda field: True):
    """Return the fields of each table that a way of breaking applies to."""
    return lambda table: [f for f in table.fields if (not names or f.type in names) and where(f)]


def _foreign_fields(table):
    return [table[name] for key in table.foreign_keys for name in key.fields]


CELLS = {
    "letters for a whole number": (_of("integer", "year"), "many", "whole number|year"),
    "a fraction for a whole number": (_of("integer", "year"), "12.5", "whole number|year"),
    "a comma in a number": (_of("number"), "1,5", "number"),
    "no number": (_of("number"), "n/a", "number"),
    "an infinite number": (_of("number"), "inf", "number"),
    "another word for true": (_of("boolean"), "yes", "true or false"),
    "a day that does not exist": (_of("date"), "2019-02-30", "a day that exists"),
    "a day in another form": (_of("date"), "9.6.2019", "a day that exists"),
    "a month that does not exist": (
        _of(where=lambda f: f.imprecise),
        "2019-13",
        "a date that exists",
    ),
    "a date in another millennium": (
        _of(where=lambda f: f.imprecise),
        "9999-12-31",
        "from 1900 to 2099",
    ),
    "a date in Arabic digits": (_of(where=lambda f: f.imprecise), "١٩٩٥", "from 1900 to 2099"),
    "a date in words": (_of(where=lambda f: f.imprecise), "June 2019", "a date that exists"),
    "an unknown category": (_of(where=lambda f: f.enum), "somewhat", "one of "),
    "a category in capitals": (_of(where=lambda f: f.enum), "SOURCED", "one of "),
    "text of another form": (_of(where=lambda f: f.pattern), "Ä ?", "form|date that exists"),
    "more than the most": (_of(where=lambda f: f.maximum is not None), "100000", "to |or less"),
    "less than the least": (_of(where=lambda f: f.minimum is not None), "-7", "to |or more"),
    "no value where one is needed": (_of(where=lambda f: f.required), "", "a value"),
    "a space at the end": (_of(), "x ", "without spaces"),
    "a formula": (
        _of("string", where=lambda f: not (f.enum or f.pattern or f.imprecise or f.bibliography)),
        "=1+1",
        "begins with none of|a value of|one of",
    ),
    "an unknown foreign key": (_foreign_fields, "nowhere", "a value of|form|one of"),
    "an unknown source": (
        _of(where=lambda f: f.bibliography),
        "nobody1900",
        "a key of references.bib",
    ),
    "an unknown member": (_of(where=lambda f: f.refers_to), "999", "a value of"),
    "an empty member": (_of("list"), "a;;b", "several separated by"),
}

CELL_CASES = [
    pytest.param(table, way, id=f"{table}: {way}")
    for table in NAMES
    for way, (fields, _, _) in CELLS.items()
    if fields(PACKAGE.tables[table])
]


@pytest.mark.parametrize(("name", "way"), CELL_CASES)
def test_broken_cell_is_named(name, way, copy, sheet):
    table = PACKAGE.tables[name]
    fields, value, expected = CELLS[way]
    for field in fields(table):
        opened = sheet(_path(table))
        line = opened.filled(field.name)
        before = opened.get(line, field.name)
        opened.set(line, field.name, value)
        opened.save()
        found = [
            p
            for p in find_problems(copy, [name])
            if p.line == line and field.name in p.field.split(", ")
        ]
        assert found, f"{field.name} in line {line}"
        assert found[0].file.endswith(_path(table).as_posix())
        assert any(words in found[0].expected for words in expected.split("|")), found[0]
        opened.set(line, field.name, before)
        opened.save()


def _header(change):
    def breaking(opened):
        change(opened.rows[0])
        opened.save()

    return breaking


def _drop_column(opened):
    opened.rows = [row[:-1] for row in opened.rows]
    opened.save()


def _add_column(opened):
    opened.rows = [[*row, "extra"] for row in opened.rows]
    opened.save()


def _swap_columns(opened):
    opened.rows = [[row[1], row[0], *row[2:]] for row in opened.rows]
    opened.save()


def _double_row(opened):
    opened.rows.append(list(opened.rows[1]))
    opened.save()


def _double_key(opened, table):
    key = [opened.header.index(name) for name in table.primary_key]
    for column in key:
        opened.rows[-1][column] = opened.rows[1][column]
    opened.save()


def _short_row(opened):
    opened.rows[1].pop()
    opened.save()


def _long_row(opened):
    opened.rows[1].append("extra")
    opened.save()


def _blank_line(opened):
    opened.save()
    with opened.path.open("a", encoding="utf-8") as file:
        file.write("\n")


def _other_encoding(opened):
    opened.rows[1][-1] = "Kömek"
    text = "\n".join(",".join(row) for row in opened.rows[:2])
    opened.path.write_bytes(text.encode("cp1252"))


def _open_quote(opened):
    opened.save()
    with opened.path.open("a", encoding="utf-8") as file:
        file.write('"never closed\n')


FILES = {
    "a column is missing": (_drop_column, 1, "missing: "),
    "a column too many": (_add_column, 1, "too many: extra"),
    "columns in another order": (_swap_columns, 1, "in this order"),
    "a column is misspelt": (
        _header(lambda row: row.__setitem__(0, "ident")),
        1,
        "too many: ident",
    ),
    "no header": (_header(lambda row: row.clear()), 1, "missing: "),
    "a row twice": (_double_row, None, "a value that no other row has; line 2 has it"),
    "a key twice": (_double_key, None, "a value that no other row has; line 2 has it"),
    "a cell is missing": (_short_row, 2, " cells, there are "),
    "a cell too many": (_long_row, 2, " cells, there are "),
    "a blank line": (_blank_line, None, " cells, there are 0"),
    "not in UTF-8": (_other_encoding, 0, "UTF-8 text"),
    "an open quotation mark": (_open_quote, None, "CSV ("),
    "an empty file": (lambda opened: opened.path.write_text(""), 1, "missing: "),
    "no file": (lambda opened: opened.path.unlink(), 0, "a readable file"),
}


@pytest.mark.parametrize("way", FILES)
@pytest.mark.parametrize("name", NAMES)
def test_broken_file_is_named(name, way, copy, sheet):
    table = PACKAGE.tables[name]
    breaking, line, expected = FILES[way]
    opened = sheet(_path(table))
    last = len(opened.rows)
    breaking(*((opened, table) if breaking is _double_key else (opened,)))
    if line is None:
        line = last if way == "a key twice" else last + 1
    found = [p for p in find_problems(copy, [name]) if p.line == line and expected in p.expected]
    assert found, find_problems(copy, [name])[:3]
    assert found[0].file.endswith(_path(table).as_posix())


def test_tables_are_broken_in_about_twenty_ways():
    ways = {name: len(FILES) for name in NAMES}
    for case in CELL_CASES:
        ways[case.values[0]] += 1
    assert min(ways.values()) >= 16
    record = [table.name for table in PACKAGE.group("record", "claims")]
    assert all(ways[name] >= 20 for name in record if name != "institutions")


RULES = [
    # table, row, changes, field that is named, words of what is expected
    ("events", {"event": "E06"}, {"precision": "day"}, "precision", "month, as date is 1993-12"),
    ("events", {"event": "E32"}, {"date_end": ""}, "date_end", "the end of the period"),
    ("events", {"event": "E32"}, {"date_end": "2016"}, "date_end", "a date after 2017 (date)"),
    ("events", {"event": "E35"}, {"date_end": "2018-07-12"}, "date_end", "precision is day"),
    ("events", {"event": "E18"}, {"article_says": ""}, "article_says", "in_article is true"),
    ("events", {"event": "E18"}, {"paragraph": ""}, "paragraph", "in_article is true"),
    ("events", {"event": "E13"}, {"article_says": "It does."}, "article_says", "is false"),
    ("events", {"event": "E18"}, {"agreement": "omitted"}, "agreement", "in_article is true"),
    ("events", {"event": "E13"}, {"agreement": "agrees"}, "agreement", "in_article is false"),
    ("events", {"event": "A02"}, {"agreement": "omitted"}, "agreement", "after, as date is"),
    ("events", {"event": "E13"}, {"agreement": "after"}, "agreement", "omitted, as date is"),
    ("events", {"event": "E06"}, {"unsourced": "day"}, "unsourced", "names of fields"),
    ("changes", {"change": "C1993"}, {"confidence": "sourced"}, "unsourced", "nothing, as confidence"),
    ("events", {"event": "E18"}, {"gains": "president;president"}, "gains", "every member once"),
    ("events", {"event": "E18"}, {"gains": "throne"}, "gains", "institutions.csv"),
    ("events", {"event": "E18"}, {"source": ""}, "source", "a value"),
    ("presidential", {"election": "P2019"}, {"early": "false"}, "early", "before due 2020-12-06"),
    ("presidential", {"election": "P2019"}, {"early": ""}, "early", "before due 2020-12-06"),
    ("presidential", {"election": "P2005"}, {"early": "true"}, "held", "a day before 2005-12-04"),
    ("presidential", {"election": "P2019"}, {"months_early": "18"}, "months_early", "17"),
    ("presidential", {"election": "P2019"}, {"due_precision": "year"}, "due_precision", "day"),
    ("presidential", {"election": "P2019"}, {"due_precision": ""}, "due_precision", "how exact"),
    ("presidential", {"election": "P1991"}, {"due_precision": "day"}, "due_precision", "nothing"),
    ("presidential", {"election": "P2019"}, {"turnout": "177.5"}, "turnout", "from 0 to 100"),
    ("presidential", {"election": "P2019"}, {"turnout": "71.5"}, "turnout", "about 77.54"),
    ("presidential", {"election": "P2022"}, {"ballots": "99999999"}, "ballots", "at most 11953465"),
    ("presidential", {"election": "P2019"}, {"candidates": "8"}, "candidates", "7, the ranked"),
    ("presidential", {"election": "P2019"}, {"winner": "A Rival"}, "winner", "Tokayev"),
    ("presidential", {"election": "P2019"}, {"winner_share": "70.9"}, "winner_share", "70.96"),
    ("presidential", {"election": "P2019"}, {"share_base": "ballots"}, "share_base", "valid"),
    ("candidates", {"candidate": "Amirzhan Kosanov"}, {"share": "36.23"}, "share", "a sum of 100"),
    ("candidates", {"candidate": "Amirzhan Kosanov"}, {"rank": "3"}, "rank", "2, by votes"),
    ("candidates", {"candidate": "Amirzhan Kosanov"}, {"election": "P2018"}, "election", "presidential.csv"),
    ("candidates", {"candidate": "Amirzhan Kosanov"}, {"source": ""}, "source", "confidence is sourced"),
    ("parliamentary", {"election": "L2007"}, {"early": "false"}, "early", "before due 2009-07-19"),
    ("parliamentary", {"election": "L2004"}, {"early": "true"}, "held", "early is true"),
    ("parliamentary", {"election": "L2016"}, {"months_early": "11"}, "months_early", "7"),
    ("parliamentary", {"election": "L2016"}, {"due_end": "2017-03"}, "due_end", "nothing, as due_precision"),
    ("parliamentary", {"election": "L2016"}, {"due_precision": "period"}, "due_end", "the end of the period"),
    ("parliamentary", {"election": "L1995"}, {"held_second": "1995-11-23"}, "held_second", "not before"),
    ("parliamentary", {"election": "L2007"}, {"dissolved": "2007-09"}, "held", "not before 2007-09"),
    ("parliamentary", {"election": "L2007"}, {"seats_contested": "108"}, "seats_contested", "at most 107"),
    ("parliamentary", {"election": "L2007"}, {"named_seats": "8"}, "seats", "106, the sum"),
    ("parliamentary", {"election": "L2007"}, {"named_by": ""}, "named_by", "who filled"),
    ("parliamentary", {"election": "L2007"}, {"ending": "term"}, "dissolved", "unless ending is term"),
    ("changes", {"change": "C2007"}, {"signed": "2007-05-17"}, "signed", "not before 2007-05-18"),
    ("changes", {"change": "C1990"}, {"passed": ""}, "passed", "a date, as signed is empty"),
    ("seats", {"election": "L2012", "party": "Nur Otan"}, {"seats": "84"}, "seats", "107 at most"),
    ("seats", {"election": "L2021", "party": "Nur Otan"}, {"share": "91.09"}, "share", "100 at most"),
    ("seats", {"election": "L2012", "party": "Auyl"}, {"bloc": "friendly"}, "bloc", "one of"),
    ("referendums", {"referendum": "R2022"}, {"yes": "6163517"}, "ballots", "7985770, the sum"),
    ("referendums", {"referendum": "R2022"}, {"yes_base": "valid"}, "yes_share", "about 80.53"),
    ("referendums", {"referendum": "R1995a"}, {"turnout": "99"}, "turnout", "about 91.21"),
    ("referendums", {"referendum": "R2022"}, {"held": ""}, "held", "the outcome not held"),
    ("referendums", {"referendum": "R2011x"}, {"held": "2011-03-01"}, "held", "the outcome not held"),
    ("changes", {"change": "C1995"}, {"in_force": "1995-08-05"}, "in_force", "not before 1995-08-30"),
    ("changes", {"change": "C2007"}, {"loses": "throne"}, "loses", "institutions.csv"),
    ("changes", {"change": "C2007"}, {"confidence": "certain"}, "confidence", "one of sourced"),
    ("powers", {"power": "P01", "state": "2017"}, {"change": "C2016"}, "change", "changes.csv"),
    ("articles", {"article": "41", "change": "C1998"}, {"change": "C1999"}, "change", "changes.csv"),
    ("notice", {"election": "P2022"}, {"notice_days": "61"}, "notice_days", "60, from called"),
    ("notice", {"election": "P2022"}, {"days_early": "700"}, "days_early", "742, from held"),
    ("notice", {"election": "P2022"}, {"months_early": "19"}, "months_early", "24.4"),
    ("notice", {"election": "L2004"}, {"days_early": "11"}, "days_early", "0, from held"),
    ("offices", {"tenure": "O02"}, {"until_precision": "year"}, "until_precision", "day, as until"),
    ("offices", {"tenure": "O07"}, {"since_precision": "day"}, "since_precision", "nothing, as since"),
    ("offices", {"tenure": "O02"}, {"until": "2018-01-05"}, "until", "not before 2018-07-12"),
    ("positions", {"position": "L01"}, {"claims": "C-int-08;C-int-99"}, "claims", "statements of"),
    ("series", {"series": "vdem15_v2x_polyarchy"}, {"scale": "percent"}, "scale", "form"),
    ("series", {"series": "wgi_pv_est"}, {"alternatives_why": "So it is."}, "alternatives_why", "only where"),
    ("indicators", {"country": "KAZ", "year": "2019", "series": "vdem15_v2x_polyarchy"}, {"low": ""}, "low", "both bounds"),
    ("indicators", {"country": "KAZ", "year": "2019", "series": "vdem15_v2x_polyarchy"}, {"low": "0.9"}, "low", "at most"),
    ("indicators", {"country": "KAZ", "year": "2019", "series": "vdem15_v2x_polyarchy"}, {"high": "0.1"}, "high", "at least"),
    ("indicators", {"country": "KAZ", "year": "2019", "series": "vdem15_v2x_corr"}, {"value": "7.2"}, "value", "from 0 to 1"),
    ("indicators", {"country": "KAZ", "year": "2019", "series": "vdem15_v2x_corr"}, {"year": "1989"}, "year", "from 1990"),
    ("indicators", {"country": "KAZ", "year": "2019", "series": "vdem15_v2x_corr"}, {"series": "gdp"}, "series", "series.csv"),
    ("claims", {"claim": "C-abs-02"}, {"verdict": "open"}, "verdict", "nothing, as a test decides"),
    ("claims", {"claim": "C-abs-02"}, {"reason": "So."}, "reason", "nothing, as a test decides"),
    ("claims", {"claim": "C-abs-02"}, {"test": ""}, "verdict", "a value, as no test decides"),
    (
        "claims",
        {"claim": "C-abs-02"},
        {"paragraph": "int-01"},
        "section, paragraph",
        "a value of section, paragraph in",
    ),
    ("claims", {"claim": "C-abs-02"}, {"notes": "29"}, "notes", "a value of note in"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "row", "changes", "field", "expected"),
    RULES,
    ids=[f"{r[0]}: {' '.join(f'{k}={v}' for k, v in r[2].items())}" for r in RULES],
)
def test_broken_rule_is_named(name, row, changes, field, expected, copy, sheet):
    opened = sheet(_path(PACKAGE.tables[name]))
    line = opened.line(**row)
    for cell, value in changes.items():
        opened.set(line, cell, value)
    opened.save()
    found = [p for p in find_problems(copy, [name]) if p.field == field]
    assert any(expected in p.expected for p in found), found
    told = next(p for p in found if expected in p.expected)
    if "sum of" not in expected and "at most" not in expected:
        assert told.line == line


def test_load_refuses_with_every_place_in_one_message(copy, sheet):
    opened = sheet("elections/presidential.csv")
    opened.set(opened.line(election="P2019"), "turnout", "177.5")
    opened.set(opened.line(election="P2011"), "vote", "universal")
    opened.save()
    with pytest.raises(TransitError) as raised:
        load(copy)
    lines = str(raised.value).splitlines()
    assert len(lines) == 2
    assert lines[0].endswith(
        "data/elections/presidential.csv, line 6 (P2011), field vote: "
        "found 'universal', expected one of indirect, popular"
    )
    assert lines[1].endswith(
        "data/elections/presidential.csv, line 8 (P2019), field turnout: "
        "found '177.5', expected a number with a decimal point from 0 to 100"
    )


def test_long_lists_of_problems_are_cut(copy, sheet):
    opened = sheet("indicators/values.csv")
    for line in range(2, 32):
        opened.set(line, "value", "high")
    opened.save()
    with pytest.raises(TransitError, match="… and 10 more"):
        load(copy)


def test_a_fault_is_told_once(copy, sheet):
    opened = sheet("elections/presidential.csv")
    opened.set(2, "election", "1990")
    opened.save()
    problems = find_problems(copy, ["presidential", "candidates"])
    assert [(p.line, p.field) for p in problems] == [(2, "election")]
