"""Dates that are exact to the day, the month or the year, as pandas periods.

A column of such dates has the type object: each cell is a `pandas.Period` of its own frequency
(Y, M or D), or ``NaT``. Periods of different frequency cannot be compared with each other;
`first_day` gives timestamps that can.
"""

from __future__ import annotations

import re

import pandas as pd

_FORM = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_FREQUENCY = {4: "Y", 7: "M", 10: "D"}
PRECISION = {"Y": "year", "M": "month", "D": "day"}
"""Frequency of a period and the word for it in the tables."""


def parse(text: str) -> pd.Period:
    """Return ``2019``, ``2019-06`` or ``2019-06-09`` as a period.

    Raises
    ------
    ValueError
        If the text is no such date or the day does not exist.
    """
    if not _FORM.fullmatch(text):
        raise ValueError(text)
    return pd.Period(text, freq=_FREQUENCY[len(text)])


def precision(date: pd.Period) -> str:
    """Return how exact a date is: ``day``, ``month`` or ``year``."""
    return PRECISION[date.freqstr[0]]


def spoken(date: pd.Period) -> str:
    """Return a date as it is written in a sentence: "9 June 2019", "June 2010" or "1992"."""
    form = {"day": f"{date.day} %B %Y", "month": "%B %Y", "year": "%Y"}
    return date.strftime(form[precision(date)])


def first_day(dates: pd.Series) -> pd.Series:
    """Return the first day that each date may stand for.

    Parameters
    ----------
    dates : Series of Period
        As in the tables of the record; ``NaT`` where there is no date.

    Returns
    -------
    Series of datetime64
    """
    days = [pd.NaT if pd.isna(date) else date.start_time for date in dates]
    return pd.Series(pd.to_datetime(days), index=dates.index, name=dates.name)


def months_between(earlier: pd.Period, later: pd.Period) -> int:
    """Return the calendar months from one date to another; whole years count from January."""
    start, end = earlier.start_time, later.start_time
    return (end.year - start.year) * 12 + end.month - start.month


def whole_months(earlier: pd.Period, later: pd.Period) -> int:
    """Return the whole months that lie at least between two dates."""
    start, end = earlier.end_time, later.start_time
    return months_between(start.to_period("D"), end.to_period("D")) - (end.day < start.day)
