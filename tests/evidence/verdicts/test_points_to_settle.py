"""The points on which the article and the record are known to part, with their numbers."""

from pathlib import Path

import pytest

from transit.errors import TransitError
from transit.evidence import load
from transit.evidence.verdicts import parse_call, verdict_functions

EVIDENCE = load(Path(__file__).parents[3] / "data")
LEGISLATURE = "vdem15_v2xlg_legcon"


def decide(call):
    name, arguments = parse_call(call)
    return verdict_functions[name](EVIDENCE, **arguments)


@pytest.mark.parametrize(
    ("selection", "annulled", "until", "verdict", "count"),
    [
        ("article", "true", 2019, "supported", "Of seven elections five were early"),
        ("article", "false", 2019, "refined", "Of seven elections four were early"),
        ("mazhilis", "true", 2019, "refined", "Of six elections four were early"),
        ("mazhilis", "false", 2019, "contradicted", "Of six elections three were early"),
        ("all", "true", 2019, "refined", "Of eight elections five were early"),
        ("all", "true", 2024, "refined", "Of ten elections six were early"),
    ],
)
def test_five_of_seven_depends_on_what_is_counted(selection, annulled, until, verdict, count):
    found = decide(
        f"early_parliamentary_elections(early=5, of=7, selection={selection}, "
        f"annulled={annulled}, until={until})"
    )
    assert (found.verdict, found.reason.startswith(count)) == (verdict, True)


@pytest.mark.parametrize(
    ("call", "verdict", "words"),
    [
        (
            "dated(row=E06, when=1995)",
            "contradicted",
            "to December 1993, not 1995",
        ),
        ("dated(row=E08, when=1995)", "contradicted", "7 March 1994"),
        ("dated(row=L1995, when=1995)", "supported", "9 December 1995"),
        ("referendum_gave(referendum=R1995a, what=powers)", "contradicted", "96.21 per cent"),
        ("referendum_gave(referendum=R1995a, what=tenure)", "supported", "term to 1 December 2000"),
        ("limit_lifted(change=C1998, exemption=E21)", "contradicted", "May 2007"),
        (
            "nth_win(election=P2005, winner=Nursultan Nazarbayev, n=3, counting=popular)",
            "supported",
            "three times, in 1991, 1999 and 2005",
        ),
        (
            "nth_win(election=P2005, winner=Nursultan Nazarbayev, n=3, counting=all)",
            "contradicted",
            "four times, in 1990",
        ),
        (
            "nth_win(election=P2005, winner=Nursultan Nazarbayev, n=3, counting=constitution, since=C1995)",
            "contradicted",
            "twice, in 1999 and 2005",
        ),
        ("record_agrees(event=E30)", "refined", "15 June 2017"),
        (
            "self_nominees_gone(before=P2011+P2015, after=P2019)",
            "supported",
            "one in 2011, one in 2015 and none in 2019, when seven candidates",
        ),
        (
            "dated(row=C2018L, column=signed, when=2018-07-05)",
            "supported",
            "5 July 2018",
        ),
        (
            "dated(row=C2018L, column=in_force, when=2018-07-05)",
            "contradicted",
            "12 July",
        ),
        ("constitution_amended(year=2018)", "contradicted", "2017 and 2019"),
        (
            "first_without(candidate=Nursultan Nazarbayev, election=P2019)",
            "supported",
            "six of the seven",
        ),
        (
            f"gradual(country=KAZ, name={LEGISLATURE}, first=1993, last=2018, window=3)",
            "contradicted",
            "from 0.372 to 0.159; 77 per cent of that came between 1993 and 1995",
        ),
        ("early_by(election=P2015, months=12)", "refined", "on 4 December 2016, 19 months later"),
        ("several_months_later(event=E26, after=E25)", "refined", "60 days, about two months"),
        ("dated(row=E42, when=2019-03-23)", "supported", "23 March 2019"),
        ("no_slump(country=KAZ, first=1991, last=1995, most=10)", "contradicted", "−39 per cent"),
        (
            "growth_slower(country=KAZ, first=2017, last=2019, than_first=2015, than_last=2016)",
            "contradicted",
            "4.2 per cent a year in 2017–2019 against 1.2 in 2015–2016",
        ),
        (
            "growth_slower(country=KAZ, first=2019, last=2019, than_first=2018, than_last=2018)",
            "contradicted",
            "4.5 per cent a year in 2019 against 4.1 in 2018",
        ),
        (
            "index_moved(country=KAZ, name=wgi_pv_est, direction=fall, first=2014, last=2016, "
            "by=0.2)",
            "contradicted",
            "a fall of 0.035",
        ),
        ("lasted_for_life(event=E35, ended=A07)", "contradicted", "after 42 months"),
        ("lasted_for_a_time(event=A01, ended=A07, months=12)", "refined", "26 months later"),
    ],
)
def test_a_known_point_has_its_verdict_and_its_numbers(call, verdict, words):
    found = decide(call)
    assert found.verdict == verdict
    assert words in found.reason


def test_the_balance_after_the_article_names_both_sides():
    found = decide("balance_moved(after=E45, to=first-president, away_from=president)")
    assert found.verdict == "contradicted"
    assert "one event that moved power from the president to the First President" in found.reason
    assert "and four the other way" in found.reason


@pytest.mark.parametrize(
    "call",
    [
        "dated(row=C2018L, column=adopted, when=2018)",
        "nth_win(election=P2005, winner=Nursultan Nazarbayev, n=3, counting=some)",
        "early_parliamentary_elections(early=5, of=7, selection=some, annulled=true, until=2019)",
        "referendum_gave(referendum=R1995a, what=glory)",
        "held_early(election=X1999)",
        "dated(row=E99, when=1995)",
        f"index_moved(country=KAZ, name={LEGISLATURE}, direction=up, first=1993, last=1996, by=1)",
        "against_world(countries=KAZ, name=no_such_series, side=beside, first=1993, last=1996)",
    ],
)
def test_an_argument_without_meaning_is_refused(call):
    with pytest.raises(TransitError):
        decide(call)


def test_missing_values_leave_a_claim_open():
    found = decide("dated(row=E01, when=1990-04)")
    assert found.verdict == "supported"
    found = decide("held_early(election=L1995)")
    assert found.verdict == "open"
    found = decide("prices_rose(country=TKM, year=2019)")
    assert found.verdict == "open"
    assert "wdi_cpi_inflation has no value for TKM in 2019" in found.reason


def test_a_post_of_a_relative_stands_in_no_balance_with_the_president():
    found = decide("balance_moved(after=E45, to=president, away_from=first-president)")
    assert {row.key for row in found.rows} == {
        (event,) for event in ("E45", "A01", "A04", "A07", "A10", "A11")
    }


@pytest.mark.parametrize(
    "call",
    [
        "gained(event=A01, institution=security-council",
        "power_moved(change=C1995, to=president",
    ],
)
def test_a_coded_gain_bears_a_wider_statement_out_in_one_respect(call):
    narrow, wide = decide(f"{call})"), decide(f"{call}, in_one_respect=true)")
    assert (narrow.verdict, wide.verdict) == ("supported", "refined")
    assert "in one respect" in wide.reason and "in one respect" not in narrow.reason


def test_powers_shift_to_the_side_that_more_of_them_move_to():
    freer = decide("powers_shifted(before=1998, after=2007, side=higher)")
    bound = decide("powers_shifted(before=1998, after=2007, side=lower)")
    assert (freer.verdict, bound.verdict) == ("supported", "refined")
    assert "in five the president is freer than before, in one he is bound more" in freer.reason
