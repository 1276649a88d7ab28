"""Elections: dates, shares, seats, candidates."""

import pandas as pd
import pytest

from transit.charts import elections
from transit.errors import TransitError


@pytest.fixture
def president():
    return pd.DataFrame(
        {
            "election": ["P1991", "P1999", "P2005"],
            "held": ["1991-12-01", "1999-01-10", "2005-12-04"],
            "vote": ["popular"] * 3,
            "winner": ["N. Nazarbayev"] * 3,
            "winner_share": [98.78, 79.78, 91.15],
            "share_base": ["valid", "ballots", "valid"],
            "turnout": [88.23, 87.05, 76.78],
        }
    )


@pytest.fixture
def parliament():
    return pd.DataFrame(
        {
            "election": ["L1994", "L1995", "L2026"],
            "chamber": ["Supreme Council", "Mazhilis", "Kurultai"],
            "held": ["1994-03-07", "1995-12-09", None],
            "seats": [10, 8, 145],
        }
    )


@pytest.fixture
def seats():
    return pd.DataFrame(
        {
            "election": ["L1994", "L1994", "L1994", "L1995", "L1995"],
            "bloc": ["pro-presidential", "opposition", "loyal", "pro-presidential", "loyal"],
            "seats": [6, 4, 0, 7, 1],
        }
    )


@pytest.fixture
def votes():
    return pd.DataFrame(
        {
            "election": ["P1991", "P1999", "P2005", "R1995"],
            "kind": ["presidential"] * 3 + ["referendum"],
            "held": ["1991-12-01", "1999-01-10", "2005-12-04", "1995-08-30"],
            "called": ["1991-10-16", "1998-10-08", None, "1995-07-28"],
            "due": [None, "2000-12-03", "2005-12-04", None],
            "months_early": [None, 22.8, 0, None],
            "notice_days": [46, 94, None, 33],
        }
    )


def test_notice_counts_months_and_days(votes, behind):
    figure = elections.notice(votes)
    assert figure.headline.startswith("One of two elections whose date due follows from the rule")
    assert figure.description == (
        "Of three votes (president) one came a month or more early, by up to 22 months, and for "
        "1991 the rule gives no date; notice ran from 46 to 94 days. One referendum; notice ran "
        "from 33 to 33 days."
    )
    assert behind(figure)[["Vote", "Due", "Days of notice"]].values.tolist() == [
        ["President", "", 46],
        ["Referendum", "", 33],
        ["President", "3 Dec 2000", 94],
        ["President", "4 Dec 2005", None],
    ]


def test_the_record_of_notice(gallery):
    assert gallery["notice"].headline == (
        "Nine of 13 elections whose date due follows from the rule were held a month or more "
        "before it; after 1999 none of those whose call was seen had more than 88 days of notice."
    )


def test_votes_early_without_a_rule_are_told_apart(votes):
    own = votes.assign(due_rule=["as-reported", "december", "december", "none"])
    own = own.assign(due_reported=["May 1992", None, None, None])
    figure = elections.notice(own)
    assert "Hollow orange: due by report alone (1991)." in figure.notes
    rows = [row for rows in figure.to_dict()["datasets"].values() for row in rows]
    drawn = [row for row in rows if row.get("months") == "5 months, by report"]
    assert -5 in {row.get("x") for row in drawn}
    cut = elections.notice(own.assign(due_rule=["cut-short", "december", "december", "none"]))
    assert cut.notes.endswith("Cut short: the vote before was annulled (1991), no date was due.")


def test_nothing_to_compare_is_an_error(votes):
    with pytest.raises(TransitError, match="none has a date due"):
        elections.notice(votes.assign(months_early=None))


def test_winners(president, behind):
    chart = elections.winners(president)
    assert chart.description == (
        "Winners of three popular presidential elections took between 79.8 (N. Nazarbayev, 1999) "
        "and 98.8 per cent (N. Nazarbayev, 1991); turnout ran from 76.8 to 88.2 per cent."
    )
    assert behind(chart)["Share, per cent"].tolist() == [98.78, 79.78, 91.15]


def test_winners_that_tie_are_all_named(president):
    president.loc[2, "winner_share"] = 98.78
    text = elections.winners(president).description
    assert "98.8 per cent (N. Nazarbayev, 1991; N. Nazarbayev, 2005)" in text


def test_a_cut_axis_is_stated(president):
    spec = elections.winners(president).to_dict()
    titles = {
        layer["encoding"]["x"]["axis"]["title"]
        for layer in spec["layer"]
        if layer["encoding"].get("x", {}).get("axis")
    }
    assert titles == {"per cent (the axis begins at 70)"}


def test_seats(parliament, seats, behind):
    chart = elections.seats(parliament, seats)
    assert chart.description == (
        "Pro-presidential parties held at most 87.5 per cent of the seats (1995) and 87.5 per cent "
        "after the vote of 1995; the opposition's largest share was 40.0 per cent (1994), and the "
        "chamber of 1995 had no opposition deputy."
    )
    assert behind(chart)[["Bloc", "Seats", "Share, per cent"]].values.tolist() == [
        ["pro-presidential", 6, 60.0],
        ["opposition", 4, 40.0],
        ["pro-presidential", 7, 87.5],
        ["loyal", 1, 12.5],
    ]


def test_chambers_that_tie_are_all_named(parliament, seats):
    seats.loc[[0, 1, 3, 4], "seats"] = [5, 5, 4, 4]
    text = elections.seats(parliament, seats).description
    assert "at most 50.0 per cent of the seats (1994 and 1995)" in text


def test_seats_have_to_add_up(parliament, seats):
    seats.loc[1, "seats"] = 3
    with pytest.raises(TransitError, match="L1994 has 9 seats by bloc, but the chamber has 10"):
        elections.seats(parliament, seats)


def test_an_unknown_bloc_is_an_error(parliament, seats):
    seats.loc[1, "bloc"] = "greens"
    with pytest.raises(TransitError, match="bloc greens has no place"):
        elections.seats(parliament, seats)


def test_bars_start_at_zero_and_fill_the_width(gallery):
    bars = gallery["seats"].to_dict()["vconcat"][1]["layer"][0]
    assert bars["encoding"]["x"]["scale"]["domain"] == [0, 100]


@pytest.fixture
def people():
    return pd.DataFrame(
        {
            "election": ["P1999", "P1999", "P2005", "P2005", "P2005"],
            "candidate": ["N. Nazarbayev", "S. Abdildin", "N. Nazarbayev", "Z. Tuyakbay", "Against all"],
            "share": [79.78, 11.7, 91.15, 6.61, 1.0],
            "rank": [1, 2, 1, 2, None],
        }
    )  # fmt: skip


def test_candidates(people, president, behind):
    chart = elections.candidates(people, president, focus="P2005")
    assert chart.description == (
        "N. Nazarbayev won 91.2 per cent in 2005 against one other candidate, more than one other "
        "winner shown; the runner-up, Z. Tuyakbay, had 6.6, and no runner-up of another year more "
        "than 11.7."
    )
    table = behind(chart)
    assert table["Candidate"].tolist()[-1] == "Against all"
    assert table["Rank"].tolist() == [1, 2, 1, 2, None]


def test_2019_was_the_lowest_win(gallery):
    assert (
        "Kassym-Jomart Tokayev won 71.0 per cent in 2019 against six other candidates, the lowest "
        "share of any winner shown; the runner-up, Amirzhan Kosanov, had 16.2"
    ) in gallery["candidates"].description


def test_an_absent_focus_is_an_error(people, president):
    with pytest.raises(TransitError, match="P2019, has no candidate"):
        elections.candidates(people, president, "P2019")
