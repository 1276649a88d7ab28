"""Where things stand in Sphinx's page: its documents, and the ids within each."""

import re

from bs4 import Tag

from transit.errors import TransitError
from transit.publishing.print.normalise.elements import value
from transit.publishing.print.normalise.page import Page


def mark_documents(page: Page) -> None:
    """Mark the section of each source document, the root included, and what is to be left out.

    Raises
    ------
    TransitError
        If the page has no section.
    """
    root = page.body.find("section", recursive=False) or page.body.find("section")
    if root is None or root.find_previous("span", id=re.compile("^document-")) is not None:
        raise TransitError(f"{page.source}: the page has no section to print")
    root["data-document"] = page.root
    for mark in page.body.select('span[id^="document-"]'):
        section = mark.find_next_sibling("section")
        if section is None:
            section = _sectioned(page, mark)
        section["data-document"] = value(mark, "id").removeprefix("document-")
        mark.decompose()
    for volume in page.volumes:
        for selector in volume.without:  # while selectors can name ids
            for element in page.body.select(selector):
                element["data-not-in"] = f"{value(element, 'data-not-in')} {volume.file}".strip()
                if volume == page.volume:
                    element["data-left-out"] = ""


def _sectioned(page: Page, mark: Tag) -> Tag:
    """Put what stands of a document without headings into a section."""
    section = page.new("section")
    for sibling in list(mark.next_siblings):
        if isinstance(sibling, Tag) and value(sibling, "id").startswith("document-"):
            break
        section.append(sibling.extract())
    mark.insert_after(section)
    return section


def collect_ids(page: Page) -> None:
    """Take the ids off every element, and give each a name that is unique in the book."""
    page.ids.collect(page.body)
