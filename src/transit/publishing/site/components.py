"""Parts of a landing page: what can be downloaded, and how to cite.

Directives ``book-downloads`` and ``cite-box``.  Both are of the site: in print, the title page and
the colophon say the same.
"""

import html
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
import vl_convert
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from transit.errors import TransitError
from transit.files import write
from transit.publishing import metadata
from transit.publishing.archive import write_archive
from transit.publishing.citing import citations
from transit.publishing.execution import executed_notebook
from transit.publishing.meta import Meta, slug
from transit.publishing.site import launching, rerunning
from transit.publishing.site.charts import INTERACTIVE_BUILDERS
from transit.publishing.site.kept import kept

DOWNLOADS = "downloads"
NOTEBOOKS = rerunning.NOTEBOOKS


class book_downloads(nodes.General, nodes.Element):
    """Place of the list of downloads."""


class cite_box(nodes.General, nodes.Element):
    """Place of the cite box."""


class BookDownloads(SphinxDirective):
    """``{book-downloads}``: the book as PDF and EPUB, its data, and all that reruns it.

    An argument names the one that is wanted: ``{book-downloads} data``.
    """

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Mark the place."""
        return [book_downloads(only="".join(self.arguments).lower())]


class CiteBox(SphinxDirective):
    """``{cite-box}``: how to cite the book, with buttons that copy."""

    def run(self) -> list[nodes.Node]:
        """Mark the place."""
        if not self.config.transit_citation_file:
            raise self.error("cite-box needs transit_citation_file in the configuration")
        path = Path(self.env.srcdir, self.config.transit_citation_file)
        self.env.note_dependency(str(path.resolve()))
        return [cite_box()]


class PlaceComponents(SphinxPostTransform):
    """Leave the components out where they cannot work."""

    default_priority = 10

    def run(self, **_kwargs: Any) -> None:
        """Remove the nodes for builders of no site; print drops sections left with a title."""
        if self.app.builder.name not in INTERACTIVE_BUILDERS:
            for kind in (book_downloads, cite_box):
                for node in list(self.document.findall(kind)):
                    node.parent.remove(node)


def offered(app: Sphinx) -> list[tuple[str, str, str]]:
    """List what the site offers for download.

    Returns
    -------
    list of (str, str, str)
        Path in the site, name, and what it is good for.
    """
    config = app.config
    found = [
        *(
            (path, " ".join(filter(None, (name, "PDF"))), about or "to read on paper")
            for path, name, about in config.transit_pdf
        ),
        (config.transit_epub, "EPUB", "for e-readers"),
        (data_archive(app) if config.transit_data else "", "Data", "the tables and their codebook"),
        (rerunning.archive_of(app), "Rerun", "data, notebooks, package and lock, to run it again"),
    ]
    return [item for item in found if item[0]]


def data_archive(app: Sphinx) -> str:
    """Path of the data archive in the site."""
    return f"{DOWNLOADS}/{slug(metadata.book_of(app).title)}-data.zip"


def visit_downloads(self: HTML5Translator, node: book_downloads) -> None:
    """Write the list of downloads."""
    here = self.builder.get_target_uri(self.builder.current_docname)
    items = "\n".join(
        f'<li><a href="{relative_uri(here, path)}" download><strong>{name}</strong>'
        f"<span>{use}</span></a></li>"
        for path, name, use in offered(self.builder.app)
        if node["only"] in ("", name.lower().rpartition(" ")[2])
    )
    if items:
        self.body.append(f'<ul class="book-downloads">\n{items}\n</ul>\n')
    raise nodes.SkipNode


def visit_cite_box(self: HTML5Translator, node: cite_box) -> None:
    """Write the cite box."""
    work = metadata.book_of(self.builder.app).cited
    if work is None:
        raise nodes.SkipNode
    key = re.sub(r"[^a-z]", "", self.builder.config.html_title.lower()) or "book"
    parts = []
    for number, (name, text) in enumerate(citations(work, key).items()):
        place, is_code = f"cite-{name.lower()}", "\n" in text
        tag, style = ("pre", "cite-text cite-code") if is_code else ("p", "cite-text")
        parts.append(
            f"<details{' open' if number == 0 else ''}><summary>{name}</summary>\n"
            f'<{tag} class="{style}" id="{place}">{html.escape(text.strip())}</{tag}>\n'
            f'<button type="button" class="pst-js-only" data-copy="{place}">Copy'
            f'<span class="visually-hidden"> the {name} citation</span></button></details>'
        )
    self.body.append(
        '<div class="cite-box" role="group" aria-label="Cite this work">\n'
        + "\n".join(parts)
        + '\n<span class="visually-hidden" role="status"></span></div>\n'
    )
    raise nodes.SkipNode


def write_notebook(notebook: nbformat.NotebookNode, target: Path) -> None:
    """Write an executed notebook for download, the same for the same content.

    Parameters
    ----------
    notebook : NotebookNode
        The notebook, with random cell ids.
    target : Path
        Where to write it; cells are numbered.
    """
    notebook.metadata.pop("source_map", None)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
        cell.metadata.pop("execution", None)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    target.parent.mkdir(parents=True, exist_ok=True)
    write(target, nbformat.writes(notebook) + "\n")


def page_buttons(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Put downloads and launch links into the header of a page, and write its notebook."""
    buttons = context.get("header_buttons")
    if buttons is None or doctree is None:
        return
    here = app.builder.get_target_uri(pagename)

    def link(path: str, text: str, icon: str, label: str) -> dict[str, str]:
        return {
            "type": "link", "url": path if "://" in path else relative_uri(here, path),
            "text": text, "icon": icon, "label": label,
        }  # fmt: skip

    found = []
    executed = executed_notebook(app, pagename)
    if executed is not None:
        notebook = f"{NOTEBOOKS}/{pagename}.ipynb"
        write_notebook(rerunning.prepared(app, pagename, executed), Path(app.outdir) / notebook)
        found.append(link(notebook, "Notebook, executed (.ipynb)", "fas fa-code", "notebook"))
    if app.config.html_copy_source and context.get("sourcename"):
        source = f"_sources/{context['sourcename']}"
        found.append(link(source, "Source of this page (.md)", "fas fa-file", "source"))
    icons = {"PDF": "fas fa-file-pdf", "EPUB": "fas fa-book", "Data": "fas fa-table",
             "Rerun": "fas fa-rotate-right"}  # fmt: skip
    archives = {"Data": "Data (.zip)", "Rerun": "All to run it again (.zip)"}
    for path, name, _use in offered(app):
        volume, _, kind = name.rpartition(" ")
        label = archives.get(kind) or f"{volume or 'The book'} as {kind}"
        found.append(link(path, label, icons[kind], nodes.make_id(name)))
    if found:
        buttons.insert(0, {
            "type": "group", "tooltip": "Download", "icon": "fas fa-download",
            "buttons": found, "label": "download-buttons",
        })  # fmt: skip
    launch = [
        link(url, f"Run on {name}", "fas fa-rocket", name.lower())
        for name, url in launch_links(app, pagename)
    ]
    if executed is not None and launch:
        buttons.append({
            "type": "group", "tooltip": "Run this page", "icon": "fas fa-rocket",
            "buttons": launch, "label": "launch-buttons",
        })  # fmt: skip


