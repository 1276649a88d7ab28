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
        "<h2>Schluss<a href='#fn2'><sup>2</sup></a></h2><p>Der Markt zog um.</p>"
        "<ol><li id='fn2'>Vorläufig.</li><li id='fn1'>Siehe das Protokoll. <a href='#r1'>↩</a></li></ol></article></body></html>",
        encoding="utf-8",
    )
    article = read_article(path)
    assert article.title == "Der Fluss"
    assert [p.text for p in article.paragraphs] == ["Die Stadt wartet nicht.", "Der Markt zog um."]
    assert [(n.number, n.text, n.paragraph) for n in article.notes] == [
        (1, "Siehe das Protokoll.", "ein-01"),
        (2, "Vorläufig.", "sch-01"),
    ]
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


def test_references_of_latex_are_read_by_their_labels(tmp_path):
    path = tmp_path / "article.tex"
    path.write_text(
        r"""\documentclass{article}\begin{document}\section{$F$ tests}
The town moved \citep{doe}. It moved again, as Smith (2001) has it.
\begin{thebibliography}{2}
\bibitem[{Doe et~al.(1999)Doe, J. and Poe, E.}]{doe}
\textbf{\color{grey} Doe J}, Poe E.
\newblock Bridges of G{\"o}ttingen and of towns.
\newblock Journal.  1999; 3:1--2.
\bibitem[Smith and Ant{\'o}n(2001)]{smith} Smith B, Ant{\'o}n C.
\newblock Floods and their many markets. \newblock Journal. 2001; 4.
\end{thebibliography}\end{document}""",
        "utf-8",
    )
    article = read_article(path)
    assert [s.setting.heading for s in article.sections] == ["F tests"]
    assert [(r.id, r.names, r.year, r.title, r.certain) for r in article.references] == [
        ("doe", ("Doe",), "1999", "Bridges of Göttingen and of towns", True),
        ("smith", ("Smith", "Anton"), "2001", "Floods and their many markets", True),
    ]
    assert [(c.reference, c.form) for c in article.citations] == [
        ("doe", "key"),
        ("smith", "author-year"),
    ]


def test_authors_of_jats_are_those_of_its_tags(tmp_path):
    path = tmp_path / "article.xml"
    path.write_text(
        "<article><front><article-meta><title-group><article-title>A Town</article-title>"
        '</title-group><contrib-group><contrib contrib-type="author"><name><surname>Doe</surname>'
        "<given-names>Jane</given-names></name></contrib></contrib-group><author-notes><corresp>"
        "Write to: Jane Doe</corresp></author-notes></article-meta></front><body><sec><title>One"
        "</title><p>It moved.</p></sec></body></article>",
        "utf-8",
    )
    assert read_article(path).authors == ("Jane Doe",)


def test_a_short_first_line_is_the_title_and_said_to_be(tmp_path):
    path = tmp_path / "article.md"
    path.write_text(
        "Running head: TOWN\n\nA Town Moves\n\n# Author Note\n\nWrite to us.\n\n# Introduction\n\n"
        "It moved.\n\n# Conclusion\n\nIt stays.\n",
        "utf-8",
    )
    article = read_article(path)
    assert article.title == "A Town Moves"
    assert "is taken for the title" in str(article.doubts[0])
    assert [s.setting.heading for s in article.sections] == ["Introduction", "Conclusion"]


