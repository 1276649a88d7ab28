from dataclasses import replace

import pytest

from transit.errors import TransitError
from transit.reading import SectionSetting, Settings, Source, take_apart

ONE = SectionSetting("one", "one", "One")
TWO = SectionSetting("two", "two", "Two")
BASE = Settings(
    name="article.toml",
    sections=(ONE,),
    characters={"\U0003ffff": "fi", "À": "fl", "\ufffd": " "},
    page_indent=1,
    note_openings=("See:", r"\[http"),
)
GENERAL = Settings()


def take(text, settings=BASE):
    return take_apart(Source("text.txt", text, "", len(text.encode()), len(text)), settings)


def texts(article):
    return [paragraph.text for paragraph in article.paragraphs]


def repairs(article, kind):
    return {
        (r.page, r.what, r.repaired): count
        for r, count in article.log.counts.items()
        if r.kind == kind
    }


# characters


def test_ligatures_and_lost_spaces():
    article = take("One\n\nThe\ufffd\U0003ffffrst\ufffdinÀuence is of\U0003ffffcial.\n")
    assert texts(article) == ["The first influence is official."]
    assert repairs(article, "ligature") == {(1, "\U0003ffff", "fi"): 2, (1, "À", "fl"): 1}
    assert repairs(article, "lost-space") == {(1, "\ufffd", " "): 2}


def test_ligatures_of_unicode_need_no_setting():
    assert texts(take("Abstract\n\nThe \ufb01rst o\ufb03ce.\n", GENERAL)) == ["The first office."]


@pytest.mark.parametrize("character", ["\ufffd", "\ue123", "\x07", "\u200b", "\U0003ffff"])
def test_unknown_character_is_named_with_its_line(character):
    code = f"U\\+{ord(character):04X}"
    with pytest.raises(TransitError, match=rf"text\.txt: line 3 has {code}.*\[characters\]"):
        take(f"Abstract\n\nThe{character}end.\n", GENERAL)


# the lost initial


def test_drop_capital_is_taken_from_the_whole_word_elsewhere():
    article = take(
        "One\n\n  ations rise.\n   They fall.\n\nAll Nations fall, and Rations too.\n\nNations."
    )
    assert texts(article)[0] == "Nations rise. They fall."
    assert repairs(article, "drop-capital") == {(1, "ations", "Nations"): 1}


def test_drop_capital_from_the_settings():
    settings = replace(BASE, drop_capitals={"nce": "Once"})
    assert texts(take("One\n\nnce upon a time.\n", settings)) == ["Once upon a time."]


def test_drop_capital_that_cannot_be_known():
    with pytest.raises(TransitError, match=r"page 1 begins with 'nce' \(line 3\).*drop_capitals"):
        take("One\n\nnce upon a time.\n")


# headings


@pytest.mark.parametrize("heading", ["T w o", "Two", "TWO", " Two", "  T w o  ", "Two\ufffd"])
def test_headings_spaced_or_plain(heading):
    settings = replace(BASE, sections=(ONE, TWO))
    article = take(f"O n e\n\nHere.\n\n{heading}\n\nThere.\n", settings)
    assert [section.setting.id for section in article.sections] == ["one", "two"]
    assert [p.id for p in article.paragraphs] == ["one-01", "two-01"]


def test_spaced_heading_is_recorded():
    settings = replace(BASE, sections=(SectionSetting("i", "int", "Introduction"),))
    article = take(f"{' '.join('Introduction')}\n\nHere.\n", settings)
    assert repairs(article, "spaced-heading") == {(1, "12 spaced letters", "Introduction"): 1}


def test_no_recognisable_heading():
    with pytest.raises(TransitError, match=r"no recognisable heading; sought.*: One \(settings"):
        take("Some text. And more.\n")
    article = take("Some text. And more.\n", GENERAL)
    assert texts(article) == ["Some text. And more."]
    assert "no recognisable heading" in str(article.doubts[0])


def test_heading_missing_out_of_order_doubled_or_empty():
    settings = replace(BASE, sections=(ONE, TWO))
    with pytest.raises(TransitError, match=r"the heading 'Two' of article\.toml stands nowhere"):
        take("One\n\nHere.\n", settings)
    with pytest.raises(TransitError, match=r"line 1 \(page 1\) has the heading 'Two' where 'One'"):
        take("Two\n\nHere.\n\nOne\n\nThere.\n", settings)
    with pytest.raises(TransitError, match=r"line 5 .* 'One' where no further section"):
        take("One\n\nHere.\n\nOne\n\nThere.\n")
    with pytest.raises(TransitError, match="no text under the heading 'One' on page 1"):
        take("One\n\nTwo\n\nThere.\n", settings)


