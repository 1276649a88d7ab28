"""What a page says about itself."""

import datetime

import pytest
from docutils import nodes

from transit.publishing import metadata
from transit.publishing.citation_file import Author, CitedWork
from transit.publishing.meta import Meta

BOOK = Meta(
    title="A Book",
    subtitle="On Things",
    authors=("Ann Author", "A Body"),
    inverted=("Author, Ann", "A Body"),
    version="1.0",
    date=datetime.date(2020, 2, 3),
    doi="10.1/x",
    licences=(("Text", "CC-BY-4.0"), ("Code", "Own-1.0")),
    keywords=("one", "two"),
    cited=CitedWork(
        "A Book: On Things",
        (
            Author("Author", "Ann", orcid="https://orcid.org/0000-0002-1825-0097"),
            Author("A Body", is_body=True),
        ),
        kind="report",
    ),
)


@pytest.fixture
def chapter() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _kind, name, value in metadata.tags(
        BOOK,
        title="Chapter",
        description="About it.",
        address="https://example.org/chapter.html",
        is_root=False,
        base="https://example.org/",
        pdf="downloads/book.pdf",
    ):
        found.setdefault(name, []).append(value)
    return found


def test_chapter_is_part_of_the_book(chapter):
    assert chapter["citation_title"] == ["Chapter"]
    assert chapter["citation_inbook_title"] == ["A Book: On Things"]
    assert chapter["DC.relation.isPartOf"] == ["A Book: On Things"]
    assert chapter["og:type"] == ["article"]
    assert chapter["DC.type"] == ["BookChapter", "Text"]


def test_authors_date_and_addresses(chapter):
    assert chapter["citation_author"] == ["Author, Ann", "A Body"]
    assert chapter["citation_publication_date"] == ["2020/02/03"]
    assert chapter["citation_pdf_url"] == ["https://example.org/downloads/book.pdf"]
    assert chapter["DC.identifier"] == ["https://doi.org/10.1/x"]
    assert chapter["og:image"] == ["https://example.org/_static/social.png"]


def test_licences_by_address_where_known(chapter):
    assert chapter["DC.rights"] == ["https://creativecommons.org/licenses/by/4.0/", "Own-1.0"]


def test_a_reference_manager_takes_a_report_for_a_report():
    # Zotero: an item's type is the first DC.type that it knows; "Text" alone is an article.
    found = metadata.tags(
        BOOK, title="x", description="", address="", is_root=True, base="", pdf="downloads/a.pdf"
    )
    values = {}
    for _kind, name, value in found:
        values.setdefault(name, []).append(value)
    assert values["DC.type"] == ["Report", "Text"]
    assert values["citation_technical_report_institution"] == ["A Body"]
    assert values["citation_pdf_url"] == ["downloads/a.pdf"]
    assert not {"citation_journal_title", "citation_book_title"} & set(values)


def test_nothing_empty_is_said():
    found = metadata.tags(
        Meta(title="T"), title="T", description="", address="", is_root=True, base="", pdf="a.pdf"
    )
    assert all(value for _kind, _name, value in found)
    assert ("name", "DC.type", "WebPage") in found


def test_linked_data_of_the_whole_and_of_a_part():
    whole = metadata.linked_data(BOOK, title="x", description="d", address="", is_root=True)
    assert (whole["@type"], whole["name"]) == ("Report", "A Book: On Things")
    assert whole["author"] == [
        {
            "@type": "Person",
            "@id": "https://orcid.org/0000-0002-1825-0097",
            "name": "Ann Author",
            "givenName": "Ann",
            "familyName": "Author",
        },
        {"@type": "Organization", "name": "A Body"},
    ]
    part = metadata.linked_data(BOOK, title="Chapter", description="d", address="", is_root=False)
    assert part["@type"] == "Chapter"
    assert part["isPartOf"]["name"] == "A Book: On Things"
    assert "url" not in part


def test_summary_is_the_first_real_paragraph():
    page = nodes.document(None, None)
    page += nodes.paragraph("", "Too short.")
    page += nodes.paragraph("", "word " * 80)
    text = metadata.summary_of(page, limit=101)
    assert text.startswith("word word")
    assert text.endswith("word…")
    assert len(text) <= 101
    assert metadata.summary_of(None) == ""
