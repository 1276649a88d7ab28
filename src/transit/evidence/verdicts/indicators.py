"""Tests of claims that country-year series can decide.

Expert-coded indices measure what country experts perceive, on scales without natural units.
Where a series carries the bounds of its measurement model, a difference counts only if the
bounds do not overlap; where it has none, a threshold stands in the test's arguments and the
reason prints the numbers.
"""

from transit.errors import TransitError
from transit.evidence.verdicts.base import (
    CENTRAL_ASIA,
    Undecidable,
    Verdict,
    at,
    country_names,
    levels,
    plain,
    series,
    series_name,
    signed,
    span,
    verdict_function,
)
from transit.wording import figure

POLYARCHY = "vdem15_v2x_polyarchy"
REGIME = "vdem15_v2x_regime"
GROWTH = "wdi_gdp_growth"
STABILITY = "wgi_pv_est"
ROUNDING = 1e-9
"""Differences of values rounded to three digits are off by less than this."""


def _named(evidence, countries: tuple[str, ...]) -> str:
    names = [country_names(evidence)[c] for c in countries]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _rows(*names: str) -> tuple[str, ...]:
    return tuple(f"indicators:{name}" for name in dict.fromkeys(names))


def _majority(hits: int, total: int) -> str:
    return "supported" if 2 * hits > total else "refined" if hits else "contradicted"


@verdict_function
def more_democratic(evidence, country: str, than: str, first: int, last: int) -> Verdict:
    """Test whether one country was more democratic than another over a span of years.

    A year counts if the lower bound of the first country's electoral democracy index lies
    above the other's upper bound. Supported if that holds in more than half of the years,
    refined if in some, contradicted if in none.
    """
    a = series(evidence, POLYARCHY, country, first, last)
    b = series(evidence, POLYARCHY, than, first, last)
    both = a.add_suffix("_a").join(b.add_suffix("_b")).dropna()
    if both.empty:
        raise Undecidable(f"No year in {first}–{last} has bounds for both countries.")
    above = both[both["low_a"] > both["high_b"]]
    years = f", first in {above.index[0]}" if len(above) else ""
    return Verdict(
        _majority(len(above), len(both)),
        f"{country_names(evidence)[country]} lies above {country_names(evidence)[than]} beyond the model's bounds in "
        f"{len(above)} of {len(both)} years{years}. Series: {series_name(evidence, POLYARCHY)}.",
        f"above {country_names(evidence)[than]} beyond the bounds in most years, {first}–{last}",
        _rows(POLYARCHY),
    )


@verdict_function
def reached_regime(evidence, country: str, regime: int, last: int) -> Verdict:
    """Test whether a country was ever classed as a given type of regime or a more democratic one.

    Uses the classes of Regimes of the World: 0 closed autocracy, 1 electoral autocracy,
    2 electoral democracy, 3 liberal democracy. Supported if reached in any year to `last`,
    else contradicted.
    """
    values = series(evidence, REGIME, country, 1990, last)["value"].astype(int)
    top = int(values.max())
    regimes = levels(evidence, REGIME)
    return Verdict(
        "supported" if top >= regime else "contradicted",
        f"The highest class of {country_names(evidence)[country]} from {values.index[0]} to "
        f"{values.index[-1]} is {regimes[top]}, first in {values.idxmax()}. "
        f"Series: {series_name(evidence, REGIME)}.",
        f"{regimes[regime]} in some year",
        _rows(REGIME),
    )


@verdict_function
def never_reached(
    evidence, countries: tuple[str, ...], regime: int, first: int, last: int
) -> Verdict:
    """Test whether no country of a group was ever classed as a given type of regime.

    Supported if none was, refined if some were, contradicted if all were; classes as in
    `reached_regime`.
    """
    tops = {c: int(series(evidence, REGIME, c, first, last)["value"].max()) for c in countries}
    reached = [c for c, top in tops.items() if top >= regime]
    verdict = (
        "supported"
        if not reached
        else "refined"
        if len(reached) < len(countries)
        else "contradicted"
    )
    regimes = levels(evidence, REGIME)
    listed = "; ".join(
        f"{regimes[top]} in {_named(evidence, tuple(c for c in countries if tops[c] == top))}"
        for top in sorted(set(tops.values()), reverse=True)
    )
    return Verdict(
        verdict,
        f"The highest class from {first} to {last} is {listed}. Series: {series_name(evidence, REGIME)}.",
        f"no {regimes[regime]} in any year, {first}–{last}",
        _rows(REGIME),
    )


