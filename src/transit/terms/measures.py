"""What a statistic is here: a column of its family's frame, and examples with published values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["ORIGINS", "Example", "Measure", "Variant", "measure"]

ORIGINS = ("literature", "software", "by hand")
"""Printed in a publication; asserted or documented by a tool; plain arithmetic."""


@dataclass(frozen=True)
class Example:
    """One published value and how to compute it.

    Attributes
    ----------
    statistic : str
        Name of the statistic, with its variant.
    inputs : str
        What is counted, in words.
    printed : str
        The value as printed, with its digits.
    origin : str
        One of `ORIGINS`.
    source : str
        Key of the bibliography that prints the value; empty if no entry does.
    where : str
        Page, table or tool; for ``by hand`` the arithmetic.
    compute : callable
        Returns the value from the public functions.
    """

    statistic: str
    inputs: str
    printed: str
    origin: str
    source: str
    where: str
    compute: Callable[[], float]

    @property
    def decimals(self) -> int:
        """Digits printed after the decimal point."""
        return len(self.printed.partition(".")[2])


@dataclass(frozen=True)
class Variant:
    """One reading of a statistic that tools do not agree on.

    Attributes
    ----------
    statistic, inputs : str
        As in `Example`; the variants of one statistic have the same inputs.
    variant : str
        The reading, in words.
    tools : str
        Who follows it; empty if it is the reading of the literature.
    taken : bool
        Whether the report takes it.
    compute : callable
        Returns the value from the public functions.
    """

    statistic: str
    inputs: str
    variant: str
    tools: str
    taken: bool
    compute: Callable[[], float]


@dataclass(frozen=True)
class Measure:
    """One statistic of a family.

    To add a statistic, write its function and one entry of its family's ``MEASURES``.

    Attributes
    ----------
    name : str
        Column of the family's frame, or name of the function where it is no column.
    column : callable or None
        Computes the column from what the family's frame is made of; None where it is no column.
    examples : tuple of Example
        At least one.
    """

    name: str
    column: Callable[[Any], Any] | None
    examples: tuple[Example, ...]


def measure(name: str, column: Callable[[Any], Any] | None, *examples: Example) -> Measure:
    """Return an entry of a table of measures."""
    return Measure(name, column, examples)
