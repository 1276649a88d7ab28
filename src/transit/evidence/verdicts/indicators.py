"""Tests of claims that country-year series can decide.

Expert-coded indices measure what country experts perceive, on scales without natural units.
Where a series carries the bounds of its measurement model, a difference counts only if the
bounds do not overlap; where it has none, a threshold stands in the test's arguments and the
reason prints the numbers. A value that is missing, though the series has the year for other
countries, counts both ways or leaves the claim open.
"""

from __future__ import annotations

import pandas as pd

from transit.errors import TransitError
from transit.evidence.loading import Evidence
from transit.evidence.verdicts.base import (
    Countries,
    Country,
    End,
    Limit,
    Row,
    Series,
    SeriesNames,
    Start,
    Undecidable,
    Verdict,
    verdict_function,
)
from transit.evidence.verdicts.grading import Case, by_any, by_share, by_size, settle
from transit.evidence.verdicts.records import (
    at,
    complete,
    country_names,
    levels,
    printed,
    series,
    series_name,
    signed,
    span,
    value_rows,
)
from transit.wording import figure, listed

POLYARCHY = "vdem15_v2x_polyarchy"
REGIME = "vdem15_v2x_regime"
GROWTH = "wdi_gdp_growth"
PRICES = "wdi_cpi_inflation"
CENTRAL_ASIA = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
ROUNDING = 1e-9
"""Differences of values rounded to three digits are off by less than this."""
GAPS = "The series lacks values that may decide."


def _named(evidence: Evidence, countries: tuple[str, ...]) -> str:
    names = country_names(evidence)
    return listed(names[country] for country in countries)


def _present(frame: pd.DataFrame) -> list[int]:
    """Return the years of a series that have a value."""
    return [int(year) for year in frame.index[frame["value"].notna()]]


def _of(count: int, total: int, noun: str) -> str:
    """Return ``13 of 28 years``, or ``all 28 years``."""
    return f"all {total} {noun}s" if count == total else f"{count} of {total} {noun}s"


def _first(years: list[int], total: int) -> str:
    """Return the first of some years as an aside; nothing if they are all there are, or none."""
    return f", first in {years[0]}" if years and len(years) < total else ""


def _times(factor: float) -> str:
    """Return a factor as words have it: half, twice, or ``0.4 times``."""
    return {0.5: "half", 1.0: "", 2.0: "twice"}.get(factor, f"{printed(factor, 2)} times")


def _range(values: pd.Series) -> str:
    """Return the least and the greatest value, or the one that both print as."""
    least, most = (printed(float(value)) for value in (values.min(), values.max()))
    return least if least == most else f"{least} to {most}"


def _called(evidence: Evidence, name: str) -> str:
    """Return the name of a series as an aside."""
    series = evidence.series.set_index("series")["name"]
    return f" ({series[name][:1].lower()}{series[name][1:]})"


def _part(share: float) -> str:
    """Return a share of a move; a part that exceeds the whole was partly undone later."""
    if share <= 1:
        return f"{printed(100 * share, 0)} per cent of that"
    return f"all of that and more ({printed(100 * share, 0)} per cent, part of it undone later)"


def _source(evidence: Evidence, *names: str) -> str:
    return f"Series: {'; '.join(series_name(evidence, name) for name in names)}."


