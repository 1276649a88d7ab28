"""From the damaged text of an article to tables of counts.

`read` does everything at once. Its steps: `open_source`, `load_settings`, `take_apart` (repairs,
sections, paragraphs, notes), `load_lists`, `build`; then `transit.files.write_all` or `compare`.
What the tables are stands in `transit.article`, which loads them without the text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from transit.citations.bibtex import load_works
from transit.errors import TransitError
from transit.reading.assembly import assemble, take_references
from transit.reading.comparing import compare
from transit.reading.counting import build
from transit.reading.document import Article, Block, Doubt, Note, Paragraph, Section
from transit.reading.layout import take_apart
from transit.reading.lists import Lists, load_lists
from transit.reading.matching import Match, Matcher
from transit.reading.notes import resolve_notes
from transit.reading.preview import doubt_lines, preview_html, preview_lines, summary_lines
from transit.reading.references import Citation, Reference, find_citations, parse_reference
from transit.reading.repairs import Repair, RepairLog
from transit.reading.settings import SectionSetting, Settings, load_settings
from transit.reading.source import (
    MAX_BYTES,
    MAX_DOCUMENT,
    Source,
    describe_source,
    open_source,
)
from transit.reading.structured import FORMATS, read_structured
from transit.reading.words import (
    Lemmatizer,
    Token,
    analyse,
    find_quotations,
    split_sentences,
    tokenize,
)

__all__ = [
    "MAX_BYTES",
    "Article",
    "Block",
    "Citation",
    "Doubt",
    "Lemmatizer",
    "Lists",
    "Match",
    "Matcher",
    "Note",
    "Paragraph",
    "Reading",
    "Reference",
    "Repair",
    "RepairLog",
    "Section",
    "SectionSetting",
    "Settings",
    "Source",
    "Token",
    "analyse",
    "build",
    "compare",
    "describe_source",
    "doubt_lines",
    "find_citations",
    "find_quotations",
    "find_settings",
    "load_lists",
    "load_settings",
    "open_source",
    "parse_reference",
    "preview_html",
    "preview_lines",
    "read",
    "read_article",
    "resolve_notes",
    "split_sentences",
    "summary_lines",
    "take_apart",
    "tokenize",
]


@dataclass(frozen=True)
class Reading:
    """The result of `read`: the article taken apart, and the files built from it."""

    article: Article
    files: dict[str, bytes]
    folder: Path | None


def find_settings(source: Source, *folders: str | Path) -> Path | None:
    """Find the folder whose settings are meant for a text.

    Parameters
    ----------
    source : Source
        The text.
    *folders : str or Path
        The first is taken if it holds an ``article.toml``; each further one only if its
        ``provenance.json`` also names the SHA-256 of this very text.

    Returns
    -------
    Path or None
        The folder, or None if general rules have to do.

    Raises
    ------
    TransitError
        If a ``provenance.json`` is not valid JSON.
    """
    for place, folder in enumerate(map(Path, folders)):
        if not (folder / "article.toml").is_file():
            continue
        if place == 0:
            return folder
        record = folder / "provenance.json"
        if record.is_file():
            try:
                known = json.loads(record.read_text(encoding="utf-8"))
            except ValueError as error:
                raise TransitError(f"{record}: not valid JSON: {error}") from error
            if known.get("source", {}).get("sha256") == source.sha256:
                return folder
    return None


def read_article(path: str | Path, settings: Settings | None = None) -> Article:
    """Read an article of any format that is known, by the ending of its name.

    Parameters
    ----------
    path : str or Path
        ``.pdf``, one of `transit.reading.structured.FORMATS`, or plain text in UTF-8.
    settings : Settings, optional
        What is particular to the article; general rules otherwise.

    Returns
    -------
    Article

    Raises
    ------
    TransitError
        If the file cannot be read; see `take_apart` and `transit.reading.assembly.assemble`.
    """
    path, settings = Path(path), settings or Settings()
    ending = path.suffix.lower()
    if ending == ".pdf":
        from transit.reading.pdf import read_pdf

        return assemble(describe_source(path, MAX_DOCUMENT), settings, read_pdf(path, settings))
    if ending in FORMATS:
        source = describe_source(path, MAX_DOCUMENT)
        return assemble(source, settings, read_structured(path, settings))
    return take_apart(open_source(path), settings)


def read(
    article: str | Path,
    settings: str | Path | None = None,
    bibliography: str | Path | None = None,
) -> Reading:
    """Read an article's text and build its tables, writing nothing.

    Parameters
    ----------
    article : str or Path
        As `read_article` takes it.
    settings : str or Path, optional
        A folder with ``article.toml`` and, if wanted, ``terms.csv``, ``markers.csv`` and
        ``lemmas.csv``. Without it general rules apply and the lists are empty.
    bibliography : str or Path, optional
        Overrides the bibliography that the settings name.

    Returns
    -------
    Reading
        ``files`` go to `transit.files.write_all` or `compare`.

    Raises
    ------
    TransitError
        For any input that cannot be used; see `open_source`, `load_settings`, `take_apart`,
        `load_lists`, `load_works` and `resolve_notes`.

    Examples
    --------
    >>> from transit import files, reading
    >>> result = reading.read("article.txt", settings="data/article")  # doctest: +SKIP
    >>> files.write_all(result.files, "data/article")  # doctest: +SKIP
    """
    folder = Path(settings) if settings is not None else None
    if folder is not None and not folder.is_dir():
        raise TransitError(f"{folder}: no such folder; give one with an article.toml")
    chosen = load_settings(folder) if folder is not None else Settings(notes_complete=False)
    lists = load_lists(folder if folder is not None else Path("."))
    taken = read_article(article, chosen)
    place = bibliography if bibliography is not None else chosen.bibliography
    if place and not taken.references:
        take_references(taken, place)
    works = load_works(place, chosen.bibliography_keyword) if place and taken.notes else None
    return Reading(taken, build(taken, lists, works), folder)
