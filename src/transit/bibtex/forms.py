"""One name and one form for what BibTeX, BibLaTeX and reference managers write in many."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from transit.bibtex.reading import Entry

_NAMES = {
    "annote": "annotation",
    "archiveprefix": "eprinttype",
    "hyphenation": "langid",
    "journaltitle": "journal",
    "location": "address",
    "primaryclass": "eprintclass",
    "bookauthors": "bookauthor",
}
_KINDS = {
    "bookinbook": "inbook",
    "conference": "inproceedings",
    "electronic": "online",
    "inreference": "incollection",
    "mvbook": "book",
    "mvcollection": "collection",
    "mvproceedings": "proceedings",
    "mvreference": "collection",
    "reference": "collection",
    "suppbook": "inbook",
    "suppcollection": "incollection",
    "suppperiodical": "article",
    "webpage": "online",
    "www": "online",
}
_CHAPTERS = frozenset({"inbook", "incollection", "inproceedings"})
_NOT_INHERITED = frozenset(
    [
        *("abstract", "annotation", "crossref", "entryset", "entrysubtype", "execute", "file"),
        *("groups", "ids", "keywords", "label", "note", "options", "presort", "related"),
        *("relatedoptions", "relatedstring", "relatedtype", "shorthand", "shorthandintro"),
        *("sortkey", "sortname", "sorttitle", "timestamp", "xdata", "xref"),
    ]
)
_OF_A_PART = {
    "title": "booktitle",
    "subtitle": "booksubtitle",
    "titleaddon": "booktitleaddon",
    "shorttitle": "",
    "indextitle": "",
}
_TYPES = {
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "mathesis": "Master’s thesis",
    "phdthesis": "PhD diss.",
    "resreport": "Research report",
    "techreport": "Technical report",
    "patent": "Patent",
    "patentde": "German patent",
    "patenteu": "European patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "patentus": "US patent",
}
_EPRINTS = {
    "arxiv": "https://arxiv.org/abs/",
    "hdl": "https://hdl.handle.net/",
    "jstor": "https://www.jstor.org/stable/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/",
}
_ARXIV = re.compile(r"(?:(?i:arxiv):)?(?:[0-9]{4}\.[0-9]{4,5}|[a-z.-]+/[0-9]{7})(?:v[0-9]+)?")
_RESOLVER = re.compile(r"^\s*(?:\\url\{)?(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/|doi:\s*)?", re.I)
_SUBTITLES = {
    "title": "subtitle",
    "booktitle": "booksubtitle",
    "journal": "journalsubtitle",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
         "October", "November", "December")  # fmt: skip
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

_DAY = re.compile(r"([0-9]{4})(?:-([0-9Xx]{1,2})(?:-([0-9Xx]{1,2}))?)?(?:[T ].*)?([?~%]*)", re.S)
_LANGUAGES = {
    "ar": "Arabic", "arabic": "Arabic",
    "zh": "Chinese", "chinese": "Chinese",
    "cs": "Czech", "czech": "Czech",
    "nl": "Dutch", "dutch": "Dutch",
    "en": "English", "english": "English", "american": "English", "british": "English",
    "australian": "English", "canadian": "English", "newzealand": "English",
    "ukenglish": "English", "usenglish": "English", "eng": "English",
    "fr": "French", "french": "French", "francais": "French", "acadian": "French",
    "de": "German", "german": "German", "ngerman": "German", "austrian": "German",
    "naustrian": "German", "swissgerman": "German", "nswissgerman": "German",
    "el": "Greek", "greek": "Greek",
    "it": "Italian", "italian": "Italian",
    "ja": "Japanese", "japanese": "Japanese",
    "kk": "Kazakh", "kazakh": "Kazakh",
    "ky": "Kyrgyz", "kyrgyz": "Kyrgyz",
    "la": "Latin", "latin": "Latin",
    "pl": "Polish", "polish": "Polish",
    "pt": "Portuguese", "portuguese": "Portuguese", "brazilian": "Portuguese",
    "brazil": "Portuguese",
    "ru": "Russian", "russian": "Russian",
    "es": "Spanish", "spanish": "Spanish", "mexican": "Spanish",
    "sv": "Swedish", "swedish": "Swedish",
    "tr": "Turkish", "turkish": "Turkish",
    "uk": "Ukrainian", "ukrainian": "Ukrainian",
}  # fmt: skip


def languages(langid: str) -> str:
    """Return the languages of a work by their names; nothing where none is known.

    Examples
    --------
    >>> languages("american"), languages("ngerman"), languages("de-AT and la"), languages("xx")
    ('English', 'German', 'German and Latin', '')
    """
    parts = re.split(r"\s+and\s+|\s*[,;]\s*", langid.strip())
    found = [_LANGUAGES.get(re.split(r"[-_]", part.casefold())[0], "") for part in parts]
    return " and ".join(dict.fromkeys(filter(None, found)))


def split_names(names: str) -> list[str]:
    """Return the names of a list that ``and`` joins; within braces it joins nothing.

    Examples
    --------
    >>> split_names("Roe, Jane and {Barnes and Noble} AND others")
    ['Roe, Jane', '{Barnes and Noble}', 'others']
    """
    found, start, depth = [], 0, 0
    for mark in re.finditer(r"[{}]|(?i:\s+and(?=\s))", names):
        if mark[0] in "{}":
            depth = max(depth + (1 if mark[0] == "{" else -1), 0)
        elif not depth:
            found.append(names[start : mark.start()])
            start = mark.end()
    return [name.strip() for name in (*found, names[start:]) if name.strip()]


def settle(entries: Iterable[Entry]) -> list[Entry]:
    """Give the fields of entries one name and one form each, and what they inherit.

    Names are BibTeX's where it has one (``journal``, ``address``), BibLaTeX's where not. Dates
    are as `spoken_date` reads them, or go if they are none; a DOI stands without its resolver,
    an identifier in an archive becomes an address, a subtitle is part of its title. What an
    entry refers to by ``crossref`` or ``xdata`` gives it the fields that it lacks.

    Parameters
    ----------
    entries : iterable of Entry
        As `read` returns them.

    Returns
    -------
    list of Entry
        In the same order, without those that are there for others only.

    Examples
    --------
    >>> whole = Entry("proceedings", "p", {"title": "Old Maps", "year": "1999"})
    >>> part = Entry("conference", "a", {"title": "Ink", "crossref": "p", "doi": "doi:10.1/x"})
    >>> settled = settle([part, whole])[0]
    >>> settled.kind, settled.fields["booktitle"], settled.fields["doi"]
    ('inproceedings', 'Old Maps', '10.1/x')
    """
    named = {entry.key: _named(entry) for entry in entries}
    return [
        replace(entry, fields=_formed(_whole(entry, named, ())))
        for entry in named.values()
        if entry.kind != "xdata"
    ]


def _named(entry: Entry) -> Entry:
    fields: dict[str, str] = {}
    for name, value in entry.fields.items():
        if value and not (_NAMES.get(name, name) in entry.fields and name in _NAMES):
            fields[_NAMES.get(name, name)] = value
    return replace(entry, kind=_KINDS.get(entry.kind, entry.kind), fields=fields)


def _whole(entry: Entry, others: Mapping[str, Entry], seen: tuple[str, ...]) -> dict[str, str]:
    """The fields of an entry with those that it inherits."""
    fields = dict(entry.fields)
    if len(seen) > 9:
        return fields
    for way in ("xdata", "crossref"):
        for key in re.split(r"\s*,\s*", entry.fields.get(way, "")):
            if key in others and key not in (*seen, entry.key):
                parent = others[key]
                given = _whole(parent, others, (*seen, entry.key))
                for name, value in given.items():
                    target = _inherits(name, entry, parent) if way == "crossref" else name
                    if target and target not in _NOT_INHERITED:
                        fields.setdefault(target, value)
    if "date" in entry.fields or "year" in entry.fields:
        # A date of its own, in whatever fields, is not completed by another's.
        for name in {"date", "year", "month", "day"} - entry.fields.keys():
            fields.pop(name, None)
    return fields


def _inherits(name: str, child: Entry, parent: Entry) -> str:
    """The name under which a part inherits a field of its whole; nothing if it does not."""
    if child.kind in _CHAPTERS:
        if name == "author":
            return "bookauthor" if child.kind != "inbook" else "author"
        return _OF_A_PART.get(name, name)
    if child.kind == "article" and name in ("title", "subtitle"):
        return "journal" if name == "title" else "journalsubtitle"
    if parent.kind == child.kind and name in ("title", "subtitle"):
        return f"main{name}"
    return name


def _formed(fields: dict[str, str]) -> dict[str, str]:
    for name, lower in _SUBTITLES.items():
        more = fields.pop(lower, "")
        if more:
            title = fields.get(name, "")
            mark = " " if title.rstrip("}").endswith(("?", "!", ":", ".")) else ": "
            fields[name] = f"{title}{mark}{more}" if title else more
    if "doi" in fields:
        doi = _RESOLVER.sub("", fields.pop("doi")).rstrip("}")
        fields |= {"doi": doi} if doi.startswith("10.") else {}
    if "url" in fields:
        address = re.sub(r"^\\(?:url|href)\{([^{}]*)\}.*$", r"\1", fields["url"])
        fields["url"] = re.sub(r"\\([_%&#~])(?:\{\})?", r"\1", address)
    eprint = fields.get("eprint", "")
    archive = fields.get("eprinttype", "arxiv" if _ARXIV.fullmatch(eprint) else "").casefold()
    if eprint and archive in _EPRINTS and "doi" not in fields:
        fields.setdefault("url", _EPRINTS[archive] + re.sub(r"^(?i:arxiv:)", "", eprint))
    if fields.get("type") in _TYPES:
        fields["type"] = _TYPES[fields["type"]]
    _set_dates(fields)
    return {name: value for name, value in fields.items() if value.strip(" {}")}


def _set_dates(fields: dict[str, str]) -> None:
    """Bring the dates of an entry into ISO form."""
    given, year = _iso(fields.pop("date", "")), fields.get("year", "")
    number = re.search(r"(?<![0-9])[0-9]{4}(?![0-9])", year)
    if not given and number:
        given = _completed(number[0], fields.get("month", ""), fields.get("day", ""))
    if given:
        fields["date"] = given
    if year and not re.fullmatch(r"[0-9]{4}\??", year):
        del fields["year"]
        if number:
            fields["year"] = number[0]
        elif not given and not re.search(r"[0-9]", year):
            fields.setdefault("pubstate", year)
    visited = _iso(fields.pop("urldate", ""))
    if visited:
        fields["urldate"] = visited


def _completed(year: str, month: str, day: str) -> str:
    """Return a date of BibTeX's fields; nothing where the month says nothing."""
    word = re.search(r"[a-z]{3}", month, re.I)
    if word:
        number = _MONTHS.index(word[0].lower()) + 1 if word[0].lower() in _MONTHS else 0
    else:
        number = int(month) if re.fullmatch(r"[0-9]{1,2}", month) else 0
    found = re.search(r"[0-9]{1,2}", day or (month if word else ""))
    whole = f"{year}-{number:02}"
    exact = f"{whole}-{found[0].zfill(2)}" if found else ""
    return exact if _exists(exact) else whole if _exists(f"{whole}-01") else ""


