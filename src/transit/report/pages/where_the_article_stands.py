"""The numbers, the chart and the table of the page on the literature."""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from transit.charts import ledger
from transit.display.figure import Figure
from transit.display.tables import Markup, Table, show_table
from transit.report.chapter import Chapter
from transit.report.claims import badge
from transit.report.scholarship import by_statement, spoken_of
from transit.report.works import link_keys
from transit.wording import word

NAMES = {
    "supported": "supported",
    "refined": "refined",
    "contradicted": "spoken against",
    "depends": "disputed",
    "open": "framed only",
}
"""What the marks mean on this page."""


class Page(Chapter):
    """The page on what scholarship says of the article's statements."""

    @cached_property
    def positions(self) -> pd.DataFrame:
        """One row per position and statement that it bears on."""
        return by_statement(self.evidence.positions)

    @cached_property
    def spoken_of(self) -> pd.DataFrame:
        """The statements on which scholarship speaks; `verdict` is what it says of them."""
        return spoken_of(self.statements, self.positions)

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        found = self.spoken_of["verdict"].value_counts()
        silent = self.spoken_of[self.spoken_of["record"].eq("open")]
        judged = silent[silent["verdict"].ne("open")]
        table = self.evidence.positions
        return {
            "works": table["source"].nunique(),
            "positions": len(table),
            "titles": word(int(table["confidence"].eq("partly").sum())),
            "statements": len(self.statements),
            "spoken": len(self.spoken_of),
            "silent": len(silent),
            "judged": len(judged),
            "supported": int(found.get("supported", 0)),
            "refined": int(found.get("refined", 0)),
            "against": word(int(found.get("contradicted", 0))),
            "disputed": int(found.get("depends", 0)),
            "scholars": self.scholars,
            "framed": word(int(found.get("open", 0))),
        }

    def chart(self) -> Figure:
        """Return every statement on which scholarship speaks as one mark."""
        return ledger.ledger(
            self.spoken_of,
            self.article.sections,
            noun="statement",
            words=NAMES,
            link="#on-{}".format,
            headline=self.scholars,
            source="Positions of scholarship, as coded for this report",
        )

    def table(self) -> Table:
        """Return the statements with what each work says of them and what the tables say."""
        said_of = dict(tuple(self.positions.groupby("statement")))
        rows = []
        for row in self.spoken_of.itertuples():
            said = (
                f"<em>{position.direction}</em>, "
                f"{link_keys(position.source, self.work_labels)}: {position.says}"
                for position in said_of[row.statement].itertuples()
            )
            link = f'<a href="claims.html#{row.statement}">{row.statement}</a>'
            rows.append((link, row.text, "<br>".join(said), badge(row.record)))
        shown = pd.DataFrame(rows, columns=["claim", "says", "works", "record"])
        return show_table(
            shown,
            columns={
                "claim": "Claim",
                "says": "The article says",
                "works": "What the works say",
                "record": "The tables",
            },
            formats=dict.fromkeys(("claim", "works", "record"), Markup),
            caption="What scholarship says of the article\N{RIGHT SINGLE QUOTATION MARK}s statements",
            row_ids=[f"on-{statement}" for statement in self.spoken_of["statement"]],
            css_class="ledger",
        )
