import json

import pytest

from transit import reading
from transit.errors import TransitError
from transit.files import write_all
from transit.reading import (
    SectionSetting,
    Settings,
    Source,
    build,
    compare,
    load,
    load_lists,
)

TEXT = """One

The president met the council. “The council must vote on it,” he said. The council met the president1 again.

KEYWORDS: power, vote.

1 See: A. Adams, A Very Long Title of a Book, London, 1999, p. 3.

Two

The vote came. The vote came early, in 2019.
"""
SETTINGS = Settings(
    sections=(SectionSetting("one", "one", "One"), SectionSetting("two", "two", "Two")),
    note_openings=("See:",),
)
WORKS = [reading.Work("adams1999", "A Very Long Title of a Book", "")]
TERMS = "term,label,patterns,kind,gloss\npresident,President,president,institution,An office\n"
TERMS += "vote,Vote,vote,procedure,A ballot\nearly-vote,Early vote,come early,procedure,Too soon\n"
MARKERS = "marker,patterns,category,gloss\nmust,must,modal,Necessity\nearly,early,hedge,Soon\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "terms.csv").write_text(TERMS, encoding="utf-8")
    (tmp_path / "markers.csv").write_text(MARKERS, encoding="utf-8")
    return tmp_path


def make(folder, text=TEXT):
    # the notes stand at the foot of the page on which they are called
    text = text.replace("\n\nTwo", "\n\f\nTwo", 1)
    source = Source("text.txt", text, "0" * 64, len(text.encode()), len(text))
    return build(reading.take_apart(source, SETTINGS), load_lists(folder), WORKS)


def test_tables_of_a_small_article(folder):
    write_all(make(folder), folder)
    tables = load(folder)
    assert tables.keywords == ["power", "vote"]
    assert tables.sections.to_dict("list") == {
        "section": ["one", "two"],
        "order": [1, 2],
        "heading": ["One", "Two"],
        "page_first": [1, 2],
        "page_last": [1, 2],
        "paragraphs": [1, 1],
        "sentences": [3, 2],
        "tokens": [19, 9],
        "notes": [1, 0],
    }
    assert tables.paragraphs.to_dict("list") == {
        "paragraph": ["one-01", "two-01"],
        "section": ["one", "two"],
        "position": [1, 1],
        "page": [1, 2],
        "sentences": [3, 2],
        "tokens": [19, 9],
        "quoted_tokens": [6, 0],
    }
    council = tables.tokens[tables.tokens["token"] == "council"]
    assert council[["voice", "count"]].values.tolist() == [["article", 2], ["quotation", 1]]
    assert tables.tokens.loc[tables.tokens["token"] == "met", "lemma"].tolist() == ["meet"]
    assert tables.bigrams.values.tolist() == [
        ["one", "meet", "the", 2],
        ["one", "the", "council", 3],
        ["one", "the", "president", 2],
        ["two", "the", "vote", 2],
        ["two", "vote", "come", 2],
    ]
    assert tables.term_counts.values.tolist() == [
        ["one-01", "president", "article", 2],
        ["one-01", "vote", "quotation", 1],
        ["two-01", "early-vote", "article", 1],
        ["two-01", "vote", "article", 2],
    ]
    assert tables.term_sentences.values.tolist() == [
        ["one-01", 1, "president", 1],
        ["one-01", 2, "vote", 1],
        ["one-01", 3, "president", 1],
        ["two-01", 1, "vote", 1],
        ["two-01", 2, "early-vote", 1],
        ["two-01", 2, "vote", 1],
    ]
    assert tables.marker_sentences.values.tolist() == [
        ["one-01", 2, "must", "quotation", 1],
        ["two-01", 2, "early", "article", 1],
    ]
    assert tables.notes.values.tolist() == [[1, "one", "one-01", 1, "adams1999", "p. 3", "full"]]
    assert set(tables.repairs["kind"]) == {"note-block", "note-call"}
    assert tables.provenance["source"]["sha256"] == "0" * 64


