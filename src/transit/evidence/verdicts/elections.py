"""Tests of claims about elections: when, how early, who won, against whom."""

from __future__ import annotations

import pandas as pd

from transit.dates import months_between, precision, spoken, whole_months
from transit.errors import TransitError
from transit.evidence.loading import Evidence
from transit.evidence.verdicts.base import (
    Count,
    Election,
    End,
    Limit,
    Row,
    Start,
    Undecidable,
    Verdict,
    verdict_function,
)
from transit.evidence.verdicts.grading import Case, by_count, by_share, by_size, settle
from transit.evidence.verdicts.records import (
    act,
    carries,
    decides,
    ends,
    find,
    known,
    members,
    only,
    period,
    printed,
    recorded,
    rows_of,
    share,
    sourced,
    span,
    surname,
    table_of,
    times,
    whole,
)
from transit.wording import counted, figure, listed, word


def _election(evidence: Evidence, election: str) -> tuple[pd.Series, Row]:
    """Return an election's row and its name in a verdict."""
    table = table_of(evidence, election, "presidential", "parliamentary")
    return find(evidence, table, election), Row(table, (election,))


def _held(evidence: Evidence, table: str, *read: str) -> pd.DataFrame:
    """Return the votes that were held, in order, with their day as `day`.

    The column `decides` says which of them may decide a verdict that reads the given fields.
    """
    frame = whole(evidence, table, "held", *read)
    frame = frame[frame["held"].notna()]
    days = [period(held).start_time for held in frame["held"]]
    return frame.assign(day=days).sort_values("day", kind="stable")


def _between(evidence: Evidence, table: str, first: str, last: str, *read: str) -> pd.DataFrame:
    """Return the elections held from `first` to `last`, both included, by their ids."""
    held = _held(evidence, table, *read)
    held = held.set_index(held["election"].astype("string"), drop=False)
    for key in (first, last):
        find(evidence, table, key)
        if key not in held.index:
            raise Undecidable(f"The election {key} is not on record as held.")
    start, end = held.loc[first, "day"], held.loc[last, "day"]
    if start > end:
        raise TransitError(f"{table}: {first} was held after {last}")
    return held[held["day"].between(start, end)]


def _sourceless(frame: pd.DataFrame) -> str:
    """Say which votes of a frame decide nothing."""
    years = ", ".join(str(day.year) for day in frame.loc[~frame["decides"], "day"])
    return f"What the table has on {years or 'these votes'} decides nothing."


def _year(frame: pd.DataFrame, election: str) -> int:
    return int(frame.loc[election, "day"].year)


def _day(row: pd.Series) -> pd.Period:
    return recorded(row, "held")


def _percent(row: pd.Series, column: str) -> str:
    return printed(float(known(row[column], f"{column} of {row.iloc[0]}")))


MAJORITY = frozenset({"pro-presidential", "loyal"})
"""Blocs that make up the president's majority."""


def _at(when: pd.Period) -> str:
    """Return a date with the word that goes before it: on a day, in a month or year."""
    return f"{'on' if precision(when) == 'day' else 'in'} {spoken(when)}"


@verdict_function
def held_early(evidence: Evidence, election: str) -> Verdict:
    """Test whether an election came ahead of schedule.

    Supported if the day of the vote lies before the period in which it was due, contradicted
    if it lies within or after it, open if no date was due.
    """
    row, key = _election(evidence, election)
    due, held = recorded(row, "due"), _day(row)
    months = whole_months(held, due)
    early = held.end_time < due.start_time
    if not early and held.start_time < due.start_time:
        raise Undecidable(f"The day of the vote of {spoken(held)} rests on general knowledge.")
    distance = f", at least {counted(months, 'month')} later" if early else ""
    return Verdict(
        "supported" if early else "contradicted",
        f"The vote was held on {spoken(held)} and due {_at(due)}{distance}.",
        "before the due date",
        (key,),
    )


@verdict_function
def early_by(evidence: Evidence, election: str, months: int) -> Verdict:
    """Test whether an election came ahead of schedule by as much as the article says.

    The due date is taken only as finely as it is sourced: supported if the article's number of
    months lies within the span this leaves. Otherwise refined if the vote was early at all, else
    contradicted.
    """
    row, key = _election(evidence, election)
    held, due = _day(row), recorded(row, "due")
    least, most = (whole_months(held, day) for day in ends(due))
    verdict = "refined" if least > 0 else "contradicted"
    span = counted(least, "month") if least == most else f"{least} to {most} months"
    return Verdict(
        "supported" if least <= months <= most else verdict,
        f"The vote was held on {spoken(held)} and due {_at(due)}, {span} later; the article's "
        f"figure amounts to {figure(months)}.",
        "as far as sources carry the due date",
        (key,),
    )


