"""The work that a citation file asks to be cited; every other record of the book is made of it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transit.errors import TransitError
from transit.publishing.bibliography.labels import Name
from transit.publishing.yaml_files import read_yaml

VERSIONS = ("1.0.3", "1.1.0", "1.2.0")
"""The versions of the Citation File Format that are read."""


@dataclass(frozen=True)
class Author(Name):
    """An author as a citation file has one.

    Attributes
    ----------
    orcid : str
        The address of an ORCID record.
    affiliation : str
    is_body : bool
        Whether it is a body, not a person.
    """

    orcid: str = ""
    affiliation: str = ""
    is_body: bool = False


@dataclass(frozen=True)
class CitedWork:
    """The work that a citation file asks to be cited.

    Attributes
    ----------
    title, version, url, doi, repository, abstract : str
        Empty where there is none.
    authors : tuple of Author
    released : datetime.date or None
        The day of the version.
    year : int or None
        The year where no day is given.
    keywords : tuple of str
    licences, code_licences : tuple of str
        SPDX identifiers of what is cited and, where the file gives its software others, of that.
    kind : str
        What it is, in the words of the Citation File Format, as "report" or "software".
    publisher : str
        The institution or the publisher.
    container : str
        The journal, proceedings or collection that it stands in.
    language : str
        As "en"; empty where none or several are given.
    """

    title: str
    authors: tuple[Author, ...]
    released: dt.date | None = None
    version: str = ""
    url: str = ""
    doi: str = ""
    repository: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    code_licences: tuple[str, ...] = ()
    kind: str = "generic"
    year: int | None = None
    publisher: str = ""
    container: str = ""
    language: str = ""


def load_citation_file(path: Path | str = "CITATION.cff") -> CitedWork:
    """Read a citation file and return the work that it asks to be cited.

    That is the entry ``preferred-citation`` where there is one, otherwise the file's own. What
    the entry leaves out, as the version, is the file's; title and authors it has to give.

    Parameters
    ----------
    path : path-like
        A file in the Citation File Format, of one of `VERSIONS`.

    Raises
    ------
    TransitError
        If the file cannot be read, is not YAML, is of another version, lacks its message, a title
        or an author with a name, or has a date that is none. The message names the file and the
        field.
    """
    path = Path(path)
    content = read_yaml(path)
    if str(content.get("cff-version")) not in VERSIONS:
        found = content.get("cff-version", "missing")
        raise TransitError(f"{path}: cff-version is {found}, expected {VERSIONS[-1]}")
    preferred = content.get("preferred-citation") or {}
    if not isinstance(preferred, dict):
        raise TransitError(f"{path}: preferred-citation is not a group of fields: {preferred!r}")
    prefix = f"{path}: " + ("preferred-citation: " if preferred else "")
    _require(content, ("message", "title", "authors"), f"{path}: ")
    _require(preferred or content, ("title", "authors"), prefix)
    own, cited = _list(content.get("license")), _list(preferred.get("license"))

    def text(*names: str) -> str:
        found = (part.get(name) for part in (preferred, content) for name in names)
        return _text(next(filter(None, found), ""), f"{prefix}{names[0]}")

    languages = _list(preferred.get("languages"))
    return CitedWork(
        title=text("title"),
        authors=_authors((preferred or content)["authors"], prefix),
        released=_day(preferred, prefix) or _day(content, f"{path}: "),
        version=text("version"),
        url=text("url"),
        doi=text("doi") or _identifier(preferred) or _identifier(content),
        repository=text("repository-code", "repository"),
        abstract=text("abstract"),
        keywords=_list(preferred.get("keywords")) or _list(content.get("keywords")),
        licences=cited or own,
        code_licences=own if cited else (),
        kind=str(
            (preferred.get("type") or "generic") if preferred else content.get("type", "software")
        ),
        year=_year(preferred, prefix),
        publisher=_body(preferred.get("institution")) or _body(preferred.get("publisher")),
        container=str(preferred.get("journal") or preferred.get("collection-title") or ""),
        language=languages[0] if len(languages) == 1 else "",
    )


def _require(fields: Mapping[str, Any], names: Iterable[str], prefix: str) -> None:
    for name in names:
        if not fields.get(name):
            raise TransitError(f"{prefix}field {name!r} is missing")


def _text(value: object, place: str) -> str:
    if isinstance(value, list | dict):
        raise TransitError(f"{place} is not a text; put it in quotation marks")
    return " ".join(str(value or "").split())


def _list(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(" ".join(str(item).split()) for item in value)
    return (str(value),) if value else ()


def _body(value: object) -> str:
    return str(value.get("name") or "") if isinstance(value, dict) else str(value or "")


def _identifier(fields: Mapping[str, Any]) -> str:
    """The DOI among the identifiers of a work."""
    given = fields.get("identifiers")
    for item in given if isinstance(given, list) else ():
        if isinstance(item, dict) and item.get("type") == "doi":
            return str(item.get("value") or "")
    return ""


def _day(fields: Mapping[str, Any], prefix: str) -> dt.date | None:
    for name in ("date-released", "date-published", "issue-date"):
        value = fields.get(name)
        if value is None:
            continue
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError as error:
            if name == "date-released":
                raise TransitError(f"{prefix}{name} is {value!r}, expected YYYY-MM-DD") from error
    return None


def _year(fields: Mapping[str, Any], prefix: str) -> int | None:
    value = str(fields.get("year") or "")
    if value and not (value.isascii() and value.isdigit() and len(value) <= 4):
        raise TransitError(f"{prefix}year is {value!r}, expected a number as 2019")
    return int(value) if value else None


def _authors(people: object, prefix: str) -> tuple[Author, ...]:
    if not isinstance(people, list) or not all(isinstance(person, dict) for person in people):
        raise TransitError(f"{prefix}authors is not a list of persons and bodies: {people!r}")
    return tuple(_author(person, prefix) for person in people)


def _author(person: Mapping[str, Any], prefix: str) -> Author:
    def text(name: str) -> str:
        return _text(person.get(name), f"{prefix}{name} of an author")

    family = " ".join(filter(None, (text("name-particle"), text("family-names"))))
    given = text("given-names") if family else ""
    name = text("name") or family or text("given-names") or text("alias")
    if not name:
        raise TransitError(f"{prefix}an author has no name: {dict(person)}")
    return Author(
        name,
        given,
        text("name-suffix") if family else "",
        orcid=text("orcid"),
        affiliation=text("affiliation"),
        is_body=bool(text("name")),
    )
