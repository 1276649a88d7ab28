import re
import shutil
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup

from transit.errors import TransitError
from transit.publishing.print import Meta, build_pdf
from transit.publishing.print import pdf as module
from transit.publishing.print.normalise import Normalised
from transit.publishing.volumes import Volume
from verapdf import broken_rules

MM = 72 / 25.4


@pytest.fixture(scope="module")
def pages(built):
    document = pypdfium2.PdfDocument(built.pdf)
    return [
        re.sub(r"\s+", " ", page.get_textpage().get_text_range().replace("\ufffe", ""))
        for page in document
    ]


@pytest.fixture
def pdf(built):
    with pikepdf.open(built.pdf) as document:
        yield document


def elements(pdf):
    """Every structure element of a document, in order."""

    def walk(node):
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from walk(kid)

    return list(walk(pdf.Root.StructTreeRoot))


def kinds(pdf):
    return [str(element.S) for element in elements(pdf)]


def fonts(pdf):
    found = {}

    def visit(resources, seen):
        for font in (resources.get("/Font") or {}).values():
            found[str(font.BaseFont)] = font
        for form in (resources.get("/XObject") or {}).values():
            if form.objgen not in seen and "/Resources" in form:
                seen.add(form.objgen)
                visit(form.Resources, seen)

    for page in pdf.pages:
        visit(page.Resources, set())
    return found


def test_it_says_what_it_is(built, pdf):
    with pdf.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
        assert xmp["dc:title"] == "Ballots and Charts"
        assert xmp["dc:creator"] == ["Ada Tester, The Sample Group"]
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_it_is_accessible_and_archival(built):
    assert broken_rules(built.pdf) == {"PDFUA_1": [], "PDFA_2_A": []}


def test_pages_have_the_format_of_the_book(pdf):
    sizes = {tuple(round(float(v) / MM) for v in page.MediaBox[2:]) for page in pdf.pages}
    assert sizes == {(176, 250), (250, 176)}


def test_front_matter_says_how_to_cite(pages):
    assert "Ballots and Charts" in pages[0]
    assert "A Sample" in pages[0]
    assert "Version 2.1.0" in pages[0]
    assert (
        "Tester, Ada and The Sample Group. 2026. Ballots and Charts: A Sample. Version 2.1.0. "
        "https://doi.org/10.1234/ballots"
    ) in pages[1]
    assert "Creative Commons Attribution 4.0 International" in pages[1]
    assert "4 March 2026" in pages[1]


def test_text_keeps_its_order(pages):
    text = " ".join(pages[3:])
    marks = [
        "About this book",
        "How to read",
        "First Chapter",
        "A claim with a note",
        "The record",
        "How to read the intervals",
        "The words",
        "A passage that somebody else wrote",
        "Second Chapter",
        "Methods",
        "Equation (1) is a log ratio",
        "Works",
    ]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


def test_code_and_browser_furniture_stay_out(pages):
    text = " ".join(pages)
    assert "import altair" not in text
    assert "Show code" not in text
    assert "#" not in text


def test_contents_give_the_pages_of_headings(pages):
    contents = pages[2]
    for heading in ("First Chapter", "Second Chapter", "Methods", "Works"):
        number = int(re.search(rf"{heading}\D*?(\d+)", contents).group(1))
        assert re.match(rf"(THE ARGUMENT |AT THE END )?(\d )?{heading}", pages[number - 1])


def said(entry):
    return str(entry.title).replace("\N{EN SPACE}", " ")


def test_bookmarks_nest_as_the_book_does(pdf):
    with pdf.open_outline() as outline:
        tree = [(said(top), [said(kid) for kid in top.children]) for top in outline.root]
    assert tree == [
        ("Contents", []),
        ("About this book", ["How to read"]),
        ("The argument", ["1 First Chapter", "2 Second Chapter"]),
        ("At the end", ["3 Methods", "Works"]),
        ("Figures and tables", ["Figures", "Tables"]),
        ("Index", []),
    ]


def test_every_figure_of_the_page_is_there_with_its_alternative(built, pdf):
    shown = BeautifulSoup(built.html, "lxml").select("article img")
    figures = [e for e in elements(pdf) if str(e.S) == "/Figure"]
    assert len(figures) == len(shown) == 3
    assert [str(f.Alt) for f in figures] == [image["alt"] for image in shown]


def test_captions_are_numbered_and_listed(pages):
    text = " ".join(pages)
    assert "Fig. 1. The winner’s share, after" in text
    assert "Source: the sample’s own count" in text
    assert "Fig. 2. Turnout by year." in text
    assert "Table 2. Events of the time" in text
    assert "Fig. 2 goes up and down; Table 2 says when, Keyness how." in text
    assert re.search(r"Table 1 The ledger \d+ Table 2 Events of the time \d+", text)


