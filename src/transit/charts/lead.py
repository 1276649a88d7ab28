"""The chart that tells the story: steps of power counted above a measured check on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from transit.charts import theme
from transit.charts.canvas import HOLLOW, TOLD, Canvas, layered, quiet, saying
from transit.charts.events import in_order
from transit.charts.frames import drawn, name_of, need
from transit.charts.layout import spread, written
from transit.charts.powers import Groups
from transit.charts.rows import PHONE
from transit.charts.series import VDEM, country_lines, grid_values, select, year_axis
from transit.charts.steps import BY_LAW, steps
from transit.charts.theme import COUNTRIES
from transit.display.figure import Figure
from transit.errors import TransitError
from transit.wording import capital, counted, number, word


def steepest(story: pd.Series, share: float = 0.5) -> tuple[int, int, float]:
    """Return the shortest run of years that holds at least `share` of the fall from the peak.

    Parameters
    ----------
    story : Series
        Values indexed by year.
    share : float
        The least part of the fall, above 0 and at most 1.

    Returns
    -------
    first, last : int
        The years between which the value falls; of equally short runs the one with more.
    part : float
        The part of the fall, from the peak to the least value after it, that the run holds.

    Raises
    ------
    TransitError
        If the values never fall after their peak.
    """
    story = story.sort_index()
    peak = story.index[len(story) - 1 - story.to_numpy()[::-1].argmax()]
    after = story.loc[peak:]
    fall = after.iloc[0] - after.min()
    if not fall > 0:
        raise TransitError("the series does not fall after its peak; there is no run to mark")
    runs = [
        (b - a, -(after[a] - after[b]), a, b)
        for a in after.index
        for b in after.index
        if b > a and after[a] - after[b] >= share * fall - 1e-12
    ]
    _, drop, first, last = min(runs)
    return int(first), int(last), float(-drop / fall)


def falls(story: pd.Series) -> pd.Series:
    """Return by how much a value, by year, fell from the year before; 0 where it did not.

    Examples
    --------
    >>> falls(pd.Series({1990: 0.5, 1991: 0.75, 1992: 0.25})).tolist()
    [nan, 0.0, 0.5]
    """
    return (-story.sort_index().diff()).clip(lower=0)


@dataclass(frozen=True)
class _Fall:
    """The shortest run of years with half of the fall, and how much of it the run holds."""

    first: int
    last: int
    share: float

    @property
    def band(self) -> pd.DataFrame:
        return pd.DataFrame({"from": [self.first], "to": [self.last + 1]})


def lead(
    events: pd.DataFrame,
    values: pd.DataFrame,
    series: str,
    *,
    label: str,
    institution: str,
    countries: Sequence[str],
    known: int,
    institutions: pd.DataFrame | None = None,
    names: Mapping[str, str] | None = None,
    first: int = 1990,
    last: int = 2024,
    source: str = f"Chronology of this report; {VDEM}",
) -> Figure:
    """Draw a measured check on an institution above the steps by which it gained power.

    The upper panel shows the measure; a band marks the shortest run of years with half of its
    fall or more, up to the year that is `known`. The lower panel has a dot for every step by which
    the institution gains (`transit.charts.steps`), by whoever's reading. What came after the year
    known is to the right of a line.

    Parameters
    ----------
    events : DataFrame
        Columns event, date, title, kind, gains, loses, in_article.
    values : DataFrame
        Columns country, year, series, value.
    series, label : str
        The measure and its name.
    institution : str
        Whose gains are counted.
    countries : sequence of str
        The first is the country of the story.
    known : int
        The last year that the article could know.
    institutions : DataFrame, optional
        As for `transit.charts.powers.changes`; an institution gains with its group.
    names : mapping of str to str, optional
        Names of the countries; the code itself where there is none.
    first, last : int
        Years shown.
    source : str
        The source line.

    Returns
    -------
    Figure
        Its table has columns Year, Steps (in that year) and one with the measure per country.

    Raises
    ------
    TransitError
        If the institution never gains, or the measure never falls.
    """
    need(events, ("event", "date", "title", "kind", "gains", "loses", "in_article"), "events")
    groups = Groups(institutions)
    own = _steps(events, groups, institution, first, last)
    measure = select(values, series, countries=countries, first=first, last=last)
    measure["name"] = [name_of(names, country) for country in measure["country"]]
    story = measure[measure["country"] == countries[0]].set_index("year")["value"]
    fall = _Fall(*steepest(story.loc[:known]))
    spoken = f"{label[:1].lower()}{label[1:]}"
    before = own[own["year"] <= known]
    late = before[before["year"] > fall.last]
    lawful = int(late["by_law"].sum())
    return Figure(
        lambda width: _lead(own, measure, countries, fall, (first, last, known), label, width),
        headline=(
            f"{number(100 * fall.share)} per cent of the fall in {spoken} came from {fall.first} "
            f"to {fall.last}; {word(len(late))} of the {counted(len(before), 'step')} by which "
            f"{groups.phrase(institution)} gained power by {known} came later"
            f"{f', {word(lawful)} of them by law' if lawful else ''}."
        ),
        notes=(
            f"Band: the years of that fall. Line: {known}, the year of the article. A dot is a step "
            "of power; filled: the article tells it, hollow: the record adds it. By law: "
            "constitutions, amendments, laws, referendums. Events of one month are one step; "
            "elections and what was only asked for are none."
        ),
        description=_finding(own, story, fall, spoken, known),
        source=source,
        table=_table(own, measure, first, last),
    )


def _steps(
    events: pd.DataFrame, groups: Groups, institution: str, first: int, last: int
) -> pd.DataFrame:
    """Return the steps by which the institution gains, each year's numbered from the ground.

    Events of one month are one step, which the article tells if it tells one of them.
    """
    own = steps(in_order(events), groups)
    own["year"] = own["when"].astype(int)
    own = own[own["year"].between(first, last)]
    own = own[(own["group"] == institution) & (own["effect"] == "gains")]
    if own.empty:
        raise TransitError(f"events: there is none by which {institution} gains power")
    told = [f"{written(row.date)}\n{row.title}" for row in own.itertuples(index=False)]
    own = own.assign(
        told=told, in_article=own["in_article"].astype(bool), by_law=own["kind"].isin(BY_LAW)
    )
    months = own.groupby("month", sort=False)
    own = months.agg({"year": "first", "in_article": "max", "by_law": "max", "told": "\n".join})
    own = own.sort_values(["year", "in_article"], ascending=[True, False], kind="stable")
    own["place"] = own.groupby("year").cumcount() + 0.5
    return own.reset_index(drop=True)


def _table(own: pd.DataFrame, measure: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    years = pd.Index(range(first, last + 1), name="Year")
    table = pd.DataFrame({"Steps": own["year"].value_counts().reindex(years, fill_value=0)})
    for name, part in measure.groupby("name", sort=False):
        table[name] = part.set_index("year")["value"]
    return table.reset_index()


def _finding(own: pd.DataFrame, story: pd.Series, fall: _Fall, spoken: str, known: int) -> str:
    told = int(own["in_article"].sum())
    after = int((own["year"] > known).sum())
    return (
        f"{capital(spoken)} fell from {number(story[fall.first], 2)} in {fall.first} to "
        f"{number(story[fall.last], 2)} in {fall.last} and stood at {number(story[known], 2)} in "
        f"{known} and {number(story.iloc[-1], 2)} in {story.index[-1]}. Of {counted(len(own), 'step')} "
        f"of power the article tells {word(told)}; {word(after)} came after {known}."
    )


def _lead(
    own: pd.DataFrame,
    measure: pd.DataFrame,
    countries: Sequence[str],
    fall: _Fall,
    years: tuple[int, int, int],
    label: str,
    width: float,
) -> alt.VConcatChart:
    narrow = width < PHONE
    first, last, known = years
    room = 0 if narrow else 128
    plot = width - 40
    end = last + 1 + room / (plot - room) * (last + 1 - first)
    high = 150 if narrow else 170
    top = max(0.8, measure["value"].max() * 1.05)
    axis = year_axis(first, last + 1, labels=False)
    upper = Canvas(
        (first, end), (0, top), x_axis=axis,
        y_axis=alt.Axis(title=None, values=grid_values(0, top), grid=False), down=False,
    )  # fmt: skip
    most = float(own["place"].max()) + 0.7
    lower = Canvas((first, end), (0, most), x_axis=year_axis(
        first, last + 1, step=10 if narrow else 5), down=False)  # fmt: skip
    shown = countries[:1] if narrow else countries
    part = measure[measure["country"].isin(shown)]
    texts = [
        f"{name}, {year}: {number(value, 2)}"
        for name, year, value in zip(part["name"], part["year"], part["value"], strict=True)
    ]
    part = part.assign(year=part["year"] + 0.5)
    checks = [
        *_ground(fall, known, top, upper),
        *country_lines(part, shown, upper),
        _told(part, texts, upper),
        *_words(part, shown, fall, last, top / high, end, narrow, upper),
    ]
    titles = (f"{label} (0 to 1)", "Steps of power, by year")
    size = 14 * most
    return alt.vconcat(
        layered(checks, plot, high, quiet(titles[0])),
        layered([*_ground(fall, known, most, lower), *_dots(own, lower)], plot, size,
                quiet(titles[1])),
        spacing=8,
    )  # fmt: skip


def _ground(fall: _Fall, known: int, top: float, canvas: Canvas) -> list[alt.Chart]:
    """Return the band of the fall and the line after the last year known."""
    band = alt.Chart(fall.band).mark_rect(color=theme.SAND, opacity=0.45)
    line = alt.Chart(pd.DataFrame({"x": [known + 0.8], "y": [0.0], "y2": [top]}))
    return [
        band.encode(x=canvas.x("from"), x2="to:Q"),
        line.mark_rule(color=theme.SOFT, strokeDash=[3, 3]).encode(
            x=canvas.x("x"), y=canvas.y("y"), y2="y2:Q"
        ),
    ]


def _told(measure: pd.DataFrame, texts: Sequence[str], canvas: Canvas) -> alt.Chart:
    points = alt.Chart(drawn(saying(measure, texts, series="name")))
    return points.mark_point(opacity=0, size=50).encode(
        x=canvas.x("year"), y=canvas.y("value"), **TOLD
    )


def _words(
    measure: pd.DataFrame,
    countries: Sequence[str],
    fall: _Fall,
    last: int,
    line: float,
    end: float,
    narrow: bool,
    canvas: Canvas,
) -> list[alt.Chart]:
    """Return the share of the fall beside its band, and the names at the ends of the lines."""
    story = measure.loc[measure["country"] == countries[0], "value"]
    note = pd.DataFrame(
        {
            "x": [fall.last + 1.4],
            "y": [float(story.max())],
            "text": [f"{number(100 * fall.share)}% of the fall,\n{fall.first}–{fall.last}"],
        }
    )
    layers = [canvas.texts(note, "x", "y", fontWeight="bold", color=theme.BLUE, lineBreak="\n")]
    if narrow:
        return layers
    ends = measure.groupby("country", sort=False).tail(1).copy()
    ends["at"] = spread(ends["value"], 17 * line, 0)
    ends["x"] = last + 1.0
    ends["text"] = [
        f"{name} {number(value, 2)}"
        for name, value in zip(ends["name"], ends["value"], strict=True)
    ]
    for place, country in enumerate(countries):
        layers.append(
            canvas.texts(
                saying(ends[ends["country"] == country], series="name"),
                "x",
                "at",
                color=COUNTRIES.get(country, theme.QUIET),
                fontWeight="normal" if place else "bold",
            ).encode(**TOLD)
        )
    return layers


def _dots(own: pd.DataFrame, canvas: Canvas) -> list[alt.Chart]:
    own = saying(own.assign(x=own["year"] + 0.5), own["told"])
    layers = []
    for told, part in own.groupby("in_article"):
        style: dict[str, Any] = {"color": theme.BLUE} if told else HOLLOW | {"stroke": theme.BLUE}
        style = {"size": 62, "opacity": 1, "strokeWidth": 2} | style
        dots = alt.Chart(drawn(part[["x", "place", "says"]])).mark_point(**style)
        layers.append(dots.encode(x=canvas.x("x"), y=canvas.y("place"), **TOLD))
    return layers
