"""Pictures: each a file of its own that stands alone, with a text alternative."""

import io
import re
from base64 import b64decode
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from bs4 import Tag
from lxml import etree
from PIL import Image

from transit.display.svg import size
from transit.errors import TransitError
from transit.publishing.findings import UNTOLD
from transit.publishing.print.normalise.documents import document_of
from transit.publishing.print.normalise.elements import printed_apostrophes, text, value
from transit.publishing.print.normalise.ids import slug
from transit.publishing.print.normalise.page import Page

NARROW = "chart-narrow"
"""The class of a chart's second picture, for phones, which follows the one for a page."""
_PHONE = (340, 560)
"""Width and height of a page of text on a phone, in pixels."""
SVG = "{http://www.w3.org/2000/svg}"
_CSS_VARIABLE = re.compile(r"var\(\s*--[\w-]+\s*,\s*([^()]*(?:\([^()]*\))?[^()]*)\)")
_OF_THE_PAGE = ("class", "style", "tabindex", "aria-label", "aria-labelledby", "role")
_OF_ASSISTANCE = ("aria-label", "aria-roledescription", "aria-hidden", "role")


def gather_pictures(page: Page) -> None:
    """Put every picture into the folder, and leave an image with source and alternative alone.

    One that is missing, of another host or no picture that can be printed has its words in its
    place, and one without a text alternative says so; both are told.
    """
    for i, image in enumerate(page.body.find_all("img")):
        document = document_of(image)
        figure = image.find_parent("figure")
        owner = page.ids.of(figure) if figure is not None else None
        label = owner.own if owner is not None else ""
        place = f"figure {label}" if label else f"picture {i + 1}"
        try:
            path, drawn = _file_of(page, image, place, label or str(i + 1))
        except TransitError as fault:
            _put_words(page, image, str(fault))
            continue
        alt = _alternative(page, image, place, drawn=drawn)
        narrow = {"class": "narrow"} if NARROW in image.get_attribute_list("class") else {}
        image.attrs = {"src": path.name, "alt": " ".join(alt.split()), **narrow}
        if document == page.root and page.lead is None and alt:
            page.lead = path


def choose_forms(page: Page) -> None:
    """Leave of a chart that is drawn twice, for a page and for phones, the form that is wanted.

    Readers show a picture whole, on a page of a phone too: there the form is wanted that is larger.
    """
    for narrow in page.body.select("img.narrow"):
        wide = narrow.find_previous("img")
        if wide is None:
            continue
        unwanted = narrow
        if page.narrow and _scale(page, narrow) >= _scale(page, wide):
            unwanted = wide
        unwanted.decompose()


def _scale(page: Page, image: Tag) -> float:
    width, height = size((page.folder / value(image, "src")).read_text("utf-8"))
    return min(_PHONE[0] / width, _PHONE[1] / height)


def _file_of(page: Page, image: Tag, place: str, label: str) -> tuple[Path, str | None]:
    """Put a picture into the folder; return its file and what a drawing says of itself.

    Raises
    ------
    TransitError
        If it cannot stand in print.
    """
    if image.has_attr("data-svg"):
        source, alt = stand_alone(page.svgs[int(value(image, "data-svg"))], place)
        path = _unused(page.folder, f"{slug(document_of(image))}-{slug(label)}.svg")
        path.write_text(source, "utf-8", newline="\n")
        return path, alt
    path, alt = _copy(page, image, place), None
    if path.suffix == ".svg":
        source, alt = stand_alone(path.read_text("utf-8", errors="replace"), place)
        path.write_text(source, "utf-8", newline="\n")
    return path, alt


