"""Every computed verdict of the ledger changes when the data behind it is changed."""

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from transit.evidence import load
from transit.evidence.verdicts import VERDICTS, parse_call, verdict_functions
from transit.evidence.verdicts.indicators import CENTRAL_ASIA
from transit.evidence.verdicts.records import TABLES

EVIDENCE = load(Path(__file__).parents[3] / "data")
TESTED = {
    claim: test
    for claim, test in zip(EVIDENCE.claims["claim"], EVIDENCE.claims["test"], strict=True)
    if pd.notna(test)
}


def decide(evidence, test):
    name, arguments = parse_call(test)
    return verdict_functions[name](evidence, **arguments)


def put(evidence, table, chosen, **cells):
    """Return the evidence with cells of one table's chosen rows set."""
    frame = getattr(evidence, table).copy()
    rows = chosen(frame) if callable(chosen) else frame[TABLES[table]].isin([chosen])
    assert rows.any(), f"{table}: the change meets no row"
    for column, value in cells.items():
        values = frame[column].astype(object)
        values[rows] = [value] * int(rows.sum())
        frame[column] = values
    return dataclasses.replace(evidence, **{table: frame})


def drop(evidence, table, chosen):
    frame = getattr(evidence, table)
    rows = chosen(frame) if callable(chosen) else frame[TABLES[table]].isin([chosen])
    assert rows.any(), f"{table}: the change meets no row"
    return dataclasses.replace(evidence, **{table: frame[~rows]})


def values(evidence, name, change, countries=None, years=None):
    """Return the evidence with values (and bounds) of one series changed by a function."""
    frame = evidence.indicators.copy()
    rows = frame["series"] == name
    if countries is not None:
        rows &= frame["country"].isin(countries)
    if years is not None:
        rows &= frame["year"].isin(years)
    assert rows.any(), f"{name}: the change meets no value"
    for column in ("value", "low", "high"):
        frame.loc[rows, column] = change(frame.loc[rows, column])
    return dataclasses.replace(evidence, indicators=frame)


def table_of(election):
    return {"P": "presidential", "L": "parliamentary"}[election[0]]


LONG_AGO, FAR_OFF = pd.Period("1950", freq="Y"), pd.Period("2100-01", freq="M")


def moved_date(evidence, base, row, when, column=""):
    """Move a date out of the article's period if it lies in it, and into it if not."""
    usual = {"E": ("events", "date"), "C": ("changes", "passed")}
    table, field = usual.get(row[0]) or (table_of(row), "held")
    target = LONG_AGO if base == "supported" else pd.Period(when)
    return put(evidence, table, row, **{column or field: target, "unsourced": pd.NA})


def order(evidence, base, event, before, **_):
    date = FAR_OFF if base == "supported" else LONG_AGO
    return put(evidence, "events", event, date=date, unsourced=pd.NA)


def other_agreement(evidence, base, event):
    code = "differs" if base != "contradicted" else "agrees"
    return put(evidence, "events", event, agreement=code)


def swap_gains(evidence, base, **_):
    events = evidence.events
    return dataclasses.replace(
        evidence, events=events.rename(columns={"gains": "loses", "loses": "gains"})
    )


def soon(evidence, event):
    return evidence.events.set_index("event").at[event, "date"]


def unrest(evidence, base, **_):
    return drop(evidence, "events", lambda f: f["kind"] == "unrest")


def early_flags(evidence, base, **_):
    return put(
        evidence,
        "parliamentary",
        lambda f: f["election"].notna(),
        early=base == "contradicted",
        ending="dissolution",
    )


def wins(evidence, base, winner, counting, **_):
    if counting == "constitution":
        return put(evidence, "changes", "C1995", passed=pd.Period("1991-06", freq="M"))
    return put(evidence, "presidential", "P1990" if counting == "all" else "P1991", winner="X")


def larger_blocs(evidence, base, elections):
    for growth, election in enumerate(elections):
        evidence = put(
            evidence,
            "seats",
            lambda f, e=election: (f["election"] == e) & (f["bloc"] == "pro-presidential"),
            seats=98 + growth,
        )
    return evidence


