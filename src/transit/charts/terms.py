"""The article's words: keyness, rises and falls, dispersion, stance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import HOLLOW, Canvas, layered
from transit.charts.frames import as_terms, drawn, name_of, need, numeric, tied
from transit.charts.layout import spread
from transit.display.figure import Figure
from transit.display.lettering import text_width, wrap
from transit.errors import TransitError
from transit.wording import capital, counted, listed, number, word

SOURCE = "Counts from the article's text (data/article)"


def _headings(sections: pd.DataFrame) -> pd.Series:
    """Return the headings by section, in reading order."""
    need(sections, ("section", "heading"), "sections")
    return sections.assign(section=sections["section"].astype(str)).set_index("section")["heading"]


def _labelled(frame: pd.DataFrame, labels: Mapping[str, str] | None) -> list[str]:
    """Return the names of the terms: from `labels`, else the frame's own, else the terms."""
    if labels is None and "label" in frame:
        return frame["label"].astype(str).tolist()
    return [name_of(labels, term) for term in frame["term"]]


# --- keyness ----------------------------------------------------------------------------------

_LEFT, _RIGHT = 196, 62
"""Room for names and counts beside the plot of `keyness`, in pixels."""


def keyness(
    frame: pd.DataFrame,
    *,
    part: str,
    labels: Mapping[str, str] | None = None,
    top: int = 12,
    reference: str = "the rest of the article",
    source: str = SOURCE,
) -> Figure:
    """Draw how much more or less often terms occur in a part, with confidence intervals.

    Parameters
    ----------
    frame : DataFrame
        As `transit.terms.of_article.section_keyness` returns it: columns term, target,
        reference (occurrences), log_ratio, low, high (doublings; infinite where a side has
        none), g2, finding (whether the difference holds after correction for many tests).
    part : str
        Name of the part, as the sentence has it.
    labels : mapping of str to str, optional
        Names of the terms; by default those of the frame's column label.
    top : int
        How many terms to show, those with the largest g2.
    reference : str
        What the part is compared with.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns term, label, target, reference, log_ratio, low, high, g2, finding.
    """
    columns = ["term", "target", "reference", "log_ratio", "low", "high", "g2", "finding"]
    frame = need(as_terms(frame), columns, "keyness")
    own = frame.nlargest(top, "g2").sort_values("log_ratio", ascending=False, kind="stable")
    own = own[columns].assign(label=_labelled(own, labels)).reset_index(drop=True)
    own["row"] = own.index
    own["sure"] = own["finding"].astype(bool)
    plot = theme.WIDTH - _LEFT - _RIGHT - 8
    reach = float(np.clip(np.ceil(own["log_ratio"].abs().max()) + 2, 3, 8))
    canvas = Canvas.rows((-reach, reach), len(own), x_axis=_times_axis(reach, reference), above=1)
    layers = [
        *_ratio_intervals(own, reach, canvas),
        *_clipped(own, reach, canvas),
        *_ratio_labels(own, plot, canvas),
        *_ratio_points(own, part, reference, canvas),
    ]
    columns.insert(1, "label")
    return Figure(
        layered(layers, plot, 26 * (len(own) + 0.5)),
        description=_keyness_finding(own, part, reference),
        source=source,
        table=own[columns],
    )


def _times_axis(reach: float, reference: str) -> alt.Axis:
    step = 2 if reach > 4 else 1
    return alt.Axis(
        values=[tick for tick in range(-8, 9, step) if abs(tick) <= reach],
        title=f"times as often as in {reference}",
        domain=False,
        grid=True,
        labelExpr="datum.value < 0 ? '1/' + pow(2, -datum.value) : '' + pow(2, datum.value)",
    )


