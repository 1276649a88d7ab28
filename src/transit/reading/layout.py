"""From a damaged text to sections, paragraphs and notes.

The steps, in order: characters repaired, pages told apart, notes taken from the foot of each
page and their numbers from the words they stand at, headings found, lines joined to paragraphs.
Every change is recorded in a `RepairLog`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

import simplemma

from transit.errors import TransitError
from transit.reading.repairs import RepairLog
from transit.reading.settings import (
    COMMON_HEADINGS,
    NOTE_OPENINGS,
    SectionSetting,
    Settings,
)
from transit.reading.source import MAX_PAGES, Source

_HYPHENS = "\u2010\u00ad-"
_CALL_BASE = 0xE000  # private use area: one character per note call while lines are joined
_CALL = re.compile("[\ue000-\uf8ff]")
_MAX_NOTES = 0xF8FF - _CALL_BASE
_LEFT = re.compile(rf"[\w'’{_HYPHENS}]{{1,80}}$")
_RIGHT = re.compile(r"^[\w'’]+(?:-[\w'’]+)*")
_URL = re.compile(r"https?://|www\.")
_MAX_URL = 2000  # characters; what is longer is no address, and is not joined any further
_WORD = re.compile(r"\b[^\W\d_]+\b")
_ENDED = re.compile(r"[.!?…][\"'’”»)\]]*$")
_NUMBER_FIRST = re.compile(r"(\d{1,3})\s+(.*)")
_AT_WORD = r"(?:(?<=[^\W\d_])|(?<=[^\d][.,;:!?”’\"')\]—…]))"  # stuck to a word or its punctuation
_AT_NUMBER = r"(?<=\d[.,;:])"  # stuck to the punctuation after a number
_CALL_END = r"(?![\w%]|[.,]\d)"
_CALLED = re.compile(rf"(?:{_AT_WORD}|{_AT_NUMBER})(\d{{1,3}}){_CALL_END}")
_SPACED = re.compile(r"^\S(?: +\S){3,}$")
_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d_][^.!?]{2,70}$")


@dataclass(frozen=True)
class Line:
    """A line of the file: its number, its page, its text without outer spaces."""

    number: int
    page: int
    text: str


@dataclass
class Paragraph:
    """A paragraph: its name, pages, repaired text and the notes called in it."""

    id: str
    section: str
    position: int
    page: int
    page_last: int
    text: str
    notes: list[int] = field(default_factory=list)


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
    """An article taken apart; `front` is what stands before the first heading."""

    source: Source
    settings: Settings
    front: list[str]
    sections: list[Section]
    keywords: list[str]
    keywords_line: str
    notes: list[Note]
    pages: int
    log: RepairLog

    @property
    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs in reading order."""
        return [paragraph for section in self.sections for paragraph in section.paragraphs]


def take_apart(source: Source, settings: Settings | None = None) -> Article:
    """Repair a text and tell its sections, paragraphs and notes apart.

    Parameters
    ----------
    source : Source
        The text, from `transit.reading.open_source`.
    settings : Settings, optional
        What is particular to the article; general rules otherwise.

    Returns
    -------
    Article
        Sections with paragraphs, notes attached to the paragraph that calls them, keywords,
        and the log of all repairs.

    Raises
    ------
    TransitError
        If a damaged character is unknown, no heading or not every expected one is found, notes
        are missing, doubled or out of order, or a note is called nowhere on its page. The
        message names file and line.
    """
    settings = settings or Settings()
    log = RepairLog()
    pages = _pages(source, settings, log)
    bodies, raw_notes = _take_notes(source, settings, pages, log)
    bodies = _take_calls(source, bodies, raw_notes, log)
    joiner = _Joiner(pages, settings.language, log)
    body = [line for page in bodies for line in page]
    outline = _Outline(source, settings, body, joiner, log)
    outline.read()
    sections, keywords_line = outline.sections, outline.keywords_line()
    _name_paragraphs(sections)
    owners = {n: p for s in sections for p in s.paragraphs for n in p.notes}
    notes = []
    for number, page, lines in raw_notes:
        if number not in owners:
            raise TransitError(
                f"{source.name}: note {number} is called on page {page} outside every section; "
                "check the headings"
            )
        text = joiner.join_all(lines, note=True)
        owner = owners[number]
        notes.append(Note(number, page, text, owner.id, owner.section))
    return Article(
        source=source,
        settings=settings,
        front=outline.front,
        sections=sections,
        keywords=_keywords(keywords_line, settings.keywords),
        keywords_line=keywords_line,
        notes=notes,
        pages=len(pages),
        log=log,
    )


