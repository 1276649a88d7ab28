"""Country-year series: levels, yearly changes, the economy, rules against measurement."""

from collections.abc import Mapping, Sequence

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.frames import drawn, need, numeric
from transit.charts.layout import decimal_year, spread, stairs, text_width, wrap, written
from transit.charts.powers import balance
from transit.charts.theme import COUNTRIES, COUNTRY_DASHES, COUNTRY_NAMES, finish
from transit.errors import TransitError
from transit.wording import capital, counted, listed, number, signed, word

VALUES = ("country", "year", "series", "value")
VDEM = "V-Dem Institute, Country-Year Dataset (Coppedge et al. 2025; Pemstein et al. 2025)"
WORLD_BANK = "World Bank, World Development Indicators and Poverty and Inequality Platform"
LEAD = "KAZ"


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


def year_axis(first: float, last: float, *, room: float = 0, step: int = 5) -> dict:
    """Return scale and axis of a time axis in years, with `room` years free at its end."""
    ticks = [year for year in range(int(first), int(last) + 1) if year % step == 0]
    return {
        "scale": alt.Scale(domain=[first, last + room], nice=False, zero=False),
        "axis": alt.Axis(values=ticks, format="d", title=None, domain=False, labelFlush=False),
    }


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


def grid(
    ticks: Sequence[float], first: float, last: float, *, x: alt.X, y_scale: alt.Scale
) -> alt.Chart:
    """Return grid lines that end where the data end, so that labels beside them stay free."""
    lines = pd.DataFrame({"year": float(first), "end": float(last), "value": list(ticks)})
    return (
        alt.Chart(lines)
        .mark_rule(color=theme.GRID)
        .encode(x=x, x2="end:Q", y=alt.Y("value:Q", scale=y_scale, title=None))
    )


