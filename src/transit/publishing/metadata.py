"""What each page says about itself to catalogues, search engines and reference managers."""

import html
import json
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx

from transit.publishing.citation_file import Author, CitedWork, load_citation_file
from transit.publishing.citing import Kind, issuer, kind_of
from transit.publishing.meta import Meta

SOCIAL_PICTURE = "_static/social.png"
_LICENCE_URLS = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "MIT": "https://opensource.org/license/mit",
}


_BOOKS: WeakKeyDictionary[Sphinx, Meta] = WeakKeyDictionary()


def book_of(app: Sphinx) -> Meta:
    """Describe the book, from its citation file where there is one, read once in a build.

    Parameters
    ----------
    app : Sphinx
        The application; `transit_citation_file` names the file, relative to the sources.

    Returns
    -------
    Meta
        The description; what the citation file does not give is from the configuration.

    Raises
    ------
    TransitError
        If the citation file cannot be used.
    """
    if app not in _BOOKS:
        config = app.config
        citation = config.transit_citation_file
        _BOOKS[app] = Meta.of(
            config.html_title or config.project,
            cited=load_citation_file(Path(app.srcdir, citation).resolve()) if citation else None,
            author=config.author if config.author != "unknown" else "",
            copyright=config.copyright if isinstance(config.copyright, str) else "",
            version=config.version,
            lang=config.language or "en",
            url=config.html_baseurl or "",
            repository=repository_of(app),
        )
    return _BOOKS[app]


def repository_of(app: Sphinx) -> str:
    """Return the repository that the configuration names, empty where it names none.

    Jupyter Book fills in its own repository by default.
    """
    url: str = app.config.html_theme_options.get("repository_url", "")
    return "" if url.rstrip("/").endswith("executablebooks/jupyter-book") else url


def licence_addresses(book: Meta) -> list[str]:
    """List the addresses of the licences the book is under; an identifier where none is known."""
    return [_LICENCE_URLS.get(name, name) for _what, name in book.licences]


def kind_of_book(book: Meta) -> Kind:
    """Return what the kind of the book is called in each vocabulary."""
    return kind_of(book.cited or CitedWork(book.full_title, ()))


def party(author: Author) -> dict[str, Any]:
    """Describe an author in the vocabulary of schema.org."""
    found = {
        "@type": "Organization" if author.is_body else "Person",
        "@id": author.orcid,
        "name": author.direct,
        "givenName": author.given,
        "familyName": author.family if author.given else "",
        "affiliation": author.affiliation and {"@type": "Organization", "name": author.affiliation},
    }
    return {name: value for name, value in found.items() if value}


def summary_of(doctree: nodes.document | None, limit: int = 240) -> str:
    """Take a description of a page from its first paragraph.

    Parameters
    ----------
    doctree : document or None
        The page.
    limit : int
        Most characters; the text ends at a word.

    Returns
    -------
    str
        Plain text, empty where the page has no paragraph.
    """
    if doctree is None:
        return ""
    for paragraph in doctree.findall(nodes.paragraph):
        text = " ".join(paragraph.astext().split())
        if len(text) > 60 and not isinstance(paragraph.parent, nodes.footnote | nodes.container):
            if len(text) <= limit:
                return text
            return text[:limit].rsplit(" ", 1)[0].rstrip(",;:.") + "\N{HORIZONTAL ELLIPSIS}"
    return ""


