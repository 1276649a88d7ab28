"""Who gains and who loses: constitutional changes, and two offices over time."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.frames import drawn, need, parts
from transit.charts.layout import decimal_year, wrap, written
from transit.charts.theme import finish
from transit.errors import TransitError
from transit.wording import capital, counted, listed, word

GROUPS = {
    "president": "president",
    "parliament": "parliament",
    "supreme-council": "parliament",
    "supreme-soviet": "parliament",
    "mazhilis": "parliament",
    "senate": "parliament",
    "kurultai": "parliament",
    "government": "government",
    "security-council": "security-council",
    "first-president": "first-president",
    "constitutional-court": "constitutional-review",
    "constitutional-council": "constitutional-review",
}
"""Institution identifiers of the tables and the group each is shown in; others stay alone."""

GROUP_NAMES = {
    "president": "President",
    "first-president": "First President",
    "parliament": "Parliament",
    "government": "Government",
    "security-council": "Security Council",
    "constitutional-review": "Constitutional review",
}

HEADS = GROUP_NAMES | {"constitutional-review": "Court or Council"}


def grouped(cell: object) -> list[str]:
    """Return the groups named in a list cell of institutions, each once, in order."""
    return list(dict.fromkeys(GROUPS.get(part, part) for part in parts(cell)))


def group_name(group: str) -> str:
    """Return the name of a group as a label has it."""
    return GROUP_NAMES.get(group, capital(group.replace("-", " ").replace("_", " ")))


def balance(gains: object, loses: object) -> str:
    """Return in a few words who gains from a change, or that nobody does.

    Parameters
    ----------
    gains, loses : str or list of str
        Institutions, separated by semicolons.
    """
    up, down = grouped(gains), grouped(loses)
    net = [group for group in up if group not in down]
    if net:
        return listed(_lower(group_name(group)) for group in net)
    if up:
        return "both ways"
    return f"{_lower(group_name(down[0]))} loses" if down else "nobody"


def _lower(name: str) -> str:
    return name if name in {"First President", "Security Council"} else name.lower()


def changes(
    frame: pd.DataFrame,
    *,
    groups: Sequence[str] = tuple(GROUP_NAMES),
    source: str = "Constitutions, amendments and laws as listed in this report's table of changes",
) -> alt.LayerChart:
    """Draw a matrix of constitutional changes against institutions: who gained, who lost.

    Parameters
    ----------
    frame : DataFrame
        Columns change, adopted, instrument, gains, loses (lists separated by semicolons).
        If a column of the group's name (with underscores) is there, its text is shown as the
        tooltip of the cell.
    groups : sequence of str
        The columns of the matrix, as in `GROUP_NAMES`.
    source : str
        The source line.

    Returns
    -------
    altair.LayerChart
        Its table has columns change, adopted, instrument, institution and effect (gains,
        loses or both), one row per marked cell, and a row with an empty institution for a
        change by which none of the groups gains or loses.

    Raises
    ------
    TransitError
        If a gaining or losing institution belongs to none of the groups.
    """
    need(frame, ("change", "adopted", "instrument", "gains", "loses"), "constitutional changes")
    left, plot, high = 210, theme.WIDTH - 8, 50
    ordered = frame.assign(_when=[decimal_year(date) for date in frame["adopted"]])
    ordered = ordered.sort_values("_when", kind="stable").reset_index(drop=True)
    cells, labels = [], []
    for row, change in ordered.iterrows():
        up, down = grouped(change["gains"]), grouped(change["loses"])
        stray = [group for group in (*up, *down) if group not in groups]
        if stray:
            raise TransitError(
                f"constitutional changes: {change['change']} names {', '.join(stray)}, "
                f"which is none of the columns {', '.join(groups)}"
            )
        base = {key: change[key] for key in ("change", "adopted", "instrument")}
        for group in groups:
            if group in up or group in down:
                effect = "both" if group in up and group in down else "gains"
                effect = effect if group in up else "loses"
                text = change.get(group.replace("-", "_"), None)
                cells.append(
                    base | {"row": row, "institution": group, "effect": effect, "rule": text}
                )
        if not up and not down:
            cells.append(base | {"row": row, "institution": "", "effect": "", "rule": None})
        lines = wrap(change["instrument"], 160, theme.SMALL)
        labels.append(
            {
                "row": row,
                "date": written(change["adopted"])[-4:],
                "text": "\n".join(lines),
                "at": row - (len(lines) - 1) * theme.SMALL * 1.2 / 2 / high,
            }
        )
    matrix = pd.DataFrame(cells)
    matrix["name"] = [group_name(g) if g else "" for g in matrix["institution"]]
    matrix["when"] = [written(date) for date in matrix["adopted"]]
    step = (plot - left) / len(groups)
    matrix["x"] = [
        left + step * (groups.index(g) + 0.5) if g else np.nan for g in matrix["institution"]
    ]
    heads = pd.DataFrame(
        {
            "x": [left + step * (place + 0.5) for place in range(len(groups))],
            "text": [
                "\n".join(wrap(HEADS.get(g, group_name(g)), step - 2, theme.SMALL)) for g in groups
            ],
            "row": -0.95,
        }
    )
    rows = len(ordered)
    x_scale = alt.Scale(domain=[0, plot], nice=False)
    x = alt.X("x:Q", scale=x_scale, axis=None)
    y_scale = alt.Scale(domain=[-1.3, rows - 0.5], nice=False, reverse=True)
    y = alt.Y("row:Q", scale=y_scale, axis=None)
    effect = {
        "gains": (theme.BLUE, "triangle-up", 1),
        "loses": (theme.ORANGE, "triangle-down", 1),
        "both": (theme.QUIET, "diamond", 1),
    }
    marked = matrix.dropna(subset="x")
    lines = pd.DataFrame({"row": [place - 0.5 for place in range(rows + 1)]})
    names = pd.DataFrame(labels)
    key = pd.DataFrame(
        {
            "x": [8, 80, 146],
            "row": -0.95,
            "effect": ["gains", "loses", "both"],
            "text": ["gains", "loses", "both"],
        }
    )
    shape = {
        "color": alt.Color(
            "effect:N",
            scale=alt.Scale(domain=list(effect), range=[c for c, _, _ in effect.values()]),
            legend=None,
        ),
        "shape": alt.Shape(
            "effect:N",
            scale=alt.Scale(domain=list(effect), range=[s for _, s, _ in effect.values()]),
            legend=None,
        ),
    }
    chart = alt.layer(
        alt.Chart(lines).mark_rule(color=theme.GRID).encode(y=y),
        alt.Chart(heads)
        .mark_text(lineBreak="\n", fontSize=theme.SMALL, baseline="middle")
        .encode(x=x, y=y, text="text:N"),
        alt.Chart(key).mark_point(size=130, opacity=1).encode(x=x, y=y, **shape),
        alt.Chart(key)
        .mark_text(align="left", dx=11, baseline="middle", color=theme.SOFT)
        .encode(x=x, y=y, text="text:N"),
        alt.Chart(names)
        .mark_text(align="left", baseline="middle", fontWeight="bold", x=0)
        .encode(y=y, text="date:N"),
        alt.Chart(names)
        .mark_text(lineBreak="\n", align="left", baseline="middle", x=42, fontSize=theme.SMALL)
        .encode(y=alt.Y("at:Q", scale=y_scale, axis=None), text="text:N"),
        alt.Chart(drawn(marked))
        .mark_point(size=190, opacity=1)
        .encode(
            x=x,
            y=y,
            **shape,
            tooltip=[
                alt.Tooltip("when:N", title="Adopted"),
                alt.Tooltip("instrument:N", title="Change"),
                alt.Tooltip("name:N", title="Institution"),
                alt.Tooltip("effect:N", title="Effect"),
                alt.Tooltip("rule:N", title="What it did"),
            ],
        ),
    ).properties(width=plot, height=high * (rows + 0.8))
    return finish(
        chart,
        finding=_changes_finding(ordered, matrix, groups),
        source=source,
        table=matrix[["change", "adopted", "instrument", "institution", "effect"]],
    )


def _changes_finding(ordered: pd.DataFrame, matrix: pd.DataFrame, groups: Sequence[str]) -> str:
    years = sorted({int(when) for when in ordered["_when"]})
    parts_ = []
    for group in groups:
        own = matrix[matrix["institution"] == group]
        up = int((own["effect"].isin(["gains", "both"])).sum())
        down = int((own["effect"].isin(["loses", "both"])).sum())
        if up or down:
            name = _lower(group_name(group))
            article = "" if group in {"parliament", "constitutional-review"} else "the "
            parts_.append(f"{article}{name} gained by {word(up)} and lost by {word(down)}")
    text = f"of {counted(len(ordered), 'change')} from {years[0]} to {years[-1]}, "
    text += "; ".join(parts_)
    return capital(text) + "."
