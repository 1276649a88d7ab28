import pytest

from transit.publishing.print.columns import MEASURE, lay_out, measure


def test_letters_have_the_widths_of_the_face():
    assert measure("iii") == pytest.approx(0.72)
    assert measure("mmm") == pytest.approx(2.46)
    assert measure("Қ") == pytest.approx(0.55)
    assert measure("word", bold=True) > measure("word")


def test_a_narrow_table_keeps_its_columns():
    assert lay_out([[[3], [6]]], [3, 6]) == ("normal", None)


def test_long_texts_share_the_room():
    layout, widths = lay_out([[[4], [100], [100]]] * 3, [4, 5, 5])
    assert layout == "wide"
    assert widths[1] == pytest.approx(widths[2], abs=0.02)
    assert widths[0] < 0.15
    assert sum(widths) == pytest.approx(1)


def test_the_longer_text_gets_more():
    _, widths = lay_out([[[30], [120]]] * 5, [5, 5])
    assert 2 < widths[1] / widths[0] < 5


def test_no_column_is_narrower_than_its_longest_word():
    _, widths = lay_out([[[6], [1000]]], [6, 5])
    assert widths[0] * MEASURE["wide"] > 6


def test_no_column_is_wider_than_its_text():
    _, widths = lay_out([[[10], [200]]], [4, 5])
    assert widths[0] * MEASURE["wide"] < 11


def test_lines_that_are_broken_by_hand_count_one_by_one():
    _, together = lay_out([[[40], [40]]], [4, 4])
    _, apart = lay_out([[[10, 10, 10, 10], [40]]], [4, 4])
    assert apart is None or apart[0] < together[0]


def test_many_long_columns_lie_on_their_side():
    assert lay_out([[[30]] * 8], [4.5] * 8)[0] == "landscape"


def test_a_table_may_ask():
    assert lay_out([[[3], [3]]], [3, 3], layout="landscape") == ("landscape", None)
    assert lay_out([[[3], [3]]], [3, 3], layout="unknown") == ("normal", None)
