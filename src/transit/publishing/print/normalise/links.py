"""Links: each to an id of the book or to an absolute address, or gone."""

import posixpath
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import NavigableString, Tag

from transit.publishing.print.normalise.bibliography import is_entry, note_place
from transit.publishing.print.normalise.documents import document_of
from transit.publishing.print.normalise.elements import classes, text, value, within
from transit.publishing.print.normalise.ids import Target
from transit.publishing.print.normalise.page import Page

_TERSE = ["table", "figcaption", "caption", "h1", "h2", "h3", "h4", "h5", "h6"]
_MARKS = "claim-mark"


def resolve_links(page: Page) -> None:
    """Lead every link to its target; those that lead nowhere in print leave their text.

    One without a target, or with more than one, is told.
    """
    for root in page.roots:
        for link in root.find_all("a", href=True):
            _resolve(page, link)
        for link in root.find_all("a", href=False):
            link.unwrap()


def _resolve(page: Page, link: Tag) -> None:
    href, document = value(link, "href"), document_of(link)
    parsed = urlsplit(href)
    if parsed.scheme in ("http", "https", "mailto"):
        _lead_out(page, link, href)
        return
    other = _document_at(page, parsed.path, document)
    if other is not None:
        href = f"#document-{other}" + (f"::{parsed.fragment}" if parsed.fragment else "")
        parsed = urlsplit(href)
    within_book = parsed.path in ("", page.source.name)
    if within_book and parsed.fragment:
        target = _find(page, link, unquote(parsed.fragment), local=not parsed.path)
        if target is None:
            link.unwrap()
        elif target.place:
            _name_place(link, target)
        else:
            _lead_to(page, link, target, document)
    elif page.url and not within_book:
        _lead_out(page, link, urljoin(page.url.rstrip("/") + "/", href))
    else:
        link.unwrap()


def _lead_out(page: Page, link: Tag, href: str) -> None:
    link.attrs = {"href": href}
    page.external.append(href)


def _name_place(link: Tag, target: Target) -> None:
    """Say in running text where in another volume that is which a link leads to."""
    silent = "glossary-term" in classes(link) or link.find_parent(class_=_MARKS) is not None
    if not silent and within(link, _TERSE) is None:
        before = link.previous_sibling
        in_brackets = isinstance(before, NavigableString) and before.rstrip().endswith(("(", ";"))
        link.append(f", {target.place}" if in_brackets else f" ({target.place})")
    link.unwrap()


def _lead_to(page: Page, link: Tag, target: Target, document: str) -> None:
    if within(target.element, ["figcaption", "caption"]) is not None:
        holder = within(target.element, ["figure", "table"])
        if holder is not None:
            page.ids.move(target.element, holder)
    name = page.ids.anchor(target)
    page.linked.add(name)
    citation = link.find_parent(class_="bibtex-citation")
    link.attrs = {"href": f"#{name}"}
    number = value(target.element, "data-number")
    if target.element.name == "table" and number and link.select_one(".std-numref") is not None:
        link.string = number
    if citation is not None and is_entry(target.element):
        note_place(page, citation, name, document)


def _document_at(page: Page, path: str, document: str) -> str | None:
    """The document whose page of the site `path` names, seen from `document`."""
    if not path.endswith(".html"):
        return None
    place = posixpath.join(posixpath.dirname(document), unquote(path))
    name = posixpath.normpath(place).removesuffix(".html")
    return name if name != page.root and page.ids.get(name, "") is not None else None


def _find(page: Page, link: Tag, fragment: str, *, local: bool) -> Target | None:
    document = document_of(link)
    found = None
    if fragment.startswith("document-"):
        name, _, own = fragment.removeprefix("document-").partition("::")
        found = page.ids.get(name, own)
    elif local:
        found = page.ids.get(document, fragment)
    if found is not None:
        return found
    candidates = page.ids.named(fragment)
    if link.find_parent(class_="bibtex-citation") is not None:
        candidates = [t for t in candidates if is_entry(t.element)]
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        fault = f"has no target {fragment!r}"
    else:
        places = ", ".join(sorted({t.document for t in candidates}))
        fault = f"could go to {fragment!r} in {places}; give the target a label of its own"
    page.tell("warnings", link, f"the link {text(link)!r} {fault}; it is no link in print")
    return None
