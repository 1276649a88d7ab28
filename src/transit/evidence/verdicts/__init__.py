"""Tests of the article's claims: each a named function of the tables of the record.

A test takes an `Evidence` and the arguments written in ``data/claims.csv`` and returns a
`Verdict`. The modules group the tests by what they read: dates, elections, constitutional
acts, country series, later events.
"""

from transit.evidence.verdicts import (
    aftermath,
    chronology,
    constitution,
    elections,
    indicators,
    together,
)
from transit.evidence.verdicts.base import (
    VERDICTS,
    Row,
    Verdict,
    assumptions,
    marked,
    parse_call,
    thresholds,
    verdict_functions,
)
from transit.evidence.verdicts.records import DECIDING

__all__ = [
    "DECIDING",
    "VERDICTS",
    "Row",
    "Verdict",
    "aftermath",
    "assumptions",
    "chronology",
    "constitution",
    "elections",
    "indicators",
    "marked",
    "parse_call",
    "thresholds",
    "together",
    "verdict_functions",
]
