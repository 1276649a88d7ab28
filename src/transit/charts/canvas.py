"""The ground a picture is drawn on: scales that place marks, row labels, keys of named marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.frames import drawn
from transit.display.lettering import text_width
from transit.display.svg import SAYS

Channels = dict[str, Any]
HOLLOW: dict[str, Any] = {"filled": True, "fill": theme.PAPER, "opacity": 1}
"""Style of a point that shows the paper through it; it wants a stroke."""


class Canvas:
    """A plot with two linear scales on which marks are placed by a field or by a value.

    Parameters
    ----------
    x, y : tuple of float
        Least and greatest value of each scale.
    x_axis, y_axis : altair.Axis, optional
        Axes; none by default.
    down : bool
        Whether the vertical scale runs downwards, as pixels and rows do.

    Examples
    --------
    >>> canvas = Canvas.pixels(640, 200, head=40)
    >>> canvas.y_scale.to_dict()["domain"]
    [-40, 200]
    >>> canvas.x(12)["datum"]
    12
    """

    def __init__(
        self,
        x: tuple[float, float],
        y: tuple[float, float],
        *,
        x_axis: alt.Axis | None = None,
        y_axis: alt.Axis | None = None,
        down: bool = True,
    ) -> None:
        self.x_scale = alt.Scale(domain=list(x), nice=False)
        self.y_scale = (
            alt.Scale(domain=list(y), nice=False, reverse=True)
            if down
            else alt.Scale(domain=list(y), nice=False)
        )
        self.x_axis, self.y_axis = x_axis, y_axis

    @classmethod
    def pixels(cls, width: float, height: float, *, head: float = 0) -> Canvas:
        """Return a canvas measured in pixels, with `head` of them above zero."""
        return cls((0, width), (-head, height))

    @classmethod
    def rows(
        cls,
        x: tuple[float, float],
        count: int,
        *,
        x_axis: alt.Axis | None = None,
        above: float = 0.5,
        below: float = 0.5,
    ) -> Canvas:
        """Return a canvas of `count` rows, numbered from 0, with room above and below them."""
        return cls(x, (-above, count - 1 + below), x_axis=x_axis)

    def x(self, at: str | float) -> alt.X:
        """Return the horizontal place of a field, or of one value for all marks."""
        if isinstance(at, str):
            return alt.X(f"{at}:Q", scale=self.x_scale, axis=self.x_axis)
        return alt.X(datum=at, scale=self.x_scale, axis=self.x_axis)

    def y(self, at: str | float) -> alt.Y:
        """Return the vertical place of a field, or of one value for all marks."""
        if isinstance(at, str):
            return alt.Y(f"{at}:Q", scale=self.y_scale, axis=self.y_axis)
        return alt.Y(datum=at, scale=self.y_scale, axis=self.y_axis)

    def rules(
        self, data: pd.DataFrame, x: str | float, x2: str | float, y: str, **style: Any
    ) -> alt.Chart:
        """Return horizontal lines from `x` to `x2` at the places `y`."""
        end = alt.X2(f"{x2}:Q") if isinstance(x2, str) else alt.X2Datum(x2)
        mark = alt.Chart(drawn(data)).mark_rule(**style)
        return mark.encode(x=self.x(x), x2=end, y=self.y(y))

    def texts(
        self,
        data: pd.DataFrame,
        x: str | float,
        y: str,
        text: str = "text",
        *,
        tooltip: Sequence[alt.Tooltip] | None = None,
        **style: Any,
    ) -> alt.Chart:
        """Return the texts of a field at places on the canvas, by default to their right."""
        channels: Channels = {"x": self.x(x), "y": self.y(y), "text": f"{text}:N"}
        if tooltip is not None:
            channels["tooltip"] = list(tooltip)
        style = {"align": "left", "baseline": "middle"} | style
        return alt.Chart(drawn(data)).mark_text(**style).encode(**channels)

    def row_labels(
        self, data: pd.DataFrame, at: float, text: str, y: str = "row", **style: Any
    ) -> alt.Chart:
        """Return the texts of a field beside their rows, `at` pixels from the plot's edge."""
        style = {"align": "left", "baseline": "middle"} | style
        mark = alt.Chart(drawn(data)).mark_text(x=at, **style)
        return mark.encode(y=self.y(y), text=f"{text}:N")


TOLD: Channels = {"description": "says:N"}
"""Channels of marks whose frame says what each of them is; see `saying`."""


