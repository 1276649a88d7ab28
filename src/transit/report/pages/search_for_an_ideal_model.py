"""The numbers of the chapter on the search for an ideal model."""

import math

from transit.report.section import SectionChapter
from transit.wording import word


class Page(SectionChapter):
    """The chapter on the search for an ideal model."""

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        president, parliament = self.evidence.presidential, self.evidence.parliamentary
        popular = president[president["vote"] == "popular"]
        seven = parliament[parliament["counted_by_article"]]
        annulled = seven.loc[seven["irregular"], "held"].iloc[0]
        sizes = self.article.sections.set_index("section")["tokens"]
        leads = self.evidence.notice.set_index("election")["months_early"]
        leads = leads[president["election"]]
        return super().numbers() | {
            "seven": word(len(seven)),
            "five": word(int(seven["early"].sum())),
            "popular": word(int(popular["due"].notna().sum())),
            "popular_early": word(int(popular["early"].sum())),
            "longest": math.floor(leads.max()),
            "first_counted": self.date("E08"),
            "annulled": f"{annulled:%B %Y}",
            "amended": self.date("E28"),
            "candidates": self.date("E30"),
            "size": int(sizes[self.section]),
            "resigned": self.date("E38"),
            "oath": self.date("E39"),
            "kept_powers": self.reason("C-ide-05b"),
            "reset_seats": self.reason("C-ide-11a"),
            "reset_checks": self.reason("C-ide-12"),
        }
