"""The numbers of the introduction."""

from transit.charts import lead
from transit.report.section import SectionChapter
from transit.wording import number

LEGISLATURE, PERSON = "vdem15_v2xlg_legcon", "vdem12_v2xnp_pres"


class Page(SectionChapter):
    """The chapter on the introduction."""

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        kazakhstan = self.values(LEGISLATURE, "KAZ")
        person = self.values(PERSON, "KAZ")
        first, last, share = lead.steepest(kazakhstan.loc[:2019])
        falls = lead.falls(kazakhstan.loc[:2019])
        late = int(falls.loc[last + 1 :].idxmax())
        return super().numbers() | {
            "kaz_1993": number(kazakhstan[1993], 2),
            "kaz_1995": number(kazakhstan[1995], 2),
            "early_share": number(100 * share),
            "early_falls": number(100 * falls.loc[first + 1 : last].sum() / falls.sum()),
            "late_start": number(100 * falls[1995] / (kazakhstan[1994] - kazakhstan[2018])),
            "late_fall": str(late),
            "late_from": number(kazakhstan[late - 1], 2),
            "late_to": number(kazakhstan[late], 2),
            "kaz_2005": number(kazakhstan[2005], 2),
            "uzb_1993": number(self.value(LEGISLATURE, "UZB", 1993), 2),
            "tkm_1993": number(self.value(LEGISLATURE, "TKM", 1993), 2),
            "person_1994": number(person[1994], 2),
            "person_1996": number(person[1996], 2),
        }
