"""Positions of labels, dates as positions and as words."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transit.charts.layout import (
    decimal_year,
    span,
    spread,
    stairs,
    written,
)
from transit.errors import TransitError


def test_spread_moves_as_little_as_possible():
    assert spread([1.0, 1.0], 2).tolist() == [0.0, 2.0]
    assert spread([5.0, 1.0, 1.5], 1).tolist() == [5.0, 0.75, 1.75]
    assert spread([1.0, 1.0], 2, low=0.5).tolist() == [0.5, 2.5]
    assert spread([9.0, 10.0], 2, high=10).tolist() == [8.0, 10.0]
    assert spread([], 2).tolist() == []


def test_spread_knows_labels_of_unequal_room():
    assert spread([0.0, 0.0], [2.0, 4.0], low=0).tolist() == [0.0, 3.0]


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=12), st.floats(0.1, 5))
def test_spread_keeps_order_and_distance(positions, gap):
    moved = spread(positions, gap, -100, 100)
    order = np.argsort(positions, kind="stable")
    assert (np.diff(moved[order]) >= gap - 1e-6).all()
    assert (moved >= -100 - 1e-6).all()
    assert (moved <= 100 + 1e-6).all()


def test_spread_refuses_what_cannot_fit():
    with pytest.raises(TransitError, match="3 labels need 4 units but only 3 are there"):
        spread([1, 2, 3], 2, 0, 3)


def test_stairs_go_down_under_an_earlier_label():
    assert stairs([0, 1, 5], [2, 2, 1]) == [0, 1, 0]
    assert stairs([5, 0, 1], [1, 2, 2]) == [0, 0, 1]
    assert stairs([0, 1, 2], [9, 9, 9]) == [0, 1, 2]


def test_hanging_stairs_put_the_earlier_label_lower():
    assert stairs([0, 1, 5], [2, 2, 1], hanging=True) == [1, 0, 0]
    assert stairs([0, 1, 2], [9, 9, 9], hanging=True) == [2, 1, 0]


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("2019-01-01", 2019 + 0.5 / 365),
        ("2020-07", 2020 + (182 + 15.5) / 366),
        ("1992", 1992.5),
        ("2017/2018", 2018.0),
        (pd.Timestamp("2019-01-01"), 2019 + 0.5 / 365),
        (dt.date(2019, 1, 1), 2019 + 0.5 / 365),
        (pd.Period("1992", "Y"), 1992.5),
        (pd.Period("2020-07", "M"), 2020 + (182 + 15.5) / 366),
    ],
)
def test_decimal_year(date, year):
    assert decimal_year(date) == pytest.approx(year, abs=1e-4)


@pytest.mark.parametrize("date", [None, pd.NaT, pd.NA, float("nan")])
def test_a_missing_date_stays_missing(date):
    assert np.isnan(decimal_year(date))
    assert written(date) == ""


def test_span_ends_with_the_day_after():
    assert span("2020-12") == (pd.Timestamp("2020-12-01"), pd.Timestamp("2021-01-01"))
    assert span("2017/2018") == (pd.Timestamp("2017-01-01"), pd.Timestamp("2019-01-01"))


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2019-06-09", "9 Jun 2019"),
        ("2020-12", "Dec 2020"),
        ("1992", "1992"),
        ("2017/2018", "2017–2018"),
        (pd.Period("2020-12", "M"), "Dec 2020"),
    ],
)
def test_written(date, text):
    assert written(date) == text


@pytest.mark.parametrize("text", ["soon", "2019-13-01", "9 June 2019", "2019-1-2-3"])
def test_a_text_that_is_no_date_is_refused(text):
    with pytest.raises(TransitError, match="is no date"):
        decimal_year(text)
