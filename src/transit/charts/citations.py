"""What an article cites: its works by year, its notes by section, the basis of its claims."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import Canvas, key, key_places, layered, marks_by
from transit.charts.frames import drawn, name_of, need, tied
from transit.charts.theme import BASES, LANGUAGE_SHAPES, LANGUAGES
from transit.display.figure import Figure
from transit.display.lettering import text_width
from transit.wording import capital, counted, listed, number, word

SOURCE = "The article's notes, as resolved in references.bib"


def works_by_year(works: pd.DataFrame, *, source: str = SOURCE) -> Figure:
    """Draw one mark per work cited over its year of publication.

    Parameters
    ----------
    works : DataFrame
        Columns key, title, authors, kind, language, year and age, as
        `transit.citations.works_cited` gives them.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns year, authors, title, kind, language and age, one row per work.
        Colour and shape tell the two most frequent languages apart.
    """
    need(works, ("key", "title", "authors", "kind", "language", "year", "age"), "works cited")
    frame = works.sort_values(["year", "language", "key"], ascending=[True, False, True])
    frame = frame.assign(year=frame["year"].astype(int), place=frame.groupby("year").cumcount() + 1)
    counts = frame["language"].value_counts()
    names = list(counts.index[: len(LANGUAGES)])
    top = int(frame["place"].max()) + 1
    first, last = int(frame["year"].min()), int(frame["year"].max())
    axis = alt.Axis(format="d", title=None, tickCount=min(last - first, 12))
    canvas = Canvas((first - 0.6, last + 0.6), (0.4, top + 0.2), x_axis=axis, down=False)
    columns = ["year", "authors", "title", "kind", "language", "age"]
    marks = alt.Chart(drawn(frame[[*columns, "place"]])).mark_point(
        filled=True, size=230, opacity=1
    )
    layers = [
        *_median(float(frame["year"].median()), float(top), canvas),
        marks.encode(
            x=canvas.x("year"),
            y=canvas.y("place"),
            **marks_by(
                "language",
                dict(zip(names, LANGUAGES, strict=False)),
                dict(zip(names, LANGUAGE_SHAPES, strict=False)),
            ),
            tooltip=["authors:N", "title:N", "year:Q", "kind:N", "language:N"],
        ),
        *_language_key(counts[names], first - 0.3, (last - first + 1.2) / theme.WIDTH, top, canvas),
    ]
    chart = layered(layers, theme.WIDTH, 30 * (top - 1) + 34)
    return Figure(
        chart, description=_works_finding(frame, counts), source=source, table=frame[columns]
    )


def _median(year: float, top: float, canvas: Canvas) -> list[alt.Chart]:
    middle = pd.DataFrame({"year": [year], "place": [top], "text": [f"median {year:g}"]})
    rule = alt.Chart(middle).mark_rule(strokeDash=[4, 3], color=theme.SOFT)
    text = alt.Chart(middle).mark_text(align="left", dx=6, color=theme.SOFT)
    return [
        rule.encode(x=canvas.x("year")),
        text.encode(x=canvas.x("year"), y=canvas.y("place"), text="text:N"),
    ]


def _language_key(
    counts: pd.Series, start: float, step: float, top: int, canvas: Canvas
) -> list[alt.Chart]:
    """Return the key to the languages on the upper line, `step` years to the pixel."""
    texts = [f"in {name}: {count}" for name, count in counts.items()]
    entries = key_places(texts, 44).assign(language=list(counts.index), place=float(top))
    entries["year"] = start + entries["x"] * step
    return key(
        entries,
        {"color": alt.Color("language:N"), "shape": alt.Shape("language:N")},
        place={"x": canvas.x("year"), "y": canvas.y("place")},
        mark={"filled": True, "size": 230},
        dx=12,
    )


def _works_finding(frame: pd.DataFrame, counts: pd.Series) -> str:
    recent = int((frame["age"] <= 3).sum())
    languages = listed(
        f"{count} {'is' if count == 1 else 'are'} in {name}" for name, count in counts.items()
    )
    return (
        f"The article cites {counted(len(frame), 'work')}, published from {frame['year'].min()} to "
        f"{frame['year'].max()}; the median age at the time of writing is "
        f"{frame['age'].median():g} years. {capital(counted(recent, 'work'))} "
        f"{'is' if recent == 1 else 'are'} no older than three years. {capital(languages)}."
    )


def notes_by_section(
    frame: pd.DataFrame, *, names: Mapping[str, str] | None = None, source: str = SOURCE
) -> Figure:
    """Draw how many citations of each kind of work each section has, none included.

    Parameters
    ----------
    frame : DataFrame
        Columns section, order, heading, kind and citations, as
        `transit.citations.notes_by_section` gives them.
    names : mapping of str to str, optional
        What the kinds are called within a sentence, in their order; by default as they are, in
        the order of the frame.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has a row per section and a column per kind, and their sum.
    """
    need(frame, ("section", "order", "heading", "kind", "citations"), "citations by section")
    headings = frame.sort_values("order")["heading"].drop_duplicates().tolist()
    found = list(dict.fromkeys(frame["kind"]))
    called = {kind: name_of(names, kind) for kind in names or found if kind in found}
    called |= {kind: kind for kind in found if kind not in called}
    heads = {kind: capital(name) for kind, name in called.items()}
    cells = frame.assign(name=frame["kind"].map(heads), count=frame["citations"].astype(int))
    left = max(text_width(heading, theme.BASE) for heading in headings) + 14
    x = alt.X("name:N").scale(domain=list(heads.values()))
    x = x.axis(orient="top", title=None, labelAngle=0, domain=False, ticks=False)
    y = alt.Y("heading:N").scale(domain=headings)
    y = y.axis(title=None, labelLimit=400, grid=True, gridColor=theme.GRID)
    base = alt.Chart(drawn(cells[["heading", "name", "count"]])).encode(x, y)
    size = alt.Size("count:Q").scale(type="linear", range=[0, 1150], zero=True).legend(None)
    dots = base.mark_point(filled=True, opacity=1, color=theme.SKY, shape="circle").encode(size)
    dots = dots.transform_filter("datum.count > 0")
    figures = base.mark_text(fontWeight="bold").encode(alt.Text("count:Q"))
    figures = figures.transform_filter("datum.count > 0")
    totals = frame.groupby("heading", sort=False)["citations"].sum().reindex(headings)
    most = tied(totals)
    numbers = [f"{name} {_count(frame, kind)}" for kind, name in called.items()]
    bare = [heading for heading in headings if totals[heading] == 0]
    finding = (
        f"Of {number(totals.sum())} citations {number(most.iloc[0])} "
        + (
            f"stand in the section {most.index[0]}. "
            if len(most) == 1
            else f"stand in each of the sections {listed(most.index)}. "
        )
        + (
            f"{listed(bare)} {'has' if len(bare) == 1 else 'have'} none. "
            if bare
            else "Every section has some. "
        )
        + f"By kind of work: {listed(numbers)}."
    )
    wide = cells.pivot(index="heading", columns="name", values="count").reindex(headings)
    table = wide[list(heads.values())].rename_axis(columns=None)
    table["Sum"] = table.sum(axis=1)
    chart = (dots + figures).properties(width=theme.WIDTH - left, height=44 * len(headings))
    return Figure(
        chart, description=finding, source=source, table=table.reset_index(names="Section")
    )


def _count(frame: pd.DataFrame, kind: str) -> int:
    return int(frame.loc[frame["kind"] == kind, "citations"].sum())


def bases(
    frame: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    noun: str = "claim",
    names: Mapping[str, str] | None = None,
    source: str = SOURCE,
) -> Figure:
    """Draw what the claims, or the paragraphs, of each section rest on.

    Parameters
    ----------
    frame : DataFrame
        Columns section and basis, one row per claim or paragraph, as
        `transit.citations.support` gives them.
    sections : DataFrame
        Columns section, order and heading.
    noun : str
        What a row of `frame` is, in the singular.
    names : mapping of str to str, optional
        How a sentence says what the rows rest on; by default as it is.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has a row per section and a column per basis, and their sum.
    """
    need(frame, ("section", "basis"), f"basis of each {noun}")
    need(sections, ("section", "order", "heading"), "sections")
    ordered = sections.sort_values("order")
    counts = (
        frame.groupby(["section", "basis"], observed=False)
        .size()
        .unstack("basis", fill_value=0)
        .reindex(index=ordered["section"], columns=list(BASES), fill_value=0)
    )
    counts.index = pd.Index(ordered["heading"].tolist())
    left = max(text_width(heading, theme.BASE) for heading in counts.index) + 14
    plot = theme.WIDTH - left
    x_scale = alt.Scale(domain=[0, float(counts.sum(axis=1).max())], nice=False)
    body = layered(_basis_bars(counts, x_scale), plot, 36 * len(counts))
    chart = alt.vconcat(_basis_key(counts, x_scale, plot), body, spacing=6)
    table = counts.rename_axis(columns=None)
    table["sum"] = table.sum(axis=1)
    return Figure(
        chart,
        description=_bases_finding(counts, noun, names),
        source=source,
        table=table.reset_index(names="section"),
    )


def _basis_bars(counts: pd.DataFrame, x_scale: alt.Scale) -> list[alt.Chart]:
    """Return the bars of every section, end to end, each with its number."""
    stacked = counts.rename_axis(index="heading", columns="basis").stack().rename("count")
    rows = stacked.reset_index()
    rows["end"] = rows.groupby("heading", sort=False)["count"].cumsum()
    rows["start"] = rows["end"] - rows["count"]
    rows["middle"] = rows["start"] + rows["count"] / 2
    rows["light"] = rows["basis"].map(BASES).isin(theme.DARK)
    y = alt.Y("heading:N", scale=alt.Scale(domain=list(counts.index)))
    base = alt.Chart(drawn(rows[rows["count"] > 0])).encode(y=y.axis(title=None, labelLimit=400))
    bars = base.mark_bar(height=24, stroke=theme.PAPER, strokeWidth=1).encode(
        alt.X("start:Q", scale=x_scale, axis=None), alt.X2("end:Q"), **marks_by("basis", BASES)
    )
    figures = base.encode(alt.X("middle:Q", scale=x_scale, axis=None), alt.Text("count:Q"))
    return [
        bars,
        figures.mark_text(color=theme.INK).transform_filter("!datum.light"),
        figures.mark_text(color=theme.PAPER, fontWeight="bold").transform_filter("datum.light"),
    ]


def _basis_key(counts: pd.DataFrame, x_scale: alt.Scale, plot: float) -> alt.LayerChart:
    texts = [f"{name} ({int(counts[name].sum())})" for name in counts.columns]
    entries = key_places(texts, 34, size=theme.SMALL).assign(basis=list(counts.columns))
    entries["at"] = entries["x"] * float(counts.sum(axis=1).max()) / plot
    layers = key(
        entries,
        marks_by("basis", BASES),
        place={"x": alt.X("at:Q", scale=x_scale, axis=None)},
        mark={"filled": True, "shape": "square", "size": 150, "xOffset": 6},
        dx=18,
        fontSize=theme.SMALL,
    )
    return layered(layers, plot, 20)


def _bases_finding(counts: pd.DataFrame, noun: str, names: Mapping[str, str] | None) -> str:
    sums = {name: int(counts[name].sum()) for name in BASES}
    nothing = sums["no note"]
    others = listed(
        f"{word(sums[name])} {'rests' if sums[name] == 1 else 'rest'} on {name_of(names, name)}"
        for name in BASES
        if name != "no note"
    )
    return (
        f"Of {counted(sum(sums.values()), noun)} {word(nothing)} "
        f"{'has' if nothing == 1 else 'have'} no note; of the others, {others}."
    )
