"""Growth, ranks and diversity of the article's vocabulary."""

from __future__ import annotations

import pandas as pd

from transit.article import ArticleTables
from transit.terms.diversity import diversity
from transit.terms.growth import fit_lnre, fit_zipf, heaps_by_order, rank_frequency
from transit.terms.growth import growth as vocabulary_curve
from transit.terms.of_article.tables import counts, headed, named, sections_of, sizes, whole


def growth(article: ArticleTables, unit: str = "token") -> pd.DataFrame:
    """Growth of the vocabulary from paragraph to paragraph.

    Parameters
    ----------
    article, unit
        As in `counts`; ``token`` or ``lemma``.

    Returns
    -------
    pandas.DataFrame
        As `transit.terms.growth.growth`, `paragraph` in place of `part`, and `section`.

    Raises
    ------
    TransitError
        As `counts`; for a unit that does not hold every word.
    """
    whole(unit)
    out = vocabulary_curve(counts(article, unit), sizes(article))
    out = out.rename(columns={"part": "paragraph"})
    out.insert(1, "section", out["paragraph"].map(sections_of(article)))
    return out


def heaps_orders(article: ArticleTables, unit: str = "token", *, draws: int = 2000) -> pd.DataFrame:
    """Heaps' law with the paragraphs in other orders.

    Parameters
    ----------
    article, unit
        As in `growth`.
    draws : int, default 2000
        Orders.

    Returns
    -------
    pandas.DataFrame
        As `transit.terms.growth.heaps_by_order`.

    Raises
    ------
    TransitError
        As `growth`.
    """
    whole(unit)
    return heaps_by_order(counts(article, unit), sizes(article), draws=draws)


def rare_events(article: ArticleTables, unit: str = "token") -> pd.DataFrame:
    """Models of the whole vocabulary behind the article, and how well they fit.

    Parameters
    ----------
    article, unit
        As in `growth`.

    Returns
    -------
    pandas.DataFrame
        As `transit.terms.growth.fit_lnre`, one row per model.

    Raises
    ------
    TransitError
        As `growth`.
    """
    whole(unit)
    wide = counts(article, unit)
    return pd.concat([fit_lnre(wide, model=model) for model in ("fzm", "zm")], ignore_index=True)


def rank_frequency_table(article: ArticleTables, unit: str = "token") -> pd.DataFrame:
    """Ranks and frequencies beside the two laws fitted to them.

    Parameters
    ----------
    article, unit
        As in `growth`.

    Returns
    -------
    pandas.DataFrame
        `token` (or `lemma`), `rank`, `count`, `zipf`, `zipf_mandelbrot` (fitted counts).

    Raises
    ------
    TransitError
        As `growth`.
    """
    whole(unit)
    wide = counts(article, unit)
    out = rank_frequency(wide)
    for _, fit in fit_zipf(wide).iterrows():
        law = fit["constant"] * (out["rank"] + fit["shift"]) ** -fit["exponent"]
        out[fit["model"].replace("-", "_")] = law
    return named(article, unit, out)


def diversity_by_section(
    article: ArticleTables, unit: str = "token", *, draws: int = 42
) -> pd.DataFrame:
    """Lexical diversity of the sections, from counts.

    Parameters
    ----------
    article, unit
        As in `growth`.
    draws : int, default 42
        Sample size of HD-D.

    Returns
    -------
    pandas.DataFrame
        As `transit.terms.diversity.diversity`, `section`, `heading` and `order` in place of `part`.

    Raises
    ------
    TransitError
        As `growth`.
    """
    whole(unit)
    out = diversity(counts(article, unit, "section"), draws=draws)
    return headed(article, out.rename(columns={"part": "section"}))
