"""Tests of claims about constitutions, amendments and laws: what kind of act, and for whom."""

import pandas as pd

from transit.dates import spoken
from transit.evidence.acts import adopted
from transit.evidence.verdicts.base import (
    Verdict,
    act,
    deciding,
    find,
    institution_name,
    members,
    only,
    period,
    recorded,
    times,
    verdict_function,
)
from transit.wording import counted, figure

CONSTITUTIONAL = frozenset({"constitution", "amendment"})
"""Kinds of act that change the text of the constitution."""


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the acts that may decide a verdict, in order, with the day of adoption as `day`."""
    frame = adopted(deciding(frame))
    frame = frame[frame["adopted"].notna()]
    days = [period(value).start_time for value in frame["adopted"]]
    return frame.assign(day=days).sort_values("day", kind="stable")


def _constitutional(frame: pd.DataFrame) -> pd.DataFrame:
    frame = _dated(frame)
    return frame[frame["kind"].astype("string").isin(CONSTITUTIONAL)]


def _words(evidence, institutions: tuple[str, ...]) -> str:
    names = [f"the {institution_name(evidence, name)}" for name in institutions]
    if len(names) > 1:
        names[-2:] = [f"{names[-2]} and {names[-1]}"]
    return ", ".join(names) or "nobody"


@verdict_function
def power_moved(evidence, change: str, to: str) -> Verdict:
    """Test whether an act moved power to an institution, as coded in the table of changes.

    Supported if the institution gains, contradicted if it only loses, open if the coding names
    it on neither side. What an act gives on paper is not yet what is used: series test that.
    """
    row = act(evidence, change)
    gains, loses = members(row["gains"]), members(row["loses"])
    verdict = "supported" if to in gains else "contradicted" if to in loses else "open"
    reason = (
        f"“{row['instrument']}”, adopted {spoken(period(row['adopted']))}: coded as a gain for "
        f"{_words(evidence, gains)}, a loss for {_words(evidence, loses)}."
    )
    name = institution_name(evidence, to)
    return Verdict(verdict, reason, f"on paper, for the {name}", (f"changes:{change}",))


@verdict_function
def power_taken(evidence, change: str, institution: str) -> Verdict:
    """Test whether an act took power from an institution.

    Supported if it is coded as losing, contradicted if it only gains, open if the coding names
    it on neither side.
    """
    row = act(evidence, change)
    gains, loses = members(row["gains"]), members(row["loses"])
    verdict = (
        "supported" if institution in loses else "contradicted" if institution in gains else "open"
    )
    name = institution_name(evidence, institution)
    reason = (
        f"“{row['instrument']}”, adopted {spoken(period(row['adopted']))}: coded as a loss for "
        f"{_words(evidence, loses)}"
        + (f"; no source at hand says what it did to the {name}." if verdict == "open" else ".")
    )
    return Verdict(verdict, reason, f"on paper, against the {name}", (f"changes:{change}",))


@verdict_function
def constitution_amended(evidence, year: int) -> Verdict:
    """Test whether the text of the constitution was changed in a year.

    Supported with at least one amendment or new constitution adopted in that year; an ordinary
    or constitutional law does not count. Contradicted with none.
    """
    frame = _constitutional(evidence.changes)
    within = frame[frame["day"].dt.year == year]
    years = sorted(set(frame["day"].dt.year))
    before = max((y for y in years if y < year), default=None)
    after = min((y for y in years if y > year), default=None)
    if within.empty:
        around = " and ".join(str(y) for y in (before, after) if y is not None)
        reason = f"No amendment was adopted in {year}; the nearest are of {around}."
    else:
        reason = f"Adopted in {year}: " + "; ".join(
            f"{name} ({spoken(period(day))})"
            for name, day in zip(within["instrument"], within["adopted"], strict=True)
        )
        reason += "."
    return Verdict(
        "contradicted" if within.empty else "supported",
        reason,
        f"an amendment of the constitution in {year}",
        tuple(f"changes:{key}" for key in within["change"]) or ("changes",),
    )


@verdict_function
def kind_of_act(evidence, change: str, kind: str) -> Verdict:
    """Test what kind of act a change was: constitution, amendment or law.

    Supported if the table has the same kind, else contradicted.
    """
    row = act(evidence, change)
    found = str(row["kind"])
    return Verdict(
        "supported" if found == kind else "contradicted",
        f"“{row['instrument']}” of {spoken(period(row['adopted']))} is on record as a"
        f"{'n' if found[0] in 'aeiou' else ''} {found}.",
        f"in form, a{'n' if kind[0] in 'aeiou' else ''} {kind}",
        (f"changes:{change}",),
    )


@verdict_function
def limit_lifted(evidence, change: str, exemption: str) -> Verdict:
    """Test whether an amendment ended the limit on consecutive terms.

    Contradicted if a later event exempted one person from such a limit: what still needed an
    exemption had not been lifted. Open if no such exemption follows.
    """
    row, later = act(evidence, change), find(evidence, "events", exemption)
    changed, exempted = period(row["adopted"]), recorded(later)
    follows = exempted.start_time > changed.end_time
    if follows:
        reason = (
            f"In {exempted:%B %Y} the record has “{later['title']}”, which presupposes that the "
            f"rule was still in force after {changed:%B %Y}. Of the amendment the record has: "
            f"“{row['term_and_limits']}”."
        )
    else:
        reason = (
            "No later exemption speaks to it. Of the amendment the record has: "
            f"“{row['term_and_limits']}”."
        )
    return Verdict(
        "contradicted" if follows else "open",
        reason,
        "no limit on the number of terms",
        (f"changes:{change}", f"events:{exemption}"),
    )


@verdict_function
def amended_repeatedly(evidence, first: int, last: int, at_least: int) -> Verdict:
    """Test whether amendments followed one another.

    Counts changes of the constitution's text from one year to another, new constitutions
    included. Supported with `at_least`, refined with two or more, contradicted with fewer.
    """
    frame = _constitutional(evidence.changes)
    years = [day.year for day in frame["day"] if first <= day.year <= last]
    verdict = (
        "supported" if len(years) >= at_least else "refined" if len(years) > 1 else "contradicted"
    )
    return Verdict(
        verdict,
        f"From {first} to {last} the text was changed {times(len(years))}"
        f"{': ' if years else ''}{', '.join(map(str, years))}.",
        f"{figure(at_least)} changes or more, {first} to {last}",
        tuple(
            f"changes:{k}"
            for k, d in zip(frame["change"], frame["day"], strict=True)
            if first <= d.year <= last
        ),
    )


@verdict_function
def amendments_followed(evidence, change: str, until: str) -> Verdict:
    """Test whether an act led to further amendments that moved power.

    Supported if at least one amendment adopted after it, up to the day `until`, is coded as
    moving power; refined if amendments followed that moved none; contradicted if none did.
    That one followed the other does not show that it was caused by it.
    """
    row = act(evidence, change)
    start, end = period(row["adopted"]).end_time, period(until).end_time
    frame = _constitutional(evidence.changes)
    frame = frame[(frame["day"] > start) & (frame["day"] <= end)]
    moved = [
        bool(members(g) or members(lo))
        for g, lo in zip(frame["gains"], frame["loses"], strict=True)
    ]
    verdict = "supported" if any(moved) else "refined" if len(frame) else "contradicted"
    listed = "; ".join(
        f"{name} ({spoken(period(day))}, {'moves power' if hit else 'moves no power'})"
        for name, day, hit in zip(frame["instrument"], frame["adopted"], moved, strict=True)
    )
    return Verdict(
        verdict,
        f"Amendments after {spoken(period(row['adopted']))} and by {spoken(period(until))}: "
        f"{listed or 'none'}.",
        f"amendments between the law and {spoken(period(until))}",
        (f"changes:{change}", *(f"changes:{key}" for key in frame["change"])),
    )


@verdict_function
def made_for_one_person(evidence, until: int, at_least: int) -> Verdict:
    """Test whether the rules were fitted to the first president.

    Counts acts in the chronology, to the end of the year `until`, whose coded gains name the
    first president as a person. Supported with `at_least`, refined with one or more,
    contradicted with none.
    """
    frame = deciding(evidence.events)
    frame = frame[frame["kind"].astype("string").isin({"law", "amendment", "decree", "ruling"})]
    frame = frame[frame["reading"].astype("string") != "article"]
    hits = [
        (row["event"], row["title"], recorded(row))
        for _, row in frame.iterrows()
        if "first-president" in members(row["gains"]) and recorded(row).year <= until
    ]
    verdict = "supported" if len(hits) >= at_least else "refined" if hits else "contradicted"
    listed = "; ".join(f"{date.year}: {title}" for _, title, date in hits)
    return Verdict(
        verdict,
        f"{counted(len(hits), 'act').capitalize()} to {until} gave the first president rights "
        f"as a person ({listed or 'none'}).",
        "acts that name the first president",
        tuple(f"events:{key}" for key, *_ in hits),
    )


@verdict_function
def first_of_its_kind(evidence, change: str) -> Verdict:
    """Test whether an act was the first to fit the constitutional order to one person.

    Contradicted if an earlier constitutional change is coded as a gain for the first
    president, else supported.
    """
    row = act(evidence, change)
    day = period(row["adopted"]).start_time
    frame = _constitutional(evidence.changes)
    earlier = only(frame, ["first-president" in members(gains) for gains in frame["gains"]])
    earlier = earlier[earlier["day"] < day]
    listed = "; ".join(
        f"{name} ({spoken(period(date))})"
        for name, date in zip(earlier["instrument"], earlier["adopted"], strict=True)
    )
    return Verdict(
        "supported" if earlier.empty else "contradicted",
        f"Earlier changes coded as a gain for the first president: {listed or 'none'}.",
        "the first change made for one person",
        (f"changes:{change}", *(f"changes:{key}" for key in earlier["change"])),
    )
