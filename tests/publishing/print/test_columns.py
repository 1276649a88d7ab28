import pytest

from transit.publishing.print.columns import CHARACTERS, lay_out


def test_a_narrow_table_keeps_its_columns():
    assert lay_out([[[5], [10]]], [5, 10]) == ("normal", None)


def test_long_texts_share_the_room():
    layout, widths = lay_out([[[8], [200], [200]]] * 3, [8, 10, 10])
    assert layout == "small"
    assert widths[1] == pytest.approx(widths[2], abs=0.02)
    assert widths[0] < 0.15
    assert sum(widths) == pytest.approx(1)


def test_the_longer_text_gets_more():
    _, widths = lay_out([[[60], [240]]] * 5, [10, 10])
    assert 2 < widths[1] / widths[0] < 5


def test_no_column_is_narrower_than_its_longest_word():
    _, widths = lay_out([[[12], [2000]]], [12, 9])
    assert widths[0] * CHARACTERS["small"] > 12


def test_no_column_is_wider_than_its_text():
    _, widths = lay_out([[[20], [400]]], [8, 9])
    assert widths[0] * CHARACTERS["small"] < 23


def test_lines_that_are_broken_by_hand_count_one_by_one():
    _, together = lay_out([[[80], [80]]], [8, 8])
    _, apart = lay_out([[[20, 20, 20, 20], [80]]], [8, 8])
    assert apart is None or apart[0] < together[0]


def test_many_long_columns_lie_on_their_side():
    assert lay_out([[[60]] * 8], [9] * 8)[0] == "landscape"


def test_a_table_may_ask():
    assert lay_out([[[5], [5]]], [5, 5], layout="landscape") == ("landscape", None)
    assert lay_out([[[5], [5]]], [5, 5], layout="unknown") == ("normal", None)
