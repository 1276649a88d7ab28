"""What the page holds for print, counted before and after each kind is set."""

from collections import Counter

from transit.publishing.contents import Counts, compare
from transit.publishing.print.normalise.documents import document_of
from transit.publishing.print.normalise.page import Page
from transit.publishing.print.normalise.pictures import NARROW

_IN = {
    "pictures": f"img:not(.{NARROW})",
    "tables": "table:has(th, td)",
    "code cells": ".cell_input pre",
    "formulas": "div.math, span.math",
}
_OUT = {
    "pictures": "img",
    "tables": "table:has(th, td)",
    "code cells": "[data-cell]",
    "formulas": "div.equation, span.math, .formula-source",
}


def count_in(page: Page) -> None:
    """Note what each document holds that is to be printed."""
    page.given = _count(page, _IN)


def count_out(page: Page) -> None:
    """Tell what has gone, and note what is left."""
    made = _count(page, _OUT)
    for document, counts in page.given.items():
        compare(page.findings, "edition for print", document, counts, made.get(document, {}))
    page.contents = sum(made.values(), Counter())
    page.contents["notes"] = page.counts["notes"]
    page.contents["formulas"] -= len(page.body.select(".formula-source"))


def _count(page: Page, kinds: dict[str, str]) -> dict[str, Counts]:
    found: dict[str, Counts] = {}
    for root in page.roots:
        for kind, selector in kinds.items():
            for element in root.select(selector):
                found.setdefault(document_of(element), Counter())[kind] += 1
    return found
