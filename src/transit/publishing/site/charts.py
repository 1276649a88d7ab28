"""Charts in Sphinx: from a cell's output to a figure that needs no script and no network.

`ChartPlugin` turns the mime bundle of a `transit.display.figure.Figure`, or of any other Altair
chart, into a `chart` node while a notebook is read; `PlaceCharts` decides, when a page is written,
what becomes of it.  In a page of the site it is its headline, an inline SVG for the page and one
for phones, its notes and source, its data as a table, and downloads.  A chart that is no figure has
its specification beside the SVG, from which ``publishing.js`` makes the interactive chart.  For
every other builder it is an image with a text alternative, the headline above it and notes and
source below the caption.
"""

import csv
import html
import io
import json
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.core import render as myst_nb_render
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from transit.display import svg as drawing
from transit.display.drawing import draw_svg, png
from transit.display.figure import NARROW_MIME, PRINT_MIME, SVG_MIME, VEGALITE_MIME
from transit.display.sheet import sheet
from transit.display.universal import in_universal_time
from transit.files import write
from transit.publishing.meta import Meta
from transit.publishing.metadata import book_of
from transit.publishing.site import outputs, plots
from transit.publishing.site.telling import tell

CHART_MIMES = (
    VEGALITE_MIME,
    "application/vnd.vegalite.v6+json",
    "application/vnd.vegalite.v6.json",
)
INTERACTIVE_BUILDERS = ("html", "dirhtml")
DOWNLOADS = "_static/charts"
PNG_SCALE = 2


class chart(nodes.General, nodes.Element):
    """A chart; its children are the images other builders use: for a page, and for phones."""


class chart_notes(nodes.General, nodes.Element):
    """What stands under the caption of a chart: source, data table, downloads."""


class ChartPlugin(myst_nb_render.MimeRenderPlugin):
    """Read the Vega-Lite part of an output, and leave out the parts it already covers."""

    mime_priority_overrides = tuple(
        ("*", mime, 1) for mime in (*CHART_MIMES, *outputs.VEGA_MIMES, outputs.PLOTLY_MIME)
    )

    @staticmethod
    def handle_mime(renderer: Any, data: Any, inline: bool) -> list[nodes.Element] | None:
        """Return the nodes for one mime type of an output, None for those of others."""
        if inline:
            return None
        bundle = _bundle_of(renderer, data)
        drawn = [mime for mime in (*CHART_MIMES, *outputs.VEGA_MIMES) if mime in bundle]
        if drawn:
            if data.mime_type != drawn[0]:
                return []
            return _drawn(renderer, data, bundle, data.content, lite=drawn[0] in CHART_MIMES)
        if data.mime_type == outputs.PLOTLY_MIME:
            return [
                plots.plot_node(renderer, data, data.content, _chart_id(renderer, data), bundle)
            ]
        if data.mime_type != "text/html":
            return None
        if outputs.PLOTLY_MIME in bundle:
            return []
        found = outputs.spec_in(data.content)
        if found:
            return _drawn(renderer, data, {}, found[0], lite=found[1])
        plot = outputs.plot_in(data.content)
        if plot:
            return [plots.plot_node(renderer, data, plot, _chart_id(renderer, data), {})]
        return [] if outputs.PLOTLY_SETS_UP.search(data.content) else None


def _bundle_of(renderer: Any, data: Any) -> dict[str, Any]:
    pictures = (SVG_MIME, NARROW_MIME, PRINT_MIME)
    others = (*outputs.VEGA_MIMES, outputs.PLOTLY_MIME, "text/plain", "text/html")
    if data.mime_type in (*CHART_MIMES, *pictures, *others):
        _, shown = renderer.renderer.nb_client.code_cell_outputs(data.cell_index or 0)
        for output in shown:
            bundle = output.get("data", {})
            if bundle.get(data.mime_type) is data.content:
                return bundle
    return {data.mime_type: data.content}


def _drawn(
    renderer: Any, data: Any, bundle: dict[str, Any], content: Any, *, lite: bool
) -> list[nodes.Element]:
    """Return the node of a chart; a line in its place where it cannot be drawn."""
    try:
        return [_chart_node(renderer, data, bundle, content, lite=lite)]
    except ValueError as error:
        place = (renderer.renderer.sphinx_env.docname, data.line)
        tell("losses", f"a chart cannot be drawn ({str(error).splitlines()[0][:120]}); a line stands "
             "in its place; put its data into the specification", place)  # fmt: skip
        return [nodes.paragraph("", "A chart that could not be drawn stood here.")]


