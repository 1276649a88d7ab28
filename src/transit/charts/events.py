"""Events in time: a timeline, days one by one, and who held two posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import Canvas, key, layered, marks_by
from transit.charts.frames import drawn, name_of, need
from transit.charts.layout import decimal_year, span, spread, stairs, written
from transit.charts.powers import Groups
from transit.charts.theme import EFFECT_SHAPES, EFFECTS
from transit.display.figure import Figure
from transit.display.lettering import text_width, wrap
from transit.errors import TransitError
from transit.wording import capital, counted, listed, number, word

SOURCE = "Chronology of this report; each event names its own sources"
DAY = pd.Timedelta(days=1)


def in_order(events: pd.DataFrame) -> pd.DataFrame:
    """Return events with a column ``when`` (year with fraction), earliest first.

    Raises
    ------
    TransitError
        If an event has no date.
    """
    need(events, ("event", "date", "title"), "events")
    ends = events["date_end"] if "date_end" in events else [None] * len(events)
    whole = [_whole(date, end) for date, end in zip(events["date"], ends, strict=True)]
    ordered = events.assign(date=whole, when=[decimal_year(date) for date in whole])
    undated = ordered.loc[ordered["when"].isna(), "event"]
    if not undated.empty:
        verb = "has" if len(undated) == 1 else "have"
        raise TransitError(f"events: {listed(undated)} {verb} no date and cannot be drawn")
    return ordered.sort_values("when", kind="stable").reset_index(drop=True)


def _whole(date: object, end: object) -> object:
    """Return the span from `date` to `end` where both are years, else the date alone."""
    if end is None or pd.isna(end) or pd.isna(date):
        return date
    first, last = span(date)[0], span(str(end).removesuffix(".0"))[1] - DAY
    return f"{first.year}/{last.year}" if last.year > first.year else date


# --- timeline ---------------------------------------------------------------------------------

_PLOT = theme.WIDTH - 8
_AXIS, _DATES, _TITLES = 42.0, 70.0, 158.0
"""Where the axis, the dates and the titles of a timeline stand, in pixels."""
_HEAD, _LANE, _KEY = 40, 67, -26.0


def timeline(
    events: pd.DataFrame, *, institutions: pd.DataFrame | None = None, source: str = SOURCE
) -> Figure:
    """Draw events on a vertical time axis with their titles and who gains or loses by each.

    Dots stand to scale on the axis; lines lead from them to the titles. Events that the
    article does not mention are set in grey.

    Parameters
    ----------
    events : DataFrame
        The events to draw, for instance those of one section: columns event, date, title,
        gains, loses (lists separated by semicolons), in_article.
    institutions : DataFrame, optional
        As for `transit.charts.powers.changes`: the groups that get a column of their own, in
        this order, if they gain or lose more than once.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns event, date, title, gains, loses, in_article.
    """
    columns = ["event", "date", "title", "gains", "loses", "in_article"]
    need(events, columns, "events")
    groups = Groups(institutions)
    own = in_order(events)
    own["in_article"] = own["in_article"].astype(bool)
    effects = _effects(own, groups)
    lanes = _lanes(effects, groups)
    own = _in_rows(own, _PLOT - _TITLES - _LANE * len(lanes) - 6)
    height = float(own["room"].sum())
    canvas = Canvas.pixels(_PLOT, height, head=_HEAD)
    middles = {lane: _PLOT - _LANE * (len(lanes) - k - 0.5) for k, lane in enumerate(lanes)}
    layers = [
        *_time_axis(own, height, canvas),
        *[
            layer
            for mentioned in (True, False)
            for layer in _titles(own[own["in_article"] == mentioned], mentioned, canvas)
        ],
        *_lane_marks(own, effects, middles, groups, canvas),
    ]
    finding = _timeline_finding(own, effects, groups)
    chart = layered(layers, _PLOT, height + _HEAD)
    return Figure(chart, description=finding, source=source, table=own[columns])


def _effects(own: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """Return one row per event and group that gains or loses by it."""
    rows = [
        (event, group, effect)
        for event, gains, loses in zip(own["event"], own["gains"], own["loses"], strict=True)
        for group, effect in groups.effects(gains, loses).items()
    ]
    return pd.DataFrame(rows, columns=["event", "group", "effect"])


def _lanes(effects: pd.DataFrame, groups: Groups) -> list[str]:
    """Return the at most four groups named most often, and ``other`` if there are more."""
    often = effects["group"].value_counts()
    known = groups.order or list(dict.fromkeys(effects["group"]))
    most = sorted((g for g in known if often.get(g, 0) > 1), key=lambda g: -often[g])[:4]
    lanes = [group for group in known if group in most]
    effects["lane"] = effects["group"].where(effects["group"].isin(lanes), "other")
    return [*lanes, "other"] if (effects["lane"] == "other").any() else lanes


def _in_rows(own: pd.DataFrame, room: float) -> pd.DataFrame:
    """Return events with their titles wrapped, the rows they stand in and their dots."""
    own = own.assign(text=["\n".join(wrap(title, room, theme.BASE)) for title in own["title"]])
    lines = own["text"].str.count("\n") + 1
    own["room"] = lines * theme.BASE * 1.2 + 11
    own["row"] = own["room"].cumsum() - own["room"] / 2
    own["line"] = own["row"] - (lines - 1) * theme.BASE * 1.2 / 2
    start, end = _years(own)
    own["dot"] = (own["when"] - start) / (end - start) * float(own["room"].sum())
    own["label"] = [written(date) for date in own["date"]]
    return own


def _years(own: pd.DataFrame) -> tuple[int, int]:
    """Return the whole years between which the events lie."""
    first, last = own["when"].iloc[0], own["when"].iloc[-1]
    return int(np.floor(first)), int(np.ceil(last + 0.01))


def _time_axis(own: pd.DataFrame, height: float, canvas: Canvas) -> list[alt.Chart]:
    """Return the lines between rows, the axis with its years, and lines from dots to rows."""
    start, end = _years(own)
    step = next(s for s in (1, 2, 5, 10, 20) if (end - start) / s * 20 <= height)
    ticks = pd.DataFrame({"year": range(-(-start // step) * step, end + 1, step)})
    ticks["y"] = (ticks["year"] - start) / (end - start) * height
    ticks["text"] = ticks["year"].astype(str)
    separators = pd.DataFrame({"y": own["room"].cumsum().to_numpy()[:-1]})
    spine = alt.Chart(pd.DataFrame({"y": [0.0], "y2": [height]}))
    leads = alt.Chart(drawn(own[["dot", "row"]].assign(x=_AXIS, x2=_DATES - 6)))
    return [
        canvas.rules(separators, _DATES, _PLOT, "y", color=theme.GRID),
        spine.mark_rule(color=theme.RULE, strokeWidth=2).encode(
            x=canvas.x(_AXIS), y=canvas.y("y"), y2="y2:Q"
        ),
        canvas.texts(ticks, _AXIS - 9, "y", align="right", color=theme.SOFT),
        leads.mark_rule(color=theme.RULE).encode(
            x=canvas.x("x"), x2="x2:Q", y=canvas.y("dot"), y2="row:Q"
        ),
    ]


def _titles(part: pd.DataFrame, mentioned: bool, canvas: Canvas) -> list[alt.Chart]:
    """Return dots, dates and titles of the events that the article mentions, or does not."""
    if part.empty:
        return []
    tooltip = [
        alt.Tooltip("label:N", title="Date"),
        alt.Tooltip("title:N", title="Event"),
        alt.Tooltip("gains:N", title="Gain power"),
        alt.Tooltip("loses:N", title="Lose power"),
    ]
    shown = part[["event", "label", "title", "gains", "loses", "text", "dot", "row", "line"]]
    dot: dict[str, Any] = {"fill": theme.PAPER, "stroke": theme.QUIET, "strokeWidth": 1.5}
    text: dict[str, Any] = {"color": theme.QUIET, "fontStyle": "italic"}
    if mentioned:
        dot = {"color": theme.INK}
        text = {"color": theme.INK, "fontStyle": "normal"}
    points = alt.Chart(drawn(shown)).mark_point(size=50, opacity=1, filled=True, **dot)
    return [
        points.encode(x=canvas.x(_AXIS), y=canvas.y("dot"), tooltip=tooltip),
        canvas.texts(shown, _DATES, "row", "label", fontWeight="bold", **text),
        canvas.texts(shown, _TITLES, "line", tooltip=tooltip, lineBreak="\n", **text),
    ]


def _lane_marks(
    own: pd.DataFrame,
    effects: pd.DataFrame,
    middles: Mapping[str, float],
    groups: Groups,
    canvas: Canvas,
) -> list[alt.Chart]:
    """Return the heads of the lanes, the marks in them and the key to the marks."""
    effects = effects.assign(
        x=effects["lane"].map(middles), row=effects["event"].map(own.set_index("event")["row"])
    )
    heads = pd.DataFrame(
        {
            "x": list(middles.values()),
            "y": _KEY,
            "text": ["\n".join(wrap(groups.label(g), _LANE - 2, theme.SMALL)) for g in middles],
        }
    )
    channels = marks_by("effect", EFFECTS, EFFECT_SHAPES)
    marks = alt.Chart(drawn(effects)).mark_point(size=150, opacity=1)
    layers = [
        canvas.texts(heads, "x", "y", align="center", lineBreak="\n", fontSize=theme.SMALL),
        marks.encode(x=canvas.x("x"), y=canvas.y("row"), **channels),
    ]
    used = [effect for effect in EFFECTS if effect in set(effects["effect"])]
    if used:
        entries = pd.DataFrame({"effect": used, "text": used, "y": _KEY})
        entries["x"] = [_DATES + 8 + 74 * place for place in range(len(used))]
        place = {"x": canvas.x("x"), "y": canvas.y("y")}
        style: dict[str, Any] = {"dx": 11, "color": theme.SOFT}
        layers += key(entries, channels, place=place, mark={"size": 120}, **style)
    return layers


def _timeline_finding(own: pd.DataFrame, effects: pd.DataFrame, groups: Groups) -> str:
    years = (span(own["date"].iloc[0])[0].year, span(own["date"].iloc[-1])[0].year)
    text = f"{counted(len(own), 'event')} from {years[0]} to {years[1]}"
    said = []
    for group, part in effects.groupby("group", sort=False):
        up = int(part["effect"].isin(["gains", "both"]).sum())
        down = int(part["effect"].isin(["loses", "both"]).sum())
        said.append((up + down, str(group), up, down))
    said.sort(key=lambda item: (-item[0], item[1]))
    phrases = []
    for _, group, up, down in said[:3]:
        phrase = groups.phrase(group)
        gain, lose = ("gain", "lose") if phrase.endswith("s") else ("gains", "loses")
        pieces = [f"{gain} power in {word(up)}"] if up else []
        if down:
            pieces.append(f"{lose} {'it' if up else 'power'} in {word(down)}")
        phrases.append(f"{phrase} {' and '.join(pieces)}")
    if phrases:
        text += f": {listed(phrases)}"
    silent = int((~own["in_article"]).sum())
    if silent:
        text += f"; the article does not mention {word(silent)} of them"
    return capital(text) + "."


# --- days -------------------------------------------------------------------------------------

_PER_DAY, _DAY_AXIS, _DAY_LABELS = 5.0, 132.0, 176.0


def days(
    events: pd.DataFrame,
    first: str,
    last: str,
    *,
    milestones: Sequence[str],
    source: str = SOURCE,
) -> Figure:
    """Draw a short span day by day: every day a tick, every event with a label.

    Parameters
    ----------
    events : DataFrame
        Columns event, date (to the day; others are left out), title.
    first, last : str
        The first and the last day.
    milestones : sequence of str
        Events between which the days are counted along the axis, two or more.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns event, date, day (1 for `first`), title.

    Raises
    ------
    TransitError
        If a milestone is not among the events of the span.
    """
    begin, stop = pd.Timestamp(first), pd.Timestamp(last)
    own = _exact(in_order(events), begin, stop)
    absent = [event for event in milestones if event not in set(own["event"])]
    if absent:
        verb = "is" if len(absent) == 1 else "are"
        raise TransitError(
            f"events: {listed(absent)} {verb} not dated to a day in {first} to {last}"
        )
    own["strong"] = own["event"].isin(milestones)
    height = _PER_DAY * (stop - begin).days
    own = _beside_days(own, height)
    marks = own[own["strong"]].drop_duplicates("event")
    stretches = _stretches(marks)
    bottom = max(height, own["at"].iloc[-1]) + 12
    canvas = Canvas((0, _PLOT), (-12, bottom))
    layers = [
        *_calendar(begin, stop, canvas),
        *_counted_days(marks, stretches, canvas),
        *_day_labels(own, canvas),
    ]
    table = own.assign(date=own["date"].astype(str))[["event", "date", "day", "title"]]
    return Figure(
        layered(layers, _PLOT, bottom + 12),
        description=_days_finding(own, marks, stretches, stop.year),
        source=source,
        table=table,
    )


def _exact(own: pd.DataFrame, begin: pd.Timestamp, stop: pd.Timestamp) -> pd.DataFrame:
    """Return the events dated to a day of the span, with their day, counted from 1."""
    spans = [span(date) for date in own["date"]]
    exact = np.array([end - start == DAY for start, end in spans])
    own = own.assign(start=[start for start, _ in spans])
    own = own[exact & own["start"].between(begin, stop)].reset_index(drop=True)
    own["day"] = (own["start"] - begin).dt.days + 1
    own["label"] = [f"{start.day} {start:%B}" for start in own["start"]]
    return own


def _beside_days(own: pd.DataFrame, height: float) -> pd.DataFrame:
    """Return events with wrapped titles and the places of their labels beside the days."""
    room = _PLOT - _DAY_LABELS - 84
    own = own.assign(text=["\n".join(wrap(title, room, theme.BASE)) for title in own["title"]])
    lines = own["text"].str.count("\n") + 1
    own["y"] = (own["day"] - 1) * _PER_DAY
    own["at"] = spread(own["y"], list(lines * theme.BASE * 1.2 + 6), 0, height + 40)
    own["line"] = own["at"] - (lines - 1) * theme.BASE * 1.2 / 2
    own["show"] = own["label"].where(own["label"] != own["label"].shift(), "")
    return own


def _stretches(marks: pd.DataFrame) -> pd.DataFrame:
    """Return the days from each milestone to the next."""
    own = pd.DataFrame(
        {
            "y": marks["y"].to_numpy()[:-1],
            "y2": marks["y"].to_numpy()[1:],
            "days": np.diff(marks["day"]),
        }
    )
    own["middle"] = (own["y"] + own["y2"]) / 2
    own["text"] = [counted(int(days), "day") for days in own["days"]]
    return own


def _calendar(begin: pd.Timestamp, stop: pd.Timestamp, canvas: Canvas) -> list[alt.Chart]:
    """Return a tick for every day, and the first days of months with their names."""
    calendar = list(enumerate(pd.date_range(begin, stop)))
    ticks = pd.DataFrame({"y": [_PER_DAY * k for k, _ in calendar]})
    firsts = [(k, day) for k, day in calendar if day.day == 1]
    months = pd.DataFrame(
        {"y": [_PER_DAY * k for k, _ in firsts], "text": [f"1 {day:%B}" for _, day in firsts]}
    )
    thick: dict[str, Any] = {"color": theme.SOFT, "strokeWidth": 2}
    return [
        canvas.rules(ticks, _DAY_AXIS, _DAY_AXIS + 8, "y", color=theme.RULE),
        canvas.rules(months, _DAY_AXIS - 4, _DAY_AXIS + 12, "y", **thick),
        canvas.texts(months, _DAY_AXIS - 10, "y", align="right", color=theme.SOFT),
    ]


def _counted_days(marks: pd.DataFrame, stretches: pd.DataFrame, canvas: Canvas) -> list[alt.Chart]:
    bars = alt.Chart(drawn(stretches)).mark_rule(color=theme.BLUE, strokeWidth=5)
    return [
        bars.encode(x=canvas.x(6), y=canvas.y("y"), y2="y2:Q"),
        canvas.texts(stretches, 14, "middle", fontWeight="bold", color=theme.BLUE),
        canvas.rules(marks[["y"]], 6, _DAY_AXIS, "y", color=theme.BLUE, strokeDash=[2, 2]),
    ]


def _day_labels(own: pd.DataFrame, canvas: Canvas) -> list[alt.Chart]:
    tooltip = [
        alt.Tooltip("label:N", title="Date"),
        alt.Tooltip("title:N", title="Event"),
        alt.Tooltip("day:Q", title="Day"),
    ]
    shown = own[["event", "label", "show", "text", "title", "day", "y", "at", "line", "strong"]]
    base = alt.Chart(drawn(shown))
    texts = [
        canvas.texts(
            part[["line", "text", "title", "label", "day"]],
            _DAY_LABELS + 80,
            "line",
            tooltip=tooltip,
            lineBreak="\n",
            fontWeight="bold" if strong else "normal",
        )
        for strong, part in ((True, own[own["strong"]]), (False, own[~own["strong"]]))
        if not part.empty
    ]
    return [
        base.mark_rule(color=theme.RULE).encode(
            x=canvas.x(_DAY_AXIS + 10),
            x2=alt.X2Datum(_DAY_LABELS - 6),
            y=canvas.y("y"),
            y2="at:Q",
        ),
        base.mark_point(size=70, color=theme.INK, opacity=1).encode(
            x=canvas.x(_DAY_AXIS + 8), y=canvas.y("y"), tooltip=tooltip
        ),
        canvas.texts(shown, _DAY_LABELS, "at", "show", fontWeight="bold"),
        *texts,
    ]


def _days_finding(
    own: pd.DataFrame, marks: pd.DataFrame, stretches: pd.DataFrame, year: int
) -> str:
    whole = int(marks["day"].iloc[-1] - marks["day"].iloc[0])
    between = listed(
        f"{counted(int(days), 'day')} to {label}"
        for days, label in zip(stretches["days"], marks["label"].iloc[1:], strict=True)
    )
    text = (
        f"{capital(counted(len(own), 'event'))} from {own['label'].iloc[0]} to "
        f"{own['label'].iloc[-1]} {year}, {number(whole)} days: {between}"
    )
    busiest = own["label"].value_counts(sort=False)
    most = busiest[busiest == busiest.max()].index
    if busiest.max() > 1:
        text += f"; {word(int(busiest.max()))} of them fall on {listed(most)}"
        text += " each" if len(most) > 1 else ""
    return text + "."


# --- posts ------------------------------------------------------------------------------------

_BAR, _POST_STEP, _NOTES = 28.0, 58.0, 150.0
"""Height of a bar, from post to post, and where the notes begin, in pixels."""


def posts(
    events: pd.DataFrame,
    tenures: Sequence[tuple[str, str, str, str | None, str | None]],
    *,
    notes: Sequence[str],
    first: float,
    last: float,
    names: Mapping[str, str] | None = None,
    source: str = SOURCE,
) -> Figure:
    """Draw who held two posts, one below the other, and when the holders were two people.

    Parameters
    ----------
    events : DataFrame
        Columns event, date, title.
    tenures : sequence of (post, holder, status, from, to)
        One entry per bar, each post's in order; from and to are events, or None beyond the
        years shown. A holder who is the same person in both posts has the same name up to a
        comma. The status is empty or one of `transit.charts.theme.STATUSES`.
    notes : sequence of str
        Events labelled below the bars.
    first, last : float
        Years shown.
    names : mapping of str to str, optional
        What to write beside the holder for a status.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns post, holder, status, start, end; an empty start or end lies
        beyond the years shown.

    Raises
    ------
    TransitError
        If one of the events is missing, not dated to a day, or out of order, or if there are
        not two posts.
    """
    own = in_order(events).set_index("event", drop=False)
    ends = [event for *_, start, end in tenures for event in (start, end) if event is not None]
    when = {event: _day_of(own, event) for event in dict.fromkeys((*ends, *notes))}
    bars = _bars(tenures, when, (first, last), names)
    plot = theme.WIDTH - 36
    per_year = plot / (last - first)
    labels = _note_labels(own.loc[list(notes)], per_year)
    height = _NOTES + (labels["level"].max() + 1) * 70
    axis = alt.Axis(
        values=list(range(int(first), int(last) + 1)),
        format="d",
        title=None,
        orient="top",
        domain=False,
    )
    canvas = Canvas((first, last), (0, height), x_axis=axis)
    apart = _apart(bars)
    layers = [
        *_apart_bands(apart, canvas),
        *_notes(labels, canvas),
        *_tenures(bars, per_year, canvas),
        _post_names(bars, first, canvas),
    ]
    return Figure(
        layered(layers, plot, height),
        description=_posts_finding(bars, apart),
        source=source,
        table=bars[["post", "holder", "status", "start", "end"]],
    )


def _day_of(own: pd.DataFrame, event: str) -> pd.Timestamp:
    if event not in own.index:
        raise TransitError(f"events: {event} is missing; the two posts cannot be drawn")
    start, end = span(own.at[event, "date"])
    if end - start != DAY:
        raise TransitError(f"events: {event} must be dated to a day, not {own.at[event, 'date']}")
    return start


def _bars(
    tenures: Sequence[tuple[str, str, str, str | None, str | None]],
    when: Mapping[str, pd.Timestamp],
    years: tuple[float, float],
    names: Mapping[str, str] | None,
) -> pd.DataFrame:
    """Return one bar per tenure: its dates, its place and what it says."""
    bars = pd.DataFrame(
        [(*named, when.get(str(start)), when.get(str(end))) for *named, start, end in tenures],
        columns=["post", "holder", "status", "start", "end"],
    )
    rows = {post: place for place, post in enumerate(dict.fromkeys(bars["post"]))}
    if len(rows) != 2:
        raise TransitError(f"two posts can be drawn, not {counted(len(rows), 'post')}")
    late = bars[(bars["start"] >= bars["end"]).fillna(False)]
    if not late.empty:
        post, holder = late.iloc[0][["post", "holder"]]
        raise TransitError(f"events: {holder} as {post} ends before it starts")
    bars["x"] = [decimal_year(d) if pd.notna(d) else years[0] for d in bars["start"]]
    bars["x2"] = [decimal_year(d) if pd.notna(d) else years[1] for d in bars["end"]]
    bars["y"] = bars["post"].map(rows) * _POST_STEP + 26
    bars["y2"] = bars["y"] + _BAR
    bars["middle"] = (bars["y"] + bars["y2"]) / 2
    bars["person"] = [holder.split(",")[0] for holder in bars["holder"]]
    bars["more"] = [name_of(names, s) if s in (names or {}) else "" for s in bars["status"]]
    return bars


def _apart(bars: pd.DataFrame) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Return the spans, between days on which a post changed hands, with two holders."""
    days = sorted({day for column in ("start", "end") for day in bars[column] if pd.notna(day)})
    spans: list[tuple[pd.Timestamp, pd.Timestamp]] = []
    for start, end in pairwise(days):
        here = bars[
            (bars["start"].isna() | (bars["start"] <= start))
            & (bars["end"].isna() | (bars["end"] >= end))
        ]
        if here["person"].nunique() < 2:
            continue
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _apart_bands(
    apart: Sequence[tuple[pd.Timestamp, pd.Timestamp]], canvas: Canvas
) -> list[alt.Chart]:
    """Return a wash behind the time with two holders, and how many days it lasted."""
    if not apart:
        return []
    bands = pd.DataFrame(
        {
            "x": [decimal_year(start) for start, _ in apart],
            "x2": [decimal_year(end) for _, end in apart],
            "y": 0.0,
            "y2": 138.0,
            "middle": 127.0,
            "text": [f"two holders for {number((end - start).days)} days" for start, end in apart],
        }
    )
    base = alt.Chart(bands)
    text = base.mark_text(align="right", dx=-6, baseline="middle", fontSize=theme.SMALL)
    return [
        base.mark_rect(color=theme.WASH).encode(
            x=canvas.x("x"), x2="x2:Q", y=canvas.y("y"), y2="y2:Q"
        ),
        text.encode(x=alt.X("x2:Q", scale=canvas.x_scale), y=canvas.y("middle"), text="text:N"),
    ]


