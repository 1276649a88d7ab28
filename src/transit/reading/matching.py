"""Entries of a controlled list found in sentences of lemmas.

Rule for what overlaps: among all matches in a sentence the one with most words wins; of equally
long ones the one that begins first; of two patterns on the same words the one that comes first
in the list. A word belongs to one match at most, so an entry inside a longer one is not counted
("president" is not counted in "First President").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transit.errors import TransitError
from transit.reading.words import Token


@dataclass(frozen=True)
class Match:
    """An entry found at tokens ``start`` up to, not including, ``end`` of a sentence."""

    entry: str
    start: int
    end: int


class Matcher:
    """Finds the entries of one list.

    Parameters
    ----------
    patterns : iterable of (str, str)
        Entry and its patterns, separated by ``|``. A pattern is a sequence of words separated by
        spaces; a word agrees with a token if it equals its lemma or its surface, the possessive
        ending aside, without regard to case. A pattern that begins with ``!`` is an exception:
        it takes its words like any other and is counted for no entry.
    name : str
        What the list is, for messages.

    Raises
    ------
    TransitError
        If an entry is doubled or has no pattern, or two entries share a pattern.
    """

    def __init__(self, patterns: Iterable[tuple[str, str]], name: str = "list") -> None:
        self._patterns: list[tuple[str | None, tuple[str, ...]]] = []
        self._by_first: dict[str, list[int]] = {}
        entries: set[str] = set()
        seen: dict[tuple[str, ...], str] = {}
        for row, (entry, alternatives) in enumerate(patterns, start=1):
            if entry in entries:
                raise TransitError(f"{name}: entry {entry!r} stands twice (again in row {row})")
            entries.add(entry)
            for pattern in alternatives.split("|"):
                words = tuple(pattern.removeprefix("!").lower().split())
                if not words:
                    raise TransitError(f"{name}: entry {entry!r} (row {row}) has an empty pattern")
                if words in seen:
                    raise TransitError(
                        f"{name}: pattern {' '.join(words)!r} of {entry!r} (row {row}) already "
                        f"belongs to {seen[words]!r}"
                    )
                seen[words] = entry
                self._by_first.setdefault(words[0], []).append(len(self._patterns))
                self._patterns.append((None if pattern.startswith("!") else entry, words))

    def find(self, sentence: Sequence[Token]) -> list[Match]:
        """Find the entries in one sentence.

        Parameters
        ----------
        sentence : sequence of Token
            Tokens in order.

        Returns
        -------
        list of Match
            Without overlaps, by position; see the rule at the top of this module.
        """
        forms = [{t.lemma, t.surface, t.surface.removesuffix("'s")} for t in sentence]
        found = []
        for start, form in enumerate(forms):
            for rank in {rank for word in form for rank in self._by_first.get(word, ())}:
                entry, words = self._patterns[rank]
                here = forms[start : start + len(words)]
                if len(here) == len(words) and all(map(set.__contains__, here, words)):
                    found.append((-len(words), start, rank, entry))
        taken: set[int] = set()
        kept = []
        for length, start, _, entry in sorted(found):
            place = range(start, start - length)
            if taken.isdisjoint(place):
                taken.update(place)
                if entry is not None:
                    kept.append(Match(entry, place.start, place.stop))
        return sorted(kept, key=lambda match: match.start)
