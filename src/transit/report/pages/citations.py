"""The numbers and tables of the appendix on the article's notes and the works they cite."""

from functools import cached_property

import pandas as pd

from transit import citations
from transit.display.tables import Markup, Table, show_table
from transit.evidence import statement_of
from transit.report.chapter import Chapter
from transit.report.works import link_keys
from transit.wording import capital, listed, number, word

THIN = ("one work", "press or web only")
"""Bases that bear little."""


class Page(Chapter):
    """The appendix on the article's notes and the works they cite."""

    @cached_property
    def citations(self) -> pd.DataFrame:
        """The article's citations, each with its work; see `transit.citations.join_works`."""
        return citations.join_works(self.article.notes, self.bibliography)

    @cached_property
    def works(self) -> pd.DataFrame:
        """The works that the article cites; see `transit.citations.works_cited`."""
        return citations.works_cited(self.citations, self.bibliography)

    @cached_property
    def own_claims(self) -> pd.DataFrame:
        """The claims of the article, one row per statement."""
        return self.evidence.claims.drop_duplicates(["paragraph", "text"])

    @cached_property
    def bases_of_claims(self) -> pd.DataFrame:
        """What each claim rests on."""
        return citations.support(self.own_claims, self.citations)

    def numbers(self) -> dict[str, object]:
        """Return the numbers of the page's sentences."""
        works, sections = self.works, self.article.sections
        languages = works["language"].value_counts()
        checked = works["verification"].value_counts()
        passing = works[works["kind"].isin(["press", "web"])]
        return {
            "notes": self.citations["note"].nunique(),
            "works": len(works),
            "russian": languages["Russian"],
            "english": word(int(languages["English"])),
            "median_age": number(works["age"].median(), None),
            "passing": word(len(passing)),
            "passing_years": listed(sorted(passing["year"].unique())),
            "newest": str(works.loc[~works.index.isin(passing.index), "year"].max()),
            "own": word(int(works["own"].sum())),
            "inferred": word(int(works["year_inferred"].sum())),
            "confirmed": word(int(checked.get("confirmed", 0))),
            "partial": word(int(checked.get("partial", 0))),
            "unseen": checked.get("article only", 0),
            "bare": listed(sections.loc[sections["notes"] == 0, "heading"]),
            "kazakh": word(int(languages.get("Kazakh", 0))),
        }

    def _linked(self, cell: object) -> Markup:
        return link_keys(cell, self.work_labels)

    def kind_table(self) -> Table:
        """Return how many works are of each kind and how often each kind is cited."""
        return show_table(
            citations.count_by(self.works, "kind"),
            columns={
                "kind": "Kind",
                "works": "Works",
                "citations": "Citations",
                "share": "Share of works, %",
            },
            formats={"share": number},
            caption="The works by kind",
        )

    def section_table(self) -> Table:
        """Return how often each section cites each kind of work."""
        frame = citations.notes_by_section(self.citations, self.article.sections)
        counts = frame.pivot(index=["order", "heading"], columns="kind", values="citations")
        counts["all"] = counts.sum(axis=1)
        names = {kind: capital(name) for kind, name in self.work_kinds.items() if kind in counts}
        return show_table(
            counts.reset_index(),
            columns={"heading": "Section", **names, "all": "All"},
            caption="Citations by section and kind of work",
        )

    def place_table(self) -> Table:
        """Return how many works appeared in each place."""
        return show_table(
            citations.count_by(self.works, "place"),
            columns={"place": "Place of publication", "works": "Works", "citations": "Citations"},
            caption="The works by place of publication; journals, press and web pages have none",
        )

    def thin_table(self) -> Table:
        """Return the claims that rest on little, with the works they rest on."""
        thin = self.bases_of_claims[self.bases_of_claims["basis"].isin(THIN)]
        texts = self.own_claims.set_index("claim")["text"]
        keys = self.citations.groupby("note")["key"].agg(list)
        shown = pd.DataFrame(
            {
                "claim": thin["claim"].map(statement_of),
                "text": thin["claim"].map(texts),
                "basis": thin["basis"],
                "keys": [
                    ";".join(dict.fromkeys(key for n in cell.split(", ") for key in keys[int(n)]))
                    for cell in thin["notes"]
                ],
            }
        )
        return show_table(
            shown,
            columns={
                "claim": "Claim",
                "text": "In our words",
                "basis": "Rests on",
                "keys": "Works",
            },
            formats={"keys": self._linked},
            caption="The claims that rest on one work, or on the press or the web alone",
        )

    def irregularity_table(self) -> Table:
        """Return what is irregular in the notes."""
        return show_table(
            citations.irregularities(self.citations, self.bibliography),
            columns={
                "irregularity": "What",
                "notes": "Notes",
                "keys": "Works",
                "detail": "Detail",
            },
            formats={"keys": self._linked},
            caption="Irregularities of the notes",
        )

    def work_table(self) -> Table:
        """Return the works in the order of first citation."""
        return show_table(
            self.works,
            columns={
                "key": "Work",
                "kind": "Kind",
                "age": "Age in 2019",
                "notes": "Notes",
                "verification": "Verified",
            },
            formats={"key": self._linked},
            caption="The works, in the order of first citation",
        )

    def citation_table(self) -> Table:
        """Return every citation of the article with its note and its work."""
        return show_table(
            self.citations.assign(section=self.citations["section"].map(self.headings)),
            columns={
                "note": "Note",
                "section": "Section",
                "paragraph": "Paragraph",
                "key": "Work",
                "locator": "Pages",
                "form": "Form",
            },
            formats={"key": self._linked},
            caption="The article's notes and the works they cite",
        )
