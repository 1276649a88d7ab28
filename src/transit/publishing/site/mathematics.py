"""Mathematics as MathML, made while the book is built.

pandoc turns TeX into MathML, which browsers draw without a script; the TeX stays inside as an
annotation for readers of the source.
"""

import html
import json
import re
from functools import cache
from typing import Any

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from transit.pandoc import convert
from transit.publishing.site import macros
from transit.publishing.site.telling import tell

_KNOWN: dict[tuple[str, bool], str] = {}
_LABEL = re.compile(r"\\label\{[^}]*\}")
_REFERENCE = re.compile(r"\\(eqref|ref)\{([^}]*)\}")


@cache
def _api_version() -> list[int]:
    return json.loads(convert("", "--from=markdown", "--to=json")[0])["pandoc-api-version"]


def to_mathml(formulas: list[tuple[str, bool]], definitions: str = "") -> list[str]:
    """Convert formulas in one run of pandoc, or in three where there are macros.

    Parameters
    ----------
    formulas : list of (str, bool)
        TeX source, and whether it is displayed on a line of its own.
    definitions : str
        The macros that they may use, as definitions of TeX.

    Returns
    -------
    list of str
        A ``<math>`` element for each, empty for one that pandoc cannot read.
    """
    names = macros.names_in(definitions)
    formulas = _written_out(formulas, definitions, lambda f: macros.uses(f[0], names))
    _convert(formulas)
    formulas = _written_out(formulas, macros.OWN + definitions, lambda f: not _KNOWN[f])
    _convert(formulas)
    return [_KNOWN[formula] for formula in formulas]


def _written_out(
    formulas: list[tuple[str, bool]], definitions: str, which: Any
) -> list[tuple[str, bool]]:
    """Write some formulas out without macros."""
    chosen = [f for f in dict.fromkeys(formulas) if which(f)]
    if not chosen:
        return formulas
    made = macros.expand([tex for tex, _ in chosen], definitions)
    new = {old: (tex, old[1]) for old, tex in zip(chosen, made, strict=True)}
    return [new.get(f, f) for f in formulas]


def _convert(formulas: list[tuple[str, bool]]) -> None:
    """Convert the formulas that are not known yet."""
    new = [f for f in dict.fromkeys(formulas) if f not in _KNOWN]
    if not new:
        return
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
    written, _ = convert(
        json.dumps(document), "--from=json", "--to=html", "--mathml", "--wrap=none"
    )
    paragraphs = re.findall(r"<p>(.*?)</p>", written.decode(), re.S)
    for formula, text in zip(new, paragraphs, strict=True):
        _KNOWN[formula] = text.strip() if text.lstrip().startswith("<math") else ""


def tex_of(node: nodes.Element) -> str:
    """Return the TeX of a math node as pandoc reads it, multi-line blocks aligned."""
    tex = _LABEL.sub("", node.astext()).strip()
    lines = isinstance(node, nodes.math_block) and not node.get("nowrap") and r"\\" in tex
    if lines and r"\begin{" not in tex:
        tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
    return tex


class ConvertMathematics(SphinxPostTransform):
    """Convert the formulas of a page together, before it is written.

    Macros are those of the configuration of MathJax and, as there, those that a formula of the
    page defines. What cannot be read has its source in its place, and is told.
    """

    default_priority = 700
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Attach the MathML to the math nodes."""
        found: list[Any] = []
        formulas: list[tuple[str, bool]] = []
        definitions = macros.of_config(getattr(self.config, "mathjax3_config", None) or {})
        nodes_of_formulas: list[Any] = list(self.document.findall(_is_formula))
        for node in nodes_of_formulas:
            tex, defined = macros.take_definitions(tex_of(node))
            definitions += defined
            if not tex and defined:
                node.parent.remove(node)
                continue
            found.append(node)
            block = isinstance(node, nodes.math_block)
            formulas.append((_REFERENCE.sub(self._number, tex), block))
            if macros.LOST.search(tex):
                tell("mathematics", "colours, boxes and strokes of formulas are not shown; write "
                     "them in another way where they say something", node)  # fmt: skip
        made = to_mathml(formulas, definitions) if formulas else []
        for node, (tex, _block), markup in zip(found, formulas, made, strict=True):
            if not markup:
                markup = f'<code class="tex">{html.escape(tex)}</code>'
                tell("mathematics", f"the formula {tex!r} cannot be set; its source stands in its "
                     "place; define what it uses as a macro in mathjax3_config, or write it with "
                     "commands of LaTeX and amsmath", node)  # fmt: skip
            node["mathml"] = markup

    def _number(self, match: re.Match[str]) -> str:
        """Write the number of the equation that a formula refers to."""
        _document, number = self.env.domaindata["math"]["objects"].get(match[2], ("", match[2]))
        words = rf"\text{{{number}}}"
        return f"({words})" if match[1] == "eqref" else words


def _is_formula(node: nodes.Node) -> bool:
    return isinstance(node, nodes.math | nodes.math_block)


def _markup(node: nodes.Element) -> str:
    if "mathml" not in node:
        tex = tex_of(node)
        made = to_mathml([(tex, isinstance(node, nodes.math_block))])[0]
        node["mathml"] = made or f'<code class="tex">{html.escape(tex)}</code>'
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
