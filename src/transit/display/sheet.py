"""A picture as a file of its own, which says what it shows, from what, and whose it is."""

from collections.abc import Sequence

from lxml import etree

from transit.display.lettering import FAMILY, outlined, wrap
from transit.display.svg import SVG, standalone

PAPER, INK, SOFT = "#FFFFFF", "#1F2933", "#52606D"
MARGIN = 20
LINE = 1.32
"""Height of a line of text, in its size."""


def sheet(svg: str, description: str, *, headline: str = "", below: Sequence[str] = ()) -> str:
    """Set a picture on paper, with its headline above and what has to be said of it below.

    Parameters
    ----------
    svg : str
        The picture.
    description : str
        The text alternative.
    headline : str
        What it finds.
    below : sequence of str
        Paragraphs under the picture: notes, source, licence, address.

    Returns
    -------
    str
        An SVG that needs no font.
    """
    root = etree.fromstring(svg.encode())
    across, down = (float(root.get(name, "0")) for name in ("width", "height"))
    paper = etree.Element(f"{{{SVG}}}svg", nsmap=root.nsmap)  # type: ignore[arg-type]
    y = MARGIN + _set(paper, headline, MARGIN, across, size=18, colour=INK, bold=True)
    y += 8 if headline else 0
    picture = etree.SubElement(paper, f"{{{SVG}}}g", transform=f"translate({MARGIN},{y:g})")
    for name in ("fill", "stroke", "stroke-miterlimit", "font-family", "font-size"):
        if root.get(name):
            picture.set(name, root.get(name, ""))
    picture.extend(list(root))
    y += down + 8
    for paragraph in below:
        y += _set(paper, paragraph, y, across, size=13, colour=SOFT) + 3
    wide, high = f"{across + 2 * MARGIN:g}", f"{y + MARGIN - 3:g}"
    paper.attrib.update({"width": wide, "height": high, "viewBox": f"0 0 {wide} {high}"})
    paper.insert(0, etree.Element(f"{{{SVG}}}rect", width=wide, height=high, fill=PAPER))
    return standalone(outlined(etree.tostring(paper, encoding="unicode")), headline, description)


def _set(
    paper: etree._Element,
    text: str,
    y: float,
    width: float,
    *,
    size: float,
    colour: str,
    bold: bool = False,
) -> float:
    """Set a paragraph at a height and return the room that it takes."""
    lines = wrap(text, width, size, bold=bold) if text else []
    for number, line in enumerate(lines):
        element = etree.SubElement(
            paper,
            f"{{{SVG}}}text",
            {
                "x": str(MARGIN),
                "y": f"{y + size + number * size * LINE:g}",
                "font-family": FAMILY,
                "font-size": f"{size}px",
                "font-weight": "bold" if bold else "normal",
                "fill": colour,
            },
        )
        element.text = line
    return len(lines) * size * LINE
