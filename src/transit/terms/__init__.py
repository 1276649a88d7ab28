"""Statistics over counts of words and terms.

Counts go in, tidy data frames come out; every function works on all types at once. NaN stands where
a statistic is undefined; misuse raises `transit.errors.TransitError`. The modules know nothing of
any particular text:

`frequency`
    counting, rates, ranks, tf-idf, growth of the vocabulary, Zipf's and Heaps' laws
`keyness`
    what one text uses more than another, and against general English
`dispersion`
    how evenly words are spread
`association`
    what occurs together, in windows and in sentences
`diversity`
    richness of the vocabulary
`stance`
    modals, hedges, boosters, attribution, talk of the future
`network`
    co-occurrence as nodes and edges
`uncertainty`
    intervals, exact, permutation and bootstrap tests, correction for many tests
`examples`
    published examples beside what the package computes
`of_article`
    all of it for the tables of one article, in one line each
"""

from transit.terms import (
    association,
    dispersion,
    diversity,
    examples,
    frequency,
    keyness,
    network,
    of_article,
    stance,
    uncertainty,
)

__all__ = [
    "association",
    "dispersion",
    "diversity",
    "examples",
    "frequency",
    "keyness",
    "network",
    "of_article",
    "stance",
    "table",
    "uncertainty",
]

table = frequency.table
