"""The chart of the story."""

import pandas as pd
import pytest

from transit.charts import lead
from transit.errors import TransitError


def test_steepest_is_the_shortest_run_with_half_of_the_fall():
    story = pd.Series({1990: 0.5, 1991: 0.9, 1992: 0.8, 1993: 0.4, 1994: 0.3, 1995: 0.35})
    assert lead.steepest(story) == (1992, 1993, pytest.approx(0.4 / 0.6))
    assert lead.steepest(story, 1.0) == (1991, 1994, pytest.approx(1.0))


def test_steepest_starts_from_the_last_year_of_the_peak():
    story = pd.Series({1991: 0.4, 1992: 0.4, 1993: 0.2})
    assert lead.steepest(story) == (1992, 1993, 1.0)


def test_a_series_that_never_falls_has_no_run():
    with pytest.raises(TransitError, match="does not fall after its peak"):
        lead.steepest(pd.Series({1990: 0.1, 1991: 0.2}))


@pytest.fixture
def events():
    return pd.DataFrame(
        {
            "event": ["E1", "E2", "E3", "E4", "E5"],
            "date": ["1990-04-24", "1992", "1995-08-30", "1997-01-01", "1998"],
            "title": ["post founded", "a claim", "constitution", "a ruling", "a law"],
            "kind": ["law", "claim", "constitution", "ruling", "law"],
            "gains": ["president", "president", "president", "parliament", "president"],
            "loses": [None, None, "parliament", "president", None],
        }
    )


@pytest.fixture
def values():
    years = {1990: 0.4, 1991: 0.4, 1992: 0.4, 1993: 0.3, 1994: 0.1, 1995: 0.1}
    return pd.DataFrame(
        [
            {"country": country, "year": year, "series": "x", "value": value * factor}
            for country, factor in (("KAZ", 1), ("WLD", 1.5))
            for year, value in years.items()
        ]
    )


def draw(events, values, institution="president"):
    return lead.lead(
        events,
        values,
        "x",
        label="Checks",
        institution=institution,
        countries=("KAZ", "WLD"),
        named={"E3": "constitution"},
        names={"KAZ": "Kazakhstan"},
        first=1990,
        last=1998,
    )


def test_lead_sets_steps_against_the_measure(events, values, behind):
    chart = draw(events, values)
    assert chart.description == (
        "In Kazakhstan three events from 1990 to 1998 added to the power of the president and one "
        "event took from it, but 67 per cent of the fall in checks came from 1993 to 1994 (from "
        "0.30 to 0.10), when one of the three steps up had been taken; in 1995 the index stood at "
        "0.10."
    )
    table = behind(chart)
    assert table["steps"].tolist() == [1, 1, 1, 1, 1, 2, 2, 1, 2]
    assert table["KAZ"].tolist()[:3] == [0.4, 0.4, 0.4]


def test_lead_follows_its_data(events, values):
    events.loc[3, "loses"] = None
    assert "and no events took from it" in draw(events, values).description


def test_lead_needs_steps(events, values):
    with pytest.raises(TransitError, match="none by which senate gains or loses"):
        draw(events, values, institution="senate")
