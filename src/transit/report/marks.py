"""The mark that ends a sentence which reports a claim: its glyph, its preview, what has none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import pandas as pd

from transit.charts.theme import VERDICT_GLYPHS
from transit.evidence.claims import statements
from transit.report.claims import badge, typeset

ROLE = re.compile(r"\{claim\}`([^`]+)`")


def marked(source: str) -> list[str]:
    """Return the statements that a page marks, in their order.

    Examples
    --------
    >>> marked("He won.{claim}`C-int-05 C-int-26` They voted.{claim}`C-int-06`")
    ['C-int-05', 'C-int-26', 'C-int-06']
    """
    return [name for names in ROLE.findall(source) for name in names.split()]


def unreported(
    pages: Mapping[str, str], claims: pd.DataFrame, sections: Iterable[str]
) -> dict[str, list[str]]:
    """Return the statements that no sentence of their section's page reports.

    Parameters
    ----------
    pages : mapping of str to str
        The source of each page that bears the name of a section.
    claims : DataFrame
        The ledger; see `transit.evidence.ledger`.
    sections : iterable of str
        The sections in their order. One without a page of its own, as an abstract, is reported
        on the page of the section after it.

    Returns
    -------
    dict of str to list of str
        Statements by page; pages that report all of theirs are left out.
    """
    wanted: dict[str, list[str]] = {}
    waiting: list[str] = []
    for section in sections:
        waiting += claims.loc[claims["section"].eq(section), "statement"].drop_duplicates().tolist()
        if section in pages:
            told = set(marked(pages[section]))
            wanted[section] = [statement for statement in waiting if statement not in told]
            waiting = []
    return {page: missing for page, missing in wanted.items() if missing}


class Marks:
    """What the marks of statements show.

    Parameters
    ----------
    claims : DataFrame
        The ledger; see `transit.evidence.ledger`.
    """

    def __init__(self, claims: pd.DataFrame) -> None:
        self.claims = claims
        self.verdicts = statements(claims).set_index("statement")["verdict"].astype("string")
        self._readings = dict(tuple(claims.groupby("statement", sort=False)))

    def __contains__(self, statement: str) -> bool:
        return statement in self.verdicts.index

    def link(self, statement: str, page: str) -> str:
        """Return the mark as a link to the row of the ledger, with what its preview shows.

        Parameters
        ----------
        statement : str
            The statement's id.
        page : str
            The page of the ledger, relative to the page of the mark.
        """
        verdict = self.verdicts[statement]
        return (
            f'<a class="claim-mark" data-verdict="{verdict}" href="{page}#{statement}"'
            f' aria-label="{statement}: {verdict}"'
            f' data-preview="{escape(self._preview(statement, verdict))}">'
            f"{VERDICT_GLYPHS[verdict]}</a>"
        )

    def printed(self, statement: str) -> str:
        """Return the mark with its identifier, as print has it."""
        verdict = self.verdicts[statement]
        return (
            f'<span class="claim-mark" data-claim="{statement}" data-verdict="{verdict}">'
            f"{VERDICT_GLYPHS[verdict]}\N{NO-BREAK SPACE}{statement}</span>"
        )

    def _preview(self, statement: str, verdict: str) -> str:
        rows = list(self._readings[statement].itertuples())
        said = f"<p><b>{statement}</b> {typeset(rows[0].text)}</p>"
        if len(rows) == 1:
            return f"{said}<p>{badge(verdict)} {typeset(rows[0].reason)}</p>"
        return said + "".join(f"<p>{_reading(row)}</p>" for row in rows)


def _reading(row: Any) -> str:
    read = f' <span class="aside">{typeset(row.definition)}:</span>' if row.definition else ""
    return f"{badge(row.verdict)}{read} {typeset(row.reason)}"