@verdict_function
def short_notice(evidence: Evidence, election: str, days: Count) -> Verdict:
    """Test whether an election was called at short notice.

    Supported if at most `days` lie between the act that called it and the vote, else
    contradicted; open if the record does not date the act.
    """
    row = find(evidence, "notice", election)
    called = period(known(row["called"], f"the day of the act that called {election}"))
    held = _day(row)
    notice = (held.start_time - called.start_time).days
    return Verdict(
        "supported" if notice <= days else "contradicted",
        f"The vote was called on {spoken(called)} and held on {spoken(held)}, {notice} days later.",
        f"called {days} days ahead or fewer",
        rows_of("notice", [election]),
    )


_SELECTIONS = {
    "article": "the seven from 1994 to 2016",
    "mazhilis": "elections of the Mazhilis",
    "all": "all elections since 1990",
}


@verdict_function
def early_parliamentary_elections(
    evidence: Evidence, early: int, of: int, selection: str, annulled: bool, until: int
) -> Verdict:
    """Test the count of parliamentary elections held ahead of schedule.

    Which elections count (`selection`: those that make up the article's seven, those of the
    Mazhilis alone, or all since 1990; held until the end of the year `until`) and whether the
    vote that followed the annulment of the parliament of 1994 counts as early (`annulled`)
    are parts of the definition. Supported if both numbers are the article's; refined if
    another count still gives a majority of early elections; contradicted if it does not.
    """
    if selection not in _SELECTIONS:
        raise TransitError(f"selection is one of {', '.join(_SELECTIONS)}, not {selection!r}")
    read = ("early", "ending", "chamber", "counted_by_article")
    frame = _held(evidence, "parliamentary", *read)
    frame = frame[frame["day"].dt.year <= until]
    if selection == "article":
        frame = frame[frame["counted_by_article"].fillna(False).astype(bool)]
    elif selection == "mazhilis":
        frame = frame[frame["chamber"].astype("string") == "Mazhilis"]
    is_early = frame["early"].fillna(False).astype(bool) & frame["decides"]
    if not annulled:
        is_early &= frame["ending"].astype("string") != "annulment"
    count, total = int(is_early.sum()), len(frame)
    if total == 0:
        raise Undecidable("No election answers to the definition.")

    def grade(found: int) -> str:
        if (found, total) == (early, of):
            return "supported"
        return "refined" if 2 * found > total else "contradicted"

    unknown = int((~frame["decides"]).sum())
    verdict = settle((grade(count + more) for more in range(unknown + 1)), _sourceless(frame))
    years = listed(str(day.year) for day in frame["day"][is_early])
    definition = _SELECTIONS[selection] + ("" if selection == "article" else f", to {until}")
    if not annulled:
        definition += ", the vote after the annulment of 1995 not taken as early"
    reason = f"Of {figure(total)} elections {figure(count)} were early: {years}."
    return Verdict(verdict, reason, definition, rows_of("parliamentary", frame["election"]))


_COUNTINGS = {
    "popular": "popular votes alone",
    "all": "every accession, the deputies' vote of 1990 included",
    "constitution": "votes under the constitution of 1995",
}


@verdict_function
def nth_win(
    evidence: Evidence, election: str, winner: str, n: int, counting: str, since: str = ""
) -> Verdict:
    """Test which victory of a president an election was.

    Supported if it is the `n`-th under the counting, else contradicted. Countings: popular
    votes; all elections; those held after the constitution `since` was adopted.
    """
    if counting not in _COUNTINGS:
        raise TransitError(f"counting is one of {', '.join(_COUNTINGS)}, not {counting!r}")
    row = find(evidence, "presidential", election)
    frame = _held(evidence, "presidential", "vote", "winner")
    frame = frame[frame["day"] <= _day(row).end_time]
    rows: tuple[Row, ...] = ()
    if counting == "popular":
        frame = frame[frame["vote"].astype("string") == "popular"]
    elif counting == "constitution":
        rows = rows_of("changes", [since])
        frame = frame[frame["day"] > period(act(evidence, since)["adopted"]).start_time]
    wins = frame[(frame["winner"].astype("string") == winner) & frame["decides"]]
    unknown = int((~frame["decides"]).sum())
    own = sourced(row, "winner", f"the winner of {election}") == winner
    own &= election in set(frame["election"])
    verdict = settle(
        (
            "supported" if own and len(wins) + more == n else "contradicted"
            for more in range(unknown + 1)
        ),
        _sourceless(frame),
    )
    years = listed(str(day.year) for day in wins["day"])
    return Verdict(
        verdict,
        f"By then {surname(winner)} had won {times(len(wins))}, in {years}."
        if years
        else f"By then {surname(winner)} had never won.",
        _COUNTINGS[counting],
        (*rows_of("presidential", frame["election"]), *rows),
    )


