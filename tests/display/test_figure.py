"""The figure: what it carries, in which widths, and what it refuses."""

import datetime as dt

import altair as alt
import numpy as np
import pandas as pd
import pytest

from transit.display.figure import (
    COLUMN,
    NARROW_MIME,
    PAGE,
    PRINT_MIME,
    SVG_MIME,
    TALL,
    VEGALITE_MIME,
    Figure,
    plain,
)
from transit.errors import TransitError

FRAME = pd.DataFrame({"a": [1, 2]})
TOLD = {"description": "It is 0.5.", "source": "V-Dem", "table": pd.DataFrame({"a": [1]})}


def draw(width):
    return alt.Chart(FRAME).mark_line(clip=True).encode(x="a:Q").properties(width=width, height=50)


def test_carries_texts_table_and_a_picture_for_each_width():
    table = pd.DataFrame(
        {
            "country": pd.Categorical(["KAZ", "UZB"]),
            "value": pd.array([0.5, pd.NA], dtype="Float64"),
            "year": pd.array([1990, 1991], dtype="Int64"),
            "early": pd.array([True, pd.NA], dtype="boolean"),
            "held": [pd.Timestamp("2019-06-09"), pd.NaT],
        },
        index=[7, 9],
    )
    texts = {"headline": "It halved.", "notes": " Hollow: none. ", "source": " V-Dem "}
    bundle = Figure(draw, **TOLD | texts | {"table": table})._repr_mimebundle_()
    assert list(bundle) == [VEGALITE_MIME, SVG_MIME, "text/plain", NARROW_MIME, PRINT_MIME]
    spec = bundle[VEGALITE_MIME]
    assert spec["description"] == "It is 0.5."
    assert spec["title"]["text"] == ["It halved."]
    assert spec["usermeta"]["transit"] == {
        "headline": "It halved.",
        "notes": "Hollow: none.",
        "source": "V-Dem",
        "table": {
            "columns": ["country", "value", "year", "early", "held"],
            "rows": [["KAZ", 0.5, 1990, True, "2019-06-09"], ["UZB", None, 1991, None, None]],
        },
    }
    assert bundle["text/plain"] == "It halved. It is 0.5."
    widths = [float(bundle[m].split('width="')[1].split('"')[0]) for m in (SVG_MIME, NARROW_MIME)]
    assert widths[0] > 640 > widths[1] > 320


def test_a_chart_in_place_of_a_function_is_a_picture_of_one_width():
    figure = Figure(draw(100), **TOLD)
    assert figure.to_dict(320) == figure.to_dict()
    assert {NARROW_MIME, PRINT_MIME}.isdisjoint(figure._repr_mimebundle_())


@pytest.mark.parametrize(
    ("in_column", "over_page", "width"),
    [(TALL, 200, COLUMN), (TALL + 30, TALL + 20, COLUMN), (TALL + 30, TALL - 60, PAGE)],
)
def test_print_has_the_whole_page_where_that_makes_a_tall_picture_lower(
    in_column, over_page, width
):
    def drawn(wide):
        chart = alt.Chart(FRAME).mark_point().encode(x=alt.X("x:Q", axis=None))
        return chart.properties(
            width=wide - 10, height=(in_column if wide == COLUMN else over_page) - 10
        )

    printed = Figure(drawn, **TOLD)._repr_mimebundle_()[PRINT_MIME]
    assert float(printed.split('width="')[1].split('"')[0]) == pytest.approx(width, abs=2)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"description": "It is 0.5"}, "description of a figure must be a full sentence"),
        ({"description": ""}, "full sentence"),
        ({"headline": "it is 0.5."}, "headline of a figure must be a full sentence"),
        ({"notes": "Hollow is nan."}, "missing value"),
        ({"description": "It is <NA>."}, "missing value"),
        ({"source": "  "}, "source line"),
        ({"table": pd.DataFrame({"a": []})}, "at least one row"),
        ({"table": pd.DataFrame([[1, 2]], columns=["a", "a"])}, "column twice: a"),
    ],
)
def test_refuses(change, message):
    with pytest.raises(TransitError, match=message):
        Figure(draw, **TOLD | change)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("text", "text"),
        (np.int64(3), 3),
        (np.float64(0.25), 0.25),
        (np.float64("nan"), None),
        (float("inf"), None),
        (np.bool_(False), False),
        (True, True),
        (None, None),
        (pd.NA, None),
        (pd.NaT, None),
        (dt.date(2019, 3, 19), "2019-03-19"),
        (pd.Period("2020-12", "M"), "2020-12"),
        ({"b", "a"}, "a;b"),
    ],
)
def test_plain(cell, value):
    assert plain(cell) == value
    assert type(plain(cell)) is type(value)
