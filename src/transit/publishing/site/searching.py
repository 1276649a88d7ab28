"""The search index, complete whichever pages a build has written.

Sphinx keeps the words of pages that it does not write again, but forgets their index entries, so
that a second build finds less than the first, and remembers the words that are gone.  From HTML in
the outputs of cells it takes the tags away, and the words of neighbouring cells of a table become
one.
"""

import re
from collections.abc import Iterator
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.index import IndexDomain
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.index_entries import split_index_msg

from transit.publishing.site.charts import INTERACTIVE_BUILDERS

_END_OF_BLOCK = re.compile(
    r"(</(?:td|th|tr|caption|p|li|dt|dd|div|h[1-6]|summary|figcaption)>|<br\s*/?>)(?=\S)"
)


def complete_index(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Enter the index entries of every page and drop words of none; yields no further pages."""
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        domain = cast(IndexDomain, app.env.get_domain("index"))
        indexer._index_entries.clear()
        for docname in sorted(app.env.found_docs):
            found = set()
            for kind, value, target, main, _key in domain.entries.get(docname, ()):
                found |= {(entry, target or "", main) for entry in split_index_msg(kind, value)}
            indexer._index_entries[docname] = sorted(found)
        for words in (indexer._mapping, indexer._title_mapping):
            for word in [word for word, pages in words.items() if not pages]:
                del words[word]
    yield from ()


def part_blocks(html: str) -> str:
    """Put a line break after each block and table cell that is directly followed by more."""
    return _END_OF_BLOCK.sub(r"\1\n", html)


class PartRawBlocks(SphinxPostTransform):
    """Part the words of neighbouring blocks in HTML that cells put out."""

    default_priority = 20

    def run(self, **_kwargs: Any) -> None:
        """Change the raw nodes of one document."""
        if self.app.builder.name not in INTERACTIVE_BUILDERS:
            return
        for node in list(self.document.findall(nodes.raw)):
            if "html" in node.get("format", "").split() and "<pre" not in node.astext():
                parted = nodes.raw(node.rawsource, part_blocks(node.astext()), **node.attributes)
                node.replace_self(parted)
