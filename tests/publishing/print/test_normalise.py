import re

import pytest
from bs4 import BeautifulSoup

from transit.errors import TransitError
from transit.publishing.print import normalise
from transit.publishing.volumes import Volume

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10" '
    'role="img" aria-label="It rises."><linearGradient id="g"/><path d="M0 0h1"/></svg>'
)


def page(tmp_path, body):
    tmp_path.mkdir(exist_ok=True)
    (tmp_path / "index.html").write_text(f"<html><body><main>{body}</main></body></html>", "utf-8")
    return tmp_path


def document(name, body, title="Chapter"):
    return (
        f'<span id="document-{name}"></span><section id="{name}"><h2>{title}'
        f'<a class="headerlink" href="#{name}">#</a></h2>{body}</section>'
    )


def book(*documents, front=""):
    return f'<section id="top"><h1>Book</h1>{front}{"".join(documents)}</section>'


def run(tmp_path, body, **options):
    made = normalise(page(tmp_path, body), tmp_path / "work", **options)
    return made, BeautifulSoup(made.html, "lxml")


def test_chapters_are_headings_below_their_parts(tmp_path):
    made, soup = run(
        tmp_path,
        book(
            document("a", "<section id='s'><h3>Section</h3><p>Text</p></section>", "One"),
            document("b", "", "Two"),
        ),
        parts=[("First part", ["a"]), ("Second part", ["b"])],
    )
    found = [(h.name, h["data-role"], h.get_text()) for h in soup.find_all(["h1", "h2", "h3"])]
    assert found == [
        ("h1", "chapter", "Book"),
        ("h1", "part", "First part"),
        ("h2", "chapter", "One"),
        ("h3", "section", "Section"),
        ("h1", "part", "Second part"),
        ("h2", "chapter", "Two"),
    ]
    assert [(c.document, c.part) for c in made.chapters] == [
        ("index", None),
        ("a", "First part"),
        ("b", "Second part"),
    ]


def test_without_parts_chapters_are_on_top(tmp_path):
    _, soup = run(tmp_path, book(document("a", "", "One")))
    assert [h.get_text() for h in soup.find_all("h1")] == ["Book", "One"]


VOLUMES = (Volume("Main", "main", ("index", "a")), Volume("More", "more", ("b", "works"), "S"))


def two_volumes(tmp_path, volume):
    caption = "<table><caption>Of {0}</caption><tr><td>{0}</td></tr></table>"
    works = (
        "<section id='w'><h3>Group</h3><div class='citation' id='w1'><p>A work</p></div></section>"
        "<section id='v'><h3>Other group</h3><div class='citation' id='w2'><p>Another</p></div>"
        "</section>"
    )
    return run(
        tmp_path,
        book(
            document(
                "a",
                "<p>See <a href='#document-b::s'>there</a> and (<a href='#document-b'>b</a>), "
                "<a href='#document-works::w1'>a work</a>, and Ada Lovelace.</p>"
                + caption.format("a"),
                "One",
            ),
            document("b", "<section id='s'><h3>Deep</h3></section>" + caption.format("b"), "Two"),
            document("works", works, "Works"),
            front="<p>Front</p>",
        ),
        parts=[("Part", ["a", "b", "works"])],
        volume=VOLUMES[volume],
        volumes=VOLUMES,
        names={"Lovelace, Ada": ["Lovelace"]},
    )


def test_a_volume_holds_its_documents_and_names_the_places_in_others(tmp_path):
    made, soup = two_volumes(tmp_path, 0)
    assert [(c.document, c.number) for c in made.chapters] == [("index", ""), ("a", "1")]
    assert soup.find_all("p")[1].get_text() == (
        "See there (More, chapter S1, “Deep”) and (b, More, chapter S1), "
        "a work (More, Works, “Group”), and Ada Lovelace."
    )
    assert soup.select_one("span.index")["data-entry"] == "Lovelace, Ada"
    assert soup.table["data-number"] == "Table 1"
    made, soup = two_volumes(tmp_path, 1)
    assert [(c.document, c.number) for c in made.chapters] == [("b", "S1"), ("works", "")]
    assert soup.table["data-number"] == "Table S1"
    assert "Front" not in soup.get_text()


