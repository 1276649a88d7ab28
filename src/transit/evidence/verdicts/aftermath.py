"""Tests of the article's expectations against what happened after it was printed.

The record of later events is ours to choose and to read: these verdicts judge expectations by
what came, not by how well founded they were in 2019.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from transit.dates import months_between, spoken, whole_months
from transit.evidence.loading import Evidence
from transit.evidence.verdicts.base import Count, Undecidable, Verdict, verdict_function
from transit.evidence.verdicts.grading import by_any, by_count, settle
from transit.evidence.verdicts.records import (
    find,
    institution_name,
    members,
    only,
    recorded,
    rows_of,
    whole,
)
from transit.wording import counted, figure, listed

LEGAL = frozenset({"law", "ruling", "referendum", "amendment", "constitution", "decree"})
"""Kinds of event that change what the law says."""

STATED = frozenset({"claim", "measurement"})
"""Kinds of entry in the chronology that tell of a statement or a figure and move no power."""


def _later(
    evidence: Evidence, event: str, kinds: Collection[str]
) -> tuple[pd.Series, pd.DataFrame]:
    """Return an event and the later ones of some kinds, in order, read by the record.

    The column `decides` says which of them may decide a verdict, `when` their dates.
    """
    row = find(evidence, "events", event)
    start = recorded(row).end_time
    frame = whole(evidence, "events", "kind", "reading", "gains", "loses")
    frame = frame[
        frame["kind"].astype("string").isin(kinds)
        & (frame["reading"].astype("string") != "article")
    ]
    dates = pd.Series([recorded(r) for _, r in frame.iterrows()], index=frame.index, dtype=object)
    frame = frame.assign(when=dates)
    frame = only(frame, (date.end_time > start for date in frame["when"]))
    later = pd.Series([date.start_time > start for date in frame["when"]], frame.index, dtype=bool)
    frame = frame.assign(decides=frame["decides"] & later)
    frame = frame.loc[sorted(frame.index, key=lambda i: frame.loc[i, "when"].start_time)]
    return row, frame


def _named(frame: pd.DataFrame, column: str, institution: str) -> pd.DataFrame:
    """Return the events that name an institution in a list."""
    return only(frame, (institution in members(cell) for cell in frame[column]))


def _parted(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the events that may decide a verdict, and how many others there are."""
    sure = frame[frame["decides"]]
    return sure, len(frame) - len(sure)


def _unsure(count: int) -> str:
    return f"{counted(count, 'event').capitalize()} that could decide rest on no source."


def _listed(frame: pd.DataFrame) -> str:
    return listed(
        f"“{title}” ({spoken(when)})"
        for title, when in zip(frame["title"], frame["when"], strict=True)
    )


def _end(evidence: Evidence, event: str, ended: str) -> tuple[pd.Series, pd.Series, int]:
    """Return the rows of a beginning and its end, and the whole months between them."""
    start, end = find(evidence, "events", event), find(evidence, "events", ended)
    months = whole_months(recorded(start), recorded(end))
    if recorded(end).end_time < recorded(start).start_time:
        raise Undecidable(f"“{end['title']}” is dated before “{start['title']}”.")
    return start, end, months


def _when(rows: pd.DataFrame) -> str:
    """Return the dates of events in brackets, from the first to the last."""
    if rows.empty:
        return ""
    first, last = spoken(rows["when"].iloc[0]), spoken(rows["when"].iloc[-1])
    return f" ({first})" if len(rows) == 1 else f" ({first} to {last})"


@verdict_function
def lasted_for_life(evidence: Evidence, event: str, ended: str = "") -> Verdict:
    """Test whether an arrangement made for life lasted.

    Contradicted if a later event, `ended`, ended it, with the months it lasted; supported as
    long as none is named.
    """
    if not ended:
        start = find(evidence, "events", event)
        begun = f"“{start['title']}” ({spoken(recorded(start))})"
        return Verdict(
            "supported",
            f"The record has no end to {begun}.",
            "for life",
            rows_of("events", [event]),
        )
    start, end, months = _end(evidence, event, ended)
    return Verdict(
        "contradicted",
        f"What was meant for life began with “{start['title']}” ({spoken(recorded(start))}) and ended after "
        f"{counted(months, 'month')} with “{end['title']}” ({spoken(recorded(end))}).",
        "for life",
        rows_of("events", [event, ended]),
    )