@verdict_function
def won(evidence: Evidence, election: str, winner: str) -> Verdict:
    """Test who won a presidential election: supported if the record names the same winner."""
    row = find(evidence, "presidential", election)
    found = sourced(row, "winner", f"the winner of {election}")
    return Verdict(
        "supported" if winner == found else "contradicted",
        f"{found} won on {spoken(_day(row))} with {_percent(row, 'winner_share')} per cent, "
        f"at a turnout of {_percent(row, 'turnout')}.",
        "the winner",
        rows_of("presidential", [election]),
    )


@verdict_function
def chosen_by(evidence: Evidence, election: str, vote: str) -> Verdict:
    """Test whether a president was chosen by deputies (indirect) or by the people (popular).

    Supported if the record has the same kind of vote, else contradicted.
    """
    voters = evidence.names("presidential", "vote")
    if vote not in voters:
        raise TransitError(f"a vote is one of {', '.join(voters)}, not {vote!r}")
    row = find(evidence, "presidential", election)
    found = str(sourced(row, "vote", f"the kind of vote of {election}"))
    return Verdict(
        "supported" if found == vote else "contradicted",
        f"The election of {spoken(_day(row))} was {voters[found]}; {row['winner']} received "
        f"{_percent(row, 'winner_share')} per cent.",
        voters[vote],
        rows_of("presidential", [election]),
    )


@verdict_function
def contested(evidence: Evidence, election: str, at_least: int = 2) -> Verdict:
    """Test whether voters could choose between candidates.

    Supported with `at_least` candidates, refined with fewer: the vote was held, but was no
    contest.
    """
    row = find(evidence, "presidential", election)
    count = int(sourced(row, "candidates", f"the number of candidates of {election}"))
    return Verdict(
        "supported" if count >= at_least else "refined",
        f"{counted(count, 'candidate').capitalize()} stood; {row['winner']} received "
        f"{_percent(row, 'winner_share')} per cent.",
        "a contest between candidates",
        rows_of("presidential", [election]),
    )


def _stands(evidence: Evidence, row: pd.Series, candidate: str) -> Case:
    """Return whether a person stood in an election, as far as its candidates are on record."""
    frame = evidence.candidates
    ranked = frame[frame["election"].eq(row["election"]) & frame["rank"].notna()]
    sure = ranked[decides(ranked) & carries(ranked, "rank")]
    if candidate in set(sure["candidate"]):
        return True
    return None if len(sure) != row["candidates"] else False


@verdict_function
def first_without(evidence: Evidence, candidate: str, election: str) -> Verdict:
    """Test whether an election was the first in which someone did not stand.

    Supported if the person stood in every earlier presidential election on record and not in
    this one; contradicted otherwise.
    """
    row = find(evidence, "presidential", election)
    frame = _held(evidence, "presidential", "candidates")
    frame = frame[frame["day"] <= _day(row).end_time]
    stood = {
        vote["election"]: _stands(evidence, vote, candidate) if vote["decides"] else None
        for _, vote in frame.iterrows()
    }
    wanted = {key: key != election for key in stood}
    if len(stood) < 2 or any(c is not None and c != wanted[k] for k, c in stood.items()):
        verdict = "contradicted"
    elif None in stood.values():
        raise Undecidable("The candidates of an earlier election are not all on record.")
    else:
        verdict = "supported"
    without = [key for key, case in stood.items() if case is False]
    years = [str(day.year) for day in frame.loc[frame["election"].isin(without), "day"]]
    reason = (
        f"{surname(candidate)} is among the candidates of {figure(len(frame) - len(without))} of "
        f"the {figure(len(frame))} presidential elections to {spoken(_day(row))}, and missing "
        f"from {f'that of {listed(years)}' if years else 'none'}."
    )
    people = evidence.candidates
    people = people[people["election"].isin(stood) & people["rank"].notna()]
    own = people[people["candidate"].eq(candidate) | people["election"].isin(without)]
    return Verdict(
        verdict,
        reason,
        "not on the ballot",
        (
            *rows_of("presidential", without),
            *(
                Row("candidates", key)
                for key in zip(own["election"], own["candidate"], strict=True)
            ),
        ),
    )