def test_a_volume_lists_the_works_that_it_cites(tmp_path):
    body = book(
        document(
            "a",
            "<p><a href='#document-works::w1'>a work</a></p>"
            "<section id='g3'><h3>Left</h3><a href='#document-works::w3'>out</a></section>",
            "One",
        ),
        document(
            "works",
            "".join(
                f"<section id='g{n}'><h3>Group {n}</h3><div class='citation' id='w{n}'>"
                f"<p>Work {n}</p></div></section>"
                for n in (1, 2, 3)
            ),
            "Works",
        ),
        document("b", "", "Two"),
    )
    volume = Volume("Main", "main", ("index", "a", "works"), without=("section[id=g3]",))
    _, soup = run(tmp_path, body, volume=volume, volumes=(volume, Volume("More", "m", ("b",))))
    assert "Work 1" in soup.get_text()
    assert not re.search("Group 2|Group 3|Left", soup.get_text())


def test_what_a_volume_leaves_out_is_named_with_its_place(tmp_path):
    table = "<table id='t-{0}'><caption>Table of {0}.</caption><tr><td>{0}</td></tr></table>"
    body = book(
        document(
            "a",
            "<section id='s'><h3>Deep</h3><p>See <a href='#t-x'>x</a> and <a href='#t-y'>y</a>.</p>"
            f"{table.format('x')}{table.format('y')}</section><section id='r'><h3>More</h3>"
            "<p>Words</p></section>",
            "One",
        )
    )
    main = Volume("Main", "main", ("index", "a"), without=("#t-x", "#t-y"))
    more = Volume("More", "more", ("a",), "S", without=("#t-y", "#s > p", "#r"))
    options = {"parts": [("Part", ["a"])], "volumes": (main, more)}
    _, soup = run(tmp_path / "main", body, volume=main, **options)
    assert [p.get_text() for p in soup.find_all("p")] == [
        "See x (More, chapter S1, “Deep”) and y (in the edition for browsers).",
        "Table, Table of x: More, chapter S1, “Deep”.",
        "Table, Table of y: in the edition for browsers.",
        "Words",
    ]
    _, soup = run(tmp_path / "more", body, volume=more, **options)
    assert [p.get_text() for p in soup.find_all("p")] == [
        "Table, Table of y: in the edition for browsers."
    ]
    assert [c.get_text() for c in soup.find_all("caption")] == ["Table of x."]


def test_blocks_in_a_cell_begin_lines_of_their_own(tmp_path):
    cell = "<b>open</b><div>a. held</div><div>b. won</div>"
    _, soup = run(tmp_path, book(document("a", f"<table><tr><td>{cell}</td></tr></table>", "One")))
    assert soup.td.get_text("|") == "open|a. held|b. won" and len(soup.td.find_all("br")) == 2


def test_a_table_without_cells_leaves_its_caption(tmp_path):
    body = "<table id='t'><caption>Votes</caption></table><p><a href='#t'>it</a></p>"
    made, soup = run(tmp_path, book(document("a", body, "One")))
    assert soup.p.get_text() == "Votes (an empty table)"
    assert soup.a["href"] == f"#{soup.p.span['id']}" and made.tables == 0


def test_the_first_document_is_renamed_only_where_it_repeats_the_title(tmp_path):
    _, soup = run(tmp_path, book(), title="Book", root_title="About")
    assert soup.h1.get_text() == "About"
    _, soup = run(tmp_path, book(), title="Another", root_title="About")
    assert soup.h1.get_text() == "Book"


