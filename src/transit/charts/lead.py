"""The chart that tells the story, and any chart as a card for sharing."""

import re
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

import altair as alt
import pandas as pd
import vl_convert

from transit.charts import theme
from transit.charts.events import in_order
from transit.charts.frames import drawn, need, parts
from transit.charts.layout import spread, text_width, wrap
from transit.charts.powers import group_name
from transit.charts.series import VDEM, grid_values, select, year_axis
from transit.charts.theme import COUNTRIES, COUNTRY_DASHES, COUNTRY_NAMES, finish
from transit.display.renderer import draw_svg
from transit.errors import TransitError
from transit.wording import counted, number, word

CARD = (1200, 630)
PLOT = theme.WIDTH - 40
NAMED = {
    "E12": "new constitution",
    "E14": "seven-year term",
    "E21": "First President exempt from term limit",
    "E25": "may call early elections",
}
NO_STEP = ("claim", "context", "measurement", "process", "schedule")


def steepest(story: pd.Series, share: float = 0.5) -> tuple[int, int, float]:
    """Return the shortest run of years that holds at least `share` of the fall from the peak.

    Parameters
    ----------
    story : Series
        Values indexed by year.
    share : float
        The least part of the fall, above 0 and at most 1.

    Returns
    -------
    first, last : int
        The years between which the value falls; of equally short runs the one with more.
    part : float
        The part of the fall, from the peak to the least value after it, that the run holds.

    Raises
    ------
    TransitError
        If the values never fall after their peak.
    """
    story = story.sort_index()
    peak = story.index[len(story) - 1 - story.to_numpy()[::-1].argmax()]
    after = story.loc[peak:]
    fall = after.iloc[0] - after.min()
    if not fall > 0:
        raise TransitError("the series does not fall after its peak; there is no run to mark")
    runs = [
        (b - a, -(after[a] - after[b]), a, b)
        for a in after.index
        for b in after.index
        if b > a and after[a] - after[b] >= share * fall - 1e-12
    ]
    _, drop, first, last = min(runs)
    return int(first), int(last), float(-drop / fall)


def lead(
    events: pd.DataFrame,
    values: pd.DataFrame,
    *,
    series: str = "vdem15_v2xlg_legcon",
    label: str = "Legislative constraints on the executive",
    institution: str = "president",
    countries: Sequence[str] = ("KAZ", "KGZ", "UZB", "WLD"),
    named: Mapping[str, str] = NAMED,
    first: int = 1990,
    last: int = 2019,
    height: int = 150,
    source: str = f"Chronology of this report; {VDEM}",
) -> alt.VConcatChart:
    """Draw the steps by which an institution gained power above a measured check on it.

    The upper panel counts the events by which the institution gains, by whoever's reading,
    less those by which it loses; claims, contexts and forecasts do not count. The lower panel
    shows the measure. A band marks the shortest run of years with half of the fall or more.

    Parameters
    ----------
    events : DataFrame
        Columns event, date, title, kind, gains, loses.
    values : DataFrame
        Columns country, year, series, value.
    series, label : str
        The measure and its name.
    institution : str
        Whose gains are counted.
    countries : sequence of str
        The first is the country of the story.
    named : mapping of str to str
        Short names for the events that get a label in the picture.
    first, last : int
        Years shown.
    height : int
        Height of each panel in pixels; a card looks best with about 105.
    source : str
        The source line.

    Returns
    -------
    altair.VConcatChart
        Its table has columns year, steps (the running count at the end of the year) and one
        column with the measure per country.
    """
    need(events, ("event", "date", "title", "kind", "gains", "loses"), "events")
    own = in_order(events)
    own = own[own["when"].between(first, last + 1) & ~own["kind"].astype(str).isin(NO_STEP)]
    up = own["gains"].map(lambda cell: institution in parts(cell))
    down = own["loses"].map(lambda cell: institution in parts(cell))
    own = own.assign(step=up.astype(int) - down.astype(int))
    own = own[own["step"] != 0].reset_index(drop=True)
    if own.empty:
        raise TransitError(f"events: there is none by which {institution} gains or loses power")
    own["total"] = own["step"].cumsum()
    gains, losses = int((own["step"] > 0).sum()), int((own["step"] < 0).sum())
    measure = select(values, series, countries=countries, first=first, last=last)
    story = measure[measure["country"] == countries[0]].set_index("year")["value"]
    begin, stop, share = steepest(story)

    room = 150 / (PLOT - 150) * (last + 1 - first)
    span = (first, last + 1, room)
    band = pd.DataFrame({"from": [begin], "to": [stop]})
    title = {"fontWeight": "normal", "color": theme.SOFT}
    chart = alt.vconcat(
        _steps(own, named, band, span, height).properties(
            title=alt.Title(
                f"Steps that gave the {group_name(institution).lower()} power, counted", **title
            ),
        ),
        _checks(measure, countries, band, share, span, height).properties(
            title=alt.Title(f"{label} (0 to 1)", **title)
        ),
        spacing=6,
    )
    years = pd.Index(range(first, last + 1), name="year")
    steps = own.groupby(own["when"].astype(int))["step"].sum().reindex(years, fill_value=0)
    table = pd.DataFrame({"steps": steps.cumsum()})
    for country in countries:
        table[country] = measure[measure["country"] == country].set_index("year")["value"]
    name = COUNTRY_NAMES.get(countries[0], countries[0])
    before = int((own["when"] < stop + 1)[own["step"] > 0].sum())
    finding = (
        f"In {name} {counted(gains, 'event')} from {first} to {last} added to the power of the "
        f"{group_name(institution).lower()} and {counted(losses, 'event')} took from it, but "
        f"{number(100 * share)} per cent of the fall in {label[:1].lower()}{label[1:]} came from "
        f"{begin} to {stop} (from {number(story[begin], 2)} to {number(story[stop], 2)}), when "
        f"{word(before)} of the {word(gains)} steps up had been taken; in "
        f"{story.index[-1]} the index stood at {number(story.iloc[-1], 2)}."
    )
    return finish(chart, finding=finding, source=source, table=table.reset_index())


