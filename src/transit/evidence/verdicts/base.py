"""What a verdict is, how a test of a claim is registered, and how tests read the tables."""

import functools
import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pandas as pd

from transit import dates
from transit.errors import TransitError
from transit.evidence.acts import adopted
from transit.wording import figure

VERDICTS = ("supported", "refined", "contradicted", "open")
"""The record bears the claim out; bears it out with a correction; speaks against it; is silent."""

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
}
"""The tables of the record and the column that names their rows."""


@dataclass(frozen=True)
class Verdict:
    """What the tables say of one claim read in one way.

    Attributes
    ----------
    verdict : str
        One of `VERDICTS`.
    reason : str
        Full sentences with the numbers that decided.
    definition : str
        The reading of the claim that was tested.
    rows : tuple of str
        The rows that decided, as ``table:key``; series as ``indicators:series``.
    """

    verdict: str
    reason: str
    definition: str
    rows: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise TransitError(f"a verdict is one of {', '.join(VERDICTS)}, not {self.verdict!r}")


class Undecidable(Exception):
    """The rows that a test needs are missing or rest on nothing that may decide a verdict."""


verdict_functions: dict[str, Callable[..., Verdict]] = {}
"""Every test of a claim by its name."""


def verdict_function(test: Callable[..., Verdict]) -> Callable[..., Verdict]:
    """Register `test` under its name; what it cannot decide becomes the verdict "open"."""

    @functools.wraps(test)
    def decide(evidence, **arguments) -> Verdict:
        try:
            return test(evidence, **arguments)
        except Undecidable as silence:
            return Verdict("open", str(silence), "the rows needed for a verdict")

    if test.__name__ in verdict_functions:
        raise TransitError(f"two tests of claims are named {test.__name__}")
    verdict_functions[test.__name__] = decide
    return decide


_CALL = re.compile(r"(?P<name>[a-z_]+)(?:\((?P<arguments>[^()]*)\))?")


def parse_call(cell: str) -> tuple[str, dict[str, object]]:
    """Return the test's name and its arguments from a cell like ``held_early(election=P1999)``.

    Arguments are converted to the types that the test's signature gives; a list is written
    with ``+`` between its members.

    Raises
    ------
    TransitError
        If the cell is no such call, the test is not registered, or an argument is unknown,
        missing or of the wrong type.
    """
    match = _CALL.fullmatch(cell.strip())
    if match is None:
        raise TransitError(f"test {cell!r} is not written as name or name(key=value, …)")
    name = match["name"]
    if name not in verdict_functions:
        raise TransitError(
            f"test {name!r} does not exist; there are {', '.join(sorted(verdict_functions))}"
        )
    parameters = dict(inspect.signature(verdict_functions[name]).parameters)
    parameters.pop("evidence")
    arguments = {}
    for part in filter(None, (p.strip() for p in (match["arguments"] or "").split(","))):
        key, equals, text = (p.strip() for p in part.partition("="))
        if not equals or key not in parameters:
            raise TransitError(
                f"test {cell!r}: {part!r} is not one of {', '.join(parameters) or 'no arguments'}"
            )
        try:
            arguments[key] = _converted(text, parameters[key].annotation)
        except ValueError as error:
            raise TransitError(f"test {cell!r}: {key} cannot be {text!r}") from error
    missing = [k for k, p in parameters.items() if p.default is p.empty and k not in arguments]
    if missing:
        raise TransitError(f"test {cell!r}: {', '.join(missing)} is missing")
    return name, arguments


def _converted(text: str, kind: type) -> object:
    if kind in (int, float, str):
        return kind(text)
    if kind == tuple[str, ...]:
        return tuple(text.split("+"))
    if kind is bool and text in ("true", "false"):
        return text == "true"
    raise ValueError(text)


# --- reading the tables ---------------------------------------------------------------------


