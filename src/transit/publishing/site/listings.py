"""The code of cells: folded away below what it makes, under a name that says what that is."""

import html
import re
from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from transit.publishing.site.charts import INTERACTIVE_BUILDERS

_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.S)


class PlaceCode(SphinxPostTransform):
    """Put folded code behind the output, so that nothing stands between sentence and chart."""

    default_priority = 250  # after MyST-NB has folded it

    def run(self, **_kwargs: Any) -> None:
        """Move the code of one document."""
        if self.app.builder.name not in INTERACTIVE_BUILDERS:
            return
        for node in list(self.document.findall(HideCodeCellNode)):
            cell = node.parent
            if cell is not None and "above-input" in node["classes"] and len(cell) > 1:
                node["of"] = self._made(cell)
                cell.remove(node)
                cell.append(node)

    def _made(self, cell: nodes.Element) -> str:
        """Say what a cell makes: the number of its figure, or the caption of its table."""
        numbers = self.env.toc_fignumbers.get(self.env.docname, {}).get("figure", {})
        for figure in cell.findall(nodes.figure):
            for name in figure["ids"]:
                if name in numbers:
                    number = ".".join(map(str, numbers[name]))
                    return str(self.config.numfig_format["figure"] % number)
        for raw in cell.findall(nodes.raw):
            found = _CAPTION.search(raw.astext())
            if found:
                return f"the table “{html.unescape(found[1])}”"
        return ""


def visit_folded(self: HTML5Translator, node: HideCodeCellNode) -> None:
    """Open a folded listing."""
    classes = " ".join(["admonition", "hide", *node["classes"]])
    of = node.get("of", "")
    more = f'<span class="visually-hidden"> of {html.escape(of)}</span>' if of else ""
    self.body.append(
        f'<details class="{classes}">\n<summary>'
        f'<span class="collapsed">{html.escape(node["prompt_show"])}</span>'
        f'<span class="expanded">{html.escape(node["prompt_hide"])}</span>{more}</summary>\n'
    )


def depart_folded(self: HTML5Translator, node: HideCodeCellNode) -> None:
    """Close it."""
    self.body.append("</details>\n")


def register(app: Sphinx) -> None:
    """Take the place of MyST-NB's own writing."""
    app.add_node(HideCodeCellNode, override=True, html=(visit_folded, depart_folded))
    app.add_post_transform(PlaceCode)
