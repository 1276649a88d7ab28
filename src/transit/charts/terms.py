"""The article's words: keyness, rises and falls, dispersion, stance, vocabulary."""

from collections.abc import Mapping, Sequence

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.frames import drawn, need, numeric
from transit.charts.layout import spread, text_width, wrap
from transit.charts.theme import finish
from transit.errors import TransitError
from transit.wording import capital, counted, listed, number

SOURCE = "Counts from the article's text (data/article)"


def keyness(
    frame: pd.DataFrame,
    *,
    part: str,
    labels: Mapping[str, str] | None = None,
    top: int = 12,
    reference: str = "the rest of the article",
    source: str = SOURCE,
) -> alt.LayerChart:
    """Draw how much more or less often terms occur in a part, with confidence intervals.

    Parameters
    ----------
    frame : DataFrame
        As `transit.terms.keyness.keyness` returns it: columns type, target, reference
        (occurrences), log_ratio, low, high (doublings; infinite where a side has none), g2,
        finding (whether the difference holds after correction for many tests).
    part : str
        Name of the part, as the sentence has it.
    labels : mapping of str to str, optional
        Names of the types.
    top : int
        How many terms to show, those with the largest g2.
    reference : str
        What the part is compared with.
    source : str
        The source line.

    Returns
    -------
    altair.LayerChart
        Its table has columns type, label, target, reference, log_ratio, low, high, g2, finding.
    """
    columns = ("type", "target", "reference", "log_ratio", "low", "high", "g2", "finding")
    need(frame, columns, "keyness")
    own = frame.nlargest(top, "g2").sort_values("log_ratio", ascending=False, kind="stable")
    own = own[list(columns)].reset_index(drop=True)
    own["label"] = [_label(labels, kind) for kind in own["type"]]
    own["row"] = own.index
    reach = float(np.clip(np.ceil(own["log_ratio"].abs().max()) + 2, 3, 8))
    own["from"] = own["low"].clip(-reach, reach)
    own["to"] = own["high"].clip(-reach, reach)
    own["counts"] = [
        f"{number(a)} : {number(b)}" for a, b in zip(own["target"], own["reference"], strict=True)
    ]
    own["sure"] = own["finding"].astype(bool)
    left, right = 196, 62
    plot = theme.WIDTH - left - right - 8
    step = 2 if reach > 4 else 1
    ticks = [t for t in range(-8, 9, step) if abs(t) <= reach]
    x_scale = alt.Scale(domain=[-reach, reach], nice=False)
    x = alt.X(
        "log_ratio:Q",
        scale=x_scale,
        axis=alt.Axis(
            values=ticks,
            title=f"times as often as in {reference}",
            domain=False,
            grid=True,
            labelExpr="datum.value < 0 ? '1/' + pow(2, -datum.value) : '' + pow(2, datum.value)",
        ),
    )
    y = alt.Y(
        "row:Q",
        scale=alt.Scale(domain=[-1, len(own) - 0.5], nice=False, reverse=True),
        axis=None,
    )
    tooltip = [
        alt.Tooltip("label:N", title="Term"),
        alt.Tooltip("target:Q", title=f"In {part}"),
        alt.Tooltip("reference:Q", title=f"In {reference}"),
        alt.Tooltip("log_ratio:Q", title="Log ratio (doublings)", format="+.2f"),
        alt.Tooltip("g2:Q", title="Log-likelihood", format=".1f"),
    ]
    data = own.assign(
        low=own["low"].replace(-np.inf, np.nan), high=own["high"].replace(np.inf, np.nan)
    )
    base = alt.Chart(drawn(data))
    sure, unsure = alt.Chart(drawn(data[data["sure"]])), alt.Chart(drawn(data[~data["sure"]]))
    head = pd.DataFrame({"row": [-0.75], "text": ["here : elsewhere"]})
    layers = [
        alt.Chart(pd.DataFrame({"x": [0.0]}))
        .mark_rule(color=theme.SOFT, strokeWidth=1.5)
        .encode(x=alt.X("x:Q", scale=x_scale)),
        base.mark_rule(color=theme.RULE, strokeWidth=2).encode(
            x=alt.X("from:Q", scale=x_scale), x2="to:Q", y=y
        ),
        *_clipped(own, reach, x_scale, y),
        base.mark_text(align="left", baseline="middle", x=-left).encode(y=y, text="label:N"),
        base.mark_text(align="right", baseline="middle", x=plot + right, color=theme.SOFT).encode(
            y=y, text="counts:N"
        ),
        alt.Chart(head)
        .mark_text(
            align="right", baseline="middle", x=plot + right, color=theme.SOFT, fontSize=theme.SMALL
        )
        .encode(y=y, text="text:N"),
    ]
    if not data["sure"].all():
        layers.append(
            unsure.mark_point(
                size=80, filled=True, fill=theme.PAPER, stroke=theme.BLUE, strokeWidth=2, opacity=1
            ).encode(x=x, y=y, tooltip=tooltip)
        )
    if data["sure"].any():
        layers.append(
            sure.mark_point(size=110, color=theme.BLUE, opacity=1).encode(x=x, y=y, tooltip=tooltip)
        )
    chart = alt.layer(*layers).properties(width=plot, height=26 * (len(own) + 0.5))
    columns = ["type", "label", "target", "reference", "log_ratio", "low", "high", "g2", "finding"]
    return finish(
        chart, finding=_keyness_finding(own, part, reference), source=source, table=own[columns]
    )


