"""Charts of named rows: the names beside the plot, or above their rows where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import Canvas, layered
from transit.display.lettering import text_width, wrap

PHONE = 480
"""A picture narrower than this many pixels is drawn for a phone."""

_LINE, _EDGE = 17, 12
"""Height of a line of text, and room at the edges of the picture, in pixels."""


class Rows:
    """The places of named rows in a picture of some width.

    Parameters
    ----------
    names : sequence of str
        What the rows are called, from top to bottom.
    width : float
        Width of the picture in pixels.
    x : tuple of float, optional
        Least and greatest value of the horizontal scale; by default the pixels of the plot.
    x_axis : altair.Axis, optional
        The horizontal axis.
    right : float
        Room to the right of the plot, in pixels.
    head : float
        Room above the first row, in pixels.
    step : float
        Least height of a row without its name, in pixels.
    steps : sequence of float, optional
        The same for each row, where rows differ.
    share : float
        Up to which part of a wide picture the names may take.
    beside : bool
        Whether the names stand beside the plot however narrow it is.
    gap : float
        Least room between a name beside the plot and the next, in pixels.

    Attributes
    ----------
    narrow : bool
        Whether the names stand above their rows.
    plot, height : float
        Size of the plot without the room for names, in pixels.
    places : list of float
        The vertical middle of every row, in pixels.
    edges : list of float
        Where every row begins, in pixels.
    canvas : Canvas
        Where marks are placed: by `x` across, by pixels down.

    Examples
    --------
    >>> Rows(["one", "two"], 640).narrow, Rows(["one", "two"], 320).narrow
    (False, True)
    """

    def __init__(
        self,
        names: Sequence[str],
        width: float,
        *,
        x: tuple[float, float] | None = None,
        x_axis: alt.Axis | None = None,
        right: float = 0.0,
        head: float = 0.0,
        step: float = 26.0,
        steps: Sequence[float] | None = None,
        share: float = 0.42,
        beside: bool = False,
        gap: float = 6.0,
    ) -> None:
        self.narrow = width < PHONE and not beside
        longest = max(text_width(name, theme.BASE) for name in names) + 14
        self.left = 0.0 if self.narrow else min(longest, width * share)
        self.plot = width - self.left - right - _EDGE
        room = self.plot + right if self.narrow else self.left - 12
        lines = [wrap(name, room, theme.BASE) for name in names]
        self.places, self.edges, tops, top = [], [], [], 0.0
        for own, least in zip(lines, steps or [step] * len(lines), strict=True):
            self.edges.append(top)
            tall = _LINE * len(own)
            if self.narrow:
                tops.append(top + _LINE / 2)
                self.places.append(top + tall + least / 2)
                top += tall + least + 2
            else:
                block = max(least, tall + gap)
                self.places.append(top + block / 2)
                tops.append(top + block / 2 - (tall - _LINE) / 2)
                top += block
        self.height, self.head = top, head
        self.canvas = Canvas(x or (0, self.plot), (-head, top), x_axis=x_axis)
        self._names = pd.DataFrame({"y": tops, "text": ["\n".join(own) for own in lines]})

    def names(self) -> list[alt.Chart]:
        """Return the names of the rows; above their rows they stand on paper, free of lines."""
        style: dict[str, Any] = {"lineBreak": "\n"}
        texts = self.canvas.row_labels(self._names, -self.left, "text", "y", **style)
        if not self.narrow:
            return [texts]
        ground: dict[str, Any] = {"x": 0, "x2": alt.expr("datum.wide"), "color": theme.PAPER}
        lines = [
            {"top": y + k * _LINE - 8, "bottom": y + k * _LINE + 8, "wide": _wide(line)}
            for y, text in zip(self._names["y"], self._names["text"], strict=True)
            for k, line in enumerate(text.split("\n"))
        ]
        marks = alt.Chart(pd.DataFrame(lines)).mark_rect(**ground)
        return [marks.encode(y=self.canvas.y("top"), y2="bottom:Q"), texts]

    def drawn(self, layers: Sequence[alt.Chart]) -> alt.LayerChart:
        """Return marks and names as one picture."""
        return layered([*layers, *self.names()], self.plot, self.height + self.head)


def _wide(line: str) -> float:
    return round(text_width(line, theme.BASE) + 4, 1)
