"""Sphinx's ``singlehtml`` builder, without the loss of where a link goes.

On one page every document's own anchors share one name space, and Sphinx drops the name
of the document from a link into another one. For print the name is kept: ``#document-a``
with the anchor after two colons, which :mod:`transit.publishing.print.normalise` reads.
"""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.singlehtml import SingleFileHTMLBuilder


class PrintBuilder(SingleFileHTMLBuilder):
    """One page for print; named as Sphinx's so that outputs are chosen as for HTML."""

    name = "singlehtml"
    search = False

    def fix_refuris(self, tree: nodes.Node) -> None:
        """Write links into other documents with the document they go to."""
        for reference in tree.findall(nodes.reference):
            uri = reference.get("refuri", "")
            if uri.startswith("#document-") and uri.count("#") > 1:
                document, _, anchor = uri.rpartition("#")
                reference["refuri"] = f"{document}::{anchor}"


def share_handlers(app: Sphinx) -> None:
    """Let a page for print be written with everything that writes HTML.

    Sphinx leaves that out where any extension, as sphinx-exercise, names this builder for a node
    of its own.
    """
    handlers = app.registry.translation_handlers
    own = handlers.get(app.builder.name)
    if own is not None:
        handlers[app.builder.name] = {**handlers.get(app.builder.format, {}), **own}


def setup(app: Sphinx) -> dict[str, Any]:
    """Put the builder in the place of Sphinx's own."""
    app.add_builder(PrintBuilder, override=True)
    app.connect("builder-inited", share_handlers)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
