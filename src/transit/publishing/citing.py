"""How to cite the report: its citation file, and the same record in other formats."""

import datetime as dt
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

import yaml

from transit.errors import TransitError

FORMATS = ("APA", "Chicago", "BibTeX", "RIS")
"""The formats that `citations` writes, in the order a reader is offered them."""

CFF_VERSION = "1.2.0"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_VERBATIM = frozenset({"month", "doi", "url"})


@dataclass(frozen=True)
class Record:
    """What a citation says of the report.

    Attributes
    ----------
    title, version, url, doi : str
        Empty where there is none.
    authors : tuple of (str, str)
        Family and given name; a body has its name and no given name.
    released : datetime.date
        The day of the version.
    """

    title: str
    authors: tuple[tuple[str, str], ...]
    released: dt.date
    version: str = ""
    url: str = ""
    doi: str = ""


def load_citation_file(path: Path | str = "CITATION.cff") -> Record:
    """Read a citation file and return the record of the work that it asks to be cited.

    The entry ``preferred-citation`` is taken where there is one, otherwise the file's own.

    Parameters
    ----------
    path : path-like
        A file in the Citation File Format, version 1.2.0.

    Raises
    ------
    TransitError
        If the file cannot be read, is not YAML, is of another version, or lacks a title, an
        author with a name, or a date. The message names the file and the field.
    """
    path = Path(path)
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TransitError(f"{path}: cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise TransitError(f"{path}: not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict):
        raise TransitError(f"{path}: expected fields with values, as CITATION.cff has them")
    if content.get("cff-version") != CFF_VERSION:
        found = content.get("cff-version", "missing")
        raise TransitError(f"{path}: cff-version is {found}, expected {CFF_VERSION}")
    for name in ("message", "title", "authors"):
        if not content.get(name):
            raise TransitError(f"{path}: field {name!r} is missing")
    cited = content.get("preferred-citation", content)
    prefix = "preferred-citation: " if cited is not content else ""
    if not cited.get("title"):
        raise TransitError(f"{path}: {prefix}field 'title' is missing")
    if not cited.get("authors"):
        raise TransitError(f"{path}: {prefix}field 'authors' is missing")
    released = cited.get("date-released", content.get("date-released"))
    try:
        day = dt.date.fromisoformat(str(released))
    except ValueError as error:
        raise TransitError(
            f"{path}: {prefix}date-released is {released!r}, expected YYYY-MM-DD"
        ) from error
    return Record(
        title=str(cited["title"]),
        authors=tuple(_author(person, f"{path}: {prefix}") for person in cited["authors"]),
        released=day,
        version=str(cited.get("version", "")),
        url=str(cited.get("url", "")),
        doi=str(cited.get("doi", "")),
    )


def _author(person: dict, place: str) -> tuple[str, str]:
    if person.get("name"):
        return str(person["name"]), ""
    if person.get("family-names"):
        return str(person["family-names"]), str(person.get("given-names", ""))
    raise TransitError(f"{place}an author has neither 'name' nor 'family-names': {person}")


def citations(record: Record, key: str = "powerintransit") -> dict[str, str]:
    """Return the citation of a record in each of `FORMATS`.

    Parameters
    ----------
    record : Record
        As `load_citation_file` returns it.
    key : str
        The BibTeX key, to which the year is added.

    Returns
    -------
    dict of str to str
        APA and Chicago (author-date) are one line of plain text; BibTeX and RIS are complete
        records that end with a newline.
    """
    return {
        "APA": _apa(record),
        "Chicago": _chicago(record),
        "BibTeX": _bibtex(record, key),
        "RIS": _ris(record),
    }


def _address(record: Record) -> str:
    return f"https://doi.org/{record.doi}" if record.doi else record.url


def _apa(record: Record) -> str:
    names = [
        f"{family}, {_initials(given)}" if given else family for family, given in record.authors
    ]
    lead = names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, & {names[-1]}"
    version = f" (Version {record.version})" if record.version else ""
    text = f"{_stop(lead)} ({record.released.year}). {record.title}{version}."
    return f"{text} {_address(record)}".strip()


def _chicago(record: Record) -> str:
    first, *rest = record.authors
    names = [", ".join(filter(None, first))]
    names += [" ".join(filter(None, (given, family))) for family, given in rest]
    lead = names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, and {names[-1]}"
    version = f" Version {record.version}." if record.version else ""
    address = f" {_address(record)}." if _address(record) else ""
    return f"{_stop(lead)} {record.released.year}. {record.title}.{version}{address}"


def _bibtex(record: Record, key: str) -> str:
    names = [f"{family}, {given}" if given else f"{{{family}}}" for family, given in record.authors]
    fields = {
        "author": " and ".join(names),
        "title": f"{{{record.title}}}",
        "year": str(record.released.year),
        "month": _MONTHS[record.released.month - 1],
        "note": f"Version {record.version}" if record.version else "",
        "doi": record.doi,
        "url": record.url,
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
    return f"@misc{{{key}{record.released.year},\n" + ",\n".join(lines) + "\n}\n"


def _ris(record: Record) -> str:
    lines = ["TY  - RPRT"]
    lines += [f"AU  - {', '.join(filter(None, name))}" for name in record.authors]
    lines += [f"TI  - {record.title}", f"PY  - {record.released.year}"]
    lines += [f"DA  - {record.released:%Y/%m/%d}"]
    lines += [f"ET  - {record.version}"] if record.version else []
    lines += [f"DO  - {record.doi}"] if record.doi else []
    lines += [f"UR  - {record.url}"] if record.url else []
    return "\n".join([*lines, "LA  - en", "ER  - "]) + "\n"


def _initials(given: str) -> str:
    return " ".join(f"{word[0]}." for word in given.split())


def _stop(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _escaped(text: str) -> str:
    return re.sub(r"([&%#_])", r"\\\1", text)
