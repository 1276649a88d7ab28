"""The tables of the appendix on citing and reusing the report."""

from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from IPython.display import Markdown

from transit import reading
from transit.article import read_list
from transit.display.tables import Table, show_table
from transit.files import write
from transit.pandoc import convert
from transit.publishing.citation_file import load_citation_file
from transit.publishing.citing import citations
from transit.report.chapter import Chapter
from transit.report.general import Whole
from transit.report.new import begin, missing
from transit.report.new.begin import Begun
from transit.report.works import link_keys


class Page(Chapter):
    """The appendix on citing and reusing the report."""

    @cached_property
    def citations(self) -> dict[str, str]:
        """The report's citation in each format; see `transit.publishing.citing`."""
        return citations(load_citation_file(self.root / "CITATION.cff"))

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

    @cached_property
    def begun(self) -> Begun:
        """A report begun on the article written for this page, saved as a Word file.

        It lasts as long as the notebook.
        """
        self._place = TemporaryDirectory()
        folder = Path(self._place.name)
        written = self.root / "book" / "appendices" / "town" / "town.markdown"
        docx, _ = convert(written.read_bytes(), "--from=markdown", "--to=docx", "--output=-")
        write(folder / "article.docx", docx)
        return begin(folder / "my-report", folder / "article.docx")

    def preview(self) -> Markdown:
        """Return what was taken for what in the example."""
        lines = "\n".join(reading.preview_lines(self.begun.article))
        return Markdown(f"```text\n{lines}\n```")

    def settings(self) -> Markdown:
        """Return the settings that were written for the example."""
        text = (self.begun.folder / "data" / "article" / "article.toml").read_text("utf-8")
        return Markdown(f"```toml\n{text}```")

    def steps(self) -> Markdown:
        """Return what the example still lacks, in order, as ``transit check`` says it."""
        folder = f"{self.begun.folder}/"
        steps = [step.replace(folder, "") for step in missing(self.begun.folder)]
        return Markdown("\n".join(f"{place}. {step}" for place, step in enumerate(steps, start=1)))

    def proposed_table(self, n: int = 8) -> Table:
        """Return the first terms that were proposed for the example."""
        terms = read_list(self.begun.folder / "data" / "article" / "terms.csv").head(n)
        columns = {"label": "Term", "gloss": "Why"}
        return show_table(terms, columns=columns, caption="The first terms proposed")

    def section_table(self) -> Table:
        """Return the sections of the example, as its own first page shows them."""
        return Whole(self.begun.folder).section_table()

    def reference_table(self) -> Table:
        """Return the references of the example and how often it cites them."""
        return Whole(self.begun.folder).reference_table()