@verdict_function
def regime_unchanged(evidence, country: str, first: int, last: int) -> Verdict:
    """Test whether a country's type of regime changed: contradicted if it did not."""
    values = series(evidence, REGIME, country, first, last)["value"].astype(int)
    regimes = levels(evidence, REGIME)
    kinds = [regimes[k] for k in dict.fromkeys(values)]
    return Verdict(
        "contradicted" if len(kinds) == 1 else "supported",
        f"{country_names(evidence)[country]} is classed as {' and then '.join(kinds)} from "
        f"{values.index[0]} to {values.index[-1]}. Series: {series_name(evidence, REGIME)}.",
        "a new stage as a new type of regime",
        _rows(REGIME),
    )


@verdict_function
def most_democratic_in_region(evidence, country: str, first: int, last: int) -> Verdict:
    """Test whether a country was at some time the most democratic of Central Asia.

    Supported if its electoral democracy index is the highest of the five in at least one year;
    what people thought at the time is not measured.
    """
    values = {c: series(evidence, POLYARCHY, c, first, last)["value"] for c in CENTRAL_ASIA}
    years = [
        year
        for year in values[country].index
        if all(values[country][year] >= v.get(year, 0.0) for v in values.values())
    ]
    return Verdict(
        "supported" if years else "contradicted",
        f"{country_names(evidence)[country]} has the highest value of the five in {len(years)} of "
        f"{len(values[country])} years"
        + (f", {years[0]} the first and {years[-1]} the last" if years else "")
        + f". Series: {series_name(evidence, POLYARCHY)}.",
        f"highest value of the five in some year, {first}–{last}",
        _rows(POLYARCHY),
    )


@verdict_function
def checks_weaker(
    evidence, countries: tuple[str, ...], than: str, names: tuple[str, ...], year: int, ratio: float
) -> Verdict:
    """Test whether some countries had clearly weaker checks than another in a year.

    A value counts if it is at most `ratio` times the other country's. Supported if all
    countries meet this on all series, refined if some do, contradicted if none does.
    """
    parts, hits, total = [], 0, 0
    for name in names:
        base = at(evidence, name, than, year)
        values = {c: at(evidence, name, c, year) for c in countries}
        hits += sum(value <= ratio * base for value in values.values())
        total += len(values)
        listed = ", ".join(f"{country_names(evidence)[c]} {plain(v, 3)}" for c, v in values.items())
        parts.append(
            f"{series_name(evidence, name)}: {listed} against {country_names(evidence)[than]} "
            f"{plain(base, 3)}"
        )
    verdict = "supported" if hits == total else "refined" if hits else "contradicted"
    return Verdict(
        verdict,
        f"In {year}, {'; '.join(parts)}.",
        f"at most {plain(ratio, 2)} of {country_names(evidence)[than]}'s value in {year}",
        _rows(*names),
    )


@verdict_function
def gradual(evidence, country: str, name: str, first: int, last: int, window: int) -> Verdict:
    """Test whether a change was spread over the years.

    Compares the largest move within `window` years with the whole move from `first` to `last`.
    Supported if it is at most half of the whole, refined up to two thirds, contradicted beyond.
    """
    values = series(evidence, name, country, first, last)["value"]
    if not {first, last} <= set(values.index):
        raise Undecidable(f"{name} has no value for {country} in {first} or {last}.")
    whole = float(values[last] - values[first])
    if whole == 0:
        raise Undecidable(f"{name} is the same in {first} and {last}.")
    moves = {
        year: float(values[year + window] - values[year]) / whole
        for year in values.index
        if year + window in values.index
    }
    start = max(moves, key=moves.__getitem__)
    part = moves[start]
    verdict = "supported" if part <= 1 / 2 else "refined" if part <= 2 / 3 else "contradicted"
    return Verdict(
        verdict,
        f"From {first} to {last} the index moves from {plain(float(values[first]), 3)} to "
        f"{plain(float(values[last]), 3)}; {plain(100 * part, 0)} per cent of that came between "
        f"{start} and {start + window}. Series: {series_name(evidence, name)}.",
        f"no more than half of the change of {first}–{last} within {figure(window)} years",
        _rows(name),
    )


