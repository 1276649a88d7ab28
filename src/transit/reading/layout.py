"""From a damaged text to what its lines are.

The steps, in order: characters repaired, pages told apart, running heads left out, notes taken
from the foot of each page and their numbers from the words they stand at; then
`transit.reading.outline` finds headings and joins lines to paragraphs. Every change is recorded
in a `RepairLog`; what general rules cannot decide, as a `Doubt`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace

from transit.errors import TransitError
from transit.reading import languages
from transit.reading.assembly import CALL, Parts, assemble
from transit.reading.document import CALL_BASE, MAX_NOTES, Article, Block, Doubt
from transit.reading.joining import HYPHENS, Joiner, Line
from transit.reading.languages import squeeze
from transit.reading.outline import Outline
from transit.reading.repairs import RepairLog
from transit.reading.settings import NOTE_OPENINGS, Settings
from transit.reading.source import MAX_PAGES, Source

_NUMBER_FIRST = re.compile(r"(\d{1,3})\s+(.*)")
_ENDNOTE = re.compile(r"\[?(\d{1,3})[\].)]?\s+(?=\S)")
_AT_WORD = r"(?:(?<=[^\W\d_])|(?<=[^\d][.,;:!?”’\"')\]—…]))"  # stuck to a word or its punctuation
_AT_NUMBER = r"(?<=\d[.,;:])"  # stuck to the punctuation after a number
_CALL_END = r"(?![\w%]|[.,]\d)"
_CALLED = re.compile(rf"(?:{_AT_WORD}|{_AT_NUMBER})(\d{{1,3}}){_CALL_END}")
_NO_CALL = re.compile(
    r"(?:^|[\W_])(?:[^\W\d_]|[Ff]igs?|[Tt]abs?|[Ee]qs?|[Nn]os?|[Vv]ol|pp|[Cc]h|[Ss]ec|Abb|рис|табл|[A-Z]+)\.?\d+$"
)
_HEAD_END = re.compile(r"(?:^|\s)\d{1,4}$|^\d{1,4}\s")


@dataclass
class _Notes:
    """Notes taken from a text: number, page and lines, in order; those at the end told apart."""

    foot: list[tuple[int, int, list[Line]]]
    end: list[tuple[int, int, list[Line]]]


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
        and the log of all repairs. What general rules are not certain of is in ``doubts``.

    Raises
    ------
    TransitError
        If damaged characters are unknown or not every expected heading is found; and, where
        settings say how notes begin, if notes are missing, doubled or out of order, or a note
        is called nowhere on its page. The message names file and line.
    """
    settings = (settings or Settings()).for_text(source.text)
    log = RepairLog()
    parts = Parts([], log=log, title=settings.title)
    pages = _strip_heads(_pages(source, settings, log), settings, parts)
    words = [line for page in pages for line in page]
    parts.pages = len(pages)
    bodies, notes = pages, _Notes([], [])
    if settings.read_notes:
        pages, notes.end = _take_endnotes(pages)
        bodies, notes.foot = _take_notes(source, settings, pages, log)
        bodies = _take_endnote_calls(bodies, notes.end, parts)
        bodies = _take_calls(source, settings, bodies, notes.foot, parts)
    joiner = Joiner(words, settings.language, log)
    outline = Outline(source, settings, [line for page in bodies for line in page], joiner, log)
    outline.read()
    parts.blocks += outline.blocks
    parts.doubts += outline.doubts
    for number, page, lines in [*notes.foot, *notes.end]:
        text = joiner.join_all(lines, note=True)
        parts.notes[number] = Block("note", text, page, lines[0].number)
    if _strict(settings):
        _refuse_lost_notes(source, parts)
    return assemble(source, settings, parts)


def _strict(settings: Settings) -> bool:
    """Whether the settings say how notes begin, so that nothing about notes is left to guess."""
    return settings.note_openings != NOTE_OPENINGS


def _refuse_lost_notes(source: Source, parts: Parts) -> None:
    called = {
        ord(mark) - CALL_BASE
        for block in parts.blocks
        if block.kind == "text"
        for mark in CALL.findall(block.text)
    }
    for number, note in parts.notes.items():
        if number not in called:
            raise TransitError(
                f"{source.name}: note {number} is called on page {note.page} outside every "
                "section; check the headings"
            )