def _pages(source: Source, settings: Settings, log: RepairLog) -> list[list[Line]]:
    indent = settings.page_indent
    mark = re.compile(rf"^ {{{indent}}}\S") if indent is not None else None
    pages: list[list[Line]] = [[]]
    written = False  # whether the page has any text yet
    for number, raw in enumerate(source.text.split("\n"), start=1):
        for part, text in enumerate(raw.split("\f")):
            if written and (part or (mark and mark.match(text))):
                pages.append([])
                written = False
                if len(pages) > MAX_PAGES:
                    raise TransitError(
                        f"{source.name}: line {number} begins page {MAX_PAGES + 1:,}, and the text "
                        f"of one article is expected to have at most {MAX_PAGES:,}; give one "
                        "article"
                    )
            repaired = _repair_characters(source, settings, text, number, len(pages), log)
            line = Line(number, len(pages), " ".join(repaired.split()))
            written = written or bool(line.text)
            pages[-1].append(line)
    return pages


def _repair_characters(
    source: Source, settings: Settings, text: str, number: int, page: int, log: RepairLog
) -> str:
    for damaged, letters in settings.replacements.items():
        count = text.count(damaged)
        if count:
            kind = "lost-space" if letters.isspace() else "ligature"
            log.add(kind, page, damaged, letters, count)
            text = text.replace(damaged, letters)
    for character in text:
        category = unicodedata.category(character)
        invisible = category in ("Cc", "Cf", "Cn", "Co", "Zl", "Zp")
        if character == "\ufffd" or (invisible and character not in "\t\u00ad"):
            raise TransitError(
                f"{source.name}: line {number} has U+{ord(character):04X}, which stands for "
                "some other character; say for which under [characters] in an article.toml "
                f"(settings used: {settings.name})"
            )
    return text


def _take_notes(
    source: Source, settings: Settings, pages: list[list[Line]], log: RepairLog
) -> tuple[list[list[Line]], list[tuple[int, int, list[Line]]]]:
    """Split each page into running text and the notes at its foot."""
    opening = settings.note_opening
    strict = settings.note_openings != NOTE_OPENINGS
    bodies: list[list[Line]] = []
    notes: list[tuple[int, int, list[Line]]] = []
    for page in pages:
        body: list[Line] = []
        called: set[str] = set()
        current: list[Line] | None = None
        for line in page:
            match = _NUMBER_FIRST.match(line.text)
            expected = len(notes) + 1
            noted = (
                match is not None
                and opening.match(match[2]) is not None
                and _may_begin(body, current)
                and (strict or str(expected) in called)
            )
            if match and noted and int(match[1]) == expected:
                current = [Line(line.number, line.page, match[2])]
                notes.append((expected, line.page, current))
                log.add("note-block", line.page, match[1], "")
            elif match and noted and strict:
                raise TransitError(
                    f"{source.name}: line {line.number} (page {line.page}) begins note "
                    f"{match[1]} where note {expected} is expected; "
                    "a note is missing, doubled or out of order"
                )
            elif current is not None:
                current.append(line)
            else:
                called.update(_CALLED.findall(line.text if not body else f"\n{line.text}"))
                body.append(line)
        bodies.append(body)
    if len(notes) > _MAX_NOTES:
        raise TransitError(f"{source.name}: more than {_MAX_NOTES} notes")
    return bodies, notes


def _may_begin(body: list[Line], current: list[Line] | None) -> bool:
    return current is not None or not body or not body[-1].text


def _take_calls(
    source: Source,
    bodies: list[list[Line]],
    notes: list[tuple[int, int, list[Line]]],
    log: RepairLog,
) -> list[list[Line]]:
    """Replace each note's number in the running text by a private-use character."""
    result = []
    for index, body in enumerate(bodies):
        page = body[0].page if body else index + 1
        text = "\n".join(line.text for line in body)
        position = 0
        for number in [n for n, p, _ in notes if p == page]:
            match = _find_call(text, number, position) or _find_detached_call(
                source, text, number, position, page
            )
            if match is None:
                raise TransitError(
                    f"{source.name}: note {number} stands at the foot of page {page}, but the "
                    "text of that page calls it nowhere after the note before it"
                )
            begin = max(map(text.rfind, " \n", (0, 0), (match.start(), match.start()))) + 1
            word = _CALL.sub("", text[begin : match.start()])
            log.add("note-call", page, f"{word}{match[0]}", word)
            text = text[: match.start()] + chr(_CALL_BASE + number) + text[match.end() :]
            position = match.start() + 1
        _refuse_stray_call(source, text, page, sum(p <= page for _, p, _ in notes) + 1)
        lines = text.split("\n") if body else []
        result.append(
            [Line(old.number, old.page, new) for old, new in zip(body, lines, strict=True)]
        )
    return result