@verdict_function
def later_than(
    evidence, country: str, than: tuple[str, ...], name: str, below: float, first: int, last: int
) -> Verdict:
    """Test whether checks fell later in one country than in others.

    Compares the first year in which the series lies below `below`. Supported if the country
    crosses later than all others (or never), refined if later than some, else contradicted.
    """

    def crossing(code: str) -> int | None:
        values = series(evidence, name, code, first, last)["value"]
        low = values[values < below]
        return None if low.empty else int(low.index[0])

    own, others = crossing(country), {c: crossing(c) for c in than}
    crossed = {c: year for c, year in others.items() if year is not None}
    later = [c for c, year in crossed.items() if own is None or own > year]
    verdict = "supported" if len(later) == len(others) else "refined" if later else "contradicted"
    listed = ", ".join(
        f"{country_names(evidence)[c]} {year if year is not None else 'never'}"
        for c, year in {country: own, **others}.items()
    )
    return Verdict(
        verdict,
        f"First year below {plain(below)} from {first} on: {listed}. "
        f"Series: {series_name(evidence, name)}.",
        "later than in the countries named",
        _rows(name),
    )


@verdict_function
def against_world(
    evidence,
    countries: tuple[str, ...],
    name: str,
    side: str,
    first: int,
    last: int,
    times: float = 1.0,
) -> Verdict:
    """Test whether values stayed above or below the world median (times a factor).

    Supported if this holds for every country and year, refined if for more than half of them,
    contradicted otherwise.
    """
    if side not in ("above", "below"):
        raise TransitError(f"side is above or below, not {side!r}")
    world = times * series(evidence, name, "WLD", first, last)["value"]
    hits = total = 0
    spans = []
    for code in countries:
        values = series(evidence, name, code, first, last)["value"]
        values = values[values.index.isin(world.index)]
        ahead = values > world[values.index]
        hits += int(ahead.sum() if side == "above" else (~ahead).sum())
        total += len(values)
        spans.append(
            f"{country_names(evidence)[code]} {plain(float(values.min()))} to {plain(float(values.max()))}"
        )
    verdict = "supported" if hits == total else "refined" if 2 * hits > total else "contradicted"
    factor = "" if times == 1.0 else f" times {plain(times, 1)}"
    return Verdict(
        verdict,
        f"{hits} of {total} values from {first} to {last} lie {side} the world median{factor} "
        f"({plain(float(world.min()))} to {plain(float(world.max()))}): {', '.join(spans)}. "
        f"Series: {series_name(evidence, name)}.",
        f"{side} the world median{factor} every year, {first}–{last}",
        _rows(name),
    )


@verdict_function
def index_moved(
    evidence, country: str, name: str, direction: str, first: int, last: int, by: float
) -> Verdict:
    """Test whether an index rose, fell or did not rise between two years.

    For rise and fall: supported if the move in that direction is at least `by` and, where the
    series has bounds, the bounds of the two years do not overlap; refined if the move is at
    least half of `by`, or as large as `by` but within the bounds; contradicted otherwise. For
    "no-rise": supported if the index did not rise by `by` or more, else contradicted.
    """
    frame = series(evidence, name, country, first, last)
    if not {first, last} <= set(frame.index):
        raise Undecidable(f"{name} has no value for {country} in {first} or {last}.")
    start, end = frame.loc[first], frame.loc[last]
    move = float(end["value"] - start["value"])
    bounded = bool(frame.loc[[first, last], ["low", "high"]].notna().all(axis=None))
    if direction == "no-rise":
        verdict = "contradicted" if move >= by - ROUNDING else "supported"
    elif direction in ("rise", "fall"):
        sign = 1 if direction == "rise" else -1
        apart = not bounded or (
            end["low"] > start["high"] if sign > 0 else end["high"] < start["low"]
        )
        if sign * move >= by - ROUNDING and apart:
            verdict = "supported"
        else:
            verdict = "refined" if sign * move >= by / 2 - ROUNDING else "contradicted"
    else:
        raise TransitError(f"direction is rise, fall or no-rise, not {direction!r}")
    digits = 3 if max(abs(start["value"]), abs(end["value"])) < 10 else 1
    bounds = (
        f" (bounds {plain(start['low'], 3)}–{plain(start['high'], 3)} and "
        f"{plain(end['low'], 3)}–{plain(end['high'], 3)})"
        if bounded
        else ""
    )
    words = {"rise": "a rise", "fall": "a fall", "no-rise": "no rise"}[direction]
    return Verdict(
        verdict,
        f"{country_names(evidence)[country]} {plain(start['value'], digits)} in {first}, "
        f"{plain(end['value'], digits)} in {last}{bounds}: {signed(move, digits)}. "
        f"Series: {series_name(evidence, name)}.",
        f"{words} of {plain(by)} or more, {first} to {last}",
        _rows(name),
    )


