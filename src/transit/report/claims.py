"""The ledger as tables of a chapter: claims with their verdicts, linked to the whole ledger."""

from collections.abc import Callable, Collection, Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from transit.charts.theme import VERDICT_GLYPHS
from transit.dates import spoken as spoken_date
from transit.display.tables import Markup, Table, show_table
from transit.evidence.claims import MIXED, claims_of, of_article, predictions, statements
from transit.report.codebook import anchor
from transit.report.works import link_keys
from transit.wording import capital, counted, listed, word

LEDGER = "appendices/claims.html"
"""The page of the whole ledger, seen from a chapter of the article."""

TOLD = ("contradicted", "refined", MIXED)
"""Verdicts that a chapter gives with their reasons; it counts the others."""

UNTOLD = {"supported": "are supported", "open": "cannot be decided from the tables at hand"}
"""The others, and how a sentence says so."""

NAMED_ROWS = 6
"""Up to how many deciding rows of one table are named; more are counted."""

LITERATURE = "where-the-article-stands.html"
"""The page on what scholarship says, seen from the page of the whole ledger."""


def badge(verdict: str) -> Markup:
    """Return a verdict as a marked word; the mark never replaces the word."""
    return Markup(
        f'<span class="verdict verdict-{verdict}" data-glyph="{VERDICT_GLYPHS[verdict]}">'
        f"{verdict}</span>"
    )


