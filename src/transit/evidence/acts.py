"""The day by which a constitution, an amendment or a law is known."""

from __future__ import annotations

import pandas as pd


def adopted(changes: pd.DataFrame) -> pd.DataFrame:
    """Return acts with the date by which each is known.

    That is the date of signing, which names a law; where none is on record, or none was needed,
    the date on which parliament or a referendum passed it.

    Parameters
    ----------
    changes : DataFrame
        Columns passed and signed; ``Evidence.changes`` or some of its rows.

    Returns
    -------
    DataFrame
        The same rows with one more column, adopted (periods; ``NaT`` if neither is known).
    """
    known = changes["signed"].where(changes["signed"].notna(), changes["passed"])
    return changes.assign(adopted=known.astype(object))
