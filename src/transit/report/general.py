"""What the pages of a report on any article call: nothing here needs tables of the record.

A page opens with ``chapter = general.section("introduction")`` or ``whole = general.whole()``.
A report that `transit.report.new` begins is made of such pages.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pandas as pd

from transit.article import labels
from transit.charts import terms as charts
from transit.display.figure import Figure
from transit.display.tables import Table, show_table
from transit.errors import TransitError
from transit.report.claims import ledger_table
from transit.report.loading import Report, find_root, keep
from transit.report.section import SectionChapter
from transit.report.sentences import glue
from transit.terms import of_article as words
from transit.wording import capital, counted, listed


def section(name: str, start: Path | str = ".") -> Section:
    """Open the page of a section of the article, whatever it is called."""
    return Section(find_root(start), name)


def whole(start: Path | str = ".") -> Whole:
    """Open a page on the whole article."""
    return Whole(find_root(start))


def ready(root: Path | str) -> Whole:
    """Return a page that has read and computed what every page needs."""
    page = Whole(root)
    for name in ("article", "claims", "codebook", "section_terms"):
        with suppress(TransitError):  # a page that asks for it tells what is wrong
            getattr(page, name)
    return page


def prepare(start: Path | str = ".") -> None:
    """Read and compute what every page needs; see `transit.report.loading.keep`."""
    keep(ready(find_root(start)))


class Section(SectionChapter):
    """The page of one section."""

    def numbers(self) -> dict[str, object]:
        """Return what the page's sentences tell: where the section stands and how long it is."""
        row = self.article.sections.set_index("section").loc[self.section]
        pages = f", on page {row['page_first']}" if _has_pages(self) else ""
        if row["page_last"] > row["page_first"]:
            pages = f", on pages {row['page_first']} to {row['page_last']}"
        parts = [
            counted(int(row["paragraphs"]), "paragraph"),
            counted(int(row["tokens"]), "word"),
            counted(int(row["notes"]), "note"),
        ]
        place = f"Section {row['order']} of the article{pages}: {listed(parts)}"
        told = super().numbers() if self.compared else {"words": _nothing_compared(self)}
        return {"place": place, **told}

    @property
    def compared(self) -> bool:
        """Whether the section's terms can be compared with those of other sections."""
        try:
            return bool(self.keyness["p"].notna().any())
        except TransitError:
            return False

    def leading_terms(self, n: int = 6) -> list[str]:
        """Return the section's most frequent terms."""
        counts = self.article.term_counts.merge(
            self.article.paragraphs[["paragraph", "section"]], on="paragraph"
        )
        own = counts[counts["section"].eq(self.section)].groupby("term")["count"].sum()
        return own.sort_values(ascending=False, kind="stable").head(n).index.tolist()

    def keyness_chart(self) -> Figure:
        """Draw the terms that the section uses more or less often than the others."""
        return charts.keyness(self.keyness, part="this section")

    def terms_chart(self) -> Figure:
        """Show where the section's most frequent terms stand in the whole article."""
        return _dispersion(self, self.leading_terms())

    def reference_table(self) -> Table:
        """Return the entries of the list of references that the section cites."""
        article = self.article
        places = article.citations.merge(
            article.paragraphs[["paragraph", "section"]], on="paragraph"
        )
        own = places[places["section"].eq(self.section)].groupby("reference", as_index=False)
        found = own.agg({"count": "sum"}).merge(article.references, on="reference")
        return _reference_table(found, "Works that the section cites, and how often")

    def plain_note_table(self) -> Table:
        """Return the section's notes: where they stand and how they cite."""
        columns = {"note": "Note", "paragraph": "Paragraph"}
        columns |= {"page": "Page"} if _has_pages(self) else {}
        columns |= {"keys": "Work"} if self.notes["keys"].astype(bool).any() else {}
        return show_table(
            self.notes, columns=columns, caption="The article's notes in this section"
        )