def _ratio_intervals(own: pd.DataFrame, reach: float, canvas: Canvas) -> list[alt.Chart]:
    """Return the line of equal rates, and the intervals as far as the axis goes."""
    same = alt.Chart(pd.DataFrame({"x": [0.0]})).mark_rule(color=theme.SOFT, strokeWidth=1.5)
    ends = {"from": own["low"].clip(-reach, reach), "to": own["high"].clip(-reach, reach)}
    bars = alt.Chart(drawn(own.assign(**ends).drop(columns=["low", "high"])))
    return [
        same.encode(x=alt.X("x:Q", scale=canvas.x_scale)),
        bars.mark_rule(color=theme.RULE, strokeWidth=2).encode(
            x=alt.X("from:Q", scale=canvas.x_scale), x2="to:Q", y=canvas.y("row")
        ),
    ]


def _clipped(own: pd.DataFrame, reach: float, canvas: Canvas) -> list[alt.Chart]:
    """Return arrow heads where an interval goes on beyond the axis."""
    heads = []
    x = alt.X("at:Q", scale=canvas.x_scale)
    for column, shape, at in (("low", "triangle-left", -reach), ("high", "triangle-right", reach)):
        beyond = own[own[column].abs() > reach]
        if not beyond.empty:
            style: dict[str, Any] = {"shape": shape, "size": 60, "color": theme.RULE, "opacity": 1}
            mark = alt.Chart(drawn(beyond[["row"]].assign(at=at))).mark_point(**style)
            heads.append(mark.encode(x=x, y=canvas.y("row")))
    return heads


def _ratio_labels(own: pd.DataFrame, plot: float, canvas: Canvas) -> list[alt.Chart]:
    counts = [
        f"{number(a)} : {number(b)}" for a, b in zip(own["target"], own["reference"], strict=True)
    ]
    head = pd.DataFrame({"row": [-0.75], "text": ["here : elsewhere"]})
    style: dict[str, Any] = {"align": "right", "color": theme.SOFT}
    shown = own[["row", "label"]].assign(counts=counts)
    return [
        canvas.row_labels(shown, -_LEFT, "label"),
        canvas.row_labels(shown, plot + _RIGHT, "counts", **style),
        canvas.row_labels(head, plot + _RIGHT, "text", fontSize=theme.SMALL, **style),
    ]


def _ratio_points(own: pd.DataFrame, part: str, reference: str, canvas: Canvas) -> list[alt.Chart]:
    """Return the ratios, filled where they are a finding."""
    place = {
        "x": canvas.x("log_ratio"),
        "y": canvas.y("row"),
        "tooltip": [
            alt.Tooltip("label:N", title="Term"),
            alt.Tooltip("target:Q", title=f"In {part}"),
            alt.Tooltip("reference:Q", title=f"In {reference}"),
            alt.Tooltip("log_ratio:Q", title="Log ratio (doublings)", format="+.2f"),
            alt.Tooltip("g2:Q", title="Log-likelihood", format=".1f"),
        ],
    }
    data = own.drop(columns=["low", "high"])
    hollow: dict[str, Any] = HOLLOW | {"size": 80, "stroke": theme.BLUE, "strokeWidth": 2}
    filled: dict[str, Any] = {"size": 110, "color": theme.BLUE, "opacity": 1}
    return [
        alt.Chart(drawn(some)).mark_point(**style).encode(**place)
        for style, some in ((hollow, data[~data["sure"]]), (filled, data[data["sure"]]))
        if not some.empty
    ]


def _keyness_finding(own: pd.DataFrame, part: str, reference: str) -> str:
    sure = own[own["sure"]]

    def said(row: pd.Series) -> str:
        return (
            f"{row['label']} ({number(row['target'])} here, {number(row['reference'])} elsewhere)"
        )

    if sure.empty:
        first = own.sort_values("g2", ascending=False).head(3)
        return (
            f"Of the {number(len(own))} terms that set {part} apart most from {reference}, none "
            f"differs by more than chance and two occurrences could; the largest differences are "
            f"{listed(said(row) for _, row in first.iterrows())}."
        )
    more, less = sure[sure["log_ratio"] > 0], sure[sure["log_ratio"] < 0]
    pieces = []
    for rows, verb in ((more, "uses more"), (less, "uses less")):
        if not rows.empty:
            pieces.append(f"{verb} often {listed(said(row) for _, row in rows.iterrows())}")
    text = f"compared with {reference}, {part} {' and '.join(pieces)}"
    rest = len(own) - len(sure)
    if rest:
        text += f"; {counted(rest, 'further difference')} could be chance"
    return capital(text) + "."


