"""Who gains and who loses: groups of institutions, and changes of the constitution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import Canvas, key, layered, marks_by
from transit.charts.frames import drawn, need, parts
from transit.charts.layout import decimal_year, written
from transit.charts.theme import EFFECT_SHAPES, EFFECTS
from transit.display.figure import Figure
from transit.display.lettering import wrap
from transit.errors import TransitError
from transit.wording import capital, counted, listed, word

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


def changes(
    frame: pd.DataFrame,
    *,
    institutions: pd.DataFrame | None = None,
    columns: Sequence[str] | None = None,
    source: str = "Constitutions, amendments and laws as listed in this report's table of changes",
) -> Figure:
    """Draw a matrix of constitutional changes against institutions: who gained, who lost.

    Parameters
    ----------
    frame : DataFrame
        Columns change, adopted, instrument, gains, loses (lists separated by semicolons).
        If a column of the group's name (with underscores) is there, its text is shown as the
        tooltip of the cell.
    institutions : DataFrame, optional
        Columns `COLUMNS`; see `Groups`.
    columns : sequence of str, optional
        The groups that are columns of the matrix; by default all that gain or lose, in the
        order of `institutions`.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns change, adopted, instrument, institution and effect (gains,
        loses or both), one row per marked cell, and a row with an empty institution for a
        change by which none of the groups gains or loses.

    Raises
    ------
    TransitError
        If a gaining or losing institution belongs to none of the columns.
    """
    need(frame, ("change", "adopted", "instrument", "gains", "loses"), "constitutional changes")
    groups = Groups(institutions)
    ordered = frame.assign(_when=[decimal_year(date) for date in frame["adopted"]])
    ordered = ordered.sort_values("_when", kind="stable").reset_index(drop=True)
    shown = list(columns) if columns is not None else _columns(ordered, groups)
    left, plot, high = 210, theme.WIDTH - 8, 50
    step = (plot - left) / len(shown)
    middles = {group: left + step * (place + 0.5) for place, group in enumerate(shown)}
    matrix = _matrix(ordered, groups, middles)
    rows = len(ordered)
    canvas = Canvas((0, plot), (-1.3, rows - 0.5))
    lines = pd.DataFrame({"row": [place - 0.5 for place in range(rows + 1)]})
    layers = [
        alt.Chart(lines).mark_rule(color=theme.GRID).encode(y=canvas.y("row")),
        _heads(groups, middles, step, canvas),
        *_effect_key(canvas),
        *_instruments(ordered, canvas, high),
        _cells(matrix, canvas),
    ]
    return Figure(
        layered(layers, plot, high * (rows + 0.8)),
        description=_changes_finding(ordered, matrix, groups, shown),
        source=source,
        table=matrix[["change", "adopted", "instrument", "institution", "effect"]],
    )


def _columns(ordered: pd.DataFrame, groups: Groups) -> list[str]:
    """Return the groups that gain or lose by any change, those of the table first."""
    named = {
        group: None
        for column in ("gains", "loses")
        for cell in ordered[column]
        for group in groups.of(cell)
    }
    if not named:
        raise TransitError("constitutional changes: there is none by which anybody gains or loses")
    return [g for g in groups.order if g in named] + [g for g in named if g not in groups.order]


def _matrix(ordered: pd.DataFrame, groups: Groups, middles: Mapping[str, float]) -> pd.DataFrame:
    """Return one row per change and group that gains or loses by it."""
    cells: list[dict[str, Any]] = []
    for row, change in ordered.iterrows():
        effects = groups.effects(change["gains"], change["loses"])
        stray = [group for group in effects if group not in middles]
        if stray:
            raise TransitError(
                f"constitutional changes: {change['change']} names {', '.join(stray)}, "
                f"which is none of the columns {', '.join(middles)}"
            )
        base = {key: change[key] for key in ("change", "adopted", "instrument")} | {"row": row}
        for group in middles:
            if group in effects:
                text = change.get(group.replace("-", "_"), None)
                cells.append(base | {"institution": group, "effect": effects[group], "rule": text})
        if not effects:
            cells.append(base | {"institution": "", "effect": "", "rule": None})
    matrix = pd.DataFrame(cells)
    matrix["name"] = [capital(groups.name(g)) if g else "" for g in matrix["institution"]]
    matrix["when"] = [written(date) for date in matrix["adopted"]]
    matrix["x"] = matrix["institution"].map(middles)
    return matrix


def _heads(groups: Groups, middles: Mapping[str, float], step: float, canvas: Canvas) -> alt.Chart:
    heads = pd.DataFrame(
        {
            "x": list(middles.values()),
            "text": [
                "\n".join(wrap(groups.label(group), step - 2, theme.SMALL)) for group in middles
            ],
            "row": -0.95,
        }
    )
    return canvas.texts(heads, "x", "row", align="center", lineBreak="\n", fontSize=theme.SMALL)


def _effect_key(canvas: Canvas) -> list[alt.Chart]:
    names = list(EFFECTS)
    entries = pd.DataFrame({"x": [8, 80, 146], "row": -0.95, "effect": names, "text": names})
    return key(
        entries,
        marks_by("effect", EFFECTS, EFFECT_SHAPES),
        place={"x": canvas.x("x"), "y": canvas.y("row")},
        mark={"size": 130},
        dx=11,
        color=theme.SOFT,
    )


def _instruments(ordered: pd.DataFrame, canvas: Canvas, high: float) -> list[alt.Chart]:
    """Return the year and the name of every change at the left of its row."""
    lines = [wrap(instrument, 160, theme.SMALL) for instrument in ordered["instrument"]]
    labels = pd.DataFrame(
        {
            "row": ordered.index,
            "date": [written(date)[-4:] for date in ordered["adopted"]],
            "text": ["\n".join(several) for several in lines],
            "at": [
                row - (len(several) - 1) * theme.SMALL * 1.2 / 2 / high
                for row, several in zip(ordered.index, lines, strict=True)
            ],
        }
    )
    return [
        canvas.row_labels(labels, 0, "date", fontWeight="bold"),
        canvas.row_labels(labels, 42, "text", "at", lineBreak="\n", fontSize=theme.SMALL),
    ]


def _cells(matrix: pd.DataFrame, canvas: Canvas) -> alt.Chart:
    marks = alt.Chart(drawn(matrix.dropna(subset="x"))).mark_point(size=190, opacity=1)
    return marks.encode(
        x=canvas.x("x"),
        y=canvas.y("row"),
        **marks_by("effect", EFFECTS, EFFECT_SHAPES),
        tooltip=[
            alt.Tooltip("when:N", title="Adopted"),
            alt.Tooltip("instrument:N", title="Change"),
            alt.Tooltip("name:N", title="Institution"),
            alt.Tooltip("effect:N", title="Effect"),
            alt.Tooltip("rule:N", title="What it did"),
        ],
    )


def _changes_finding(
    ordered: pd.DataFrame, matrix: pd.DataFrame, groups: Groups, shown: Sequence[str]
) -> str:
    years = sorted({int(when) for when in ordered["_when"]})
    phrases = []
    for group in shown:
        own = matrix[matrix["institution"] == group]
        up = int((own["effect"].isin(["gains", "both"])).sum())
        down = int((own["effect"].isin(["loses", "both"])).sum())
        if up or down:
            phrases.append(f"{groups.phrase(group)} gained by {word(up)} and lost by {word(down)}")
    text = f"of {counted(len(ordered), 'change')} from {years[0]} to {years[-1]}, "
    return capital(text + "; ".join(phrases)) + "."
