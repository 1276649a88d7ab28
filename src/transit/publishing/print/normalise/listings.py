"""Code and the output of cells: plain text, with the language for whoever sets it."""

from transit.publishing.print.normalise.elements import classes
from transit.publishing.print.normalise.page import Page

_PYTHON = ("ipython3", "python", "python3")
_UNNAMED = ("", "default", "none", "text")


def set_listings(page: Page) -> None:
    """Leave of each listing and each word of code its text."""
    for block in page.body.select("div.highlight > pre, pre"):
        if block.parent is None:
            continue
        outer = block
        language = ""
        for parent in block.parents:
            found = [c for c in classes(parent) if c.startswith("highlight-")]
            if not found and "highlight" not in classes(parent):
                break
            outer = parent
            language = found[0].removeprefix("highlight-") if found else language
        new = page.new("pre")
        if block.find_parent(class_="cell_input") is not None:
            new["data-cell"] = ""
        if "output" in classes(outer):
            new["class"] = "output"
        elif language in _PYTHON:
            new["class"] = "python"
        elif language not in _UNNAMED:
            new["class"] = language
        code = page.new("code")
        code.string = block.get_text().rstrip("\n") + "\n"
        new.append(code)
        outer.replace_with(new)
    for code in page.body.find_all("code"):
        if code.parent is not None and code.parent.name != "pre":
            code.string = code.get_text()
            code.attrs = {}
