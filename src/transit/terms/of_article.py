"""The statistics of one article, from its tables of counts, ready to show.

Every function takes the tables as `transit.article.load` returns them and gives a tidy frame. What
is counted (`unit`) is a ``term`` of the controlled list, a ``lemma`` or a ``token``; where
(`parts`), the ``section`` or the ``paragraph``.
"""

import numpy as np
import pandas as pd

from transit.errors import TransitError
from transit.terms import stance as marked
from transit.terms.association import association
from transit.terms.dispersion import chance_deviation, dispersion
from transit.terms.diversity import diversity
from transit.terms.frequency import fit_heaps, fit_zipf, frequency, rank_frequency, rates, table
from transit.terms.frequency import growth as vocabulary_curve
from transit.terms.keyness import against_rates, general_english, keyness, log_ratio
from transit.terms.network import neighbours
from transit.terms.network import network as co_occurrence
from transit.terms.uncertainty import (
    benjamini_hochberg,
    heterogeneity,
    log_ratio_interval,
    permutation,
)

__all__ = [
    "attribution_by_section",
    "certainty_by_section",
    "collocations",
    "counts",
    "dispersion_table",
    "diversity_by_section",
    "english_keyness",
    "explorer_tables",
    "growth",
    "growth_fits",
    "keyness_by_section",
    "leading_terms",
    "network",
    "rank_frequency_table",
    "rises_and_falls",
    "section_keyness",
    "sizes",
    "stance_by_section",
    "top_terms",
]

_UNITS = {
    "term": ("term_counts", "term"),
    "lemma": ("tokens", "lemma"),
    "token": ("tokens", "token"),
}


def counts(article, unit="term", parts="paragraph", *, voice=None):
    """Table of types by parts.

    Parameters
    ----------
    article : ArticleTables
        The article's tables.
    unit : {"term", "lemma", "token"}
        What is counted.
    parts : {"paragraph", "section"}
        Where, in reading order; parts without any token (of the voice) are left out.
    voice : {None, "article", "quotation"}
        Everything, only the article's own words, or only what it quotes.

    Returns
    -------
    pandas.DataFrame
        Types by parts, int64; types that occur.

    Raises
    ------
    TransitError
        For an unknown unit, parts or voice.
    """
    if unit not in _UNITS:
        raise TransitError(f"unit {unit!r} is none of {', '.join(_UNITS)}")
    frame, column = getattr(article, _UNITS[unit][0]), _UNITS[unit][1]
    size = sizes(article, parts, voice=voice)
    if voice is not None:
        frame = frame[frame["voice"] == voice]
    if parts == "section":
        frame = frame.merge(article.paragraphs[["paragraph", "section"]], on="paragraph")
    out = table(frame, part=parts, type=column)
    return out.reindex(columns=pd.Index(size.index, name="part"), fill_value=0)


