"""The last passes: nothing left that print has no meaning for, apostrophes set, text written."""

import re

from bs4 import NavigableString, Tag

from transit.publishing.print.normalise.elements import (
    APOSTROPHE,
    classes,
    is_empty,
    printed_apostrophes,
    value,
)
from transit.publishing.print.normalise.page import Page

_WRAPPERS = ["section", "div", "span", "article", "aside", "main"]
_BLOCKS = {
    "admonition",
    "admonition-title",
    "backrefs",
    "elsewhere",
    "equation",
    "headline",
    "key",
    "note",
    "notes",
    "reference",
    "source",
}
_SPANS = {"noteref", "math", "index", "claim-mark", "row-mark"}
_OF_SPANS = (
    "id",
    "lang",
    "class",
    "data-note",
    "data-again",
    "data-alt",
    "data-entry",
    "data-verdict",
)
_HOLDING = ["p", "li", "dd", "dt", "td", "th", "a", "em", "strong", "code", "figcaption", "caption"]
_HELD = ["pre", "ul", "ol", "dl", "blockquote", "img", "hr", "tr", "tbody", "thead"]
_DELIMITER = re.compile(r"\\(?=[(\[])")
_MATHS = ["math", "equation"]


def flatten(page: Page) -> None:
    """Drop the wrappers and attributes that mean nothing in print."""
    for root in page.roots:
        _part_anchors(page, root)
        for element in root.find_all(_WRAPPERS):
            if element.parent is not None:
                _flatten(page, element)
        for paragraph in root.find_all("p"):
            if is_empty(paragraph) and not paragraph.find(["img", "span"]):
                paragraph.decompose()
            else:
                paragraph.attrs = {}
        for element in root.find_all(True):
            for name in list(element.attrs):
                if name.startswith(("aria-", "on")) or name in ("style", "role", "tabindex"):
                    del element[name]


def _part_anchors(page: Page, root: Tag) -> None:
    """Let links to an element that bears no label in print go to a mark at its begin."""
    for element in root.find_all([*_HOLDING, *_HELD], id=True):
        mark = page.new("span", id=value(element, "id"))
        del element["id"]
        if element.name in _HOLDING:
            element.insert(0, mark)
        else:
            element.insert_before(mark)


def _flatten(page: Page, element: Tag) -> None:
    """Take a wrapper away unless it is of the vocabulary or has an id."""
    own = set(classes(element))
    if element.name == "span" and (element.get("id") or element.get("lang") or own & _SPANS):
        element.attrs = {name: element[name] for name in _OF_SPANS if element.has_attr(name)}
        if own and not own & _SPANS:
            del element["class"]
    elif element.name != "div" or not own & _BLOCKS:
        if element.name == "div" and element.get("id"):
            element.insert(0, page.new("span", id=value(element, "id")))
        element.unwrap()


def set_apostrophes(page: Page) -> None:
    """Set the apostrophes of texts that no typographer has seen, as those of charts."""
    for root in page.roots:
        for text in root.find_all(string=APOSTROPHE):
            if _is_prose(text):
                text.replace_with(printed_apostrophes(text))
        for image in root.find_all("img"):
            image["alt"] = printed_apostrophes(value(image, "alt"))


def hold_backslashes(page: Page) -> None:
    r"""Keep pandoc from reading mathematics where a text says ``\(`` or ``\[``."""
    for root in page.roots:
        for text in root.find_all(string=_DELIMITER):
            if not _is_prose(text):
                continue
            for number, piece in enumerate(_DELIMITER.split(text)):
                if number:
                    backslash = page.new("span")
                    backslash.string = "\\"
                    text.insert_before(backslash)
                text.insert_before(piece)
            text.extract()


def _is_prose(text: NavigableString) -> bool:
    """Whether a text is neither code nor mathematics."""
    return not text.find_parent(["pre", "code"]) and not text.find_parent(class_=_MATHS)


def serialise(page: Page) -> str:
    """Write the body and, where there are any, the notes."""
    notes = page.notes.decode() if page.counts["notes"] else ""
    return page.body.decode_contents() + notes
