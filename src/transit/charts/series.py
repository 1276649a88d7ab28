"""Country-year series: levels, yearly changes, the economy, rules against measurement."""

from collections.abc import Mapping, Sequence

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import (
    HOLLOW,
    TOLD,
    Canvas,
    Channels,
    in_rows,
    layered,
    marks_by,
    quiet,
    saying,
)
from transit.charts.frames import drawn, name_of, need, numeric, tied
from transit.charts.layout import decimal_year, spread, written
from transit.charts.powers import Groups
from transit.charts.rows import PHONE, Rows
from transit.charts.theme import COUNTRIES, COUNTRY_DASHES
from transit.display.figure import Figure
from transit.display.lettering import text_width
from transit.errors import TransitError
from transit.wording import capital, counted, listed, number, signed, word

VALUES = ("country", "year", "series", "value")
VDEM = "V-Dem Institute, Country-Year Dataset (Coppedge et al. 2025; Pemstein et al. 2025)"
WORLD_BANK = "World Bank, World Development Indicators and Poverty and Inequality Platform"


def select(
    values: pd.DataFrame,
    series: str,
    *,
    countries: Sequence[str] | None = None,
    first: int | None = None,
    last: int | None = None,
) -> pd.DataFrame:
    """Return the rows of one series, sorted by country and year, without missing values.

    Parameters
    ----------
    values : DataFrame
        Columns country, year, series, value and, where there are bounds, low and high.
    series : str
        The series wanted.
    countries : sequence of str, optional
        The countries wanted, in this order; all by default.
    first, last : int, optional
        The first and the last year wanted.

    Returns
    -------
    DataFrame
        Columns country (str), year (int), value, low, high (float, NaN where missing).

    Raises
    ------
    TransitError
        If the series, or the series for one of the countries, is not there.
    """
    need(values, VALUES, "indicator values")
    frame = values[values["series"].astype(str) == series]
    if frame.empty:
        known = ", ".join(sorted(values["series"].astype(str).unique()))
        raise TransitError(f"indicator values: no series {series!r}; there are {known}")
    frame = pd.DataFrame(
        {
            "country": frame["country"].astype(str),
            "year": numeric(frame["year"]).astype(int),
            "value": numeric(frame["value"]),
            "low": numeric(frame["low"]) if "low" in frame else np.nan,
            "high": numeric(frame["high"]) if "high" in frame else np.nan,
        }
    ).dropna(subset="value")
    frame = frame[frame["year"].between(first if first is not None else -np.inf, last or np.inf)]
    order = list(countries) if countries is not None else list(dict.fromkeys(frame["country"]))
    absent = [country for country in order if country not in set(frame["country"])]
    if absent:
        raise TransitError(f"indicator values: {series} has no value for {', '.join(absent)}")
    rank = {country: place for place, country in enumerate(order)}
    frame = frame[frame["country"].isin(rank)]
    return frame.sort_values(
        ["country", "year"], key=lambda c: c.map(rank) if c.name == "country" else c
    ).reset_index(drop=True)


def year_axis(first: float, last: float, *, step: int = 5, labels: bool = True) -> alt.Axis:
    """Return a time axis in years with a tick every `step` years, with or without labels."""
    ticks = [year for year in range(int(first), int(last) + 1) if year % step == 0]
    if not labels:
        return alt.Axis(labels=False, ticks=False, title=None, domain=False)
    return alt.Axis(values=ticks, format="d", title=None, domain=False, labelFlush=False)


def grid_values(low: float, high: float, count: int = 5) -> list[float]:
    """Return round values from `low` to `high`, about `count` of them, for grid lines."""
    step = _round_up((high - low) / count, (1, 2, 5, 10))
    return [
        round(k * step, 9)
        for k in range(int(np.ceil(low / step - 1e-9)), int(np.floor(high / step + 1e-9)) + 1)
    ]


def value_axis(ticks: Sequence[float]) -> alt.Axis:
    """Return an axis with these ticks, without grid lines, in as many decimals as they need."""
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1
    return alt.Axis(
        title=None,
        values=list(ticks),
        grid=False,
        format=f".{_places(step)}f",
        labelOverlap=False,
    )


def grid(ticks: Sequence[float], first: float, last: float, canvas: Canvas) -> alt.Chart:
    """Return grid lines that end where the data end, so that labels beside them stay free."""
    lines = pd.DataFrame({"year": float(first), "end": float(last), "value": list(ticks)})
    mark = alt.Chart(lines).mark_rule(color=theme.GRID)
    return mark.encode(x=canvas.x("year"), x2="end:Q", y=canvas.y("value"))


