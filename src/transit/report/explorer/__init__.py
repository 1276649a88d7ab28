"""The explorer of terms: what the page carries for it, and the table that stands without scripts.

The script ``explorer.js`` beside this module goes into the page itself, as no other page needs
it; its look, ``explorer.css``, is a style sheet of the book, named in ``_config.yml``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from transit.article import ArticleTables
from transit.display.tables import Markup, Table, show_table
from transit.errors import TransitError
from transit.terms import of_article as words
from transit.terms.resampling import DRAWS
from transit.wording import rounded

MOST = 4
"""How many terms can be compared at a time."""

Tables = Mapping[str, pd.DataFrame]

_NAME = "term-explorer"
_SCRIPT = Path(__file__).with_name("explorer.js")


@dataclass(frozen=True)
class Explorer:
    """The explorer, ready to be shown at the end of a notebook cell."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def explorer(
    article: ArticleTables,
    *,
    start: Sequence[str] = (),
    caption: str = "The terms of the controlled list",
    name: str = _NAME,
    draws: int = DRAWS,
    seed: int = 1,
) -> Explorer:
    """Return the explorer of all controlled terms, with a table of them below it.

    Parameters
    ----------
    article : transit.article.ArticleTables
        The article's tables.
    start : sequence of str, optional
        Terms shown at first, four at most; the most frequent one if not given.
    caption : str
        The caption of the table.
    name : str
        Element id of the explorer, which a page with two of them has to set.
    draws, seed
        See `transit.terms.of_article.keyness_by_section`.

    Returns
    -------
    Explorer
        An element of class ``term-explorer``, which only a script fills and print leaves out, its
        data (see `explorer_data`) as JSON, the script, and the table of `term_table`.

    Raises
    ------
    TransitError
        If `start` has more than four terms or one that does not occur.
    """
    tables = words.explorer_tables(article, draws=draws, seed=seed)
    data = explorer_data(article, tables)
    known = {term["id"] for term in data["terms"]}
    unknown = [term for term in start if term not in known]
    if unknown:
        raise TransitError(f"start: the term {unknown[0]!r} does not occur in the article")
    if len(start) > MOST:
        raise TransitError(f"start: {len(start)} terms, and at most {MOST} are shown at a time")
    begin = ",".join(start or [data["terms"][0]["id"]])
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Explorer(
        f'<div class="term-explorer screen-only" id="{escape(name, quote=True)}" '
        f'data-source="{escape(name, quote=True)}-data" data-most="{MOST}" '
        f'data-start="{escape(begin, quote=True)}">'
        "<p>The explorer needs scripts. The table below holds every term without them.</p></div>"
        f'<script type="application/json" id="{escape(name, quote=True)}-data">{text}</script>'
        f"<script data-unstyled>{_SCRIPT.read_text('utf-8')}</script>"
        + term_table(article, tables, caption=caption).html
    )


def explorer_data(article: ArticleTables, tables: Tables) -> dict[str, Any]:
    """Return what the explorer shows, compact and rounded, as JSON can hold it.

    Parameters
    ----------
    article : transit.article.ArticleTables
        The article's tables.
    tables : dict of str to DataFrame
        As `transit.terms.of_article.explorer_tables` returns them.

    Returns
    -------
    dict
        * ``sections``: per section, in reading order, id, title, short (the last word of the
          heading), code (how the ids of its paragraphs begin) and tokens;
        * ``paragraphs``: id, place of the section in ``sections``, tokens;
        * ``terms``, most frequent first: id, label, kind, gloss, total, rate (per thousand, with
          its interval), range (paragraphs), sentences, dp (DPnorm) and chance (the mean of DPnorm
          where the same occurrences fall at random), p (of a placement at least as uneven),
          ``counts`` (place of the paragraph, occurrences), ``by_section`` (per section, its place
          in ``cells``);
        * ``cells``, each once: occurrences, rate, low, high, log ratio, low, high, adjusted p,
          whether it is a finding;
        * ``pairs`` of terms that share a sentence, most shared first: place of the later term, of
          the earlier, and in ``ties``;
        * ``ties``, each once: sentences together, expected, NPMI, adjusted p;
        * ``sentences``: how many there are.

        None stands for an interval without a bound and for what is undefined.

    Raises
    ------
    TransitError
        If a section of `tables` is not one of the article's.
    """
    sections = article.sections.sort_values("order")
    paragraphs = article.paragraphs
    place = {name: k for k, name in enumerate(sections["section"])}
    stray = set(tables["sections"]["section"]) - set(place)
    if stray:
        raise TransitError(f"sections.csv: there is no section {sorted(stray)[0]!r}")
    cells, ties = _Distinct(), _Distinct()
    return {
        "sections": _sections(sections, paragraphs),
        "paragraphs": [
            [name, place[section], int(tokens)]
            for name, section, tokens in _rows(paragraphs, "paragraph", "section", "tokens")
        ],
        "terms": _terms(article, tables, place, cells),
        "pairs": _pairs(tables, ties),
        "cells": cells.rows,
        "ties": ties.rows,
        "sentences": int(article.sections["sentences"].sum()),
    }