@verdict_function
def no_competition(evidence: Evidence, first: Election, last: Election, margin: Limit) -> Verdict:
    """Test whether presidential elections lacked competition.

    Supported if in every election the winner was at least `margin` percentage points ahead of
    the runner-up, refined if in more than half of them, else contradicted. A vote with a single
    candidate lacked it; one whose runner-up is not on record counts both ways.
    """
    frame = _between(evidence, "presidential", first, last, "candidates")
    leads: dict[str, float | None] = {}
    rows = []
    for key, vote in frame.iterrows():
        people = evidence.candidates
        people = people[people["election"].eq(key) & people["rank"].isin([1, 2])]
        rows += [Row("candidates", (key, name)) for name in people["candidate"]]
        sure = people[decides(people) & carries(people, "rank", "share")]
        ranked = sure.set_index("rank")["share"].dropna()
        alone = bool(vote["decides"]) and vote["candidates"] == 1
        if {1, 2} <= set(ranked.index) or (alone and 1 in ranked.index):
            leads[str(key)] = float(ranked[1] - (0 if alone else ranked[2]))
        else:
            leads[str(key)] = None
    verdict = by_share(
        [None if lead is None else lead >= margin for lead in leads.values()],
        "A winner's lead is not on record for one of these elections.",
    )
    told = listed(
        f"{'not on record' if lead is None else f'{printed(lead, 1)} points'} in "
        f"{_year(frame, key)}"
        for key, lead in leads.items()
    )
    return Verdict(
        verdict,
        f"The winner's lead was {told}.",
        f"a lead of {printed(margin, 0)} points or more",
        tuple(rows),
    )


@verdict_function
def plebiscitary(
    evidence: Evidence, first: Election, last: Election, turnout: Limit, winner_share: Limit
) -> Verdict:
    """Test whether popular presidential votes had the pattern of mobilisation.

    The pattern is a turnout and a winner's share above the two thresholds; it is compatible
    with mobilisation from above and does not prove the purpose. Supported if every vote shows
    it, refined if more than half do, else contradicted.
    """
    frame = _between(evidence, "presidential", first, last, "vote", "turnout", "winner_share")
    frame = frame[(frame["vote"].astype("string") == "popular") | ~frame["decides"]]

    def case(row: pd.Series) -> Case:
        pairs = ((row["turnout"], turnout), (row["winner_share"], winner_share))
        if not row["decides"] or any(pd.isna(value) for value, _ in pairs):
            return None
        return all(float(value) >= limit for value, limit in pairs)

    found = [case(row) for _, row in frame.iterrows()]
    told = listed(
        f"{_percent_of(row, 'turnout')} and {_percent_of(row, 'winner_share')} per cent in "
        f"{row['day'].year}"
        for _, row in frame[frame["decides"]].iterrows()
    )
    return Verdict(
        by_share(found, _sourceless(frame)),
        f"Turnout and the winner's share were {told}.",
        f"turnout of {printed(turnout, 0)} and a share of {printed(winner_share, 0)} per cent or "
        "more",
        rows_of("presidential", frame["election"]),
    )


def _percent_of(row: pd.Series, column: str) -> str:
    return "not on record" if pd.isna(row[column]) else printed(float(row[column]), 1)


def _seats(evidence: Evidence, chambers: pd.DataFrame) -> dict[str, tuple[pd.DataFrame, int]]:
    """Return for each election its rows of seats that decide, and the seats not on record."""
    seats = whole(evidence, "seats")
    found = {}
    for key, total in zip(chambers["election"].astype("string"), chambers["seats"], strict=True):
        own = seats[seats["election"].eq(key) & seats["decides"] & seats["seats"].gt(0)]
        found[key] = own, int(total - own["seats"].sum())
    return found


def _seat_rows(found: dict[str, tuple[pd.DataFrame, int]]) -> tuple[Row, ...]:
    return tuple(
        Row("seats", (key, party)) for key, (own, _) in found.items() for party in own["party"]
    )


