"""Texts as pdftotext gives them, each of which was once refused or read wrongly."""

import pytest

from transit.reading import Source, analyse, read_article, split_sentences, take_apart
from transit.reading.words import Lemmatizer

WATER = "The council met in spring and the town waited for its answer."


def take(text):
    return take_apart(Source("text.txt", text, "", len(text.encode()), len(text)))


def texts(article):
    return [paragraph.text for paragraph in article.paragraphs]


@pytest.mark.parametrize("word", ["Fig.1", "p.1", "x1", "v1", "No.1"])
def test_numbers_at_words_that_call_no_note(word):
    article = take(f"Introduction\n\nAs {word} shows, the river rises. {WATER}\n")
    assert texts(article) == [f"As {word} shows, the river rises. {WATER}"]
    assert article.doubts == []


def test_number_that_may_call_a_missing_note_is_doubtful():
    article = take(f"Introduction\n\nThe river rises.1 {WATER}\n")
    assert str(article.doubts[0]).startswith("page 1, line 3: “rises.1” may call a note 1")
    assert "[notes]" in article.doubts[0].setting


def test_number_of_a_note_alone_on_its_line():
    article = take(
        f"Introduction\n\nThe council1 met. {WATER}\n\n1\n\nSee the minutes.\nConclusion\n\n{WATER}\n"
    )
    assert texts(article) == [f"The council met. {WATER}", WATER]
    assert [(n.number, n.text) for n in article.notes] == [(1, "See the minutes.")]


def test_section_that_begins_in_lower_case_is_left_and_told():
    article = take(f"Introduction\n\nThe Bin was full. {WATER}\n\nResults\n\nin spring it rose.\n")
    assert texts(article)[1] == "in spring it rose."
    assert "begins with 'in', in lower case" in str(article.doubts[0])


def test_references_are_entries_and_not_counted():
    article = take(
        f"Introduction\n\n{WATER} So Smith (2001) says (see also Doe, 1999).\n\nReferences\n\n"
        "Smith, J. (2001). Floods and markets. River Press.\nDoe, A. (1999). Bridges. Town Press.\n"
    )
    assert len(article.sections) == 1
    assert [(r.id, r.title) for r in article.references] == [
        ("smith2001", "Floods and markets"),
        ("doe1999", "Bridges"),
    ]
    assert [(c.paragraph, c.reference) for c in article.citations] == [
        ("int-01", "doe1999"),
        ("int-01", "smith2001"),
    ]


def test_running_head_inside_a_word():
    article = take(
        f"Introduction\n\nThey gave it to them-\n\fJournal of Rivers 7\n\nselves. {WATER}\n"
    )
    assert texts(article) == [f"They gave it to themselves. {WATER}"]
    assert "taken for a running head" in article.doubts[0].what


def test_running_heads_that_return_are_left_out():
    pages = [f"Rivers {n}\n\n{WATER} It goes\n" for n in range(2, 6)]
    article = take("Introduction\n\nIt began.\n\f" + "\f".join(pages) + " on.\n")
    assert not any("Rivers" in text for text in texts(article))


def test_letters_in_two_parts_are_one(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("Introduction\n\nre\u0301sume\u0301 и Алта\u0438\u0306.\n", encoding="utf-8")
    assert texts(read_article(path)) == ["r\u00e9sum\u00e9 и Алта\u0439."]


def test_notes_at_the_end():
    article = take(
        f"Introduction\n\nThe council met.1 The town waited.2 {WATER}\n\nNotes\n\n"
        "1. See the minutes.\n2. Smith 2001.\n"
    )
    assert texts(article) == [f"The council met. The town waited. {WATER}"]
    assert [(n.number, n.paragraph, n.text) for n in article.notes] == [
        (1, "int-01", "See the minutes."),
        (2, "int-01", "Smith 2001."),
    ]
    assert article.doubts == []


def test_digits_inside_a_word_are_part_of_it():
    article = take(f"Introduction\n\nThe law1 changed COVID19 rules. {WATER}\n\n1 See the law.\n")
    assert texts(article)[0].startswith("The law changed COVID19 rules.")


def test_number_of_a_heading_on_a_line_of_its_own():
    article = take("1\n\nEinleitung\n\nDie Stadt und der Fluss.\n\n2\n\nSchluss\n\nDie Stadt.\n")
    assert [s.setting.heading for s in article.sections] == ["Einleitung", "Schluss"]
    assert texts(article) == ["Die Stadt und der Fluss.", "Die Stadt."]


@pytest.mark.parametrize(
    ("language", "text", "headings", "sentences"),
    [
        (
            "de",
            "Einleitung\n\nDie Straße war am 3. Oktober bzw. Sonntag gesperrt. Es war nicht das Ende.\n\n"
            "Fazit\n\nDie Flüsse stiegen.\n",
            ["einleitung", "fazit"],
            [2, 1],
        ),
        (
            "fr",
            "Introduction\n\nLe marché est dans la ville, cf. M. Dupont. Une place.\n\n"
            "Résultats\n\nLes eaux et la ville.\n",
            ["introduction", "resultats"],
            [2, 1],
        ),
        (
            "ru",
            "Введение\n\nКазахстан провёл выборы в 1995 г. Затем парламент собрался.\n\n"
            "Заключение\n\nВыборы прошли и в 1995 г. Казахстан голосовал.\n",
            ["vvedenie", "zaklyuchenie"],
            [2, 2],
        ),
        (
            "kk",
            "Кіріспе\n\nБұл жылы сайлау болды және халық келді.\n\nҚорытынды\n\nОл аяқталды.\n",
            ["kirispe", "qorytyndy"],
            [1, 1],
        ),
    ],
)
def test_languages(language, text, headings, sentences):
    article = take(text)
    assert article.settings.language == language
    assert [s.setting.id for s in article.sections] == headings
    found = [
        len(split_sentences(p.text, article.settings.abbreviations, language))
        for p in article.paragraphs
    ]
    assert found == sentences


def test_sharp_s_and_short_i_are_kept():
    german = analyse("Die Straßen.", Lemmatizer("de"))[0][1]
    assert (german.surface, german.lemma) == ("straßen", "straße")
    assert analyse("Казахстанский", Lemmatizer("ru"))[0][0].surface == "казахстанский"
    assert analyse("Сайлаудың", Lemmatizer("kk"))[0][0].lemma == "сайлаудың"
