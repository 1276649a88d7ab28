"""Country-year series: levels, yearly changes, the economy, rules against measurement."""

from collections.abc import Mapping, Sequence

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import Canvas, Channels, layered, marks_by, quiet
from transit.charts.frames import drawn, name_of, need, numeric, tied
from transit.charts.layout import decimal_year, spread, stairs, written
from transit.charts.powers import Groups
from transit.charts.theme import COUNTRIES, COUNTRY_DASHES
from transit.display.figure import Figure
from transit.display.lettering import text_width, wrap
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
    return alt.Axis(title=None, values=list(ticks), grid=False, format=f".{_places(step)}f")


def grid(ticks: Sequence[float], first: float, last: float, canvas: Canvas) -> alt.Chart:
    """Return grid lines that end where the data end, so that labels beside them stay free."""
    lines = pd.DataFrame({"year": float(first), "end": float(last), "value": list(ticks)})
    y = alt.Y("value:Q", scale=canvas.y_scale, title=None)
    mark = alt.Chart(lines).mark_rule(color=theme.GRID)
    return mark.encode(x=canvas.x("year"), x2="end:Q", y=y)


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
    height: int = 330,
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
    height : int
        Height of the plot in pixels.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns country, year, value, low, high.
    """
    frame = select(values, series, countries=countries, first=first, last=last)
    frame["name"] = [name_of(names, country) for country in frame["country"]]
    lead = countries[0]
    low = min(0.0, frame["value"].min())
    top = _round_up(max(frame["value"].max(), frame["high"].max(skipna=True)))
    line = (top - low) / height
    ends = frame.groupby("country", sort=False).tail(1).copy()
    ends["text"] = [
        f"{name} {number(value, decimals)}"
        for name, value in zip(ends["name"], ends["value"], strict=True)
    ]
    ends["at"] = spread(ends["value"], line * 17, low, top)
    plot = theme.WIDTH - 44
    margin = max(text_width(t, theme.BASE, bold=True) for t in ends["text"]) + 14
    room = margin / (plot - margin) * (last - first)
    ticks = grid_values(low, top)
    canvas = Canvas(
        (first, last + room),
        (low, top),
        x_axis=year_axis(first, last),
        y_axis=value_axis(ticks),
        down=False,
    )
    layers = [
        grid(ticks, first, last, canvas),
        *_band(frame[frame["country"] == lead], lead, canvas),
        *country_lines(frame, countries, canvas),
        _year_points(frame, label, decimals, canvas),
        *_ends(ends, countries, canvas, pixel=room / margin, line=line),
    ]
    return Figure(
        layered(layers, plot, height, quiet(f"{label} ({scale})")),
        description=_level_finding(frame, label, lead, decimals),
        source=source,
        table=frame[["country", "year", "value", "low", "high"]],
    )


def _band(own: pd.DataFrame, country: str, canvas: Canvas) -> list[alt.Chart]:
    """Return the uncertainty of a country where the data have bounds."""
    own = own[own["low"].notna() & own["high"].notna()]
    if own.empty:
        return []
    area = alt.Chart(drawn(own)).mark_area(color=COUNTRIES.get(country, theme.BLUE), opacity=0.18)
    y = alt.Y("low:Q", scale=canvas.y_scale, title=None)
    return [area.encode(x=canvas.x("year"), y=y, y2="high:Q")]


def country_lines(frame: pd.DataFrame, countries: Sequence[str], canvas: Canvas) -> list[alt.Chart]:
    """Return one line per country, the first thick and on top of the others."""
    return [
        alt.Chart(drawn(frame[frame["country"] == country]))
        .mark_line(
            strokeWidth=2 if place else 4,
            strokeDash=COUNTRY_DASHES.get(country, [1, 0]),
            color=COUNTRIES.get(country, theme.QUIET),
        )
        .encode(x=canvas.x("year"), y=canvas.y("value"))
        for place, country in reversed(list(enumerate(countries)))
    ]


def _year_points(frame: pd.DataFrame, label: str, decimals: int, canvas: Canvas) -> alt.Chart:
    """Return invisible points that show a value when pointed at."""
    tooltip = [
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("value:Q", title=label, format=f".{decimals}f"),
    ]
    if "name" in frame:
        tooltip.insert(0, alt.Tooltip("name:N", title="Country"))
    points = alt.Chart(drawn(frame)).mark_point(opacity=0, size=120)
    return points.encode(x=canvas.x("year"), y=canvas.y("value"), tooltip=tooltip)


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
            text = alt.Chart(drawn(part)).mark_text(
                align="left", fontWeight="bold" if lead else "normal"
            )
            layers.append(text.encode(x=canvas.x("x"), y=y, text="text:N", **colour))
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
        Its table has columns country, year, value, change.
    """
    frame = select(values, series, countries=countries, first=first, last=last)
    frame["name"] = [name_of(names, country) for country in frame["country"]]
    change = yearly_changes(frame)
    step = _round_up(change["change"].abs().max() / 4)
    rows = [
        _change_row(
            change[change["country"] == country].assign(name=name_of(names, country)),
            label,
            step,
            decimals,
            years=(first, last),
            lead=place == 0,
            final=place == len(countries) - 1,
        )
        for place, country in enumerate(countries)
    ]
    finding = _change_finding(change, frame, label, decimals)
    return Figure(alt.vconcat(*rows, spacing=8), description=finding, source=source, table=change)


