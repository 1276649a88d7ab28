"""Tests of the article's expectations against what happened after it was printed.

The record of later events is ours to choose and to read: these verdicts judge expectations by
what came, not by how well founded they were in 2019.
"""

import pandas as pd

from transit.dates import spoken
from transit.evidence.verdicts.base import (
    TABLES,
    Undecidable,
    Verdict,
    deciding,
    find,
    institution_name,
    members,
    months_between,
    only,
    recorded,
    verdict_function,
)
from transit.wording import counted, figure

LEGAL = frozenset({"law", "ruling", "referendum", "amendment", "constitution", "decree"})
"""Kinds of event that change what the law says."""


def _later(evidence, event: str, kinds: frozenset[str]) -> tuple[pd.Series, pd.DataFrame]:
    """Return an event and the later ones of some kinds, in order, read by the record."""
    row = find(evidence, "events", event)
    start = recorded(row).end_time
    frame = deciding(evidence.events)
    frame = frame[
        frame["kind"].astype("string").isin(kinds)
        & (frame["reading"].astype("string") != "article")
    ]
    dates = pd.Series([recorded(r) for _, r in frame.iterrows()], index=frame.index, dtype=object)
    frame = frame.assign(when=dates)
    frame = only(frame, (date.start_time > start for date in frame["when"]))
    frame = frame.loc[sorted(frame.index, key=lambda i: frame.loc[i, "when"].start_time)]
    return row, frame


def _end(evidence, event: str, ended: str) -> tuple[pd.Series, pd.Series | None, int]:
    """Return the rows of a beginning and its end (None if not on record) and the months."""
    start = find(evidence, "events", event)
    keys = evidence.events[TABLES["events"]].astype("string")
    if not (keys == ended).any():
        return start, None, 0
    end = find(evidence, "events", ended)
    months = months_between(recorded(start), recorded(end))
    if months < 0:
        raise Undecidable(f"“{end['title']}” is dated before “{start['title']}”.")
    return start, end, months


def _when(rows: pd.DataFrame) -> str:
    """Return the dates of events in brackets, from the first to the last."""
    if rows.empty:
        return ""
    first, last = spoken(rows["when"].iloc[0]), spoken(rows["when"].iloc[-1])
    return f" ({first})" if len(rows) == 1 else f" ({first} to {last})"


@verdict_function
def lasted_for_life(evidence, event: str, ended: str) -> Verdict:
    """Test whether an arrangement made for life lasted.

    Contradicted if a later event ended it, with the months it lasted; supported as long as the
    record has no such end.
    """
    start, end, months = _end(evidence, event, ended)
    begun = f"“{start['title']}” ({spoken(recorded(start))})"
    if end is None:
        return Verdict(
            "supported", f"The record has no end to {begun}.", "for life", (f"events:{event}",)
        )
    return Verdict(
        "contradicted",
        f"{begun} was followed after {counted(months, 'month')} by “{end['title']}” "
        f"({spoken(recorded(end))}).",
        "for life",
        (f"events:{event}", f"events:{ended}"),
    )


@verdict_function
def lasted_for_a_time(evidence, event: str, ended: str, months: int) -> Verdict:
    """Test whether an expected state of affairs came about.

    Supported if it began and the record has no end to it, refined if it lasted at least
    `months` and then ended, contradicted if it ended sooner.
    """
    start, end, lasted = _end(evidence, event, ended)
    begun = f"“{start['title']}” ({spoken(recorded(start))})"
    if end is None:
        return Verdict(
            "supported",
            f"The record has {begun} and no end to it.",
            "came about and lasts",
            (f"events:{event}",),
        )
    return Verdict(
        "refined" if lasted >= months else "contradicted",
        f"It can be dated from {begun} to “{end['title']}” ({spoken(recorded(end))}), "
        f"{counted(lasted, 'month')} later.",
        f"came about and held for {counted(months, 'month')} or more",
        (f"events:{event}", f"events:{ended}"),
    )


