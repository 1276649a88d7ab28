"""Who and what is named together: the co-occurrence network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import Canvas, Channels, key, key_places, layered, marks_by
from transit.charts.frames import drawn, name_of, need, numeric, tied
from transit.charts.terms import SOURCE
from transit.charts.theme import TERM_KIND_SHAPES, TERM_KINDS
from transit.display.figure import Figure
from transit.display.lettering import text_width
from transit.errors import TransitError
from transit.wording import counted, listed, number


def network(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    *,
    weight: str = "n11",
    minimum: int = 2,
    height: int = 460,
    names: Mapping[str, str] | None = None,
    source: str = SOURCE,
) -> Figure:
    """Draw terms that occur in the same sentences as a network.

    The size of a mark is the number of sentences with the term, the width of a line the
    number of sentences two terms share; shape and colour say the kind.

    Parameters
    ----------
    nodes : DataFrame
        As `transit.terms.network.network` returns it: columns term, label, kind, sentences,
        x, y.
    edges : DataFrame
        Columns source, target and `weight`.
    weight : str
        Column of the shared sentences.
    minimum : int
        Lines with fewer shared sentences, and terms left without a line, are not drawn.
    height : int
        Height of the plot in pixels.
    names : mapping of str to str, optional
        What the kinds are called; by default as they are.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns source, target (labels) and shared.

    Raises
    ------
    TransitError
        If an edge names an unknown term, a kind has no mark, or no line is left.
    """
    kinds = _check(nodes, edges, weight)
    lines = edges.assign(shared=numeric(edges[weight]))
    lines = lines[lines["shared"] >= minimum]
    if lines.empty:
        raise TransitError(f"edges: no two terms share {counted(minimum, 'sentence')} or more")
    plot = theme.WIDTH - 8
    kept = _kept(nodes, lines, plot, height)
    kept["called"] = [name_of(names, kind) for kind in kept["kind"]]
    lines = _between(lines, kept)
    canvas = Canvas.pixels(plot, height)
    channels = marks_by("kind", {kind: TERM_KINDS[kind] for kind in kinds}, TERM_KIND_SHAPES)
    layers = [
        _links(lines, canvas),
        _nodes(kept, channels, canvas),
        *_labels(_placed(kept, plot, height), canvas),
        *key(
            key_places([name_of(names, kind) for kind in kinds], 34, start=8).assign(
                kind=kinds, y=10.0
            ),
            channels,
            place={"x": canvas.x("x"), "y": canvas.y("y")},
            mark={"size": 110},
            dx=11,
            color=theme.SOFT,
        ),
    ]
    table = lines[["source_label", "target_label", "shared"]].rename(
        columns={"source_label": "source", "target_label": "target"}
    )
    finding = _finding(kept, lines, minimum)
    return Figure(layered(layers, plot, height), description=finding, source=source, table=table)


def _check(nodes: pd.DataFrame, edges: pd.DataFrame, weight: str) -> list[str]:
    """Return the kinds of the nodes in the order of the theme; refuse what cannot be drawn."""
    need(nodes, ("term", "label", "kind", "sentences", "x", "y"), "nodes")
    need(edges, ("source", "target", weight), "edges")
    unknown = sorted({*edges["source"], *edges["target"]} - set(nodes["term"]))
    if unknown:
        verb = "is no node" if len(unknown) == 1 else "are no nodes"
        raise TransitError(f"edges: {listed(unknown)} {verb}")
    present = set(nodes["kind"].astype(str))
    kinds = [kind for kind in TERM_KINDS if kind in present]
    stray = sorted(present - set(kinds))
    if stray:
        verb = "has" if len(stray) == 1 else "have"
        raise TransitError(f"nodes: kind {listed(stray)} {verb} no mark; {listed(TERM_KINDS)} have")
    return kinds


def _kept(nodes: pd.DataFrame, lines: pd.DataFrame, plot: float, height: float) -> pd.DataFrame:
    """Return the terms with a line, with the sizes and places of their marks in pixels."""
    kept = nodes[nodes["term"].isin({*lines["source"], *lines["target"]})].copy()
    kept["kind"] = kept["kind"].astype(str)
    kept["sentences"] = numeric(kept["sentences"])
    kept["size"] = 60 + 900 * kept["sentences"] / kept["sentences"].max()
    kept["radius"] = np.sqrt(kept["size"] / np.pi)
    kept["px"], kept["py"] = _fitted(kept, plot, height)
    return kept


def _between(lines: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    """Return the lines, strongest first, with the places and names of their ends."""
    place = kept.set_index("term")
    lines = lines.sort_values(["shared", "source", "target"], ascending=[False, True, True])
    for end in ("source", "target"):
        lines[f"{end}_x"] = lines[end].map(place["px"])
        lines[f"{end}_y"] = lines[end].map(place["py"])
        lines[f"{end}_label"] = lines[end].map(place["label"])
    lines["width"] = 0.8 + 5 * lines["shared"] / lines["shared"].max()
    return lines


def _links(lines: pd.DataFrame, canvas: Canvas) -> alt.Chart:
    ends = [f"{end}_{what}" for what in ("label", "x", "y") for end in ("source", "target")]
    marks = alt.Chart(drawn(lines[[*ends, "shared", "width"]])).mark_rule(
        color=theme.SILVER, strokeCap="round"
    )
    return marks.encode(
        x=canvas.x("source_x"),
        y=canvas.y("source_y"),
        x2="target_x:Q",
        y2="target_y:Q",
        strokeWidth=alt.StrokeWidth("width:Q", scale=None, legend=None),
        tooltip=[
            alt.Tooltip("source_label:N", title="Term"),
            alt.Tooltip("target_label:N", title="with"),
            alt.Tooltip("shared:Q", title="Shared sentences"),
        ],
    )


def _nodes(kept: pd.DataFrame, channels: Channels, canvas: Canvas) -> alt.Chart:
    shown = kept[["label", "kind", "called", "sentences", "size", "px", "py"]]
    marks = alt.Chart(drawn(shown)).mark_point(opacity=1, stroke=theme.PAPER, strokeWidth=1.5)
    return marks.encode(
        x=canvas.x("px"),
        y=canvas.y("py"),
        size=alt.Size("size:Q", scale=None, legend=None),
        **channels,
        tooltip=[
            alt.Tooltip("label:N", title="Term"),
            alt.Tooltip("called:N", title="Kind"),
            alt.Tooltip("sentences:Q", title="Sentences"),
        ],
    )


def _labels(labels: pd.DataFrame, canvas: Canvas) -> list[alt.Chart]:
    """Return the names on a rim of paper, which keeps lines off them."""
    rim: dict[str, Any] = {
        "stroke": theme.PAPER,
        "strokeWidth": 3,
        "strokeJoin": "round",
        "aria": False,
    }
    return [canvas.texts(labels, "x", "y", fontSize=theme.SMALL, **style) for style in (rim, {})]


def _finding(kept: pd.DataFrame, lines: pd.DataFrame, minimum: int) -> str:
    labels = kept.set_index("term")["label"]
    links = tied(pd.concat([lines["source"], lines["target"]]).value_counts()).sort_index()
    best = lines.loc[tied(lines["shared"]).index]
    pairs = list(zip(best["source_label"], best["target_label"], strict=True))
    alone = len(pairs) == 1
    together = listed(f"{a} {'and' if alone else 'with'} {b}" for a, b in pairs)
    return (
        f"Of {counted(len(kept), 'term')} that share {counted(minimum, 'sentence')} or more with "
        f"another, {listed(labels[term] for term in links.index)} "
        f"{'has' if len(links) == 1 else 'have'} the most links "
        f"({number(links.iloc[0])}{'' if len(links) == 1 else ' each'}); most often together are "
        f"{together} ({counted(int(best['shared'].iloc[0]), 'sentence')}{'' if alone else ' each'})."
    )


def _fitted(kept: pd.DataFrame, width: float, height: float) -> tuple[pd.Series, pd.Series]:
    """Return positions in pixels that fill the plot and leave a margin for labels."""
    left, right, top, bottom = 40, 130, 44, 26
    x, y = numeric(kept["x"]), numeric(kept["y"])
    x_span, y_span = x.max() - x.min() or 1.0, y.max() - y.min() or 1.0
    px = left + (x - x.min()) / x_span * (width - left - right)
    py = top + (y - y.min()) / y_span * (height - top - bottom)
    gap = 24.0
    spots = np.column_stack([px, py])
    for _ in range(60):
        for i in range(len(spots)):
            for j in range(i):
                apart = spots[i] - spots[j]
                reach = np.hypot(apart[0] / 2.2, apart[1])
                if reach < gap:
                    push = (apart / np.hypot(*apart) if reach else np.array([0.0, 1.0])) * (
                        gap - reach
                    )
                    spots[i] += push / 2
                    spots[j] -= push / 2
        spots[:, 0] = spots[:, 0].clip(left / 2, width - right)
        spots[:, 1] = spots[:, 1].clip(top, height - bottom / 2)
    return (
        pd.Series(spots[:, 0].round(1), index=kept.index),
        pd.Series(spots[:, 1].round(1), index=kept.index),
    )


def _placed(kept: pd.DataFrame, width: float, height: float) -> pd.DataFrame:
    """Return a label per node where it overlaps the fewest others: right, left, below, above."""
    boxes: list[tuple[float, float, float, float]] = []
    marks = [
        (x - r, y - r, x + r, y + r)
        for x, y, r in zip(kept["px"], kept["py"], kept["radius"], strict=True)
    ]
    rows = []
    for k, node in enumerate(kept.itertuples(index=False)):
        wide = text_width(node.label, theme.SMALL)
        choices = []
        for rank, (x, y) in enumerate(
            (
                (node.px + node.radius + 4, node.py),
                (node.px - node.radius - 4 - wide, node.py),
                (node.px - wide / 2, node.py + node.radius + 9),
                (node.px - wide / 2, node.py - node.radius - 9),
                (node.px + node.radius, node.py + node.radius + 5),
                (node.px + node.radius, node.py - node.radius - 5),
            )
        ):
            box = (x, y - 7, x + wide, y + 7)
            cost = sum(_overlap(box, other) for other in boxes) * 3
            cost += sum(_overlap(box, mark) for m, mark in enumerate(marks) if m != k)
            outside = max(0, -box[0]) + max(0, box[2] - width) + max(0, 24 - box[1])
            choices.append((cost + 1000 * outside + rank, x, y, box))
        _, x, y, box = min(choices)
        boxes.append(box)
        rows.append({"text": node.label, "x": round(x, 1), "y": round(y, 1)})
    return pd.DataFrame(rows)


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    tall = min(a[3], b[3]) - max(a[1], b[1])
    return wide * tall if wide > 0 and tall > 0 else 0.0
