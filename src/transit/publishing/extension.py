"""Registration of the Sphinx extension ``transit.publishing``."""

import os
from importlib.metadata import version
from pathlib import Path
from typing import Any

import vl_convert
from myst_nb.core import render as myst_nb_render
from sphinx.application import Sphinx

from transit.publishing import charts, colour

STATIC = Path(__file__).parent / "static"
PACKAGES = Path(__file__).parents[2]


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

    app.add_config_value("transit_chart_table_rows", 100, "html", [int])
    app.add_config_value("transit_dark_ground", "#14181e", "html", [str])

    app.add_node(charts.chart, html=(charts.visit_chart, None))
    app.add_node(charts.chart_notes, html=(charts.visit_chart_notes, None))
    app.add_post_transform(charts.PlaceCharts)
    app.connect("doctree-read", charts.note_colours)
    app.connect("env-purge-doc", charts.forget_colours)
    app.connect("env-merge-info", charts.merge_colours)

    app.connect("config-inited", lambda _app, config: config.html_static_path.append(str(STATIC)))
    app.connect("build-finished", write_generated_assets)
    app.add_css_file("publishing.css")
    app.add_css_file("chart-colours.css")
    app.add_js_file("publishing.js", defer="defer", **{"data-vega": vega_file()})
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


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


def vega_file() -> str:
    """Name of the script with Vega, Vega-Lite and Vega-Embed, by its version."""
    return f"vega-{version('vl-convert-python')}.js"


def write_generated_assets(app: Sphinx, error: Exception | None) -> None:
    """Write what depends on the whole book: chart colours for the dark theme, and Vega."""
    if error or app.builder.name not in charts.INTERACTIVE_BUILDERS:
        return
    static = Path(app.outdir) / "_static"
    used = [c for found in getattr(app.env, "transit_colours", {}).values() for c in found]
    rules = colour.dark_rules(
        used, app.config.transit_dark_ground, 'html[data-theme="dark"] .chart-view'
    )
    (static / "chart-colours.css").write_text(rules, encoding="utf8")
    if used and not (static / vega_file()).exists():
        bundle = vl_convert.javascript_bundle("window.transitEmbed = vegaEmbed;")
        (static / vega_file()).write_text(bundle, encoding="utf8")
