"""Previews: what a link leads to, said on hover, focus and tap.

Whatever has a place of its own (see `passages`) can be previewed; `previews.js` shows it at every
link that leads there, and takes the text from the file that is written here once it is wanted.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx

from transit.files import write
from transit.publishing.site.passages import Line, Passage

FILE = "preview-texts.js"
LENGTH = 420
"""About how many characters a preview has at most."""

_ADDRESS = re.compile(r"\s*https?://\S+(?:\s*\(accessed [^)]*\))?\.?")
_NUMBERS = re.compile(r"[\d\s.,:%–−-]*")


def preview_lines(passage: Passage) -> list[Line]:
    """Choose what a preview shows of an entry: its title and first lines, without bare numbers.

    Examples
    --------
    >>> lines = (("Head of a region.", ""), ("12", ""), ("See https://a.example/b.", ""))
    >>> preview_lines(Passage("glossary.html", "term-akim", (), True, "Akim", lines))
    [('Akim', ''), ('Head of a region.', ''), ('See', '')]
    """
    found: list[Line] = []
    left = LENGTH
    for text, kind in ((passage.title, ""), *passage.lines):
        words = _ADDRESS.sub("", text)
        if left <= 0 or _NUMBERS.fullmatch(words):
            continue
        if len(words) > left:
            words = words[: left - 2].rsplit(" ", 1)[0] + " …"
            left = 0
        found.append((words, kind))
        left -= len(words)
    return found


def preview_script(passages: Iterable[Passage]) -> str:
    """Write the script that sets ``window.bookPreviews``: lines by page and id."""
    pages: dict[str, dict[str, list[Line]]] = {}
    for passage in passages:
        lines = preview_lines(passage) if passage.is_entry else []
        if lines:
            for place in (passage.place, *passage.also):
                pages.setdefault(passage.page, {}).setdefault(place, lines)
    text = json.dumps(pages, ensure_ascii=False, separators=(",", ":"))
    return f"window.bookPreviews = {text};\n"


def write_previews(app: Sphinx, passages: Iterable[Passage]) -> None:
    """Write the previews of a site."""
    write(Path(app.outdir, "_static", FILE), preview_script(passages))