def test_charts_are_vectors(pdf):
    images = [
        form
        for page in pdf.pages
        for form in (page.Resources.get("/XObject") or {}).values()
        if form.get("/Subtype") == "/Image"
    ]
    assert images == []


def test_formulas_are_read_in_words(pdf):
    formulas = [str(e.Alt) for e in elements(pdf) if str(e.S) == "/Formula"]
    assert len(formulas) == 2
    assert formulas[1].startswith("LR equals log sub 2 the fraction f sub 1 over N sub 1")


def test_notes_stand_at_the_foot_of_their_page(built, pdf, pages):
    assert kinds(pdf).count("/Note") == 3
    opening = next(p for p in pages if p.startswith("THE ARGUMENT 1 First Chapter"))
    assert opening.index("The first note, with stress") > opening.index("In Kazakh")
    assert (
        next(p for p in pages if p.startswith("2 Second Chapter")).count("The only note here") == 1
    )
    assert " ".join(pages).count("The first note, with stress") == 1


def test_long_tables_repeat_their_heads(pages):
    with_rows = [page for page in pages if re.search(r"entry \d+ \d+", page)]
    assert len(with_rows) > 1
    assert all("entry frequency" in page for page in with_rows)
    text = " ".join(with_rows)
    assert [int(n) for n in re.findall(r"entry (\d+) \d+", text)] == list(range(58))


def test_tables_are_tables(built, pdf):
    found = kinds(pdf)
    assert found.count("/Table") == len(BeautifulSoup(built.html, "lxml").select("article table"))
    assert found.count("/THead") == found.count("/Table")
    assert "/TH" in found
    assert "/Caption" in found


def test_wide_tables_lie_on_their_side(pdf, pages):
    wide = [pages[i] for i, page in enumerate(pdf.pages) if page.MediaBox[2] > page.MediaBox[3]]
    assert wide
    assert all("claim reading test definition verdict reason remark" in page for page in wide)


