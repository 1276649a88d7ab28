"""Sections and terms in one plane: a correspondence analysis."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import HOLLOW, TOLD, Canvas, layered, quiet, saying
from transit.charts.frames import drawn, need
from transit.charts.rows import PHONE
from transit.charts.terms import SOURCE
from transit.display.figure import Figure
from transit.display.lettering import text_width
from transit.wording import number

HEIGHT = 440
_LINE = 16


def plane(
    points: pd.DataFrame, axes: pd.DataFrame, *, named: int = 16, source: str = SOURCE
) -> Figure:
    """Draw sections and terms where a correspondence analysis puts them.

    Parameters
    ----------
    points : DataFrame
        As `transit.terms.of_article.plane` returns them: columns name, of (group, type), label, x,
        y, x_low, x_high, y_low, y_high, inertia, quality.
    axes : DataFrame
        Columns axis, share, p.
    named : int
        How many terms are named at most, those that make most of the inertia.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has the columns Name, Kind, First axis, Second axis, Quality.
    """
    columns = ("name", "of", "label", "x", "y", "x_low", "x_high", "y_low", "y_high", "inertia")
    need(points, (*columns, "quality"), "points of the plane")
    need(axes, ("axis", "share", "p"), "axes of the plane")
    own = points.sort_values(["of", "inertia"], ascending=[True, False], ignore_index=True)
    sections = own[own["of"] == "group"]
    table = own[["label", "of", "x", "y", "quality"]].round(3)
    table["of"] = table["of"].map({"group": "section", "type": "term"})
    shares = [number(100 * share) for share in axes["share"].head(2)]
    return Figure(
        lambda width: _plane(own, named if width >= PHONE else named // 2, shares, width),
        headline=f"The first axis parts {_ends(sections, 'x')}.",
        notes=(
            "Filled: sections, with lines for their 95 per cent intervals; hollow: terms. Near "
            "each other stands what goes together; far from the middle what is particular."
        ),
        description=_finding(sections, axes),
        source=source,
        table=table.set_axis(["Name", "Kind", "First axis", "Second axis", "Quality"], axis=1),
    )


def _plane(own: pd.DataFrame, named: int, shares: list[str], width: float) -> alt.LayerChart:
    plot = width - 16
    canvas, spot = _canvas(own, plot)
    sections, terms = own[own["of"] == "group"], own[own["of"] == "type"]
    labels = _labels(sections, terms, named, spot, plot)
    bold, plain = labels[labels["of"] == "group"], labels[labels["of"] == "type"]
    zero = pd.DataFrame({"zero": [0.0]})
    layers: list[alt.Chart | alt.LayerChart] = [
        alt.Chart(drawn(zero)).mark_rule(color=theme.GRID).encode(x=canvas.x("zero")),
        alt.Chart(drawn(zero)).mark_rule(color=theme.GRID).encode(y=canvas.y("zero")),
        canvas.rules(sections, "x_low", "x_high", "y", color=theme.RULE, strokeWidth=2, clip=True),
        alt.Chart(drawn(sections))
        .mark_rule(color=theme.RULE, strokeWidth=2, clip=True)
        .encode(x=canvas.x("x"), y=canvas.y("y_low"), y2=alt.Y2("y_high:Q")),
        _marks(terms, canvas, size=40, stroke=theme.QUIET, **HOLLOW),
        _marks(sections, canvas, size=110, color=theme.BLUE, opacity=1),
        canvas.texts(plain, "at_x", "at_y", fontSize=theme.SMALL, align="center"),
        canvas.texts(bold, "at_x", "at_y", color=theme.BLUE, fontWeight="bold", align="center"),
    ]
    title = quiet(
        f"First axis across ({shares[0]} % of the inertia), second upwards ({shares[1]} %)"
        if width >= PHONE
        else f"First axis {shares[0]} %, second {shares[1]} %"
    )
    return layered(layers, plot, HEIGHT, title)


def _canvas(own: pd.DataFrame, plot: float) -> tuple[Canvas, Any]:
    """Return a canvas with one scale for both directions, and where a point lies in pixels."""
    middle = [(own[axis].min() + own[axis].max()) / 2 for axis in "xy"]
    reach = [own[axis].max() - own[axis].min() for axis in "xy"]
    unit = max(reach[0] / (plot - (190 if plot > 400 else 120)), reach[1] / (HEIGHT - 70))
    half = plot * unit / 2, HEIGHT * unit / 2
    ends = [(centre - side, centre + side) for centre, side in zip(middle, half, strict=True)]

    def spot(x: float, y: float) -> tuple[float, float]:
        return (x - ends[0][0]) / unit, (ends[1][1] - y) / unit

    def back(x: float, y: float) -> tuple[float, float]:
        return x * unit + ends[0][0], ends[1][1] - y * unit

    return Canvas(ends[0], ends[1], down=False), (spot, back)


def _marks(data: pd.DataFrame, canvas: Canvas, **style: Any) -> alt.Chart:
    told = [
        f"{label}\n{number(100 * quality)} per cent of it shown by the plane"
        for label, quality in zip(data["label"], data["quality"], strict=True)
    ]
    mark = alt.Chart(drawn(saying(data, told))).mark_point(**style)
    return mark.encode(x=canvas.x("x"), y=canvas.y("y"), **TOLD)


def _labels(
    sections: pd.DataFrame, terms: pd.DataFrame, named: int, spot: Any, plot: float
) -> pd.DataFrame:
    """Places of the labels: of all sections, and of the terms that find room."""
    to_pixel, back = spot
    marks = pd.concat([sections, terms])
    points = [to_pixel(x, y) for x, y in zip(marks["x"], marks["y"], strict=True)]
    blobs = [(x - 5, x + 5, y - 5, y + 5) for x, y in points]
    taken: list[tuple[float, ...]] = []
    rows = []
    for frame, size, bold in (
        (sections, theme.BASE, True),
        (terms.head(named), theme.SMALL, False),
    ):
        for row in frame.itertuples():
            wide = text_width(row.label, size, bold=bold) + 6
            x, y = to_pixel(row.x, row.y)
            places = _around(x, y, wide, plot)
            free = [box for box in places if not any(_meet(box, other) for other in taken)]
            clear = [box for box in free if not any(_meet(box, blob) for blob in blobs)]
            for box in (clear or (free if bold else []))[:1]:
                taken.append(box)
                at_x, at_y = back((box[0] + box[1]) / 2, (box[2] + box[3]) / 2)
                rows.append({"of": row.of, "text": row.label, "at_x": at_x, "at_y": at_y})
    return pd.DataFrame(rows, columns=["of", "text", "at_x", "at_y"])


def _around(x: float, y: float, wide: float, plot: float) -> list[tuple[float, ...]]:
    """Boxes for a label around a point, the nearest first, within the plot."""
    high = _LINE / 2
    centres = [(x, y - 15), (x, y + 15), (x + 9 + wide / 2, y), (x - 9 - wide / 2, y)]
    centres += [(x + side * wide / 2, y + step) for step in (-17, 17, -34, 34) for side in (1, -1)]
    boxes = [(a - wide / 2, a + wide / 2, b - high, b + high) for a, b in centres]
    return [b for b in boxes if b[0] > 2 and b[1] < plot - 2 and b[2] > 2 and b[3] < HEIGHT - 2]


def _meet(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]


def _ends(sections: pd.DataFrame, axis: str) -> str:
    low, high = sections[axis].idxmin(), sections[axis].idxmax()
    return f"{sections.loc[low, 'label']} from {sections.loc[high, 'label']}"


def _finding(sections: pd.DataFrame, axes: pd.DataFrame) -> str:
    """Say what stands at the ends of the axes and how much of the differences they show."""
    ends = [_ends(sections, axis) for axis in "xy"]
    shown = number(100 * float(np.sum(axes["share"].head(2))))
    return (
        f"The first axis parts {ends[0]}, the second {ends[1]}; the plane shows {shown} per cent "
        "of the differences between sections and terms."
    )
