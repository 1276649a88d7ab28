"""Timelines, days, and two posts."""

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
            "kind": ["constitution", "context", "law", "ruling"],
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


@pytest.fixture
def institutions():
    return pd.DataFrame(
        {
            "institution": ["president", "parliament", "supreme-council", "local-executives"],
            "label": ["President", "Parliament", "Supreme Council", "Local executives"],
            "group": ["president", "parliament", "parliament", None],
            "group_label": ["President", "Parliament", "Parliament", None],
            "group_phrase": None,
            "phrase": ["the president", "parliament", "parliament", "the local executives"],
        }
    )


def test_timeline_counts_who_gains_and_loses(frame, institutions, behind):
    chart = events.timeline(frame, institutions=institutions)
    assert chart.description == (
        "Four events from 1987 to 1995: the president gains power by three steps, parliament loses "
        "power by three steps and the local executives gain power by one step; the article does "
        "not mention one of the events."
    )
    assert (
        chart.headline == "The president gained power by three steps; parliament lost it by three."
    )
    table = behind(chart)
    assert table["Date"].tolist() == ["1987–1989", "Dec 1993", "6 Mar 1995", "30 Aug 1995"]
    assert table["Gain power"].tolist()[1] == "president and local executives"
    assert table["A step"].tolist() == [False, True, True, True]
    assert "hollow dot" in chart.notes and "no step" in chart.notes


def test_events_of_one_month_are_one_step_in_the_order_of_their_table(frame, institutions, behind):
    law = frame.iloc[2].to_dict()
    later = pd.DataFrame([law | {"event": "E9", "date": "1993-12-13", "title": "Dissolution"}])
    figure = events.timeline(pd.concat([frame, later]), institutions=institutions)
    assert figure.headline.startswith("The president gained power by three steps;")
    assert behind(figure)["Event"].tolist()[1:3] == ["Law on powers", "Dissolution"]
    assert "△" in str(figure.to_dict(640))


def test_of_many_who_gain_alike_none_is_named(frame):
    frame["gains"] = ["president", "", "senate", "government"]
    assert events.timeline(frame).headline == (
        "Nobody gained power by more than one step; the supreme council lost it by two."
    )


def test_the_timeline_follows_its_data(frame, institutions):
    frame["gains"] = None
    text = events.timeline(frame, institutions=institutions).description
    assert "gains power" not in text
    assert "parliament loses power by three steps" in text


def test_without_a_list_every_institution_stands_alone(frame):
    assert events.timeline(frame).description == (
        "Four events from 1987 to 1995: the president gains power by three steps, the supreme "
        "council loses power by two steps and the local executives gain power by one step; the "
        "article does not mention one of the events."
    )


def test_every_event_has_its_title_and_its_effects_in_both_widths(frame, institutions):
    figure = events.timeline(frame, institutions=institutions)
    for width in (640, 320):
        rows = [row for data in figure.to_dict(width)["datasets"].values() for row in data]
        titles = {row["title_text"] for row in rows if "title_text" in row}
        assert {" ".join(title.split()) for title in titles} == set(frame["title"])
        assert {" ".join(row["down"].split()) for row in rows if row.get("down")} == {
            "▼ parliament",
            "▽ union centre",
        }


@pytest.fixture
def spring():
    return pd.DataFrame(
        {
            "event": ["E38", "E39", "E44", "E45", "E99"],
            "date": ["2019-03-19", "2019-03-20", "2019-04-09", "2019-06-09", "2019-04"],
            "title": ["resigns", "takes the oath", "calls the vote", "elected", "some month"],
        }
    )


def draw_days(spring):
    return events.days(spring, "2019-03-19", "2019-06-09", milestones=["E38", "E44", "E45"])


def test_days_are_counted_between_milestones(spring, behind):
    chart = draw_days(spring)
    assert chart.description == (
        "Four events from 19 March to 9 June 2019, 82 days: 21 days to 9 April and 61 days to "
        "9 June."
    )
    table = behind(chart)
    assert table["Day"].tolist() == [1, 2, 22, 83]
    assert "some month" not in table["Event"].tolist()


def test_days_follow_their_data(spring):
    spring.loc[2, "date"] = "2019-04-19"
    assert "31 days to 19 April and 51 days to 9 June" in draw_days(spring).description


def test_a_milestone_has_to_be_dated_to_the_day(spring):
    spring.loc[2, "date"] = "2019-04"
    with pytest.raises(TransitError, match="E44 is not dated to a day in 2019-03-19"):
        draw_days(spring)


def test_ten_events_in_spring_2019(gallery):
    assert gallery["days"].description.startswith("Ten events from 19 March to 9 June 2019")


def test_days_name_all_that_are_equally_full(spring):
    more = spring.iloc[:3].assign(event=["X1", "X2", "X3"])
    spring = pd.concat([spring, more, more.iloc[:2]], ignore_index=True)
    assert draw_days(spring).description.endswith(
        "; three of them fall on 19 March and 20 March each."
    )


def test_two_posts(gallery, behind):
    assert gallery["council"].description == (
        "President: Nazarbayev until 20 Mar 2019, then Tokayev; Security Council chair: Nazarbayev "
        "(advisory body) until 5 Jul 2018, then Nazarbayev, for life, until 5 Jan 2022, then "
        "Tokayev; the two posts had two holders for 1,022 days, from 20 Mar 2019 to 5 Jan 2022."
    )
    assert gallery["council"].headline == (
        "For 1,022 days, from 20 Mar 2019 to 5 Jan 2022, the two posts had two holders."
    )
    assert behind(gallery["council"])[["Post", "Holder", "From", "Until"]].values.tolist() == [
        ["President", "Nazarbayev", "", "20 Mar 2019"],
        ["President", "Tokayev", "20 Mar 2019", ""],
        ["Security Council chair", "Nazarbayev", "", "5 Jul 2018"],
        ["Security Council chair", "Nazarbayev, for life", "5 Jul 2018", "5 Jan 2022"],
        ["Security Council chair", "Tokayev", "5 Jan 2022", ""],
    ]


@pytest.mark.parametrize(
    ("event", "date", "message"),
    [
        ("A07", None, "A07 is missing"),
        ("A07", "2022-01", "A07 must be dated to a day"),
        ("A07", "2017-01-01", "Nazarbayev, for life as Security Council chair ends before"),
    ],
)
def test_posts_need_their_events(evidence, tenures, event, date, message):
    frame = evidence.events.astype({"date": object, "date_end": object})
    if date is None:
        frame = frame[frame["event"] != event]
    else:
        frame.loc[frame["event"] == event, "date"] = date
    with pytest.raises(TransitError, match=message):
        events.posts(frame, tenures[0], **tenures[1])


def test_one_post_is_no_comparison(evidence, tenures):
    with pytest.raises(TransitError, match="two posts can be drawn, not one post"):
        events.posts(evidence.events, tenures[0][:2], **tenures[1])