def test_what_serves_a_browser_goes(tmp_path):
    _, soup = run(
        tmp_path,
        book(
            front="<p>Text<a class='headerlink' href='#x'>#</a></p><script>1</script>"
            "<div class='cell'><details class='hide above-input'><summary>Show</summary>"
            "<div class='cell_input'><pre>code</pre></div></details></div>"
            "<details class='chart-data'><summary>Data as a table</summary><table><tr><td>1</td></tr></table></details>"
            "<button>Copy</button><!-- remark --><p class='no-print'>screen</p>"
        ),
    )
    assert soup.get_text("|", strip=True) == "Book|Text"


def test_a_section_of_which_nothing_is_left_goes(tmp_path):
    section = "<section id='{0}'><h3>{0}</h3>{1}</section>"
    _, soup = run(
        tmp_path,
        book(
            document(
                "a",
                section.format("Buttons", "<button>Copy</button>")
                + section.format("Text", "<p>Words</p>")
                + section.format("Outer", section.format("Inner", "<p>Words</p>")),
            ),
            document("b", "", "Empty chapter"),
            front="<p><a href='#document-a::Buttons'>buttons</a></p>",
        ),
    )
    headings = [h.get_text() for h in soup.find_all(re.compile("^h[1-6]$"))]
    assert headings == ["Book", "Chapter", "Text", "Outer", "Inner", "Empty chapter"]
    assert soup.find(id=soup.a["href"].lstrip("#")) is not None


def test_a_folded_passage_of_the_text_stays(tmp_path):
    _, soup = run(
        tmp_path,
        book(front="<details class='sd-dropdown'><summary>Proof</summary><p>So.</p></details>"),
    )
    block = soup.select_one(".admonition")
    assert block.select_one(".admonition-title").get_text() == "Proof"
    assert block.p.get_text() == "So."


def test_a_link_goes_to_the_anchor_of_its_own_document_first(tmp_path):
    text = "<p><a href='#here'>link</a></p><p><span id='here'>place of {}</span></p>"
    _, soup = run(tmp_path, book(document("a", text.format("a")), document("b", text.format("b"))))
    links = [link["href"].lstrip("#") for link in soup.find_all("a")]
    assert [soup.find(id=name).get_text() for name in links] == ["place of a", "place of b"]


def test_a_link_names_the_document_it_goes_to(tmp_path):
    _, soup = run(
        tmp_path,
        book(
            document("a", "<p id='x'><span id='y'>of a</span></p>"),
            document("b", "<p><span id='y'>of b</span></p>"),
            front="<p><a href='#document-b::y'>link</a> <a href='#document-a'>chapter</a></p>",
        ),
    )
    there, chapter = (soup.find(id=link["href"].lstrip("#")) for link in soup.find_all("a"))
    assert there.get_text() == "of b"
    assert chapter.name == "h1"


def test_a_link_without_a_document_must_be_clear(tmp_path):
    twice = [document(name, "<p><span id='y'>y</span></p>") for name in "ab"]
    link = "<p><a href='index.html#y'>there</a></p>"
    with pytest.raises(TransitError, match="index: the link 'there' could go to 'y' in a, b"):
        run(tmp_path, book(*twice, front=link))


def test_a_link_to_a_page_of_the_site_goes_to_its_chapter(tmp_path):
    _, soup = run(
        tmp_path,
        book(
            document("a/x", "<p><a href='y.html#row'>row</a> <a href='../b.html'>b</a></p>"),
            document("a/y", table(["1"]).replace("<tr><td>", "<tr id='row'><td>")),
            document("b", "", "Last"),
        ),
    )
    row, last = (soup.find(id=link["href"].lstrip("#")) for link in soup.find_all("a"))
    assert row.parent.name == "td"
    assert last.get_text() == "Last"


def test_a_link_to_what_is_left_out_goes_to_its_place(tmp_path):
    _, soup = run(
        tmp_path,
        book(front="<p><a href='#cell'>code</a></p><div class='cell_input' id='cell'>x</div>"),
    )
    assert soup.find(id=soup.a["href"].lstrip("#")) is not None


