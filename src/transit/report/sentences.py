"""Numbers for the sentences of a page."""

from collections.abc import Mapping
from numbers import Integral
from typing import Any

import pandas as pd

from transit.errors import TransitError
from transit.wording import number


def glue(numbers: Mapping[str, object]) -> None:
    """Make numbers available to a page's sentences through the ``glue:text`` role.

    Parameters
    ----------
    numbers : mapping of str to object
        One number or text per name, written as `in_sentence` says.

    Raises
    ------
    TransitError
        If a value is missing: a sentence must not print "nan".
    """
    from myst_nb import glue as paste

    for name, value in numbers.items():
        paste(name, in_sentence(value, name), display=False)


def in_sentence(value: Any, name: str = "value") -> str:
    """Return a value as a sentence has it.

    Whole numbers get thousands separators, other numbers one decimal; text stays as it is.

    Examples
    --------
    >>> in_sentence(7212), in_sentence(87.05), in_sentence("June 2019")
    ('7,212', '87.1', 'June 2019')
    """
    if isinstance(value, str):
        return value
    if pd.isna(value):
        raise TransitError(f"{name}: there is no value to put into the sentence")
    return number(float(value), 0 if isinstance(value, Integral) else 1)
