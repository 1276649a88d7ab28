"""What a build finds amiss in a book, and whether that stops it.

Every fault that a build can put something in the place of is a `Finding`. The setting
``transit_policy`` says of each kind whether it is an error, which stops the build when all of them
are known, or a warning, after which the book is delivered and a summary says what, where, and how
to mend it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from transit.errors import TransitError

KINDS: Final = {
    "alternatives": "pictures and charts without a text alternative",
    "pictures": "pictures, frames and scripts of other hosts, which no page asks for anything",
    "glyphs": "characters that no font at hand can print",
    "mathematics": "formulas that cannot be set",
    "losses": "what stands in a source and in an edition does not",
    "warnings": "everything else that Sphinx and its extensions warn of",
}
"""The kinds of findings, each with what it covers."""

UNTOLD: Final = "Figure without description"
"""What stands in the place of a text alternative."""

WARN: Final = "warn"
ERROR: Final = "error"
TYPE: Final = "transit"
"""The type of the warnings through which this package's parts in Sphinx tell a finding."""

_SHOWN = 6
_CELL = 10000
"""What MyST-NB adds to a line for each cell of a notebook before it, and for its own."""


@dataclass(frozen=True, order=True)
class Finding:
    """Something amiss.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    message : str
        What it is, what stands in its place and how to mend it.
    document : str
        Where; empty if it concerns the whole book.
    line : int
        In the source of the document; 0 where not known.
    """

    kind: str
    message: str
    document: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """Document and line, in words; in a notebook, the cell and the line in it."""
        cell, line = divmod(self.line, _CELL)
        if cell:
            return f"{self.document} (cell {cell}, line {line})"
        return f"{self.document}:{line}" if line else self.document or "the book"


@dataclass(frozen=True)
class Policy:
    """What is done about each kind of finding.

    Attributes
    ----------
    default : str
        `WARN` or `ERROR`.
    kinds : mapping
        The kinds that are treated otherwise.
    """

    default: str = WARN
    kinds: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, given: Any, place: str = "transit_policy") -> "Policy":
        """Read the setting.

        Parameters
        ----------
        given : str, mapping or None
            One word, or for each kind one, with ``default`` for the others.
        place : str
            Where it stands, for the message of an error.

        Raises
        ------
        TransitError
            If a word or a kind is not known.

        Examples
        --------
        >>> Policy.read({"default": "error", "glyphs": "warn"}).stops("alternatives")
        True
        """
        words = dict(given) if isinstance(given, Mapping) else {"default": given or WARN}
        for kind, word in words.items():
            if word not in (WARN, ERROR):
                raise TransitError(f"{place}: {word!r}: expected {WARN!r} or {ERROR!r}")
            if kind not in (*KINDS, "default"):
                raise TransitError(f"{place}: no kind {kind!r}; there are {', '.join(KINDS)}")
        return cls(words.pop("default", WARN), words)

    def stops(self, kind: str) -> bool:
        """Whether a finding of this kind stops the build."""
        return self.kinds.get(kind, self.default) == ERROR


STRICT: Final = Policy(ERROR)
"""Everything is an error."""


@dataclass
class Findings:
    """The findings of one build, each once, in the order in which they were made.

    Attributes
    ----------
    policy : Policy
        Which of them stop it.
    builders : int
        How many of Sphinx's builders have run through.
    """

    policy: Policy = field(default_factory=Policy)
    builders: int = 0
    _found: dict[Finding, None] = field(default_factory=dict)

    def add(self, kind: str, message: str, document: str = "", line: int = 0) -> None:
        """Note a finding; see `Finding`."""
        self._found[Finding(kind, " ".join(message.split()), document, line)] = None

    def __iter__(self) -> Any:
        return iter(list(self._found))

    def __len__(self) -> int:
        return len(self._found)

    def stop(self, what: str) -> None:
        """Stop the build if the policy says so of a finding so far.

        Raises
        ------
        TransitError
            It names every finding that counts as an error.
        """
        errors = [finding for finding in self._found if self.policy.stops(finding.kind)]
        if errors:
            raise TransitError(f"{what}, which count as errors here; correct them:\n{told(errors)}")

    def summary(self, shown: int | None = _SHOWN) -> str:
        """Say what was found, where, and how to mend it; nothing where nothing was."""
        if not self._found:
            return ""
        return (
            f"The book is complete, with {len(self._found)} stand-ins and warnings:\n"
            f"{told(self._found, shown)}"
        )


def told(findings: Iterable[Finding], shown: int | None = None) -> str:
    """List findings by kind, and those that say the same together.

    Parameters
    ----------
    findings : iterable of Finding
        The findings.
    shown : int, optional
        Most messages of a kind, and most places of a message, that are listed.
    """
    by_kind: dict[str, dict[str, list[str]]] = {}
    for finding in findings:
        places = by_kind.setdefault(finding.kind, {}).setdefault(finding.message, [])
        places.append(finding.place)
    lines = []
    for kind in sorted(by_kind, key=list(KINDS).index):
        messages = by_kind[kind]
        lines.append(f"  {kind} ({sum(map(len, messages.values()))})")
        for message, places in list(messages.items())[:shown]:
            more = f" and {len(places) - shown} more" if shown and len(places) > shown else ""
            lines.append(f"    {', '.join(places[:shown])}{more}: {message}")
        if shown and len(messages) > shown:
            lines.append(f"    and {len(messages) - shown} more of this kind")
    return "\n".join(lines)


_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def plain(message: str) -> str:
    """Take the colours of a terminal out of a message."""
    return _ANSI.sub("", message)
