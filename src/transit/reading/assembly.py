"""From blocks to an article: sections, paragraphs, notes, references and what is doubtful."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from transit.bibtex import load, settle
from transit.errors import TransitError
from transit.reading import languages
from transit.reading.document import (
    CALL_BASE,
    CALLS,
    Article,
    Block,
    Doubt,
    Note,
    Paragraph,
    Section,
)
from transit.reading.languages import squeeze
from transit.reading.references import (
    Citation,
    Reference,
    find_citations,
    name_references,
    number_by_place,
    parse_reference,
)
from transit.reading.repairs import RepairLog
from transit.reading.settings import SectionSetting, Settings
from transit.reading.source import Source
from transit.reading.words import TOKEN

OPENING = "Opening"
"""Heading given to text that stands before the first heading."""

BIBLIOGRAPHY = "--bibliography"
"""What settles keys whose works are not at hand."""

PROSE = 25
"""Words from which text before the first heading is text, not a name or an address."""

_LONG, _COVER = 500, 8
"""Words from which an abstract may hold the text, and most of them that end its page."""

LONGEST = 60
"""Most characters of a name."""

CALL = re.compile(f"[{CALLS}]")
_LABEL = r"^(?:key ?words|schlüsselwörter|schlagwörter|mots[- ]clés|ключевые слова|түйін сөздер)\s*[:.—–-]\s*"
_KEYWORDS = re.compile(_LABEL, re.IGNORECASE)
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіßæøœłđ",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "yo",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "_",
            "y",
            "_",
            "e",
            "yu",
            "ya",
            "a",
            "gh",
            "q",
            "ng",
            "o",
            "u",
            "u",
            "h",
            "i",
            "ss",
            "ae",
            "o",
            "oe",
            "l",
            "d",
        ],
        strict=True,
    )
) | {"ъ": "", "ь": ""}
_NOTE = re.compile(r"^\[?\^?(\d{1,3})[\].)]?:?\s+")
_BRACKETED = re.compile(r"\[(\d{1,3})\]")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.|[A-H]\.)\s+(?=\S)")


@dataclass
class Parts:
    """What a reader found, before it is assembled.

    Attributes
    ----------
    blocks : list of Block
        In reading order.
    notes : dict of int to Block
        By number.
    references : list of Reference
        Entries that the format itself keeps as such.
    pages : int
    log : RepairLog
    doubts : list of Doubt
    title, authors, language : str, tuple of str, str
        As the format itself names them; empty if it does not.
    """

    blocks: list[Block]
    notes: dict[int, Block] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    pages: int = 1
    log: RepairLog = field(default_factory=RepairLog)
    doubts: list[Doubt] = field(default_factory=list)
    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""


class Names:
    """Identifiers given to sections that no settings name."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.abbrs: set[str] = set()

    def take(self, setting: SectionSetting) -> None:
        """Note that a section has these names."""
        self.ids.add(setting.id)
        self.abbrs.add(setting.abbr)

    def setting(self, heading: str, count: int) -> SectionSetting:
        """Return a heading with names that no section has, `count` sections being there."""
        slug = slug_of(heading) or f"section-{count}"
        abbr = re.sub(r"[^a-z0-9]", "", slug)[:3] or "sec"
        if abbr in self.abbrs:
            abbr = f"{abbr[:2]}{count + 1}"
        if slug in self.ids:
            slug = f"{slug}-{count + 1}"
        return SectionSetting(slug, abbr, heading)


def slug_of(text: str) -> str:
    """Return a text as a name: Latin letters without accents, digits and hyphens, not too long.

    Examples
    --------
    >>> slug_of("Größe und Maß: Введение")
    'grosse-und-mass-vvedenie'
    """
    latin = "".join(_LATIN.get(letter, letter) for letter in text.lower())
    plain = unicodedata.normalize("NFKD", latin)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return (
        slug if len(slug) <= LONGEST else (slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST])
    )


