"""Who and what is named together: pairs of terms that share sentences, against chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import HOLLOW, TOLD, saying
from transit.charts.frames import drawn, need, numeric
from transit.charts.rows import Rows
from transit.charts.terms import SOURCE
from transit.display.figure import Figure
from transit.errors import TransitError
from transit.wording import capital, counted, figure, listed, number

COLUMNS = ("source", "target", "source_label", "target_label", "n11", "expected", "p_adjusted")
NOTES = (
    "Filled: the sentences that both are named in. Hollow: how many chance would give. "
    "Blue: the tie holds once all pairs are tested together."
)


def pairs(
    edges: pd.DataFrame,
    *,
    least: int = 3,
    also: Sequence[tuple[str, str]] = (),
    level: float = 0.05,
    source: str = SOURCE,
) -> Figure:
    """Draw in how many sentences two terms are named together, and how many chance would give.

    Parameters
    ----------
    edges : DataFrame
        As `transit.terms.network.network` returns them: columns source, target, source_label,
        target_label, n11 (sentences shared), expected, p_adjusted (missing where not tested).
    least : int
        Pairs that share fewer sentences are not drawn.
    also : sequence of (str, str)
        Pairs of terms that are drawn whatever they share.
    level : float
        A pair holds if its adjusted p is at most this.
    source : str
        The source line.

    Returns
    -------
    Figure
        One row per pair, those furthest above chance first.

    Raises
    ------
    TransitError
        If no pair is left, or one of `also` shares no sentence.
    """
    need(edges, COLUMNS, "pairs of terms")
    own = _chosen(edges, least, also)
    own["holds"] = numeric(own["p_adjusted"]) <= level
    table = pd.DataFrame(
        {
            "Term": own["source_label"],
            "Named beside it": own["target_label"],
            "Sentences shared": own["shared"].astype(int),
            "By chance": own["expected"].round(1),
            "Holds when all are tested": own["holds"].map({True: "yes", False: "no"}),
        }
    )
    return Figure(
        lambda width: _picture(own, width),
        headline=_headline(own),
        description=_description(own),
        notes=NOTES,
        source=source,
        table=table,
    )


def _chosen(edges: pd.DataFrame, least: int, also: Sequence[tuple[str, str]]) -> pd.DataFrame:
    own = edges.assign(shared=numeric(edges["n11"]), expected=numeric(edges["expected"]))
    wanted = {frozenset(pair) for pair in also}
    ends = [frozenset(pair) for pair in zip(own["source"], own["target"], strict=True)]
    absent = wanted - set(ends)
    if absent:
        raise TransitError(f"pairs of terms: {listed(sorted(absent.pop()))} share no sentence")
    own = own[own["shared"].ge(least) | pd.Series([e in wanted for e in ends], index=own.index)]
    if own.empty:
        raise TransitError(f"pairs of terms: none shares {counted(least, 'sentence')} or more")
    own = own.assign(beyond=own["shared"] - own["expected"])
    own["name"] = own["source_label"] + " and " + own["target_label"]
    return own.sort_values(["beyond", "name"], ascending=[False, True]).reset_index(drop=True)


def _picture(own: pd.DataFrame, width: float) -> alt.LayerChart:
    top = float(max(own["shared"].max(), own["expected"].max())) + 0.6
    axis = alt.Axis(title="sentences", tickCount=5, grid=True, domain=False, format="d")
    rows = Rows(own["name"].tolist(), width, x=(0, top), x_axis=axis, step=24, share=0.55)
    texts = [
        f"{row.name}: {counted(int(row.shared), 'sentence')} shared, {number(row.expected, 1)} by chance"
        for row in own.itertuples(index=False)
    ]
    shown = saying(own[["shared", "expected", "holds"]].assign(y=rows.places), texts)
    colour = alt.Color(
        "holds:N",
        scale=alt.Scale(domain=[True, False], range=[theme.NAVY, theme.RULE]),
        legend=None,
    )
    hollow: dict[str, Any] = HOLLOW | {"size": 70, "strokeWidth": 1.8}
    base = alt.Chart(drawn(shown)).encode(y=rows.canvas.y("y"))
    return rows.drawn(
        [
            base.mark_rule(strokeWidth=2).encode(
                x=rows.canvas.x("expected"), x2="shared:Q", color=colour
            ),
            base.mark_point(**hollow, stroke=theme.SOFT).encode(x=rows.canvas.x("expected")),
            base.mark_point(size=120, opacity=1).encode(
                x=rows.canvas.x("shared"), color=colour, **TOLD
            ),
        ]
    )


def _headline(own: pd.DataFrame) -> str:
    holding = own[own["holds"]]
    if holding.empty:
        return (
            f"Of {counted(len(own), 'pair')} none is named together more often than chance allows."
        )
    named = listed(
        f"{row.source_label} and {row.target_label} ({number(row.shared)} sentences where "
        f"{number(row.expected, 1)} would be chance)"
        for row in holding.itertuples()
    )
    verb = "is" if len(holding) == 1 else "are"
    tie = "tie" if len(holding) == 1 else "ties"
    return f"Only {figure(len(holding))} {tie} {verb} closer than chance allows: {named}."


def _description(own: pd.DataFrame) -> str:
    return capital(
        "; ".join(
            f"{row.name} share {counted(int(row.shared), 'sentence')}, "
            f"{number(row.expected, 1)} by chance"
            for row in own.rename(columns={"name": "name"}).itertuples(index=False)
        )
        + "."
    )