def test_every_link_arrives(pdf):
    numbers = {page.objgen: i for i, page in enumerate(pdf.pages)}
    names = (
        {str(k): v for k, v in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
        if ("/Names" in pdf.Root and "/Dests" in pdf.Root.Names)
        else {}
    )
    inner, outer = [], []
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            assert note.Subtype == "/Link"
            assert str(note.get("/Contents", "")) or "/StructParent" in note
            action = note.get("/A")
            if action is not None and action.S == "/URI":
                outer.append(str(action.URI))
                continue
            target = note.get("/Dest") if action is None else action.D
            if isinstance(target, pikepdf.String | pikepdf.Name):
                target = names[str(target)]
                target = target.D if isinstance(target, pikepdf.Dictionary) else target
            assert target[0].objgen in numbers
            inner.append(numbers[target[0].objgen])
    assert "https://example.org/note" in outer
    assert "https://doi.org/10.1234/ballots" in outer
    assert len(inner) > 30


def test_citations_and_works_are_linked_both_ways(pages):
    works = next(page for page in pages if page.startswith("Works"))
    assert re.search(r"Adams.*Charts and Their Readers.*↑ p\. \d+, \d+", works)
    assert re.search(r"Counting votes.*↑ p\. \d+, \d+", works)


def test_fonts_are_embedded(pdf):
    found = fonts(pdf)
    assert any("LibertinusSerif" in name for name in found)
    assert any("BookSans" in name for name in found)
    for font in found.values():
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        assert any(key.startswith("/FontFile") for key in inner.FontDescriptor)
        assert "/ToUnicode" in font


def test_kazakh_is_set_in_the_book_face(pages, pdf):
    text = " ".join(pages)
    for word in ("Қазақстан", "Жоғарғы", "өңір", "ғұмыр", "һәм", "үкімет", "Әділет", "іс"):
        assert word in text
    allowed = ("Libertinus", "BookSans", "NewCM", "DejaVuSansMono")
    assert all(any(part in name for part in allowed) for name in fonts(pdf))


def test_running_heads_and_folios(pages):
    opening = next(i for i, p in enumerate(pages) if "1 First Chapter A claim" in p)
    for i in (opening + 1, opening + 2):
        head = "Ballots and Charts" if (i + 1) % 2 == 0 else "1 First Chapter"
        assert pages[i].startswith(f"{head} {i + 1}")


def test_terms_of_the_glossary_are_in_the_index(pages):
    assert re.match(r"Index Ballot, \d+ Vote, \d+", pages[-1])
    number = int(re.search(r"Vote, (\d+)", pages[-1])[1])
    assert "What a voter casts" in pages[number - 1]


def test_rows_of_tables_have_heads(pdf):
    bodies = [element for element in elements(pdf) if str(element.S) == "/TBody"]
    firsts = [row.K[0] for body in bodies for row in body.K if "/K" in row]
    assert firsts
    assert {(str(first.S), str(first.A[-1].Scope)) for first in firsts} == {("/TH", "/Row")}
    assert "/TFoot" not in kinds(pdf)  # the foot that keeps the last rows of a long table together


def test_code_that_the_page_shows_is_part_of_the_text_and_keeps_to_its_measure(built, pages):
    place = next(i for i, page in enumerate(pages) if "def ratio(a, b):" in page)
    assert "0123456789abcdef" * 2 in pages[place]
    text = pypdfium2.PdfDocument(built.pdf)[place].get_textpage()
    (first, _), (last, size) = (text.search(w).get_next() for w in ("def ratio", "more=4"))
    boxes = [text.get_charbox(i) for i in range(first, last + size)]
    assert max(box[2] for box in boxes) - min(box[0] for box in boxes) < (104 - 2 * 3) * MM


def test_headings_do_not_skip_levels(pdf):
    levels = [int(kind[2]) for kind in kinds(pdf) if re.fullmatch(r"/H[1-6]", kind)]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_it_is_the_same_to_the_byte_in_another_folder(built, built_elsewhere):
    assert built_elsewhere.pdf.read_bytes() == built.pdf.read_bytes()


def test_a_failure_leaves_the_earlier_file(built, tmp_path, monkeypatch):
    out = tmp_path / "book.pdf"
    out.write_bytes(b"earlier")
    broken = tmp_path / "template"
    broken.mkdir()
    for name in ("template.typ", "typst.lua"):
        shutil.copy(module.HERE / name, broken)
    with (broken / "template.typ").open("a") as template:
        template.write('\n#let titled(..) = panic("no ink")\n')
    monkeypatch.setattr(module, "HERE", broken)
    with pytest.raises(TransitError, match=r"(?s)Typst rejected the book in document .*no ink"):
        build_pdf(built.pages, out, meta=built.meta)
    assert out.read_bytes() == b"earlier"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["book.pdf", "template"]


def test_chapters_follow_each_other_in_a_volume_that_says_so(tmp_path):
    chapter = "<span id='document-{0}'></span><section><h2>{0}</h2><p>Text</p></section>"
    (tmp_path / "index.html").write_text(
        f"<main><section><h1>Book</h1>{chapter.format('a')}{chapter.format('b')}</section></main>",
        "utf-8",
    )
    lengths = []
    for run_on in (False, True):
        out = build_pdf(
            tmp_path, tmp_path / "b.pdf", meta=Meta(title="Book"), volume=Volume(run_on=run_on)
        )
        lengths.append(len(pypdfium2.PdfDocument(out)))
    assert lengths[0] - lengths[1] == 2


def test_a_table_without_rows_is_set(tmp_path):
    (tmp_path / "index.html").write_text(
        "<main><section><h1>Book</h1><p>Text</p><table><thead><tr><th>Year</th><th>Votes</th></tr>"
        "</thead><tbody></tbody></table><table></table></section></main>",
        "utf-8",
    )
    build_pdf(tmp_path, tmp_path / "book.pdf", meta=Meta(title="Book"))
    document = pypdfium2.PdfDocument(tmp_path / "book.pdf")
    words = document[len(document) - 1].get_textpage().get_text_range()
    assert re.search(r"Year\s+Votes\s+–\s+An empty table\.", words)


def test_a_formula_that_pandoc_cannot_read_is_named(tmp_path):
    (tmp_path / "index.html").write_text(
        "<main><section><h1>Book</h1><p><span class='math'>\\(\\frac{1}\\)</span></p>"
        "</section></main>",
        "utf-8",
    )
    with pytest.raises(TransitError, match="Could not convert TeX math"):
        build_pdf(tmp_path, tmp_path / "book.pdf", meta=Meta(title="Book"))
    assert not (tmp_path / "book.pdf").exists()


def test_a_chart_stands_at_the_foot_of_its_page_or_at_the_head_of_the_next(tmp_path):
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="510" height="300">'
        "<desc>A line.</desc><path d='M0 0L510 300' stroke='#000'/></svg>",
        "utf-8",
    )
    figure = (
        "<figure id='f{0}'><img src='a.svg'/><figcaption><span class='caption-number'>Fig. {0}"
        "</span><span class='caption-text'>Drawing {0}</span></figcaption></figure>"
    )
    filler = "<p>" + "A line of the text of this page. " * 40 + "</p>"
    (tmp_path / "index.html").write_text(
        f"<main><section><h1>Book</h1><p>Call one.</p>{figure.format(1)}{filler}"
        f"<p>Call two.</p>{figure.format(2)}{filler}</section></main>",
        "utf-8",
    )
    build_pdf(tmp_path, tmp_path / "book.pdf", meta=Meta(title="Book"))
    places = {}
    for number, page in enumerate(pypdfium2.PdfDocument(tmp_path / "book.pdf")):
        text = page.get_textpage()
        for words in ("Call one", "Drawing 1", "Call two", "Drawing 2"):
            found = text.search(words).get_next()
            if found is not None and words not in places:
                places[words] = (number, page.get_height() - text.get_charbox(found[0])[3])
    assert places["Drawing 1"][0] == places["Call one"][0]
    assert places["Drawing 1"][1] > 150 * MM
    assert places["Drawing 2"][0] == places["Call two"][0] + 1
    assert places["Drawing 2"][1] < 40 * MM