def _chart_node(
    renderer: Any, data: Any, bundle: dict[str, Any], content: Any, *, lite: bool
) -> chart:
    spec = json.loads(json.dumps(content))
    svg = bundle.get(SVG_MIME) or draw_svg(_with_schema_of_library(spec), lite=lite)
    meta = (spec.pop("usermeta", None) or {}).get("transit", {})
    description = spec.get("description", "")
    if not description:
        description = outputs.words_for(spec)
        tell("alternatives", f"a chart has no description; “{description}” stands in its place; give "
             "it one that states what it shows", (renderer.renderer.sphinx_env.docname, data.line)
             )  # fmt: skip
    table = meta.get("table") or table_of(spec, meta.get("columns", ()))
    name = _chart_id(renderer, data)
    narrow = bundle.get(NARROW_MIME, "")

    def image(file: str, picture: str, *classes: str) -> nodes.image:
        content = drawing.standalone(picture, "", description).encode()
        uri = renderer.write_file([file], content, overwrite=True)
        return nodes.image(uri=uri, alt=description or name, classes=["chart", *classes])

    images = [image(f"{name}.svg", bundle.get(PRINT_MIME) or svg)]
    if narrow:
        images[0]["classes"].append("chart-wide")
        images.append(image(f"{name}-narrow.svg", narrow, "chart-narrow"))
    return chart(
        "",
        *images,
        chart_id=name,
        spec=None if "headline" in meta else in_universal_time(spec) if lite else spec,
        lite=lite,
        svg=svg,
        narrow=narrow,
        alt=description,
        headline=meta.get("headline", ""),
        explained=meta.get("notes", ""),
        source_line=meta.get("source", ""),
        table=table,
    )


def _with_schema_of_library(spec: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in spec.items() if name != "$schema"}


def _chart_id(renderer: Any, data: Any) -> str:
    config_key = renderer.renderer.nb_config.cell_metadata_key
    figure = (data.cell_metadata.get(config_key) or {}).get("figure") or {}
    if figure.get("name"):
        return nodes.make_id(str(figure["name"]))
    env = renderer.renderer.sphinx_env
    place = f"{env.docname}-{data.cell_index}-{data.output_index}"
    return "chart-" + nodes.make_id(place.replace("/", "-"))


def table_of(spec: dict[str, Any], order: Sequence[str] = ()) -> dict[str, list]:
    """Take the table of a chart from the data inside its specification.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification.
    order : sequence of str, optional
        Columns that come first, in this order.

    Returns
    -------
    dict
        ``columns`` and ``rows`` of the largest data set, further columns in order of first
        appearance; both empty where the specification carries no rows.
    """
    datasets = list(spec.get("datasets", {}).values())
    values = (spec.get("data") or {}).get("values")
    if isinstance(values, list):
        datasets.append(values)
    records: list[dict[str, Any]] = max(
        (d for d in datasets if d and all(isinstance(row, dict) for row in d)), key=len, default=[]
    )
    held = dict.fromkeys(name for row in records for name in row)
    columns = list(dict.fromkeys([*(name for name in order if name in held), *held]))
    return {"columns": columns, "rows": [[row.get(name) for name in columns] for row in records]}


