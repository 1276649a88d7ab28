"""The tables of the appendix on citing and reusing the report."""

from functools import cached_property

import pandas as pd
from IPython.display import Markdown

from transit.article import ArticleTables
from transit.display.tables import Table, show_table
from transit.publishing import citing
from transit.report.chapter import Chapter
from transit.report.works import link_keys
from transit.terms import of_article as words


class Page(Chapter):
    """The appendix on citing and reusing the report."""

    @cached_property
    def citations(self) -> dict[str, str]:
        """The report's citation in each format; see `transit.publishing.citing`."""
        return citing.citations(citing.load_citation_file(self.root / "CITATION.cff"))

    def in_prose(self) -> Markdown:
        """Return the citations as a reference list has them."""
        styles = ("APA", "Chicago")
        return Markdown("\n\n".join(f"**{style}.** {self.citations[style]}" for style in styles))

    def in_code(self, form: str, language: str = "text") -> Markdown:
        """Return the citation in a format that programs read."""
        return Markdown(f"```{language}\n{self.citations[form]}```")

    def licence_table(self) -> Table:
        """Return the sources of the country series with their licences."""
        series = self.evidence.series
        series = series.assign(source=series["source"].astype("string"))
        groups = series.groupby(["source", "licence"], sort=False, observed=True)
        licences = groups.agg(
            series=("series", "size"),
            versions=("version", lambda names: ", ".join(dict.fromkeys(names.dropna()))),
        )
        return show_table(
            licences.reset_index(),
            columns={
                "source": "Source",
                "series": "Series",
                "versions": "Version",
                "licence": "Licence",
            },
            formats={"source": lambda cell: link_keys(cell, self.work_labels)},
            caption="Licences of the country series",
        )

    @staticmethod
    def section_table(article: ArticleTables) -> Table:
        """Return the sections of an article and their length."""
        return show_table(
            article.sections,
            columns={
                "heading": "Section",
                "paragraphs": "Paragraphs",
                "sentences": "Sentences",
                "tokens": "Tokens",
            },
            caption="What was read",
        )

    @staticmethod
    def lemma_table(article: ArticleTables, n: int = 4, common: int = 100) -> Table:
        """Return the most frequent lemmas by section.

        Parameters
        ----------
        article : ArticleTables
            The tables of any article.
        n : int
            How many lemmas.
        common : int
            How many of the commonest words of English to leave out.
        """
        leading = words.leading_terms(article, n, unit="lemma", common=common)
        headings = article.sections.set_index("section")["heading"]
        counts: pd.DataFrame = leading.pivot(index="lemma", columns="section", values="count")
        counts = counts[headings.index].rename(columns=headings)
        return show_table(
            counts.reset_index(),
            columns={"lemma": "Lemma", **{heading: heading for heading in headings}},
            caption=(
                "The most frequent lemmas by section, the hundred commonest words of English left out"
            ),
        )
