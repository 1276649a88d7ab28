"""The vocabulary as a whole: how it grows, and how few words make most of the text."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from transit.charts import theme
from transit.charts.frames import drawn, need, numeric
from transit.charts.layout import spread, text_width
from transit.charts.terms import SOURCE
from transit.charts.theme import finish
from transit.wording import listed, number

HEIGHT = 320


def growth(
    curve: pd.DataFrame, fit: pd.DataFrame | None = None, *, source: str = SOURCE
) -> alt.LayerChart:
    """Draw how many different words the text has shown as it goes on.

    Parameters
    ----------
    curve : DataFrame
        As `transit.terms.frequency.growth` returns it: columns part, tokens, types and, where
        known, expected (types at random word order).
    fit : DataFrame, optional
        As `transit.terms.frequency.fit_heaps` returns it: columns k, beta.
    source : str
        The source line.

    Returns
    -------
    altair.LayerChart
        Its table has columns part, tokens, types, and expected and heaps where they are drawn.
    """
    need(curve, ("part", "tokens", "types"), "growth of the vocabulary")
    own = pd.DataFrame(
        {
            "part": curve["part"].astype(str),
            "tokens": numeric(curve["tokens"]),
            "types": numeric(curve["types"]),
        }
    )
    curves = [("types", "this text", theme.BLUE, [1, 0], 3)]
    if "expected" in curve and numeric(curve["expected"]).notna().all():
        own["expected"] = numeric(curve["expected"])
        curves.append(("expected", "random order", theme.QUIET, [3, 3], 2))
    if fit is not None:
        need(fit, ("k", "beta"), "Heaps' law")
        own["heaps"] = float(fit["k"].iloc[0]) * own["tokens"] ** float(fit["beta"].iloc[0])
        curves.append(("heaps", "Heaps' law", theme.ORANGE, [8, 3], 2))
    last = own.iloc[-1]
    top = max(own[column].max() for column, *_ in curves) * 1.08
    ends = pd.DataFrame(
        {
            "curve": [column for column, *_ in curves],
            "text": [f"{name} {number(last[column])}" for column, name, *_ in curves],
            "tokens": last["tokens"],
            "at": spread([last[column] for column, *_ in curves], 17 * top / HEIGHT, 0, top),
        }
    )
    plot = theme.WIDTH - 58
    room = max(text_width(text, theme.BASE, bold=True) for text in ends["text"]) + 14
    x_scale = alt.Scale(domain=[0, last["tokens"] * plot / (plot - room)], nice=False)
    step = 500 if last["tokens"] > 2000 else 200
    ticks = list(range(0, int(last["tokens"]) + 1, step))
    x = alt.X(
        "tokens:Q",
        scale=x_scale,
        axis=alt.Axis(values=ticks, title="words read", format=",d", domain=False),
    )
    y_scale = alt.Scale(domain=[0, top], nice=False)

    def y(field: str) -> alt.Y:
        axis = alt.Axis(title=None, format=",d", tickCount=5)
        return alt.Y(f"{field}:Q", scale=y_scale, axis=axis)

    base = alt.Chart(drawn(own))
    layers = []
    for column, _, colour, dash, thick in reversed(curves):
        text = alt.Chart(drawn(ends[ends["curve"] == column]))
        bold = "bold" if column == "types" else "normal"
        layers += [
            base.mark_line(color=colour, strokeDash=dash, strokeWidth=thick).encode(
                x=x, y=y(column)
            ),
            text.mark_text(
                align="left", baseline="middle", dx=9, color=colour, fontWeight=bold
            ).encode(x=x, y=y("at"), text="text:N"),
        ]
    layers.append(
        base.mark_point(size=40, color=theme.BLUE, opacity=1).encode(
            x=x,
            y=y("types"),
            tooltip=[
                alt.Tooltip("part:N", title="Up to"),
                alt.Tooltip("tokens:Q", title="Words", format=",d"),
                alt.Tooltip("types:Q", title="Different words", format=",d"),
            ],
        )
    )
    chart = alt.layer(*layers).properties(
        width=plot,
        height=HEIGHT,
        title=alt.Title("Different words met so far", fontWeight="normal", color=theme.SOFT),
    )
    text = f"After {number(last['tokens'])} words the text has shown {number(last['types'])}"
    text += " different ones"
    if "expected" in own and len(own) > 1:
        inner = own.iloc[:-1]
        widest = inner.loc[(inner["types"] - inner["expected"]).abs().idxmax()]
        text += (
            f"; it strays furthest from random word order after {number(widest['tokens'])} words, "
            f"with {number(widest['types'])} against {number(widest['expected'])}"
        )
    if fit is not None:
        text += f"; Heaps' law fits with an exponent of {number(float(fit['beta'].iloc[0]), 2)}"
    return finish(chart, finding=text + ".", source=source, table=own)


def rank_frequency(
    ranks: pd.DataFrame,
    fit: pd.DataFrame | None = None,
    *,
    labels: Mapping[str, str] | None = None,
    named: int = 4,
    source: str = SOURCE,
) -> alt.LayerChart:
    """Draw the frequency of every word against its rank, both axes logarithmic.

    Parameters
    ----------
    ranks : DataFrame
        As `transit.terms.frequency.rank_frequency` returns it: columns type, rank, count.
    fit : DataFrame, optional
        As `transit.terms.frequency.fit_zipf` returns it: columns model, exponent, shift,
        constant; one curve per row.
    labels : mapping of str to str, optional
        Names of the types.
    named : int
        How many of the most frequent words get a label.
    source : str
        The source line.

    Returns
    -------
    altair.LayerChart
        Its table has columns type, rank, count. A point that would lie on another one is not
        drawn.
    """
    need(ranks, ("type", "rank", "count"), "ranks")
    own = pd.DataFrame(
        {
            "type": ranks["type"].astype(str),
            "rank": numeric(ranks["rank"]),
            "count": numeric(ranks["count"]),
        }
    ).sort_values("rank", kind="stable")
    high, long = float(own["count"].max()), float(own["rank"].max())
    plot = theme.WIDTH - 58
    x_scale = alt.Scale(type="log", domain=[0.9, long * 1.15], nice=False)
    y_scale = alt.Scale(type="log", domain=[0.8, high * 1.6], nice=False)
    powers = (1, 10, 100, 1000, 10_000, 100_000)
    x = alt.X(
        "rank:Q",
        scale=x_scale,
        axis=alt.Axis(
            values=[p for p in powers if p <= long],
            title="rank of the word",
            format=",d",
            domain=False,
        ),
    )

    def y(field: str) -> alt.Y:
        axis = alt.Axis(title=None, format=",d", values=[p for p in powers if p <= high * 1.6])
        return alt.Y(f"{field}:Q", scale=y_scale, axis=axis)

    layers = []
    styles = {
        "zipf": ("Zipf", theme.ORANGE, [8, 3]),
        "zipf-mandelbrot": ("Zipf–Mandelbrot", theme.PLUM, [3, 3]),
    }
    said = []
    if fit is not None:
        need(fit, ("model", "exponent", "shift", "constant"), "Zipf's law")
        grid = np.unique(np.geomspace(1, long, 60).round())
        for place, law in enumerate(fit.itertuples(index=False)):
            name, colour, dash = styles.get(law.model, (str(law.model), theme.QUIET, [2, 2]))
            line = pd.DataFrame(
                {"rank": grid, "count": law.constant * (grid + law.shift) ** -law.exponent}
            )
            line = line[line["count"] >= 0.8]
            note = line.iloc[[len(line) * (3 if place else 2) // 5]]
            note = note.assign(text=f"{name}, exponent {number(law.exponent, 2)}")
            said.append(f"{name}'s law with an exponent of {number(law.exponent, 2)}")
            layers += [
                alt.Chart(drawn(line))
                .mark_line(color=colour, strokeDash=dash, strokeWidth=2)
                .encode(x=x, y=y("count")),
                alt.Chart(drawn(note))
                .mark_text(
                    align="left", baseline="bottom", dx=8, dy=-6 - 16 * (1 - place), color=colour
                )
                .encode(x=x, y=y("count"), text="text:N"),
            ]
    across = np.log(own["rank"]) / np.log(long * 1.3) * plot
    up = np.log(own["count"]) / np.log(high * 2) * HEIGHT
    spot = pd.DataFrame({"x": across.floordiv(3), "y": up.floordiv(3)})
    layers.append(
        alt.Chart(drawn(own[~spot.duplicated()]))
        .mark_point(size=22, color=theme.BLUE, opacity=0.8)
        .encode(
            x=x,
            y=y("count"),
            tooltip=[
                alt.Tooltip("type:N", title="Word"),
                alt.Tooltip("rank:Q", title="Rank", format=",d"),
                alt.Tooltip("count:Q", title="Occurrences", format=",d"),
            ],
        )
    )
    first = own.head(named).copy()
    first["text"] = [str((labels or {}).get(kind, kind)) for kind in first["type"]]
    layers.append(
        alt.Chart(drawn(first))
        .mark_text(baseline="top", dy=8, fontSize=theme.SMALL)
        .encode(x=x, y=y("count"), text="text:N")
    )
    chart = alt.layer(*layers).properties(
        width=plot,
        height=HEIGHT,
        title=alt.Title(
            "Occurrences (both axes logarithmic)", fontWeight="normal", color=theme.SOFT
        ),
    )
    total = own["count"].sum()
    ten = own.head(10)["count"].sum() / total * 100
    once = int((own["count"] == 1).sum())
    text = (
        f"The {number(min(10, len(own)))} most frequent of {number(len(own))} different words make "
        f"{number(ten)} per cent of the text, and {number(once)} words occur once"
    )
    if said:
        text += f"; fitted: {listed(said)}"
    return finish(chart, finding=text + ".", source=source, table=own)
