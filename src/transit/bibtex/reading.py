"""The entries of a file, in one pass; after a fault the next one is found by its beginning."""

from __future__ import annotations

import contextlib
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from transit.errors import TransitError

MOST_BYTES = 50_000_000
"""A longer file is refused."""

Problem = tuple[int, str, str]
"""Line (from 1), key and what is wrong there."""

NO_KEY = "(no key)"
_HELPERS = ("comment", "preamble")
_START = re.compile(r"@\s*(\w[\w-]*)\s*([{(])")
_NEXT = re.compile(r"^[ \t]*@\s*\w[\w-]*\s*[{(]", re.M)
_SPACE = re.compile(r"\s*(?:%[^\n]*\n\s*)*")
_COMMENT = re.compile(r"[ \t]*%")
_KEY = re.compile(r"[^,}\n]*")
_NAME = re.compile(r"""[^\s,{}()"#=%]+""")
_BRACE = re.compile(r"[{}]|^[ \t]*@\s*\w[\w-]*\s*[{(]", re.M)
_QUOTE = re.compile(r'["{}]|^[ \t]*@\s*\w[\w-]*\s*[{(]', re.M)


@dataclass(frozen=True)
class Entry:
    """An entry.

    Attributes
    ----------
    kind : str
        Its type in lower case, as "article".
    key : str
    fields : dict of str
        By names in lower case: values without their outer braces, on one line.
    line : int
        Where it begins, from 1.
    lines : dict of int
        Where each field begins.
    """

    kind: str
    key: str
    fields: dict[str, str]
    line: int = 1
    lines: dict[str, int] = field(default_factory=dict)


class _Fault(Exception):
    """An entry that cannot be read, and why."""