def launch_links(app: Sphinx, pagename: str) -> list[tuple[str, str]]:
    """Address a page's notebook where the book asks for, else on Binder and Colab.

    Both need the book to name its repository.

    Colab opens notebooks only, so its link leads to the executed one on the branch that
    `transit_site_branch` says the site is published from.
    """
    match = re.match(
        r"https://github\.com/([^/]+/[^/]+?)(?:\.git)?/?$", metadata.repository_of(app)
    )
    if not match:
        return []
    repository = match[1]
    options = app.config.html_theme_options
    branch = options.get("repository_branch") or "main"
    folder = (options.get("path_to_docs") or "").strip("/")
    source = Path(app.env.doc2path(pagename)).name
    parts = [folder, *pagename.split("/")[:-1], source]
    path = "/".join(part for part in parts if part)
    asked = launching.configured(
        app.config.html_context.get(launching.CONTEXT, {}), repository, branch, path
    )
    if asked:
        return asked
    site = app.config.transit_site_branch
    return [
        ("Binder", f"https://mybinder.org/v2/gh/{repository}/{branch}?urlpath=lab/tree/{path}"),
        (
            "Colab",
            f"https://colab.research.google.com/github/{repository}/blob/{site}/"
            f"{NOTEBOOKS}/{pagename}.ipynb",
        ),
    ]


def social_picture(chart: Path, book: Meta) -> str:
    """Draw the picture that stands for the book where it is linked to.

    Parameters
    ----------
    chart : Path
        SVG of the lead chart.
    book : Meta
        Title and subtitle to write above it.

    Returns
    -------
    str
        An SVG of 1200 by 630 pixels.
    """
    drawing = chart.read_text("utf8")
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing)
    if size is None:
        raise TransitError(f"{chart}: the drawing has no viewBox that begins at 0 0")
    width, height = map(float, size.groups())
    scale = min(1080 / width, 430 / height)
    inner = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", drawing, flags=re.S)
    left = (1200 - width * scale) / 2
    subtitle = (
        book.subtitle if len(book.subtitle) <= 74 else book.subtitle[:72].rsplit(" ", 1)[0] + " …"
    )
    font = "Liberation Sans, Arial, Helvetica, sans-serif"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'width="1200" height="630" viewBox="0 0 1200 630">'
        '<rect width="1200" height="630" fill="#ffffff"/>'
        '<rect width="1200" height="12" fill="#0b5fa5"/>'
        f'<text x="60" y="88" font-family="{font}" font-size="52" font-weight="bold" '
        f'fill="#1f2933">{html.escape(book.title)}</text>'
        f'<text x="60" y="132" font-family="{font}" font-size="26" fill="#52606d">'
        f"{html.escape(subtitle)}</text>"
        f'<g transform="translate({left:.2f},168) scale({scale:.4f})">{inner}</g></svg>'
    )


def write_downloads(app: Sphinx, error: Exception | None) -> None:
    """Write the data archive and the social picture when the site is complete."""
    if error or app.builder.name not in INTERACTIVE_BUILDERS:
        return
    out, book = Path(app.outdir), metadata.book_of(app)
    if app.config.transit_data:
        sources = [Path(app.srcdir, source) for source in app.config.transit_data]
        write_archive(out / data_archive(app), sources)
    rerunning.write_archive(app)
    if app.config.transit_lead_chart:
        name = nodes.make_id(app.config.transit_lead_chart)
        chart = out / "_static" / "charts" / f"{name}.svg"
        if not chart.exists():
            raise TransitError(
                f"transit_lead_chart: no chart is named {app.config.transit_lead_chart!r}; "
                "name one by the figure's name in its cell's metadata"
            )
        picture = social_picture(chart, book)
        drawn = kept(
            app,
            "social-picture",
            [version("vl-convert-python"), picture],
            lambda: vl_convert.svg_to_png(picture, scale=1),
        )
        write(out / metadata.SOCIAL_PICTURE, drawn)
