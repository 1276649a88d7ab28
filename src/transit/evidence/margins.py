"""How near a verdict lies to another one: other start years, thresholds and indices tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from transit.errors import TransitError
from transit.evidence.loading import Evidence
from transit.evidence.verdicts import Verdict, marked, parse_call, thresholds, verdict_functions
from transit.evidence.verdicts.records import members
from transit.wording import number

YEARS = (-1, 1, -2, 2)
"""By how many years a start is moved, the nearest first."""

SHARES = (-0.1, 0.1, -0.2, 0.2)
"""By which share a threshold is moved, the nearest first."""

FIRM = "firm"
"""The margin of a verdict that nothing tried turns."""


class Variant(NamedTuple):
    """One argument of a test at another value.

    Attributes
    ----------
    kind : str
        start, threshold or index.
    argument : str
        Which argument of the test.
    direction : int
        -1 below the value of the claim, 1 above, 0 where there is no order.
    nearest : bool
        Whether no smaller step is tried in that direction; never for an index.
    words : str
        How the value is said: ``counted from 1992 instead of 1991``.
    arguments : dict
        All arguments of the test, with this one changed.
    """

    kind: str
    argument: str
    direction: int
    nearest: bool
    words: str
    arguments: dict[str, Any]


@dataclass(frozen=True)
class Margin:
    """What became of a verdict under variants.

    Attributes
    ----------
    tried : int
        Variants that the tables could decide.
    turns : tuple of (Variant, str)
        Those that gave another verdict, and which.
    """

    tried: int
    turns: tuple[tuple[Variant, str], ...] = ()

    @property
    def knife_edge(self) -> bool:
        """Whether the smallest step of a start year or threshold turns the verdict."""
        return any(variant.nearest for variant, _ in self.turns)

    def __str__(self) -> str:
        if not self.tried:
            return ""
        if not self.turns:
            return FIRM
        said: dict[str, list[str]] = {}
        seen = set()
        for variant, verdict in self.turns:
            step = (variant.argument, variant.direction, verdict)
            if variant.direction and step in seen:
                continue
            seen.add(step)
            said.setdefault(verdict, []).append(variant.words)
        text = "; ".join(
            f"{verdict} {_or(list(dict.fromkeys(words)))}" for verdict, words in said.items()
        )
        return f"{'on a knife’s edge: ' if self.knife_edge else ''}turns to {text}"


def margin(evidence: Evidence, test: str) -> Margin:
    """Return how a verdict fares if one argument of its test is moved.

    Start years move by one and two years, thresholds by a tenth and a fifth (whole numbers by
    one at least), and a series gives way to each of its alternatives in the table of series.
    A variant that the tables cannot decide, that the test refuses, or whose start lies where
    the series has no more values than before, is not counted as tried.

    Parameters
    ----------
    evidence : Evidence
        The tables of the record.
    test : str
        A call as in ``claims.csv``.

    Returns
    -------
    Margin
        With nothing tried where the verdict is open or the test has no such argument.

    Raises
    ------
    TransitError
        If the test does not exist or is called wrongly.
    """
    name, arguments = parse_call(test)
    base = verdict_functions[name](evidence, **arguments)
    return margin_of(evidence, name, arguments, base)


def margins(evidence: Evidence) -> pd.DataFrame:
    """Return the margin of every computed verdict of the ledger.

    Parameters
    ----------
    evidence : Evidence
        The tables of the record; ``evidence.claims`` holds the claims.

    Returns
    -------
    DataFrame
        claim, test, tried (variants that the tables could decide), turned (those that gave
        another verdict), knife_edge (whether the smallest step turns it), margin (in words;
        empty where nothing could be tried).
    """
    found: dict[str, Margin] = {}
    records = []
    for claim, test in zip(evidence.claims["claim"], evidence.claims["test"], strict=True):
        if pd.isna(test):
            continue
        if test not in found:
            found[test] = margin(evidence, test)
        own = found[test]
        records.append((claim, test, own.tried, len(own.turns), own.knife_edge, str(own)))
    columns = ["claim", "test", "tried", "turned", "knife_edge", "margin"]
    return pd.DataFrame(records, columns=columns)


def margin_of(evidence: Evidence, name: str, arguments: Mapping[str, Any], base: Verdict) -> Margin:
    """Return the margin of a verdict that has been computed; see `margin`."""
    if base.verdict == "open":
        return Margin(0)
    tried, turns = 0, []
    for variant in _variants(evidence, name, arguments):
        try:
            found = verdict_functions[name](evidence, **variant.arguments)
        except TransitError:
            continue
        if found.verdict == "open" or (variant.kind == "start" and found.rows == base.rows):
            continue
        tried += 1
        if found.verdict != base.verdict:
            turns.append((variant, found.verdict))
    return Margin(tried, tuple(turns))


def _variants(evidence: Evidence, name: str, arguments: Mapping[str, Any]) -> Iterator[Variant]:
    for key, value in marked(name, "start", arguments).items():
        for step in YEARS:
            words = f"from {value + step} instead of {value}"
            yield Variant(
                "start", key, _sign(step), abs(step) == 1, words, {**arguments, key: value + step}
            )
    for key, value in thresholds(name, arguments).items():
        for moved, near in _moved(value):
            words = f"at {number(moved, None)} instead of {number(value, None)}"
            direction = _sign(moved - value)
            yield Variant("threshold", key, direction, near, words, {**arguments, key: moved})
    series = evidence.series.set_index("series")
    for key, value in marked(name, "series", arguments).items():
        names = (value,) if isinstance(value, str) else value
        for own in names:
            for other in members(series.loc[own, "alternatives"]):
                if other in names:
                    continue
                replaced = tuple(other if one == own else one for one in names)
                given = replaced[0] if isinstance(value, str) else replaced
                said = f"with {series.loc[other, 'name']}"
                yield Variant("index", key, 0, False, said, {**arguments, key: given})


def _moved(value: float) -> Iterator[tuple[float, bool]]:
    """Yield the values that a threshold is moved to, and whether each is a smallest step."""
    if not isinstance(value, int):
        for share in SHARES if value else ():
            yield round(value * (1 + share), 10), abs(share) == min(map(abs, SHARES))
        return
    steps = dict.fromkeys(_sign(share) * max(1, round(abs(share) * value)) for share in SHARES)
    for step in steps:
        if value + step > 0:
            yield value + step, abs(step) == min(map(abs, steps))


def _sign(step: float) -> int:
    return 1 if step > 0 else -1


def _or(words: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
