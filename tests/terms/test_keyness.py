import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from transit.errors import TransitError
from transit.terms import keyness

SIZE = st.integers(50, 5000)


@st.composite
def cells(draw):
    n1, n2 = draw(SIZE), draw(SIZE)
    a = draw(st.integers(0, n1 - 1))
    b = draw(st.integers(1 if a == 0 else 0, n2 - 1))
    return a, b, n1, n2


def table(a, b, n1, n2):
    return [[a, b], [n1 - a, n2 - b]]


@given(cells())
def test_log_likelihood_agrees_with_scipy(c):
    peer = stats.chi2_contingency(table(*c), correction=False, lambda_="log-likelihood").statistic
    assert keyness.log_likelihood(*c) == pytest.approx(peer, rel=1e-9, abs=1e-9)


@given(cells())
def test_chi_squared_agrees_with_scipy(c):
    for correction in (False, True):
        peer = stats.chi2_contingency(table(*c), correction=correction).statistic
        ours = keyness.chi_squared(*c, correction="yates" if correction else "none")
        assert ours == pytest.approx(peer, rel=1e-9, abs=1e-9)


@given(cells())
def test_odds_ratio_agrees_with_scipy(c):
    a, b, _, _ = c
    if a and b:
        peer = stats.contingency.odds_ratio(table(*c), kind="sample").statistic
        assert keyness.odds_ratio(*c) == pytest.approx(peer)


@given(cells())
def test_log_likelihood_is_the_sum_over_a_partition(c):
    """Lancaster's partition: the four cells are the two occurrences cells and the two others."""
    a, b, n1, n2 = c
    whole = keyness.log_likelihood(a, b, n1, n2)
    both = keyness.log_likelihood(a, b, n1, n2, form="two-cell") + keyness.log_likelihood(
        n1 - a, n2 - b, n1, n2, form="two-cell"
    )
    assert whole == pytest.approx(both, rel=1e-9, abs=1e-9)
    assert whole >= 0


@given(cells())
def test_symmetry(c):
    a, b, n1, n2 = c
    swapped = b, a, n2, n1
    for form in ("four-cell", "two-cell"):
        assert keyness.log_likelihood(*c, form=form, signed=True) == pytest.approx(
            -keyness.log_likelihood(*swapped, form=form, signed=True), rel=1e-9, abs=1e-9
        )
    assert keyness.log_ratio(*c) == pytest.approx(-keyness.log_ratio(*swapped), abs=1e-12)
    assert keyness.difference_coefficient(*c) == pytest.approx(
        -keyness.difference_coefficient(*swapped), abs=1e-12
    )
    assert keyness.odds_ratio(*c) * keyness.odds_ratio(*swapped) == pytest.approx(1)


@given(cells(), st.integers(2, 20))
def test_scale(c, factor):
    """Effect sizes do not change with the size of both corpora, significance grows with it."""
    a, b = c[:2]
    larger = tuple(factor * value for value in c)
    assert keyness.log_likelihood(*larger) == pytest.approx(
        factor * keyness.log_likelihood(*c), rel=1e-6, abs=1e-6
    )
    assert keyness.difference_coefficient(*larger) == pytest.approx(
        keyness.difference_coefficient(*c)
    )
    if a and b:
        for measure in (keyness.log_ratio, keyness.percent_difference, keyness.odds_ratio):
            assert measure(*larger) == pytest.approx(measure(*c), rel=1e-9, abs=1e-9)


@given(st.integers(1, 30), st.integers(1, 9), st.integers(31, 500))
def test_identical_rates_give_nothing(a, factor, n):
    c = a, a * factor, n, n * factor
    assert keyness.log_likelihood(*c) == pytest.approx(0, abs=1e-9)
    assert keyness.log_likelihood(*c, form="two-cell") == pytest.approx(0, abs=1e-9)
    assert keyness.chi_squared(*c) == pytest.approx(0, abs=1e-9)
    assert keyness.log_ratio(*c) == pytest.approx(0, abs=1e-12)
    assert keyness.percent_difference(*c) == pytest.approx(0, abs=1e-9)
    assert keyness.odds_ratio(*c) == pytest.approx(1)
    assert keyness.simple_maths(*c) == pytest.approx(1)
    assert keyness.difference_coefficient(*c) == pytest.approx(0, abs=1e-12)


@given(cells())
def test_corrections_only_take_away(c):
    assert keyness.log_likelihood(*c, correction="yates") <= keyness.log_likelihood(*c) + 1e-9
    assert keyness.chi_squared(*c, correction="yates") <= keyness.chi_squared(*c) + 1e-9
    assert keyness.chi_squared(*c, correction="williams") <= keyness.chi_squared(*c) + 1e-9