def country_series(
    values: pd.DataFrame,
    series: str,
    *,
    label: str,
    countries: Sequence[str] = ("KAZ", "KGZ", "TJK", "TKM", "UZB", "WLD"),
    first: int = 1990,
    last: int = 2019,
    scale: str = "0 to 1",
    decimals: int = 2,
    height: int = 330,
    source: str = VDEM,
) -> alt.LayerChart:
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
    altair.LayerChart
        Its table has columns country, year, value, low, high.
    """
    frame = select(values, series, countries=countries, first=first, last=last)
    lead = countries[0]
    ends = frame.groupby("country", sort=False).tail(1).copy()
    low = min(0.0, frame["value"].min())
    high = max(frame["value"].max(), frame["high"].max(skipna=True) if lead else 0)
    top = _round_up(high)
    ends["text"] = [
        f"{COUNTRY_NAMES.get(c, c)} {number(v, decimals)}"
        for c, v in zip(ends["country"], ends["value"], strict=True)
    ]
    ends["at"] = spread(ends["value"], (top - low) * 17 / height, low, top)
    margin = max(text_width(t, theme.BASE, bold=True) for t in ends["text"]) + 14
    plot = theme.WIDTH - 44
    room = margin / (plot - margin) * (last - first)
    frame["name"] = frame["country"].map(lambda c: COUNTRY_NAMES.get(c, c))
    x = alt.X("year:Q", **year_axis(first, last, room=room))
    y_scale = alt.Scale(domain=[low, top], nice=False)
    ticks = grid_values(low, top)
    y = alt.Y("value:Q", scale=y_scale, axis=value_axis(ticks))
    colour = alt.Color("country:N", scale=_scale(COUNTRIES, countries), legend=None)
    tooltip = [
        alt.Tooltip("name:N", title="Country"),
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("value:Q", title=label, format=f".{decimals}f"),
    ]
    layers = [grid(ticks, first, last, x=x, y_scale=y_scale)]
    banded = frame[(frame["country"] == lead) & frame["low"].notna() & frame["high"].notna()]
    if not banded.empty:
        layers.append(
            alt.Chart(drawn(banded))
            .mark_area(color=COUNTRIES.get(lead, theme.BLUE), opacity=0.18)
            .encode(x=x, y=alt.Y("low:Q", scale=y_scale, title=None), y2="high:Q")
        )
    for country in [*reversed(countries[1:]), lead]:
        thick = country == lead
        layers.append(
            alt.Chart(drawn(frame[frame["country"] == country]))
            .mark_line(
                strokeWidth=4 if thick else 2,
                strokeDash=COUNTRY_DASHES.get(country, [1, 0]),
                color=COUNTRIES.get(country, theme.QUIET),
            )
            .encode(x=x, y=y)
        )
    layers.append(
        alt.Chart(drawn(frame)).mark_point(opacity=0, size=120).encode(x=x, y=y, tooltip=tooltip)
    )
    apart = ends[(ends["at"] - ends["value"]).abs() > (top - low) * 4 / height].copy()
    ends["x"] = ends["year"] + room * 12 / margin
    if not apart.empty:
        apart["x"] = apart["year"] + room * 10 / margin
        layers.append(
            alt.Chart(drawn(apart))
            .mark_rule(strokeWidth=1)
            .encode(
                x=x,
                x2="x:Q",
                y=y,
                y2="at:Q",
                color=colour,
            )
        )
    for thick in (False, True):
        part = ends[(ends["country"] == lead) == thick]
        if part.empty:
            continue
        layers.append(
            alt.Chart(drawn(part))
            .mark_text(align="left", fontWeight="bold" if thick else "normal")
            .encode(
                x=alt.X("x:Q", **year_axis(first, last, room=room)),
                y=alt.Y("at:Q", scale=y_scale, title=None),
                text="text:N",
                color=colour,
            )
        )
    chart = alt.layer(*layers).properties(
        width=plot, height=height, title=_heading(f"{label} ({scale})")
    )
    table = frame[["country", "year", "value", "low", "high"]]
    return finish(
        chart,
        finding=_level_finding(frame, label, lead, decimals),
        source=source,
        table=table,
    )


def _level_finding(frame: pd.DataFrame, label: str, lead: str, decimals: int) -> str:
    name = COUNTRY_NAMES.get(lead, lead)
    own = frame[frame["country"] == lead]
    start, end = own.iloc[0], own.iloc[-1]
    text = (
        f"{label}: {name} moved from {number(start['value'], decimals)} in {start['year']} "
        f"to {number(end['value'], decimals)} in {end['year']}"
    )
    if pd.notna(end["low"]) and pd.notna(end["high"]):
        text += f" (interval {number(end['low'], decimals)} to {number(end['high'], decimals)})"
    others = frame[(frame["country"] != lead) & (frame["year"] == end["year"])]
    if not others.empty:
        ranked = others.sort_values("value", ascending=False)
        text += "; in that year " + listed(
            f"{_said(c)} stood at {number(v, decimals)}"
            if place == 0
            else f"{_said(c)} at {number(v, decimals)}"
            for place, (c, v) in enumerate(zip(ranked["country"], ranked["value"], strict=True))
        )
    return capital(text) + "."


def _said(country: str) -> str:
    name = COUNTRY_NAMES.get(country, country)
    return f"the {name.lower()}" if country == "WLD" else name


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
    countries: Sequence[str] = ("KAZ", "KGZ", "TJK", "TKM", "UZB"),
    first: int = 1990,
    last: int = 2019,
    decimals: int = 2,
    source: str = VDEM,
) -> alt.VConcatChart:
    """Draw the change of a series from year to year as bars, one row per country.

    All rows share one vertical scale, so the size of a step can be compared between them. The
    largest fall of each country is labelled.

    Parameters
    ----------
    values : DataFrame
        Columns country, year, series, value.
    series, label, countries, first, last, decimals, source
        As for `country_series`.

    Returns
    -------
    altair.VConcatChart
        Its table has columns country, year, value, change.
    """
    frame = select(values, series, countries=countries, first=first, last=last)
    change = yearly_changes(frame)
    step = _round_up(change["change"].abs().max() / 4)
    unit = 26 / step
    rows = []
    for place, country in enumerate(countries):
        own = change[change["country"] == country]
        fall = own.loc[[own["change"].idxmin()]].copy()
        fall["text"] = [
            f"{signed(c, decimals)} in {y}"
            for y, c in zip(fall["year"], fall["change"], strict=True)
        ]
        top = max(np.ceil(own["change"].max() / step), 1) * step
        bottom = min(fall["change"].iloc[0] - 20 / unit, -step)
        lead = place == 0
        final = place == len(countries) - 1
        axis = year_axis(first, last + 0.6)
        if not final:
            axis["axis"] = alt.Axis(
                values=axis["axis"]["values"], labels=False, ticks=False, title=None, domain=False
            )
        x = alt.X("year:Q", **axis)
        y = alt.Y(
            "change:Q",
            scale=alt.Scale(domain=[bottom, top], nice=False),
            axis=alt.Axis(
                title=None,
                values=[
                    round(k * step, 9)
                    for k in range(
                        int(np.ceil(fall["change"].iloc[0] / step - 0.2)), round(top / step) + 1
                    )
                ],
                format=f"+.{_places(step)}f",
                labelExpr="datum.value == 0 ? '0' : datum.label",
            ),
        )
        base = alt.Chart(drawn(own.assign(name=COUNTRY_NAMES.get(country, country))))
        bars = base.mark_bar(size=13, color=COUNTRIES.get(country, theme.QUIET)).encode(
            x=x,
            y=y,
            tooltip=[
                alt.Tooltip("name:N", title="Country"),
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("change:Q", title="Change", format=f"+.{decimals + 1}f"),
                alt.Tooltip("value:Q", title=label, format=f".{decimals + 1}f"),
            ],
        )
        biggest = (
            alt.Chart(drawn(fall))
            .mark_text(baseline="top", dy=4, fontWeight="bold" if lead else "normal")
            .encode(x=x, y=y, text="text:N")
        )
        zero = alt.Chart(pd.DataFrame({"change": [0]})).mark_rule(color=theme.RULE).encode(y=y)
        rows.append(
            alt.layer(zero, bars, biggest).properties(
                width=theme.WIDTH - 60,
                height=round((top - bottom) * unit),
                title=alt.Title(
                    COUNTRY_NAMES.get(country, country),
                    color=COUNTRIES.get(country, theme.QUIET),
                    offset=2,
                ),
            )
        )
    chart = alt.vconcat(*rows, spacing=8)
    finding = _change_finding(change, frame, label, countries, decimals)
    return finish(chart, finding=finding, source=source, table=change)


def _change_finding(
    change: pd.DataFrame,
    frame: pd.DataFrame,
    label: str,
    countries: Sequence[str],
    decimals: int,
) -> str:
    falls = change.loc[change.groupby("country", sort=False)["change"].idxmin()]
    falls = falls.set_index("country")
    lead = countries[0]
    own = change[change["country"] == lead]
    fell = own[own["change"] < 0]
    total = fell["change"].sum()
    text = (
        f"{label}, change from year to year: {COUNTRY_NAMES.get(lead, lead)}'s largest fall was "
        f"{number(abs(falls.at[lead, 'change']), decimals)} in {falls.at[lead, 'year']}"
    )
    if total < 0:
        three = fell.nsmallest(3, "change")
        share = three["change"].sum() / total * 100
        text += (
            f", and its {counted(len(three), 'steepest year')} ({listed(sorted(three['year']))}) hold "
            f"{number(share)} per cent of all its falls"
        )
    others = [
        f"{COUNTRY_NAMES.get(c, c)} {number(abs(falls.at[c, 'change']), decimals)} "
        f"({falls.at[c, 'year']})"
        for c in countries[1:]
        if falls.at[c, "change"] < 0
    ]
    if others:
        text += f"; the largest falls elsewhere were {listed(others)}"
    starts = frame.groupby("country", sort=False).head(1)
    text += "; the series begin at " + listed(
        f"{number(v, decimals)} ({COUNTRY_NAMES.get(c, c)}, {y})"
        for c, v, y in zip(starts["country"], starts["value"], starts["year"], strict=True)
    )
    return text + "."


def _places(step: float) -> int:
    """Return the decimals that write multiples of `step` without loss."""
    return next(k for k in range(9) if abs(round(step, k) - step) < 1e-9)


def _scale(colours: Mapping[str, str], keys: Sequence[str]) -> alt.Scale:
    return alt.Scale(domain=list(keys), range=[colours.get(key, theme.QUIET) for key in keys])


def _heading(text: str) -> alt.Title:
    return alt.Title(text, fontWeight="normal", color=theme.SOFT)


def _round_up(
    value: float, steps: Sequence[float] = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
) -> float:
    """Return the least of `steps` times a power of ten that is not below `value`."""
    if value <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    return next(round(s * power, 12) for s in steps if value <= s * power * (1 + 1e-9))


ECONOMY = (
    ("wdi_gdp_growth", "Growth of gross domestic product", "% a year", "bar"),
    ("wdi_cpi_inflation", "Rise of consumer prices", "% a year", "bar"),
    ("wdi_gini_gapminder", "Inequality of consumption", "Gini index, 0 to 100", "point"),
)
"""Panels of `economy`: series, name, unit and mark."""


def economy(
    values: pd.DataFrame,
    *,
    country: str = LEAD,
    first: int = 2000,
    last: int = 2019,
    panels: Sequence[tuple[str, str, str, str]] = ECONOMY,
    source: str = WORLD_BANK,
) -> alt.VConcatChart:
    """Draw growth, prices and inequality of one country, one above the other.

    Every panel starts at zero. The last year is drawn dark with its value; so is the year
    before `last` with the most extreme value, for comparison.

    Parameters
    ----------
    values : DataFrame
        Columns country, year, series, value.
    country : str
        ISO code of the country.
    first, last : int
        Years shown; before 2000 the inflation of the early nineties would flatten the rest.
    panels : sequence of (series, name, unit, mark)
        What to show from top to bottom; the mark is ``bar`` or ``point``.
    source : str
        The source line.

    Returns
    -------
    altair.VConcatChart
        Its table has columns series, year, value.
    """
    plots, rows, sentences = [], [], []
    for place, (series, name, unit, mark) in enumerate(panels):
        own = select(values, series, countries=[country], first=first, last=last)
        final = own.iloc[-1]
        earlier = own.iloc[:-1]
        shown = [final]
        if not earlier.empty:
            shown.append(earlier.loc[earlier["value"].abs().idxmax()])
        named = pd.DataFrame(shown)
        named["text"] = [number(value, 1) for value in named["value"]]
        low = min(0.0, own["value"].min() * 1.1)
        top = own["value"].max() * (1.22 if mark == "bar" else 1.3)
        axis = year_axis(first - 0.6, last + 0.6)
        if place < len(panels) - 1:
            axis["axis"] = alt.Axis(
                values=axis["axis"]["values"], labels=False, ticks=False, title=None, domain=False
            )
        x = alt.X("year:Q", **axis)
        y = alt.Y(
            "value:Q",
            scale=alt.Scale(domain=[low, top], nice=False),
            axis=alt.Axis(title=None, values=grid_values(low, top, 4)),
        )
        base = alt.Chart(drawn(own.assign(last=own["year"] == final["year"])))
        colour = alt.Color(
            "last:N",
            scale=alt.Scale(domain=[False, True], range=[theme.SKY, theme.BLUE]),
            legend=None,
        )
        tooltip = [
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("value:Q", title=f"{name}, {unit}", format=".1f"),
        ]
        if mark == "bar":
            marks = [base.mark_bar(size=18).encode(x=x, y=y, color=colour, tooltip=tooltip)]
        else:
            marks = [
                base.mark_line(color=theme.SKY, strokeWidth=1.5).encode(x=x, y=y),
                base.mark_point(size=70, opacity=1).encode(x=x, y=y, color=colour, tooltip=tooltip),
            ]
        label = (
            alt.Chart(drawn(named))
            .mark_text(baseline="bottom", dy=-4 if mark == "bar" else -7, fontWeight="bold")
            .encode(x=x, y=y, text="text:N")
        )
        zero = alt.Chart(pd.DataFrame({"value": [0]})).mark_rule(color=theme.RULE).encode(y=y)
        plots.append(
            alt.layer(zero, *marks, label).properties(
                width=theme.WIDTH - 44, height=120, title=_heading(f"{name} ({unit})")
            )
        )
        rows.append(own.assign(series=series)[["series", "year", "value"]])
        sentences.append(_economy_sentence(own, name, unit))
    return finish(
        alt.vconcat(*plots, spacing=10),
        finding=f"{COUNTRY_NAMES.get(country, country)}: {'; '.join(sentences)}.",
        source=source,
        table=pd.concat(rows, ignore_index=True),
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
    country: str = LEAD,
    first: int = 1990,
    last: int = 2019,
    decimals: int = 2,
    height: int = 220,
    source: str = f"{VDEM}; constitutional changes as listed in this report",
) -> alt.VConcatChart:
    """Draw the changes of the constitution above a measured series on one time axis.

    Parameters
    ----------
    values : DataFrame
        Columns country, year, series, value.
    changes : DataFrame
        Columns change, adopted, instrument, gains, loses (lists separated by semicolons).
    series, label, country, first, last, decimals, height, source
        As for `country_series`.

    Returns
    -------
    altair.VConcatChart
        Its table has columns change, adopted, instrument, gains, loses, before, after and
        difference: the series in the year before the change and in the year after it.
    """
    need(changes, ("change", "adopted", "instrument", "gains", "loses"), "constitutional changes")
    line = select(values, series, countries=[country], first=first, last=last)
    by_year = line.set_index("year")["value"]
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
        "\n".join(wrap(balance(up, down), 124, theme.SMALL))
        for up, down in zip(rules["gains"], rules["loses"], strict=True)
    ]
    widths = (
        np.array([max(text_width(t, theme.SMALL) for t in w.split("\n")) for w in rules["winner"]])
        + 8
    )
    plot = theme.WIDTH - 44
    reach = max(widths[rules["year"] > last - 2], default=0)
    per_year = (plot - reach) / (last + 1 - first)
    rules["level"] = stairs(list(rules["year"]), list(widths / per_year))
    tiers = rules["level"].max() + 1
    time = year_axis(first, last + 1, room=reach / per_year)
    x = alt.X("year:Q", **time)
    bare = alt.X(
        "year:Q",
        scale=time["scale"],
        axis=alt.Axis(labels=False, ticks=False, title=None, domain=False),
    )
    tier = alt.Y("level:Q", scale=alt.Scale(domain=[tiers - 0.25, -0.25], nice=False), axis=None)
    bars = alt.Chart(drawn(rules))
    tooltip = [
        alt.Tooltip("date:N", title="Adopted"),
        alt.Tooltip("instrument:N", title="Change"),
        alt.Tooltip("gains:N", title="Gain power"),
        alt.Tooltip("loses:N", title="Lose power"),
    ]
    above = alt.layer(
        bars.mark_rule(color=theme.RULE).encode(x=bare, y=tier, y2=alt.Y2Datum(tiers - 0.25)),
        bars.mark_text(align="left", dx=4, dy=-1, fontWeight="bold").encode(
            x=bare, y=tier, text="text:N", tooltip=tooltip
        ),
        bars.mark_text(
            lineBreak="\n", align="left", dx=4, dy=14, fontSize=theme.SMALL, color=theme.SOFT
        ).encode(x=bare, y=tier, text="winner:N", tooltip=tooltip),
    ).properties(
        width=plot, height=48 * tiers, title=_heading("Constitutional changes, and who gained")
    )
    top = _round_up(line["value"].max())
    measured = alt.Scale(domain=[min(0.0, line["value"].min()), top], nice=False)
    y = alt.Y(
        "value:Q",
        scale=measured,
        axis=value_axis(grid_values(0, top)),
    )
    base = alt.Chart(drawn(line))
    below = alt.layer(
        grid(grid_values(0, top), first, last + 1, x=x, y_scale=measured),
        bars.mark_rule(color=theme.RULE).encode(x=x),
        base.mark_line(
            color=COUNTRIES.get(country, theme.BLUE), strokeWidth=4, interpolate="linear"
        ).encode(x=x, y=y),
        base.mark_point(opacity=0, size=120).encode(
            x=x,
            y=y,
            tooltip=[
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("value:Q", title=label, format=f".{decimals}f"),
            ],
        ),
    ).properties(width=plot, height=height, title=_heading(f"{label} (0 to 1)"))
    known = rules.dropna(subset="difference")
    moved = known[known["difference"].abs() >= 0.5 * 10**-decimals]
    text = f"{label} in {COUNTRY_NAMES.get(country, country)}, in the year before and the year after a constitutional change: "
    text += listed(
        f"{number(b, decimals)} and {number(a, decimals)} around {t}"
        for b, a, t in zip(known["before"], known["after"], known["text"], strict=True)
    )
    text += (
        f"; {word(len(moved))} of {counted(len(known), 'change')} "
        f"{'goes' if len(moved) == 1 else 'go'} together with a measured difference"
    )
    return finish(
        alt.vconcat(above, below, spacing=0),
        finding=text + ".",
        source=source,
        table=rules[
            ["change", "adopted", "instrument", "gains", "loses", "before", "after", "difference"]
        ],
    )
