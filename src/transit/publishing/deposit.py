"""What catalogues and archives ask of a book, made from its citation file."""

import json
import mimetypes
from collections.abc import Iterable
from typing import Any

from transit.publishing.citation_file import CitedWork
from transit.publishing.citing import issuer, kind_of
from transit.publishing.meta import Meta
from transit.publishing.metadata import licence_addresses, party

_CRATE = "https://w3id.org/ro/crate/1.1"
_TYPES = {
    ".ipynb": "application/x-ipynb+json",
    ".md": "text/markdown",
    ".bib": "application/x-bibtex",
    ".cff": "application/yaml",
    ".whl": "application/zip",
}


def deposit_records(book: Meta, files: Iterable[str] = ()) -> dict[str, bytes]:
    """Return every record of a book by the name of its file.

    Parameters
    ----------
    book : Meta
        The book.
    files : iterable of str
        Names of the files that lie beside the record of the crate.
    """
    made = {
        "codemeta.json": codemeta(book),
        ".zenodo.json": zenodo(book),
        "ro-crate-metadata.json": ro_crate(book, files),
    }
    return {
        name: (json.dumps(record, indent=1, ensure_ascii=False) + "\n").encode()
        for name, record in made.items()
    }


def codemeta(book: Meta) -> dict[str, Any]:
    """Describe the book's software as CodeMeta 3.0 does."""
    work = _cited(book)
    record = {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": book.full_title,
        "description": book.description,
        "version": book.version,
        "datePublished": book.date.isoformat() if book.date else "",
        "license": [f"https://spdx.org/licenses/{name}" for name in _own_licences(work)],
        "author": [party(author) for author in work.authors],
        "keywords": list(book.keywords),
        "identifier": f"https://doi.org/{book.doi}" if book.doi else "",
        "codeRepository": book.repository,
        "url": book.url,
        "programmingLanguage": "Python",
    }
    return {name: value for name, value in record.items() if value}


def zenodo(book: Meta) -> dict[str, Any]:
    """Describe the book as a deposit at Zenodo."""
    work = _cited(book)
    upload, _, publication = kind_of(work).zenodo.partition("/")
    creators = [
        {
            "name": author.inverted,
            "orcid": author.orcid.rpartition("/")[2],
            "affiliation": author.affiliation,
        }
        for author in work.authors
    ]
    record = {
        "title": book.full_title,
        "upload_type": upload,
        "publication_type": publication,
        "description": book.description or book.full_title,
        "creators": [{k: v for k, v in creator.items() if v} for creator in creators],
        "version": book.version,
        "publication_date": book.date.isoformat() if book.date else "",
        "license": next(iter(work.licences), ""),
        "keywords": list(book.keywords),
        "doi": book.doi,
    }
    return {name: value for name, value in record.items() if value}


def ro_crate(book: Meta, files: Iterable[str] = ()) -> dict[str, Any]:
    """Describe a folder with the book's files as RO-Crate 1.1 does."""
    work = _cited(book)
    people = [{"@id": f"#author-{n}", **party(a)} for n, a in enumerate(work.authors, start=1)]
    licences = [
        {"@id": address, "@type": "CreativeWork", "name": name}
        for address, (_what, name) in zip(licence_addresses(book), book.licences, strict=True)
    ]
    parts = [_part(name) for name in sorted(files)]
    body = issuer(work)
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": book.full_title,
        "description": book.description or book.full_title,
        "datePublished": book.date.isoformat() if book.date else book.year,
        "version": book.version,
        "license": _referred(licences),
        "author": _referred(people),
        "publisher": body and {"@id": "#publisher"},
        "keywords": ", ".join(book.keywords),
        "identifier": f"https://doi.org/{book.doi}" if book.doi else "",
        "url": book.url,
        "hasPart": [{"@id": part["@id"]} for part in parts],
    }
    described = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": _CRATE},
        "about": {"@id": "./"},
    }
    bodies = [{"@id": "#publisher", "@type": "Organization", "name": body}] if body else []
    return {
        "@context": f"{_CRATE}/context",
        "@graph": [
            described,
            {name: value for name, value in root.items() if value},
            *people,
            *bodies,
            *licences,
            *parts,
        ],
    }


def _referred(entities: list[dict[str, Any]]) -> Any:
    """Return references to entities; to one alone without a list, as RO-Crate asks."""
    found = [{"@id": entity["@id"]} for entity in entities]
    return found[0] if len(found) == 1 else found


def _part(name: str) -> dict[str, str]:
    ending = f".{name.rpartition('.')[2]}"
    kind = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return {
        "@id": name,
        "@type": "File",
        "name": name.rpartition("/")[2],
        "encodingFormat": kind,
    }


def _cited(book: Meta) -> CitedWork:
    return book.cited or CitedWork(book.full_title, ())


def _own_licences(work: CitedWork) -> tuple[str, ...]:
    return work.code_licences or work.licences