def _pages(source: Source, settings: Settings, log: RepairLog) -> list[list[Line]]:
    indent = settings.page_indent
    mark = re.compile(rf"^ {{{indent}}}\S") if indent is not None else None
    pages: list[list[Line]] = [[]]
    written = False  # whether the page has any text yet
    _refuse_characters(source, settings)
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
            repaired = _repair_characters(settings, text, len(pages), log)
            line = Line(number, len(pages), " ".join(repaired.split()))
            written = written or bool(line.text)
            pages[-1].append(line)
    return pages


def _repair_characters(settings: Settings, text: str, page: int, log: RepairLog) -> str:
    for damaged, letters in settings.replacements.items():
        count = text.count(damaged)
        if count:
            kind = "lost-space" if letters.isspace() else "ligature"
            log.add(kind, page, damaged, letters, count)
            text = text.replace(damaged, letters)
    return text


def is_unknown(character: str) -> bool:
    """Return whether a character stands for some other, or for none that is printed."""
    invisible = unicodedata.category(character) in ("Cc", "Cf", "Cn", "Co", "Zl", "Zp")
    return character == "\ufffd" or (invisible and character not in "\t\n\f\u00ad")


def _refuse_characters(source: Source, settings: Settings) -> None:
    """Refuse characters that stand for others, all at once, each with its first line."""
    unknown = {c for c in set(source.text) if is_unknown(c)} - settings.replacements.keys()
    if unknown:
        places = {c: source.text.count("\n", 0, source.text.index(c)) + 1 for c in unknown}
        listed = ", ".join(
            f"line {line} has U+{ord(c):04X}"
            for c, line in sorted(places.items(), key=lambda item: item[1])
        )
        several = "each of which stands" if len(unknown) > 1 else "which stands"
        raise TransitError(
            f"{source.name}: {listed}, {several} for some other character; say for which under "
            f"[characters] in an article.toml (settings used: {settings.name})"
        )


def _strip_heads(pages: list[list[Line]], settings: Settings, parts: Parts) -> list[list[Line]]:
    """Leave out running heads, page numbers and what the settings skip."""
    patterns = [re.compile(pattern) for pattern in settings.skip]
    heads = _repeated_heads(pages) if not settings.sections else set()
    kept: list[list[Line]] = []
    before: Line | None = None
    for page in pages:
        numbers = [i for i, line in enumerate(page) if line.text]
        edges = {*numbers[:1], *numbers[-1:]}
        body: list[Line] = []
        for index, line in enumerate(page):
            head = index in edges and _head_key(line.text) in heads
            if head or any(pattern.search(line.text) for pattern in patterns):
                kind = "running-head" if head else "skipped"
                parts.blocks.append(Block(kind, line.text, line.page, line.number))
                parts.log.add("left-out", line.page, line.text, "")
            else:
                body.append(line)
        kept.append(body if settings.sections else _without_inner_heads(body, before, parts))
        before = next((line for line in reversed(kept[-1]) if line.text), before)
    return kept


def _head_key(text: str) -> str:
    return re.sub(r"\d+", "#", squeeze(text))


def _repeated_heads(pages: list[list[Line]]) -> set[str]:
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [line.text for line in page if line.text]
        counts.update({_head_key(text) for text in [*lines[:1], *lines[-1:]] if len(text) < 120})
    return {key for key, count in counts.items() if count > 2}


def _without_inner_heads(page: list[Line], before: Line | None, parts: Parts) -> list[Line]:
    """Leave out a line with a page number that stands inside a sentence, at a page's edge."""
    afters: list[Line | None] = [None]
    for line in reversed(page[1:]):
        afters.append(line if line.text else afters[-1])
    kept: list[Line] = []
    for line, after in zip(page, reversed(afters), strict=True):
        if before and after and _is_inner_head(line, before, after):
            parts.blocks.append(Block("running-head", line.text, line.page, line.number))
            parts.log.add("left-out", line.page, line.text, "")
            what = f"“{line.text}” stands inside a sentence and is taken for a running head"
            parts.doubts.append(Doubt(line.page, line.number, what, "skip in [layout]"))
            continue
        kept.append(line)
        before = line if line.text else before
    return kept


