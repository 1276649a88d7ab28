import pytest

from transit.errors import TransitError
from transit.reading import Lemmatizer, Matcher, analyse


def find(patterns, text):
    sentences = analyse(text, Lemmatizer())
    matcher = Matcher(patterns)
    return [(m.entry, m.start, m.end) for s in sentences for m in matcher.find(s)]


def test_variants_merge_into_one_entry():
    patterns = [("early", "off-year|pre-term|ahead of schedule")]
    text = "Off-year votes, pre-term votes, votes ahead of schedule."
    assert find(patterns, text) == [("early", 0, 1), ("early", 2, 3), ("early", 5, 8)]


def test_words_agree_by_lemma_surface_or_without_possessive():
    patterns = [("president", "president"), ("powers", "powers"), ("power", "power")]
    assert find(patterns, "The President's powers, his power, presidents") == [
        ("president", 1, 2),
        ("powers", 2, 3),
        ("power", 4, 5),
        ("president", 5, 6),
    ]


def test_longest_match_wins_wherever_it_begins():
    patterns = [("power", "power"), ("balance", "balance of power"), ("in-power", "power in it")]
    assert find(patterns, "a balance of power in it") == [("balance", 1, 4)]


def test_of_equally_long_matches_the_earlier_wins_then_the_earlier_in_the_list():
    patterns = [("right", "b c"), ("left", "a b"), ("other", "c")]
    assert find(patterns, "a b c") == [("left", 0, 2), ("other", 2, 3)]
    assert find([("plural", "powers"), ("both", "power")], "powers") == [("plural", 0, 1)]
    assert find([("both", "power"), ("plural", "powers")], "powers") == [("both", 0, 1)]


def test_nested_entry_is_counted_outside_only():
    patterns = [("president", "president"), ("first", "first president")]
    assert find(patterns, "The First President met the president.") == [
        ("first", 1, 3),
        ("president", 5, 6),
    ]


def test_matches_stay_within_a_sentence():
    assert find([("pair", "good end")], "All is good. End it.") == []


def test_exception_takes_its_words_and_counts_for_nothing():
    patterns = [("will", "will|!will of the people")]
    assert find(patterns, "It will be the will of the people.") == [("will", 1, 2)]


@pytest.mark.parametrize(
    ("patterns", "message"),
    [
        ([("a", "x"), ("a", "y")], r"terms: entry 'a' stands twice \(again in row 2\)"),
        ([("a", "x|")], r"terms: entry 'a' \(row 1\) has an empty pattern"),
        ([("a", "x y"), ("b", "X  Y")], r"pattern 'x y' of 'b' \(row 2\) already belongs to 'a'"),
    ],
)
def test_contradictory_lists_are_refused(patterns, message):
    with pytest.raises(TransitError, match=message):
        Matcher(patterns, "terms")
