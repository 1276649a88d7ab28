"""Tests of claims about when things happened, in which order, and what they gave to whom."""

from __future__ import annotations

import pandas as pd

from transit import dates
from transit.dates import months_between, spoken
from transit.errors import TransitError
from transit.evidence.loading import Evidence
from transit.evidence.verdicts.base import (
    Count,
    Limit,
    Ministry,
    Undecidable,
    Verdict,
    verdict_function,
)
from transit.evidence.verdicts.grading import WIDER, by_size, settle
from transit.evidence.verdicts.records import (
    ends,
    find,
    institution_name,
    known,
    members,
    period,
    printed,
    recorded,
    rows_of,
    sourced,
    span,
    table_of,
    whole,
)
from transit.wording import counted, figure, listed


def _compare(claimed: pd.Period, found: pd.Period, what: str) -> tuple[str, str]:
    """Return verdict and reason for a claimed date against a recorded one."""
    if claimed.start_time <= found.start_time and found.end_time <= claimed.end_time:
        return "supported", f"The record dates {what} to {spoken(found)}."
    if found.start_time <= claimed.start_time and claimed.end_time <= found.end_time:
        return (
            "open",
            f"The record dates {what} to {spoken(found)}, which agrees, but no source at hand "
            f"confirms {spoken(claimed)}.",
        )
    reason = f"The record dates {what} to {spoken(found)}, not {spoken(claimed)}"
    if dates.precision(claimed) == "day" == dates.precision(found):
        days = abs((found.start_time - claimed.start_time).days)
        side = "before" if found.start_time < claimed.start_time else "after"
        reason += f": {counted(days, 'day')} {side}"
    return "contradicted", f"{reason}."


_DATES = {
    "events": {"date": "“{title}”"},
    "changes": {
        "passed": "the passage of “{instrument}”",
        "signed": "the signing of “{instrument}”",
        "in_force": "the entry into force of “{instrument}”",
    },
    "presidential": {"held": "the vote", "due": "the regular vote"},
    "parliamentary": {"held": "the vote", "due": "the regular vote"},
}
"""The dates that a row of each table has, the first being the usual one, and what they date."""

_READ_AS = {"signed": "the signing", "in_force": "the entry into force", "due": "the due date"}
"""What a claim is read as that gives another date than the usual one."""


@verdict_function
def dated(evidence: Evidence, row: str, when: str, column: str = "") -> Verdict:
    """Test the date of an event, an election or a legal act.

    `column` names another date than the usual one: signed or in_force of an act instead of
    passed, due instead of held for an election. Supported if the recorded date lies within the
    article's day, month or year; contradicted if it lies outside; open if the record agrees but
    is coarser than the claim, as with a day that only general knowledge gives. No tolerance:
    the article chose its precision.
    """
    table = table_of(evidence, row, *_DATES)
    columns = _DATES[table]
    field = column or next(iter(columns))
    if field not in columns:
        raise TransitError(f"{table} has the dates {', '.join(columns)}, not {column!r}")
    cells, claimed = find(evidence, table, row), period(when)
    what = columns[field].format(**cells.to_dict())
    verdict, reason = _compare(claimed, recorded(cells, field), what)
    read = f"{_READ_AS.get(field, 'the date')}, {spoken(claimed)}"
    return Verdict(verdict, reason, read, rows_of(table, [row]))


@verdict_function
def happened_before(evidence: Evidence, event: str, before: str) -> Verdict:
    """Test whether one event precedes another.

    Supported if the first ended before the second began, contradicted if it began later;
    open if the recorded dates overlap.
    """
    first, second = (find(evidence, "events", key) for key in (event, before))
    a, b = recorded(first), recorded(second)
    if a.end_time < b.start_time:
        verdict, relation = "supported", "before"
    elif a.start_time > b.end_time:
        verdict, relation = "contradicted", "after"
    else:
        verdict, relation = "open", "which cannot be told apart from"
    reason = (
        f"The record dates “{first['title']}” to {spoken(a)}, {relation} "
        f"“{second['title']}” ({spoken(b)})."
    )
    definition = f"before {spoken(b)}"
    return Verdict(verdict, reason, definition, rows_of("events", [event, before]))


