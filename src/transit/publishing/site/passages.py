"""What finished pages say, part by part: sections, and whatever in them has a place of its own.

Rows of tables, definitions of a glossary and works of a bibliography are such places.  The search
index (see `searching`) and the previews of links (see `previewing`) are made of these.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from lxml import html
from lxml.html import HtmlElement

Line = tuple[str, str]
"""A line of text, and the class of the element that it is, if it is one."""

_MAIN = "//article[contains(concat(' ', @class, ' '), ' bd-article ')]"
# What stands on a page but is none of its words.
_ASIDE = " | ".join(
    f".//{path}"
    for path in (
        "script",
        "style",
        "svg",
        "button",
        "annotation",
        "thead",
        "form",
        "*[@class='headerlink']",
        "*[contains(@class, 'cell_input')]",
        "details[contains(@class, 'hide')]/summary",
        "*[contains(@class, 'chart-notes')]",
        "*[contains(@class, 'screen-only')]",
        "*[contains(@class, 'cite-box')]",
        "*[contains(@class, 'book-downloads')]",
        "*[contains(@class, 'cited-in')]",
        "*[contains(@class, 'toctree-wrapper')]",
    )
)
_ADDRESS = re.compile(r"https?://\S+")
_ENTRIES = ".//tr[@id] | .//dt[@id] | .//div[@id and contains(@class, 'citation')]"
_BLOCKS = {"p", "li", "td", "th", "tr", "dt", "dd", "div", "caption", "figcaption", "br", "table"}
_BLOCKS |= {"h1", "h2", "h3", "h4", "section", "figure", "ul", "ol", "pre", "summary", "details"}


@dataclass(frozen=True)
class Passage:
    """A section of a page, or an entry in one."""

    page: str
    """The page's path in the site."""
    place: str
    """The id of the element; empty for the page as a whole."""
    also: tuple[str, ...]
    """Further ids that lead to the same."""
    is_entry: bool
    title: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The words, in one line, without addresses."""
        return _tidy(_ADDRESS.sub("", " ".join(text for text, _ in self.lines)))


def passages_of(page: str, source: str) -> list[Passage]:
    """Part a finished page into its passages.

    Parameters
    ----------
    page : str
        The page's path in the site.
    source : str
        The page.

    Returns
    -------
    list of Passage
        In the order of the page; none for a page without an article.
    """
    found = _find(html.document_fromstring(source), _MAIN)
    if not found:
        return []
    main = found[0]
    for node in _find(main, _ASIDE):
        _drop(node)
    passages = [_entry(page, node) for node in _find(main, _ENTRIES)]
    for node in _find(main, _ENTRIES):
        _drop(_definition(node))
        _drop(node)
    for section in main.iter("section"):
        heads = _find(section, "./h1 | ./h2 | ./h3 | ./h4 | ./h5")
        if heads:
            is_page = heads[0].tag == "h1"
            place = "" if is_page else section.get("id", "")
            title = _tidy(heads[0].text_content())
            lines = tuple(_lines(section, skip=heads[0]))
            passages.append(Passage(page, place, (), False, title, lines))
    return passages


def passages_of_site(folder: Path) -> list[Passage]:
    """Part all finished pages of a site, in the order of their paths."""
    found = []
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        if not name.startswith("_") and name not in ("genindex.html", "search.html"):
            found += passages_of(name, path.read_text("utf8"))
    return found


def _find(node: HtmlElement, path: str) -> list[HtmlElement]:
    return cast(list[HtmlElement], node.xpath(path))


def _definition(node: HtmlElement) -> HtmlElement | None:
    found = _find(node, "./following-sibling::dd[1]") if node.tag == "dt" else []
    return found[0] if found else None


def _drop(node: HtmlElement | None) -> None:
    if node is not None and node.getparent() is not None:
        node.drop_tree()


def _entry(page: str, node: HtmlElement) -> Passage:
    also = tuple(inner.get("id", "") for inner in _find(node, ".//*[@id]"))
    if node.tag == "tr":
        cells = [list(_lines(cell)) for cell in node.iterchildren("td", "th")]
        title = cells[0][0][0] if cells and cells[0] else ""
        lines = [*cells[0][1:], *(line for cell in cells[1:] for line in cell)] if cells else []
    elif node.tag == "dt":
        title = _tidy(node.text_content())
        after = _definition(node)
        lines = [] if after is None else list(_lines(after))
    else:
        title = ""
        lines = list(_lines(node))
    return Passage(page, node.get("id"), also, True, title, tuple(lines))


def _lines(node: HtmlElement, skip: HtmlElement | None = None) -> Iterator[Line]:
    """Give the lines of an element without those of the sections in it."""
    words: list[str] = []
    kinds: list[str] = []

    def end() -> Iterator[Line]:
        text = _tidy("".join(words))
        if text:
            yield text, kinds[0] if len(set(kinds)) == 1 else ""
        words.clear()
        kinds.clear()

    def walk(element: HtmlElement, kind: str) -> Iterator[Line]:
        is_block = element.tag in _BLOCKS
        own = kind or ("" if is_block or element.tag != "span" else element.get("class", ""))
        if is_block:
            yield from end()
        add(element.text, own)
        for child in element:
            if child is not skip and child.tag != "section" and isinstance(child.tag, str):
                yield from walk(child, own)
            add(child.tail, own)
        if is_block:
            yield from end()

    def add(text: str | None, kind: str) -> None:
        if text:
            words.append(text)
            if text.strip():
                kinds.append(kind)

    yield from walk(node, "")
    yield from end()


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
