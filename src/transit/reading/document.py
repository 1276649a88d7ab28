"""The document model: what every reader makes of an article, whatever it was kept in.

A reader gives `Block` after `Block`, in reading order, each with what it was taken for; then
`transit.reading.assembly` makes an `Article` of them: sections, paragraphs, notes, references.
What a reader is not certain of it says as a `Doubt`, with its place and the setting that decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from transit.reading.references import Citation, Reference
from transit.reading.repairs import RepairLog
from transit.reading.settings import SectionSetting, Settings
from transit.reading.source import Source

CALL_BASE = 0xE000
"""Private use area: one character per note call while text is put together."""

CALLS = "\ue000-\uf8ff"
MAX_NOTES = 0xF8FF - CALL_BASE

KINDS = {
    "title": "title",
    "front": "before the first section",
    "heading": "heading of a section",
    "subheading": "heading within a section",
    "text": "running text",
    "note": "note",
    "reference": "entry of the list of references",
    "keywords": "keywords",
    "caption": "caption",
    "table": "table or picture",
    "code": "code",
    "formula": "formula",
    "running-head": "running head or page number",
    "contents": "table of contents",
    "back": "behind the article",
    "skipped": "left out by the settings",
}
"""What a piece of a document can be taken for. Only running text is counted."""


@dataclass(frozen=True)
class Block:
    """A piece of a document and what it was taken for.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    text : str
        Repaired; a note call is the character `CALL_BASE` plus the note's number.
    page, line : int
        Where it begins; line 0 if the format has none.
    level : int
        Of a heading, 1 being the highest.
    page_last : int
        Where it ends, 0 if on the same page.
    keys : tuple of str
        Keys of works that the format itself says it cites.
    """

    kind: str
    text: str
    page: int = 1
    line: int = 0
    level: int = 0
    page_last: int = 0
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """Something that a reader is not certain of: where, what, and which setting decides."""

    page: int
    line: int
    what: str
    setting: str = ""

    def __str__(self) -> str:
        place = f"page {self.page}" + (f", line {self.line}" if self.line else "")
        return f"{place}: {self.what}" + (f" ({self.setting})" if self.setting else "")


@dataclass
class Paragraph:
    """A paragraph: its name, pages, repaired text, the notes called in it, the keys it cites."""

    id: str
    section: str
    position: int
    page: int
    page_last: int
    text: str
    notes: list[int] = field(default_factory=list)
    keys: tuple[str, ...] = ()


@dataclass
class Section:
    """A section: its settings, the page of its heading, its paragraphs."""

    setting: SectionSetting
    page: int
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(frozen=True)
class Note:
    """A note: its number, page, text, and the paragraph and section that call it."""

    number: int
    page: int
    text: str
    paragraph: str
    section: str


@dataclass
class Article:
    """An article taken apart.

    Attributes
    ----------
    front : list of str
        What stands before the first heading and is not counted.
    references, citations : list
        Entries of the list of references, and which paragraphs cite them.
    blocks : list of Block
        Everything that was found, in reading order, with what it was taken for.
    doubts : list of Doubt
        What reading is not certain of.
    """

    source: Source
    settings: Settings
    front: list[str]
    sections: list[Section]
    keywords: list[str]
    keywords_line: str
    notes: list[Note]
    pages: int
    log: RepairLog
    title: str = ""
    authors: tuple[str, ...] = ()
    references: list[Reference] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs in reading order."""
        return [paragraph for section in self.sections for paragraph in section.paragraphs]
