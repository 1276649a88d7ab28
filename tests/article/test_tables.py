"""The tables of an article, loaded and refused."""

import shutil
import subprocess
import sys

import pytest

from transit.article import LISTS, TABLES, columns, load, read_list, read_table
from transit.errors import TransitError


@pytest.fixture
def folder(repository, tmp_path):
    shutil.copytree(repository / "data" / "article", tmp_path / "article")
    return tmp_path / "article"


def change(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_the_tables_of_the_article_agree_with_each_other(repository):
    article = load(repository / "data" / "article")
    for name in TABLES:
        assert list(getattr(article, name).columns) == columns(name)
    assert article.sections["tokens"].sum() == article.tokens["count"].sum()
    assert article.paragraphs["tokens"].sum() == article.tokens["count"].sum()
    assert article.sections["notes"].sum() == len(article.notes) == 28
    assert set(article.term_counts["term"]) <= set(article.terms["term"])
    assert len(article.keywords) == len(article.provenance["subjects"]) > 0
    assert article.notes["note"].dtype == "int64"


def test_loading_needs_no_reader_and_no_lemmatiser(repository):
    code = (
        "import sys; from transit.article import load; load(sys.argv[1]); "
        "print([name for name in sys.modules if name.startswith(('simplemma', 'bibtexparser', "
        "'transit.reading', 'transit.citations'))])"
    )
    command = [sys.executable, "-c", code, str(repository / "data" / "article")]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "before", "after", "message"),
    [
        ("tokens.csv", "voice", "speaker", r"tokens\.csv: has the columns .*speaker.*expected"),
        (
            "tokens.csv",
            "article,1",
            "article,two",
            r"row \d+ has the count 'two', which is no whole number",
        ),
        ("tokens.csv", "article,1", "editor,1", r"row \d+ has the voice 'editor'; allowed: art"),
        ("notes.csv", "\n2,", "\n1,", r"notes\.csv: row 3 has note '1' a second time"),
        ("sections.csv", "\nconclusion,", "\n,", r"sections\.csv: row \d+ has no section"),
        ("repairs.csv", "\nligature,", "\npolish,", r"row \d+ has the kind 'polish'; allowed"),
        ("provenance.json", "{", "[", r"provenance\.json: not valid JSON"),
    ],
)
def test_what_is_wrong_is_named(folder, name, before, after, message):
    change(folder / name, before, after)
    with pytest.raises(TransitError, match=message):
        load(folder)


@pytest.mark.parametrize("name", ["sections.csv", "repairs.csv", "provenance.json"])
def test_a_missing_table_says_how_to_make_it(folder, name):
    (folder / name).unlink()
    with pytest.raises(TransitError, match=rf"{name}: no such file; run `transit read ARTICLE"):
        load(folder)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{}".encode("utf-16"), "not valid JSON"),
        (b"[]", "has no list of subjects"),
        (b"[" * 100_000, "not valid JSON"),
    ],
)
def test_a_record_of_another_kind_is_named(folder, content, message):
    (folder / "provenance.json").write_bytes(content)
    with pytest.raises(TransitError, match=rf"provenance\.json: {message}"):
        load(folder)


def test_an_empty_file_is_no_table(folder):
    (folder / "tokens.csv").write_text("", encoding="utf-8")
    with pytest.raises(TransitError, match=r"tokens\.csv: not a readable CSV table"):
        read_table(folder / "tokens.csv")


def test_a_list_that_is_missing_has_no_rows(tmp_path):
    for name in LISTS:
        found = read_list(tmp_path / f"{name}.csv")
        assert found.empty
        assert list(found.columns) == columns(name)


def test_a_file_that_is_no_table_of_an_article(tmp_path):
    with pytest.raises(TransitError, match="describes no table 'votes'; there are sections"):
        read_table(tmp_path / "votes.csv")
