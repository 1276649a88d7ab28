"""Finished pages parted into passages, and what search and previews make of them."""

import json

from transit.publishing.site.passages import Passage, passages_of, passages_of_site
from transit.publishing.site.previewing import LENGTH, preview_lines, preview_script
from transit.publishing.site.searching import search_index

PAGE = """<html><body><nav>menu</nav><article class="bd-article">
<section id="top"><h1>A page<a class="headerlink" href="#top">#</a></h1>
<p>First words, see https://a.example/long.</p>
<div class="cell_input"><pre>code()</pre></div>
<section id="part"><h2>A part</h2><p>Words <em>of</em> it.</p>
<table><thead><tr><th>Head</th></tr></thead><tbody>
<tr id="C-1"><td><a href="#C-1">C-1</a><br><span class="aside">Where</span></td>
<td>It holds.</td><td>12</td><td><span class="verdict yes">yes</span><div id="C-1a">So</div></td></tr>
</tbody></table>
<dl><dt id="term-a">Early vote</dt><dt id="term-b">Snap vote</dt><dd><p>Before it is due.</p></dd></dl>
<div class="citation" id="ref-x"><p>Ann Author. 2020.</p><p class="cited-in">Cited in A.</p></div>
</section></section></article></body></html>"""


def found() -> dict[str, Passage]:
    return {passage.place: passage for passage in passages_of("a.html", PAGE)}


def test_a_page_is_parted_into_sections_and_entries():
    own = found()
    assert list(own) == ["C-1", "term-a", "term-b", "ref-x", "", "part"]
    assert (own[""].title, own[""].text) == ("A page", "First words, see")
    assert (own["part"].title, own["part"].text) == ("A part", "Words of it.")
    assert [name for name, passage in own.items() if not passage.is_entry] == ["", "part"]


def test_an_entry_has_its_lines_and_all_its_ids():
    own = found()
    row = own["C-1"]
    assert (row.title, row.also) == ("C-1", ("C-1a",))
    assert row.lines == (
        ("Where", "aside"),
        ("It holds.", ""),
        ("12", ""),
        ("yes", "verdict yes"),
        ("So", ""),
    )
    assert own["term-a"].text == own["term-b"].text == "Before it is due."
    assert own["ref-x"].text == "Ann Author. 2020."


def test_only_pages_of_the_book_are_read(tmp_path):
    for name in ("a.html", "search.html", "_static/b.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(PAGE)
    assert {passage.page for passage in passages_of_site(tmp_path)} == {"a.html"}


def test_a_page_counts_by_the_first_pattern_that_fits():
    text = search_index(found().values(), {"a.*": 0.5, "*": 0.1}, {"snap": "early"})
    data = json.loads(text.removeprefix("window.bookIndex = ").removesuffix(";\n"))
    assert data["pages"] == [["a.html", "A page", 0.5]]
    assert [0, "part", [], 0, "A part", "Words of it."] in data["passages"]
    assert data["aliases"] == {"snap": "early"}


def test_previews_are_short_and_lead_from_every_id():
    text = preview_script(found().values())
    data = json.loads(text.removeprefix("window.bookPreviews = ").removesuffix(";\n"))
    entries = data["a.html"]
    assert set(entries) == {"C-1", "C-1a", "term-a", "term-b", "ref-x"}
    assert entries["C-1a"] == entries["C-1"]
    assert ["12", ""] not in entries["C-1"]
    long = Passage("a.html", "x", (), True, "X", (("word " * 200, ""), ("more", "")))
    lines = preview_lines(long)
    assert len(lines) == 2
    assert len(lines[1][0]) <= LENGTH
    assert lines[1][0].endswith("word …")