def gains_of(evidence, base, change, **a):
    name = a.get("to") or a.get("away_from")
    field, other = ("gains", "loses") if "to" in a else ("loses", "gains")
    if base in ("supported", "refined"):
        field, other = other, field
    return put(evidence, "changes", change, **{field: name, other: pd.NA})


def amended(evidence, base, year):
    if base == "supported":
        return put(evidence, "changes", lambda f: f["kind"] == "amendment", kind="law")
    return put(evidence, "changes", "C2011", signed=pd.Period(str(year), freq="Y"))


def swap_countries(evidence, base, country, than, **_):
    frame = evidence.indicators.copy()
    codes = frame["country"].astype("string")
    frame["country"] = codes.replace({country: than, than: country})
    return dataclasses.replace(evidence, indicators=frame)


def ramp(evidence, base, country, name, first, last, **_):
    span = range(first, last + 1)
    for year in span:
        evidence = values(evidence, name, lambda v, y=year: v * 0 + (y - first), [country], [year])
    return evidence


def against_the_world(evidence, base, name, side, **_):
    level = 1e6 if side == "above" else -1e6
    return values(evidence, name, lambda v: v * 0 + level, ["WLD"])


def other_way(evidence, base, country, name, direction, first, last, by):
    start = float(
        evidence.indicators.query("series == @name and country == @country and year == @first")[
            "value"
        ].iloc[0]
    )
    if direction == "no-rise":
        sign = 1 if base == "supported" else -1
    else:
        sign = (1 if direction == "rise" else -1) * (1 if base == "contradicted" else -1)
    target = start + sign * 100 * by
    return values(evidence, name, lambda v: v * 0 + target, [country], [last])


def shifted_growth(evidence, base, country, first, last, **_):
    shift = 50 if base == "supported" else -50
    return values(
        evidence, "wdi_gdp_growth", lambda v: v + shift, [country], range(first, last + 1)
    )


def no_unrest_growth(evidence, base, country, **_):
    return values(evidence, "wdi_gdp_growth", lambda v: v * 0 + 5, [country])


def apart(evidence, base, statements):
    """Make every statement supported, or the first one contradicted."""
    own = EVIDENCE.claims["claim"].str.fullmatch(f"(?:{'|'.join(statements)})[a-z]?")
    claims = evidence.claims.copy()
    true, false = (
        "referendum_gave(referendum=R1995a, what=" + w + ")" for w in ("tenure", "powers")
    )
    claims.loc[own & claims["test"].notna(), "test"] = false if base == "supported" else true
    return dataclasses.replace(evidence, claims=claims)


