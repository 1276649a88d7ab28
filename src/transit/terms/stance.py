"""Stance: modals, hedges, boosters, attribution and talk of the future, section by section.

The functions take the tables of marked sentences, not the text: which entry of a marker list occurs
in which sentence of which paragraph. Hedges, boosters and attribution (there: evidentials) are
classes of `hyland2005metadiscourse`; the list itself is data.
"""

import pandas as pd

from transit.errors import TransitError
from transit.terms.uncertainty import rate_interval

__all__ = ["attribution", "future_certainty", "marker_rates", "marker_totals"]


def marker_rates(
    marker_sentences,
    paragraphs,
    markers,
    *,
    by="section",
    unit="tokens",
    per=None,
    voice=None,
    confidence=0.95,
):
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


def marker_totals(marker_sentences, paragraphs, markers, *, voice=None):
    """How often each marker of the list occurs, over the whole text.

    Parameters
    ----------
    marker_sentences, paragraphs, markers, voice
        As in `marker_rates`.

    Returns
    -------
    pandas.DataFrame
        One row per marker that occurs, most frequent first: `marker`, `category`, `count`,
        `sentences`, `sections` (number of sections it occurs in).

    Raises
    ------
    TransitError
        As `marker_rates`.
    """
    found, _ = _joined(marker_sentences, paragraphs, markers, "section", voice)
    found = found.assign(place=found["paragraph"] + " " + found["sentence"].astype(str))
    out = found.groupby(["marker", "category"], as_index=False).agg(
        count=("count", "sum"), sentences=("place", "nunique"), sections=("section", "nunique")
    )
    return out.sort_values(["count", "marker"], ascending=[False, True], ignore_index=True)


def future_certainty(
    marker_sentences,
    paragraphs,
    markers,
    *,
    by="section",
    voice=None,
    future="future",
    hedges=("hedge", "modal"),
    boosters=("booster",),
    confidence=0.95,
):
    """How certain the sentences about the future are.

    Parameters
    ----------
    marker_sentences, paragraphs, markers, by, voice
        As in `marker_rates`.
    future : str, default "future"
        Category that marks a sentence as being about the future.
    hedges, boosters : sequence of str
        Categories that make a claim less, or more, certain.
    confidence : float, default 0.95
        Coverage of Wilson's interval.

    Returns
    -------
    pandas.DataFrame
        One row per section and class, in reading order, then the rows of all sections together
        (``all`` in the `by` column): the `by` column, `class` (``plain``: a future marker alone;
        ``hedged``; ``boosted``; ``both``), `sentences` (of the class), `future` (sentences about
        the future there), `share`, `low`, `high`. A section without such a sentence has NaN.

    Raises
    ------
    TransitError
        As `marker_rates`; if no marker has the future category.

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
    groups = [*pd.unique(base[by]), "all"]
    every = pd.concat([sentences, sentences.assign(**{by: "all"})])
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


def attribution(
    marker_sentences, paragraphs, markers, notes=None, *, category="attribution", confidence=0.95
):
    """Who speaks: attributed sentences, quoted words and notes, section by section.

    Parameters
    ----------
    marker_sentences, paragraphs, markers
        As in `marker_rates`.
    notes : pandas.DataFrame, optional
        Columns `note`, `section`.
    category : str, default "attribution"
        Category of the markers that name a source.
    confidence : float, default 0.95
        Coverage of Wilson's interval of the share of attributed sentences.

    Returns
    -------
    pandas.DataFrame
        One row per section, in reading order: `section`, `sentences`, `attributed` (sentences with
        such a marker), `share`, `low`, `high`, `tokens`, `quoted_tokens`, `quoted_share`, and with
        `notes` given `notes` and `notes_per_thousand` (tokens).

    Raises
    ------
    TransitError
        As `marker_rates`.
    """
    rate = marker_rates(
        marker_sentences, paragraphs, markers, unit="sentences", confidence=confidence
    )
    out = (
        rate[rate["category"] == category]
        .drop(columns="category")
        .rename(columns={"count": "attributed", "size": "sentences", "rate": "share"})
    )
    sums = paragraphs.groupby("section", sort=False)[["tokens", "quoted_tokens"]].sum()
    out = (
        out[["section", "sentences", "attributed", "share", "low", "high"]]
        .join(sums, on="section")
        .reset_index(drop=True)
    )
    out["quoted_share"] = out["quoted_tokens"] / out["tokens"]
    if notes is not None:
        out["notes"] = out["section"].map(notes.groupby("section").size()).fillna(0).astype("int64")
        out["notes_per_thousand"] = out["notes"] / out["tokens"] * 1000
    return out


def _joined(marker_sentences, paragraphs, markers, by, voice):
    for name, frame, columns in (
        (
            "marker_sentences",
            marker_sentences,
            ("paragraph", "sentence", "marker", "voice", "count"),
        ),
        ("paragraphs", paragraphs, ("paragraph", by, "sentences", "tokens", "quoted_tokens")),
        ("markers", markers, ("marker", "category")),
    ):
        for column in columns:
            if column not in frame.columns:
                raise TransitError(f"{name}: no column {column!r}; there are {list(frame.columns)}")
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
