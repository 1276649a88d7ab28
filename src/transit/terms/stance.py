"""Stance: modals, hedges, boosters, attribution and talk of the future, section by section.

The functions take the tables of marked sentences, not the text: which entry of a marker list occurs
in which sentence of which paragraph. Hedges, boosters and attribution (there: evidentials) are
classes of `hyland2005metadiscourse`; the list itself is data.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from transit.errors import TransitError
from transit.terms._input import need
from transit.terms.uncertainty import rate_interval

__all__ = ["future_certainty", "marker_counts", "marker_rates"]


def marker_rates(
    marker_sentences: pd.DataFrame,
    paragraphs: pd.DataFrame,
    markers: pd.DataFrame,
    *,
    by: str = "section",
    unit: str = "tokens",
    per: float | None = None,
    voice: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Rate of every category of markers in every section.

    Parameters
    ----------
    marker_sentences : pandas.DataFrame
        Columns `paragraph`, `sentence`, `marker`, `voice`, `count`.
    paragraphs : pandas.DataFrame
        Columns `paragraph`, `section`, `sentences`, `tokens`, `quoted_tokens`, in reading order.
    markers : pandas.DataFrame
        Columns `marker`, `category`.
    by : str, default "section"
        Column of `paragraphs` to group by.
    unit : {"tokens", "sentences"}
        Occurrences per `per` tokens, or sentences that hold at least one marker of the category.
    per : float, optional
        1000 for tokens and 1 (a share) for sentences if not given.
    voice : {None, "article", "quotation"}
        Count only what the article says itself, or only what it quotes. The tokens are restricted
        accordingly; sentences are not, as one may hold both.
    confidence : float, default 0.95
        Coverage of Wilson's interval.

    Returns
    -------
    pandas.DataFrame
        One row per section and category, in reading order: the `by` column, `category`, `count`
        (occurrences or sentences), `size` (tokens or sentences), `rate`, `low`, `high`.

    Raises
    ------
    TransitError
        For a missing column, an unlisted marker, an unknown paragraph, unit or voice.
    """
    found, base = _joined(marker_sentences, paragraphs, markers, by, voice)
    categories = pd.unique(markers["category"])
    if unit == "tokens":
        count = found.groupby([by, "category"])["count"].sum()
        size = base.groupby(by, sort=False)["size"].sum()
        per = 1000 if per is None else per
    elif unit == "sentences":
        hits = found.drop_duplicates(["paragraph", "sentence", "category"])
        count = hits.groupby([by, "category"]).size()
        size = base.groupby(by, sort=False)["sentences"].sum()
        per = 1 if per is None else per
    else:
        raise TransitError(f"unit {unit!r} is none of tokens, sentences")
    size = size[size > 0]
    every = pd.MultiIndex.from_product([size.index, categories], names=[by, "category"])
    out = count.reindex(every, fill_value=0).astype("int64").rename("count").reset_index()
    out["size"] = out[by].map(size).astype("int64")
    return pd.concat(
        [out, rate_interval(out["count"], out["size"], per=per, confidence=confidence)], axis=1
    )


def marker_counts(
    marker_sentences: pd.DataFrame,
    paragraphs: pd.DataFrame,
    markers: pd.DataFrame,
    *,
    voice: str | None = None,
) -> pd.DataFrame:
    """Count the categories of markers paragraph by paragraph, for the tests of `resampling`.

    Parameters
    ----------
    marker_sentences, paragraphs, markers, voice
        As in `marker_rates`.

    Returns
    -------
    pandas.DataFrame
        Categories by paragraphs in reading order, int64.

    Raises
    ------
    TransitError
        As `marker_rates`.
    """
    found, base = _joined(marker_sentences, paragraphs, markers, "section", voice)
    wide = found.groupby(["category", "paragraph"])["count"].sum().unstack(fill_value=0)
    wide = wide.reindex(index=pd.unique(markers["category"]), columns=base["paragraph"])
    return wide.fillna(0).astype("int64").rename_axis(index="type", columns="part")


