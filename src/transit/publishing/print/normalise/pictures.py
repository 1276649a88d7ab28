"""Pictures: each a file of its own that stands alone, with a text alternative."""

import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import Tag
from lxml import etree

from transit.errors import TransitError
from transit.publishing.print.normalise.documents import document_of
from transit.publishing.print.normalise.elements import printed_apostrophes, value
from transit.publishing.print.normalise.ids import slug
from transit.publishing.print.normalise.page import Page

SVG = "{http://www.w3.org/2000/svg}"
_CSS_VARIABLE = re.compile(r"var\(\s*--[\w-]+\s*,\s*([^()]*(?:\([^()]*\))?[^()]*)\)")
_OF_THE_PAGE = ("class", "style", "tabindex", "aria-label", "aria-labelledby", "role")
_OF_ASSISTANCE = ("aria-label", "aria-roledescription", "aria-hidden", "role")


def gather_pictures(page: Page) -> None:
    """Put every picture into the folder, and leave an image with source and alternative alone.

    Raises
    ------
    TransitError
        If a picture is missing, of another host, no well-formed SVG, or without a text
        alternative.
    """
    for i, image in enumerate(page.body.find_all("img")):
        document = document_of(image)
        figure = image.find_parent("figure")
        owner = page.ids.of(figure) if figure is not None else None
        label = owner.own if owner is not None else ""
        place = f"figure {label}, in {document}" if label else f"picture {i + 1}, in {document}"
        if image.has_attr("data-svg"):
            source, alt = stand_alone(page.svgs[int(value(image, "data-svg"))], place)
            path = _unused(page.folder, f"{slug(document)}-{slug(label or str(i + 1))}.svg")
            path.write_text(source, "utf-8", newline="\n")
        else:
            path, alt = _copy(page, image, place), None
            if path.suffix == ".svg":
                source, alt = stand_alone(path.read_text("utf-8"), place)
                path.write_text(source, "utf-8", newline="\n")
        alt = _alternative(image, page.body, place, drawn=alt)
        image.attrs = {"src": path.name, "alt": " ".join(alt.split())}
        if document == "index" and page.lead is None and alt:
            page.lead = path


def _alternative(image: Tag, body: Tag, place: str, *, drawn: str | None) -> str:
    """Return the text alternative: the image's own, else the drawing's, else its figure's."""
    own = value(image, "alt")
    if own and Path(own).name != Path(value(image, "src")).name:
        return own
    alt = drawn or _label(image, body)
    empty = image.has_attr("alt") and not own
    if not alt and not empty and value(image, "role") not in ("presentation", "none"):
        raise TransitError(
            f"{place}: no text alternative; give the chart a description or the "
            "picture an alt text that states what it shows"
        )
    return alt


def _label(image: Tag, body: Tag) -> str:
    for parent in image.parents:
        if parent.name == "figure" or parent is body:
            return value(parent, "aria-label") if parent.name == "figure" else ""
        if parent.get("aria-label") and parent.get("role") in ("img", "figure", "group"):
            return value(parent, "aria-label")
    return ""


def _unused(folder: Path, name: str) -> Path:
    path = folder / name
    n = 2
    while path.exists():
        path = folder / f"{Path(name).stem}-{n}{Path(name).suffix}"
        n += 1
    return path


def _copy(page: Page, image: Tag, place: str) -> Path:
    source = value(image, "src")
    if urlsplit(source).scheme or not source:
        raise TransitError(f"{place}: a picture of another host or of none: {source[:80]!r}")
    path = page.source.parent / unquote(urlsplit(source).path)
    if not path.is_file():
        raise TransitError(f"{place}: {source}: no such picture")
    stem = f"{slug(document_of(image))}-{slug(path.stem)}"
    copy = _unused(page.folder, stem + path.suffix.lower())
    shutil.copyfile(path, copy)
    return copy


def stand_alone(source: str, place: str) -> tuple[str, str | None]:
    """Return a drawing ready to stand in a file of its own, and its text alternative.

    Parameters
    ----------
    source : str
        SVG as it stands in the page.
    place : str
        Where it stands, for the message of an error.
    """
    if "xmlns=" not in source.split(">", 1)[0]:
        source = source.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    while _CSS_VARIABLE.search(source):
        source = _CSS_VARIABLE.sub(lambda m: m.group(1).strip(), source)
    try:
        root = etree.fromstring(source.encode())
    except etree.XMLSyntaxError as error:
        raise TransitError(f"{place}: not well-formed SVG: {error}") from error
    alt = root.get("aria-label")
    if not alt:
        texts = [(root.findtext(SVG + tag) or "").strip() for tag in ("desc", "title")]
        alt = next((text for text in texts if text), None)
    etree.strip_tags(root, f"{SVG}a")
    etree.strip_attributes(root, *_OF_ASSISTANCE)
    for name in _OF_THE_PAGE:
        root.attrib.pop(name, "")
    for element in root.findall(f".//{SVG}script"):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter(f"{SVG}text", f"{SVG}tspan"):
        element.text = printed_apostrophes(element.text or "")
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode"), alt