def test_pages_are_shortened_where_the_compiler_loses_its_tags(tmp_path, monkeypatch):
    (tmp_path / "index.html").write_text(
        "<main><section><h1>Book</h1><p>Text</p></section></main>", "utf-8"
    )
    given, compile_ = [], module.typst.compile

    class Lost(module.typst.TypstError):
        diagnostic = message = "internal error: tags weren't properly closed"
        hints = ()

    def failing(*arguments, **options):
        given.append(options["sys_inputs"]["nudge"])
        if len(given) < 3:
            raise Lost(Lost.message)
        return compile_(*arguments, **options)

    monkeypatch.setattr(module.typst, "compile", failing)
    build_pdf(tmp_path, tmp_path / "book.pdf", meta=Meta(title="Book"))
    assert given == ["0", "1", "2"]
    given.clear()
    with pytest.raises(TransitError, match="Typst rejected the book"):
        module.compile_sources(tmp_path, Meta(title="Book"), nudges=(5,))


def test_works_are_joined_within_a_chapter_alone(tmp_path):
    html = "".join(
        f'<h1 data-role="chapter">{name}</h1><p>Words of {name}.</p>'
        f'<div class="reference"><p>A work of {name}.</p></div>'
        for name in ("One", "Two")
    )
    module.write_sources(Normalised(html, tmp_path, []), Meta("Title"))
    body = (tmp_path / "body.typ").read_text("utf-8")
    lists = re.findall(r"#works\[(.*?)\n\]", body, re.S)
    assert len(lists) == 2
    assert "Words of Two" not in lists[0] and "A work of Two" in lists[1]


def test_signs_that_pandoc_names_as_an_older_typst_did_are_set(tmp_path):
    html = '<h1 data-role="chapter">One</h1><p><span class="math">\\(A \\cap B\\)</span></p>'
    module.write_sources(Normalised(html, tmp_path, []), Meta("Title"))
    assert module.compile_sources(tmp_path, Meta("Title")).startswith(b"%PDF")


def test_every_mark_of_the_side_column_stands_beside_its_own_sentence(tmp_path):
    claims = "".join(f"<p>Sentence{k} {'word ' * 20}<span class='claim-mark'>Mark{k}</span></p>"
                     for k in range(60))  # fmt: skip
    module.write_sources(Normalised(claims, tmp_path, []), Meta("Title"))
    document = pypdfium2.PdfDocument(module.compile_sources(tmp_path, Meta("Title")))
    seen = []
    for page in document:
        text = page.get_textpage()
        words = text.get_text_range()
        for mark in re.finditer(r"Mark(\d+)", words):
            sentence = re.search(rf"Sentence{mark[1]}\b", words)
            left, _, _, top = text.get_charbox(mark.start())
            assert left > 130 * MM
            if sentence:  # else it began on the page before
                below = text.get_charbox(sentence.start())[3] - top
                assert -4 * MM < below < 10 * MM
                seen.append(mark[1])
    assert len(seen) >= 58


def test_figures_are_listed_with_the_page_that_they_float_to(tmp_path):
    tall = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='500' aria-label='It rises.'>"
        "<path d='M0 0h400v500z'/></svg>"
    )
    figure = (
        f"<figure id='f{{0}}'>{tall}<figcaption><p><span class='caption-number'>Fig. {{0}} </span>"
        "<span class='caption-text'>Rise</span></p></figcaption></figure>"
    )
    body = "".join(f"<p>{'A word. ' * 400}</p>{figure.format(k)}" for k in (1, 2, 3))
    (tmp_path / "index.html").write_text(
        f"<html><body><main><section id='top'><h1>Book</h1>{body}</section></main></body></html>"
    )
    meta = Meta(title="Book", authors=("A",))
    book = pypdfium2.PdfDocument(build_pdf(tmp_path, tmp_path / "book.pdf", meta=meta))
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in book]
    listed = dict(re.findall(r"(Fig\. \d) Rise\s+(\d+)", texts[-1]))
    stand = {
        f"Fig. {k}": n for k in (1, 2, 3) for n, t in enumerate(texts, 1) if f"Fig. {k}. " in t
    }
    assert {name: int(page) for name, page in listed.items()} == stand
