"""The entries of a file, split by bibtexparser; its faults are named, and values made whole."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import bibtexparser
from bibtexparser import model
from bibtexparser.exceptions import BlockAbortedException

from transit.errors import TransitError

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

MOST_BYTES = 50_000_000
"""A longer file is refused."""

Problem = tuple[int, str, str]
"""Line (from 1), key and what is wrong there."""

NO_KEY = "(no key)"
_COMMENTED = re.compile(r"^[ \t]*%[^\n]*", re.M)
_BARE = re.compile(r"""[^\s,{}()"#=%]+""")
_SPACE = re.compile(r"\s*")
_SIGN = re.compile(r'(?<!\\)[{}"]')
_KEY = re.compile(r"\s*@\w+\s*[{(]\s*([^\s,{}()=]+)[\s,]")


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
    [(1, 'b', 'cannot be parsed (Unexpectedly reached end of file); check commas and braces')]
    """
    return _Reader(text).read()


def refuse(path: Path, problems: Iterable[Problem]) -> None:
    """Raise a `TransitError` that names every problem, by line; do nothing if there is none."""
    lines = [f"{path.name}:{line}: {key}: {what}" for line, key, what in sorted(problems)]
    if lines:
        raise TransitError("\n".join(lines))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = _COMMENTED.sub(lambda line: line[0].replace("@", " "), text)
        self.macros: dict[str, str] = {}
        self.found: dict[str, Entry] = {}
        self.problems: list[Problem] = []

    def read(self) -> tuple[list[Entry], list[Problem]]:
        for block in bibtexparser.parse_string(self.text, parse_stack=[]).blocks:
            line = (block.start_line or 0) + 1
            if isinstance(block, model.DuplicateBlockKeyBlock | model.DuplicateFieldKeyBlock):
                kept = block.ignore_error_block
            else:
                kept = block
            if isinstance(kept, model.ParsingFailedBlock):
                found = _KEY.match(kept.raw or "")
                self._fault(line, found[1] if found else NO_KEY, _why(kept.error))
            elif isinstance(kept, model.Entry) and kept.entry_type:
                self._entry(kept, line)
            elif isinstance(kept, model.String):
                self._abbreviation(kept, line)
        return list(self.found.values()), self.problems

    def _fault(self, line: int, key: str, why: str) -> None:
        what = f"cannot be parsed ({' '.join(why.split()).rstrip('.')}); check commas and braces"
        self.problems.append((line, key or NO_KEY, what))

    def _abbreviation(self, block: model.String, line: int) -> None:
        try:
            self.macros[block.key.casefold()] = self._whole(block.value)
        except _Fault as fault:
            self._fault(line, block.key, str(fault))

    def _entry(self, block: model.Entry, line: int) -> None:
        key = block.key
        if not key or re.search(r"[\s={\"#]", key):
            self._fault(line, key, "a key ends with a comma" if key else "no key")
            return
        fields: dict[str, str] = {}
        lines: dict[str, int] = {}
        twice: set[str] = set()
        for part in block.fields:
            name, place = part.key.lower(), (part.start_line or 0) + 1
            if name.startswith("%"):
                continue
            if name in fields:
                twice.add(name)
                continue
            try:
                fields[name], lines[name] = " ".join(self._whole(part.value).split()), place
            except _Fault as fault:
                self._fault(line, key, f"line {place}: {fault}")
                return
        self._keep(Entry(block.entry_type.lower(), key, fields, line, lines), twice)

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

    def _whole(self, value: str) -> str:
        """Return a value without its outer braces or quotes, its parts joined."""
        parts: list[str] = []
        at = 0
        while True:
            part, at = self._part(value, at)
            parts.append(part)
            at = _after_space(value, at)
            if at == len(value):
                return "".join(parts)
            if value[at] != "#":
                raise _Fault(f"expected a comma, found {value[at : at + 12]!r}")
            at += 1

    def _part(self, value: str, at: int) -> tuple[str, int]:
        at = _after_space(value, at)
        opening = value[at : at + 1]
        if opening and opening in '{"':
            depth = 0
            for sign in _SIGN.finditer(value, at + 1):
                if not depth and sign[0] == ("}" if opening == "{" else '"'):
                    return value[at + 1 : sign.start()], sign.end()
                depth += {"{": 1, "}": -1}.get(sign[0], 0)
            raise _Fault("a value does not end")
        bare = _BARE.match(value, at)
        if bare is None:
            raise _Fault("a value is missing")
        return self.macros.get(bare[0].casefold(), bare[0]), bare.end()


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    assert found is not None
    return found.end()


def _why(error: Exception) -> str:
    if isinstance(error, BlockAbortedException):
        return error.abort_reason
    return str(error)
