"""Tests of claims about constitutions, amendments and laws: what kind of act, and for whom."""

from __future__ import annotations

import pandas as pd

from transit.dates import spoken
from transit.errors import TransitError
from transit.evidence.acts import adopted
from transit.evidence.loading import Evidence
from transit.evidence.verdicts.base import (
    Count,
    End,
    Limit,
    Row,
    Start,
    Undecidable,
    Verdict,
    verdict_function,
)
from transit.evidence.verdicts.grading import (
    WIDER,
    by_any,
    by_count,
    by_share,
    by_size,
    cases,
    settle,
)
from transit.evidence.verdicts.records import (
    act,
    find,
    institution_name,
    members,
    only,
    period,
    recorded,
    rows_of,
    sourced,
    times,
    whole,
)
from transit.wording import counted, figure, listed

CONSTITUTIONAL = frozenset({"constitution", "amendment"})
"""Kinds of act that change the text of the constitution."""


def _constitutional(evidence: Evidence, *read: str) -> pd.DataFrame:
    """Return the acts that change the constitution, in order, with their day as `day`.

    The column `decides` says which of them may decide a verdict.
    """
    frame = adopted(whole(evidence, "changes", "kind", "passed", "signed", *read))
    frame = frame[frame["kind"].astype("string").isin(CONSTITUTIONAL) & frame["adopted"].notna()]
    days = [period(value).start_time for value in frame["adopted"]]
    return frame.assign(day=days).sort_values("day", kind="stable")


def _lacking(frame: pd.DataFrame) -> str:
    names = listed(f"“{name}”" for name in frame.loc[~frame["decides"], "instrument"])
    return f"What the table has on {names or 'these acts'} decides nothing."


def _words(evidence: Evidence, institutions: tuple[str, ...]) -> str:
    return listed(f"the {institution_name(evidence, name)}" for name in institutions) or "nobody"


def _acts(frame: pd.DataFrame) -> str:
    """Return acts with their dates."""
    return listed(_named(row) for _, row in frame.iterrows())


def _named(row: pd.Series) -> str:
    """Return an act with its date, the date left out where its name has it."""
    day = spoken(period(row["adopted"]))
    name = str(row["instrument"])
    return f"“{name}”" if day in name else f"“{name}” ({day})"


