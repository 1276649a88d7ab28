"""Verdicts counted: by kind of statement, and under other settings of their tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import TOLD, Canvas, key, key_places, layered, marks_by, saying
from transit.charts.frames import drawn, need
from transit.charts.layout import cut
from transit.charts.rows import PHONE, Rows
from transit.charts.theme import VERDICT_SHAPES, VERDICTS
from transit.display.figure import Figure
from transit.errors import TransitError
from transit.wording import capital, counted, listed, number, word

SOURCE = "Ledger of claims of this report"
PHRASES = {
    "supported": "supported",
    "refined": "supported with a correction",
    "contradicted": "contradicted",
    "depends": "dependent on the reading",
    "open": "open",
}
"""How a sentence says a verdict."""
_NAMED = 0.42
"""Part of a picture's width that a claim's beginning takes."""


def kinds(statements: pd.DataFrame, order: Sequence[str], *, source: str = SOURCE) -> Figure:
    """Draw the share of every verdict among the statements of each kind.

    Parameters
    ----------
    statements : DataFrame
        Columns kind and verdict, one row per statement.
    order : sequence of str
        The kinds, from top to bottom; kinds without a statement are left out.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has a row per kind and a column per verdict, and their sum.

    Raises
    ------
    TransitError
        If a verdict has no mark, or a kind is not in `order`.
    """
    need(statements, ("kind", "verdict"), "statements")
    found = pd.crosstab(statements["kind"].astype(str), statements["verdict"].astype(str))
    _refuse(set(found.columns) - set(VERDICTS), "verdict", VERDICTS)
    _refuse(set(found.index) - set(order), "kind", order)
    counts = found.reindex(
        index=[kind for kind in order if kind in found.index],
        columns=[verdict for verdict in VERDICTS if verdict in found.columns],
    )
    table = counts.rename(columns=str.capitalize, index=str.capitalize)
    table["All"] = table.sum(axis=1)
    return Figure(
        lambda width: _shares(counts, width),
        headline=_kinds_headline(counts),
        description=_kinds_description(counts),
        notes=("The numbers are statements; the longer a bar, the larger their share of the kind."),
        source=source,
        table=table.rename_axis(index="Kind", columns=None).reset_index(),
    )


def _refuse(stray: set[str], what: str, known: Sequence[str] | dict[str, str]) -> None:
    if stray:
        verb = "is" if len(stray) == 1 else "are"
        raise TransitError(
            f"statements: {what} {listed(sorted(stray))} {verb} none of {listed(known)}"
        )


def _shares(counts: pd.DataFrame, width: float) -> alt.VConcatChart:
    names = [capital(f"{kind} ({number(total)})") for kind, total in counts.sum(axis=1).items()]
    rows = Rows(names, width, head=26, step=28)
    step = rows.plot / len(counts.columns)
    cells = counts.stack().rename("count").rename_axis(["kind", "verdict"]).reset_index()
    share = cells["count"] / cells.groupby("kind")["count"].transform("sum")
    left = cells["verdict"].map({verdict: k * step for k, verdict in enumerate(counts.columns)})
    middle = cells["kind"].map(dict(zip(counts.index, rows.places, strict=True)))
    cells = cells.assign(
        x=left,
        end=left + share / share.max() * (step - 30),
        y=middle,
        top=middle - 9,
        bottom=middle + 9,
    )
    cells["text"] = [number(count) for count in cells["count"]]
    cells = cells[cells["count"] > 0]
    texts = [
        f"{row.kind}: {counted(int(row.count), 'statement')} {PHRASES[row.verdict]}"
        for row in cells.itertuples(index=False)
    ]
    cells = saying(cells, map(capital, texts))
    x, y = rows.canvas.x("x"), rows.canvas.y("y")
    heads = cells.drop_duplicates("verdict").assign(x=lambda f: f["x"] + 7, y=-14.0)
    colours = marks_by("verdict", VERDICTS)
    layers = [
        alt.Chart(drawn(cells))
        .mark_rect()
        .encode(
            x=x,
            x2="end:Q",
            y=rows.canvas.y("top"),
            y2="bottom:Q",
            **colours,
            **TOLD,
        ),
        alt.Chart(drawn(heads[["verdict", "x", "y"]]))
        .mark_point(size=120, opacity=1)
        .encode(x=x, y=y, **marks_by("verdict", VERDICTS, VERDICT_SHAPES)),
        rows.canvas.texts(cells, "end", "y", dx=5),
    ]
    return alt.vconcat(verdict_key(counts.sum(), rows), rows.drawn(layers), spacing=6)


def verdict_key(
    counts: pd.Series, rows: Rows, called: Mapping[str, str] | None = None
) -> alt.LayerChart:
    """Return the key to verdicts, with how often each occurs where that is known.

    Parameters
    ----------
    counts : Series
        How often each verdict occurs, by verdict; none where it is not to be told.
    rows : Rows
        The rows that the key stands above.
    called : mapping of str to str, optional
        What the verdicts are called, if not by their own names.
    """
    used = [verdict for verdict in VERDICTS if verdict in counts.index]
    names = {verdict: (called or {}).get(verdict, verdict) for verdict in used}
    texts = [
        name if counts[verdict] is None else f"{name} {number(counts[verdict])}"
        for verdict, name in names.items()
    ]
    places = key_places(texts, 34, start=8.0 - rows.left, width=rows.plot)
    entries = places.assign(verdict=used, y=places["row"] * 22 + 11.0)
    height = 22.0 * (entries["row"].max() + 1)
    canvas = Canvas.pixels(rows.plot, height)
    layers = key(
        entries,
        marks_by("verdict", VERDICTS, VERDICT_SHAPES),
        place={"x": canvas.x("x"), "y": canvas.y("y")},
        mark={"size": 120, "strokeWidth": 0},
        dx=12,
    )
    return layered(layers, rows.plot, height)


def _kinds_headline(counts: pd.DataFrame) -> str:
    """Return the kinds of which most is supported and most is left open."""
    enough = counts[counts.sum(axis=1) >= 10]
    enough = counts if enough.empty else enough
    total = enough.sum(axis=1)
    held, silent = (
        (enough[verdict] / total).idxmax() if verdict in enough else None
        for verdict in ("supported", "open")
    )
    pieces = []
    if held is not None:
        pieces.append(
            f"{_plural(held)} mostly hold ({number(enough.at[held, 'supported'])} of "
            f"{number(total[held])} as they stand)"
            if enough.at[held, "supported"] * 2 > total[held]
            else f"no kind of statement holds mostly; {_plural(held)} do most often "
            f"({number(enough.at[held, 'supported'])} of {number(total[held])})"
        )
    if silent is not None:
        pieces.append(
            f"{_plural(silent)} are most often left open "
            f"({number(enough.at[silent, 'open'])} of {number(total[silent])})"
        )
    text = "; ".join(pieces)
    return capital(text) + "."


def _plural(kind: str) -> str:
    return f"{kind} claims" if kind == "causal" else f"{kind}s"


def _kinds_description(counts: pd.DataFrame) -> str:
    pieces = (
        f"of {counted(int(row.sum()), kind if kind != 'causal' else 'causal claim')} "
        + listed(
            f"{number(row[verdict])} {PHRASES[verdict]}" for verdict in row.index if row[verdict]
        )
        for kind, row in counts.iterrows()
    )
    text = "; ".join(pieces)
    return capital(text) + "."


# --- margins ----------------------------------------------------------------------------------

_YEARS = {-2: "−2", -1: "−1", 1: "+1", 2: "+2"}
_GROUPS: dict[str, tuple[str, str, dict[int, str]]] = {
    "start": ("first year", "first", _YEARS),
    "end": ("last year", "last", _YEARS),
    "threshold": ("threshold", "limit", {-2: "−−", -1: "−", 1: "+", 2: "++"}),
    "election": ("election", "vote", {-2: "−", 2: "+"}),
}
"""What is moved: its head, a short one, and the sign of every step."""
_INDEX = "index"
"""What has no steps: another index, or an assumption made the other way."""


def margins(
    variants: pd.DataFrame,
    texts: Mapping[str, str] | None = None,
    *,
    page: str = "",
    source: str = SOURCE,
) -> Figure:
    """Draw what becomes of computed verdicts under other years, elections, thresholds and indices.

    Parameters
    ----------
    variants : DataFrame
        As `transit.evidence.variants` returns it: columns claim, verdict, kind, step, words,
        found, turned.
    texts : mapping of str to str, optional
        What each claim says, whose beginning names its row.
    page : str
        The page of the ledger, relative to the page of the picture, to which the names lead.
    source : str
        The source line.

    Returns
    -------
    Figure
        One row per verdict that a variant turns, those that the smallest step turns first. Its
        table has a row per variant that turns one.
    """
    columns = ("claim", "verdict", "kind", "step", "words", "found", "turned")
    need(variants, columns, "variants of verdicts")
    turned = variants[variants["turned"]]
    need(turned, columns, "variants that turn a verdict")
    edge = turned["step"].abs().eq(1)
    near = set(turned.loc[edge, "claim"])
    order = sorted(set(turned["claim"]), key=lambda claim: (claim not in near, claim))
    cells = _cells(variants[variants["claim"].isin(order)])
    says = dict(texts or {})
    table = turned.assign(says=[says.get(claim, "") for claim in turned["claim"]])
    table = table[["claim", "says", "verdict", "words", "found"]].rename(
        columns={
            "claim": "Claim",
            "says": "The article says",
            "verdict": "Verdict",
            "words": "What is changed",
            "found": "Verdict then",
        }
    )
    total = variants["claim"].nunique()
    return Figure(
        lambda width: _margin_picture(cells, order, says, width, page),
        headline=_margins_headline(total, len(order), len(near)),
        description=_margins_description(turned, order),
        notes=(
            "First mark: the verdict. Small dots: another setting, the same verdict. Other marks: "
            "another setting, and the verdict it gives. Years one and two earlier and later; "
            "thresholds a tenth and a fifth lower and higher; the election before and after; "
            "other: another index, or an assumption made the other way. Verdicts that nothing "
            "turns are not drawn."
        ),
        source=source,
        table=table,
    )


def _cells(own: pd.DataFrame) -> pd.DataFrame:
    """Return one row per claim and setting; a setting turns a verdict if one argument's does."""
    own = own.assign(kind=own["kind"].replace("assumption", _INDEX))
    step = own["step"].where(own["kind"] != _INDEX, own.groupby(["claim", "kind"]).cumcount())
    cells = own.assign(step=step).sort_values("turned", kind="stable", ascending=False)
    return cells.drop_duplicates(["claim", "kind", "step"])


