"""Who and what is named together: the co-occurrence network."""

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.frames import drawn, need, numeric
from transit.charts.layout import text_width
from transit.charts.terms import SOURCE
from transit.charts.theme import finish
from transit.errors import TransitError
from transit.wording import counted, listed, number

KINDS = {
    "institution": (theme.BLUE, "circle"),
    "person": (theme.ORANGE, "diamond"),
    "group": (theme.OLIVE, "square"),
    "external": (theme.PLUM, "triangle-up"),
    "place": (theme.TAN, "triangle-right"),
    "concept": (theme.QUIET, "cross"),
    "procedure": (theme.COAL, "triangle-down"),
}


def network(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    *,
    weight: str = "n11",
    minimum: int = 2,
    height: int = 460,
    source: str = SOURCE,
) -> alt.LayerChart:
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
    source : str
        The source line.

    Returns
    -------
    altair.LayerChart
        Its table has columns source, target (labels) and shared.

    Raises
    ------
    TransitError
        If an edge names an unknown term, a kind has no mark, or no line is left.
    """
    need(nodes, ("term", "label", "kind", "sentences", "x", "y"), "nodes")
    need(edges, ("source", "target", weight), "edges")
    unknown = sorted({*edges["source"], *edges["target"]} - set(nodes["term"]))
    if unknown:
        raise TransitError(f"edges: {listed(unknown)} is no node")
    kinds = [kind for kind in KINDS if kind in set(nodes["kind"].astype(str))]
    stray = sorted(set(nodes["kind"].astype(str)) - set(kinds))
    if stray:
        raise TransitError(f"nodes: kind {listed(stray)} has no mark; {listed(KINDS)} have")
    lines = edges[numeric(edges[weight]) >= minimum].copy()
    if lines.empty:
        raise TransitError(f"edges: no two terms share {counted(minimum, 'sentence')} or more")
    lines["shared"] = numeric(lines[weight])
    at = nodes.set_index("term")
    kept = nodes[nodes["term"].isin({*lines["source"], *lines["target"]})].copy()
    plot = theme.WIDTH - 8
    kept["kind"] = kept["kind"].astype(str)
    kept["sentences"] = numeric(kept["sentences"])
    kept["size"] = 60 + 900 * kept["sentences"] / kept["sentences"].max()
    kept["px"], kept["py"] = _fitted(kept, plot, height)
    place = kept.set_index("term")
    for end in ("source", "target"):
        lines[f"{end}_x"] = lines[end].map(place["px"])
        lines[f"{end}_y"] = lines[end].map(place["py"])
        lines[f"{end}_label"] = lines[end].map(at["label"])
    lines = lines.sort_values(["shared", "source", "target"], ascending=[False, True, True])
    lines["width"] = 0.8 + 5 * lines["shared"] / lines["shared"].max()
    kept["radius"] = np.sqrt(kept["size"] / np.pi)
    labels = _placed(kept, plot, height)
    x_scale = alt.Scale(domain=[0, plot], nice=False)
    y_scale = alt.Scale(domain=[0, height], nice=False, reverse=True)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=x_scale, axis=None)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=y_scale, axis=None)

    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=kinds, range=[KINDS[kind][0] for kind in kinds]),
        legend=None,
    )
    shape = alt.Shape(
        "kind:N",
        scale=alt.Scale(domain=kinds, range=[KINDS[kind][1] for kind in kinds]),
        legend=None,
    )
    key = pd.DataFrame({"kind": kinds, "x": 0.0, "y": 10.0})
    widths = [text_width(kind, theme.BASE) + 34 for kind in kinds]
    key["x"] = 8 + np.concatenate([[0], np.cumsum(widths)[:-1]])
    chart = alt.layer(
        alt.Chart(
            drawn(
                lines[
                    [
                        "source_label",
                        "target_label",
                        "source_x",
                        "source_y",
                        "target_x",
                        "target_y",
                        "shared",
                        "width",
                    ]
                ]
            )
        )
        .mark_rule(color=theme.SILVER, strokeCap="round")
        .encode(
            x=x("source_x"),
            y=y("source_y"),
            x2="target_x:Q",
            y2="target_y:Q",
            strokeWidth=alt.StrokeWidth("width:Q", scale=None, legend=None),
            tooltip=[
                alt.Tooltip("source_label:N", title="Term"),
                alt.Tooltip("target_label:N", title="with"),
                alt.Tooltip("shared:Q", title="Shared sentences"),
            ],
        ),
        alt.Chart(drawn(kept[["label", "kind", "sentences", "size", "px", "py"]]))
        .mark_point(opacity=1, stroke=theme.PAPER, strokeWidth=1.5)
        .encode(
            x=x("px"),
            y=y("py"),
            size=alt.Size("size:Q", scale=None, legend=None),
            color=colour,
            shape=shape,
            tooltip=[
                alt.Tooltip("label:N", title="Term"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("sentences:Q", title="Sentences"),
            ],
        ),
        alt.Chart(drawn(labels))
        .mark_text(
            align="left",
            baseline="middle",
            fontSize=theme.SMALL,
            stroke=theme.PAPER,
            strokeWidth=3,
            strokeJoin="round",
            aria=False,
        )
        .encode(x=x("x"), y=y("y"), text="text:N"),
        alt.Chart(drawn(labels))
        .mark_text(align="left", baseline="middle", fontSize=theme.SMALL)
        .encode(x=x("x"), y=y("y"), text="text:N"),
        alt.Chart(drawn(key))
        .mark_point(size=110, opacity=1)
        .encode(x=x("x"), y=y("y"), color=colour, shape=shape),
        alt.Chart(drawn(key))
        .mark_text(align="left", baseline="middle", dx=11, color=theme.SOFT)
        .encode(x=x("x"), y=y("y"), text="kind:N"),
    ).properties(width=plot, height=height)
    best = lines.iloc[0]
    tied = lines[lines["shared"] == best["shared"]]
    degree = pd.concat([lines["source"], lines["target"]]).value_counts()
    centre = sorted(degree[degree == degree.max()].index)
    pairs = listed(
        f"{a} and {b}" for a, b in zip(tied["source_label"], tied["target_label"], strict=True)
    )
    finding = (
        f"Of {counted(len(kept), 'term')} that share {counted(minimum, 'sentence')} or more with "
        f"another, {listed(at.at[term, 'label'] for term in centre)} has the most links "
        f"({number(degree.max())}); most often together are {pairs} "
        f"({counted(int(best['shared']), 'sentence')})."
    )
    table = lines[["source_label", "target_label", "shared"]].rename(
        columns={"source_label": "source", "target_label": "target"}
    )
    return finish(chart, finding=finding, source=source, table=table)


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