def ledger_table(
    frame: pd.DataFrame,
    headings: pd.Series,
    caption: str | None = None,
    data: str = "data.html",
    *,
    spoken_of: Collection[str] = (),
    margins: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Table:
    """Return the whole ledger as a table that can be searched, chosen from and sorted.

    Parameters
    ----------
    frame : DataFrame
        As `transit.evidence.ledger` returns it.
    headings : Series
        Headings by section id.
    caption : str, optional
        The table's caption.
    data : str
        The page that describes the tables, relative to the page of the ledger.
    spoken_of : collection of str
        Statements on which scholarship speaks; where the tables leave one open, its row says so.
    margins : mapping of str to str, optional
        The margins of verdicts, by claim; see `transit.evidence.margins`.
    names : mapping of str to str, optional
        What series and countries are called in the deciding rows, by their ids.

    Returns
    -------
    Table
        One row per statement, with the statement's id as the id of its element. Readings stand
        within it, each with its own id; the verdict to choose by is that of the statement.
    """
    margins = margins or {}

    def after(row: Any) -> str:
        return _basis(row, data, margins.get(row.claim, ""), names or {}) + _scholarship(
            row, spoken_of
        )

    shown = _by_statement(frame, "", after)
    heads = shown["section"].astype("string").map(headings)
    shown = shown.assign(
        section=heads,
        place=[f"{a}<br>{_small(h)}" for a, h in zip(shown["claim"], heads, strict=True)],
        says=shown["says"] + shown["notes"].map(_notes),
    )
    return show_table(
        shown,
        columns={"place": "Section", "kind": "Kind", "says": "The article says", "why": "Verdict"},
        formats=dict.fromkeys(("place", "says", "why"), Markup),
        caption=caption,
        row_ids=list(shown["statement"]),
        facets=["place", "kind", "why"],
        values={"place": "section", "why": "verdict"},
        css_class="ledger",
        unit="rows",
        part="reading",
    )


def section_table(
    frame: pd.DataFrame,
    section: str,
    heading: str,
    page: str = LEDGER,
    caption: str | None = None,
) -> Table:
    """Return how a section's statements fare, and those that do not simply hold, with reasons.

    Parameters
    ----------
    frame : DataFrame
        As `transit.evidence.ledger` returns it.
    section : str
        The section's id.
    heading : str
        What the section is called.
    page : str
        The page of the whole ledger, relative to the page of the table.
    caption : str, optional
        The table's caption.

    Returns
    -------
    Table
        A sentence that counts, its numbers linked to those rows of the ledger, and the
        statements that are refined, contradicted, or judged differently by reading.
    """
    own = claims_of(frame, section)
    told = statements(of_article(own)).set_index("statement")["verdict"]
    rest = [
        f'<a href="{page}?{_query(section=heading, verdict=verdict)}">'
        f"{word(int(told.eq(verdict).sum()))} {said}</a>"
        for verdict, said in UNTOLD.items()
        if told.eq(verdict).any()
    ]
    named = told[told.isin(TOLD)].index
    others = f"the other {word(len(named))} follow, each with its reason"
    sentence = f"Of {counted(len(told), 'statement')}, {listed(rest)}; {others}."

    table = _linked_table(own[own["statement"].isin(named)], page, caption)
    return Table(f'<p class="counted">{sentence}</p>{table.html}')


def prediction_table(
    frame: pd.DataFrame, page: str = "claims.html", caption: str | None = None
) -> Table:
    """Return the predictions with their verdicts, each linked to its row in the ledger."""
    return _linked_table(predictions(frame), page, caption)


def verdict_table(
    counts: pd.DataFrame, names: pd.Series | None = None, caption: str | None = None
) -> Table:
    """Return counts of verdicts with one row per group and one column per verdict.

    Parameters
    ----------
    counts : DataFrame
        As `transit.evidence.verdict_counts` returns it: group, verdict, claims.
    names : Series, optional
        What to call the groups, by their id.
    caption : str, optional
        The table's caption.
    """
    group = counts.columns[0]
    wide = counts.pivot(index=group, columns="verdict", values="claims")
    wide.columns = wide.columns.astype("string")
    wide["all"] = wide.sum(axis="columns")
    wide = wide.loc[wide["all"] > 0].reset_index()
    wide[group] = wide[group].astype("string")
    if names is not None:
        wide[group] = wide[group].map(names)
    heads = {group: str(group).capitalize(), **{name: name for name in wide.columns[1:]}}
    return show_table(wide, columns=heads, caption=caption)


def event_table(
    events: pd.DataFrame,
    labels: pd.Series,
    page: str = "bibliography.html",
    caption: str | None = None,
) -> Table:
    """Return events as a table in the order of the days by which they were over.

    Parameters
    ----------
    events : DataFrame
        Columns event, date (periods), title, record_says, source.
    labels : Series
        Labels by bibliography key; see `transit.report.works.load_labels`.
    page : str
        The bibliography's page, relative to the page of the table.
    caption : str, optional
        The table's caption.
    """
    ends = pd.Series([date.end_time for date in events["date"]], index=events.index)
    order = ends.sort_values(kind="stable").index
    rows = events.loc[order, ["event", "date", "title", "record_says", "source"]]
    return show_table(
        rows,
        columns={
            "date": "Date",
            "title": "Event",
            "record_says": "What the sources say",
            "source": "Sources",
        },
        formats={
            "date": spoken_date,
            "source": lambda cell: link_keys(cell, labels, page),
        },
        caption=caption,
        row_ids=[f"event-{key}" for key in rows["event"]],
    )


def _linked_table(
    rows: pd.DataFrame,
    page: str,
    caption: str | None,
) -> Table:
    return show_table(
        _by_statement(rows, page),
        columns={"claim": "Claim", "says": "The article says", "why": "Verdict"},
        formats=dict.fromkeys(("claim", "says", "why"), Markup),
        caption=caption,
        css_class="ledger",
    )


def _by_statement(
    frame: pd.DataFrame, page: str, after: Callable[[Any], str] = lambda row: ""
) -> pd.DataFrame:
    """Return one row per statement, its cells written; readings have ids where `page` is theirs."""
    told = statements(frame)
    readings = dict(tuple(frame.groupby("statement", sort=False)))
    says, why = [], []
    for row in told.itertuples():
        rows = list(readings[row.statement].itertuples())
        one = rows[0] if len(rows) == 1 else None
        read = "<br>" + _small(f"Read as: {one.definition}") if one and one.definition else ""
        says.append(typeset(row.text) + read)
        if one:
            why.append(f"{badge(one.verdict)}<br>{typeset(one.reason)}{after(one)}")
        else:
            own = "".join(_reading(one, after(one), with_id=not page) for one in rows)
            why.append(f"{badge(row.verdict)}{own}")
    links = [f'<a href="{page}#{name}">{name}</a>' for name in told["statement"]]
    kinds = {"kind": told["kind"].astype("string"), "verdict": told["verdict"].astype("string")}
    return told.assign(claim=links, says=says, why=why, **kinds)


def _query(**chosen: str) -> str:
    """Return what a link to the ledger adds so that only the chosen rows are shown."""
    return escape(urlencode(chosen))


def _reading(row: Any, after: str, with_id: bool) -> str:
    name = f' id="{row.claim}"' if with_id else ""
    letter = row.claim.removeprefix(row.statement)
    read = f" {_small(f'Read as: {row.definition}')}" if row.definition else ""
    return (
        f'<div class="reading"{name}>{letter}. {badge(row.verdict)}{read}<br>'
        f"{typeset(row.reason)}{after}</div>"
    )


def _notes(cell: str) -> str:
    if not cell:
        return ""
    numbers = cell.split(";")
    head = "Notes" if len(numbers) > 1 else "Note"
    return "<br>" + _small(f"{head} {', '.join(numbers)}")


def _basis(row: Any, page: str, margin: str, names: Mapping[str, str]) -> str:
    """Return the margin of a verdict, its test and the rows that decided."""
    text = f" <code>{escape(row.test.partition('(')[0])}</code>" if row.test else ""
    if margin:
        text += "<br>" + _small(f"{capital(margin)}.")
    if row.rows:
        text += f'<br><span class="aside">Rows: {_rows(row.rows, page, names)}.</span>'
    return text


def _rows(cell: str, page: str, names: Mapping[str, str]) -> str:
    """Return deciding rows by table, each table linked to its description."""
    keys: dict[str, list[str]] = {}
    for part in cell.split(";"):
        table, _, key = part.partition(":")
        key = _in_words(key, names) if table == "indicators" else key
        keys.setdefault(table, []).extend([key] if key else [])
    return "; ".join(
        f'<a href="{page}#{anchor(table)}">{table}</a>{escape(_few(found))}'
        for table, found in keys.items()
    )


def _in_words(key: str, names: Mapping[str, str]) -> str:
    """Return years of a country and series by their names: ``GDP growth (Kazakhstan 1991–1995)``."""
    country, _, rest = key.partition(" ")
    years, _, series = rest.rpartition(" ")
    return f"{names.get(series, series)} ({names.get(country, country)} {years})"


def _few(keys: list[str]) -> str:
    if len(keys) > NAMED_ROWS:
        return f" ({counted(len(keys), 'row')})"
    return f" {', '.join(keys)}" if keys else ""


def _scholarship(row: Any, spoken_of: Collection[str]) -> str:
    if row.verdict != "open" or row.statement not in spoken_of:
        return ""
    link = f'<a href="{LITERATURE}#on-{row.statement}">what scholarship says</a>'
    return f'<br><span class="aside">Open by the tables; see {link}.</span>'


def _small(text: str) -> str:
    return f'<span class="aside">{typeset(text)}</span>'


def typeset(text: str) -> str:
    """Return text of the ledger as HTML, with typographic apostrophes."""
    return escape(text.replace("'", "’"))
