"""The leading terms from section to section, as a table of darker and paler cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import TOLD, saying
from transit.charts.frames import as_terms, drawn, name_of, need, numeric
from transit.charts.rows import Rows
from transit.charts.terms import SOURCE
from transit.display.figure import Figure
from transit.display.lettering import text_width, wrap
from transit.wording import capital, counted, listed, number

COLUMNS = ("term", "section", "count", "size", "rate")


def leading(
    rates: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    per: int = 1000,
    least: int = 3,
    source: str = SOURCE,
) -> Figure:
    """Draw how often terms occur in every section: the count in each cell, its ground the rate.

    Parameters
    ----------
    rates : DataFrame
        As `transit.terms.of_article.leading_terms` returns it: columns term, section, count,
        size, rate.
    sections : DataFrame
        Columns section, heading, in reading order; sections that `rates` lacks are left out.
    labels : mapping of str to str, optional
        Names of the terms; by default those of the column label of `rates`.
    per : int
        Tokens to which the rates refer.
    least : int
        A highest rate is framed if it rests on this many occurrences or more.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has a row per term and a column per section, and their sum. Terms stand in
        the order of the place where their occurrences are centred.
    """
    rates = need(as_terms(rates), COLUMNS, "rates")
    need(sections, ("section", "heading"), "sections")
    own = _cells(rates, sections, labels, least)
    wide = own.pivot(index="label", columns="heading", values="count")
    wide = wide.loc[own["label"].unique(), own.sort_values("column")["heading"].unique()]
    table = wide.astype(int).rename_axis(index="Term", columns=None)
    table["Sum"] = table.sum(axis=1)
    return Figure(
        lambda width: _picture(own, width),
        headline=_headline(wide),
        description=_description(wide),
        notes=(
            f"The number is the count; the darker its ground, the more often per {per:,} words. "
            f"Framed: where a term is most frequent, if it occurs {counted(least, 'time')} or "
            "more there."
        ),
        source=source,
        table=table.reset_index(),
    )


def _cells(
    rates: pd.DataFrame, sections: pd.DataFrame, labels: Mapping[str, str] | None, least: int
) -> pd.DataFrame:
    known = sections.assign(section=sections["section"].astype(str)).set_index("section")
    own = rates.assign(section=rates["section"].astype(str))
    own["label"] = (
        own["label"].astype(str)
        if labels is None and "label" in own
        else [name_of(labels, term) for term in own["term"]]
    )
    present = [section for section in known.index if section in set(own["section"])]
    own = own[own["section"].isin(present)].copy()
    own["column"] = own["section"].map({section: k for k, section in enumerate(present)})
    own["heading"] = own["section"].map(known["heading"])
    own["rate"] = numeric(own["rate"])
    weight = own.assign(moment=own["rate"] * own["column"]).groupby("term")[["moment", "rate"]]
    centre = weight.sum().eval("moment / rate").sort_values(kind="stable")
    own["row"] = own["term"].map({term: place for place, term in enumerate(centre.index)})
    top = own.groupby("term")["rate"].transform("max")
    own["peak"] = own["rate"].eq(top) & own["count"].ge(least)
    own["share"] = own["rate"] / own["rate"].max()
    return own.sort_values(["row", "column"]).reset_index(drop=True)


_TINTS = (theme.PAPER, theme.TINT_1, theme.TINT_2, theme.TINT_3, theme.BLUE)


def _picture(own: pd.DataFrame, width: float) -> alt.LayerChart:
    names = own.drop_duplicates("row")["label"].tolist()
    heads = own.drop_duplicates("column").sort_values("column")["heading"].tolist()
    turned = width * 0.68 < 70 * len(heads)
    texts = [wrap(head, 96 if turned else 70, theme.SMALL) for head in heads]
    deep = (
        max(text_width(line, theme.SMALL) for text in texts for line in text)
        if turned
        else max(map(len, texts)) * (theme.SMALL + 2)
    )
    rows = Rows(names, width, head=deep + 12, step=26, share=0.3)
    step = rows.plot / len(heads)
    place = own["row"].map(dict(enumerate(rows.places)))
    shown = own[["label", "heading", "count", "rate", "peak"]].assign(
        x=(own["column"] + 0.5) * step,
        left=own["column"] * step + 1.5,
        right=(own["column"] + 1) * step - 1.5,
        y=place,
        top=place - 12,
        bottom=place + 12,
        text=[number(count) if count else "" for count in own["count"]],
        ground=[_TINTS[_grade(share)] for share in own["share"]],
        dark=[_grade(share) == len(_TINTS) - 1 for share in own["share"]],
    )
    return rows.drawn(
        [*_grounds(shown, rows), *_counts(shown, rows), _heads(texts, step, rows, turned)]
    )


def _grade(share: float) -> int:
    """Return the tint of a rate: the paper for none, then four equal steps."""
    return 0 if share == 0 else min(4, 1 + int(share * 4 - 1e-9))


def _grounds(shown: pd.DataFrame, rows: Rows) -> list[alt.Chart]:
    texts = [
        f"{row.label} in {row.heading}: {counted(int(row.count), 'time')}, "
        f"{number(row.rate, 1)} per 1,000 words"
        for row in shown.itertuples(index=False)
    ]
    cells = alt.Chart(drawn(saying(shown, texts)))
    place = {
        "x": rows.canvas.x("left"),
        "x2": "right:Q",
        "y": rows.canvas.y("top"),
        "y2": "bottom:Q",
    }
    ground = alt.Color("ground:N", scale=None, legend=None)
    filled = cells.mark_rect().encode(**place, color=ground, **TOLD)
    peaks = alt.Chart(drawn(shown[shown["peak"]]))
    frame = peaks.mark_rect(filled=False, stroke=theme.NAVY, strokeWidth=2).encode(**place)
    return [filled, frame]


def _counts(shown: pd.DataFrame, rows: Rows) -> list[alt.Chart]:
    layers = []
    for dark, colour in ((False, theme.INK), (True, theme.PAPER)):
        part = shown[shown["dark"].eq(dark) & shown["text"].ne("")]
        if not part.empty:
            style: dict[str, Any] = {"align": "center", "color": colour}
            weight = "bold" if dark else "normal"
            layers.append(rows.canvas.texts(part, "x", "y", fontWeight=weight, **style))
    return layers


def _heads(texts: list[list[str]], step: float, rows: Rows, turned: bool) -> alt.Chart:
    style: dict[str, Any] = {"fontSize": theme.SMALL, "color": theme.SOFT, "lineBreak": "\n"}
    middle = [step * (place + 0.5) for place in range(len(texts))]
    frame = pd.DataFrame({"x": middle, "y": -8.0, "text": ["\n".join(text) for text in texts]})
    if turned:
        lines = pd.Series([len(text) for text in texts])
        frame["x"] -= (lines - 1) * 7.5
        return rows.canvas.texts(frame, "x", "y", angle=270, **style)
    frame["y"] -= (pd.Series([len(text) for text in texts]) - 1) * 15
    return rows.canvas.texts(frame, "x", "y", **style | {"align": "center", "baseline": "bottom"})


def _headline(wide: pd.DataFrame) -> str:
    """Return which terms stand in every section, and which enter only in the second half."""
    half = (len(wide.columns) + 1) // 2
    always = wide.index[(wide > 0).all(axis=1)]
    late = wide.index[wide.iloc[:, :half].sum(axis=1).eq(0)]
    early = wide.index[wide.iloc[:, half:].sum(axis=1).eq(0)]
    pieces = []
    if len(always):
        verb = "runs" if len(always) == 1 else "run"
        pieces.append(f"{listed(always)} {verb} through every section")
    if len(early):
        verb = "does" if len(early) == 1 else "do"
        pieces.append(f"{listed(early)} {verb} not outlast {wide.columns[half - 1]}")
    if len(late):
        verb = "enters" if len(late) == 1 else "enter"
        pieces.append(f"{listed(late)} {verb} after {wide.columns[half - 1]}")
    text = "; ".join(pieces) or "No leading term stands in every section or in one half alone"
    return capital(text) + "."


def _description(wide: pd.DataFrame) -> str:
    return (
        "Occurrences by section: "
        + "; ".join(
            f"{label} "
            + listed(f"{number(count)} in {head}" for head, count in row.items() if count > 0)
            for label, row in wide.iterrows()
        )
        + "."
    )