def country_series(
    values: pd.DataFrame,
    series: str,
    *,
    label: str,
    countries: Sequence[str],
    names: Mapping[str, str] | None = None,
    first: int = 1990,
    last: int = 2019,
    scale: str = "0 to 1",
    decimals: int = 2,
    source: str = VDEM,
) -> Figure:
    """Draw one series for several countries as lines with labels at their ends.

    The lead country is drawn thick, with its uncertainty as a band where the data have
    bounds; the world median is dashed. The vertical axis starts at zero, or below it if a
    value is negative.

    Parameters
    ----------
    values : DataFrame
        Columns country, year, series, value and optionally low and high.
    series : str
        The series to draw.
    label : str
        Name of the measure as the text above the axis has it, without a full stop.
    countries : sequence of str
        ISO codes and WLD; the first is the lead country.
    names : mapping of str to str, optional
        Names of the countries; the code itself where there is none.
    first, last : int
        Years shown.
    scale : str
        Range and unit, printed after the label.
    decimals : int
        Decimals in labels, tooltips and finding.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns Country, Year, Value, and Low and High where the data have bounds.
    """
    frame = select(values, series, countries=countries, first=first, last=last)
    frame["name"] = [name_of(names, country) for country in frame["country"]]
    lead = countries[0]

    def draw(width: float) -> alt.LayerChart:
        chart = _levels(frame, countries, (first, last), decimals, width)
        return chart.properties(title=quiet(f"{label} ({scale})"))

    return Figure(
        draw,
        headline=_level_headline(frame, label, lead, decimals),
        description=_level_finding(frame, label, lead, decimals),
        notes=_level_notes(frame, lead),
        source=source,
        table=_in_words(frame),
    )


def _levels(
    frame: pd.DataFrame,
    countries: Sequence[str],
    years: tuple[int, int],
    decimals: int,
    width: float,
) -> alt.LayerChart:
    """Return the lines of several countries with labels at their ends."""
    (first, last), lead = years, countries[0]
    narrow = width < PHONE
    plot, height = width - 52, 260.0 if narrow else 330.0
    low = min(0.0, frame["value"].min())
    top = _round_up(max(frame["value"].max(), frame["high"].max(skipna=True)))
    line = (top - low) / height
    ends = frame.groupby("country", sort=False).tail(1).copy()
    ends["text"] = [
        name if narrow else f"{name} {number(value, decimals)}"
        for name, value in zip(ends["name"], ends["value"], strict=True)
    ]
    ends["at"] = spread(ends["value"], line * 17, low, top)
    margin = max(text_width(t, theme.BASE, bold=True) for t in ends["text"]) + 14
    room = margin / (plot - margin) * (last - first)
    ticks = grid_values(low, top)
    canvas = Canvas(
        (first, last + room),
        (low, top),
        x_axis=year_axis(first, last, step=5 if plot - margin > 8 * (last - first) else 10),
        y_axis=value_axis(ticks),
        down=False,
    )
    layers = [
        grid(ticks, first, last, canvas),
        *_band(frame[frame["country"] == lead], lead, canvas),
        *country_lines(frame, countries, canvas),
        _year_points(frame, decimals, canvas),
        *_ends(ends, countries, canvas, pixel=room / margin, line=line),
    ]
    return layered(layers, plot, height)


def country_panels(
    values: pd.DataFrame,
    series: str,
    *,
    label: str,
    countries: Sequence[str],
    names: Mapping[str, str] | None = None,
    first: int = 1990,
    last: int = 2019,
    scale: str = "0 to 1",
    decimals: int = 2,
    source: str = VDEM,
) -> Figure:
    """Draw one series in a panel per country, the lead country behind each of the others.

    Parameters
    ----------
    values : DataFrame
        Columns country, year, series, value, low and high.
    series, label, countries, names, first, last, scale, decimals, source
        As for `country_series`.

    Returns
    -------
    Figure
        Its table has columns Country, Year, Value, and Low and High where the data have bounds.
    """
    frame = select(values, series, countries=countries, first=first, last=last)
    frame["name"] = [name_of(names, country) for country in frame["country"]]

    def draw(width: float) -> alt.VConcatChart:
        across = 2 if width < PHONE else 3
        plot = (width - 30 * across - 14 * across) / across
        panels = [
            _panel(frame, country, countries[0], (first, last), plot) for country in countries
        ]
        return in_rows(panels, across, spacing=12)

    return Figure(
        draw,
        headline=_bounds_headline(frame, countries[0]),
        description=_level_finding(frame, label, countries[0], decimals),
        notes=(
            f"{label} ({scale}). Bands: the source’s uncertainty. For comparison, thin blue line: "
            f"{name_of(names, countries[0])}; dotted: the world median."
        ),
        source=source,
        table=_in_words(frame),
    )