@verdict_function
def undone_by_law(evidence, after: str, institution: str, at_least: int) -> Verdict:
    """Test whether what an institution had been given was taken back.

    Counts legal acts later than `after` that are coded as a loss for the institution.
    Supported with `at_least`, refined with one, contradicted with none.
    """
    row, frame = _later(evidence, after, LEGAL)
    frame = only(frame, (institution in members(loses) for loses in frame["loses"]))
    verdict = "supported" if len(frame) >= at_least else "refined" if len(frame) else "contradicted"
    listed = "; ".join(
        f"{title} ({spoken(when)})"
        for title, when in zip(frame["title"], frame["when"], strict=True)
    )
    name = institution_name(evidence, institution)
    return Verdict(
        verdict,
        f"After “{row['title']}” the record has {counted(len(frame), 'legal act')} coded as a loss "
        f"for the {name}: {listed or 'none'}.",
        f"{figure(at_least)} acts or more that take rights from the {name}",
        (f"events:{after}", *(f"events:{key}" for key in frame["event"])),
    )


@verdict_function
def balance_moved(evidence, after: str, to: str, away_from: str) -> Verdict:
    """Test which way power moved between two institutions after an event.

    Compares the later events coded as a gain for `to` and a loss for `away_from` with those
    coded the other way round. Supported if the first are more, refined if both are equally
    many, contradicted if they are fewer; open if there is none of either.
    """
    kinds = frozenset(evidence.events["kind"].astype("string").dropna())
    row, frame = _later(evidence, after, kinds)
    pairs = [
        (members(g), members(lo)) for g, lo in zip(frame["gains"], frame["loses"], strict=True)
    ]
    towards = only(frame, (to in gains and away_from in loses for gains, loses in pairs))
    back = only(frame, (away_from in gains and to in loses for gains, loses in pairs))
    winner, loser = institution_name(evidence, to), institution_name(evidence, away_from)
    if towards.empty and back.empty:
        raise Undecidable(
            f"After “{row['title']}” nothing on record moved power between the {winner} and the "
            f"{loser}."
        )
    if len(towards) == len(back):
        verdict = "refined"
    else:
        verdict = "supported" if len(towards) > len(back) else "contradicted"

    reason = (
        f"After “{row['title']}” the record has {counted(len(towards), 'event')} that moved power "
        f"from the {loser} to the {winner}{_when(towards)} and "
        f"{figure(len(back)) if len(back) else 'none'} the other way{_when(back)}."
    )
    return Verdict(
        verdict,
        reason,
        f"on balance towards the {winner}",
        (f"events:{after}", *(f"events:{key}" for key in [*towards["event"], *back["event"]])),
    )


@verdict_function
def stayed_quiet(evidence, after: str, months: int) -> Verdict:
    """Test whether a handover passed without unrest.

    Contradicted if the chronology has unrest within `months` of the event, else supported. The
    chronology holds what we looked for; quiet in it is no proof of quiet.
    """
    row, frame = _later(evidence, after, frozenset({"unrest"}))
    gaps = [months_between(recorded(row), when) for when in frame["when"]]
    frame = only(frame, (gap <= months for gap in gaps))
    listed = "; ".join(
        f"{title} ({spoken(when)})"
        for title, when in zip(frame["title"], frame["when"], strict=True)
    )
    return Verdict(
        "contradicted" if len(frame) else "supported",
        f"Unrest on record within {months} months of “{row['title']}”: {listed or 'none'}.",
        f"no unrest within {months} months",
        (f"events:{after}", *(f"events:{key}" for key in frame["event"])),
    )


@verdict_function
def unrest_came(evidence, after: str, months: int) -> Verdict:
    """Test whether an expected crisis came.

    Supported if the chronology has unrest within `months` of the event, else contradicted.
    Who stood against whom is not read from it.
    """
    quiet = stayed_quiet(evidence, after=after, months=months)
    return Verdict(
        {"contradicted": "supported", "supported": "contradicted"}.get(quiet.verdict, "open"),
        quiet.reason,
        f"a violent crisis within {months} months, whoever fought",
        quiet.rows,
    )
