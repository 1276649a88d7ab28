"""Publishing a Jupyter Book: charts, site, PDF and EPUB.

The package knows nothing of any chapter.  As a Sphinx extension it is named in ``_config.yml``::

    sphinx:
      local_extensions:
        transit.publishing: src

Its settings go under ``sphinx: config:``; :data:`transit.publishing.settings.SETTINGS` has them
all. What a build finds amiss, and whether that stops it, is the matter of
:mod:`transit.publishing.findings`.

Directives: ``book-downloads`` and ``cite-box``.  The package may be imported in a notebook kernel,
so nothing of Sphinx is loaded before `setup` is called.
"""

from typing import Any


def setup(app: Any) -> dict[str, Any]:
    """Register the extension with Sphinx; see :mod:`transit.publishing.site.extension`."""
    from transit.publishing.site.extension import register

    return register(app)
