from transit.publishing.site import sheets


def test_the_joined_sheet_has_imports_first_and_addresses_as_seen_from_it(tmp_path):
    (tmp_path / "styles").mkdir()
    (tmp_path / "base.css").write_text('@charset "utf-8"; a{background:url(file.png)}')
    (tmp_path / "styles" / "theme.css").write_text(
        '@import "../base.css";b{src:url("fonts/b.woff2"),url(data:x),url(/y),url(#z)}'
    )
    pages = [
        '<link rel="stylesheet" href="../_static/book.css" data-sheets="styles/theme.css own.css">',
        '<link rel="stylesheet" href="_static/book.css" data-sheets="styles/theme.css gone.css">',
    ]
    (tmp_path / "own.css").write_text("c{}")
    sheets.write_joined(tmp_path, pages)
    assert (tmp_path / "book.css").read_text("utf-8") == (
        'a{background:url("file.png")}'
        'b{src:url("styles/fonts/b.woff2"),url(data:x),url(/y),url(#z)}\nc{}\n'
    )


def test_sheets_of_other_hosts_and_pages_without_sheets_stay_as_they_are(tmp_path):
    page = '<link rel="stylesheet" href="https://a.example/_static/b.css"></head>'
    assert sheets.join_links(page, "_static/") == page
    sheets.write_joined(tmp_path, [page])
    assert not list(tmp_path.iterdir())