@verdict_function
def more_democratic(
    evidence: Evidence,
    country: Country,
    than: Country,
    first: Start,
    last: End,
    name: Series = POLYARCHY,
    most: Limit = 0.5,
) -> Verdict:
    """Test whether one country was more democratic than another over a span of years.

    A year counts if the lower bound of the first country's electoral democracy index lies
    above the other's upper bound. Supported if that holds in more than the share `most` of the
    years, refined if in some, contradicted if in none.
    """
    a = series(evidence, name, country, first, last)
    b = series(evidence, name, than, first, last)
    both = a.add_suffix("_a").join(b.add_suffix("_b"))
    found: list[Case] = [
        None if pd.isna(low) or pd.isna(high) else bool(low > high)
        for low, high in zip(both["low_a"], both["high_b"], strict=True)
    ]
    verdict = by_share(found, GAPS, supported=most, refined=0)
    above = [int(y) for y, case in zip(both.index, found, strict=True) if case]
    names = country_names(evidence)
    return Verdict(
        verdict,
        f"{names[country]} lies above {names[than]} beyond the model's bounds in "
        f"{_of(len(above), len(found), 'year')}{_first(above, len(found))}. "
        f"{_source(evidence, name)}",
        f"above {names[than]} beyond the bounds in most years, {first}–{last}",
        (*value_rows(name, [country], _present(a)), *value_rows(name, [than], _present(b))),
    )


def _reached(frame: pd.DataFrame, regime: int) -> Case:
    """Return whether a class was reached, as far as its years are on record."""
    values = frame["value"]
    if (values >= regime).any():
        return True
    return None if values.isna().any() else False


@verdict_function
def never_reached(
    evidence: Evidence, countries: Countries, regime: int, first: Start, last: End
) -> Verdict:
    """Test whether no country of a group was ever classed as a given type of regime.

    Supported if none was, refined if some were, contradicted if all were; classes as in
    `reached_regime`.
    """
    frames = {c: series(evidence, REGIME, c, first, last) for c in countries}
    reached = [_reached(frame, regime) for frame in frames.values()]
    tops = {c: int(frame["value"].max()) for c, frame in frames.items()}
    regimes = levels(evidence, REGIME)
    told = "; ".join(
        f"{regimes[top]} in {_named(evidence, tuple(c for c in countries if tops[c] == top))}"
        for top in sorted(set(tops.values()), reverse=True)
    )
    return Verdict(
        by_share([None if case is None else not case for case in reached], GAPS, refined=0),
        f"The highest class from {first} to {last} is {told}. {_source(evidence, REGIME)}",
        f"no {regimes[regime]} in any year, {first}–{last}",
        _rows_of(REGIME, frames),
    )


def _rows_of(name: str, frames: dict[str, pd.DataFrame]) -> tuple[Row, ...]:
    """Return the rows of several countries that have a value."""
    return tuple(
        row
        for country, frame in frames.items()
        for row in value_rows(name, [country], _present(frame))
    )


@verdict_function
def most_democratic_in_region(
    evidence: Evidence,
    country: Country,
    first: Start,
    last: End,
    of: Countries = CENTRAL_ASIA,
    name: Series = POLYARCHY,
) -> Verdict:
    """Test whether a country was at some time the most democratic of Central Asia.

    Supported if its electoral democracy index is the highest of the five in at least one year,
    else contradicted; what people thought at the time is not measured.
    """
    frames = {c: series(evidence, name, c, first, last) for c in of}
    own = frames[country]["value"]
    others = pd.DataFrame({c: frame["value"] for c, frame in frames.items() if c != country})

    def leads(year: int) -> Case:
        row = others.loc[year]
        if pd.isna(own[year]):
            return None
        if (row > own[year]).any():
            return False
        return None if row.isna().any() else True

    judged = {int(year): leads(year) for year in own.index}
    years = [year for year, case in judged.items() if case]
    return Verdict(
        by_any(judged.values(), GAPS),
        f"{country_names(evidence)[country]} has the highest value of the five in "
        f"{_of(len(years), len(own), 'year')}"
        + (f", {years[0]} the first and {years[-1]} the last" if years else "")
        + f". {_source(evidence, name)}",
        f"highest value of the five in some year, {first}–{last}",
        _rows_of(name, frames),
    )


