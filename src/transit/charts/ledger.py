"""The ledger of claims as a picture: one mark per claim, each a link to its row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import TOLD, marks_by, saying
from transit.charts.frames import drawn, need
from transit.charts.rows import Rows
from transit.charts.theme import VERDICT_SHAPES, VERDICTS
from transit.charts.verdicts import PHRASES, SOURCE, verdict_key
from transit.display.figure import Figure
from transit.errors import TransitError
from transit.wording import counted, listed, number

UNIT = 20
"""Room of a mark in pixels."""


def ledger(
    claims: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    noun: str = "claim",
    link: Callable[[str], str] = "#{}".format,
    words: Mapping[str, str] | None = None,
    headline: str = "",
    source: str = SOURCE,
) -> Figure:
    """Draw every claim as one mark, by section and verdict.

    Parameters
    ----------
    claims : DataFrame
        Columns section, text, kind, verdict and claim or statement (the identifier); where there is
        a reason, its mark tells it.
    sections : DataFrame
        Columns section, heading, in reading order; sections without a claim are left out.
    noun : str
        What a row is called in a sentence: claim, statement or reading.
    link : callable
        Given an identifier, the address that its mark leads to; by default a place on the page.
    words : mapping of str to str, optional
        What the verdicts are called, if not by the ledger's own words.
    headline : str
        The headline; by default how many hold as they stand, and how many are contradicted.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns Claim, Section, Kind, Verdict, The article says.

    Raises
    ------
    TransitError
        If a verdict has no mark or a section is not listed.
    """
    own = _in_order(claims, sections)
    called = {verdict: (words or {}).get(verdict, verdict) for verdict in VERDICTS}
    own["called"] = own["verdict"].map(called)
    own["href"] = [link(claim) for claim in own["claim"]]
    counts = own["verdict"].value_counts().reindex(list(VERDICTS)).dropna().astype(int)
    table = own[["claim", "heading", "kind", "called", "text"]]
    return Figure(
        lambda width: _picture(own, counts, called, width),
        headline=headline or _headline(counts, noun),
        description=_description(own, noun, words),
        notes=f"A mark is one {noun}. It opens its row in the table.",
        source=source,
        table=table.set_axis(["Claim", "Section", "Kind", "Verdict", "The article says"], axis=1),
    )


def _in_order(claims: pd.DataFrame, sections: pd.DataFrame) -> pd.DataFrame:
    """Return the claims by section and verdict, with the headings of their sections."""
    need(claims, ("section", "text", "kind", "verdict"), "claims")
    need(sections, ("section", "heading"), "sections")
    identifier = "claim" if "claim" in claims else "statement"
    need(claims, (identifier,), "claims")
    own = claims.assign(
        claim=claims[identifier].astype(str),
        section=claims["section"].astype(str),
        kind=claims["kind"].astype(str),
        verdict=claims["verdict"].astype(str),
    )
    headings = sections.assign(section=sections["section"].astype(str))
    headings = headings.set_index("section")["heading"]
    for column, known, among in (
        ("verdict", list(VERDICTS), f"none of {listed(VERDICTS)}"),
        ("section", list(headings.index), "not in the list of sections"),
    ):
        stray = sorted(set(own[column]) - set(known))
        if stray:
            verb = "is" if len(stray) == 1 else "are"
            raise TransitError(f"claims: {column} {listed(stray)} {verb} {among}")
        own = own.sort_values(column, key=lambda c, known=known: c.map(known.index), kind="stable")
    own["heading"] = own["section"].map(headings)
    return own.reset_index(drop=True)


def _picture(
    own: pd.DataFrame, counts: pd.Series, called: Mapping[str, str], width: float
) -> alt.VConcatChart:
    sizes = own["heading"].value_counts(sort=False)
    names = [f"{heading} ({number(size)})" for heading, size in sizes.items()]
    rows = Rows(names, width, step=UNIT)
    across = int(rows.plot // UNIT)
    deep = -(-sizes // across)
    rows = Rows(names, width, steps=[UNIT * int(lines) + 8 for lines in deep])
    place = own.groupby("heading", sort=False).cumcount()
    middle = own["heading"].map(dict(zip(sizes.index, rows.places, strict=True)))
    lines = own["heading"].map(deep)
    shown = own.assign(
        x=UNIT * (place % across + 0.5), y=middle + UNIT * (place // across - (lines - 1) / 2)
    )
    rules = pd.DataFrame({"y": rows.edges})
    layers = [
        alt.Chart(rules).mark_rule(color=theme.GRID).encode(y=rows.canvas.y("y")),
        _marks(shown, rows),
    ]
    key = verdict_key(counts, rows, called)
    return alt.vconcat(key, rows.drawn(layers), spacing=6)


def _marks(shown: pd.DataFrame, rows: Rows) -> alt.Chart:
    told = [
        "\n".join(filter(None, (f"{row.claim}, {row.called}", row.text, _cell(row, "reason"))))
        for row in shown.itertuples(index=False)
    ]
    fields = ["claim", "verdict", "x", "y", "href", "says"]
    marks: dict[str, Any] = {"size": 130, "opacity": 1, "strokeWidth": 0}
    base = alt.Chart(drawn(saying(shown, told)[fields]))
    return base.mark_point(**marks).encode(
        x=rows.canvas.x("x"),
        y=rows.canvas.y("y"),
        href="href:N",
        **TOLD,
        **marks_by("verdict", VERDICTS, VERDICT_SHAPES),
    )


def _cell(row: Any, column: str) -> str:
    value = getattr(row, column, None)
    return "" if value is None or pd.isna(value) else str(value)


def _headline(counts: pd.Series, noun: str) -> str:
    total, held = int(counts.sum()), int(counts.get("supported", 0))
    against, silent = int(counts.get("contradicted", 0)), int(counts.get("open", 0))
    text = f"{number(held)} of {counted(total, noun)} {'holds' if held == 1 else 'hold'} as "
    text += f"{'it stands' if held == 1 else 'they stand'}, {number(against)} "
    text += f"{'is' if against == 1 else 'are'} contradicted"
    if silent:
        text += f", and on {number(silent)} the tables decide nothing"
    return text + "."


def _description(own: pd.DataFrame, noun: str, words: Mapping[str, str] | None) -> str:
    called = words or PHRASES
    pieces = []
    for heading, part in own.groupby("heading", sort=False):
        found = part["verdict"].value_counts()
        said = listed(
            f"{number(found[verdict])} {called.get(verdict, verdict)}"
            for verdict in VERDICTS
            if verdict in found
        )
        pieces.append(f"{heading}, {counted(len(part), noun)}: {said}")
    return "; ".join(pieces) + "."
