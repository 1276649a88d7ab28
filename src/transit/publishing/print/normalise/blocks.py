"""Boxes, lists, and marks within the text."""

from bs4 import Tag

from transit.publishing.print.normalise.elements import classes, text, value
from transit.publishing.print.normalise.page import Page

_ADMONITIONS = (
    "attention",
    "caution",
    "danger",
    "error",
    "hint",
    "important",
    "note",
    "seealso",
    "tip",
    "warning",
)
_ASIDE_BOXES = "aside.topic, div.topic, aside.sidebar, div.sidebar"
_LABELS = "span.verdict, span.badge, span.sd-badge"
_REMARKS = "span.aside"


def set_boxes(page: Page) -> None:
    """Make folded text, admonitions, topics and sidebars boxes of one form."""
    for block in page.body.select("details"):
        summary = block.find("summary")
        words = ""
        if summary is not None:
            words = text(summary)
            summary.decompose()
        block.name = "div"
        block["class"] = "admonition note"
        head = page.new("p", class_="admonition-title")
        head.string = words or "Note"
        block.insert(0, head)
    for block in page.body.select(".admonition"):
        kinds = [c for c in classes(block) if c in _ADMONITIONS]
        voices = [c for c in classes(block) if c.startswith("voice-")]
        title = block.select_one(":scope > .admonition-title")
        _set_box(block, title, kind=(voices or kinds or ["note"])[0])
    for block in page.body.select(_ASIDE_BOXES):
        _set_box(block, block.select_one(".topic-title, .sidebar-title"), kind="note")


def _set_box(block: Tag, title: Tag | None, *, kind: str) -> None:
    block.name = "div"
    block.attrs = {"class": f"admonition {kind}"}
    if title is not None:
        title.name = "div"
        title.attrs = {"class": "admonition-title"}


def set_lists(page: Page) -> None:
    """Set items of one paragraph closely, and let links to a term go to its first word."""
    for item in page.body.find_all(["li", "dd"]):
        paragraphs = item.find_all("p", recursive=False)
        if len(paragraphs) == 1:
            paragraphs[0].unwrap()
    for term in page.body.find_all("dt"):
        if page.ids.of(term) is not None:
            mark = page.new("span")
            term.insert(0, mark)
            page.ids.move(term, mark)
        term.attrs = {}


def set_marks(page: Page) -> None:
    """Set labels of the screen in bold type, remarks in italics; link and join marks of claims."""
    for name, selector in (("strong", _LABELS), ("em", _REMARKS)):
        for mark in page.body.select(selector):
            if glyph := value(mark, "data-glyph"):  # which the screen draws
                mark.insert(0, f"{glyph}\N{NO-BREAK SPACE}")
            mark.name = name
            mark.attrs = {}
    for mark in page.body.select(".claim-mark[data-claim]"):
        claim = value(mark, "data-claim")
        if len(page.ids.named(claim)) == 1:
            link = page.new("a", href=f"#{claim}")
            link.extend(list(mark.children))
            mark.append(link)
    for mark in reversed(page.body.select(".claim-mark + .claim-mark")):
        first = mark.previous_sibling
        if isinstance(first, Tag):  # no words between the two
            first.append(" ")
            first.extend(list(mark.children))
            mark.decompose()
