"""The tables of the record: typed, checked, described, packed for download."""

from transit.evidence.archive import write_archive
from transit.evidence.codebook import Codebook, describe
from transit.evidence.conformity import validate_package
from transit.evidence.loading import Evidence, check, find_problems, load, load_table
from transit.evidence.tables import Problem, refuse

__all__ = [
    "Codebook",
    "Evidence",
    "Problem",
    "check",
    "describe",
    "find_problems",
    "load",
    "load_table",
    "refuse",
    "validate_package",
    "write_archive",
]
