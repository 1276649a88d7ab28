"""What grows and what fades in the course of the article."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from transit.article import ArticleTables
from transit.terms.of_article.tables import (
    ABSTRACT,
    chosen,
    counts,
    leading,
    named,
    sections_of,
    sizes,
)
from transit.terms.resampling import DRAWS, bootstrap, exchanged_course


def rises_and_falls(
    article: ArticleTables,
    n: int = 10,
    *,
    unit: str = "term",
    kinds: Collection[str] | None = None,
    common: int = 0,
    without: Collection[str] = ABSTRACT,
    minimum: int = 5,
    draws: int = DRAWS,
    seed: int = 1,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Whether the leading terms grow or fade in the course of the article.

    Parameters
    ----------
    article, unit
        As in `counts`.
    n, kinds, common
        As in `leading_terms`.
    without : collection of str, default the abstract
        Sections to leave out.
    minimum : int, default 5
        Occurrences a type needs.
    draws, seed
        Of the tests, over paragraphs.
    confidence : float, default 0.95
        Coverage of the interval.

    Returns
    -------
    pandas.DataFrame
        One row per type, from the steepest rise to the steepest fall: `term` (or `lemma`,
        `token`), `label`, `kind` (terms only), `count`, `first_half`, `second_half` (rates per
        thousand tokens, the article cut between paragraphs nearest to half of its tokens),
        `log_ratio` (second half over first, doublings), `low`, `high` (paragraphs drawn again),
        `p`, `p_adjusted` (of the halves), `p_sections`, `p_sections_adjusted` (of all sections at
        once; all tests of both kinds are one family, see
        `transit.terms.resampling.exchanged_course`), `turns` (ways to shift the boundaries of the
        sections in which it varies as much, the true one included), `peak` (section with the highest rate),
        `peak_rate`, `direction` (``rises`` or ``falls`` where `p_adjusted` is at most 0.05,
        ``level`` elsewhere).

    Raises
    ------
    TransitError
        As `counts`.
    """
    wide = chosen(article, unit, kinds, common, counts(article, unit, without=without))
    wide = wide[wide.sum(axis=1) >= minimum]
    wide = wide.loc[leading(wide, n)]
    length = sizes(article, without=without)[wide.columns]
    section = sections_of(article).reindex(wide.columns)
    reached = length.cumsum()
    half = int(np.argmin(np.abs(reached.to_numpy() - reached.iloc[-1] / 2))) + 1
    late = pd.Series(np.arange(len(length)) >= half, index=wide.columns)
    tested = exchanged_course(wide, late, section, length, draws=draws, seed=seed)
    again = bootstrap(wide, late, length, confidence=confidence, seed=seed)
    again = again[again["group"].astype(bool)].reset_index(drop=True)
    by_section = wide.T.groupby(section.to_numpy(), sort=False).sum().T
    by_section = by_section / length.groupby(section.to_numpy(), sort=False).sum()
    rate = wide.T.groupby(late.to_numpy()).sum().T / length.groupby(late.to_numpy()).sum()
    out = pd.DataFrame(
        {
            "type": wide.index,
            "count": wide.sum(axis=1).to_numpy(),
            "first_half": 1000 * rate[False].to_numpy(),
            "second_half": 1000 * rate[True].to_numpy(),
            "log_ratio": again["value"],
            "low": again["low"],
            "high": again["high"],
            "p": tested["p"],
            "p_adjusted": tested["p_adjusted"],
            "p_sections": tested["p_groups"],
            "p_sections_adjusted": tested["p_groups_adjusted"],
            "turns": tested["turns"],
            "peak": by_section.idxmax(axis=1).to_numpy(),
            "peak_rate": 1000 * by_section.max(axis=1).to_numpy(),
        }
    )
    moved = np.where(out["log_ratio"] > 0, "rises", "falls")
    out["direction"] = np.where(out["p_adjusted"] > 0.05, "level", moved)
    out = out.sort_values(["log_ratio", "type"], ascending=[False, True], ignore_index=True)
    return named(article, unit, out)
