"""Documents that a table of contents names."""

from transit.publishing.book import Book
from transit.publishing.toc import names_in


def test_patterns_stand_for_the_documents_that_match(tmp_path):
    for name in ("intro.md", "ch/b.ipynb", "ch/a.md", "ch/deep/c.md", "_build/ch/d.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("# T\n")
    toc = tmp_path / "_toc.yml"
    toc.write_text(
        "format: jb-book\nroot: intro\nparts:\n- caption: P\n  chapters:\n  - glob: ch/*\n"
        "  - {url: 'https://example.org', title: Elsewhere}\n"
    )
    (tmp_path / "_config.yml").write_text("title: T\n")
    assert list(names_in({"glob": "ch/*"}, toc)) == ["ch/a", "ch/b"]
    book = Book.find(tmp_path)
    assert list(book.documents()) == ["intro", "ch/a", "ch/b"]
    assert book.meta().parts == (("P", ("ch/a", "ch/b")),)
    assert book.meta().root == "intro"
