"""Statistics over counts of words and terms.

Counts go in, tidy data frames come out; every function works on all types at once. NaN stands where
a statistic is undefined; misuse raises `transit.errors.TransitError`. The modules know nothing of
any particular text:

`counting`, `counted`
    the words of a text; counts of many documents without their zeros
`frequency`
    rates, ranks, tf-idf
`growth`
    growth of the vocabulary; the laws of Heaps, Zipf and Mandelbrot
`keyness`
    what one text uses more than another, and against general English
`dispersion`
    how evenly words are spread
`association`
    what occurs together, in windows and in sentences
`diversity`
    richness of the vocabulary
`stance`
    modals, hedges, boosters, talk of the future
`network`
    co-occurrence as nodes and edges
`correspondence`
    parts and types in one plane
`uncertainty`
    intervals, exact tests, correction for many tests
`resampling`
    tests and intervals for words that cluster
`measures`, `examples`
    what a statistic is here, and published examples beside what the package computes
`of_article`
    all of it for the tables of one article, in one line each
"""

from transit.terms import (
    association,
    correspondence,
    counting,
    dispersion,
    diversity,
    examples,
    frequency,
    growth,
    keyness,
    network,
    of_article,
    resampling,
    stance,
    uncertainty,
)

__all__ = [
    "association",
    "correspondence",
    "counting",
    "dispersion",
    "diversity",
    "examples",
    "frequency",
    "growth",
    "keyness",
    "network",
    "of_article",
    "resampling",
    "stance",
    "uncertainty",
]
