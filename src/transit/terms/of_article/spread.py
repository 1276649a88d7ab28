"""How evenly terms are spread, and sections and terms in one plane."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from transit.article import ArticleTables
from transit.terms.correspondence import Plane, correspondence
from transit.terms.dispersion import chance_deviation, dispersion
from transit.terms.of_article.tables import ABSTRACT, chosen, counts, named, sections_of, sizes


def dispersion_table(
    article: ArticleTables,
    unit: str = "term",
    *,
    parts: str = "paragraph",
    minimum: int = 5,
    kinds: Collection[str] | None = None,
    common: int = 0,
    draws: int = 200_000,
    seed: int = 1,
) -> pd.DataFrame:
    """Dispersion of the terms, beside what chance alone would give.

    Parameters
    ----------
    article, unit, parts
        As in `counts`.
    minimum : int, default 5
        Occurrences a type needs.
    kinds, common
        As in `top_terms`.
    draws, seed
        See `transit.terms.dispersion.chance_deviation`.

    Returns
    -------
    pandas.DataFrame
        The columns of `transit.terms.dispersion.dispersion` (`label` and `kind` added for terms),
        then `dp_chance`, `chance_low`, `chance_high`, `p`, `p_adjusted` (over the rows); most
        frequent first.

    Raises
    ------
    TransitError
        As `counts`.
    """
    wide = chosen(article, unit, kinds, common, counts(article, unit, parts))
    wide = wide[wide.sum(axis=1) >= minimum]
    length = sizes(article, parts)
    out = dispersion(wide, length)
    chance = chance_deviation(wide, length, draws=draws, seed=seed)
    columns = ["dp_chance", "chance_low", "chance_high", "p", "p_adjusted"]
    out = pd.concat([out, chance[columns]], axis=1)
    out = out.sort_values(["count", "type"], ascending=[False, True], ignore_index=True)
    return named(article, unit, out)


def plane(
    article: ArticleTables,
    unit: str = "term",
    *,
    minimum: int = 5,
    without: Collection[str] = ABSTRACT,
    draws: int = 2000,
    seed: int = 1,
) -> Plane:
    """Sections and terms in one plane.

    Parameters
    ----------
    article, unit
        As in `counts`.
    minimum : int, default 5
        Occurrences a type needs.
    without : collection of str, default the abstract
        Sections to leave out.
    draws, seed
        See `transit.terms.correspondence.correspondence`.

    Returns
    -------
    transit.terms.correspondence.Plane
        `points` with `label` (headings of the sections, labels of the terms) added, and `axes`.

    Raises
    ------
    TransitError
        As `transit.terms.correspondence.correspondence`.
    """
    wide = counts(article, unit, without=without)
    wide = wide[wide.sum(axis=1) >= minimum]
    found = correspondence(wide, sections_of(article), draws=draws, seed=seed)
    heading = article.sections.set_index("section")["heading"]
    label = article.terms.set_index("term")["label"]
    points = found.points
    names = pd.concat([heading, label]) if unit == "term" else heading
    points.insert(2, "label", points["name"].map(names).fillna(points["name"]))
    return Plane(points, found.axes)
