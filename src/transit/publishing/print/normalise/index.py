"""The index: where the terms of the glossary and the names of the book occur in running text."""

import re

from bs4 import NavigableString, Tag

from transit.publishing.print.normalise.elements import value
from transit.publishing.print.normalise.page import Page

_RUNNING = ["p", "li", "dd"]
_APART = (
    "h1, h2, h3, h4, h5, h6, figure, table, pre, code, .citation, [role=doc-biblioentry], "
    ".bibtex-citation, .math"
)


def mark_index(page: Page) -> None:
    """Mark the terms that link to the glossary, and each name once in a paragraph."""
    if page.names is None:
        return
    for link in page.body.select("a.glossary-term"):
        anchor = value(link, "href").rpartition("::")[2].lstrip("#")
        terms = [t for t in page.ids.named(anchor) if t.element.name == "dt"]
        label = terms and terms[0].element.get_text(strip=True)
        if label:
            link.insert_before(_mark(page, label.rstrip("#")))
    for term in page.body.select("dl.glossary dt"):
        term.insert(0, _mark(page, term.get_text(strip=True).rstrip("#")))
    forms = {form: entry for entry, found in page.names.items() for form in found}
    if not forms:
        return
    longest = sorted(forms, key=len, reverse=True)
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, longest))})\b")
    apart = {id(element) for element in page.body.select(_APART)}
    marked: dict[int, set[str]] = {}
    for words in page.body.find_all(string=pattern):
        around = list(words.parents)
        block = next((e for e in around if e.name in _RUNNING), None)
        if block is not None and not any(id(element) in apart for element in around):
            _mark_names(page, words, pattern, forms, marked.setdefault(id(block), set()))


def _mark_names(
    page: Page,
    words: NavigableString,
    pattern: re.Pattern[str],
    forms: dict[str, str],
    seen: set[str],
) -> None:
    """Mark in a text the names that its paragraph has not had yet."""
    pieces: list[str | Tag] = []
    at = 0
    for match in pattern.finditer(words):
        entry = forms[match.group()]
        if entry not in seen:
            seen.add(entry)
            pieces += [words[at : match.start()], _mark(page, entry)]
            at = match.start()
    if pieces:
        for piece in [*pieces, words[at:]]:
            words.insert_before(NavigableString(piece) if isinstance(piece, str) else piece)
        words.extract()


def _mark(page: Page, entry: str) -> Tag:
    return page.new("span", class_="index", data_entry=entry)
