"""A list of references taken apart, and the places of the text that cite it.

Heuristic, and said so: an entry is read by its year, its quotation marks and its full stops.
`Reference.certain` tells whether names, year and title were all found in their usual places.
A citation counts only if one entry alone answers to its name and year, or to its number.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

_YEAR = re.compile(r"(?<![\d/.:\-–])((?:1[5-9]|20)\d\d)([a-z]?)(?![\w\-–]|[.:/]\d)")
_NO_DATE = re.compile(r"\((?:in press|forthcoming|n\.\s?d\.|o\.\s?J\.|б\.\s?г\.|s\.\s?d\.)\)", re.I)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+")
_URL = re.compile(r"https?://[^\s<>\"]+|www\.[^\s<>\"]+")
_NUMBER = re.compile(r"^(?:\[(\d{1,3})\]|(\d{1,3})[.)])\s+")
_QUOTED = re.compile(r"[“\"„«‘]([^“”\"„«»]{8,400}?)[,.?!]?[”\"“»’](?=[\s.,;(]|$)")
_INITIALS = re.compile(r"^(?:[A-ZÀ-ÖØ-ÞА-ЯЁІӘҒҚҢӨҰҮҺ]\.?-?){1,3}$")
_JOINTS = r"and|&|und|et|y|e|и|және|with"
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "du",
        "la",
        "le",
        "zu",
        "zur",
        "ter",
        "ten",
        "el",
        "al",
        "фон",
        "де",
    ]
)
_NAME = r"[^\W\d_][\w'’\-]*"
_TAIL = re.compile(
    rf"(?:['’]s?)?"
    rf"(?:(?:,? (?:{_JOINTS})|,) (?:[A-Z]\. ?)*(?:(?:{'|'.join(sorted(_PARTICLES))}) )*(?=[^\W\d_a-z]){_NAME}|"
    rf",? (?:et|u\.|и) ?(?:al|a|др)\.?,?){{0,6}}"
    rf"(?:['’]s?)?,? ?[(\[]?((?:(?:1[5-9]|20)\d\d[a-z]?(?:, ?[a-z]\b)*(?:, ?pp?\.? ?[\d–-]+)?(?:, |; | and | und | et | и )?)+)"
)
_YEARS = re.compile(r"((?:1[5-9]|20)\d\d)((?:[a-z]\b)?(?:, ?[a-z]\b)*)")
_UNKNOWN = re.compile(
    rf"\(([^\W\d_a-z][\w'’\-]*(?:(?:,? (?:{_JOINTS}) {_NAME})|,? et al\.?)?),? ((?:1[5-9]|20)\d\d[a-z]?)\)"
)
_BRACKETS = re.compile(r"\[(\d{1,3}(?: ?[,;–-] ?\d{1,3})*)\]")
_SENTENCE = re.compile(r"[.:]\s+[^\W\d_a-z]\w+\s+(?!and\b|und\b|with\b)[a-zа-яё]{3,}\s")
_INITIAL = re.compile(r"\b[A-ZÀ-ÖØ-ÞА-ЯЁ]\.")
_GOST = re.compile(
    r"^((?:[^\W\d_a-z][\w-]+,? (?:[^\W\d_a-z]\.[ -]?){1,2},? ?)+)([^/]{4,300}?)(?: //? |\. [—–-] |\.? : )"
)


@dataclass(frozen=True)
class Reference:
    """An entry of the list of references, taken apart as far as certain.

    Attributes
    ----------
    id : str
        First name and year, or the key that the document gives it.
    number : int
        As printed before the entry, 0 if it has none.
    text : str
        The entry as printed; it is not published.
    authors, year, title, doi, url : str
        Empty where not found. A year may bear a letter.
    names : tuple of str
        Family names, as far as they can be told.
    page : int
    certain : bool
        Whether authors, year and title were found in their usual places.
    """

    id: str
    number: int
    text: str
    authors: str
    year: str
    title: str
    doi: str
    url: str
    names: tuple[str, ...]
    page: int
    certain: bool


@dataclass(frozen=True)
class Citation:
    """A paragraph that cites an entry of the list: how, and how often."""

    paragraph: str
    reference: str
    form: str
    count: int


def parse_reference(text: str, page: int = 1) -> Reference:
    """Take one entry of a list of references apart.

    Parameters
    ----------
    text : str
        The entry in one line.
    page : int
        Where it stands.

    Returns
    -------
    Reference
        Its id may be that of another entry; see `name_references`.

    Examples
    --------
    >>> found = parse_reference("Smith, J. and Doe, A. (2010). Floods and markets. River Press.")
    >>> found.names, found.year, found.title, found.certain
    (('Smith', 'Doe'), '2010', 'Floods and markets', True)
    """
    text = " ".join(text.split())
    number = _NUMBER.match(text)
    rest = text[number.end() :] if number else text
    doi, url = _DOI.search(rest), _URL.search(rest)
    plain = _URL.sub(" ", _DOI.sub(" ", rest))
    year, quoted = _YEAR.search(plain), _QUOTED.search(plain)
    undated = _NO_DATE.search(plain)
    place = year or undated
    gost = _GOST.match(plain)
    early = (
        gost is None
        and place is not None
        and place.start() < 200
        and (quoted is None or place.start() < quoted.start())
        and _are_names(plain[: place.start()])
    )
    if gost:
        authors, found = gost[1], gost[2]
    elif early and place is not None:
        authors = plain[: place.start()]
        after = re.sub(r"^[a-z]?[).,:;\s]+", "", plain[place.end() :])
        title = _QUOTED.match(after)
        found = title[1] if title else re.split(r"(?<=[^\W\d_]{2})[.?!](?:\s|$)|[.?!]\s", after)[0]
    elif quoted:
        authors, found = plain[: quoted.start()], quoted[1]
    else:
        parts = re.split(r"(?<=[^\W\d_]{3})\.\s|(?<=[^\W\d_]{2})[:]\s", plain, maxsplit=2)
        authors, found = (parts[0], parts[1]) if len(parts) > 1 else ("", plain)
    authors = authors.strip(" ,.;:([–-")
    usual = _INITIAL.search(authors) is not None and _are_names(authors)  # "A. Doe. Title. …"
    names = _family_names(authors)
    certain = bool(names and year and 3 < len(found) < 300 and (early or quoted or gost or usual))
    return Reference(
        id=f"{_fold(names[0]) if names else 'work'}{year[1] + year[2] if year else ''}",
        number=int(number[1] or number[2]) if number else 0,
        text=text,
        authors=authors if len(authors) < 400 else "",
        year=year[1] + year[2] if year else "",
        title=found.strip(" .,;:") if len(found) < 400 else "",
        doi=doi[0].rstrip(".,;)") if doi else "",
        url=url[0].rstrip(".,;)") if url else "",
        names=names,
        page=page,
        certain=certain,
    )


def name_references(references: Iterable[Reference]) -> list[Reference]:
    """Give every entry an id of its own; one that names no author has those of the entry before.

    Examples
    --------
    >>> twice = [parse_reference("Doe, A. (1999). Bridges. Town Press.")] * 2
    >>> [reference.id for reference in name_references(twice)]
    ['doe1999', 'doe1999-2']
    """
    named: list[Reference] = []
    seen: Counter[str] = Counter()
    for reference in references:
        if named and re.match(r"^(?:[—–-]{1,3}|_{3,}|ders\.|dies\.|idem\b)", reference.text, re.I):
            before = named[-1]
            name = _fold(before.names[0]) if before.names else "work"
            reference = replace(
                reference,
                authors=before.authors,
                names=before.names,
                id=f"{name}{reference.year}",
            )
        seen[reference.id] += 1
        if seen[reference.id] > 1:
            reference = replace(reference, id=f"{reference.id}-{seen[reference.id]}")
        named.append(reference)
    return named


def split_entries(lines: Iterable[str]) -> list[str]:
    """Split the lines of a list of references where neither blank lines nor indents tell entries.

    A line begins an entry if it bears a number, or begins with a name and the entry so far has
    a year and is complete.
    """
    entries: list[str] = []
    for line in lines:
        numbered = _NUMBER.match(line) is not None
        named = re.match(r"(?:[^\W\d_a-z][\w'’\-]+(?:,| [A-Z][A-Z.]*\b|\s\())|[—–_]{2,}", line)
        done = bool(entries) and re.search(r"[.)\]/\d]$", entries[-1]) and _YEAR.search(entries[-1])
        if not entries or numbered or (named and done):
            entries.append(line)
        elif entries[-1].endswith("-") and line[:1].islower():
            entries[-1] = entries[-1][:-1] + line
        else:
            entries[-1] = f"{entries[-1]} {line}"
    return entries


def number_by_place(texts: Iterable[str], references: list[Reference]) -> list[Reference]:
    """Number entries that bear no numbers, if the text cites all numbers up to theirs.

    Parameters
    ----------
    texts : iterable of str
        The paragraphs.
    references : list of Reference
        As `name_references` gives them.

    Returns
    -------
    list of Reference
        Numbered in their order; `references` itself if they have numbers, or the greatest number
        in square brackets is not how many there are, or most of them are not cited.
    """
    if len(references) < 3 or any(reference.number for reference in references):
        return references
    cited = {
        number for text in texts for group in _BRACKETS.findall(text) for number in _listed(group)
    }
    if max(cited, default=0) != len(references) or len(cited) < 0.6 * len(references):
        return references
    return [replace(entry, number=place) for place, entry in enumerate(references, start=1)]


def find_citations(
    paragraphs: Mapping[str, str], references: list[Reference]
) -> tuple[list[Citation], dict[str, list[str]]]:
    """Find where paragraphs cite entries by name and year, or by number in square brackets.

    Parameters
    ----------
    paragraphs : mapping of str to str
        Text by the paragraph's id.
    references : list of Reference
        As `name_references` gives them.

    Returns
    -------
    list of Citation
        Of the forms ``author-year`` and ``number``.
    dict of str to list of str
        By paragraph, citations that answer to no entry, or to several.
    """
    if not references:
        return [], {}
    by_name: dict[str, list[Reference]] = {}
    for reference in references:
        if reference.names:
            by_name.setdefault(reference.names[0], []).append(reference)
    numbers = {r.number: r for r in references if r.number}
    names = sorted(by_name, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, names))})(?!\w)") if names else None
    found: list[Citation] = []
    open_ones: dict[str, list[str]] = {}
    for paragraph, text in paragraphs.items():
        counts: Counter[tuple[str, str]] = Counter()
        unsure: list[str] = []
        for match in pattern.finditer(text) if pattern else ():
            for entry, label in _years_after(text, match, by_name[match[1]]):
                if entry is None:
                    unsure.append(label)
                else:
                    counts[entry.id, "author-year"] += 1
        unsure += [
            f"{name} {year}"
            for name, year in _UNKNOWN.findall(text)
            if not any(name.startswith(known) for known in by_name)
        ]
        if len(numbers) > 1:
            for group in _BRACKETS.findall(text):
                for number in _listed(group):
                    if number in numbers:
                        counts[numbers[number].id, "number"] += 1
                    else:
                        unsure.append(f"[{number}]")
        found += [Citation(paragraph, *key, count) for key, count in sorted(counts.items())]
        if unsure:
            open_ones[paragraph] = sorted(set(unsure))
    return found, open_ones


def _years_after(
    text: str, match: re.Match[str], entries: list[Reference]
) -> Iterable[tuple[Reference | None, str]]:
    """Give the entries that a name and the years after it stand for; None if not one alone."""
    tail = _TAIL.match(text, match.end())
    if tail is None:
        return
    before = re.search(rf"({_NAME})(?:,? (?:{_JOINTS}) |, )$", text[: match.start()][-60:])
    for year in _YEARS.finditer(tail[1]):
        for letter in re.findall(r"[a-z]", year[2]) or [""]:
            label = f"{match[1]} {year[1]}{letter}"
            same = [e for e in entries if e.year == year[1] + letter]
            if len(same) > 1:
                between = text[match.end() : tail.start(1)]
                alike = [e for e in same if all(name in between for name in e.names[1:2])]
                several = " al" in between or " др" in between
                alike = [e for e in same if len(e.names) > 2] if several else alike
                alone = [e for e in alike if len(e.names) > 1] or alike
                same = alone if len(alone) == 1 else same
            if len(same) == 1:
                yield same[0], label
            elif same or (before is None and not any(e.year[:4] == year[1] for e in entries)):
                yield None, label


def _listed(group: str) -> list[int]:
    numbers: list[int] = []
    for part in re.split(r"[,;]", group):
        ends = [int(end) for end in re.findall(r"\d+", part)]
        numbers += range(ends[0], ends[-1] + 1) if ends[-1] - ends[0] < 50 else ends
    return numbers


def _are_names(text: str) -> bool:
    """Whether what stands before a year can be names: few words in lower case."""
    if _SENTENCE.search(text):
        return False
    words = re.findall(r"[^\W\d_]+", text)
    lower = [w for w in words if w[0].islower() and w not in _PARTICLES and len(w) > 3]
    return bool(words) and len(lower) <= max(2, len(words) // 4)


def _family_names(authors: str) -> tuple[str, ...]:
    authors = re.sub(r"\((?:eds?|Hrsg|Hg|dir|ред|отв)[^)]*\)|\bet al\b\.?|\bu\. ?a\.", " ", authors)
    parts = re.split(rf"\s*;\s*|,?\s+(?:{_JOINTS})\s+|,\s*", authors)
    names: list[str] = []
    for part in parts:
        words = [
            w for w in part.split() if not _INITIALS.match(w) and w not in ("Jr.", "Jr", "Hrsg.")
        ]
        if not words or not any(c.isalpha() for c in part):
            continue
        if len(words) < len(part.split()):  # initials beside a family name: before or after it
            name = " ".join(words)
        elif len(words) > 1 and words[0].lower() not in _PARTICLES and names:
            name = words[-1]  # given names in full
        elif len(words) == 1 and names and _given_before(parts, part):
            continue
        else:
            name = " ".join(words) if len(words) < 3 else words[-1]
        name = name.strip(".,:;()[]")
        if name and (name[0].isupper() or name.split()[0] in _PARTICLES):
            names.append(name)
    return tuple(names)


def _given_before(parts: list[str], part: str) -> bool:
    """Whether a single word is the given name of the family name before it: "Smith, John"."""
    place = parts.index(part)
    return place == 1 and len(parts[0].split()) <= 2 and not any("." in p for p in parts[:2])


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in plain if c.isalnum()) or "work"