@verdict_function
def checks_weaker(
    evidence: Evidence,
    countries: Countries,
    than: Country,
    names: SeriesNames,
    year: Start,
    ratio: Limit,
) -> Verdict:
    """Test whether some countries had clearly weaker checks than another in a year.

    A value counts if it is at most `ratio` times the other country's. Supported if all
    countries meet this on all series, refined if some do, contradicted if none does.
    """
    words = country_names(evidence)
    parts: list[str] = []
    found: list[Case] = []
    rows: list[Row] = []
    for name in names:
        base = at(evidence, name, than, year)
        values = {c: at(evidence, name, c, year) for c in countries}
        found += [value <= ratio * base for value in values.values()]
        rows += value_rows(name, (than, *countries), [year])
        told = listed(f"{printed(v, 3)} in {words[c]}" for c, v in values.items())
        called = _called(evidence, name) if len(names) > 1 else ""
        parts.append(f"{told} against {printed(base, 3)} in {words[than]}{called}")
    return Verdict(
        by_share(found, GAPS, refined=0),
        f"In {year} the ratings were {'; '.join(parts)}. {_source(evidence, *names)}",
        f"at most {_times(ratio)} {words[than]}'s value in {year}",
        tuple(rows),
    )


@verdict_function
def gradual(
    evidence: Evidence,
    country: Country,
    name: Series,
    first: Start,
    last: End,
    window: int,
    most: Limit = 0.5,
    partly: Limit = 0.67,
) -> Verdict:
    """Test whether a change was spread over the years.

    Compares the largest move within `window` years or fewer with the whole move from `first` to
    `last`; of equal moves the shortest is named.
    Supported if it is at most the share `most` of the whole, refined up to the share `partly`,
    contradicted beyond.
    """
    if not 0 < window < last - first:
        raise TransitError(
            f"gradual: a window of {window} years says nothing about {span(first, last)}; "
            "take a longer span or a shorter window"
        )
    values = complete(evidence, name, country, first, last)["value"]
    if not {first, last} <= set(values.index):
        raise Undecidable(f"{name} has no value for {country} in {first} or {last}.")
    whole = float(values[last] - values[first])
    if whole == 0:
        raise Undecidable(f"{name} is the same in {first} and {last}.")
    moves = {
        (year, year + step): float(values[year + step] - values[year]) / whole
        for step in range(1, window + 1)
        for year in values.index
        if year + step in values.index
    }
    if not moves:
        raise Undecidable(f"{name} has no values {window} years apart in {span(first, last)}.")
    start, end = max(moves, key=moves.__getitem__)
    return Verdict(
        by_size(moves[start, end], most, partly),
        f"From {first} to {last} the index moves from {printed(float(values[first]), 3)} to "
        f"{printed(float(values[last]), 3)}; {_part(moves[start, end])} came between {start} and "
        f"{end}. {_source(evidence, name)}",
        f"no more than half of the change of {first}–{last} within {figure(window)} years",
        value_rows(name, [country], values.index),
    )


@verdict_function
def against_world(
    evidence: Evidence,
    countries: Countries,
    name: Series,
    side: str,
    first: Start,
    last: End,
    times: Limit = 1.0,
) -> Verdict:
    """Test whether values stayed above or below the world median (times a factor).

    Supported if this holds for every country and year, refined if for more than half of them,
    contradicted otherwise.
    """
    if side not in ("above", "below"):
        raise TransitError(f"side is above or below, not {side!r}")
    world = series(evidence, name, "WLD", first, last)
    medians = times * world["value"]
    frames = {c: series(evidence, name, c, first, last) for c in countries}
    judged: list[Case] = []
    for frame in frames.values():
        for value, median in zip(frame["value"], medians, strict=True):
            if pd.isna(value) or pd.isna(median):
                judged.append(None)
            else:
                judged.append(bool((value > median) is (side == "above")))
    names = country_names(evidence)
    spans = ", ".join(f"{names[c]} {_range(frame['value'])}" for c, frame in frames.items())
    factor = "" if times == 1.0 else f"{_times(times)} "
    return Verdict(
        by_share(judged, GAPS),
        f"{_of(sum(case is True for case in judged), len(judged), 'value').capitalize()} from "
        f"{first} to {last} lie {side} {factor}the world median ({_range(medians)}): {spans}. "
        f"{_source(evidence, name)}",
        f"{side} {factor}the world median every year, {first}–{last}",
        (*_rows_of(name, frames), *value_rows(name, ["WLD"], _present(world))),
    )


