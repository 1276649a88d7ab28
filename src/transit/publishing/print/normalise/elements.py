"""Reading elements: their attributes as text, their classes as a list."""

import re
from collections.abc import Sequence

from bs4 import Tag

APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
HEADING = re.compile("^h[1-6]$")


def value(element: Tag, name: str) -> str:
    """Return an attribute as one text, empty if the element lacks it."""
    found = element.get(name)
    if found is None:
        return ""
    return found if isinstance(found, str) else " ".join(found)


def classes(element: Tag) -> list[str]:
    """Return the classes of an element."""
    return value(element, "class").split()


def text(element: Tag) -> str:
    """Return what an element says, on one line."""
    return element.get_text(" ", strip=True)


def within(element: Tag, names: Sequence[str]) -> Tag | None:
    """Return the innermost element of one of `names` around an element."""
    return element.find_parent(list(names))


def unwrap_paragraphs(element: Tag) -> None:
    """Let the text of the paragraphs of a caption stand in the caption itself."""
    for paragraph in element.find_all("p"):
        paragraph.unwrap()


def is_empty(element: Tag) -> bool:
    """Whether an element says nothing."""
    return not element.get_text(strip=True)


def printed_apostrophes(words: str) -> str:
    """Return a text with the apostrophes of a printer."""
    return APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", words)
