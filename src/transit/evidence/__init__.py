"""The tables of the record: typed, checked, described, packed for download."""

from transit.evidence.loading import Evidence, check, load, load_table

__all__ = ["Evidence", "check", "load", "load_table"]
