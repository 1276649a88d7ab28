import pytest

from transit.reading import Lemmatizer, analyse, find_quotations, split_sentences, tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Nur-Sultan’s off-year vote", ["Nur-Sultan's", "off-year", "vote"]),
        ("in 2017-2018, 3.5 of 1,200", ["in", "2017", "2018", "3.5", "of", "1,200"]),
        ("the late 1980s", ["the", "late", "1980s"]),
        ("Russia, the U.S., and China.", ["Russia", "the", "U.S.", "and", "China"]),
        ("elite—too “old”", ["elite", "too", "old"]),
        ("presidents’ powers", ["presidents", "powers"]),
        ("Қазақстан Республикасы", ["Қазақстан", "Республикасы"]),
        ("… — !", []),
    ],
)
def test_word_tokens(text, tokens):
    assert [surface for _, surface in tokenize(text)] == tokens


def sentences(text, abbreviations=("Mr", "Art", "e.g")):
    return [text[a:b] for a, b in split_sentences(text, abbreviations)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One rose. Two fell.", ["One rose.", "Two fell."]),
        ("Mr. Ivanov spoke. All left.", ["Mr. Ivanov spoke.", "All left."]),
        ("Art. 2 of it changed. In 1995 it fell.", ["Art. 2 of it changed.", "In 1995 it fell."]),
        ("See J. Smith there. Go.", ["See J. Smith there.", "Go."]),
        ("From the U.S., Russia and China.", ["From the U.S., Russia and China."]),
        ("Poor U.S. Rich others.", ["Poor U.S. Rich others."]),
        (
            "He asked: “Why? Because.” Then he left.",
            ["He asked: “Why?", "Because.”", "Then he left."],
        ),
        ("So it was… 1998 came.", ["So it was…", "1998 came."]),
        ("About 3.5 percent. of it", ["About 3.5 percent. of it"]),
        ("", []),
        ("No stop at the end", ["No stop at the end"]),
    ],
)
def test_sentences(text, expected):
    assert sentences(text) == expected


def test_only_longer_quotations_count_as_speech():
    text = "The “old” text said that “the people choose it” and «nothing more than that»."
    assert [text[a:b] for a, b in find_quotations(text)] == [
        "“the people choose it”",
        "«nothing more than that»",
    ]
    assert len(find_quotations(text, words=1)) == 3


def test_quotation_without_end_runs_to_the_end_of_the_paragraph():
    assert find_quotations("He said: “we go on. And on") == [(9, 26)]


@pytest.mark.parametrize(
    ("surface", "lemma"),
    [
        ("Kazakhstan's", "kazakhstan"),
        ("Nazarbayev", "nazarbayev"),
        ("Nur-Sultan", "nur-sultan"),
        ("Tokayev's", "tokayev"),
        ("presidents'", "president"),
        ("elections", "election"),
        ("policies", "policy"),
        ("was", "be"),
        ("multi-party", "multi-party"),
        ("pre-term", "pre-term"),
        ("self-nominees", "self-nominee"),
        ("1980s", "1980s"),
        ("U.S.", "u.s."),
    ],
)
def test_lemmas(surface, lemma):
    assert Lemmatizer()(surface) == lemma


def test_forms_set_by_hand_go_first():
    assert Lemmatizer(forms={"left": "leave"})("Left") == "leave"
    assert Lemmatizer()("left") == "left"


def test_analyse_gives_voice_by_token():
    text = "He announced: “The vote comes early.” Nobody “really” knew."
    tokens = [t for s in analyse(text, Lemmatizer()) for t in s]
    assert [t.surface for t in tokens if t.voice == "quotation"] == [
        "the",
        "vote",
        "comes",
        "early",
    ]
    assert [t.lemma for t in tokens if t.voice == "article"] == [
        "he",
        "announce",
        "nobody",
        "really",
        "know",
    ]