def assemble(source: Source, settings: Settings, parts: Parts) -> Article:
    """Make an article of what a reader found.

    Parameters
    ----------
    source : Source
        The file.
    settings : Settings
        If they name sections, the headings are these and no others; otherwise the highest level
        of heading that stands more than once divides the article.
    parts : Parts
        From a reader.

    Returns
    -------
    Article

    Raises
    ------
    TransitError
        If a heading that the settings name stands nowhere, or no text is left.
    """
    sample = " ".join(block.text for block in parts.blocks if block.kind == "text")
    settings = settings.for_text(sample, parts.language)
    builder = _Builder(source, settings, parts)
    for block in _placed(parts.blocks, settings):
        builder.take(block)
    return builder.article()


def _placed(blocks: list[Block], settings: Settings) -> Iterable[Block]:
    """Give every block its final kind: sections, references, notes and back matter told apart."""
    level = _section_level(blocks)
    named = {squeeze(s.sought) for s in settings.sections}
    skipping = [re.compile(pattern) for pattern in settings.skip]
    under, depth, begun, opened = "text", 0, False, False
    for block in blocks:
        if any(pattern.search(CALL.sub("", block.text)) for pattern in skipping):
            yield replace(block, kind="skipped")
            continue
        if block.kind == "heading":
            key = squeeze(heading_text(block.text))
            kind = _matter(key, named)
            if under != "text" and kind == "text" and not named and block.level > depth:
                yield replace(block, kind="subheading")
                continue
            under, depth = kind, block.level
            if kind != "text":
                yield replace(block, kind="subheading")
            elif named:
                whole = squeeze(block.text)
                section = key in named or whole in named
                yield block if section else replace(block, kind="subheading")
            else:
                top = block.level <= level or (not begun and key in languages.HEADINGS)
                begun = begun or block.level <= level
                opened = opened or top
                below = "subheading" if opened else "front"
                yield block if top else replace(block, kind=below)
        elif block.kind == "text" and under != "text":
            yield replace(block, kind=under)
        else:
            yield block


def _matter(key: str, named: set[str]) -> str:
    """Return what stands under a heading."""
    if key in named:
        return "text"
    if key in languages.REFERENCES:
        return "reference"
    if key in languages.NOTES:
        return "note"
    if key in languages.CONTENTS:
        return "contents"
    return "back" if key in languages.BACK else "text"


def heading_text(text: str) -> str:
    """Return a heading without its number, its note calls and a colon at its end."""
    return _NUMBER.sub("", CALL.sub("", text).strip()).strip().rstrip(":").rstrip(".")


def _section_level(blocks: list[Block]) -> int:
    """Return the level of heading that divides the article: the highest that stands twice."""
    levels = Counter(
        b.level
        for b in blocks
        if b.kind == "heading" and _matter(squeeze(heading_text(b.text)), set()) == "text"
    )
    repeated = [level for level, count in sorted(levels.items()) if count > 1]
    return repeated[0] if repeated else max(levels, default=1)


