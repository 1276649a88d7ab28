"""What the bibliography registers with Sphinx, pybtex and sphinxcontrib-bibtex."""

from pathlib import Path
from typing import Any

import pybtex.plugin
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.plugin import register_plugin

from transit.publishing.bibliography import reading
from transit.publishing.bibliography.entries import set_year_letters
from transit.publishing.bibliography.formatting import AuthorYearStyle
from transit.publishing.bibliography.places import (
    FinishBibliography,
    name_citation_places,
    name_entries,
)
from transit.publishing.bibliography.referencing import AuthorYearReferences


def letter_years(app: Sphinx) -> None:
    """Tell apart the works that would be cited alike."""
    domain: Any = app.env.get_domain("cite")
    set_year_letters(domain.bibdata.data.entries.values())


def add_style_sheet(app: Sphinx) -> None:
    """Offer the style sheet of the bibliography."""
    app.config.html_static_path.append(str(Path(__file__).parent / "static"))


def register(app: Sphinx) -> dict[str, Any]:
    """Register the styles, the transform and the events."""
    pybtex.plugin.register_plugin("pybtex.style.formatting", "transit", AuthorYearStyle)
    register_plugin("sphinxcontrib.bibtex.style.referencing", "transit", AuthorYearReferences)
    reading.register()
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_css_file("citations.css")
    app.add_post_transform(FinishBibliography)
    app.connect("builder-inited", add_style_sheet)
    app.connect("builder-inited", letter_years, priority=600)
    app.connect("builder-inited", reading.keep_unfinished, priority=700)
    app.connect("doctree-read", name_citation_places)
    app.connect("env-updated", name_entries, priority=600)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
