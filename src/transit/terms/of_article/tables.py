"""Counts of one article by section or paragraph, and the names of what is counted."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from transit.article import ArticleTables
from transit.errors import TransitError
from transit.terms.counting import table
from transit.terms.stance import marker_counts

ABSTRACT = ("abstract",)
"""Sections that repeat the others and so are no part of a comparison of sections."""

_UNITS = {
    "term": ("term_counts", "term"),
    "lemma": ("tokens", "lemma"),
    "token": ("tokens", "token"),
}


def counts(
    article: ArticleTables,
    unit: str = "term",
    parts: str = "paragraph",
    *,
    voice: str | None = None,
    without: Collection[str] = (),
) -> pd.DataFrame:
    """Table of types by parts.

    Parameters
    ----------
    article : ArticleTables
        The article's tables.
    unit : {"term", "lemma", "token", "category"}
        What is counted; a ``category`` of the markers of stance.
    parts : {"paragraph", "section"}
        Where, in reading order; parts without any token (of the voice) are left out.
    voice : {None, "article", "quotation"}
        Everything, only the article's own words, or only what it quotes.
    without : collection of str
        Sections to leave out; those that the article has not are no error.

    Returns
    -------
    pandas.DataFrame
        Types by parts, int64; types that occur in the article.

    Raises
    ------
    TransitError
        For an unknown unit, parts or voice.
    """
    size = sizes(article, parts, voice=voice, without=without)
    if unit == "category":
        out = marker_counts(
            article.marker_sentences, article.paragraphs, article.markers, voice=voice
        )
        if parts == "section":
            out = out.T.groupby(sections_of(article).reindex(out.columns).to_numpy()).sum().T
    elif unit in _UNITS:
        frame, column = getattr(article, _UNITS[unit][0]), _UNITS[unit][1]
        if voice is not None:
            frame = frame[frame["voice"] == voice]
        if parts == "section":
            frame = frame.merge(article.paragraphs[["paragraph", "section"]], on="paragraph")
        out = table(frame, part=parts, type=column)
    else:
        raise TransitError(f"unit {unit!r} is none of {', '.join(_UNITS)}, category")
    return out.reindex(columns=pd.Index(size.index, name="part"), fill_value=0)


def sizes(
    article: ArticleTables,
    parts: str = "paragraph",
    *,
    voice: str | None = None,
    without: Collection[str] = (),
) -> pd.Series:
    """Tokens of every part.

    Parameters
    ----------
    article, parts, voice, without
        As in `counts`.

    Returns
    -------
    pandas.Series
        Part -> tokens, in reading order, parts without tokens left out.

    Raises
    ------
    TransitError
        For unknown parts or voice.
    """
    frame = article.paragraphs[~article.paragraphs["section"].isin(list(without))]
    if voice is None:
        tokens = frame["tokens"]
    elif voice == "quotation":
        tokens = frame["quoted_tokens"]
    elif voice == "article":
        tokens = frame["tokens"] - frame["quoted_tokens"]
    else:
        raise TransitError(f"voice {voice!r} is none of None, article, quotation")
    if parts == "paragraph":
        out = pd.Series(tokens.to_numpy(), index=frame["paragraph"].to_numpy())
    elif parts == "section":
        out = tokens.groupby(frame["section"].to_numpy(), sort=False).sum()
        order = article.sections.sort_values("order")["section"].to_numpy()
        out = out.reindex(order, fill_value=0)
    else:
        raise TransitError(f"parts {parts!r} is none of paragraph, section")
    return out[out > 0].rename("tokens")


def sections_of(article: ArticleTables) -> pd.Series:
    """Return paragraph -> section."""
    return article.paragraphs.set_index("paragraph")["section"]


def known(article: ArticleTables, section: str) -> None:
    """Refuse a section that the article has not."""
    names = article.sections["section"].tolist()
    if section not in names:
        raise TransitError(f"no section {section!r}; there are {', '.join(names)}")


def whole(unit: str) -> None:
    """Refuse a unit that does not hold every word."""
    if unit not in ("lemma", "token"):
        raise TransitError(f"unit: {unit} is not all of the text; choose token or lemma")


def commonest(n: int) -> set[str]:
    """Return the commonest words of general English."""
    if not n:
        return set()
    import wordfreq

    return set(wordfreq.top_n_list("en", n))


def chosen(
    article: ArticleTables,
    unit: str,
    kinds: Collection[str] | None,
    common: int,
    wide: pd.DataFrame,
) -> pd.DataFrame:
    """Keep the types of some kinds, without the commonest words."""
    if kinds is not None:
        if unit != "term":
            raise TransitError("kinds: only terms have kinds")
        unknown = set(kinds) - set(article.terms["kind"])
        if unknown:
            raise TransitError(f"no kind {sorted(unknown)[0]!r} among the terms")
        wanted = article.terms.loc[article.terms["kind"].isin(list(kinds)), "term"]
        wide = wide[wide.index.isin(wanted)]
    if common and unit in ("lemma", "token"):
        wide = wide[~wide.index.isin(commonest(common))]
    return wide


def leading(wide: pd.DataFrame, n: int) -> pd.Index:
    """Return the `n` most frequent types, ties in alphabetical order."""
    total = wide.sum(axis=1).sort_index()
    return total.sort_values(ascending=False, kind="stable").head(n).index


def named(article: ArticleTables, unit: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Call the types by their unit, and add label and kind of terms."""
    frame = frame.rename(columns={"type": unit}).reset_index(drop=True)
    if unit == "term":
        listed = article.terms.set_index("term")
        at = frame.columns.get_loc("term") + 1
        frame.insert(at, "label", frame["term"].map(listed["label"]))
        frame.insert(at + 1, "kind", frame["term"].map(listed["kind"]))
    return frame


def headed(article: ArticleTables, frame: pd.DataFrame, every: str = "all") -> pd.DataFrame:
    """Add heading and order of the sections."""
    listed = article.sections.set_index("section")
    at = frame.columns.get_loc("section") + 1
    heading = frame["section"].map(listed["heading"])
    order = frame["section"].map(listed["order"])
    together = frame["section"] == every
    frame.insert(at, "heading", heading.mask(together, "All sections"))
    frame.insert(at + 1, "order", order.mask(together, 0).astype("int64"))
    return frame
