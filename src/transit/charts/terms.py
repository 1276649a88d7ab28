"""The article's words: terms that set a section apart, and where terms stand in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import HOLLOW, TOLD, Canvas, saying
from transit.charts.frames import drawn, name_of, need, numeric, tied
from transit.charts.layout import cut, spread
from transit.charts.rows import PHONE, Rows
from transit.display.figure import Figure
from transit.display.lettering import text_width, wrap
from transit.errors import TransitError
from transit.wording import capital, counted, listed, number

SOURCE = "Counts from the article’s text (data/article)"

# --- keyness ----------------------------------------------------------------------------------


def keyness(
    frame: pd.DataFrame,
    *,
    part: str,
    top: int = 8,
    caution: str = "",
    reference: str = "in the other sections",
    source: str = SOURCE,
) -> Figure:
    """Draw how much more or less often terms occur in a part, with confidence intervals.

    Parameters
    ----------
    frame : DataFrame
        As `transit.terms.of_article.section_keyness` returns it: columns label, target,
        reference (occurrences), log_ratio, low, high (doublings; infinite where a side has
        none), p (missing where not tested), g2, finding (whether the difference holds after
        correction for many tests).
    part : str
        Name of the part, as the sentence has it.
    top : int
        How many of the tested terms to show, those with the largest g2.
    caution : str
        What has to stand beside a finding, as the second half of the headline.
    reference : str
        Where the part is compared with.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns Term, Here, Elsewhere, Times as often, At least, At most, Finding.
    """
    columns = ["label", "target", "reference", "log_ratio", "low", "high", "p", "g2", "finding"]
    tested = need(frame, columns, "keyness").dropna(subset="p")
    own = need(tested, columns, "keyness").nlargest(top, "g2")[columns]
    own = own.sort_values("log_ratio", ascending=False, kind="stable").reset_index(drop=True)
    own["sure"] = own["finding"].astype(bool)
    return Figure(
        lambda width: _ratios(own, width, reference),
        headline=_keyness_headline(own, part, caution),
        description=_keyness_description(own, part),
        notes=(
            "Filled: a finding, once all terms and sections are tested together. Hollow: could "
            "be chance. Lines: 95 per cent intervals from paragraphs drawn again; an arrow goes "
            "on beyond the axis. At the right: occurrences here and elsewhere."
        ),
        source=source,
        table=_keyness_table(own),
    )


def _ratios(own: pd.DataFrame, width: float, reference: str) -> alt.LayerChart:
    reach = float(np.clip(np.ceil(own["log_ratio"].abs().max()) + 1, 3, 7))
    step = 2 if reach > 4 or width < PHONE else 1
    axis = alt.Axis(
        values=[tick for tick in range(-8, 9, step) if abs(tick) <= reach],
        title=f"times as often as {reference}",
        domain=False,
        grid=True,
        labelExpr="datum.value < 0 ? '1/' + pow(2, -datum.value) : '' + pow(2, datum.value)",
    )
    span = (-reach - 0.5, reach + 0.5)
    rows = Rows(own["label"].tolist(), width, x=span, x_axis=axis, right=44, head=18)
    shown = own.assign(y=rows.places)
    return rows.drawn(
        [
            *_intervals(shown, reach, rows.canvas),
            *_ratio_points(shown, rows.canvas),
            *_ratio_counts(shown, rows),
        ]
    )


def _intervals(shown: pd.DataFrame, reach: float, canvas: Canvas) -> list[alt.Chart]:
    """Return the line of equal rates, and the intervals as far as the axis goes."""
    same = alt.Chart(pd.DataFrame({"x": [0.0]})).mark_rule(color=theme.SOFT, strokeWidth=1.5)
    ends = {"from": shown["low"].clip(-reach, reach), "to": shown["high"].clip(-reach, reach)}
    bars = alt.Chart(drawn(shown[["y"]].assign(**ends)))
    layers = [
        same.encode(x=alt.X("x:Q", scale=canvas.x_scale)),
        bars.mark_rule(color=theme.RULE, strokeWidth=2).encode(
            x=canvas.x("from"), x2="to:Q", y=canvas.y("y")
        ),
    ]
    for column, shape, at in (("low", "triangle-left", -reach), ("high", "triangle-right", reach)):
        beyond = shown[shown[column].abs() > reach]
        if not beyond.empty:
            style: dict[str, Any] = {"shape": shape, "size": 60, "color": theme.RULE, "opacity": 1}
            mark = alt.Chart(drawn(beyond[["y"]].assign(at=at))).mark_point(**style)
            layers.append(mark.encode(x=canvas.x("at"), y=canvas.y("y")))
    return layers


def _ratio_points(shown: pd.DataFrame, canvas: Canvas) -> list[alt.Chart]:
    place = {
        "x": canvas.x("log_ratio"),
        "y": canvas.y("y"),
        **TOLD,
    }
    data = shown.drop(columns=["low", "high", "p", "finding"])
    data = saying(data, map(_said, data.itertuples(index=False)))
    hollow: dict[str, Any] = HOLLOW | {"size": 80, "stroke": theme.BLUE, "strokeWidth": 2}
    filled: dict[str, Any] = {"size": 130, "color": theme.BLUE, "opacity": 1}
    return [
        alt.Chart(drawn(some)).mark_point(**style).encode(**place)
        for style, some in ((hollow, data[~data["sure"]]), (filled, data[data["sure"]]))
        if not some.empty
    ]


def _said(row: Any) -> str:
    holds = "a finding" if row.sure else "could be chance"
    return f"{row.label}: {number(row.target)} here, {number(row.reference)} elsewhere; {holds}"


def _ratio_counts(shown: pd.DataFrame, rows: Rows) -> list[alt.Chart]:
    pairs = zip(shown["target"], shown["reference"], strict=True)
    texts = shown[["y"]].assign(text=[f"{number(a)} : {number(b)}" for a, b in pairs])
    return [
        rows.canvas.row_labels(texts, rows.plot + 44, "text", "y", align="right", color=theme.SOFT)
    ]


def named_terms(keyness: pd.DataFrame) -> str:
    """Return terms with their counts in a section and outside it, as a sentence lists them.

    Parameters
    ----------
    keyness : DataFrame
        Columns label, target and reference; one row per term.
    """
    return listed(
        f"{row.label} ({number(row.target)} here, {number(row.reference)} elsewhere)"
        for row in keyness.itertuples()
    )


def _keyness_headline(own: pd.DataFrame, part: str, caution: str) -> str:
    sure = own[own["sure"]]
    if sure.empty:
        return f"No term sets {part} apart from the other sections by more than chance."
    verb = "sets" if len(sure) == 1 else "set"
    text = f"Only {named_terms(sure)} {verb} {part} apart by more than chance"
    return f"{text}; but {caution}." if caution else f"{text}."


def _keyness_description(own: pd.DataFrame, part: str) -> str:
    said = (
        f"{row.label} {number(row.target)} here and {number(row.reference)} elsewhere"
        + (", a finding" if row.sure else "")
        for row in own.itertuples()
    )
    return f"Terms that {part} uses more or less often than the others: {listed(said)}."


def _keyness_table(own: pd.DataFrame) -> pd.DataFrame:
    def times(doublings: pd.Series) -> list[str]:
        return [
            "no bound" if np.isinf(value) else number(2.0**value, 2 if value < 3 else 0)
            for value in doublings
        ]

    return pd.DataFrame(
        {
            "Term": own["label"],
            "Here": own["target"],
            "Elsewhere": own["reference"],
            "Times as often": times(own["log_ratio"]),
            "At least": times(own["low"]),
            "At most": times(own["high"]),
            "Finding": own["sure"].map({True: "yes", False: "no"}),
        }
    )


# --- dispersion -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Strip:
    """Where the words of the article lie: `total` of them on the pixels 0 to `right`."""

    right: float
    total: float

    def at(self, words: pd.Series) -> pd.Series:
        return words / self.total * self.right


def dispersion(
    term_counts: pd.DataFrame,
    paragraphs: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    terms: Sequence[str],
    labels: Mapping[str, str] | None = None,
    headline: str = "",
    source: str = SOURCE,
) -> Figure:
    """Draw where in the article terms occur, paragraph by paragraph.

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
    headline : str
        The headline; by default the term of most paragraphs, and those that enter late.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns Term, Paragraph, Section, Occurrences, one row per paragraph in
        which the term occurs.

    Raises
    ------
    TransitError
        If a term does not occur.
    """
    need(term_counts, ("paragraph", "term", "count"), "term counts")
    need(paragraphs, ("paragraph", "section", "tokens"), "paragraphs")
    need(sections, ("section", "heading"), "sections")
    named = sections.assign(section=sections["section"].astype(str)).set_index("section")
    place = _places(paragraphs).assign(heading=lambda f: f["section"].map(named["heading"]))
    own = _occurrences(term_counts, place, terms)
    own["label"] = [name_of(labels, term) for term in own["term"]]
    table = own[["label", "paragraph", "heading", "count"]]
    return Figure(
        lambda width: _strips(own, place, width),
        headline=headline or _dispersion_headline(own, place),
        description=_dispersion_description(own, len(place)),
        notes=(
            "A bar is a paragraph in which the term occurs: as wide as the paragraph is long, as "
            "high as the term is frequent in it. The number is the count over the whole article."
        ),
        source=source,
        table=table.set_axis(["Term", "Paragraph", "Section", "Occurrences"], axis=1),
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
    term_counts: pd.DataFrame, place: pd.DataFrame, terms: Sequence[str]
) -> pd.DataFrame:
    """Return one row per term and paragraph, in the order of the terms and of the text."""
    own = term_counts[term_counts["term"].isin(list(terms))]
    own = own.groupby(["term", "paragraph"], observed=True, as_index=False)["count"].sum()
    absent = [term for term in terms if term not in set(own["term"])]
    if absent:
        verb = "does" if len(absent) == 1 else "do"
        raise TransitError(f"term counts: {listed(absent)} {verb} not occur")
    own = own.merge(place, on="paragraph", how="inner")
    own["row"] = own["term"].map({term: row for row, term in enumerate(terms)})
    return own.sort_values(["row", "start"]).reset_index(drop=True)


_BAR = 24
"""Height of the tallest bar in pixels."""
_HEADS = 70.0
"""Height of the headings that stand side by side over a strip, in pixels."""
_UPRIGHT = 170
"""How much of a heading stands upright over a narrow strip, in pixels."""


def _strips(own: pd.DataFrame, place: pd.DataFrame, width: float) -> alt.LayerChart:
    totals = own.groupby("label", sort=False)["count"].sum()
    names = [f"{label}, {number(total)}" for label, total in totals.items()]
    sections = place.groupby("heading", sort=False).agg(
        start=("start", "first"), end=("end", "last")
    )
    rows = Rows(names, width, head=_HEADS, step=_BAR + 10)
    strip = _Strip(rows.plot, place["end"].iloc[-1])
    turned = width < 600 or not _side_by_side(sections, strip)
    if turned:
        longest = max(text_width(heading, theme.SMALL) for heading in sections.index)
        rows = Rows(names, width, head=min(longest, _UPRIGHT) + 14, step=_BAR + 10)
    base = own["row"].map(dict(enumerate(rows.places))) + _BAR / 2
    bars = own.assign(
        x=strip.at(own["start"]),
        base=base,
        y=base - own["count"] / own["count"].max() * _BAR,
    )
    bars["x2"] = np.maximum(strip.at(own["end"]) - 1, bars["x"] + 1.5)
    return rows.drawn(
        [
            *_strip_lines(sections, rows, strip),
            _occurrence_bars(bars, rows.canvas),
            _strip_heads(sections, strip, rows, turned=turned),
        ]
    )


def _strip_lines(sections: pd.DataFrame, rows: Rows, strip: _Strip) -> list[alt.Chart]:
    """Return the bounds of the sections and the lines that the bars stand on."""
    x = [*strip.at(sections["start"]), strip.right]
    tall = _BAR + 8
    edges = pd.DataFrame(
        [(at, y - tall / 2, y + tall / 2) for at in x for y in rows.places],
        columns=["x", "y", "y2"],
    )
    bounds = alt.Chart(edges).mark_rule(color=theme.GRID)
    lines = pd.DataFrame({"y": [y + _BAR / 2 for y in rows.places]}).assign(x=0.0, x2=strip.right)
    return [
        bounds.encode(x=rows.canvas.x("x"), y=rows.canvas.y("y"), y2="y2:Q"),
        rows.canvas.rules(lines, "x", "x2", "y", color=theme.RULE),
    ]


def _occurrence_bars(bars: pd.DataFrame, canvas: Canvas) -> alt.Chart:
    texts = [
        f"{row.label}: {counted(int(row.count), 'time')} in paragraph {row.paragraph}, {row.heading}"
        for row in bars.itertuples(index=False)
    ]
    shown = saying(bars[["label", "paragraph", "x", "x2", "base", "y"]], texts, series="label")
    return (
        alt.Chart(drawn(shown))
        .mark_rect(color=theme.BLUE)
        .encode(
            x=canvas.x("x"),
            x2="x2:Q",
            y=canvas.y("y"),
            y2="base:Q",
            **TOLD,
        )
    )


def _strip_heads(sections: pd.DataFrame, strip: _Strip, rows: Rows, *, turned: bool) -> alt.Chart:
    """Return the headings over their sections, upright where narrow, else moved apart."""
    middle = strip.at((sections["start"] + sections["end"]) / 2)
    style: dict[str, Any] = {"fontSize": theme.SMALL, "color": theme.SOFT, "lineBreak": "\n"}
    if turned:
        at = spread(middle, 17, 7, strip.right - 7)
        texts = [cut(heading, _UPRIGHT, theme.SMALL) for heading in sections.index]
        heads = pd.DataFrame({"x": at, "y": -6.0, "text": texts})
        return rows.canvas.texts(heads, "x", "y", angle=270, **style)
    texts, wide = _set_heads(sections, strip)
    wide += max(0.0, min(6.0, (strip.right - wide.sum()) / len(wide)))
    at = spread(middle, list(wide), wide[0] / 2, strip.right - wide[-1] / 2)
    lines = np.array([text.count("\n") for text in texts])
    heads = pd.DataFrame({"x": at, "y": -8.0 - lines * (theme.SMALL + 2), "text": texts})
    return rows.canvas.texts(heads, "x", "y", **style | {"align": "center", "baseline": "bottom"})


def _set_heads(sections: pd.DataFrame, strip: _Strip) -> tuple[list[str], np.ndarray]:
    """Return the headings in lines, for the room over their sections, and how wide they are."""
    rooms = strip.at(sections["end"]) - strip.at(sections["start"])
    lines = [wrap(heading, max(0.6 * room, 52), theme.SMALL) for heading, room in rooms.items()]
    wide = [max(text_width(line, theme.SMALL) for line in own) for own in lines]
    return ["\n".join(own) for own in lines], np.array(wide)


def _side_by_side(sections: pd.DataFrame, strip: _Strip) -> bool:
    """Return whether the headings have room beside one another over the strip."""
    texts, wide = _set_heads(sections, strip)
    most = max(text.count("\n") for text in texts) + 1
    return bool(wide.sum() <= strip.right) and most * (theme.SMALL + 2) + 8 <= _HEADS


def _dispersion_headline(own: pd.DataFrame, place: pd.DataFrame) -> str:
    found = own.groupby("label", sort=False)["paragraph"].nunique()
    most = tied(found)
    text = f"{listed(most.index)} {'stands' if len(most) == 1 else 'stand'} in "
    text += f"{number(most.iloc[0])} of {number(len(place))} paragraphs"
    first = own.drop_duplicates("label").set_index("label")
    late = first[first["start"] > place["end"].iloc[-1] / 2]
    if not late.empty:
        when = late.groupby("heading", sort=False).groups
        text += "; " + listed(
            f"{listed(labels)} {'does' if len(labels) == 1 else 'do'} not occur before {heading}"
            for heading, labels in when.items()
        )
    return capital(text) + "."


def _dispersion_description(own: pd.DataFrame, paragraphs: int) -> str:
    spans = own.groupby("label", sort=False).agg(
        paragraphs=("paragraph", "nunique"), count=("count", "sum")
    )
    return (
        f"Occurrences and paragraphs, of {number(paragraphs)}: "
        + "; ".join(
            f"{label} {number(row['count'])} in {number(row['paragraphs'])}"
            for label, row in spans.iterrows()
        )
        + "."
    )