def _tenures(bars: pd.DataFrame, per_year: float, canvas: Canvas) -> list[alt.Chart]:
    """Return the bars, coloured by status or else by holder, and what fits into them."""
    people = list(dict.fromkeys(bars["person"]))
    colours = dict(zip(people, theme.HOLDERS, strict=False)) | theme.STATUSES
    whole = [
        f"{holder}, {more}" if more else holder
        for holder, more in zip(bars["holder"], bars["more"], strict=True)
    ]
    wide = (bars["x2"] - bars["x"]) * per_year
    bars = bars.assign(
        fill=bars["status"].where(bars["status"].isin(theme.STATUSES), bars["person"]),
        text=[
            text if room > text_width(text, theme.BASE) + 12 else holder
            for text, holder, room in zip(whole, bars["holder"], wide, strict=True)
        ],
    )
    shown = bars.drop(columns=["person", "more"])
    mark = alt.Chart(drawn(shown)).mark_rect(stroke=theme.PAPER, strokeWidth=2)
    dark = shown["fill"].map(colours).isin(theme.DARK)
    return [
        mark.encode(
            x=canvas.x("x"),
            x2="x2:Q",
            y=canvas.y("y"),
            y2="y2:Q",
            **marks_by("fill", colours),
            tooltip=[
                alt.Tooltip("post:N", title="Post"),
                alt.Tooltip("holder:N", title="Holder"),
                alt.Tooltip("start:N", title="From"),
                alt.Tooltip("end:N", title="To"),
            ],
        ),
        *[
            canvas.texts(part, "x", "middle", dx=7, color=ink)
            for part, ink in ((shown[dark], theme.PAPER), (shown[~dark], theme.INK))
            if not part.empty
        ],
    ]


