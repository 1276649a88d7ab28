"""What a verdict is, how a test of a claim is registered and called, and its arguments."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from transit.errors import TransitError
from transit.evidence.loading import Evidence

VERDICTS = ("supported", "refined", "contradicted", "open")
"""The record bears the claim out; bears it out with a correction; speaks against it; is silent."""

Country = Annotated[str, "country"]
"""Argument of a test: a code of the table of indicators."""

Countries = Annotated[tuple[str, ...], "country"]
"""Argument of a test: several codes."""

Series = Annotated[str, "series"]
"""Argument of a test: a series of the table of series."""

SeriesNames = Annotated[tuple[str, ...], "series"]
"""Argument of a test: several series."""

Start = Annotated[int, "start"]
"""Argument of a test: the year from which it counts."""

End = Annotated[int, "end"]
"""Argument of a test: the year up to which it counts."""

Election = Annotated[str, "election"]
"""Argument of a test: the election from which, or up to which, it counts."""

Limit = Annotated[float, "threshold"]
"""Argument of a test that sets where it draws the line: a number."""

Ministry = Annotated[bool, "assumption", "with the foreign ministry counted as a post abroad"]
"""Argument of a test: an assumption that can be made the other way, and how that is said."""

Count = Annotated[int, "threshold"]
"""Argument of a test that sets where it draws the line: a whole number."""


class Row(NamedTuple):
    """One row of a table, or the table as a whole where the key is empty.

    Attributes
    ----------
    table : str
        Name of the table.
    key : tuple of str
        Its primary key, in the order of the description.
    """

    table: str
    key: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ":".join(filter(None, (self.table, " ".join(self.key))))


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
    rows : tuple of Row
        The rows that decided, each once. Where the absence of rows decided, the table.
    """

    verdict: str
    reason: str
    definition: str
    rows: tuple[Row, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise TransitError(f"a verdict is one of {', '.join(VERDICTS)}, not {self.verdict!r}")
        object.__setattr__(self, "rows", tuple(dict.fromkeys(self.rows)))


class Undecidable(Exception):
    """The rows that a test needs are missing or rest on nothing that may decide a verdict."""


verdict_functions: dict[str, Callable[..., Verdict]] = {}
"""Every test of a claim by its name."""


def verdict_function(test: Callable[..., Verdict]) -> Callable[..., Verdict]:
    """Register `test` under its name; what it cannot decide becomes the verdict "open"."""

    @functools.wraps(test)
    def decide(evidence: Evidence, **arguments: Any) -> Verdict:
        _check_arguments(evidence, test.__name__, arguments)
        try:
            return test(evidence, **arguments)
        except Undecidable as silence:
            return Verdict("open", str(silence), "the rows needed for a verdict")

    if test.__name__ in verdict_functions:
        raise TransitError(f"two tests of claims are named {test.__name__}")
    verdict_functions[test.__name__] = decide
    return decide


_CALL = re.compile(r"(?P<name>[a-z_]+)(?:\((?P<arguments>[^()]*)\))?")
_WHOLE = re.compile(r"-?[0-9]+")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def parse_call(cell: str) -> tuple[str, dict[str, Any]]:
    """Return the test's name and its arguments from a cell like ``held_early(election=P1999)``.

    Arguments are converted to the types that the test's signature gives; a list is written
    with ``+`` between its members.

    Raises
    ------
    TransitError
        If the cell is no such call, the test is not registered, or an argument is unknown,
        missing, empty, given twice or of the wrong type.
    """
    match = _CALL.fullmatch(cell.strip())
    if match is None:
        raise TransitError(f"test {cell!r} is not written as name or name(key=value, …)")
    name = match["name"]
    if name not in verdict_functions:
        raise TransitError(
            f"test {name!r} does not exist; there are {', '.join(sorted(verdict_functions))}"
        )
    parameters = _parameters(name)
    kinds = _annotations(name)
    arguments: dict[str, Any] = {}
    for part in filter(None, (p.strip() for p in (match["arguments"] or "").split(","))):
        key, equals, text = (p.strip() for p in part.partition("="))
        if not equals or key not in parameters:
            raise TransitError(
                f"test {cell!r}: {part!r} is not one of {', '.join(parameters) or 'no arguments'}"
            )
        if key in arguments:
            raise TransitError(f"test {cell!r}: {key} is given twice")
        try:
            arguments[key] = _converted(text, kinds[key])
        except ValueError as error:
            raise TransitError(f"test {cell!r}: {key} cannot be {text!r}") from error
    missing = [k for k, p in parameters.items() if p.default is p.empty and k not in arguments]
    if missing:
        raise TransitError(f"test {cell!r}: {', '.join(missing)} is missing")
    return name, arguments


def thresholds(name: str, arguments: Mapping[str, Any] | None = None) -> dict[str, float]:
    """Return the arguments by which a test draws its lines, defaults included.

    Parameters
    ----------
    name : str
        A test, as in `verdict_functions`.
    arguments : mapping, optional
        What a claim gives; see `parse_call`.

    Returns
    -------
    dict of str to number
        In the order of the test's signature.
    """
    return marked(name, "threshold", arguments or {})


def marked(name: str, mark: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of a test that its signature marks in some way, defaults included.

    Parameters
    ----------
    name : str
        A test, as in `verdict_functions`.
    mark : {"country", "series", "start", "end", "election", "threshold", "assumption"}
        As in `Country`, `Series`, `Start`, `End`, `Election`, `Limit`, `Ministry`.
    arguments : mapping
        What a claim gives; see `parse_call`.
    """
    found = {}
    for key, kind in _annotations(name).items():
        if mark in _marks(kind):
            value = arguments.get(key, _parameters(name)[key].default)
            if value is not inspect.Parameter.empty:
                found[key] = value
    return found


def assumptions(name: str, arguments: Mapping[str, Any]) -> dict[str, tuple[bool, str]]:
    """Return the assumptions of a test, each as it is made and how its opposite is said."""
    kinds = _annotations(name)
    found = marked(name, "assumption", arguments)
    return {key: (value, _marks(kinds[key])[1]) for key, value in found.items()}


def _parameters(name: str) -> dict[str, inspect.Parameter]:
    found = dict(inspect.signature(verdict_functions[name]).parameters)
    found.pop("evidence")
    return found


@functools.cache
def _annotations(name: str) -> dict[str, Any]:
    hints = get_type_hints(inspect.unwrap(verdict_functions[name]), include_extras=True)
    return {key: kind for key, kind in hints.items() if key not in ("evidence", "return")}


def _marks(kind: Any) -> tuple[str, ...]:
    return get_args(kind)[1:] if get_origin(kind) is Annotated else ()


def _converted(text: str, kind: Any) -> object:
    plain = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    if not text:
        raise ValueError(text)
    if plain is str:
        return text
    if plain is int and _WHOLE.fullmatch(text):
        return int(text)
    if plain is float and _NUMBER.fullmatch(text):
        return float(text)
    if plain == tuple[str, ...] and all(text.split("+")):
        return tuple(text.split("+"))
    if plain is bool and text in ("true", "false"):
        return text == "true"
    raise ValueError(text)


def _check_arguments(evidence: Evidence, name: str, arguments: Mapping[str, Any]) -> None:
    """Refuse countries and series that no table has, and spans that end before they begin."""
    for key, kind in _annotations(name).items():
        if key not in arguments:
            continue
        value = arguments[key]
        members = (value,) if isinstance(value, str) else value
        marks = _marks(kind)
        if "country" in marks:
            _refuse_unknown(name, key, members, evidence.names("indicators", "country"))
        if "series" in marks:
            _refuse_unknown(name, key, members, list(evidence.series["series"]))
        if {"country", "series"} & set(marks) and len(set(members)) < len(members):
            raise TransitError(f"{name}: {key} names one of {', '.join(members)} twice")
    for first, last in (("first", "last"), ("than_first", "than_last")):
        a, b = arguments.get(first), arguments.get(last)
        if isinstance(a, int) and isinstance(b, int) and a > b:
            raise TransitError(f"{name}: {first} ({a}) lies after {last} ({b})")
    keys = ("first", "last", "than_first", "than_last")
    years = [arguments[key] for key in keys if isinstance(arguments.get(key), int)]
    if len(years) == len(keys) and max(years[::2]) <= min(years[1::2]):
        a, b = f"{years[0]}–{years[1]}", f"{years[2]}–{years[3]}"
        raise TransitError(f"{name}: the spans {a} and {b} overlap")


def _refuse_unknown(name: str, key: str, members: Iterable[str], known: Iterable[str]) -> None:
    known = list(known)
    unknown = [member for member in members if member not in known]
    if unknown or not members:
        raise TransitError(
            f"{name}: {key} names {', '.join(map(repr, unknown)) or 'nothing'}; "
            f"there are {', '.join(known)}"
        )