def test_a_link_to_nowhere_is_named(tmp_path):
    with pytest.raises(TransitError, match="a: the link 'there' has no target 'gone'"):
        run(tmp_path, book(document("a", "<p><a href='#gone'>there</a></p>")))


def test_a_link_to_a_file_of_the_site_needs_its_address(tmp_path):
    body = book(front="<p><a href='_static/data.zip'>data</a></p>")
    _, soup = run(tmp_path, body)
    assert soup.a is None
    assert soup.p.get_text() == "data"
    _, soup = run(tmp_path, body, url="https://example.org/book")
    assert soup.a["href"] == "https://example.org/book/_static/data.zip"


def test_an_inline_chart_becomes_a_file_with_its_alternative(tmp_path):
    figure = (
        f"<figure id='f'><div>{SVG}</div><figcaption><p><span class='caption-number'>Fig. 1 "
        "</span><span class='caption-text'>Rise</span></p><div class='legend'>"
        "<p class='chart-source'>Source: count</p></div></figcaption></figure>"
    )
    made, soup = run(tmp_path, book(front=figure))
    image = soup.figure.img
    assert image["alt"] == "It rises."
    assert "viewBox" in (made.folder / image["src"]).read_text()
    assert "linearGradient" in (made.folder / image["src"]).read_text()
    assert soup.figure["data-number"] == "Fig. 1"
    assert soup.figcaption.get_text() == "Rise"
    assert soup.select_one(".source").get_text() == "Source: count"
    assert made.figures == 1
    assert made.lead == made.folder / image["src"]


def drawn(folder, name, wide, high):
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' width='{wide}' height='{high}'/>"
    (folder / f"{name}.svg").write_text(svg)
    form = "narrow" if name.endswith("n") else "wide"
    return f'<img src="{name}.svg" alt="It rises." class="chart chart-{form}">'


def test_a_chart_has_the_form_for_phones_where_it_is_larger_on_one(tmp_path):
    low = drawn(tmp_path, "low", 510, 300) + drawn(tmp_path, "low-n", 320, 480)
    tall = drawn(tmp_path, "tall", 700, 500) + drawn(tmp_path, "tall-n", 320, 1600)
    figures = "".join(f"<figure id='f{i}'>{forms}</figure>" for i, forms in enumerate((low, tall)))
    for narrow, wanted in (
        (False, [("index-low.svg", None), ("index-tall.svg", None)]),
        (True, [("index-low-n.svg", ["narrow"]), ("index-tall.svg", None)]),
    ):
        made, soup = run(tmp_path, book(front=figures), narrow=narrow)
        assert [(i["src"], i.get("class")) for i in soup.select("img")] == wanted
        assert made.contents["pictures"] == 2
        assert made.lead.name == "index-low.svg"
        for picture in made.folder.iterdir():
            picture.unlink()


@pytest.mark.parametrize(
    "picture",
    ["<svg xmlns='http://www.w3.org/2000/svg'></svg>", "<img src='a.svg' alt='a.svg'>"],
)
def test_a_picture_without_an_alternative_is_refused(tmp_path, picture):
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'></svg>")
    figure = f"<figure id='fig-a'>{picture}</figure>"
    with pytest.raises(TransitError, match="a: figure fig-a: no text alternative"):
        run(tmp_path, book(document("a", figure)))


def test_a_figure_that_only_a_script_draws_is_refused(tmp_path):
    figure = "<figure><div id='vis'></div><script>draw()</script></figure>"
    with pytest.raises(TransitError, match="only a script draws"):
        run(tmp_path, book(document("a", figure)))


def test_a_missing_picture_is_named(tmp_path):
    with pytest.raises(TransitError, match=r"_images/gone\.png: no such picture"):
        run(tmp_path, book(front="<figure><img src='_images/gone.png' alt='x'></figure>"))


def note(name, text, mark="1"):
    return (
        f"<aside class='footnote brackets' id='{name}' role='doc-footnote'>"
        f"<span class='label'>[{mark}]</span><p>{text}</p></aside>"
    )


