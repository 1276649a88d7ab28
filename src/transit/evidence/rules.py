"""What must hold between the fields of a row, and between the rows of several tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from string import ascii_lowercase

from transit import dates
from transit.evidence.tables import Content, Problem, Row

TOLERANCE = 0.15
"""Percentage points by which a printed share may differ from the one its counts give.

Turnout is often printed from a later count than the ballots (2019: 77.5 against 77.4).
"""

DAYS_IN_MONTH = 30.4375

ROUNDING = 0.5
"""Percentage points by which the shares of one vote may exceed 100 through rounding."""

Contents = dict[str, Content]


def check_sources(contents: Contents, table: str) -> Iterator[Problem]:
    """A row has a source unless it is general knowledge, and names what has none."""
    content = contents[table]
    names = {f.name for f in content.table.fields}
    for row in content.rows:
        confidence = row.get("confidence")
        unsourced = row.get("unsourced") or ()
        if unsourced and confidence not in (None, "partly"):
            yield content.problem(row, "unsourced", f"nothing, as confidence is {confidence}")
        for name in unsourced:
            if name not in names:
                yield content.problem(row, "unsourced", "names of fields of this table", name)
        if not row.text("source") and confidence not in (None, "general-knowledge"):
            yield content.problem(
                row, "source", f"a key of the bibliography, as confidence is {confidence}"
            )


def check_precision(content: Content, start: str, end: str, precision: str) -> Iterator[Problem]:
    """An imprecise date has the form that its precision says, and a span ends after it starts."""
    for row in content.rows:
        first, last, said = row.get(start), row.get(end), row.get(precision)
        if first is None:
            if said is not None:
                yield content.problem(row, precision, f"nothing, as {start} is empty")
            continue
        if said is None:
            yield content.problem(row, precision, f"how exact {start} is")
        elif said == "period":
            if last is None:
                yield content.problem(row, end, "the end of the period")
        elif said != dates.precision(first):
            yield content.problem(
                row, precision, f"{dates.precision(first)}, as {start} is {row.text(start)}"
            )
        elif last is not None:
            yield content.problem(row, end, f"nothing, as {precision} is {said}")
        if last is not None and last.end_time < first.start_time:
            yield content.problem(row, end, f"a date after {row.text(start)} ({start})")


def check_order(content: Content, earlier: str, later: str) -> Iterator[Problem]:
    """One date of a row does not lie before another."""
    for row in content.rows:
        a, b = row.get(earlier), row.get(later)
        if a is None or b is None:
            continue
        if dates.parse(row.text(later)).end_time < dates.parse(row.text(earlier)).start_time:
            yield content.problem(row, later, f"a date not before {row.text(earlier)} ({earlier})")


def check_early(content: Content, due_end: str | None = None) -> Iterator[Problem]:
    """Held before due means early, and the months are those from held to due."""
    for row in content.rows:
        held, due, early = row.get("held"), row.get("due"), row.get("early")
        if held is None or due is None:
            continue
        end = row.get(due_end) if due_end else None
        vote = dates.parse(row.text("held"))
        before = vote.end_time < due.start_time
        if before and early is not True:
            yield content.problem(
                row, "early", f"true, as held {row.text('held')} lies before due {row.text('due')}"
            )
        if early is True and not before:
            yield content.problem(
                row, "held", f"a day before {row.text('due')} (due), as early is true"
            )
        months = row.get("months_early")
        if months is None:
            continue
        least, most = (
            dates.whole_months(vote, day) for day in (due, (end or due).end_time.to_period("D"))
        )
        if not max(least, 0) <= months <= max(most, 0):
            yield content.problem(
                row,
                "months_early",
                f"{max(least, 0)}" if least == most else f"{max(least, 0)} to {max(most, 0)}",
            )


def check_at_most(content: Content, part: str, whole: str) -> Iterator[Problem]:
    """One number of a row does not exceed another."""
    for row in content.rows:
        a, b = row.get(part), row.get(whole)
        if a is not None and b is not None and a > b:
            yield content.problem(row, part, f"at most {b} ({whole})")


def check_percentage(
    content: Content, share: str, part: Callable[[Row], float | None], of: Callable, what: str
) -> Iterator[Problem]:
    """A printed share agrees with the counts of its row."""
    for row in content.rows:
        printed, a, b = row.get(share), part(row), of(row)
        if printed is None or a is None or not b:
            continue
        computed = 100 * a / b
        if abs(printed - computed) > TOLERANCE:
            yield content.problem(row, share, f"about {computed:.2f}, which is {what}")


def check_total(
    content: Content, field: str, limits: Callable[[str], tuple[float, str] | None]
) -> Iterator[Problem]:
    """The rows of one election do not sum to more than a limit; told at the last row."""
    sums: dict[str, float] = defaultdict(float)
    last: dict[str, Row] = {}
    for row in content.rows:
        if (value := row.get(field)) is not None:
            sums[row.text("election")] += value
            last[row.text("election")] = row
    for election, total in sums.items():
        limit = limits(election)
        if limit is not None and total > limit[0]:
            yield content.problem(
                last[election], field, f"a sum of {limit[1]} for {election}, it is {total:g}"
            )


def check_events(contents: Contents) -> Iterator[Problem]:
    """Chronology: dates fit their precision, and the article is quoted only where it speaks."""
    content = contents["events"]
    yield from check_precision(content, "date", "date_end", "precision")
    told_last = max(
        (
            row.get("date").start_time
            for row in content.rows
            if row.get("in_article") and row.get("date") and row.get("kind") != "schedule"
        ),
        default=None,
    )
    for row in content.rows:
        told, agreement = row.get("in_article"), row.get("agreement")
        if told is None or agreement is None:
            continue
        for name in ("article_date", "article_says", "section", "paragraph"):
            if told and not row.text(name):
                yield content.problem(row, name, "a value, as in_article is true")
            if not told and row.text(name):
                yield content.problem(row, name, "nothing, as in_article is false")
        if told is (agreement in ("omitted", "after")):
            yield content.problem(
                row, "agreement", f"another value, as in_article is {told}".lower()
            )
        date = row.get("date")
        if told or date is None or told_last is None or row.get("kind") == "measurement":
            continue
        later = date.start_time > told_last
        if later is not (agreement == "after"):
            yield content.problem(
                row,
                "agreement",
                f"{'after' if later else 'omitted'}, as date is {row.text('date')} and the last "
                f"event that the article tells is of {told_last:%Y-%m-%d}",
            )


def check_presidential(contents: Contents) -> Iterator[Problem]:
    """Presidential elections agree with themselves and with their candidates."""
    content, candidates = contents["presidential"], contents["candidates"]
    yield from check_precision(content, "due", "", "due_precision")
    yield from check_early(content)
    yield from check_at_most(content, "ballots", "registered")
    yield from check_percentage(
        content,
        "turnout",
        lambda row: row.get("ballots"),
        lambda row: row.get("registered"),
        "ballots in registered",
    )
    for row in content.rows:
        ranked = [
            r
            for r in candidates.rows
            if r.text("election") == row.text("election") and r.get("rank") is not None
        ]
        first = next((r for r in ranked if r.get("rank") == 1), None)
        if len(ranked) != row.get("candidates"):
            yield content.problem(
                row, "candidates", f"{len(ranked)}, the ranked rows in {candidates.file}"
            )
        if first is None:
            continue
        for name, other in (
            ("winner", "candidate"),
            ("winner_share", "share"),
            ("share_base", "share_base"),
        ):
            if row.get(name) != first.get(other):
                yield content.problem(
                    row, name, f"{first.text(other)}, as in {candidates.file}, line {first.line}"
                )


def check_candidates(contents: Contents) -> Iterator[Problem]:
    """Candidates: shares sum to 100 at most, and ranks follow the votes."""
    content = contents["candidates"]
    yield from check_total(content, "share", lambda _: (100 + ROUNDING, "100 at most"))
    by_election: dict[str, list[Row]] = defaultdict(list)
    for row in content.rows:
        if row.get("rank") is not None and row.get("votes") is not None:
            by_election[row.text("election")].append(row)
    for rows in by_election.values():
        ordered = sorted(rows, key=lambda row: -row.get("votes"))
        for rank, row in enumerate(ordered, start=1):
            if row.get("rank") != rank:
                yield content.problem(row, "rank", f"{rank}, by votes")


def check_parliamentary(contents: Contents) -> Iterator[Problem]:
    """Parliamentary elections agree with themselves."""
    content = contents["parliamentary"]
    yield from check_precision(content, "due", "due_end", "due_precision")
    yield from check_early(content, "due_end")
    yield from check_order(content, "held", "held_second")
    yield from check_order(content, "dissolved", "held")
    yield from check_at_most(content, "seats_contested", "seats")
    for row in content.rows:
        filled = [row.get(name) for name in ("district_seats", "list_seats", "named_seats")]
        if None not in filled and row.get("seats") not in (None, sum(filled)):
            yield content.problem(
                row, "seats", f"{sum(filled)}, the sum of district, list and named seats"
            )
        if bool(row.get("named_seats")) is not bool(row.text("named_by")):
            yield content.problem(row, "named_by", "who filled the named seats, and only these")
        if (row.text("ending") == "term") is bool(row.text("dissolved")):
            yield content.problem(row, "dissolved", "a date, unless ending is term")


def check_seats(contents: Contents) -> Iterator[Problem]:
    """Seats sum to the chamber at most, shares to 100 at most."""
    content = contents["seats"]
    chambers = {row.text("election"): row.get("seats") for row in contents["parliamentary"].rows}

    def chamber(election: str) -> tuple[float, str] | None:
        seats = chambers.get(election)
        return None if seats is None else (seats, f"{seats} at most, the seats of the chamber")

    yield from check_total(content, "seats", chamber)
    yield from check_total(content, "share", lambda _: (100 + ROUNDING, "100 at most"))


def check_referendums(contents: Contents) -> Iterator[Problem]:
    """Referendums: ballots add up, and the shares are those that the counts give."""
    content = contents["referendums"]
    yield from check_at_most(content, "ballots", "registered")
    yield from check_percentage(
        content,
        "turnout",
        lambda row: row.get("ballots"),
        lambda row: row.get("registered"),
        "ballots in registered",
    )

    def base(row: Row) -> float | None:
        if row.get("yes_base") == "ballots":
            return row.get("ballots")
        if row.get("yes") is None or row.get("no") is None:
            return None
        return row.get("yes") + row.get("no")

    yield from check_percentage(
        content,
        "yes_share",
        lambda row: row.get("yes"),
        base,
        "yes in the base that yes_base names",
    )
    for row in content.rows:
        parts = [row.get(name) for name in ("yes", "no", "neither")]
        ballots = row.get("ballots")
        if None not in parts and ballots is not None and sum(parts) != ballots:
            yield content.problem(row, "ballots", f"{sum(parts)}, the sum of yes, no and neither")
        if (row.get("held") is None) is (row.get("outcome") != "not held"):
            yield content.problem(row, "held", "a day, or the outcome not held")


def check_changes(contents: Contents) -> Iterator[Problem]:
    """An act is passed, then signed, then in force; one of the first two is known."""
    content = contents["changes"]
    yield from check_order(content, "passed", "signed")
    yield from check_order(content, "signed", "in_force")
    yield from check_order(content, "passed", "in_force")
    for row in content.rows:
        if not row.text("passed") and not row.text("signed"):
            yield content.problem(row, "passed", "a date, as signed is empty")


def check_offices(contents: Contents) -> Iterator[Problem]:
    """An office has an exactness for each date that is given, and ends after it began."""
    content = contents["offices"]
    for row in content.rows:
        for name in ("since", "until"):
            exactness = f"{name}_precision"
            found = row.get(name)
            wanted = dates.precision(found) if found is not None else ""
            if row.text(exactness) != wanted:
                yield content.problem(
                    row,
                    exactness,
                    f"{wanted}, as {name} is {row.text(name)}"
                    if wanted
                    else f"nothing, as {name} is empty",
                )
    yield from check_order(content, "since", "until")


def check_notice(contents: Contents) -> Iterator[Problem]:
    """Days of notice and days early are those between the dates of the row."""
    content = contents["notice"]
    for row in content.rows:
        held, called, due = (row.get(name) for name in ("held", "called", "due"))
        if held is not None and called is not None and row.get("notice_days") is not None:
            days = (held - called).days
            if row.get("notice_days") != days:
                yield content.problem(row, "notice_days", f"{days}, from called to held")
        if held is None or due is None:
            continue
        days = max(0, (due - held).days) if row.get("early_by_rule") else 0
        if row.get("days_early") is not None and row.get("days_early") != days:
            yield content.problem(row, "days_early", f"{days}, from held to due")
        months = row.get("months_early")
        if months is not None and abs(months - days / DAYS_IN_MONTH) > 0.051:
            yield content.problem(
                row, "months_early", f"{days / DAYS_IN_MONTH:.1f}, from {days} days"
            )


def statement_of(claim: str) -> str:
    """Return the statement that a claim reads; a letter at the end tells its readings apart.

    Examples
    --------
    >>> statement_of("C-kit-21b")
    'C-kit-21'
    """
    return claim.rstrip(ascii_lowercase)


def check_positions(contents: Contents) -> Iterator[Problem]:
    """A position bears on statements that the ledger has."""
    content = contents["positions"]
    known = {statement_of(row.text("claim")) for row in contents["claims"].rows}
    for row in content.rows:
        for statement in row.get("claims") or ():
            if statement not in known:
                yield content.problem(row, "claims", "statements of claims.csv", statement)


def check_series(contents: Contents) -> Iterator[Problem]:
    """Alternatives are there with the reason why they can stand for the series, or not at all."""
    content = contents["series"]
    for row in content.rows:
        if bool(row.get("alternatives")) is not bool(row.text("alternatives_why")):
            yield content.problem(
                row, "alternatives_why", "why the alternatives can stand in, and only where they do"
            )


_BOUNDS = re.compile(r"(-?[\d.]+) to (-?[\d.]+)")


def check_indicators(contents: Contents) -> Iterator[Problem]:
    """Values lie on the scale of their series and between their bounds."""
    content = contents["indicators"]
    scales = {}
    for row in contents["series"].rows:
        if bounds := _BOUNDS.fullmatch(row.text("scale")):
            scales[row.text("series")] = (float(bounds[1]), float(bounds[2]), bounds[0])
    for row in content.rows:
        value, low, high = (row.get(name) for name in ("value", "low", "high"))
        if (low is None) is not (high is None):
            yield content.problem(row, "low" if low is None else "high", "both bounds or none")
        if value is None:
            continue
        if low is not None and low > value:
            yield content.problem(row, "low", f"at most {value:g} (value)")
        if high is not None and high < value:
            yield content.problem(row, "high", f"at least {value:g} (value)")
        scale = scales.get(row.text("series"))
        if scale and not scale[0] <= value <= scale[1]:
            yield content.problem(
                row, "value", f"a number from {scale[2]}, the scale of the series"
            )


def check_claims(contents: Contents) -> Iterator[Problem]:
    """A claim has either a test or a verdict with its reason, and names existing tables."""
    content = contents["claims"]
    for row in content.rows:
        for name in ("verdict", "reason"):
            if row.text("test") and row.text(name):
                yield content.problem(row, name, "nothing, as a test decides")
            if not row.text("test") and not row.text(name):
                yield content.problem(row, name, "a value, as no test decides")


RULES: dict[str, tuple[tuple[str, ...], Callable[[Contents], Iterator[Problem]]]] = {
    "events": ((), check_events),
    "presidential": (("candidates",), check_presidential),
    "candidates": ((), check_candidates),
    "parliamentary": ((), check_parliamentary),
    "seats": (("parliamentary",), check_seats),
    "referendums": ((), check_referendums),
    "changes": ((), check_changes),
    "notice": ((), check_notice),
    "offices": ((), check_offices),
    "positions": (("claims",), check_positions),
    "series": ((), check_series),
    "indicators": (("series",), check_indicators),
    "claims": ((), check_claims),
}
"""For a table, the other tables that its rule reads, and the rule."""
