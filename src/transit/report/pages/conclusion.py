"""The numbers of the chapter on the conclusion, which sums up the ledger."""

from transit import citations
from transit.report.section import SectionChapter
from transit.wording import word


class Page(SectionChapter):
    """The chapter on the conclusion."""

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        bases = citations.support(
            self.statements.rename(columns={"statement": "claim"}),
            citations.join_works(self.article.notes, self.bibliography),
        )
        verdicts = self.statements["verdict"].value_counts()
        by_kind = self.statements.groupby("kind", observed=True)["verdict"]
        kinds = by_kind.value_counts().unstack(fill_value=0)
        dated, judged = kinds.loc["dated fact"], kinds.loc[["judgement", "causal"]]
        return super().numbers() | {
            "statements": len(self.statements),
            "supported": verdicts["supported"],
            "corrected": verdicts["refined"],
            "contradicted": verdicts["contradicted"],
            "silent": verdicts["open"],
            "depends": verdicts["depends"],
            "dated": dated.sum(),
            "dated_supported": dated["supported"],
            "dated_partly": dated[["refined", "depends"]].sum(),
            "dated_contradicted": word(int(dated["contradicted"])),
            "judged": judged.to_numpy().sum(),
            "judged_silent": judged["open"].sum(),
            "unnoted": (bases["basis"] == "no note").sum(),
            "development": self.reason("C-con-04"),
            "stability": self.reason("C-con-12"),
            "decree": self.date("A01"),
            "chair": self.date("A07"),
            "size": int(self.article.sections.set_index("section")["tokens"][self.section]),
        }
