"""Taking out what only serves a reader in a browser."""

from collections import Counter

from bs4 import Tag
from bs4.element import PreformattedString

from transit.publishing.print.normalise.documents import document_of
from transit.publishing.print.normalise.elements import HEADING, text, value, within
from transit.publishing.print.normalise.page import NONE, SHOWN, Page

_FURNITURE = ", ".join(
    (
        "script",
        "style",
        "link",
        "template",
        "button",
        "input",
        "select",
        "textarea",
        "form",
        "nav",
        "iframe",
        "a.headerlink",
        ".toctree-l1",
        ".backrefs",
        ".cited-in",
        ".visually-hidden",
        ".sr-only",
        ".no-print",
        ".d-print-none",
        ".screen-only",
        "[data-left-out]",
        "[hidden]",
        "hr.footnotes",
        "svg[aria-hidden=true]",
        "details.chart-data",
    )
)
_CODE = ".cell_input"
_CONTENT = ["img", "table", "math", "pre", "figure"]


def strip_furniture(page: Page) -> None:
    """Drop controls, folded tables of charts, sections left with a title alone, and the code of
    cells that is not to be printed."""
    for code in page.body.select(_CODE):
        folded = code.find_parent("details", class_="hide")
        if page.code == NONE or (folded is not None and page.code == SHOWN):
            _drop(page, code)
    for details in page.body.select("details.hide"):
        _unfold(details)
    for element in page.body.select(_FURNITURE):
        if not element.decomposed:
            _drop(page, element)
    drop_empty_sections(page)
    for comment in page.body.find_all(string=lambda s: isinstance(s, PreformattedString)):
        comment.extract()


def _unfold(details: Tag) -> None:
    """Leave of a folded part of a cell what it holds."""
    summary = details.find("summary")
    if summary is not None:
        summary.decompose()
    details.unwrap()


def drop_empty_sections(page: Page) -> None:
    """Drop the sections of which nothing is left but the heading, innermost first."""
    for section in reversed(page.body.find_all("section")):
        if section.has_attr("data-document") or section.find(_CONTENT):
            continue
        headings = section.find_all(HEADING)
        words = sum(len(h.get_text(strip=True)) for h in headings)
        if len(headings) == 1 and len(section.get_text(strip=True)) == words:
            _drop(page, section)


def _drop(page: Page, element: Tag) -> None:
    """Remove an element; links to it go to where it stood."""
    parts = [element, *element.find_all(True)]
    for part in parts:
        if part.get("id"):  # a link leads here already
            element.insert_before(page.new("span", id=value(part, "id")))
    anchors = [part for part in parts if page.ids.has(part)]
    if anchors:
        mark = page.new("span")
        element.insert_before(mark)
        for anchor in anchors:
            page.ids.move(anchor, mark)
    element.decompose()


def number_captions(page: Page) -> None:
    """Take the number out of each caption into an attribute of its figure or table."""
    for number in page.body.select(".caption-number"):
        owner = within(number, ["figure", "table"]) or number.find_parent(
            class_=["literal-block-wrapper"]
        )
        if owner is not None:
            owner["data-number"] = text(number)
        number.decompose()
    _number_tables(page)


def _number_tables(page: Page) -> None:
    """Number the tables that have a caption, in the order of their volume."""
    counts: Counter[str] = Counter()
    for table in page.body.find_all("table"):
        owner = within(table, ["figure"]) or table
        caption = table.find("caption") or (owner is not table and owner.find("figcaption"))
        if not caption or (owner is not table and owner.find(["img", "svg"])):
            continue
        prefix = page.home(document_of(table)).prefix
        counts[prefix] += 1
        owner["data-number"] = f"Table {prefix}{counts[prefix]}"