CHANGES = {
    # chronology
    "dated": moved_date,
    "early_in_year": lambda e, base, event, year: put(
        e, "events", event, date=pd.Period(f"{year}-01-15", freq="D")
    ),
    "served_mostly": lambda e, base, person, sphere: put(
        e,
        "offices",
        lambda f: f["person"].eq(person),
        sphere=sphere if base == "contradicted" else "honour",
    ),
    "happened_before": order,
    "about_the_same_time": lambda e, base, event, **a: put(e, "events", event, date=FAR_OFF),
    "several_months_later": lambda e, base, event, **a: put(e, "events", event, date=FAR_OFF),
    "record_agrees": other_agreement,
    "gained": lambda e, base, event, institution, **a: put(
        e, "events", event, gains=pd.NA, loses=institution
    ),
    # aftermath
    "lasted_for_life": lambda e, base, event, ended: put(e, "events", ended, date=LONG_AGO),
    "lasted_for_a_time": lambda e, base, event, ended, months: put(
        e, "events", ended, date=LONG_AGO if base == "contradicted" else soon(e, event)
    ),
    "undone_by_law": lambda e, base, **a: put(e, "events", lambda f: f["event"].notna(), loses=""),
    "balance_moved": swap_gains,
    "stayed_quiet": unrest,
    # elections
    "held_early": lambda e, base, election: put(e, table_of(election), election, due=LONG_AGO),
    "early_by": lambda e, base, election, **a: put(e, table_of(election), election, due=LONG_AGO),
    "short_notice": lambda e, base, election, days: put(
        e, "notice", election, called=pd.Timestamp("1990-01-01")
    ),
    "early_parliamentary_elections": early_flags,
    "nth_win": wins,
    "won": lambda e, base, election, winner: put(e, "presidential", election, winner="X"),
    "chosen_by": lambda e, base, election, vote: put(
        e, "presidential", election, vote="popular" if vote == "indirect" else "indirect"
    ),
    "contested": lambda e, base, election: put(
        e, "presidential", election, candidates=1 if base == "supported" else 2
    ),
    "first_without": lambda e, base, candidate, election: put(
        e, "candidates", "P2005", candidate="X"
    ),
    "no_competition": lambda e, base, **a: put(
        e, "candidates", lambda f: f["rank"].isin([1, 2]), share=50.0
    ),
    "plebiscitary": lambda e, base, **a: put(
        e, "presidential", lambda f: f["election"].notna(), turnout=10.0
    ),
    "opposition_shut_out": lambda e, base, **a: put(
        e, "seats", lambda f: f["election"].notna(), bloc="opposition"
    ),
    "parties_in_parliament": lambda e, base, **a: put(
        e, "seats", lambda f: f["election"].notna(), holder="independents"
    ),
    "early_vote_enlarged_majority": larger_blocs,
    "self_nominees_gone": lambda e, base, before, after: put(
        e, "candidates", after, nomination="self"
    ),
    "term_of_office": lambda e, base, election, **a: put(e, "presidential", election, term_years=9),
    "term_ends": lambda e, base, election, when: put(e, "presidential", election, term_years=9),
    "parliaments_cut_short": lambda e, base, **a: put(
        e, "parliamentary", lambda f: f["election"].notna(), early=False
    ),
    "electoral_system_changed": lambda e, base, **a: put(
        e,
        "parliamentary",
        lambda f: f["election"].notna(),
        list_seats=100,
        district_seats=0,
        named_seats=0,
        named_by=pd.NA,
    ),
    "took_office_before_vote": lambda e, base, event, election: put(
        e, "events", event, date=FAR_OFF
    ),
    "prolonged_rule": lambda e, base, **a: put(
        e, "presidential", lambda f: f["election"].notna(), early=False
    ),
    "observers_found": lambda e, base, **a: put(
        put(e, "presidential", lambda f: f["finding"].notna(), finding="met"),
        "parliamentary",
        lambda f: f["finding"].notna(),
        finding="met",
    ),
    "vote_was_needed": lambda e, base, election, months: put(
        e, "presidential", election, due=pd.Period("1999-02", freq="M")
    ),
    "referendum_gave": lambda e, base, referendum, what: put(
        e, "referendums", referendum, question="new-constitution", subject="New constitution"
    ),
    # constitution
    "power_moved": gains_of,
    "adopted_by_the_old_order": lambda e, base, change, **a: put(
        e, "changes", change, route="referendum"
    ),
    "powers_unchanged": lambda e, base, after, **a: put(
        e, "powers", lambda f: f["state"].eq(int(after)), score=9
    ),
    "powers_shifted": lambda e, base, after, **a: put(
        e, "powers", lambda f: f["state"].eq(int(after)), score=0
    ),
    "out_of_reach": lambda e, base, power, **a: put(e, "powers", power, score=0),
    "largest_reform": lambda e, base, change: put(
        e, "articles", lambda f: f["article"].notna(), change=change
    ),
    "constitution_amended": amended,
    "kind_of_act": lambda e, base, change, kind: put(e, "changes", change, kind=kind),
    "limit_lifted": lambda e, base, change, exemption: put(e, "events", exemption, date=LONG_AGO),
    "amended_repeatedly": lambda e, base, **a: put(
        e, "changes", lambda f: f["kind"] == "amendment", kind="law"
    ),
    "amendments_followed": lambda e, base, **a: put(e, "changes", "C2019", gains="president"),
    "made_for_one_person": lambda e, base, **a: put(
        e, "events", lambda f: f["event"].notna(), gains="president"
    ),
    "first_of_its_kind": lambda e, base, **a: put(e, "changes", "C2007", gains="president"),
    # together
    "hold_together": apart,
    # indicators
    "more_democratic": swap_countries,
    "never_reached": lambda e, base, countries, **a: values(
        e, "vdem15_v2x_regime", lambda v: v * 0 + 3, countries
    ),
    "most_democratic_in_region": lambda e, base, country, **a: values(
        e, "vdem15_v2x_polyarchy", lambda v: v * 0, [country]
    ),
    "checks_weaker": lambda e, base, countries, names, **a: values(
        e, names[0], lambda v: v + 10, countries
    ),
    "gradual": ramp,
    "against_world": against_the_world,
    "index_moved": other_way,
    "stayed_level": lambda e, base, country, name, last, **a: values(
        e, name, lambda v: v + 100, [country], [last]
    ),
    "no_gain_at": lambda e, base, country, name, **a: values(e, name, lambda v: v * 0, [country]),
    "rose_across_region": lambda e, base, name, last, **a: values(
        e, name, lambda v: v + 10, CENTRAL_ASIA, [last]
    ),
    "growth_slower": shifted_growth,
    "no_slump": no_unrest_growth,
    "above_neighbours": lambda e, base, country, name, **a: values(
        e, name, lambda v: v + 100, [country]
    ),
    "prices_rose": lambda e, base, country, year, **a: values(
        e,
        "wdi_cpi_inflation",
        lambda v: v + (-500 if base == "supported" else 500),
        [country],
        [year],
    ),
}
"""For every test, a change of the data that has to change its verdict."""


