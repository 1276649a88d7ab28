"""The bibliography: its entries, with links back to the places that cite them."""

from bs4 import Tag

from transit.publishing.print.normalise.elements import classes, value, within
from transit.publishing.print.normalise.page import Page

ENTRIES = '[role="doc-biblioentry"], div.citation'


def is_entry(element: Tag) -> bool:
    """Whether an element is a work in a bibliography."""
    return element.get("role") == "doc-biblioentry" or "citation" in classes(element)


def note_place(page: Page, citation: Tag, entry: str, document: str) -> None:
    """Note that a citation in `document` cites the `entry` of that id, and give it an id."""
    owner = citation
    if within(citation, ["figcaption", "caption"]) is not None:
        owner = within(citation, ["figure", "table"]) or citation
    else:
        owner = citation.find_parent(attrs={"data-role": True}) or citation
    if not owner.get("id"):
        owner["id"] = page.ids.unused("cite", entry.rsplit("--", 1)[-1])
    places = page.cited.setdefault(entry, [])
    if all(place != owner["id"] for place, _ in places):
        places.append((value(owner, "id"), document))


def set_bibliography(page: Page) -> None:
    """Set each list of works as a list, with links back to where each is cited."""
    shown = {link.get_text(strip=True) for link in page.body.select(".bibtex-citation a")}
    for entry in page.body.select(ENTRIES):
        label = entry.select_one(":scope > .label")
        if label is not None:
            _set_label(entry, label, shown)
        name = value(entry, "id")
        if page.volume.documents and name not in page.linked:
            entry.decompose()
            continue
        entry.name = "div"
        entry.attrs = {"class": "reference", "id": name} if name else {"class": "reference"}
        places = page.cited.get(name, [])
        if places:
            entry.append(_cited_in(page, places))


def _set_label(entry: Tag, label: Tag, shown: set[str]) -> None:
    """Keep the label of an entry only where citations show it."""
    words = label.get_text(strip=True).strip("[]")
    paragraph = entry.find("p")
    if words not in shown or paragraph is None:
        label.decompose()
        return
    label.name = "strong"
    label.attrs = {}
    label.string = f"[{words}] "
    paragraph.insert(0, label.extract())


def _cited_in(page: Page, places: list[tuple[str, str]]) -> Tag:
    """Return the line of links to the documents that cite an entry."""
    titles = {chapter.document: chapter.title for chapter in page.chapters}
    line = page.new("div", class_="backrefs", data_anchors=" ".join(name for name, _ in places))
    line.append("Cited in ")
    first: dict[str, str] = {}
    for place, document in places:
        first.setdefault(document, place)
    for number, (document, place) in enumerate(first.items()):
        if number:
            line.append(", ")
        back = page.new("a", href=f"#{place}")
        back.string = titles.get(document, document)
        line.append(back)
    return line
