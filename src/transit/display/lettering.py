"""The face in which charts are lettered: where it lies, how wide it runs, and its outlines.

The site, the print editions and Vega use the same face, so that a label takes the room on the
page that was kept for it in the drawing. Its name has no figure in it, which Vega could not read.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from lxml import etree

from transit.display.svg import SVG

FACES = Path(__file__).parent / "faces"
FAMILY = "Book Sans"
_FILES = {
    (False, False): "BookSans-Regular.otf",
    (True, False): "BookSans-Semibold.otf",
    (False, True): "BookSans-It.otf",
    (True, True): "BookSans-It.otf",
}
_OF_TEXT = ("text-anchor", "font-family", "font-size", "font-weight", "font-style", "x", "y", "dy")
_SIZE = re.compile(r"[\d.]+")


@cache
def _face(bold: bool, italic: bool) -> tuple[Any, dict[int, str], Any, float]:
    font = TTFont(FACES / _FILES[bold, italic], lazy=True)
    return font.getGlyphSet(), font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm


@cache
def _advance(char: str, bold: bool, italic: bool) -> float:
    """Return the width of a character at size 1; one that the face lacks is a digit wide."""
    _, names, widths, units = _face(bold, italic)
    return widths[names.get(ord(char), names[ord("0")])][0] / units


def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Return the width of `text` in pixels in the face of the charts."""
    return size * sum(_advance(char, bold, italic) for char in text)


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break `text` at its blanks into lines no wider than `width` pixels.

    A single word that is wider stays whole on a line of its own.
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def outlined(svg: str) -> str:
    """Draw the letters of a picture as shapes, so that it needs no font.

    Parameters
    ----------
    svg : str
        A picture.

    Returns
    -------
    str
        The same picture, lettered in the face of the charts; a text with a letter that the face
        lacks, or with a style sheet of its own, stays text.
    """
    root = etree.fromstring(svg.encode())
    for element in list(root.iter(f"{{{SVG}}}text")):
        parent, path = element.getparent(), _path(element)
        if parent is None or not path:
            continue
        shape = etree.Element(f"{{{SVG}}}path")
        shape.attrib.update({k: v for k, v in element.attrib.items() if k not in _OF_TEXT})
        shape.set("d", path)
        shape.tail = element.tail
        parent.replace(element, shape)
    return etree.tostring(root, encoding="unicode")


def _inherited(element: etree._Element, name: str, default: str) -> str:
    for step in (element, *element.iterancestors()):
        value = step.get(name)
        if value is not None:
            return value
    return default


def _path(element: etree._Element) -> str:
    """Return the outline of a text, empty where it cannot be drawn."""
    if element.get("style"):
        return ""
    size = float(_SIZE.findall(_inherited(element, "font-size", "16"))[0])
    bold = _inherited(element, "font-weight", "normal") in ("bold", "bolder", "600", "700")
    italic = _inherited(element, "font-style", "normal") == "italic"
    anchor = _inherited(element, "text-anchor", "start")
    share = {"end": 1.0, "middle": 0.5}.get(anchor, 0.0)
    paths, y = [], float(element.get("y", 0))
    for line in list(element.iter(f"{{{SVG}}}tspan")) or [element]:
        text = line.text or ""
        y += float(line.get("dy", 0))
        x = float(line.get("x", element.get("x", 0)))
        x -= share * text_width(text, size, bold=bold, italic=italic)
        drawn = _outline(text, x, y, size, bold, italic)
        if drawn is None:
            return ""
        paths.append(drawn)
    return "".join(paths)


def _outline(text: str, x: float, y: float, size: float, bold: bool, italic: bool) -> str | None:
    glyphs, names, _, units = _face(bold, italic)
    if any(ord(char) not in names for char in text):
        return None
    pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:.2f}".rstrip("0").rstrip("."))
    scale = size / units
    for char in text:
        glyphs[names[ord(char)]].draw(TransformPen(pen, (scale, 0, 0, -scale, x, y)))
        x += size * _advance(char, bold, italic)
    return pen.getCommands()
