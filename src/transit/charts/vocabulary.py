"""The vocabulary as a whole: how it grows, and how few words make most of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import Canvas, layered, quiet
from transit.charts.frames import as_terms, drawn, name_of, need, numeric
from transit.charts.layout import spread
from transit.charts.terms import SOURCE
from transit.display.figure import Figure
from transit.display.lettering import text_width
from transit.wording import listed, number

PLOT = theme.WIDTH - 58
HEIGHT = 320


def growth(curve: pd.DataFrame, fit: pd.DataFrame | None = None, *, source: str = SOURCE) -> Figure:
    """Draw how many different words the text has shown as it goes on.

    Parameters
    ----------
    curve : DataFrame
        As `transit.terms.of_article.growth` returns it: columns paragraph, tokens, types and,
        where known, expected (types at random word order).
    fit : DataFrame, optional
        As `transit.terms.growth.fit_heaps` returns it: columns k, beta.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns part, tokens, types, and expected and heaps where they are drawn.
    """
    part = next((name for name in ("paragraph", "part") if name in curve), "part")
    need(curve, (part, "tokens", "types"), "growth of the vocabulary")
    own = pd.DataFrame({"part": curve[part].astype(str)})
    for column in ("tokens", "types"):
        own[column] = numeric(curve[column])
    curves = [_Curve("types", "this text", theme.BLUE, [1, 0], 3)]
    if "expected" in curve and numeric(curve["expected"]).notna().all():
        own["expected"] = numeric(curve["expected"])
        curves.append(_Curve("expected", "random order", theme.QUIET, [3, 3], 2))
    if fit is not None:
        need(fit, ("k", "beta"), "Heaps' law")
        own["heaps"] = float(fit["k"].iloc[0]) * own["tokens"] ** float(fit["beta"].iloc[0])
        curves.append(_Curve("heaps", "Heaps' law", theme.ORANGE, [8, 3], 2))
    ends, canvas = _ends(own, curves)
    points = alt.Chart(drawn(own)).mark_point(size=40, color=theme.BLUE, opacity=1)
    layers = [
        *[layer for curve in reversed(curves) for layer in _curve(own, ends, curve, canvas)],
        points.encode(
            x=canvas.x("tokens"),
            y=canvas.y("types"),
            tooltip=[
                alt.Tooltip("part:N", title="Up to"),
                alt.Tooltip("tokens:Q", title="Words", format=",d"),
                alt.Tooltip("types:Q", title="Different words", format=",d"),
            ],
        ),
    ]
    chart = layered(layers, PLOT, HEIGHT, quiet("Different words met so far"))
    return Figure(chart, description=_growth_finding(own, fit), source=source, table=own)


@dataclass(frozen=True)
class _Curve:
    """A curve of `growth`: its column, its name and its line."""

    column: str
    name: str
    colour: str
    dash: list[float]
    thick: float


def _ends(own: pd.DataFrame, curves: Sequence[_Curve]) -> tuple[pd.DataFrame, Canvas]:
    """Return the labels at the ends of the curves, and a canvas with room for them."""
    last = own.iloc[-1]
    top = max(own[curve.column].max() for curve in curves) * 1.08
    ends = pd.DataFrame(
        {
            "curve": [curve.column for curve in curves],
            "text": [f"{curve.name} {number(last[curve.column])}" for curve in curves],
            "tokens": last["tokens"],
            "at": spread([last[curve.column] for curve in curves], 17 * top / HEIGHT, 0, top),
        }
    )
    room = max(text_width(text, theme.BASE, bold=True) for text in ends["text"]) + 14
    step = 500 if last["tokens"] > 2000 else 200
    ticks = list(range(0, int(last["tokens"]) + 1, step))
    canvas = Canvas(
        (0, last["tokens"] * PLOT / (PLOT - room)),
        (0, top),
        x_axis=alt.Axis(values=ticks, title="words read", format=",d", domain=False),
        y_axis=alt.Axis(title=None, format=",d", tickCount=5),
        down=False,
    )
    return ends, canvas


def _curve(own: pd.DataFrame, ends: pd.DataFrame, curve: _Curve, canvas: Canvas) -> list[alt.Chart]:
    line = alt.Chart(drawn(own)).mark_line(
        color=curve.colour, strokeDash=curve.dash, strokeWidth=curve.thick
    )
    style: dict[str, Any] = {"dx": 9, "color": curve.colour}
    style["fontWeight"] = "bold" if curve.column == "types" else "normal"
    return [
        line.encode(x=canvas.x("tokens"), y=canvas.y(curve.column)),
        canvas.texts(ends[ends["curve"] == curve.column], "tokens", "at", **style),
    ]


def _growth_finding(own: pd.DataFrame, fit: pd.DataFrame | None) -> str:
    last = own.iloc[-1]
    text = f"After {number(last['tokens'])} words the text has shown {number(last['types'])}"
    text += " different ones"
    if "expected" in own and len(own) > 1:
        inner = own.iloc[:-1]
        widest = inner.loc[(inner["types"] - inner["expected"]).abs().idxmax()]
        text += (
            f"; it strays furthest from random word order after {number(widest['tokens'])} words, "
            f"with {number(widest['types'])} against {number(widest['expected'])}"
        )
    if fit is not None:
        text += f"; Heaps' law fits with an exponent of {number(float(fit['beta'].iloc[0]), 2)}"
    return text + "."


def rank_frequency(
    ranks: pd.DataFrame,
    fit: pd.DataFrame | None = None,
    *,
    labels: Mapping[str, str] | None = None,
    named: int = 4,
    source: str = SOURCE,
) -> Figure:
    """Draw the frequency of every word against its rank, both axes logarithmic.

    Parameters
    ----------
    ranks : DataFrame
        As `transit.terms.of_article.rank_frequency_table` returns it: columns token, rank, count.
    fit : DataFrame, optional
        As `transit.terms.growth.fit_zipf` returns it: columns model, exponent, shift,
        constant; one curve per row.
    labels : mapping of str to str, optional
        Names of the words.
    named : int
        How many of the most frequent words get a label.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns term, rank, count. A point that would lie on another one is not
        drawn.
    """
    ranks = need(as_terms(ranks), ("term", "rank", "count"), "ranks")
    own = pd.DataFrame({"term": ranks["term"].astype(str)})
    for column in ("rank", "count"):
        own[column] = numeric(ranks[column])
    own = own.sort_values("rank", kind="stable")
    high, long = float(own["count"].max()), float(own["rank"].max())
    canvas = _LogCanvas(long, high)
    laws = (
        []
        if fit is None
        else list(
            need(fit, ("model", "exponent", "shift", "constant"), "Zipf's law").itertuples(
                index=False
            )
        )
    )
    first = own.head(named)
    first = first.assign(text=[name_of(labels, term) for term in first["term"]])
    layers = [
        *[layer for place, law in enumerate(laws) for layer in _law(law, place, long, canvas)],
        _rank_points(own, long, high, canvas),
        canvas.texts(first, "rank", "count", **_BELOW),
    ]
    chart = layered(layers, PLOT, HEIGHT, quiet("Occurrences (both axes logarithmic)"))
    return Figure(chart, description=_ranks_finding(own, laws), source=source, table=own)


_BELOW: dict[str, Any] = {"align": "center", "baseline": "top", "dy": 8, "fontSize": theme.SMALL}
_LAWS = {
    "zipf": ("Zipf", theme.ORANGE, [8, 3]),
    "zipf-mandelbrot": ("Zipf–Mandelbrot", theme.PLUM, [3, 3]),
}


class _LogCanvas(Canvas):
    """A canvas for ranks up to `long` and counts up to `high`, both logarithmic."""

    def __init__(self, long: float, high: float) -> None:
        powers = (1, 10, 100, 1000, 10_000, 100_000)
        x_axis = alt.Axis(
            values=[power for power in powers if power <= long],
            title="rank of the word",
            format=",d",
            domain=False,
        )
        ticks = [power for power in powers if power <= high * 1.6]
        y_axis = alt.Axis(title=None, format=",d", values=ticks)
        reach = ((0.9, long * 1.15), (0.8, high * 1.6))
        super().__init__(*reach, x_axis=x_axis, y_axis=y_axis, down=False)
        self.x_scale = alt.Scale(type="log", domain=list(reach[0]), nice=False)
        self.y_scale = alt.Scale(type="log", domain=list(reach[1]), nice=False)


def _law(law: Any, place: int, long: float, canvas: Canvas) -> list[alt.Chart]:
    """Return the curve of a fitted law, and its name beside it."""
    name, colour, dash = _LAWS.get(law.model, (str(law.model), theme.QUIET, [2, 2]))
    grid = np.unique(np.geomspace(1, long, 60).round())
    line = pd.DataFrame({"rank": grid, "count": law.constant * (grid + law.shift) ** -law.exponent})
    line = line[line["count"] >= 0.8]
    note = line.iloc[[len(line) * (3 if place else 2) // 5]]
    note = note.assign(text=f"{name}, exponent {number(law.exponent, 2)}")
    style: dict[str, Any] = {"baseline": "bottom", "dx": 8, "dy": -6 - 16 * (1 - place)}
    curve = alt.Chart(drawn(line)).mark_line(color=colour, strokeDash=dash, strokeWidth=2)
    return [
        curve.encode(x=canvas.x("rank"), y=canvas.y("count")),
        canvas.texts(note, "rank", "count", color=colour, **style),
    ]


def _rank_points(own: pd.DataFrame, long: float, high: float, canvas: Canvas) -> alt.Chart:
    """Return one point per word, without those that would lie on another one."""
    across = np.log(own["rank"]) / np.log(long * 1.3) * PLOT
    up = np.log(own["count"]) / np.log(high * 2) * HEIGHT
    spot = pd.DataFrame({"x": across.floordiv(3), "y": up.floordiv(3)})
    points = alt.Chart(drawn(own[~spot.duplicated()]))
    return points.mark_point(size=22, color=theme.BLUE, opacity=0.8).encode(
        x=canvas.x("rank"),
        y=canvas.y("count"),
        tooltip=[
            alt.Tooltip("term:N", title="Word"),
            alt.Tooltip("rank:Q", title="Rank", format=",d"),
            alt.Tooltip("count:Q", title="Occurrences", format=",d"),
        ],
    )


def _ranks_finding(own: pd.DataFrame, laws: Sequence[Any]) -> str:
    total = own["count"].sum()
    ten = own.head(10)["count"].sum() / total * 100
    once = int((own["count"] == 1).sum())
    text = (
        f"The {number(min(10, len(own)))} most frequent of {number(len(own))} different words make "
        f"{number(ten)} per cent of the text, and {number(once)} "
        f"{'word occurs' if once == 1 else 'words occur'} once"
    )
    if laws:
        fitted = (
            f"{_LAWS[law.model][0] if law.model in _LAWS else law.model}'s law with an exponent of "
            f"{number(law.exponent, 2)}"
            for law in laws
        )
        text += f"; fitted: {listed(fitted)}"
    return text + "."
