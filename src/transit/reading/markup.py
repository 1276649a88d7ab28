"""What is done to a marked-up text before pandoc reads it: what it would lose is kept or told."""

from __future__ import annotations

import contextlib
import json
import re
from html import escape

from bs4 import BeautifulSoup, Tag

from transit.wording import counted

_CHROME = ("script", "style", "nav", "form", "header", "footer", "template", "noscript", "button")
_CODE = re.compile(r"^<<.*?>>=.*?^@[^\n]*$", re.MULTILINE | re.DOTALL)
_TEMPLATE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|^\{:[^}\n]*\}", re.MULTILINE | re.DOTALL)


def ready(kind: str, content: bytes) -> tuple[bytes, list[str]]:
    """Return a text as pandoc should have it, and what is doubtful of what was left out.

    Parameters
    ----------
    kind : str
        How pandoc calls the format. Only HTML, LaTeX and Markdown are changed.
    content : bytes

    Examples
    --------
    >>> ready("markdown", b"{% include picture.html %}The town moved.")
    (b'The town moved.', ["left out: one command to a site's templates"])
    """
    if kind == "html":
        return _main_part(content), []
    if kind.startswith("latex"):
        return _CODE.sub("", content.decode("utf-8", "replace")).encode(), []
    if kind == "markdown":
        text, count = _TEMPLATE.subn("", content.decode("utf-8", "replace"))
        left = f"left out: {counted(count, 'command')} to a site's templates" if count else ""
        return text.encode(), [left] if left else []
    return content, []


def _main_part(content: bytes) -> bytes:
    """Return the article of a web page: without menus and scripts, and no other part of it."""
    page = BeautifulSoup(content, "lxml")
    head = _head(page)
    whole = page.find_all(["article", "d-article", "dt-article"])
    main = whole[0] if len(whole) == 1 else page.find("main") or page.body or page
    for tag in main.find_all(_CHROME):
        inside = tag.name == "header" and (tag.find("h1") or tag.find("h2"))
        if not inside:
            tag.decompose()
    _plain_distill(page, main)
    language = page.html.get("lang", "") if isinstance(page.html, Tag) else ""
    return f"<html lang='{language}'><head>{head}</head><body>{main}</body></html>".encode()


def _head(page: BeautifulSoup) -> str:
    """Return title and authors as the page names them: for catalogues, for browsers, at its top."""
    named = {
        name: [escape(str(tag.get("content", ""))) for tag in page.find_all("meta", {"name": name})]
        for name in ("citation_title", "citation_author", "author")
    }
    top = page.title or page.find("h1")
    title = named["citation_title"] or ([escape(top.get_text(" ", strip=True))] if top else [])
    authors = named["citation_author"] or named["author"]
    front = page.select_one("d-front-matter script, script[type='text/front-matter']")
    if front and not authors:
        with contextlib.suppress(ValueError, TypeError, AttributeError):
            told = json.loads(front.get_text())
            authors = [escape(str(author["author"])) for author in told.get("authors", [])]
    lines = [f"<title>{text}</title>" for text in title[:1]]
    return "".join(lines + [f'<meta name="author" content="{name}">' for name in authors if name])


def _plain_distill(page: BeautifulSoup, main: Tag) -> None:
    """Write the citations and notes of a Distill article as other pages write theirs."""
    for tag in main.find_all(["d-cite", "dt-cite"]):
        keys = str(tag.get("key") or tag.get("bibtex-key") or "").replace(",", " ")
        tag.replace_with(page.new_tag("span", attrs={"class": "citation", "data-cites": keys}))
    notes = main.find_all(["d-footnote", "dt-fn"])
    for number, tag in enumerate(notes, start=1):
        call = page.new_tag("a", attrs={"href": f"#distill-{number}"})
        call.string = str(number)
        tag.replace_with(call)
        tag.name, tag.attrs = "div", {"id": f"distill-{number}"}
        main.append(tag)