@verdict_function
def stayed_level(
    evidence, country: str, name: str, first: int, last: int, within: float
) -> Verdict:
    """Test whether an index stayed within a band over a span of years.

    Supported if the distance between its highest and lowest value is at most `within`, refined
    up to twice that, contradicted beyond.
    """
    values = series(evidence, name, country, first, last)["value"]
    width = float(values.max() - values.min())
    verdict = (
        "supported" if width <= within else "refined" if width <= 2 * within else "contradicted"
    )
    return Verdict(
        verdict,
        f"From {values.index[0]} to {values.index[-1]} the index lies between "
        f"{plain(float(values.min()), 3)} and {plain(float(values.max()), 3)}. "
        f"Series: {series_name(evidence, name)}.",
        f"within a band of {plain(within)}, {first}–{last}",
        _rows(name),
    )


@verdict_function
def no_gain_at(evidence, country: str, name: str, years: tuple[str, ...], by: float) -> Verdict:
    """Test whether parliament lost weight with each of several events.

    For every year, compares the value of the year after with that of the year before.
    Supported if each step is a fall of at least `by`, refined if some are, contradicted if
    none is.
    """
    steps = {}
    for year in map(int, years):
        steps[year] = at(evidence, name, country, year + 1) - at(evidence, name, country, year - 1)
    falls = sum(step <= -by + ROUNDING for step in steps.values())
    verdict = "supported" if falls == len(steps) else "refined" if falls else "contradicted"
    listed = ", ".join(f"around {year}: {signed(step, 3)}" for year, step in steps.items())
    return Verdict(
        verdict,
        f"The index moves {listed}. Series: {series_name(evidence, name)}.",
        f"a fall of {plain(by)} or more each time",
        _rows(name),
    )


@verdict_function
def rose_across_region(evidence, name: str, first: int, last: int, by: float) -> Verdict:
    """Test whether an index rose in all five countries of Central Asia.

    Supported if it rose by at least `by` in every one, refined if in more than half, else
    contradicted.
    """
    moves = {c: at(evidence, name, c, last) - at(evidence, name, c, first) for c in CENTRAL_ASIA}
    rises = sum(move >= by - ROUNDING for move in moves.values())
    verdict = (
        "supported"
        if rises == len(moves)
        else "refined"
        if 2 * rises > len(moves)
        else "contradicted"
    )
    listed = ", ".join(f"{country_names(evidence)[c]} {signed(move)}" for c, move in moves.items())
    return Verdict(
        verdict,
        f"Change from {first} to {last}: {listed}. Series: {series_name(evidence, name)}.",
        f"a rise of {plain(by)} or more in all five countries",
        _rows(name),
    )


@verdict_function
def growth_slower(
    evidence, country: str, first: int, last: int, than_first: int, than_last: int
) -> Verdict:
    """Test whether the economy grew more slowly in one span of years than in another.

    Compares mean yearly growth of gross domestic product. Supported if slower by half a
    percentage point or more, refined if slower by less, which is within revisions of the
    accounts, contradicted if not slower.
    """
    now = float(series(evidence, GROWTH, country, first, last)["value"].mean())
    then = float(series(evidence, GROWTH, country, than_first, than_last)["value"].mean())
    gap = now - then
    verdict = "supported" if gap <= -0.5 else "refined" if gap < 0 else "contradicted"
    return Verdict(
        verdict,
        f"Mean growth {plain(now, 1)} per cent a year in {span(first, last)} against "
        f"{plain(then, 1)} in {span(than_first, than_last)}. Series: {series_name(evidence, GROWTH)}.",
        f"{span(first, last)} against {span(than_first, than_last)}",
        _rows(GROWTH),
    )


