"""Lines joined to paragraphs: which hyphens and spaces at their ends belong to the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from transit.reading import languages
from transit.reading.document import CALLS
from transit.reading.repairs import RepairLog

HYPHENS = "\u2010\u00ad-"
_CALL = re.compile(f"[{CALLS}]")
_LEFT = re.compile(rf"[\w'’{HYPHENS}]{{1,80}}$")
_RIGHT = re.compile(r"^[\w'’]+(?:-[\w'’]+)*")
_URL = re.compile(r"https?://|www\.")
_MAX_URL = 2000  # characters; what is longer is no address, and is not joined any further
_NEXT_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:[\s,;:]|$)")


@dataclass(frozen=True)
class Line:
    """A line of the file: its number, its page, its text without outer spaces."""

    number: int
    page: int
    text: str


def _address_at_end(text: str) -> int | None:
    """Return where the address begins with which a text ends, or None if it ends otherwise."""
    tail = text[-_MAX_URL:]
    begin = max(map(tail.rfind, " \n]")) + 1
    found = _URL.search(tail, begin)
    return found.start() + len(text) - len(tail) if found else None


class Joiner:
    """Joins lines: decides which hyphens at line ends belong to their words."""

    def __init__(self, lines: Iterable[Line], language: str, log: RepairLog) -> None:
        self.language = language
        self.log = log
        self.words: set[str] = set()
        counts: Counter[str] = Counter()
        for line in lines:
            text = line.text.replace("’", "'")
            if text[-1:] and text[-1] in HYPHENS:
                text = " ".join(text.split()[:-1])
            counts.update(re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", text))
        for word in counts:
            word = re.sub(r"'s?$", "", word.lower())
            self.words.add(word)
            self.words.update(word.split("-") if "-" in word else ())
        self.often = {word for word, count in counts.items() if count > 1}

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
        bracketed = url is not None and "[" in left[:url][-1:]
        broken = left[-1] in HYPHENS + "/" and not _NEXT_WORD.match(right)
        if url is not None and (bracketed or broken):
            end = left.rsplit("/", 1)[-1][-12:]
            self.log.add("broken-url", page, f"{end}/{right[:12]}", f"{end}{right[:12]}")
            return left[:url], left[url:] + right
        if tail and head and left[-1] in HYPHENS and tail[0].strip(HYPHENS):
            first, second = tail[0].rstrip(HYPHENS), head[0]
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
        left, right = first.lower(), re.sub(r"['’]s?$", "", second.lower())
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
        return languages.known(word, self.language)
