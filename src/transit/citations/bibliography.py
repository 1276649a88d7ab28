"""A bibliography in BibTeX as a data frame: anybody's read, and the report's own checked."""

import re
import warnings
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from transit.bibtex import Entry, Problem, languages, load, refuse, settle, split_names, year_of
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
"""Entry types of this report, and the fields each must have; ``a|b`` means one of them."""

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
"""Fields an entry of this report may have. `locator`, `printed`, `seen` and `annotation` are never printed."""

LANGUAGES = ("english", "russian", "kazakh", "french", "german", "croatian", "arabic")
"""Values of ``langid`` in this report."""

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


_LATEX_WORDS = get_default_latex_context_db()
_LATEX_WORDS.add_context_category(
    "addresses", prepend=True, macros=[MacroTextSpec("url", simplify_repl="%s")]
)
_DECODER = LatexNodes2Text(latex_context=_LATEX_WORDS, math_mode="verbatim")


def load_bibliography(path: Path | str = "references.bib") -> pd.DataFrame:
    """Read a bibliography and return its entries, one row each, in the order of the file.

    Any bibliography will do, in BibTeX or BibLaTeX; `check_bibliography` has the rules of this
    report.

    Parameters
    ----------
    path : path-like
        A file in UTF-8.

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
        If the file cannot be read, or has no entry that can.

    Warns
    -----
    UserWarning
        For every entry that cannot be read, with the file, the line, the key and the reason.
    """
    path = Path(path)
    entries, problems = load(path)
    for line, key, what in problems:
        warnings.warn(f"{path.name}:{line}: {key}: {what}", stacklevel=2)
    return _frame(path, entries)


def check_bibliography(path: Path | str = "references.bib") -> pd.DataFrame:
    """Read a bibliography that has to keep the rules of this report.

    Parameters
    ----------
    path : path-like
        A UTF-8 file of BibTeX entries with the BibLaTeX fields that `FIELDS` lists.

    Returns
    -------
    DataFrame
        As `load_bibliography` returns it.

    Raises
    ------
    TransitError
        If the file cannot be read or parsed, or an entry has a key twice, a field twice, an
        unknown type or field, lacks a required field, or has a value that cannot be right.
        All faults are listed, each with the file, the line and the key.
    """
    path = Path(path)
    entries, problems = load(path)
    refuse(path, [*problems, *(fault for entry in entries for fault in _faults(entry))])
    return _frame(path, entries)


def _frame(path: Path, entries: list[Entry]) -> pd.DataFrame:
    if not entries:
        raise TransitError(f"{path}: no entries; expected a BibTeX file")
    frame = pd.DataFrame(map(_row, settle(entries)), columns=list(COLUMNS))
    return frame.astype(
        {"year": "Int64", "year_inferred": bool, "background": bool, "line": int}
        | {c: "string" for c in COLUMNS if c not in _TYPED}
    )


_TYPED = {"year", "year_inferred", "background", "line"}


