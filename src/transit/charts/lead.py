"""The chart that tells the story: steps of power counted above a measured check on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import Canvas, layered, quiet
from transit.charts.events import in_order
from transit.charts.frames import drawn, name_of, need
from transit.charts.layout import spread
from transit.charts.powers import Groups
from transit.charts.series import VDEM, country_lines, grid_values, select, year_axis
from transit.charts.theme import COUNTRIES
from transit.display.figure import Figure
from transit.errors import TransitError
from transit.wording import counted, number, word

PLOT = theme.WIDTH - 40
ROOM = 150
"""Pixels kept free for labels at the end of the time axis."""

NO_STEP = ("claim", "context", "measurement", "process", "schedule")
"""Kinds of events that are no step."""


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


@dataclass(frozen=True)
class _Fall:
    """The shortest run of years with half of the fall, and how much of it the run holds."""

    first: int
    last: int
    share: float

    @property
    def band(self) -> pd.DataFrame:
        return pd.DataFrame({"from": [self.first], "to": [self.last]})


def lead(
    events: pd.DataFrame,
    values: pd.DataFrame,
    series: str,
    *,
    label: str,
    institution: str,
    countries: Sequence[str],
    named: Mapping[str, str],
    institutions: pd.DataFrame | None = None,
    names: Mapping[str, str] | None = None,
    first: int = 1990,
    last: int = 2019,
    height: int = 150,
    source: str = f"Chronology of this report; {VDEM}",
) -> Figure:
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
    institutions : DataFrame, optional
        As for `transit.charts.powers.changes`; an institution gains with its group.
    names : mapping of str to str, optional
        Names of the countries; the code itself where there is none.
    first, last : int
        Years shown.
    height : int
        Height of each panel in pixels.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns year, steps (the running count at the end of the year) and one
        column with the measure per country.

    Raises
    ------
    TransitError
        If the institution neither gains nor loses, or the measure never falls.
    """
    need(events, ("event", "date", "title", "kind", "gains", "loses"), "events")
    groups = Groups(institutions)
    own = _counted(events, groups, institution, first, last)
    measure = select(values, series, countries=countries, first=first, last=last)
    measure["name"] = [name_of(names, country) for country in measure["country"]]
    story = measure[measure["country"] == countries[0]].set_index("year")["value"]
    fall = _Fall(*steepest(story))
    years = (float(first), float(last + 1), ROOM / (PLOT - ROOM) * (last + 1 - first))
    title = f"Steps that gave {groups.phrase(institution)} power, counted"
    steps = layered(_steps(own, named, fall, years, height), PLOT, height, quiet(title))
    checks = layered(
        _checks(measure, countries, fall, years, height), PLOT, height, quiet(f"{label} (0 to 1)")
    )
    return Figure(
        alt.vconcat(steps, checks, spacing=6),
        description=_finding(
            own,
            story,
            fall,
            label,
            where=f"In {name_of(names, countries[0])}",
            years=f"from {first} to {last}",
            whose=groups.phrase(institution),
        ),
        source=source,
        table=_table(own, measure, first, last),
    )


def _counted(
    events: pd.DataFrame, groups: Groups, institution: str, first: int, last: int
) -> pd.DataFrame:
    """Return the events by which the institution gains or loses, with the running count."""
    own = in_order(events)
    own = own[own["when"].between(first, last + 1) & ~own["kind"].astype(str).isin(NO_STEP)]
    up = own["gains"].map(lambda cell: institution in groups.of(cell))
    down = own["loses"].map(lambda cell: institution in groups.of(cell))
    own = own.assign(step=up.astype(int) - down.astype(int))
    own = own[own["step"] != 0].reset_index(drop=True)
    if own.empty:
        raise TransitError(f"events: there is none by which {institution} gains or loses power")
    return own.assign(total=own["step"].cumsum())


