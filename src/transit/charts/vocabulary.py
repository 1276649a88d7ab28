"""The vocabulary as a whole: how it grows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import TOLD, Canvas, layered, quiet, saying
from transit.charts.frames import drawn, need, numeric
from transit.charts.layout import spread
from transit.charts.rows import PHONE
from transit.charts.terms import SOURCE
from transit.display.figure import Figure
from transit.display.lettering import text_width
from transit.wording import number

_LEFT = 58
"""Room for the labels of the vertical axis in pixels."""


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
        Its table has columns Up to paragraph, Words, Different words, and In random order and
        By Heaps' law where they are drawn.
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
        need(fit, ("k", "beta"), "Heaps’ law")
        own["heaps"] = float(fit["k"].iloc[0]) * own["tokens"] ** float(fit["beta"].iloc[0])
        curves.append(_Curve("heaps", "Heaps’ law", theme.ORANGE, [8, 3], 2))
    heads = {
        "part": "Up to paragraph",
        "tokens": "Words",
        "types": "Different words",
        "expected": "In random order",
        "heaps": "By Heaps’ law",
    }
    return Figure(
        lambda width: _picture(own, curves, width),
        headline=_headline(own),
        description=_description(own, fit),
        notes="Solid, with a dot per paragraph: this text. Dotted and dashed: what it is held against."
        if len(curves) > 1
        else "A dot is the end of a paragraph.",
        source=source,
        table=own.round(1).rename(columns=heads),
    )


@dataclass(frozen=True)
class _Curve:
    """A curve of `growth`: its column, its name and its line."""

    column: str
    name: str
    colour: str
    dash: list[float]
    thick: float


def _picture(own: pd.DataFrame, curves: Sequence[_Curve], width: float) -> alt.LayerChart:
    plot, height = width - _LEFT, 240.0 if width < PHONE else 320.0
    ends, canvas = _ends(own, curves, plot, height)
    texts = [
        f"Up to {row.part}: {number(row.types)} different words of {number(row.tokens)}"
        for row in own.itertuples(index=False)
    ]
    points = alt.Chart(drawn(saying(own, texts))).mark_point(size=40, color=theme.BLUE, opacity=1)
    layers = [
        *[layer for curve in reversed(curves) for layer in _curve(own, ends, curve, canvas)],
        points.encode(x=canvas.x("tokens"), y=canvas.y("types"), **TOLD),
    ]
    return layered(layers, plot, height, quiet("Different words met so far"))


def _ends(
    own: pd.DataFrame, curves: Sequence[_Curve], plot: float, height: float
) -> tuple[pd.DataFrame, Canvas]:
    """Return the labels at the ends of the curves, and a canvas with room for them."""
    last = own.iloc[-1]
    top = max(own[curve.column].max() for curve in curves) * 1.08
    ends = pd.DataFrame(
        {
            "curve": [curve.column for curve in curves],
            "text": [f"{curve.name} {number(last[curve.column])}" for curve in curves],
            "tokens": last["tokens"],
            "at": spread([last[curve.column] for curve in curves], 17 * top / height, 0, top),
        }
    )
    room = max(text_width(text, theme.BASE, bold=True) for text in ends["text"]) + 14
    step = next(s for s in (200, 500, 1000, 2000, 5000) if last["tokens"] / s <= plot / 70)
    canvas = Canvas(
        (0, last["tokens"] * plot / (plot - room)),
        (0, top),
        x_axis=alt.Axis(
            values=list(range(0, int(last["tokens"]) + 1, step)),
            title="words read",
            format=",d",
            domain=False,
        ),
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


def _strays(own: pd.DataFrame) -> pd.Series:
    """Return the place where the text is furthest from random order."""
    apart = (own["types"] - own["expected"]).abs()
    return own.loc[apart.idxmax()]


def _headline(own: pd.DataFrame) -> str:
    last = own.iloc[-1]
    if "expected" not in own:
        return f"In {number(last['tokens'])} words the text shows {number(last['types'])} different ones."
    most = _strays(own)
    apart = most["types"] - most["expected"]
    pace, side = ("faster", "more") if apart > 0 else ("more slowly", "fewer")
    return (
        f"New words come {pace} than in random order: {number(abs(apart))} {side} after "
        f"{number(most['tokens'])} words, where the two are furthest apart."
    )


def _description(own: pd.DataFrame, fit: pd.DataFrame | None) -> str:
    last = own.iloc[-1]
    text = (
        f"After {number(last['tokens'])} words the text has shown {number(last['types'])} "
        "different ones"
    )
    if "expected" in own:
        most = _strays(own)
        text += (
            f"; it strays furthest from random word order after {number(most['tokens'])} words, "
            f"with {number(most['types'])} against {number(most['expected'])}"
        )
    if fit is not None:
        text += f"; Heaps’ law fits with an exponent of {number(float(fit['beta'].iloc[0]), 2)}"
    return text + "."
