import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transit.errors import TransitError
from transit.terms import dispersion
from transit.terms.uncertainty import holm

MEASURES = [
    "range_share",
    "juilland_d",
    "carroll_d2",
    "rosengren_s",
    "lyne_d3",
    "da",
    "dp",
    "dp_norm",
    "kl",
    "dkl",
]


@st.composite
def tables(draw):
    parts = draw(st.integers(2, 12))
    sizes = draw(st.lists(st.integers(60, 900), min_size=parts, max_size=parts))
    rows = draw(
        st.lists(
            st.lists(st.integers(0, 9), min_size=parts, max_size=parts), min_size=1, max_size=6
        )
    )
    counts = pd.DataFrame(rows, index=[f"t{i}" for i in range(len(rows))])
    return counts, pd.Series(sizes)


@given(tables())
def test_bounds(case):
    frame = dispersion.dispersion(*case)
    some = frame[frame["count"] > 0]
    for column in (
        "range_share",
        "juilland_d",
        "carroll_d2",
        "rosengren_s",
        "da",
        "dp",
        "dp_norm",
        "dkl",
    ):
        assert (some[column] >= -1e-9).all() and (some[column] <= 1 + 1e-9).all(), column
    assert (some["kl"] >= 0).all()
    assert (some["dp"] <= some["dp_norm"] + 1e-12).all()
    assert frame.loc[frame["count"] == 0, MEASURES].isna().all(axis=None)


@given(tables(), st.randoms())
def test_the_order_of_parts_does_not_matter(case, random):
    counts, sizes = case
    order = list(counts.columns)
    random.shuffle(order)
    first, second = (
        dispersion.dispersion(counts, sizes),
        dispersion.dispersion(counts[order], sizes[order]),
    )
    np.testing.assert_allclose(first[MEASURES], second[MEASURES], atol=1e-9)


@given(tables(), st.integers(2, 9))
def test_scale(case, factor):
    """Larger counts in larger parts leave every measure but Lyne's D3 as it is."""
    counts, sizes = case
    same = [m for m in MEASURES if m != "lyne_d3"]
    np.testing.assert_allclose(
        dispersion.dispersion(counts, sizes)[same],
        dispersion.dispersion(counts * factor, sizes * factor)[same],
        atol=1e-9,
    )


@given(tables())
def test_one_type_at_a_time_gives_the_same(case):
    counts, sizes = case
    together = dispersion.dispersion(counts, sizes)
    for at in range(len(counts)):
        alone = dispersion.dispersion(counts.iloc[[at]], sizes)
        np.testing.assert_allclose(alone[MEASURES], together.iloc[[at]][MEASURES], atol=1e-12)


def test_even_and_uneven():
    counts = pd.DataFrame([[10, 20, 30], [0, 0, 6]], index=["even", "last"])
    frame = dispersion.dispersion(counts, pd.Series([100, 200, 300])).set_index("type")
    even, last = frame.loc["even"], frame.loc["last"]
    assert even[["juilland_d", "carroll_d2", "rosengren_s", "da", "dkl"]].tolist() == (
        pytest.approx([1] * 5)
    )
    assert even[["dp", "dp_norm", "kl"]].tolist() == pytest.approx([0] * 3, abs=1e-12)
    assert last[["juilland_d", "carroll_d2", "da"]].tolist() == pytest.approx([0] * 3, abs=1e-12)
    assert last["rosengren_s"] == pytest.approx(0.5)
    assert last["dp"] == pytest.approx(0.5)
    assert last["dp_norm"] == pytest.approx(0.6)
    assert last["kl"] == pytest.approx(1)


def test_da_is_the_mean_difference_of_all_pairs():
    counts, sizes = pd.DataFrame([[4, 0, 1, 7]]), pd.Series([50, 60, 70, 80])
    r = (counts.iloc[0] / sizes).to_numpy()
    pairs = [abs(r[i] - r[j]) for i in range(4) for j in range(i + 1, 4)]
    assert dispersion.dispersion(counts, sizes)["da"].item() == pytest.approx(
        1 - np.mean(pairs) / (2 * r.mean())
    )