def test_citations_and_notes_of_distill(tmp_path):
    path = tmp_path / "article.html"
    path.write_text(
        "<html><body><d-front-matter><script>"
        '{"authors": [{"author": "Jane Doe"}, {"author": "J. Smith"}]}</script></d-front-matter>'
        "<d-title><h1>A Town</h1></d-title><d-article><h2>One</h2><p>The town moved"
        "<d-footnote>Up <em>the</em> hill.</d-footnote> twice <d-cite key='doe1999,smith2001'>"
        "</d-cite>.</p><h2>Two</h2><p>It stays <dt-cite key='doe1999'></dt-cite>.</p></d-article>"
        "<d-appendix><p>Thanks.</p></d-appendix></body></html>",
        "utf-8",
    )
    article = read_article(path)
    assert (article.title, article.authors) == ("A Town", ("Jane Doe", "J. Smith"))
    assert [p.text for p in article.paragraphs] == ["The town moved twice .", "It stays ."]
    assert [(n.text, n.paragraph) for n in article.notes] == [("Up the hill.", "one-01")]
    assert [str(doubt).split(": ", 1)[1] for doubt in article.doubts] == [
        "cited by key, and no list of these works is at hand: doe1999, smith2001 (--bibliography)"
    ]
    cited = read(path, bibliography=HERE / "town.bib").article
    assert [(c.paragraph, c.reference) for c in cited.citations] == [
        ("one-01", "doe1999"),
        ("one-01", "smith2001"),
        ("two-01", "doe1999"),
    ]
    assert not any("by key" in str(doubt) for doubt in cited.doubts)


def test_a_book_like_text_with_its_notes_behind(tmp_path):
    path = tmp_path / "essay.md"
    path.write_text(
        "---\ntitle: The Hill\n---\n::: imprint\n# Imprint\n\nMade by many hands.\n:::\n\n"
        "# I\n\nThe *Move*\n\nThe town moved.[1] {% include picture.html %}\n\n"
        "# II\n\nThe Stay\n\n$x = 1$.\n\nIt stays.[2]\n\n# Authors‘ contributions\n\nAll wrote.\n\n# FOOTNOTES\n\n[^1] See the minutes.\n\n"
        "Also the maps.\n\n[^2] Ibid.\n",
        "utf-8",
    )
    article = read_article(path)
    assert [s.setting.heading for s in article.sections] == ["The Move", "The Stay"]
    assert [p.text for p in article.paragraphs] == ["The town moved.", "It stays."]
    assert [(n.text, n.paragraph) for n in article.notes] == [
        ("See the minutes. Also the maps.", "the-01"),
        ("Ibid.", "th2-01"),
    ]
    assert [b.text for b in article.blocks if b.kind == "back"] == [
        "Imprint",
        "Made by many hands.",
        "All wrote.",
    ]
    assert "one command to a site's templates" in str(article.doubts[0])


PROSE = "Every spring the river rises, and the town on its bank waits for it as it always did. "


@pytest.mark.parametrize("end", ["", "Word count: 212 "])
def test_the_title_above_the_text_of_a_manuscript_is_its_first_heading(tmp_path, end):
    path = tmp_path / "town.md"
    path.write_text(
        f"---\ntitle: A Town and Its River\n---\n\n# Abstract\n\n{PROSE}\n\n"
        f"{end}A Town and Its River[^1]\n\n{PROSE * 3}\n\n# Discussion\n\n{PROSE}\n\n"
        "[^1]: A talk.\n"
    )
    article = read_article(path)
    assert [s.setting.heading for s in article.sections] == [
        "Abstract",
        "A Town and Its River",
        "Discussion",
    ]
    assert [p.text for p in article.sections[1].paragraphs] == [(PROSE * 3).strip()]
    assert [p.text for p in article.sections[0].paragraphs][1:] == ([end.strip()] if end else [])
    assert [str(d) for d in article.doubts if "stands once more" in d.what]
    assert [n.paragraph for n in article.notes] == [article.sections[1].paragraphs[0].id]


def test_an_abstract_that_may_hold_the_text_is_doubtful(tmp_path):
    path = tmp_path / "town.md"
    for times, doubtful in ((20, False), (40, True)):
        path.write_text(f"# Abstract\n\n{PROSE * times}\n\n# Discussion\n\n{PROSE}\n")
        told = " ".join(str(doubt) for doubt in read_article(path).doubts)
        assert ("the text may begin in it" in told) is doubtful