def test_a_type_in_neither_corpus_is_undefined():
    assert keyness.log_likelihood(0, 0, 10, 10) == 0
    for measure in (
        keyness.log_ratio,
        keyness.percent_difference,
        keyness.odds_ratio,
        keyness.difference_coefficient,
        keyness.chi_squared,
    ):
        assert np.isnan(measure(0, 0, 10, 10))


def test_shapes_follow_the_input():
    series = pd.Series([1, 2], index=["x", "y"])
    out = keyness.log_likelihood(series, series, 10, 20)
    assert out.index.tolist() == ["x", "y"]
    assert isinstance(keyness.log_ratio(1, 2, 10, 10), float)
    assert keyness.log_ratio(np.array([1, 2]), 2, 10, 10).shape == (2,)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((-1, 1, 10, 10), "negative count"),
        ((1, 1, 0, 10), "size zero"),
        ((11, 1, 10, 10), "do not add up|add up"),
        ((np.nan, 1, 10, 10), "missing"),
    ],
)
def test_misuse_is_refused(arguments, message):
    for measure in (
        keyness.log_likelihood,
        keyness.chi_squared,
        keyness.log_ratio,
        keyness.percent_difference,
        keyness.odds_ratio,
        keyness.simple_maths,
        keyness.difference_coefficient,
        keyness.effect_of_likelihood,
    ):
        with pytest.raises(TransitError, match=message):
            measure(*arguments)


def test_the_negative_count_is_named():
    with pytest.raises(TransitError, match="'y'"):
        keyness.log_likelihood(pd.Series({"x": 1, "y": -1}), 1, 10, 10)


def test_unknown_variants_are_refused():
    for options in (
        {"form": "three-cell"},
        {"correction": "best"},
        {"form": "two-cell", "correction": "yates"},
    ):
        with pytest.raises(TransitError):
            keyness.log_likelihood(1, 2, 10, 10, **options)
    with pytest.raises(TransitError, match="zero"):
        keyness.log_ratio(1, 2, 10, 10, zero="nothing")
    with pytest.raises(TransitError, match="smoothing"):
        keyness.simple_maths(1, 2, 10, 10, smoothing=0)


class TestFrame:
    target = pd.Series({"power": 30, "the": 60, "rare": 1, "never": 0})
    reference = pd.Series({"power": 10, "the": 240, "other": 4, "never": 0})

    def test_columns_hold_what_the_functions_give(self):
        frame = keyness.keyness(self.target, self.reference, 1000, 4000).set_index("type")
        row = frame.loc["power"]
        c = 30, 10, 1000, 4000
        assert row["expected"] == pytest.approx(8)
        assert row["target_rate"] == pytest.approx(30)
        assert row["g2"] == pytest.approx(keyness.log_likelihood(*c))
        assert row["log_ratio"] == pytest.approx(keyness.log_ratio(*c))
        assert row["bic"] == pytest.approx(row["g2"] - np.log(5000))
        assert row["p"] == pytest.approx(stats.chi2.sf(row["g2"], 1))
        assert row["test"] == "chi-squared" and row["differs"]
        assert frame.loc["rare", "p"] == pytest.approx(
            stats.fisher_exact([[1, 0], [999, 4000]]).pvalue
        )
        assert frame.loc["rare", "test"] == "fisher"
        assert frame.loc["other", "target"] == 0

    def test_types_that_occur_nowhere_are_not_tested(self):
        frame = keyness.keyness(self.target, self.reference, 1000, 4000)
        assert "never" not in set(frame["type"])
        assert len(frame) == 4

    def test_the_family_is_the_frame(self):
        frame = keyness.keyness(self.target, self.reference, 1000, 4000)
        assert frame["p_adjusted"].tolist() == pytest.approx(
            stats.false_discovery_control(frame["p"]).tolist()
        )

    def test_largest_first(self):
        frame = keyness.keyness(self.target, self.reference, 1000, 4000)
        assert frame["g2"].is_monotonic_decreasing
        assert frame["type"].iloc[0] == "power"

    def test_sizes_default_to_the_counts(self):
        frame = keyness.keyness(pd.Series({"x": 3, "y": 1}), pd.Series({"x": 3, "y": 3}))
        assert frame.set_index("type").loc["x", "target_rate"] == pytest.approx(750)

    def test_misuse_is_refused(self):
        with pytest.raises(TransitError, match="expected a Series"):
            keyness.keyness([1], self.reference)
        with pytest.raises(TransitError, match="do not fit"):
            keyness.keyness(self.target, self.reference, 50, 4000)
        with pytest.raises(TransitError, match="size zero"):
            keyness.keyness(self.target * 0, self.reference)
        with pytest.raises(TransitError, match="stands twice"):
            keyness.keyness(pd.concat([self.target, self.target]), self.reference)
        with pytest.raises(TransitError, match="level"):
            keyness.keyness(self.target, self.reference, alpha=5)