@verdict_function
def about_the_same_time(
    evidence: Evidence, event: str, of: str, months: Count, wider: Limit = 2.0
) -> Verdict:
    """Test whether two events lie within a number of calendar months of each other.

    Supported within `months`, refined within `wider` times as many, contradicted beyond.
    """
    first, second = (find(evidence, "events", key) for key in (event, of))
    a, b = recorded(first), recorded(second)
    gap = abs(months_between(b, a))
    gaps = [abs(months_between(x, y)) for x in ends(a) for y in ends(b)]
    if a.start_time <= b.end_time and b.start_time <= a.end_time:
        gaps.append(0)
    distance = f"lie {counted(gap, 'month')} apart" if gap else "fall in the same month"
    return Verdict(
        settle(
            (by_size(one, months, wider * months) for one in gaps),
            f"The dates of “{first['title']}” and “{second['title']}” are not known to the month.",
        ),
        f"“{first['title']}” ({spoken(a)}) and “{second['title']}” ({spoken(b)}) {distance}.",
        f"within {counted(months, 'month')}",
        rows_of("events", [event, of]),
    )


DAYS_IN_MONTH = 365.25 / 12


@verdict_function
def several_months_later(
    evidence: Evidence, event: str, after: str, at_least: Count = 3, some: Count = 1
) -> Verdict:
    """Test whether several months lie between two events.

    "Several" is taken as `at_least` months or more, which supports the claim: fewer than three
    one calls two or a couple. From `some` on the claim is refined, below that contradicted.
    """
    later, earlier = find(evidence, "events", event), find(evidence, "events", after)
    days = (recorded(later).start_time - recorded(earlier).start_time).days
    months = days / DAYS_IN_MONTH
    possible = [
        (end.start_time - start.start_time).days / DAYS_IN_MONTH
        for start in ends(recorded(earlier))
        for end in ends(recorded(later))
    ]
    return Verdict(
        settle(
            (by_size(one, at_least, some) for one in possible),
            f"The dates of “{earlier['title']}” and “{later['title']}” are not known to the day.",
        ),
        f"From “{earlier['title']}” to “{later['title']}” the record counts {days} days, "
        f"about {counted(round(months), 'month')}.",
        f"{figure(at_least)} months or more",
        rows_of("events", [event, after]),
    )


_CODED = {
    "agrees": "supported",
    "refines": "refined",
    "differs": "contradicted",
}


@verdict_function
def record_agrees(evidence: Evidence, event: str) -> Verdict:
    """Test what an event consisted of, where only its description can tell.

    Reads the comparison coded in the chronology: agrees is supported, refines is refined,
    differs is contradicted, anything else open. The record's own words are the reason.
    """
    row = find(evidence, "events", event)
    agreement = str(sourced(row, "agreement", f"a comparison of “{row['title']}”"))
    verdict = _CODED.get(agreement, "open")
    record = known(row["record_says"], f"a record of “{row['title']}”")
    comparison = {
        "supported": "agrees with the article",
        "refined": "corrects the article in part",
        "contradicted": "differs from the article",
        "open": "is not compared with the article",
    }
    return Verdict(
        verdict,
        f"The record {comparison[verdict]}. {record}.",
        "what was decided",
        rows_of("events", [event]),
    )