def _clipped(own: pd.DataFrame, reach: float, x_scale: alt.Scale, y: alt.Y) -> list[alt.Chart]:
    """Return arrow heads where an interval goes on beyond the axis."""
    heads = []
    for column, shape, at in (("low", "triangle-left", -reach), ("high", "triangle-right", reach)):
        beyond = own[own[column].abs() > reach]
        if not beyond.empty:
            heads.append(
                alt.Chart(drawn(beyond[["row"]].assign(at=at)))
                .mark_point(shape=shape, size=60, color=theme.RULE, opacity=1)
                .encode(x=alt.X("at:Q", scale=x_scale), y=y)
            )
    return heads


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


def rises(
    rates: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    terms: Sequence[str],
    labels: Mapping[str, str] | None = None,
    per: int = 1000,
    source: str = SOURCE,
) -> alt.LayerChart:
    """Draw how often terms occur from section to section, one row of bars per term.

    All bars share one scale; the number on a bar is the count, so that a rate from two
    occurrences is seen as such.

    Parameters
    ----------
    rates : DataFrame
        As `transit.terms.frequency.rates` returns it: columns type, part, count, size, rate.
    sections : DataFrame
        Columns section, heading, in reading order.
    terms : sequence of str
        Types to show.
    labels : mapping of str to str, optional
        Names of the types.
    per : int
        Tokens to which the rates refer.
    source : str
        The source line.

    Returns
    -------
    altair.LayerChart
        Its table has columns type, label, section, count, size, rate. The rows of the picture
        are ordered by the section in which a term has its mean position.
    """
    need(rates, ("type", "part", "count", "size", "rate"), "rates")
    need(sections, ("section", "heading"), "sections")
    order = {str(section): place for place, section in enumerate(sections["section"])}
    own = rates[rates["type"].isin(list(terms))].copy()
    absent = [term for term in terms if term not in set(own["type"])]
    if absent:
        raise TransitError(f"rates: there is no row for {listed(absent)}")
    own["section"] = own["part"].astype(str)
    own["column"] = own["section"].map(order)
    if own["column"].isna().any():
        stray = sorted(set(own.loc[own["column"].isna(), "section"]))
        raise TransitError(f"rates: part {listed(stray)} is not in the list of sections")
    own["label"] = [_label(labels, kind) for kind in own["type"]]
    weight = (
        own.assign(moment=own["rate"] * own["column"]).groupby("type")[["moment", "rate"]].sum()
    )
    centre = (weight["moment"] / weight["rate"]).sort_values(kind="stable")
    row = {kind: place for place, kind in enumerate(centre.index)}
    own["row"] = own["type"].map(row)
    own = own.sort_values(["row", "column"]).reset_index(drop=True)
    left, plot, high, gap = 138, theme.WIDTH - 8, 46, 20
    step = (plot - left) / len(order)
    top = own["rate"].max()
    own["x"] = left + step * (own["column"] + 0.5)
    own["base"] = own["row"] * (high + gap) + high + gap
    own["y"] = own["base"] - own["rate"] / top * high
    own["peak"] = own.groupby("type")["rate"].transform("max") == own["rate"]
    own["text"] = [number(count) if count else "" for count in own["count"]]
    own["left"], own["right"] = own["x"] - step * 0.34, own["x"] + step * 0.34
    height = len(row) * (high + gap) + 6
    head = 84
    x_scale = alt.Scale(domain=[0, plot], nice=False)
    y_scale = alt.Scale(domain=[-head, height], nice=False, reverse=True)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=x_scale, axis=None)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=y_scale, axis=None)

    heads = _heads(sections, left, step)
    names = own.drop_duplicates("type").copy()
    names["text"] = ["\n".join(wrap(label, left - 12, theme.BASE)) for label in names["label"]]
    names["y"] = names["base"] - high / 2 - names["text"].str.count("\n") * 8
    base = alt.Chart(
        drawn(
            own[
                [
                    "label",
                    "section",
                    "count",
                    "rate",
                    "x",
                    "left",
                    "right",
                    "base",
                    "y",
                    "text",
                    "peak",
                ]
            ]
        )
    )
    chart = alt.layer(
        alt.Chart(drawn(names[["base"]])).mark_rule(color=theme.GRID).encode(y=y("base")),
        base.mark_rect().encode(
            x=x("left"),
            x2="right:Q",
            y=y("y"),
            y2="base:Q",
            color=alt.Color(
                "peak:N",
                scale=alt.Scale(domain=[True, False], range=[theme.BLUE, theme.SKY]),
                legend=None,
            ),
            tooltip=[
                alt.Tooltip("label:N", title="Term"),
                alt.Tooltip("section:N", title="Section"),
                alt.Tooltip("count:Q", title="Occurrences"),
                alt.Tooltip("rate:Q", title=f"Per {per:,} words", format=".1f"),
            ],
        ),
        base.mark_text(baseline="bottom", dy=-2, fontSize=theme.SMALL).encode(
            x=x("x"), y=y("y"), text="text:N"
        ),
        alt.Chart(drawn(names[["y", "text"]]))
        .mark_text(align="left", baseline="middle", x=0, lineBreak="\n")
        .encode(y=y("y"), text="text:N"),
        alt.Chart(heads)
        .mark_text(baseline="bottom", fontSize=theme.SMALL, color=theme.SOFT, lineBreak="\n")
        .encode(x=x("x"), y=y("y"), text="text:N"),
    ).properties(width=plot, height=height + head)
    heading = sections.assign(section=sections["section"].astype(str)).set_index("section")[
        "heading"
    ]
    peaks = own[own["peak"]].drop_duplicates("type").sort_values("column", kind="stable")
    finding = "Rates peak " + "; ".join(
        f"in {heading[section]} for "
        + listed(
            f"{label} ({number(rate, 1)} per {per:,} words, {counted(int(count), 'occurrence')})"
            for label, rate, count in zip(part["label"], part["rate"], part["count"], strict=True)
        )
        for section, part in peaks.groupby("section", sort=False)
    )
    return finish(
        chart,
        finding=finding + ".",
        source=source,
        table=own[["type", "label", "section", "count", "size", "rate"]],
    )