def _bounded(evidence: Evidence, name: str, country: str) -> bool:
    """Return whether the source gives the bounds of a country's values."""
    own = evidence.values.get(name, {}).get(country, {})
    return any(low == low for _, low, _ in own.values())


@verdict_function
def index_moved(
    evidence: Evidence,
    country: Country,
    name: Series,
    direction: str,
    first: Start,
    last: End,
    by: Limit,
    partly: Limit = 0.5,
) -> Verdict:
    """Test whether an index rose, fell or did not rise between two years.

    For rise and fall: supported if the move in that direction is at least `by` and, where the
    series has bounds, the bounds of the two years do not overlap; refined if the move is at
    least the share `partly` of `by`, or as large as `by` but within the bounds; contradicted
    otherwise. For "no-rise": supported if the index did not rise by `by` or more, else
    contradicted.
    """
    if direction not in ("rise", "fall", "no-rise"):
        raise TransitError(f"direction is rise, fall or no-rise, not {direction!r}")
    if first == last:
        raise TransitError(f"index_moved: a move takes two years, not {first} alone")
    start, end = (series(evidence, name, country, y, y).iloc[0] for y in (first, last))
    move = float(end["value"] - start["value"])
    bounded = direction != "no-rise" and _bounded(evidence, name, country)
    if bounded and pd.isna([start["low"], start["high"], end["low"], end["high"]]).any():
        raise Undecidable(f"{name} lacks the bounds of {country} in {first} or {last}.")
    if direction == "no-rise":
        verdict = "contradicted" if move >= by - ROUNDING else "supported"
    else:
        sign = 1 if direction == "rise" else -1
        apart = not bounded or (
            end["low"] > start["high"] if sign > 0 else end["high"] < start["low"]
        )
        verdict = by_size(sign * move, by - ROUNDING, partly * by - ROUNDING)
        if verdict == "supported" and not apart:
            verdict = "refined"
    digits = 3 if max(abs(start["value"]), abs(end["value"])) < 10 else 1
    bounds = ""
    if pd.notna([start["low"], end["low"]]).all():
        overlap = start["low"] <= end["high"] and end["low"] <= start["high"]
        bounds = (
            f"; the bounds ({printed(start['low'], 3)}–{printed(start['high'], 3)} and "
            f"{printed(end['low'], 3)}–{printed(end['high'], 3)}) "
            f"{'overlap' if overlap else 'lie apart'}"
        )
    moved = printed(abs(move), digits)
    change = f"a {'rise' if move > 0 else 'fall'} of {moved}" if move else "no change"
    words = {"rise": "a rise", "fall": "a fall", "no-rise": "no rise"}[direction]
    return Verdict(
        verdict,
        f"{country_names(evidence)[country]} stood at {printed(start['value'], digits)} in {first} "
        f"and at {printed(end['value'], digits)} in {last}, {change}{bounds}. "
        f"{_source(evidence, name)}",
        f"{words} of {printed(by)} or more, {first} to {last}",
        value_rows(name, [country], [first, last]),
    )


@verdict_function
def stayed_level(
    evidence: Evidence,
    country: Country,
    name: Series,
    first: Start,
    last: End,
    within: Limit,
    wider: Limit = 2.0,
) -> Verdict:
    """Test whether an index stayed within a band over a span of years.

    Supported if the distance between its highest and lowest value is at most `within`, refined
    up to `wider` times that, contradicted beyond.
    """
    values = complete(evidence, name, country, first, last)["value"]
    width = float(values.max() - values.min())
    return Verdict(
        by_size(width, within, wider * within),
        f"From {values.index[0]} to {values.index[-1]} the index lies between "
        f"{printed(float(values.min()), 3)} and {printed(float(values.max()), 3)}. "
        f"{_source(evidence, name)}",
        f"within a band of {printed(within)}, {first}–{last}",
        value_rows(name, [country], values.index),
    )