def load(path: Path | str) -> tuple[list[Entry], list[Problem]]:
    """Read a file; see `read`.

    Raises
    ------
    TransitError
        If the file cannot be read, is not UTF-8 or is too large.
    """
    path = Path(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TransitError(f"{path}: larger than {MOST_BYTES:,} bytes; divide the file")
        return read(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise TransitError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TransitError(f"{path}:{line}: not UTF-8; save the file as UTF-8") from error


def read(text: str) -> tuple[list[Entry], list[Problem]]:
    """Read the entries of a text.

    Parameters
    ----------
    text : str
        In BibTeX. Abbreviations are replaced, parts joined by ``#`` become one; comments and
        what stands between entries are passed over.

    Returns
    -------
    list of Entry
        Those that can be read, in their order. Of two with one key the first is kept, and of two
        fields of one name.
    list of Problem
        What is wrong with the others.

    Examples
    --------
    >>> entries, problems = read('@string{j = "Journal of "} @article{a, journal = j # "Maps"}')
    >>> entries[0].fields, problems
    ({'journal': 'Journal of Maps'}, [])
    >>> read("@book{b, title = {Open}")[1]
    [(1, 'b', 'cannot be parsed (the entry does not end); check commas and braces')]
    """
    return _Reader(text).read()


def refuse(path: Path, problems: Iterable[Problem]) -> None:
    """Raise a `TransitError` that names every problem, by line; do nothing if there is none."""
    lines = [f"{path.name}:{line}: {key}: {what}" for line, key, what in sorted(problems)]
    if lines:
        raise TransitError("\n".join(lines))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.ends = [found.start() for found in re.finditer("\n", text)]
        self.macros: dict[str, str] = {}
        self.found: dict[str, Entry] = {}
        self.problems: list[Problem] = []
        self.key = NO_KEY

    def read(self) -> tuple[list[Entry], list[Problem]]:
        while start := _START.search(self.text, self.at):
            self.at, self.key = start.end(), NO_KEY
            if self._commented(start.start()):
                continue
            try:
                self._block(start[1].lower(), "}" if start[2] == "{" else ")", start.start())
            except _Fault as fault:
                what = f"cannot be parsed ({fault}); check commas and braces"
                self.problems.append((self._line(start.start()), self.key, what))
                found = _NEXT.search(self.text, self.at)
                self.at = found.start() if found else len(self.text)
        return list(self.found.values()), self.problems

    def _line(self, place: int) -> int:
        return bisect_right(self.ends, place - 1) + 1

    def _commented(self, place: int) -> bool:
        """Whether a line begins with the sign that most programs take for a comment."""
        number = self._line(place)
        begin = self.ends[number - 2] + 1 if number > 1 else 0
        return _COMMENT.match(self.text, begin) is not None

    def _block(self, kind: str, end: str, start: int) -> None:
        if kind in _HELPERS:
            with contextlib.suppress(_Fault):  # one that does not end ends where an entry begins
                self._braced(end)
        elif kind == "string":
            name = self._name()
            self._expect("=")
            self.macros[name.casefold()] = self._value()
            self._expect(end)
        else:
            self._entry(kind, end, self._line(start))

    def _entry(self, kind: str, end: str, line: int) -> None:
        written = _KEY.match(self.text, self.at)
        assert written is not None
        self.at, key = written.end(), written[0].strip()
        self.key = key or NO_KEY
        if not key or re.search(r"[\s={\"#]", key):
            raise _Fault("no key" if not key else "a key ends with a comma")
        fields: dict[str, str] = {}
        lines: dict[str, int] = {}
        twice: set[str] = set()
        while not self._reached(end):
            self._expect(",")
            if self._reached(end):
                break
            name = self._name().lower()
            place = self._line(self.at)
            self._expect("=")
            value = self._value()
            if name in fields:
                twice.add(name)
            else:
                fields[name], lines[name] = " ".join(value.split()), place
        self._keep(Entry(kind, key, fields, line, lines), twice)

    def _keep(self, entry: Entry, twice: set[str]) -> None:
        if entry.key in self.found:
            what = (
                f"the key stands already in line {self.found[entry.key].line}; give one of the "
                "two another key"
            )
            self.problems.append((entry.line, entry.key, what))
            return
        if entry.kind == "set":
            what = "a set of other entries, which stand for themselves; cite those"
            self.problems.append((entry.line, entry.key, what))
            return
        if twice:
            what = f"field twice: {', '.join(sorted(twice))}; keep one"
            self.problems.append((entry.line, entry.key, what))
        self.found[entry.key] = entry

    def _value(self) -> str:
        parts = [self._part()]
        while self._reached("#"):
            parts.append(self._part())
        return "".join(parts)

    def _part(self) -> str:
        self._pass_space()
        opening = self.text[self.at : self.at + 1]
        if opening == "{":
            self.at += 1
            return self._braced("}")
        if opening == '"':
            self.at += 1
            return self._braced('"')
        name = self._name("a value")
        return self.macros.get(name.casefold(), name)

    def _braced(self, end: str) -> str:
        """Return what stands before `end`, outside all braces, and pass over it."""
        start, depth = self.at, 0
        marks = _QUOTE if end == '"' else _BRACE
        if end == ")":
            marks = re.compile(_BRACE.pattern + r"|\)", re.M)
        while mark := marks.search(self.text, self.at):
            sign = mark[0]
            if sign == end and not depth:
                self.at = mark.end()
                return self.text[start : mark.start()]
            if len(sign) > 1:
                self.at = mark.start()
                raise _Fault("another entry begins before this one ends")
            depth += {"{": 1, "}": -1}.get(sign, 0)
            self.at = mark.end()
            if depth < 0:
                raise _Fault("a brace is closed that is not open")
        raise _Fault("the entry does not end")

    def _name(self, wanted: str = "a name") -> str:
        self._pass_space()
        name = _NAME.match(self.text, self.at)
        if name is None:
            raise _Fault(self._told(wanted))
        self.at = name.end()
        return name[0]

    def _expect(self, sign: str) -> None:
        if not self._reached(sign):
            raise _Fault(self._told(f"{sign!r}"))

    def _told(self, wanted: str) -> str:
        found = self.text[self.at : self.at + 12].split("\n")[0].strip()
        if not found:
            return "the entry does not end"
        return f"line {self._line(self.at)}: expected {wanted}, found {found!r}"

    def _reached(self, sign: str) -> bool:
        self._pass_space()
        if not self.text.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True

    def _pass_space(self) -> None:
        space = _SPACE.match(self.text, self.at)
        assert space is not None
        self.at = space.end()
