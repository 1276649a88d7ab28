"""Small operations on the SVG that Vega draws."""

import re
from collections.abc import Iterator

from lxml import etree

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
SAYS = "\t"
"""Parts the series of a mark from what it says, in the mark's description."""
_LINK = f"{{{SVG}}}a"
_PAINTS = ("fill", "stroke", "stop-color")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
# What Vega writes for its own use or for readers of single marks; the picture as a whole is
# described instead.
_NOISE = ("aria-label", "aria-roledescription", "aria-hidden", "role", "class", "pointer-events")
_DEFAULTS = {
    "opacity": "1",
    "text-anchor": "start",
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "transform": "translate(0,0)",
}
_HOISTED = ("font-family", "font-size")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_CIRCLE = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0")


def stable_ids(svg: str, prefix: str = "") -> str:
    """Number the ids inside an SVG in the order in which they appear.

    Parameters
    ----------
    svg : str
        An SVG document.
    prefix : str
        Put before every id, so that several pictures can share a page.

    Returns
    -------
    str
        The same picture with ids ``<prefix>p0``, ``<prefix>p1`` …
    """
    names: dict[str, str] = {}
    for name in re.findall(r'\bid="([^"]+)"', svg):
        names.setdefault(name, f"{prefix}p{len(names)}")
    svg = re.sub(r'\bid="([^"]+)"', lambda m: f'id="{names[m[1]]}"', svg)
    svg = _REFERENCE.sub(lambda m: f"url(#{names.get(m[1], m[1])})", svg)
    return re.sub(r'href="#([^"]+)"', lambda m: f'href="#{names.get(m[1], m[1])}"', svg)


def standalone(svg: str, title: str, description: str) -> str:
    """Give an SVG the title and description that a file of its own needs.

    Parameters
    ----------
    svg : str
        The picture.
    title : str
        Short name; left out where empty.
    description : str
        The text alternative; left out where empty.

    Returns
    -------
    str
        An SVG document with ``<title>`` and ``<desc>`` as first children and ``role="img"``;
        marks that are links in a page are none in a file.
    """
    root = etree.fromstring(svg.encode())
    etree.strip_tags(root, _LINK)
    root.set("role", "img")
    for position, (tag, text) in enumerate(
        (tag, text) for tag, text in (("title", title), ("desc", description)) if text
    ):
        element = etree.Element(f"{{{SVG}}}{tag}")
        element.text = text
        root.insert(position, element)
    return etree.tostring(root, encoding="unicode")


def size(svg: str) -> tuple[float, float]:
    """Return width and height of a picture in pixels.

    Examples
    --------
    >>> size('<svg xmlns="http://www.w3.org/2000/svg" width="640" height="320.5"/>')
    (640.0, 320.5)
    """
    root = etree.fromstring(svg.encode())
    return float(root.get("width", "0")), float(root.get("height", "0"))


def on_paper(svg: str, colour: str = "#FFFFFF") -> str:
    """Give a picture an opaque ground, on which its colours can be seen wherever it stands."""
    root = etree.fromstring(svg.encode())
    ground = etree.Element(f"{{{SVG}}}rect", width="100%", height="100%", fill=colour)
    root.insert(0, ground)
    return etree.tostring(root, encoding="unicode")


def inline(svg: str, prefix: str, description: str) -> str:
    """Prepare an SVG to stand inside an HTML page.

    Ids get a prefix; the text alternative becomes the accessible name; what marks say of
    themselves (a description with a tab) becomes ``data-of`` and ``data-tip``; the opaque background,
    the attributes that only Vega itself reads and invisible elements go, coordinates keep two
    decimals, and a circle that is drawn as two arcs becomes one. A mark that is a link has the
    first line of what it says as its name.

    Parameters
    ----------
    svg : str
        The picture.
    prefix : str
        Unique on the page.
    description : str
        The text alternative.

    Returns
    -------
    str
        One ``<svg>`` element without namespace declarations.
    """
    root = etree.fromstring(stable_ids(svg, prefix).encode())
    background = root.find(f"{{{SVG}}}rect")
    if background is not None and background.getparent() is root:
        root.remove(background)
    links = list(root.iter(_LINK))
    for link in links:
        link.set("href", link.attrib.pop(f"{{{XLINK}}}href"))
        link.set("data-name", link[0].get("aria-label", "").partition(SAYS)[2].partition("\n")[0])
    for element in list(root.iter(f"{{{SVG}}}*")):
        parent = element.getparent()
        if parent is not None and _invisible(element):
            parent.remove(element)
            continue
        _tell(element)
        for name in _NOISE:
            element.attrib.pop(name, "")
        for name, default in _DEFAULTS.items():
            if element.get(name) == default and element is not root:
                del element.attrib[name]
        if element.get("stroke-width") == "0" and not _stroked(element):
            del element.attrib["stroke-width"]
        for name in ("d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height"):
            written = element.get(name)
            if written is not None:
                element.set(name, _LONG_NUMBER.sub(_short, written))
        circle = _CIRCLE.fullmatch(element.get("d", ""))
        if circle:
            element.tag = f"{{{SVG}}}circle"
            del element.attrib["d"]
            element.set("r", circle[1])
    _prune(root)
    _hoist(root)
    root.attrib.pop("version", "")
    for link in links:
        link.set("aria-label", link.attrib.pop("data-name"))
    root.set("class", "chart-static")
    root.set("role", "group" if links else "img")
    root.set("aria-label", description)
    text = etree.tostring(root, encoding="unicode")
    return re.sub(r'\sxmlns(?::\w+)?="[^"]*"', "", text, count=2)


def _tell(element: etree._Element) -> None:
    """Keep what a mark says of itself, if its chart had it say something: series, tab, text."""
    series, tab, text = element.get("aria-label", "").partition(SAYS)
    if tab and series:
        element.set("data-of", series)
    if tab and text:
        element.set("data-tip", text)


def _stroked(element: etree._Element) -> bool:
    """Return whether an element, or a group that it stands in, has a stroke."""
    return any(part.get("stroke") for part in (element, *element.iterancestors()))


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _invisible(element: etree._Element) -> bool:
    if element.get("display") == "none":
        return True
    return (
        element.tag == f"{{{SVG}}}path"
        and element.get("fill") is None
        and element.get("stroke") is None
        and "background" in element.get("class", "")
    )


def _prune(root: etree._Element) -> None:
    """Unwrap groups that say nothing and drop empty ones, innermost first."""
    for group in reversed(list(root.iter(f"{{{SVG}}}g"))):
        parent = group.getparent()
        if parent is None or (len(group) and group.attrib):
            continue
        at = parent.index(group)
        for offset, child in enumerate(list(group)):
            parent.insert(at + offset, child)
        parent.remove(group)


def _hoist(root: etree._Element) -> None:
    """State once, on the root, the face and the size of most of the text."""
    texts = list(root.iter(f"{{{SVG}}}text"))
    for name in _HOISTED:
        values = [value for text in texts if (value := text.get(name)) is not None]
        if not values or len(values) < len(texts):
            continue
        common = max(sorted(set(values)), key=values.count)
        root.set(name, common)
        for text in texts:
            if text.get(name) == common:
                del text.attrib[name]


def colours(svg: str) -> Iterator[str]:
    """Yield every colour an SVG paints with, as written, in document order and once each."""
    seen = set()
    for name, value in re.findall(r'\b(fill|stroke|stop-color)="([^"]+)"', svg):
        if name in _PAINTS and value not in seen and not value.startswith(("url(", "none")):
            seen.add(value)
            yield value