def _columns(cells: pd.DataFrame) -> tuple[dict[tuple[str, int], int], dict[str, int]]:
    """Return the column of every setting, and where each group of columns begins."""
    places: dict[tuple[str, int], int] = {}
    starts, at = {}, 2
    others = list(range(int(cells.loc[cells["kind"].eq(_INDEX), "step"].max() + 1)))
    steps = {kind: list(own) for kind, (_, _, own) in _GROUPS.items()} | {_INDEX: others}
    for kind, own in steps.items():
        starts[kind] = at
        places |= {(kind, step): at + k for k, step in enumerate(own)}
        at += len(own) + 1
    return places, starts


def _margin_picture(
    cells: pd.DataFrame, order: list[str], says: Mapping[str, str], width: float, page: str
) -> alt.VConcatChart:
    places, starts = _columns(cells)
    names = order
    if width >= PHONE:
        names = [cut(f"{claim} {says.get(claim, '')}", _NAMED * width, theme.BASE).strip()
                 for claim in order]  # fmt: skip
    rows = Rows(names, width, head=44, step=22, share=_NAMED + 0.08, beside=True)
    step = rows.plot / (max(places.values()) + 1)
    high = dict(zip(order, rows.places, strict=True))
    base = cells.drop_duplicates("claim").assign(
        column=0, found=lambda f: f["verdict"], words="as tested", turned=True
    )
    shown = pd.concat(
        [
            base,
            cells.assign(
                column=[
                    places[key]
                    for key in zip(cells["kind"], cells["step"].astype(int), strict=True)
                ]
            ),
        ]
    )
    shown = shown.assign(
        x=(shown["column"] + 0.5) * step,
        y=shown["claim"].map(high),
        size=min(110, (step - 5) ** 2),
        href=[f"{page}#{claim}" for claim in shown["claim"]],
    )
    told = shown["claim"] + ": " + shown["found"] + " " + shown["words"]
    whole = shown["column"].eq(0) & shown["claim"].isin(list(says))
    shown = saying(shown, told.mask(whole, told + "\n" + shown["claim"].map(says)))
    fields = ["claim", "words", "found", "x", "y", "size", "href", "says"]
    x, y = rows.canvas.x("x"), rows.canvas.y("y")
    same = alt.Chart(drawn(shown.loc[~shown["turned"], fields])).mark_point(
        size=14, opacity=1, color=theme.RULE
    )
    other = alt.Chart(drawn(shown.loc[shown["turned"], fields])).mark_point(opacity=1)
    rules = pd.DataFrame({"y": [p + 11.0 for p in rows.places]})
    layers = [
        alt.Chart(rules).mark_rule(color=theme.GRID).encode(y=y),
        # On a phone a finger finds the marks that turn, not the dots between them.
        same.encode(x=x, y=y, **({} if width < PHONE else TOLD)),
        other.encode(
            x=x,
            y=y,
            size=alt.Size("size:Q", scale=None, legend=None),
            href="href:N",
            **marks_by("found", VERDICTS, VERDICT_SHAPES),
            **TOLD,
        ),
        *_margin_heads(places, starts, step, rows),
    ]
    used = set(shown.loc[shown["turned"], "found"])
    key = pd.Series({verdict: None for verdict in VERDICTS if verdict in used}, dtype=object)
    return alt.vconcat(verdict_key(key, rows), rows.drawn(layers), spacing=6)


