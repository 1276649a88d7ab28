"""Where keys are used, and that each use has its entry."""

import shutil

import pandas as pd
import pytest

from transit.citations import check, check_uses, find_uses
from transit.cli import main
from transit.errors import TransitError

ENTRY = """@book{%s,
  author    = {Author, A.},
  title     = {Title},
  publisher = {Press},
  year      = {1998},
  langid    = {english},
  seen      = {text},
  keywords  = {%s}
}
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "book" / "appendices").mkdir(parents=True)
    (tmp_path / "data" / "article").mkdir(parents=True)
    (tmp_path / "src").mkdir()
    (tmp_path / "references.bib").write_text(
        ENTRY % ("author1998title", "evidence") + ENTRY % ("other2001work", "method"),
        encoding="utf-8",
    )
    (tmp_path / "book" / "a.md").write_text(
        "# A\n\nSee {cite:p}`{see}author1998title{p. 5, 7}, other2001work`.\n", encoding="utf-8"
    )
    (tmp_path / "data" / "article" / "notes.csv").write_text(
        "note,section,paragraph,page,keys,locator,form\n1,a,a-01,1,author1998title,,full\n",
        encoding="utf-8",
    )
    return tmp_path


def test_citations_tables_and_code_are_looked_through(project):
    (project / "book" / "appendices" / "b.md").write_text("{cite}`other2001work`", encoding="utf-8")
    (project / "data" / "t.csv").write_text(
        "x,source\n1,author1998title;other2001work\n2,\n", encoding="utf-8"
    )
    (project / "src" / "m.py").write_text('"""See author1998title."""\n', encoding="utf-8")
    uses = find_uses(project)
    assert [tuple(use) for use in uses.itertuples(index=False)] == [
        ("author1998title", "citation", "book/a.md", 3),
        ("other2001work", "citation", "book/a.md", 3),
        ("other2001work", "citation", "book/appendices/b.md", 1),
        ("author1998title", "table", "data/article/notes.csv", 2),
        ("author1998title", "table", "data/t.csv", 2),
        ("other2001work", "table", "data/t.csv", 2),
        ("author1998title", "code", "src/m.py", 1),
    ]


def test_built_pages_are_not_looked_through(project):
    (project / "book" / "_build").mkdir()
    (project / "book" / "_build" / "c.md").write_text("{cite}`no2000thing`", encoding="utf-8")
    assert "no2000thing" not in set(find_uses(project)["key"])


@pytest.mark.parametrize("above", ["_work", ".cache"])
def test_the_folder_above_the_project_may_have_any_name(project, tmp_path, above):
    expected = find_uses(project)
    assert len(expected) > 0
    moved = tmp_path.parent / f"{tmp_path.name}-moved" / above / "project"
    shutil.copytree(project, moved)
    pd.testing.assert_frame_equal(find_uses(moved), expected)


def test_a_sound_project_passes(project, capsys):
    counts = check(project).set_index("key")
    assert counts.loc["author1998title", ["citation", "table", "code", "notes"]].tolist() == [
        1,
        1,
        0,
        1,
    ]
    assert main(["bibliography", str(project)]) == 0
    assert "All 2 entries are sound and used" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("book/b.md", "\n{cite:t}`gone1999book`", "book/b.md:2: key 'gone1999book' is not in"),
        ("data/t.csv", 'source\n"a"\n', "data/t.csv:2: key 'a' is not in the bibliography"),
        ("src/m.py", "# gone1999book\n", "src/m.py:1: key 'gone1999book' is not in"),
    ],
)
def test_a_key_without_an_entry_is_named(project, capsys, path, text, message):
    (project / path).write_text(text, encoding="utf-8")
    with pytest.raises(TransitError) as caught:
        check(project)
    assert str(caught.value).startswith(message)
    assert main(["bibliography", str(project)]) == 1
    assert capsys.readouterr().err.startswith(f"error: {message}")


def test_an_entry_that_nothing_uses_is_named(project):
    path = project / "references.bib"
    path.write_text(path.read_text() + ENTRY % ("idle2003book", "method"), encoding="utf-8")
    with pytest.raises(TransitError) as caught:
        check(project)
    assert str(caught.value) == (
        "references.bib:19: idle2003book: nothing uses this entry; cite it, take it out, or "
        "give it the keyword 'background'"
    )


def test_an_entry_marked_as_background_need_not_be_used(project):
    path = project / "references.bib"
    entry = ENTRY % ("idle2003book", "method, background")
    path.write_text(path.read_text() + entry, encoding="utf-8")
    counts = check(project).set_index("key")
    assert counts.loc["idle2003book", "background"]
    assert counts.loc["idle2003book", ["citation", "table", "code"]].sum() == 0


def test_notes_that_cannot_be_read_are_named(project):
    (project / "data" / "article" / "notes.csv").unlink()
    with pytest.raises(TransitError, match=r"notes\.csv: no such file"):
        check(project)


def test_the_report_is_sound(repository):
    counts = check(repository)
    assert counts["notes"].sum() == 28
    assert (counts.loc[counts["group"] == "cited-in-article", "notes"] > 0).all()


def test_uses_of_no_file_are_an_empty_frame(tmp_path, bibliography):
    uses = find_uses(tmp_path)
    assert uses.empty
    with pytest.raises(TransitError, match="nothing uses this entry"):
        check_uses(bibliography, uses)
    idle = bibliography.assign(background=True)
    assert len(check_uses(idle, pd.DataFrame(uses))) == len(bibliography)


def test_a_character_written_as_an_escape_is_no_key(project):
    (project / "src" / "escape.py").write_text('"re\\u0301su vis\\u2011vis"\n', encoding="utf-8")
    assert not find_uses(project)["key"].str.startswith("u").any()
