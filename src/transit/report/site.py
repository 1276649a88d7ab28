"""The part of the report that Sphinx needs: codebook, reference of the package, marks of claims.

Listed in ``_config.yml`` as an extension.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from transit.evidence import describe
from transit.report.claims import badge
from transit.report.codebook import anchor, fields_table, table_summary
from transit.report.loading import Report, find_root
from transit.report.marks import Marks, unreported
from transit.report.reference import PARTS, entries, reference_list

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

    from transit.evidence import Codebook

LEDGER = "appendices/claims"
"""The page of the whole ledger."""

logger = logging.getLogger(__name__)


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


class PackageReference(SphinxDirective):
    """``{package-reference} PART``: the names that a part of the package offers, on the site."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the list; a change of the source has the page read again."""
        part = self.arguments[0]
        for module in PARTS[part]:
            for entry in entries(module):
                self.env.note_dependency(str(entry.path))
        labels = Report(find_root(self.env.srcdir)).work_labels
        html = reference_list(part, labels).html
        return [nodes.raw("", html, format="html", classes=["output", "text_html"])]


class claim_marks(nodes.Inline, nodes.Element):
    """The marks that end a sentence; ``html`` and ``print`` hold them as they are written."""


class ClaimRole(SphinxRole):
    """``{claim}`C-int-01 C-int-02```: the marks of the statements that a sentence reports."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the marks; a statement that the ledger lacks is a warning."""
        root = find_root(self.env.srcdir)
        marks = _marks(root)
        known = [name for name in self.text.split() if name in marks]
        for name in set(self.text.split()).difference(known):
            logger.warning("no claim %r in data/claims.csv", name, location=self.get_location())
        for path in _tables(root):
            self.env.note_dependency(path)
        return [claim_marks(names=known)], []


class VerdictRole(SphinxRole):
    """``{verdict}`open```: a verdict as the tables write it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the verdict with its glyph."""
        return [nodes.raw("", badge(self.text), format="html")], []


@cache
def _tables(root: Path) -> list[str]:
    return [str(root / "data" / path) for path in describe(root / "data").tables["path"]]


@cache
def _marks(root: Path) -> Marks:
    return Marks(Report(root).claims)


def visit_marks(writer: HTML5Translator, node: nodes.Element) -> None:
    """Write marks as links into the ledger, or in print as glyphs with their identifiers."""
    builder = writer.builder
    marks = _marks(find_root(builder.env.srcdir))
    if builder.name == "singlehtml":
        writer.body += [marks.printed(name) for name in node["names"]]
    else:
        page = builder.get_relative_uri(builder.current_docname, LEDGER)
        links = "".join(marks.link(name, page) for name in node["names"])
        writer.body.append(f'<span class="claim-marks">{links}</span>')
    raise nodes.SkipNode


def check_reported(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of statements that no sentence of their section's page reports."""
    root = find_root(env.srcdir)
    sections = list(Report(root).headings.index)
    pages = {
        name: Path(env.doc2path(name)).read_text("utf-8")
        for name in sections
        if name in env.found_docs
    }
    missing = unreported(pages, _marks(root).claims, sections) if pages else {}
    for page, names in missing.items():
        logger.warning("claims that no sentence reports: %s", ", ".join(names), location=page)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives ``codebook`` and ``package-reference``, and the roles ``claim`` and ``verdict``."""
    app.add_directive("package-reference", PackageReference)
    app.add_directive("codebook", CodebookSections)
    app.add_role("claim", ClaimRole())
    app.add_role("verdict", VerdictRole())
    app.add_node(claim_marks, html=(visit_marks, None))
    app.connect("env-check-consistency", check_reported)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
