"""Registration of the Sphinx extension ``transit.publishing``."""

import hashlib
import os
import re
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert
from myst_nb.core import render as myst_nb_render
from sphinx.application import Sphinx

from transit.files import write
from transit.publishing import execution, metadata
from transit.publishing.settings import MADE_BY_BUILD, SETTINGS, Setting
from transit.publishing.site import (
    assets,
    charts,
    colour,
    components,
    counting,
    describing,
    glossary,
    hosts,
    launching,
    listings,
    mathematics,
    pages,
    passages,
    plots,
    previewing,
    searching,
    sheets,
    unfinished,
    versions,
)
from transit.publishing.site.kept import kept

_CUTTER = Path(assets.__file__).read_bytes()
STATIC = Path(__file__).parent / "static"
PACKAGES = Path(__file__).parents[3]
GENERATED_SHEETS = ("chart-colours.css", "page-styles.css")
CUT_SHEETS = (
    "styles/pydata-sphinx-theme.css",
    "styles/sphinx-book-theme.css",
    "sphinx-design.min.css",
    "basic.css",
    "pygments.css",
)


def register(app: Sphinx) -> dict[str, Any]:
    """Connect everything the extension does.

    Parameters
    ----------
    app : Sphinx
        The application.

    Returns
    -------
    dict
        The metadata Sphinx asks of an extension.
    """
    add_mime_plugin(charts.ChartPlugin)
    expose_to_kernels()
    execution.steady_kernels()

    for setting in (*SETTINGS, *MADE_BY_BUILD):
        app.add_config_value(setting.key, setting.default, setting.rebuild, _types_of(setting))

    app.connect("builder-inited", execution.choose_cache, priority=600)
    app.connect("env-get-outdated", execution.outdated)
    app.connect("env-before-read-docs", execution.execute_ahead)

    app.setup_extension("transit.publishing.print.builder")
    app.add_node(charts.chart, html=(charts.visit_chart, None))
    app.add_node(charts.chart_notes, html=(charts.visit_chart_notes, None))
    app.add_post_transform(charts.PlaceCharts)
    app.add_node(plots.plot, html=(plots.visit_plot, plots.depart_plot))
    app.add_post_transform(describing.DescribePictures)
    app.add_post_transform(hosts.LinkForeign)
    app.connect("doctree-read", charts.note_colours)
    app.connect("env-purge-doc", charts.forget_colours)
    app.connect("env-merge-info", charts.merge_colours)

    app.add_node(components.book_downloads, html=(components.visit_downloads, None))
    app.add_node(components.cite_box, html=(components.visit_cite_box, None))
    app.add_directive("book-downloads", components.BookDownloads)
    app.add_directive("cite-box", components.CiteBox)
    app.add_post_transform(components.PlaceComponents)
    app.connect("html-page-context", metadata.describe_page, priority=600)
    app.connect("html-page-context", components.page_buttons, priority=700)
    app.connect("build-finished", components.write_downloads, priority=800)

    app.add_post_transform(glossary.LinkTerms)

    app.connect("builder-inited", searching.replace_sphinx_search)
    app.connect("html-collect-pages", searching.search_page)
    app.connect("html-page-context", searching.add_scripts)
    app.add_html_math_renderer(
        "mathml", (mathematics.visit_inline, None), (mathematics.visit_display, None)
    )
    app.add_post_transform(mathematics.ConvertMathematics)

    app.connect("config-inited", lambda app, config: listings.register(app))
    unfinished.register(app)
    counting.register(app)
    app.connect("config-inited", set_defaults)
    app.connect("builder-inited", renew_static_files)
    app.connect("build-finished", write_generated_assets, priority=900)
    for sheet in ("fonts.css", "icons.css", "publishing.css", *GENERATED_SHEETS):
        app.add_css_file(sheet)
    attributes: Any = {"defer": "defer", "data-vega": vega_file()}
    app.add_js_file("publishing.js", **attributes)
    app.add_js_file("figures.js", defer="defer")
    texts: Any = {"loading_method": "defer", "data-texts": previewing.FILE}
    app.add_js_file("previews.js", **texts)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _types_of(setting: Setting) -> list[type]:
    if setting.default is None:
        return []
    return [str, dict] if setting.name == "policy" else [type(setting.default)]


def add_mime_plugin(plugin: type) -> None:
    """Add a mime renderer to MyST-NB.

    MyST-NB finds its plugins through entry points of installed distributions.  A book that is
    built from a checkout has none, so the plugin joins the list that MyST-NB loads.
    """
    load = myst_nb_render.load_mime_renders
    if plugin not in load():
        load().insert(0, plugin)


def expose_to_kernels() -> None:
    """Let notebook kernels import the packages beside this one without installation."""
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if str(PACKAGES) not in paths:
        os.environ["PYTHONPATH"] = os.pathsep.join([str(PACKAGES), *filter(None, paths)])


def set_defaults(app: Sphinx, config: Any) -> None:
    """Put the extension's own choices in place of defaults that need other hosts."""
    config.html_static_path.append(str(STATIC))
    config.template_bridge = "transit.publishing.site.pages.PageBridge"
    config.html_math_renderer = "mathml"
    config.nb_execution_show_tb = True
    options = config.html_theme_options
    options.setdefault("primary_sidebar_end", [])
    options.setdefault("navbar_persistent", [])
    options.setdefault("use_fullscreen_button", False)
    # It would lie on the tables.
    options.setdefault("back_to_top_button", False)
    options["use_download_button"] = False
    launching.keep(config, options.get("launch_buttons") or {})
    options["launch_buttons"] = {}
    config.html_context.setdefault("default_mode", "auto")


