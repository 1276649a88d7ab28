"""Addresses of scripts and sheets that change with what they hold."""

import re

from transit.publishing.site import versions

HEAD = (
    '<link rel="stylesheet" href="../_static/book.css?v=old" data-sheets="a.css">'
    '<script defer src="../_static/own.js" data-texts="texts.js"></script>'
    '<script src="https://other.example/_static/own.js"></script>'
    '<link rel="icon" href="../_static/favicon.svg"><script src="../_static/gone.js?v=1"></script>'
    "<script>let text = 'href=\"_static/book.css\"';</script>"
)


def test_an_address_changes_with_its_file_and_only_with_it(tmp_path):
    static = tmp_path / "_static"
    static.mkdir()
    for name in ("book.css", "own.js", "texts.js", "favicon.svg"):
        (static / name).write_text(name)
    page = tmp_path / "page.html"
    page.write_text(HEAD)
    versions.stamp_pages(tmp_path)
    first = page.read_text()
    found = re.findall(r'"([^"]*)\?v=(\w{8})"', first)
    assert [name for name, _ in found] == ["../_static/book.css", "../_static/own.js", "texts.js"]
    assert re.sub(r"\?v=\w{8}", "", first) == HEAD.replace("?v=old", "")
    (static / "own.js").write_text("changed")
    versions.stamp_pages(tmp_path)
    second = re.findall(r'"([^"]*)\?v=(\w{8})"', page.read_text())
    assert [one == other for one, other in zip(found, second, strict=True)] == [True, False, True]