class _Builder:
    """Takes blocks one by one and puts the article together."""

    def __init__(self, source: Source, settings: Settings, parts: Parts) -> None:
        self.source, self.settings, self.parts = source, settings, parts
        self.named = {squeeze(s.sought): s for s in settings.sections}
        self.names = Names()
        self.front: list[str] = []
        self.sections: list[Section] = []
        self.keywords = ""
        self.entries: list[Block] = []
        self.endnotes: list[Block] = []
        self.calls = ""
        self.blocks: list[Block] = []
        headed = any(block.kind == "heading" for block in parts.blocks)
        self.prose = PROSE if headed else 1

    def take(self, block: Block) -> None:
        """Put one block where it belongs.

        Notes of a heading, or of signs without a word, go to the paragraph under it.
        """
        for part in self._parted_at_title(block):
            self._place(part)

    def _parted_at_title(self, block: Block) -> list[Block]:
        """Return a heading for the title, where it stands once more between abstract and text.

        So manuscripts begin; what else ends the abstract, as its number of words, comes before it.
        """
        in_abstract = bool(self.sections) and _is_abstract(self.sections[-1])
        if block.kind != "text" or self.named or not in_abstract:
            return [block]
        self._name_title()
        words, count = block.text.split(), len(self.parts.title.split())
        before, again = words[:-count], " ".join(words[-count:])
        title = CALL.sub("", again)
        if not count or len(before) > _COVER or squeeze(title) != squeeze(self.parts.title):
            return [block]
        what = f"the title, which stands once more after the abstract, is taken for the heading “{title}”"
        self.parts.doubts.append(Doubt(block.page, block.line, what, "[[section]]"))
        page = block.page_last or block.page
        head = Block("heading", again, page, block.line, level=1)
        return [replace(block, text=" ".join(before)), head] if before else [head]

    def _place(self, block: Block) -> None:
        wordless = block.kind == "text" and not TOKEN.search(CALL.sub("", block.text))
        block = replace(block, kind="formula") if wordless else block
        self.blocks.append(block)
        if wordless or block.kind in ("title", "heading", "subheading"):
            self.calls += "".join(CALL.findall(block.text))
        label = _KEYWORDS.match(block.text) if block.kind == "text" else None
        if (label and not self.keywords) or block.kind == "keywords":
            self.keywords = CALL.sub("", block.text)
        elif block.kind == "heading":
            self._open(block)
        elif block.kind == "text":
            self._text(block)
        elif block.kind == "reference":
            self.entries.append(block)
        elif block.kind == "note":
            self.endnotes.append(block)
        elif block.kind in ("title", "front"):
            self.front.append(CALL.sub("", block.text))
            if block.kind == "title" and not self.parts.title:
                self.parts.title = CALL.sub("", block.text)

    def _open(self, block: Block) -> None:
        heading = heading_text(block.text)
        setting = self.named.get(squeeze(block.text)) or self.named.get(squeeze(heading))
        setting = setting or self.names.setting(heading, len(self.sections))
        self.names.take(setting)
        if self.sections and not self.sections[-1].paragraphs:
            self.sections.pop()
        self.sections.append(Section(setting, block.page))

    def _text(self, block: Block) -> None:
        if not self.sections:
            words = len(block.text.split())
            if self.named or words < self.prose:
                self.front.append(CALL.sub("", block.text))
                return
            self._open(Block("heading", OPENING, block.page, block.line))
            self.parts.doubts.append(
                Doubt(
                    block.page,
                    block.line,
                    f"text before the first heading is read as the section “{OPENING}”",
                    "name the sections in article.toml",
                )
            )
        section = self.sections[-1]
        block, self.calls = replace(block, text=self.calls + block.text), ""
        section.paragraphs.append(paragraph_of(section, block))

    def _doubt_long_abstract(self) -> None:
        for section in self.sections if not self.named else ():
            words = sum(len(paragraph.text.split()) for paragraph in section.paragraphs)
            if words > _LONG and _is_abstract(section):
                what = f"the abstract has {words:,} words; the text may begin in it"
                self.parts.doubts.append(Doubt(section.page, 0, what, "[[section]]"))

    def _name_title(self) -> None:
        """Take a short first line for the title, if nothing else says what it is."""
        told = [line for line in self.front if not line.lower().startswith("running head")]
        first = heading_text(told[0]) if told else ""
        if not self.parts.title and 1 < len(first.split()) <= 25 and first[-1] not in ".,;:":
            self.parts.title = first
            what = f"the first line, “{first}”, is taken for the title"
            self.parts.doubts.append(Doubt(1, 0, what, "title in [article]"))

    def _notes(self) -> dict[int, Block]:
        """Return the notes by number, those behind the text with them."""
        notes, last = dict(self.parts.notes), 0
        for note in self.endnotes:
            number = _NOTE.match(note.text)
            if number and int(number[1]) in self.parts.notes:
                what = f"two notes are numbered {number[1]}; the one behind the text is left out"
                self.parts.doubts.append(Doubt(note.page, note.line, what))
                last = 0
            elif number:
                last = int(number[1])
                notes[last] = replace(note, text=note.text[number.end() :])
            elif last and not number:
                notes[last] = replace(notes[last], text=f"{notes[last].text} {note.text}")
        if not self.parts.references and not self.entries:
            self._call_bracketed(set(notes))
        return notes

    def _call_bracketed(self, numbers: set[int]) -> None:
        """Take "[1]" for the call of note 1, unless numbers in brackets can be references."""
        paragraphs = [p for section in self.sections for p in section.paragraphs]
        uncalled = numbers.difference(*(p.notes for p in paragraphs))
        for paragraph in paragraphs:
            calls = [int(n) for n in _BRACKETED.findall(paragraph.text) if int(n) in uncalled]
            paragraph.notes += calls
            for number in calls:
                paragraph.text = paragraph.text.replace(f"[{number}]", "", 1)

    def article(self) -> Article:
        """Return the article."""
        if self.sections and not self.sections[-1].paragraphs:
            self.sections.pop()
        found = {section.setting.id for section in self.sections}
        missing = [s.sought for s in self.settings.sections if s.id not in found]
        if missing:
            raise TransitError(
                f"{self.source.name}: the heading {missing[0]!r} of {self.settings.name} was not "
                "found, or has no text; `transit read --preview` shows what is taken for what"
            )
        if not self.sections:
            raise TransitError(
                f"{self.source.name}: no running text found; `transit read --preview` shows what "
                "is taken for what"
            )
        name_paragraphs(self.sections)
        doubts = self.parts.doubts
        self._doubt_long_abstract()
        notes = self._notes()
        references = self.parts.references or name_references(
            parse_reference(CALL.sub("", b.text), b.page) for b in self.entries
        )
        self._name_title()
        article = Article(
            source=self.source,
            settings=self.settings,
            front=self.front,
            sections=self.sections,
            keywords=keywords_of(self.keywords),
            keywords_line=self.keywords,
            notes=_attach(self.sections, notes, doubts),
            pages=self.parts.pages,
            log=self.parts.log,
            title=self.parts.title,
            authors=self.parts.authors,
            references=references,
            blocks=self.blocks + [replace(b, kind="note") for _, b in sorted(notes.items())],
            doubts=doubts,
        )
        link(article)
        return article


