"""The ledger of claims as a picture: one mark per claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import Canvas, key, key_places, layered, marks_by
from transit.charts.frames import drawn, need
from transit.charts.theme import VERDICT_SHAPES, VERDICTS
from transit.display.figure import Figure
from transit.display.lettering import wrap
from transit.errors import TransitError
from transit.wording import capital, counted, listed, number

_LEFT, _PLOT, _UNIT = 150, theme.WIDTH - 8, 20
"""Room for headings, width of the plot and of a mark, in pixels."""


def ledger(
    claims: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    noun: str = "claim",
    words: Mapping[str, str] | None = None,
    source: str = "Ledger of claims of this report",
) -> Figure:
    """Draw every claim as one mark, by section and verdict.

    Parameters
    ----------
    claims : DataFrame
        Columns section, paragraph, text, kind, verdict and claim or statement (the
        identifier); reason and definition are shown in the tooltip where they are there.
    sections : DataFrame
        Columns section, heading, in reading order; sections without a claim are left out.
    noun : str
        What a row is called in the finding: claim, statement or reading.
    words : mapping of str to str, optional
        What the verdicts are called in the key and in the finding, if they are not the
        ledger's own.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns claim, section, paragraph, kind, verdict, text.

    Raises
    ------
    TransitError
        If a verdict has no mark or a section is not listed.
    """
    own, headings = _in_order(claims, sections)
    _places(own)
    names = _sections(own, headings)
    height = float(names["room"].sum())
    top = names.set_index("section")["top"]
    own["x"] = _LEFT + _UNIT * (own["column"] + 0.5)
    own["y"] = own["section"].map(top) + _UNIT * (own["line"] + 0.5) + 5
    canvas = Canvas.pixels(_PLOT, height)
    rules = alt.Chart(drawn(names[["top"]])).mark_rule(color=theme.GRID)
    right: dict[str, Any] = {"align": "right", "fontWeight": "bold"}
    layers = [
        rules.encode(y=canvas.y("top")),
        canvas.row_labels(names[["y", "text"]], 0, "text", "y", lineBreak="\n"),
        canvas.row_labels(names[["y", "count"]], _LEFT - 14, "count", "y", **right),
        _marks(own, canvas),
    ]
    counts = own["verdict"].value_counts()
    used = [verdict for verdict in VERDICTS if verdict in counts]
    chart = alt.vconcat(_key(used, counts, words or {}), layered(layers, _PLOT, height), spacing=4)
    return Figure(
        chart,
        description=_finding(own, counts, used, headings, noun, words or {}),
        source=source,
        table=own[["claim", "section", "paragraph", "kind", "verdict", "text"]],
    )


def _in_order(claims: pd.DataFrame, sections: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """Return the claims by section and verdict, and the headings of the sections they are in."""
    need(claims, ("section", "paragraph", "text", "kind", "verdict"), "claims")
    need(sections, ("section", "heading"), "sections")
    identifier = "claim" if "claim" in claims else "statement"
    need(claims, (identifier,), "claims")
    own = claims.assign(
        claim=claims[identifier].astype(str),
        section=claims["section"].astype(str),
        verdict=claims["verdict"].astype(str),
    )
    unknown = sorted(set(own["verdict"]) - set(VERDICTS))
    if unknown:
        verb = "is" if len(unknown) == 1 else "are"
        raise TransitError(f"claims: verdict {listed(unknown)} {verb} none of {listed(VERDICTS)}")
    headings = sections.assign(section=sections["section"].astype(str))
    headings = headings.set_index("section")["heading"]
    headings = headings[headings.index.isin(own["section"])]
    stray = sorted(set(own["section"]) - set(headings.index))
    if stray:
        verb = "is" if len(stray) == 1 else "are"
        raise TransitError(f"claims: section {listed(stray)} {verb} not in the list of sections")
    ranks = {
        "verdict": {verdict: place for place, verdict in enumerate(VERDICTS)},
        "section": {section: place for place, section in enumerate(headings.index)},
    }
    own = own.sort_values(
        ["section", "verdict"],
        key=lambda column: column.map(ranks[str(column.name)]),
        kind="stable",
    )
    return own.reset_index(drop=True), headings


def _places(own: pd.DataFrame) -> None:
    """Add the column and the line of every mark within its section."""
    across = (_PLOT - _LEFT) // _UNIT
    place = own.groupby("section", sort=False).cumcount()
    own["column"] = place % across
    own["line"] = place // across


def _sections(own: pd.DataFrame, headings: pd.Series) -> pd.DataFrame:
    """Return one row per section: its heading, how many claims, its place and its height."""
    texts = ["\n".join(wrap(text, _LEFT - 46, theme.BASE)) for text in headings]
    names = pd.DataFrame({"section": headings.index, "text": texts})
    names["count"] = own["section"].value_counts().reindex(headings.index).to_numpy()
    deep = own.groupby("section", sort=False)["line"].max() + 1
    lines = names["text"].str.count("\n") + 1
    names["room"] = [
        max(deep[section] * _UNIT, line * 17) + 14
        for section, line in zip(names["section"], lines, strict=True)
    ]
    names["top"] = names["room"].cumsum() - names["room"]
    names["y"] = names["top"] + 5 + _UNIT / 2
    return names


def _marks(own: pd.DataFrame, canvas: Canvas) -> alt.Chart:
    more = [column for column in ("definition", "reason") if column in own]
    titles = {
        "claim": "Claim",
        "text": "The article says",
        "verdict": "Verdict",
        "definition": "Reading",
        "reason": "Reason",
    }
    shown = ["claim", "text", "verdict", *more]
    marks = alt.Chart(drawn(own[["claim", "text", "verdict", "x", "y", *more]]))
    return marks.mark_point(size=130, opacity=1, strokeWidth=0).encode(
        x=canvas.x("x"),
        y=canvas.y("y"),
        **marks_by("verdict", VERDICTS, VERDICT_SHAPES),
        tooltip=[alt.Tooltip(f"{column}:N", title=titles[column]) for column in shown],
    )


def _key(used: list[str], counts: pd.Series, words: Mapping[str, str]) -> alt.LayerChart:
    texts = [f"{words.get(verdict, verdict)} {number(counts[verdict])}" for verdict in used]
    entries = key_places(texts, 38, start=8.0, bold=True).assign(verdict=used)
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, _PLOT], nice=False), axis=None)
    layers = key(
        entries,
        marks_by("verdict", VERDICTS, VERDICT_SHAPES),
        place={"x": x},
        mark={"size": 130, "strokeWidth": 0},
        dx=12,
        fontWeight="bold",
    )
    return layered(layers, _PLOT, 22)


def _finding(
    own: pd.DataFrame,
    counts: pd.Series,
    used: list[str],
    headings: pd.Series,
    noun: str,
    words: Mapping[str, str],
) -> str:
    text = f"of {counted(len(own), noun)}, " + listed(
        f"{number(counts[verdict])} {words.get(verdict) or _verb(verdict, int(counts[verdict]))}"
        for verdict in used
    )
    against = own[own["verdict"] == "contradicted"]["section"].value_counts(sort=False)
    if not against.empty:
        called = words.get("contradicted", "contradicted")
        most = against[against == against.max()].index
        text += f"; most that are {called} stand in {listed(headings[s] for s in most)}"
        text += (
            f" ({number(against.max())} each)" if len(most) > 1 else f" ({number(against.max())})"
        )
    return capital(text) + "."


def _verb(verdict: str, count: int) -> str:
    one = count == 1
    phrases = {
        "depends": f"{'depends' if one else 'depend'} on the reading",
        "open": f"{'stays' if one else 'stay'} open",
    }
    return phrases.get(verdict, f"{'is' if one else 'are'} {verdict}")
