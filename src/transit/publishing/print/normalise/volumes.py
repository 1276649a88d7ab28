"""What one volume holds of the book: its documents, and the numbers of the chapters in all."""

from collections import Counter

from bs4 import Tag

from transit.publishing.print.normalise.bibliography import ENTRIES
from transit.publishing.print.normalise.documents import documents_in, top_of
from transit.publishing.print.normalise.elements import HEADING, text, value
from transit.publishing.print.normalise.page import Page
from transit.publishing.volumes import Volume

_GLOSSARY = "dl.glossary"


def number_chapters(page: Page) -> None:
    """Number the documents of the parts, volume by volume; lists at the end have no number."""
    counts: Counter[str] = Counter()
    for section in documents_in(page.body):
        document = value(section, "data-document")
        kind = _kind(section)
        if kind:
            page.kinds[document] = kind
        front = document == "index" or document not in page.parts
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
    for section in reversed(gone):
        if section.select_one("[data-document]") is None:
            section.decompose()
        else:
            section["data-absent"] = ""
            _clear(section)


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

    def of(self, document: str, element: Tag) -> str:
        volume = next((v for v in self.page.volumes if v.holds(document)), Volume())
        number = self.page.chapter_numbers.get((volume.name, document))
        chapter = f"chapter {number}" if number else self.titles.get(document, "")
        place = ", ".join(filter(None, (volume.name, chapter)))
        section = element if element.name == "section" else element.find_parent("section")
        if section is None or section.has_attr("data-document"):
            return place
        title = _words(section.find(HEADING))
        return f"{place}, “{title}”" if title else place


def _words(heading: Tag | None) -> str:
    if heading is None:
        return ""
    return text(heading).removesuffix("#").strip()
