"""The numbers and tables of the appendix on what came after the article."""

import math
from functools import cached_property

import pandas as pd

from transit import evidence
from transit.charts.offices import offices
from transit.display.figure import Figure
from transit.display.tables import Table
from transit.evidence import verdict_functions
from transit.report.chapter import Chapter
from transit.report.claims import event_table, prediction_table
from transit.wording import number, word

LEGISLATURE, GROWTH = "vdem15_v2xlg_legcon", "wdi_gdp_growth"
DATES = {
    "decree": "A01",
    "removed": "A02",
    "assembly": "A04",
    "protests": "A06",
    "chair": "A07",
    "law": "A11",
    "court": "A16",
    "referendum": "A12",
    "term": "A13",
    "constitution": "A21",
    "force": "A22",
    "denial": "A27",
    "interview": "A28",
    "conviction": "A34",
    "nephew": "A36",
}
"""Events whose dates the sentences name."""


class Page(Chapter):
    """The appendix on what came after the article."""

    @cached_property
    def predictions(self) -> pd.DataFrame:
        """The predictions with their verdicts, one row per reading."""
        return evidence.predictions(self.claims)

    @cached_property
    def later_record(self) -> pd.DataFrame:
        """The events after the article."""
        return evidence.later_record(self.evidence)

    @property
    def until_the_chair(self) -> pd.DataFrame:
        """The later record until the president took the chair of the Security Council."""
        return self.later_record.loc[: self._chair]

    @property
    def since_the_chair(self) -> pd.DataFrame:
        """The later record after that."""
        return self.later_record.loc[self._chair + 1 :]

    @property
    def _chair(self) -> int:
        return int(self.later_record["event"].eq(DATES["chair"]).idxmax())

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        found = evidence.summary(self.predictions)
        outcomes = evidence.statements(self.predictions)["verdict"].value_counts()
        elections = self.evidence.presidential.set_index("election")
        checks, growth = self.values(LEGISLATURE, "KAZ"), self.values(GROWTH, "KAZ")
        higher = checks[(checks > checks[2024]) & (checks.index < 2018)]
        kept = verdict_functions["lasted_for_life"](
            self.evidence, event="E35", ended=DATES["chair"]
        )
        verdicts = ("supported", "refined", "contradicted", "open", "depends")
        return {
            "predictions": found["statements"],
            "readings": found["readings"],
            **{verdict: word(int(outcomes[verdict])) for verdict in verdicts},
            **{name: self.date(event) for name, event in DATES.items()},
            "share": elections.loc["P2022", "winner_share"],
            "lead": math.floor(
                self.evidence.notice.set_index("election").at["P2022", "months_early"]
            ),
            "legislature_2018": number(checks[2018], 2),
            "legislature_before": str(higher.index.max()),
            "legislature_2024": number(checks[2024], 2),
            "growth_2020": growth[2020],
            "growth_2024": growth[2024],
            "kept": kept.reason,
        }

    def prediction_table(self) -> Table:
        """Return the predictions with their verdicts."""
        return prediction_table(self.claims, caption="What the article expected, and what came")

    def event_table(self) -> Table:
        """Return the later record with its sources."""
        return event_table(self.later_record, self.work_labels, caption="The later record")

    def offices_chart(self) -> Figure:
        """Draw the offices of the first president and of those near him, kept and lost."""
        tenures = self.evidence.offices
        return offices(
            tenures[tenures["relation"] != "successor"],
            {"2019-03-19": "Nazarbayev resigns", "2022-01-05": "Tokayev takes the Council"},
            year=2022,
            names=self.evidence.names("offices", "relation"),
        )