@verdict_function
def opposition_shut_out(
    evidence: Evidence, first: Election, last: Election, most: Limit
) -> Verdict:
    """Test whether the opposition was kept out of parliament.

    Supported if it won at most `most` per cent of the seats at every election, refined if at
    more than half of them, else contradicted. Which parties count as opposition is our coding.
    Seats of a chamber that no sourced row accounts for count both ways.
    """
    frame = _between(evidence, "parliamentary", first, last, "seats")
    found = _seats(evidence, frame)
    shares, judged = {}, []
    for key, (own, unknown) in found.items():
        total = float(frame.loc[key, "seats"])
        opposition = float(own.loc[own["bloc"].eq("opposition"), "seats"].sum())
        shares[key] = share(opposition, total)
        low, high = shares[key] <= most, share(opposition + unknown, total) <= most
        judged.append(low if low == high and frame.loc[key, "decides"] else None)
    told = listed(f"{printed(v, 1)} in {_year(frame, key)}" for key, v in shares.items())
    return Verdict(
        by_share(judged, "Not all seats of these chambers are on record."),
        f"The opposition's share of the seats, in per cent, was {told}.",
        f"at most {printed(most, 0)} per cent of the seats",
        (*_seat_rows(found), *rows_of("parliamentary", frame["election"])),
    )


@verdict_function
def parties_in_parliament(
    evidence: Evidence, first: Election, last: Election, at_least: Count
) -> Verdict:
    """Test whether parliament held several parties.

    Counts named parties and movements with a seat, without independents, appointed and
    reserved seats. Supported if every parliament had `at_least` of them, refined if more than
    half did, else contradicted. Seats that are not told apart may hide more parties.
    """
    frame = _between(evidence, "parliamentary", first, last, "seats")
    found = _seats(evidence, frame)
    counts, judged = {}, []
    for key, (own, unknown) in found.items():
        counts[key] = int(own["holder"].eq("party").sum())
        hidden = unknown + int(own.loc[own["holder"].eq("rest"), "seats"].sum())
        enough = counts[key] >= at_least
        judged.append(enough if enough or counts[key] + hidden < at_least else None)
    told = listed(f"{figure(count)} in {_year(frame, key)}" for key, count in counts.items())
    return Verdict(
        by_share(judged, "Not all seats of these chambers are on record."),
        f"The parties and movements with a seat numbered {told}.",
        f"{figure(at_least)} parties or more in parliament",
        (*_seat_rows(found), *rows_of("parliamentary", frame["election"])),
    )


@verdict_function
def early_vote_enlarged_majority(evidence: Evidence, elections: tuple[str, ...]) -> Verdict:
    """Test whether early elections enlarged the president's majority in parliament.

    Compares the share of all seats that the president's party and the parties loyal to him hold
    with that after the election before. Supported if it
    rose each time, contradicted if it never did, else refined. The blocs are our coding. Seats
    that no sourced row accounts for count both ways.
    """
    held = _held(evidence, "parliamentary", "seats")
    held = held.set_index(held["election"].astype("string"), drop=False)
    order = list(held.index)
    for key in elections:
        find(evidence, "parliamentary", key)
        if key not in order or order.index(key) == 0:
            raise Undecidable(f"No election before {key} is on record.")
    pairs = [(order[order.index(key) - 1], key) for key in elections]
    found = _seats(evidence, held.loc[list(dict.fromkeys(k for pair in pairs for k in pair))])
    low, high = {}, {}
    for key, (own, unknown) in found.items():
        bloc = float(own.loc[own["bloc"].isin(MAJORITY), "seats"].sum())
        total = float(held.loc[key, "seats"])
        low[key], high[key] = share(bloc, total), share(bloc + unknown, total)
    judged: list[Case] = [
        None
        if not (held.loc[before, "decides"] and held.loc[after, "decides"])
        else True
        if low[after] > high[before]
        else False
        if high[after] <= low[before]
        else None
        for before, after in pairs
    ]
    told = listed(
        f"{_went(low[before], low[after])} in {_year(held, after)}" for before, after in pairs
    )
    return Verdict(
        by_share(judged, "Not all seats of these chambers are on record.", refined=0),
        f"The share of all seats held by the president's party and those loyal to him, in per cent, "
        f"{told}.",
        "seats of the president's party and of those loyal to him, before and after",
        (*_seat_rows(found), *rows_of("parliamentary", found)),
    )


def _went(before: float, after: float) -> str:
    """Return how a share moved: ``went from 74.0 to 91.6``, or ``stayed at 91.6``."""
    old, new = printed(before, 1), printed(after, 1)
    return f"stayed at {new}" if old == new else f"went from {old} to {new}"