def _find_call(text: str, number: int, start: int) -> re.Match[str] | None:
    for before in (_AT_WORD, _AT_NUMBER):
        match = re.compile(f"{before}{number}{_CALL_END}").search(text, start)
        if match:
            return match
    return None


def _find_detached_call(
    source: Source, text: str, number: int, start: int, page: int
) -> re.Match[str] | None:
    """Find a note's number set off by a space; a number before a capital is a date or a name."""
    following = _find_call(text, number + 1, start)
    end = following.start() if following else len(text)
    pattern = re.compile(rf"(?<=[^\W\d_]) {number}(?![\w%]|[.,]\d|\s+[^\W\d_a-z])")
    found = list(pattern.finditer(text, start, end))
    if len(found) > 1:
        raise TransitError(
            f"{source.name}: the text of page {page} has the number {number} {len(found)} times "
            f"where note {number} may be called; join it to the word at which it stands"
        )
    return found[0] if found else None


def _refuse_stray_call(source: Source, text: str, page: int, number: int) -> None:
    stray = re.search(rf"[a-z][.,;:!?”’)\]]?{number}(?![\w%]|[.,]\d)", text)
    if stray:
        raise TransitError(
            f"{source.name}: the text of page {page} calls note {number} "
            f"(“{stray[0]}”), and no such note stands at its foot"
        )


def _address_at_end(text: str) -> int | None:
    """Return where the address begins with which a text ends, or None if it ends otherwise."""
    tail = text[-_MAX_URL:]
    begin = max(map(tail.rfind, " \n]")) + 1
    found = _URL.search(tail, begin)
    return found.start() + len(text) - len(tail) if found else None


class _Joiner:
    """Joins lines: decides which hyphens at line ends belong to their words."""

    def __init__(self, pages: list[list[Line]], language: str, log: RepairLog) -> None:
        self.language = language
        self.log = log
        self.words: set[str] = set()
        for page in pages:
            for line in page:
                text = line.text.replace("’", "'")
                if text[-1:] and text[-1] in _HYPHENS:
                    text = " ".join(text.split()[:-1])
                for word in re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", text):
                    word = re.sub(r"'s?$", "", word.casefold())
                    self.words.add(word)
                    self.words.update(word.split("-") if "-" in word else ())

    def join_all(self, lines: list[Line], note: bool = False, columns: int = 1) -> str:
        """Join the lines of a paragraph, or of a note, whose line ends are not recorded."""
        done: list[str] = []
        last, page, gap = "", 0, "line"
        for line in lines:
            if not line.text:
                gap = "blank"
                continue
            if not last:
                last, page, gap = line.text, line.page, "line"
                continue
            if line.page != page:
                gap = "page"
            elif gap == "blank" and columns > 1:
                gap = "column"
            finished, last = self.join(last, line.text, gap, page, note)
            done.append(finished)
            page, gap = line.page, "line"
        return "".join(done) + last

    def join(self, left: str, right: str, gap: str, page: int, note: bool) -> tuple[str, str]:
        """Join two lines over a line, blank, column or page end.

        Returns the part of the first that is finished, and the second with what it completes.
        """
        url = _address_at_end(left)
        tail = _LEFT.search(left)
        head = _RIGHT.search(right)
        if url is not None and ("[" in left[:url][-1:] or left[-1] in _HYPHENS + "/"):
            end = left.rsplit("/", 1)[-1][-12:]
            self.log.add("broken-url", page, f"{end}/{right[:12]}", f"{end}{right[:12]}")
            return left[:url], left[url:] + right
        if tail and head and left[-1] in _HYPHENS and len(tail[0]) > 1:
            first, second = tail[0].rstrip(_HYPHENS), head[0]
            kept = self._keeps_hyphen(first, second)
            word = f"{first}-{second}" if kept else first + second
            kind = "kept-hyphen" if kept else f"broken-word-{gap}"
            self.log.add(kind, page, f"{first}-/{second}", word)
            return left[: tail.start()], word + right[head.end() :]
        between = "" if "—" in (left[-1], right[0]) else " "
        if gap in ("column", "page", "blank") and not note:
            last, first = left.rsplit(" ", 1)[-1], right.split(" ", 1)[0]
            last, first = _CALL.sub("", last), _CALL.sub("", first)
            self.log.add(f"joined-{gap}", page, f"{last}/{first}", f"{last}{between}{first}")
        else:
            self.log.add("joined-line", page, "\n", between)
        return left + between, right

    def _keeps_hyphen(self, first: str, second: str) -> bool:
        left, right = first.casefold(), re.sub(r"['’]s?$", "", second.casefold())
        if f"{left}-{right}" in self.words:
            return True
        if left + right in self.words:
            return False
        if second[0].isupper() or not (first[-1].isalpha() and second[0].isalpha()):
            return True
        if self._known(left.split("-")[-1] + right.split("-")[0]):
            return False
        return self._known(left) and self._known(right) and min(len(left), len(right)) > 1

    def _known(self, word: str) -> bool:
        return simplemma.is_known(word, lang=self.language)


def _squeeze(text: str) -> str:
    return "".join(text.split()).casefold()


_COMMON = frozenset(_squeeze(heading) for heading in COMMON_HEADINGS)


class _Outline:
    """Takes the lines of the body one by one and tells sections and paragraphs apart."""

    def __init__(
        self,
        source: Source,
        settings: Settings,
        body: list[Line],
        joiner: _Joiner,
        log: RepairLog,
    ) -> None:
        self.source, self.settings, self.body = source, settings, body
        self.joiner, self.log = joiner, log
        self.named = {_squeeze(s.sought): s for s in settings.sections}
        self.label = settings.keywords.casefold().rstrip(":")
        self.names = _Names()
        self.front: list[str] = []
        self.sections: list[Section] = []
        self.keywords: list[Line] = []
        self.pending: list[Line] = []
        self.in_keywords = False

    def read(self) -> None:
        """Read the whole body; `front`, `sections` and `keywords` hold what was found."""
        for index, line in enumerate(self.body):
            self._take(line, self._heading(index))
        if not self.sections:
            listed = ", ".join(s.sought for s in self.settings.sections)
            raise TransitError(
                f"{self.source.name}: no recognisable heading; sought as whole lines: "
                f"{listed or 'common and numbered headings'} (settings used: {self.settings.name})"
            )
        self._flush()
        found = {section.setting for section in self.sections}
        missing = [s.sought for s in self.settings.sections if s not in found]
        if missing:
            raise TransitError(
                f"{self.source.name}: the heading {missing[0]!r} of {self.settings.name} stands "
                "nowhere as a line of its own"
            )
        empty = next((s for s in self.sections if not s.paragraphs), None)
        if empty:
            raise TransitError(
                f"{self.source.name}: no text under the heading {empty.setting.sought!r} "
                f"on page {empty.page}"
            )

    def keywords_line(self) -> str:
        """Return the keywords with their label, as one line."""
        return self.joiner.join_all(self.keywords, note=True)

    def _heading(self, index: int) -> SectionSetting | None:
        line = self.body[index]
        if not line.text:
            return None
        if self.named:
            return self.named.get(_squeeze(line.text))
        before = self.body[index - 1] if index else None
        after = self.body[index + 1] if index + 1 < len(self.body) else None
        heading = _general_heading(line, before, after)
        return None if heading is None else self.names.setting(heading, len(self.sections))

    def _take(self, line: Line, setting: SectionSetting | None) -> None:
        if self.in_keywords and line.text and not setting:
            self.keywords.append(line)
            return
        self.in_keywords = False
        if setting:
            self._flush()
            _check_order(self.source, self.settings, setting, self.sections, line)
            self.sections.append(Section(setting, line.page))
            self.names.take(setting)
            if _SPACED.match(line.text):
                letters = f"{len(line.text.split())} spaced letters"
                self.log.add("spaced-heading", line.page, letters, setting.sought)
        elif self.label and line.text.casefold().startswith(self.label + ":"):
            self._flush()
            self.keywords.append(line)
            self.in_keywords = True
        elif not self.sections:
            if line.text:
                self.front.append(_CALL.sub("", line.text))
        else:
            if line.text and _ended(self.pending, line):
                self._flush()
            self.pending.append(line)

    def _flush(self) -> None:
        """Make a paragraph of the lines that are pending."""
        lines = [line for line in self.pending if line.text]
        if lines:
            section = self.sections[-1]
            text = self.joiner.join_all(self.pending, columns=section.setting.columns)
            if not section.paragraphs:
                text = self._restore_capital(text, lines[0])
            section.paragraphs.append(_paragraph(section, lines, text))
        self.pending.clear()

    def _restore_capital(self, text: str, first: Line) -> str:
        """Give the first word of a section its lost initial, taken from the word elsewhere."""
        match = re.match(r"[^\W\d_]+", text)
        if not match or not match[0][0].islower():
            return text
        word = match[0]
        whole = self.settings.drop_capitals.get(word)
        if whole is None and word in self._capitals:
            whole = self._capitals[word].most_common(1)[0][0]
        if whole is None:
            raise TransitError(
                f"{self.source.name}: the section on page {first.page} begins with {word!r} (line "
                f"{first.number}), which lacks its initial, and the text has the whole word "
                "nowhere else; give it under [article.drop_capitals] in article.toml"
            )
        self.log.add("drop-capital", first.page, word, whole)
        return whole + text[len(word) :]

    @cached_property
    def _capitals(self) -> dict[str, Counter[str]]:
        """What stands without its first letter, to the words with a capital and their counts."""
        found: dict[str, Counter[str]] = {}
        for line in self.body:
            for word in _WORD.findall(line.text):
                if word[0].isupper():
                    found.setdefault(word[1:], Counter())[word] += 1
        return found


class _Names:
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
        slug = re.sub(r"[^a-z0-9]+", "-", heading.casefold()).strip("-") or f"section-{count}"
        abbr = re.sub(r"[^a-z0-9]", "", slug)[:3] or "sec"
        if abbr in self.abbrs:
            abbr = f"{abbr[:2]}{count + 1}"
        if slug in self.ids:
            slug = f"{slug}-{count + 1}"
        return SectionSetting(slug, abbr, heading)


def _general_heading(line: Line, before: Line | None, after: Line | None) -> str | None:
    """Return the heading that a line is by general rules, spacing repaired, or None."""
    text = re.sub(r"^#+\s*", "", line.text)
    alone = before is None or not before.text or before.page != line.page
    apart = alone and (after is None or not after.text or after.page != line.page)
    unnumbered = re.sub(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+", "", text)
    if _squeeze(unnumbered).rstrip(":") in _COMMON:
        heading = unnumbered.rstrip(":")
    elif (alone and text != line.text) or (
        apart and _NUMBERED.match(text) and not _ENDED.search(text)
    ):
        heading = unnumbered
    elif alone and _SPACED.match(line.text) and _squeeze(line.text).isalpha():
        heading = "".join(line.text.split())
    else:
        return None
    return "".join(heading.split()).capitalize() if _SPACED.match(heading) else heading


def _check_order(
    source: Source,
    settings: Settings,
    setting: SectionSetting,
    sections: list[Section],
    line: Line,
) -> None:
    if not settings.sections:
        return
    place = settings.sections.index(setting)
    if place != len(sections):
        expected = (
            f"{settings.sections[len(sections)].sought!r} is expected"
            if len(sections) < len(settings.sections)
            else "no further section is expected"
        )
        raise TransitError(
            f"{source.name}: line {line.number} (page {line.page}) has the heading "
            f"{setting.sought!r} where {expected} ({settings.name})"
        )


def _ended(pending: list[Line], following: Line) -> bool:
    """Whether the paragraph so far is complete before a line after a blank or on a new page."""
    last = next((line for line in reversed(pending) if line.text), None)
    if last is None or (pending[-1].text and last.page == following.page):
        return False
    return bool(_ENDED.search(_CALL.sub("", last.text))) and not following.text[0].islower()


def _paragraph(section: Section, lines: list[Line], text: str) -> Paragraph:
    calls = [ord(mark) - _CALL_BASE for mark in _CALL.findall(text)]
    return Paragraph(
        id="",
        section=section.setting.id,
        position=len(section.paragraphs) + 1,
        page=lines[0].page,
        page_last=lines[-1].page,
        text=_CALL.sub("", text),
        notes=calls,
    )


def _name_paragraphs(sections: list[Section]) -> None:
    for section in sections:
        for paragraph in section.paragraphs:
            paragraph.id = f"{section.setting.abbr}-{paragraph.position:02d}"


def _keywords(line: str, label: str) -> list[str]:
    text = line.split(":", 1)[-1] if line else ""
    return [word.strip() for word in re.split(r"[,;]", text.strip().rstrip(".")) if word.strip()]