def test_general_rules_find_common_numbered_marked_and_spaced_headings():
    text = (
        "A Title\nA. Author\n\nAbstract\n\nShort.\n\n1. Where we stand\n\nHere.\n\n"
        "20 March was the day on\nwhich it began.\n\n## A turn\n\nThere.\n\n"
        + " ".join("Conclusion")
        + "\n\nEnd.\n"
    )
    article = take(text, GENERAL)
    assert article.front == ["A Title", "A. Author"]
    assert [(s.setting.id, s.setting.abbr, s.setting.heading) for s in article.sections] == [
        ("abstract", "abs", "Abstract"),
        ("where-we-stand", "whe", "Where we stand"),
        ("a-turn", "atu", "A turn"),
        ("conclusion", "con", "Conclusion"),
    ]
    assert texts(article)[2] == "20 March was the day on which it began."


def test_keywords_are_kept_and_stand_outside_the_text():
    article = take("One\n\nHere.\n\nKEYWORDS:  power, elec-\ntions,\n vote.\n\nThere.\n")
    assert article.keywords == ["power", "elections", "vote"]
    assert texts(article) == ["Here.", "There."]
    assert take("One\n\nHere.\n").keywords == []


# words divided


@pytest.mark.parametrize(
    ("text", "kind", "page", "what"),
    [
        ("We saw the elec-\ntions here.", "broken-word-line", 1, "elec-/tions"),
        ("We saw the elec-\n\ntions here.", "broken-word-blank", 1, "elec-/tions"),
        ("We saw the elec-\n tions here.", "broken-word-page", 1, "elec-/tions"),
        ("We saw1 the elec-\n\n1 See: A,\n\nB-\nC, p. 3.\n tions here.", "broken-word-page", 1,
         "elec-/tions"),
    ],
)  # fmt: skip
def test_words_divided_at_line_blank_and_page(text, kind, page, what):
    article = take(f"One\n\n{text}\n")
    assert texts(article) == ["We saw the elections here."]
    assert repairs(article, kind) == {(page, what, "elections"): 1}


def test_words_divided_between_columns():
    settings = replace(BASE, sections=(SectionSetting("one", "one", "One", columns=2),))
    article = take("One\n\nHe met To-\n\nkayev and so\n\non.\n", settings)
    assert texts(article) == ["He met Tokayev and so on."]
    assert repairs(article, "broken-word-column") == {(1, "To-/kayev", "Tokayev"): 1}
    assert repairs(article, "joined-column") == {(1, "so/on.", "so on."): 1}


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("well-\nbalanced", "well-balanced"),  # stands so elsewhere in the text
        ("Nur-\nSultan", "Nur-Sultan"),  # a capital follows
        ("1991-\n1995", "1991-1995"),  # a number follows
        ("multi-\nparty", "multi-party"),  # so elsewhere, though multiparty is a word too
        ("off-\nyear’s", "off-year’s"),  # both halves are words, the whole is none
        ("Kazakh-\nstan’s", "Kazakhstan’s"),  # stands whole elsewhere
        ("demo-\ncratic", "democratic"),  # the whole is a word
        ("Xylo-\nbrond", "Xylobrond"),  # nothing known: divided by the setter
        ("well-bal-\nanced", "well-balanced"),
    ],
)
def test_hyphens_that_belong_to_the_word_survive(broken, whole):
    article = take(f"One\n\nA well-balanced, multi-party Kazakhstan. See {broken} here.\n")
    assert texts(article) == [f"A well-balanced, multi-party Kazakhstan. See {whole} here."]
    kind = "kept-hyphen" if broken.replace("\n", "") == whole else "broken-word-line"
    assert len(repairs(article, kind)) == 1


def test_hyphens_inside_lines_are_left_alone():
    text = "Nur-Sultan held off-year, well-balanced, multi-party votes."
    assert texts(take(f"One\n\n{text}\n")) == [text]


# paragraphs


def test_blank_line_ends_a_paragraph_only_after_a_full_stop():
    article = take("One\n\nOn 19 March,\n\n2019 he left. “So.”\n\nThen (at last.)\n\nthe end. X\n")
    assert texts(article) == ["On 19 March, 2019 he left. “So.”", "Then (at last.) the end. X"]
    assert repairs(article, "joined-blank") == {
        (1, "March,/2019", "March, 2019"): 1,
        (1, "last.)/the", "last.) the"): 1,
    }


