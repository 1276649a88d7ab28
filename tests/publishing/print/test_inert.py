"""Title, author and description are text: nothing in them is markup, in print as on the site."""

import base64
import html
import io
import zipfile
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from transit.publishing.print import Meta, build_epub, build_pdf

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PAGE = (
    '<html><body><main><section id="top"><h1>Front</h1><p>Words.</p>'
    '<span id="document-a"></span><section id="a"><h2>One</h2><p>Text.</p></section>'
    "</section></main></body></html>"
)
HOSTILE = (
    "![drawn]({picture})",
    "<img src='{picture}'>",
    '#image("{picture}")',
    '`#read("{picture}")`{{=typst}}',
    "```{{=html}} <script>alert(1)</script> ```",
    "[link](file://{picture}) *em* **strong** $x^2$ \\(y\\) @key H~2~O ^[a note]",
    "1. one",
    "- item",
    "# Heading",
    "    code",
    "a --- b... \"c\" 'd' &amp; &lt; \\textbf{{e}} {{{{f}}}} \\",
    "<!-- gone --> \\begin{{x}}\\end{{x}} ~~out~~ :::",
)
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture
def pages(tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "secret.png").write_bytes(PICTURE)
    return tmp_path / "pages"


def described(text: str, *, in_parts: bool) -> Meta:
    return Meta(
        title=text,
        subtitle=text,
        authors=(text,),
        inverted=(text,),
        version=f"version {text}",
        description=text,
        keywords=(text,),
        copyright="2026",
        licences=(("", "MIT"),),
        parts=(("A part", ("a",)),) if in_parts else (),
    )


@pytest.mark.parametrize("in_parts", [True, False])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_an_epub_says_it_and_does_not_obey_it(pages, tmp_path, hostile, in_parts):
    text = hostile.format(picture=tmp_path / "secret.png")
    meta = described(text, in_parts=in_parts)
    with zipfile.ZipFile(build_epub(pages, tmp_path / "book.epub", meta=meta)) as book:
        files = {name: book.read(name) for name in book.namelist()}
    assert PICTURE not in files.values()
    package = etree.fromstring(files["EPUB/content.opf"])
    said = " ".join(text.split())
    assert package.findtext(f".//{DC}title") == said
    assert package.findtext(f".//{DC}creator") == said
    assert package.findtext(f".//{DC}subject") == said
    assert package.findtext(f".//{DC}description") == said
    for name, content in files.items():
        if not name.endswith(".xhtml") or name.endswith("cover.xhtml"):
            continue
        root = etree.fromstring(content)
        # The heads of the colophon are in bold type.
        colophon = {"strong"} if "Colophon" in "".join(root.itertext()) else set()
        drawn = {etree.QName(e).localname for e in root.iter("{*}*")}
        assert not drawn & {"img", "script", "math", "code", "strong"} - colophon


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_pdf_says_it_and_does_not_obey_it(pages, tmp_path, hostile):
    text = hostile.format(picture=tmp_path / "secret.png")
    meta = described(text, in_parts=True)
    data = build_pdf(pages, tmp_path / "book.pdf", meta=meta).read_bytes()
    said = " ".join(text.split())
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as record:
        assert str(pdf.docinfo["/Title"]).startswith(said)
        assert record["dc:creator"] == [said]
        assert record["dc:description"] == said
        assert not any(page.images for page in pdf.pages)
    first = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "".join(said.split())[:12] in "".join(first.split())


def test_what_stands_on_a_page_is_text(pages, tmp_path):
    texts = [hostile.format(picture=tmp_path / "secret.png") for hostile in HOSTILE]
    said = [html.escape(text) for text in texts]
    rows = "".join(f"<tr><td>{text}</td><td>=1+1</td></tr>" for text in said)
    parts = "".join(
        f'<section id="s{n}"><h2>{text}</h2><p>{text}</p><dl class="glossary"><dt id="t{n}">{text}'
        f"</dt><dd>{text}</dd></dl></section>"
        for n, text in enumerate(said)
    )
    table = (
        f"<table><caption>{said[2]}</caption><thead><tr><th>{said[3]}</th><th>b</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
    (pages / "index.html").write_text(PAGE.replace("<p>Text.</p>", table + parts), "utf-8")
    meta = replace(described("", in_parts=True), title="Votes", subtitle="")
    data = build_pdf(pages, tmp_path / "book.pdf", meta=meta).read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not any(page.images for page in pdf.pages)
    printed = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    bare = "".join(printed.split()).replace("\ufffe", "")
    assert all("".join(text.split())[:12] in bare for text in texts if "'" not in text[:12])
    with zipfile.ZipFile(build_epub(pages, tmp_path / "book.epub", meta=meta)) as book:
        files = {name: book.read(name) for name in book.namelist()}
    assert PICTURE not in files.values()
    whole = b"".join(
        content
        for name, content in files.items()
        if name.endswith(".xhtml") and not name.endswith("cover.xhtml")
    )
    assert b"<script" not in whole
    assert b"<img" not in whole


def test_a_plain_title_is_as_it_was(pages, tmp_path):
    meta = replace(described("", in_parts=False), title="Votes: A Book", subtitle="")
    with zipfile.ZipFile(build_epub(pages, tmp_path / "book.epub", meta=meta)) as book:
        package = etree.fromstring(book.read("EPUB/content.opf"))
    assert package.findtext(f".//{DC}title") == "Votes: A Book"
