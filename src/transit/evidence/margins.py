"""How near a verdict lies to another one: other years, elections, thresholds and indices tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from transit.errors import TransitError
from transit.evidence.loading import Evidence
from transit.evidence.verdicts import (
    Verdict,
    assumptions,
    marked,
    parse_call,
    thresholds,
    verdict_functions,
)
from transit.evidence.verdicts.records import members, table_of
from transit.wording import number

YEARS = (-1, 1, -2, 2)
"""By how many years a start or an end is moved, the nearest first."""

VOTES = (-1, 1)
"""By how many elections a first or last one is moved."""

SHARES = (-0.1, 0.1, -0.2, 0.2)
"""By which share a threshold is moved, the nearest first."""

FIRM = "firm"
"""The margin of a verdict that nothing tried turns."""


class Variant(NamedTuple):
    """One argument of a test at another value.

    Attributes
    ----------
    kind : str
        start, end, election, threshold, assumption or index.
    argument : str
        Which argument of the test.
    direction : int
        -1 below the value of the claim, 1 above, 0 where there is no order.
    nearest : bool
        Whether no smaller step is tried in that direction; never for an election, an assumption
        or an index, where every step is large.
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
    verdict : str
        The verdict of the claim itself.
    results : tuple of (Variant, str)
        The variants that the tables could decide, and the verdict of each.
    """

    verdict: str
    results: tuple[tuple[Variant, str], ...] = ()

    @property
    def tried(self) -> int:
        """How many variants the tables could decide."""
        return len(self.results)

    @property
    def turns(self) -> tuple[tuple[Variant, str], ...]:
        """The variants that gave another verdict, and which."""
        return tuple(result for result in self.results if result[1] != self.verdict)

    @property
    def knife_edge(self) -> bool:
        """Whether the smallest step of a year or threshold turns the verdict."""
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

    First and last years move by one and two years, first and last elections by one, thresholds
    by a tenth and a fifth (whole numbers by one at least), an assumption is made the other way, and
    a series gives way to each of its alternatives in the table of series. A variant that the
    tables cannot decide, that the test refuses, or whose year lies where there is nothing more to
    count than before, is not counted as tried.

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


def margins(evidence: Evidence, of: Callable[[str], Margin] | None = None) -> pd.DataFrame:
    """Return the margin of every computed verdict of the ledger.

    Parameters
    ----------
    evidence : Evidence
        The tables of the record; ``evidence.claims`` holds the claims.
    of : callable, optional
        Gives the margin of a test, where it has been computed before.

    Returns
    -------
    DataFrame
        claim, test, tried (variants that the tables could decide), turned (those that gave
        another verdict), knife_edge (whether the smallest step turns it), margin (in words;
        empty where nothing could be tried).
    """
    records = [
        (claim, test, own.tried, len(own.turns), own.knife_edge, str(own))
        for claim, test, own in _of_claims(evidence, of)
    ]
    columns = ["claim", "test", "tried", "turned", "knife_edge", "margin"]
    return pd.DataFrame(records, columns=columns)


def variants(evidence: Evidence, of: Callable[[str], Margin] | None = None) -> pd.DataFrame:
    """Return every variant of the computed verdicts that the tables can decide.

    Parameters
    ----------
    evidence : Evidence
        The tables of the record; ``evidence.claims`` holds the claims.
    of : callable, optional
        Gives the margin of a test, where it has been computed before.

    Returns
    -------
    DataFrame
        claim, verdict (of the claim), kind (as in `Variant`), step (-2 to 2, the
        nearest being -1 and 1; 0 for an index), words (what was changed), found (the verdict
        of the variant), turned (whether it is another one).
    """
    records = [
        (
            claim,
            own.verdict,
            variant.kind,
            variant.direction * (1 if variant.nearest else 2),
            variant.words,
            verdict,
            verdict != own.verdict,
        )
        for claim, _, own in _of_claims(evidence, of)
        for variant, verdict in own.results
    ]
    columns = ["claim", "verdict", "kind", "step", "words", "found", "turned"]
    return pd.DataFrame(records, columns=columns)


def _of_claims(
    evidence: Evidence, of: Callable[[str], Margin] | None = None
) -> Iterator[tuple[str, str, Margin]]:
    """Yield every claim with a test, the test and the margin of its verdict."""
    found: dict[str, Margin] = {}
    for claim, test in zip(evidence.claims["claim"], evidence.claims["test"], strict=True):
        if pd.isna(test):
            continue
        if test not in found:
            found[test] = of(test) if of else margin(evidence, test)
        yield claim, test, found[test]


def margin_of(evidence: Evidence, name: str, arguments: Mapping[str, Any], base: Verdict) -> Margin:
    """Return the margin of a verdict that has been computed; see `margin`."""
    if base.verdict == "open":
        return Margin(base.verdict)
    results = []
    for variant in _variants(evidence, name, arguments):
        try:
            found = verdict_functions[name](evidence, **variant.arguments)
        except TransitError:
            continue
        if found.verdict == "open" or (
            variant.kind in ("start", "end") and found.rows == base.rows
        ):
            continue
        results.append((variant, found.verdict))
    return Margin(base.verdict, tuple(results))


def _variants(evidence: Evidence, name: str, arguments: Mapping[str, Any]) -> Iterator[Variant]:
    for kind, word in (("start", "from"), ("end", "to")):
        for key, value in marked(name, kind, arguments).items():
            for step in YEARS:
                words = f"{word} {value + step} instead of {value}"
                if key.startswith("than"):
                    words = f"compared with years {words}"
                yield Variant(
                    kind, key, _sign(step), abs(step) == 1, words, {**arguments, key: value + step}
                )
    yield from _elections(evidence, name, arguments)
    for key, value in thresholds(name, arguments).items():
        for moved, near in _moved(value):
            words = f"at {number(moved, None)} instead of {number(value, None)}"
            direction = _sign(moved - value)
            yield Variant("threshold", key, direction, near, words, {**arguments, key: moved})
    for key, (value, words) in assumptions(name, arguments).items():
        yield Variant("assumption", key, 0, False, words, {**arguments, key: not value})
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


def _elections(evidence: Evidence, name: str, arguments: Mapping[str, Any]) -> Iterator[Variant]:
    """Yield the variants that begin or end at the election before or after."""
    for key, value in marked(name, "election", arguments).items():
        table = table_of(evidence, value, "presidential", "parliamentary")
        held = getattr(evidence, table).set_index("election")["held"].dropna().sort_values()
        at = held.index.get_loc(value)
        for step in VOTES:
            if 0 <= at + step < len(held):
                other = held.index[at + step]
                word = "from" if key == "first" else "to"
                words = f"{word} the vote of {held[other].year} instead of {held[value].year}"
                yield Variant("election", key, _sign(step), False, words, {**arguments, key: other})


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
