"""How sure the article sounds, section by section."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from transit.article import ArticleTables
from transit.terms.of_article.tables import ABSTRACT, counts, headed, sections_of, sizes
from transit.terms.resampling import DRAWS, bootstrap, exchanged
from transit.terms.stance import future_certainty, marker_rates


def stance_by_section(
    article: ArticleTables,
    *,
    voice: str | None = None,
    without: Collection[str] = ABSTRACT,
    alpha: float = 0.05,
    draws: int = DRAWS,
    seed: int = 1,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Modals, hedges, boosters, attribution and future markers, section by section.

    Parameters
    ----------
    article, voice
        As in `counts`.
    without, alpha, draws, seed, confidence
        As in `transit.terms.of_article.keyness_by_section`; sections left out of the comparison
        are listed with their rates.

    Returns
    -------
    pandas.DataFrame
        As `transit.terms.stance.marker_rates` (per thousand tokens), with `heading` and `order` of
        the section; `low` and `high` from paragraphs drawn again; `z`, `p`, `p_adjusted` of
        `transit.terms.resampling.exchanged` over all sections and categories; `finding`.

    Raises
    ------
    TransitError
        As `transit.terms.stance.marker_rates`.
    """
    out = marker_rates(article.marker_sentences, article.paragraphs, article.markers, voice=voice)
    section, keys = sections_of(article), pd.MultiIndex.from_frame(out[["section", "category"]])
    again = bootstrap(
        counts(article, "category", voice=voice),
        section,
        sizes(article, voice=voice),
        statistic="rate",
        confidence=confidence,
        seed=seed,
    ).set_index(["group", "type"])
    for limit in ("low", "high"):
        out[limit] = again[limit].reindex(keys).to_numpy()
    out[["z", "p", "p_adjusted"]] = np.nan
    if draws:
        compared = counts(article, "category", voice=voice, without=without)
        compared = compared[compared.sum(axis=1) > 0]
        length = sizes(article, voice=voice, without=without)
        found = exchanged(compared, section, length, draws=draws, seed=seed)
        found = found.set_index(["group", "type"])
        for column in ("z", "p", "p_adjusted"):
            out[column] = found[column].reindex(keys).to_numpy()
    out["finding"] = out["p_adjusted"] <= alpha
    return headed(article, out)


def certainty_by_section(
    article: ArticleTables, *, voice: str | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """How certain the sentences about the future are, section by section.

    Parameters
    ----------
    article, voice
        As in `counts`.
    confidence : float, default 0.95
        Coverage of the intervals.

    Returns
    -------
    pandas.DataFrame
        As `transit.terms.stance.future_certainty`, with `heading` and `order` of the section
        (``all``: "All sections", 0).

    Raises
    ------
    TransitError
        As `transit.terms.stance.future_certainty`.
    """
    return headed(
        article,
        future_certainty(
            article.marker_sentences,
            article.paragraphs,
            article.markers,
            voice=voice,
            confidence=confidence,
        ),
    )
