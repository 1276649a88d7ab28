"""What sets a section apart from the others, and the article from general English."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from transit.article import ArticleTables
from transit.errors import TransitError
from transit.terms.keyness import against_rates, general_english, keyness
from transit.terms.of_article.tables import (
    ABSTRACT,
    chosen,
    counts,
    known,
    named,
    sections_of,
    sizes,
)
from transit.terms.resampling import DRAWS, bootstrap, exchanged, shifted


def keyness_by_section(
    article: ArticleTables,
    unit: str = "term",
    *,
    minimum: int = 3,
    tested_from: int = 5,
    kinds: Collection[str] | None = None,
    common: int = 0,
    without: Collection[str] = ABSTRACT,
    alpha: float = 0.05,
    statistic: str = "z",
    draws: int = DRAWS,
    seed: int = 1,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Keyness of every section against the other sections.

    Parameters
    ----------
    article, unit
        As in `counts`.
    minimum : int, default 3
        Occurrences a type needs to be listed.
    tested_from : int, default 5
        Occurrences a type needs to be tested.
    kinds, common
        As in `top_terms`.
    without : collection of str, default the abstract
        Sections that are neither compared nor part of what others are compared with.
    alpha : float, default 0.05
        Level of a finding.
    statistic : {"z", "g2"}
        What is tested, see `transit.terms.resampling.exchanged`.
    draws, seed
        Exchanges of paragraphs; 0 leaves the test out.
    confidence : float, default 0.95
        Coverage of the interval of Log Ratio.

    Returns
    -------
    pandas.DataFrame
        One row per section and type, sections in reading order, largest `g2` first: `section`,
        `term` (or `lemma`, `token`), `label` and `kind` (terms only), the measures of
        `transit.terms.keyness.keyness` but for its tests; `low` and `high` of Log Ratio from
        paragraphs drawn again (`transit.terms.resampling.bootstrap`); `paragraphs` (of the
        section, with the type); `z`, `p`, `p_adjusted`, `p_shifted` of
        `transit.terms.resampling.exchanged`, all sections and tested types being one family;
        `finding`, where `p_adjusted` is at most `alpha`.

    Raises
    ------
    TransitError
        As `counts`; if there are fewer than two sections to compare.
    """
    wide = chosen(article, unit, kinds, common, counts(article, unit, without=without))
    wide = wide[wide.sum(axis=1) >= minimum]
    length, section = sizes(article, without=without), sections_of(article).reindex(wide.columns)
    names = pd.unique(section)
    if len(names) < 2:
        raise TransitError("keyness: the article has a single section; there is no rest")
    frames = []
    for name in names:
        inside = (section == name).to_numpy()
        here, rest = wide.loc[:, inside], wide.loc[:, ~inside]
        frame = keyness(
            here.sum(axis=1),
            rest.sum(axis=1),
            int(length[here.columns].sum()),
            int(length[rest.columns].sum()),
            interval="katz",  # replaced below
        ).drop(columns=["p", "test", "p_adjusted", "differs"])
        frame.insert(0, "section", name)
        frame["paragraphs"] = frame["type"].map((here > 0).sum(axis=1))
        frames.append(frame)
    out = pd.concat(frames, ignore_index=True)
    again = bootstrap(wide, section, length, confidence=confidence, seed=seed)
    limits = _joined(out, again, ["low", "high"])
    out["low"], out["high"] = limits["low"], limits["high"]
    out[["z", "p", "p_adjusted", "p_shifted"]] = np.nan
    tested = wide[wide.sum(axis=1) >= tested_from]
    if draws and len(tested):
        columns = ["z", "p", "p_adjusted", "p_shifted"]
        found = exchanged(tested, section, length, statistic=statistic, draws=draws, seed=seed)
        out[columns] = _joined(out, found, columns)
    out["finding"] = out["p_adjusted"] <= alpha
    return named(article, unit, out)


