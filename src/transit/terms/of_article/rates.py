"""How often the article uses what, and where."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from transit.article import ArticleTables
from transit.errors import TransitError
from transit.terms.frequency import frequency, rates
from transit.terms.of_article.tables import (
    chosen,
    counts,
    known,
    leading,
    named,
    sections_of,
    sizes,
)
from transit.terms.resampling import bootstrap


def top_terms(
    article: ArticleTables,
    n: int = 20,
    *,
    unit: str = "term",
    kinds: Collection[str] | None = None,
    voice: str | None = None,
    common: int = 0,
    draws: int = 10_000,
    seed: int = 1,
) -> pd.DataFrame:
    """The most frequent terms.

    Parameters
    ----------
    article, unit, voice
        As in `counts`.
    n : int, default 20
        Rows; types tied with the last one are not cut off.
    kinds : collection of str, optional
        Kinds of terms to take in.
    common : int, default 0
        Leave out lemmas and tokens that are among this many commonest words of general English.
    draws, seed
        Of the interval, see `transit.terms.resampling.bootstrap`.

    Returns
    -------
    pandas.DataFrame
        `term` (or `lemma`, `token`), `label`, `kind` (terms only), `count`, `rate`, `low`, `high`
        (per thousand tokens; paragraphs drawn again), `rank`, `tied`, `range`, `parts`
        (paragraphs).

    Raises
    ------
    TransitError
        As `counts`.
    """
    wide = chosen(article, unit, kinds, common, counts(article, unit, voice=voice))
    length = sizes(article, voice=voice)
    out = frequency(wide, length)
    out = out[out["rank"] <= n].reset_index(drop=True)
    one = pd.Series("all", index=wide.columns)
    again = bootstrap(wide.loc[out["type"]], one, length, statistic="rate", draws=draws, seed=seed)
    out["low"], out["high"] = again["low"], again["high"]
    return named(article, unit, out)


def leading_terms(
    article: ArticleTables,
    n: int = 10,
    *,
    section: str | None = None,
    unit: str = "term",
    kinds: Collection[str] | None = None,
    common: int = 0,
    voice: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Rates of the leading terms, of the article or of one section, in every section.

    Parameters
    ----------
    article, unit, voice
        As in `counts`.
    n, kinds, common
        As in `top_terms`; exactly `n` types, ties broken alphabetically.
    section : str, optional
        The section whose most frequent terms are followed; those of the article if not given.
    confidence : float, default 0.95
        Coverage of the interval from paragraphs drawn again.

    Returns
    -------
    pandas.DataFrame
        One row per type and section, leading type first, sections in reading order: `term` (or
        `lemma`, `token`), `label`, `kind` (terms only), `section`, `order`, `count`, `size`,
        `rate`, `low`, `high` (per thousand tokens).

    Raises
    ------
    TransitError
        For an unknown section, or one without tokens, and as `counts`.
    """
    by_section = counts(article, unit, "section", voice=voice)
    wide = chosen(article, unit, kinds, common, by_section)
    if section is None:
        first = leading(wide, n)
    else:
        known(article, section)
        if section not in wide:
            raise TransitError(f"section {section!r} has no tokens of that voice")
        own = wide[[section]]
        first = leading(own[own[section] > 0], n)
    out = rates(wide.loc[first], sizes(article, "section", voice=voice))
    out = out.rename(columns={"part": "section"})
    again = bootstrap(
        counts(article, unit, voice=voice).loc[first],
        sections_of(article),
        sizes(article, voice=voice),
        statistic="rate",
        confidence=confidence,
    )
    limits = out[["section", "type"]].merge(
        again, left_on=["section", "type"], right_on=["group", "type"], how="left"
    )
    out["low"], out["high"] = limits["low"], limits["high"]
    out.insert(2, "order", out["section"].map(article.sections.set_index("section")["order"]))
    return named(article, unit, out)
