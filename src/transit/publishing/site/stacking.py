"""Tables made ready for narrow windows: each cell knows its head, and wide tables are marked.

Where a table marked ``stacks`` does not fit, the style sheet sets every row as a block, the cells
one below the other, each under its head.
"""

import re

from lxml import html
from lxml.html import HtmlElement

_TABLE = re.compile(
    r'<table class="(?:[^"]*\s)?(?:data-table|docutils|table)(?:\s[^"]*)?"[^>]*>.*?</table>', re.S
)

NARROW = 308
"""Pixels that a table has in a window of 340."""

_LETTER, _PADDING, _AT_MOST = 6.6, 19, 20


def mark_tables(text: str) -> str:
    """Give the cells of a page's tables their heads, and mark tables that are wide.

    Examples
    --------
    >>> row = "<tr><td>Whoever wins</td><td>the president</td></tr>"
    >>> head = "<thead><tr><th>What is held</th><th>Whose it is</th></tr></thead>"
    >>> table = f'<table class="data-table">{head}<tbody>{row}</tbody></table>'
    >>> mark_tables(table) == table
    True
    >>> wide = table.replace("Whoever", "Whosoever-in-this-whole-republic")
    >>> 'data-head="Whose it is"' in mark_tables(wide), "data-table stacks" in mark_tables(wide)
    (True, True)
    """
    return _TABLE.sub(lambda match: _marked(match[0]), text)


def _marked(source: str) -> str:
    table = html.fragment_fromstring(source)
    heads = [_words(cell) for cell in table.iterfind("./thead/tr[last()]/th")]
    rows = [list(row.iterchildren("td", "th")) for row in table.iterfind("./tbody/tr")]
    if not heads or any(len(row) != len(heads) for row in rows):
        return source
    width = sum(_width([heads[k], *(_words(row[k]) for row in rows)]) for k in range(len(heads)))
    if width <= NARROW:
        return source
    table.set("class", f"{table.get('class')} stacks")
    for row in rows:
        for head, cell in zip(heads, row, strict=True):
            cell.set("data-head", head)
            if not len(cell) and not _words(cell):
                cell.set("data-empty", "")
    return html.tostring(table, encoding="unicode").replace("</wbr>", "")  # it has no end tag


def _words(cell: HtmlElement) -> str:
    return re.sub(r"\s+", " ", str(cell.text_content())).strip()


def _width(texts: list[str]) -> float:
    """Estimate how narrow a column can be without looking squeezed."""
    longest = max((len(word) for text in texts for word in text.split(" ")), default=0)
    whole = max(map(len, texts), default=0)
    return max(longest, min(whole, _AT_MOST)) * _LETTER + _PADDING
