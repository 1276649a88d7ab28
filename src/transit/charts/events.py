"""Events in time: a section's timeline, days one by one, and who held two offices."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.frames import drawn, need
from transit.charts.layout import decimal_year, span, spread, stairs, text_width, wrap, written
from transit.charts.powers import HEADS, group_name, grouped
from transit.charts.theme import finish
from transit.errors import TransitError
from transit.wording import capital, counted, listed, number, word

SOURCE = "Chronology of this report; each event names its own sources"
EFFECTS = {
    "gains": (theme.BLUE, "triangle-up"),
    "loses": (theme.ORANGE, "triangle-down"),
    "both": (theme.QUIET, "diamond"),
}
LANES = (
    "president",
    "first-president",
    "parliament",
    "government",
    "security-council",
    "presidential-administration",
    "constitutional-review",
)


def effect_scales() -> dict[str, alt.Color | alt.Shape]:
    """Return colour and shape of the marks for gaining, losing and both."""
    names = list(EFFECTS)
    return {
        "color": alt.Color(
            "effect:N",
            scale=alt.Scale(domain=names, range=[colour for colour, _ in EFFECTS.values()]),
            legend=None,
        ),
        "shape": alt.Shape(
            "effect:N",
            scale=alt.Scale(domain=names, range=[shape for _, shape in EFFECTS.values()]),
            legend=None,
        ),
    }


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
        raise TransitError(f"events: {listed(undated)} has no date and cannot be drawn")
    return ordered.sort_values("when", kind="stable").reset_index(drop=True)


def _whole(date: object, end: object) -> object:
    """Return the span from `date` to `end` where both are years, else the date alone."""
    if end is None or pd.isna(end) or pd.isna(date):
        return date
    first, last = span(date)[0], span(str(end).removesuffix(".0"))[1] - pd.Timedelta(days=1)
    return f"{first.year}/{last.year}" if last.year > first.year else date


def timeline(events: pd.DataFrame, *, source: str = SOURCE) -> alt.LayerChart:
    """Draw events on a vertical time axis with their titles and who gains or loses by each.

    Dots stand to scale on the axis; lines lead from them to the titles. Events that the
    article does not mention are set in grey.

    Parameters
    ----------
    events : DataFrame
        The events to draw, for instance those of one section: columns event, date, title,
        gains, loses (lists separated by semicolons), in_article.
    source : str
        The source line.

    Returns
    -------
    altair.LayerChart
        Its table has columns event, date, title, gains, loses, in_article.
    """
    columns = ["event", "date", "title", "gains", "loses", "in_article"]
    need(events, columns, "events")
    own = in_order(events)
    own["in_article"] = own["in_article"].astype(bool)
    effects = _effects(own)
    often = effects["group"].value_counts()
    lanes = [lane for lane in LANES if often.get(lane, 0) > 1]
    lanes = sorted(lanes, key=lambda lane: -often[lane])[:4]
    lanes = [lane for lane in LANES if lane in lanes]
    effects["lane"] = effects["group"].where(effects["group"].isin(lanes), "other")
    if (effects["lane"] == "other").any():
        lanes.append("other")
    axis_at, lead, lane_width = 42, 28, 67
    dates_at = axis_at + lead
    titles_at = dates_at + 88
    plot = theme.WIDTH - 8
    room = plot - titles_at - lane_width * len(lanes) - 6
    own["text"] = ["\n".join(wrap(title, room, theme.BASE)) for title in own["title"]]
    lines = own["text"].str.count("\n") + 1
    heights = (lines * theme.BASE * 1.2 + 11).to_numpy()
    rows = np.cumsum(heights) - heights / 2
    height = float(heights.sum())
    first, last = own["when"].iloc[0], own["when"].iloc[-1]
    start, end = int(np.floor(first)), int(np.ceil(last + 0.01))
    own["dot"] = (own["when"] - start) / (end - start) * height
    own["row"] = rows
    own["line"] = own["row"] - (lines - 1) * theme.BASE * 1.2 / 2
    own["label"] = [written(date) for date in own["date"]]
    head = 40
    x_scale = alt.Scale(domain=[0, plot], nice=False)
    y_scale = alt.Scale(domain=[-head, height], nice=False, reverse=True)

    def x(field: str | float) -> alt.X:
        if isinstance(field, str):
            return alt.X(f"{field}:Q", scale=x_scale, axis=None)
        return alt.X(datum=field, scale=x_scale, axis=None)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=y_scale, axis=None)

    step = next(s for s in (1, 2, 5, 10, 20) if (end - start) / s * 20 <= height)
    ticks = pd.DataFrame({"year": range(-(-start // step) * step, end + 1, step)})
    ticks["y"] = (ticks["year"] - start) / (end - start) * height
    ticks["text"] = ticks["year"].astype(str)
    spine = pd.DataFrame({"y": [0.0], "y2": [height]})
    leads = own[["dot", "row"]].assign(x=float(axis_at), x2=float(dates_at - 6))
    places = {lane: plot - lane_width * (len(lanes) - k - 0.5) for k, lane in enumerate(lanes)}
    effects["x"] = effects["lane"].map(places)
    effects["row"] = effects["event"].map(own.set_index("event")["row"])
    heads = pd.DataFrame(
        [
            {
                "x": places[lane],
                "y": -26.0,
                "text": "\n".join(
                    wrap(HEADS.get(lane, group_name(lane)), lane_width - 2, theme.SMALL)
                ),
            }
            for lane in lanes
        ]
    )
    tooltip = [
        alt.Tooltip("label:N", title="Date"),
        alt.Tooltip("title:N", title="Event"),
        alt.Tooltip("gains:N", title="Gain power"),
        alt.Tooltip("loses:N", title="Lose power"),
    ]
    separators = pd.DataFrame({"y": np.cumsum(heights)[:-1]})
    layers = [
        alt.Chart(separators)
        .mark_rule(color=theme.GRID)
        .encode(x=x(float(dates_at)), x2=alt.X2Datum(plot), y=y("y")),
        alt.Chart(spine)
        .mark_rule(color=theme.RULE, strokeWidth=2)
        .encode(x=x(float(axis_at)), y=y("y"), y2="y2:Q"),
        alt.Chart(ticks)
        .mark_text(align="right", baseline="middle", color=theme.SOFT)
        .encode(x=x(float(axis_at - 9)), y=y("y"), text="text:N"),
        alt.Chart(drawn(leads))
        .mark_rule(color=theme.RULE)
        .encode(x=x("x"), x2="x2:Q", y=y("dot"), y2="row:Q"),
    ]
    for mentioned in (True, False):
        part = own[own["in_article"] == mentioned]
        if part.empty:
            continue
        base = alt.Chart(
            drawn(part[["event", "label", "title", "gains", "loses", "text", "dot", "row", "line"]])
        )
        ink = theme.INK if mentioned else theme.QUIET
        style = (
            {"color": theme.INK}
            if mentioned
            else {"fill": theme.PAPER, "stroke": theme.QUIET, "strokeWidth": 1.5}
        )
        layers += [
            base.mark_point(size=50, opacity=1, filled=True, **style).encode(
                x=x(float(axis_at)), y=y("dot"), tooltip=tooltip
            ),
            base.mark_text(
                align="left",
                baseline="middle",
                color=ink,
                fontWeight="bold",
                fontStyle="normal" if mentioned else "italic",
            ).encode(x=x(float(dates_at)), y=y("row"), text="label:N"),
            base.mark_text(
                lineBreak="\n",
                align="left",
                baseline="middle",
                color=ink,
                fontStyle="normal" if mentioned else "italic",
            ).encode(x=x(float(titles_at)), y=y("line"), text="text:N", tooltip=tooltip),
        ]
    layers += [
        alt.Chart(heads)
        .mark_text(lineBreak="\n", baseline="middle", fontSize=theme.SMALL)
        .encode(x=x("x"), y=y("y"), text="text:N"),
        alt.Chart(drawn(effects))
        .mark_point(size=150, opacity=1)
        .encode(x=x("x"), y=y("row"), **effect_scales()),
        *_effect_key(x, y, float(dates_at), -26.0, set(effects["effect"])),
    ]
    chart = alt.layer(*[layer for layer in layers if layer is not None])
    chart = chart.properties(width=plot, height=height + head)
    return finish(chart, finding=_timeline_finding(own, effects), source=source, table=own[columns])


def _effects(own: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for event, gains, loses in zip(own["event"], own["gains"], own["loses"], strict=True):
        up, down = grouped(gains), grouped(loses)
        for group in dict.fromkeys((*up, *down)):
            effect = "both" if group in up and group in down else "gains"
            rows.append((event, group, effect if group in up else "loses"))
    return pd.DataFrame(rows, columns=["event", "group", "effect"])


def _effect_key(x, y, left: float, at: float, used: set[str]) -> list[alt.Chart]:
    names = [effect for effect in EFFECTS if effect in used]
    if not names:
        return []
    key = pd.DataFrame({"effect": names, "at": at})
    key["x"] = [left + 8 + 74 * place for place in range(len(names))]
    base = alt.Chart(key)
    return [
        base.mark_point(size=120, opacity=1).encode(x=x("x"), y=y("at"), **effect_scales()),
        base.mark_text(align="left", baseline="middle", dx=11, color=theme.SOFT).encode(
            x=x("x"), y=y("at"), text="effect:N"
        ),
    ]


def _timeline_finding(own: pd.DataFrame, effects: pd.DataFrame) -> str:
    years = (span(own["date"].iloc[0])[0].year, span(own["date"].iloc[-1])[0].year)
    text = f"{counted(len(own), 'event')} from {years[0]} to {years[1]}"
    said = []
    for group, part in effects.groupby("group", sort=False):
        up = int(part["effect"].isin(["gains", "both"]).sum())
        down = int(part["effect"].isin(["loses", "both"]).sum())
        said.append((up + down, group, up, down))
    said.sort(key=lambda item: (-item[0], item[1]))
    phrases = []
    for _, group, up, down in said[:3]:
        name = group_name(group)
        name = name if name in {"First President", "Security Council"} else name.lower()
        plural = group.endswith("s")
        gain, lose = ("gain", "lose") if plural else ("gains", "loses")
        pieces = [f"{gain} power in {word(up)}"] if up else []
        if down:
            pieces.append(f"{lose} {'it' if up else 'power'} in {word(down)}")
        the = "" if group in {"parliament", "constitutional-review"} else "the "
        phrases.append(f"{the}{name} {' and '.join(pieces)}")
    if phrases:
        text += f": {listed(phrases)}"
    silent = int((~own["in_article"]).sum())
    if silent:
        text += f"; the article does not mention {word(silent)} of them"
    return capital(text) + "."


def days(
    events: pd.DataFrame,
    *,
    first: str = "2019-03-19",
    last: str = "2019-06-09",
    milestones: Sequence[str] = ("E38", "E44", "E45"),
    source: str = SOURCE,
) -> alt.LayerChart:
    """Draw a short span day by day: every day a tick, every event with a label.

    Parameters
    ----------
    events : DataFrame
        Columns event, date (to the day; others are left out), title.
    first, last : str
        The first and the last day.
    milestones : sequence of str
        Events between which the days are counted along the axis.
    source : str
        The source line.

    Returns
    -------
    altair.LayerChart
        Its table has columns event, date, day (1 for `first`), title.

    Raises
    ------
    TransitError
        If a milestone is not among the events of the span.
    """
    own = in_order(events)
    spans = [span(date) for date in own["date"]]
    exact = np.array([end - start == pd.Timedelta(days=1) for start, end in spans])
    own["start"] = [start for start, _ in spans]
    begin, stop = pd.Timestamp(first), pd.Timestamp(last)
    own = own[exact & own["start"].between(begin, stop)].reset_index(drop=True)
    absent = [event for event in milestones if event not in set(own["event"])]
    if absent:
        raise TransitError(f"events: {listed(absent)} is not dated to a day in {first} to {last}")
    own["day"] = (own["start"] - begin).dt.days + 1
    total = (stop - begin).days + 1
    per_day, axis_at, labels_at = 5.0, 132, 176
    height = per_day * (total - 1)
    plot = theme.WIDTH - 8
    own["label"] = [f"{start.day} {start:%B}" for start in own["start"]]
    own["text"] = [
        "\n".join(wrap(title, plot - labels_at - 84, theme.BASE)) for title in own["title"]
    ]
    lines = own["text"].str.count("\n") + 1
    own["y"] = (own["day"] - 1) * per_day
    rooms = lines * theme.BASE * 1.2 + 6
    own["at"] = spread(own["y"], list(rooms), 0, height + 40)
    own["line"] = own["at"] - (lines - 1) * theme.BASE * 1.2 / 2
    own["show"] = own["label"].where(own["label"] != own["label"].shift(), "")
    bottom = max(height, own["at"].iloc[-1]) + 12
    x_scale = alt.Scale(domain=[0, plot], nice=False)
    y_scale = alt.Scale(domain=[-12, bottom], nice=False, reverse=True)

    def x(value: float) -> alt.X:
        return alt.X(datum=float(value), scale=x_scale, axis=None)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=y_scale, axis=None)

    ticks = pd.DataFrame({"y": [per_day * k for k in range(total)]})
    calendar = pd.date_range(begin, stop)
    months = pd.DataFrame(
        {
            "y": [per_day * k for k, day in enumerate(calendar) if day.day == 1],
            "text": [f"1 {day:%B}" for day in calendar if day.day == 1],
        }
    )
    marks = own[own["event"].isin(milestones)].drop_duplicates("event")
    stretches = pd.DataFrame(
        {
            "y": marks["y"].to_numpy()[:-1],
            "y2": marks["y"].to_numpy()[1:],
            "days": np.diff(marks["day"]),
        }
    )
    stretches["middle"] = (stretches["y"] + stretches["y2"]) / 2
    stretches["text"] = [counted(int(d), "day") for d in stretches["days"]]
    own["strong"] = own["event"].isin(milestones)
    tooltip = [
        alt.Tooltip("label:N", title="Date"),
        alt.Tooltip("title:N", title="Event"),
        alt.Tooltip("day:Q", title="Day"),
    ]
    base = alt.Chart(
        drawn(
            own.drop(columns=["start"])[
                ["event", "label", "show", "text", "title", "day", "y", "at", "line", "strong"]
            ]
        )
    )
    layers = [
        alt.Chart(ticks)
        .mark_rule(color=theme.RULE)
        .encode(x=x(axis_at), x2=alt.X2Datum(axis_at + 8), y=y("y")),
        alt.Chart(months)
        .mark_rule(color=theme.SOFT, strokeWidth=2)
        .encode(x=x(axis_at - 4), x2=alt.X2Datum(axis_at + 12), y=y("y")),
        alt.Chart(months)
        .mark_text(align="right", baseline="middle", color=theme.SOFT)
        .encode(x=x(axis_at - 10), y=y("y"), text="text:N"),
        alt.Chart(drawn(stretches))
        .mark_rule(color=theme.BLUE, strokeWidth=5)
        .encode(x=x(6), y=y("y"), y2="y2:Q"),
        alt.Chart(drawn(stretches))
        .mark_text(align="left", baseline="middle", fontWeight="bold", color=theme.BLUE)
        .encode(x=x(14), y=y("middle"), text="text:N"),
        alt.Chart(drawn(marks[["y"]]))
        .mark_rule(color=theme.BLUE, strokeDash=[2, 2])
        .encode(x=x(6), x2=alt.X2Datum(axis_at), y=y("y")),
        base.mark_rule(color=theme.RULE).encode(
            x=x(axis_at + 10), x2=alt.X2Datum(labels_at - 6), y=y("y"), y2="at:Q"
        ),
        base.mark_point(size=70, color=theme.INK, opacity=1).encode(
            x=x(axis_at + 8), y=y("y"), tooltip=tooltip
        ),
        base.mark_text(align="left", baseline="middle", fontWeight="bold").encode(
            x=x(labels_at), y=y("at"), text="show:N"
        ),
    ]
    for strong in (True, False):
        part = own[own["strong"] == strong]
        if not part.empty:
            layers.append(
                alt.Chart(drawn(part[["line", "text", "title", "label", "day"]]))
                .mark_text(
                    lineBreak="\n",
                    align="left",
                    baseline="middle",
                    fontWeight="bold" if strong else "normal",
                )
                .encode(x=x(labels_at + 80), y=y("line"), text="text:N", tooltip=tooltip)
            )
    chart = alt.layer(*layers).properties(width=plot, height=bottom + 12)
    whole = int(marks["day"].iloc[-1] - marks["day"].iloc[0])
    between = listed(
        f"{counted(int(d), 'day')} to {label}"
        for d, label in zip(stretches["days"], marks["label"].iloc[1:], strict=True)
    )
    busiest = own["label"].value_counts(sort=False)
    finding = (
        f"{capital(counted(len(own), 'event'))} from {own['label'].iloc[0]} to "
        f"{own['label'].iloc[-1]} {stop.year}, {number(whole)} days: {between}"
    )
    if busiest.max() > 1:
        finding += f"; {word(int(busiest.max()))} of them fall on {busiest.idxmax()}"
    return finish(
        chart,
        finding=finding + ".",
        source=source,
        table=own.assign(date=own["date"].astype(str))[["event", "date", "day", "title"]],
    )


def security_council(
    events: pd.DataFrame,
    *,
    law: str = "E35",
    resigns: str = "E38",
    sworn: str = "E39",
    reunion: str = "A07",
    notes: Sequence[str] = ("E35", "E38", "A01", "A07", "A11"),
    first: float = 2016,
    last: float = 2024,
    source: str = SOURCE,
) -> alt.LayerChart:
    """Draw who was president and who chaired the Security Council, before and after 2018.

    Until the law of 2018 the president chaired the Council as an advisory body; from the
    resignation of the first president to the reunion the two posts had two holders.

    Parameters
    ----------
    events : DataFrame
        Columns event, date, title.
    law, resigns, sworn, reunion : str
        The events that make the Council constitutional, end the first presidency, begin the
        second and bring the chair to the second president.
    notes : sequence of str
        Events labelled below the bars.
    first, last : float
        Years shown.
    source : str
        The source line.

    Returns
    -------
    altair.LayerChart
        Its table has columns post, holder, status, start, end; an empty end is after `last`.

    Raises
    ------
    TransitError
        If one of the events is missing or not dated to a day.
    """
    own = in_order(events).set_index("event", drop=False)
    when = {}
    for event in dict.fromkeys((law, resigns, sworn, reunion, *notes)):
        if event not in own.index:
            raise TransitError(f"events: {event} is missing; the two posts cannot be drawn")
        start, end = span(own.at[event, "date"])
        if end - start != pd.Timedelta(days=1):
            raise TransitError(
                f"events: {event} must be dated to a day, not {own.at[event, 'date']}"
            )
        when[event] = start
    if not when[law] < when[resigns] <= when[sworn] < when[reunion]:
        raise TransitError(f"events: {law}, {resigns}, {sworn} and {reunion} are not in this order")
    bars = pd.DataFrame(
        [
            ("President", "Nazarbayev", "", None, when[sworn]),
            ("President", "Tokayev", "", when[sworn], None),
            ("Security Council chair", "Nazarbayev", "advisory", None, when[law]),
            (
                "Security Council chair",
                "Nazarbayev, for life",
                "constitutional",
                when[law],
                when[reunion],
            ),
            ("Security Council chair", "Tokayev", "constitutional", when[reunion], None),
        ],
        columns=["post", "holder", "status", "start", "end"],
    )
    split = (when[reunion] - when[sworn]).days
    bars["x"] = [decimal_year(d) if pd.notna(d) else first for d in bars["start"]]
    bars["x2"] = [decimal_year(d) if pd.notna(d) else last for d in bars["end"]]
    bars["y"] = bars["post"].map({"President": 0, "Security Council chair": 1}) * 58.0 + 26
    bars["y2"] = bars["y"] + 28
    bars["middle"] = (bars["y"] + bars["y2"]) / 2
    bars["text"] = [
        holder + (", advisory body" if status == "advisory" else "")
        for holder, status in zip(bars["holder"], bars["status"], strict=True)
    ]
    plot = theme.WIDTH - 36
    per_year = plot / (last - first)
    bars["text"] = [
        text if (b - a) * per_year > text_width(text, theme.BASE) + 12 else holder
        for text, holder, a, b in zip(
            bars["text"], bars["holder"], bars["x"], bars["x2"], strict=True
        )
    ]
    bars["fill"] = [
        "first"
        if holder.startswith("Nazarbayev") and status != "advisory"
        else "advisory"
        if status == "advisory"
        else "second"
        for holder, status in zip(bars["holder"], bars["status"], strict=True)
    ]
    labels = own.loc[list(notes)].copy()
    labels["x"] = [decimal_year(when[event]) for event in labels["event"]]
    texts = [
        "\n".join([written(date), *wrap(title, 150, theme.SMALL)])
        for date, title in zip(labels["date"], labels["title"], strict=True)
    ]
    labels["text"] = texts
    widths = [
        max(text_width(t, theme.SMALL, bold=True) for t in text.split("\n")) for text in texts
    ]
    labels["base"] = 0.0
    labels["level"] = stairs(list(labels["x"]), [w / per_year for w in widths], hanging=True)
    top = 150.0
    labels["y"] = top + labels["level"] * 70
    height = top + (labels["level"].max() + 1) * 70
    x_scale = alt.Scale(domain=[first, last], nice=False)
    y_scale = alt.Scale(domain=[0, height], nice=False, reverse=True)
    axis = alt.Axis(
        values=list(range(int(first), int(last) + 1)),
        format="d",
        title=None,
        orient="top",
        domain=False,
    )

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=y_scale, axis=None)

    x = alt.X("x:Q", scale=x_scale, axis=axis)
    base = alt.Chart(drawn(bars))
    two = pd.DataFrame(
        {
            "x": [decimal_year(when[sworn])],
            "x2": [decimal_year(when[reunion])],
            "y": [0.0],
            "y2": [138.0],
            "middle": [127.0],
            "text": [f"two holders for {number(split)} days"],
        }
    )
    posts = bars.drop_duplicates("post").assign(above=lambda d: d["y"] - 10, at=first)
    rules = alt.Chart(drawn(labels[["x", "y", "base", "text", "title", "date"]]))
    dark = bars["fill"] != "advisory"
    layers = [
        alt.Chart(two).mark_rect(color=theme.WASH).encode(x=x, x2="x2:Q", y=y("y"), y2="y2:Q"),
        rules.mark_rule(color=theme.RULE).encode(x=x, y=y("base"), y2="y:Q"),
        alt.Chart(two)
        .mark_text(align="right", dx=-6, baseline="middle", fontSize=theme.SMALL)
        .encode(x=alt.X("x2:Q", scale=x_scale), y=y("middle"), text="text:N"),
        base.mark_rect(stroke=theme.PAPER, strokeWidth=2).encode(
            x=x,
            x2="x2:Q",
            y=y("y"),
            y2="y2:Q",
            color=alt.Color(
                "fill:N",
                scale=alt.Scale(
                    domain=["first", "advisory", "second"],
                    range=[theme.PLUM, theme.SILVER, theme.BLUE],
                ),
                legend=None,
            ),
            tooltip=[
                alt.Tooltip("post:N", title="Post"),
                alt.Tooltip("holder:N", title="Holder"),
                alt.Tooltip("start:N", title="From"),
                alt.Tooltip("end:N", title="To"),
            ],
        ),
        *[
            alt.Chart(drawn(part))
            .mark_text(align="left", dx=7, baseline="middle", color=ink)
            .encode(x=x, y=y("middle"), text="text:N")
            for part, ink in ((bars[dark], theme.PAPER), (bars[~dark], theme.INK))
        ],
        alt.Chart(drawn(posts))
        .mark_text(align="left", baseline="middle", fontWeight="bold")
        .encode(x=alt.X("at:Q", scale=x_scale), y=y("above"), text="post:N"),
        rules.mark_text(
            lineBreak="\n", align="left", dx=4, baseline="top", fontSize=theme.SMALL
        ).encode(x=x, y=y("y"), text="text:N"),
    ]
    chart = alt.layer(*layers).properties(width=plot, height=height)
    finding = (
        f"Nazarbayev chaired the Security Council until {written(when[reunion])}, "
        f"{number(split)} days after Tokayev had become president on {written(when[sworn])}; "
        f"the Council had become a constitutional body with a chair for life by the law of "
        f"{written(when[law])}, {number((when[resigns] - when[law]).days)} days before the "
        f"resignation of {written(when[resigns])}."
    )
    return finish(
        chart,
        finding=finding,
        source=source,
        table=bars[["post", "holder", "status", "start", "end"]],
    )
