"""The numbers and tables of the appendix on what came after the article."""

import math
import re
from functools import cached_property

import pandas as pd

from transit import evidence
from transit.charts import forecasts
from transit.charts.offices import offices
from transit.dates import first_day
from transit.display.figure import Figure
from transit.display.tables import Table
from transit.errors import TransitError
from transit.evidence import verdict_functions
from transit.evidence.verdicts import parse_call
from transit.report.chapter import Chapter
from transit.report.claims import event_table, prediction_table
from transit.wording import listed, number, word

LEGISLATURE, GROWTH = "vdem15_v2xlg_legcon", "wdi_gdp_growth"
DATES = {
    "decree": "A01",
    "removed": "A02",
    "assembly": "A04",
    "protests": "A06",
    "chair": "A07",
    "party": "A10",
    "announced": "A05",
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

CLOSED = "2019-08"
"""When the last pages that the article cites were opened."""
FORECASTS = {
    "C-abs-20": ("A new stage opens", ("E38", "E45")),
    "C-ide-09": ("A smooth transfer", ("E39",)),
    "C-tre-09": ("Dual power", ("E35", "E66")),
    "C-tre-18": ("Checks will not outlive one president", ()),
    "C-tre-19": ("Two centres compete", ("E35", "E66")),
    "C-tre-20": ("Others use their rivalry", ()),
    "C-cla-15": ("Higher wages come to nothing", ("E64",)),
    "C-cla-19": ("Tokayev under Nazarbayev’s influence", ("E35", "E65")),
    "C-cla-20": ("The transfer is not complete", ("E35", "E66")),
    "C-cla-21": ("The most influential, chairman for life", ("E35",)),
    "C-cla-22": ("Fiercer competition", ("E66",)),
    "C-cla-28": ("A president who acts independently", ("E45",)),
    "C-cla-29": ("The Council restrains the president", ("E35", "E63")),
    "C-cla-30": ("His part shrinks, the balance goes", ()),
    "C-cla-31": ("Regional groups fight for the Council", ()),
    "C-cla-32": ("A struggle for control", ("E63", "E66")),
    "C-cla-33": ("The conflict spreads to all branches", ()),
    "C-cla-34": ("No good for economic growth", ()),
    "C-cla-35": ("Russia and China press harder", ()),
    "C-con-09": ("Trouble in store for successors", ("E35",)),
    "C-con-13": ("Parliament, president, government in conflict", ("E64",)),
}
"""Every forecast in a few words, and the events on record by then that bear on it, our choice."""


VOTE = "E45"
"""The election of June 2019, after which the balance of power is counted."""


def deciding_events(test: str, rows: str) -> frozenset[str]:
    """Return the events that decided a verdict, but for the one after which it counts.

    >>> test = "undone_by_law(after=E45, institution=first-president, at_least=2)"
    >>> sorted(deciding_events(test, "events:E45;events:A11"))
    ['A11']
    """
    _, arguments = parse_call(test)
    found = set(re.findall(r"events:(\w+)", rows))
    return frozenset(found - {arguments.get("after")})


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
        """The later record to the month in which the president took the Security Council."""
        return self.later_record[~self._later]

    @property
    def since_the_chair(self) -> pd.DataFrame:
        """The later record after that month, of which every event counts for one step."""
        return self.later_record[self._later]

    @property
    def _later(self) -> pd.Series:
        days = first_day(self.later_record["date"])
        month = days[self.later_record["event"].eq(DATES["chair"])].iloc[0].to_period("M")
        return days.dt.to_period("M") > month

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        found = evidence.summary(self.predictions)
        outcomes = evidence.statements(self.predictions)["verdict"].value_counts()
        elections = self.evidence.presidential.set_index("election")
        checks, growth = self.values(LEGISLATURE, "KAZ"), self.values(GROWTH, "KAZ")
        higher = checks[(checks > checks[2024]) & (checks.index < 2018)]
        balance = verdict_functions["balance_moved"](
            self.evidence, after=VOTE, to="president", away_from="first-president"
        )
        back = [row for row in balance.rows if row.key == (DATES["decree"],)]
        towards = len(balance.rows) - len(back) - 1
        return {
            "predictions": found["statements"],
            "readings": found["readings"],
            "outcomes": listed(
                f"{verdict} for {word(int(outcomes[verdict]))}"
                for verdict in ("supported", "refined", "contradicted", "open")
                if outcomes[verdict]
            ),
            "depends": word(int(outcomes["depends"])),
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
            "kept": word(self.months_between("E35", DATES["chair"])),
            "towards": word(towards),
            "back": word(len(back)),
            "towards_wide": word(towards + 2),
            **self._shared(),
        }

    def _shared(self) -> dict[str, object]:
        """Return on how many sets of events the supported readings of forecasts rest."""
        own = self.predictions[self.predictions["verdict"].eq("supported")]
        sets = [
            deciding_events(test, rows) for test, rows in zip(own["test"], own["rows"], strict=True)
        ]
        return {"held": word(len(sets)), "held_sets": word(len(set(sets)))}

    def forecast_events(self) -> pd.DataFrame:
        """Return the events that bear on each forecast: those known by then, those that decided."""
        decided = self.predictions[["statement", "rows"]].assign(
            event=lambda frame: frame["rows"].str.findall(r"events:(\w+)")
        )
        known = pd.DataFrame(
            [(name, event) for name, (_, events) in FORECASTS.items() for event in events],
            columns=["statement", "event"],
        )
        decided = decided.explode("event")[["statement", "event"]]
        came = decided[decided["event"].isin(self.later_record["event"])]
        both = pd.concat([known, came])
        return both.drop_duplicates().merge(self.evidence.events[["event", "date", "title"]])

    def forecast_chart(self) -> Figure:
        """Draw what was on record for each forecast, what came, and its verdict."""
        frame = evidence.statements(self.predictions)[["statement", "verdict"]]
        absent = sorted(set(frame["statement"]) - set(FORECASTS))
        if absent:
            raise TransitError(f"{__name__}: FORECASTS has no words for {absent[0]}; add an entry")
        frame = frame.assign(label=[FORECASTS[name][0] for name in frame["statement"]])
        return forecasts.forecasts(
            frame, self.forecast_events(), closed=CLOSED, link="claims.html#{}".format
        )

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