def _panel(
    frame: pd.DataFrame, country: str, lead: str, years: tuple[int, int], plot: float
) -> alt.LayerChart:
    top = _round_up(max(frame["value"].max(), frame["high"].max(skipna=True)))
    ticks = grid_values(0, top)
    canvas = Canvas(
        years, (0, top), x_axis=year_axis(*years, step=10), y_axis=value_axis(ticks), down=False
    )
    own, blue = frame[frame["country"] == country], frame[frame["country"] == lead]
    colour = COUNTRIES.get(country, theme.QUIET)
    dash = COUNTRY_DASHES.get(country, [1, 0]) if country in theme.AGGREGATES else [1, 0]
    layers = [grid(ticks, *years, canvas), *_band(own, country, canvas)]
    if country != lead:
        behind = alt.Chart(drawn(blue)).mark_line(strokeWidth=1.2, color=COUNTRIES[lead])
        layers.append(behind.encode(x=canvas.x("year"), y=canvas.y("value")))
    for world in theme.AGGREGATES - {country}:
        other = alt.Chart(drawn(frame[frame["country"] == world]))
        layers.append(
            other.mark_line(
                strokeWidth=1.5, color=COUNTRIES[world], strokeDash=COUNTRY_DASHES[world]
            ).encode(x=canvas.x("year"), y=canvas.y("value"))
        )
    line = alt.Chart(drawn(own)).mark_line(strokeWidth=3, color=colour, strokeDash=dash)
    layers += [
        line.encode(x=canvas.x("year"), y=canvas.y("value")),
        _year_points(own, 2, canvas),
    ]
    title = alt.Title(own["name"].iloc[0], color=colour, offset=4)
    return layered(layers, plot, 110, title)


def _bounds_headline(frame: pd.DataFrame, lead: str) -> str:
    """Return how the lead country stands to the world median, its upper bound taken."""
    wide = frame.pivot(index="year", columns="country", values="value")
    names = frame.drop_duplicates("country").set_index("country")["name"]
    high = frame[frame["country"] == lead].set_index("year")["high"]
    world = next(country for country in wide if country in theme.AGGREGATES)
    both = high.dropna().index.intersection(wide[world].dropna().index)
    below = int((high[both] < wide.loc[both, world]).sum())
    years = "every year" if below == len(both) else f"{number(below)} of {number(len(both))} years"
    others = [country for country in names.index if country not in (lead, world)]
    rose = [country for country in others if (wide[country] > wide[world]).any()]
    text = f"Even by its upper bound {names[lead]} lies below the world median in {years}"
    if rose:
        told = (f"{names[c]} in {number(int((wide[c] > wide[world]).sum()))}" for c in rose)
        return f"{text}; of its neighbours only {listed(told)} ever rose above the median."
    return f"{text}; none of its neighbours ever rose above the median."