def _post_names(bars: pd.DataFrame, first: float, canvas: Canvas) -> alt.Chart:
    names = bars.drop_duplicates("post")
    names = pd.DataFrame({"at": first, "above": names["y"] - 10, "text": names["post"]})
    base = alt.Chart(drawn(names)).mark_text(align="left", baseline="middle", fontWeight="bold")
    x = alt.X("at:Q", scale=canvas.x_scale)
    return base.encode(x=x, y=canvas.y("above"), text="text:N")


def _note_labels(own: pd.DataFrame, per_year: float) -> pd.DataFrame:
    """Return the notes with their lines of text and the level each hangs at."""
    lines = [
        [written(date), *wrap(title, 150, theme.SMALL)]
        for date, title in zip(own["date"], own["title"], strict=True)
    ]
    widths = [max(text_width(t, theme.SMALL, bold=True) for t in several) for several in lines]
    labels = own.assign(x=own["when"], text=["\n".join(several) for several in lines], base=0.0)
    labels["level"] = stairs(list(labels["x"]), [wide / per_year for wide in widths], hanging=True)
    labels["y"] = _NOTES + labels["level"] * 70
    return labels


def _notes(labels: pd.DataFrame, canvas: Canvas) -> list[alt.Chart]:
    base = alt.Chart(drawn(labels[["x", "y", "base", "text", "title", "date"]]))
    rules = base.mark_rule(color=theme.RULE)
    texts = base.mark_text(lineBreak="\n", align="left", dx=4, baseline="top", fontSize=theme.SMALL)
    return [
        rules.encode(x=canvas.x("x"), y=canvas.y("base"), y2="y:Q"),
        texts.encode(x=canvas.x("x"), y=canvas.y("y"), text="text:N"),
    ]


def _posts_finding(bars: pd.DataFrame, apart: Sequence[tuple[pd.Timestamp, pd.Timestamp]]) -> str:
    said = []
    for post, own in bars.groupby("post", sort=False):
        tenures = []
        for row in own.itertuples(index=False):
            text = f"{row.holder} ({row.more})" if row.more else str(row.holder)
            until = "" if pd.isna(row.end) else f" until {written(row.end)}"
            tenures.append(text + (f",{until}" if "," in text and until else until))
        said.append(f"{post}: {', then '.join(tenures)}")
    text = "; ".join(said)
    if apart:
        spans = listed(
            f"{number((end - start).days)} days, from {written(start)} to {written(end)}"
            for start, end in apart
        )
        text += f"; the two posts had two holders for {spans}"
    return capital(text) + "."
