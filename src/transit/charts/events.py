"""Events in time: a timeline, days one by one, and who held two posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import HOLLOW, Canvas, layered, marks_by
from transit.charts.frames import drawn, name_of, need
from transit.charts.layout import decimal_year, span, spread, stairs, written
from transit.charts.powers import Groups
from transit.charts.rows import PHONE
from transit.charts.steps import is_step, steps
from transit.display.figure import PAGE, Figure
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

_LINE, _PAD = theme.BASE * 1.2, 5.0
_UP, _DOWN = "\N{BLACK UP-POINTING TRIANGLE}", "\N{BLACK DOWN-POINTING TRIANGLE}"
_RISE, _FALL = "\N{WHITE UP-POINTING TRIANGLE}", "\N{WHITE DOWN-POINTING TRIANGLE}"
_TIMELINE_NOTES = (
    f"{_UP} gains power by the event, {_DOWN} loses it, by the article's reading or ours. "
    "Events of one month are one step. Rows follow each other in time and are not to scale; a "
    "dotted line passes over a year or more without an event."
)
_NO_STEP_NOTE = f" {_RISE}, {_FALL}: an election, or what was only asked for: no step."


def timeline(
    events: pd.DataFrame, *, institutions: pd.DataFrame | None = None, source: str = SOURCE
) -> Figure:
    """Draw events one below the other with their titles and who gains or loses by each.

    Parameters
    ----------
    events : DataFrame
        The events to draw, for instance those of one section: columns event, date, title, kind,
        gains, loses (lists separated by semicolons), in_article. Those that the article does
        not mention have hollow dots. Where a month has an event whose day is unknown, the order
        of the table is kept.
    institutions : DataFrame, optional
        As for `transit.charts.powers.changes`.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has the columns Date, Event, Gain power, Lose power, A step, In the article.
    """
    need(events, ("event", "date", "title", "kind", "gains", "loses", "in_article"), "events")
    groups = Groups(institutions)
    own = _by_month(events)
    own["in_article"] = own["in_article"].astype(bool)
    taken = steps(own, groups)
    own["step"] = is_step(own["kind"])
    for column in ("gains", "loses"):
        own[column] = [[groups.name(group) for group in groups.of(cell)] for cell in own[column]]
    own["year"] = [span(date)[0].year for date in own["date"]]
    own["label"] = [written(date) for date in own["date"]]
    moved = own.loc[~own["step"], ["gains", "loses"]].map(len).to_numpy().any()
    silent = (
        " A hollow dot and grey type: not in the article." if not own["in_article"].all() else ""
    )
    table = pd.DataFrame(
        {
            "Date": own["label"],
            "Event": own["title"],
            "Gain power": own["gains"].map(listed),
            "Lose power": own["loses"].map(listed),
            "A step": own["step"],
            "In the article": own["in_article"],
        }
    )
    return Figure(
        lambda width: _timeline(own, width),
        headline=_timeline_headline(taken, groups),
        notes=_TIMELINE_NOTES + (_NO_STEP_NOTE if moved else "") + silent,
        description=_timeline_finding(own, taken, groups),
        source=source,
        table=table,
    )


def _by_month(events: pd.DataFrame) -> pd.DataFrame:
    """Return events in order; inside a month, where a day may be unknown, as their table has them."""
    own = in_order(events.assign(place=range(len(events))))
    own["month"] = [f"{span(date)[0]:%Y-%m}" for date in own["date"]]
    return own.sort_values(["month", "place"], kind="stable").reset_index(drop=True)


def _timeline(own: pd.DataFrame, width: float) -> alt.LayerChart:
    """Draw the rows: on a phone date, title and effects one below the other."""
    narrow = width < PHONE
    plot, spine = width - 8, 46.0
    text, effects, pad = (60.0, 60.0, _PAD) if narrow else (138.0, plot - 196, _PAD)
    if width == PAGE:
        text, effects, pad = 118.0, plot - 206, 1.0
    room = plot - text if narrow else effects - text - 14
    rows = _in_rows(own, room, plot - effects, pad, narrow=narrow)
    height = float(rows["top"].iloc[-1] + rows["high"].iloc[-1])
    canvas = Canvas.pixels(plot, height)
    years = rows[rows["year"] != rows["year"].shift()].assign(text=rows["year"].astype(str))
    layers: list[alt.Chart] = [*_spine(rows, spine, canvas)]
    strong: dict[str, Any] = {"fontWeight": "bold"}
    layers.append(canvas.texts(years, spine - 10, "first", align="right", **strong))
    for mentioned, part in rows.groupby("in_article"):
        ink = theme.INK if mentioned else theme.QUIET
        dates = part.assign(text=part["day"])
        layers += [
            canvas.texts(dates, 60.0, "first", color=ink, **strong),
            canvas.texts(part.assign(text=part["title_text"]), text, "title_at", lineBreak="\n",
                         color=ink),
        ]  # fmt: skip
    for column, colour in (("up", theme.BLUE), ("down", theme.ORANGE)):
        for step, part in rows[rows[column] != ""].groupby("step"):
            across = effects + (part["down_x"] if column == "down" else 0.0)
            shown = part.assign(text=part[column], across=across)
            ink = colour if step else theme.QUIET
            layers.append(canvas.texts(shown, "across", f"{column}_at", lineBreak="\n", color=ink))
    return layered(layers, plot, height)


def _in_rows(
    own: pd.DataFrame, room: float, beside: float, pad: float, *, narrow: bool
) -> pd.DataFrame:
    """Return events with the lines they are set in and where these stand."""
    rows, top = [], 0.0
    for event in own.itertuples(index=False):
        lines = wrap(event.title, room, theme.BASE)
        signs = (_UP, _DOWN) if event.step else (_RISE, _FALL)
        effects = [
            wrap(f"{sign} {', '.join(names)}", beside, theme.BASE) if names else []
            for sign, names in zip(signs, (event.gains, event.loses), strict=True)
        ]
        day = event.label.removesuffix(str(event.year)).strip()
        day = day.replace(f"{event.year}–", "to ")
        first = top + pad + _LINE / 2
        title_at = first + _LINE if narrow and day else first
        up_at = title_at + len(lines) * _LINE if narrow else first
        # What an event takes stands beside what it gives where one line holds both.
        after = text_width(effects[0][0], theme.BASE) + 12 if effects[0] and effects[1] else 0.0
        one_line = len(effects[0]) == len(effects[1]) == 1
        one_line &= after + text_width("".join(effects[1]), theme.BASE) <= beside
        down_at = up_at + (0 if one_line else len(effects[0]) * _LINE)
        end = max(title_at + (len(lines) - 1) * _LINE, down_at + (len(effects[1]) - 1) * _LINE)
        high = end + _LINE / 2 + pad - top
        rows.append(
            {
                "year": event.year, "in_article": event.in_article, "step": event.step, "day": day,
                "top": top, "high": high, "first": first, "title_at": title_at, "up_at": up_at,
                "down_at": down_at, "down_x": after if one_line else 0.0,
                "title_text": "\n".join(lines),
                "up": "\n".join(effects[0]), "down": "\n".join(effects[1]),
            }
        )  # fmt: skip
        top += high
    return pd.DataFrame(rows)


def _spine(rows: pd.DataFrame, at: float, canvas: Canvas) -> list[alt.Chart]:
    """Return the line on which the events stand, dotted over empty years, and their dots."""
    pieces = pd.DataFrame(
        {
            "y": rows["first"].to_numpy()[:-1],
            "y2": rows["first"].to_numpy()[1:],
            "gap": np.diff(rows["year"]) > 1,
        }
    )
    layers = []
    for gap, part in pieces.groupby("gap"):
        style: dict[str, Any] = {"strokeDash": [2, 4]} if gap else {}
        line = alt.Chart(drawn(part)).mark_rule(color=theme.RULE, strokeWidth=2, **style)
        layers.append(line.encode(x=canvas.x(at), y=canvas.y("y"), y2="y2:Q"))
    for mentioned, part in rows.groupby("in_article"):
        style = {"color": theme.INK} if mentioned else HOLLOW | {"stroke": theme.QUIET}
        style = style | {"size": 60, "opacity": 1, "strokeWidth": 2}
        dots = alt.Chart(drawn(part[["first"]])).mark_point(**style)
        layers.append(dots.encode(x=canvas.x(at), y=canvas.y("first")))
    return layers


def _tally(taken: pd.DataFrame, effect: str) -> pd.Series:
    """Return by how many steps each group gains or loses, most first."""
    own = taken[taken["effect"] == effect].drop_duplicates(["group", "month"])
    return own["group"].value_counts()


def _timeline_headline(taken: pd.DataFrame, groups: Groups) -> str:
    ups, downs = _tally(taken, "gains"), _tally(taken, "loses")
    if ups.empty:
        return ""
    most = list(ups[ups == ups.max()].index)
    steps_up = counted(int(ups.max()), "step")
    if len(most) > 2:
        text = f"nobody gained power by more than {steps_up}"
    else:
        each = " each" if len(most) > 1 else ""
        text = f"{listed(groups.phrase(group) for group in most)}{each} gained power by {steps_up}"
    losers = list(downs[downs == downs.max()].index) if not downs.empty else []
    if losers == most:
        text += f" and lost it by {word(int(downs.max()))}"
    elif losers and len(losers) < 3:
        text += (
            f"; {listed(groups.phrase(group) for group in losers)} lost it by "
            f"{word(int(downs.max()))}"
        )
    return capital(text) + "."


def _timeline_finding(own: pd.DataFrame, taken: pd.DataFrame, groups: Groups) -> str:
    text = f"{counted(len(own), 'event')} from {own['year'].iloc[0]} to {own['year'].iloc[-1]}"
    ups, downs = _tally(taken, "gains"), _tally(taken, "loses")
    total = ups.add(downs, fill_value=0)
    phrases = []
    for group in sorted(total.index, key=lambda g: (-total[g], -ups.get(g, 0), g))[:3]:
        phrase = groups.phrase(group)
        gain, lose = ("gain", "lose") if phrase.endswith("s") else ("gains", "loses")
        up, down = int(ups.get(group, 0)), int(downs.get(group, 0))
        pieces = [f"{gain} power by {counted(up, 'step')}"] if up else []
        if down:
            pieces.append(
                f"{lose} it by {word(down)}" if up else f"{lose} power by {counted(down, 'step')}"
            )
        phrases.append(f"{phrase} {' and '.join(pieces)}")
    if phrases:
        text += f": {listed(phrases)}"
    silent = int((~own["in_article"]).sum())
    if silent:
        text += f"; the article does not mention {word(silent)} of the events"
    return capital(text) + "."


# --- days -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _DayPlot:
    """Where the parts of a picture of days stand, in pixels; on a phone dates stand over titles."""

    width: float

    @property
    def narrow(self) -> bool:
        return self.width < PHONE

    @property
    def plot(self) -> float:
        return self.width - 8

    @property
    def per_day(self) -> float:
        return 7.0 if self.narrow else 5.0

    @property
    def axis(self) -> float:
        return 98.0 if self.narrow else 132.0

    @property
    def dates(self) -> float:
        return self.axis + (26 if self.narrow else 44)

    @property
    def titles(self) -> float:
        return self.dates + (0 if self.narrow else 80)


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
        Its table has columns Date, Day (1 for `first`), Event.

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
    marks = own[own["strong"]].drop_duplicates("event")
    stretches = pd.DataFrame(
        {"from": marks["day"].to_numpy()[:-1], "to": marks["day"].to_numpy()[1:]}
    )
    stretches["days"] = stretches["to"] - stretches["from"]
    table = own.assign(date=[written(start) for start in own["start"]])
    return Figure(
        lambda width: _days(own, stretches, (begin, stop), _DayPlot(width)),
        headline=_days_headline(marks),
        notes="Every tick is a day. Bold: the events between which the days are counted.",
        description=_days_finding(own, marks, stretches, stop.year),
        source=source,
        table=table[["date", "day", "title"]].set_axis(["Date", "Day", "Event"], axis=1),
    )


def _days(
    own: pd.DataFrame,
    stretches: pd.DataFrame,
    span_: tuple[pd.Timestamp, pd.Timestamp],
    form: _DayPlot,
) -> alt.LayerChart:
    own = _beside_days(own, form)
    height = form.per_day * (span_[1] - span_[0]).days
    bottom = max(height, float(own["end"].iloc[-1])) + 8
    canvas = Canvas((0, form.plot), (-12, bottom))
    layers = [
        *_calendar(*span_, form, canvas),
        *_counted_days(own[own["strong"]].drop_duplicates("event"), stretches, form, canvas),
        *_day_labels(own, form, canvas),
    ]
    return layered(layers, form.plot, bottom + 12)


def _days_headline(marks: pd.DataFrame) -> str:
    first, last = marks.iloc[0], marks.iloc[-1]
    return (
        f"From “{first['title']}” on {first['label']} to “{last['title']}” on {last['label']} "
        f"{last['start'].year} passed {number(int(last['day'] - first['day']))} days."
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


def _beside_days(own: pd.DataFrame, form: _DayPlot) -> pd.DataFrame:
    """Return events with wrapped titles and the places of their labels beside the days."""
    titles = [wrap(title, form.plot - form.titles, theme.BASE) for title in own["title"]]
    show = own["label"].where(own["label"] != own["label"].shift(), "")
    own = own.assign(text=["\n".join(several) for several in titles], show=show)
    above = (show != "") if form.narrow else pd.Series(False, index=own.index)
    lines = pd.Series([len(several) for several in titles], index=own.index) + above
    own["y"] = (own["day"] - 1) * form.per_day
    rooms = lines * _LINE + 6
    middle = spread(own["y"], list(rooms), 0)
    own["at"] = middle - (lines - 1) * _LINE / 2
    own["line"] = own["at"] + above * _LINE
    own["end"] = middle + rooms / 2
    return own


def _calendar(
    begin: pd.Timestamp, stop: pd.Timestamp, form: _DayPlot, canvas: Canvas
) -> list[alt.Chart]:
    """Return a tick for every day, and the first days of months with their names."""
    calendar = list(enumerate(pd.date_range(begin, stop)))
    ticks = pd.DataFrame({"y": [form.per_day * k for k, _ in calendar]})
    firsts = [(k, day) for k, day in calendar if day.day == 1]
    months = pd.DataFrame(
        {"y": [form.per_day * k for k, _ in firsts], "text": [f"1 {d:%B}"[:5] for _, d in firsts]}
    )
    thick: dict[str, Any] = {"color": theme.SOFT, "strokeWidth": 2}
    axis = form.axis
    return [
        canvas.rules(ticks, axis, axis + 8, "y", color=theme.RULE),
        canvas.rules(months, axis - 4, axis + 12, "y", **thick),
        canvas.texts(months, axis - 8, "y", align="right", color=theme.SOFT),
    ]


def _counted_days(
    marks: pd.DataFrame, stretches: pd.DataFrame, form: _DayPlot, canvas: Canvas
) -> list[alt.Chart]:
    own = pd.DataFrame(
        {
            "y": (stretches["from"] - 1) * form.per_day,
            "y2": (stretches["to"] - 1) * form.per_day,
            "text": [counted(int(days), "day") for days in stretches["days"]],
        }
    )
    own["middle"] = (own["y"] + own["y2"]) / 2
    bars = alt.Chart(drawn(own)).mark_rule(color=theme.BLUE, strokeWidth=5)
    return [
        canvas.rules(marks[["y"]], 6, form.axis, "y", color=theme.BLUE, strokeDash=[2, 2]),
        bars.encode(x=canvas.x(6), y=canvas.y("y"), y2="y2:Q"),
        canvas.texts(own, 14, "middle", fontWeight="bold", color=theme.BLUE),
    ]


def _day_labels(own: pd.DataFrame, form: _DayPlot, canvas: Canvas) -> list[alt.Chart]:
    base = alt.Chart(drawn(own[["y", "at"]]))
    texts = [
        canvas.texts(
            part[["line", "text"]],
            form.titles,
            "line",
            lineBreak="\n",
            fontWeight="bold" if strong else "normal",
        )
        for strong, part in own.groupby("strong")
    ]
    return [
        base.mark_rule(color=theme.RULE).encode(
            x=canvas.x(form.axis + 10),
            x2=alt.X2Datum(form.dates - 6),
            y=canvas.y("y"),
            y2="at:Q",
        ),
        base.mark_point(size=70, color=theme.INK, opacity=1).encode(
            x=canvas.x(form.axis + 8), y=canvas.y("y")
        ),
        canvas.texts(own[["show", "at"]], form.dates, "at", "show", fontWeight="bold"),
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

_BAR, _POST_STEP, _UNDER, _NOTES = 28.0, 58.0, 112.0, 150.0
"""Height of a bar, from post to post, where the bars end and the notes begin, in pixels."""


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
        Its table has columns Post, Holder, Standing, From, Until; an empty day lies beyond the
        years shown.

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
    apart = _apart(bars)
    said = own.loc[list(notes)]
    table = bars.assign(
        start=[written(day) for day in bars["start"]],
        end=[written(day) for day in bars["end"]],
        status=bars["more"],
    )[["post", "holder", "status", "start", "end"]]
    return Figure(
        lambda width: _posts(bars, apart, said, (first, last), width),
        headline=_posts_headline(apart),
        notes=(
            "A bar is one person's time in a post, in that person's colour, or grey while the post "
            "chaired an advisory body; one that reaches the edge goes on. Wash: two people held "
            "the two posts."
        ),
        description=_posts_finding(bars, apart),
        source=source,
        table=table.set_axis(["Post", "Holder", "Standing", "From", "Until"], axis=1),
    )


def _posts(
    bars: pd.DataFrame,
    apart: Sequence[tuple[pd.Timestamp, pd.Timestamp]],
    said: pd.DataFrame,
    years: tuple[float, float],
    width: float,
) -> alt.LayerChart:
    first, last = years
    narrow = width < PHONE
    plot = width - (68 if narrow else 36)
    per_year = plot / (last - first)
    labels = _listed_notes(said, width) if narrow else _note_labels(said, per_year, last)
    height = float((labels["y"] + labels["high"]).max())
    step = 2 if narrow else 1
    axis = alt.Axis(
        values=list(range(int(first), int(last) + 1, step)),
        format="d",
        title=None,
        orient="top",
        domain=False,
    )
    canvas = Canvas((first, last), (0, height), x_axis=axis)
    layers = [
        *_apart_bands(apart, canvas, narrow=narrow),
        *_notes(labels, canvas, first if narrow else None),
        *_tenures(bars, per_year, canvas),
        _post_names(bars, first, canvas),
    ]
    return layered(layers, plot, height)


def _posts_headline(apart: Sequence[tuple[pd.Timestamp, pd.Timestamp]]) -> str:
    if not apart:
        return "One person held both posts throughout."
    start, end = max(apart, key=lambda pair: pair[1] - pair[0])
    return (
        f"For {number((end - start).days)} days, from {written(start)} to {written(end)}, the two "
        "posts had two holders."
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
    apart: Sequence[tuple[pd.Timestamp, pd.Timestamp]], canvas: Canvas, *, narrow: bool
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
            "text": [
                f"{'' if narrow else 'two holders for '}{number((end - start).days)} days"
                for start, end in apart
            ],
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
            next((text for text in texts if room > text_width(text, theme.BASE) + 12), texts[-1])
            for *texts, room in zip(whole, bars["holder"], bars["person"], wide, strict=True)
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


def _listed_notes(own: pd.DataFrame, width: float) -> pd.DataFrame:
    """Return the notes one below the other in the order of their days, their rules cut short."""
    own = own.sort_values("when")
    lines = [
        wrap(f"{written(date)}: {title}", width - 16, theme.SMALL)
        for date, title in zip(own["date"], own["title"], strict=True)
    ]
    high = [len(several) * theme.SMALL * 1.2 + 6 for several in lines]
    return own.assign(
        x=own["when"], text=["\n".join(several) for several in lines], base=_UNDER,
        end=_NOTES - 12, high=high, y=_NOTES + np.cumsum([0.0, *high[:-1]]),
    )  # fmt: skip


def _note_labels(own: pd.DataFrame, per_year: float, last: float) -> pd.DataFrame:
    """Return the notes with their lines of text, each at the level where it hangs."""
    lines = [
        [written(date), *wrap(title, min(150, max(90, (last - at) * per_year)), theme.SMALL)]
        for date, title, at in zip(own["date"], own["title"], own["when"], strict=True)
    ]
    widths = [max(text_width(t, theme.SMALL, bold=True) for t in several) for several in lines]
    labels = own.assign(x=own["when"], text=["\n".join(several) for several in lines], base=0.0)
    level = stairs(list(labels["x"]), [wide / per_year for wide in widths], hanging=True)
    labels["high"] = max(len(several) for several in lines) * theme.SMALL * 1.2 + 8
    labels["y"] = labels["end"] = _NOTES + np.array(level) * labels["high"]
    return labels


def _notes(labels: pd.DataFrame, canvas: Canvas, at: float | None) -> list[alt.Chart]:
    """Return the rules and the texts, which stand at their days or else all begin `at` one year."""
    own = labels[["x", "y", "base", "end", "text", "title", "date"]]
    base = alt.Chart(drawn(own.assign(at=own["x"] if at is None else at)))
    rules = base.mark_rule(color=theme.RULE)
    texts = base.mark_text(
        lineBreak="\n", align="left", dx=0 if at else 4, baseline="top", fontSize=theme.SMALL
    )
    return [
        rules.encode(x=canvas.x("x"), y=canvas.y("base"), y2="end:Q"),
        texts.encode(x=canvas.x("at"), y=canvas.y("y"), text="text:N"),
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