def _effect(row: pd.Series) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who gains and who loses by an act.

    Raises
    ------
    Undecidable
        If either rests on general knowledge.
    """
    if {"gains", "loses"} & set(members(row["unsourced"])):
        raise Undecidable(f"What “{row['instrument']}” moved rests on general knowledge.")
    return members(row["gains"]), members(row["loses"])


@verdict_function
def power_moved(
    evidence: Evidence,
    change: str,
    to: str = "",
    away_from: str = "",
    in_one_respect: bool = False,
) -> Verdict:
    """Test whether an act moved power to an institution, or away from it, as coded.

    Supported if the institution is among those that gain (with `to`) or lose (with `away_from`),
    contradicted if it is only on the other side, open if the coding names it on neither. What an
    act gives on paper is not yet what is used: series test that. Where the statement reaches
    further than one act can (`in_one_respect`), refined instead of supported, as in `gained`.
    """
    if bool(to) is bool(away_from):
        raise TransitError("power_moved: name either to or away_from")
    row, institution = act(evidence, change), to or away_from
    gains, loses = _effect(row)
    right, wrong = (gains, loses) if to else (loses, gains)
    borne = "refined" if in_one_respect else "supported"
    verdict = borne if institution in right else "contradicted" if institution in wrong else "open"
    reason = (
        f"{_named(row)} is coded as a gain for {_words(evidence, gains)} and as a loss for "
        f"{_words(evidence, loses)}." + (WIDER if verdict == "refined" else "")
    )
    side = "for" if to else "against"
    name = institution_name(evidence, institution)
    if verdict == "open":
        reason += f" The coding does not name the {name}."
    return Verdict(verdict, reason, f"on paper, {side} the {name}", rows_of("changes", [change]))


@verdict_function
def constitution_amended(evidence: Evidence, year: int) -> Verdict:
    """Test whether the text of the constitution was changed in a year.

    Supported with at least one amendment or new constitution adopted in that year; an ordinary
    or constitutional law does not count. Contradicted with none; the nearest acts before
    and after must then rest on sources too.
    """
    frame = _constitutional(evidence)
    years = frame["day"].dt.year
    own = frame[years == year]
    near = pd.concat([frame[years < year].tail(1), frame[years > year].head(1)])
    doubtful = pd.concat([own, near])
    found = [True] * int(own["decides"].sum())
    unknown = [None] * int((~doubtful["decides"]).sum())
    verdict = by_any([*found, *unknown, False], _lacking(doubtful))
    own = own[own["decides"]]
    if own.empty:
        around = " and ".join(str(day.year) for day in near["day"])
        reason = f"No amendment was adopted in {year}; the nearest are of {around}."
        rows = (*rows_of("changes", near["change"]), *rows_of("changes", []))
    else:
        reason = f"The text was changed in {year} by {_acts(own)}."
        rows = rows_of("changes", own["change"])
    return Verdict(verdict, reason, f"an amendment of the constitution in {year}", rows)


@verdict_function
def kind_of_act(evidence: Evidence, change: str, kind: str) -> Verdict:
    """Test what kind of act a change was: constitution, amendment or law.

    Supported if the table has the same kind, else contradicted.
    """
    row = act(evidence, change)
    found = str(sourced(row, "kind", f"the kind of act of {change}"))
    return Verdict(
        "supported" if found == kind else "contradicted",
        f"{_named(row)} is on record as a{'n' if found[0] in 'aeiou' else ''} {found}.",
        f"in form, a{'n' if kind[0] in 'aeiou' else ''} {kind}",
        rows_of("changes", [change]),
    )


@verdict_function
def limit_lifted(evidence: Evidence, change: str, exemption: str) -> Verdict:
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
        (*rows_of("changes", [change]), *rows_of("events", [exemption])),
    )


@verdict_function
def amended_repeatedly(
    evidence: Evidence, first: Start, last: End, at_least: Count, some: Count = 2
) -> Verdict:
    """Test whether amendments followed one another.

    Counts changes of the constitution's text from one year to another, new constitutions
    included. Supported with `at_least`, refined with `some` or more, contradicted with fewer.
    """
    frame = _constitutional(evidence)
    frame = frame[frame["day"].dt.year.between(first, last)]
    sure = frame[frame["decides"]]
    years = list(sure["day"].dt.year)
    return Verdict(
        by_count(len(sure), len(frame) - len(sure), at_least, _lacking(frame), some=some),
        f"From {first} to {last} the text was changed {times(len(years))}"
        f"{f', in {listed(map(str, years))}' if years else ''}.",
        f"{figure(at_least)} changes or more, {first} to {last}",
        rows_of("changes", sure["change"]),
    )


@verdict_function
def amendments_followed(evidence: Evidence, change: str, until: str) -> Verdict:
    """Test whether an act led to further amendments that moved power.

    Supported if at least one amendment adopted after it, up to the day `until`, is coded as
    moving power; refined if amendments followed that moved none; contradicted if none did.
    That one followed the other does not show that it was caused by it.
    """
    row = act(evidence, change)
    start, end = period(row["adopted"]).end_time, period(until).end_time
    frame = _constitutional(evidence, "gains", "loses")
    frame = frame[(frame["day"] > start) & (frame["day"] <= end)]
    sure = frame[frame["decides"]]
    moved = [
        bool(members(g) or members(lo)) for g, lo in zip(sure["gains"], sure["loses"], strict=True)
    ]
    verdict = "supported" if any(moved) else "refined" if moved else "contradicted"
    others = {"supported"} if len(frame) > len(sure) else set()
    told = listed(
        f"{_named(act)}, which moved {'power' if hit else 'no power'}"
        for (_, act), hit in zip(sure.iterrows(), moved, strict=True)
    )
    return Verdict(
        settle({verdict} | others, _lacking(frame)),
        f"Between {spoken(period(row['adopted']))} and {spoken(period(until))} the constitution "
        f"was amended by {told or 'nothing'}.",
        f"amendments between the law and {spoken(period(until))}",
        (*rows_of("changes", [change]), *rows_of("changes", sure["change"])),
    )


@verdict_function
def made_for_one_person(
    evidence: Evidence, until: End, at_least: Count, some: Count = 1
) -> Verdict:
    """Test whether the rules were fitted to the first president.

    Counts acts in the chronology, to the end of the year `until`, whose coded gains name the
    first president as a person. Supported with `at_least`, refined with `some`, contradicted
    with fewer.
    """
    frame = whole(evidence, "events", "kind", "reading", "gains")
    frame = frame[frame["kind"].astype("string").isin({"law", "amendment", "decree", "ruling"})]
    frame = frame[frame["reading"].astype("string") != "article"]
    frame = only(
        frame,
        (
            "first-president" in members(row["gains"]) and recorded(row).year <= until
            for _, row in frame.iterrows()
        ),
    )
    sure = frame[frame["decides"]]
    others = len(frame) - len(sure)
    told = listed(f"“{row['title']}” ({recorded(row).year})" for _, row in sure.iterrows())
    lacking = f"{counted(others, 'act').capitalize()} that may count rest on no source."
    return Verdict(
        by_count(len(sure), others, at_least, lacking, some=some),
        f"{counted(len(sure), 'act').capitalize()} to {until} gave the first president rights "
        f"as a person: {told or 'none'}.",
        "acts that name the first president",
        rows_of("events", sure["event"]),
    )


@verdict_function
def first_of_its_kind(evidence: Evidence, change: str) -> Verdict:
    """Test whether an act was the first to fit the constitutional order to one person.

    Contradicted if an earlier constitutional change is coded as a gain for the first
    president, else supported.
    """
    row = act(evidence, change)
    day = period(row["adopted"]).start_time
    frame = _constitutional(evidence, "gains")
    frame = frame[frame["day"] < day]
    frame = only(frame, ("first-president" in members(gains) for gains in frame["gains"]))
    found = by_any([*cases(frame["decides"]), False], _lacking(frame))
    earlier = frame[frame["decides"]]
    return Verdict(
        "contradicted" if found == "supported" else "supported",
        f"{_acts(earlier)}, which came before, was a gain for the first president, as coded."
        if len(earlier)
        else "No earlier change of the constitution is coded as a gain for the first president.",
        "the first change made for one person",
        (*rows_of("changes", [change]), *rows_of("changes", earlier["change"])),
    )


@verdict_function
def adopted_by_the_old_order(evidence: Evidence, change: str, parliament: str) -> Verdict:
    """Test whether a constitution made a clean break with the order before it.

    Refined if the legislature adopted it that had been elected before (`parliament`), so that
    the new order began inside the old one; supported if it came by another route.
    """
    row, elected = act(evidence, change), find(evidence, "parliamentary", parliament)
    route = str(sourced(row, "route", f"who adopted {change}"))
    day, chosen = period(row["adopted"]), recorded(elected, "held")
    before = chosen.end_time < day.start_time
    inside = route in ("supreme-council", "parliament") and before
    body = evidence.names("changes", "route")[route]
    by = f"by {body}" if route == "referendum" else f"by the {body}"
    return Verdict(
        "refined" if inside else "supported",
        f"“{row['instrument']}” ({spoken(day)}) was adopted {by}. The parliament of the "
        f"order before had been elected on {spoken(chosen)}"
        + (": the new order began inside the old one." if inside else "."),
        "made by other hands than those of the old order",
        (*rows_of("changes", [change]), *rows_of("parliamentary", [parliament])),
    )


def _scores(evidence: Evidence, state: str) -> dict[str, float | None]:
    """Return the powers that a state of the constitution is scored on; None if none decides."""
    frame = whole(evidence, "powers")
    own = frame[frame["state"].astype("string").eq(state) & frame["score"].notna()]
    if own.empty:
        raise Undecidable(f"No power is scored in the constitution as of {state}.")
    return {
        str(power): float(score) if sure else None
        for power, score, sure in zip(own["power"], own["score"], own["decides"], strict=True)
    }


def _steps(
    evidence: Evidence, before: str, after: str
) -> tuple[dict[str, float | None], str, tuple[Row, ...]]:
    """Return by how much each power scored in both states rose, how that begins, and the rows."""
    old, new = _scores(evidence, before), _scores(evidence, after)
    steps = {
        power: None if (a := old[power]) is None or (b := new[power]) is None else b - a
        for power in old
        if power in new
    }
    if not steps:
        raise Undecidable(f"No power is scored both in {before} and in {after}.")
    every = evidence.powers.loc[evidence.powers["score"].notna(), "power"].nunique()
    opening = f"Of {every} powers, {len(steps)} are scored both as of {before} and as of {after}"
    rows = tuple(Row("powers", (power, state)) for power in steps for state in (before, after))
    return steps, opening, rows


def _sides(steps: dict[str, float | None]) -> tuple[int, int, int, int]:
    """Return how many powers kept their score, rose, fell, and are not known."""
    found = list(steps.values())
    higher, lower = (
        sum(step is not None and sign * step > 0 for step in found) for sign in (1, -1)
    )
    return found.count(0.0), higher, lower, found.count(None)


UNSCORED = "Scores that may decide rest on no source."


@verdict_function
def powers_unchanged(
    evidence: Evidence, before: str, after: str, most: Limit = 0.75, half: Limit = 0.5
) -> Verdict:
    """Test whether the president's powers on paper stayed what they were.

    Compares the scores of the powers that are scored in both states of the constitution.
    Supported if at least the share `most` of them have the same score, refined from the share
    `half` on, else contradicted.
    """
    steps, opening, rows = _steps(evidence, before, after)
    same, higher, lower, unknown = _sides(steps)
    return Verdict(
        settle(
            (by_size((same + more) / len(steps), most, half) for more in range(unknown + 1)),
            UNSCORED,
        ),
        f"{opening}: {figure(same)} have the same score, {figure(higher)} a higher and "
        f"{figure(lower)} a lower one.",
        f"on paper: the powers of {before} and of {after}",
        rows,
    )


@verdict_function
def powers_shifted(evidence: Evidence, before: str, after: str, side: str) -> Verdict:
    """Test whether the president could do more alone, or less, under a later constitution.

    Compares the scores of the powers that are scored in both states. Supported if more of them
    moved to the `side` (higher or lower) than to the other, refined if some did but not more,
    contradicted if none did. All powers count alike, however much they weigh.
    """
    if side not in ("higher", "lower"):
        raise TransitError(f"powers_shifted: side is higher or lower, not {side!r}")
    steps, opening, rows = _steps(evidence, before, after)
    same, higher, lower, unknown = _sides(steps)
    own, other = (higher, lower) if side == "higher" else (lower, higher)

    def grade(own: int, other: int) -> str:
        return "supported" if own > other else "refined" if own else "contradicted"

    return Verdict(
        settle(
            (
                grade(own + more, other + less)
                for more in range(unknown + 1)
                for less in range(unknown + 1 - more)
            ),
            UNSCORED,
        ),
        f"{opening}: in {figure(higher)} the president is freer than before, in {figure(lower)} "
        f"he is bound more, and {figure(same)} are the same.",
        f"on paper: more powers {side} than before, {before} to {after}",
        rows,
    )


@verdict_function
def out_of_reach(evidence: Evidence, power: str, states: tuple[str, ...]) -> Verdict:
    """Test whether something lay beyond the president's reach on paper.

    Supported if the power is scored 0 in every one of the `states` of the constitution, refined
    in more than half, else contradicted.
    """
    frame = whole(evidence, "powers")
    frame = frame[frame["power"].eq(power)]
    frame = frame.set_index(frame["state"].astype("string"), drop=False)
    if not set(states) <= set(frame.index):
        raise TransitError(f"powers: there is no row {power!r} for each of {', '.join(states)}")
    frame = frame.loc[list(states)]
    judged = [
        None if not sure or pd.isna(score) else score == 0
        for score, sure in zip(frame["score"], frame["decides"], strict=True)
    ]
    told: dict[str, list[str]] = {}
    for state, text, score in zip(states, frame["constraint"], frame["score"], strict=True):
        text = f"{text[:1].lower()}{text[1:]} (score {score})"
        told.setdefault(text, []).append(state)
    label = frame["label"].iat[0]
    return Verdict(
        by_share(judged, f"What the texts say of “{label}” rests on no source."),
        f"On “{label[:1].lower()}{label[1:]}” "
        + "; ".join(f"the text of {listed(years)} says: {text}" for text, years in told.items())
        + ".",
        f"no such power of the president: {label[:1].lower()}{label[1:]}",
        tuple(Row("powers", (power, state)) for state in states),
    )


@verdict_function
def largest_reform(evidence: Evidence, change: str) -> Verdict:
    """Test whether an act reached further into the constitution than those before it.

    Counts the articles that each act touched. Supported if it touched more than every earlier
    one, refined if as many as the one that touched most, else contradicted.
    """
    row = act(evidence, change)
    day = period(row["adopted"]).start_time
    touched = whole(evidence, "articles")
    acts = adopted(whole(evidence, "changes", "passed", "signed"))
    acts = acts[acts["adopted"].notna() & acts["decides"]]
    earlier = [
        str(key)
        for key, date in zip(acts["change"], acts["adopted"], strict=True)
        if period(date).end_time < day and touched["change"].eq(key).any()
    ]
    least, most = (
        {
            key: int((touched["change"].eq(key) & (touched["decides"] | loose)).sum())
            for key in (change, *earlier)
        }
        for loose in (False, True)
    )

    def grade(own: int, others: list[int]) -> str:
        top = max(others, default=-1)
        return "supported" if own > top else "refined" if own == top else "contradicted"

    verdict = settle(
        (
            grade(own, [found[key] for key in earlier])
            for own in (least[change], most[change])
            for found in (least, most)
        ),
        "Articles that may decide rest on no source.",
    )
    if not earlier:
        raise Undecidable(f"No earlier act than {change} is on record with its articles.")
    told = listed(f"{least[key]} ({period(_date(acts, key)).year})" for key in earlier)
    return Verdict(
        verdict,
        f"“{row['instrument']}” touched {counted(least[change], 'article')} of the constitution; "
        f"those before it touched {told}.",
        "more articles touched than by any act before",
        (*rows_of("changes", [change, *earlier]), *rows_of("articles", [])),
    )


def _date(acts: pd.DataFrame, change: str) -> object:
    return acts.loc[acts["change"].eq(change), "adopted"].iat[0]