def _steps(
    own: pd.DataFrame,
    named: Mapping[str, str],
    band: pd.DataFrame,
    span: tuple[float, float, float],
    height: int,
) -> alt.LayerChart:
    x = _time(span, labels=False)
    last, pixel = span[1], span[2] / 150
    gains, losses = int((own["step"] > 0).sum()), int((own["step"] < 0).sum())
    stairs = pd.DataFrame(
        {
            "when": [float(int(own["when"].iloc[0])), *own["when"], last],
            "total": [0, *own["total"], own["total"].iloc[-1]],
        }
    )
    top = float(own["total"].max()) * 1.12
    ticks = grid_values(0, top, 3)
    y = _level(0, top, ticks)
    labels = own[own["event"].isin(named)].copy()
    labels["text"] = [
        f"{int(when)} {named[event]}"
        for when, event in zip(labels["when"], labels["event"], strict=True)
    ]
    line = top / height
    labels["at"] = spread(labels["total"] - 10 * line, 17 * line, 9 * line)
    labels["x"] = labels["when"] + 7 * pixel
    final = pd.DataFrame(
        {
            "x": [last + 6 * pixel],
            "total": [float(own["total"].iloc[-1])],
            "text": [f"{gains} up" + (f", {losses} down" if losses else "")],
        }
    )
    dots = alt.Chart(drawn(own[["when", "total", "title", "date", "step"]]))
    return alt.layer(
        alt.Chart(band).mark_rect(color=theme.WASH).encode(x=x("from"), x2="to:Q"),
        alt.Chart(pd.DataFrame({"from": float(span[0]), "to": float(last), "y": ticks}))
        .mark_rule(color=theme.GRID)
        .encode(x=x("from"), x2="to:Q", y=y("y")),
        alt.Chart(drawn(stairs))
        .mark_line(interpolate="step-after", strokeWidth=3, color=theme.BLUE)
        .encode(x=x("when"), y=y("total")),
        dots.mark_point(size=34, color=theme.BLUE, opacity=1).encode(
            x=x("when"),
            y=y("total"),
            tooltip=[
                alt.Tooltip("date:N", title="Date"),
                alt.Tooltip("title:N", title="Event"),
                alt.Tooltip("total:Q", title="Steps so far"),
            ],
        ),
        alt.Chart(drawn(labels[["x", "at", "text"]]))
        .mark_text(align="left", baseline="middle", fontSize=theme.SMALL)
        .encode(x=x("x"), y=y("at"), text="text:N"),
        alt.Chart(final)
        .mark_text(align="left", baseline="middle", fontWeight="bold", color=theme.BLUE)
        .encode(x=x("x"), y=y("total"), text="text:N"),
    ).properties(width=PLOT, height=height)