def _margin_heads(
    places: dict[tuple[str, int], int], starts: dict[str, int], step: float, rows: Rows
) -> list[alt.Chart]:
    style: dict[str, Any] = {"fontSize": theme.SMALL, "color": theme.SOFT}
    close = step < 20
    heads = pd.DataFrame(
        [(starts[kind] * step, -32.0, names[close]) for kind, names in _GROUPS.items()],
        columns=["x", "y", "text"],
    )
    index = pd.DataFrame(
        {
            "x": [rows.plot],
            "y": [-12.0 if close else -32.0],
            "text": ["other"],
        }
    )
    signs = [
        ((places[kind, own] + 0.5) * step, -12.0, sign[0] if close else sign)
        for kind, (_, _, steps) in _GROUPS.items()
        for own, sign in steps.items()
        if not close or (own in (min(steps), max(steps)) and kind != "election")
    ]
    ticks = pd.DataFrame(signs, columns=["x", "y", "text"])
    return [
        rows.canvas.texts(heads, "x", "y", **style),
        rows.canvas.texts(index, "x", "y", align="right", **style),
        rows.canvas.texts(ticks, "x", "y", align="center", **style),
    ]


def _margins_headline(total: int, turned: int, near: int) -> str:
    return (
        f"{number(total - turned)} of {number(total)} verdicts that hang on a span of years, an "
        "election, a threshold, an assumption or an index stay the same under every other setting "
        f"tried; "
        f"{word(near)} {'turns' if near == 1 else 'turn'} at the smallest step."
    )


def _margins_description(turned: pd.DataFrame, order: list[str]) -> str:
    pieces = []
    for claim in order:
        own = turned[turned["claim"].eq(claim)]
        then = (
            f"{found} {' or '.join(dict.fromkeys(part['words']))}"
            for found, part in own.groupby("found", sort=False)
        )
        pieces.append(f"{claim}, {own['verdict'].iloc[0]}, turns {listed(then)}")
    return "; ".join(pieces) + "."
