"""Who gains and who loses: groups of institutions, and changes of the constitution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import TOLD, Canvas, layered, marks_by, saying
from transit.charts.frames import drawn, need, numeric, parts
from transit.charts.rows import PHONE
from transit.display.figure import Figure
from transit.display.lettering import wrap
from transit.errors import TransitError
from transit.wording import capital, listed, number, word

COLUMNS = ("institution", "label", "phrase", "group", "group_label", "group_phrase")
"""Columns of a table of institutions."""


class Groups:
    """The groups that institutions are shown in, and what each is called.

    Parameters
    ----------
    institutions : DataFrame, optional
        Columns institution, label, phrase (the institution as a sentence has it), group (empty
        if it stands alone), group_label and group_phrase (empty if it is the institution's).
        An institution that the table does not have stands alone under its identifier.

    Examples
    --------
    >>> from transit.charts import powers
    >>> groups = powers.Groups(
    ...     pd.DataFrame(
    ...         [("senate", "Senate", "the Senate", "parliament", "Parliament", "parliament")],
    ...         columns=powers.COLUMNS,
    ...     )
    ... )
    >>> groups.of("senate;president")
    ['parliament', 'president']
    >>> groups.phrase("parliament"), groups.phrase("president")
    ('parliament', 'the president')
    """

    def __init__(self, institutions: pd.DataFrame | None = None) -> None:
        self._groups: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._phrases: dict[str, str] = {}
        self.order: list[str] = []
        if institutions is None:
            return
        need(institutions, COLUMNS, "institutions")
        for row in institutions[list(COLUMNS)].itertuples(index=False):
            alone = pd.isna(row.group) or not row.group
            group = str(row.institution if alone else row.group)
            self._groups[row.institution] = group
            self._labels.setdefault(group, row.label if alone else row.group_label)
            own = alone or pd.isna(row.group_phrase) or not row.group_phrase
            self._phrases.setdefault(group, row.phrase if own else row.group_phrase)
            if not alone and group not in self.order:
                self.order.append(group)

    def of(self, cell: object) -> list[str]:
        """Return the groups named in a list cell of institutions, each once, in order."""
        return list(dict.fromkeys(self._groups.get(part, part) for part in parts(cell)))

    def label(self, group: str) -> str:
        """Return the name of a group as the head of a column has it."""
        return self._labels.get(group, capital(_words(group)))

    def phrase(self, group: str) -> str:
        """Return the name of a group as a sentence has it, with its article."""
        return self._phrases.get(group, f"the {_words(group)}")

    def name(self, group: str) -> str:
        """Return the name of a group as a sentence has it, without its article."""
        return self.phrase(group).removeprefix("the ")

    def effects(self, gains: object, loses: object) -> dict[str, str]:
        """Return whether each group named gains, loses or does both."""
        up, down = self.of(gains), self.of(loses)
        return {
            group: "both" if group in up and group in down else "gains" if group in up else "loses"
            for group in dict.fromkeys((*up, *down))
        }

    def balance(self, gains: object, loses: object) -> str:
        """Return in a few words who gains from a change, or that nobody does.

        Parameters
        ----------
        gains, loses : str or list of str
            Institutions, separated by semicolons.
        """
        up, down = self.of(gains), self.of(loses)
        net = [group for group in up if group not in down]
        if net:
            return listed(self.name(group) for group in net)
        if up:
            return "both ways"
        return f"{self.name(down[0])} loses" if down else "nobody"


def _words(identifier: str) -> str:
    return identifier.replace("-", " ").replace("_", " ")


_SHADES = (theme.PAPER, theme.SKY, theme.BLUE, theme.NAVY)


def grid(
    powers: pd.DataFrame,
    states: Sequence[int],
    *,
    source: str = "Table of powers of this report; each cell names its own source",
) -> Figure:
    """Draw how far the president may act alone, power by power, under states of a constitution.

    Powers whose score differs between the states have a row each, the others one together; all
    are in the table.

    Parameters
    ----------
    powers : DataFrame
        Columns power, label, state (year), score (0 to 3, ordinal; missing where the power is a
        number).
    states : sequence of int
        The states compared, in order.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has a column Power and one per state.

    Raises
    ------
    TransitError
        If no power differs between the states.
    """
    need(powers, ("power", "label", "state", "score"), "powers")
    years = pd.to_numeric(powers["state"]).astype(int)
    own = powers.assign(state=years, score=numeric(powers["score"])).dropna(subset="score")
    wide = own[own["state"].isin(states)].pivot_table(
        index=["power", "label"], columns="state", values="score", sort=True
    )
    wide = wide[list(states)].dropna()
    moved = wide[wide.nunique(axis=1) > 1]
    if moved.empty:
        raise TransitError("powers: no score differs between the states shown")
    rows = moved.reset_index("label")
    cells = rows.melt(id_vars="label", var_name="state", value_name="score").astype({"score": int})
    table = wide.reset_index("label").astype(dict.fromkeys(states, int))
    table.columns = ["Power", *map(str, states)]
    alone = (wide == 3).sum()
    still = len(wide) - len(moved)
    cells["shade"] = cells["score"]
    if still:
        quiet = wide.drop(index=moved.index)
        label = f"At 3 among the {word(still)} that stayed"
        score = int((quiet[states[0]] == 3).sum())
        rest = pd.DataFrame({"label": label, "state": list(states), "score": score, "shade": 0})
        cells = pd.concat([cells, rest], ignore_index=True)
    text = f"{word(len(wide))} provisions, scored 3 (the president alone): " + listed(
        f"{word(int(alone[state]))} in {state}" for state in states
    )
    return Figure(
        lambda width: _heat(
            cells.rename(columns={"label": "row", "state": "column", "score": "value"}),
            [str(state) for state in states],
            width,
            shades=dict(enumerate(_SHADES)),
            shade="shade",
        ),
        headline=(
            f"Of {word(len(wide))} provisions on the president's powers "
            + listed(
                f"{word(int(alone[state]))}{'' if place else ' set no bound'} in {state}"
                for place, state in enumerate(states)
            )
            + "."
        ),
        notes=(
            "0: the president has no such power; 1: with another body's binding consent; 2: after "
            "asking, or within limits; 3: alone, unbound. The scores are ordinal. Drawn "
            f"one by one are the {word(len(moved))} provisions that moved; all are in the table."
        ),
        description=capital(text) + ".",
        source=source,
        table=table.reset_index(drop=True),
    )


def articles(
    touched: pd.DataFrame,
    names: Mapping[str, str],
    *,
    source: str = "Table of amended articles of this report, from the footnotes of the official text",
) -> Figure:
    """Draw how many articles of each chapter of the constitution every amendment touched.

    Parameters
    ----------
    touched : DataFrame
        Columns article, change, chapter; one row per article and amendment.
    names : mapping of str to str
        The amendments shown, in order, and what each is called, in a few characters.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has the columns Chapter and one per amendment.
    """
    need(touched, ("article", "change", "chapter"), "amended articles")
    counts = touched.groupby(["chapter", "change"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(names), fill_value=0)
    totals = counts.sum()
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    counts.loc["all chapters"] = totals
    cells = counts.rename(index=capital, columns=dict(names)).rename_axis("row").reset_index()
    cells = cells.melt(id_vars="row", var_name="column", value_name="value")
    most = totals[totals > 0].sort_values(ascending=False, kind="stable")
    cells["shade"] = [
        min(3, sum(value >= bar for bar in (1, 5, 10))) if row != "All chapters" else 0
        for row, value in zip(cells["row"], cells["value"], strict=True)
    ]
    table = counts.rename(columns=dict(names)).rename_axis("Chapter").reset_index()
    leader = counts.drop(index="all chapters").sum(axis=1).idxmax()
    said = listed(f"{number(int(total))} in {names[change]}" for change, total in most.items())
    return Figure(
        lambda width: _heat(
            cells, list(names.values()), width, shades=dict(enumerate(_SHADES)), shade="shade",
        ),
        headline=(
            f"The amendment of {names[most.index[0]]} touched {number(int(most.iloc[0]))} articles, "
            f"more than any other; the chapter on {_spoken(leader)} was reworded most often."
        ),
        notes=(
            "Numbers: articles touched; the shade steps at one, five and ten. An article that "
            "several amendments touched counts in each."
        ),
        description=f"Articles touched: {said}.",
        source=source,
        table=table,
    )  # fmt: skip


def _spoken(chapter: str) -> str:
    return "the president" if chapter == "president" else chapter


def _heat(
    cells: pd.DataFrame,
    columns: Sequence[str],
    width: float,
    *,
    shades: Mapping[int, str],
    shade: str,
) -> alt.LayerChart:
    """Draw a table of numbers whose cells are shaded, with wrapped names of the rows."""
    narrow = width < PHONE
    plot = width - 8
    step = 30.0 if narrow and len(columns) > 4 else 38.0 if narrow else 56.0
    left = plot - step * len(columns)
    size = theme.SMALL if narrow else theme.BASE
    titles = ["\n".join(wrap(column, step, theme.SMALL, bold=True)) for column in columns]
    rows, top = [], 26.0 + 16 * max(title.count("\n") for title in titles)
    for name in dict.fromkeys(cells["row"]):
        lines = wrap(str(name), min(left - 10, 400), size)
        high = max(23.0, len(lines) * size * 1.15 + 6)
        rows.append((name, "\n".join(lines), top, high, top + high / 2,
                     top + high / 2 - (len(lines) - 1) * size * 0.6))  # fmt: skip
        top += high
    places = pd.DataFrame(rows, columns=["row", "text", "top", "high", "middle", "first"])
    canvas = Canvas.pixels(plot, top)
    own = cells.assign(column=cells["column"].astype(str)).merge(places, on="row")
    own["x"] = left + step * own["column"].map({c: k for k, c in enumerate(columns)})
    own["x2"], own["centre"] = own["x"] + step - 2, own["x"] + (step - 2) / 2
    own["y2"] = own["top"] + own["high"] - 2
    own["number"] = [number(value) if value else "0" for value in own["value"]]
    heads = pd.DataFrame({"text": titles, "y": 12.0})
    heads["x"] = [left + step * (k + 0.5) - 1 for k in range(len(columns))]
    own = saying(
        own,
        [f"{row.row}\n{row.column}: {row.number}" for row in own.itertuples(index=False)],
    )
    own["shade_of"] = own[shade].astype(int).astype(str)
    colours = {str(level): colour for level, colour in shades.items()}
    rect = alt.Chart(drawn(own)).mark_rect(stroke=theme.SOFT, strokeWidth=0.8)
    dark = own["shade_of"].map(colours).isin(theme.DARK)
    return layered(
        [
            rect.encode(
                x=canvas.x("x"), x2="x2:Q", y=canvas.y("top"), y2="y2:Q",
                **marks_by("shade_of", colours), **TOLD,
            ),
            *[
                canvas.texts(part[["centre", "middle", "number"]], "centre", "middle", "number",
                             align="center", color=ink)
                for ink, part in ((theme.PAPER, own[dark]), (theme.INK, own[~dark]))
                if not part.empty
            ],
            canvas.texts(places, 0, "first", lineBreak="\n", fontSize=size),
            canvas.texts(heads, "x", "y", align="center", fontWeight="bold", fontSize=theme.SMALL,
                         lineBreak="\n"),
        ],
        plot,
        top,
    )  # fmt: skip