def csv_of(table: dict[str, list]) -> str:
    """Write a table as CSV with a header row, unrounded, empty cells for missing values.

    A text that programs for tables would compute stands behind an apostrophe, which they hide.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(map(_inert, table["columns"]))
    writer.writerows([["" if _missing(v) else _inert(v) for v in row] for row in table["rows"]])
    return stream.getvalue()


def _inert(value: Any) -> Any:
    computed = isinstance(value, str) and re.match(r"[=@\t\r]|[+-](?![0-9.]+$)", value)
    return f"'{value}" if computed else value


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def cell_text(value: Any) -> str:
    """Show one value of a data table: numbers to six figures, midnight dates as dates."""
    if _missing(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}".replace("-", "\N{MINUS SIGN}", 1) if value < 0 else f"{value:.6g}"
    return re.sub(r"T00:00:00(\.0+)?Z?$", "", str(value))


def html_table(table: dict[str, list], limit: int, label: str) -> str:
    """Write the data table of a chart as HTML.

    Parameters
    ----------
    table : dict
        ``columns`` and ``rows``.
    limit : int
        Most rows to show.
    label : str
        Accessible name of the region the table scrolls in.

    Returns
    -------
    str
        A scrolling region with the table; a note says where rows were left out.
    """
    numeric = [
        all(_missing(r[i]) or (isinstance(r[i], int | float) and not isinstance(r[i], bool))
            for r in table["rows"])
        for i in range(len(table["columns"]))
    ]  # fmt: skip
    head = "".join(f"<th scope=col>{html.escape(str(name))}</th>" for name in table["columns"])
    body = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(cell_text(v))}</td>" for v in row) + "</tr>"
        for row in table["rows"][:limit]
    )
    # Said once per table and not once per cell; the style sheet has a rule per column.
    columns = " ".join(f"n{i}" for i, is_number in enumerate(numeric, start=1) if is_number)
    note = ""
    if len(table["rows"]) > limit:
        note = (
            f"<p>The first {limit} of {len(table['rows'])} rows; the CSV file has all of them.</p>"
        )
    return (
        f'<div class="chart-table" role="region" tabindex="0" aria-label="{html.escape(label)}">'
        f'<table class="{columns}"><thead><tr>{head}</tr></thead>\n'
        f"<tbody>{body}</tbody></table></div>{note}"
    )


class PlaceCharts(SphinxPostTransform):
    """Give every chart the form the builder can use."""

    default_priority = 10

    def run(self, **_kwargs: Any) -> None:
        """Replace or complete the chart nodes of one document."""
        builder = self.app.builder
        for node in list(self.document.findall(chart)):
            figure = _figure_around(node)
            if builder.name in INTERACTIVE_BUILDERS:
                told = ("chart_id", "explained", "source_line", "table")
                notes = chart_notes("", **{key: node[key] for key in told})
                figure.parent.insert(figure.parent.index(figure) + 1, notes)
                node.clear()
                write_downloads(self.app, node)
            else:
                below = [("chart-explained", node["explained"])]
                if node["source_line"]:
                    below.append(("chart-source", f"Source: {node['source_line']}"))
                legend = [_paragraph(name, text) for name, text in below if text]
                if legend:
                    figure += nodes.legend("", *legend)
                above = [_paragraph("chart-headline", node["headline"])] if node["headline"] else []
                # A page for print becomes an EPUB too, which is read on phones.
                pictures = node.children if builder.name == "singlehtml" else node.children[:1]
                node.replace_self([*above, *pictures])


def _paragraph(name: str, text: str) -> nodes.paragraph:
    return nodes.paragraph("", text, classes=[name])


def _figure_around(node: nodes.Element) -> nodes.Element:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.section | nodes.document):
        if isinstance(parent, nodes.figure):
            parent["classes"] = [*dict.fromkeys([*parent["classes"], "chart-figure"])]
            return parent
        parent = parent.parent
    figure = nodes.figure(classes=["chart-figure"])
    node.replace_self(figure)
    figure += node
    return figure


def write_downloads(app: Sphinx, node: chart) -> None:
    """Write the data, the SVG and the PNG of a chart into the site.

    The pictures say what they show, from what, under which licence and, where the book has an
    address, where it stands.
    """
    folder = Path(app.outdir, DOWNLOADS)
    folder.mkdir(parents=True, exist_ok=True)
    svg_file, png_file = (folder / f"{node['chart_id']}.{kind}" for kind in ("svg", "png"))
    source = f"Source: {node['source_line']}" if node["source_line"] else ""
    below = [text for text in (node["explained"], source, credit(book_of(app))) if text]
    svg = sheet(node["svg"], node["alt"], headline=node["headline"], below=below)
    if not (png_file.exists() and svg_file.exists() and svg_file.read_text("utf8") == svg):
        write(png_file, png(svg, PNG_SCALE))
        write(svg_file, svg.encode())
    if node["table"]["columns"]:
        write(folder / f"{node['chart_id']}.csv", csv_of(node["table"]).encode())


def credit(book: Meta) -> str:
    """Return the line that names the book, its licence and its address."""
    licences = [name for what, name in book.licences if what != "Code"]
    name = f"{book.full_title} ({book.year})" if book.year else book.full_title
    return ". ".join(part for part in (name, ", ".join(licences), book.address) if part)


def compact(spec: dict[str, Any]) -> dict[str, Any]:
    """Write the data sets of a specification by column, names once.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification.

    Returns
    -------
    dict
        The same with every named data set as a list of names followed by one list per row, where
        all rows have the same names; ``publishing.js`` turns it back.
    """
    datasets = {}
    for name, rows in spec.get("datasets", {}).items():
        names = list(rows[0]) if rows and isinstance(rows[0], dict) else None
        if names and all(isinstance(row, dict) and list(row) == names for row in rows):
            datasets[name] = [names, *([row[key] for key in names] for row in rows)]
        else:
            datasets[name] = rows
    return {**spec, "datasets": datasets} if datasets else spec


def visit_chart(self: Any, node: chart) -> None:
    """Write the headline, the pictures and the specification of a chart that Vega draws anew."""
    name, script, live = node["chart_id"], "", ""
    headline = html.escape(node["headline"])
    views = [("wide" if node["narrow"] else "only", node["svg"])]
    if node["narrow"]:
        views.append(("narrow", node["narrow"]))
    if node["spec"] is not None:
        spec = json.dumps(
            compact(node["spec"]), separators=(",", ":"), ensure_ascii=False, sort_keys=True
        )
        live = " chart-of-vega" if node["lite"] else " chart-of-vega is-vega"
        script = f'<script type="application/json">{spec.replace("<", chr(92) + "u003c")}</script>'
    pictures = "".join(
        f'<div class="chart-view chart-{form}"'
        f' style="contain-intrinsic-height: auto {drawing.size(svg)[1]:.0f}px">'
        f"{drawing.inline(svg, f'{name}-{form[0]}', node['alt'])}</div>"
        for form, svg in views
    )
    self.body.append(
        f'<div class="chart{live}" data-chart="{name}">'
        + (f'<p class="chart-headline">{headline}</p>' if headline else "")
        + f"{pictures}{script}</div>\n"
    )
    raise nodes.SkipNode


def visit_chart_notes(self: Any, node: chart_notes) -> None:
    """Write how to read the picture, source line, data table and download links."""
    name, table = node["chart_id"], node["table"]
    here = self.builder.get_target_uri(self.builder.current_docname)
    kinds = (["csv"] if table["columns"] else []) + ["svg", "png"]
    links = " ".join(
        f'<a href="{relative_uri(here, f"{DOWNLOADS}/{name}.{kind}")}" download>{kind.upper()}</a>'
        for kind in kinds
    )
    parts = []
    if node["explained"]:
        parts.append(f'<p class="chart-explained">{html.escape(node["explained"])}</p>')
    if node["source_line"]:
        parts.append(f'<p class="chart-source">Source: {html.escape(node["source_line"])}</p>')
    if table["columns"]:
        shown = html_table(
            table, self.builder.config.transit_chart_table_rows, f"Data of chart {name}"
        )
        parts.append(
            f'<details class="chart-data"><summary>Data as a table</summary>{shown}</details>'
        )
    parts.append(f'<p class="chart-downloads"><span>Download</span> {links}</p>')
    self.body.append('<div class="chart-notes">' + "\n".join(parts) + "</div>\n")
    raise nodes.SkipNode


def _colours_of(app: Sphinx) -> dict[str, list[str]]:
    env: Any = app.env
    if not hasattr(env, "transit_colours"):
        env.transit_colours = {}
    return env.transit_colours


def note_colours(app: Sphinx, doctree: nodes.document) -> None:
    """Remember the colours of a document's charts."""
    found = dict.fromkeys(
        colour for node in doctree.findall(chart) for colour in drawing.colours(node["svg"])
    )
    if found:
        _colours_of(app)[app.env.docname] = sorted(found)


def forget_colours(app: Sphinx, env: Any, docname: str) -> None:
    """Forget the colours of a document that is read again or gone."""
    _colours_of(app).pop(docname, None)


def merge_colours(app: Sphinx, env: Any, docnames: list[str], other: Any) -> None:
    """Take over the colours that a parallel reader found."""
    theirs = getattr(other, "transit_colours", {})
    _colours_of(app).update({name: theirs[name] for name in docnames if name in theirs})
