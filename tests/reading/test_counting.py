import json

from transit.article import load
from transit.files import write_all


def test_tables_of_a_small_article(folder, make):
    write_all(make(folder), folder)
    tables = load(folder)
    assert tables.keywords == ["power", "vote"]
    assert tables.sections.to_dict("list") == {
        "section": ["one", "two"],
        "order": [1, 2],
        "heading": ["One", "Two"],
        "printed": ["One", "Two"],
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


def test_same_input_gives_the_same_bytes(folder, make):
    assert make(folder) == make(folder)


def test_lists_may_be_absent(tmp_path, make):
    files = make(tmp_path)
    assert files["term_counts.csv"] == b"paragraph,term,voice,count\n"
    assert json.loads(files["provenance.json"])["subjects"] == ["power", "vote"]