def _is_abstract(section: Section) -> bool:
    return squeeze(section.setting.heading) in languages.ABSTRACTS


def paragraph_of(section: Section, block: Block) -> Paragraph:
    """Make the next paragraph of a section from a block."""
    return Paragraph(
        id="",
        section=section.setting.id,
        position=len(section.paragraphs) + 1,
        page=block.page,
        page_last=block.page_last or block.page,
        text=CALL.sub("", block.text),
        notes=[ord(mark) - CALL_BASE for mark in CALL.findall(block.text)],
        keys=block.keys,
    )


def name_paragraphs(sections: list[Section]) -> None:
    """Give every paragraph its name: the section's short name and a number."""
    for section in sections:
        for paragraph in section.paragraphs:
            paragraph.id = f"{section.setting.abbr}-{paragraph.position:02d}"


def keywords_of(line: str) -> list[str]:
    """Return the keywords of a line, its label aside."""
    text = line.split(":", 1)[-1] if line else ""
    return [word.strip() for word in re.split(r"[,;·]", text.strip().rstrip(".")) if word.strip()]


def _attach(sections: list[Section], notes: dict[int, Block], doubts: list[Doubt]) -> list[Note]:
    """Attach notes to the paragraphs that call them; what does not fit is doubtful."""
    paragraphs = [p for s in sections for p in s.paragraphs]
    owners: dict[int, Paragraph] = {}
    for paragraph in paragraphs:
        for number in paragraph.notes:
            owners.setdefault(number, paragraph)
        paragraph.notes = [n for n in paragraph.notes if n in notes and owners[n] is paragraph]
    attached = []
    for number, block in sorted(notes.items()):
        owner = owners.get(number)
        if owner is None:
            earlier = [p for p in paragraphs if p.page <= block.page]
            owner = earlier[-1] if earlier else paragraphs[0]
            owner.notes.append(number)
            doubts.append(
                Doubt(
                    block.page,
                    block.line,
                    f"note {number} is called nowhere in the text; it is counted with paragraph "
                    f"{owner.id}",
                )
            )
        attached.append(Note(number, block.page, block.text, owner.id, owner.section))
    return attached


