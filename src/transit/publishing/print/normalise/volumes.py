"""What one volume holds of the book: its documents, and the numbers of the chapters in all."""

from collections import Counter

from bs4 import Tag

from transit.publishing.print.normalise.bibliography import ENTRIES
from transit.publishing.print.normalise.documents import document_of, documents_in, top_of
from transit.publishing.print.normalise.elements import HEADING, text, value
from transit.publishing.print.normalise.ids import Target
from transit.publishing.print.normalise.page import Page
from transit.publishing.volumes import Volume

_GLOSSARY = "dl.glossary"
_SHOWN = ("table", "figure")
_ONLINE = "in the edition for browsers"


def number_chapters(page: Page) -> None:
    """Number the documents of the parts, volume by volume; lists at the end have no number."""
    counts: Counter[str] = Counter()
    for section in documents_in(page.body):
        document = value(section, "data-document")
        kind = _kind(section)
        if kind:
            page.kinds[document] = kind
        front = document == page.root or document not in page.parts
        if top_of(section) != document or front or kind:
            continue
        for volume in page.volumes:
            if volume.holds(document):
                counts[volume.name] += 1
                number = f"{volume.prefix}{counts[volume.name]}"
                page.chapter_numbers[volume.name, document] = number


def _kind(section: Tag) -> str:
    """Say whether a document is a bibliography, or a glossary for the most part."""
    if section.select_one("[data-document]") is not None:
        return ""
    terms = sum(len(item.get_text()) for item in section.select(_GLOSSARY))
    if section.select(ENTRIES):
        return "bibliography"
    return "glossary" if terms > len(section.get_text()) / 2 else ""


def choose_documents(page: Page) -> None:
    """Take out the documents of other volumes, and keep what links to them are to say."""
    places = _Places(page)
    gone = [s for s in documents_in(page.body) if not page.volume.holds(value(s, "data-document"))]
    for target in page.ids.all():
        if not page.volume.holds(target.document):
            target.place = places.of(target.document, target.element)
    for target in page.ids.all():
        if page.volume.holds(target.document):
            _point_elsewhere(page, places, target)
    for element in page.body.select("table[data-left-out], figure[data-left-out]"):
        element.insert_before(_pointer(page, places, element))
    for section in reversed(gone):
        if section.select_one("[data-document]") is None:
            section.decompose()
        else:
            section["data-absent"] = ""
            _clear(section)


def _point_elsewhere(page: Page, places: "_Places", target: Target) -> None:
    """Let links to what is left out here say which volume has it."""
    left = _left_out(target.element)
    if left is None:
        return
    volume = places.volume_of(target.document, target.element)
    if volume is not None:
        target.place = places.of(target.document, target.element, volume)
    elif left.name in _SHOWN:
        target.place = _ONLINE


def _pointer(page: Page, places: "_Places", element: Tag) -> Tag:
    """Return the line in place of a table or figure that is left out: what it is, and where."""
    document = document_of(element)
    caption = element.find(["caption", "figcaption"])
    number = caption.select_one(".caption-number") if caption is not None else None
    prefix = f"{text(number) if number is not None else element.name.capitalize()}, "
    title = caption.select_one(".caption-text") or caption if caption is not None else None
    volume = places.volume_of(document, element)
    place = places.of(document, element, volume) if volume is not None else _ONLINE
    line = page.new("p")
    words = page.new("em")
    words.string = _words(title).rstrip(".") or "without a title"
    line.extend([prefix, words, f": {place}."])
    return page.line("elsewhere", line)


def _untitled(section: Tag, volume: Volume) -> bool:
    """Whether a volume has a section without its heading."""
    heading = section.find(HEADING, recursive=False)
    return heading is not None and volume.file in value(heading, "data-not-in").split()


def _left_out(element: Tag) -> Tag | None:
    if element.has_attr("data-left-out"):
        return element
    return element.find_parent(attrs={"data-left-out": True})


def _clear(element: Tag) -> None:
    """Leave of an element what leads to documents inside it."""
    for child in list(element.children):
        if not isinstance(child, Tag):
            child.extract()
        elif child.has_attr("data-document"):
            continue
        elif child.select_one("[data-document]") is None:
            child.decompose()
        else:
            _clear(child)


class _Places:
    """Where what another volume holds is to be found, in words."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.titles: dict[str, str] = {}
        for section in documents_in(page.body):
            heading = section.find(HEADING)
            self.titles[value(section, "data-document")] = _words(heading)

    def volume_of(self, document: str, element: Tag) -> Volume | None:
        """Return the first other volume that has an element of a document."""
        around = [element, *element.parents]
        absent = {name for e in around for name in value(e, "data-not-in").split()}
        others = (v for v in self.page.volumes if v != self.page.volume and v.holds(document))
        return next((v for v in others if v.file not in absent), None)

    def of(self, document: str, element: Tag, volume: Volume | None = None) -> str:
        """Return the volume and the chapter of an element, with the title of its section."""
        volume = volume or self.volume_of(document, element) or Volume()
        number = self.page.chapter_numbers.get((volume.name, document))
        chapter = f"chapter {number}" if number else self.titles.get(document, "")
        place = ", ".join(filter(None, (volume.name, chapter)))
        section = element if element.name == "section" else element.find_parent("section")
        while section is not None and _untitled(section, volume):
            section = section.find_parent("section")
        if section is None or section.has_attr("data-document"):
            return place
        title = _words(section.find(HEADING))
        return f"{place}, “{title}”" if title else place


def _words(heading: Tag | None) -> str:
    if heading is None:
        return ""
    return text(heading).removesuffix("#").strip()