def test_paragraph_over_a_page_end_keeps_the_page_where_it_begins():
    article = take("One\n\nIt may have\n ended there. New.\n And so on.\n")
    assert texts(article) == ["It may have ended there. New.", "And so on."]
    assert [(p.page, p.page_last) for p in article.paragraphs] == [(1, 2), (3, 3)]
    assert repairs(article, "joined-page") == {(1, "have/ended", "have ended"): 1}
    assert article.pages == 3


def test_form_feed_begins_a_page():
    article = take("Abstract\n\nOne page.\n\fAnother page.\n", GENERAL)
    assert article.pages == 2
    assert [p.page for p in article.paragraphs] == [1, 2]


def test_dash_at_a_line_end_takes_no_space():
    assert texts(take("One\n\nOur plan—\nas drawn.\n")) == ["Our plan—as drawn."]


# notes


def test_notes_leave_the_text_and_know_their_paragraph():
    article = take(
        "One\n\nThe parties1 stand. It ended.2\n\nIn 1998.3 And “so.”4 Fine.\n\n"
        "1 See: A, p. 1.\n2 See: B,\n\n2010, p. 2.\n\n3 See: C.\n4 See: D.\n Page two5 here.\n\n"
        "5 See: E.\n"
    )
    assert texts(article) == [
        "The parties stand. It ended.",
        "In 1998. And “so.” Fine.",
        "Page two here.",
    ]
    assert [(n.number, n.page, n.paragraph, n.text) for n in article.notes] == [
        (1, 1, "one-01", "See: A, p. 1."),
        (2, 1, "one-01", "See: B, 2010, p. 2."),
        (3, 1, "one-02", "See: C."),
        (4, 1, "one-02", "See: D."),
        (5, 2, "one-03", "See: E."),
    ]
    assert repairs(article, "note-call")[(1, "parties1", "parties")] == 1
    assert sum(repairs(article, "note-block").values()) == 5


def test_call_set_off_by_a_space():
    article = take("One\n\nOn 1 June the elite 1 clashed.\n\n1 See: A.\n")
    assert texts(article) == ["On 1 June the elite clashed."]


def test_call_that_could_be_either_number():
    with pytest.raises(TransitError, match=r"page 1 has the number 1 2 times where note 1"):
        take("One\n\nThe elite 1 and group 1 clashed.\n\n1 See: A.\n")


def test_addresses_keep_every_hyphen():
    article = take(
        "One\n\nHere.1\n\n1 [https://example.org/a-long-\n\nname-of/a-\npage],\n2 August, 2019.\n"
    )
    assert article.notes[0].text == "[https://example.org/a-long-name-of/a-page], 2 August, 2019."
    assert sum(repairs(article, "broken-url").values()) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A1 b.3 c.\n\n1 See: A.\n3 See: C.", r"line 6 \(page 1\) begins note 3 where note 2"),
        ("A1 b2.\n\n2 See: B.\n1 See: A.", r"line 5 \(page 1\) begins note 2 where note 1"),
        ("A1 b.\n\n1 See: A.\n1 See: A.", r"line 6 \(page 1\) begins note 1 where note 2"),
        (
            "A1 text.2\n\n1 See: A.",
            r"page 1 calls note 2 \(“t\.2”, line 3\), and no such note stands",
        ),
        ("A text.1", r"page 1 calls note 1 \(“t\.1”, line 3\), and no such note stands"),
        ("A1 b.\n\n1 See: A.\n2 See: B.", "note 2 stands at the foot of page 1, but the text"),
        (
            "A b.\n And1 c.\n\n1 See: A.\n Next d.\n\n2 See: B.",
            "note 2 stands at the foot of page 3",
        ),
    ],
)
def test_notes_missing_doubled_or_out_of_order(text, message):
    with pytest.raises(TransitError, match=message):
        take(f"One\n\n{text}\n")


def test_note_called_before_every_section():
    with pytest.raises(TransitError, match="note 1 is called on page 1 outside every section"):
        take("A title1\n\nOne\n\nHere.\n\n1 See: A.\n")


def test_general_rules_take_a_line_for_a_note_only_if_it_is_called():
    article = take("Abstract\n\nA plan.1\n\n2 Things follow.\n\n1 Smith, Book, p. 4.\n", GENERAL)
    assert texts(article) == ["A plan.", "2 Things follow."]
    assert article.notes[0].text == "Smith, Book, p. 4."


def test_a_line_of_hyphens_breaks_no_word():
    article = take("Introduction\n\nThe market moved.\n--\nthen it stayed.\n", GENERAL)
    assert "stayed." in article.paragraphs[-1].text
