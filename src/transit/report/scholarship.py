"""What scholarship says of the article's statements, taken together by statement."""

from __future__ import annotations

import pandas as pd

from transit.wording import counted, number

VERDICTS = {"supports": "supported", "refines": "refined", "against": "contradicted"}
"""The mark of a statement on which all works that judge it agree."""


def by_statement(positions: pd.DataFrame) -> pd.DataFrame:
    """Return one row per position and statement that it bears on."""
    frame = positions.assign(statement=positions["claims"].str.split(";"))
    return frame.explode("statement", ignore_index=True)


def spoken_of(statements: pd.DataFrame, positions: pd.DataFrame) -> pd.DataFrame:
    """Return the statements on which scholarship speaks, with what it says of them.

    Parameters
    ----------
    statements : DataFrame
        The ledger, one row per statement; see `transit.evidence.statements`.
    positions : DataFrame
        As `by_statement` gives them.

    Returns
    -------
    DataFrame
        The rows of `statements`; `verdict` is the mark of what the works say, `record` the
        verdict of the ledger.
    """
    directions = positions.groupby("statement")["direction"].agg(set)
    frame = statements[statements["statement"].isin(directions.index)]
    found = [_taken(directions[statement]) for statement in frame["statement"]]
    return frame.assign(record=frame["verdict"].astype("string"), verdict=found)


def literature_headline(said: pd.Series) -> str:
    """Return what scholarship says most often of the statements it judges, in a sentence.

    Parameters
    ----------
    said : Series
        The mark of every statement, as `spoken_of` gives it.
    """
    counts = said.value_counts()
    held, total = int(counts.get("supported", 0)), int(said.ne("open").sum())
    otherwise = int(counts.get("refined", 0)) + int(counts.get("contradicted", 0))
    return (
        f"Of {counted(total, 'statement')} that scholars judge they support {number(held)} and put "
        f"{number(otherwise)} otherwise or speak against them; over {number(total - held - otherwise)} "
        "they part ways."
    )


def _taken(directions: set[str]) -> str:
    """Return the mark for what several works say of one statement."""
    judging = directions - {"frames"}
    if not judging:
        return "open"
    return VERDICTS[judging.pop()] if len(judging) == 1 else "depends"
