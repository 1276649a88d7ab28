"""Plots of plotly: alive on the page, from the book's own copy of the library; a table in print."""

import base64
import html
import importlib.util
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from transit.files import write
from transit.publishing.site import outputs
from transit.publishing.site.telling import tell

LIVE = '<template class="live-output"></template>'
"""Marks a page on which code of an output styles what it draws."""
SCRIPT = "plotly.min.js"
_PICTURES = {"image/svg+xml": "svg", "image/png": "png"}


class plot(nodes.General, nodes.Element):
    """A plot of plotly."""


def plot_node(
    renderer: Any, data: Any, content: dict[str, Any], name: str, bundle: Mapping[str, Any]
) -> plot:
    """Return the node of a plot; its only child is the picture that the output has of it, if any.

    Parameters
    ----------
    renderer, data
        As MyST-NB hands them to a plugin.
    content : dict
        ``data`` and ``layout``.
    name : str
        For the file of the picture.
    bundle : mapping
        The forms of the output.
    """
    table = outputs.table_of_plot(content)
    layout = content.get("layout") or {}
    title = layout.get("title")
    title = title.get("text") if isinstance(title, dict) else title
    words = re.sub(r"<[^>]*>", " ", str(title or "A plot"))
    node = plot(
        content={"data": content.get("data", []), "layout": layout}, table=table, words=words
    )
    for mime, ending in _PICTURES.items():
        if mime in bundle:
            picture = bundle[mime]
            written = picture.encode() if ending == "svg" else base64.b64decode(picture)
            uri = renderer.write_file([f"{name}.{ending}"], written, overwrite=True)
            node += nodes.image(uri=uri, alt=words)
            return node
    if not table["columns"]:
        place = (renderer.renderer.sphinx_env.docname, data.line)
        tell("losses", "a plot holds no lists that a table could show; in print a line stands in its "
             "place; draw it with a library that makes a picture", place)  # fmt: skip
    return node


def library() -> Path | None:
    """Return the copy of plotly's script that its Python package brings."""
    spec = importlib.util.find_spec("plotly")
    path = Path(str(spec.origin)).parent / "package_data" / SCRIPT if spec else None
    return path if path is not None and path.is_file() else None


def visit_plot(self: Any, node: plot) -> None:
    """Write a plot for the page, with its table folded; for print, the table alone."""
    from transit.publishing.site.charts import INTERACTIVE_BUILDERS, html_table

    if self.builder.name not in INTERACTIVE_BUILDERS and node.children:
        return
    limit = self.builder.config.transit_chart_table_rows
    words, table = html.escape(node["words"]), node["table"]
    shown = html_table(table, limit, f"Data of {node['words']}") if table["columns"] else ""
    if self.builder.name not in INTERACTIVE_BUILDERS:
        line = f"<p><em>{words}</em>, a plot in the edition for browsers.</p>"
        captioned = shown.replace("<thead>", f"<caption>{words}</caption><thead>", 1)
        self.body.append(f'<div class="plot-of-plotly">{captioned or line}</div>')
        raise nodes.SkipNode
    content = json.dumps(node["content"], ensure_ascii=False).replace("<", "\\u003c")
    folded = f'<details class="chart-data"><summary>Data as a table</summary>{shown}</details>'
    self.body.append(
        f'{LIVE}<div class="plot-of-plotly" role="group" aria-label="{words}">'
        f'<script type="application/json">{content}</script></div>{folded if shown else ""}\n'
    )
    raise nodes.SkipNode


def depart_plot(self: Any, node: plot) -> None:
    """End a plot of which print shows the picture."""


def write_library(app: Sphinx, pages: list[str]) -> None:
    """Put plotly's script into the site if a page has a plot."""
    if not any("plot-of-plotly" in page for page in pages):
        return
    path = library()
    if path is None:
        tell(
            "losses",
            "plots of plotly stand as tables alone; install plotly where the book is built",
        )
    else:
        write(Path(app.outdir, "_static", SCRIPT), path.read_bytes())
