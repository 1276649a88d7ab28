"""The colours of table cells, which styled frames say something with."""

import re

import tinycss2
import tinycss2.color3
from bs4 import Tag

from transit.publishing.print.normalise.elements import value
from transit.publishing.print.normalise.page import Page

_ID = re.compile(r"#([\w-]+)$")
_MEANT = {"background-color": "data-fill", "background": "data-fill", "color": "data-ink"}
_CELLS = ["td", "th"]


def note_colours(page: Page) -> None:
    """Mark the cells of tables with the colours that style sheets of outputs give them."""
    for sheet in page.body.find_all("style"):
        for rule in tinycss2.parse_stylesheet(sheet.get_text(), True, True):
            if rule.type != "qualified-rule":
                continue
            colours = _colours(tinycss2.serialize(rule.content))
            for selector in tinycss2.serialize(rule.prelude).split(",") if colours else ():
                named = _ID.match(selector.strip())
                for target in page.ids.named(named[1]) if named else ():
                    _mark(target.element, colours)
    for cell in page.body.find_all(_CELLS, style=True):
        _mark(cell, _colours(value(cell, "style")))


def _colours(declarations: str) -> dict[str, str]:
    """Return the colours that declarations give, as hexadecimal numbers."""
    found = {}
    for item in tinycss2.parse_declaration_list(declarations, True, True):
        if item.type != "declaration" or item.lower_name not in _MEANT:
            continue
        colour = tinycss2.color3.parse_color(tinycss2.serialize(item.value).strip())
        if isinstance(colour, tinycss2.color3.RGBA) and colour.alpha > 0:
            parts = (round(255 * part) for part in colour[:3])
            found[_MEANT[item.lower_name]] = "#" + "".join(f"{part:02x}" for part in parts)
    return found


def _mark(element: Tag, colours: dict[str, str]) -> None:
    if element.name in _CELLS:
        for name, colour in colours.items():
            element[name] = colour