@verdict_function
def no_gain_at(
    evidence: Evidence, country: Country, name: Series, years: tuple[str, ...], by: Limit
) -> Verdict:
    """Test whether parliament lost weight with each of several events.

    For every year, compares the value of the year after with that of the year before.
    Supported if each step is a fall of at least `by`, refined if some are, contradicted if
    none is.
    """
    steps = {}
    for year in map(int, years):
        steps[year] = at(evidence, name, country, year + 1) - at(evidence, name, country, year - 1)
    told = listed(
        f"{f'moved by {signed(step, 3)}' if step else 'did not move'} from {year - 1} to {year + 1}"
        for year, step in steps.items()
    )
    return Verdict(
        by_share([step <= -by + ROUNDING for step in steps.values()], GAPS, refined=0),
        f"The index {told}. {_source(evidence, name)}",
        f"a fall of {printed(by)} or more each time",
        value_rows(name, [country], [y + step for y in steps for step in (-1, 1)]),
    )


@verdict_function
def rose_across_region(
    evidence: Evidence,
    name: Series,
    first: Start,
    last: End,
    by: Limit,
    countries: Countries = CENTRAL_ASIA,
) -> Verdict:
    """Test whether an index rose in all five countries of Central Asia.

    Supported if it rose by at least `by` in every one, refined if in more than half, else
    contradicted.
    """
    moves = {c: at(evidence, name, c, last) - at(evidence, name, c, first) for c in countries}
    names = country_names(evidence)
    told = ", ".join(f"{names[c]} {signed(move)}" for c, move in moves.items())
    return Verdict(
        by_share([move >= by - ROUNDING for move in moves.values()], GAPS),
        f"From {first} to {last} the index moved by these amounts: {told}. "
        f"{_source(evidence, name)}",
        f"a rise of {printed(by)} or more in all five countries",
        value_rows(name, countries, [first, last]),
    )


@verdict_function
def growth_slower(
    evidence: Evidence,
    country: Country,
    first: Start,
    last: End,
    than_first: Start,
    than_last: End,
    by: Limit = 0.5,
    name: Series = GROWTH,
) -> Verdict:
    """Test whether the economy grew more slowly in one span of years than in another.

    Compares mean yearly growth of gross domestic product. Supported if slower by `by`
    percentage points or more, refined if slower by less, which is within revisions of the
    accounts, contradicted if not slower.
    """
    now = complete(evidence, name, country, first, last)["value"]
    then = complete(evidence, name, country, than_first, than_last)["value"]
    gap = float(then.mean()) - float(now.mean())
    digits = 2 if abs(gap) < 0.1 else 1
    return Verdict(
        "supported" if gap >= by else "refined" if gap > 0 else "contradicted",
        f"{'Growth' if first == last else 'Mean growth'} was "
        f"{printed(float(now.mean()), digits)} per cent a year in {span(first, last)} against "
        f"{printed(float(then.mean()), digits)} in "
        f"{span(than_first, than_last)}. "
        f"{_source(evidence, name)}",
        f"{span(first, last)} against {span(than_first, than_last)}",
        (*value_rows(name, [country], now.index), *value_rows(name, [country], then.index)),
    )


def _cumulative(evidence: Evidence, country: str, first: int, last: int, name: str) -> float:
    """Return growth over several years together, in per cent."""
    values = complete(evidence, name, country, first, last)["value"]
    if len(values) < last - first + 1:
        raise Undecidable(f"{name} lacks years in {first}–{last}.")
    return 100 * (float((1 + values / 100).prod()) - 1)


