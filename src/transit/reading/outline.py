"""Lines of a plain text told apart: headings, paragraphs, keywords, references."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import pairwise

from transit.errors import TransitError
from transit.reading import languages
from transit.reading.assembly import CALL, OPENING, PROSE, heading_text
from transit.reading.document import Block, Doubt
from transit.reading.joining import Joiner, Line
from transit.reading.languages import squeeze
from transit.reading.references import split_entries
from transit.reading.repairs import RepairLog
from transit.reading.settings import SectionSetting, Settings
from transit.reading.source import Source

_WORD = re.compile(r"\b[^\W\d_]+\b")
_ENDED = re.compile(r"[.!?…][\"'’”»)\]]*$")
_SPACED = re.compile(r"^\S(?: +\S){3,}$")
_NUMBER = r"\d{1,2}(?:\.\d{1,2})*\.?"
_NUMBERED = re.compile(rf"^{_NUMBER}\s+[^\W\d_][^.!?]{{2,70}}$")
_DEPTH = re.compile(rf"^{_NUMBER}(?=\s)")
_LONE_NUMBER = re.compile(r"^\d{1,2}\.?$")
_BEHIND = languages.REFERENCES | languages.NOTES | languages.BACK


class Outline:
    """Takes the lines of the body one by one and tells what each is.

    Attributes
    ----------
    blocks : list of Block
        What was found, in reading order.
    doubts : list of Doubt
    """

    def __init__(
        self,
        source: Source,
        settings: Settings,
        body: list[Line],
        joiner: Joiner,
        log: RepairLog,
    ) -> None:
        self.source, self.settings, self.body = source, settings, body
        self.joiner, self.log = joiner, log
        self.named = {squeeze(s.sought): s for s in settings.sections}
        self.found: list[SectionSetting] = []
        self.label = settings.keywords.lower().rstrip(":")
        self.blocks: list[Block] = []
        self.doubts: list[Doubt] = []
        self.keywords: list[Line] = []
        self.pending: list[Line] = []
        self.under = "front"
        self.in_keywords = False
        self.opens = False  # whether the next paragraph is the first of its section

    def read(self) -> None:
        """Read the whole body."""
        headings = {i: h for i in range(len(self.body)) if (h := self._heading(i))}
        for index, line in enumerate(self.body):
            self._take(line, headings.get(index))
        self._flush()
        if self.keywords:
            text = self.joiner.join_all(self.keywords, note=True)
            self.blocks.append(Block("keywords", text, self.keywords[0].page))
        if not any(block.kind == "heading" for block in self.blocks):
            self._without_headings()
        elif self.named:
            self._check_sections()

    def _without_headings(self) -> None:
        listed = ", ".join(s.sought for s in self.settings.sections)
        if listed:
            raise TransitError(
                f"{self.source.name}: no recognisable heading; sought as whole lines: {listed} "
                f"(settings used: {self.settings.name})"
            )
        self.doubts.append(
            Doubt(
                1,
                0,
                f"no recognisable heading; the whole text is one section, “{OPENING}”",
                "name the headings as [[section]] in article.toml",
            )
        )
        self.under, self.pending = "text", self.body
        kept = [block for block in self.blocks if block.kind == "keywords"]
        self.blocks = [Block("heading", OPENING, 1, 1, 1)]
        self._flush()
        self.blocks += kept

    def _check_sections(self) -> None:
        missing = [s.sought for s in self.settings.sections if s not in self.found]
        if missing:
            raise TransitError(
                f"{self.source.name}: the heading {missing[0]!r} of {self.settings.name} stands "
                "nowhere as a line of its own"
            )
        for block, after in pairwise([*self.blocks, Block("heading", "")]):
            if block.kind == after.kind == "heading" and squeeze(block.text) in self.named:
                raise TransitError(
                    f"{self.source.name}: no text under the heading {block.text!r} on page "
                    f"{block.page}"
                )

    def _heading(self, index: int) -> Block | None:
        """Return the heading that a line is, or None."""
        line = self.body[index]
        if not line.text:
            return None
        before = self.body[index - 1] if index else None
        after = self.body[index + 1] if index + 1 < len(self.body) else None
        alone = before is None or not before.text or before.page != line.page
        key = squeeze(heading_text(line.text))
        if self.named:
            setting = self.named.get(squeeze(line.text))
            if setting:
                return Block("heading", setting.sought, line.page, line.number, 1)
            behind = alone and key in _BEHIND
            return Block("heading", line.text, line.page, line.number, 1) if behind else None
        heading = _general_heading(line, before, after)
        if heading is None:
            return None
        depth = _DEPTH.match(line.text)
        level = depth[0].strip(". ").count(".") + 1 if depth else 1
        return Block("heading", heading, line.page, line.number, level)

    def _take(self, line: Line, heading: Block | None) -> None:
        if self.in_keywords and line.text and not heading:
            self.keywords.append(line)
            return
        self.in_keywords = False
        if heading:
            self._open(line, heading)
        elif self.label and line.text.lower().startswith(self.label + ":"):
            self._flush()
            self.keywords.append(line)
            self.in_keywords = True
        else:
            ended = line.text and self.under == "text" and _ended(self.pending, line)
            if ended or (not line.text and self.under in ("front", "back")):
                self._flush()
            self.pending.append(line)

    def _open(self, line: Line, heading: Block) -> None:
        number = next((i for i in reversed(self.pending) if i.text), None)
        if not self.named and number and _LONE_NUMBER.match(number.text):
            self.pending.remove(number)  # "1", a blank line, "Einleitung"
            self.log.add("left-out", number.page, number.text, "")
        self._flush()
        key = squeeze(heading_text(line.text))
        setting = self.named.get(squeeze(line.text))
        if setting:
            _check_order(self.source, self.settings, setting, self.found, line)
            self.found.append(setting)
        self.under = "text"
        if setting is None and self.blocks:
            kinds = (("reference", languages.REFERENCES), ("note", languages.NOTES))
            self.under = next((kind for kind, keys in kinds if key in keys), "text")
            if self.named and self.under == "text":
                self.under = "back"
        self.opens = self.under == "text"
        self.blocks.append(heading)
        if _SPACED.match(line.text):
            letters = f"{len(line.text.split())} spaced letters"
            self.log.add("spaced-heading", line.page, letters, heading.text)

    def _flush(self) -> None:
        """Make blocks of the lines that are pending."""
        lines = [line for line in self.pending if line.text]
        if lines and self.under == "reference":
            self._take_references(lines)
        elif lines and self.under == "front" and (self.named or _size(lines) < PROSE):
            self.blocks += [Block("front", line.text, line.page, line.number) for line in lines]
        elif lines:
            columns = 1
            if self.found and self.under == "text":
                columns = self.found[-1].columns
            text = self.joiner.join_all(self.pending, columns=columns)
            if self.opens:
                text = self._restore_capital(text, lines[0])
                self.opens = False
            first, last = lines[0], lines[-1].page
            self.blocks.append(Block("text", text, first.page, first.number, page_last=last))
        self.pending = []

    def _take_references(self, lines: list[Line]) -> None:
        """Make entries of the list of references; blank lines tell them apart where there are."""
        groups: list[list[Line]] = [[]]
        for line in self.pending:
            if line.text:
                groups[-1].append(line)
            elif groups[-1]:
                groups.append([])
        joined = [" ".join(split_entries(line.text for line in group)) for group in groups if group]
        apart = len(joined) > 1 and sum(len(g) for g in groups) > len(joined)
        entries = joined if apart else split_entries(line.text for line in lines)
        page = lines[0].page
        self.blocks += [Block("text", entry, page, lines[0].number) for entry in entries]

    def _restore_capital(self, text: str, first: Line) -> str:
        """Give the first word of a section its lost initial, taken from the word elsewhere."""
        match = re.match(r"[^\W\d_]+", text)
        if not match or not match[0][0].islower():
            return text
        word = match[0]
        whole = self.settings.drop_capitals.get(word)
        lost = self.named or word in self._capitals
        if whole is None and (self._is_word(word) or not lost):
            place = "[article.drop_capitals] in article.toml, if it lost its initial"
            what = f"the section begins with {word!r}, in lower case; it is left as it is"
            self.doubts.append(Doubt(first.page, first.number, what, place))
            return text
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

    def _is_word(self, word: str) -> bool:
        return word in self.joiner.often or languages.known(word, self.joiner.language)

    @cached_property
    def _capitals(self) -> dict[str, Counter[str]]:
        """What stands without its first letter, to the words with a capital and their counts."""
        found: dict[str, Counter[str]] = {}
        for line in self.body:
            for word in _WORD.findall(line.text):
                if word[0].isupper():
                    found.setdefault(word[1:], Counter())[word] += 1
        return found


def _size(lines: list[Line]) -> int:
    return sum(len(line.text.split()) for line in lines)


def _general_heading(line: Line, before: Line | None, after: Line | None) -> str | None:
    """Return the heading that a line is by general rules, spacing repaired, or None."""
    text = re.sub(r"^#+\s*", "", line.text)
    alone = before is None or not before.text or before.page != line.page
    apart = alone and (after is None or not after.text or after.page != line.page)
    unnumbered = re.sub(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+", "", text)
    key = squeeze(unnumbered).rstrip(":")
    capital = unnumbered[:1].isupper()
    if capital and (key in languages.HEADINGS or (alone and key in _BEHIND)):
        heading = unnumbered.rstrip(":")
    elif (alone and text != line.text) or (
        apart and _NUMBERED.match(text) and not _ENDED.search(text)
    ):
        heading = unnumbered
    elif alone and _SPACED.match(line.text) and squeeze(line.text).isalpha():
        heading = "".join(line.text.split())
    else:
        return None
    return "".join(heading.split()).capitalize() if _SPACED.match(heading) else heading


def _check_order(
    source: Source,
    settings: Settings,
    setting: SectionSetting,
    sections: list[SectionSetting],
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
    return bool(_ENDED.search(CALL.sub("", last.text))) and not following.text[0].islower()
