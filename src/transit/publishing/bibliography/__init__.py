"""Sphinx extension: citations and bibliography by author and year.

Registers, under the name ``transit``, a formatting style for pybtex and a referencing style for
sphinxcontrib-bibtex. Both follow the author-date form of the Chicago Manual of Style. Works by
the same authors of the same year get a letter, the same in the text and in the bibliography,
however many lists the bibliography is divided into. Each entry ends with links to the places
that cite it, and can be linked to as ``#ref-<key>``.

The package may be imported in a notebook kernel, for the labels of works, so nothing of Sphinx is
loaded before `setup` is called.
"""

from typing import Any


def setup(app: Any) -> dict[str, Any]:
    """Set up the extension; it needs ``sphinxcontrib.bibtex``."""
    from transit.publishing.bibliography.extension import register

    return register(app)
