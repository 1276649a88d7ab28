"""What an article cites: its works by year, its notes by section, the basis of its claims."""

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.frames import drawn, need
from transit.charts.layout import text_width
from transit.charts.theme import finish
from transit.wording import capital, counted, listed, number, word

LANGUAGES = {"Russian": theme.BLUE, "English": theme.ORANGE}
KIND_NAMES = {
    "book": "Books",
    "chapter": "Chapters",
    "journal": "Journals",
    "press": "Press",
    "web": "Web",
}
BASES = {
    "several works": theme.NAVY,
    "one work": theme.SKY,
    "press or web only": theme.ORANGE,
    "no note": theme.SILVER,
}
_BASIS_NAMES = {
    "several works": "several works",
    "one work": "one work",
    "press or web only": "the press or the web alone",
}
_ON_DARK = frozenset({theme.NAVY, theme.ORANGE})

SOURCE = "The article's notes, as resolved in references.bib"


def works_by_year(works: pd.DataFrame, *, source: str = SOURCE) -> alt.LayerChart:
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
    altair.LayerChart
        Its table has columns year, authors, title, kind, language and age, one row per work.
        Colour and shape tell the two most frequent languages apart, others are drawn as the
        second.
    """
    need(works, ("key", "title", "authors", "kind", "language", "year", "age"), "works cited")
    frame = works.sort_values(["year", "language", "key"], ascending=[True, False, True])
    frame = frame.assign(year=frame["year"].astype(int), place=frame.groupby("year").cumcount() + 1)
    high = 30 * int(frame["place"].max()) + 34
    first, last = int(frame["year"].min()), int(frame["year"].max())
    median = float(frame["year"].median())
    counts = frame["language"].value_counts()
    top = int(frame["place"].max()) + 1
    x = alt.X("year:Q").scale(domain=[first - 0.6, last + 0.6], nice=False)
    x = x.axis(format="d", title=None, tickCount=min(last - first, 12))
    y = alt.Y("place:Q").scale(domain=[0.4, top + 0.2], nice=False).axis(None)
    columns = ["year", "authors", "title", "kind", "language", "age", "place"]
    names = [name for name in counts.index if name in LANGUAGES]
    base = alt.Chart(drawn(frame[columns]))
    marks = base.mark_point(filled=True, size=230, opacity=1).encode(
        x,
        y,
        color=alt.Color("language:N")
        .scale(domain=names, range=[LANGUAGES[name] for name in names])
        .legend(None),
        shape=alt.Shape("language:N")
        .scale(domain=names, range=["circle", "diamond"][: len(names)])
        .legend(None),
        tooltip=["authors:N", "title:N", "year:Q", "kind:N", "language:N"],
    )
    middle = pd.DataFrame({"year": [median], "place": [float(top)], "text": [f"median {median:g}"]})
    rule = alt.Chart(middle).mark_rule(strokeDash=[4, 3], color=theme.SOFT).encode(x)
    label = (
        alt.Chart(middle)
        .mark_text(align="left", dx=6, color=theme.SOFT)
        .encode(x, y, alt.Text("text:N"))
    )
    step = (last - first + 1.2) / theme.WIDTH
    keys, at = [], first - 0.3
    for name in names:
        text = f"in {name}: {counts[name]}"
        keys.append({"year": at, "place": float(top), "language": name, "text": text})
        at += (text_width(text, theme.BASE) + 44) * step
    legend = alt.Chart(pd.DataFrame(keys)).encode(x, y)
    swatches = legend.mark_point(filled=True, size=230, opacity=1).encode(
        color=alt.Color("language:N"), shape=alt.Shape("language:N")
    )
    captions = legend.mark_text(align="left", dx=12).encode(alt.Text("text:N"))
    recent = int((frame["age"] <= 3).sum())
    finding = (
        f"The article cites {counted(len(frame), 'work')}, published from {first} to {last}; the "
        f"median age at the time of writing is {frame['age'].median():g} years. "
        f"{capital(counted(recent, 'work'))} "
        f"{'is' if recent == 1 else 'are'} no older than three years. "
        + capital(
            listed(
                f"{count} {'is' if count == 1 else 'are'} in {name}"
                for name, count in counts.items()
            )
        )
        + "."
    )
    chart = (rule + marks + label + swatches + captions).properties(width=theme.WIDTH, height=high)
    return finish(chart, finding=finding, source=source, table=frame[columns[:-1]])


def notes_by_section(frame: pd.DataFrame, *, source: str = SOURCE) -> alt.LayerChart:
    """Draw how many citations of each kind of work each section has, none included.

    Parameters
    ----------
    frame : DataFrame
        Columns section, order, heading, kind and citations, as
        `transit.citations.notes_by_section` gives them.
    source : str
        The source line.

    Returns
    -------
    altair.LayerChart
        Its table has a row per section and a column per kind, and their sum.
    """
    need(frame, ("section", "order", "heading", "kind", "citations"), "citations by section")
    headings = frame.sort_values("order")["heading"].drop_duplicates().tolist()
    kinds = [kind for kind in KIND_NAMES if kind in set(frame["kind"])]
    cells = frame.assign(name=frame["kind"].map(KIND_NAMES), count=frame["citations"].astype(int))
    left = max(text_width(heading, theme.BASE) for heading in headings) + 14
    x = alt.X("name:N").scale(domain=[KIND_NAMES[kind] for kind in kinds])
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
    most = totals.idxmax()
    bare = [heading for heading in headings if totals[heading] == 0]
    finding = (
        f"Of {number(totals.sum())} citations {number(totals[most])} stand in the section "
        f"{most}. "
        + (
            f"{listed(bare)} {'has' if len(bare) == 1 else 'have'} none. "
            if bare
            else "Every section has some. "
        )
        + f"By kind of work: {listed(_kind_count(frame, kind) for kind in kinds)}."
    )
    wide = cells.pivot(index="heading", columns="name", values="count").reindex(headings)
    table = wide[[KIND_NAMES[kind] for kind in kinds]].rename_axis(columns=None)
    table["Sum"] = table.sum(axis=1)
    chart = (dots + figures).properties(width=theme.WIDTH - left, height=44 * len(headings))
    return finish(chart, finding=finding, source=source, table=table.reset_index(names="Section"))


def _kind_count(frame: pd.DataFrame, kind: str) -> str:
    count = int(frame.loc[frame["kind"] == kind, "citations"].sum())
    return f"{KIND_NAMES[kind].lower()} {count}"


def bases(
    frame: pd.DataFrame, sections: pd.DataFrame, *, noun: str = "claim", source: str = SOURCE
) -> alt.LayerChart:
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
    source : str
        The source line.

    Returns
    -------
    altair.LayerChart
        Its table has a row per section and a column per basis, and their sum.
    """
    need(frame, ("section", "basis"), f"basis of each {noun}")
    need(sections, ("section", "order", "heading"), "sections")
    names = list(BASES)
    ordered = sections.sort_values("order")
    counts = (
        frame.groupby(["section", "basis"], observed=False)
        .size()
        .unstack("basis", fill_value=0)
        .reindex(index=ordered["section"], columns=names, fill_value=0)
    )
    counts.index = ordered["heading"].tolist()
    headings = list(counts.index)
    rows, captions = [], []
    for heading in headings:
        start = 0
        for name in names:
            count = int(counts.loc[heading, name])
            if count:
                rows.append(
                    {
                        "heading": heading,
                        "basis": name,
                        "start": start,
                        "end": start + count,
                        "middle": start + count / 2,
                        "count": count,
                        "light": BASES[name] in _ON_DARK,
                    }
                )
            start += count
    left = max(text_width(heading, theme.BASE) for heading in headings) + 14
    plot = theme.WIDTH - left
    most = float(counts.sum(axis=1).max())
    step = most / plot
    at = 0.0
    for name in names:
        text = f"{name} ({int(counts[name].sum())})"
        captions.append({"at": at, "basis": name, "text": text})
        at += (text_width(text, theme.SMALL) + 34) * step
    x_scale = alt.Scale(domain=[0, most], nice=False)
    y = alt.Y("heading:N").scale(domain=headings).axis(title=None, labelLimit=400)
    colour = alt.Color("basis:N").scale(domain=names, range=list(BASES.values())).legend(None)
    base = alt.Chart(drawn(pd.DataFrame(rows))).encode(y)
    bars = base.mark_bar(height=24, stroke=theme.PAPER, strokeWidth=1).encode(
        alt.X("start:Q").scale(x_scale).axis(None), alt.X2("end:Q"), colour
    )
    figures = base.encode(alt.X("middle:Q").scale(x_scale), alt.Text("count:Q"))
    dark = figures.mark_text(color=theme.INK).transform_filter("!datum.light")
    light = figures.mark_text(color=theme.PAPER, fontWeight="bold").transform_filter("datum.light")
    body = (bars + dark + light).properties(width=plot, height=36 * len(headings))
    key = alt.Chart(pd.DataFrame(captions)).encode(alt.X("at:Q").scale(x_scale).axis(None))
    swatches = key.mark_point(filled=True, shape="square", size=150, opacity=1, xOffset=6)
    words = key.mark_text(align="left", dx=18, fontSize=theme.SMALL).encode(alt.Text("text:N"))
    legend = (swatches.encode(colour) + words).properties(width=plot, height=20)
    total, nothing = int(counts.to_numpy().sum()), int(counts["no note"].sum())
    parts = [
        f"{word(int(counts[name].sum()))} {'rests' if counts[name].sum() == 1 else 'rest'} on {_BASIS_NAMES[name]}"
        for name in names[:3]
    ]
    finding = (
        f"Of {counted(total, noun)} {word(nothing)} {'has' if nothing == 1 else 'have'} no note; "
        f"of the others, {listed(parts)}."
    )
    table = counts.rename_axis(columns=None)
    table["sum"] = table.sum(axis=1)
    chart = alt.vconcat(legend, body, spacing=6)
    return finish(chart, finding=finding, source=source, table=table.reset_index(names="section"))
