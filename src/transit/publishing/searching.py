"""The search index, complete whichever pages a build has written.

Sphinx keeps the words of pages that it does not write again, but forgets their index entries, so
that a second build finds less than the first.
"""

from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.util.index_entries import split_index_msg


def complete_index(app: Sphinx) -> Iterator[tuple]:
    """Enter the index entries of every page; yields no further pages."""
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None and hasattr(indexer, "_index_entries"):
        domain = app.env.get_domain("index")
        indexer._index_entries.clear()
        for docname in sorted(app.env.found_docs):
            found = set()
            for kind, value, target, main, _key in domain.entries.get(docname, ()):
                found |= {(entry, target or "", main) for entry in split_index_msg(kind, value)}
            indexer._index_entries[docname] = sorted(found)
    yield from ()