def _checks(
    measure: pd.DataFrame,
    countries: Sequence[str],
    band: pd.DataFrame,
    share: float,
    span: tuple[float, float, float],
    height: int,
) -> alt.LayerChart:
    x = _time(span, labels=True)
    pixel = span[2] / 150
    top = max(0.8, measure["value"].max() * 1.05)
    ticks = grid_values(0, top)
    y = _level(0, top, ticks)
    ends = measure.groupby("country", sort=False).tail(1).copy()
    line = top / height
    ends["at"] = spread(ends["value"], 17 * line, 0, top)
    ends["x"] = span[1] + 6 * pixel
    ends["text"] = [
        f"{COUNTRY_NAMES.get(c, c)} {number(v, 2)}"
        for c, v in zip(ends["country"], ends["value"], strict=True)
    ]
    layers = [
        alt.Chart(band).mark_rect(color=theme.WASH).encode(x=x("from"), x2="to:Q"),
        alt.Chart(pd.DataFrame({"from": float(span[0]), "to": float(span[1]), "y": ticks}))
        .mark_rule(color=theme.GRID)
        .encode(x=x("from"), x2="to:Q", y=y("y")),
    ]
    for place, country in reversed(list(enumerate(countries))):
        colour = COUNTRIES.get(country, theme.QUIET)
        own = alt.Chart(drawn(measure[measure["country"] == country]))
        layers += [
            own.mark_line(
                color=colour,
                strokeWidth=2 if place else 4,
                strokeDash=COUNTRY_DASHES.get(country, [1, 0]),
            ).encode(x=x("year"), y=y("value")),
            own.mark_point(opacity=0, size=100).encode(
                x=x("year"),
                y=y("value"),
                tooltip=[
                    alt.Tooltip("country:N", title="Country"),
                    alt.Tooltip("year:Q", title="Year", format="d"),
                    alt.Tooltip("value:Q", title="Index", format=".2f"),
                ],
            ),
            alt.Chart(drawn(ends[ends["country"] == country]))
            .mark_text(
                align="left",
                baseline="middle",
                color=colour,
                fontWeight="normal" if place else "bold",
            )
            .encode(x=x("x"), y=y("at"), text="text:N"),
        ]
    note = pd.DataFrame(
        {
            "x": [float(band["to"].iloc[0]) + 5 * pixel],
            "y": [_mean_level(measure, countries[0]) + 12 * line],
            "text": [
                f"{number(100 * share)}% of the fall, {band['from'].iloc[0]}–{band['to'].iloc[0]}"
            ],
        }
    )
    layers.append(
        alt.Chart(note)
        .mark_text(align="left", baseline="middle", fontWeight="bold", color=theme.BLUE)
        .encode(x=x("x"), y=y("y"), text="text:N")
    )
    return alt.layer(*layers).properties(width=PLOT, height=height)


def _mean_level(measure: pd.DataFrame, country: str) -> float:
    """Return where a note beside the band clears the country's line: its mean level."""
    return float(measure.loc[measure["country"] == country, "value"].mean())


def _time(span: tuple[float, float, float], *, labels: bool) -> Callable[[str], alt.X]:
    first, last, room = span
    settings = year_axis(first, last, room=room)
    if not labels:
        settings["axis"] = alt.Axis(labels=False, ticks=False, title=None, domain=False)
    return lambda field: alt.X(f"{field}:Q", **settings)


def _level(low: float, high: float, ticks: Sequence[float]) -> Callable[[str], alt.Y]:
    scale = alt.Scale(domain=[low, high], nice=False)
    axis = alt.Axis(title=None, values=list(ticks), grid=False)
    return lambda field: alt.Y(f"{field}:Q", scale=scale, axis=axis)


def card(chart: alt.TopLevelMixin, *, title: str, footer: str) -> bytes:
    """Return a chart as a picture for sharing: 1200 by 630 pixels with title and footer.

    Parameters
    ----------
    chart : altair chart
        A finished chart.
    title : str
        The message, wrapped to at most two lines.
    footer : str
        Where the picture comes from, one line.

    Returns
    -------
    bytes
        A PNG image.

    Raises
    ------
    TransitError
        If the title needs more than two lines or the footer more than one.
    """
    return vl_convert.svg_to_png(card_svg(chart, title=title, footer=footer))


def card_svg(chart: alt.TopLevelMixin, *, title: str, footer: str) -> str:
    """Return the card of `card` as SVG."""
    width, height = CARD
    edge, large, small = 40, 38, 21
    lines = wrap(title, width - 2 * edge, large, bold=True)
    if len(lines) > 2:
        raise TransitError(f"the title of a card must fit into two lines: {title!r}")
    if text_width(footer, small) > width - 2 * edge:
        raise TransitError(f"the footer of a card must fit into one line: {footer!r}")
    inner = draw_svg(chart.to_dict())
    size = re.search(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)" viewBox="([^"]+)"', inner)
    chart_width, chart_height = float(size[1]), float(size[2])
    top = edge + large * 1.2 * len(lines)
    bottom = height - edge - small
    scale = min((width - 2 * edge) / chart_width, (bottom - top - 8) / chart_height)
    left = (width - chart_width * scale) / 2
    body = re.sub(
        r"^<svg[^>]*>",
        f'<svg x="{left:.2f}" y="{top:.2f}" width="{chart_width * scale:.2f}" '
        f'height="{chart_height * scale:.2f}" viewBox="{size[3]}">',
        inner,
        count=1,
    )
    family = escape(theme.FONT, {'"': "&quot;"})
    head = "".join(
        f'<text x="{edge}" y="{edge + large * (0.85 + 1.2 * k):.1f}" font-size="{large}" '
        f'font-weight="bold" font-family="{family}" fill="{theme.INK}">{escape(line)}</text>'
        for k, line in enumerate(lines)
    )
    foot = (
        f'<text x="{edge}" y="{height - edge + 8}" font-size="{small}" font-family="{family}" '
        f'fill="{theme.SOFT}">{escape(footer)}</text>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" '
        f'fill="{theme.PAPER}"/>{head}{body}{foot}</svg>'
    )