def _joined(frame: pd.DataFrame, other: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Columns of `other`, by group and type, for the rows of `frame`."""
    keys = pd.MultiIndex.from_frame(frame[["section", "type"]])
    return other.set_index(["group", "type"])[columns].reindex(keys).reset_index(drop=True)


def section_keyness(
    article: ArticleTables,
    section: str,
    unit: str = "term",
    *,
    n: int | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Keyness of one section against the others, judged within the family of all sections.

    Parameters
    ----------
    article, unit
        As in `counts`.
    section : str
        The section.
    n : int, optional
        Only this many types: the half of them with the largest `g2` above and the half below the
        rest of the article, positive first.
    **options
        As in `keyness_by_section`.

    Returns
    -------
    pandas.DataFrame
        The section's rows of `keyness_by_section`.

    Raises
    ------
    TransitError
        For an unknown section, and as `keyness_by_section`.
    """
    known(article, section)
    every = keyness_by_section(article, unit, **options)
    out = every[every["section"] == section].reset_index(drop=True)
    if n is not None:
        above = out["target"] > out["expected"]
        more, less = out[above].head(n - n // 2), out[~above].head(n // 2)
        out = pd.concat([more, less[::-1]], ignore_index=True)
    return out


def boundary_shifts(
    article: ArticleTables,
    unit: str = "term",
    *,
    tested_from: int = 5,
    without: Collection[str] = ABSTRACT,
    alpha: float = 0.05,
    draws: int = DRAWS,
    seed: int = 1,
) -> pd.DataFrame:
    """What would be found if the sections began elsewhere in the text as it is.

    Parameters
    ----------
    article, unit, tested_from, without, alpha, draws, seed
        As in `keyness_by_section`.

    Returns
    -------
    pandas.DataFrame
        As `transit.terms.resampling.shifted`: one row per way to turn the boundaries.

    Raises
    ------
    TransitError
        As `keyness_by_section`.
    """
    wide = counts(article, unit, without=without)
    wide = wide[wide.sum(axis=1) >= tested_from]
    section, length = sections_of(article), sizes(article, without=without)
    return shifted(wide, section, length, alpha=alpha, draws=draws, seed=seed)


def english_keyness(
    article: ArticleTables,
    *,
    minimum: int = 3,
    voice: str | None = None,
    wordlist: str = "best",
    floor: float | None = None,
    confidence: float = 0.95,
    seed: int = 1,
) -> pd.DataFrame:
    """The article's words against general English, by how much they differ at least.

    Parameters
    ----------
    article, voice
        As in `counts`; the unit is the token, as the lists hold word forms.
    minimum : int, default 3
        Occurrences a word needs.
    wordlist, floor
        See `transit.terms.keyness.general_english` and `against_rates`.
    confidence : float, default 0.95
        Coverage of the interval.
    seed : int, default 1
        Of the paragraphs drawn again.

    Returns
    -------
    pandas.DataFrame
        `token`, `target`, `expected`, `target_rate`, `reference_rate` (per thousand), `listed`,
        `log_ratio`, `low`, `high` (doublings; paragraphs drawn again), `g2`, `least` (the value in
        the interval nearest to 0: how much the word differs at least), most overused first, words
        that are not listed last. Tokens with a digit or an inner hyphen, which the lists do not
        hold as such, are left out.

    Raises
    ------
    TransitError
        As `counts`.

    Notes
    -----
    Nothing is tested here: that a text on one subject is not general English is known before, and
    a test that rejects for most words tells them apart no better than their order does.
    """
    wide = counts(article, "token", voice=voice)
    plain = [not any(c.isdigit() or c == "-" for c in str(word)) for word in wide.index]
    wide = wide[plain]
    wide = wide[wide.sum(axis=1) >= minimum]
    length = sizes(article, voice=voice)
    known_rates = general_english(wide.index, wordlist=wordlist)
    out = against_rates(wide.sum(axis=1), known_rates, int(length.sum()), floor=floor)
    one = pd.Series("all", index=wide.columns)
    again = bootstrap(
        wide, one, length, statistic="rate", per=1, confidence=confidence, seed=seed
    ).set_index("type")
    with np.errstate(divide="ignore"):
        for limit in ("low", "high"):
            rate = again[limit].reindex(out["type"]).to_numpy()
            out[limit] = np.log2(rate) - np.log2(out["reference_rate"].to_numpy() / 1000)
    out["least"] = out["low"].clip(lower=0) + out["high"].clip(upper=0)
    out = out.drop(columns=["p", "test", "p_adjusted", "differs"])
    out = out.sort_values(
        ["least", "log_ratio", "type"], ascending=[False, False, True], ignore_index=True
    )
    return named(article, "token", out)