@verdict_function
def self_nominees_gone(evidence: Evidence, before: tuple[str, ...], after: str) -> Verdict:
    """Test whether self-nominated candidates disappeared from presidential elections.

    Supported if the earlier elections had some and the later one none, refined if the later
    one had fewer, else contradicted. Candidates whose nomination is not on record count both
    ways.
    """
    counts, most, everyone, rows = {}, {}, {}, []
    years = {}
    for key in (*before, after):
        vote = find(evidence, "presidential", key)
        years[key] = _day(vote).year
        people = whole(evidence, "candidates", "nomination", "rank")
        people = people[people["election"].eq(key) & people["rank"].notna()]
        sure = list(people["decides"])
        named = [
            case and who == "self" for case, who in zip(sure, people["nomination"], strict=True)
        ]
        everyone[key] = int(sourced(vote, "candidates", f"the number of candidates of {key}"))
        counts[key] = sum(named)
        most[key] = counts[key] + everyone[key] - sum(sure)
        rows += [Row("candidates", (key, name)) for name in people["candidate"]]

    def grade(earlier: int, later: int) -> str:
        if later == 0 and earlier > 0:
            return "supported"
        return "refined" if later < earlier else "contradicted"

    ends = [min(found[key] for key in before) for found in (counts, most)]
    verdict = settle(
        (grade(earlier, later) for earlier in ends for later in (counts[after], most[after])),
        "Who nominated the candidates is not on record for all.",
    )
    told = listed(f"{word(count)} in {years[key]}" for key, count in counts.items())
    return Verdict(
        verdict,
        f"The candidates who had nominated themselves were {told}, when "
        f"{counted(everyone[after], 'candidate')} stood in all.",
        "who stood before and after the rule",
        tuple(rows),
    )


@verdict_function
def term_of_office(evidence: Evidence, election: str, years: int, than: str = "") -> Verdict:
    """Test the length of the term that a president was elected for.

    Supported if the term has the article's length (and differs from that of the election
    `than`, if given), else contradicted.
    """
    row = find(evidence, "presidential", election)
    term = int(sourced(row, "term_years", f"the term of {election}"))
    keys, verdict = [election], "supported" if term == years else "contradicted"
    reason = f"The president elected on {spoken(_day(row))} had a term of {term} years"
    if than:
        earlier = find(evidence, "presidential", than)
        before = int(sourced(earlier, "term_years", f"the term of {than}"))
        keys.append(than)
        reason += f", the one elected in {_day(earlier).year} of {before}"
        if before == term:
            verdict = "contradicted"
    return Verdict(
        verdict, reason + ".", f"a term of {figure(years)} years", rows_of("presidential", keys)
    )


@verdict_function
def term_ends(evidence: Evidence, election: str, when: str, within: Count = 2) -> Verdict:
    """Test when a term ran out: the month of the vote plus the years of the term.

    Supported if that month is the article's, refined within `within` months (the oath follows
    the vote), else contradicted.
    """
    row = find(evidence, "presidential", election)
    held = _day(row)
    years = int(sourced(row, "term_years", f"the term of {election}"))
    end = pd.Period(year=held.year + years, month=held.month, freq="M")
    gap = abs(months_between(end, period(when)))
    return Verdict(
        by_size(gap, 0, within),
        f"The president was elected on {spoken(held)} for {figure(years)} years, to {spoken(end)}.",
        f"to {spoken(period(when))}",
        rows_of("presidential", [election]),
    )


@verdict_function
def parliaments_cut_short(
    evidence: Evidence, first: Start, last: End, at_least: Count, some: Count = 1
) -> Verdict:
    """Test whether parliaments were repeatedly ended before their time.

    Counts dissolutions from the year `first` to `last` that led to an early election.
    Supported with `at_least` of them, refined with `some`, contradicted with fewer.
    """
    frame = whole(evidence, "parliamentary", "dissolved", "early")
    frame = frame[frame["dissolved"].notna() & frame["early"].fillna(False).astype(bool)]
    ended = [period(value) for value in frame["dissolved"]]
    frame = only(frame, (first <= date.year <= last for date in ended))
    sure = frame[frame["decides"]]
    others = len(frame) - len(sure)
    told = listed(spoken(period(value, "month")) for value in sure["dissolved"])
    return Verdict(
        by_count(
            len(sure),
            others,
            at_least,
            f"{counted(others, 'dissolution').capitalize()} that may count rest on no source.",
            some=some,
        ),
        f"Parliament ended early {times(len(sure))} from {first} to {last}"
        f"{f', in {told}' if told else ''}.",
        f"parliaments that did not serve out their term, {first} to {last}",
        rows_of("parliamentary", sure["election"]),
    )


