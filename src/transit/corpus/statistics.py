"""Statistics of all types of a corpus, a share of the types at a time.

A share holds all occurrences of its types, so that the functions of `transit.terms` compute each
type as they would with all counts in memory. Nothing is added up across shares; who computed them
and in which order changes no digit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pandas as pd
import polars as pl
from scipy import sparse

from transit.corpus.documents import BUCKETS
from transit.corpus.executors import LOST, Executor, executor
from transit.corpus.store import Corpus
from transit.errors import TransitError
from transit.terms.counted import Counted
from transit.terms.dispersion import dispersion
from transit.terms.frequency import frequency
from transit.terms.keyness import keyness

CELLS = 2_000_000
"""Counts of one type in one document that a share holds, as nearly as buckets allow."""

Share = tuple[str, str, int, int]


def measure(corpus: Corpus, workers: Executor | None = None, *, cells: int = CELLS) -> pd.DataFrame:
    """Frequency and dispersion of every type of a corpus, its documents being the parts.

    Parameters
    ----------
    corpus : Corpus
        At least two documents.
    workers : Executor, optional
        From `executor`; this process by default.
    cells : int, default 2,000,000
        What is held in memory at a time: counts of a type in a document.

    Returns
    -------
    pandas.DataFrame
        The columns of `transit.terms.frequency.frequency` and, from the fourth on, of
        `transit.terms.dispersion.dispersion`; most frequent type first.

    Raises
    ------
    TransitError
        For a single document, or if a worker is lost again and again.
    """
    out = _together(_measured, corpus, workers, cells)
    out = out.sort_values(["count", "type"], ascending=[False, True], ignore_index=True)
    out["rank"] = out["count"].rank(ascending=False, method="min").astype("int64")
    out["tied"] = out.groupby("count")["count"].transform("size")
    return out


def compare(
    corpus: Corpus,
    reference: Corpus,
    workers: Executor | None = None,
    *,
    minimum: int = 5,
    cells: int = CELLS,
) -> pd.DataFrame:
    """Keyness of every type of a corpus against a reference.

    Parameters
    ----------
    corpus, reference : Corpus
        Best of one language and genre.
    workers, cells
        As in `measure`.
    minimum : int, default 5
        Occurrences that a type needs in both together.

    Returns
    -------
    pandas.DataFrame
        As `transit.terms.keyness.keyness`, with `documents`, `reference_documents`: how many
        hold the type. Equal `g2` in alphabetical order.

    Raises
    ------
    TransitError
        As `measure`.
    """
    ours, theirs = (reference_counts(each, workers, cells=cells) for each in (corpus, reference))
    types = ours.index.union(theirs.index)
    target, other = (each["count"].reindex(types, fill_value=0) for each in (ours, theirs))
    out = keyness(target, other, corpus.size, reference.size, minimum=minimum)
    for name, each in (("documents", ours), ("reference_documents", theirs)):
        held = each["documents"].reindex(out["type"], fill_value=0)
        out[name] = held.to_numpy()
    return out


def reference_counts(
    corpus: Corpus, workers: Executor | None = None, *, cells: int = CELLS
) -> pd.DataFrame:
    """Occurrences of every type of a corpus, and the documents that hold it.

    Parameters
    ----------
    corpus, workers, cells
        As in `measure`.

    Returns
    -------
    pandas.DataFrame
        Index `type`, in alphabetical order; columns `count`, `documents`.
    """
    out = _together(_totals, corpus, workers, cells).sort_values("type")
    return out.set_index("type")


def _together(
    function: Callable[[Share], pd.DataFrame], corpus: Corpus, workers: Executor | None, cells: int
) -> pd.DataFrame:
    """Compute shares and put them together in their order."""
    found: dict[Share, pd.DataFrame] = {}
    for share, result in (workers or executor()).each(function, _shares(corpus, cells)):
        if result is LOST:
            raise TransitError(
                f"{corpus.folder}: whatever computed buckets {share[2]} to {share[3]} was killed, "
                "perhaps for the memory it took; have fewer cells at a time"
            )
        found[share] = result
    return pd.concat([found[share] for share in sorted(found)], ignore_index=True)


def _shares(corpus: Corpus, cells: int) -> Iterator[Share]:
    whole = int(corpus.documents["types"].sum())
    number = min(BUCKETS, max(1, -(-whole // cells)))
    ends = [BUCKETS * place // number for place in range(number + 1)]
    for low, high in pairwise(ends):
        yield str(corpus.folder), corpus.language, low, high - 1


def _totals(share: Share) -> pd.DataFrame:
    folder, language, low, high = share
    counts = Corpus(Path(folder), language).counts(low, high)
    found = (
        counts.group_by("type")
        .agg(pl.col("count").cast(pl.Int64).sum(), pl.len().cast(pl.Int64).alias("documents"))
        .sort("type")
        .collect(engine="streaming")
    )
    return pd.DataFrame({name: found[name].to_numpy() for name in found.columns})


def _measured(share: Share) -> pd.DataFrame:
    folder, language, low, high = share
    corpus = Corpus(Path(folder), language)
    listed = corpus.documents
    order = pl.LazyFrame({"document": listed["document"]}).with_row_index("column")
    found = (
        corpus.counts(low, high)
        .join(order, on="document")
        .select("type", "column", "count")
        .collect(engine="streaming")
    )
    types = found["type"].unique().sort()
    rows = pl.DataFrame({"type": types}).with_row_index("row")
    found = found.join(rows, on="type").sort("column", "row")
    places = found["row"].to_numpy(), found["column"].to_numpy()
    matrix = sparse.csc_array(
        (found["count"].cast(pl.Int64).to_numpy(), places), shape=(len(types), len(listed))
    )
    counted = Counted(matrix, pd.Index(types.to_numpy(), dtype=object), pd.RangeIndex(len(listed)))
    sizes = pd.Series(listed["tokens"].to_numpy(), index=counted.parts)
    rates = frequency(counted, sizes).set_index("type").reindex(counted.types)
    spread = dispersion(counted, sizes).set_index("type").drop(columns=["count", "parts", "range"])
    return pd.concat([rates, spread], axis=1).rename_axis("type").reset_index()
