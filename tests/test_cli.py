import subprocess
import sys

import pytest

from transit import cli

TEXT = "Abstract\n\nThe in\ufb02uence rose. It must not pro-\nceed.\n\nConclusion\n\nIt fell.\n"


@pytest.fixture
def article(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def snapshot(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_read_writes_tables_and_sums_up_every_repair(article, tmp_path, capsys):
    out = tmp_path / "out"
    assert cli.main(["read", str(article), "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "1 pages, settings: general rules" in printed
    assert "sections: 2, paragraphs: 2, notes: 0" in printed
    assert "keywords: none" in printed
    assert "    1  ligature  " in printed
    assert "    1  broken-word-line  " in printed
    assert f"Written to {out}: bigrams.csv, marker_sentences.csv, notes.csv" in printed
    assert sorted(path.name for path in out.iterdir()) == [
        "bigrams.csv",
        "marker_sentences.csv",
        "notes.csv",
        "paragraphs.csv",
        "provenance.json",
        "repairs.csv",
        "sections.csv",
        "term_counts.csv",
        "term_sentences.csv",
        "tokens.csv",
    ]


def test_check_says_whether_tables_are_equal(article, tmp_path, capsys):
    out = tmp_path / "out"
    assert cli.main(["read", str(article), "--check", str(out)]) == 1
    assert "missing  tokens.csv" in capsys.readouterr().out
    cli.main(["read", str(article), "--out", str(out)])
    before = snapshot(out)
    capsys.readouterr()
    assert cli.main(["read", str(article), "--check", str(out)]) == 0
    assert "All tables are equal byte for byte." in capsys.readouterr().out
    (out / "tokens.csv").write_text("other\n", encoding="utf-8")
    assert cli.main(["read", str(article), "--check", str(out)]) == 1
    printed = capsys.readouterr().out
    assert "differs  tokens.csv" in printed
    assert "The tables are not equal." in printed
    assert (out / "tokens.csv").read_bytes() == b"other\n"
    assert set(snapshot(out)) == set(before)


def test_settings_and_lists_come_from_the_folder_named(article, tmp_path, capsys):
    mine, out = tmp_path / "mine", tmp_path / "out"
    mine.mkdir()
    (mine / "article.toml").write_text(
        "[[section]]\nid = 'end'\nabbr = 'end'\nheading = 'Conclusion'\n", encoding="utf-8"
    )
    (mine / "terms.csv").write_text(
        "term,label,patterns,kind,gloss\nfall,Fall,fall,concept,Decline\n", encoding="utf-8"
    )
    assert cli.main(["read", str(article), "--out", str(out), "--settings", str(mine)]) == 0
    assert (
        out / "term_counts.csv"
    ).read_text() == "paragraph,term,voice,count\nend-01,fall,article,1\n"
    assert (out / "terms.csv").read_bytes() == (mine / "terms.csv").read_bytes()
    assert cli.main(["read", str(article), "--out", str(mine)]) == 0
    assert (mine / "term_counts.csv").read_bytes() == (out / "term_counts.csv").read_bytes()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\xff\xffAbstract", "not UTF-8 at byte 0 (line 1)"),
        (b"%PDF-1.4", "this is a PDF file"),
        (b"PK\x03\x04", "this is a Word, OpenDocument or other zipped file"),
        ("Abstract\n\nOne \ufffd.\n".encode(), "line 3 has U+FFFD"),
    ],
)
def test_bad_input_is_an_error_and_earlier_tables_stay(article, tmp_path, capsys, content, message):
    out = tmp_path / "out"
    cli.main(["read", str(article), "--out", str(out)])
    before = snapshot(out)
    capsys.readouterr()
    article.write_bytes(content)
    assert cli.main(["read", str(article), "--out", str(out)]) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith(f"error: {article}: ")
    assert message in captured.err
    assert captured.out == ""
    assert snapshot(out) == before


def test_bad_input_makes_no_folder(article, tmp_path, capsys):
    article.write_bytes(b"")
    assert cli.main(["read", str(article), "--out", str(tmp_path / "new")]) == 1
    assert not (tmp_path / "new").exists()


def test_large_file_is_refused(article, tmp_path, capsys):
    with article.open("wb") as stream:
        stream.truncate(200_000_000)
    assert cli.main(["read", str(article), "--out", str(tmp_path / "out")]) == 1
    assert "200,000,000 bytes" in capsys.readouterr().err


def test_settings_folder_that_is_missing(article, tmp_path, capsys):
    arguments = ["read", str(article), "--out", str(tmp_path / "out"), "--settings", "absent"]
    assert cli.main(arguments) == 1
    assert "error: absent: no such folder" in capsys.readouterr().err


def test_misuse_shows_the_usage(capsys):
    for arguments in ([], ["read", "text.txt"], ["read", "a", "--out", "b", "--check", "c"]):
        with pytest.raises(SystemExit) as stop:
            cli.main(arguments)
        assert stop.value.code == 2
        assert "usage: transit" in capsys.readouterr().err


def test_every_command_is_in_the_help_and_has_something_to_run():
    parser = cli.build_parser()
    assert "read" in parser.format_help()
    assert parser.parse_args(["read", "a", "--out", "b"]).run is cli.run_read


def test_runs_as_a_module(article, tmp_path):
    command = [sys.executable, "-m", "transit.cli", "read", "absent.txt", "--out", "out"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == "error: absent.txt: no such file; give the path of the article's text\n"


def test_only_who_needs_an_extra_needs_it(tmp_path):
    code = """
import sys
sys.modules |= dict.fromkeys(["polars", "dask", "pdfplumber", "jupyter_book"])
from transit import cli
sys.exit(cli.main(sys.argv[1:]))
"""
    (tmp_path / "town.pdf").write_bytes(b"%PDF-1.4")
    orders = {
        ("corpus", ".", "--out", "corpus"): "power-in-transit[corpus]",
        ("build",): "power-in-transit[publish]",
        ("read", "town.pdf", "--preview"): "power-in-transit[pdf]",
    }
    for order, extra in orders.items():
        done = subprocess.run(
            [sys.executable, "-c", code, *order], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 1
        assert done.stderr.startswith("error: ") and f"pip install '{extra}'" in done.stderr