def test_sizes_default_to_the_columns():
    counts = pd.DataFrame([[5, 1], [5, 9]], index=["a", "b"])
    given_sizes = dispersion.dispersion(counts, pd.Series([10, 10]))
    pd.testing.assert_frame_equal(dispersion.dispersion(counts), given_sizes)


class TestMisuse:
    counts = pd.DataFrame([[1, 2, 3]], index=["a"])
    sizes = pd.Series([10, 10, 10])

    def test_one_part(self):
        with pytest.raises(TransitError, match="two parts"):
            dispersion.dispersion(self.counts[[0]], self.sizes)
        with pytest.raises(TransitError, match="two parts"):
            dispersion.deviation_of_proportions(self.counts[[0]], self.sizes)

    def test_a_part_of_size_zero(self):
        with pytest.raises(TransitError, match="size zero"):
            dispersion.dispersion(self.counts, pd.Series([10, 0, 10]))

    def test_a_part_too_small(self):
        with pytest.raises(TransitError, match="do not add up"):
            dispersion.dispersion(self.counts, pd.Series([10, 10, 2]))

    def test_a_part_without_size(self):
        with pytest.raises(TransitError, match="no size for part 2"):
            dispersion.dispersion(self.counts, pd.Series([10, 10]))

    def test_totals_that_differ(self):
        dispersion.dispersion(self.counts, self.sizes, totals=pd.Series({"a": 6}))
        with pytest.raises(TransitError, match="'a' occurs 6 times in the parts but 7"):
            dispersion.dispersion(self.counts, self.sizes, totals=pd.Series({"a": 7}))

    def test_negative_counts(self):
        with pytest.raises(TransitError, match="negative"):
            dispersion.dispersion(-self.counts, self.sizes)

    def test_unknown_variants(self):
        for options in ({"norm": "none"}, {"deviation": "mean"}):
            with pytest.raises(TransitError):
                dispersion.dispersion(self.counts, self.sizes, **options)
        with pytest.raises(TransitError, match="scale"):
            dispersion.deviation_of_proportions(self.counts, self.sizes, scale="up")
        with pytest.raises(TransitError, match="data frame"):
            dispersion.dispersion([[1, 2]], self.sizes)


class TestChance:
    sizes = pd.Series([100, 100, 100, 100])

    def test_one_occurrence_is_never_more_than_chance(self):
        frame = dispersion.chance_deviation(pd.DataFrame([[1, 0, 0, 0]]), self.sizes)
        assert frame["dp"].item() == frame["dp_chance"].item() == pytest.approx(0.75)
        assert frame["p"].item() == 1

    def test_two_occurrences_by_hand(self):
        frame = dispersion.chance_deviation(pd.DataFrame([[2, 0, 0, 0]]), self.sizes, draws=20_000)
        assert frame["p"].item() == pytest.approx(0.25, abs=0.01)
        assert frame["dp_chance"].item() == pytest.approx(0.25 * 0.75 + 0.75 * 0.5, abs=0.005)

    def test_a_word_that_clusters(self):
        counts = pd.DataFrame([[20, 0, 0, 0], [5, 5, 5, 5], [0, 0, 0, 0]])
        frame = dispersion.chance_deviation(counts, self.sizes)
        assert frame["p"].tolist()[:2] == [pytest.approx(1 / 200_001), 1]
        assert frame.iloc[2][["dp", "dp_chance", "p"]].isna().all()
        pd.testing.assert_frame_equal(frame, dispersion.chance_deviation(counts, self.sizes))

    def test_the_family_is_the_table(self):
        counts = pd.DataFrame([[9, 0, 0, 0], [3, 3, 3, 3], [2, 2, 0, 0]])
        frame = dispersion.chance_deviation(counts, self.sizes, draws=9999)
        assert frame["p_adjusted"].tolist() == pytest.approx(holm(frame["p"]).tolist())

    def test_twenty_seeds_agree_on_what_is_uneven(self):
        counts = pd.DataFrame([[9, 1, 0, 0], [4, 3, 0, 0], [3, 3, 3, 2]])
        found = {
            tuple(
                dispersion.chance_deviation(counts, self.sizes, draws=100_000, seed=seed)[
                    "p_adjusted"
                ]
                <= 0.05
            )
            for seed in range(1, 21)
        }
        assert len(found) == 1

    def test_needs_whole_counts(self):
        with pytest.raises(TransitError, match="whole"):
            dispersion.chance_deviation(pd.DataFrame([[0.5, 1, 1, 1]]), self.sizes)