def future_certainty(
    marker_sentences: pd.DataFrame,
    paragraphs: pd.DataFrame,
    markers: pd.DataFrame,
    *,
    by: str = "section",
    voice: str | None = None,
    future: str = "future",
    hedges: Sequence[str] = ("hedge", "modal"),
    boosters: Sequence[str] = ("booster",),
    whole: str = "all",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """How certain the sentences about the future are.

    Parameters
    ----------
    marker_sentences, paragraphs, markers, by, voice
        As in `marker_rates`.
    future : str, default "future"
        Category that marks a sentence as being about the future.
    hedges, boosters : sequence of str
        Categories that make a claim less, or more, certain.
    whole : str, default "all"
        Name of the rows for all sections together; no section may bear it.
    confidence : float, default 0.95
        Coverage of Wilson's interval.

    Returns
    -------
    pandas.DataFrame
        One row per section and class, in reading order, then the rows of all sections together
        (`whole` in the `by` column): the `by` column, `class` (``plain``: a future marker alone;
        ``hedged``; ``boosted``; ``both``), `sentences` (of the class), `future` (sentences about
        the future there), `share`, `low`, `high`. A section without such a sentence has NaN.

    Raises
    ------
    TransitError
        As `marker_rates`; if no marker has the future category, or a section is called `whole`.

    Notes
    -----
    A marker in the sentence need not modify the claim about the future; the classes describe the
    company such claims keep. With a handful of sentences per section the intervals are wide, and
    they are the result.
    """
    found, base = _joined(marker_sentences, paragraphs, markers, by, voice)
    if future not in set(markers["category"]):
        raise TransitError(f"markers: no entry has the category {future!r}")
    marks = found.groupby([by, "paragraph", "sentence"])["category"].agg(set).rename("marks")
    sentences = marks[marks.map(lambda s: future in s)].reset_index()
    hedged = sentences["marks"].map(lambda s: bool(s & set(hedges))).astype(bool)
    boosted = sentences["marks"].map(lambda s: bool(s & set(boosters))).astype(bool)
    sentences["class"] = "plain"
    sentences.loc[hedged & ~boosted, "class"] = "hedged"
    sentences.loc[~hedged & boosted, "class"] = "boosted"
    sentences.loc[hedged & boosted, "class"] = "both"
    classes = ["plain", "hedged", "boosted", "both"]
    if whole in set(base[by]):
        raise TransitError(
            f"{by} {whole!r}: the name is that of all together; give another `whole`"
        )
    groups = [*pd.unique(base[by]), whole]
    every = pd.concat([sentences, sentences.assign(**{by: whole})])
    count = every.groupby([by, "class"]).size()
    index = pd.MultiIndex.from_product([groups, classes], names=[by, "class"])
    out = count.reindex(index, fill_value=0).astype("int64").rename("sentences").reset_index()
    out["future"] = out.groupby(by)["sentences"].transform("sum")
    some = out["future"] > 0
    out[["share", "low", "high"]] = float("nan")
    if some.any():
        out.loc[some, ["share", "low", "high"]] = rate_interval(
            out.loc[some, "sentences"], out.loc[some, "future"], per=1, confidence=confidence
        ).to_numpy()
    return out


def _joined(
    marker_sentences: pd.DataFrame,
    paragraphs: pd.DataFrame,
    markers: pd.DataFrame,
    by: str,
    voice: str | None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    columns = ("paragraph", "sentence", "marker", "voice", "count")
    need(marker_sentences, columns, "marker_sentences")
    need(paragraphs, ("paragraph", by, "sentences", "tokens", "quoted_tokens"), "paragraphs")
    need(markers, ("marker", "category"), "markers")
    for column, known in (("paragraph", paragraphs["paragraph"]), ("marker", markers["marker"])):
        unknown = ~marker_sentences[column].isin(known)
        if unknown.any():
            raise TransitError(
                f"marker_sentences: {column} "
                f"{marker_sentences.loc[unknown, column].iloc[0]!r} is not listed"
            )
    base = paragraphs[["paragraph", by, "sentences"]].copy()
    if voice is None:
        base["size"] = paragraphs["tokens"]
    elif voice == "quotation":
        base["size"] = paragraphs["quoted_tokens"]
    elif voice == "article":
        base["size"] = paragraphs["tokens"] - paragraphs["quoted_tokens"]
    else:
        raise TransitError(f"voice {voice!r} is none of None, article, quotation")
    found = (
        marker_sentences if voice is None else marker_sentences[marker_sentences["voice"] == voice]
    )
    found = found.merge(markers[["marker", "category"]], on="marker")
    return found.merge(base[["paragraph", by]].drop_duplicates(), on="paragraph"), base
