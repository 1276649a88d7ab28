"""Where things stand in Sphinx's page: its documents, and the ids within each."""

from transit.errors import TransitError
from transit.publishing.print.normalise.elements import value
from transit.publishing.print.normalise.page import Page


def mark_documents(page: Page) -> None:
    """Mark the section of each source document, the root included, and what is to be left out.

    Raises
    ------
    TransitError
        If the page has no section, or one of Sphinx's marks of a document has none.
    """
    root = page.body.find("section")
    if root is None:
        raise TransitError(f"{page.source}: the page has no section to print")
    root["data-document"] = "index"
    for mark in page.body.select('span[id^="document-"]'):
        section = mark.find_next_sibling("section")
        if section is None:
            raise TransitError(f"{page.source}: document {value(mark, 'id')!r} has no section")
        section["data-document"] = value(mark, "id").removeprefix("document-")
        mark.decompose()
    for volume in page.volumes:
        for selector in volume.without:  # while selectors can name ids
            for element in page.body.select(selector):
                element["data-not-in"] = f"{value(element, 'data-not-in')} {volume.file}".strip()
                if volume == page.volume:
                    element["data-left-out"] = ""


def collect_ids(page: Page) -> None:
    """Take the ids off every element, and give each a name that is unique in the book."""
    page.ids.collect(page.body)
