"""What an article cites: its works by year, and the basis of its claims."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import TOLD, Canvas, key, key_places, layered, marks_by, saying
from transit.charts.frames import drawn, need
from transit.charts.rows import PHONE, Rows
from transit.charts.theme import BASES, LANGUAGE_SHAPES, LANGUAGES
from transit.display.figure import Figure
from transit.wording import capital, counted, listed, number

SOURCE = "The article’s notes, as resolved in references.bib"


def works_by_year(works: pd.DataFrame, *, recent: int = 3, source: str = SOURCE) -> Figure:
    """Draw one mark per work cited over its year of publication.

    Parameters
    ----------
    works : DataFrame
        Columns key, title, authors, kind, language, year and age, as
        `transit.citations.works_cited` gives them.
    recent : int
        Up to which age in years a work counts as recent.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns Year, Authors, Title, Kind, Language, Age, one row per work.
    """
    need(works, ("key", "title", "authors", "kind", "language", "year", "age"), "works cited")
    frame = works.sort_values(["year", "language", "key"], ascending=[True, False, True])
    frame = frame.assign(year=frame["year"].astype(int), place=frame.groupby("year").cumcount() + 1)
    columns = ["year", "authors", "title", "kind", "language", "age"]
    table = frame[columns].rename(columns=capital)
    return Figure(
        lambda width: _years(frame, width),
        headline=_works_headline(frame, recent),
        description=_works_description(frame),
        notes="A mark is a work; shape and colour tell its language. Line: the median year.",
        source=source,
        table=table,
    )


def _years(frame: pd.DataFrame, width: float) -> alt.LayerChart:
    counts = frame["language"].value_counts()
    names = list(counts.index[: len(LANGUAGES)])
    first, last, top = frame["year"].min(), frame["year"].max(), int(frame["place"].max())
    narrow = width < PHONE
    plot = width - 16
    ticks = [year for year in range(first, last + 1) if year % (10 if narrow else 5) == 0]
    axis = alt.Axis(format="d", title=None, values=ticks)
    canvas = Canvas((first - 0.8, last + 0.8), (0.4, top + 1.2), x_axis=axis, down=False)
    size = 110 if narrow else 230
    texts = [
        f"{row.authors or 'No author'}: {row.title} ({row.year}, in {row.language})"
        for row in frame.itertuples(index=False)
    ]
    shown = saying(frame[["year", "place", "language"]], texts)
    styles = marks_by(
        "language",
        dict(zip(names, LANGUAGES, strict=False)),
        dict(zip(names, LANGUAGE_SHAPES, strict=False)),
    )
    entries = key_places([f"in {name}: {counts[name]}" for name in names], 34)
    entries = entries.assign(language=names, place=top + 1.0)
    entries["year"] = first - 0.3 + entries["x"] * (last - first + 1.6) / plot
    place = {"x": canvas.x("year"), "y": canvas.y("place")}
    marks: dict[str, Any] = {"size": size, "opacity": 1}
    layers = [
        *_median(float(frame["year"].median()), float(top), canvas),
        alt.Chart(drawn(shown)).mark_point(**marks).encode(**place, **styles, **TOLD),
        *key(entries, styles, place=place, mark=marks, dx=12),
    ]
    return layered(layers, plot, (18 if narrow else 28) * (top + 1))


def _median(year: float, top: float, canvas: Canvas) -> list[alt.Chart]:
    middle = pd.DataFrame({"year": [year], "place": [top], "text": [f"median {year:g}"]})
    rule = alt.Chart(middle).mark_rule(strokeDash=[4, 3], color=theme.SOFT)
    text = alt.Chart(middle).mark_text(align="left", dx=6, color=theme.SOFT)
    return [
        rule.encode(x=canvas.x("year"), y=canvas.y(0.4), y2=alt.Y2Datum(top)),
        text.encode(x=canvas.x("year"), y=canvas.y("place"), text="text:N"),
    ]


def _works_headline(frame: pd.DataFrame, recent: int) -> str:
    """Return how many recent works there are, and how many of them are books or articles."""
    new = frame[frame["age"] <= recent]
    passing = int(new["kind"].isin(["press", "web"]).sum())
    return (
        f"{number(len(new))} of the {counted(len(frame), 'work')} cited are {recent} years old "
        f"or less, and {number(passing)} of these are press or web pages; the median age is "
        f"{frame['age'].median():g} years."
    )


def _works_description(frame: pd.DataFrame) -> str:
    languages = listed(
        f"{count} {'is' if count == 1 else 'are'} in {name}"
        for name, count in frame["language"].value_counts().items()
    )
    by_year = listed(f"{count} of {year}" for year, count in frame.groupby("year").size().items())
    return (
        f"The article cites {counted(len(frame), 'work')}, published from {frame['year'].min()} to "
        f"{frame['year'].max()}: {by_year}. {capital(languages)}."
    )


def bases(
    frame: pd.DataFrame, sections: pd.DataFrame, *, noun: str = "claim", source: str = SOURCE
) -> Figure:
    """Draw what the claims of each section rest on, one mark per claim.

    Parameters
    ----------
    frame : DataFrame
        Columns section and basis, one row per claim, as `transit.citations.support` gives them.
    sections : DataFrame
        Columns section, order and heading.
    noun : str
        What a row of `frame` is, in the singular.
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
    counts = counts[counts.sum(axis=1) > 0]
    table = counts.rename(columns=capital).rename_axis(columns=None)
    table["Sum"] = table.sum(axis=1)
    return Figure(
        lambda width: _basis_bars(counts.loc[:, counts.sum() > 0], width),
        headline=_bases_headline(counts, noun),
        description=_bases_description(counts, noun),
        notes=f"The numbers are {noun}s; the longer a bar, the larger their share of the section.",
        source=source,
        table=table.reset_index(names="Section"),
    )


