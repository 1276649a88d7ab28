"""How to cite the book: its citation file, and the same record in other formats."""

import datetime as dt
import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from transit.errors import TransitError
from transit.publishing.bibliography.labels import Name

FORMATS = ("APA", "Chicago", "BibTeX", "RIS")
"""The formats that `citations` writes, in the order a reader is offered them."""

CFF_VERSION = "1.2.0"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_VERBATIM = frozenset({"month", "doi", "url"})


@dataclass(frozen=True)
class CitedWork:
    """The work that a citation file asks to be cited.

    Attributes
    ----------
    title, version, url, doi, repository, abstract : str
        Empty where there is none.
    authors : tuple of Name
    released : datetime.date or None
        The day of the version.
    keywords : tuple of str
    licences, code_licences : tuple of str
        SPDX identifiers of what is cited and, where the file gives its software others, of that.
    """

    title: str
    authors: tuple[Name, ...]
    released: dt.date | None = None
    version: str = ""
    url: str = ""
    doi: str = ""
    repository: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    code_licences: tuple[str, ...] = ()


def load_citation_file(path: Path | str = "CITATION.cff") -> CitedWork:
    """Read a citation file and return the work that it asks to be cited.

    That is the entry ``preferred-citation`` where there is one, otherwise the file's own. What
    the entry leaves out, as the version, is the file's; title and authors it has to give.

    Parameters
    ----------
    path : path-like
        A file in the Citation File Format, version 1.2.0.

    Raises
    ------
    TransitError
        If the file cannot be read, is not YAML, is of another version, lacks its message, a title
        or an author with a name, or has a date that is none. The message names the file and the
        field.
    """
    path = Path(path)
    content = _fields(path)
    if content.get("cff-version") != CFF_VERSION:
        found = content.get("cff-version", "missing")
        raise TransitError(f"{path}: cff-version is {found}, expected {CFF_VERSION}")
    preferred = content.get("preferred-citation") or {}
    prefix = f"{path}: " + ("preferred-citation: " if preferred else "")
    _require(content, ("message", "title", "authors"), f"{path}: ")
    _require(preferred or content, ("title", "authors"), prefix)
    own, cited = _licences(content), _licences(preferred)

    def text(name: str) -> str:
        return str(preferred.get(name) or content.get(name) or "")

    return CitedWork(
        title=text("title"),
        authors=tuple(_author(person, prefix) for person in (preferred or content)["authors"]),
        released=_day(preferred.get("date-released") or content.get("date-released"), prefix),
        version=text("version"),
        url=text("url"),
        doi=text("doi"),
        repository=text("repository-code"),
        abstract=text("abstract"),
        keywords=tuple(map(str, preferred.get("keywords") or content.get("keywords") or ())),
        licences=cited or own,
        code_licences=own if cited else (),
    )


def _fields(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TransitError(f"{path}: cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise TransitError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict):
        raise TransitError(f"{path}: expected fields with values, as CITATION.cff has them")
    return content


def _require(fields: Mapping[str, Any], names: Iterable[str], prefix: str) -> None:
    for name in names:
        if not fields.get(name):
            raise TransitError(f"{prefix}field {name!r} is missing")


def _licences(fields: Mapping[str, Any]) -> tuple[str, ...]:
    given = fields.get("license") or ()
    return (given,) if isinstance(given, str) else tuple(map(str, given))


def _day(value: object, prefix: str) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise TransitError(f"{prefix}date-released is {value!r}, expected YYYY-MM-DD") from error


def _author(person: Mapping[str, Any], prefix: str) -> Name:
    if person.get("name"):
        return Name(str(person["name"]))
    if not person.get("family-names"):
        raise TransitError(f"{prefix}an author has neither 'name' nor 'family-names': {person}")
    family = (str(person[name]) for name in ("name-particle", "family-names") if person.get(name))
    return Name(" ".join(family), str(person.get("given-names") or ""))


def citations(work: CitedWork, key: str = "powerintransit") -> dict[str, str]:
    """Return the citation of a work in each of `FORMATS`.

    Parameters
    ----------
    work : CitedWork
        As `load_citation_file` returns it.
    key : str
        The BibTeX key, to which the year is added where there is one.

    Returns
    -------
    dict of str to str
        APA and Chicago (author-date) are one line of plain text; BibTeX and RIS are complete
        records that end with a newline.
    """
    return {
        "APA": _apa(work),
        "Chicago": _chicago(work),
        "BibTeX": _bibtex(work, key),
        "RIS": _ris(work),
    }


def _address(work: CitedWork) -> str:
    return f"https://doi.org/{work.doi}" if work.doi else work.url


def _year(work: CitedWork) -> str:
    return str(work.released.year) if work.released else "n.d."


def _apa(work: CitedWork) -> str:
    names = [f"{a.family}, {_initials(a.given)}" if a.given else a.family for a in work.authors]
    lead = names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, & {names[-1]}"
    version = f" (Version {work.version})" if work.version else ""
    text = f"{_stop(lead)} ({_year(work)}). {work.title}{version}."
    return f"{text} {_address(work)}".strip()


def _chicago(work: CitedWork) -> str:
    first, *rest = work.authors
    names = [first.inverted, *(author.direct for author in rest)]
    lead = names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, and {names[-1]}"
    version = f" Version {work.version}." if work.version else ""
    address = f" {_address(work)}." if _address(work) else ""
    return f"{_stop(lead)} {_stop(_year(work))} {work.title}.{version}{address}"


def _bibtex(work: CitedWork, key: str) -> str:
    names = [author.inverted if author.given else f"{{{author.family}}}" for author in work.authors]
    day = work.released
    fields = {
        "author": " and ".join(names),
        "title": f"{{{work.title}}}",
        "year": str(day.year) if day else "",
        "month": _MONTHS[day.month - 1] if day else "",
        "note": f"Version {work.version}" if work.version else "",
        "doi": work.doi,
        "url": work.url,
    }
    given = {name: value for name, value in fields.items() if value}
    width = max(map(len, given))
    lines = []
    for name, value in given.items():
        text = value if name in _VERBATIM else _escaped(value)
        # The month is one of BibTeX's own abbreviations and stands without braces.
        value = text if name == "month" else f"{{{text}}}"
        line = textwrap.wrap(value, 72 - width, break_long_words=False, break_on_hyphens=False)
        lines.append(f"  {name:<{width}} = " + ("\n" + " " * (width + 5)).join(line))
    return f"@misc{{{key}{fields['year']},\n" + ",\n".join(lines) + "\n}\n"


def _ris(work: CitedWork) -> str:
    lines = ["TY  - RPRT"]
    lines += [f"AU  - {author.inverted}" for author in work.authors]
    lines += [f"TI  - {work.title}"]
    if work.released:
        lines += [f"PY  - {work.released.year}", f"DA  - {work.released:%Y/%m/%d}"]
    lines += [f"ET  - {work.version}"] if work.version else []
    lines += [f"DO  - {work.doi}"] if work.doi else []
    lines += [f"UR  - {work.url}"] if work.url else []
    return "\n".join([*lines, "LA  - en", "ER  - "]) + "\n"


def _initials(given: str) -> str:
    return " ".join(f"{word[0]}." for word in given.split())


def _stop(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _escaped(text: str) -> str:
    return re.sub(r"([&%#_])", r"\\\1", text)