# --- rises ------------------------------------------------------------------------------------

_BAR, _GAP, _NAMES, _HEAD = 46, 20, 138, 84
"""Height of the tallest bar, room between rows, for names and for headings, in pixels."""


def rises(
    rates: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    terms: Sequence[str] | None = None,
    labels: Mapping[str, str] | None = None,
    per: int = 1000,
    least: int = 3,
    source: str = SOURCE,
) -> Figure:
    """Draw how often terms occur from section to section, one row of bars per term.

    All bars share one scale; the number on a bar is the count, so that a rate from two
    occurrences is seen as such.

    Parameters
    ----------
    rates : DataFrame
        As `transit.terms.of_article.leading_terms` returns it: columns term, section, count,
        size, rate.
    sections : DataFrame
        Columns section, heading, in reading order.
    terms : sequence of str, optional
        Terms to show; all by default.
    labels : mapping of str to str, optional
        Names of the terms; by default those of the column label of `rates`.
    per : int
        Tokens to which the rates refer.
    least : int
        A highest rate is a peak, dark and named in the finding, if it rests on this many
        occurrences or more.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns term, label, section, count, size, rate. The rows of the picture
        are ordered by the section in which a term has its mean position.

    Raises
    ------
    TransitError
        If a term has no row or a section is not in the list.
    """
    rates = as_terms(rates)
    if "section" not in rates:
        rates = rates.rename(columns={"part": "section"})
    need(rates, ("term", "section", "count", "size", "rate"), "rates")
    headings = _headings(sections)
    own = _chosen(rates, headings, terms)
    own["label"] = _labelled(own, labels)
    highest = own.groupby("term")["rate"].transform("max") == own["rate"]
    own["peak"] = highest & (own["count"] >= least)
    plot = theme.WIDTH - 8
    step = (plot - _NAMES) / len(headings)
    own = _bars(own, step)
    height = own["term"].nunique() * (_BAR + _GAP) + 6
    canvas = Canvas.pixels(plot, height, head=_HEAD)
    lines = alt.Chart(drawn(own.drop_duplicates("term")[["base"]])).mark_rule(color=theme.GRID)
    layers = [
        lines.encode(y=canvas.y("base")),
        *_rate_bars(own, per, canvas),
        _term_names(own, canvas),
        _section_heads(headings, step, canvas),
    ]
    return Figure(
        layered(layers, plot, height + _HEAD),
        description=_rises_finding(own, headings, per, least),
        source=source,
        table=own[["term", "label", "section", "count", "size", "rate"]],
    )


def _chosen(rates: pd.DataFrame, headings: pd.Series, terms: Sequence[str] | None) -> pd.DataFrame:
    """Return the rows of the terms, ordered by the terms' mean position and by section."""
    own = rates if terms is None else rates[rates["term"].isin(list(terms))]
    own = own.assign(section=own["section"].astype(str))
    absent = [term for term in terms or () if term not in set(own["term"])]
    if absent:
        raise TransitError(f"rates: there is no row for {listed(absent)}")
    own["column"] = own["section"].map({section: k for k, section in enumerate(headings.index)})
    if own["column"].isna().any():
        stray = sorted(set(own.loc[own["column"].isna(), "section"]))
        verb = "is" if len(stray) == 1 else "are"
        raise TransitError(f"rates: section {listed(stray)} {verb} not in the list of sections")
    moments = own.assign(moment=own["rate"] * own["column"])
    weight = moments.groupby("term")[["moment", "rate"]].sum()
    centre = (weight["moment"] / weight["rate"]).sort_values(kind="stable")
    own["row"] = own["term"].map({term: place for place, term in enumerate(centre.index)})
    return own.sort_values(["row", "column"]).reset_index(drop=True)


