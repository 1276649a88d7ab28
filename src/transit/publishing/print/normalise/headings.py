"""Headings: their levels in the whole book, the parts, the list of chapters."""

from bs4 import Tag

from transit.publishing.print.normalise.documents import (
    document_of,
    documents_around,
    documents_in,
    top_of,
)
from transit.publishing.print.normalise.elements import HEADING, is_empty, text, value
from transit.publishing.print.normalise.ids import slug
from transit.publishing.print.normalise.page import Chapter, Page

_TAKEN = {"footnotes", "toc", "landmarks", "cover"}
"""Ids that pandoc gives to parts of an EPUB that it makes itself."""

_ROLES = ("chapter", "section", "subsection", "paragraph")


def set_headings(page: Page) -> None:
    """Give every heading its level and role in the book, and set the titles of parts.

    A document without a title has its name in the place of one.
    """
    part: str | None = None
    begun: set[str] = set()
    for section in documents_in(page.body):
        document = value(section, "data-document")
        part = page.parts.get(document, part if document != page.root else None)
        if section.has_attr("data-absent"):
            continue
        heading = section.find(HEADING)
        if heading is None:
            heading = page.new("h1")
            heading.string = document.rpartition("/")[2]
            section.insert(0, heading)
            page.tell("warnings", section, "the document has no title; its name stands in its "
                      "place; begin it with a heading")  # fmt: skip
        _set_levels(page, section, heading)
        heading["data-file"] = document
        page.ids.move(section, heading)
        if document == page.root and page.root_title and text(heading) == page.title:
            heading.string = page.root_title
        _lead_sections_to_headings(page, section)
        number = page.chapter_numbers.get((page.home(document).name, document), "")
        if number:
            heading["data-chapter"] = number
        if document in page.kinds:
            heading["data-kind"] = page.kinds[document]
        if part is not None and part not in begun:
            begun.add(part)
            title = page.new("h1", data_role="part")
            title.string = part
            section.insert_before(title)
            heading["data-first"] = "true"
        page.chapters.append(Chapter(document, text(heading), int(heading.name[1]), part, number))


def _set_levels(page: Page, section: Tag, heading: Tag) -> None:
    """Set the headings of one document below the level that its own has in the book."""
    depth = max(len(documents_around(section)), 1)
    chapter = 2 if top_of(section) in page.parts else 1
    base = depth - 1 + chapter
    first = int(heading.name[1])
    document = document_of(section)
    for h in section.find_all(HEADING):
        if document_of(h) != document or h.has_attr("data-role"):
            continue
        level = min(base + int(h.name[1]) - first, 6)
        h.name = f"h{level}"
        h.attrs = {"data-role": _ROLES[min(level - chapter, len(_ROLES) - 1)]}
        if slug(text(h)) in _TAKEN:
            h["id"] = page.ids.unused(document, slug(text(h)))
        for mark in h.find_all("span", string=False):
            if is_empty(mark):
                page.ids.move(mark, h)


def _lead_sections_to_headings(page: Page, document: Tag) -> None:
    """Let links to a section, and to labels before its heading, go to the heading."""
    for section in [document, *document.find_all("section")]:
        heading = section.find(HEADING)
        if heading is None:
            continue
        page.ids.move(section, heading)
        for mark in heading.find_previous_siblings("span"):
            if is_empty(mark):
                page.ids.move(mark, heading)