def _in_words(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table behind lines: countries by name, bounds where there are any."""
    heads = {"name": "Country", "year": "Year", "value": "Value", "low": "Low", "high": "High"}
    known = frame[list(heads)].dropna(axis="columns", how="all")
    return known.rename(columns=heads)


def _level_headline(frame: pd.DataFrame, label: str, lead: str, decimals: int) -> str:
    """Return how the lead country moved, and who stood below it in every year."""
    own = frame[frame["country"] == lead].set_index("year")
    high, low = tied(own["value"]).index, tied(own["value"], "min").index
    fell = high[-1] < low[0]
    start, end = (high[-1], low[0]) if fell else (low[-1], high[high > low[-1]].min())
    if pd.isna(end):
        start, end = own.index[0], own.index[-1]
    verb = "fell" if own["value"][end] < own["value"][start] else "rose"
    text = (
        f"{label}: {own['name'].iloc[0]} {verb} from {number(own['value'][start], decimals)} in "
        f"{start} to {number(own['value'][end], decimals)} in {end}"
    )
    below = [
        _said(str(country), part["name"].iloc[0])
        for country, part in frame[frame["country"] != lead].groupby("country", sort=False)
        if (part.set_index("year")["value"] < own["value"].reindex(part["year"]).to_numpy()).all()
    ]
    if below:
        text += f"; {listed(below)} stood below it in every year"
    return text + "."


def _level_notes(frame: pd.DataFrame, lead: str) -> str:
    own = frame[frame["country"] == lead]
    text = f"Thick: {own['name'].iloc[0]}."
    if own["low"].notna().any():
        text += " Band: the source’s uncertainty for it."
    if set(frame["country"]) & theme.AGGREGATES:
        text += " Dotted grey: the median of all countries."
    return text


def _band(own: pd.DataFrame, country: str, canvas: Canvas) -> list[alt.Chart]:
    """Return the uncertainty of a country where the data have bounds."""
    own = own[own["low"].notna() & own["high"].notna()]
    if own.empty:
        return []
    area = alt.Chart(drawn(own)).mark_area(color=COUNTRIES.get(country, theme.BLUE), opacity=0.18)
    return [area.encode(x=canvas.x("year"), y=canvas.y("low"), y2="high:Q")]


def country_lines(frame: pd.DataFrame, countries: Sequence[str], canvas: Canvas) -> list[alt.Chart]:
    """Return one line per country, the first thick and on top of the others."""
    return [
        alt.Chart(drawn(_of_series(frame[frame["country"] == country])))
        .mark_line(
            strokeWidth=2 if place else 4,
            strokeDash=COUNTRY_DASHES.get(country, [1, 0]),
            color=COUNTRIES.get(country, theme.QUIET),
        )
        .encode(x=canvas.x("year"), y=canvas.y("value"), **TOLD)
        for place, country in reversed(list(enumerate(countries)))
    ]


def _of_series(frame: pd.DataFrame) -> pd.DataFrame:
    return saying(frame, series="name" if "name" in frame else None)


def _year_points(frame: pd.DataFrame, decimals: int, canvas: Canvas) -> alt.Chart:
    """Return invisible points that tell a value when pointed at."""
    named = frame["name"] if "name" in frame else frame["country"]
    texts = [
        f"{name} {year}: {number(value, decimals)}"
        for name, year, value in zip(named, frame["year"], frame["value"], strict=True)
    ]
    told = saying(frame, texts, series="name" if "name" in frame else None)
    points = alt.Chart(drawn(told)).mark_point(opacity=0, size=120)
    return points.encode(x=canvas.x("year"), y=canvas.y("value"), **TOLD)


def _ends(
    ends: pd.DataFrame, countries: Sequence[str], canvas: Canvas, *, pixel: float, line: float
) -> list[alt.Chart]:
    """Return the labels at the ends of the lines, with leaders to those that had to move.

    A label ends `pixel` years and `line` units to the pixel.
    """
    colour = marks_by(
        "country", {country: COUNTRIES.get(country, theme.QUIET) for country in countries}
    )
    layers = []
    apart = ends[(ends["at"] - ends["value"]).abs() > line * 4]
    if not apart.empty:
        leaders = alt.Chart(drawn(apart.assign(x=apart["year"] + pixel * 10)))
        layers.append(
            leaders.mark_rule(strokeWidth=1).encode(
                x=canvas.x("year"), x2="x:Q", y=canvas.y("value"), y2="at:Q", **colour
            )
        )
    ends = ends.assign(x=ends["year"] + pixel * 12)
    y = alt.Y("at:Q", scale=canvas.y_scale, title=None)
    for lead in (False, True):
        part = ends[(ends["country"] == countries[0]) == lead]
        if not part.empty:
            text = alt.Chart(drawn(_of_series(part))).mark_text(
                align="left", fontWeight="bold" if lead else "normal"
            )
            layers.append(text.encode(x=canvas.x("x"), y=y, text="text:N", **colour, **TOLD))
    return layers


def _level_finding(frame: pd.DataFrame, label: str, lead: str, decimals: int) -> str:
    own = frame[frame["country"] == lead]
    start, end = own.iloc[0], own.iloc[-1]
    text = (
        f"{label}: {end['name']} moved from {number(start['value'], decimals)} in {start['year']} "
        f"to {number(end['value'], decimals)} in {end['year']}"
    )
    if pd.notna(end["low"]) and pd.notna(end["high"]):
        text += f" (interval {number(end['low'], decimals)} to {number(end['high'], decimals)})"
    others = frame[(frame["country"] != lead) & (frame["year"] == end["year"])]
    if not others.empty:
        ranked = others.sort_values("value", ascending=False)
        text += "; in that year " + listed(
            f"{_said(c, n)} stood at {number(v, decimals)}"
            if place == 0
            else f"{_said(c, n)} at {number(v, decimals)}"
            for place, (c, n, v) in enumerate(
                zip(ranked["country"], ranked["name"], ranked["value"], strict=True)
            )
        )
    return capital(text) + "."


def _said(code: str, name: str) -> str:
    return f"the {name[:1].lower()}{name[1:]}" if code in theme.AGGREGATES else name


def yearly_changes(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the change from the year before for each country and year.

    Parameters
    ----------
    frame : DataFrame
        Columns country, year, value as `select` returns them.

    Returns
    -------
    DataFrame
        Columns country, year, value, change; a year whose predecessor is missing is left out.
    """
    before = frame.assign(year=frame["year"] + 1).set_index(["country", "year"])["value"]
    here = frame.set_index(["country", "year"])["value"]
    change = (here - before).dropna().rename("change").reset_index()
    change["value"] = here.reindex(pd.MultiIndex.from_frame(change[["country", "year"]])).to_numpy()
    order = {country: place for place, country in enumerate(dict.fromkeys(frame["country"]))}
    return change.sort_values(
        ["country", "year"], key=lambda c: c.map(order) if c.name == "country" else c
    ).reset_index(drop=True)[["country", "year", "value", "change"]]


def gradualness(
    values: pd.DataFrame,
    series: str,
    *,
    label: str,
    countries: Sequence[str],
    names: Mapping[str, str] | None = None,
    first: int = 1990,
    last: int = 2019,
    decimals: int = 2,
    source: str = VDEM,
) -> Figure:
    """Draw the change of a series from year to year as bars, one row per country.

    All rows share one vertical scale, so the size of a step can be compared between them. The
    largest fall of each country is labelled.

    Parameters
    ----------
    values : DataFrame
        Columns country, year, series, value.
    series, label, countries, names, first, last, decimals, source
        As for `country_series`.

    Returns
    -------
    Figure
        Its table has columns Country, Year, Value, Change.
    """
    frame = select(values, series, countries=countries, first=first, last=last)
    frame["name"] = [name_of(names, country) for country in frame["country"]]
    change = yearly_changes(frame)
    step = _round_up(change["change"].abs().max() / 4)

    def draw(width: float) -> alt.VConcatChart:
        across = 1 if width < PHONE else 2
        panels = [
            _change_row(
                change[change["country"] == country].assign(name=name_of(names, country)),
                step,
                decimals,
                years=(first, last),
                lead=place == 0,
                final=place >= len(countries) - across,
                plot=(width - 14 * (across - 1)) / across - 48,
            )
            for place, country in enumerate(countries)
        ]
        return in_rows(panels, across, spacing=8)

    table = change.assign(name=[name_of(names, country) for country in change["country"]])
    heads = {"name": "Country", "year": "Year", "value": "Value", "change": "Change"}
    return Figure(
        draw,
        headline=_change_headline(change, name_of(names, countries[0]), countries[0]),
        description=_change_finding(change, frame, label, decimals),
        notes=(
            f"{label}, change from the year before. All rows have one scale; the number is the "
            "largest fall."
        ),
        source=source,
        table=table[list(heads)].rename(columns=heads),
    )


def _change_headline(change: pd.DataFrame, name: str, country: str) -> str:
    """Return how much of the lead country's falls its two steepest years hold."""
    own = change[change["country"] == country]
    fell = own[own["change"] < 0]
    if fell.empty:
        return f"{name} never fell from one year to the next."
    steepest = fell.nsmallest(2, "change")
    share = steepest["change"].sum() / fell["change"].sum() * 100
    years = listed(sorted(steepest["year"]))
    hold = "holds" if len(steepest) == 1 else "hold"
    until = own["year"].max()
    return f"{years} {hold} {number(share)} per cent of all that {name} fell by until {until}."


def _change_row(
    own: pd.DataFrame,
    step: float,
    decimals: int,
    *,
    years: tuple[int, int],
    lead: bool,
    final: bool,
    plot: float,
) -> alt.LayerChart:
    """Return the bars of one country, 26 pixels to a `step`."""
    unit = 26 / step
    fall = own.loc[[own["change"].idxmin()]]
    least = float(fall["change"].iloc[0])
    top = max(np.ceil(own["change"].max() / step), 1) * step
    bottom = min(least - 20 / unit, -step)
    signs = alt.Axis(
        title=None,
        values=[
            round(k * step, 9)
            for k in range(int(np.ceil(least / step - 0.2)), round(top / step) + 1)
        ],
        format=f"+.{_places(step)}f",
        labelExpr="datum.value == 0 ? '0' : datum.label",
    )
    canvas = Canvas(
        (years[0], years[1] + 0.6),
        (bottom, top),
        x_axis=year_axis(*years, labels=final),
        y_axis=signs,
        down=False,
    )
    colour = COUNTRIES.get(own["country"].iloc[0], theme.QUIET)
    place = {"x": canvas.x("year"), "y": canvas.y("change")}
    told = [
        f"{row.name} {row.year}: {signed(row.change, decimals)}, to {number(row.value, decimals)}"
        for row in own.itertuples(index=False)
    ]
    wide = min(13.0, plot / (years[1] - years[0] + 1) * 0.7)
    bars = alt.Chart(drawn(saying(own, told))).mark_bar(size=wide, color=colour)
    text = f"{signed(least, decimals)} in {fall['year'].iloc[0]}"
    biggest = alt.Chart(drawn(fall.assign(text=text))).mark_text(
        baseline="top", dy=4, fontWeight="bold" if lead else "normal"
    )
    layers = [
        _zero("change", canvas),
        bars.encode(**place, **TOLD),
        biggest.encode(**place, text="text:N"),
    ]
    title = alt.Title(own["name"].iloc[0], color=colour, offset=2)
    return layered(layers, plot, round((top - bottom) * unit), title)


def _zero(field: str, canvas: Canvas) -> alt.Chart:
    rule = alt.Chart(pd.DataFrame({field: [0]})).mark_rule(color=theme.RULE)
    return rule.encode(y=canvas.y(field))


def _change_finding(change: pd.DataFrame, frame: pd.DataFrame, label: str, decimals: int) -> str:
    names = frame.drop_duplicates("country").set_index("country")["name"]
    lead = names.index[0]
    own = {country: part.set_index("year")["change"] for country, part in change.groupby("country")}
    falls = {country: tied(changes, "min") for country, changes in own.items()}
    fell = change[(change["country"] == lead) & (change["change"] < 0)]
    total = fell["change"].sum()
    text = (
        f"{label}, change from year to year: {names[lead]}'s largest fall was "
        f"{number(abs(falls[lead].iloc[0]), decimals)} in {listed(falls[lead].index)}"
    )
    if total < 0:
        three = fell.nsmallest(3, "change")
        share = three["change"].sum() / total * 100
        hold = "holds" if len(three) == 1 else "hold"
        text += (
            f", and its {counted(len(three), 'steepest year')} ({listed(sorted(three['year']))}) "
            f"{hold} {number(share)} per cent of all its falls"
        )
    others = [
        f"{names[c]} {number(abs(falls[c].iloc[0]), decimals)} ({listed(falls[c].index)})"
        for c in names.index[1:]
        if falls[c].iloc[0] < 0
    ]
    if others:
        text += f"; the largest {'fall' if len(others) == 1 else 'falls'} elsewhere "
        text += f"{'was' if len(others) == 1 else 'were'} {listed(others)}"
    starts = frame.groupby("country", sort=False).head(1)
    text += "; the series begin at " + listed(
        f"{number(v, decimals)} ({name}, {y})"
        for name, v, y in zip(starts["name"], starts["value"], starts["year"], strict=True)
    )
    return text + "."


def _places(step: float) -> int:
    """Return the decimals that write multiples of `step` without loss."""
    return next(k for k in range(9) if abs(round(step, k) - step) < 1e-9)


def _round_up(
    value: float, steps: Sequence[float] = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
) -> float:
    """Return the least of `steps` times a power of ten that is not below `value`."""
    if value <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    return next(round(s * power, 12) for s in steps if value <= s * power * (1 + 1e-9))


def economy(
    values: pd.DataFrame,
    panels: Sequence[tuple[str, str, str, str]],
    *,
    country: str,
    names: Mapping[str, str] | None = None,
    first: int = 2000,
    last: int = 2019,
    source: str = WORLD_BANK,
) -> Figure:
    """Draw several series of one country, one above the other.

    Every panel starts at zero. The last year is set off, with its value; so is the year
    before `last` with the most extreme value, for comparison.

    Parameters
    ----------
    values : DataFrame
        Columns country, year, series, value.
    panels : sequence of (series, name, unit, mark)
        What to show from top to bottom; the mark is ``bar`` or ``point``.
    country : str
        ISO code of the country.
    names : mapping of str to str, optional
        As for `country_series`.
    first, last : int
        Years shown.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns Measure, Unit, Year, Value.
    """
    own = {
        series: select(values, series, countries=[country], first=first, last=last)
        for series, *_ in panels
    }

    def draw(width: float) -> alt.VConcatChart:
        plots = [
            (_bar_panel if mark == "bar" else _point_panel)(
                own[series], name, (first, last), width - 56, final=place == len(panels) - 1
            ).properties(width=width - 56, height=110, title=quiet(f"{name} ({unit})"))
            for place, (series, name, unit, mark) in enumerate(panels)
        ]
        return alt.vconcat(*plots, spacing=10)

    rows = [own[series].assign(Measure=name, Unit=unit) for series, name, unit, _ in panels]
    table = pd.concat(rows, ignore_index=True).rename(columns={"year": "Year", "value": "Value"})
    sentences = [_economy_sentence(own[series], name, unit) for series, name, unit, _ in panels]
    return Figure(
        draw,
        headline=_economy_headline([(own[series], name) for series, name, *_ in panels]),
        description=f"{name_of(names, country)}: {'; '.join(sentences)}.",
        notes=(
            "Set off by its shade, at the right: the last year. Numbers: its value, and that of "
            "the most extreme year before it."
        ),
        source=source,
        table=table[["Measure", "Unit", "Year", "Value"]],
    )


def _economy_headline(panels: Sequence[tuple[pd.DataFrame, str]]) -> str:
    """Return how the last year compares with the mean of the five before it, panel by panel."""
    year = panels[0][0]["year"].iloc[-1]
    said: dict[str, list[str]] = {}
    for own, name in panels:
        final = own.iloc[-1]
        before = own[own["year"].between(final["year"] - 5, final["year"] - 1)]["value"].mean()
        side = "higher" if final["value"] > before else "lower"
        said.setdefault(side, []).append(
            f"{name[:1].lower()}{name[1:]} ({number(final['value'], 1)} against "
            f"{number(before, 1)})"
        )
    text = ", ".join(f"{listed(names)} {side}" for side, names in said.items())
    return f"In {year}, against the means of the five years before: {text}."


def _panel_canvas(
    own: pd.DataFrame, years: tuple[int, int], reach: float, *, final: bool
) -> Canvas:
    low, top = min(0.0, own["value"].min() * 1.1), own["value"].max() * reach
    span = (years[0] - 0.6, years[1] + 0.6)
    return Canvas(
        span,
        (low, top),
        x_axis=year_axis(*span, labels=final),
        y_axis=alt.Axis(title=None, values=grid_values(low, top, 4)),
        down=False,
    )


def _panel_marks(own: pd.DataFrame, name: str, canvas: Canvas) -> tuple[alt.Chart, Channels]:
    """Return the data of a panel, and the channels of its marks with the last year set off."""
    colour = alt.Color(
        "last:N",
        scale=alt.Scale(domain=[False, True], range=[theme.AZURE, theme.NAVY]),
        legend=None,
    )
    told = [
        f"{name} {year}: {number(value, 1)}"
        for year, value in zip(own["year"], own["value"], strict=True)
    ]
    last = own.assign(last=own["year"] == own["year"].iloc[-1])
    place = {"x": canvas.x("year"), "y": canvas.y("value")}
    return alt.Chart(drawn(saying(last, told))), {**place, "color": colour, **TOLD}


def _panel_numbers(own: pd.DataFrame, canvas: Canvas, dy: int) -> alt.Chart:
    """Return the values of the last year and of the most extreme one before it."""
    shown, earlier = [own.iloc[-1]], own.iloc[:-1]
    if not earlier.empty:
        shown.append(earlier.loc[earlier["value"].abs().idxmax()])
    named = pd.DataFrame(shown)
    named["text"] = [number(value, 1) for value in named["value"]]
    text = alt.Chart(drawn(named)).mark_text(baseline="bottom", dy=dy, fontWeight="bold")
    return text.encode(x=canvas.x("year"), y=canvas.y("value"), text="text:N")


def _bar_panel(
    own: pd.DataFrame, name: str, years: tuple[int, int], plot: float, *, final: bool
) -> alt.LayerChart:
    canvas = _panel_canvas(own, years, 1.22, final=final)
    base, channels = _panel_marks(own, name, canvas)
    bars = base.mark_bar(size=plot / (years[1] - years[0] + 2) * 0.65).encode(**channels)
    return alt.LayerChart(layer=[_zero("value", canvas), bars, _panel_numbers(own, canvas, dy=-4)])


def _point_panel(
    own: pd.DataFrame, name: str, years: tuple[int, int], _plot: float, *, final: bool
) -> alt.LayerChart:
    canvas = _panel_canvas(own, years, 1.3, final=final)
    base, channels = _panel_marks(own, name, canvas)
    line = base.mark_line(color=theme.AZURE, strokeWidth=1.5)
    return alt.LayerChart(
        layer=[
            _zero("value", canvas),
            line.encode(x=canvas.x("year"), y=canvas.y("value")),
            base.mark_point(size=70, opacity=1).encode(**channels),
            _panel_numbers(own, canvas, dy=-7),
        ]
    )


def _economy_sentence(own: pd.DataFrame, name: str, unit: str) -> str:
    final = own.iloc[-1]
    text = f"{name[:1].lower()}{name[1:]} was {number(final['value'], 1)} in {final['year']:.0f}"
    text += f" ({unit})"
    earlier = own.iloc[:-1]
    before = earlier[earlier["year"] >= final["year"] - 5]
    if not before.empty:
        text += (
            f", against a mean of {number(before['value'].mean(), 1)} in the years from "
            f"{before['year'].min()} to {before['year'].max()}"
        )
    long = earlier[earlier["year"] < final["year"] - 5]
    if not long.empty:
        text += (
            f" and {number(long['value'].mean(), 1)} in those from "
            f"{long['year'].min()} to {long['year'].max()}"
        )
    return text


def formal_and_measured(
    values: pd.DataFrame,
    changes: pd.DataFrame,
    series: str,
    *,
    label: str,
    institutions: pd.DataFrame | None = None,
    country: str,
    names: Mapping[str, str] | None = None,
    first: int = 1990,
    last: int = 2019,
    decimals: int = 2,
    by: float = 0.05,
    source: str = f"{VDEM}; constitutional and legal changes as listed in this report",
) -> Figure:
    """Draw a measured series in the year before and the year after every constitutional change.

    Parameters
    ----------
    values : DataFrame
        Columns country, year, series, value.
    changes : DataFrame
        Columns change, adopted, instrument, gains, loses (lists separated by semicolons).
    institutions : DataFrame, optional
        As for `transit.charts.powers.changes`.
    series, label, country, names, first, last, decimals, source
        As for `country_series`.
    by : float
        From which difference on the headline counts a change as one that the series moved with.

    Returns
    -------
    Figure
        Its table has columns Adopted, Change, Gains, Year before, Year after, Difference.

    Raises
    ------
    TransitError
        If no change was adopted in these years.
    """
    need(changes, ("change", "adopted", "instrument", "gains", "loses"), "constitutional changes")
    line = select(values, series, countries=[country], first=first, last=last)
    rules = _rules(changes, line.set_index("year")["value"], Groups(institutions), first, last)
    known = rules.dropna(subset="difference").reset_index(drop=True)
    heads = {
        "date": "Adopted",
        "instrument": "Change",
        "winner": "Gains",
        "before": "Year before",
        "after": "Year after",
        "difference": "Difference",
    }
    return Figure(
        lambda width: _around(known, label, decimals, width),
        headline=_rules_headline(known, label, by),
        description=_rules_finding(rules, f"{label} in {name_of(names, country)}", decimals),
        notes="Hollow: the year before the change. Filled: the year after it.",
        source=source,
        table=rules[list(heads)].round(3).rename(columns=heads),
    )


def _around(known: pd.DataFrame, label: str, decimals: int, width: float) -> alt.LayerChart:
    top = _round_up(float(known[["before", "after"]].max().max()))
    ticks = grid_values(0, top)
    axis = alt.Axis(
        title=f"{label} (0 to 1)" if width >= PHONE else "rating (0 to 1)",
        values=ticks,
        format=f".{_places(ticks[1])}f",
        grid=True,
        domain=False,
    )
    called = [
        f"{year}: {winner}" for year, winner in zip(known["text"], known["winner"], strict=True)
    ]
    rows = Rows(called, width, x=(-top * 0.03, top * 1.02), x_axis=axis, right=48, share=0.45)
    told = [
        f"{row.date}, {row.instrument}: {number(row.before, decimals)} in the year before, "
        f"{number(row.after, decimals)} in the year after"
        for row in known.itertuples(index=False)
    ]
    shown = saying(known[["before", "after"]].assign(y=rows.places), told)
    shown["text"] = [signed(value, decimals) for value in known["difference"]]
    base = alt.Chart(drawn(shown)).encode(y=rows.canvas.y("y"))
    hollow = HOLLOW | {"size": 80, "stroke": theme.BLUE, "strokeWidth": 2}
    return rows.drawn(
        [
            base.mark_rule(strokeWidth=2.5, color=theme.BLUE).encode(
                x=rows.canvas.x("before"), x2="after:Q"
            ),
            base.mark_point(**hollow).encode(x=rows.canvas.x("before")),
            base.mark_point(size=120, opacity=1, color=theme.BLUE).encode(
                x=rows.canvas.x("after"), **TOLD
            ),
            rows.canvas.row_labels(shown, rows.plot + 48, "text", "y", align="right"),
        ]
    )


def _rules_headline(known: pd.DataFrame, label: str, by: float) -> str:
    """Return which changes stand beside a move of the rating, and how many beside none."""
    moved = known[known["difference"].abs() >= by]
    still = len(known) - len(moved)
    rating = f"The rating of {label[:1].lower()}{label[1:]}"
    size = f"by {number(by, None)} or more around"
    if moved.empty:
        return f"{rating} moved {size} none of {counted(len(known), 'change')}."
    changes = "change" if len(moved) == 1 else "changes"
    went = "fell" if (moved["difference"] < 0).all() else "moved"
    text = f"{rating} {went} {size} the {changes} of {listed(dict.fromkeys(moved['text']))}"
    return f"{text}, and not around the other {word(still)}." if still else f"{text}."


def _rules(
    changes: pd.DataFrame, by_year: pd.Series, groups: Groups, first: int, last: int
) -> pd.DataFrame:
    """Return the changes of these years, with the measure around each and who gained."""
    rules = changes[["change", "adopted", "instrument", "gains", "loses"]].copy()
    rules["year"] = [decimal_year(date) for date in rules["adopted"]]
    rules = rules[rules["year"].between(first, last + 1)].sort_values("year")
    if rules.empty:
        raise TransitError(f"constitutional changes: none was adopted from {first} to {last}")
    whole = np.floor(rules["year"]).astype(int)
    rules["before"] = by_year.reindex(whole - 1).to_numpy()
    rules["after"] = by_year.reindex(whole + 1).to_numpy()
    rules["difference"] = rules["after"] - rules["before"]
    rules["date"] = [written(date) for date in rules["adopted"]]
    rules["text"] = [str(int(year)) for year in rules["year"]]
    rules["winner"] = [
        groups.balance(up, down) for up, down in zip(rules["gains"], rules["loses"], strict=True)
    ]
    return rules


def _rules_finding(rules: pd.DataFrame, measure: str, decimals: int) -> str:
    known = rules.dropna(subset="difference")
    moved = known[known["difference"].abs() >= 0.5 * 10**-decimals]
    text = f"{measure}, in the year before and the year after a constitutional change: "
    text += listed(
        f"{number(b, decimals)} and {number(a, decimals)} around {t}"
        for b, a, t in zip(known["before"], known["after"], known["text"], strict=True)
    )
    return text + (
        f"; {word(len(moved))} of {counted(len(known), 'change')} "
        f"{'goes' if len(moved) == 1 else 'go'} together with a measured difference."
    )
