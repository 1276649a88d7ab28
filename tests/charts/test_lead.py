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
            "in_article": [True, True, False, True, True],
        }
    )


@pytest.fixture
def values():
    years = {1990: 0.4, 1991: 0.4, 1992: 0.4, 1993: 0.3, 1994: 0.1, 1995: 0.1, 1996: 0.2}
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
        known=1996,
        names={"KAZ": "Kazakhstan", "WLD": "World"},
        first=1990,
        last=1998,
    )


def test_lead_sets_steps_against_the_measure(events, values, behind):
    figure = draw(events, values)
    assert figure.headline == (
        "67 per cent of the fall in checks came from 1993 to 1994; one of the two steps by which "
        "the president gained power by 1996 came later, one of them by law."
    )
    assert figure.description == (
        "Checks fell from 0.30 in 1993 to 0.10 in 1994 and stood at 0.20 in 1996 and 0.20 in 1996. "
        "Of three steps of power the article tells two; one came after 1996."
    )
    table = behind(figure)
    assert table["Steps"].tolist() == [1, 0, 0, 0, 0, 1, 0, 0, 1]
    assert table["Kazakhstan"].tolist()[:3] == [0.4, 0.4, 0.4]


def test_an_election_is_no_step(events, values):
    events.loc[2, "kind"] = "election"
    assert "; none of the one step by which" in draw(events, values).headline
    assert "Of two steps of power" in draw(events, values).description


def test_a_step_tells_itself_to_the_pointer(events, values):
    rows = [row for rows in draw(events, values).to_dict()["datasets"].values() for row in rows]
    assert "\t30 Aug 1995\nconstitution" in [row.get("says") for row in rows]


def test_lead_needs_steps(events, values):
    with pytest.raises(TransitError, match="none by which senate gains power"):
        draw(events, values, institution="senate")


def test_events_of_one_month_are_one_step_and_a_request_is_none(events, values, behind):
    more = events.loc[[2]].assign(event="E6", date="1995-08", title="a decree", in_article=True)
    asked = events.loc[[4]].assign(event="E7", date="1997", kind="proposal")
    figure = draw(pd.concat([events, more, asked], ignore_index=True), values)
    assert behind(figure)["Steps"].tolist() == [1, 0, 0, 0, 0, 1, 0, 0, 1]
    assert "the article tells three" in figure.description
    rows = [row for rows in figure.to_dict()["datasets"].values() for row in rows]
    assert "\tAug 1995\na decree\n30 Aug 1995\nconstitution" in [row.get("says") for row in rows]