@verdict_function
def electoral_system_changed(
    evidence: Evidence, first: Election, last: Election, at_least: Count, some: Count = 1
) -> Verdict:
    """Test whether the rules for electing parliament kept changing.

    Two elections differ if the number of seats filled in districts, from party lists or by a
    body or person differs. Supported with `at_least` changes, refined with `some`,
    contradicted with fewer.
    """
    ways = ["district_seats", "list_seats", "named_seats", "named_by"]
    frame = _between(evidence, "parliamentary", first, last, *ways)
    sure = frame[frame["decides"]]
    kinds = list(sure[ways].astype("string").fillna("").itertuples(index=False, name=None))
    years = [day.year for day in sure["day"]]
    changed = [year for year, a, b in zip(years[1:], kinds, kinds[1:], strict=False) if a != b]
    return Verdict(
        by_count(
            len(changed), 2 * (len(frame) - len(sure)), at_least, _sourceless(frame), some=some
        ),
        f"From {years[0]} to {years[-1]} the system changed {times(len(changed))}"
        f"{', with the elections of ' if changed else ''}{listed(map(str, changed))}.",
        f"{figure(at_least)} changes or more",
        rows_of("parliamentary", frame["election"]),
    )


@verdict_function
def took_office_before_vote(evidence: Evidence, event: str, election: str) -> Verdict:
    """Test whether an election made its winner president.

    Refined if the winner already held the office: the vote confirmed a succession. Supported
    if the office followed the vote.
    """
    row = find(evidence, "presidential", election)
    start = find(evidence, "events", event)
    held, sworn = _day(row), recorded(start)
    days = (held.start_time - sworn.start_time).days
    if (
        held.start_time <= sworn.end_time
        and sworn.start_time <= held.end_time
        and (precision(held) != "day" or precision(sworn) != "day")
    ):
        raise Undecidable(f"Which came first is not on record: {spoken(held)}, {spoken(sworn)}.")
    return Verdict(
        "refined" if days > 0 else "supported",
        f"{row['winner']} won on {spoken(held)}; “{start['title']}” is dated {spoken(sworn)}, "
        f"{abs(days)} days {'earlier' if days > 0 else 'later'}.",
        "the vote as the way into office",
        (*rows_of("presidential", [election]), *rows_of("events", [event])),
    )


@verdict_function
def prolonged_rule(
    evidence: Evidence, winner: str, last: Election, at_least: Count, some: Count = 1
) -> Verdict:
    """Test whether a ruler repeatedly prolonged his stay in office.

    Counts early presidential elections that the incumbent won, and referendums that extended
    a term, up to the election `last`. Supported with `at_least`, refined with `some` or more,
    contradicted with fewer. The motive is not tested.
    """
    end = _day(find(evidence, "presidential", last)).end_time
    votes = _held(evidence, "presidential", "early", "winner")
    votes = votes[
        (votes["day"] <= end)
        & votes["early"].fillna(False).astype(bool)
        & (votes["winner"].astype("string") == winner)
    ]
    polls = _held(evidence, "referendums")
    polls = polls[
        (polls["day"] <= end)
        & (polls["question"].astype("string") == "term")
        & (polls["outcome"].astype("string") == "adopted")
    ]
    sure_votes, sure_polls = votes[votes["decides"]], polls[polls["decides"]]
    count = len(sure_votes) + len(sure_polls)
    others = len(votes) + len(polls) - count
    years = sorted(day.year for day in [*sure_votes["day"], *sure_polls["day"]])
    return Verdict(
        by_count(
            count,
            others,
            at_least,
            f"{counted(others, 'vote').capitalize()} that may count rest on no source.",
            some=some,
        ),
        f"On record are {counted(len(sure_votes), 'early election')} that he won in office and "
        f"{counted(len(sure_polls), 'referendum')} on a longer term"
        f"{f': {listed(map(str, years))}' if years else ''}.",
        "early votes and term extensions",
        (
            *rows_of("presidential", sure_votes["election"]),
            *rows_of("referendums", sure_polls["referendum"]),
        ),
    )


