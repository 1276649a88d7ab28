"""The numbers of the chapter on the Political Construction Kit."""

import pandas as pd

from transit import evidence
from transit.report.section import SectionChapter
from transit.wording import number

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
    def changes(self) -> pd.DataFrame:
        """Those of them after the Soviet constitution."""
        return self.adopted[self.adopted["change"] != "C1978"]
