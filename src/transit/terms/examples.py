"""Worked examples: published values of the statistics, computed again by the public functions.

Every example is small enough to be checked by hand. A value counts as reproduced if it rounds to
what is printed. The inputs are the published ones; nothing here comes from the article. The
examples stand beside the statistics, in the ``MEASURES`` of each family; where established tools
give one name to different formulas, its ``VARIANTS`` show what each gives.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from transit.errors import TransitError
from transit.terms import (
    association,
    dispersion,
    diversity,
    frequency,
    growth,
    keyness,
    resampling,
    uncertainty,
)
from transit.terms.measures import Measure

__all__ = ["FAMILIES", "measures", "variants", "worked_examples"]

FAMILIES = {
    "frequency": (frequency,),
    "growth": (growth,),
    "keyness": (keyness,),
    "uncertainty": (uncertainty, resampling),
    "dispersion": (dispersion,),
    "association": (association,),
    "diversity": (diversity,),
}
"""The families of statistics, in the order of the methods appendix, and their modules."""


def measures(family: str) -> Iterator[Measure]:
    """Yield the statistics of a family.

    Raises
    ------
    TransitError
        For an unknown family.
    """
    if family not in FAMILIES:
        raise TransitError(f"family {family!r} is none of {', '.join(FAMILIES)}")
    for module in FAMILIES[family]:
        yield from module.MEASURES


def worked_examples(family: str | None = None) -> pd.DataFrame:
    """Compute the worked examples and compare them with their published values.

    Parameters
    ----------
    family : str, optional
        One of `FAMILIES`; all if not given.

    Returns
    -------
    pandas.DataFrame
        One row per value: `family`, `statistic`, `example` (the inputs in words), `origin`
        (literature, software or by hand), `source` (key of the bibliography, or empty), `where`
        (page, table, tool or arithmetic), `printed` (the value as printed), `published`,
        `computed`, `agrees` (the computed value rounds to the printed one).

    Raises
    ------
    TransitError
        For an unknown family.

    Examples
    --------
    >>> bool(worked_examples("keyness")["agrees"].all())
    True
    """
    rows = []
    for name in FAMILIES if family is None else (family,):
        for example in (example for entry in measures(name) for example in entry.examples):
            published, computed = float(example.printed), float(example.compute())
            half = 0.5 * 10.0**-example.decimals
            rows.append(
                {
                    "family": name,
                    "statistic": example.statistic,
                    "example": example.inputs,
                    "origin": example.origin,
                    "source": example.source,
                    "where": example.where,
                    "printed": example.printed,
                    "published": published,
                    "computed": computed,
                    "agrees": abs(computed - published) <= half + 1e-12,
                }
            )
    return pd.DataFrame(rows)


def variants() -> pd.DataFrame:
    """Compute the readings of each statistic that tools do not agree on.

    Returns
    -------
    pandas.DataFrame
        One row per reading: `statistic`, `example`, `variant`, `tools` (who follows it, or
        empty), `taken` (by the report), `value`.

    Examples
    --------
    >>> found = variants()
    >>> bool(found.groupby("statistic")["taken"].sum().eq(1).all())
    True
    """
    every = (
        variant
        for module in (keyness, dispersion, association, diversity)
        for variant in module.VARIANTS
    )
    return pd.DataFrame(
        {
            "statistic": variant.statistic,
            "example": variant.inputs,
            "variant": variant.variant,
            "tools": variant.tools,
            "taken": variant.taken,
            "value": float(variant.compute()),
        }
        for variant in every
    )