def _is_inner_head(line: Line, before: Line, after: Line) -> bool:
    divided = before.text[-1] in HYPHENS
    open_end = before.page != line.page and before.text[-1].isalpha()
    return (
        (divided or open_end)
        and after.text[0].islower()
        and bool(line.text)
        and not line.text[0].islower()
        and len(line.text.split()) < 10
        and _HEAD_END.search(line.text) is not None
    )


def _take_endnotes(
    pages: list[list[Line]],
) -> tuple[list[list[Line]], list[tuple[int, int, list[Line]]]]:
    """Take the numbered notes that stand under a heading such as “Notes” at the end."""
    flat = [line for page in pages for line in page]
    start = next(
        (i for i, line in enumerate(flat) if _begins_endnotes(flat, i)),
        None,
    )
    if start is None:
        return pages, []
    notes: list[tuple[int, int, list[Line]]] = []
    taken: set[int] = set()
    for line in flat[start + 1 :]:
        if squeeze(line.text) in languages.REFERENCES | languages.BACK:
            break
        match = _ENDNOTE.match(line.text)
        if match and int(match[1]) == len(notes) + 1:
            first = Line(line.number, line.page, line.text[match.end() :])
            notes.append((len(notes) + 1, line.page, [first]))
        elif notes:
            notes[-1][2].append(line)
        taken.add(line.number)
    kept = [[line for line in page if line.number not in taken] for page in pages]
    return kept, notes


def _begins_endnotes(lines: list[Line], index: int) -> bool:
    if squeeze(lines[index].text).rstrip(":") not in languages.NOTES:
        return False
    after = next((line.text for line in lines[index + 1 :] if line.text), "")
    match = _ENDNOTE.match(after)
    return match is not None and match[1] == "1"


