"""A test of statements that the article makes in different places: can they hold together?"""

from __future__ import annotations

import pandas as pd

from transit.errors import TransitError
from transit.evidence.loading import Evidence
from transit.evidence.rules import statement_of
from transit.evidence.verdicts.base import Row, Verdict, parse_call, verdict_function
from transit.evidence.verdicts.base import verdict_functions as tests
from transit.evidence.verdicts.grading import settle
from transit.wording import listed


@verdict_function
def hold_together(evidence: Evidence, statements: tuple[str, ...]) -> Verdict:
    """Test whether several statements of the article can hold together.

    Takes the readings of each that a test decides. Supported if all are supported, contradicted
    if some statement is contradicted in every reading, else refined: they hold together in part
    of their readings. A reading that stays open counts every way.
    """
    found = {statement: _readings(evidence, statement) for statement in statements}
    rows: list[Row] = []
    told = []
    for statement, readings in found.items():
        rows += [row for verdict in readings for row in verdict.rows]
        kinds = list(dict.fromkeys(verdict.verdict for verdict in readings))
        told.append(f"“{_text(evidence, statement)}” is {listed(kinds)}")
    possible = {
        _grade([[other if v.verdict == "open" else v.verdict for v in r] for r in found.values()])
        for other in ("supported", "refined", "contradicted")
    }
    return Verdict(
        settle(possible, f"Not all of {listed(statements)} can be decided."),
        f"{'; '.join(told)}.",
        "the statements together",
        tuple(rows),
    )


def _text(evidence: Evidence, statement: str) -> str:
    claims = evidence.claims
    return str(claims.loc[claims["claim"].str.startswith(statement), "text"].iat[0]).rstrip(".")


def _readings(evidence: Evidence, statement: str) -> list[Verdict]:
    claims = evidence.claims
    own = claims[[statement_of(claim) == statement for claim in claims["claim"]]]
    calls = [str(test) for test in own["test"] if pd.notna(test)]
    if not calls or any(test.startswith("hold_together") for test in calls):
        raise TransitError(f"hold_together: no test of its own decides {statement!r}")
    verdicts = []
    for test in calls:
        name, arguments = parse_call(test)
        verdicts.append(tests[name](evidence, **arguments))
    return verdicts


def _grade(readings: list[list[str]]) -> str:
    if any(set(verdicts) == {"contradicted"} for verdicts in readings):
        return "contradicted"
    return "supported" if {v for own in readings for v in own} == {"supported"} else "refined"