def take_references(article: Article, bibliography: str | Path) -> None:
    """Take the works that an article cites by key from a BibTeX file, and link them.

    Parameters
    ----------
    article : Article
        Without references of its own; changed in place.
    bibliography : str or Path
        Entries that no paragraph cites are left out.
    """
    article.doubts[:] = [doubt for doubt in article.doubts if doubt.setting != BIBLIOGRAPHY]
    cited = {key for paragraph in article.paragraphs for key in paragraph.keys}
    for entry in settle(load(bibliography)[0]) if cited else ():
        if entry.key not in cited:
            continue
        fields = entry.fields
        authors = " ".join(fields.get("author", fields.get("editor", "")).split())
        names = [name.split(",")[0] if "," in name else name for name in authors.split(" and ")]
        year = re.search(r"\d{4}", fields.get("date", fields.get("year", "")))
        title = re.sub(r"[{}]", "", fields.get("title", ""))
        article.references.append(
            Reference(
                id=entry.key,
                number=0,
                text=f"{authors} {title}",
                authors=authors.replace(" and ", "; "),
                year=year[0] if year else "",
                title=title,
                doi=fields.get("doi", ""),
                url=fields.get("url", ""),
                names=tuple(names),
                page=1,
                certain=bool(authors and year and title),
            )
        )
    article.references.sort(key=lambda reference: reference.id)
    unknown = sorted(cited - {reference.id for reference in article.references})
    if unknown:
        listed = ", ".join(unknown)
        article.doubts.append(Doubt(1, 0, f"cited, and not in {bibliography}: {listed}"))
    link(article)


def link(article: Article) -> None:
    """Find which paragraphs cite which references; what answers to none is doubtful."""
    paragraphs = article.paragraphs
    texts = {p.id: p.text for p in paragraphs}
    numbered = number_by_place(texts.values(), article.references)
    if numbered is not article.references:
        article.references = numbered
        what = (
            f"the {len(numbered)} references bear no numbers, and the text cites numbers up to "
            f"{len(numbered)}; they are numbered in their order"
        )
        article.doubts.append(Doubt(numbered[0].page, 0, what))
    found, unsure = find_citations(texts, article.references)
    ids = {reference.id for reference in article.references}
    keyed = [
        Citation(p.id, key, "key", count)
        for p in paragraphs
        for key, count in sorted(Counter(p.keys).items())
        if key in ids
    ]
    taken = {(c.paragraph, c.reference) for c in keyed}
    article.citations = keyed + [c for c in found if (c.paragraph, c.reference) not in taken]
    order = {p.id: place for place, p in enumerate(paragraphs)}
    article.citations.sort(key=lambda c: (order[c.paragraph], c.reference, c.form))
    keys = sorted({key for paragraph in paragraphs for key in paragraph.keys})
    if keys and not article.references:
        what = f"cited by key, and no list of these works is at hand: {', '.join(keys)}"
        article.doubts.append(Doubt(1, 0, what, BIBLIOGRAPHY))
    pages = {p.id: p.page for p in paragraphs}
    for paragraph, labels in unsure.items():
        article.doubts.append(
            Doubt(
                pages[paragraph],
                0,
                f"paragraph {paragraph}: the list of references has no entry for "
                f"{', '.join(labels)}, or several",
            )
        )
    for reference in article.references:
        if not reference.certain:
            article.doubts.append(
                Doubt(
                    reference.page,
                    0,
                    f"reference {reference.id}: names, year or title not in their usual places "
                    f"(“{reference.text[:60]}…”)",
                )
            )