class Whole(Report):
    """A page on the whole article."""

    def glue_numbers(self) -> None:
        """Make the numbers of the whole available to the page's sentences."""
        article = self.article
        sizes = {
            "sections": counted(len(article.sections), "section"),
            "paragraphs": counted(len(article.paragraphs), "paragraph"),
            "tokens": counted(int(article.sections["tokens"].sum()), "word"),
            "notes": counted(len(article.notes), "note"),
            "references": counted(len(article.references), "reference"),
            "claims": counted(len(self.claims), "claim"),
        }
        proposed = int(article.terms["gloss"].str.startswith("Proposed").sum())
        glue(sizes | {"proposed": counted(proposed, "term")})

    def section_table(self) -> Table:
        """Return the sections and their length."""
        columns = {"heading": "Section", "paragraphs": "Paragraphs", "tokens": "Words"}
        frame = self.article.sections
        return show_table(frame, columns=columns | {"notes": "Notes"}, caption="What was read")

    def terms_chart(self, n: int = 8) -> Figure:
        """Show where the article's most frequent terms stand."""
        totals = self.article.term_counts.groupby("term")["count"].sum()
        leading = totals.sort_values(ascending=False, kind="stable").head(n).index.tolist()
        return _dispersion(self, leading)

    def stance_table(self) -> Table:
        """Return how often modals, hedges and boosters stand in every section."""
        rates = words.stance_by_section(self.article, draws=0)
        wide = rates.pivot(index="section", columns="category", values="count")
        kinds = [kind for kind in labels("markers", "category") if kind in wide]
        frame = wide.reindex(self.headings.index)[kinds].fillna(0).astype(int)
        frame.insert(0, "heading", self.headings)
        heads = {kind: capital(labels("markers", "category")[kind]) for kind in kinds}
        caption = "Words of stance, by section"
        return show_table(frame, columns={"heading": "Section", **heads}, caption=caption)

    def term_table(self) -> Table:
        """Return the list of terms with their counts."""
        totals = self.article.term_counts.groupby("term")["count"].sum()
        frame = self.article.terms.assign(
            count=self.article.terms["term"].map(totals).fillna(0).astype(int)
        ).sort_values("count", ascending=False, kind="stable")
        columns = {
            "label": "Term",
            "kind": "Kind",
            "count": "Occurrences",
            "gloss": "What is meant",
        }
        return show_table(frame, columns=columns, caption="The list of terms", facets=["kind"])

    def ledger_table(self) -> Table:
        """Return the whole ledger."""
        return ledger_table(self.claims, self.headings, caption="The ledger")

    def reference_table(self) -> Table:
        """Return the article's list of references."""
        article = self.article
        counts = article.citations.groupby("reference")["count"].sum()
        frame = article.references.assign(
            count=article.references["reference"].map(counts).fillna(0).astype(int)
        )
        return _reference_table(frame, "The article's references, and how often it cites each")

    def repair_table(self) -> Table:
        """Return what was repaired in the text, by kind."""
        totals = self.article.repairs.groupby("kind", as_index=False)["count"].sum()
        meaning = labels("repairs", "kind")
        frame = totals.assign(kind=totals["kind"].map(meaning).map(capital))
        columns = {"kind": "Repair", "count": "Times"}
        return show_table(frame, columns=columns, caption="What was repaired")

    def data_table(self) -> Table:
        """Return the tables of the report."""
        columns = {"title": "Table", "path": "File", "rows": "Rows", "licence": "Licence"}
        return show_table(self.codebook.tables, columns=columns, caption="The tables of the report")


def _has_pages(report: Report) -> bool:
    """Return whether the article's format has pages, or all of it stands on the first."""
    return bool(report.article.sections["page_last"].gt(1).any())


def _dispersion(report: Report, terms: list[str]) -> Figure:
    article = report.article
    return charts.dispersion(
        article.term_counts,
        article.paragraphs,
        article.sections,
        terms=terms,
        labels=report.term_labels,
    )


def _reference_table(frame: pd.DataFrame, caption: str) -> Table:
    columns = {"authors": "Authors", "year": "Year", "title": "Title", "count": "Cited"}
    return show_table(frame, columns=columns, caption=caption)


def _nothing_compared(chapter: Section) -> str:
    return (
        "No term of the list is frequent enough here to be compared with the other sections"
        if len(chapter.article.sections) > 1
        else "The article has one section, so that there is nothing to compare it with"
    )