@pytest.mark.parametrize("claim", TESTED)
def test_a_changed_table_changes_the_verdict(claim):
    name, arguments = parse_call(TESTED[claim])
    before = decide(EVIDENCE, TESTED[claim])
    changed = CHANGES[name](EVIDENCE, before.verdict, **arguments)
    after = decide(changed, TESTED[claim])
    assert after.verdict in VERDICTS
    assert after.verdict != before.verdict, f"{before.reason} / {after.reason}"
    assert after.reason != before.reason


def test_every_test_is_used_by_a_claim_and_every_claim_names_a_test():
    used = {parse_call(test)[0] for test in TESTED.values()}
    assert used == set(verdict_functions)
    assert used == set(CHANGES)


@pytest.mark.parametrize("claim", TESTED)
def test_rows_that_rest_on_general_knowledge_decide_nothing(claim):
    verdict = decide(EVIDENCE, TESTED[claim])
    if all(row.table == "indicators" for row in verdict.rows):
        return
    evidence = EVIDENCE
    for table in TABLES:
        evidence = put(
            evidence,
            table,
            lambda f, t=table: f[TABLES[t]].notna(),
            confidence="general-knowledge",
        )
    assert decide(evidence, TESTED[claim]).verdict == "open"


@pytest.mark.parametrize("claim", TESTED)
def test_the_article_alone_decides_nothing(claim):
    for row in decide(EVIDENCE, TESTED[claim]).rows:
        if row.table == "events" and row.key:
            rows = EVIDENCE.events[EVIDENCE.events["event"] == row.key[0]]
            assert rows["confidence"].item() in {"sourced", "partly", "derived"}


@pytest.mark.parametrize("claim", TESTED)
def test_a_verdict_says_why_in_full_sentences(claim):
    verdict = decide(EVIDENCE, TESTED[claim])
    assert verdict.reason.endswith(".") and verdict.reason[:1] not in " .,"
    assert not {"nan", "NaT", "<NA>", "None"} & set(verdict.reason.replace(".", " ").split())
    assert verdict.definition and (verdict.rows or verdict.verdict == "open")


@pytest.mark.parametrize("name", verdict_functions)
def test_every_test_documents_its_thresholds(name):
    text = verdict_functions[name].__doc__ or ""
    assert text.startswith("Test w") or text.startswith("Test the"), text
    assert any(word in text for word in ("upported", "ontradicted", "efined", "thresholds"))
