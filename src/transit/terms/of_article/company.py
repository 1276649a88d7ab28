"""Who and what the article names together."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from transit.article import ArticleTables
from transit.terms.network import Network, shared_sentences
from transit.terms.network import network as co_occurrence
from transit.terms.resampling import DRAWS

ACTORS = ("institution", "person", "group")
"""Kinds of terms that act."""


def network(
    article: ArticleTables,
    *,
    kinds: Collection[str] | None = ACTORS,
    sections: Collection[str] | None = None,
    minimum: int = 1,
    tested_from: int = 5,
    draws: int = DRAWS,
    seed: int = 1,
    include: Collection[str] | None = None,
) -> Network:
    """Co-occurrence network of actors and institutions.

    Parameters
    ----------
    article : ArticleTables
        The article's tables.
    kinds, sections, minimum, tested_from, draws, seed, include
        See `transit.terms.network.network`.

    Returns
    -------
    transit.terms.network.Network
        The frames `nodes` and `edges`.

    Raises
    ------
    TransitError
        As `transit.terms.network.network`.
    """
    return co_occurrence(
        article.term_sentences,
        article.paragraphs,
        article.terms,
        kinds=kinds,
        include=include,
        sections=sections,
        minimum=minimum,
        tested_from=tested_from,
        draws=draws,
        seed=seed,
    )


def pairs_by_section(
    article: ArticleTables, n: int = 3, *, minimum: int = 2, kinds: Collection[str] = ACTORS
) -> pd.DataFrame:
    """The pairs of actors and institutions that share most sentences, section by section.

    Parameters
    ----------
    article : ArticleTables
        The article's tables.
    n : int, default 3
        Pairs per section at most; ties are broken by NPMI, then by name.
    minimum : int, default 2
        Sentences a pair must share.
    kinds : collection of str
        Kinds of terms to take in.

    Returns
    -------
    pandas.DataFrame
        `section`, `heading`, `source_label`, `target_label`, `n11` (shared sentences),
        `expected`, `npmi`; sections without such a pair have no row.

    Raises
    ------
    TransitError
        As `transit.terms.network.network`.
    """
    columns = ["source_label", "target_label", "n11", "expected", "npmi"]
    parts = []
    for row in article.sections.sort_values("order").itertuples():
        edges = shared_sentences(
            article.term_sentences,
            article.paragraphs,
            article.terms,
            kinds=kinds,
            sections=[row.section],
            minimum=minimum,
            draws=0,
        )
        first = edges.sort_values(
            ["n11", "npmi", "source_label", "target_label"], ascending=[False, False, True, True]
        ).head(n)
        parts.append(first[columns].assign(section=row.section, heading=row.heading))
    return pd.concat(parts, ignore_index=True)[["section", "heading", *columns]]