def saying(
    frame: pd.DataFrame, texts: Iterable[str] = (), *, series: str | None = None
) -> pd.DataFrame:
    """Return a frame whose marks, drawn with the channels `TOLD`, say something when pointed at.

    Parameters
    ----------
    frame : DataFrame
        One row per mark.
    texts : iterable of str, optional
        What each says, in words; a line break parts lines. None where the marks, such as lines
        and their labels, only belong to a series.
    series : str, optional
        The column with the series, in words, that the mark belongs to; it can be highlighted.

    Examples
    --------
    >>> saying(pd.DataFrame({"who": ["Tokayev"]}), ["71 per cent"], series="who")["says"].tolist()
    ['Tokayev\\t71 per cent']
    """
    told = list(texts) or [""] * len(frame)
    names = [""] * len(frame) if series is None else [str(name) for name in frame[series]]
    says = [f"{name}{SAYS}{text}" for name, text in zip(names, told, strict=True)]
    return frame.assign(says=says)


def layered(
    layers: Iterable[alt.Chart | alt.LayerChart],
    width: float,
    height: float,
    title: alt.Title | None = None,
) -> alt.LayerChart:
    """Return marks drawn on top of each other as one plot of this size."""
    chart = alt.LayerChart(layer=list(layers))
    size: dict[str, Any] = {"width": width, "height": height}
    return chart.properties(**size) if title is None else chart.properties(**size, title=title)


def in_rows(
    panels: Sequence[alt.Chart | alt.LayerChart], across: int, *, spacing: float
) -> alt.VConcatChart:
    """Return panels side by side, `across` of them in a row.

    Examples
    --------
    >>> dots = layered([alt.Chart(pd.DataFrame({"x": [1]})).mark_point()], 100, 80)
    >>> [len(row["hconcat"]) for row in in_rows([dots] * 3, 2, spacing=8).to_dict()["vconcat"]]
    [2, 1]
    """
    rows = [alt.hconcat(*panels[k : k + across], spacing=14) for k in range(0, len(panels), across)]
    return alt.vconcat(*rows, spacing=spacing)


def quiet(text: str) -> alt.Title:
    """Return a heading in normal type, as it names the measure above a plot."""
    return alt.Title(text, fontWeight="normal", color=theme.SOFT)


def marks_by(
    field: str, colours: Mapping[str, str], shapes: Mapping[str, str] | None = None
) -> Channels:
    """Return the channels that give every value of a field its colour and, if told, shape."""
    values = list(colours)
    channels: Channels = {
        "color": alt.Color(
            f"{field}:N",
            scale=alt.Scale(domain=values, range=[colours[value] for value in values]),
            legend=None,
        )
    }
    if shapes is not None:
        channels["shape"] = alt.Shape(
            f"{field}:N",
            scale=alt.Scale(domain=values, range=[shapes[value] for value in values]),
            legend=None,
        )
    return channels


def key_places(
    texts: Sequence[str],
    room: float,
    *,
    start: float = 0.0,
    width: float = float("inf"),
    size: float = theme.BASE,
    bold: bool = False,
) -> pd.DataFrame:
    """Return where the entries of a key stand: one after the other, broken at `width`.

    Parameters
    ----------
    texts : sequence of str
        What stands beside each mark.
    room : float
        Pixels of an entry beyond its text.
    start : float
        Where every line begins.
    width : float
        Where a line ends.
    size, bold
        Type of the texts.

    Returns
    -------
    DataFrame
        Columns text, x (pixels) and row (from 0).

    Examples
    --------
    >>> key_places(["gains", "loses"], 40)["x"].round().tolist()
    [0.0, 71.0]
    """
    places, x, row = [], start, 0
    for text in texts:
        wide = text_width(text, size, bold=bold) + room
        if x > start and x + wide > width:
            x, row = start, row + 1
        places.append({"text": text, "x": x, "row": row})
        x += wide
    return pd.DataFrame(places, columns=["text", "x", "row"])


def key(
    entries: pd.DataFrame,
    channels: Channels,
    *,
    place: Channels,
    mark: Mapping[str, Any],
    **text: Any,
) -> list[alt.Chart]:
    """Return the marks of a key with their names, from columns text and those `place` names."""
    base = alt.Chart(drawn(entries))
    style: dict[str, Any] = {"align": "left", "baseline": "middle"} | text
    return [
        base.mark_point(**({"opacity": 1} | dict(mark))).encode(**place, **channels),
        base.mark_text(**style).encode(**place, text="text:N"),
    ]
