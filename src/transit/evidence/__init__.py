"""The tables of the record: typed, checked, described."""

from transit.evidence.acts import adopted
from transit.evidence.claims import (
    claims_of,
    later_record,
    ledger,
    of_article,
    predictions,
    statements,
    summary,
    verdict_counts,
)
from transit.evidence.codebook import Codebook, count_confidence, cover, describe
from transit.evidence.conformity import validate_package
from transit.evidence.loading import Evidence, check, find_problems, load
from transit.evidence.margins import Margin, margin, margins, variants
from transit.evidence.rules import statement_of
from transit.evidence.sums import find_altered, renew
from transit.evidence.tables import Problem, refuse
from transit.evidence.verdicts import Verdict, verdict_functions

__all__ = [
    "Codebook",
    "Evidence",
    "Margin",
    "Problem",
    "Verdict",
    "adopted",
    "check",
    "claims_of",
    "count_confidence",
    "cover",
    "describe",
    "find_altered",
    "find_problems",
    "later_record",
    "ledger",
    "load",
    "margin",
    "margins",
    "of_article",
    "predictions",
    "refuse",
    "renew",
    "statement_of",
    "statements",
    "summary",
    "validate_package",
    "variants",
    "verdict_counts",
    "verdict_functions",
]