def _sections(sections: pd.DataFrame, paragraphs: pd.DataFrame) -> list[dict[str, Any]]:
    codes = paragraphs.groupby("section")["paragraph"].first().str.rpartition("-")[0]
    return [
        {
            "id": name,
            "title": heading,
            "short": heading.split()[-1],
            "code": codes[name],
            "tokens": int(tokens),
        }
        for name, heading, tokens in _rows(sections, "section", "heading", "tokens")
    ]


def _terms(
    article: ArticleTables, tables: Tables, place: Mapping[str, int], cells: _Distinct
) -> list[dict[str, Any]]:
    spot = {name: k for k, name in enumerate(article.paragraphs["paragraph"])}
    counts = {name: frame for name, frame in tables["paragraphs"].groupby("term")}
    order = tables["sections"].assign(place=tables["sections"]["section"].map(place))
    parts = {name: frame for name, frame in order.sort_values("place").groupby("term")}
    met = article.term_sentences.drop_duplicates(["paragraph", "sentence", "term"])
    sentences = met["term"].value_counts()
    factor = _normaliser(article.paragraphs)
    return [
        {
            "id": term["term"],
            "label": _typeset(term["label"]),
            "kind": term["kind"],
            "gloss": _typeset(term["gloss"]),
            "total": int(term["count"]),
            "rate": [_number(term[name]) for name in ("rate", "low", "high")],
            "range": int(term["range"]),
            "sentences": int(sentences[term["term"]]),
            "dp": _number(term["dp_norm"], 2),
            "chance": _number(term["dp_chance"] * factor, 2),
            "p": _number(term["p_dispersion"], 3),
            "counts": [
                [spot[name], int(count)]
                for name, count in _rows(counts[term["term"]], "paragraph", "count")
            ],
            "by_section": [
                cells.place(*_cell(part)) for part in parts[term["term"]].to_dict("records")
            ],
        }
        for term in tables["terms"].to_dict("records")
    ]


def _cell(part: Mapping[str, Any]) -> tuple[Any, ...]:
    ratios = ("rate", "low", "high", "log_ratio", "log_ratio_low", "log_ratio_high")
    return (
        int(part["count"]),
        *(_number(part[name]) for name in ratios),
        _number(part["p_adjusted"], 3),
        bool(part["finding"]),
    )


def _pairs(tables: Tables, ties: _Distinct) -> list[list[int]]:
    row = {name: k for k, name in enumerate(tables["terms"]["term"])}
    near = tables["neighbours"]
    once = near[near["term"].map(row) > near["neighbour"].map(row)].sort_values(
        ["n11", "npmi", "term", "neighbour"], ascending=[False, False, True, True]
    )
    return [
        [
            row[term],
            row[neighbour],
            ties.place(int(n), _number(expected), _number(npmi, 2), _number(p, 3)),
        ]
        for term, neighbour, n, expected, npmi, p in _rows(
            once, "term", "neighbour", "n11", "expected", "npmi", "p_adjusted"
        )
    ]


def _rows(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


def term_table(article: ArticleTables, tables: Tables, *, caption: str | None = None) -> Table:
    """Return all terms as a table that can be searched, chosen from and sorted.

    Parameters
    ----------
    article : transit.article.ArticleTables
        The article's tables.
    tables : dict of str to DataFrame
        As `transit.terms.of_article.explorer_tables` returns them.
    caption : str, optional
        The table's caption.

    Returns
    -------
    Table
        Columns Term (with its gloss), Kind, Occurrences, Paragraphs and Sections with it, DPnorm,
        and DPnorm by chance alone; the id of a row is ``entry-`` and the term.
    """
    terms = tables["terms"]
    factor = _normaliser(article.paragraphs)
    shown = pd.DataFrame(
        {
            "term": [
                f'{escape(_typeset(label))}<br><span class="aside">{escape(_typeset(gloss))}</span>'
                for label, gloss in zip(terms["label"], terms["gloss"], strict=True)
            ],
            "kind": terms["kind"].astype("string"),
            "count": terms["count"],
            "range": terms["range"],
            "sections": terms["sections"],
            "dp_norm": terms["dp_norm"],
            "chance": terms["dp_chance"] * factor,
        }
    )
    return show_table(
        shown,
        columns={
            "term": "Term",
            "kind": "Kind",
            "count": "Occurrences",
            "range": "Paragraphs",
            "sections": "Sections",
            "dp_norm": "DPnorm",
            "chance": "By chance",
        },
        formats={"term": Markup},
        caption=caption,
        row_ids=[f"entry-{term}" for term in terms["term"]],
        facets=["kind"],
        css_class="term-list",
    )


class _Distinct:
    """Rows kept once, and the place of each."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self._places: dict[tuple[Any, ...], int] = {}

    def place(self, *row: Any) -> int:
        if row not in self._places:
            self._places[row] = len(self.rows)
            self.rows.append(list(row))
        return self._places[row]


def _normaliser(paragraphs: pd.DataFrame) -> float:
    """Return what turns DP over the paragraphs into DPnorm."""
    tokens = paragraphs.loc[paragraphs["tokens"] > 0, "tokens"]
    return 1 / (1 - tokens.min() / tokens.sum())


def _number(value: float, digits: int = 1) -> float | None:
    """Return a number as exact as it is shown, or None if it is infinite or missing."""
    if not np.isfinite(value):
        return None
    near = float(rounded(value, digits))
    return int(near) if near.is_integer() else near


def _typeset(text: str) -> str:
    return str(text).replace("'", "’")