def _change_row(
    own: pd.DataFrame,
    label: str,
    step: float,
    decimals: int,
    *,
    years: tuple[int, int],
    lead: bool,
    final: bool,
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
    bars = alt.Chart(drawn(own)).mark_bar(size=13, color=colour)
    text = f"{signed(least, decimals)} in {fall['year'].iloc[0]}"
    biggest = alt.Chart(drawn(fall.assign(text=text))).mark_text(
        baseline="top", dy=4, fontWeight="bold" if lead else "normal"
    )
    layers = [
        _zero("change", canvas),
        bars.encode(
            **place,
            tooltip=[
                alt.Tooltip("name:N", title="Country"),
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("change:Q", title="Change", format=f"+.{decimals + 1}f"),
                alt.Tooltip("value:Q", title=label, format=f".{decimals + 1}f"),
            ],
        ),
        biggest.encode(**place, text="text:N"),
    ]
    title = alt.Title(own["name"].iloc[0], color=colour, offset=2)
    return layered(layers, theme.WIDTH - 60, round((top - bottom) * unit), title)


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

    Every panel starts at zero. The last year is drawn dark with its value; so is the year
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
        Its table has columns series, year, value.
    """
    plots, rows, sentences = [], [], []
    for place, (series, name, unit, mark) in enumerate(panels):
        own = select(values, series, countries=[country], first=first, last=last)
        final = place == len(panels) - 1
        panel = _bar_panel if mark == "bar" else _point_panel
        plots.append(
            panel(own, f"{name}, {unit}", (first, last), final=final).properties(
                width=theme.WIDTH - 44, height=120, title=quiet(f"{name} ({unit})")
            )
        )
        rows.append(own.assign(series=series)[["series", "year", "value"]])
        sentences.append(_economy_sentence(own, name, unit))
    return Figure(
        alt.vconcat(*plots, spacing=10),
        description=f"{name_of(names, country)}: {'; '.join(sentences)}.",
        source=source,
        table=pd.concat(rows, ignore_index=True),
    )


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


def _panel_marks(own: pd.DataFrame, label: str, canvas: Canvas) -> tuple[alt.Chart, Channels]:
    """Return the data of a panel, and the channels of its marks with the last year dark."""
    colour = alt.Color(
        "last:N",
        scale=alt.Scale(domain=[False, True], range=[theme.SKY, theme.BLUE]),
        legend=None,
    )
    tooltip = [
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("value:Q", title=label, format=".1f"),
    ]
    base = alt.Chart(drawn(own.assign(last=own["year"] == own["year"].iloc[-1])))
    place = {"x": canvas.x("year"), "y": canvas.y("value")}
    return base, {**place, "color": colour, "tooltip": tooltip}


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
    own: pd.DataFrame, label: str, years: tuple[int, int], *, final: bool
) -> alt.LayerChart:
    canvas = _panel_canvas(own, years, 1.22, final=final)
    base, channels = _panel_marks(own, label, canvas)
    bars = base.mark_bar(size=18).encode(**channels)
    return alt.LayerChart(layer=[_zero("value", canvas), bars, _panel_numbers(own, canvas, dy=-4)])


def _point_panel(
    own: pd.DataFrame, label: str, years: tuple[int, int], *, final: bool
) -> alt.LayerChart:
    canvas = _panel_canvas(own, years, 1.3, final=final)
    base, channels = _panel_marks(own, label, canvas)
    line = base.mark_line(color=theme.SKY, strokeWidth=1.5)
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
    height: int = 220,
    source: str = f"{VDEM}; constitutional changes as listed in this report",
) -> Figure:
    """Draw the changes of the constitution above a measured series on one time axis.

    Parameters
    ----------
    values : DataFrame
        Columns country, year, series, value.
    changes : DataFrame
        Columns change, adopted, instrument, gains, loses (lists separated by semicolons).
    institutions : DataFrame, optional
        As for `transit.charts.powers.changes`.
    series, label, country, names, first, last, decimals, height, source
        As for `country_series`.

    Returns
    -------
    Figure
        Its table has columns change, adopted, instrument, gains, loses, before, after and
        difference: the series in the year before the change and in the year after it.

    Raises
    ------
    TransitError
        If no change was adopted in these years.
    """
    need(changes, ("change", "adopted", "instrument", "gains", "loses"), "constitutional changes")
    line = select(values, series, countries=[country], first=first, last=last)
    rules = _rules(changes, line.set_index("year")["value"], Groups(institutions), first, last)
    widths = np.array(
        [max(text_width(t, theme.SMALL) for t in w.split("\n")) + 8 for w in rules["winner"]]
    )
    plot = theme.WIDTH - 44
    reach = max(widths[rules["year"] > last - 2], default=0)
    per_year = (plot - reach) / (last + 1 - first)
    rules["level"] = stairs(list(rules["year"]), list(widths / per_year))
    end = last + 1 + reach / per_year
    above = _rules_panel(rules, plot, (first, end), last)
    below = _measured_panel(line, rules, label, decimals, (first, end), last)
    title = quiet(f"{label} (0 to 1)")
    columns = ["change", "adopted", "instrument", "gains", "loses", "before", "after", "difference"]
    return Figure(
        alt.vconcat(above, below.properties(width=plot, height=height, title=title), spacing=0),
        description=_rules_finding(rules, f"{label} in {name_of(names, country)}", decimals),
        source=source,
        table=rules[columns],
    )


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
        "\n".join(wrap(groups.balance(up, down), 124, theme.SMALL))
        for up, down in zip(rules["gains"], rules["loses"], strict=True)
    ]
    return rules


def _rules_panel(
    rules: pd.DataFrame, plot: float, years: tuple[float, float], last: int
) -> alt.LayerChart:
    tiers = rules["level"].max() + 1
    axis = year_axis(years[0], last + 1, labels=False)
    canvas = Canvas(years, (tiers - 0.25, -0.25), x_axis=axis, down=False)
    tooltip = [
        alt.Tooltip("date:N", title="Adopted"),
        alt.Tooltip("instrument:N", title="Change"),
        alt.Tooltip("gains:N", title="Gain power"),
        alt.Tooltip("loses:N", title="Lose power"),
    ]
    bars, place = alt.Chart(drawn(rules)), {"x": canvas.x("year"), "y": canvas.y("level")}
    layers = [
        bars.mark_rule(color=theme.RULE).encode(**place, y2=alt.Y2Datum(tiers - 0.25)),
        bars.mark_text(align="left", dx=4, dy=-1, fontWeight="bold").encode(
            **place, text="text:N", tooltip=tooltip
        ),
        bars.mark_text(
            lineBreak="\n", align="left", dx=4, dy=14, fontSize=theme.SMALL, color=theme.SOFT
        ).encode(**place, text="winner:N", tooltip=tooltip),
    ]
    return layered(layers, plot, 48 * tiers, quiet("Constitutional changes, and who gained"))


def _measured_panel(
    line: pd.DataFrame,
    rules: pd.DataFrame,
    label: str,
    decimals: int,
    years: tuple[float, float],
    last: int,
) -> alt.LayerChart:
    top = _round_up(line["value"].max())
    ticks = grid_values(0, top)
    canvas = Canvas(
        years,
        (min(0.0, line["value"].min()), top),
        x_axis=year_axis(years[0], last + 1),
        y_axis=value_axis(ticks),
        down=False,
    )
    colour = COUNTRIES.get(line["country"].iloc[0], theme.BLUE)
    curve = alt.Chart(drawn(line)).mark_line(color=colour, strokeWidth=4, interpolate="linear")
    return alt.LayerChart(
        layer=[
            grid(ticks, years[0], last + 1, canvas),
            alt.Chart(drawn(rules)).mark_rule(color=theme.RULE).encode(x=canvas.x("year")),
            curve.encode(x=canvas.x("year"), y=canvas.y("value")),
            _year_points(line, label, decimals, canvas),
        ]
    )


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
