"""Where labels go: positions that do not collide, dates as positions and as words."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from transit.display.lettering import wrap
from transit.errors import TransitError


def spread(
    positions: Sequence[float],
    gap: float | Sequence[float],
    low: float = -np.inf,
    high: float = np.inf,
) -> np.ndarray:
    """Move positions as little as possible until neighbours are at least `gap` apart.

    Parameters
    ----------
    positions : sequence of float
        Wanted positions, in any order and any unit.
    gap : float or sequence of float
        Least distance between neighbours; a sequence gives the room each position needs, and
        two neighbours then stay half of both rooms apart.
    low, high : float
        Bounds that no position may leave.

    Returns
    -------
    ndarray of float
        The moved positions in the order given; the order along the axis is kept. The sum of
        squared moves is the least possible (pool adjacent violators).

    Raises
    ------
    TransitError
        If the positions do not fit between the bounds.
    """
    wanted = np.asarray(positions, dtype=float)
    if wanted.size == 0:
        return wanted
    rooms = np.broadcast_to(np.asarray(gap, dtype=float), wanted.shape)
    order = np.argsort(wanted, kind="stable")
    sorted_rooms = rooms[order]
    steps = (sorted_rooms[:-1] + sorted_rooms[1:]) / 2
    offsets = np.concatenate([[0.0], np.cumsum(steps)])
    if offsets[-1] > high - low + 1e-9:
        raise TransitError(
            f"{wanted.size} labels need {offsets[-1]:g} units but only {high - low:g} are there; "
            "make the chart larger or show fewer"
        )
    blocks: list[list[float]] = []
    for value in wanted[order] - offsets:
        blocks.append([value, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, count = blocks.pop()
            total = blocks[-1][1] + count
            blocks[-1][0] = (blocks[-1][0] * blocks[-1][1] + mean * count) / total
            blocks[-1][1] = total
    pooled = np.concatenate([np.full(int(count), mean) for mean, count in blocks])
    moved = np.empty_like(wanted)
    moved[order] = np.clip(pooled, low, high - offsets[-1]) + offsets
    return moved


def stairs(starts: Sequence[float], widths: Sequence[float], *, hanging: bool = False) -> list[int]:
    """Return a level for labels that stand to the right of vertical rules.

    Levels count from the top, and no rule crosses a label.

    Parameters
    ----------
    starts : sequence of float
        Where each rule stands.
    widths : sequence of float
        How far its label reaches to the right, in the same unit.
    hanging : bool
        False if every rule runs from its label downwards, so that a label which begins above
        an earlier one's extent goes below it; true if every rule runs from the top down to
        its label, so that it is the earlier label that goes below.
    """
    order = np.argsort(np.asarray(starts, dtype=float), kind="stable")
    placed = [0] * len(order)
    sequence = order[::-1] if hanging else order
    for position, index in enumerate(sequence):
        meeting = []
        for done in sequence[:position]:
            left, right = (index, done) if hanging else (done, index)
            if starts[left] + widths[left] > starts[right]:
                meeting.append(placed[done] + 1)
        placed[index] = max(meeting, default=0)
    return placed


def decimal_year(date: object) -> float:
    """Return a date as a year with a fraction, the middle of the span for imprecise dates.

    Parameters
    ----------
    date : str, date, Timestamp or Period
        ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, or two of these joined with ``/``.

    Returns
    -------
    float
        NaN where the date is missing.

    Raises
    ------
    TransitError
        If a text is not a date in one of these forms.
    """
    start, end = span(date)
    if pd.isna(start):
        return float("nan")
    middle = start + (end - start) / 2
    first = pd.Timestamp(middle.year, 1, 1)
    days = 366 if first.is_leap_year else 365
    return middle.year + (middle - first) / pd.Timedelta(days=days)


def span(date: object) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the start of the first and of the day after the last day that `date` covers.

    See `decimal_year` for the forms accepted; a missing date gives two ``NaT``.
    """
    if isinstance(date, str):
        parts = date.strip().split("/")
        try:
            if not all(re.fullmatch(r"\d{4}(-\d\d){0,2}", part) for part in parts):
                raise ValueError(date)
            periods = [pd.Period(part, freq="YMD"[part.count("-")]) for part in parts]
        except ValueError as error:
            raise TransitError(f"{date!r} is no date; give YYYY, YYYY-MM or YYYY-MM-DD") from error
        return periods[0].start_time, (periods[-1] + 1).start_time
    if isinstance(date, pd.Period):
        return date.start_time, (date + 1).start_time
    if pd.isna(date):
        return pd.NaT, pd.NaT
    day = pd.Timestamp(date).normalize()
    return day, day + pd.Timedelta(days=1)


def written(date: object) -> str:
    """Return a date as it is written in a label: ``9 Jun 2019``, ``Dec 2020`` or ``1992``."""
    start, end = span(date)
    if pd.isna(start):
        return ""
    last = end - pd.Timedelta(days=1)
    if start == last:
        return f"{start.day} {start:%b %Y}"
    if (start.year, start.month) == (last.year, last.month):
        return f"{start:%b %Y}"
    return f"{start.year}" if start.year == last.year else f"{start.year}–{last.year}"


def cut(text: str, room: float, size: float) -> str:
    """Return a text cut at a word where it is longer than `room` pixels.

    Examples
    --------
    >>> cut("The president", 200, 13), cut("The president gained power", 90, 13)
    ('The president', 'The president …')
    """
    lines = wrap(text, room, size)
    return lines[0] if len(lines) == 1 else f"{lines[0]} …"
