"""How tests of claims read the tables: rows, dates and country series, and what is missing."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from transit import dates
from transit.errors import TransitError
from transit.evidence.acts import adopted
from transit.evidence.loading import Evidence
from transit.evidence.verdicts.base import Row, Undecidable
from transit.wording import figure, number

DECIDING = frozenset({"sourced", "partly", "derived"})
"""The confidence a row must have to count towards a verdict."""

TABLES = {
    "events": "event",
    "presidential": "election",
    "candidates": "election",
    "parliamentary": "election",
    "seats": "election",
    "referendums": "referendum",
    "changes": "change",
    "notice": "election",
    "powers": "power",
    "articles": "change",
    "offices": "tenure",
}
"""The tables that verdicts read and the column that names or groups their rows."""


def decides(frame: pd.DataFrame) -> pd.Series:
    """Return for each row whether its confidence lets it count towards a verdict."""
    return frame["confidence"].isin(DECIDING)


def deciding(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose confidence lets them count towards a verdict.

    Raises
    ------
    Undecidable
        If there are rows, and none of them does.
    """
    fit = frame[decides(frame)]
    if fit.empty and len(frame):
        raise Undecidable(_rests_on(frame["confidence"].astype("string")))
    return fit


def _rests_on(confidence: Iterable[str]) -> str:
    found = ", ".join(sorted(set(confidence)))
    return f"What the table has on this rests on {found} and decides nothing."


def whole(evidence: Evidence, table: str, *read: str) -> pd.DataFrame:
    """Return a table of which every row is needed, with the column `decides`.

    A row does not decide if its confidence is too low, or if one of the fields that are `read`
    rests on general knowledge.

    Raises
    ------
    Undecidable
        If it has fewer rows than its description counts.
    """
    frame = getattr(evidence, table)
    counted = evidence.package.table(table).rows
    if counted is not None and len(frame) < counted:
        raise Undecidable(
            f"The table {table} has {len(frame)} rows where its description counts {counted}: "
            "what is missing may decide."
        )
    return frame.assign(decides=decides(frame) & carries(frame, *read))


def carries(frame: pd.DataFrame, *read: str) -> pd.Series:
    """Return for each row whether none of the fields that are read rests on general knowledge."""
    if "unsourced" not in frame:
        return pd.Series(True, index=frame.index)
    cells = [not set(read) & set(members(cell)) for cell in frame["unsourced"]]
    return pd.Series(cells, index=frame.index, dtype=bool)


def table_of(evidence: Evidence, key: str, *tables: str) -> str:
    """Return the one of some tables that has a row of that key.

    Raises
    ------
    TransitError
        If none has.
    """
    for table in tables:
        if (getattr(evidence, table)[TABLES[table]] == key).any():
            return table
    raise TransitError(f"{', '.join(tables)}: there is no row {key!r} for a verdict to read")


def find(evidence: Evidence, table: str, key: str) -> pd.Series:
    """Return one row of a table.

    Raises
    ------
    TransitError
        If the table has no row of that key.
    Undecidable
        If the row's confidence is below what may decide.
    """
    frame, column = getattr(evidence, table), TABLES[table]
    places = [place for place, cell in enumerate(frame[column]) if cell == key]
    if not places:
        raise TransitError(f"{table}: there is no row {column}={key!r} for a verdict to read")
    confidence = [str(frame["confidence"].iat[place]) for place in places]
    for place, found in zip(places, confidence, strict=True):
        if found in DECIDING:
            return frame.iloc[place]
    raise Undecidable(_rests_on(confidence))


def act(evidence: Evidence, change: str) -> pd.Series:
    """Return a row of the table of changes with the date of the act as `adopted`.

    Raises
    ------
    TransitError, Undecidable
        As `find`, and if the act is not dated.
    """
    row = find(evidence, "changes", change).copy()
    for column in ("passed", "signed"):
        if column in members(row["unsourced"]) and pd.notna(row[column]):
            row[column] = recorded(row, column)
    row = adopted(row.to_frame().T).iloc[0]
    known(row["adopted"], f"the date of {change}")
    return row


def rows_of(table: str, keys: Iterable[object]) -> tuple[Row, ...]:
    """Return rows of a table by their keys; the table as a whole if there is none."""
    return tuple(Row(table, (str(key),)) for key in keys) or (Row(table),)


def members(cell: object) -> tuple[str, ...]:
    """Return the members of a list cell; none if it is missing."""
    return tuple(cell.split(";")) if isinstance(cell, str) and cell else ()


def only(frame: pd.DataFrame, flags: Iterable[bool]) -> pd.DataFrame:
    """Return the rows whose flag is true."""
    return frame[pd.Series(list(flags), index=frame.index, dtype=bool)]


def known(value: Any, what: str) -> Any:
    """Return `value`.

    Raises
    ------
    Undecidable
        If it is missing.
    """
    if pd.isna(value):
        raise Undecidable(f"The tables do not give {what}.")
    return value


def sourced(row: pd.Series, column: str, what: str) -> Any:
    """Return a value of a row.

    Raises
    ------
    Undecidable
        If it is missing, or rests on general knowledge.
    """
    value = known(row[column], what)
    if column in members(row.get("unsourced")):
        raise Undecidable(f"In the tables {what} rests on general knowledge.")
    return value


# --- country series -----------------------------------------------------------------------------


