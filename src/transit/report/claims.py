"""The ledger as tables of a chapter: claims with their verdicts, linked to the whole ledger."""

from collections.abc import Collection, Mapping
from html import escape
from typing import Any

import pandas as pd

from transit.dates import first_day
from transit.dates import spoken as spoken_date
from transit.display.tables import Markup, Table, show_table
from transit.evidence.claims import claims_of, predictions
from transit.report.codebook import anchor
from transit.report.works import link_keys
from transit.wording import capital, counted

LEDGER = "appendices/claims.html"
"""The page of the whole ledger, seen from a chapter of the article."""

NAMED_ROWS = 6
"""Up to how many deciding rows of one table are named; more are counted."""

LITERATURE = "where-the-article-stands.html"
"""The page on what scholarship says, seen from the page of the whole ledger."""


def badge(verdict: str) -> Markup:
    """Return a verdict as a marked word; the mark never replaces the word."""
    return Markup(f'<span class="verdict verdict-{verdict}">{verdict}</span>')


def ledger_table(
    frame: pd.DataFrame,
    headings: pd.Series,
    caption: str | None = None,
    data: str = "data.html",
    *,
    spoken_of: Collection[str] = (),
    margins: Mapping[str, str] | None = None,
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

    Returns
    -------
    Table
        One row per reading, with the claim's id as the id of its element; the first reading of
        a statement also carries the statement's id.
    """
    heads = frame["section"].astype("string").map(headings)
    shown = pd.DataFrame(
        {
            "place": [f"{a}<br>{_small(h)}" for a, h in zip(_anchors(frame), heads, strict=True)],
            "section": heads,
            "kind": frame["kind"].astype("string"),
            "says": [_says(row, notes=True) for row in frame.itertuples()],
            "why": [
                _why(row)
                + _basis(row, data, (margins or {}).get(row.claim, ""))
                + _scholarship(row, spoken_of)
                for row in frame.itertuples()
            ],
            "verdict": frame["verdict"].astype("string"),
        }
    )
    return show_table(
        shown,
        columns={"place": "Section", "kind": "Kind", "says": "The article says", "why": "Verdict"},
        formats=dict.fromkeys(("place", "says", "why"), Markup),
        caption=caption,
        row_ids=list(frame["claim"]),
        facets=["place", "kind", "why"],
        values={"place": "section", "why": "verdict"},
        css_class="ledger",
    )


def section_table(
    frame: pd.DataFrame, section: str, page: str = LEDGER, caption: str | None = None
) -> Table:
    """Return the claims of one section, each linked to its row in the whole ledger.

    Parameters
    ----------
    frame : DataFrame
        As `transit.evidence.ledger` returns it.
    section : str
        The section's id.
    page : str
        The page of the whole ledger, relative to the page of the table.
    caption : str, optional
        The table's caption.
    """
    return _linked_table(claims_of(frame, section), page, caption)


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
    """Return events as a table in the order of their dates.

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
    order = first_day(events["date"]).sort_values(kind="stable").index
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


def _linked_table(rows: pd.DataFrame, page: str, caption: str | None) -> Table:
    shown = pd.DataFrame(
        {
            "claim": [f'<a href="{page}#{claim}">{claim}</a>' for claim in rows["claim"]],
            "says": [_says(row) for row in rows.itertuples()],
            "why": [_why(row) for row in rows.itertuples()],
        }
    )
    return show_table(
        shown,
        columns={"claim": "Claim", "says": "The article says", "why": "Verdict"},
        formats=dict.fromkeys(shown, Markup),
        caption=caption,
        css_class="ledger",
    )


def _anchors(frame: pd.DataFrame) -> list[str]:
    first = ~frame["statement"].duplicated() & frame["statement"].ne(frame["claim"])
    return [
        (f'<span id="{row.statement}"></span>' if opens else "")
        + f'<a href="#{row.claim}">{row.claim}</a>'
        for row, opens in zip(frame.itertuples(), first, strict=True)
    ]


def _says(row: Any, notes: bool = False) -> str:
    text = _typeset(row.text)
    if row.definition:
        text += "<br>" + _small(f"Read as: {row.definition}")
    if notes and row.notes:
        numbers = row.notes.split(";")
        text += "<br>" + _small(f"Note{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}")
    return text


def _why(row: Any) -> str:
    return f"{badge(row.verdict)}<br>{_typeset(row.reason)}"


def _basis(row: Any, page: str, margin: str) -> str:
    """Return the margin of a verdict, its test and the rows that decided."""
    text = f" <code>{escape(row.test.partition('(')[0])}</code>" if row.test else ""
    if margin:
        text += "<br>" + _small(f"{capital(margin)}.")
    if row.rows:
        text += f'<br><span class="aside">Rows: {_rows(row.rows, page)}.</span>'
    return text


def _rows(cell: str, page: str) -> str:
    """Return deciding rows by table, each table linked to its description."""
    keys: dict[str, list[str]] = {}
    for part in cell.split(";"):
        table, _, key = part.partition(":")
        keys.setdefault(table, []).extend([key] if key else [])
    return "; ".join(
        f'<a href="{page}#{anchor(table)}">{table}</a>{escape(_few(found))}'
        for table, found in keys.items()
    )


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
    return f'<span class="aside">{_typeset(text)}</span>'


def _typeset(text: str) -> str:
    return escape(text.replace("'", "’"))
