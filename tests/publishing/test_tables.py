"""Data frames as semantic tables."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from transit.publishing.tables import Markup, show_table

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