def tags(
    book: Meta, *, title: str, description: str, address: str, is_root: bool, base: str, pdf: str
) -> list[tuple[str, str, str]]:
    """List the metadata of a page.

    Parameters
    ----------
    book : Meta
        The book.
    title, description : str
        Of the page.
    address : str
        Absolute address of the page; empty where the site's own is not known.
    is_root : bool
        Whether the page stands for the whole book.
    base : str
        What the addresses of the book's files begin with: the address of the site, or the way
        from the page to the root.
    pdf : str
        Path of the PDF in the site; empty where there is none.

    Returns
    -------
    list of (str, str, str)
        Attribute that names the property (``name`` or ``property``), property and value:
        Highwire Press tags, Dublin Core and Open Graph.
    """
    date = book.date.isoformat() if book.date else book.year
    name = book.full_title if is_root else title
    kind = kind_of_book(book)
    body = issuer(book.cited) if book.cited else ""
    # What a reference manager takes a page for hangs on these.
    place = "technical_report_institution" if kind.dublin_core == "Report" else "publisher"
    found = [("name", "description", description), ("name", "citation_title", name)]
    found += [("name", "citation_author", author) for author in book.inverted]
    found += [
        ("name", "citation_publication_date", date.replace("-", "/")),
        ("name", "citation_language", book.lang),
        ("name", "citation_doi", book.doi),
        ("name", f"citation_{place}", body if is_root else ""),
        ("name", "citation_book_title", "" if is_root else book.full_title),
        ("name", "citation_inbook_title", "" if is_root else book.full_title),
        ("name", "citation_keywords", "; ".join(book.keywords)),
        ("name", "citation_fulltext_html_url", address),
        ("name", "citation_pdf_url", f"{base}{pdf}" if pdf else ""),
        ("name", "DC.title", name),
        *(("name", "DC.creator", author) for author in book.inverted),
        ("name", "DC.date", date),
        ("name", "DC.language", book.lang),
        ("name", "DC.type", kind.dublin_core if is_root else "BookChapter"),
        ("name", "DC.type", "Text"),
        ("name", "DC.format", "text/html"),
        ("name", "DC.identifier", f"https://doi.org/{book.doi}" if book.doi else address),
        ("name", "DC.relation.isPartOf", "" if is_root else book.full_title),
        ("name", "DC.description", description),
        *(("name", "DC.subject", keyword) for keyword in book.keywords),
        *(("name", "DC.rights", address_of) for address_of in licence_addresses(book)),
        ("property", "og:type", "website" if is_root else "article"),
        ("property", "og:site_name", book.title),
        ("property", "og:title", name),
        ("property", "og:description", description),
        ("property", "og:locale", {"en": "en_GB"}.get(book.lang, book.lang)),
        ("property", "og:url", address),
        ("property", "og:image", f"{base}{SOCIAL_PICTURE}"),
        ("property", "og:image:width", "1200"),
        ("property", "og:image:height", "630"),
        ("property", "og:image:alt", f"A chart from {book.title}"),
        ("name", "twitter:card", "summary_large_image"),
    ]
    return [tag for tag in found if tag[2]]


def linked_data(
    book: Meta, *, title: str, description: str, address: str, is_root: bool
) -> dict[str, Any]:
    """Describe a page in the vocabulary of schema.org.

    Returns
    -------
    dict
        A JSON-LD object: for the whole book what its citation file says that it is, else a
        ``Chapter`` of it.
    """
    authors = [party(author) for author in book.cited.authors] if book.cited else []
    whole = {
        "@type": kind_of_book(book).schema,
        "name": book.full_title,
        "author": authors,
        "datePublished": book.date.isoformat() if book.date else book.year,
        "version": book.version,
        "inLanguage": book.lang,
        "license": licence_addresses(book),
        "keywords": list(book.keywords),
        "identifier": f"https://doi.org/{book.doi}" if book.doi else "",
        "codeRepository": book.repository,
        "url": book.address,
    }
    page: dict[str, Any]
    if is_root:
        page = {**whole, "description": book.description or description}
    else:
        page = {
            "@type": "Chapter",
            "name": title,
            "description": description,
            "author": authors,
            "inLanguage": book.lang,
            "url": address,
            "isPartOf": {k: v for k, v in whole.items() if k in ("@type", "name", "url") and v},
        }
    kept = {key: value for key, value in page.items() if value}
    return {"@context": "https://schema.org", **kept}


def describe_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Add the metadata to the head of a page."""
    if doctree is None:
        return
    book = book_of(app)
    is_root = pagename == app.config.root_doc
    site = (app.config.html_baseurl or "").rstrip("/")
    here = app.builder.get_target_uri(pagename)
    common = {
        "title": app.env.titles[pagename].astext(),
        "description": app.env.metadata[pagename].get("description")
        or (book.description if is_root else "")
        or summary_of(doctree)
        or book.description,
        "address": f"{site}/{here}" if site else "",
        "is_root": is_root,
    }
    base = f"{site}/" if site else "../" * here.count("/")
    printed = [path for path, *_ in app.config.transit_pdf]
    found = tags(book, base=base, pdf=next(iter(printed), ""), **common)
    if is_root:
        # The page's title is that of the book, not followed by its short form once more.
        logo = {"text": context["docstitle"], **context.get("theme_logo", {})}
        context |= {"title": html.escape(book.full_title), "docstitle": "", "theme_logo": logo}
    # The theme writes it as it is.
    context["author"] = html.escape(context.get("author") or "", quote=False)
    if not app.config.transit_lead_chart:
        found = [tag for tag in found if not tag[1].startswith("og:image")]
    written = [
        f'<meta {kind}="{name}" content="{html.escape(value)}" />' for kind, name, value in found
    ]
    data = json.dumps(linked_data(book, **common), ensure_ascii=False, sort_keys=True)
    written.append(
        f'<script type="application/ld+json">{data.replace("<", chr(92) + "u003c")}</script>'
    )
    # Sphinx and docutils have put the page's own description there already.
    kept = [
        line
        for line in context.get("metatags", "").splitlines()
        if line.strip() and 'name="description"' not in line
    ]
    context["metatags"] = "\n    ".join([*kept, *written]) + "\n"
