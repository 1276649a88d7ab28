"""Mathematics: TeX between the delimiters that pandoc reads, with its reading aloud."""

import re

from bs4 import Tag

from transit.publishing.print.normalise.page import Page
from transit.publishing.print.speech import read_aloud


def set_formulas(page: Page) -> None:
    """Leave of each formula its TeX, its number and the words for it."""
    for source in page.body.select("div.math > code.tex, span.math > code.tex"):
        _leave_source(page, source)
    for equation in page.body.select("div.math"):
        number = equation.select_one(".eqno")
        attributes = {"class": "equation"}
        if number is not None:
            attributes["data-number"] = number.get_text(strip=True)
            number.decompose()
        tex = re.sub(r"\\(begin|end)\{(equation|split)\*?\}", "", _tex(equation)).strip()
        tex = re.sub(r"\\(begin|end)\{align\*?\}", r"\\\1{aligned}", tex)
        equation.attrs = {**attributes, "data-alt": read_aloud(tex)}
        equation.string = f"\\[{tex}\\]"
        page.counts["equations"] += 1
    for inline in page.body.select("span.math"):
        tex = _tex(inline)
        inline.attrs = {"class": "math", "data-alt": read_aloud(tex)}
        inline.string = f"\\({tex}\\)"
        page.counts["equations"] += 1


def _leave_source(page: Page, source: Tag) -> None:
    """Leave of a formula that could not be read its source, as code."""
    holder = source.parent
    if holder is not None and holder.name == "div":
        block = page.new("pre", class_="tex")
        source.wrap(block)
        number = holder.select_one(".eqno")
        if number is not None:
            number.decompose()
    if holder is not None:
        holder["class"] = "formula-source"
    page.counts["equations"] += 1


def _tex(element: Tag) -> str:
    """The TeX of a formula, from between its delimiters or from beside its MathML."""
    annotation = element.find("annotation", attrs={"encoding": "application/x-tex"})
    tex = (element if annotation is None else annotation).get_text().strip()
    for start, end in (("\\(", "\\)"), ("\\[", "\\]")):
        tex = tex.removeprefix(start).removesuffix(end).strip()
    return tex