@verdict_function
def referendum_gave(evidence: Evidence, referendum: str, what: str) -> Verdict:
    """Test what a referendum gave the president: a longer term (tenure) or powers.

    A question about the term gives tenure; one about the constitution gives powers if the
    president is among those coded as gaining. Supported if it is the article's, contradicted if
    it is the other, open if it is neither.
    """
    if what not in ("tenure", "powers"):
        raise TransitError(f"a referendum is read as giving tenure or powers, not {what!r}")
    row = find(evidence, "referendums", referendum)
    subject, question = str(row["subject"]), row["question"]
    gained = "president" in members(row["who_gained"])
    if question == "term":
        found = "tenure"
    elif question in ("new-constitution", "amendment") and gained:
        found = "powers"
    else:
        raise Undecidable(f"“{subject}” gave the president neither a longer term nor powers.")
    text = {"tenure": "a longer stay in office", "powers": "wider powers"}
    return Verdict(
        "supported" if found == what else "contradicted",
        f"The question put on {spoken(_day(row))} was to {subject[0].lower()}{subject[1:]}; "
        f"it carried with {_percent(row, 'yes_share')} per cent.",
        text[what],
        rows_of("referendums", [referendum]),
    )


@verdict_function
def observers_found(evidence: Evidence, first: Start, last: End, faults: bool) -> Verdict:
    """Test what observers found in the national votes of some years.

    With `faults`, supported if they found fault with every vote that they assessed and nothing
    better, refined if with every one, some progress beside it, contradicted if a vote met
    its commitments. Without, supported if every vote did, refined if some, contradicted if none.
    """
    frames = [
        _held(evidence, table, "finding")[["election", "day", "finding", "decides"]].assign(
            table=table
        )
        for table in ("presidential", "parliamentary")
    ]
    frame = pd.concat(frames).sort_values("day", kind="stable")
    frame = frame[frame["day"].dt.year.between(first, last)]
    frame = frame[~frame["decides"] | frame["finding"].astype("string").ne("not-observed")]
    if frame.empty:
        raise Undecidable("No vote of these years was assessed.")
    found = [
        str(finding) if sure and pd.notna(finding) else None
        for finding, sure in zip(frame["finding"], frame["decides"], strict=True)
    ]
    lacking = "What observers found is not on record for all of these votes."
    if faults:
        verdict = settle(
            (_worst([case or other for case in found]) for other in _FINDINGS), lacking
        )
    else:
        verdict = by_share(
            [None if case is None else case == "met" for case in found], lacking, refined=0
        )
    names = evidence.names("presidential", "finding")
    told = "; ".join(
        f"{names[kind]} in {'that' if len(years) == 1 else 'those'} of {listed(years)}"
        for kind in _FINDINGS
        if (years := _years(frame["day"], [case == kind for case in found]))
    )
    return Verdict(
        verdict,
        f"In the national votes of {span(first, last)} that they assessed observers found {told}."
        if len(frame) > 1
        else f"In the national vote of {span(first, last)} observers found {told.split(' in ')[0]}.",
        "the views of observers",
        tuple(
            Row(table, (election,))
            for table, election in zip(frame["table"], frame["election"], strict=True)
        ),
    )


def _years(days: pd.Series, flags: list[bool]) -> list[str]:
    """Return the years of the days that are flagged, each once."""
    return [str(year) for year in days[flags].dt.year.unique()]


_FINDINGS = ("faults", "mixed", "met")
"""What observers found of a vote, from the worse to the better."""


def _worst(found: list[str]) -> str:
    """Grade the statement that votes were faulty by what was found of each."""
    if "met" in found:
        return "contradicted"
    return "refined" if "mixed" in found else "supported"


@verdict_function
def vote_was_needed(evidence: Evidence, election: str, months: Count) -> Verdict:
    """Test whether a president needed an early vote to remain in office.

    Supported if fewer than `months` were left, on the day of the vote, until the one that was
    due; refined if more: the vote secured only the time after that.
    """
    row = find(evidence, "presidential", election)
    held, due = _day(row), recorded(row, "due")
    left = [whole_months(held, day) for day in ends(due)]
    return Verdict(
        settle(
            ("supported" if one < months else "refined" for one in left),
            f"How long the term ran on after {spoken(held)} is not known to the month.",
        ),
        f"On the day of the vote, {spoken(held)}, at least {counted(left[0], 'month')} were left "
        f"until the vote that was due {_at(due)}.",
        f"fewer than {counted(months, 'month')} of the term left",
        rows_of("presidential", [election]),
    )
