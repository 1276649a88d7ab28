"""One article, written by pandoc in every format that it is read from."""

from pathlib import Path

import pypandoc
import pytest

from transit.errors import TransitError
from transit.reading import Settings, preview_html, preview_lines, read, read_article

HERE = Path(__file__).parent
TOWN = HERE / "town.md"


def written(folder, ending):
    """Write the article in another format, its references as a reader sees them."""
    path = folder / f"town.{ending}"
    arguments = ["--standalone", "--citeproc", f"--bibliography={HERE / 'town.bib'}"]
    kind = {"xml": "jats", "tex": "latex"}.get(ending, ending)
    pypandoc.convert_file(str(TOWN), kind, outputfile=str(path), extra_args=arguments)
    return path


@pytest.mark.parametrize("ending", ["docx", "odt", "html", "epub", "tex", "xml"])
def test_every_format_gives_the_same_article(tmp_path, ending):
    article = read_article(written(tmp_path, ending))
    assert article.settings.language == "en"
    assert [s.setting.id for s in article.sections][-2:] == ["introduction", "the-market"]
    texts = {p.id: p.text for p in article.paragraphs}
    assert texts["int-01"].startswith("A town stands on a river. Every spring the river rises")
    assert texts["the-02"].endswith("asked for the hill. The council gave it.")
    assert [(n.number, n.paragraph) for n in article.notes] == [(1, "int-01"), (2, "the-02")]
    assert article.notes[0].text == "See the minutes of the council."
    assert "thank" not in " ".join(texts.values())
    if ending != "odt":  # which keeps code and captions as paragraphs
        assert "wait(river)" not in " ".join(texts.values())
    found = [(r.names[0].split(",")[0], r.year) for r in article.references]
    assert found == [("Doe", "1999"), ("Smith", "2001")]
    assert {c.paragraph for c in article.citations} == {"int-01"}
    assert len(article.citations) == 2


def test_markdown_with_the_keys_of_a_bibliography(tmp_path):
    result = read(TOWN, bibliography=HERE / "town.bib")
    article = result.article
    assert article.title == "A Town and Its River"
    assert article.authors == ("A. Author",)
    assert article.keywords == ["floods", "markets"]
    assert [s.setting.id for s in article.sections] == ["abstract", "introduction", "the-market"]
    assert [(r.id, r.year, r.title) for r in article.references] == [
        ("doe1999", "1999", "Bridges"),
        ("smith2001", "2001", "Floods and Markets"),
    ]
    assert {(c.reference, c.form) for c in article.citations} == {
        ("doe1999", "key"),
        ("smith2001", "key"),
    }
    assert "1 formulas" in str(article.doubts[-1]) or any(
        "formula" in str(d) for d in article.doubts
    )
    assert {"references.csv", "citations.csv"} <= result.files.keys()


def test_preview_tells_what_was_taken_for_what():
    article = read_article(TOWN)
    lines = preview_lines(article)
    assert any(line.startswith("   subheading | After three floods") for line in lines)
    assert any(line.startswith("         back | We thank") for line in lines)
    page = preview_html(article)
    assert page.count('class="block') == len(article.blocks)
    assert "<sup>1</sup>" in page


def test_notes_of_a_web_page_are_what_its_numbers_link_to(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(
        "<html lang='de'><body><nav>Menü und mehr</nav><article><h1>Der Fluss</h1>"
        "<h2>Einleitung</h2><p>Die Stadt<a href='#fn1'><sup>1</sup></a> wartet nicht.</p>"
        "<h2>Schluss</h2><p>Der Markt zog um.</p>"
        "<ol><li id='fn1'>Siehe das Protokoll. <a href='#r1'>↩</a></li></ol></article></body></html>",
        encoding="utf-8",
    )
    article = read_article(path)
    assert article.title == "Der Fluss"
    assert [p.text for p in article.paragraphs] == ["Die Stadt wartet nicht.", "Der Markt zog um."]
    assert [(n.number, n.text) for n in article.notes] == [(1, "Siehe das Protokoll.")]
    plain = read_article(path, Settings(read_notes=False))
    assert plain.notes == []


def test_broken_file_is_named(tmp_path):
    path = tmp_path / "town.docx"
    path.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(TransitError, match=r"town\.docx: cannot be read as docx"):
        read_article(path)


def test_unknown_latex_command_keeps_its_words_and_is_told(tmp_path):
    path = tmp_path / "town.tex"
    path.write_text(
        "\\begin{document}\\section{Introduction}The \\pkg{zoo} package \\citep{a}.\n\n"
        "\\begin{thebibliography}{9}\\bibitem[Doe(1999)]{a} Doe A (1999). Bridges. Town.\n"
        "\\end{thebibliography}\\end{document}"
    )
    article = read_article(path)
    assert article.paragraphs[0].text == "The zoo package ."
    assert any("\\pkg" in str(doubt) for doubt in article.doubts)
    assert [(c.paragraph, c.reference) for c in article.citations] == [("int-01", "a")]