def refer(name, mark="1"):
    return f"<a class='footnote-reference' href='#{name}' role='doc-noteref'>[{mark}]</a>"


def test_notes_are_told_apart_by_document(tmp_path):
    made, soup = run(
        tmp_path,
        book(
            document("a", f"<p>A{refer('n')} again{refer('n')}</p>{note('n', 'of a')}"),
            document("b", f"<p>B{refer('n')}</p>{note('n', 'of b')}"),
        ),
    )
    marks = soup.select(".noteref")
    assert [soup.find(id=m["data-note"]).get_text() for m in marks] == ["of a", "of a", "of b"]
    assert [m.get("data-again") for m in marks] == [None, "1", None]
    assert made.notes == 2


def test_a_reference_to_a_note_that_is_not_there_is_named(tmp_path):
    with pytest.raises(TransitError, match=r"a: note \[1\] has no text"):
        run(tmp_path, book(document("a", f"<p>A{refer('n')}</p>")))


def test_works_link_back_to_where_they_are_cited(tmp_path):
    cite = "<span class='bibtex-citation' id='id1'><a href='index.html#id9'>Smith 2001</a></span>"
    entry = (
        "<div class='citation' id='id9' role='doc-biblioentry'><span class='label'>[Smi01]</span>"
        "<p>Smith. A work.</p></div>"
    )
    _, soup = run(
        tmp_path,
        book(
            document("a", f"<p>So {cite}. And {cite}.</p>", "One"),
            document("b", f"<p>Also {cite}.</p>", "Two"),
            document("z", entry, "Works"),
        ),
    )
    back = soup.select_one(".reference .backrefs")
    assert [link.get_text() for link in back.find_all("a")] == ["One", "Two"]
    assert len(back["data-anchors"].split()) == 3
    assert all(soup.find(id=name) for name in back["data-anchors"].split())
    assert "Smi01" not in soup.get_text()


def table(*rows, classes="table", head=None):
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    heads = "".join(f"<th>{c}</th>" for c in head or [f"h{i}" for i in range(len(rows[0]))])
    return f"<table class='{classes}'><thead><tr>{heads}</tr></thead><tbody>{cells}</tbody></table>"


def test_tables_are_set_by_what_they_hold(tmp_path):
    words = "some words that fill a good part of the line in a column of a table " * 2
    made, soup = run(
        tmp_path,
        book(
            front=table(["a", "1"])
            + table([words, words, "x"])
            + table([words] * 8)
            + table(["a", "1"], classes="print-landscape")
        ),
    )
    found = [t["data-layout"] for t in soup.find_all("table")]
    assert found == ["normal", "wide", "landscape", "landscape"]
    first, second, *_ = soup.find_all("table")
    assert not first.has_attr("data-widths")
    widths = [float(w) for w in second["data-widths"].split(",")]
    assert widths[0] == pytest.approx(widths[1], abs=0.02)
    assert widths[1] > widths[2]
    assert sum(widths) == pytest.approx(1, abs=0.001)
    assert made.tables == 4


def test_columns_of_numbers_are_marked(tmp_path):
    _, soup = run(tmp_path, book(front=table(["a", "1.5"], ["b", "−20 %"], ["c", "–"])))
    row = soup.select("tbody tr")[1].find_all("td")
    assert [cell.get("class") for cell in row] == [None, ["number"]]


def test_the_counting_index_of_a_data_frame_goes(tmp_path):
    frame = (
        "<table class='dataframe'><thead><tr><th></th><th>x</th></tr></thead><tbody>"
        "<tr><th>{}</th><td>a</td></tr><tr><th>{}</th><td>b</td></tr></tbody></table>"
    )
    _, soup = run(tmp_path, book(front=frame.format(0, 1) + frame.format("p", "q")))
    plain, named = soup.find_all("table")
    assert [c.get_text() for c in plain.find_all(["th", "td"])] == ["x", "a", "b"]
    assert [c.get_text() for c in named.find_all(["th", "td"])] == ["", "x", "p", "a", "q", "b"]