def _table(own: pd.DataFrame, measure: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    years = pd.Index(range(first, last + 1), name="year")
    steps = own.groupby(own["when"].astype(int))["step"].sum().reindex(years, fill_value=0)
    table = pd.DataFrame({"steps": steps.cumsum()})
    for country, part in measure.groupby("country", sort=False):
        table[country] = part.set_index("year")["value"]
    return table.reset_index()


def _finding(
    own: pd.DataFrame,
    story: pd.Series,
    fall: _Fall,
    label: str,
    *,
    where: str,
    years: str,
    whose: str,
) -> str:
    gains, losses = int((own["step"] > 0).sum()), int((own["step"] < 0).sum())
    before = int((own["when"] < fall.last + 1)[own["step"] > 0].sum())
    return (
        f"{where} {counted(gains, 'event')} {years} added to the power of "
        f"{whose} and {counted(losses, 'event')} took from it, but "
        f"{number(100 * fall.share)} per cent of the fall in {label[:1].lower()}{label[1:]} came "
        f"from {fall.first} to {fall.last} (from {number(story[fall.first], 2)} to "
        f"{number(story[fall.last], 2)}), when {word(before)} of the {word(gains)} steps up had "
        f"been taken; in {story.index[-1]} the index stood at {number(story.iloc[-1], 2)}."
    )


def _ground(
    fall: _Fall,
    years: tuple[float, float, float],
    top: float,
    ticks: Sequence[float],
    *,
    labels: bool,
) -> tuple[Canvas, list[alt.Chart]]:
    """Return the canvas of a panel, and its band and its grid lines."""
    first, last, room = years
    canvas = Canvas(
        (first, last + room),
        (0, top),
        x_axis=year_axis(first, last, labels=labels),
        y_axis=alt.Axis(title=None, values=list(ticks), grid=False),
        down=False,
    )
    band = alt.Chart(fall.band).mark_rect(color=theme.WASH)
    lines = pd.DataFrame({"from": first, "to": last, "y": list(ticks)})
    return canvas, [
        band.encode(x=canvas.x("from"), x2="to:Q"),
        canvas.rules(lines, "from", "to", "y", color=theme.GRID),
    ]


def _steps(
    own: pd.DataFrame,
    named: Mapping[str, str],
    fall: _Fall,
    years: tuple[float, float, float],
    height: int,
) -> list[alt.Chart]:
    last, pixel = years[1], years[2] / ROOM
    top = float(own["total"].max()) * 1.12
    canvas, ground = _ground(fall, years, top, grid_values(0, top, 3), labels=False)
    stairs = pd.DataFrame(
        {
            "when": [float(int(own["when"].iloc[0])), *own["when"], last],
            "total": [0, *own["total"], own["total"].iloc[-1]],
        }
    )
    gains, losses = int((own["step"] > 0).sum()), int((own["step"] < 0).sum())
    final = pd.DataFrame(
        {
            "x": [last + 6 * pixel],
            "total": [float(own["total"].iloc[-1])],
            "text": [f"{gains} up" + (f", {losses} down" if losses else "")],
        }
    )
    place = {"x": canvas.x("when"), "y": canvas.y("total")}
    dots = alt.Chart(drawn(own[["when", "total", "title", "date", "step"]]))
    strong: dict[str, Any] = {"fontWeight": "bold", "color": theme.BLUE}
    return [
        *ground,
        alt.Chart(drawn(stairs))
        .mark_line(interpolate="step-after", strokeWidth=3, color=theme.BLUE)
        .encode(**place),
        dots.mark_point(size=34, color=theme.BLUE, opacity=1).encode(
            **place,
            tooltip=[
                alt.Tooltip("date:N", title="Date"),
                alt.Tooltip("title:N", title="Event"),
                alt.Tooltip("total:Q", title="Steps so far"),
            ],
        ),
        _step_labels(own, named, canvas, pixel, top / height),
        canvas.texts(final, "x", "total", **strong),
    ]


def _step_labels(
    own: pd.DataFrame, named: Mapping[str, str], canvas: Canvas, pixel: float, line: float
) -> alt.Chart:
    """Return the years and names of some steps, `pixel` years and `line` steps to the pixel."""
    labels = own[own["event"].isin(named)].copy()
    labels["text"] = [
        f"{int(when)} {named[event]}"
        for when, event in zip(labels["when"], labels["event"], strict=True)
    ]
    labels["at"] = spread(labels["total"] - 10 * line, 17 * line, 9 * line)
    labels["x"] = labels["when"] + 7 * pixel
    return canvas.texts(labels[["x", "at", "text"]], "x", "at", fontSize=theme.SMALL)


def _checks(
    measure: pd.DataFrame,
    countries: Sequence[str],
    fall: _Fall,
    years: tuple[float, float, float],
    height: int,
) -> list[alt.Chart]:
    last, pixel = years[1], years[2] / ROOM
    top = max(0.8, measure["value"].max() * 1.05)
    line = top / height
    canvas, ground = _ground(fall, years, top, grid_values(0, top), labels=True)
    story = measure.loc[measure["country"] == countries[0], "value"]
    note = pd.DataFrame(
        {
            "x": [float(fall.last) + 5 * pixel],
            "y": [float(story.mean()) + 12 * line],
            "text": [f"{number(100 * fall.share)}% of the fall, {fall.first}–{fall.last}"],
        }
    )
    strong: dict[str, Any] = {"fontWeight": "bold", "color": theme.BLUE}
    tooltip = [
        alt.Tooltip("country:N", title="Country"),
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("value:Q", title="Index", format=".2f"),
    ]
    points = alt.Chart(drawn(measure)).mark_point(opacity=0, size=100)
    return [
        *ground,
        *country_lines(measure, countries, canvas),
        points.encode(x=canvas.x("year"), y=canvas.y("value"), tooltip=tooltip),
        *_end_labels(measure, countries, canvas, last + 6 * pixel, line, top),
        canvas.texts(note, "x", "y", **strong),
    ]


def _end_labels(
    measure: pd.DataFrame,
    countries: Sequence[str],
    canvas: Canvas,
    at: float,
    line: float,
    top: float,
) -> list[alt.Chart]:
    ends = measure.groupby("country", sort=False).tail(1).copy()
    ends["at"] = spread(ends["value"], 17 * line, 0, top)
    ends["x"] = at
    ends["text"] = [
        f"{name} {number(value, 2)}"
        for name, value in zip(ends["name"], ends["value"], strict=True)
    ]
    return [
        canvas.texts(
            ends[ends["country"] == country],
            "x",
            "at",
            color=COUNTRIES.get(country, theme.QUIET),
            fontWeight="normal" if place else "bold",
        )
        for place, country in reversed(list(enumerate(countries)))
    ]
