"""What the title page, the colophon and the metadata of a book say about it."""

import datetime
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from transit.errors import TransitError
from transit.publishing.citation_file import Author, CitedWork, load_citation_file
from transit.publishing.toc import bare, names_in
from transit.publishing.yaml_files import read_yaml

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


@dataclass(frozen=True)
class Meta:
    """The description of a book.

    Attributes
    ----------
    title, subtitle : str
        The subtitle is empty where there is none.
    authors : tuple of str
        In the order of the title page, given names first.
    inverted : tuple of str
        The same with family names first, for a reference.
    version, lang, url, repository, doi, description, copyright : str
        Empty where not given; `lang` is a BCP 47 tag.
    date : datetime.date or None
        When this version was released.
    licences : tuple of (what, licence)
        What is licensed, empty for everything, and the SPDX identifier.
    keywords : tuple of str
    parts : tuple of (caption, documents)
        The parts of the book with the documents in each, from the table of contents.
    root : str
        The name of the first document.
    root_title : str
        What to call the first document in print where its own title is the book's.
    cited : CitedWork or None
        The work that a citation of the book names.
    commit : str
        The commit that the book is built from; empty where it is not known.
    data : str
        The file name of the archive of its data; empty where there is none.
    """

    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    inverted: tuple[str, ...] = ()
    version: str = ""
    date: datetime.date | None = None
    lang: str = "en"
    url: str = ""
    repository: str = ""
    doi: str = ""
    description: str = ""
    copyright: str = ""
    licences: tuple[tuple[str, str], ...] = ()
    keywords: tuple[str, ...] = ()
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    root: str = "index"
    root_title: str = "About this book"
    cited: CitedWork | None = None
    commit: str = ""
    data: str = ""

    @classmethod
    def of(
        cls,
        title: str,
        *,
        cited: CitedWork | None = None,
        author: str = "",
        copyright: str = "",
        version: str = "",
        lang: str = "en",
        url: str = "",
        repository: str = "",
        parts: tuple[tuple[str, tuple[str, ...]], ...] = (),
        root: str = "index",
    ) -> "Meta":
        """Describe a book by how it is to be cited, and for the rest by its configuration.

        Parameters
        ----------
        title : str
            The title in the configuration, with or without its subtitle after a colon.
        cited : CitedWork, optional
            What its citation file says; this comes first.
        author, copyright, version, lang, url, repository, parts, root
            What its configuration says.
        """
        title = _set(title)
        full = _set(cited.title) if cited else title
        subtitle = ""
        if full.startswith(title + ":"):
            subtitle = full[len(title) + 1 :].strip()
        elif ":" in title:
            title, subtitle = (part.strip() for part in title.split(":", 1))
        cited = cited or CitedWork(full, (Author(_set(author), is_body=True),) if author else ())
        return cls(
            title=title,
            subtitle=subtitle,
            authors=tuple(person.direct for person in cited.authors),
            inverted=tuple(person.inverted for person in cited.authors),
            version=cited.version or version,
            date=cited.released,
            lang=lang,
            url=cited.url or url,
            repository=cited.repository or repository,
            doi=cited.doi,
            description=_set(cited.abstract),
            copyright=copyright,
            licences=_licensed(cited),
            keywords=cited.keywords,
            parts=parts,
            root=root,
            cited=cited,
        )

    @classmethod
    def read(
        cls,
        config: Path | str,
        *,
        citation: Path | str | None = None,
        toc: Path | str | None = None,
    ) -> "Meta":
        """Read the description from the files of a Jupyter Book.

        Parameters
        ----------
        config : path
            ``_config.yml``; gives title, author, copyright, language and addresses.
        citation : path, optional
            ``CITATION.cff``; what it says comes first. By default the one that the
            configuration names, from the folder of `toc`, as ``transit_citation_file``, or
            the one beside `config` if it is there.
        toc : path, optional
            ``_toc.yml``; gives the parts.

        Raises
        ------
        TransitError
            If a file is missing, is not YAML, or gives no title.
        """
        config = Path(config)
        book = read_yaml(config)
        sphinx = (book.get("sphinx") or {}).get("config") or {}
        named = sphinx.get("transit_citation_file")
        if citation is None and named and toc is not None:
            citation = Path(toc).parent / named
        elif citation is None and config.with_name("CITATION.cff").is_file():
            citation = config.with_name("CITATION.cff")
        cited = load_citation_file(citation) if citation is not None else None
        title = book.get("title") or (cited.title if cited else "")
        if not title:
            raise TransitError(f"{config}: no title; give the book one with the key 'title'")
        return cls.of(
            str(title),
            cited=cited,
            author=str(book.get("author") or ""),
            copyright=str(book.get("copyright") or ""),
            version=str(sphinx.get("version") or ""),
            lang=str(sphinx.get("language") or "en"),
            url=str((book.get("html") or {}).get("baseurl") or ""),
            repository=str((book.get("repository") or {}).get("url") or ""),
            parts=_parts(Path(toc)) if toc is not None else (),
            root=bare(str(read_yaml(Path(toc)).get("root") or "index"))
            if toc is not None
            else "index",
        )

    @property
    def language(self) -> str:
        """The language with its region: English without one is British."""
        return "en-GB" if self.lang == "en" else self.lang

    @property
    def full_title(self) -> str:
        """The title with the subtitle after a colon."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    @property
    def year(self) -> str:
        """The year of the release, else that of the copyright, else nothing."""
        return str(self.date.year) if self.date else self.copyright

    @property
    def address(self) -> str:
        """Where the book can be found: its DOI, its site or its sources."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url or self.repository

    @property
    def reference(self) -> str:
        """How to cite the book, author–year."""
        authors = _listed(self.inverted)
        year = f" {self.year}." if self.year else ""
        version = f" Version {self.version}." if self.version else ""
        address = f" {self.address}" if self.address else ""
        lead = f"{authors}{'' if authors.endswith('.') else '.'}" if authors else ""
        return f"{lead}{year} {self.full_title}.{version}{address}".strip()

    @property
    def epoch(self) -> int:
        """The one moment that every file of a build bears, in seconds since 1970.

        ``SOURCE_DATE_EPOCH`` where it is set, else the date of the release, else the
        first day that a zip archive can hold: never the time of the build.
        """
        given = os.environ.get("SOURCE_DATE_EPOCH", "")
        if given:
            if not given.isdigit():
                raise TransitError(f"SOURCE_DATE_EPOCH: not a number of seconds: {given!r}")
            return max(int(given), 315532800)
        date = self.date or datetime.date(1980, 1, 1)
        moment = datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC)
        return int(moment.timestamp())


