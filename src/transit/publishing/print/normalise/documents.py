"""The source documents of the book: which of them a thing is in."""

from bs4 import Tag

from transit.publishing.print.normalise.elements import value


def documents_in(body: Tag) -> list[Tag]:
    """Return the sections of the documents, in the order of the book."""
    return list(body.select("[data-document]"))


def documents_around(element: Tag) -> list[Tag]:
    """Return the sections of the documents that an element is in, the innermost first."""
    return [parent for parent in element.parents if parent.has_attr("data-document")]


def document_of(element: Tag) -> str:
    """Return the name of the document that an element is in or is."""
    if element.has_attr("data-document"):
        return value(element, "data-document")
    around = documents_around(element)
    return value(around[0], "data-document") if around else _root(element)


def chapter_of(element: Tag) -> str:
    """Return the chapter an element is in: its document, or the one that contains that."""
    around = documents_around(element)
    return value(around[max(len(around) - 2, 0)], "data-document") if around else _root(element)


def _root(element: Tag) -> str:
    """The document that everything is in which stands in no section."""
    body = element.find_parent(attrs={"data-root": True})
    return value(body, "data-root") if body is not None else ""


def top_of(section: Tag) -> str:
    """Return the document directly below the root that the section of a document is in."""
    chain = [section, *documents_around(section)]
    return value(chain[-2] if len(chain) > 1 else chain[0], "data-document")
