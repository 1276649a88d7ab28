import json

import pytest

from transit.errors import TransitError
from transit.reading import Source, find_settings, load_settings

GOOD = """
[article]
language = "de"
drop_capitals = { eutschland = "Deutschland" }
[layout]
page_indent = 2
keywords = "Stichwörter:"
[characters]
"U+00C0" = "fl"
[notes]
openings = ["Vgl\\\\.", "\\\\[http"]
bibliography = "../works.bib"
bibliography_keyword = "cited"
[quotation]
words = 5
[[section]]
id = "one"
abbr = "one"
heading = "Erstens"
printed = "Zum Ersten"
columns = 2
"""


def put(tmp_path, text):
    folder = tmp_path / "article"
    folder.mkdir(exist_ok=True)
    (folder / "article.toml").write_text(text, encoding="utf-8")
    return folder


def test_every_setting_is_read(tmp_path):
    settings = load_settings(put(tmp_path, GOOD))
    assert settings.language == "de"
    assert settings.drop_capitals == {"eutschland": "Deutschland"}
    assert settings.page_indent == 2
    assert settings.keywords == "Stichwörter:"
    assert settings.replacements["À"] == "fl"
    assert settings.replacements["\ufb01"] == "fi"
    assert settings.note_opening.match("Vgl. Weber")
    assert settings.note_opening.match("[https://example.org]")
    assert not settings.note_opening.match("Weber")
    assert settings.bibliography == (tmp_path / "works.bib").resolve()
    assert settings.bibliography_keyword == "cited"
    assert settings.quotation_words == 5
    assert settings.sections[0].heading == "Erstens"
    assert settings.sections[0].sought == "Zum Ersten"
    assert settings.sections[0].columns == 2


def test_missing_file(tmp_path):
    with pytest.raises(TransitError, match=r"article\.toml: no such file"):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[article", "not valid TOML"),
        ("[artikel]\n", r"unknown table \[artikel\]; known: article"),
        ("[layout]\npages = 3\n", r"unknown key 'pages' in \[layout\]; known: page_indent"),
        ("[layout]\npage_indent = 'x'\n", r"page_indent in \[layout\] must be a whole number"),
        ("[layout]\npage_indent = true\n", r"page_indent in \[layout\] must be a whole number"),
        ("[quotation]\nwords = 0\n", r"words in \[quotation\] must be 1 or more"),
        ("[notes]\nopenings = [1]\n", r"openings in \[notes\] must hold strings"),
        ("[notes]\nopenings = ['(']\n", "no regular expression"),
        ("[characters]\n'À' = 'fl'\n", r"no code point such as U\+FFFD"),
        ("[characters]\n'U+00C0' = 5\n", r"U\+00C0 in \[characters\] must be a string"),
        ("[section]\nid = 'a'\n", r"section must be written as \[\[section\]\]"),
        ("[[section]]\nid = 'a'\nabbr = 'a'\n", "section 1 has no 'heading'"),
        (
            "[[section]]\nid = 'a'\nabbr = 'a'\nheading = 'A'\n"
            "[[section]]\nid = 'b'\nabbr = 'a'\nheading = 'B'\n",
            "two sections have the abbr 'a'",
        ),
    ],
)
def test_ill_formed_settings_name_file_and_place(tmp_path, text, message):
    with pytest.raises(TransitError, match=rf"article\.toml: .*{message}"):
        load_settings(put(tmp_path, text))


def test_find_settings(tmp_path):
    source = Source("text.txt", "", "a" * 64, 0, 0)
    target, known = tmp_path / "target", tmp_path / "known"
    for folder in (target, known):
        folder.mkdir()
    assert find_settings(source, target, known) is None
    (known / "article.toml").touch()
    assert find_settings(source, target, known) is None
    (known / "provenance.json").write_text(json.dumps({"source": {"sha256": "a" * 64}}))
    assert find_settings(source, target, known) == known
    (known / "provenance.json").write_text(json.dumps({"source": {"sha256": "b" * 64}}))
    assert find_settings(source, target, known) is None
    (target / "article.toml").touch()
    assert find_settings(source, target, known) == target
    (target / "article.toml").unlink()
    (known / "provenance.json").write_text("{")
    with pytest.raises(TransitError, match=r"provenance\.json: not valid JSON"):
        find_settings(source, target, known)
