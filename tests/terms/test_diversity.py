from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transit.errors import TransitError
from transit.terms import counting, diversity

TOKENS = st.lists(st.sampled_from("abcdef"), min_size=2, max_size=60)


@given(TOKENS, st.integers(2, 12))
def test_mattr_against_a_loop(tokens, window):
    if len(tokens) < window:
        assert np.isnan(diversity.mattr(tokens, window))
    else:
        ratios = [
            len(set(tokens[at : at + window])) / window for at in range(len(tokens) - window + 1)
        ]
        assert diversity.mattr(tokens, window) == pytest.approx(np.mean(ratios))


@given(TOKENS, st.randoms())
def test_counts_know_no_order(tokens, random):
    shuffled = list(tokens)
    random.shuffle(shuffled)
    first, second = (
        diversity.diversity(counting.count_tokens([t]), draws=2) for t in (tokens, shuffled)
    )
    pd.testing.assert_frame_equal(first, second)


@given(TOKENS)
def test_bounds(tokens):
    row = diversity.diversity(counting.count_tokens([tokens]), draws=2).iloc[0]
    assert 0 < row["ttr"] <= 1 and 0 <= row["simpson"] <= 1 and 0 < row["hdd"] <= 1
    assert row["yule_k"] >= 0 and row["maas"] >= 0
    assert 0 <= row["entropy"] <= np.log2(row["types"]) + 1e-9


def test_hdd_by_enumeration():
    tokens = ["a", "a", "b", "c", "c", "c", "d"]
    samples = [len(set(sample)) / 3 for sample in combinations(tokens, 3)]
    row = diversity.diversity(counting.count_tokens([tokens]), draws=3).iloc[0]
    assert row["hdd"] == pytest.approx(np.mean(samples))


def test_expected_types_compare_parts_of_unlike_length():
    counts = counting.count_tokens(
        {"short": ["a", "b", "c"], "long": ["a", "b", "c", "a", "b", "c"]}
    )
    frame = diversity.diversity(counts, draws=2).set_index("part")
    assert (frame["sample"] == 3).all()
    assert frame.loc["short", "expected"] == pytest.approx(3)
    samples = [len(set(sample)) for sample in combinations("abcabc", 3)]
    assert frame.loc["long", "expected"] == pytest.approx(np.mean(samples))


def test_undefined_is_nan():
    row = diversity.diversity(counting.count_tokens([["a"]]), draws=1).iloc[0]
    assert row[["herdan", "summer", "simpson"]].isna().all()
    row = diversity.diversity(counting.count_tokens([list("abcd")]), draws=5).iloc[0]
    assert row[["dugast", "yule_i", "hdd"]].isna().all()
    assert row["yule_k"] == 0


def test_segments():
    tokens = list("aabbaabbc")
    assert diversity.msttr(tokens, 4) == pytest.approx(0.5)
    assert diversity.msttr(tokens, 4, last="partial") == pytest.approx((0.5 + 0.5 + 1) / 3)
    assert diversity.msttr(tokens, 4, last="drop") == pytest.approx(0.5)
    assert diversity.msttr(tokens[:8], 4, last="drop") == pytest.approx(0.5)
    assert np.isnan(diversity.msttr(tokens[:3], 4))


def test_mtld_without_repetition_is_undefined():
    assert np.isnan(diversity.mtld(list("abcdef")))
    assert np.isnan(diversity.mtld([]))


def test_a_factor_of_ten_tokens_at_least():
    tokens = list("aabcdefghijk") * 6
    assert diversity.mtld(tokens, minimum=1) < diversity.mtld(tokens, minimum=10)
    assert diversity.mtld(list("aaaa"), minimum=4) == pytest.approx(4)


def test_every_beginning_by_hand():
    """a a b | a b b | b b a | b a a: two, three, two and three tokens to fall below 0.72."""
    assert diversity.mtld_wrapped(list("aabb"), minimum=1) == pytest.approx(2.5)
    assert np.isnan(diversity.mtld_wrapped(list("abcd"), minimum=1))
    assert diversity.mtld_wrapped(list("aab") * 20, minimum=10) == pytest.approx(10)


def test_the_repeat_rate_is_the_sum_of_squared_shares():
    frame = diversity.diversity(counting.count_tokens([list("aabbc")]), draws=2)
    assert frame["repeat_rate"].item() == pytest.approx(0.16 + 0.16 + 0.04)


@pytest.mark.parametrize("function", [diversity.mattr, diversity.msttr])
@pytest.mark.parametrize("window", [1, 0, 2.5])
def test_a_window_below_two_is_refused(function, window):
    with pytest.raises(TransitError, match="at least 2"):
        function(list("abc"), window)


def test_misuse_is_refused():
    counts = counting.count_tokens([list("aab")])
    for options in ({"base": 1}, {"draws": 0}, {"sample": 4}):
        with pytest.raises(TransitError):
            diversity.diversity(counts, **options)
    with pytest.raises(TransitError, match="level"):
        diversity.mtld(list("aab"), 1.2)
    with pytest.raises(TransitError, match="last"):
        diversity.msttr(list("aab"), 2, last="first")
    for function in (diversity.mattr, diversity.msttr, diversity.mtld):
        with pytest.raises(TransitError, match="string"):
            function("a b c")
