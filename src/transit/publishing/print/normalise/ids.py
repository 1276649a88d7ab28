"""What links point at: ids that are unique in the book, and the elements that bear them."""

import re
from dataclasses import dataclass

from bs4 import Tag

from transit.publishing.print.normalise.documents import document_of, documents_in
from transit.publishing.print.normalise.elements import value

_CHARACTERS = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Return `text` in the characters that are safe in ids and file names.

    Examples
    --------
    >>> slug("Figure 1: Votes & Seats")
    'figure-1-votes-seats'
    """
    return _CHARACTERS.sub("-", text.lower()).strip("-") or "x"


@dataclass
class Target:
    """An element that links point at: its id in the book, and where it stands."""

    element: Tag
    document: str
    own: str
    name: str
    place: str = ""
    """Where it is to be found in words, if another volume holds it."""


class Ids:
    """The targets of a book, by document and id."""

    def __init__(self) -> None:
        self._targets: dict[tuple[str, str], Target] = {}
        self._by_id: dict[str, list[Target]] = {}
        self._owned: dict[int, list[Target]] = {}
        # Elements are held, so that no other takes over the identity of one that is gone.
        self._held: list[Tag] = []
        self._names: set[str] = set()

    def collect(self, body: Tag) -> None:
        """Take the ids off every element, and give each a name that is unique in the book."""
        for element in body.find_all(id=True):
            document, own = document_of(element), value(element, "id")
            del element["id"]
            if (document, own) not in self._targets:
                target = Target(element, document, own, self.unused(document, own))
                self._targets[document, own] = target
                self._by_id.setdefault(own, []).append(target)
                self._own(target, element)
        for section in documents_in(body):
            document = value(section, "data-document")
            target = Target(section, document, "", self.unused("doc", document))
            self._targets[document, ""] = target
            self._own(target, section)

    def all(self) -> list[Target]:
        """Return every target of the book."""
        return list(self._targets.values())

    def unused(self, document: str, own: str) -> str:
        """Return a name for an id that no other element has or will have."""
        base = name = f"{slug(document)}--{slug(own)}"
        n = 2
        while name in self._names:
            name, n = f"{base}-{n}", n + 1
        self._names.add(name)
        return name

    def get(self, document: str, own: str) -> Target | None:
        """Return the target of an id in a document; the document's own has the id ``""``."""
        return self._targets.get((document, own))

    def named(self, own: str) -> list[Target]:
        """Return the targets of an id in any document that are still in the book."""
        targets = self._by_id.get(own, ())
        return [t for t in targets if t.place or not t.element.decomposed]

    def of(self, element: Tag) -> Target | None:
        """Return the first target that stands on an element."""
        return next(iter(self._owned.get(id(element), [])), None)

    def has(self, element: Tag) -> bool:
        """Whether links point, or once pointed, at an element."""
        return id(element) in self._owned

    def move(self, old: Tag, new: Tag) -> None:
        """Let links to `old` go to `new`."""
        for target in self._owned.pop(id(old), []):
            self._own(target, new)

    def _own(self, target: Target, element: Tag) -> None:
        target.element = element
        self._held.append(element)
        self._owned.setdefault(id(element), []).append(target)

    def anchor(self, target: Target) -> str:
        """Put the target's name on its element, or return the one that is there."""
        element = target.element
        if not element.get("id"):
            element["id"] = target.name
        return value(element, "id")