@verdict_function
def gained(
    evidence: Evidence, event: str, institution: str, in_one_respect: bool = False
) -> Verdict:
    """Test whether an event moved power to an institution, as coded in the chronology.

    Supported if the institution is among those that gained, contradicted if it is among those
    that lost, open if the record names it in neither place. Where the statement reaches further
    than one event can (`in_one_respect`), a gain makes it refined: to call it supported would
    be to find in the record what our own coding has put there.
    """
    row = find(evidence, "events", event)
    for side in ("gains", "loses", "reading"):
        if side in members(row.get("unsourced")):
            raise Undecidable(f"What “{row['title']}” moved rests on general knowledge.")
    if str(row["reading"]) == "article":
        raise Undecidable(
            f"Who gained by “{row['title']}” is the article's own reading, which no source at "
            f"hand confirms. {row['record_says']}."
        )
    gains, loses = members(row["gains"]), members(row["loses"])
    name = institution_name(evidence, institution)
    if institution in gains:
        verdict = "refined" if in_one_respect else "supported"
        coded = f"a gain for the {name}"
    elif institution in loses:
        verdict, coded = "contradicted", f"a loss for the {name}"
    else:
        verdict, coded = "open", f"neither a gain nor a loss for the {name}"
    return Verdict(
        verdict,
        f"“{row['title']}” ({spoken(recorded(row))}) is coded as {coded}."
        + (WIDER if verdict == "refined" else ""),
        f"power moved to the {name}",
        rows_of("events", [event]),
    )


@verdict_function
def early_in_year(
    evidence: Evidence, event: str, year: int, months: Count = 3, later: Count = 6
) -> Verdict:
    """Test whether an event took place early in a year.

    Supported within the first `months` of the year, refined within the first `later` months,
    contradicted after them or in another year.
    """
    row = find(evidence, "events", event)
    found = recorded(row)

    def grade(day: pd.Period) -> str:
        return by_size(day.month, months, later) if day.year == year else "contradicted"

    return Verdict(
        settle(
            (grade(day) for day in ends(found)),
            f"The date of “{row['title']}” is not known to the month.",
        ),
        f"The record dates “{row['title']}” to {spoken(found)}.",
        f"in the first {counted(months, 'month')} of {year}",
        rows_of("events", [event]),
    )


@verdict_function
def served_mostly(
    evidence: Evidence,
    person: str,
    sphere: str,
    most: Limit = 0.5,
    partly: Limit = 0.25,
    ministry_abroad: Ministry = False,
) -> Verdict:
    """Test where a person spent the time in office.

    Takes the months of all posts of that person whose beginning and end are on record.
    Supported if at least the share `most` of them fell to posts of one `sphere`, refined from
    the share `partly` on, else contradicted. That a foreign minister serves at home is an
    assumption: with `ministry_abroad`, posts that can be counted as either are counted as
    posts abroad. Posts before the table begins are not counted.
    """
    spheres = evidence.names("offices", "sphere")
    if sphere not in spheres:
        raise TransitError(f"a sphere is one of {', '.join(spheres)}, not {sphere!r}")
    frame = whole(evidence, "offices")
    frame = frame[frame["person"].eq(person) & frame["since"].notna() & frame["until"].notna()]
    months = [
        months_between(period(since), period(until))
        for since, until in zip(frame["since"], frame["until"], strict=True)
    ]
    frame = frame.assign(months=months)
    total = int(frame["months"].sum())
    if not total:
        raise Undecidable(f"No post of {person} is on record with its beginning and its end.")
    if not frame["decides"].all():
        raise Undecidable(f"Posts of {person} that may decide rest on no source.")
    where = frame["sphere"].astype("string")
    if ministry_abroad:
        where = where.mask(frame["also"].notna(), frame["also"].astype("string"))
    own = int(frame.loc[where.eq(sphere), "months"].sum())
    either = listed(
        span(period(since).year, period(until).year)
        for since, until, also in zip(frame["since"], frame["until"], frame["also"], strict=True)
        if pd.notna(also)
    )
    begins = spoken(period(frame["since"].min(), "month"))
    return Verdict(
        by_size(own / total, most, partly),
        f"The posts on record begin in {begins}: of {total} months, {own} fell to "
        f"{'an' if spheres[sphere][0] in 'aeiou' else 'a'} {spheres[sphere]}"
        + (
            f", if those as minister of foreign affairs ({either}) are counted "
            f"{'abroad' if ministry_abroad else 'at home'}."
            if either
            else "."
        ),
        f"at least {printed(100 * most, 0)} per cent of the time in office",
        rows_of("offices", frame["tenure"]),
    )