def _bars(own: pd.DataFrame, step: float) -> pd.DataFrame:
    """Return the rows with the places of their bars, columns `step` pixels apart."""
    x = _NAMES + step * (own["column"] + 0.5)
    base = own["row"] * (_BAR + _GAP) + _BAR + _GAP
    return own.assign(
        x=x,
        left=x - step * 0.34,
        right=x + step * 0.34,
        base=base,
        y=base - own["rate"] / own["rate"].max() * _BAR,
        text=[number(count) if count else "" for count in own["count"]],
    )


def _rate_bars(own: pd.DataFrame, per: int, canvas: Canvas) -> list[alt.Chart]:
    places = ["x", "left", "right", "base", "y", "text", "peak"]
    base = alt.Chart(drawn(own[["label", "section", "count", "rate", *places]]))
    colour = alt.Color(
        "peak:N",
        scale=alt.Scale(domain=[True, False], range=[theme.BLUE, theme.SKY]),
        legend=None,
    )
    tooltip = [
        alt.Tooltip("label:N", title="Term"),
        alt.Tooltip("section:N", title="Section"),
        alt.Tooltip("count:Q", title="Occurrences"),
        alt.Tooltip("rate:Q", title=f"Per {per:,} words", format=".1f"),
    ]
    return [
        base.mark_rect().encode(
            x=canvas.x("left"),
            x2="right:Q",
            y=canvas.y("y"),
            y2="base:Q",
            color=colour,
            tooltip=tooltip,
        ),
        base.mark_text(baseline="bottom", dy=-2, fontSize=theme.SMALL).encode(
            x=canvas.x("x"), y=canvas.y("y"), text="text:N"
        ),
    ]


def _term_names(own: pd.DataFrame, canvas: Canvas) -> alt.Chart:
    names = own.drop_duplicates("term")
    texts = ["\n".join(wrap(label, _NAMES - 12, theme.BASE)) for label in names["label"]]
    lines = pd.Series(texts, index=names.index).str.count("\n")
    shown = pd.DataFrame({"y": names["base"] - _BAR / 2 - lines * 8, "text": texts})
    return canvas.row_labels(shown, 0, "text", "y", lineBreak="\n")


def _section_heads(headings: pd.Series, step: float, canvas: Canvas) -> alt.Chart:
    """Return the headings of equally wide columns, broken into lines that end above zero."""
    texts = ["\n".join(wrap(text, step - 11, theme.SMALL)) for text in headings]
    heads = pd.DataFrame(
        {
            "x": [_NAMES + step * (place + 0.5) for place in range(len(texts))],
            "y": [_above(text) for text in texts],
            "text": texts,
        }
    )
    return _column_heads(heads, "x", canvas)


def _column_heads(heads: pd.DataFrame, x: str, canvas: Canvas) -> alt.Chart:
    style: dict[str, Any] = {"align": "center", "baseline": "bottom", "lineBreak": "\n"}
    return canvas.texts(heads, x, "y", fontSize=theme.SMALL, color=theme.SOFT, **style)


