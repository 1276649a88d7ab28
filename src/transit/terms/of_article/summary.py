"""Everything about every term, for a page where a reader picks terms."""

from __future__ import annotations

import pandas as pd

from transit.article import ArticleTables
from transit.terms.dispersion import chance_deviation, dispersion
from transit.terms.frequency import rates
from transit.terms.network import shared_sentences
from transit.terms.of_article.keywords import keyness_by_section
from transit.terms.of_article.rates import top_terms
from transit.terms.of_article.tables import counts, sections_of, sizes
from transit.terms.resampling import DRAWS


def explorer_tables(
    article: ArticleTables, *, draws: int = DRAWS, seed: int = 1
) -> dict[str, pd.DataFrame]:
    """Everything about every controlled term.

    Parameters
    ----------
    article : ArticleTables
        The article's tables.
    draws, seed
        See `keyness_by_section`; the pairs are tested with a fourth of the draws.

    Returns
    -------
    dict of str to pandas.DataFrame
        * ``terms``: `term`, `label`, `kind`, `gloss`, `count`, `rate`, `low`, `high`, `rank`,
          `range` (paragraphs with it), `sections` (with it), `dp`, `dp_norm`, `juilland_d`,
          `dp_chance`, `p_dispersion`; terms that occur, most frequent first;
        * ``sections``: `term`, `section`, `count`, `size`, `rate`, `low`, `high`, `log_ratio`,
          `log_ratio_low`, `log_ratio_high`, `g2`, `p_adjusted`, `finding`; every term in every
          section, without a comparison for the abstract and without a test for rare terms;
        * ``paragraphs``: `term`, `paragraph`, `section`, `count`; where it occurs;
        * ``neighbours``: `term`, `neighbour`, `label`, `n11`, `expected`, `npmi`, `p_adjusted`;
          terms that share a sentence with it, most shared first.

    Raises
    ------
    TransitError
        As `keyness_by_section`.
    """
    places = article.term_counts.groupby(["term", "paragraph"], as_index=False)["count"].sum()
    places.insert(2, "section", places["paragraph"].map(sections_of(article)))
    return {
        "terms": _terms(article, seed),
        "sections": _sections(article, draws, seed),
        "paragraphs": places,
        "neighbours": _neighbours(article, draws // 4, seed),
    }


def _terms(article: ArticleTables, seed: int) -> pd.DataFrame:
    wide, length = counts(article), sizes(article)
    listed = article.terms.set_index("term")
    out = top_terms(article, len(wide), seed=seed)
    out.insert(3, "gloss", out["term"].map(listed["gloss"]))
    in_sections = (counts(article, "term", "section") > 0).sum(axis=1)
    out["sections"] = out["term"].map(in_sections)
    spread = dispersion(wide, length).set_index("type")
    for column in ("dp", "dp_norm", "juilland_d"):
        out[column] = out["term"].map(spread[column])
    chance = chance_deviation(wide, length, draws=20_000, seed=seed).set_index("type")
    out["dp_chance"] = out["term"].map(chance["dp_chance"])
    out["p_dispersion"] = out["term"].map(chance["p"])
    return out.drop(columns=["tied", "parts"])


def _sections(article: ArticleTables, draws: int, seed: int) -> pd.DataFrame:
    out = rates(counts(article, "term", "section"), sizes(article, "section")).rename(
        columns={"type": "term", "part": "section"}
    )
    key = keyness_by_section(article, minimum=1, draws=draws, seed=seed).rename(
        columns={"low": "log_ratio_low", "high": "log_ratio_high"}
    )
    columns = ["log_ratio", "log_ratio_low", "log_ratio_high", "g2", "p_adjusted", "finding"]
    out = out.merge(key[["term", "section", *columns]], on=["term", "section"], how="left")
    out["finding"] = out["finding"].eq(True)
    return out


def _neighbours(article: ArticleTables, draws: int, seed: int) -> pd.DataFrame:
    edges = shared_sentences(
        article.term_sentences, article.paragraphs, article.terms, draws=draws, seed=seed
    )
    columns = ["n11", "expected", "g2", "npmi", "p_adjusted"]
    ends = {"source": "term", "target": "neighbour", "target_label": "label"}
    back = {"target": "term", "source": "neighbour", "source_label": "label"}
    both = [
        edges.rename(columns=names)[["term", "neighbour", "label", *columns]]
        for names in (ends, back)
    ]
    out = pd.concat(both).sort_values(
        ["term", "n11", "g2", "neighbour"], ascending=[True, False, False, True]
    )
    return out.drop(columns="g2").reset_index(drop=True)