class TestAgainstEnglish:
    def test_the_lists_of_wordfreq(self):
        import wordfreq

        rates = keyness.general_english(["the", "parliament", "qqqzzzqqq"])
        for word in ("the", "parliament"):
            assert rates[word] == pytest.approx(wordfreq.word_frequency(word, "en"), rel=1e-3)
        assert np.isnan(rates["qqqzzzqqq"])
        with pytest.raises(TransitError, match="wordlist"):
            keyness.general_english(["the"], wordlist="huge")

    def test_one_sample_forms(self):
        counts = pd.Series({"x": 20, "y": 2, "z": 3})
        rates = pd.Series({"x": 0.01, "y": 0.002})
        frame = keyness.against_rates(counts, rates, 1000).set_index("type")
        assert frame.loc["x", "log_ratio"] == pytest.approx(1)
        assert frame.loc["x", "g2"] == pytest.approx(2 * (20 * np.log(2) + 980 * np.log(980 / 990)))
        assert frame.loc["y", "log_ratio"] == pytest.approx(0)
        assert frame.loc["y", "p"] == pytest.approx(stats.binomtest(2, 1000, 0.002).pvalue)
        assert not frame.loc["z", "listed"]
        assert np.isnan(frame.loc["z", "log_ratio"]) and np.isnan(frame.loc["z", "p_adjusted"])

    def test_a_floor_gives_a_lower_bound(self):
        frame = keyness.against_rates(pd.Series({"z": 3}), pd.Series(dtype=float), 1000, floor=1e-8)
        assert frame["log_ratio"].item() == pytest.approx(np.log2(3e-3 / 1e-8))

    def test_approaches_the_two_sample_form(self):
        """With a huge reference the known rate and the counted one are the same thing."""
        counts = pd.Series({"x": 20, "y": 7})
        size = 10**10
        one = keyness.against_rates(counts, pd.Series({"x": 0.01, "y": 0.002}), 1000)
        two = keyness.keyness(
            counts, pd.Series({"x": size / 100, "y": size / 500}), 1000, size, exact_below=0
        )
        assert one["g2"].tolist() == pytest.approx(two["g2"].tolist(), rel=1e-4)

    def test_a_rate_is_a_proportion(self):
        with pytest.raises(TransitError, match="rate"):
            keyness.against_rates(pd.Series({"x": 1}), pd.Series({"x": 2.0}), 10)

    def test_weights_are_not_cut_off(self):
        """5.7 had the exact p of 5."""
        with pytest.raises(TransitError, match="whole numbers"):
            keyness.against_rates(pd.Series({"x": 5.7}), pd.Series({"x": 0.001}), 1000)
        frame = keyness.against_rates(
            pd.Series({"x": 5.7}), pd.Series({"x": 0.001}), 1000, exact_below=0
        )
        assert frame["p"].item() == pytest.approx(stats.chi2.sf(frame["g2"].item(), 1))


class TestFaults:
    """Each failed before it was mended."""

    def test_ell_stays_on_its_scale(self):
        assert np.isnan(keyness.effect_of_likelihood(3, 0, 4, 5))
        a, b = np.meshgrid(np.arange(12), np.arange(12))
        values = keyness.effect_of_likelihood(a, b, 12, 15)
        known = values[~np.isnan(values)]
        assert len(known) and known.min() >= 0 and known.max() <= 1

    def test_absence_from_a_short_text_is_no_overuse(self):
        assert keyness.log_ratio(0, 5, 10, 10_000) < 0
        assert keyness.percent_difference(0, 5, 10, 10_000) == -100
        assert keyness.percent_difference(0, 5, 10, 10_000, zero=0.5) == -100

    def test_any_number_may_stand_for_nothing(self):
        expected = keyness.log_ratio(0, 5, 1000, 2000, zero=1)
        assert keyness.log_ratio(0, 5, 1000, 2000, zero=np.int64(1)) == expected
        for wrong in (0, -1, "half", True):
            with pytest.raises(TransitError, match="zero"):
                keyness.log_ratio(0, 5, 1000, 2000, zero=wrong)

    def test_series_are_paired_by_label(self):
        one, other = pd.Series({"x": 10, "y": 1}), pd.Series({"y": 20, "x": 5})
        found = keyness.log_ratio(one, other, 100, 100)
        assert found["x"] == pytest.approx(1)
        with pytest.raises(TransitError, match="not in another"):
            keyness.log_ratio(one, pd.Series({"x": 1, "z": 2}), 100, 100)
        with pytest.raises(TransitError, match="stands twice"):
            keyness.log_ratio(one, pd.Series([1, 2], ["x", "x"]), 100, 100)

    @pytest.mark.parametrize("wrong", ["12", ["a"], [None], [1 + 2j]])
    def test_what_is_no_number_is_refused(self, wrong):
        with pytest.raises(TransitError, match="target"):
            keyness.log_likelihood(wrong, 1, 100, 100)
