"""Offices of one person and of those near, kept and lost: one line per office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import HOLLOW, TOLD, Canvas, layered, saying
from transit.charts.frames import drawn, name_of, need
from transit.charts.layout import decimal_year, written
from transit.charts.rows import PHONE
from transit.charts.series import year_axis
from transit.display.figure import Figure
from transit.display.lettering import wrap
from transit.errors import TransitError
from transit.wording import capital, counted, listed, word

UNSEEN = 1.6
"""Years of the dotted line that stands for a beginning or an end that was not seen."""


def offices(
    tenures: pd.DataFrame,
    marks: Mapping[str, str],
    *,
    year: int,
    names: Mapping[str, str] | None = None,
    first: int = 1990,
    last: int = 2025,
    source: str = "Table of offices of this report; each row names its own sources",
) -> Figure:
    """Draw offices as lines in time, person by person, and how many ended in one year.

    Parameters
    ----------
    tenures : DataFrame
        Columns person, relation, office, since, until (empty where not seen), how_ended. A row
        without either date is in the table alone.
    marks : mapping of str to str
        Days drawn as vertical lines, and what each is called.
    year : int
        The year in whose ends the headline is interested.
    names : mapping of str to str, optional
        Names of the relations.
    first, last : int
        Years shown.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has the columns Person, Relation, Office, From, Until, How it ended.

    Raises
    ------
    TransitError
        If no office has a date.
    """
    need(tenures, ("person", "relation", "office", "since", "until", "how_ended"), "offices")
    own = tenures.reset_index(drop=True)
    own["from"] = [decimal_year(date) for date in own["since"]]
    own["to"] = [decimal_year(date) for date in own["until"]]
    dated = own[own["from"].notna() | own["to"].notna()].copy()
    if dated.empty:
        raise TransitError("offices: none has a date")
    undated = len(own) - len(dated)
    ended = dated[dated["to"].notna()]
    there = int(ended["to"].astype(int).eq(year).sum())
    table = pd.DataFrame(
        {
            "Person": own["person"],
            "Relation": [name_of(names, relation) for relation in own["relation"]],
            "Office": own["office"],
            "From": [written(date) or "not seen" for date in own["since"]],
            "Until": [written(date) or "not seen" for date in own["until"]],
            "How it ended": own["how_ended"],
        }
    )
    lost = ended[ended["to"].astype(int).eq(year)]
    by_person = lost.groupby("person", sort=False).size()
    return Figure(
        lambda width: _offices(dated, marks, (first, last), width),
        headline=(
            f"{capital(word(there))} of the {word(len(ended))} offices and titles whose end was "
            f"seen ended in {year}."
        ),
        notes=(
            "Filled: the day or year of the end; hollow: the end was not seen; dotted: the "
            "beginning or the end was not seen."
            + (f" {capital(word(undated))} without any date stand in the table." if undated else "")
        ),
        description=(
            f"{capital(counted(len(own), 'office'))} and titles of "
            f"{counted(own['person'].nunique(), 'person')}; in {year} ended "
            + listed(f"{word(int(count))} of {person}" for person, count in by_person.items())
            + "."
        ),
        source=source,
        table=table,
    )


def _offices(
    own: pd.DataFrame, marks: Mapping[str, str], years: tuple[int, int], width: float
) -> alt.LayerChart:
    narrow = width < PHONE
    left = 0.0 if narrow else 272.0
    plot = width - left - 24
    rows, heads, height = _rows(own, 0.78 * plot if narrow else left - 14, narrow=narrow)
    first, last = years
    axis = year_axis(first, last, step=10 if narrow else 5)
    canvas = Canvas((first, last), (-38, height), x_axis=axis)
    rows["x"] = rows["from"].where(rows["from"].notna(), rows["to"] - UNSEEN)
    rows["x2"] = rows["to"].where(rows["to"].notna(), rows["x"] + UNSEEN)
    whole = rows["from"].notna() & rows["to"].notna()
    rows = saying(
        rows,
        [
            f"{row.office}\n{row.person}, {written(row.since) or 'beginning not seen'} to "
            f"{written(row.until) or 'an end not seen'}"
            for row in rows.itertuples(index=False)
        ],
    )
    layers: list[alt.Chart] = [*_marks(marks, height, canvas)]
    for known, part in rows.groupby(whole):
        style: dict[str, Any] = {} if known else {"strokeDash": [2, 3]}
        layers.append(
            canvas.rules(
                part[["x", "x2", "line"]], "x", "x2", "line", color=theme.BLUE, strokeWidth=3,
                **style,
            )
        )  # fmt: skip
    for seen, part in rows.groupby(rows["to"].notna()):
        style = {"color": theme.BLUE} if seen else HOLLOW | {"stroke": theme.BLUE}
        dots = alt.Chart(drawn(part[["x2", "line", "says"]]))
        layers.append(
            dots.mark_point(**({"size": 70, "opacity": 1, "strokeWidth": 2} | style)).encode(
                x=canvas.x("x2"), y=canvas.y("line"), **TOLD
            )
        )
    layers += [
        canvas.row_labels(heads, -left, "text", "y", fontWeight="bold"),
        canvas.row_labels(
            rows[["text", "text_at"]], -left, "text", "text_at", lineBreak="\n",
            fontSize=theme.SMALL,
        ),
    ]  # fmt: skip
    return layered(layers, plot, height + 38)


def _rows(
    own: pd.DataFrame, room: float, *, narrow: bool
) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Return where the offices and the names of persons stand, and how high all is."""
    line, top = theme.SMALL * 1.25, 0.0
    rows, heads = [], []
    for person, part in own.groupby("person", sort=False):
        heads.append({"text": person, "y": top + 10})
        top += 24
        for office in part.itertuples(index=False):
            lines = wrap(str(office.office), room, theme.SMALL)
            text_at = top + line / 2
            at = text_at + len(lines) * line if narrow else text_at
            rows.append({"text": "\n".join(lines), "text_at": text_at, "line": at})
            top = max(at + line / 2, text_at + len(lines) * line) + 2
        top += 8
    places = pd.DataFrame(rows)
    ordered = pd.concat([part for _, part in own.groupby("person", sort=False)])
    return (
        pd.concat([ordered.reset_index(drop=True), places], axis=1),
        pd.DataFrame(heads),
        top,
    )


def _marks(marks: Mapping[str, str], height: float, canvas: Canvas) -> Sequence[alt.Chart]:
    own = pd.DataFrame({"x": [decimal_year(day) for day in marks], "text": list(marks.values())})
    own["at"] = [-15.0 - 16 * place for place in range(len(own))]
    own["y"], own["y2"] = own["at"] - 8, height
    rules = alt.Chart(drawn(own)).mark_rule(color=theme.RULE)
    layers = [rules.encode(x=canvas.x("x"), y=canvas.y("y"), y2="y2:Q")]
    style: dict[str, Any] = {"align": "right", "dx": -3, "color": theme.SOFT}
    layers.append(canvas.texts(own, "x", "at", fontSize=theme.SMALL, **style))
    return layers
