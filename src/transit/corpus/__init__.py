"""Thousands of articles: read in parallel, counted, compared; no more in memory than fits.

`gather` reads the articles of a folder into a corpus, a folder of Parquet; `load` opens one.
`measure` and `compare` give the statistics of `transit.terms` for every type of a corpus, a share
of the types at a time: each type is computed whole, by the functions that count a single article,
so that the results are the same wherever they were computed. `executor` says who works: processes of
this machine, or a Dask cluster. Needs the extra ``corpus``.
"""

from transit.corpus.executors import NEEDED, executor
from transit.errors import TransitError

try:
    from transit.corpus.gathering import Gathered, gather
    from transit.corpus.statistics import compare, measure, reference_counts
    from transit.corpus.store import Corpus, load, save
except ModuleNotFoundError as error:
    raise TransitError(NEEDED) from error

__all__ = [
    "Corpus",
    "Gathered",
    "compare",
    "executor",
    "gather",
    "load",
    "measure",
    "reference_counts",
    "save",
]