def _cumulative(evidence, country: str, first: int, last: int) -> float:
    values = series(evidence, GROWTH, country, first, last)["value"]
    if len(values) < last - first + 1:
        raise Undecidable(f"{GROWTH} lacks years for {country} in {first}–{last}.")
    return 100 * (float((1 + values / 100).prod()) - 1)


@verdict_function
def no_slump(evidence, country: str, first: int, last: int, most: float) -> Verdict:
    """Test whether a country was spared a slump.

    Supported if output fell by less than `most` per cent over the years together, else
    contradicted.
    """
    fall = _cumulative(evidence, country, first, last)
    return Verdict(
        "supported" if fall > -most else "contradicted",
        f"Output changed by {signed(fall, 0)} per cent over {first}–{last}. "
        f"Series: {series_name(evidence, GROWTH)}.",
        f"a loss of less than {plain(most, 0)} per cent of output, {first}–{last}",
        _rows(GROWTH),
    )


@verdict_function
def slump_milder(evidence, country: str, than: tuple[str, ...], first: int, last: int) -> Verdict:
    """Test whether a country's slump was milder than its neighbours'.

    Supported if output fell less than in every one, refined if less than in half or more of
    them, else contradicted.
    """
    own = _cumulative(evidence, country, first, last)
    others = {c: _cumulative(evidence, c, first, last) for c in than}
    milder = sum(own > value for value in others.values())
    verdict = (
        "supported"
        if milder == len(others)
        else "refined"
        if 2 * milder >= len(others)
        else "contradicted"
    )
    listed = ", ".join(f"{country_names(evidence)[c]} {signed(v, 0)}" for c, v in others.items())
    return Verdict(
        verdict,
        f"Output over {first}–{last}, per cent: {country_names(evidence)[country]} {signed(own, 0)}; "
        f"{listed}. Series: {series_name(evidence, GROWTH)}.",
        f"milder than in the neighbouring countries, {first}–{last}",
        _rows(GROWTH),
    )


@verdict_function
def steadier(evidence, country: str, than: tuple[str, ...], first: int, last: int) -> Verdict:
    """Test whether a country was politically steadier than its neighbours.

    Compares the mean of the governance indicator of political stability. Supported if above
    every neighbour's mean, refined if above half of them or more, else contradicted.
    """
    own = float(series(evidence, STABILITY, country, first, last)["value"].mean())
    others = {c: float(series(evidence, STABILITY, c, first, last)["value"].mean()) for c in than}
    above = sum(own > value for value in others.values())
    verdict = (
        "supported"
        if above == len(others)
        else "refined"
        if 2 * above >= len(others)
        else "contradicted"
    )
    listed = ", ".join(f"{country_names(evidence)[c]} {signed(v)}" for c, v in others.items())
    return Verdict(
        verdict,
        f"Means of {first}–{last}: {country_names(evidence)[country]} {signed(own)}; {listed}. "
        f"Series: {series_name(evidence, STABILITY)}.",
        f"above the means of {_named(evidence, than)}, {first}–{last}",
        _rows(STABILITY),
    )


@verdict_function
def prices_rose(evidence, country: str, year: int, faster_than: int = 0) -> Verdict:
    """Test whether consumer prices rose in a year, or rose faster than in an earlier one.

    Without `faster_than`: supported if inflation was positive. With it: supported if inflation
    was higher than in that year, contradicted if not. The index covers all consumer goods, of
    which food is a part.
    """
    name = "wdi_cpi_inflation"
    now = at(evidence, name, country, year)
    reason = f"Consumer prices rose by {plain(now, 1)} per cent in {year}"
    if faster_than:
        then = at(evidence, name, country, faster_than)
        verdict = "supported" if now > then else "contradicted"
        reason += f", by {plain(then, 1)} in {faster_than}"
        definition = f"faster than in {faster_than}"
    else:
        verdict = "supported" if now > 0 else "contradicted"
        definition = f"a rise in {year}"
    return Verdict(
        verdict,
        f"{reason}. Series: {series_name(evidence, name)}.",
        definition,
        _rows(name),
    )