def _set(text: object) -> str:
    """Return a text on one line, without tags of HTML and with the apostrophes of a printer."""
    bare_text = _TAG.sub("", str(text or ""))
    return re.sub(r"(?<=\w)'(?=\w)", "\N{RIGHT SINGLE QUOTATION MARK}", " ".join(bare_text.split()))


def _licensed(work: CitedWork) -> tuple[tuple[str, str], ...]:
    if not work.code_licences:
        return tuple(("", name) for name in work.licences)
    return (
        *(("Text, figures and tables", name) for name in work.licences),
        *(("Code", name) for name in work.code_licences),
    )


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def slug(title: str) -> str:
    """Return a title as the name of a file, in its own script.

    Examples
    --------
    >>> slug("Власть в пути: опыт")
    'власть-в-пути-опыт'
    """
    letters = (c.lower() if c.isalnum() else "-" for c in title)
    return "-".join(filter(None, "".join(letters).split("-"))) or "book"


def _parts(toc: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
    content = read_yaml(toc)
    parts = []
    for part in content.get("parts") or content.get("subtrees") or ():
        entries = part.get("chapters") or part.get("entries") or ()
        documents = tuple(
            bare(name)
            for entry in entries
            for name in names_in({k: entry[k] for k in ("file", "glob") if k in entry}, toc)
        )
        if part.get("caption") and documents:
            parts.append((str(part["caption"]), documents))
    return tuple(parts)
