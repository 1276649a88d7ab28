"""Data frames as semantic tables."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from transit.display.tables import Markup, show_table

FRAME = pd.DataFrame({"name": ["A & B", "C"], "count": [1200, 3], "share": [0.5, None]})


def parsed(**options):
    return BeautifulSoup(show_table(FRAME, **options).html, "lxml")


def test_cells_are_escaped_and_numbers_marked():
    found = parsed()
    assert [th.get_text() for th in found.find_all("th")] == ["name", "count", "share"]
    assert all(th["scope"] == "col" for th in found.find_all("th"))
    assert found.td.get_text() == "A & B"
    assert [td.get("class") for td in found.tbody.tr.find_all("td")] == [
        None,
        ["number"],
        ["number"],
    ]
    assert found.find_all("td")[-1].get_text() == "–"


def test_columns_formats_ids_and_caption():
    found = parsed(
        columns={"name": "Name"},
        formats={"name": lambda name: Markup(f"<b>{name[0]}</b>")},
        row_ids=["one", "two"],
        caption="Names & more",
        css_class="wide",
    )
    assert [tr["id"] for tr in found.tbody.find_all("tr")] == ["one", "two"]
    assert found.td.b.get_text() == "A"
    assert found.caption.get_text() == "Names & more"
    assert found.find("div")["aria-label"] == "Names & more"
    assert found.table["class"] == ["data-table", "wide"]
    assert "data-facets" not in found.table.attrs


def test_facets_make_a_table_filterable_by_the_heads_shown():
    found = parsed(columns={"name": "Name", "count": "How many"}, facets=["count"])
    assert found.table["data-facets"] == "How many"
    assert found.table["class"] == ["data-table", "filterable"]
    assert parsed(facets=[]).table["class"] == ["data-table", "filterable"]


def test_another_column_can_stand_for_a_cell_when_sorting():
    found = parsed(columns={"name": "Name"}, values={"name": "count"})
    assert [td["data-value"] for td in found.find_all("td")] == ["1200", "3"]
    assert found.td.get_text() == "A & B"


@pytest.mark.parametrize(
    "options",
    [
        {"columns": {"size": "Size"}},
        {"formats": {"size": str}},
        {"facets": ["size"]},
        {"values": {"name": "size"}},
        {"columns": {"name": "Name"}, "facets": ["count"]},
    ],
)
def test_a_column_that_is_not_there_is_named(options):
    with pytest.raises(KeyError, match=r"size|count"):
        parsed(**options)


def cells(frame, **options):
    return [td.get_text() for td in BeautifulSoup(show_table(frame, **options).html, "lxml")("td")]


def test_values_without_a_format_are_written_plainly():
    frame = pd.DataFrame(
        {
            "early": [True],
            "growth": [-1.2],
            "income": [11165.0],
            "seats": [107],
            "change": [-5],
            "held": [pd.Timestamp("2019-06-09")],
            "due": [pd.Period("2020-12", freq="M")],
            "year": [pd.Period("1992", freq="Y")],
        }
    )
    assert cells(frame) == [
        "yes",
        "−1.20",
        "11,165.00",
        "107",
        "−5",
        "2019-06-09",
        "2020-12",
        "1992",
    ]


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        (pd.Series([True, False], dtype="boolean"), ["yes", "no"]),
        (pd.Series([True, False], dtype=object), ["yes", "no"]),
        (pd.Series([-5, 2019], dtype="Int64"), ["−5", "2019"]),
        (pd.Series([-0.125, 87.055], dtype="Float64"), ["−0.13", "87.06"]),
        (pd.Series([float("-inf"), -0.001]), ["−∞", "0.00"]),
    ],
)
def test_a_nullable_column_is_written_as_any_other(column, shown):
    assert cells(pd.DataFrame({"x": column})) == shown


@pytest.mark.parametrize(
    ("column", "marked"),
    [
        (pd.Series([107], dtype="Int64"), True),
        (pd.Series([70.96], dtype="Float64"), True),
        (pd.Series([True]), False),
        (pd.Series([True], dtype="boolean"), False),
        (pd.Series(["107"]), False),
    ],
)
def test_only_numbers_are_marked_as_numbers(column, marked):
    html = show_table(pd.DataFrame({"x": column})).html
    assert html.count('class="number"') == (2 if marked else 0)


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA, pd.NaT])
def test_a_missing_value_has_its_mark_and_meets_no_format(nothing):
    frame = pd.DataFrame({"votes": pd.Series([nothing], dtype=object)})
    assert cells(frame, formats={"votes": "{:,}".format}) == ["–"]
    assert cells(frame, missing="not held") == ["not held"]


def test_a_format_writes_text_that_is_escaped():
    frame = pd.DataFrame({"votes": [8681276]})
    assert cells(frame, formats={"votes": lambda n: f"<{n:,}>"}) == ["<8,681,276>"]


def test_heads_captions_and_ids_are_escaped():
    html = show_table(
        pd.DataFrame({"n": [1]}), columns={"n": "<n>"}, caption='"a" & b', row_ids=['x"y']
    ).html
    assert "&lt;n&gt;" in html
    assert "<caption>&quot;a&quot; &amp; b</caption>" in html
    assert 'id="x&quot;y"' in html


def test_a_frame_without_rows_keeps_its_head():
    found = BeautifulSoup(show_table(FRAME.iloc[:0]).html, "lxml")
    assert [th.get_text() for th in found("th")] == ["name", "count", "share"]
    assert found.tbody.find("tr") is None


def test_the_table_can_be_reached_and_has_a_name():
    region = parsed(caption="Votes").div
    assert (region["role"], region["tabindex"], region["aria-label"]) == ("region", "0", "Votes")
    assert parsed().div["aria-label"] == "Table"


def test_a_notebook_shows_the_html():
    table = show_table(FRAME)
    assert table._repr_html_() == table.html