def _faults(entry: Entry) -> list[Problem]:
    key, kind, fields = entry.key, entry.kind, entry.fields
    faults: list[Problem] = []

    def fault(what: str, field: str = "") -> None:
        faults.append((entry.lines.get(field, entry.line), key, what))

    if not _KEY.fullmatch(key):
        fault("a key has lower-case letters, digits and hyphens only")
    if kind not in REQUIRED:
        fault(f"unknown type @{kind}; known are {', '.join(REQUIRED)}")
    for name in fields:
        if name not in FIELDS:
            fault(f"unknown field {name!r}; known are {', '.join(sorted(FIELDS))}", name)
        elif not fields[name]:
            fault(f"field {name!r} is empty; fill it or take it out", name)
    for wanted in (*REQUIRED.get(kind, ()), *ALWAYS_REQUIRED):
        if not any(name in fields for name in wanted.split("|")):
            fault(f"field {wanted.replace('|', ' or ')!r} is missing from this @{kind}")
    if kind in {"book", "collection"} and "pages" in fields:
        fault("a book has no 'pages'; a cited page goes into 'locator'", "pages")
    for role in {"author", "editor"} & fields.keys():
        for name in split_names(fields[role]):
            if " " in name.strip() and "," not in name and not _is_body(name):
                fault(f"{role} {name!r}: write a person as 'Family, Given', a body in braces", role)
    for name in ("date", "urldate"):
        if name in fields and not _DATE.fullmatch(fields[name]):
            fault(f"{name} {fields[name]!r} is not YYYY, YYYY-MM or YYYY-MM-DD", name)
    if "year" in fields:
        year = fields["year"]
        if not re.fullmatch(r"\d{4}", year):
            fault(f"year {year!r} is not four digits", "year")
        elif "date" in fields and fields["date"][:4] != year:
            fault(f"year {year} is not the year of the date {fields['date']}", "year")
    if "langid" in fields and fields["langid"] not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        fault(f"unknown langid {fields['langid']!r}; known are {known}", "langid")
    if "keywords" in fields and _keywords(fields)[0] not in GROUPS:
        fault(f"first keyword {_keywords(fields)[0]!r} is none of {', '.join(GROUPS)}", "keywords")
    if "url" in fields and not re.match(r"https?://[^\s]+$", fields["url"]):
        fault(f"url {fields['url']!r} is not an address", "url")
    if "doi" in fields and not re.match(r"10\.\d{4,9}/\S+$", fields["doi"]):
        fault(f"doi {fields['doi']!r} does not begin with 10. and a registrant", "doi")
    if "annotation" in fields and _status(fields["annotation"]) is None:
        fault(f"annotation does not begin with one of {', '.join(VERIFICATION)}", "annotation")
    evidence = "keywords" in fields and _keywords(fields)[0] == "evidence"
    if evidence and "seen" not in fields:
        fault("field 'seen' is missing from this source of the evidence")
    elif "seen" in fields and fields["seen"] not in SEEN:
        fault(f"seen {fields['seen']!r} is none of {', '.join(SEEN)}", "seen")
    for part in fields["printed"].split(";") if "printed" in fields else ():
        if part.count("=>") != 1:
            fault(f"printed: {part.strip()!r} is not 'printed form => corrected form'", "printed")
    return faults


def _keywords(fields: dict[str, str]) -> list[str]:
    return [word.strip() for word in fields.get("keywords", "").split(",")]


def _status(annotation: str) -> str | None:
    found = re.match(r"[A-Z-]+", annotation)
    return VERIFICATION.get(found.group(0)) if found else None


def _row(entry: Entry) -> dict[str, object]:
    value = {
        name: text if name in _RAW else _decoded(text)
        for name, text in entry.fields.items()
        if name not in ("author", "editor")
    }
    listed = {role: entry.fields.get(role, "") for role in ("author", "editor")}
    people = {role: _names(names) for role, names in listed.items()}
    bodies = [_names(names, of=_is_body) for names in listed.values()]
    date = value.get("date", value.get("year"))
    year = year_of(date or "")[:4]
    keywords = _keywords(value)
    langid = value.get("langid")
    body = value.get("organization", value.get("institution"))
    if body and not any(people.values()):
        people["author"], bodies = body, [body]
    return {
        "key": entry.key,
        "type": entry.kind,
        "group": keywords[0] or None,
        "authors": people["author"],
        "editors": people["editor"],
        "bodies": "; ".join(filter(None, bodies)) or None,
        "year": int(year) if year.isdecimal() else None,
        "year_inferred": bool(year and date and date.endswith("?")),
        "date": date,
        "title": value.get("title"),
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
        "language": languages(langid or "") or None,
        "url": value.get("url"),
        "urldate": value.get("urldate"),
        "doi": value.get("doi"),
        "keywords": "; ".join(keywords) or None,
        "background": "background" in keywords,
        "kind": _kind(entry.kind, value.get("entrysubtype")),
        "printed": value.get("printed"),
        "verification": _status(value.get("annotation", "")),
        "annotation": value.get("annotation"),
        "seen": value.get("seen"),
        "note": value.get("note"),
        "line": entry.line,
    }


def _decoded(text: str) -> str:
    """Return LaTeX as text; what is no LaTeX after all stays as it is."""
    if not _LATEX.search(text):
        return text
    try:
        return str(_DECODER.latex_to_text(text))
    except Exception:
        # The decoder gives up in many ways on what no LaTeX would take either.
        return text


def _is_body(name: str) -> bool:
    """Whether a name stands in braces as a whole, as that of a body does."""
    return re.fullmatch(r"\{[^{}]*(\{[^{}]*\}[^{}]*)*\}", name.strip()) is not None


def _names(names: str, of: Callable[[str], bool] = lambda name: True) -> str | None:
    """Return the names of a field that are asked for, as one text."""
    chosen = [_decoded(name).strip(" {}") for name in split_names(names) if of(name)]
    return "; ".join(chosen) or None


_KINDS = {
    "book": "book",
    "collection": "book",
    "proceedings": "book",
    "inbook": "chapter",
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