def _rises_finding(own: pd.DataFrame, headings: pd.Series, per: int, least: int) -> str:
    peaks = own[own["peak"]]
    where = peaks.groupby("term", sort=False)["section"].agg(tuple)
    first = peaks.drop_duplicates("term").sort_values("column", kind="stable")
    first = first.assign(where=first["term"].map(where))
    pieces = [
        f"in {listed(headings[section] for section in places)} for "
        + listed(
            f"{label} ({number(rate, 1)} per {per:,} words, {counted(int(count), 'occurrence')})"
            for label, rate, count in zip(part["label"], part["rate"], part["count"], strict=True)
        )
        for places, part in first.groupby("where", sort=False)
    ]
    text = "rates peak " + "; ".join(pieces) if pieces else ""
    few = list(dict.fromkeys(own.loc[~own["term"].isin(where.index), "label"]))
    if few:
        text += "; " if text else ""
        text += "the highest rate" + (" of " if len(few) == 1 else "s of ") + listed(few)
        text += f" {'rests' if len(few) == 1 else 'rest'} on fewer than {word(least)} occurrences"
    return capital(text) + "."


# --- dispersion -------------------------------------------------------------------------------

_LINE = 36
"""Pixels from one line of `dispersion` to the next, a bar being 26 high."""


@dataclass(frozen=True)
class _Strip:
    """Where the words of the article lie: `total` of them on the pixels `left` to `right`."""

    left: float
    right: float
    total: float

    def at(self, words: pd.Series) -> pd.Series:
        return self.left + words / self.total * (self.right - self.left)


def dispersion(
    term_counts: pd.DataFrame,
    paragraphs: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    terms: Sequence[str],
    labels: Mapping[str, str] | None = None,
    source: str = SOURCE,
) -> Figure:
    """Draw where in the article terms occur, paragraph by paragraph.

    A paragraph is as wide as it is long; a bar is as high as the term is frequent in it.

    Parameters
    ----------
    term_counts : DataFrame
        Columns paragraph, term, count (several rows per pair are added).
    paragraphs : DataFrame
        Columns paragraph, section, tokens, in reading order.
    sections : DataFrame
        Columns section, heading, in reading order.
    terms : sequence of str
        Terms to show, from top to bottom.
    labels : mapping of str to str, optional
        Names of the terms.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns term, label, paragraph, section, count, one row per paragraph in
        which the term occurs.

    Raises
    ------
    TransitError
        If a term does not occur.
    """
    need(term_counts, ("paragraph", "term", "count"), "term counts")
    need(paragraphs, ("paragraph", "section", "tokens"), "paragraphs")
    headings = _headings(sections)
    place = _places(paragraphs)
    names = pd.DataFrame({"text": [name_of(labels, term) for term in terms]})
    longest = max(text_width(text, theme.SMALL) for text in names["text"])
    plot = theme.WIDTH - 8
    strip = _Strip(max(172, longest + 44), plot, place["end"].iloc[-1])
    own = _occurrences(term_counts, place, terms, strip)
    own["label"] = [names["text"][row] for row in own["row"]]
    names["base"] = (names.index + 1.0) * _LINE
    names["total"] = [number(total) for total in own.groupby("row")["count"].sum()]
    height = len(terms) * _LINE + 4
    canvas = Canvas.pixels(plot, height, head=_HEAD)
    layers = [
        *_strip_lines(place, names, strip, height, canvas),
        _occurrence_bars(own, canvas),
        *_strip_names(names, strip, canvas),
        _strip_heads(place, headings, strip, canvas),
    ]
    return Figure(
        layered(layers, plot, height + _HEAD),
        description=_dispersion_finding(own, names["text"], len(place)),
        source=source,
        table=own[["term", "label", "paragraph", "section", "count"]],
    )


