"""The numbers of the chapter on the conclusion, which sums up the ledger."""

from collections.abc import Mapping

from transit import citations
from transit.charts import verdicts
from transit.display.figure import Figure
from transit.report.section import SectionChapter
from transit.wording import counted, listed, word

NAMES = ("nazarbayev", "first-president", "elbasy", "tokayev")
"""Two ways to name one man first, then a third one and his successor."""


class Page(SectionChapter):
    """The chapter on the conclusion."""

    def names_chart(self) -> Figure:
        """Show where the first president and his successor are named, and how."""
        article = self.article
        counts = article.term_counts.merge(article.paragraphs[["paragraph", "section"]])
        before = counts[counts["section"].ne(self.section)].groupby("term")["section"].nunique()
        here = counts[counts["section"].eq(self.section)].groupby("term")["count"].sum()
        headline = names_headline(
            {term: (int(before.get(term, 0)), int(here.get(term, 0))) for term in NAMES[:2]},
            self.term_labels,
            len(article.sections) - 1,
        )
        return self.dispersion_chart(NAMES, headline)

    def kinds_chart(self) -> Figure:
        """Draw the verdicts on every kind of statement."""
        return verdicts.kinds(self.statements, list(self.evidence.names("claims", "kind")))

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        bases = citations.support(
            self.statements.rename(columns={"statement": "claim"}),
            citations.join_works(self.article.notes, self.bibliography),
        )
        by_kind = self.statements.groupby("kind", observed=True)["verdict"]
        kinds = by_kind.value_counts().unstack(fill_value=0)
        dated, judged = kinds.loc["dated fact"], kinds.loc[["judgement", "causal"]]
        return super().numbers() | {
            "statements": len(self.statements),
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


def names_headline(
    named: Mapping[str, tuple[int, int]], labels: Mapping[str, str], sections: int
) -> str:
    """Return how a man is named before the conclusion and in it, in a sentence.

    Parameters
    ----------
    named : mapping of str to (int, int)
        In how many earlier sections, and how often in the conclusion, each name stands.
    labels : mapping of str to str
        What the names are called.
    sections : int
        How many earlier sections there are.
    """
    before, here = (
        listed(
            f"{labels[term]} in {'all' if pair[0] == sections else word(pair[0])}"
            for term, pair in named.items()
        ),
        listed(
            f"{labels[term]} {'never' if not pair[1] else counted(pair[1], 'time')}"
            for term, pair in named.items()
        ),
    )
    return f"The conclusion names {here}; of the {word(sections)} sections before it, {before}."
