"""Publishing a Jupyter Book: charts, site, PDF and EPUB.

The package knows nothing of any chapter.  As a Sphinx extension it is named in ``_config.yml``::

    sphinx:
      local_extensions:
        transit.publishing: src

It may be imported in a notebook kernel, so nothing of Sphinx is loaded before `setup` is called.
"""

from typing import Any


def setup(app: Any) -> dict[str, Any]:
    """Register the extension with Sphinx; see :mod:`transit.publishing.extension`."""
    from transit.publishing.extension import register

    return register(app)
