"""Mathematics as MathML, made while the book is built.

pandoc turns TeX into MathML, which browsers draw without a script; the TeX stays inside as an
annotation for readers of the source.
"""

import html
import json
import re
from functools import cache
from typing import Any

import pypandoc
from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from transit.errors import TransitError

_KNOWN: dict[tuple[str, bool], str] = {}
_LABEL = re.compile(r"\\label\{[^}]*\}")


@cache
def _api_version() -> list[int]:
    return json.loads(pypandoc.convert_text("", "json", format="markdown"))["pandoc-api-version"]


def to_mathml(formulas: list[tuple[str, bool]]) -> list[str]:
    """Convert formulas in one run of pandoc.

    Parameters
    ----------
    formulas : list of (str, bool)
        TeX source, and whether it is displayed on a line of its own.

    Returns
    -------
    list of str
        A ``<math>`` element for each.

    Raises
    ------
    TransitError
        If pandoc cannot read a formula; the message quotes it.
    """
    new = [f for f in dict.fromkeys(formulas) if f not in _KNOWN]
    if new:
        document = {
            "pandoc-api-version": _api_version(),
            "meta": {},
            "blocks": [
                {"t": "Para", "c": [
                    {"t": "Math", "c": [{"t": "DisplayMath" if block else "InlineMath"}, tex]}
                ]}
                for tex, block in new
            ],
        }  # fmt: skip
        written = pypandoc.convert_text(
            json.dumps(document), "html", format="json", extra_args=["--mathml", "--wrap=none"]
        )
        paragraphs = re.findall(r"<p>(.*?)</p>", written, re.S)
        for formula, text in zip(new, paragraphs, strict=True):
            if not text.lstrip().startswith("<math"):
                raise TransitError(f"this formula cannot be turned into MathML: {formula[0]}")
            _KNOWN[formula] = text.strip()
    return [_KNOWN[formula] for formula in formulas]


def tex_of(node: nodes.Element) -> str:
    """Return the TeX of a math node as pandoc reads it, multi-line blocks aligned."""
    tex = _LABEL.sub("", node.astext()).strip()
    lines = isinstance(node, nodes.math_block) and not node.get("nowrap") and r"\\" in tex
    if lines and r"\begin{" not in tex:
        tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
    return tex


class ConvertMathematics(SphinxPostTransform):
    """Convert the formulas of a page together, before it is written."""

    default_priority = 700
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Attach the MathML to the math nodes."""
        found = [
            node for kind in (nodes.math, nodes.math_block) for node in self.document.findall(kind)
        ]
        formulas = [(tex_of(node), isinstance(node, nodes.math_block)) for node in found]
        for node, markup in zip(found, to_mathml(formulas) if formulas else [], strict=True):
            node["mathml"] = markup


def _markup(node: nodes.Element) -> str:
    if "mathml" not in node:
        node["mathml"] = to_mathml([(tex_of(node), isinstance(node, nodes.math_block))])[0]
    return str(node["mathml"])


def visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula within a line."""
    self.body.append(f'<span class="math">{_markup(node)}</span>')
    raise nodes.SkipNode


def visit_display(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula on a line of its own, with its number where it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(_markup(node))
    if node["number"]:
        number = get_node_equation_number(self, node)
        self.body.append(f'<span class="eqno">({html.escape(str(number))})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode
