"""PDF: what a line is, told by its type size, its font and its place on the page.

Heuristic throughout: sizes give headings, notes and captions; places give running heads,
columns, paragraphs and the entries of a list of references. What is not certain is told as a
`Doubt`, and the table [pdf] of ``article.toml`` decides. Needs the extra ``pdf``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from pathlib import Path
from statistics import median

from transit.errors import TransitError
from transit.reading import languages, typeset
from transit.reading.assembly import CALL, Parts, heading_text
from transit.reading.document import CALL_BASE, Block, Doubt
from transit.reading.joining import Joiner
from transit.reading.joining import Line as Plain
from transit.reading.languages import squeeze
from transit.reading.layout import find_call, is_unknown
from transit.reading.references import split_entries
from transit.reading.repairs import RepairLog
from transit.reading.settings import Settings
from transit.reading.source import MAX_PAGES, compose
from transit.reading.typeset import Line, Word

SMALL = 0.94
"""Type below this share of the size of running text is small: notes, captions, tables."""

LARGE = 1.07
"""Type above this share of it is that of headings."""

_CID = re.compile(r"\(cid:\d+\)")
_RAISED = re.compile(r"^(\d{1,3})(?:[,–-]\d{1,3})*[,.;]?$")
_NOTE_START = re.compile(r"^(\d{1,3})[.)]?(?=\s|[^\W\d_])")
_CAPTION = re.compile(
    r"^(?:Fig(?:ure|\.)?|FIGURE|Table|TABLE|Abb(?:ildung|\.)|Tab(?:elle|leau|\.)|Рис(?:унок|\.)|"
    r"Таблица|Listing|Box|Algorithm|Сурет|Кесте)\s+[A-Z]?\d+(?:\.\d+)?\s*(?:[.:—–]|$|\s[A-ZА-Я])"
)
_DEPTH = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}(?=\.)|[A-H](?=[.\s]))\.?\s+(?=\S)")
_ENDED = re.compile(r"[.!?…:][\"'’”»)\]]*$")
_CONTENTS = re.compile(r"(?:\s?\.){4,}\s*\d+$")


@dataclass
class _Page:
    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)


def read_pdf(path: Path, settings: Settings) -> Parts:
    """Read a PDF that has text in it.

    Parameters
    ----------
    path : Path
    settings : Settings
        ``body_size``, ``heading_sizes``, ``columns``, ``pages`` and ``read_notes`` are heeded
        here, all else by `transit.reading.assembly.assemble`.

    Returns
    -------
    Parts

    Raises
    ------
    TransitError
        If pdfplumber is missing, the file is no sound PDF, or it has no text.
    """
    log, doubts = RepairLog(), []
    pages = _open(path, settings, log)
    lines = [line for page in pages for line in page.lines]
    if not lines:
        raise TransitError(
            f"{path}: no text in this PDF; if its pages are pictures, have their letters "
            "recognised first (OCR), for instance with ocrmypdf"
        )
    doubts += _repair(lines, settings, log)
    body = settings.body_size or typeset.most((ln.size, len(ln.text)) for ln in lines)
    return _Reader(pages, body, settings, log, doubts).read()


def _open(path: Path, settings: Settings, log: RepairLog) -> list[_Page]:
    try:
        import pdfplumber
        from pdfminer.pdfexceptions import PDFException
        from pdfplumber.utils.exceptions import PdfminerException
    except ImportError as error:
        raise TransitError(
            f"{path}: reading PDF needs pdfplumber: pip install 'power-in-transit[pdf]'"
        ) from error
    first, last = settings.pages or (1, MAX_PAGES)
    pages = []
    words: dict[int, list[Word]] = {}
    try:
        with pdfplumber.open(path) as document:
            if len(document.pages) > MAX_PAGES:
                raise TransitError(f"{path}: {len(document.pages):,} pages; give one article")
            for page in document.pages[first - 1 : last]:
                number, width = page.page_number, float(page.width)
                found = typeset.words_of(page, log)
                lines = typeset.lines_of(found, number, width, settings.columns)
                pages.append(_Page(number, width, float(page.height), lines))
                words[number] = found
                page.close()
    except (PdfminerException, PDFException, ValueError, KeyError, TypeError) as error:
        raise TransitError(f"{path}: not a sound PDF: {type(error).__name__} {error}") from error
    whole = [one for one in pages if not any(line.column for line in one.lines)]
    if settings.columns is None and len(whole) < len(pages) / 2:
        for one in whole:
            one.lines = typeset.lines_of(words[one.number], one.number, one.width, 2)
    return pages


def _repair(lines: list[Line], settings: Settings, log: RepairLog) -> list[Doubt]:
    """Write out ligatures; tell of characters whose letters the PDF does not say."""
    unknown: Counter[tuple[str, int]] = Counter()
    for line in lines:
        words = []
        for word in line.words:
            text = compose(word.text)
            unknown.update((code, line.page) for code in _CID.findall(text))
            text = _CID.sub("", text)
            for damaged, letters in settings.replacements.items():
                if damaged in text:
                    kind = "lost-space" if letters.isspace() else "ligature"
                    log.add(kind, line.page, damaged, letters, text.count(damaged))
                    text = text.replace(damaged, letters)
            lost = [character for character in text if is_unknown(character)]
            unknown.update((f"U+{ord(c):04X}", line.page) for c in lost)
            text = "".join(c for c in text if not is_unknown(c))
            if text:
                words.append(replace(word, text=text))
        line.words = words or [replace(line.words[0], text="·")]
    pages: dict[str, list[int]] = {}
    for code, page in sorted(unknown):
        pages.setdefault(code, []).append(page)
    return [
        Doubt(
            found[0],
            0,
            f"{code} stands for a character that the PDF does not name (pages "
            f"{', '.join(map(str, found))}); it is left out",
            "[characters]",
        )
        for code, found in pages.items()
    ]


class _Reader:
    """Tells what the lines are and joins them to blocks."""

    def __init__(
        self,
        pages: list[_Page],
        body: float,
        settings: Settings,
        log: RepairLog,
        doubts: list[Doubt],
    ) -> None:
        self.pages, self.body, self.settings = pages, body, settings
        self.log, self.doubts = log, doubts
        self.lines = [line for page in pages for line in page.lines]
        self.places = {id(line): place for place, line in enumerate(self.lines)}
        self.kinds: dict[int, str] = {}
        self.levels: dict[int, int] = {}
        language = settings.language or languages.detect_language(
            " ".join(line.text for line in self.lines)
        )
        plain = [Plain(line.number, line.page, line.text) for line in self.lines]
        self.joiner = Joiner(plain, language or "en", log)
        self.notes: list[tuple[int, int, list[Line]]] = []  # page, printed number, lines
        self.calls: dict[tuple[int, int], int] = {}  # page and printed number to the note's
        self.stuck: dict[int, int] = {}  # lines to the number at one of their words
        gaps = [
            other.top - one.top
            for one, other in pairwise(self.lines)
            if one.page == other.page and one.column == other.column
            if 0 < other.top - one.top < 3 * body and abs(one.size - body) < 0.5
        ]
        self.leading = median(gaps) if gaps else 1.2 * body

    def read(self) -> Parts:
        """Return everything found."""
        self._find_heads()
        if self.settings.read_notes:
            self._find_notes()
        self._classify()
        self._find_headings()
        parts = Parts([], pages=len(self.pages), log=self.log, doubts=self.doubts)
        self._number_notes(parts)
        parts.blocks = self._blocks()
        parts.title = self.settings.title
        self._tell()
        return parts

    def _set(self, line: Line, kind: str) -> None:
        self.kinds[id(line)] = kind

    def _kind(self, line: Line) -> str:
        return self.kinds.get(id(line), "text")

    # running heads

    def _find_heads(self) -> None:
        edges: list[tuple[str, Line]] = []
        for page in self.pages:
            edges += [
                (_head_key(line.text), line)
                for line in page.lines
                if line.bottom < 0.13 * page.height or line.top > 0.87 * page.height
            ]
        counts = Counter(key for key, _ in edges)
        need = 3 if len(self.pages) > 5 else 2
        for key, line in edges:
            if counts[key] >= need or key in ("#", "–#–", "-#-"):
                self._set(line, "running-head")

    # notes at the foot of columns

    def _find_notes(self) -> None:
        for page in self.pages:
            columns = sorted({line.column for line in page.lines})
            for column in columns:
                own = [ln for ln in page.lines if ln.column == column and self._kind(ln) == "text"]
                self._take_foot(own, page)
        called = self._raised()
        for page_number, printed, _ in self.notes:
            if printed and (page_number, printed) not in called:
                if self._find_stuck(page_number, printed):
                    continue
                self.doubts.append(
                    Doubt(
                        page_number,
                        0,
                        f"note {printed} stands at the foot of the page, and no raised number "
                        "calls it there",
                    )
                )

    def _take_foot(self, lines: list[Line], page: _Page) -> None:
        """Take the lines of small type at the foot of a column, from the first numbered one."""
        foot: list[Line] = []
        for line in reversed(lines):
            if line.size >= SMALL * self.body or line.top < 0.3 * page.height:
                break
            foot.insert(0, line)
        begun = False
        before = self.notes[-1] if self.notes else None
        for index, line in enumerate(foot):
            number = _note_number(line)
            if number is not None:
                begun = True
                self.notes.append((page.number, number, [line]))
            elif begun:
                self.notes[-1][2].append(line)
            elif before is None or before[0] < page.number - 1 or _CAPTION.match(line.text):
                continue
            elif not _ENDED.search(before[2][-1].text) and _goes_on(foot[index:]):
                before[2].append(line)  # of a note that began on the page before
            else:
                continue
            self._set(line, "note")

    def _find_stuck(self, page: int, number: int) -> bool:
        """Find a number set in raised figures of the font, which have the size of their word."""
        for line in self.lines:
            if line.page == page and self._kind(line) == "text" and id(line) not in self.stuck:
                match = find_call(line.text, number, 0)
                if match:
                    self.stuck[id(line)] = number
                    return True
        return False

    def _raised(self) -> set[tuple[int, int]]:
        found = set()
        for line in self.lines:
            if self._kind(line) == "text":
                for place, word in enumerate(line.words):
                    if place and (number := _raised_number(word, line)):
                        found.add((line.page, number))
        return found

    def _number_notes(self, parts: Parts) -> None:
        printed = [number for _, number, _ in self.notes if number]
        rising = all(one < other for one, other in pairwise(printed))
        if printed and not rising:
            what = "the numbers of notes do not rise throughout; they are numbered anew"
            self.doubts.append(Doubt(1, 0, what))
        for place, (page, number, lines) in enumerate(self.notes, start=1):
            own = number if rising and number else place if not rising else 0
            text = self.joiner.join_all(_plain(lines), note=True)
            text = re.sub(r"^\d{1,3}[.)]?\s*|^[*†‡§]+\s*", "", text)
            if own:
                self.calls[page, number] = own
                parts.notes[own] = Block("note", text, page, lines[0].number)
                self.log.add("note-block", page, str(number), "")
            else:
                parts.blocks.append(Block("back", text, page, lines[0].number))
        numbers = [n for n in printed if n]
        for one, other in pairwise(numbers):
            if other > one + 1:
                page = next(p for p, n, _ in self.notes if n == other)
                what = f"note {other} follows note {one}; what stands between was not found"
                self.doubts.append(Doubt(page, 0, what))

    # kinds of lines

    def _classify(self) -> None:
        caption: Line | None = None
        for before, line in pairwise([None, *self.lines]):
            assert line is not None
            if self._kind(line) != "text":
                continue
            goes_on = caption is not None and before is not None and self._follows(before, line)
            if (
                _CAPTION.match(line.text)
                and line.size <= 1.02 * self.body
                and (not goes_on and self._starts(before, line))
            ):
                self._set(line, "caption")
                caption = line
            elif (
                goes_on
                and caption is not None
                and abs(line.size - caption.size) < 0.3
                and (line.share("mono") < 0.7)
            ):
                self._set(line, "caption")
            else:
                caption = None
                kind = self._kind_alone(line)
                if kind:
                    self._set(line, kind)
        self._small_type()
        self._rows_at_captions()

    def _rows_at_captions(self) -> None:
        """Take short lines without an end, above or below a caption, for rows of a table."""
        for order in (self.lines, self.lines[::-1]):
            beside = False
            for line in order:
                kind = self._kind(line)
                if kind in ("caption", "table"):
                    beside = True
                elif beside and kind == "text" and self._may_be_row(line):
                    self._set(line, "table")
                elif kind != "running-head":
                    beside = False

    def _may_be_row(self, line: Line) -> bool:
        short = line.x1 - line.x0 < 0.7 * _width(line)
        return (
            short
            and line.size <= 1.02 * self.body
            and not _ENDED.search(line.text)
            and line.share("bold") < 0.9
            and max((b.x0 - a.x1 for a, b in pairwise(line.words)), default=9) > 0.6 * line.size
        )

    def _starts(self, before: Line | None, line: Line) -> bool:
        """Whether a line may begin a caption: set apart, under a picture, small or begun in bold."""
        apart = before is None or not self._follows(before, line) or self._kind(before) == "table"
        apart = apart or (before is not None and before.x1 < before.right - 0.15 * _width(before))
        return apart or line.size < SMALL * self.body or line.words[0].bold

    def _follows(self, before: Line, line: Line) -> bool:
        return (
            before.page == line.page
            and before.column == line.column
            and 0 < line.top - before.top < 1.45 * max(self.leading * line.size / self.body, 8)
        )

    def _kind_alone(self, line: Line) -> str:
        if _CONTENTS.search(line.text):
            return "contents"
        if line.share("mono") > 0.7:
            return "code"
        words = [w for w in line.words if len(re.findall(r"[^\W\d_]", w.text)) > 2 and not w.math]
        if line.share("math") > 0.3 and len(words) < 3:
            return "formula"
        spaces = [b.x0 - a.x1 for a, b in pairwise(line.words)]
        wide = sum(space > 1.3 * line.size for space in spaces)
        if wide > 1 and line.size < LARGE * self.body:
            return "table"
        if not words and not _ENDED.search(line.text):
            return "formula" if line.share("math") or len(line.text) < 3 else "table"
        return ""

    def _small_type(self) -> None:
        """Small type that is not sentences is that of tables and pictures."""
        small = [
            ln for ln in self.lines if self._kind(ln) == "text" and ln.size < SMALL * self.body
        ]
        for (page, _), group in groupby(small, key=lambda ln: (ln.page, ln.column)):
            lines = list(group)
            words = [word for line in lines for word in line.text.split()]
            letters = sum(bool(re.fullmatch(r"[^\W\d_]{2,}[.,;:)]?", word)) for word in words)
            sentences = len(words) > 5 * len(lines) and letters > 0.6 * len(words)
            if not sentences:
                for line in lines:
                    self._set(line, "table")
                what = f"{len(lines)} lines of small type are taken for a table or a picture"
                self.doubts.append(Doubt(page, lines[0].number, what, "body_size in [pdf]"))

    # headings

    def _find_headings(self) -> None:
        candidates = [line for line in self.lines if self._kind(line) == "text"]
        styles: dict[int, tuple[float, bool]] = {}
        for before, line in pairwise([None, *candidates]):
            assert line is not None
            if self._may_head(before, line) and not self._labels(line):
                styles[id(line)] = (round(line.size * 2) / 2, line.share("bold") > 0.6)
        title = self._find_title(candidates, styles)
        ranks = sorted(
            {style for key, style in styles.items() if key not in title},
            key=lambda style: (-style[0], not style[1]),
        )
        for line in candidates:
            if id(line) in styles and id(line) not in title:
                depth = _DEPTH.match(line.text)
                level = ranks.index(styles[id(line)]) + 1
                dotted = depth[0].strip(". ").count(".") + 1 if depth else 0
                self._set(line, "heading")
                self.levels[id(line)] = dotted if dotted > 1 else level

    def _may_head(self, before: Line | None, line: Line) -> bool:
        text = CALL.sub("", line.text)
        if len(text) < 3 or len(text.split()) > 20 or not re.search(r"[^\W\d_]{2}", text):
            return False
        sizes = self.settings.heading_sizes
        if sizes:
            return any(abs(line.size - size) < 0.25 for size in sizes)
        if line.size > LARGE * self.body:
            return True
        key = squeeze(heading_text(text))
        usual = languages.HEADINGS | languages.REFERENCES | languages.BACK | languages.NOTES
        short = line.x1 < line.right - 0.1 * (line.right - line.left)
        apart = before is None or not self._follows(before, line)
        if key in usual and text[0] != text[0].lower() and short:
            return apart or line.share("bold") > 0.6
        bold = line.share("bold") > 0.9
        numbered = _DEPTH.match(text) is not None and not _ENDED.search(text)
        shouted = text.isupper() and len(text) > 5
        if line.size < SMALL * self.body or not short:
            return False
        if bold and (apart or numbered) and len(text.split()) < 16 and not text.endswith(","):
            if not numbered:
                what = f"“{text}” is bold, and taken for a heading"
                self.doubts.append(Doubt(line.page, line.number, what, "[[section]]"))
            return True
        slanted = line.share("italic") > 0.9
        return apart and ((numbered and slanted) or (shouted and len(text.split()) < 12))

    def _labels(self, line: Line) -> bool:
        """Whether large type labels the axes or panels of a picture; then it is set so."""
        if _DEPTH.match(line.text) or squeeze(heading_text(line.text)) in languages.HEADINGS:
            return False
        gaps = [b.x0 - a.x1 for a, b in pairwise(line.words)]
        panels = max(gaps, default=0) > 3 * line.size
        place = self.places[id(line)]
        around = [
            self._kind(other)
            for other in (*self.lines[max(0, place - 1) : place], *self.lines[place + 1 :][:1])
            if other.page == line.page and other.column in (0, line.column)
        ]
        inside = "table" in around and all(kind in ("table", "caption") for kind in around)
        if panels or inside:
            self._set(line, "table")
            what = f"“{line.text}” is taken for the label of a picture, not for a heading"
            self.doubts.append(Doubt(line.page, line.number, what, "[[section]]"))
        return panels or inside

    def _find_title(
        self, candidates: list[Line], styles: dict[int, tuple[float, bool]]
    ) -> set[int]:
        """Take the lines of the largest type of the first page for the title."""
        first = self.pages[0].number
        heads = [line for line in candidates if line.page <= first + 1 and id(line) in styles]
        if not heads:
            return set()
        largest = max(line.size for line in heads)
        again = [
            ln
            for ln in candidates
            if id(ln) in styles and abs(ln.size - largest) < 0.3 and ln.page > first + 1
        ]
        if again:
            return set()
        found: list[Line] = []
        for line in heads:
            if abs(line.size - largest) < 0.6:
                if found and line.top - found[-1].top > 4 * line.size:
                    break
                found.append(line)
        for line in found:
            self._set(line, "title")
        return {id(line) for line in found}

    # blocks

    def _blocks(self) -> list[Block]:
        blocks: list[Block] = []
        pending: list[Line] = []
        in_references = False

        def flush() -> None:
            if pending:
                if in_references:
                    blocks.extend(self._entries(pending))
                else:
                    blocks.append(self._paragraph(pending))
                pending.clear()

        order = [line for line in self.lines if self._kind(line) not in ("note",)]
        for before, line in pairwise([None, *order]):
            assert line is not None
            kind = self._kind(line)
            if kind == "text":
                if pending and not in_references and self._new_paragraph(pending, line):
                    flush()
                pending.append(line)
                continue
            if kind not in ("running-head", "table", "caption", "formula"):
                flush()
            if kind == "heading":
                merged = before is not None and self._merges(before, line)
                if merged and blocks and blocks[-1].kind == "heading":
                    text = f"{blocks[-1].text} {line.text}".replace("- ", "")
                    blocks[-1] = replace(blocks[-1], text=text)
                else:
                    level = self.levels[id(line)]
                    blocks.append(Block("heading", self._text(line), line.page, line.number, level))
                in_references = squeeze(heading_text(blocks[-1].text)) in languages.REFERENCES
            elif kind == "title" and blocks and blocks[-1].kind == "title":
                blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text} {line.text}")
            else:
                if kind == "running-head":
                    self.log.add("left-out", line.page, line.text, "")
                blocks.append(Block(kind, line.text, line.page, line.number))
        flush()
        return _merged(blocks)

    def _merges(self, before: Line, line: Line) -> bool:
        return (
            self._kind(before) == "heading"
            and self.levels[id(before)] == self.levels[id(line)]
            and abs(before.size - line.size) < 0.3
            and before.page == line.page
            and line.top - before.top < 1.6 * line.size
            and not _DEPTH.match(line.text)
        )

    def _new_paragraph(self, pending: list[Line], line: Line) -> bool:
        last = pending[-1]
        indent = line.x0 - line.left
        indented = 0.7 * self.body < indent < 5 * self.body
        ended = bool(_ENDED.search(last.text))
        width = last.right - last.left
        early = last.x1 < last.right - 0.12 * width
        if (last.page, last.column) != (line.page, line.column):
            return ended and (indented or early) and not line.text[:1].islower()
        gap = line.top - last.top
        if gap > 1.45 * self.leading * max(last.size / self.body, 1):
            return ended or not line.text[:1].islower()
        if abs(last.size - line.size) > 0.8 and ended:
            return True
        was_indented = 0.7 * self.body < last.x0 - last.left < 5 * self.body
        return (indented and not was_indented and (ended or early)) or (ended and early)

    def _paragraph(self, lines: list[Line]) -> Block:
        text = self.joiner.join_all(
            [Plain(ln.number, ln.page, self._text(ln)) for ln in lines], note=False
        )
        return Block("text", text, lines[0].page, lines[0].number, page_last=lines[-1].page)

    def _entries(self, lines: list[Line]) -> list[Block]:
        """Split the lines of a list of references into entries, by hanging indents if it has them."""
        edges: dict[tuple[int, int], float] = {}
        for line in lines:
            place = (line.page, line.column)
            edges[place] = min(edges.get(place, line.x0), line.x0)
        hanging = [line.x0 - edges[line.page, line.column] > 4 for line in lines]
        groups: list[list[Line]] = []
        if 0.15 < sum(hanging) / len(lines) < 0.95:
            for line, hangs in zip(lines, hanging, strict=True):
                if hangs and groups:
                    groups[-1].append(line)
                else:
                    groups.append([line])
        elif any(self._apart(one, other) for one, other in pairwise(lines)):
            groups = [[lines[0]]]
            for one, other in pairwise(lines):
                if self._apart(one, other):
                    groups.append([other])
                else:
                    groups[-1].append(other)
        else:
            entries = split_entries(line.text for line in lines)
            return [Block("text", entry, lines[0].page, lines[0].number) for entry in entries]
        return [
            Block(
                "text",
                self.joiner.join_all(_plain(group), note=True),
                group[0].page,
                group[0].number,
            )
            for group in groups
        ]

    def _apart(self, one: Line, other: Line) -> bool:
        return one.page == other.page and other.top - one.top > 1.3 * self.leading

    def _text(self, line: Line) -> str:
        """Return the text of a line, raised numbers made into calls of notes."""
        pieces: list[str] = []
        for place, word in enumerate(line.words):
            number = _raised_number(word, line) if place else None
            note = self.calls.get((line.page, number)) if number else None
            if note:
                before = line.words[place - 1].text
                self.log.add("note-call", line.page, f"{before}{word.text}", before)
                tail = word.text.lstrip("0123456789")
                pieces.append(chr(CALL_BASE + note) + tail)
            elif number and self.settings.read_notes:
                pieces.append(f" [{word.text}]")
            else:
                pieces.append(f"{' ' * line.spaced(place)}{word.text}")
        text, stuck = "".join(pieces), self.stuck.get(id(line))
        match = find_call(text, stuck, 0) if stuck else None
        if match and stuck:
            called = text[: match.start()].split()[-1]
            self.log.add("note-call", line.page, f"{called}{stuck}", called)
            mark = chr(CALL_BASE + self.calls[line.page, stuck])
            return text[: match.start()] + mark + text[match.end() :]
        return text

    def _tell(self) -> None:
        left: dict[str, list[int]] = {}
        for line in self.lines:
            kind = self._kind(line)
            if kind in ("table", "formula", "code", "contents"):
                left.setdefault(kind, []).append(line.page)
        for kind, pages in left.items():
            listed = ", ".join(map(str, sorted(set(pages))))
            what = f"{len(pages)} lines are taken for {kind} and not counted (pages {listed})"
            self.doubts.append(Doubt(pages[0], 0, what))


def _merged(blocks: list[Block]) -> list[Block]:
    """Join lines of one kind that stand together: captions, code, tables."""
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        together = last is not None and last.kind == block.kind and last.page == block.page
        if together and last and block.kind in ("caption", "code", "table", "formula", "contents"):
            merged[-1] = replace(last, text=f"{last.text}\n{block.text}")
        else:
            merged.append(block)
    return merged


def _width(line: Line) -> float:
    return line.right - line.left


def _plain(lines: list[Line]) -> list[Plain]:
    return [Plain(line.number, line.page, line.text) for line in lines]


def _head_key(text: str) -> str:
    return re.sub(r"\d+|\b[ivx]+\b", "#", squeeze(text))


def _note_number(line: Line) -> int | None:
    """Return the number that a line of a note begins with, 0 for a sign, None if it begins with none."""
    first = line.words[0]
    if re.match(r"^[*†‡§]", first.text):
        return 0
    match = _NOTE_START.match(line.text)
    if match is None:
        return None
    small = first.size < 0.85 * line.size or (
        len(line.words) > 1 and first.bottom < line.words[1].bottom - 0.5
    )
    glued = not first.text.isdigit()
    rest = line.text[match.end() :].strip()
    opens = bool(rest) and not rest[0].islower()
    return int(match[1]) if (small or opens) and (not glued or opens) else None


def _raised_number(word: Word, line: Line) -> int | None:
    """Return the number that a raised word is, None if it is none."""
    match = _RAISED.match(word.text)
    if match and word.size < 0.85 * line.size and word.bottom < line.bottom - 0.08 * line.size:
        return int(match[1])
    return None


def _goes_on(lines: list[Line]) -> bool:
    """Whether lines before the first number at a foot can be the rest of a note."""
    return not any(_CAPTION.match(line.text) for line in lines)