def _basis_bars(counts: pd.DataFrame, width: float) -> alt.LayerChart:
    """Return a column of bars for each basis, each as long as its share of the section."""
    names = [f"{heading} ({number(total)})" for heading, total in counts.sum(axis=1).items()]
    rows = Rows(names, width, head=50, step=26)
    step = rows.plot / len(counts.columns)
    cells = counts.rename_axis(index="heading", columns="basis").stack().rename("count")
    cells = cells.reset_index()
    share = cells["count"] / cells.groupby("heading")["count"].transform("sum")
    left = cells["basis"].map({basis: k * step for k, basis in enumerate(counts.columns)})
    middle = cells["heading"].map(dict(zip(counts.index, rows.places, strict=True)))
    cells = cells.assign(
        x=left, end=left + share * (step - 30), y=middle, top=middle - 9, bottom=middle + 9
    )
    cells = cells[cells["count"] > 0].assign(text=lambda f: f["count"].map(number))
    told = [
        f"{row.heading}: {number(row.count)} rest on {row.basis}"
        if row.basis != "no note"
        else f"{row.heading}: {number(row.count)} have no note"
        for row in cells.itertuples(index=False)
    ]
    x, y = rows.canvas.x("x"), rows.canvas.y("y")
    heads = pd.DataFrame(
        {
            "x": [k * step for k in range(len(counts.columns))],
            "y": -36.0,
            "text": ["\n".join(_two_lines(name)) for name in counts.columns],
        }
    )
    bars = alt.Chart(drawn(saying(cells, told))).mark_rect()
    return rows.drawn(
        [
            bars.encode(
                x=x,
                x2="end:Q",
                y=rows.canvas.y("top"),
                y2="bottom:Q",
                **marks_by("basis", BASES),
                **TOLD,
            ),
            alt.Chart(drawn(heads))
            .mark_text(align="left", lineBreak="\n", fontSize=theme.SMALL, color=theme.SOFT)
            .encode(x=x, y=y, text="text:N"),
            rows.canvas.texts(cells, "end", "y", dx=5),
        ]
    )


def _two_lines(name: str) -> list[str]:
    words = name.split()
    half = (len(words) + 1) // 2
    return [" ".join(words[:half]), " ".join(words[half:])]


def _bases_headline(counts: pd.DataFrame, noun: str) -> str:
    """Return how many rest on no note, and the sections of which none has one."""
    bare, total = int(counts["no note"].sum()), int(counts.to_numpy().sum())
    without = counts.index[counts["no note"] == counts.sum(axis=1)]
    text = f"{number(bare)} of {counted(total, noun)} {'has' if bare == 1 else 'have'} no note"
    if len(without):
        text += f", among them all of {listed(without)}"
    return text + "."


def _bases_description(counts: pd.DataFrame, noun: str) -> str:
    said = (
        f"{heading}, {counted(int(own.sum()), noun)}: "
        + listed(f"{number(own[basis])} {_on(basis)}" for basis in counts.columns if own[basis])
        for heading, own in counts.iterrows()
    )
    return "; ".join(said) + "."


def _on(basis: str) -> str:
    return "with no note" if basis == "no note" else f"on {basis}"
