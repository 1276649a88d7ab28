"""Checks on the frames that come in, and the plain form that goes into a chart."""

from collections.abc import Iterable, Mapping

import pandas as pd

from transit.display.figure import plain
from transit.errors import TransitError


def need(frame: pd.DataFrame, columns: Iterable[str], what: str) -> pd.DataFrame:
    """Return `frame` if it has rows and all `columns`; `what` names it in the message.

    Raises
    ------
    TransitError
        If the frame is empty or a column is missing.
    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise TransitError(
            f"{what}: column {', '.join(missing)} is missing; it has {', '.join(map(str, frame))}"
        )
    if frame.empty:
        raise TransitError(f"{what}: there is no row to draw")
    return frame


def numeric(column: pd.Series) -> pd.Series:
    """Return a column as floats with NaN for missing values."""
    return pd.to_numeric(column.astype(object).where(column.notna(), None)).astype(float)


def parts(cell: object) -> list[str]:
    """Return the entries of a list cell: separated by semicolons, or already a list."""
    if isinstance(cell, (list, tuple, set, frozenset)):
        return sorted(cell) if isinstance(cell, (set, frozenset)) else list(cell)
    if cell is None or pd.isna(cell):
        return []
    return [part.strip() for part in str(cell).split(";") if part.strip()]


def drawn(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a copy whose cells are plain text and numbers, as a chart's data need them."""
    return pd.DataFrame(
        {str(name): [plain(cell) for cell in frame[name]] for name in frame.columns}
    ).infer_objects()


def name_of(names: Mapping[str, str] | None, value: object) -> str:
    """Return the name of a value, the value itself where there is none."""
    return str((names or {}).get(str(value), value))


UNITS = ("term", "lemma", "token", "type")


def as_terms(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of counted units, whichever they are, with the units in a column term."""
    unit = next((unit for unit in UNITS if unit in frame), "term")
    return frame.rename(columns={unit: "term"})


def tied(values: pd.Series, extreme: str = "max") -> pd.Series:
    """Return the rows that hold the greatest value, or the least; more than one if they tie."""
    return values[values == getattr(values, extreme)()]