def sizes(article, parts="paragraph", *, voice=None):
    """Tokens of every part.

    Parameters
    ----------
    article, parts, voice
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
    frame = article.paragraphs
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
        out = out.reindex(article.sections.sort_values("order")["section"].to_numpy(), fill_value=0)
    else:
        raise TransitError(f"parts {parts!r} is none of paragraph, section")
    return out[out > 0].rename("tokens")


def top_terms(article, n=20, *, unit="term", kinds=None, voice=None, common=0):
    """The most frequent terms.

    Parameters
    ----------
    article, unit, voice
        As in `counts`.
    n : int, default 20
        Rows; types tied with the last one are not cut off.
    kinds : collection of str, optional
        Kinds of terms to take in.
    common : int, default 0
        Leave out lemmas and tokens that are among this many commonest words of general English.

    Returns
    -------
    pandas.DataFrame
        `type`, `label`, `kind` (terms only), `count`, `rate`, `low`, `high` (per thousand tokens),
        `rank`, `tied`, `range`, `parts` (paragraphs).

    Raises
    ------
    TransitError
        As `counts`.
    """
    wide = _chosen(article, unit, kinds, common, counts(article, unit, voice=voice))
    out = frequency(wide, sizes(article, voice=voice))
    return _labelled(article, unit, out[out["rank"] <= n])


def keyness_by_section(
    article,
    unit="term",
    *,
    minimum=3,
    kinds=None,
    common=0,
    alpha=0.05,
    permutations=1999,
    seed=1,
    confidence=0.95,
):
    """Keyness of every section against the rest of the article.

    Parameters
    ----------
    article, unit
        As in `counts`.
    minimum : int, default 3
        Occurrences in the whole article a type needs to be tested.
    kinds, common
        As in `top_terms`.
    alpha : float, default 0.05
        Level for `finding`.
    permutations, seed
        Of the permutation test over paragraphs; 0 permutations leave it out.
    confidence : float, default 0.95
        Coverage of the interval of Log Ratio.

    Returns
    -------
    pandas.DataFrame
        One row per section and type, sections in reading order, largest `g2` first: `section` and
        the columns of `transit.terms.keyness.keyness` (`label` and `kind` added for terms), with
        `p_adjusted` over all sections and types together; `paragraphs` (of the section, with the
        type); `p_permutation` (whole paragraphs exchanged, not adjusted). `finding` here asks three
        things: `p_adjusted` and `p_permutation` at most `alpha`, and more than two occurrences
        above or below the expected count.

    Raises
    ------
    TransitError
        As `counts`.

    Notes
    -----
    A word that fills one paragraph is key by any test that counts tokens; the permutation of
    paragraphs is the test that is not fooled by it. A count of zero stands as the rate of half an
    occurrence in the whole article (``zero="pooled"``), so that a word absent from a short section
    never has a Log Ratio above zero.
    """
    wide = _chosen(article, unit, kinds, common, counts(article, unit))
    wide = wide[wide.sum(axis=1) >= minimum]
    length = sizes(article)
    section = _section_of(article).reindex(wide.columns)
    frames = []
    for name in sizes(article, "section").index:
        inside = (section == name).to_numpy()
        if inside.all():
            raise TransitError("keyness: the article has a single section; there is no rest")
        here, rest = wide.loc[:, inside], wide.loc[:, ~inside]
        frame = keyness(
            here.sum(axis=1),
            rest.sum(axis=1),
            int(length[here.columns].sum()),
            int(length[rest.columns].sum()),
            confidence=confidence,
            alpha=alpha,
            zero="pooled",
        )
        frame.insert(0, "section", name)
        frame["paragraphs"] = frame["type"].map((here > 0).sum(axis=1))
        if permutations:
            tested = permutation(wide, here.columns, length, permutations=permutations, seed=seed)
            frame["p_permutation"] = frame["type"].map(tested.set_index("type")["p"])
        frames.append(frame)
    out = pd.concat(frames, ignore_index=True)
    out["p_adjusted"] = benjamini_hochberg(out["p"])
    out["finding"] = (out["p_adjusted"] <= alpha) & ((out["target"] - out["expected"]).abs() > 2)
    if permutations:
        out["finding"] &= out["p_permutation"] <= alpha
    return _labelled(article, unit, out)


def section_keyness(article, section, unit="term", *, n=None, **options):
    """Keyness of one section against the rest, judged within the family of all sections.

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
    _known(article, section)
    every = keyness_by_section(article, unit, **options)
    out = every[every["section"] == section].reset_index(drop=True)
    if n is not None:
        above = out["target"] > out["expected"]
        more, less = out[above].head(n - n // 2), out[~above].head(n // 2)
        out = pd.concat([more, less[::-1]], ignore_index=True)
    return out


def leading_terms(article, n=10, *, unit="term", kinds=None, common=0, voice=None, confidence=0.95):
    """Rates of the leading terms, section by section.

    Parameters
    ----------
    article, unit, voice
        As in `counts`.
    n, kinds, common
        As in `top_terms`; exactly `n` types, ties broken alphabetically.
    confidence : float, default 0.95
        Coverage of Wilson's interval.

    Returns
    -------
    pandas.DataFrame
        One row per type and section, leading type first, sections in reading order: `type`,
        `label`, `kind` (terms only), `section`, `order`, `count`, `size`, `rate`, `low`, `high`
        (per thousand tokens).

    Raises
    ------
    TransitError
        As `counts`.
    """
    wide = _chosen(article, unit, kinds, common, counts(article, unit, "section", voice=voice))
    total = wide.sum(axis=1)
    leading = total.sort_index().sort_values(ascending=False, kind="stable").head(n).index
    out = rates(wide.loc[leading], sizes(article, "section", voice=voice), confidence=confidence)
    out = out.rename(columns={"part": "section"})
    out.insert(2, "order", out["section"].map(article.sections.set_index("section")["order"]))
    return _labelled(article, unit, out)


def leading_in(article, section, n=6, *, unit="term", kinds=None, voice=None, confidence=0.95):
    """Rates of one section's most frequent terms, in every section.

    Parameters
    ----------
    article, unit, voice
        As in `counts`.
    section : str
        The section whose terms are followed.
    n, kinds
        As in `leading_terms`; exactly `n` types, ties broken alphabetically.
    confidence : float, default 0.95
        Coverage of Wilson's interval.

    Returns
    -------
    pandas.DataFrame
        As `leading_terms`, the section's most frequent type first.

    Raises
    ------
    TransitError
        For an unknown section, and as `counts`.
    """
    everywhere = leading_terms(
        article,
        len(counts(article, unit, voice=voice)),
        unit=unit,
        kinds=kinds,
        voice=voice,
        confidence=confidence,
    )
    own = everywhere[everywhere["section"].eq(section)]
    if own.empty:
        raise TransitError(f"there is no section {section!r} with tokens")
    first = own.sort_values(["count", "type"], ascending=[False, True])["type"].head(n)
    place = {kind: k for k, kind in enumerate(first)}
    chosen = everywhere[everywhere["type"].isin(place)]
    order = chosen["type"].map(place)
    return (
        chosen.assign(place=order)
        .sort_values(["place", "order"])
        .drop(columns="place")
        .reset_index(drop=True)
    )


def rises_and_falls(
    article,
    n=10,
    *,
    unit="term",
    kinds=None,
    common=0,
    sections=None,
    minimum=5,
    permutations=1999,
    seed=1,
    confidence=0.95,
):
    """Whether the leading terms grow or fade in the course of the article.

    Parameters
    ----------
    article, unit
        As in `counts`.
    n, kinds, common
        As in `leading_terms`.
    sections : collection of str, optional
        Sections to take in, for instance all but the abstract; all if not given.
    minimum : int, default 5
        Occurrences a type needs.
    permutations, seed
        Of the two tests, over paragraphs.
    confidence : float, default 0.95
        Coverage of the interval.

    Returns
    -------
    pandas.DataFrame
        One row per type, from the steepest rise to the steepest fall: `type`, `label`, `kind`
        (terms only), `count`, `first_half`, `second_half` (rates per thousand tokens, the article
        cut between paragraphs nearest to half of its tokens), `log_ratio` (second half over first,
        doublings; a count of zero as in `keyness_by_section`), `low`, `high`, `p` (permutation of paragraphs), `p_adjusted`, `peak` (section
        with the highest rate), `peak_rate`, `p_sections` (permutation test of equal rates in all
        sections), `p_sections_adjusted`, `direction` (``rises`` or ``falls`` where `p_adjusted` is
        at most 0.05, ``level`` elsewhere).

    Raises
    ------
    TransitError
        As `counts`; for an unknown section.
    """
    for section in () if sections is None else sections:
        _known(article, section)
    wide = _chosen(article, unit, kinds, common, counts(article, unit))
    length, section = sizes(article), _section_of(article)
    if sections is not None:
        keep = section.reindex(wide.columns).isin(list(sections)).to_numpy()
        wide = wide.loc[:, keep]
    length = length[wide.columns]
    section = section.reindex(wide.columns)
    total = wide.sum(axis=1)
    total = total[total >= minimum]
    leading = total.sort_index().sort_values(ascending=False, kind="stable").head(n).index
    wide = wide.loc[leading]
    reached = length.cumsum()
    half = int(np.argmin(np.abs(reached.to_numpy() - reached.iloc[-1] / 2))) + 1
    late = wide.columns[half:]
    x, y = wide.iloc[:, half:].sum(axis=1), wide.iloc[:, :half].sum(axis=1)
    m, k = float(length.iloc[half:].sum()), float(length.iloc[:half].sum())
    moved = permutation(wide, late, length, permutations=permutations, seed=seed)
    varied = heterogeneity(wide, section, length, permutations=permutations, seed=seed)
    limits = log_ratio_interval(x, y, m, k, confidence=confidence)
    by_section = (
        wide.T.groupby(section.to_numpy(), sort=False).sum()
        / length.groupby(section.to_numpy(), sort=False).sum().to_numpy()[:, None]
    ).T
    change = log_ratio(x, y, m, k, zero="pooled")
    out = pd.DataFrame(
        {
            "type": leading,
            "count": total[leading].to_numpy(),
            "first_half": (1000 * y / k).to_numpy(),
            "second_half": (1000 * x / m).to_numpy(),
            "log_ratio": change.to_numpy(),
            "low": limits["low"].to_numpy(),
            "high": limits["high"].to_numpy(),
            "p": moved["p"],
            "p_adjusted": benjamini_hochberg(moved["p"]),
            "peak": by_section.idxmax(axis=1).to_numpy(),
            "peak_rate": 1000 * by_section.max(axis=1).to_numpy(),
            "p_sections": varied["p"],
            "p_sections_adjusted": benjamini_hochberg(varied["p"]),
        }
    )
    out["direction"] = np.where(
        out["p_adjusted"] > 0.05, "level", np.where(out["log_ratio"] > 0, "rises", "falls")
    )
    out = out.sort_values(["log_ratio", "type"], ascending=[False, True], ignore_index=True)
    return _labelled(article, unit, out)


def dispersion_table(
    article,
    unit="term",
    *,
    parts="paragraph",
    minimum=5,
    kinds=None,
    common=0,
    samples=1999,
    seed=1,
):
    """Dispersion of the terms, beside what chance alone would give.

    Parameters
    ----------
    article, unit, parts
        As in `counts`.
    minimum : int, default 5
        Occurrences a type needs.
    kinds, common
        As in `top_terms`.
    samples, seed
        See `transit.terms.dispersion.chance_deviation`.

    Returns
    -------
    pandas.DataFrame
        The columns of `transit.terms.dispersion.dispersion` (`label` and `kind` added for terms),
        then `dp_chance`, `chance_low`, `chance_high`, `p`, `p_adjusted`; most frequent first.

    Raises
    ------
    TransitError
        As `counts`.
    """
    wide = _chosen(article, unit, kinds, common, counts(article, unit, parts))
    wide = wide[wide.sum(axis=1) >= minimum]
    length = sizes(article, parts)
    out = dispersion(wide, length)
    chance = chance_deviation(wide, length, samples=samples, seed=seed)
    out = pd.concat([out, chance[["dp_chance", "chance_low", "chance_high", "p"]]], axis=1)
    out["p_adjusted"] = benjamini_hochberg(out["p"])
    out = out.sort_values(["count", "type"], ascending=[False, True], ignore_index=True)
    return _labelled(article, unit, out)


def english_keyness(article, *, minimum=3, voice=None, wordlist="best", floor=None, **options):
    """Keyness of the article's words against general English.

    Parameters
    ----------
    article, voice
        As in `counts`; the unit is the token, as the lists hold word forms.
    minimum : int, default 3
        Occurrences a word needs.
    wordlist, floor
        See `transit.terms.keyness.general_english` and `against_rates`.
    **options
        Passed to `transit.terms.keyness.against_rates`.

    Returns
    -------
    pandas.DataFrame
        As `transit.terms.keyness.against_rates`. Tokens with a digit or an inner hyphen, which the
        lists do not hold as such, are left out before testing.

    Raises
    ------
    TransitError
        As `counts`.
    """
    total = counts(article, "token", voice=voice).sum(axis=1)
    size = int(sizes(article, voice=voice).sum())
    plain = [not any(c.isdigit() or c == "-" for c in str(word)) for word in total.index]
    total = total[plain]
    return against_rates(
        total,
        general_english(total.index, wordlist=wordlist),
        size,
        floor=floor,
        minimum=minimum,
        **options,
    )


def stance_by_section(article, *, unit="tokens", voice=None, confidence=0.95):
    """Modals, hedges, boosters, attribution and future markers, section by section.

    Parameters
    ----------
    article, voice
        As in `counts`.
    unit, confidence
        See `transit.terms.stance.marker_rates`.

    Returns
    -------
    pandas.DataFrame
        As `transit.terms.stance.marker_rates`, with `heading` and `order` of the section.

    Raises
    ------
    TransitError
        As `transit.terms.stance.marker_rates`.
    """
    return _headed(
        article,
        marked.marker_rates(
            article.marker_sentences,
            article.paragraphs,
            article.markers,
            unit=unit,
            voice=voice,
            confidence=confidence,
        ),
    )


def certainty_by_section(article, *, voice=None, confidence=0.95):
    """How certain the sentences about the future are, section by section.

    Parameters
    ----------
    article, voice
        As in `counts`.
    confidence : float, default 0.95
        Coverage of the intervals.

    Returns
    -------
    pandas.DataFrame
        As `transit.terms.stance.future_certainty`, with `heading` and `order` of the section
        (``all``: "All sections", 0).

    Raises
    ------
    TransitError
        As `transit.terms.stance.future_certainty`.
    """
    return _headed(
        article,
        marked.future_certainty(
            article.marker_sentences,
            article.paragraphs,
            article.markers,
            voice=voice,
            confidence=confidence,
        ),
    )


def attribution_by_section(article, *, confidence=0.95):
    """Attributed sentences, quoted words and notes, section by section.

    Parameters
    ----------
    article : ArticleTables
        The article's tables.
    confidence : float, default 0.95
        Coverage of the intervals.

    Returns
    -------
    pandas.DataFrame
        As `transit.terms.stance.attribution`, with `heading` and `order` of the section.

    Raises
    ------
    TransitError
        As `transit.terms.stance.attribution`.
    """
    return _headed(
        article,
        marked.attribution(
            article.marker_sentences,
            article.paragraphs,
            article.markers,
            article.notes,
            confidence=confidence,
        ),
    )


def growth(article, unit="token"):
    """Growth of the vocabulary from paragraph to paragraph.

    Parameters
    ----------
    article, unit
        As in `counts`; ``token`` or ``lemma``.

    Returns
    -------
    pandas.DataFrame
        As `transit.terms.frequency.growth`, `part` being the paragraph, and `section`.

    Raises
    ------
    TransitError
        As `counts`; for the unit ``term``, which does not hold every token.
    """
    _whole(unit)
    out = vocabulary_curve(counts(article, unit), sizes(article))
    out.insert(1, "section", out["part"].map(_section_of(article)))
    return out


def growth_fits(article, unit="token"):
    """Heaps' law fitted to the growth, and Zipf's to the ranks.

    Parameters
    ----------
    article, unit
        As in `growth`.

    Returns
    -------
    pandas.DataFrame
        One row per law and parameter: `law` (``heaps``, ``zipf``, ``zipf-mandelbrot``),
        `parameter`, `value`. For Heaps both methods are given (`k`, `beta` by a line through the
        logarithms; `k_least_squares`, `beta_least_squares`).

    Raises
    ------
    TransitError
        As `growth`.
    """
    curve = growth(article, unit)
    rows = []
    for method, suffix in (("log-log", ""), ("least-squares", "_least_squares")):
        fit = fit_heaps(curve, method=method).iloc[0]
        rows += [("heaps", name + suffix, fit[name]) for name in ("k", "beta", "beta_error", "r2")]
    for _, fit in fit_zipf(counts(article, unit)).iterrows():
        rows += [
            (fit["model"], name, fit[name])
            for name in ("exponent", "shift", "constant", "log_likelihood", "aic")
        ]
    return pd.DataFrame(rows, columns=["law", "parameter", "value"])


def rank_frequency_table(article, unit="token"):
    """Ranks and frequencies beside the two laws fitted to them.

    Parameters
    ----------
    article, unit
        As in `growth`.

    Returns
    -------
    pandas.DataFrame
        `type`, `rank`, `count`, `zipf`, `zipf_mandelbrot` (fitted counts).

    Raises
    ------
    TransitError
        As `growth`.
    """
    _whole(unit)
    wide = counts(article, unit)
    out = rank_frequency(wide)
    for _, fit in fit_zipf(wide).iterrows():
        out[fit["model"].replace("-", "_")] = (
            fit["constant"] * (out["rank"] + fit["shift"]) ** -fit["exponent"]
        )
    return out


def diversity_by_section(article, unit="token", *, draws=42):
    """Lexical diversity of the sections, from counts.

    Parameters
    ----------
    article, unit
        As in `growth`.
    draws : int, default 42
        Sample size of HD-D.

    Returns
    -------
    pandas.DataFrame
        As `transit.terms.diversity.diversity`, `section`, `heading` and `order` in place of `part`.

    Raises
    ------
    TransitError
        As `growth`.
    """
    _whole(unit)
    out = diversity(counts(article, unit, "section"), draws=draws)
    return _headed(article, out.rename(columns={"part": "section"}))


def collocations(article, *, sections=None, minimum=3, common=0):
    """Lemma bigrams that recur, with every measure of association.

    Parameters
    ----------
    article : ArticleTables
        The article's tables; the bigrams kept in them occur at least twice.
    sections : collection of str, optional
        Sections to count in; all if not given.
    minimum : int, default 3
        Occurrences a bigram needs.
    common : int, default 0
        Leave out bigrams with a word among this many commonest of general English.

    Returns
    -------
    pandas.DataFrame
        As `transit.terms.association.association`, largest `g2` first.

    Raises
    ------
    TransitError
        For an unknown section.
    """
    for section in () if sections is None else sections:
        _known(article, section)
    wide = counts(article, "lemma", "section")
    bigrams = article.bigrams
    if sections is not None:
        wide = wide[list(sections)]
        bigrams = bigrams[bigrams["section"].isin(list(sections))]
    single = wide.sum(axis=1)
    pairs = (
        bigrams.groupby(["first", "second"], as_index=False)["count"]
        .sum()
        .rename(columns={"count": "n11"})
    )
    stop = _commonest(common)
    pairs = pairs[
        (pairs["n11"] >= minimum) & ~pairs["first"].isin(stop) & ~pairs["second"].isin(stop)
    ].reset_index(drop=True)
    pairs["n1"], pairs["n2"] = pairs["first"].map(single), pairs["second"].map(single)
    pairs["n"] = int(single.sum())
    return association(pairs).sort_values(
        ["g2", "first", "second"], ascending=[False, True, True], ignore_index=True
    )


def network(
    article,
    *,
    kinds=("institution", "person", "group"),
    sections=None,
    minimum=1,
    seed=1,
    include=None,
):
    """Co-occurrence network of actors and institutions.

    Parameters
    ----------
    article : ArticleTables
        The article's tables.
    kinds, sections, minimum, seed, include
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
        seed=seed,
    )


def pairs_by_section(article, n=3, *, minimum=2, kinds=("institution", "person", "group")):
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
        edges = network(article, kinds=kinds, sections=[row.section], minimum=minimum).edges
        first = edges.sort_values(
            ["n11", "npmi", "source_label", "target_label"], ascending=[False, False, True, True]
        ).head(n)
        parts.append(first[columns].assign(section=row.section, heading=row.heading))
    return pd.concat(parts, ignore_index=True)[["section", "heading", *columns]]


def explorer_tables(article, *, permutations=1999, seed=1):
    """Everything about every controlled term, for a page where a reader picks terms.

    Parameters
    ----------
    article : ArticleTables
        The article's tables.
    permutations, seed
        See `keyness_by_section`.

    Returns
    -------
    dict of str to pandas.DataFrame
        * ``terms``: `term`, `label`, `kind`, `gloss`, `count`, `rate`, `low`, `high`, `rank`,
          `range` (paragraphs with it), `sections` (with it), `dp`, `dp_norm`, `juilland_d`,
          `dp_chance`, `p_dispersion`; terms that occur, most frequent first;
        * ``sections``: `term`, `section`, `count`, `size`, `rate`, `low`, `high`, `log_ratio`,
          `log_ratio_low`, `log_ratio_high`, `g2`, `p_adjusted`, `finding`; every term in every
          section;
        * ``paragraphs``: `term`, `paragraph`, `section`, `count`; where it occurs;
        * ``neighbours``: `term`, `neighbour`, `label`, `n11`, `expected`, `npmi`, `p_adjusted`;
          terms that share a sentence with it, most shared first.

    Raises
    ------
    TransitError
        As `keyness_by_section`.
    """
    wide, length = counts(article), sizes(article)
    spread = dispersion(wide, length).set_index("type")
    chance = chance_deviation(wide, length, seed=seed).set_index("type")
    terms = frequency(wide, length).rename(columns={"type": "term"})
    listed = article.terms.set_index("term")
    for at, column in enumerate(("label", "kind", "gloss"), start=1):
        terms.insert(at, column, terms["term"].map(listed[column]))
    terms["sections"] = terms["term"].map((counts(article, "term", "section") > 0).sum(axis=1))
    for column in ("dp", "dp_norm", "juilland_d"):
        terms[column] = terms["term"].map(spread[column])
    terms["dp_chance"] = terms["term"].map(chance["dp_chance"])
    terms["p_dispersion"] = terms["term"].map(chance["p"])
    by_section = rates(counts(article, "term", "section"), sizes(article, "section")).rename(
        columns={"type": "term", "part": "section"}
    )
    key = keyness_by_section(article, minimum=1, permutations=permutations, seed=seed).rename(
        columns={"type": "term", "low": "log_ratio_low", "high": "log_ratio_high"}
    )
    by_section = by_section.merge(
        key[
            [
                "term",
                "section",
                "log_ratio",
                "log_ratio_low",
                "log_ratio_high",
                "g2",
                "p_adjusted",
                "finding",
            ]
        ],
        on=["term", "section"],
        how="left",
    )
    places = article.term_counts.groupby(["term", "paragraph"], as_index=False)["count"].sum()
    places.insert(2, "section", places["paragraph"].map(_section_of(article)))
    edges = network(article, kinds=None).edges
    near = pd.concat([neighbours(edges, term).assign(of=term) for term in terms["term"]])
    near = near.rename(columns={"term": "neighbour", "of": "term"})[
        ["term", "neighbour", "label", "n11", "expected", "npmi", "p_adjusted"]
    ]
    return {
        "terms": terms.drop(columns=["tied", "parts"]),
        "sections": by_section,
        "paragraphs": places,
        "neighbours": near.reset_index(drop=True),
    }


def _section_of(article):
    return article.paragraphs.set_index("paragraph")["section"]


def _known(article, section):
    names = article.sections["section"].tolist()
    if section not in names:
        raise TransitError(f"no section {section!r}; there are {', '.join(names)}")


def _whole(unit):
    if unit == "term":
        raise TransitError("unit: terms are not all of the text; choose token or lemma")


def _commonest(n):
    if not n:
        return set()
    import wordfreq

    return set(wordfreq.top_n_list("en", n))


def _chosen(article, unit, kinds, common, wide):
    if kinds is not None:
        if unit != "term":
            raise TransitError("kinds: only terms have kinds")
        unknown = set(kinds) - set(article.terms["kind"])
        if unknown:
            raise TransitError(f"no kind {sorted(unknown)[0]!r} among the terms")
        wanted = article.terms.loc[article.terms["kind"].isin(list(kinds)), "term"]
        wide = wide[wide.index.isin(wanted)]
    if common and unit != "term":
        wide = wide[~wide.index.isin(_commonest(common))]
    return wide


def _labelled(article, unit, frame):
    frame = frame.reset_index(drop=True)
    if unit == "term":
        listed = article.terms.set_index("term")
        at = frame.columns.get_loc("type") + 1
        frame.insert(at, "label", frame["type"].map(listed["label"]))
        frame.insert(at + 1, "kind", frame["type"].map(listed["kind"]))
    return frame


def _headed(article, frame):
    listed = article.sections.set_index("section")
    at = frame.columns.get_loc("section") + 1
    heading = frame["section"].map(listed["heading"])
    order = frame["section"].map(listed["order"])
    every = frame["section"] == "all"
    frame.insert(at, "heading", heading.mask(every, "All sections"))
    frame.insert(at + 1, "order", order.mask(every, 0).astype("int64"))
    return frame