def dispersion(
    term_counts: pd.DataFrame,
    paragraphs: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    terms: Sequence[str],
    labels: Mapping[str, str] | None = None,
    source: str = SOURCE,
) -> alt.LayerChart:
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
    altair.LayerChart
        Its table has columns term, label, paragraph, section, count, one row per paragraph in
        which the term occurs.
    """
    need(term_counts, ("paragraph", "term", "count"), "term counts")
    need(paragraphs, ("paragraph", "section", "tokens"), "paragraphs")
    need(sections, ("section", "heading"), "sections")
    place = paragraphs[["paragraph", "section", "tokens"]].copy()
    place["section"] = place["section"].astype(str)
    place["end"] = numeric(place["tokens"]).cumsum()
    place["start"] = place["end"] - numeric(place["tokens"])
    own = term_counts[term_counts["term"].isin(list(terms))]
    own = own.groupby(["term", "paragraph"], observed=True, as_index=False)["count"].sum()
    absent = [term for term in terms if term not in set(own["term"])]
    if absent:
        raise TransitError(f"term counts: {listed(absent)} does not occur")
    own = own.merge(place, on="paragraph", how="inner")
    row = {term: k for k, term in enumerate(terms)}
    own["row"] = own["term"].map(row)
    own["label"] = [_label(labels, term) for term in own["term"]]
    own = own.sort_values(["row", "start"]).reset_index(drop=True)
    longest = max(text_width(_label(labels, term), theme.SMALL) for term in terms)
    left, plot, high, gap = max(172, longest + 44), theme.WIDTH - 8, 26, 10
    total = place["end"].iloc[-1]
    width = plot - left
    own["x"] = left + own["start"] / total * width
    own["x2"] = np.maximum(left + own["end"] / total * width - 1, own["x"] + 1.5)
    own["base"] = (own["row"] + 1) * (high + gap)
    own["y"] = own["base"] - own["count"] / own["count"].max() * high
    height = len(terms) * (high + gap) + 4
    head = 84
    bounds = place.groupby("section", sort=False).agg(start=("start", "first"), end=("end", "last"))
    bounds = bounds.reset_index()
    bounds["x"] = left + bounds["start"] / total * width
    bounds["middle"] = left + (bounds["start"] + bounds["end"]) / 2 / total * width
    heading = sections.assign(section=sections["section"].astype(str)).set_index("section")[
        "heading"
    ]
    rooms = (bounds["end"] - bounds["start"]) / total * width
    bounds["text"] = [
        "\n".join(wrap(heading[s], max(0.6 * r, 52), theme.SMALL))
        for s, r in zip(bounds["section"], rooms, strict=True)
    ]
    wide = np.array(
        [max(text_width(line, theme.SMALL) for line in text.split("\n")) for text in bounds["text"]]
    )
    wide += max(0.0, min(6.0, (width - wide.sum()) / len(wide)))
    bounds["middle"] = spread(bounds["middle"], wide, left + wide[0] / 2, plot - wide[-1] / 2)
    bounds["y"] = [_above(text) for text in bounds["text"]]
    edges = pd.DataFrame({"x": [*bounds["x"], float(plot)], "y": 0.0, "y2": float(height)})
    lines = pd.DataFrame({"base": [(k + 1.0) * (high + gap) for k in range(len(terms))]})
    names = pd.DataFrame({"text": [_label(labels, term) for term in terms], "base": lines["base"]})
    totals = own.groupby("row")["count"].sum()
    names["total"] = [number(totals[k]) for k in range(len(terms))]
    names["y"] = names["base"] - high / 2
    x_scale = alt.Scale(domain=[0, plot], nice=False)
    y_scale = alt.Scale(domain=[-head, height], nice=False, reverse=True)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=x_scale, axis=None)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=y_scale, axis=None)

    named = alt.Chart(drawn(names))
    chart = alt.layer(
        alt.Chart(edges).mark_rule(color=theme.GRID).encode(x=x("x"), y=y("y"), y2="y2:Q"),
        alt.Chart(lines.assign(x=float(left), x2=float(plot)))
        .mark_rule(color=theme.RULE)
        .encode(x=x("x"), x2="x2:Q", y=y("base")),
        alt.Chart(drawn(own[["label", "paragraph", "count", "x", "x2", "base", "y"]]))
        .mark_rect(color=theme.BLUE)
        .encode(
            x=x("x"),
            x2="x2:Q",
            y=y("y"),
            y2="base:Q",
            tooltip=[
                alt.Tooltip("label:N", title="Term"),
                alt.Tooltip("paragraph:N", title="Paragraph"),
                alt.Tooltip("count:Q", title="Occurrences"),
            ],
        ),
        named.mark_text(align="left", baseline="middle", x=0, fontSize=theme.SMALL).encode(
            y=y("y"), text="text:N"
        ),
        named.mark_text(align="right", baseline="middle", x=left - 8, fontWeight="bold").encode(
            y=y("y"), text="total:N"
        ),
        alt.Chart(drawn(bounds[["middle", "y", "text"]]))
        .mark_text(baseline="bottom", fontSize=theme.SMALL, color=theme.SOFT, lineBreak="\n")
        .encode(x=x("middle"), y=y("y"), text="text:N"),
    ).properties(width=plot, height=height + head)
    spans = own.groupby("row").agg(paragraphs=("paragraph", "nunique"), count=("count", "sum"))
    finding = "Occurrences and paragraphs of " + number(len(place)) + ": "
    finding += "; ".join(
        f"{names['text'][k]} {number(spans.at[k, 'count'])} in {number(spans.at[k, 'paragraphs'])}"
        for k in range(len(terms))
    )
    return finish(
        chart,
        finding=finding + ".",
        source=source,
        table=own[["term", "label", "paragraph", "section", "count"]],
    )


def stance(
    rates: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    categories: Sequence[str] = ("booster", "hedge", "modal"),
    names: Mapping[str, str] | None = None,
    per: int = 1000,
    source: str = SOURCE,
) -> alt.HConcatChart:
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
        Headings of the panels.
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
    names = {"booster": "Boosters", "hedge": "Hedges", "modal": "Modals"} | dict(names or {})
    return _intervals(
        rates[columns],
        sections,
        "category",
        categories,
        names,
        unit=f"per {per:,} words",
        decimals=1,
        source=source,
    )


def certainty(
    frame: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    classes: Sequence[str] = ("plain", "hedged", "boosted"),
    source: str = SOURCE,
) -> alt.HConcatChart:
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
    names = {"plain": "Plain", "hedged": "Hedged", "boosted": "Boosted", "both": "Both"}
    return _intervals(
        own,
        sections,
        "class",
        classes,
        names,
        unit="per cent of the sentences about the future",
        decimals=0,
        source=source,
        of=True,
    )


def _intervals(
    frame: pd.DataFrame,
    sections: pd.DataFrame,
    column: str,
    groups: Sequence[str],
    names: Mapping[str, str],
    *,
    unit: str,
    decimals: int,
    source: str,
    of: bool = False,
) -> alt.HConcatChart:
    need(sections, ("section", "heading"), "sections")
    own = frame[frame[column].astype(str).isin(list(groups))].copy()
    need(own, (column,), f"rows with {column} {listed(groups)}")
    own["section"] = own["section"].astype(str)
    order = [str(s) for s in sections["section"] if str(s) in set(own["section"])]
    heading = sections.assign(section=sections["section"].astype(str)).set_index("section")[
        "heading"
    ]
    own["row"] = own["section"].map({s: k for k, s in enumerate(order)})
    own = own.dropna(subset="row").sort_values(["row"], kind="stable")
    own["heading"] = own["section"].map(heading)
    own["text"] = [
        f"{number(c)} of {number(s)}" if of else number(c)
        for c, s in zip(own["count"], own["size"], strict=True)
    ]
    left, gap, right = 190, 14, 44 if of else 24
    width = (theme.WIDTH - 20 - left - gap * (len(groups) - 1)) / len(groups) - right
    top = 100.0 if of else float(np.ceil(own["high"].max() / 10) * 10)
    x_scale = alt.Scale(domain=[0, top], nice=False)
    y_scale = alt.Scale(domain=[-0.5, len(order) - 0.5], nice=False, reverse=True)
    y = alt.Y("row:Q", scale=y_scale, axis=None)
    panels = []
    for place, group in enumerate(groups):
        part = own[own[column].astype(str) == group]
        base = alt.Chart(
            drawn(part[["heading", "count", "size", "rate", "low", "high", "row", "text"]])
        )
        axis = alt.Axis(title=None, tickCount=3, grid=True, domain=False, ticks=False)
        layers = [
            base.mark_rule(color=theme.RULE, strokeWidth=3).encode(
                x=alt.X("low:Q", scale=x_scale, axis=axis), x2="high:Q", y=y
            ),
            base.mark_point(size=100, color=theme.BLUE, opacity=1).encode(
                x=alt.X("rate:Q", scale=x_scale, axis=axis),
                y=y,
                tooltip=[
                    alt.Tooltip("heading:N", title="Section"),
                    alt.Tooltip("count:Q", title="Count"),
                    alt.Tooltip("size:Q", title="Out of"),
                    alt.Tooltip("rate:Q", title=capital(unit), format=f".{decimals}f"),
                    alt.Tooltip("low:Q", title="Lower bound", format=f".{decimals}f"),
                    alt.Tooltip("high:Q", title="Upper bound", format=f".{decimals}f"),
                ],
            ),
            base.mark_text(
                align="right",
                baseline="middle",
                x=width + right,
                color=theme.SOFT,
                fontSize=theme.SMALL,
            ).encode(y=y, text="text:N"),
        ]
        if place == 0:
            rows = pd.DataFrame({"row": range(len(order)), "text": [heading[s] for s in order]})
            layers.append(
                alt.Chart(rows)
                .mark_text(align="left", baseline="middle", x=-left)
                .encode(y=y, text="text:N")
            )
        panels.append(
            alt.layer(*layers).properties(
                width=width,
                height=30 * len(order),
                title=alt.Title(names.get(group, group), frame="group"),
            )
        )
    phrases = []
    for group in groups:
        part = own[own[column].astype(str) == group]
        most, least = part.loc[part["rate"].idxmax()], part.loc[part["rate"].idxmin()]
        name = names.get(group, group)
        if most["rate"] == least["rate"]:
            phrases.append(f"{name} {number(most['rate'], decimals)} in every section")
            continue
        phrases.append(
            f"{name} from {number(least['rate'], decimals)} ({least['heading']}) to "
            f"{number(most['rate'], decimals)} ({most['heading']}, {number(most['count'])} of "
            f"{number(most['size'])}, interval {number(most['low'], decimals)} to "
            f"{number(most['high'], decimals)})"
        )
    columns = ["section", column, "count", "size", "rate", "low", "high"]
    return finish(
        alt.hconcat(*panels, spacing=gap),
        finding=f"{capital(unit)}: {'; '.join(phrases)}.",
        source=source,
        table=own[columns],
    )


def _label(labels: Mapping[str, str] | None, kind: object) -> str:
    return str((labels or {}).get(str(kind), kind))


def _heads(sections: pd.DataFrame, left: float, step: float) -> pd.DataFrame:
    """Return the headings of equally wide columns, broken into lines that end above zero."""
    texts = ["\n".join(wrap(text, step - 11, theme.SMALL)) for text in sections["heading"]]
    return pd.DataFrame(
        {
            "x": [left + step * (place + 0.5) for place in range(len(texts))],
            "y": [_above(text) for text in texts],
            "text": texts,
        }
    )


def _above(text: str) -> float:
    """Return where the first of several lines stands if the last one ends above zero."""
    return -8 - text.count("\n") * (theme.SMALL + 2)