def series(evidence: Evidence, name: str, country: str, first: int, last: int) -> pd.DataFrame:
    """Return a country's values of a series in every year that the series covers.

    A year that the source has for some country is a row, empty where this country's value is
    missing. What the source gives for no country is not missing.

    Returns
    -------
    DataFrame
        year (index), value, low, high.

    Raises
    ------
    Undecidable
        If there is no value between the two years.
    """
    by_country = evidence.values.get(name, {})
    covered = {year for values in by_country.values() for year in values}
    years = sorted(year for year in covered if first <= year <= last)
    own = by_country.get(country, {})
    if not any(year in own for year in years):
        raise Undecidable(f"The series {name} has no value for {country} in {span(first, last)}.")
    missing = (math.nan, math.nan, math.nan)
    return pd.DataFrame(
        [own.get(year, missing) for year in years],
        index=pd.Index(years, name="year"),
        columns=["value", "low", "high"],
    )


def complete(evidence: Evidence, name: str, country: str, first: int, last: int) -> pd.DataFrame:
    """Return a country's values of a series, none missing; see `series`.

    Raises
    ------
    Undecidable
        If a value is missing that the series has for another country.
    """
    frame = series(evidence, name, country, first, last)
    gaps = frame.index[frame["value"].isna()]
    if len(gaps):
        raise Undecidable(
            f"The series {name} lacks {country} in {', '.join(str(year) for year in gaps)}."
        )
    return frame


def at(evidence: Evidence, name: str, country: str, year: int) -> float:
    """Return one value of a series; `Undecidable` if there is none."""
    return float(series(evidence, name, country, year, year)["value"].iloc[0])


def value_rows(name: str, countries: Iterable[str], years: Iterable[int]) -> tuple[Row, ...]:
    """Return the rows of a series for some countries and years."""
    years = list(years)
    return tuple(
        Row("indicators", (country, str(year), name)) for country in countries for year in years
    )


def series_name(evidence: Evidence, name: str) -> str:
    """Return the printed name of a series with its version, to be used within a sentence."""
    frame = evidence.series
    place = list(frame["series"]).index(name)
    return f"{frame['name'].iat[place]}, {frame['version'].iat[place]}"


def country_names(evidence: Evidence) -> dict[str, str]:
    """Return the printed names of countries by their codes."""
    return evidence.names("indicators", "country")


def levels(evidence: Evidence, name: str) -> tuple[str, ...]:
    """Return the names of the classes of an ordinal series, from 0 on."""
    rows = evidence.series[evidence.series["series"].eq(name)]
    found = members(rows["levels"].iloc[0])
    if not found:
        raise TransitError(f"series: {name!r} has no levels for a verdict to name")
    return found


# --- dates ------------------------------------------------------------------------------------


def period(value: Any, precision: str | None = None) -> pd.Period:
    """Return a date of any precision as the period it stands for.

    Parameters
    ----------
    value : str, Period or Timestamp
        ISO text of year, month or day as in a claim, or what a table holds.
    precision : {"day", "month", "year"}, optional
        Widen the period to this precision if it is finer.
    """
    if isinstance(value, str):
        try:
            moment = dates.parse(value)
        except ValueError as error:
            raise TransitError(f"{value!r} is no ISO date of year, month or day") from error
    elif isinstance(value, pd.Period):
        moment = value
    else:
        moment = pd.Period(known(value, "the date"), freq="D")
    order = list(dates.PRECISION.values())
    if precision is not None and order.index(precision) < order.index(dates.precision(moment)):
        moment = moment.asfreq(precision[0].upper())
    return moment


_CARRIED = {"day": "month", "month": "year", "year": "year"}
"""What is left of a date without its finest part."""


def recorded(row: pd.Series, column: str = "date") -> pd.Period:
    """Return the date of a row as far as its sources carry it.

    Where the row names the date among the fields that are not sourced, its finest part rests on
    general knowledge and is left out.
    """
    moment = period(known(row[column], f"the date ({column}) of {row.iloc[0]}"))
    if column in members(row.get("unsourced")):
        return period(moment, _CARRIED[dates.precision(moment)])
    return moment


def ends(moment: pd.Period) -> tuple[pd.Period, pd.Period]:
    """Return the first and the last day that a date may stand for."""
    return moment.start_time.to_period("D"), moment.end_time.to_period("D")


# --- words ------------------------------------------------------------------------------------


def institution_name(evidence: Evidence, institution: str) -> str:
    """Return an institution's name as a sentence has it, without its article.

    Raises
    ------
    TransitError
        If there is no such institution.
    """
    frame = evidence.institutions
    rows = frame[frame["institution"] == institution]
    if rows.empty:
        raise TransitError(f"institutions: there is no row institution={institution!r}")
    return str(rows["phrase"].iloc[0]).removeprefix("the ")


def surname(name: str) -> str:
    """Return the last word of a person's name."""
    return name.rpartition(" ")[2]


def times(count: int) -> str:
    """Return how often: never, once, twice, three times."""
    return {0: "never", 1: "once", 2: "twice"}.get(count) or f"{figure(count)} times"


def span(first: int, last: int) -> str:
    """Return years as they are written: 2019, or 2015–2019."""
    return str(first) if first == last else f"{first}–{last}"


def printed(value: float, digits: int = 2) -> str:
    """Return a number with some decimals, from a thousand on without."""
    return number(value, 0 if abs(value) >= 1000 else digits)


def signed(value: float, digits: int = 2) -> str:
    """Return a number with its sign, as `printed` writes it."""
    text = printed(value, digits)
    return f"+{text}" if value > 0 else text


def share(part: float, total: float) -> float:
    """Return a part as a percentage of a total."""
    return 100.0 * part / total
