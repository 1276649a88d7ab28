"""Numbers and lists in sentences."""

import pytest

from transit.wording import capital, counted, figure, listed, number, signed, word


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1022, 0, "1,022"),
        (95.55, 1, "95.6"),
        (87.05, 1, "87.1"),
        (0.5, 0, "1"),
        (-0.096, 2, "−0.10"),
        (-0.001, 2, "0.00"),
        (98.78, 1, "98.8"),
        (-1234.5, None, "−1,234.5"),
        (7.0, None, "7"),
        (0.0, None, "0"),
        (float("inf"), 2, "∞"),
        (float("-inf"), 2, "−∞"),
    ],
)
def test_number(value, decimals, text):
    assert number(value, decimals) == text


def test_signed():
    assert signed(0.38, 2) == "+0.38"
    assert signed(-0.38, 2) == "−0.38"
    assert signed(0.001, 2) == "0.00"


def test_counted_and_word():
    assert counted(1, "election") == "one election"
    assert counted(7, "election") == "seven elections"
    assert counted(0, "election") == "no elections"
    assert counted(28, "day") == "28 days"
    assert counted(2, "party", "parties") == "two parties"
    assert word(0) == "none"
    assert word(3) == "three"
    assert word(12) == "12"


def test_listed_and_capital():
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed([]) == ""
    assert capital("of ten") == "Of ten"
    assert capital("") == ""


def test_a_count_before_a_noun_and_one_alone():
    assert [figure(0), figure(7), figure(11), figure(1200)] == ["no", "seven", "11", "1,200"]
    assert [word(0), word(10), word(11)] == ["none", "ten", "11"]
