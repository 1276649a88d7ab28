"""What is particular to one article, read from an ``article.toml`` beside its tables."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from transit.errors import TransitError
from transit.reading import languages
from transit.reading.source import MAX_PAGES

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u00a0": " ",
}
"""Characters replaced in every text: the ligatures of Unicode and the no-break space."""

NOTE_OPENINGS = ('[A-ZÀ-ÖØ-ÞА-ЯЁІӘҒҚҢӨҰҮҺ“"«„\\[]', "https?:")
"""How a note may begin after its number, as regular expressions, unless settings say otherwise."""


@dataclass(frozen=True)
class SectionSetting:
    """A section to look for.

    ``id`` names it in tables, ``abbr`` begins the names of its paragraphs, ``heading`` is what
    it is called, ``printed`` its heading in the article where that is another, which is compared
    with whole lines without regard to spaces and case, ``columns`` above one says that it is set
    in columns.
    """

    id: str
    abbr: str
    heading: str
    printed: str = ""
    columns: int = 1

    @property
    def sought(self) -> str:
        """The heading that stands in the article."""
        return self.printed or self.heading


@dataclass(frozen=True)
class Settings:
    """Everything about an article that is not a rule of reading.

    Attributes
    ----------
    name : str
        Where the settings come from, for messages.
    sections : tuple of SectionSetting
        In reading order; empty for the general rules (headings of
        `transit.reading.languages`, numbered and letter-spaced ones).
    characters : dict of str to str
        Damaged characters and what they stand for, on top of `LIGATURES`.
    page_indent : int or None
        A line indented by exactly so many spaces begins a page. A form feed always does.
    keywords : str
        The label that opens the line of keywords.
    note_openings : tuple of str
        Regular expressions, one of which follows the number of a note.
    bibliography : Path or None
        The BibTeX file whose entries the notes cite.
    bibliography_keyword : str
        Only entries with this keyword are considered; all when empty.
    notes_complete : bool
        Whether a note that cites no work of the bibliography is an error, or only doubtful.
    read_notes : bool
        Whether numbers at words may be calls of notes.
    skip : tuple of str
        Regular expressions; a line, or a piece of a document, with a match is left out.
    body_size : float or None
        Of a PDF: the type size of running text, in points; found if None.
    heading_sizes : tuple of float
        Of a PDF: the type sizes of headings, the highest level first; found if empty.
    columns : int or None
        Of a PDF: columns of a page; found if None.
    pages : (int, int) or None
        Of a PDF: first and last page to read; all if None.
    title : str
        The article's title, where reading does not find it.
    language : str
        Language of the article as simplemma names it, or ``kk``; found by its commonest words
        if empty.
    quotation_words : int
        Words in quotation marks count as quotation from this length on; shorter spans are
        words used with reserve.
    abbreviations : tuple of str
        Words whose full stop ends no sentence.
    drop_capitals : dict of str to str
        First words that lost their initial, where the text itself does not give them.
    """

    name: str = "general rules"
    sections: tuple[SectionSetting, ...] = ()
    characters: dict[str, str] = field(default_factory=dict)
    page_indent: int | None = None
    keywords: str = "keywords"
    note_openings: tuple[str, ...] = NOTE_OPENINGS
    bibliography: Path | None = None
    bibliography_keyword: str = ""
    notes_complete: bool = True
    read_notes: bool = True
    skip: tuple[str, ...] = ()
    body_size: float | None = None
    heading_sizes: tuple[float, ...] = ()
    columns: int | None = None
    pages: tuple[int, int] | None = None
    language: str = ""
    quotation_words: int = 3
    abbreviations: tuple[str, ...] = ()
    drop_capitals: dict[str, str] = field(default_factory=dict)
    title: str = ""

    def for_text(self, text: str, language: str = "") -> Settings:
        """Return these settings with what depends on the language: found, if they name none."""
        code = self.language or language or languages.detect_language(text) or "en"
        short = self.abbreviations or languages.abbreviations_of(code)
        return replace(self, language=code, abbreviations=short)

    @property
    def replacements(self) -> dict[str, str]:
        """All characters replaced: `LIGATURES` and those of the article."""
        return {**LIGATURES, **self.characters}

    @property
    def note_opening(self) -> re.Pattern[str]:
        """The pattern of what follows a note's number."""
        return re.compile("|".join(f"(?:{part})" for part in self.note_openings))


_TABLES: dict[str, dict[str, type]] = {
    "article": {"title": str, "language": str, "drop_capitals": dict, "abbreviations": list},
    "layout": {"page_indent": int, "keywords": str, "skip": list},
    "pdf": {
        "body_size": float,
        "heading_sizes": list,
        "columns": int,
        "first_page": int,
        "last_page": int,
    },
    "characters": {},  # any code point, each with a string
    "notes": {
        "read": bool,
        "openings": list,
        "bibliography": str,
        "bibliography_keyword": str,
        "complete": bool,
    },
    "quotation": {"words": int},
    "section": {"id": str, "abbr": str, "heading": str, "printed": str, "columns": int},
}
_NAMES = {
    str: "a string",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}


