"""A bibliography in BibTeX as a data frame, every entry checked."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pandas as pd
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from bibtexparser.model import Entry, Field

from transit.citations.bibtex import Problem, failures, line_of, parse, refuse
from transit.errors import TransitError

SOURCE_ARTICLE = "source-article"
"""First keyword of the article itself."""

GROUPS = (SOURCE_ARTICLE, "cited-in-article", "literature", "method", "evidence")
"""First keyword of an entry: the part of the bibliography that it belongs to."""

VERIFICATION = {
    "CONFIRMED": "confirmed",
    "PARTIAL": "partial",
    "ARTICLE-ONLY": "article only",
    "GENERAL-KNOWLEDGE": "general knowledge",
}
"""First word of an annotation, and the status it stands for."""

SEEN = {
    "text": "the text, or the part used, in a stored copy",
    "excerpt": "the facts used, in a stored excerpt, mostly without the title",
    "copy": "a copy that others made: of a data file, or of an article of Wikipedia",
    "title": "title page and contents in a stored copy, the figures inside not",
    "named": "only what another source quotes or says of it",
}
"""Values of ``seen``, which the sources of the evidence have, and what each stands for."""

_DATED = "date|year"
_NAMED = "author|editor|organization|institution"
REQUIRED = {
    "article": ("title", "journal", _DATED, _NAMED),
    "book": ("title", "publisher", _DATED, "author|editor|organization"),
    "collection": ("title", "publisher", _DATED, "editor|organization"),
    "dataset": ("title", "publisher|organization|doi|url", _DATED, _NAMED),
    "incollection": ("title", "booktitle", "publisher", _DATED, "author"),
    "inproceedings": ("title", "booktitle", _DATED, "author"),
    "legislation": ("title", _DATED),
    "misc": ("title", f"{_NAMED}|howpublished"),
    "online": ("title", "url|organization|institution", _NAMED),
    "phdthesis": ("title", "school", _DATED, "author"),
    "report": ("title", "institution|organization|publisher", _DATED, _NAMED),
    "software": ("title", "publisher|organization|doi|url", _DATED, _NAMED),
    "techreport": ("title", "institution", _DATED, "author"),
    "thesis": ("title", "institution|school", _DATED, "author"),
}
"""Entry types in use, and the fields each must have; ``a|b`` means one of them."""

ALWAYS_REQUIRED = ("keywords", "langid")

FIELDS = frozenset(
    [
        "abstract",
        "address",
        "annotation",
        "author",
        "booktitle",
        "booktitleaddon",
        "chapter",
        "date",
        "doi",
        "edition",
        "editor",
        "entrysubtype",
        "howpublished",
        "institution",
        "isbn",
        "issn",
        "journal",
        "keywords",
        "langid",
        "locator",
        "month",
        "note",
        "number",
        "organization",
        "pages",
        "pagetotal",
        "printed",
        "publisher",
        "school",
        "seen",
        "series",
        "title",
        "titleaddon",
        "type",
        "url",
        "urldate",
        "version",
        "volume",
        "year",
    ]
)
"""Fields an entry may have. `locator`, `printed`, `seen` and `annotation` are never printed."""

LANGUAGES = {
    "english": "English",
    "russian": "Russian",
    "kazakh": "Kazakh",
    "french": "French",
    "german": "German",
    "arabic": "Arabic",
}
"""Values of ``langid``, and the names of the languages."""

_RAW = ("doi", "url", "keywords", "date", "urldate")
_LATEX = re.compile(r"[\\{}~$%&#^_`]|''|--")
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
_DATE = re.compile(r"(\d{4})(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(\?)?")

COLUMNS = (
    "key",
    "type",
    "group",
    "authors",
    "editors",
    "bodies",
    "year",
    "year_inferred",
    "date",
    "title",
    "translation",
    "container",
    "container_translation",
    "volume",
    "number",
    "pages",
    "locator",
    "publisher",
    "place",
    "langid",
    "language",
    "url",
    "urldate",
    "doi",
    "keywords",
    "background",
    "kind",
    "printed",
    "verification",
    "annotation",
    "seen",
    "note",
    "line",
)


class _DecodeText(LatexDecodingMiddleware):
    """Decode LaTeX in the fields that hold some, and leave addresses and dates alone."""

    def transform_entry(self, entry: Entry, library: Library) -> Entry:
        kept = [
            field
            for name, field in entry.fields_dict.items()
            if name in _RAW or not _LATEX.search(str(field.value))
        ]
        for field in kept:
            entry.pop(field.key)
        decoded = cast(Entry, super().transform_entry(entry, library))
        for field in kept:
            decoded.set_field(field)
        return decoded


_DECODE = _DecodeText(allow_inplace_modification=True)


def load_bibliography(path: Path | str = "references.bib") -> pd.DataFrame:
    """Read a bibliography and return its entries, one row each, in the order of the file.

    Parameters
    ----------
    path : path-like
        A UTF-8 file of BibTeX entries with the BibLaTeX fields that `FIELDS` lists.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, all text but these: ``year`` (Int64), ``year_inferred`` and
        ``background`` (boolean), ``line`` (int, of the line where the entry begins, from 1).
        ``authors`` and ``editors`` are "Family, Given" names joined by semicolons, a longer
        list that the entry cuts short ends in "others"; ``bodies`` are those of them that are
        names of bodies, not of persons. ``kind`` is book, chapter, journal,
        press, web, data, software, law or other. A field that an entry lacks is missing.

    Raises
    ------
    TransitError
        If the file cannot be read or parsed, or an entry has a key twice, a field twice, an
        unknown type or field, lacks a required field, or has a value that cannot be right.
        All faults are listed, each with the file, the line and the key.
    """
    path = Path(path)
    library = parse(path, SeparateCoAuthors())
    problems = failures(library)
    rows = []
    for entry in library.entries:
        faults = _faults(entry)
        problems += faults
        if not faults:
            rows.append(_row(entry, library))
    refuse(path, problems)
    if not rows:
        raise TransitError(f"{path}: no entries; expected a BibTeX file")
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype(
        {"year": "Int64", "year_inferred": bool, "background": bool, "line": int}
        | {c: "string" for c in COLUMNS if c not in _TYPED}
    )


_TYPED = {"year", "year_inferred", "background", "line"}


def _faults(entry: Entry) -> list[Problem]:
    begin, key = line_of(entry), entry.key
    faults: list[Problem] = []

    def fault(what: str, field: str | None = None) -> None:
        line = line_of(entry.fields_dict[field]) if field and field in entry else begin
        faults.append((line, key, what))

    if not _KEY.fullmatch(key):
        fault("a key has lower-case letters, digits and hyphens only")
    kind = entry.entry_type.lower()
    if kind not in REQUIRED:
        fault(f"unknown type @{kind}; known are {', '.join(REQUIRED)}")
    for name in entry.fields_dict:
        if name not in FIELDS:
            fault(f"unknown field {name!r}; known are {', '.join(sorted(FIELDS))}", name)
        elif not _text(entry, name):
            fault(f"field {name!r} is empty; fill it or take it out", name)
    for wanted in (*REQUIRED.get(kind, ()), *ALWAYS_REQUIRED):
        if not any(name in entry for name in wanted.split("|")):
            fault(f"field {wanted.replace('|', ' or ')!r} is missing from this @{kind}")
    if kind in {"book", "collection"} and "pages" in entry:
        fault("a book has no 'pages'; a cited page goes into 'locator'", "pages")
    for role in {"author", "editor"} & entry.fields_dict.keys():
        for name in entry[role]:
            if " " in name.strip() and "," not in name and not _is_body(name):
                fault(f"{role} {name!r}: write a person as 'Family, Given', a body in braces", role)
    for name in ("date", "urldate"):
        if name in entry and not _DATE.fullmatch(_text(entry, name)):
            fault(f"{name} {_text(entry, name)!r} is not YYYY, YYYY-MM or YYYY-MM-DD", name)
    if "year" in entry:
        year = _text(entry, "year")
        if not re.fullmatch(r"\d{4}", year):
            fault(f"year {year!r} is not four digits", "year")
        elif "date" in entry and _text(entry, "date")[:4] != year:
            fault(f"year {year} is not the year of the date {_text(entry, 'date')}", "year")
    if "langid" in entry and _text(entry, "langid") not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        fault(f"unknown langid {_text(entry, 'langid')!r}; known are {known}", "langid")
    if "keywords" in entry and _keywords(entry)[0] not in GROUPS:
        fault(f"first keyword {_keywords(entry)[0]!r} is none of {', '.join(GROUPS)}", "keywords")
    if "url" in entry and not re.match(r"https?://[^\s]+$", _text(entry, "url")):
        fault(f"url {_text(entry, 'url')!r} is not an address", "url")
    if "doi" in entry and not re.match(r"10\.\d{4,9}/\S+$", _text(entry, "doi")):
        fault(f"doi {_text(entry, 'doi')!r} does not begin with 10. and a registrant", "doi")
    if "annotation" in entry and _status(_text(entry, "annotation")) is None:
        fault(f"annotation does not begin with one of {', '.join(VERIFICATION)}", "annotation")
    evidence = "keywords" in entry and _keywords(entry)[0] == "evidence"
    if evidence and "seen" not in entry:
        fault("field 'seen' is missing from this source of the evidence")
    elif "seen" in entry and _text(entry, "seen") not in SEEN:
        fault(f"seen {_text(entry, 'seen')!r} is none of {', '.join(SEEN)}", "seen")
    for part in _text(entry, "printed").split(";") if "printed" in entry else ():
        if part.count("=>") != 1:
            fault(f"printed: {part.strip()!r} is not 'printed form => corrected form'", "printed")
    return faults


def _text(entry: Entry, name: str) -> str:
    value = entry[name]
    return " and ".join(value) if isinstance(value, list) else str(value).strip()


def _keywords(entry: Entry) -> list[str]:
    return [word.strip() for word in _text(entry, "keywords").split(",")]


def _status(annotation: str) -> str | None:
    found = re.match(r"[A-Z-]+", annotation)
    return VERIFICATION.get(found.group(0)) if found else None


def _row(entry: Entry, library: Library) -> dict[str, object]:
    fields = {role: entry.pop(role) for role in ("author", "editor")}
    people = {role: _names(field, library) for role, field in fields.items()}
    bodies = [_names(field, library, of=_is_body) for field in fields.values()]
    entry = _DECODE.transform_entry(entry, library)
    value = {name: _text(entry, name) for name in entry.fields_dict}
    date = value.get("date", value.get("year"))
    stamp = _DATE.fullmatch(date) if date else None
    keywords = _keywords(entry)
    langid = value["langid"]
    body = value.get("organization", value.get("institution"))
    if body and not any(people.values()):
        people["author"], bodies = body, [body]
    return {
        "key": entry.key,
        "type": entry.entry_type.lower(),
        "group": keywords[0],
        "authors": people["author"],
        "editors": people["editor"],
        "bodies": "; ".join(filter(None, bodies)) or None,
        "year": int(stamp.group(1)) if stamp else None,
        "year_inferred": bool(stamp and stamp.group(2)),
        "date": date,
        "title": value["title"],
        "translation": value.get("titleaddon"),
        "container": value.get("journal", value.get("booktitle")),
        "container_translation": value.get("booktitleaddon"),
        "volume": value.get("volume"),
        "number": value.get("number"),
        "pages": value.get("pages"),
        "locator": value.get("locator"),
        "publisher": value.get("publisher", body),
        "place": value.get("address"),
        "langid": langid,
        "language": LANGUAGES[langid],
        "url": value.get("url"),
        "urldate": value.get("urldate"),
        "doi": value.get("doi"),
        "keywords": "; ".join(keywords),
        "background": "background" in keywords,
        "kind": _kind(entry.entry_type.lower(), value.get("entrysubtype")),
        "printed": value.get("printed"),
        "verification": _status(value["annotation"]) if "annotation" in value else None,
        "annotation": value.get("annotation"),
        "seen": value.get("seen"),
        "note": value.get("note"),
        "line": line_of(entry),
    }


def _is_body(name: str) -> bool:
    """Whether a name stands in braces as a whole, as that of a body does."""
    return re.fullmatch(r"\{[^{}]*(\{[^{}]*\}[^{}]*)*\}", name.strip()) is not None


def _names(
    field: Field | None, library: Library, of: Callable[[str], bool] = lambda name: True
) -> str | None:
    """Return the names `of` a field that are asked for, split but not decoded, as one text."""
    chosen = [name for name in field.value if of(name)] if field is not None else []
    if not chosen:
        return None
    names = Entry("names", "names", [Field("note", "\n".join(chosen))])
    text = _DECODE.transform_entry(names, library)["note"]
    return "; ".join(name.strip(" {}") for name in text.split("\n"))


_KINDS = {
    "book": "book",
    "collection": "book",
    "incollection": "chapter",
    "inproceedings": "chapter",
    "article": "journal",
    "online": "web",
    "dataset": "data",
    "software": "software",
    "legislation": "law",
}


def _kind(entry_type: str, subtype: str | None) -> str:
    if entry_type == "article" and subtype in {"newspaper", "magazine"}:
        return "press"
    return _KINDS.get(entry_type, "other")
