"""The notes: gathered at the end, with the name of its note at each reference."""

from collections import Counter

from bs4 import Tag

from transit.publishing.print.normalise.documents import chapter_of, document_of
from transit.publishing.print.normalise.elements import value
from transit.publishing.print.normalise.page import Page

_NOTES = '[role="doc-footnote"], aside.footnote'
_REFERENCES = 'a[role="doc-noteref"], a.footnote-reference'


def gather_notes(page: Page) -> None:
    """Number the notes in the order of their references, chapter by chapter.

    A reference without a note goes, and is told.
    """
    notes = {id(note): note for note in page.body.select(_NOTES)}
    for note in notes.values():
        for extra in note.select(":scope > .label, :scope > .backrefs"):
            extra.decompose()
    names: dict[int, str] = {}
    numbers: dict[int, int] = {}
    in_chapter: Counter[str] = Counter()
    for link, note in _references(page, notes):
        again = id(note) in names
        if not again:
            page.counts["notes"] += 1
            names[id(note)] = f"note-{page.counts['notes']}"
            chapter = chapter_of(link)
            in_chapter[chapter] += 1
            numbers[id(note)] = in_chapter[chapter]
        mark = page.new("span", class_="noteref", data_note=names[id(note)])
        if again:
            mark["data-again"] = str(numbers[id(note)])
        link.replace_with(mark)
    for note in notes.values():
        if id(note) in names and note.name == "aside":
            note.name = "div"
            document = document_of(note)
            note.attrs = {"class": "note", "id": names[id(note)], "data-document": document}
            page.notes.append(note.extract())
    for rest in page.body.select("aside.footnote-list, aside.footnote, dl.footnote"):
        rest.decompose()


def _references(page: Page, notes: dict[int, Tag]) -> list[tuple[Tag, Tag]]:
    """Return each link to a note with the note."""
    found = []
    for link in page.body.select(_REFERENCES):
        target = page.ids.get(document_of(link), value(link, "href").lstrip("#"))
        if target is None or id(target.element) not in notes:
            words = link.get_text(strip=True)
            page.tell("warnings", link, f"note {words} has no text; its mark is left out in print")
            link.decompose()
            continue
        found.append((link, target.element))
    return found