def load_settings(path: str | Path) -> Settings:
    """Read an ``article.toml``.

    Parameters
    ----------
    path : str or Path
        The file, or the folder that holds it.

    Returns
    -------
    Settings
        A relative bibliography is taken from the folder of the file.

    Raises
    ------
    TransitError
        If the file is missing, is no TOML, or has unknown, missing or ill-formed entries.
    """
    path = Path(path)
    if path.is_dir():
        path = path / "article.toml"
    if not path.is_file():
        raise TransitError(f"{path}: no such file; give a folder with an article.toml")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TransitError(f"{path}: not valid TOML: {error}") from error
    _check_keys(path, data)
    article, layout = data.get("article", {}), data.get("layout", {})
    notes, pdf, defaults = data.get("notes", {}), data.get("pdf", {}), Settings()
    bibliography = notes.get("bibliography")
    if article.get("language"):
        languages.check_language(article["language"], f"{path}: language in [article]")
    pages = (pdf.get("first_page", 1), pdf.get("last_page", MAX_PAGES))
    return Settings(
        name=str(path),
        sections=_sections(path, data.get("section", [])),
        characters={_character(path, k): v for k, v in data.get("characters", {}).items()},
        page_indent=layout.get("page_indent"),
        keywords=layout.get("keywords", defaults.keywords),
        skip=_patterns(path, layout.get("skip", ()), "layout.skip"),
        body_size=pdf.get("body_size"),
        heading_sizes=tuple(pdf.get("heading_sizes", ())),
        columns=pdf.get("columns"),
        pages=pages if {"first_page", "last_page"} & pdf.keys() else None,
        read_notes=notes.get("read", True),
        note_openings=_patterns(
            path, notes.get("openings", defaults.note_openings), "notes.openings"
        ),
        bibliography=(path.parent / bibliography).resolve() if bibliography else None,
        bibliography_keyword=notes.get("bibliography_keyword", ""),
        notes_complete=notes.get("complete", True),
        language=article.get("language", defaults.language),
        quotation_words=data.get("quotation", {}).get("words", defaults.quotation_words),
        abbreviations=tuple(article.get("abbreviations", defaults.abbreviations)),
        drop_capitals=article.get("drop_capitals", {}),
        title=article.get("title", ""),
    )


def _check_keys(path: Path, data: dict) -> None:
    for name, value in data.items():
        if name not in _TABLES:
            raise TransitError(f"{path}: unknown table [{name}]; known: {', '.join(_TABLES)}")
        written = "[[section]]" if name == "section" else f"[{name}]"
        entries = value if name == "section" else [value]
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            raise TransitError(f"{path}: {name} must be written as {written}")
        known = _TABLES[name]
        for key, content in (item for entry in entries for item in entry.items()):
            if name != "characters" and key not in known:
                raise TransitError(
                    f"{path}: unknown key {key!r} in {written}; known: {', '.join(known)}"
                )
            _check_value(f"{path}: {key} in {written}", key, content, known.get(key, str))


def _check_value(what: str, key: str, content: object, wanted: type) -> None:
    given = type(content)
    if given is not wanted and not (wanted is float and given is int):
        raise TransitError(f"{what} must be {_NAMES[wanted]}")
    if isinstance(content, int | float) and wanted is not bool and content < 1:
        raise TransitError(f"{what} must be 1 or more")
    if isinstance(content, list | dict):
        parts = content.values() if isinstance(content, dict) else content
        if key == "heading_sizes":
            if not all(isinstance(part, int | float) for part in parts):
                raise TransitError(f"{what} must hold numbers")
        elif not all(isinstance(part, str) and part for part in parts):
            raise TransitError(f"{what} must hold strings")


def _sections(path: Path, entries: list[dict]) -> tuple[SectionSetting, ...]:
    sections = []
    for number, entry in enumerate(entries, start=1):
        missing = [key for key in ("id", "abbr", "heading") if not entry.get(key)]
        if missing:
            raise TransitError(f"{path}: section {number} has no {missing[0]!r}")
        sections.append(SectionSetting(**entry))
    for attribute in ("id", "abbr"):
        values = [getattr(section, attribute) for section in sections]
        double = next((value for value in values if values.count(value) > 1), None)
        if double:
            raise TransitError(f"{path}: two sections have the {attribute} {double!r}")
    return tuple(sections)


def _character(path: Path, name: str) -> str:
    if re.fullmatch(r"U\+[0-9A-Fa-f]{4,6}", name) and int(name[2:], 16) <= 0x10FFFF:
        return chr(int(name[2:], 16))
    raise TransitError(f"{path}: {name!r} in [characters] is no code point such as U+FFFD")


def _patterns(path: Path, patterns: Iterable[str], where: str) -> tuple[str, ...]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise TransitError(
                f"{path}: {pattern!r} in {where} is no regular expression: {error}"
            ) from error
    return tuple(patterns)
