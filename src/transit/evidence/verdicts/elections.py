"""Tests of claims about elections: when, how early, who won, against whom."""

import pandas as pd

from transit.dates import spoken
from transit.errors import TransitError
from transit.evidence.verdicts.base import (
    Undecidable,
    Verdict,
    act,
    deciding,
    find,
    known,
    members,
    months_between,
    period,
    plain,
    recorded,
    share,
    surname,
    times,
    verdict_function,
)
from transit.wording import counted, figure

_TABLES = ("presidential", "parliamentary")


def _election(evidence, election: str) -> tuple[pd.Series, str]:
    """Return an election's row and the key by which a verdict names it."""
    for table in _TABLES:
        if (getattr(evidence, table)["election"] == election).any():
            return find(evidence, table, election), f"{table}:{election}"
    raise TransitError(f"{' and '.join(_TABLES)}: there is no row election={election!r}")


def _held(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of elections that were held, in order, with the day as `day`."""
    frame = deciding(frame)
    frame = frame[frame["held"].notna()]
    days = [period(held).start_time for held in frame["held"]]
    return frame.assign(day=days).sort_values("day", kind="stable")


def _between(frame: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Return the elections held from `first` to `last`, both included."""
    held = _held(frame).set_index(_held(frame)["election"].astype("string"))
    missing = [key for key in (first, last) if key not in held.index]
    if missing:
        raise Undecidable(f"The election {missing[0]} is not on record as held.")
    return held[held["day"].between(held.loc[first, "day"], held.loc[last, "day"])]


@verdict_function
def election_held(evidence, election: str, when: str) -> Verdict:
    """Test the date of an election: supported if held within the article's period, else
    contradicted."""
    row, key = _election(evidence, election)
    claimed = period(when)
    held = period(known(row["held"], f"when {election} was held"))
    inside = claimed.start_time <= held.start_time and held.end_time <= claimed.end_time
    return Verdict(
        "supported" if inside else "contradicted",
        f"The vote was held on {spoken(held)}.",
        f"the date, {spoken(claimed)}",
        (key,),
    )


@verdict_function
def election_due(evidence, election: str, when: str) -> Verdict:
    """Test when an election was due, before it was brought forward.

    Supported if the recorded due date lies within the article's period, contradicted if
    outside, open if the sourced part of the due date is coarser than the claim.
    """
    row, key = _election(evidence, election)
    claimed, due = period(when), recorded(row, "due")
    if claimed.start_time <= due.start_time and due.end_time <= claimed.end_time:
        verdict = "supported"
    elif due.start_time <= claimed.start_time and claimed.end_time <= due.end_time:
        verdict = "open"
    else:
        verdict = "contradicted"
    return Verdict(
        verdict, f"The record has the vote due in {spoken(due)}.", f"due {spoken(claimed)}", (key,)
    )


@verdict_function
def held_early(evidence, election: str) -> Verdict:
    """Test whether an election came ahead of schedule.

    Supported if the day of the vote lies before the period in which it was due, contradicted
    if it lies within or after it, open if no date was due.
    """
    row, key = _election(evidence, election)
    due = recorded(row, "due")
    held = period(known(row["held"], f"when {election} was held"))
    months = months_between(held, due)
    early = held.end_time < due.start_time
    distance = f", at least {counted(months, 'month')} ahead" if early else ""
    return Verdict(
        "supported" if early else "contradicted",
        f"Held on {spoken(held)}, due in {spoken(due)}{distance}.",
        "before the due date",
        (key,),
    )


@verdict_function
def early_by(evidence, election: str, months: int, rule: str = "") -> Verdict:
    """Test whether an election came ahead of schedule by as much as the article says.

    Without `rule` the due date is taken only as finely as it is sourced: supported if the
    article's number of months lies within the span this leaves. With `rule`, an event that
    records that regular elections fall in December, the due month is December of the due year:
    supported within two months of the article's number. Otherwise refined if the vote was
    early at all, else contradicted.
    """
    row, key = _election(evidence, election)
    held, due = period(row["held"]), recorded(row, "due")
    rows = [key]
    if rule:
        find(evidence, "events", rule)
        rows.append(f"events:{rule}")
        due = pd.Period(f"{due.year}-12", freq="M")
    least = months_between(held, due)
    most = months_between(held, period(str(due.end_time.date())))
    slack = 2 if rule else 0
    if least - slack <= months <= most + slack:
        verdict = "supported"
    else:
        verdict = "refined" if least > 0 else "contradicted"
    span = counted(least, "month") if least == most else f"{least} to {most} months"
    basis = (
        "counted to the December of the rule" if rule else "as far as sources carry the due date"
    )
    return Verdict(
        verdict,
        f"Held on {spoken(held)}, due in {spoken(due)}: {span} ahead, where the article's "
        f"figure amounts to {months}.",
        basis,
        tuple(rows),
    )


@verdict_function
def short_notice(evidence, election: str, days: int) -> Verdict:
    """Test whether an election was called at short notice.

    Supported if at most `days` lie between the act that called it and the vote, else
    contradicted; open if the record does not date the act.
    """
    row = find(evidence, "notice", election)
    called = period(known(row["called"], f"the day of the act that called {election}"))
    held = period(known(row["held"], f"when {election} was held"))
    notice = (held.start_time - called.start_time).days
    return Verdict(
        "supported" if notice <= days else "contradicted",
        f"Called on {spoken(called)} and held on {spoken(held)}: {notice} days.",
        f"called {days} days ahead or fewer",
        (f"notice:{election}",),
    )


_SELECTIONS = {
    "article": "the seven from 1994 to 2016",
    "mazhilis": "elections of the Mazhilis",
    "all": "all elections since 1990",
}


@verdict_function
def early_parliamentary_elections(
    evidence, early: int, of: int, selection: str, annulled: bool, until: int
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
    frame = _held(evidence.parliamentary)
    frame = frame[frame["day"].dt.year <= until]
    if selection == "article":
        frame = frame[frame["counted_by_article"].fillna(False).astype(bool)]
    elif selection == "mazhilis":
        frame = frame[frame["chamber"].astype("string") == "Mazhilis"]
    is_early = frame["early"].fillna(False).astype(bool)
    if not annulled:
        is_early &= frame["ending"].astype("string") != "annulment"
    count, total = int(is_early.sum()), len(frame)
    if total == 0:
        raise Undecidable("No election answers to the definition.")
    if (count, total) == (early, of):
        verdict = "supported"
    else:
        verdict = "refined" if 2 * count > total else "contradicted"
    years = ", ".join(str(day.year) for day in frame["day"][is_early])
    definition = f"{_SELECTIONS[selection]}, to {until}"
    if not annulled:
        definition += ", the vote after the annulment of 1995 not taken as early"
    reason = f"{figure(count).capitalize()} of {figure(total)} were early ({years})."
    rows = tuple(f"parliamentary:{key}" for key in frame["election"])
    return Verdict(verdict, reason, definition, rows)


_COUNTINGS = {
    "popular": "popular votes alone",
    "all": "every accession, the deputies' vote of 1990 included",
    "constitution": "votes under the constitution of 1995",
}


@verdict_function
def nth_win(evidence, election: str, winner: str, n: int, counting: str) -> Verdict:
    """Test which victory of a president an election was.

    Supported if it is the `n`-th under the counting, else contradicted. Countings: popular
    votes; all elections; those held after the constitution of 1995 came into force.
    """
    if counting not in _COUNTINGS:
        raise TransitError(f"counting is one of {', '.join(_COUNTINGS)}, not {counting!r}")
    row, key = _election(evidence, election)
    frame = _held(evidence.presidential)
    frame = frame[frame["day"] <= period(row["held"]).start_time]
    frame = frame[frame["winner"].astype("string") == winner]
    rows = [key]
    if counting == "popular":
        frame = frame[frame["vote"].astype("string") == "popular"]
    elif counting == "constitution":
        rows.append("changes:C1995")
        start = period(act(evidence, "C1995")["adopted"]).start_time
        frame = frame[frame["day"] > start]
    years = ", ".join(str(day.year) for day in frame["day"])
    return Verdict(
        "supported"
        if len(frame) == n and frame["election"].iloc[-1] == election
        else "contradicted",
        f"By then {surname(winner)} had won {times(len(frame))}: {years}.",
        _COUNTINGS[counting],
        tuple(rows),
    )


@verdict_function
def won(evidence, election: str, winner: str) -> Verdict:
    """Test who won a presidential election: supported if the record names the same winner."""
    row, key = _election(evidence, election)
    held = period(row["held"])
    found = known(row["winner"], f"the winner of {election}")
    reason = (
        f"{found} won on {spoken(held)} with {plain(float(row['winner_share']))} per cent, "
        f"turnout {plain(float(row['turnout']))}."
    )
    return Verdict("supported" if winner == found else "contradicted", reason, "the winner", (key,))


@verdict_function
def chosen_by(evidence, election: str, vote: str) -> Verdict:
    """Test whether a president was chosen by deputies (indirect) or by the people (popular).

    Supported if the record has the same kind of vote, else contradicted.
    """
    row, key = _election(evidence, election)
    found = str(row["vote"])
    voters = {"indirect": "by deputies", "popular": "by popular vote"}
    return Verdict(
        "supported" if found == vote else "contradicted",
        f"The record has the election of {spoken(period(row['held']))} {voters[found]}: "
        f"{plain(float(row['winner_share']))} per cent for {row['winner']}.",
        voters[vote],
        (key,),
    )


@verdict_function
def contested(evidence, election: str) -> Verdict:
    """Test whether voters could choose between candidates.

    Supported with two or more candidates, refined with one: the vote was held, but was no
    contest.
    """
    row, key = _election(evidence, election)
    count = int(known(row["candidates"], f"the number of candidates of {election}"))
    return Verdict(
        "supported" if count > 1 else "refined",
        f"{counted(count, 'candidate').capitalize()} stood; {row['winner']} received "
        f"{plain(float(row['winner_share']))} per cent.",
        "a contest between candidates",
        (key,),
    )


@verdict_function
def nominated_by(evidence, election: str, candidate: str, nominator: str) -> Verdict:
    """Test who put a candidate forward: supported if the record names the same nominator."""
    _, key = _election(evidence, election)
    frame = deciding(evidence.candidates)
    frame = frame[
        (frame["election"].astype("string") == election)
        & (frame["candidate"].astype("string") == candidate)
    ]
    if frame.empty:
        raise Undecidable(f"No candidate {surname(candidate)} is on record for {election}.")
    found = frame["nominator"].iloc[0]
    return Verdict(
        "supported" if found == nominator else "contradicted",
        f"{frame['candidate'].iloc[0]} stood for {found}.",
        f"nomination by {nominator}",
        (key, f"candidates:{election}"),
    )


@verdict_function
def first_without(evidence, candidate: str, election: str) -> Verdict:
    """Test whether an election was the first in which someone did not stand.

    Supported if the person stood in every earlier presidential election on record and not in
    this one; contradicted otherwise.
    """
    row, key = _election(evidence, election)
    frame = _held(evidence.presidential)
    frame = frame[frame["day"] <= period(row["held"]).start_time]
    standing = evidence.candidates
    standing = set(
        standing.loc[standing["candidate"].astype("string") == candidate, "election"].astype(
            "string"
        )
    )
    without = [e for e in frame["election"].astype("string") if e not in standing]
    years = [str(day.year) for day in frame.loc[frame["election"].isin(without), "day"]]
    earlier = len(frame) - 1
    reason = (
        f"{surname(candidate)} is among the candidates of {len(frame) - len(without)} of "
        f"{len(frame)} presidential elections to {spoken(period(row['held']))}; "
        f"missing from {'that of ' if years else 'none'}{', '.join(years)}."
    )
    return Verdict(
        "supported" if without == [election] and earlier > 0 else "contradicted",
        reason,
        "not on the ballot",
        (key, "candidates"),
    )


@verdict_function
def one_winner(evidence, first: str, last: str) -> Verdict:
    """Test whether the presidency stayed with one person from one election to another.

    Supported if every election had the same winner, else contradicted.
    """
    frame = _between(evidence.presidential, first, last)
    winners = sorted(set(frame["winner"].astype("string")))
    reason = (
        f"{counted(len(frame), 'presidential election').capitalize()} from "
        f"{frame['day'].iloc[0].year} to {frame['day'].iloc[-1].year} were won by "
        f"{', '.join(winners)}."
    )
    return Verdict(
        "supported" if len(winners) == 1 else "contradicted",
        reason,
        "the presidency itself",
        tuple(f"presidential:{key}" for key in frame["election"]),
    )


@verdict_function
def no_competition(evidence, first: str, last: str, margin: float) -> Verdict:
    """Test whether presidential elections lacked competition.

    Supported if in every election the winner was at least `margin` percentage points ahead of
    the runner-up, refined if in more than half of them, else contradicted. Candidates whose
    figures rest on general knowledge are left out; the runner-up's never do.
    """
    frame = _between(evidence.presidential, first, last)
    candidates = deciding(evidence.candidates)
    leads = {}
    for key in frame["election"].astype("string"):
        ranked = candidates[
            (candidates["election"].astype("string") == key) & candidates["rank"].isin([1, 2])
        ].set_index("rank")["share"]
        if {1, 2} <= set(ranked.index):
            leads[key] = float(ranked[1] - ranked[2])
    if not leads:
        raise Undecidable("No runner-up is on record for these elections.")
    hits = sum(lead >= margin for lead in leads.values())
    verdict = (
        "supported"
        if hits == len(leads)
        else "refined"
        if 2 * hits > len(leads)
        else "contradicted"
    )
    listed = ", ".join(f"{key[1:]}: {plain(lead, 1)}" for key, lead in leads.items())
    return Verdict(
        verdict,
        f"The winner's lead in percentage points was {listed}.",
        f"a lead of {plain(margin, 0)} points or more",
        tuple(f"candidates:{key}" for key in leads),
    )


@verdict_function
def plebiscitary(evidence, first: str, last: str, turnout: float, winner_share: float) -> Verdict:
    """Test whether popular presidential votes had the pattern of mobilisation.

    The pattern is a turnout and a winner's share above the two thresholds; it is compatible
    with mobilisation from above and does not prove the purpose. Supported if every vote shows
    it, refined if more than half do, else contradicted.
    """
    frame = _between(evidence.presidential, first, last)
    frame = frame[frame["vote"].astype("string") == "popular"]
    hits = (frame["turnout"] >= turnout) & (frame["winner_share"] >= winner_share)
    count, total = int(hits.sum()), len(frame)
    verdict = "supported" if count == total else "refined" if 2 * count > total else "contradicted"
    listed = "; ".join(
        f"{day.year}: {plain(float(t), 1)} and {plain(float(s), 1)}"
        for day, t, s in zip(frame["day"], frame["turnout"], frame["winner_share"], strict=True)
    )
    return Verdict(
        verdict,
        f"Turnout and winner's share, per cent: {listed}.",
        f"turnout of {plain(turnout, 0)} and a share of {plain(winner_share, 0)} per cent or more",
        tuple(f"presidential:{key}" for key in frame["election"]),
    )


@verdict_function
def opposition_shut_out(evidence, first: str, last: str, most: float) -> Verdict:
    """Test whether the opposition was kept out of parliament.

    Supported if it won at most `most` per cent of the seats at every election, refined if at
    more than half of them, else contradicted. Which parties count as opposition is our coding.
    """
    frame = _between(evidence.parliamentary, first, last)
    seats = deciding(evidence.seats)
    shares = {}
    for key, total in zip(frame["election"].astype("string"), frame["seats"], strict=True):
        rows = seats[seats["election"].astype("string") == key]
        if rows.empty:
            continue
        opposition = rows.loc[rows["bloc"].astype("string") == "opposition", "seats"].sum()
        shares[key] = share(float(opposition), float(total))
    if not shares:
        raise Undecidable("No seats are on record for these elections.")
    hits = sum(value <= most for value in shares.values())
    verdict = (
        "supported"
        if hits == len(shares)
        else "refined"
        if 2 * hits > len(shares)
        else "contradicted"
    )
    listed = ", ".join(f"{key[1:]}: {plain(value, 1)}" for key, value in shares.items())
    return Verdict(
        verdict,
        f"The opposition's share of the seats in per cent was {listed}.",
        f"at most {plain(most, 0)} per cent of the seats",
        tuple(f"seats:{key}" for key in shares),
    )


@verdict_function
def parties_in_parliament(evidence, first: str, last: str, at_least: int) -> Verdict:
    """Test whether parliament held several parties.

    Counts named parties and movements with a seat, without independents, appointed and
    reserved seats. Supported if every parliament had `at_least` of them, refined if more than
    half did, else contradicted.
    """
    frame = _between(evidence.parliamentary, first, last)
    seats = deciding(evidence.seats)
    seats = seats[(seats["seats"].fillna(0) > 0) & (seats["holder"].astype("string") == "party")]
    counts = {
        key: int((seats["election"].astype("string") == key).sum())
        for key in frame["election"].astype("string")
    }
    hits = sum(count >= at_least for count in counts.values())
    verdict = (
        "supported"
        if hits == len(counts)
        else "refined"
        if 2 * hits > len(counts)
        else "contradicted"
    )
    listed = ", ".join(f"{key[1:]}: {count}" for key, count in counts.items())
    return Verdict(
        verdict,
        f"Parties and movements with a seat: {listed}.",
        f"{figure(at_least)} parties or more in parliament",
        tuple(f"seats:{key}" for key in counts),
    )


@verdict_function
def early_vote_enlarged_majority(evidence, elections: tuple[str, ...]) -> Verdict:
    """Test whether early elections enlarged the president's bloc in parliament.

    Compares the bloc's share of all seats with that after the election before. Supported if it
    rose each time, contradicted if it never did, else refined. The bloc is our coding.
    """
    order = list(_held(evidence.parliamentary)["election"].astype("string"))
    seats = deciding(evidence.seats)
    totals = evidence.parliamentary.set_index(evidence.parliamentary["election"].astype("string"))

    def bloc(key: str) -> float:
        rows = seats[seats["election"].astype("string") == key]
        own = rows.loc[rows["bloc"].astype("string") == "pro-presidential", "seats"].sum()
        return share(float(own), float(totals.loc[key, "seats"]))

    steps = []
    for key in elections:
        if key not in order or order.index(key) == 0:
            raise Undecidable(f"No election before {key} is on record.")
        steps.append((key, bloc(order[order.index(key) - 1]), bloc(key)))
    rises = sum(after > before for _, before, after in steps)
    verdict = "supported" if rises == len(steps) else "contradicted" if rises == 0 else "refined"
    listed = "; ".join(
        f"{key[1:]}: from {plain(before, 1)} to {plain(after, 1)}" for key, before, after in steps
    )
    return Verdict(
        verdict,
        f"The share of the president's bloc, per cent of all seats: {listed}.",
        "seats of the president's bloc, before and after",
        tuple(f"seats:{key}" for key in elections),
    )


@verdict_function
def self_nominees_gone(evidence, before: tuple[str, ...], after: str) -> Verdict:
    """Test whether self-nominated candidates disappeared from presidential elections.

    Supported if the earlier elections had some and the later one none, refined if the later
    one had fewer, else contradicted.
    """
    frame = deciding(evidence.candidates)
    own = frame[frame["nomination"].astype("string") == "self"]
    counts = {key: int((own["election"].astype("string") == key).sum()) for key in (*before, after)}
    candidates = int((frame["election"].astype("string") == after).sum())
    if candidates == 0:
        raise Undecidable(f"No candidates are on record for {after}.")
    earlier = [counts[key] for key in before]
    if counts[after] == 0 and min(earlier) > 0:
        verdict = "supported"
    else:
        verdict = "refined" if counts[after] < min(earlier) else "contradicted"
    listed = ", ".join(f"{key[1:]}: {count}" for key, count in counts.items())
    return Verdict(
        verdict,
        f"Self-nominated candidates on record: {listed}; {counted(candidates, 'candidate')} in "
        f"{after[1:]} in all.",
        "who stood before and after the rule",
        tuple(f"candidates:{key}" for key in (*before, after)),
    )


@verdict_function
def term_of_office(evidence, election: str, years: int, than: str = "") -> Verdict:
    """Test the length of the term that a president was elected for.

    Supported if the term has the article's length (and differs from that of the election
    `than`, if given), else contradicted.
    """
    row, key = _election(evidence, election)
    term = int(known(row["term_years"], f"the term of {election}"))
    rows, verdict = [key], "supported" if term == years else "contradicted"
    reason = f"The president elected on {spoken(period(row['held']))} had a term of {term} years"
    if than:
        earlier, earlier_key = _election(evidence, than)
        before = int(known(earlier["term_years"], f"the term of {than}"))
        rows.append(earlier_key)
        reason += f", the one elected in {period(earlier['held']).year} of {before}"
        if before == term:
            verdict = "contradicted"
    return Verdict(verdict, reason + ".", f"a term of {figure(years)} years", tuple(rows))


@verdict_function
def term_ends(evidence, election: str, when: str) -> Verdict:
    """Test when a term ran out: the month of the vote plus the years of the term.

    Supported if that month is the article's, refined within two months (the oath follows the
    vote), else contradicted.
    """
    row, key = _election(evidence, election)
    held = period(row["held"])
    years = int(known(row["term_years"], f"the term of {election}"))
    end = pd.Period(year=held.year + years, month=held.month, freq="M")
    gap = abs(months_between(end, period(when)))
    return Verdict(
        "supported" if gap == 0 else "refined" if gap <= 2 else "contradicted",
        f"Elected on {spoken(held)} for {figure(years)} years: to {spoken(end)}.",
        f"to {spoken(period(when))}",
        (key,),
    )


@verdict_function
def parliaments_cut_short(evidence, first: int, last: int, at_least: int) -> Verdict:
    """Test whether parliaments were repeatedly ended before their time.

    Counts dissolutions from the year `first` to `last` that led to an early election.
    Supported with `at_least` of them, refined with one, contradicted with none.
    """
    frame = deciding(evidence.parliamentary)
    frame = frame[frame["dissolved"].notna() & frame["early"].fillna(False).astype(bool)]
    dates = [period(value) for value in frame["dissolved"]]
    dates = [date for date in dates if first <= date.year <= last]
    verdict = "supported" if len(dates) >= at_least else "refined" if dates else "contradicted"
    listed = ", ".join(spoken(period(date, "month")) for date in dates)
    return Verdict(
        verdict,
        f"Parliament ended early {times(len(dates))} from {first} to {last}"
        f"{f' ({listed})' if listed else ''}.",
        f"parliaments that did not serve out their term, {first} to {last}",
        tuple(f"parliamentary:{key}" for key in frame["election"]),
    )


@verdict_function
def electoral_system_changed(evidence, first: str, last: str, at_least: int) -> Verdict:
    """Test whether the rules for electing parliament kept changing.

    Two elections differ if the number of seats filled in districts, from party lists or by a
    body or person differs. Supported with `at_least` changes, refined with fewer,
    contradicted with none.
    """
    frame = _between(evidence.parliamentary, first, last)
    ways = ["district_seats", "list_seats", "named_seats", "named_by"]
    kinds = list(frame[ways].astype("string").fillna("").itertuples(index=False, name=None))
    years = [day.year for day in frame["day"]]
    changed = [year for year, a, b in zip(years[1:], kinds, kinds[1:], strict=False) if a != b]
    verdict = "supported" if len(changed) >= at_least else "refined" if changed else "contradicted"
    return Verdict(
        verdict,
        f"From {years[0]} to {years[-1]} the system changed {times(len(changed))}"
        f"{': with the elections of ' if changed else ''}{', '.join(map(str, changed))}.",
        f"{figure(at_least)} changes or more",
        tuple(f"parliamentary:{key}" for key in frame["election"]),
    )


@verdict_function
def took_office_before_vote(evidence, event: str, election: str) -> Verdict:
    """Test whether an election made its winner president.

    Refined if the winner already held the office: the vote confirmed a succession. Supported
    if the office followed the vote.
    """
    row, key = _election(evidence, election)
    start = find(evidence, "events", event)
    held, sworn = period(row["held"]), recorded(start)
    days = (held.start_time - sworn.start_time).days
    return Verdict(
        "refined" if days > 0 else "supported",
        f"{row['winner']} won on {spoken(held)}; “{start['title']}” is dated {spoken(sworn)}, "
        f"{abs(days)} days {'earlier' if days > 0 else 'later'}.",
        "the vote as the way into office",
        (key, f"events:{event}"),
    )


@verdict_function
def prolonged_rule(evidence, winner: str, last: str, at_least: int) -> Verdict:
    """Test whether a ruler repeatedly prolonged his stay in office.

    Counts early presidential elections that the incumbent won, and referendums that extended
    a term, up to the election `last`. Supported with `at_least`, refined with one or more,
    contradicted with none. The motive is not tested.
    """
    end = period(_election(evidence, last)[0]["held"]).start_time
    votes = _held(evidence.presidential)
    votes = votes[
        (votes["day"] <= end)
        & votes["early"].fillna(False).astype(bool)
        & (votes["winner"].astype("string") == winner)
    ]
    polls = _held(evidence.referendums)
    polls = polls[
        (polls["day"] <= end)
        & (polls["question"].astype("string") == "term")
        & (polls["outcome"].astype("string") == "adopted")
    ]
    count = len(votes) + len(polls)
    years = sorted([d.year for d in votes["day"]] + [d.year for d in polls["day"]])
    verdict = "supported" if count >= at_least else "refined" if count else "contradicted"
    return Verdict(
        verdict,
        f"{counted(len(votes), 'early election').capitalize()} won in office "
        f"and {counted(len(polls), 'referendum')} on a longer term: "
        f"{', '.join(map(str, years)) or 'none'}.",
        "early votes and term extensions",
        (
            *(f"presidential:{key}" for key in votes["election"]),
            *(f"referendums:{key}" for key in polls["referendum"]),
        ),
    )


@verdict_function
def referendum_gave(evidence, referendum: str, what: str) -> Verdict:
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
        f"The question put on {spoken(period(row['held']))} was: {subject[0].lower()}{subject[1:]}. "
        f"It carried with {plain(float(row['yes_share']))} per cent.",
        f"power as {text[what]}",
        (f"referendums:{referendum}",),
    )
