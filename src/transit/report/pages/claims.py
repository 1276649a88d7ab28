"""The numbers and tables of the appendix with the whole ledger."""

from transit import evidence
from transit.charts import ledger, verdicts
from transit.display.figure import Figure
from transit.display.tables import Table
from transit.report.chapter import Chapter
from transit.report.claims import ledger_table, verdict_table
from transit.wording import word


class Page(Chapter):
    """The appendix with the whole ledger."""

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        statements = self.statements
        found = evidence.summary(self.claims)
        counts = statements["verdict"].value_counts()
        silent = statements[statements["verdict"] == "open"]
        dated = statements[statements["kind"] == "dated fact"]
        told = ("statements", "several", "readings", "tested", "reasoned", "depends", "unnoted")
        return {
            **{name: found[name] for name in told},
            "agreed": counts["supported"],
            "corrected": counts["refined"],
            "silent": len(silent),
            "ours": word(found["ours"]),
            "against": word(int(counts["contradicted"])),
            "dated": len(dated),
            "dated_right": (dated["verdict"] == "supported").sum(),
            "silent_judged": silent["kind"].isin(["judgement", "causal"]).sum(),
        }

    def chart(self) -> Figure:
        """Draw every statement as a mark that leads to its row."""
        return ledger.ledger(self.statements, self.article.sections, noun="statement")

    def margins_chart(self) -> Figure:
        """Draw what becomes of computed verdicts under other settings."""
        return verdicts.margins(
            evidence.variants(self.evidence, self.margin),
            self.claims.set_index("claim")["text"].to_dict(),
        )

    def verdict_table(self) -> Table:
        """Return how many statements of each kind have each verdict."""
        return verdict_table(
            evidence.verdict_counts(self.statements, by="kind"),
            caption="Statements by kind and verdict; depends: the readings differ",
        )

    def ledger_table(self) -> Table:
        """Return every claim with its verdict."""
        caption = (
            "The statements of the article, and ours that set some together, with their verdicts"
        )
        positions = self.evidence.positions
        judging = positions[positions["direction"].astype("string").ne("frames")]
        spoken_of = set(";".join(judging["claims"]).split(";"))
        margins = (
            evidence.margins(self.evidence, self.margin).set_index("claim")["margin"].to_dict()
        )
        series = self.evidence.series
        return ledger_table(
            self.claims,
            self.headings,
            caption=caption,
            spoken_of=spoken_of,
            margins=margins,
            names=dict(zip(series["series"], series["name"], strict=True)) | self.countries,
        )