def test_the_rows_of_a_table_can_be_linked_to(tmp_path):
    rows = table(["a"]).replace("<tr><td>", "<tr id='row-a'><td>")
    _, soup = run(tmp_path, book(front=f"<p><a href='#row-a'>row</a></p>{rows}"))
    assert soup.find(id=soup.a["href"].lstrip("#")).parent.name == "td"


def test_a_data_frame_cut_short_counts_too(tmp_path):
    rows = "".join(f"<tr><th>{i}</th><td>x{i}</td></tr>" for i in (0, 1, "…", 8, 9))
    frame = (
        "<table class='dataframe'><thead><tr><th></th><th>x</th></tr></thead><tbody>"
        f"{rows}</tbody></table>"
    )
    _, soup = run(tmp_path, book(front=frame))
    assert [c.get_text() for c in soup.find_all("td")] == ["x0", "x1", "x…", "x8", "x9"]
    assert [c.get_text() for c in soup.find_all("th")] == ["x"]


def test_mathml_gives_its_tex_back(tmp_path):
    formula = (
        "<p><span class='math'><math><semantics><mi>x</mi>"
        "<annotation encoding='application/x-tex'>x^2</annotation></semantics></math></span></p>"
    )
    _, soup = run(tmp_path, book(front=formula))
    assert soup.select_one("span.math").get_text() == "\\(x^2\\)"
    assert soup.select_one("span.math")["data-alt"] == "x squared"


def test_a_sign_that_the_screen_draws_is_set_before_its_word(tmp_path):
    label = "<p>It is <span class='verdict' data-glyph='□'>open</span>.</p>"
    assert (
        run(tmp_path, book(document("a", label)))[1].strong.get_text() == "□\N{NO-BREAK SPACE}open"
    )


def test_apostrophes_are_set_outside_code(tmp_path):
    _, soup = run(tmp_path, book(front="<p>It's <code>it's</code></p>"))
    assert soup.p.get_text() == "It’s it's"


def test_formulas_carry_their_words(tmp_path):
    made, soup = run(
        tmp_path,
        book(
            front="<p><span class='math'>\\(x^2\\)</span></p><div class='math' id='e'>"
            "<span class='eqno'>(1)<a class='headerlink' href='#e'>#</a></span>\\[a = b\\]</div>"
        ),
    )
    assert soup.select_one("span.math")["data-alt"] == "x squared"
    block = soup.select_one(".equation")
    assert block["data-alt"] == "a equals b"
    assert block["data-number"] == "(1)"
    assert made.equations == 2


def test_a_page_that_is_not_there_is_named(tmp_path):
    with pytest.raises(TransitError, match="no such page; run Sphinx's singlehtml builder first"):
        normalise(tmp_path, tmp_path / "work")


def test_a_backslash_in_the_text_begins_no_formula(tmp_path):
    body = "<p>Write \\(x\\) or \\[y].</p><pre>\\(z\\)</pre>"
    made, soup = run(tmp_path, book(document("a", body)))
    assert soup.find("p").get_text() == "Write \\(x\\) or \\[y]."
    assert str(soup.find("p")).count("<span>\\</span>") == 2
    assert "\\(z\\)" in made.html


def test_pictures_of_a_book_whose_root_lies_in_a_folder_are_found(tmp_path):
    (tmp_path / "_images").mkdir()
    (tmp_path / "_images" / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'></svg>")
    (tmp_path / "docs").mkdir()
    body = book(document("a", "<img src='_images/a.svg' alt='A square.'>"))
    (tmp_path / "docs" / "home.html").write_text(f"<div role='main'>{body}</div>")
    made = normalise(tmp_path, tmp_path / "work", root="docs/home")
    assert made.figures == 1 and [c.document for c in made.chapters] == ["docs/home", "a"]
