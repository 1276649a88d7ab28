import re

from bs4 import BeautifulSoup

from transit.publishing.print.pagination import WORDS, paginate

PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    "<body>{}</body></html>"
)


def test_a_page_begins_with_a_paragraph_or_a_row_and_holds_its_words():
    half = f"<p>{'word ' * (WORDS // 2)}</p>"
    row = f"<tr><th>Head</th><td><p>{'cell ' * WORDS}</p></td></tr>"
    table = f"<table><thead><tr><th>{'head ' * WORDS}</th></tr></thead><tbody>{row}{row}</tbody></table>"
    note = f"<aside><p>{'note ' * WORDS}</p></aside>"
    files = {"one.xhtml": half * 2 + note + half, "two.xhtml": half + table}
    marked, listed = paginate({k: PAGE.format(v).encode() for k, v in files.items()})
    assert re.findall(rb'href="([^"]+)">(\d+)<', listed) == [
        (b"one.xhtml#page-1", b"1"),
        (b"one.xhtml#page-2", b"2"),
        (b"two.xhtml#page-3", b"3"),
        (b"two.xhtml#page-4", b"4"),
    ]
    marks = [
        (mark["aria-label"], mark.parent.name, str(mark.next_sibling)[:4])
        for source in marked.values()
        for mark in BeautifulSoup(source, "lxml-xml").find_all(role="doc-pagebreak")
    ]
    assert marks == [
        ("1", "p", "word"),
        ("2", "p", "word"),
        ("3", "th", "Head"),
        ("4", "th", "Head"),
    ]
