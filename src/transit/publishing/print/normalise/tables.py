"""Tables: plain rows and cells, columns of numbers marked, widths chosen for the page."""

import re
from collections.abc import Sequence

from bs4 import NavigableString, Tag

from transit.publishing.print.columns import lay_out, measure
from transit.publishing.print.normalise.elements import classes, text, unwrap_paragraphs, value
from transit.publishing.print.normalise.page import Page

Rows = Sequence[Sequence[Tag]]

_CELLS = ["th", "td"]
_KEPT = ("colspan", "rowspan", "data-fill", "data-ink")
_BOXES = ("li", "dd", "blockquote", "details", "td", "th", "figure", "aside")
_LONG = 30
"""Rows of a table that is looked things up in, over several pages."""
_MONO = 0.65
"""Width of a letter of code, in ems of the text around it."""
_NUMBER = re.compile(r"[−\-–+]?[\d.,\s%‰]*\d[\d.,\s%‰]*|[–—-]")


def set_tables(page: Page) -> None:
    """Leave of each table its caption, rows and cells, and lay it out."""
    for table in page.body.find_all("table"):
        if table.find(_CELLS) is None:
            _leave_caption(page, table)
            continue
        of_data = "dataframe" in classes(table)
        caption = table.find("caption")
        asked = " ".join(c for c in classes(table) if c.startswith("print-"))
        kept = {"class": asked, "data-number": value(table, "data-number")}
        table.attrs = {name: content for name, content in kept.items() if content}
        if of_data:
            _drop_counting_index(table)
        for cell in table.find_all(_CELLS):
            _clean_cell(cell)
            _part_blocks(page, cell)
        _mark_rows(page, table)
        if caption is not None:
            unwrap_paragraphs(caption)
            caption.attrs = {}
        _lay_out(table, asked)
        page.counts["tables"] += 1


def _leave_caption(page: Page, table: Tag) -> None:
    """Leave of a table without cells, which no page can show, its caption and that it is empty."""
    caption = table.find("caption")
    line = page.new("p")
    line.string = f"{text(caption)} (an empty table)" if caption is not None else "An empty table."
    table.insert_before(line)
    mark = page.new("span")
    line.insert(0, mark)
    page.ids.move(table, mark)
    table.decompose()


def _mark_rows(page: Page, table: Tag) -> None:
    """Let links to a row go to its first cell, which names the row at the head of a page."""
    rows = table.find_all("tr")
    for row in rows:
        row.attrs = {}
        first = row.find(_CELLS)
        if first is None or page.ids.of(row) is None:
            continue
        mark = page.new("span")
        name = next(first.stripped_strings, "")
        if name and len(rows) >= _LONG:
            named = page.new("span", class_="row-mark", data_entry=name)
            first.insert(0, named)
        first.insert(0, mark)
        page.ids.move(row, mark)


def _drop_counting_index(table: Tag) -> None:
    """Drop the index column of a data frame when it only counts the rows."""
    firsts = [row.find(_CELLS) for row in table.select("tbody > tr")]
    heads = table.select("thead > tr")
    cells = [cell for cell in firsts if cell is not None and cell.name == "th"]
    if len(heads) != 1 or len(cells) < len(firsts):
        return
    corner = heads[0].find(_CELLS)
    if corner is None or text(corner) or not _counts([c.get_text(strip=True) for c in cells]):
        return
    for cell in [corner, *cells]:
        cell.decompose()


def _counts(labels: list[str]) -> bool:
    """Whether labels count from nought, with at most a gap that pandas left out."""
    head, gap, tail = labels, -1, []
    for i, label in enumerate(labels):
        if label in ("...", "…"):
            head, gap, tail = labels[:i], i, labels[i + 1 :]
            break
    if head != [str(i) for i in range(len(head))]:
        return False
    if gap < 0 or not tail:
        return gap < 0
    return tail[0].isdigit() and tail == [str(int(tail[0]) + i) for i in range(len(tail))]