def _take_notes(
    source: Source, settings: Settings, pages: list[list[Line]], log: RepairLog
) -> tuple[list[list[Line]], list[tuple[int, int, list[Line]]]]:
    """Split each page into running text and the notes at its foot."""
    opening, strict = settings.note_opening, _strict(settings)
    bodies: list[list[Line]] = []
    notes: list[tuple[int, int, list[Line]]] = []
    for page in pages:
        body: list[Line] = []
        called: set[str] = set()
        current: list[Line] | None = None
        alone = False  # whether a note's number has just stood on a line of its own
        for index, line in enumerate(page):
            match = _NUMBER_FIRST.match(line.text)
            expected = len(notes) + 1
            free = _may_begin(body, current)
            noted = (
                match is not None
                and opening.match(match[2]) is not None
                and free
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
            elif alone and line.text:
                current, alone = [line], False
                notes.append((expected, line.page, current))
            elif not strict and free and line.text == str(expected) in called:
                alone = _opens_after(page[index + 1 :], opening)
                log.add("note-block", line.page, line.text, "")
            elif (
                not alone
                and current is not None
                and not _note_ends(page, index, settings, len(pages))
            ):
                current.append(line)
            elif not alone:
                current = None
                called.update(_CALLED.findall(line.text if not body else f"\n{line.text}"))
                body.append(line)
        bodies.append(body)
    if len(notes) > MAX_NOTES:
        raise TransitError(f"{source.name}: more than {MAX_NOTES} notes")
    return bodies, notes


def _may_begin(body: list[Line], current: list[Line] | None) -> bool:
    return current is not None or not body or not body[-1].text


def _opens_after(lines: list[Line], opening: re.Pattern[str]) -> bool:
    text = next((line.text for line in lines if line.text), "")
    return opening.match(text) is not None


def _note_ends(page: list[Line], index: int, settings: Settings, pages: int) -> bool:
    """Whether a line ends a note: never where settings say how notes begin."""
    if _strict(settings):
        return False
    text = page[index].text
    if squeeze(text) in languages.HEADINGS and text[:1].isupper():
        return True
    return not text and pages == 1


def _take_calls(
    source: Source,
    settings: Settings,
    bodies: list[list[Line]],
    notes: list[tuple[int, int, list[Line]]],
    parts: Parts,
) -> list[list[Line]]:
    """Replace each note's number in the running text by a private-use character."""
    result = []
    for index, body in enumerate(bodies):
        page = body[0].page if body else index + 1
        text = "\n".join(line.text for line in body)
        position = 0
        for number in [n for n, p, _ in notes if p == page]:
            match = find_call(text, number, position) or _find_detached_call(
                source, text, number, position, page
            )
            if match is None and not _strict(settings):
                continue  # the note is doubtful: no paragraph calls it
            if match is None:
                raise TransitError(
                    f"{source.name}: note {number} stands at the foot of page {page}, but the "
                    "text of that page calls it nowhere after the note before it"
                )
            text = _mark(text, match, number, page, parts.log)
            position = match.start() + 1
        expected = sum(p <= page for _, p, _ in notes) + 1
        _tell_stray_call(source, settings, body, text, expected, parts)
        lines = text.split("\n") if body else []
        result.append(
            [Line(old.number, old.page, new) for old, new in zip(body, lines, strict=True)]
        )
    return result


def _mark(text: str, match: re.Match[str], number: int, page: int, log: RepairLog) -> str:
    begin = max(map(text.rfind, " \n", (0, 0), (match.start(), match.start()))) + 1
    word = CALL.sub("", text[begin : match.start()])
    log.add("note-call", page, f"{word}{match[0]}", word)
    return text[: match.start()] + chr(CALL_BASE + number) + text[match.end() :]


def _take_endnote_calls(
    bodies: list[list[Line]], notes: list[tuple[int, int, list[Line]]], parts: Parts
) -> list[list[Line]]:
    """Replace the numbers of the notes at the end, which are called anywhere, in order."""
    lines = [line for body in bodies for line in body]
    text = "\n".join(line.text for line in lines)
    position = 0
    for number, _, block in notes:
        match = find_call(text, number, position)
        if match:
            page = lines[text.count("\n", 0, match.start())].page
            parts.log.add("note-block", block[0].page, str(number), "")
            text = _mark(text, match, number, page, parts.log)
            position = match.start() + 1
    marked = iter(text.split("\n"))
    return [[replace(line, text=next(marked)) for line in body] for body in bodies]


def find_call(text: str, number: int, start: int) -> re.Match[str] | None:
    for before in (_AT_WORD, _AT_NUMBER):
        match = re.compile(f"{before}{number}{_CALL_END}").search(text, start)
        if match:
            return match
    return None


def _find_detached_call(
    source: Source, text: str, number: int, start: int, page: int
) -> re.Match[str] | None:
    """Find a note's number set off by a space; a number before a capital is a date or a name."""
    following = find_call(text, number + 1, start)
    end = following.start() if following else len(text)
    pattern = re.compile(rf"(?<=[^\W\d_]) {number}(?![\w%]|[.,]\d|\s+[^\W\d_a-z])")
    found = list(pattern.finditer(text, start, end))
    if len(found) > 1:
        raise TransitError(
            f"{source.name}: the text of page {page} has the number {number} {len(found)} times "
            f"where note {number} may be called; join it to the word at which it stands"
        )
    return found[0] if found else None


def _tell_stray_call(
    source: Source,
    settings: Settings,
    body: list[Line],
    text: str,
    number: int,
    parts: Parts,
) -> None:
    """Tell of a number at a word that looks like the call of the next note, which is missing."""
    for stray in re.finditer(rf"[a-z][.,;:!?”’)\]]?{number}(?![\w%]|[.,]\d)", text):
        line = body[text.count("\n", 0, stray.start())]
        if _strict(settings):
            raise TransitError(
                f"{source.name}: the text of page {line.page} calls note {number} "
                f"(“{stray[0]}”, line {line.number}), and no such note stands at its foot"
            )
        word = text[: stray.end()].split()[-1]
        if not _NO_CALL.search(word):
            what = (
                f"“{word[-30:]}” may call a note {number}, and none stands at the foot of the page"
            )
            setting = "openings or read in [notes]"
            parts.doubts.append(Doubt(line.page, line.number, what, setting))
