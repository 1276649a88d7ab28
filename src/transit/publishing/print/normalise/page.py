"""The page that the passes work on, and what they find out about the book."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bs4 import BeautifulSoup, Tag

from transit.errors import TransitError
from transit.publishing.contents import Counts
from transit.publishing.findings import STRICT, Findings
from transit.publishing.print.normalise.documents import document_of
from transit.publishing.print.normalise.ids import Ids
from transit.publishing.volumes import WHOLE, Volume

_SVG_SOURCE = re.compile(r"<svg\b.*?</svg>", re.DOTALL | re.IGNORECASE)
SHOWN: Final = "shown"
ALL: Final = "all"
NONE: Final = "none"
_BODIES = ("article.bd-article", "article[role=main]", "div[role=main]", "main")


@dataclass
class Chapter:
    """A source document of the book."""

    document: str
    title: str
    level: int
    part: str | None = None
    number: str = ""


@dataclass
class Page:
    """Sphinx's page while it is turned into plain HTML.

    Attributes
    ----------
    source, folder : Path
        The page's file, and where its pictures go.
    soup, body : BeautifulSoup, Tag
        The page, and the element of it that holds the book.
    svgs : list of str
        The inline drawings, each at the number in ``data-svg`` of the image in its place.
    notes : Tag
        Where the notes are gathered.
    ids : Ids
        What links point at.
    parts : dict of str to str
        The part of each document that is in one.
    url, root, findings, code, narrow, title, root_title, volume, volumes, names
        As `normalise` takes them.
    chapter_numbers : dict of (str, str) to str
        The number of each numbered chapter, by the name of the volume and its document.
    kinds : dict of str to str
        The documents that are a bibliography or a glossary.
    linked : set of str
        The ids that links lead to.
    cited : dict of str to list of (str, str)
        For each work of the bibliography, the ids of the places that cite it and the document
        that each is in.
    given : dict of str to Counter
        What each document holds before anything is set.
    chapters, counts, contents, lead, external
        What the book holds; see `Normalised`.
    """

    source: Path
    folder: Path
    soup: BeautifulSoup
    body: Tag
    svgs: list[str]
    notes: Tag
    parts: dict[str, str] = field(default_factory=dict)
    url: str | None = None
    root: str = "index"
    findings: Findings = field(default_factory=lambda: Findings(STRICT))
    code: str = SHOWN
    narrow: bool = False
    title: str | None = None
    root_title: str | None = None
    volume: Volume = WHOLE
    volumes: Sequence[Volume] = (WHOLE,)
    names: Mapping[str, Sequence[str]] | None = None
    chapter_numbers: dict[tuple[str, str], str] = field(default_factory=dict)
    ids: Ids = field(default_factory=Ids)
    kinds: dict[str, str] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    cited: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    chapters: list[Chapter] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    given: dict[str, Counts] = field(default_factory=dict)
    contents: Counts = field(default_factory=Counter)
    lead: Path | None = None
    external: list[str] = field(default_factory=list)

    @classmethod
    def read(
        cls,
        source: Path,
        folder: Path,
        *,
        parts: Sequence[tuple[str, Sequence[str]]] = (),
        **options: Any,
    ) -> "Page":
        """Read Sphinx's page; see `normalise` for the parameters."""
        html, svgs = lift_svgs(source.read_text("utf-8"))
        soup = BeautifulSoup(html, "lxml")
        body = next(filter(None, map(soup.select_one, _BODIES)), soup.body)
        if body is None:
            raise TransitError(f"{source}: the page has no body")
        body["data-root"] = options.get("root", cls.root)
        return cls(
            source=source,
            folder=folder,
            soup=soup,
            body=body,
            svgs=svgs,
            notes=soup.new_tag("div", attrs={"class": "notes"}),
            parts={name: caption for caption, documents in parts for name in documents},
            **options,
        )

    def tell(self, kind: str, element: Tag, message: str) -> None:
        """Note a finding about an element."""
        self.findings.add(kind, message, document_of(element))

    @property
    def roots(self) -> tuple[Tag, Tag]:
        """The body and the notes."""
        return self.body, self.notes

    def home(self, document: str) -> Volume:
        """Return the volume that numbers a document: the one that is set, else its first."""
        if self.volume.documents:
            return self.volume
        return next((v for v in self.volumes if v.holds(document)), self.volume)

    def new(self, name: str, **attributes: str) -> Tag:
        """Return a new element; ``class_`` stands for ``class``, ``_`` for a hyphen."""
        names = {key.rstrip("_").replace("_", "-"): text for key, text in attributes.items()}
        return self.soup.new_tag(name, attrs=dict(names))

    def line(self, role: str, paragraph: Tag) -> Tag:
        """Return a block for a line of a figure or table: its headline or its source."""
        paragraph.name = "p"
        paragraph.attrs = {}
        holder = self.new("div", class_=role)
        holder.append(paragraph.extract())
        return holder


def lift_svgs(text: str) -> tuple[str, list[str]]:
    """Take inline SVG out of a page before an HTML parser lower-cases its attributes.

    Returns
    -------
    str
        The page, with an image that bears the drawing's number in the place of each; those
        hidden from readers are gone.
    list of str
        The drawings.

    Examples
    --------
    >>> lift_svgs('<p><svg viewBox="0 0 1 1"></svg></p>')
    ('<p><img data-svg="0"></p>', ['<svg viewBox="0 0 1 1"></svg>'])
    """
    svgs: list[str] = []

    def lift(match: re.Match[str]) -> str:
        source = match.group()
        if re.search(r"^<svg[^>]*aria-hidden=[\"']?true", source):
            return ""
        svgs.append(source)
        return f'<img data-svg="{len(svgs) - 1}">'

    return _SVG_SOURCE.sub(lift, text), svgs
