"""The numbers of the chapter on the Political Construction Kit."""

import pandas as pd

from transit import evidence
from transit.charts import powers
from transit.display.figure import Figure
from transit.report.section import SectionChapter
from transit.wording import number

TEXTS_READ = (1998, 2017, 2022, 2026)
"""States of the constitution whose texts were read whole, so that every power can be compared."""
LEGISLATURE, POLYARCHY = "vdem15_v2xlg_legcon", "vdem15_v2x_polyarchy"


class Page(SectionChapter):
    """The chapter on the Political Construction Kit."""

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        contests = self.evidence.presidential.set_index("election")
        indicators = self.evidence.indicators.set_index(["series", "country", "year"])
        polyarchy = indicators.loc[(POLYARCHY, "KAZ", 2015)]
        checks = self.values(LEGISLATURE, "KAZ")
        notice = self.evidence.notice.set_index("election")["notice_days"]
        return super().numbers() | {
            "polyarchy": number(polyarchy["value"], 2),
            "polyarchy_low": number(polyarchy["low"], 2),
            "polyarchy_high": number(polyarchy["high"], 2),
            "kaz_2006": number(checks[2006], 2),
            "kaz_2008": number(checks[2008], 2),
            "kaz_2012": number(checks[2012], 2),
            "share_2005": contests.loc["P2005", "winner_share"],
            "share_2015": contests.loc["P2015", "winner_share"],
            "notice_2011": int(notice["P2011"]),
            "notice_2015": int(notice["P2015"]),
            "turnout_2015": contests.loc["P2015", "turnout"],
        }

    @property
    def adopted(self) -> pd.DataFrame:
        """The changes of the constitution that were adopted."""
        return evidence.adopted(self.evidence.changes)

    @property
    def amendments(self) -> dict[str, str]:
        """The amendments by whose footnotes articles are known, and when each came into force."""
        touched = set(self.evidence.articles["change"])
        own = self.evidence.changes[self.evidence.changes["change"].isin(touched)]
        dates = own.set_index("change")["in_force"]
        years = [date.year for date in dates]
        return {
            change: f"{date:%b %Y}" if years.count(date.year) > 1 else str(date.year)
            for change, date in dates.items()
        }

    def powers_chart(self) -> Figure:
        """Draw how far the president may act alone under the texts that were read whole."""
        return powers.grid(self.evidence.powers, TEXTS_READ)