def test_same_input_gives_the_same_bytes_and_compare_sees_a_change(folder):
    files = make(folder)
    assert make(folder) == files
    write_all(files, folder)
    assert set(compare(files, folder)["state"]) == {"equal"}
    (folder / "tokens.csv").write_text("changed\n", encoding="utf-8")
    (folder / "notes.csv").unlink()
    states = compare(files, folder).set_index("file")["state"]
    assert states["tokens.csv"] == "differs"
    assert states["notes.csv"] == "missing"
    assert states["sections.csv"] == "equal"


def test_load_names_what_is_missing_or_wrong(folder):
    with pytest.raises(TransitError, match=r"sections\.csv: no such file; run `transit read"):
        load(folder)
    write_all(make(folder), folder)
    path = folder / "tokens.csv"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("voice", "speaker", 1), encoding="utf-8")
    with pytest.raises(TransitError, match=r"tokens\.csv: has the columns .*speaker.*expected"):
        load(folder)
    path.write_text(good.replace("article,2", "article,two", 1), encoding="utf-8")
    with pytest.raises(
        TransitError, match=r"tokens\.csv: row \d+, column count: 'two' is no whole"
    ):
        load(folder)
    path.write_text("", encoding="utf-8")
    with pytest.raises(TransitError, match=r"tokens\.csv: not a readable CSV table"):
        load(folder)
    path.write_text(good, encoding="utf-8")
    (folder / "provenance.json").write_text("{", encoding="utf-8")
    with pytest.raises(TransitError, match=r"provenance\.json: not valid JSON"):
        load(folder)
    (folder / "provenance.json").unlink()
    with pytest.raises(TransitError, match=r"provenance\.json: no such file"):
        load(folder)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("terms.csv", TERMS.replace("kind", "sort"), r"terms\.csv: has the columns"),
        (
            "terms.csv",
            TERMS.replace("procedure", "ritual"),
            r"row 3 has the kind 'ritual'; allowed",
        ),
        ("terms.csv", TERMS + "vote,Again,ballot,procedure,x\n", "row 5 has term 'vote' a second"),
        (
            "terms.csv",
            TERMS + "poll,Poll,vote,procedure,x\n",
            "'vote' of 'poll' .* belongs to 'vote'",
        ),
        ("terms.csv", TERMS + "poll,Poll,poll,procedure,\n", "row 5 has no gloss"),
        ("markers.csv", MARKERS.replace("modal", "mood"), "row 2 has the category 'mood'"),
        ("lemmas.csv", "form,lemma\nleft,leave\n", "expected: form, lemma, gloss"),
    ],
)
def test_ill_formed_lists_name_file_and_row(folder, name, content, message):
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(TransitError, match=message):
        load_lists(folder)


def test_lists_may_be_absent(tmp_path):
    files = make(tmp_path)
    assert files["term_counts.csv"] == b"paragraph,term,voice,count\n"
    assert json.loads(files["provenance.json"])["subjects"] == ["power", "vote"]


def test_find_settings(tmp_path):
    source = Source("text.txt", "", "a" * 64, 0, 0)
    target, known = tmp_path / "target", tmp_path / "known"
    for folder in (target, known):
        folder.mkdir()
    assert reading.find_settings(source, target, known) is None
    (known / "article.toml").touch()
    assert reading.find_settings(source, target, known) is None
    (known / "provenance.json").write_text(json.dumps({"source": {"sha256": "a" * 64}}))
    assert reading.find_settings(source, target, known) == known
    (known / "provenance.json").write_text(json.dumps({"source": {"sha256": "b" * 64}}))
    assert reading.find_settings(source, target, known) is None
    (target / "article.toml").touch()
    assert reading.find_settings(source, target, known) == target
    (target / "article.toml").unlink()
    (known / "provenance.json").write_text("{")
    with pytest.raises(TransitError, match=r"provenance\.json: not valid JSON"):
        reading.find_settings(source, target, known)
