"""How certain the sentences about the future are: one dot per sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import TOLD, saying
from transit.charts.frames import drawn, need
from transit.charts.rows import Rows
from transit.charts.terms import SOURCE
from transit.display.figure import Figure
from transit.wording import capital, counted, figure, listed, word

CLASSES = {
    "plain": "plain",
    "hedged": "with a hedge",
    "both": "with both",
    "boosted": "with a booster",
}


def futures(
    frame: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    classes: Mapping[str, str] = CLASSES,
    source: str = SOURCE,
) -> Figure:
    """Draw every sentence about the future as a dot, by section and by how it is put.

    Parameters
    ----------
    frame : DataFrame
        As `transit.terms.stance.future_certainty` returns it: columns section, class,
        sentences.
    sections : DataFrame
        Columns section, heading, in reading order.
    classes : mapping of str to str
        The classes and what they are called, from left to right; the first is the plain one.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has a row per section and a column per class.
    """
    need(frame, ("section", "class", "sentences"), "certainty")
    known = sections.assign(section=sections["section"].astype(str))
    headings = known.set_index("section")["heading"]
    own = frame[frame["section"].astype(str).isin(headings.index)]
    counts = (
        own.assign(heading=own["section"].astype(str).map(headings))
        .pivot(index="heading", columns="class", values="sentences")
        .reindex(index=headings.tolist(), columns=list(classes))
        .fillna(0)
        .astype(int)
    )
    bare = [heading for heading in counts.index if counts.loc[heading].sum() == 0]
    counts = counts.drop(index=bare)
    named = [name for name in classes if counts[name].sum() or name == next(iter(classes))]
    table = counts.rename(columns=lambda name: capital(classes[name]))
    return Figure(
        lambda width: _picture(counts[named], [classes[name] for name in named], width),
        headline=_headline(counts, classes),
        description=_description(counts, classes, bare),
        notes="A dot is a sentence in the authors’ own voice. Sections without one are not drawn.",
        source=source,
        table=table.rename_axis(index="Section", columns=None).reset_index(),
    )


_DOT, _ACROSS = 20, 5
"""Room of a dot in pixels, and how many stand side by side."""


def _picture(counts: pd.DataFrame, heads: list[str], width: float) -> alt.LayerChart:
    deep = int((counts.to_numpy().max() + _ACROSS - 1) // _ACROSS)
    rows = Rows(counts.index.tolist(), width, head=26, step=deep * _DOT + 10)
    step = rows.plot / len(heads)
    dots = [
        {
            "section": heading,
            "put": heads[column],
            "x": column * step + _DOT * (k % _ACROSS + 0.5),
            "y": rows.places[place] + _DOT * (k // _ACROSS - (lines - 1) / 2),
        }
        for place, (heading, own) in enumerate(counts.iterrows())
        for column, count in enumerate(own)
        for lines in [(count + _ACROSS - 1) // _ACROSS]
        for k in range(count)
    ]
    texts = [f"A sentence of {dot['section']}, {dot['put']}" for dot in dots]
    shown = saying(pd.DataFrame(dots), texts)
    marks = alt.Chart(drawn(shown)).mark_point(size=190, opacity=1)
    top = pd.DataFrame({"x": [k * step for k in range(len(heads))], "y": -16.0, "text": heads})
    style: dict[str, Any] = {"color": theme.SOFT, "fontSize": theme.SMALL}
    lines = pd.DataFrame({"y": [*(p - deep * _DOT / 2 - 5 for p in rows.places), rows.height]})
    grid = alt.Chart(drawn(lines if not rows.narrow else lines.head(0).assign(y=0.0)))
    return rows.drawn(
        [
            grid.mark_rule(color=theme.GRID).encode(y=rows.canvas.y("y")),
            marks.encode(x=rows.canvas.x("x"), y=rows.canvas.y("y"), **TOLD),
            rows.canvas.texts(top, "x", "y", **style),
        ]
    )


def _headline(counts: pd.DataFrame, classes: Mapping[str, str]) -> str:
    plain, total = int(counts[next(iter(classes))].sum()), int(counts.to_numpy().sum())
    verb = "is" if plain == 1 else "are"
    return (
        f"Of the article’s {figure(total)} sentences about the future {word(plain)} {verb} put "
        "plainly, with neither hedge nor booster."
    )


def _description(counts: pd.DataFrame, classes: Mapping[str, str], bare: list[str]) -> str:
    said = (
        f"{heading} has {counted(int(own.sum()), 'sentence')} about the future, "
        + listed(
            f"{word(int(own[name]))} {called}" for name, called in classes.items() if own[name]
        )
        for heading, own in counts.iterrows()
    )
    text = "; ".join(said)
    return capital(text) + (f"; {listed(bare)} have none." if bare else ".")
