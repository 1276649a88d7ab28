"""Forecasts held against what was on record when they were made and what came later."""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import HOLLOW, TOLD, marks_by, saying
from transit.charts.frames import drawn, need
from transit.charts.layout import decimal_year, written
from transit.charts.rows import PHONE, Rows
from transit.charts.theme import VERDICT_SHAPES, VERDICTS
from transit.charts.verdicts import PHRASES, verdict_key
from transit.dates import spoken
from transit.display.figure import WIDE, Figure
from transit.errors import TransitError
from transit.wording import counted, listed, word

SOURCE = "Ledger of claims and events of this report"


def forecasts(
    frame: pd.DataFrame,
    events: pd.DataFrame,
    *,
    closed: str,
    link: Callable[[str], str] = "#{}".format,
    first: int = 2017,
    last: int = 2026,
    source: str = SOURCE,
) -> Figure:
    """Draw for every forecast what was on record when it was made, what came, and its verdict.

    Parameters
    ----------
    frame : DataFrame
        Columns statement, label (the forecast in a few words), verdict, one row per forecast.
    events : DataFrame
        Columns statement, date and title: the events that bear on a forecast.
    closed : str
        When the forecasts were closed, as a year and a month.
    link : callable
        Given a statement, the address that its verdict leads to.
    first, last : int
        The years shown; an earlier event stands at the edge.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns Claim, Forecast, On record by then, What came, Verdict.

    Raises
    ------
    TransitError
        If a verdict has no mark.
    """
    need(frame, ("statement", "label", "verdict"), "forecasts")
    need(events, ("statement", "date", "title"), "events of forecasts")
    stray = sorted(set(frame["verdict"].astype(str)) - set(VERDICTS))
    if stray:
        raise TransitError(f"forecasts: verdict {listed(stray)} has no mark")
    rank = {verdict: place for place, verdict in enumerate(VERDICTS)}
    own = frame.assign(verdict=frame["verdict"].astype(str))
    own = own.sort_values("verdict", key=lambda c: c.map(rank), kind="stable")
    own = own.reset_index(drop=True).assign(href=lambda f: f["statement"].map(link))
    limit = decimal_year(closed)
    marks = events.drop_duplicates(["statement", "title"])
    marks = marks.assign(year=marks["date"].map(decimal_year), when=marks["date"].map(written))
    marks = marks[marks["statement"].isin(own["statement"])]
    marks["known"] = marks["year"] <= limit
    return Figure(
        lambda width: _picture(own, marks, limit, (first, last), width),
        headline=_headline(own, marks, spoken(pd.Period(closed, "M"))),
        description=_description(own),
        notes=(
            "Hollow: on record when the article was closed. Filled: what came after and decided. "
            "At the right: the verdict, which opens its row in the ledger. Which earlier events "
            "bear on a forecast is our choice."
        ),
        source=source,
        table=_table(own, marks),
    )


def _picture(
    own: pd.DataFrame,
    marks: pd.DataFrame,
    limit: float,
    years: tuple[int, int],
    width: float,
) -> alt.VConcatChart:
    ticks = list(range(years[0], years[1] + 1, 3 if width < PHONE else 2))
    axis = alt.Axis(values=ticks, format="d", title=None, domain=False, grid=False)
    rows = Rows(
        own["label"].tolist(),
        width,
        x=(years[0] - 0.2, years[1] + 1.0),
        x_axis=axis,
        right=34,
        head=24,
        step=25 if width == WIDE else 18,
        share=0.6,
        gap=1,
    )
    place = dict(zip(own["statement"], rows.places, strict=True))
    texts = marks["when"] + ": " + marks["title"]
    shown = saying(marks[["statement", "year", "known"]], texts)
    shown["y"], shown["year"] = shown["statement"].map(place), shown["year"].clip(lower=years[0])
    x, y = rows.canvas.x("year"), rows.canvas.y("y")
    known, came = shown[shown["known"]], shown[~shown["known"]]
    span = shown.groupby("y").agg(year=("year", "min"), end=("year", "max")).reset_index()
    told = own["statement"] + ", " + own["verdict"] + "\n" + own["label"]
    verdicts = saying(own[["verdict", "href"]].assign(y=rows.places), told)
    base = alt.Chart(drawn(verdicts)).mark_point(size=120, opacity=1, xOffset=rows.plot + 22)
    hollow = HOLLOW | {"size": 60, "stroke": theme.NAVY, "strokeWidth": 1.8}
    rule = pd.DataFrame({"year": [limit], "text": ["the article closes"], "y": [-14.0]})
    layers = [
        alt.Chart(rule).mark_rule(strokeDash=[4, 3], color=theme.SOFT).encode(x=x),
        rows.canvas.texts(rule, "year", "y", dx=5, fontSize=theme.SMALL, color=theme.SOFT),
        alt.Chart(drawn(span)).mark_rule(color=theme.RULE).encode(x=x, x2="end:Q", y=y),
        alt.Chart(drawn(came))
        .mark_point(size=60, opacity=1, color=theme.NAVY)
        .encode(x=x, y=y, **TOLD),
        alt.Chart(drawn(known)).mark_point(**hollow).encode(x=x, y=y, **TOLD),
        base.encode(
            x=alt.value(0),
            y=y,
            href="href:N",
            **TOLD,
            **marks_by("verdict", VERDICTS, VERDICT_SHAPES),
        ),
    ]
    counts = own["verdict"].value_counts()
    return alt.vconcat(verdict_key(counts, rows), rows.drawn(layers), spacing=6)


def _headline(own: pd.DataFrame, marks: pd.DataFrame, closed: str) -> str:
    counts = own["verdict"].value_counts()
    said = {
        "supported": ("holds", "hold"),
        "contradicted": ("is", "are"),
        "open": ("stays", "stay"),
    }
    held, failed, silent = (
        f"{word(int(counts.get(verdict, 0)))} {verbs[int(counts.get(verdict, 0) != 1)]}"
        for verdict, verbs in said.items()
    )
    before = marks.loc[marks["known"], "statement"].nunique()
    return (
        f"Of {counted(len(own), 'forecast')} {held} as they stand, {failed} contradicted and "
        f"{silent} open; on {word(before)} the record of {closed} already bore."
    )


def _description(own: pd.DataFrame) -> str:
    said = (
        f"{PHRASES[str(verdict)]}: {listed(part['label'].str[:1].str.lower() + part['label'].str[1:])}"
        for verdict, part in own.groupby("verdict", sort=False)
    )
    return "Forecasts by verdict: " + "; ".join(said) + "."


def _table(own: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    def told(known: bool) -> pd.Series:
        part = marks[marks["known"] == known].sort_values("year", kind="stable")
        texts = part["title"] + " (" + part["when"] + ")"
        return texts.groupby(part["statement"]).agg("; ".join)

    return pd.DataFrame(
        {
            "Claim": own["statement"],
            "Forecast": own["label"],
            "On record by then": own["statement"].map(told(True)).fillna("nothing"),
            "What came": own["statement"].map(told(False)).fillna("nothing that decides"),
            "Verdict": own["verdict"],
        }
    )