@verdict_function
def lasted_for_a_time(evidence: Evidence, event: str, months: Count, ended: str = "") -> Verdict:
    """Test whether an expected state of affairs came about.

    Supported if it began and no event `ended` it, refined if it lasted at least `months` and
    then ended, contradicted if it ended sooner.
    """
    if not ended:
        start = find(evidence, "events", event)
        return Verdict(
            "supported",
            f"The record has “{start['title']}” ({spoken(recorded(start))}) and no end to it.",
            "came about and lasts",
            rows_of("events", [event]),
        )
    start, end, lasted = _end(evidence, event, ended)
    return Verdict(
        "refined" if lasted >= months else "contradicted",
        f"It can be dated from “{start['title']}” ({spoken(recorded(start))}) to "
        f"“{end['title']}” ({spoken(recorded(end))}), {counted(lasted, 'month')} later.",
        f"came about and held for {counted(months, 'month')} or more",
        rows_of("events", [event, ended]),
    )


@verdict_function
def undone_by_law(
    evidence: Evidence, after: str, institution: str, at_least: Count, some: Count = 1
) -> Verdict:
    """Test whether what an institution had been given was taken back.

    Counts legal acts later than `after` that are coded as a loss for the institution.
    Supported with `at_least`, refined with `some`, contradicted with fewer.
    """
    row, frame = _later(evidence, after, LEGAL)
    sure, others = _parted(_named(frame, "loses", institution))
    name = institution_name(evidence, institution)
    return Verdict(
        by_count(len(sure), others, at_least, _unsure(others), some=some),
        f"After “{row['title']}” the record has {counted(len(sure), 'legal act')} coded as a loss "
        f"for the {name}{f': {_listed(sure)}' if len(sure) else ''}.",
        f"{figure(at_least)} acts or more that take rights from the {name}",
        (*rows_of("events", [after]), *rows_of("events", sure["event"])),
    )


@verdict_function
def balance_moved(evidence: Evidence, after: str, to: str, away_from: str) -> Verdict:
    """Test which way power moved between two institutions after an event.

    Compares the later events, claims and measurements left out, that are coded as a gain for
    `to` and a loss for `away_from` with those coded the other way round. Supported if the first
    are more, refined if both are equally many, contradicted if they are fewer; open if there is
    none of either.
    """
    kinds = frozenset(evidence.events["kind"].astype("string").dropna()) - STATED
    row, frame = _later(evidence, after, kinds)
    towards, more = _parted(_named(_named(frame, "gains", to), "loses", away_from))
    back, less = _parted(_named(_named(frame, "gains", away_from), "loses", to))
    winner, loser = institution_name(evidence, to), institution_name(evidence, away_from)
    if not len(towards) + len(back) + more + less:
        raise Undecidable(
            f"After “{row['title']}” nothing on record moved power between the {winner} and the "
            f"{loser}."
        )
    leads = (len(towards) + more - len(back), len(towards) - len(back) - less)
    verdict = settle(
        ("supported" if lead > 0 else "contradicted" if lead < 0 else "refined" for lead in leads),
        _unsure(more + less),
    )
    reason = (
        f"After “{row['title']}” the record has {counted(len(towards), 'event')} that moved power "
        f"from the {loser} to the {winner}{_when(towards)} and "
        f"{figure(len(back)) if len(back) else 'none'} the other way{_when(back)}."
    )
    return Verdict(
        verdict,
        reason,
        f"on balance towards the {winner}",
        rows_of("events", [after, *towards["event"], *back["event"]]),
    )


def _unrest(evidence: Evidence, after: str, months: int) -> tuple[str, str, pd.DataFrame]:
    """Return whether there was unrest (supported or contradicted), the reason and the rows."""
    row, frame = _later(evidence, after, {"unrest"})
    frame = only(frame, (months_between(recorded(row), when) <= months for when in frame["when"]))
    sure, others = _parted(frame)
    verdict = by_any([*[True] * len(sure), *[None] * others, False], _unsure(others))
    told = _listed(sure) or "none"
    return (
        verdict,
        f"Of unrest within {months} months of “{row['title']}” the record has {told}.",
        sure,
    )


@verdict_function
def stayed_quiet(evidence: Evidence, after: str, months: Count) -> Verdict:
    """Test whether a handover passed without unrest.

    Contradicted if the chronology has unrest within `months` of the event, else supported. The
    chronology holds what we looked for; quiet in it is no proof of quiet.
    """
    unrest, reason, rows = _unrest(evidence, after, months)
    return Verdict(
        "contradicted" if unrest == "supported" else "supported",
        reason,
        f"no unrest within {months} months",
        (*rows_of("events", [after]), *rows_of("events", rows["event"])),
    )
