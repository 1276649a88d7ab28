"""Publishing a Jupyter Book: charts, site, PDF and EPUB.

The package knows nothing of any chapter.  As a Sphinx extension it is named in ``_config.yml``::

    sphinx:
      local_extensions:
        transit.publishing: src

``transit_citation_file``       ``CITATION.cff``: the source of metadata and of the cite box
``transit_data``                folder of tables with a ``datapackage.json``, offered as archive
``transit_rerun``               files and folders that the notebooks need: with them, in one archive
``transit_package``             folder of the package that notebooks import; extras in brackets
``transit_lead_chart``          name of the figure that the social picture is made from
``transit_execution_depends``   files and folders on which the outputs of cells depend
``transit_execution_jobs``      notebooks executed at a time (0: as many as there are cores)
``transit_execution_preload``   modules that the kernels find imported, to save each the time, and
                                functions (``module:name``) that have been called there before
``transit_link_glossary``       link the first use of each glossary term on a page (true)
``transit_chart_table_rows``    most rows shown in the data table of a chart (100)
``transit_dark_ground``         the ground of charts in the dark theme (``#14181e``)
``transit_site_branch``         branch the site is published from, for Colab (``gh-pages``)
``transit_volumes``             volumes of the PDF, each with ``name``, ``file`` and ``documents``;
                                by default one with everything
``transit_index``               file of the names in the index of the PDF, with their forms
``transit_pdf, transit_epub``   where the print editions will be; ``transit build`` sets them
==============================  ===============================================================
=======
Its settings go under ``sphinx: config:``; :data:`transit.publishing.settings.SETTINGS` has them all.
What a build finds amiss, and whether that stops it, is the matter of
:mod:`transit.publishing.findings`.

Directives: ``book-downloads`` and ``cite-box``.  The package may be imported in a notebook kernel,
so nothing of Sphinx is loaded before `setup` is called.
"""

from typing import Any


def setup(app: Any) -> dict[str, Any]:
    """Register the extension with Sphinx; see :mod:`transit.publishing.site.extension`."""
    from transit.publishing.site.extension import register

    return register(app)
