"""The numbers of the chapter on moving towards clarity."""

from functools import cached_property

import pandas as pd

from transit.charts import future, series, terms
from transit.display.figure import Figure
from transit.report.section import SectionChapter
from transit.terms import of_article as words
from transit.wording import capital, word

GROWTH, PRICES, GINI = "wdi_gdp_growth", "wdi_cpi_inflation", "wdi_gini_gapminder"


class Page(SectionChapter):
    """The chapter on moving towards clarity."""

    @cached_property
    def certainty(self) -> pd.DataFrame:
        """How certain the authors' sentences about the future are, by section."""
        return words.certainty_by_section(self.article, voice="article")

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        contests = self.evidence.presidential.set_index("election")
        popular = contests[contests["vote"] == "popular"]
        events = self.evidence.events.set_index("event")["date"]
        days = events["E45"].start_time - events["E38"].start_time
        whole = self.certainty[self.certainty["section"] == "all"].set_index("class")
        own = self.certainty[self.certainty["section"] == self.section]
        growth, prices, gini = (self.values(name, "KAZ") for name in (GROWTH, PRICES, GINI))
        return (
            super().numbers()
            | self.order_numbers()
            | {
                "days": days.days,
                "share_2019": contests.loc["P2019", "winner_share"],
                "lowest": popular["winner_share"].idxmin().removeprefix("P"),
                "growth_2016": growth[2016],
                "growth_2019": growth[2019],
                "prices_2016": prices[2016],
                "prices_2019": prices[2019],
                "gini_2015": gini[2015],
                "gini_2019": gini[2019],
                "bare": self._bare_notes(),
                "ahead": word(int(own["future"].iloc[0])),
                "future": word(int(whole["future"].iloc[0])),
                "plain": word(int(whole.loc["plain", "sentences"])),
            }
        )

    def _bare_notes(self) -> str:
        """Return how many notes are an address and no more, as a sentence begins."""
        bare = int((self.notes["form"] == "url").sum())
        return f"All {word(bare)}" if bare == len(self.notes) else capital(word(bare))

    def keyness_chart(self) -> Figure:
        """Draw the section's terms against the others, with what has to stand beside it."""
        order = self.order_numbers()
        caution = (
            f"{order['shifts_any']} of {order['shifts']} ways to lay the sections’ boundaries "
            "give something as large somewhere"
        )
        return terms.keyness(self.keyness, part=self.headings[self.section], caution=caution)

    def certainty_chart(self) -> Figure:
        """Draw how certain the sentences about the future are."""
        return future.futures(self.certainty, self.article.sections)

    def economy_chart(self) -> Figure:
        """Draw growth, consumer prices and inequality in Kazakhstan."""
        panels = [
            (GROWTH, "Growth of gross domestic product", "% a year", "bar"),
            (PRICES, "Rise of consumer prices", "% a year", "bar"),
            (GINI, "Inequality of consumption", "Gini index, 0 to 100", "point"),
        ]
        return series.economy(
            self.evidence.indicators,
            panels,
            country="KAZ",
            names=self.countries,
            source=f"{series.WORLD_BANK}; Gini index from the copy of Gapminder",
        )
