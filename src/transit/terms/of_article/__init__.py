"""The statistics of one article, from its tables of counts, ready to show.

Every function takes the tables as `transit.article.load` returns them and gives a tidy frame, whose
columns are called `section`, `paragraph` and by what is counted: a `term` of the controlled list, a
`lemma` or a `token`.
"""

from transit.terms.of_article.company import network, pairs_by_section
from transit.terms.of_article.course import rises_and_falls
from transit.terms.of_article.keywords import (
    boundary_shifts,
    english_keyness,
    keyness_by_section,
    section_keyness,
)
from transit.terms.of_article.rates import leading_terms, top_terms
from transit.terms.of_article.spread import dispersion_table, plane
from transit.terms.of_article.summary import explorer_tables
from transit.terms.of_article.tables import counts, sizes
from transit.terms.of_article.vocabulary import (
    diversity_by_section,
    growth,
    heaps_orders,
    rank_frequency_table,
    rare_events,
)
from transit.terms.of_article.voice import certainty_by_section, stance_by_section

__all__ = [
    "boundary_shifts",
    "certainty_by_section",
    "counts",
    "dispersion_table",
    "diversity_by_section",
    "english_keyness",
    "explorer_tables",
    "growth",
    "heaps_orders",
    "keyness_by_section",
    "leading_terms",
    "network",
    "pairs_by_section",
    "plane",
    "rank_frequency_table",
    "rare_events",
    "rises_and_falls",
    "section_keyness",
    "sizes",
    "stance_by_section",
    "top_terms",
]
