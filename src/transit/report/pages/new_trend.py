"""The numbers of the chapter on a new trend."""

import pandas as pd

from transit.charts import events
from transit.dates import spoken, whole_months
from transit.display.figure import Figure
from transit.report.section import SectionChapter
from transit.terms import of_article as words
from transit.wording import number, word

OUTCOME = ("E37", "E38", "E39")
"""Events of the next section by which this one's story ends."""

CHAIR = "Security Council chair"
POSTS = [
    ("President", "Nazarbayev", "", None, "E39"),
    ("President", "Tokayev", "", "E39", None),
    (CHAIR, "Nazarbayev", "advisory", None, "E35"),
    (CHAIR, "Nazarbayev, for life", "constitutional", "E35", "A07"),
    (CHAIR, "Tokayev", "constitutional", "A07", None),
]
"""Who held which post: post, holder, standing, and the events from and to which."""


class Page(SectionChapter):
    """The chapter on a new trend."""

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        law = self.evidence.changes.set_index("change").loc["C2018L"]
        start = law["in_force"]
        resigns = self.evidence.events.set_index("event").loc["E38", "date"]
        return super().numbers() | {
            "resigned": self.date("E38"),
            "senate": self.date("E34"),
            "signed": spoken(law["signed"]),
            "in_force": spoken(start),
            "months": word(whole_months(start, resigns)),
            "decree": self.date("A01"),
            "chair": self.date("A07"),
            "for_life": word(self.months_between("E35", "A07")),
            **self._company(),
        }

    def _company(self) -> dict[str, object]:
        """Return in how many sentences of the section others stand beside the Council."""
        web = words.network(self.article, sections=[self.section], draws=0)
        beside = web.edges[web.edges["target"].eq("security-council")].set_index("source")
        sentences = web.nodes.set_index("term")["sentences"]
        return {
            "administration": word(int(sentences["presidential-administration"])),
            "administration_beside": word(int(beside.at["presidential-administration", "n11"])),
            "nazarbayev_beside": word(int(beside.at["nazarbayev", "n11"])),
            "nazarbayev_expected": number(beside.at["nazarbayev", "expected"], 1),
        }

    def course(self) -> pd.DataFrame:
        """Return the section's events of 2018 and 2019, to the resignation and what it brought."""
        course = self.events(2018, 2019)
        return course[course["section"].eq(self.section) | course["event"].isin(OUTCOME)]

    def posts_chart(self) -> Figure:
        """Draw who was president and who chaired the Security Council."""
        return events.posts(
            self.evidence.events,
            POSTS,
            notes=["E35", "E38", "A01", "A07", "A11"],
            first=2016,
            last=2024,
            names={"advisory": "advisory body"},
        )
