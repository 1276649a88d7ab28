"""Timelines, the days of 2019, and the two posts."""

import pandas as pd
import pytest

from transit.charts import events
from transit.errors import TransitError


@pytest.fixture
def frame():
    return pd.DataFrame(
        {
            "event": ["E3", "E1", "E2", "E4"],
            "date": ["1995-08-30", "1987", "1993-12", "1995-03-06"],
            "date_end": [None, "1989", None, None],
            "title": ["New constitution", "Centre weakens", "Law on powers", "Court ruling"],
            "gains": ["president", "president", "president;local-executives", "president"],
            "loses": ["parliament", "union-centre", "supreme-council", "supreme-council"],
            "in_article": [True, True, True, False],
        }
    )


def test_events_come_in_order_and_periods_keep_their_end(frame):
    ordered = events.in_order(frame)
    assert ordered["event"].tolist() == ["E1", "E2", "E4", "E3"]
    assert ordered["date"].tolist()[0] == "1987/1989"
    assert ordered["when"].iloc[0] == 1988.5


def test_an_event_without_a_date_is_an_error(frame):
    frame.loc[1, ["date", "date_end"]] = None
    with pytest.raises(TransitError, match="E1 has no date"):
        events.timeline(frame)


def test_timeline_counts_who_gains_and_loses(frame, behind):
    chart = events.timeline(frame)
    assert chart.description == (
        "Four events from 1987 to 1995: the president gains power in four, parliament loses power "
        "in three and the local executives gain power in one; the article does not mention one of "
        "them."
    )
    assert behind(chart)["event"].tolist() == ["E1", "E2", "E4", "E3"]


def test_the_timeline_follows_its_data(frame):
    frame["gains"] = None
    text = events.timeline(frame).description
    assert "gains power" not in text
    assert "parliament loses power in three" in text


def test_titles_are_in_the_picture_and_dots_stand_to_scale(frame):
    spec = events.timeline(frame).to_dict()
    rows = [row for data in spec["datasets"].values() for row in data if "dot" in row]
    by_title = {row["title"]: row["dot"] for row in rows if "title" in row}
    assert set(by_title) == set(frame["title"])
    per_year = (by_title["New constitution"] - by_title["Centre weakens"]) / (1995.66 - 1988.5)
    gap = by_title["New constitution"] - by_title["Law on powers"]
    assert gap / per_year == pytest.approx(1995.66 - 1993.96, abs=0.02)


@pytest.fixture
def spring():
    return pd.DataFrame(
        {
            "event": ["E38", "E39", "E44", "E45", "E99"],
            "date": ["2019-03-19", "2019-03-20", "2019-04-09", "2019-06-09", "2019-04"],
            "title": ["resigns", "takes the oath", "calls the vote", "elected", "some month"],
        }
    )


def test_days_are_counted_between_milestones(spring, behind):
    chart = events.days(spring)
    assert chart.description == (
        "Four events from 19 March to 9 June 2019, 82 days: 21 days to 9 April and 61 days to "
        "9 June."
    )
    table = behind(chart)
    assert table["day"].tolist() == [1, 2, 22, 83]
    assert "some month" not in table["title"].tolist()


def test_days_follow_their_data(spring):
    spring.loc[2, "date"] = "2019-04-19"
    assert "31 days to 19 April and 51 days to 9 June" in events.days(spring).description


def test_a_milestone_has_to_be_dated_to_the_day(spring):
    spring.loc[2, "date"] = "2019-04"
    with pytest.raises(TransitError, match="E44 is not dated to a day in 2019-03-19"):
        events.days(spring)


def test_eight_events_in_spring_2019(gallery):
    assert gallery["days"].description.startswith("Eight events from 19 March to 9 June 2019")


def test_two_posts(gallery, behind):
    assert gallery["council"].description == (
        "Nazarbayev chaired the Security Council until 5 Jan 2022, 1,022 days after Tokayev had "
        "become president on 20 Mar 2019; the Council had become a constitutional body with a "
        "chair for life by the law of 5 Jul 2018, 257 days before the resignation of 19 Mar 2019."
    )
    assert behind(gallery["council"])[["post", "holder", "start", "end"]].values.tolist() == [
        ["President", "Nazarbayev", None, "2019-03-20"],
        ["President", "Tokayev", "2019-03-20", None],
        ["Security Council chair", "Nazarbayev", None, "2018-07-05"],
        ["Security Council chair", "Nazarbayev, for life", "2018-07-05", "2022-01-05"],
        ["Security Council chair", "Tokayev", "2022-01-05", None],
    ]


@pytest.mark.parametrize(
    ("event", "date", "message"),
    [
        ("A07", None, "A07 is missing"),
        ("A07", "2022-01", "A07 must be dated to a day"),
        ("A07", "2017-01-01", "are not in this order"),
    ],
)
def test_posts_need_their_events(evidence, event, date, message):
    frame = evidence.events.astype({"date": object, "date_end": object})
    if date is None:
        frame = frame[frame["event"] != event]
    else:
        frame.loc[frame["event"] == event, "date"] = date
    with pytest.raises(TransitError, match=message):
        events.security_council(frame)
