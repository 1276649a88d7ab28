"""The ledger of claims as a picture: one mark per claim."""

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.frames import drawn, need
from transit.charts.layout import text_width, wrap
from transit.charts.theme import VERDICT_SHAPES, VERDICTS, finish
from transit.errors import TransitError
from transit.wording import capital, counted, listed, number


def ledger(
    claims: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    noun: str = "claim",
    source: str = "Ledger of claims of this report",
) -> alt.VConcatChart:
    """Draw every claim as one mark, by section and verdict.

    Parameters
    ----------
    claims : DataFrame
        Columns section, paragraph, text, kind, verdict and claim or statement (the
        identifier); reason and definition are shown in the tooltip where they are there.
    sections : DataFrame
        Columns section, heading, in reading order; sections without a claim are left out.
    noun : str
        What a row is called in the finding: claim, statement or reading.
    source : str
        The source line.

    Returns
    -------
    altair.VConcatChart
        Its table has columns claim, section, paragraph, kind, verdict, text.

    Raises
    ------
    TransitError
        If a verdict has no mark or a section is not listed.
    """
    need(claims, ("section", "paragraph", "text", "kind", "verdict"), "claims")
    need(sections, ("section", "heading"), "sections")
    identifier = "claim" if "claim" in claims else "statement"
    need(claims, (identifier,), "claims")
    own = claims.assign(
        claim=claims[identifier].astype(str),
        section=claims["section"].astype(str),
        verdict=claims["verdict"].astype(str),
    )
    unknown = sorted(set(own["verdict"]) - set(VERDICTS))
    if unknown:
        raise TransitError(f"claims: verdict {listed(unknown)} is none of {listed(VERDICTS)}")
    order = [
        section for section in sections["section"].astype(str) if section in set(own["section"])
    ]
    stray = sorted(set(own["section"]) - set(order))
    if stray:
        raise TransitError(f"claims: section {listed(stray)} is not in the list of sections")
    rank = {verdict: place for place, verdict in enumerate(VERDICTS)}
    own = own.sort_values(
        ["section", "verdict"],
        key=lambda c: c.map(rank if c.name == "verdict" else {s: k for k, s in enumerate(order)}),
        kind="stable",
    ).reset_index(drop=True)
    left, plot, unit = 150, theme.WIDTH - 8, 20
    across = (plot - left) // unit
    own["place"] = own.groupby("section", sort=False).cumcount()
    own["column"] = own["place"] % across
    own["line"] = own["place"] // across
    deep = own.groupby("section", sort=False)["line"].max() + 1
    headings = sections.assign(section=sections["section"].astype(str)).set_index("section")[
        "heading"
    ]
    names = pd.DataFrame({"section": order})
    names["text"] = ["\n".join(wrap(headings[s], left - 46, theme.BASE)) for s in order]
    names["lines"] = names["text"].str.count("\n") + 1
    names["count"] = own["section"].value_counts().reindex(order).to_numpy()
    room = [max(deep[s] * unit, n * 17) + 14 for s, n in zip(order, names["lines"], strict=True)]
    names["top"] = pd.Series(room).cumsum() - pd.Series(room)
    top = names.set_index("section")["top"]
    own["x"] = left + unit * (own["column"] + 0.5)
    own["y"] = own["section"].map(top) + unit * (own["line"] + 0.5) + 5
    names["y"] = names["top"] + 5 + unit / 2
    names["rule"] = names["top"]
    height = float(sum(room))
    x_scale = alt.Scale(domain=[0, plot], nice=False)
    y_scale = alt.Scale(domain=[0, height], nice=False, reverse=True)
    x = alt.X("x:Q", scale=x_scale, axis=None)
    y = alt.Y("y:Q", scale=y_scale, axis=None)
    shown = [
        alt.Tooltip("claim:N", title="Claim"),
        alt.Tooltip("text:N", title="The article says"),
        alt.Tooltip("verdict:N", title="Verdict"),
    ]
    for column, title in (("definition", "Reading"), ("reason", "Reason")):
        if column in own:
            shown.append(alt.Tooltip(f"{column}:N", title=title))
    columns = ["claim", "text", "verdict", "x", "y"]
    columns += [c for c in ("definition", "reason") if c in own]
    label = alt.Chart(drawn(names[["y", "text", "count"]]))
    chart = alt.layer(
        alt.Chart(drawn(names[["rule"]]))
        .mark_rule(color=theme.GRID)
        .encode(y=alt.Y("rule:Q", scale=y_scale, axis=None)),
        label.mark_text(lineBreak="\n", align="left", baseline="middle", x=0).encode(
            y=y, text="text:N"
        ),
        label.mark_text(align="right", baseline="middle", x=left - 14, fontWeight="bold").encode(
            y=y, text="count:N"
        ),
        alt.Chart(drawn(own[columns]))
        .mark_point(size=130, opacity=1, strokeWidth=0)
        .encode(x=x, y=y, **_marks(), tooltip=shown),
    ).properties(width=plot, height=height)
    counts = own["verdict"].value_counts()
    used = [verdict for verdict in VERDICTS if verdict in counts]
    finished = alt.vconcat(_key(used, counts, plot), chart, spacing=4)
    return finish(
        finished,
        finding=_finding(own, counts, used, headings, noun),
        source=source,
        table=own[["claim", "section", "paragraph", "kind", "verdict", "text"]],
    )


def _marks() -> dict[str, alt.Color | alt.Shape]:
    names = list(VERDICTS)
    return {
        "color": alt.Color(
            "verdict:N", scale=alt.Scale(domain=names, range=list(VERDICTS.values())), legend=None
        ),
        "shape": alt.Shape(
            "verdict:N",
            scale=alt.Scale(domain=names, range=[VERDICT_SHAPES[name] for name in names]),
            legend=None,
        ),
    }


def _key(used: list[str], counts: pd.Series, width: float) -> alt.LayerChart:
    texts = [f"{verdict} {number(counts[verdict])}" for verdict in used]
    starts, at = [], 8.0
    for text in texts:
        starts.append(at)
        at += text_width(text, theme.BASE, bold=True) + 38
    base = alt.Chart(pd.DataFrame({"verdict": used, "text": texts, "x": starts}))
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, width], nice=False), axis=None)
    return alt.layer(
        base.mark_point(size=130, opacity=1, strokeWidth=0).encode(x=x, **_marks()),
        base.mark_text(align="left", baseline="middle", dx=12, fontWeight="bold").encode(
            x=x, text="text:N"
        ),
    ).properties(width=width, height=22)


def _finding(
    own: pd.DataFrame, counts: pd.Series, used: list[str], headings: pd.Series, noun: str
) -> str:
    text = f"of {counted(len(own), noun)}, " + listed(
        f"{number(counts[verdict])} {_verb(verdict, int(counts[verdict]))}" for verdict in used
    )
    against = own[own["verdict"] == "contradicted"]["section"].value_counts(sort=False)
    if not against.empty:
        most = against[against == against.max()].index
        text += f"; most that are contradicted stand in {listed(headings[s] for s in most)}"
        text += (
            f" ({number(against.max())} each)" if len(most) > 1 else f" ({number(against.max())})"
        )
    return capital(text) + "."


def _verb(verdict: str, count: int) -> str:
    one = count == 1
    phrases = {
        "depends": f"{'depends' if one else 'depend'} on the reading",
        "open": f"{'stays' if one else 'stay'} open",
    }
    return phrases.get(verdict, f"{'is' if one else 'are'} {verdict}")
