"""What a book holds, counted where it goes in and in each edition where it comes out.

What is counted has a meaning for a reader: pictures, tables, cells of code, formulas, notes. A
chart counts as a picture, drawn or live; a plot that print shows as a table counts as one there.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from transit.publishing.findings import Findings

KINDS: Final = ("pictures", "tables", "code cells", "formulas", "notes")
Counts = Counter[str]

_TABLE = re.compile(r"<table\b", re.I)
_PICTURE = re.compile(r"<(?:img|svg)\b", re.I)
_CODE = re.compile(r"<(script|style|template)\b.*?</\1\s*>", re.I | re.S)
_REMOTE = re.compile(r"""<img\b[^>]*\bsrc=["'](?:https?:)?//""", re.I)


def of_doctree(doctree: Any) -> Counts:
    """Count what stands in a document as Sphinx has read it.

    Parameters
    ----------
    doctree : docutils.nodes.document
        The document; of the forms of an output the one that a page shows counts.
    """
    from docutils import nodes

    counts: Counts = Counter()
    for node in _shown(doctree):
        if isinstance(node, nodes.image):
            counts["pictures"] += "://" not in str(node.get("uri", ""))
        elif type(node).__name__ in ("chart", "plot"):
            counts["pictures"] += 1
        elif isinstance(node, nodes.table):
            counts["tables"] += 1
        elif isinstance(node, nodes.math | nodes.math_block):
            counts["formulas"] += not node.astext().lstrip().startswith((r"\newcommand", r"\def"))
        elif isinstance(node, nodes.footnote):
            counts["notes"] += 1
        elif isinstance(node, nodes.container) and "cell_input" in node["classes"]:
            counts["code cells"] += 1
        elif isinstance(node, nodes.raw) and "html" in str(node.get("format")).split():
            text = _CODE.sub("", node.astext())
            counts["tables"] += len(_TABLE.findall(text))
            counts["pictures"] += len(_PICTURE.findall(text)) - len(_REMOTE.findall(text))
    return counts


def _shown(node: Any) -> Iterable[Any]:
    """Yield the nodes of a page; of each output the first form that is no plain text."""
    for child in node.children:
        if child.get("nb_element") == "mime_bundle" if hasattr(child, "get") else False:
            forms = [form for form in child.children if form.children]
            rich = [form for form in forms if form.get("mime_type") != "text/plain"]
            for form in (rich or forms)[:1]:
                yield from _shown(form)
            continue
        if type(child).__name__ == "substitution_definition":
            continue
        yield child
        if type(child).__name__ not in ("chart", "plot"):
            yield from _shown(child)


def of_html(root: Any) -> Counts:
    """Count what stands in a part of a page.

    Parameters
    ----------
    root : lxml.html.HtmlElement
        The part; what is folded counts, data tables of charts do not.
    """
    counts: Counts = Counter()
    for element in root.iter("img", "svg", "table", "div", "span", "aside", "dt", "math"):
        name = element.get("class") or ""
        classes = name.split()
        if _within(element, ("chart-data", "plot-of-plotly", "chart-live")):
            continue
        if (element.tag == "div" and ("chart" in classes and element.get("data-chart"))) or (
            element.tag == "div" and "plot-of-plotly" in classes
        ):
            counts["pictures"] += 1
        elif element.tag in ("img", "svg"):
            counts["pictures"] += not (
                _within(element, ("chart", "headerlink")) or element.get("aria-hidden") == "true"
            )
        elif element.tag == "table":
            counts["tables"] += 1
        elif element.tag in ("div", "span") and "math" in classes:
            counts["formulas"] += 1
        elif element.tag == "div" and "cell_input" in classes:
            counts["code cells"] += 1
        elif element.get("role") == "doc-footnote":
            counts["notes"] += 1
    return counts


def _within(element: Any, names: tuple[str, ...]) -> bool:
    return any(
        set((parent.get("class") or "").split()).intersection(names)
        for parent in element.iterancestors()
    )


def compare(
    findings: Findings,
    edition: str,
    document: str,
    given: Mapping[str, int],
    made: Mapping[str, int],
) -> None:
    """Note what stands in a document and in an edition does not.

    Examples
    --------
    >>> found = Findings()
    >>> compare(found, "site", "one", {"tables": 2}, {"tables": 1})
    >>> [finding.message for finding in found]
    ['1 of 2 tables do not stand in the site; see what else is told of this document']
    """
    for kind in KINDS:
        lost = given.get(kind, 0) - made.get(kind, 0)
        if lost > 0:
            findings.add(
                "losses",
                f"{lost} of {given.get(kind, 0)} {kind} do not stand in the {edition}; see what else "
                "is told of this document",
                document,
            )
