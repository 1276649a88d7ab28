"""An article typeset for the tests, in one column and in two."""

from pathlib import Path

import pytest
import typst

from transit.errors import TransitError
from transit.reading import Settings, read_article

TOWN = Path(__file__).with_name("town.typ")

pytest.importorskip("pdfplumber")


@pytest.fixture(scope="module", params=[1, 2])
def article(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    source = folder / "town.typ"
    source.write_text(TOWN.read_text("utf-8").replace("COLUMNS", str(request.param)), "utf-8")
    typst.compile(source, output=folder / "town.pdf")
    return read_article(folder / "town.pdf")


def test_title_sections_and_what_stands_before_them(article):
    assert article.title == "A Town and Its River"
    assert any("Anna Author" in line for line in article.front)
    assert [s.setting.heading for s in article.sections] == ["Introduction", "The market"]
    assert [b.text for b in article.blocks if b.kind == "subheading"] == [
        "2.1 After three floods",
        "References",
    ]


def test_paragraphs_are_whole_and_nothing_else_is_among_them(article):
    texts = [p.text for p in article.paragraphs]
    assert texts[0].startswith("A town stands on a river. Every spring the river rises, and the")
    assert "the town waits for it. Floods are well described" in texts[0]
    assert any(
        text.startswith("After three floods the traders asked for the hill. The") for text in texts
    )
    whole = " ".join(texts)
    for other in ("Journal", "minutes", "bridges", "metres", "wait(", "Table", "Miller"):
        assert other not in whole
    assert sum(len(text.split()) for text in texts) == 280  # counted in the source


def test_notes_are_called_where_their_raised_numbers_stand(article):
    assert [(n.number, n.paragraph, n.text) for n in article.notes] == [
        (1, "int-01", "See the minutes of the council, which were kept for three years."),
        (2, next(p.id for p in article.paragraphs if p.notes == [2]), "Doe wrote of bridges."),
    ]


def test_references_and_who_cites_them(article):
    assert [(r.id, r.names, r.certain) for r in article.references] == [
        ("doe1999", ("Doe",), True),
        ("smith2001", ("Smith", "Miller"), True),
    ]
    assert {(c.paragraph, c.reference) for c in article.citations} == {
        ("int-01", "doe1999"),
        ("int-01", "smith2001"),
    }


def test_what_is_left_out_is_told(article):
    told = " ".join(map(str, article.doubts))
    assert "taken for code" in told
    assert "taken for table" in told


def test_pages_and_sizes_can_be_set(tmp_path):
    source = tmp_path / "town.typ"
    source.write_text(TOWN.read_text("utf-8").replace("COLUMNS", "1"), "utf-8")
    typst.compile(source, output=tmp_path / "town.pdf")
    first = read_article(tmp_path / "town.pdf", Settings(pages=(1, 1)))
    assert first.pages == 1
    sized = read_article(tmp_path / "town.pdf", Settings(heading_sizes=(13.0,)))
    assert not any(b.text == "2.1 After three floods" for b in sized.blocks)


def test_no_text_and_no_pdf(tmp_path):
    empty = tmp_path / "empty.pdf"
    typst.compile(b"#rect(width: 1cm)", output=empty)
    with pytest.raises(TransitError, match="no text in this PDF"):
        read_article(empty)
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(TransitError, match=r"bad\.pdf: not a sound PDF"):
        read_article(tmp_path / "bad.pdf")


def test_numbers_of_lines_and_labels_of_pictures_are_not_read(tmp_path):
    source = tmp_path / "town.typ"
    prose = "Every spring the river rises, and the town on its bank waits for it as it always did. "
    source.write_text(
        "#set page(margin: 3cm)\n#set text(size: 10pt)\n"
        '#set par.line(numbering: "1", number-clearance: 1cm)\n'
        f"#text(18pt)[*A Town*]\n\n#text(14pt)[*Introduction*]\n\n{prose * 6}\n\n"
        "#grid(columns: (1fr, 1fr), row-gutter: 8pt, text(13pt)[Mean Height], text(13pt)[Height],"
        " [1.0 #h(1cm) 1.5 #h(1cm) 2.0], [1.0 #h(1cm) 1.5 #h(1cm) 2.0],"
        " text(11pt)[Samples], text(11pt)[Samples])\n"
        f"Figure 1: The river.\n\n#text(14pt)[*Conclusion*]\n\n{prose * 6}\n",
        "utf-8",
    )
    typst.compile(source, output=tmp_path / "town.pdf")
    article = read_article(tmp_path / "town.pdf")
    assert [s.setting.heading for s in article.sections] == ["Introduction", "Conclusion"]
    assert [p.text for p in article.paragraphs] == [(prose * 6).strip()] * 2
    assert "is taken for the label of a picture" in " ".join(map(str, article.doubts))


def test_a_caption_behind_the_references_is_none_of_them(tmp_path):
    source = tmp_path / "town.typ"
    source.write_text(
        "#set page(margin: 3cm)\n#set text(size: 10pt)\n#set par(leading: 0.4em)\n"
        "#text(18pt)[*A Town*]\n\n#text(14pt)[*Introduction*]\n\n"
        f"{'Every spring the river rises over its bank (Doe, 1999). ' * 9}\n\n"
        "#text(14pt)[*References*]\n\nDoe, J. (1999). _Bridges_. Town Press.\n\n"
        "#pagebreak()\n#grid(columns: (1fr,) * 4, row-gutter: 4pt,"
        " ..([0.1], [0.2], [0.3], [0.4]) * 3, [the left], [one], [more], [the right of all])\n"
        "#v(-1.05em)\nFigure 1 . The river at the bridge, by year, with the bounds that were drawn for it.\n",
        "utf-8",
    )
    typst.compile(source, output=tmp_path / "town.pdf")
    article = read_article(tmp_path / "town.pdf")
    assert [(r.year, r.title) for r in article.references] == [("1999", "Bridges")]
    assert [b.text[:8] for b in article.blocks if b.kind == "caption"] == ["Figure 1"]