@verdict_function
def no_slump(
    evidence: Evidence,
    country: Country,
    first: Start,
    last: End,
    most: Limit,
    name: Series = GROWTH,
) -> Verdict:
    """Test whether a country was spared a slump.

    Supported if output fell by less than `most` per cent over the years together, else
    contradicted.
    """
    fall = _cumulative(evidence, country, first, last, name)
    return Verdict(
        "supported" if fall > -most else "contradicted",
        f"Output changed by {signed(fall, 0)} per cent over {first}–{last}. "
        f"{_source(evidence, name)}",
        f"a loss of less than {printed(most, 0)} per cent of output, {first}–{last}",
        value_rows(name, [country], range(first, last + 1)),
    )


def _mean(evidence: Evidence, country: str, first: int, last: int, name: str) -> float:
    """Return the mean of a series over a span of years."""
    return float(complete(evidence, name, country, first, last)["value"].mean())


_TAKEN = {
    "mean": (_mean, "The means of {span} are", "above the means of {others}, {span}", 2),
    "together": (
        _cumulative,
        "Output changed over {span}, in per cent, by",
        "better than {others}, {span}",
        0,
    ),
}
"""How the values of a span are drawn into one, and how that is said."""


@verdict_function
def above_neighbours(
    evidence: Evidence,
    country: Country,
    than: Countries,
    name: Series,
    first: Start,
    last: End,
    taken: str = "mean",
    half: Limit = 0.5,
) -> Verdict:
    """Test whether a country fared better than its neighbours over a span of years.

    Compares the means of a series or, with `taken` together, yearly growth multiplied up.
    Supported if above every neighbour, refined if above the share `half` of them or more, else
    contradicted.
    """
    if taken not in _TAKEN:
        raise TransitError(f"taken is one of {', '.join(_TAKEN)}, not {taken!r}")
    summed, opening, definition, digits = _TAKEN[taken]
    own = summed(evidence, country, first, last, name)
    others: dict[str, float | None] = {}
    for code in than:
        try:
            others[code] = summed(evidence, code, first, last, name)
        except Undecidable:
            others[code] = None
    judged: list[Case] = [None if v is None else own > v for v in others.values()]
    sure, needed = sum(case is True for case in judged), half * len(judged)

    def grade(count: int) -> str:
        if count == len(judged):
            return "supported"
        return "refined" if count >= needed else "contradicted"

    names, words = country_names(evidence), {"span": span(first, last)}
    told = ", ".join(
        f"{names[c]} {'not on record' if v is None else signed(v, digits)}"
        for c, v in others.items()
    )
    frames = {c: series(evidence, name, c, first, last) for c in (country, *than)}
    return Verdict(
        settle((grade(sure + more) for more in range(judged.count(None) + 1)), GAPS),
        f"{opening.format(**words)} {names[country]} {signed(own, digits)}, {told}. "
        f"{_source(evidence, name)}",
        definition.format(others=_named(evidence, than), **words),
        _rows_of(name, frames),
    )


@verdict_function
def prices_rose(
    evidence: Evidence, country: Country, year: int, faster_than: int = 0, name: Series = PRICES
) -> Verdict:
    """Test whether consumer prices rose in a year, or rose faster than in an earlier one.

    Without `faster_than`: supported if inflation was positive. With it: supported if inflation
    was higher than in that year, contradicted if not. The index covers all consumer goods, of
    which food is a part.
    """
    now = at(evidence, name, country, year)
    reason = f"Consumer prices rose by {printed(now, 1)} per cent in {year}"
    years = [year]
    if faster_than:
        then = at(evidence, name, country, faster_than)
        years.append(faster_than)
        verdict = "supported" if now > then else "contradicted"
        reason += f", by {printed(then, 1)} in {faster_than}"
        definition = f"faster than in {faster_than}"
    else:
        verdict = "supported" if now > 0 else "contradicted"
        definition = f"a rise in {year}"
    return Verdict(
        verdict,
        f"{reason}. {_source(evidence, name)}",
        definition,
        value_rows(name, [country], years),
    )