def _iso(text: str) -> str:
    """Return a date or a range as ISO 8601 has it; nothing if it is none."""
    ends = [_day(part.strip()) for part in text.split("/", 1)]
    if len(ends) == 2 and ends[0] is not None and ends[1] is not None and any(ends):
        return "/".join(filter(None, ends)) if ends[0] == ends[1] else f"{ends[0]}/{ends[1]}"
    return ends[0] or "" if len(ends) == 1 else ""


def _day(text: str) -> str | None:
    if not text or text == "..":
        return ""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day, doubt = found.groups(default="")
    parts = [year]
    if month.isdigit() and (1 <= int(month) <= 12 or int(month) in _SEASONS):
        parts.append(f"{int(month):02}")
        exact = "-".join((*parts, day.zfill(2)))
        if day.isdigit() and int(day) and _exists(exact):
            parts.append(day.zfill(2))
    elif month.isdigit() and int(month):
        return None
    return "-".join(parts) + ("?" if "?" in doubt else "")


def _exists(date: str) -> bool:
    try:
        dt.date.fromisoformat(date)
    except ValueError:
        return False
    return True


def year_of(date: str) -> str:
    """Return the year of a date, or the years of a range.

    Examples
    --------
    >>> year_of("2015-03"), year_of("1988/1991-02"), year_of("1988/"), year_of("forthcoming")
    ('2015', '1988–1991', '1988–', '')
    """
    begin, slash, end = date.rstrip("?").partition("/")
    years = [part[:4] if re.match(r"[0-9]{4}", part) else "" for part in (begin, end)]
    if not slash or years[0] == years[1]:
        return years[0]
    return f"{years[0]}–{years[1]}" if any(years) else ""


def spoken_date(date: str) -> str:
    """Return a full or partial date, or a range, as it is written out; a text that is none as it is.

    Examples
    --------
    >>> spoken_date("2019-04-09"), spoken_date("2015-21"), spoken_date("2015-03/2015-06")
    ('9 April 2019', 'spring 2015', 'March–June 2015')
    >>> spoken_date("1993-12-30/1994-01-02"), spoken_date("in press")
    ('30 December 1993–2 January 1994', 'in press')
    """
    begin, slash, end = date.replace("?", "").partition("/")
    first, last = _spoken(begin), _spoken(end)
    if not slash:
        return first
    same = begin[:4] == end[:4] and len(begin) > 4 and len(end) > 4
    return f"{first.removesuffix(f' {begin[:4]}') if same else first}–{last}"


def _spoken(date: str) -> str:
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", date)
    if not found:
        return date
    month = int(found[2])
    name = _FULL[month - 1] if 1 <= month <= 12 else _SEASONS.get(month)
    if name is None:
        return date
    return " ".join(filter(None, (found[3] and str(int(found[3])), name, found[1])))