def _clean_cell(cell: Tag) -> None:
    """Leave of a cell what it spans, whether it is a number, and its content."""
    kept = {name: value(cell, name) for name in _KEPT if cell.has_attr(name)}
    if {"number", "numeric", "text-right"} & set(classes(cell)) or "right" in value(cell, "style"):
        kept["class"] = "number"
    cell.attrs = dict(kept)
    paragraphs = cell.find_all("p", recursive=False)
    if len(paragraphs) == 1:
        paragraphs[0].unwrap()
    if cell.get_text().strip() == cell.get_text():
        return
    for edge, strip in ((0, str.lstrip), (-1, str.rstrip)):
        end = cell.contents[edge] if cell.contents else None
        if type(end) is NavigableString:
            end.replace_with(strip(end))


def _part_blocks(page: Page, cell: Tag) -> None:
    """Let each block in a cell begin a line of its own."""
    for block in cell.find_all("div", recursive=False):
        before = block.previous_sibling
        if before is not None and getattr(before, "name", None) != "br":
            block.insert_before(page.new("br"))


def _lay_out(table: Tag, asked: str) -> None:
    """Choose the size of a table and the widths of its columns."""
    grid = [row.find_all(_CELLS, recursive=False) for row in table.find_all("tr")]
    columns = max((sum(int(value(c, "colspan") or 1) for c in row) for row in grid), default=0)
    table["data-columns"] = str(columns)
    whole = [
        row
        for row in grid
        if len(row) == columns
        and not any(c.has_attr("colspan") or c.has_attr("rowspan") for c in row)
    ]
    body = [row for row in whole if row and row[-1].name == "td"]
    if not body:
        return
    _mark_numbers(grid, body, columns)
    words = [max((w for row in whole for w in _words(row[j])), default=1) for j in range(columns)]
    lines = [[_lines(cell) for cell in row] for row in body]
    forced = next(iter(asked.split()), "").removeprefix("print-")
    layout, widths = lay_out(lines, words, layout=forced)
    if layout == "landscape" and table.find_parent(_inside) is not None:
        layout, widths = lay_out(lines, words, layout="wide")  # no page can be turned within a box
    table["data-layout"] = layout
    if widths:
        table["data-widths"] = ",".join(f"{width:.4f}" for width in widths)


def _inside(element: Tag) -> bool:
    """Whether an element is one that print sets as a box, or within which it sets its parts."""
    return element.name in _BOXES or bool(
        {"admonition", "topic", "sidebar"} & set(classes(element))
    )


def _mark_numbers(grid: Rows, body: Rows, columns: int) -> None:
    """Mark the columns that hold nothing but numbers, their heads included."""
    for j in range(columns):
        values = [text(row[j]) for row in body if row[j].name == "td"]
        values = [found for found in values if found]
        if values and all(_NUMBER.fullmatch(found) for found in values):
            for row in grid:
                if len(row) == columns:
                    row[j]["class"] = "number"


def _lines(cell: Tag) -> list[float]:
    """The width of each line of a cell, as its breaks part it."""
    lines = [""]
    for part in cell.descendants:
        if isinstance(part, NavigableString):
            lines[-1] += part
        elif isinstance(part, Tag) and part.name in ("br", "p", "li", "div"):
            lines.append("")
    return [measure(" ".join(line.split())) for line in lines]


def _words(cell: Tag) -> list[float]:
    """The widths of the words of a cell; long ones may part at their hyphens."""
    words: list[str] = []
    for word in text(cell).split():
        words.extend([word] if len(word) <= 12 else re.split(r"(?<=[-/])", word))
    widest = [measure(word, bold=cell.name == "th") for word in words]
    for code in cell.find_all("code"):
        widest += [_MONO * len(part) for part in re.split(r"(?<=[_./=:,(-])|\s", text(code))]
    return widest
