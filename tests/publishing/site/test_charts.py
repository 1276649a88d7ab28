"""Charts in Sphinx: tables, downloads, specifications."""

import math

from transit.publishing.site import charts

TABLE = {"columns": ["country", "value"], "rows": [["KAZ", 1.25], ["A & B", None]]}


def test_csv_is_unrounded_with_empty_cells():
    table = {"columns": ["a", "b"], "rows": [["x,y", 0.123456789], ["", math.nan]]}
    assert charts.csv_of(table) == 'a,b\n"x,y",0.123456789\n,\n'


def test_a_cell_that_would_be_computed_is_text():
    rows = [["=1+1", "+x", "-2", "-a", "@SUM(A1)", "\t=1", -2.5]]
    written = charts.csv_of({"columns": ["=head", *"bcdefg"], "rows": rows})
    assert written == "'=head,b,c,d,e,f,g\n'=1+1,'+x,-2,'-a,'@SUM(A1),'\t=1,-2.5\n"


def test_table_of_specification_takes_the_largest_data_set():
    spec = {"datasets": {"a": [{"x": 1}], "b": [{"x": 1, "y": 2}, {"y": 3, "z": 4}]}}
    assert charts.table_of(spec) == {
        "columns": ["x", "y", "z"],
        "rows": [[1, 2, None], [None, 3, 4]],
    }


def test_table_of_specification_without_rows_is_empty():
    assert charts.table_of({"data": {"url": "x.csv"}}) == {"columns": [], "rows": []}


def test_table_of_inline_values():
    assert charts.table_of({"data": {"values": [{"x": 1}]}})["rows"] == [[1]]


def test_cells_as_text():
    assert charts.cell_text(0.1 + 0.2) == "0.3"
    assert charts.cell_text(-1.5) == "\N{MINUS SIGN}1.5"
    assert charts.cell_text(None) == ""
    assert charts.cell_text(True) == "yes"
    assert charts.cell_text("2019-03-19T00:00:00") == "2019-03-19"
    assert charts.cell_text(1990) == "1990"


def test_html_table_escapes_and_marks_numbers():
    text = charts.html_table(TABLE, 10, "Data & more")
    assert '<table class="n2">' in text
    assert "<td>A &amp; B</td>" in text
    assert 'aria-label="Data &amp; more"' in text
    assert "rows" not in text


def test_html_table_says_what_it_leaves_out():
    text = charts.html_table(TABLE, 1, "Data")
    assert text.count("<tr>") == 2
    assert "The first 1 of 2 rows" in text


def test_compact_writes_names_once():
    spec = {"mark": "bar", "datasets": {"a": [{"x": 1, "y": 2}, {"x": 3, "y": 4}]}}
    assert charts.compact(spec)["datasets"]["a"] == [["x", "y"], [1, 2], [3, 4]]
    assert charts.compact({"mark": "bar"}) == {"mark": "bar"}


def test_compact_leaves_uneven_rows_alone():
    spec = {"datasets": {"a": [{"x": 1}, {"y": 2}], "b": []}}
    assert charts.compact(spec)["datasets"] == {"a": [{"x": 1}, {"y": 2}], "b": []}