class TestPositional:
    def test_by_hand(self):
        frame = dispersion.positional(list("abcabd")).set_index("type")
        assert frame.loc["a", "arf"] == pytest.approx(2)
        assert frame.loc["a", "awt"] == pytest.approx((1 + 18 / 6) / 2)
        assert frame.loc["c", "arf"] == pytest.approx(1)
        assert frame.loc["c", "f_awt"] == pytest.approx(1)
        assert frame.loc["c", "f_ald"] == pytest.approx(1)

    @given(st.lists(st.sampled_from("abc"), min_size=1, max_size=60), st.integers(0, 59))
    def test_turning_the_text_round_and_round_changes_nothing(self, tokens, shift):
        turned = tokens[shift % len(tokens) :] + tokens[: shift % len(tokens)]
        pd.testing.assert_frame_equal(dispersion.positional(tokens), dispersion.positional(turned))
        frame = dispersion.positional(tokens)
        assert (frame["arf"] >= 1 - 1e-9).all()
        for column in ("arf", "f_awt", "f_ald"):
            assert (frame[column] <= frame["count"] + 1e-9).all()

    def test_misuse(self):
        with pytest.raises(TransitError, match="empty"):
            dispersion.positional([])
        with pytest.raises(TransitError, match="string"):
            dispersion.positional("a b")


def test_d3_of_a_proportional_word_in_unequal_parts_is_one():
    """Was 0.84: the expected counts were those of equal parts."""
    sizes = pd.Series([100, 200, 700])
    assert dispersion.dispersion(pd.DataFrame([[1, 2, 7]]), sizes)["lyne_d3"].item() == (
        pytest.approx(1)
    )


def test_dp_between_what_the_frequency_allows():
    sizes = pd.Series([100, 100, 100, 100])
    frame = dispersion.dispersion(pd.DataFrame([[1, 0, 0, 0], [1, 1, 0, 0], [2, 0, 0, 0]]), sizes)
    assert np.isnan(frame["dp_nofreq"].iloc[0])
    assert frame["dp_nofreq"].tolist()[1:] == pytest.approx([0, 1])


def test_types_spread_wider_in_a_group_are_told_from_those_that_are_only_frequent():
    counts = pd.DataFrame(
        [[2, 2, 2, 6, 0, 0], [9, 0, 0, 3, 3, 3], [1, 1, 1, 0, 0, 0]],
        index=["wide", "lumped", "own"],
        columns=list("abcdef"),
    )
    sizes = pd.Series([20, 20, 40, 20, 40, 20], index=counts.columns)
    groups = pd.Series(list("xxxyyy"), index=counts.columns)
    found = dispersion.distinctive(counts, groups, sizes).set_index(["group", "type"])
    for group in "xy":
        inside = groups == group
        for word in counts.index:
            sides = [counts.loc[[word], side] for side in (inside, ~inside)]
            spread = [float((side > 0).to_numpy().mean()) for side in sides]
            assert found.at[(group, word), "zeta"] == pytest.approx(spread[0] - spread[1])
            dp = [dispersion.deviation_of_proportions(s, sizes[s.columns])["dp"][0] for s in sides]
            assert found.at[(group, word), "eta"] == pytest.approx(dp[1] - dp[0], nan_ok=True)
    assert found.at[("x", "wide"), "eta"] > 0 > found.at[("x", "lumped"), "eta"]
    assert np.isnan(found.at[("x", "own"), "eta"])
    with pytest.raises(TransitError, match="at least two groups"):
        dispersion.distinctive(counts, dict.fromkeys("abcdef", "x"), sizes)
