"""The numbers of the landing page."""

import pandas as pd

from transit.charts import lead
from transit.dates import spoken
from transit.display.figure import Figure
from transit.publishing.citation_file import load_citation_file
from transit.publishing.citing import citations
from transit.report.chapter import Chapter
from transit.wording import capital, listed, number, word

LEGISLATURE = "vdem15_v2xlg_legcon"
COUNCIL = "security-council"


class Page(Chapter):
    """The landing page."""

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        return self._findings() | self._imprint()

    def _imprint(self) -> dict[str, object]:
        """Return who made the report, when, and how it is cited."""
        work = load_citation_file(self.root / "CITATION.cff")
        return {
            "authors": listed(author.direct for author in work.authors),
            "version": work.version,
            "released": spoken(pd.Period(work.released, freq="D")),
            "citation": citations(work)["APA"],
        }

    def _findings(self) -> dict[str, object]:
        verdicts = self.statements["verdict"].value_counts()
        dated = self.statements.loc[self.statements["kind"].eq("dated fact"), "verdict"]
        president = self.evidence.presidential
        popular = president[president["vote"] == "popular"]
        known = popular[popular["held"].dt.year <= 2019]
        checks = self.values(LEGISLATURE, "KAZ").loc[:2019]
        fall_from, fall_to, share = lead.steepest(checks)
        counts = self.article.term_counts
        where = counts.loc[counts["term"] == COUNCIL, "paragraph"]
        paragraphs = self.article.paragraphs.set_index("paragraph")["section"]
        order = self.article.sections.set_index("section")["order"]
        return {
            "fall_from": str(fall_from),
            "fall_to": str(fall_to),
            "early_share": number(100 * share),
            "late_fall": str(lead.falls(checks).loc[fall_to + 1 :].idxmax()),
            "early_president": capital(word(int(popular["early"].sum()))),
            "popular": word(int(popular["due"].notna().sum())),
            "known_early": word(int(known["early"].sum())),
            "known": word(int(known["due"].notna().sum())),
            "statements": len(self.statements),
            "supported": verdicts["supported"],
            "corrected": verdicts["refined"],
            "dated": len(dated),
            "dated_right": int(dated.eq("supported").sum()),
            "contradicted": verdicts["contradicted"],
            "silent": verdicts["open"],
            "depends": verdicts["depends"],
            "in_part": int(verdicts[["refined", "depends"]].sum()),
            "scholars": self.scholars,
            "decree": self.date("A01"),
            "chair": self.date("A07"),
            "before_council": word(
                int((order.drop("abstract") < order[paragraphs[where]].min()).sum())
            ),
        }

    def lead_chart(self) -> Figure:
        """Draw the steps by which the presidency gained power above the checks on it."""
        return lead.lead(
            self.evidence.events,
            self.evidence.indicators,
            LEGISLATURE,
            label="Legislative constraints on the executive",
            institution="president",
            countries=["KAZ", "KGZ", "UZB", "WLD"],
            names=self.countries,
            institutions=self.evidence.institutions,
            known=2019,
        )
