"""The article's notes resolved to the works they cite."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

import pandas as pd

from transit.article import columns
from transit.citations.bibtex import Work
from transit.errors import TransitError
from transit.reading.document import Article, Doubt, Note

SIMILAR = 0.9
"""Share of a title's letters that must agree where a note misprints it."""

_IBIDEM = re.compile(r"\b(?:Ibid(?:em|\.)?|Ib\.)(?!\w)", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)[^\s\]>]+")
_LOCATOR = re.compile(r"\bpp?\.\s?\d+(?:[-–]\d+)?(?:,\s?\d+(?:[-–]\d+)?)*(?!\d|[-–]?\s?pp\.)")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


@dataclass(frozen=True)
class Resolved:
    """What a note cites: keys, the locator as printed, and the form of the note."""

    keys: tuple[str, ...]
    locator: str
    form: str


def resolve_notes(article: Article, works: list[Work] | None) -> pd.DataFrame:
    """Resolve every note to the works it cites.

    A note cites the work whose address it gives, or whose title it gives in full or with a
    misprint (at least `SIMILAR` of the letters agree); of works on the same words of the note
    the longest title counts. *Ibidem* takes over the keys of the note before.

    Parameters
    ----------
    article : Article
        From `transit.reading.take_apart`.
    works : list of Work or None
        From `transit.citations.load_works`; with None the keys stay empty.

    Returns
    -------
    DataFrame
        note, section, paragraph, page, keys (separated by ``;``), locator (as printed, or
        empty), form: ``url`` for a bare address, ``ibidem``, ``short`` for a title without year
        of publication, else ``full``.

    Raises
    ------
    TransitError
        If a note cites no work of the bibliography, or *Ibidem* has no note before it, unless
        the settings say that the bibliography need not be complete.
    """
    rows = []
    before: Resolved | None = None
    for note in article.notes:
        citation = resolve_note(note, works, before, article)
        before = citation
        rows.append(
            (
                note.number,
                note.section,
                note.paragraph,
                note.page,
                ";".join(citation.keys),
                citation.locator,
                citation.form,
            )
        )
    return pd.DataFrame(rows, columns=columns("notes"))


def resolve_note(
    note: Note, works: list[Work] | None, before: Resolved | None, article: Article
) -> Resolved:
    """Resolve one note; `before` is what the note before it cites."""
    locator = _LOCATOR.search(note.text)
    printed = locator[0] if locator else ""
    strict = article.settings.notes_complete
    what = ""
    if _IBIDEM.search(note.text):
        if before is not None:
            return Resolved(before.keys, printed, "ibidem")
        what = "refers back, and no note precedes"
    found = _works_in(note.text, works or [])
    if not what and works is not None and not found:
        what = "cites no work of the bibliography; add the work, or correct its title or address"
    if what and strict:
        raise TransitError(f"{article.source.name}: note {note.number} (page {note.page}) {what}")
    if what:
        setting = "complete in [notes]"
        article.doubts.append(Doubt(note.page, 0, f"note {note.number} {what}", setting))
    if _URL.search(note.text):
        form = "url"
    else:
        rest = _fold(note.text)
        for work in found:
            rest = rest.replace(_fold(work.title), " ", 1)
        form = "full" if _YEAR.search(rest) or not found else "short"
    return Resolved(tuple(work.key for work in found), printed, form)


def _works_in(text: str, works: list[Work]) -> list[Work]:
    address = _URL.search(text)
    if address:
        return [work for work in works if work.url and _host(work.url) == _host(address[0])][:1]
    folded = _fold(text)
    places = []
    for work in works:
        title = _fold(work.title).strip()
        start = folded.find(f" {title} ") if len(title) > 3 else -1
        if start < 0:
            start = _nearly(title, folded)
        if start >= 0:
            places.append((-len(title), start, work))
    taken: list[range] = []
    found = []
    for length, start, work in sorted(places, key=lambda place: place[:2]):
        span = range(start, start - length)
        if all(span.stop <= other.start or other.stop <= span.start for other in taken):
            taken.append(span)
            found.append((start, work))
    return [work for _, work in sorted(found, key=lambda place: place[0])]


def _nearly(title: str, text: str) -> int:
    """Offset at which a long title stands with a misprint, or -1."""
    if len(title) < 20:
        return -1
    words = title.split()
    for match in re.finditer(rf"(?<= ){re.escape(words[0])} ", text):
        window = text[match.start() : match.start() + len(title)]
        if SequenceMatcher(None, title, window, autojunk=False).ratio() >= SIMILAR:
            return match.start()
    return -1


def _fold(text: str) -> str:
    """Letters and digits in lower case, everything else one space, a space at each end."""
    plain = unicodedata.normalize("NFKD", text.replace("{", "").replace("}", ""))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " " + " ".join(re.findall(r"[^\W_]+", re.sub(r"['’]", "", plain))) + " "


def _host(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/.,;").casefold()