def _put_words(page: Page, image: Tag, fault: str) -> None:
    """Put the text alternative of a picture that cannot be printed, or its address, in its place."""
    source, alt = value(image, "src"), value(image, "alt")
    remote = urlsplit(source).scheme in ("http", "https") or source.startswith("//")
    words = alt if alt and Path(alt).name != Path(source).name else ""
    words = words or (source if remote else "a picture that cannot be printed")
    page.tell("pictures", image, f"{fault}; in print “{words}” stands in its place; "
              "give the book a copy of the picture as PNG, JPEG, GIF, WebP or SVG")  # fmt: skip
    if remote and image.find_parent("a") is None:
        link = page.new("a", href=source)
        link.string = words
        image.replace_with(link)
    else:
        image.replace_with(words)


def _alternative(page: Page, image: Tag, place: str, *, drawn: str | None) -> str:
    """Return the text alternative: the image's own, else the drawing's, else its figure's."""
    own = value(image, "alt")
    if own and Path(own).name != Path(value(image, "src")).name:
        return own
    alt = drawn or _label(image, page.body)
    empty = image.has_attr("alt") and not own
    if alt or empty or value(image, "role") in ("presentation", "none"):
        return alt
    figure = image.find_parent("figure")
    caption = figure.find("figcaption") if figure is not None else None
    alt = text(caption) if caption is not None else UNTOLD
    page.tell("alternatives", image, f"{place}: no text alternative; “{alt}” stands in its place; "
              "give the chart a description or the picture an alt text that states what it shows"
              )  # fmt: skip
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


_KINDS = {
    b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif", b"RIFF": ".webp", b"%PDF": ".pdf",
}  # fmt: skip
"""What the files of pictures that can be printed begin with, and their endings."""


def _copy(page: Page, image: Tag, place: str) -> Path:
    source = value(image, "src")
    address = urlsplit(source)
    if address.scheme == "data":
        name, content = "picture", _inline(source, place)
    elif address.scheme or address.netloc or not source:
        raise TransitError(f"{place}: a picture of another host or of none: {source[:80]!r}")
    else:
        # Sphinx writes addresses from the top although the page of a root in a folder is not there.
        folders = list(page.source.parents)[: page.root.count("/") + 1]
        paths = [folder / unquote(address.path) for folder in folders]
        path = next(filter(Path.is_file, paths), None)
        if path is None:
            raise TransitError(f"{place}: {source}: no such picture")
        name, content = path.stem, path.read_bytes()
    ending = next((e for start, e in _KINDS.items() if content.startswith(start)), "")
    if not ending and b"<svg" in content:
        ending = ".svg"
    if ending not in (".svg", ".pdf"):
        content, ending = _sound(content, ending, f"{place}: {source[:80]}")
    copy = _unused(page.folder, f"{slug(document_of(image))}-{slug(name)}{ending}")
    copy.write_bytes(content)
    return copy


def _sound(content: bytes, ending: str, place: str) -> tuple[bytes, str]:
    """Return a picture that can be decoded, one of another kind as PNG, with the ending of its file.

    Raises
    ------
    TransitError
        If it is damaged, or no picture.
    """
    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
            if ending:
                return content, ending
            made = io.BytesIO()
            picture.save(made, "PNG")
            return made.getvalue(), ".png"
    except (OSError, SyntaxError, ValueError) as error:
        raise TransitError(f"{place}: no picture that can be read: {error}") from error


def _inline(source: str, place: str) -> bytes:
    """Read the picture that an address of the kind ``data:`` holds."""
    head, _, content = source.partition(",")
    if not head.endswith(";base64"):
        return unquote_to_bytes(content)
    try:
        return b64decode(unquote(content))
    except ValueError as error:
        raise TransitError(f"{place}: the picture in its address is no base64: {error}") from error


def stand_alone(source: str, place: str) -> tuple[str, str | None]:
    """Return a drawing ready to stand in a file of its own, and its text alternative.

    Parameters
    ----------
    source : str
        SVG as it stands in the page.
    place : str
        Where it stands, for the message of an error.
    """
    head = re.search(r"<svg\b[^>]*>", source)
    if head is not None and "xmlns=" not in head[0]:
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
