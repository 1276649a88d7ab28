"""The numbers and tables of the appendix on the data."""

from functools import cached_property

import pandas as pd

from transit import evidence
from transit.citations import SEEN
from transit.display.tables import Markup, Table, show_table
from transit.report.chapter import Chapter
from transit.report.codebook import confidence_table, coverage_table, overview_table
from transit.report.works import link_keys
from transit.wording import capital, number, word


class Page(Chapter):
    """The appendix on the data."""

    @cached_property
    def confidence(self) -> pd.DataFrame:
        """How many rows of each table rest on sources."""
        return evidence.count_confidence(self.evidence)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Which years and countries each series covers."""
        return evidence.cover(self.evidence)

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        return (
            self._of_tables() | self._of_sources() | self._of_the_chronology() | self._of_series()
        )

    def _of_tables(self) -> dict[str, object]:
        tables, verdicts = self.codebook.tables, self.statements["verdict"]
        groups = tables["group"].value_counts()
        return {
            "tables": len(tables),
            "rows": tables["rows"].sum(),
            "fields": tables["fields"].sum(),
            "size": number(tables["bytes"].sum() / 1000),
            "record": word(int(groups["record"])),
            "article": word(int(groups["article"])),
            "statements": len(verdicts),
            "open": verdicts.eq("open").sum(),
        }

    def _of_sources(self) -> dict[str, object]:
        levels = self.confidence.drop(columns="table").sum()
        graded = [getattr(self.evidence, name)["source"] for name in self.confidence["table"]]
        keys = set(";".join(key for column in graded for key in column.dropna()).split(";"))
        return {
            "graded": levels["rows"],
            "sourced": levels["sourced"],
            "partly": levels["partly"],
            "derived": word(int(levels["derived"])),
            "undecided": word(int(levels["article-only"] + levels["general-knowledge"])),
            "sources": len(keys),
            "wikipedia": sum(key.startswith("wikipedia") for key in keys),
        }

    def _of_the_chronology(self) -> dict[str, object]:
        events = self.evidence.events
        told = events["agreement"].value_counts()
        exact = events["precision"].value_counts()
        return {
            "events": len(events),
            "in_article": events["in_article"].sum(),
            "agrees": told["agrees"],
            "after": told["after"],
            "day": exact["day"],
            **{n: word(int(told[n])) for n in ("refines", "differs", "unchecked", "omitted")},
            **{n: word(int(exact[n])) for n in ("month", "year", "period")},
        }

    def _of_series(self) -> dict[str, object]:
        reach = self.coverage
        return {
            "series": len(reach),
            "vdem": word(int(reach["licence"].eq("CC BY-SA 4.0").sum())),
            "values": reach["values"].sum(),
            "first": str(reach["first"].min()),
            "last": str(reach["last"].max()),
            "bounds": word(int(reach["bounds"].sum())),
        }

    def overview_table(self) -> Table:
        """Return all tables, each linked to its description."""
        return overview_table(self.codebook, caption="The tables")

    def confidence_table(self) -> Table:
        """Return how many rows of each table rest on sources."""
        titles = self.codebook.tables.set_index("table")["title"]
        return confidence_table(self.confidence, titles, caption="Rows by confidence")

    def sources_table(self) -> Table:
        """Return what was seen of the sources of the evidence, and of how many works."""
        works = self.bibliography
        keys = works[works["group"].eq("evidence")].groupby("seen")["key"].agg(list)
        most = max(SEEN, key=lambda kind: len(keys[kind]))
        shown = pd.DataFrame(
            {
                "seen": [capital(said) for said in SEEN.values()],
                "works": [len(keys[kind]) for kind in SEEN],
                "which": ["" if kind == most else ";".join(keys[kind]) for kind in SEEN],
            }
        )
        return show_table(
            shown,
            columns={"seen": "What was seen", "works": "Works", "which": "Which"},
            formats={"which": self._named},
            caption="The sources of the evidence by what was seen of them",
        )

    def _named(self, cell: str) -> Markup:
        return link_keys(cell, self.work_labels) if cell else Markup("the others")

    def coverage_table(self) -> Table:
        """Return the series with the years and countries they cover."""
        countries = self.evidence.names("indicators", "country")
        return coverage_table(self.coverage, countries, caption="Years and countries of the series")