def deciding(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose confidence lets them count towards a verdict.

    Raises
    ------
    Undecidable
        If there are rows, and none of them does.
    """
    fit = frame[frame["confidence"].astype("string").isin(DECIDING)]
    if fit.empty and len(frame):
        found = ", ".join(sorted(set(frame["confidence"].astype("string"))))
        raise Undecidable(f"What the table has on this rests on {found} and decides nothing.")
    return fit


def find(evidence, table: str, key: str) -> pd.Series:
    """Return one row of a table.

    Raises
    ------
    TransitError
        If the table has no row of that key.
    Undecidable
        If the row's confidence is below what may decide.
    """
    frame, column = getattr(evidence, table), TABLES[table]
    rows = frame[frame[column].astype("string") == key]
    if rows.empty:
        raise TransitError(f"{table}: there is no row {column}={key!r} for a verdict to read")
    return deciding(rows).iloc[0]


def members(cell: object) -> tuple[str, ...]:
    """Return the members of a list cell; none if it is missing."""
    return tuple(cell.split(";")) if isinstance(cell, str) else ()


def only(frame: pd.DataFrame, flags: Iterable[bool]) -> pd.DataFrame:
    """Return the rows whose flag is true."""
    return frame[pd.Series(list(flags), index=frame.index, dtype=bool)]


def known(value: object, what: str) -> object:
    """Return `value`.

    Raises
    ------
    Undecidable
        If it is missing.
    """
    if pd.isna(value):
        raise Undecidable(f"The tables do not give {what}.")
    return value


def series(evidence, name: str, country: str, first: int, last: int) -> pd.DataFrame:
    """Return a country's values of a series: year (index), value, low, high.

    Raises
    ------
    Undecidable
        If there is no value between the two years.
    """
    frame = evidence.indicators
    frame = frame[
        (frame["series"].astype("string") == name)
        & (frame["country"].astype("string") == country)
        & frame["year"].between(first, last)
        & frame["value"].notna()
    ]
    if frame.empty:
        raise Undecidable(f"The series {name} has no value for {country} in {first}–{last}.")
    return frame.set_index("year")[["value", "low", "high"]].astype(float).sort_index()


def at(evidence, name: str, country: str, year: int) -> float:
    """Return one value of a series; `Undecidable` if there is none."""
    return float(series(evidence, name, country, year, year)["value"].iloc[0])


def series_name(evidence, name: str) -> str:
    """Return the printed name of a series with its version, to be used within a sentence."""
    frame = evidence.series
    rows = frame[frame["series"].astype("string") == name]
    if rows.empty:
        raise TransitError(f"series: there is no row series={name!r} for a verdict to read")
    row = rows.iloc[0]
    return f"{row['name']}, {row['version']}"


CENTRAL_ASIA = ("KAZ", "KGZ", "TJK", "TKM", "UZB")


def country_names(evidence) -> dict[str, str]:
    """Return the printed names of countries by their codes."""
    return evidence.names("indicators", "country")


def levels(evidence, name: str) -> tuple[str, ...]:
    """Return the names of the classes of an ordinal series, from 0 on."""
    frame = evidence.series
    rows = frame[frame["series"].astype("string") == name]
    found = members(rows["levels"].iloc[0]) if len(rows) else ()
    if not found:
        raise TransitError(f"series: {name!r} has no levels for a verdict to name")
    return found


# --- dates ------------------------------------------------------------------------------------


def period(value: object, precision: str | None = None) -> pd.Period:
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
    if column in members(row["unsourced"]):
        return period(moment, _CARRIED[dates.precision(moment)])
    return moment


def act(evidence, change: str) -> pd.Series:
    """Return a row of the table of changes with the date of the act as `adopted`.

    Raises
    ------
    TransitError, Undecidable
        As `find`, and if the act is not dated.
    """
    row = find(evidence, "changes", change)
    row = adopted(row.to_frame().T).iloc[0]
    known(row["adopted"], f"the date of {change}")
    return row


def months_between(earlier: pd.Period, later: pd.Period) -> int:
    """Return the calendar months from one date to another; whole years count from January."""
    start, end = earlier.start_time, later.start_time
    return (end.year - start.year) * 12 + end.month - start.month


def institution_name(evidence, institution: str) -> str:
    """Return an institution's label as it is written within a sentence.

    Raises
    ------
    TransitError
        If there is no such institution.
    """
    frame = evidence.institutions
    rows = frame[frame["institution"] == institution]
    if rows.empty:
        raise TransitError(f"institutions: there is no row institution={institution!r}")
    label = str(rows["label"].iloc[0])
    return label if rows["proper"].iloc[0] else label.lower()


def surname(name: str) -> str:
    """Return the last word of a person's name."""
    return name.rpartition(" ")[2]


def times(count: int) -> str:
    """Return how often: never, once, twice, three times."""
    return {0: "never", 1: "once", 2: "twice"}.get(count) or f"{figure(count)} times"


def span(first: int, last: int) -> str:
    """Return years as they are written: 2019, or 2015–2019."""
    return str(first) if first == last else f"{first}–{last}"


def plain(value: float, digits: int = 2) -> str:
    """Return a number with a true minus sign; from a thousand on, whole and with commas."""
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.{digits}f}"
    return text.replace("-", "\N{MINUS SIGN}")


def signed(value: float, digits: int = 2) -> str:
    """Return a number with its sign."""
    return ("+" if value > 0 else "") + plain(value, digits)


def share(part: float, whole: float) -> float:
    """Return a part as a percentage of the whole."""
    return 100.0 * part / whole
