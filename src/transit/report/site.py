"""The part of the report that Sphinx needs: the sections of the codebook.

Listed in ``_config.yml`` as an extension.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from transit.evidence import describe
from transit.report.codebook import anchor, fields_table, table_summary

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from transit.evidence import Codebook


class CodebookSections(SphinxDirective):
    """A section for every table of a data package: what it holds, its file, its fields.

    The argument is the folder of the package, relative to the page.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        folder = self.arguments[0]
        page = Path(self.env.doc2path(self.env.docname))
        data = (page.parent / folder).resolve()
        codebook = describe(data)
        for path in ("datapackage.json", *codebook.tables["path"]):
            self.env.note_dependency(str(data / path))
        return [self._section(codebook, name, folder) for name in codebook.tables["table"]]

    def _section(self, codebook: Codebook, table: str, folder: str) -> nodes.section:
        name = anchor(table)
        title = codebook.tables.set_index("table").at[table, "title"]
        section = nodes.section("", nodes.title(title, title), ids=[name], names=[name])
        self.state.document.note_explicit_target(section, section)
        text = StringList(table_summary(codebook, table, folder).splitlines(), self.get_location())
        self.state.nested_parse(text, self.content_offset, section)
        html = fields_table(codebook, table).html
        section += nodes.raw("", html, format="html", classes=["output", "text_html"])
        return section


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive ``codebook``."""
    app.add_directive("codebook", CodebookSections)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