def _places(paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Return the paragraphs with the word each starts and ends at."""
    tokens = numeric(paragraphs["tokens"])
    return pd.DataFrame(
        {
            "paragraph": paragraphs["paragraph"],
            "section": paragraphs["section"].astype(str),
            "start": tokens.cumsum() - tokens,
            "end": tokens.cumsum(),
        }
    )


def _occurrences(
    term_counts: pd.DataFrame, place: pd.DataFrame, terms: Sequence[str], strip: _Strip
) -> pd.DataFrame:
    """Return one row per term and paragraph, with the place of its bar."""
    own = term_counts[term_counts["term"].isin(list(terms))]
    own = own.groupby(["term", "paragraph"], observed=True, as_index=False)["count"].sum()
    absent = [term for term in terms if term not in set(own["term"])]
    if absent:
        verb = "does" if len(absent) == 1 else "do"
        raise TransitError(f"term counts: {listed(absent)} {verb} not occur")
    own = own.merge(place, on="paragraph", how="inner")
    own["row"] = own["term"].map({term: row for row, term in enumerate(terms)})
    own = own.sort_values(["row", "start"]).reset_index(drop=True)
    own["x"] = strip.at(own["start"])
    own["x2"] = np.maximum(strip.at(own["end"]) - 1, own["x"] + 1.5)
    own["base"] = (own["row"] + 1) * _LINE
    own["y"] = own["base"] - own["count"] / own["count"].max() * 26
    return own


def _strip_lines(
    place: pd.DataFrame, names: pd.DataFrame, strip: _Strip, height: float, canvas: Canvas
) -> list[alt.Chart]:
    """Return the bounds of the sections and the lines that the bars stand on."""
    starts = strip.at(place.drop_duplicates("section")["start"])
    edges = pd.DataFrame({"x": [*starts, strip.right], "y": 0.0, "y2": float(height)})
    bounds = alt.Chart(edges).mark_rule(color=theme.GRID)
    lines = names[["base"]].assign(x=float(strip.left), x2=float(strip.right))
    return [
        bounds.encode(x=canvas.x("x"), y=canvas.y("y"), y2="y2:Q"),
        canvas.rules(lines, "x", "x2", "base", color=theme.RULE),
    ]


def _occurrence_bars(own: pd.DataFrame, canvas: Canvas) -> alt.Chart:
    shown = own[["label", "paragraph", "count", "x", "x2", "base", "y"]]
    return (
        alt.Chart(drawn(shown))
        .mark_rect(color=theme.BLUE)
        .encode(
            x=canvas.x("x"),
            x2="x2:Q",
            y=canvas.y("y"),
            y2="base:Q",
            tooltip=[
                alt.Tooltip("label:N", title="Term"),
                alt.Tooltip("paragraph:N", title="Paragraph"),
                alt.Tooltip("count:Q", title="Occurrences"),
            ],
        )
    )


def _strip_names(names: pd.DataFrame, strip: _Strip, canvas: Canvas) -> list[alt.Chart]:
    shown = names.assign(y=names["base"] - 13)
    style: dict[str, Any] = {"align": "right", "fontWeight": "bold"}
    return [
        canvas.row_labels(shown, 0, "text", "y", fontSize=theme.SMALL),
        canvas.row_labels(shown, strip.left - 8, "total", "y", **style),
    ]


def _strip_heads(
    place: pd.DataFrame, headings: pd.Series, strip: _Strip, canvas: Canvas
) -> alt.Chart:
    """Return the headings over their sections, moved apart where they would touch."""
    own = place.groupby("section", sort=False).agg(start=("start", "first"), end=("end", "last"))
    rooms = strip.at(own["end"]) - strip.at(own["start"])
    texts = [
        "\n".join(wrap(headings[section], max(0.6 * room, 52), theme.SMALL))
        for section, room in rooms.items()
    ]
    wide = np.array([max(text_width(t, theme.SMALL) for t in text.split("\n")) for text in texts])
    free = strip.right - strip.left - wide.sum()
    wide += max(0.0, min(6.0, free / len(wide)))
    middle = strip.at((own["start"] + own["end"]) / 2)
    low, high = strip.left + wide[0] / 2, strip.right - wide[-1] / 2
    heads = pd.DataFrame(
        {
            "middle": spread(middle, list(wide), low, high),
            "y": [_above(text) for text in texts],
            "text": texts,
        }
    )
    return _column_heads(heads, "middle", canvas)


def _dispersion_finding(own: pd.DataFrame, names: pd.Series, paragraphs: int) -> str:
    spans = own.groupby("row").agg(paragraphs=("paragraph", "nunique"), count=("count", "sum"))
    return (
        f"Occurrences and paragraphs of {number(paragraphs)}: "
        + "; ".join(
            f"{name} {number(spans.at[row, 'count'])} in {number(spans.at[row, 'paragraphs'])}"
            for row, name in names.items()
        )
        + "."
    )


def _above(text: str) -> float:
    """Return where the first of several lines stands if the last one ends above zero."""
    return -8 - text.count("\n") * (theme.SMALL + 2)


# --- stance -----------------------------------------------------------------------------------


def stance(
    rates: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    categories: Sequence[str] = ("booster", "hedge", "modal"),
    names: Mapping[str, str] | None = None,
    per: int = 1000,
    source: str = SOURCE,
) -> Figure:
    """Draw the rate of kinds of markers in every section, with intervals.

    Parameters
    ----------
    rates : DataFrame
        As `transit.terms.stance.marker_rates` returns it: columns section, category, count,
        size, rate, low, high.
    sections : DataFrame
        Columns section, heading, in reading order.
    categories : sequence of str
        Categories to show, one panel each.
    names : mapping of str to str, optional
        What the categories are called; by default as they are.
    per : int
        Tokens to which the rates refer.
    source : str
        The source line.

    Returns
    -------
    altair.HConcatChart
        Its table has columns section, category, count, size, rate, low, high.
    """
    columns = ["section", "category", "count", "size", "rate", "low", "high"]
    need(rates, columns, "marker rates")
    panels = {category: capital(name_of(names, category)) for category in categories}
    measure = _Measure(f"per {per:,} words", decimals=1, shares=False)
    return _intervals(rates[columns], sections, "category", panels, measure, source)


def certainty(
    frame: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    classes: Sequence[str] = ("plain", "hedged", "boosted"),
    source: str = SOURCE,
) -> Figure:
    """Draw how certain the sentences about the future are, by section, with intervals.

    Parameters
    ----------
    frame : DataFrame
        As `transit.terms.stance.future_certainty` returns it: columns section, class,
        sentences, future, share, low, high; sections without such sentences are left out.
    sections : DataFrame
        Columns section, heading, in reading order.
    classes : sequence of str
        Classes to show, one panel each.
    source : str
        The source line.

    Returns
    -------
    altair.HConcatChart
        Its table has columns section, class, count, size, rate, low, high; the rate is per
        cent of the sentences about the future.
    """
    need(frame, ("section", "class", "sentences", "future", "share", "low", "high"), "certainty")
    known = set(sections["section"].astype(str))
    own = frame[frame["section"].astype(str).isin(known)]
    own = own[numeric(own["future"]) > 0]
    own = pd.DataFrame(
        {
            "section": own["section"].astype(str),
            "class": own["class"].astype(str),
            "count": own["sentences"],
            "size": own["future"],
            "rate": 100 * numeric(own["share"]),
            "low": 100 * numeric(own["low"]),
            "high": 100 * numeric(own["high"]),
        }
    )
    measure = _Measure("per cent of the sentences about the future", decimals=0, shares=True)
    panels = {name: capital(name) for name in classes}
    return _intervals(own, sections, "class", panels, measure, source)


@dataclass(frozen=True)
class _Measure:
    """What the panels of intervals show: counts per some words, or shares of all."""

    unit: str
    decimals: int
    shares: bool


_SECTIONS, _BETWEEN = 190, 14
"""Room for headings and between panels, in pixels."""


def _intervals(
    frame: pd.DataFrame,
    sections: pd.DataFrame,
    column: str,
    groups: Mapping[str, str],
    measure: _Measure,
    source: str,
) -> Figure:
    """Draw one panel per value of `column`, with the names that `groups` gives them."""
    headings = _headings(sections)
    own = frame[frame[column].astype(str).isin(list(groups))].copy()
    need(own, (column,), f"rows with {column} {listed(groups)}")
    own["section"] = own["section"].astype(str)
    order = [section for section in headings.index if section in set(own["section"])]
    own["row"] = own["section"].map({section: row for row, section in enumerate(order)})
    own = own.dropna(subset="row").sort_values(["row"], kind="stable")
    own["heading"] = own["section"].map(headings)
    own["text"] = [
        f"{number(count)} of {number(size)}" if measure.shares else number(count)
        for count, size in zip(own["count"], own["size"], strict=True)
    ]
    right = 44 if measure.shares else 24
    free = theme.WIDTH - 20 - _SECTIONS - _BETWEEN * (len(groups) - 1)
    width = free / len(groups) - right
    top = 100.0 if measure.shares else float(np.ceil(own["high"].max() / 10) * 10)
    axis = alt.Axis(title=None, tickCount=3, grid=True, domain=False, ticks=False)
    canvas = Canvas.rows((0, top), len(order), x_axis=axis)
    rows = pd.DataFrame({"row": range(len(order)), "text": [headings[s] for s in order]})
    panels = []
    for place, (group, name) in enumerate(groups.items()):
        layers = _interval_panel(own[own[column].astype(str) == group], measure, canvas)
        counts = own[own[column].astype(str) == group][["row", "text"]]
        style: dict[str, Any] = {"color": theme.SOFT, "fontSize": theme.SMALL, "align": "right"}
        layers.append(canvas.row_labels(counts, width + right, "text", **style))
        if place == 0:
            layers.append(canvas.row_labels(rows, -_SECTIONS, "text"))
        title = alt.Title(name, frame="group")
        panels.append(layered(layers, width, 30 * len(order), title))
    return Figure(
        alt.hconcat(*panels, spacing=_BETWEEN),
        description=_intervals_finding(own, column, groups, measure),
        source=source,
        table=own[["section", column, "count", "size", "rate", "low", "high"]],
    )


def _interval_panel(part: pd.DataFrame, measure: _Measure, canvas: Canvas) -> list[alt.Chart]:
    base = alt.Chart(drawn(part[["heading", "count", "size", "rate", "low", "high", "row"]]))
    form = f".{measure.decimals}f"
    return [
        base.mark_rule(color=theme.RULE, strokeWidth=3).encode(
            x=canvas.x("low"), x2="high:Q", y=canvas.y("row")
        ),
        base.mark_point(size=100, color=theme.BLUE, opacity=1).encode(
            x=canvas.x("rate"),
            y=canvas.y("row"),
            tooltip=[
                alt.Tooltip("heading:N", title="Section"),
                alt.Tooltip("count:Q", title="Count"),
                alt.Tooltip("size:Q", title="Out of"),
                alt.Tooltip("rate:Q", title=capital(measure.unit), format=form),
                alt.Tooltip("low:Q", title="Lower bound", format=form),
                alt.Tooltip("high:Q", title="Upper bound", format=form),
            ],
        ),
    ]


def _intervals_finding(
    own: pd.DataFrame, column: str, groups: Mapping[str, str], measure: _Measure
) -> str:
    phrases = []
    for group, name in groups.items():
        part = own[own[column].astype(str) == group]
        most, least = (part.loc[tied(part["rate"], end).index] for end in ("max", "min"))
        high = number(most["rate"].iloc[0], measure.decimals)
        if len(most) == len(part):
            phrases.append(f"{name} {high} in every section")
            continue
        details = ""
        if len(most) == 1:
            top = most.iloc[0]
            details = (
                f", {number(top['count'])} of {number(top['size'])}, interval "
                f"{number(top['low'], measure.decimals)} to {number(top['high'], measure.decimals)}"
            )
        phrases.append(
            f"{name} from {number(least['rate'].iloc[0], measure.decimals)} "
            f"({listed(least['heading'])}) to {high} ({listed(most['heading'])}{details})"
        )
    return f"{capital(measure.unit)}: {'; '.join(phrases)}."
