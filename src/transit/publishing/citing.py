"""How to cite a work: the same record in the formats that readers and programs ask for."""

import re
import textwrap
from dataclasses import dataclass

from transit.publishing.citation_file import Author, CitedWork

FORMATS = ("APA", "Chicago", "BibTeX", "RIS")
"""The formats that `citations` writes, in the order a reader is offered them."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_VERBATIM = frozenset({"month", "doi", "url"})


@dataclass(frozen=True)
class Kind:
    """What a kind of work is called in each vocabulary.

    Attributes
    ----------
    bibtex, ris, schema : str
        The types of BibTeX, of RIS and of schema.org.
    dublin_core : str
        A value of ``DC.type`` that reference managers understand.
    zenodo : str
        The type of upload, with the type of publication after a stroke.
    container, publisher : str
        Fields of BibTeX for what it stands in and who it is from.
    """

    bibtex: str
    ris: str
    schema: str
    dublin_core: str
    zenodo: str
    container: str = "booktitle"
    publisher: str = "publisher"


_OTHER = Kind("misc", "GEN", "CreativeWork", "WebPage", "other")
KINDS = {
    "article": Kind("article", "JOUR", "ScholarlyArticle", "JournalArticle",
                    "publication/article", "journal"),
    "book": Kind("book", "BOOK", "Book", "Book", "publication/book"),
    "conference-paper": Kind("inproceedings", "CPAPER", "ScholarlyArticle", "ConferencePaper",
                             "publication/conferencepaper"),
    "data": Kind("dataset", "DATA", "Dataset", "Dataset", "dataset"),
    "dataset": Kind("dataset", "DATA", "Dataset", "Dataset", "dataset"),
    "report": Kind("techreport", "RPRT", "Report", "Report", "publication/report",
                   publisher="institution"),
    "software": Kind("software", "COMP", "SoftwareSourceCode", "Software", "software"),
    "software-code": Kind("software", "COMP", "SoftwareSourceCode", "Software", "software"),
    "thesis": Kind("phdthesis", "THES", "Thesis", "Thesis", "publication/thesis",
                   publisher="school"),
    "website": Kind("online", "ELEC", "WebSite", "WebPage", "other"),
}  # fmt: skip
"""The kinds of works that differ in citations, by their names in citation files."""


def kind_of(work: CitedWork) -> Kind:
    """Return what the kind of a work is called."""
    return KINDS.get(work.kind, _OTHER)


def issuer(work: CitedWork) -> str:
    """Return the body that a work is from: its publisher, else the body that wrote it."""
    return work.publisher or next((a.family for a in work.authors if a.is_body), "")


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
    return str(work.released.year if work.released else work.year or "n.d.")


def _apa(work: CitedWork) -> str:
    names = [
        ", ".join(filter(None, (a.family, _initials(a.given), a.suffix))) for a in work.authors
    ]
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
    day, kind = work.released, kind_of(work)
    year = "" if _year(work) == "n.d." else _year(work)
    # A report without an institution is no report to BibTeX.
    entry = kind.bibtex if issuer(work) or kind.bibtex != "techreport" else "misc"
    fields = {
        "author": " and ".join(map(_bibtex_name, work.authors)),
        "title": f"{{{_escaped(work.title)}}}",
        kind.container: _escaped(work.container),
        kind.publisher: _escaped(issuer(work) if entry == "techreport" else work.publisher),
        "year": year,
        "month": _MONTHS[day.month - 1] if day else "",
        "note": _escaped(f"Version {work.version}" if work.version else ""),
        "doi": _quoted(work.doi),
        "url": _quoted(work.url),
    }
    given = {name: value for name, value in fields.items() if value}
    width = max(map(len, given))
    lines = []
    for name, value in given.items():
        # The month is one of BibTeX's own abbreviations and stands without braces.
        text = value if name == "month" else f"{{{value}}}"
        line = textwrap.wrap(text, 72 - width, break_long_words=False, break_on_hyphens=False)
        lines.append(f"  {name:<{width}} = " + ("\n" + " " * (width + 5)).join(line))
    return f"@{entry}{{{key}{year},\n" + ",\n".join(lines) + "\n}\n"


def _bibtex_name(author: Author) -> str:
    if author.is_body or not author.given:
        return f"{{{_escaped(author.family)}}}"
    return ", ".join(
        _escaped(part) for part in (author.family, author.suffix, author.given) if part
    )


def _ris(work: CitedWork) -> str:
    lines = [f"TY  - {kind_of(work).ris}"]
    names = (", ".join(filter(None, (a.family, a.given, a.suffix))) for a in work.authors)
    lines += [f"AU  - {name}" for name in names]
    lines += [f"TI  - {work.title}"]
    if work.released or work.year:
        lines += [f"PY  - {_year(work)}"]
    lines += [f"DA  - {work.released:%Y/%m/%d}"] if work.released else []
    lines += [f"T2  - {work.container}"] if work.container else []
    lines += [f"PB  - {issuer(work)}"] if issuer(work) else []
    lines += [f"ET  - {work.version}"] if work.version else []
    lines += [f"DO  - {work.doi}"] if work.doi else []
    lines += [f"UR  - {work.url}"] if work.url else []
    lines += [f"LA  - {work.language}"] if work.language else []
    # A line end within a value would begin another field.
    lines = [re.sub(r"\s*[\r\n]\s*", " ", line) for line in lines]
    return "\n".join([*lines, "ER  - "]) + "\n"


def _initials(given: str) -> str:
    return " ".join(f"{word[0]}." for word in given.split())


def _stop(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


_SIGNS = {
    **{sign: f"\\{sign}" for sign in "&%#_$"},
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def _escaped(text: str) -> str:
    """Return a text as LaTeX, in which nothing of it is a command."""
    return re.sub(r"[&%#_$\\{}~^]", lambda sign: _SIGNS[sign[0]], text)


def _quoted(address: str) -> str:
    """Return an address whose braces cannot end the field that it stands in."""
    return re.sub(r"[{}\\\s]", lambda sign: f"%{ord(sign[0]):02X}", address)