def vega_file() -> str:
    """Name of the script with Vega, Vega-Lite and Vega-Embed, by its version."""
    return f"vega-{version('vl-convert-python')}.js"


def renew_static_files(app: Sphinx) -> None:
    """Have everything written again when a style sheet, script or font has changed.

    Sphinx copies these files only when it writes a page, and never deletes one.
    """
    if app.builder.name not in charts.INTERACTIVE_BUILDERS:
        return
    total = hashlib.sha256()
    for folder in app.config.html_static_path:
        base = Path(app.confdir or app.srcdir, folder)
        files = [base] if base.is_file() else [p for p in base.rglob("*") if p.is_file()]
        for path in sorted(files):
            total.update(path.relative_to(base).as_posix().encode() + b"\0" + path.read_bytes())
    out, stamp = Path(app.outdir), Path(app.outdir).parent / ".static"
    if stamp.exists() and stamp.read_text("utf8") == total.hexdigest():
        return
    for path in (out / "_static").glob("*"):
        if path.name != "charts":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (out / ".buildinfo").unlink(missing_ok=True)
    write(stamp, total.hexdigest())


def remove_stale(app: Sphinx) -> None:
    """Delete what earlier builds wrote for pages and charts that are no more."""
    out = Path(app.outdir)
    documents = set(app.env.found_docs)
    extra = {"genindex", "search", *app.config.html_additional_pages}
    for folder, ending in ((out, ".html"), (out / components.NOTEBOOKS, ".ipynb")):
        for path in sorted(folder.rglob(f"*{ending}")):
            name = path.relative_to(folder).as_posix().removesuffix(ending)
            if name not in documents | extra and not name.startswith("_"):
                path.unlink()
    shown = {
        name
        for document in sorted(documents)
        if (page := out / app.builder.get_target_uri(document)).is_file()
        for name in re.findall(r'data-chart="([^"]+)"', page.read_text("utf8"))
    }
    kept = {Path(app.env.doc2path(name, base=False)).as_posix() for name in documents}
    for path in sorted(p for p in (out / "_sources").rglob("*") if p.is_file()):
        name = path.relative_to(out / "_sources").as_posix()
        if name not in kept and name.removesuffix(".txt") not in kept:
            path.unlink()
    for path in sorted((out / charts.DOWNLOADS).glob("*")):
        if path.stem not in shown:
            path.unlink()


def write_generated_assets(app: Sphinx, error: Exception | None) -> None:
    """Write the assets that depend on the whole book, and drop those nothing loads."""
    if error or app.builder.name not in charts.INTERACTIVE_BUILDERS:
        return
    remove_stale(app)
    out = Path(app.outdir)
    static = out / "_static"
    written = [path.read_text("utf8") for path in sorted(out.rglob("*.html"))]
    found_passages = passages.passages_of_site(out)
    searching.write_index(app, found_passages)
    previewing.write_previews(app, found_passages)
    found = getattr(app.env, "transit_colours", {}).values()
    used = [name for names in found for name in names]
    rules = colour.dark_rules(
        used,
        app.config.transit_dark_ground,
        'html[data-theme="dark"] .chart-view',
    )
    write(static / "chart-colours.css", rules)
    write(static / "page-styles.css", pages.style_rules(written))
    write_icons(app, written)
    cut_sheets(app, written)
    sheets.write_joined(static, written)
    live = any("chart-of-vega" in page for page in written)
    if live and not (static / vega_file()).exists():
        bundle = vl_convert.javascript_bundle("window.transitEmbed = vegaEmbed;")
        write(static / vega_file(), f"(function () {{\n{bundle}\n}})();\n")
    plots.write_library(app, written)
    theme = static / "scripts" / "pydata-sphinx-theme.js"
    if theme.exists():
        write(theme, assets.spare_layout(theme.read_text("utf8")))
    assets.remove_unused(static)
    versions.stamp_pages(out)


def write_icons(app: Sphinx, written: list[str]) -> None:
    """Write the style sheet of the icons that finished pages show."""
    static = Path(app.outdir, "_static")
    library = static / "scripts" / "fontawesome.js"
    if not library.exists():  # it goes with the unused files, and comes back with a written page
        return
    names = sorted({name for page in written for name in re.findall(r"\bfa-[a-z][a-z0-9-]*", page)})
    outlines = library.read_text("utf8")
    rules = kept(
        app,
        "icons",
        [_CUTTER, outlines, *names],
        lambda: assets.icon_rules(names, outlines).encode(),
    )
    write(static / "icons.css", rules)


def cut_sheets(app: Sphinx, written: list[str]) -> None:
    """Cut the theme's style sheets to what finished pages and scripts use."""
    static = Path(app.outdir, "_static")
    scripts = [
        path.read_text("utf8")
        for path in sorted(static.rglob("*.js"))
        if path.name not in ("fontawesome.js", "bootstrap.js") and not path.name.startswith("vega-")
    ]
    names = assets.names_in_use(written, scripts)
    named = "\n".join(sorted(names))
    cut = [static / sheet for sheet in CUT_SHEETS] + sorted(static.glob("mystnb.*.css"))
    cut = [path for path in cut if path.exists()]
    for path in cut:
        whole = path.read_text("utf8")
        made = kept(
            app,
            path.stem,
            [_CUTTER, whole, named],
            lambda whole=whole: assets.cut_style_sheet(whole, names).encode(),  # type: ignore[misc]
        )
        write(path, made)
    styles = [p.read_text("utf8") for p in sorted(static.rglob("*.css")) if p.name != sheets.NAME]
    read = assets.properties_in_use([*styles, *scripts])
    for path in cut:
        write(path, assets.drop_properties(path.read_text("utf8"), read))
