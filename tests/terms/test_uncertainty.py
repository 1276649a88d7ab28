import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from transit.errors import TransitError
from transit.terms import uncertainty


@given(st.integers(1, 4000), st.data())
def test_rate_intervals_agree_with_scipy(size, data):
    count = data.draw(st.integers(0, size))
    for method, peer in (("wilson", "wilson"), ("exact", "exact")):
        ours = uncertainty.rate_interval(count, size, per=1, method=method).iloc[0]
        theirs = stats.binomtest(count, size).proportion_ci(method=peer)
        assert ours["low"] == pytest.approx(theirs.low, abs=1e-9)
        assert ours["high"] == pytest.approx(theirs.high, abs=1e-9)
        assert 0 <= ours["low"] <= ours["rate"] <= ours["high"] <= 1


def test_jeffreys_interval():
    ours = uncertainty.rate_interval(3, 20, per=1, method="jeffreys").iloc[0]
    assert ours["low"] == pytest.approx(stats.beta.ppf(0.025, 3.5, 17.5))
    assert ours["high"] == pytest.approx(stats.beta.ppf(0.975, 3.5, 17.5))
    assert uncertainty.rate_interval(0, 20, method="jeffreys")["low"].item() == 0


def test_rates_carry_their_unit_and_index():
    frame = uncertainty.rate_interval(pd.Series({"x": 2, "y": 0}), 400)
    assert frame.loc["x", "rate"] == pytest.approx(5)
    assert frame.loc["y", "low"] == 0


def test_rate_misuse_is_refused():
    with pytest.raises(TransitError, match="do not fit"):
        uncertainty.rate_interval(5, 4)
    with pytest.raises(TransitError, match="size zero"):
        uncertainty.rate_interval(0, 0)
    with pytest.raises(TransitError, match="method"):
        uncertainty.rate_interval(1, 4, method="wald")
    with pytest.raises(TransitError, match="level"):
        uncertainty.rate_interval(1, 4, confidence=95)


@given(st.integers(1, 300), st.integers(1, 300), st.integers(301, 5000), st.integers(301, 5000))
def test_katz_interval_agrees_with_scipy(x, y, m, n):
    ours = uncertainty.log_ratio_interval(x, y, m, n, method="katz").iloc[0]
    theirs = stats.contingency.relative_risk(x, m, y, n).confidence_interval(0.95)
    assert ours["low"] == pytest.approx(np.log2(theirs.low), abs=1e-9)
    assert ours["high"] == pytest.approx(np.log2(theirs.high), abs=1e-9)


@given(st.integers(1, 50), st.integers(1, 50), st.integers(100, 5000), st.integers(100, 5000))
def test_score_interval_holds_the_estimate_and_turns_with_the_corpora(x, y, m, n):
    ours = uncertainty.log_ratio_interval(x, y, m, n).iloc[0]
    turned = uncertainty.log_ratio_interval(y, x, n, m).iloc[0]
    assert ours["low"] < np.log2((x / m) / (y / n)) < ours["high"]
    assert ours["low"] == pytest.approx(-turned["high"], abs=1e-6)
    assert ours["high"] == pytest.approx(-turned["low"], abs=1e-6)


def test_score_interval_of_koopman():
    """Koopman 1984 inverts the score test: at each limit its chi-squared is the critical value."""
    x, y, m, n = 7.0, 1.0, 34.0, 34.0
    limits = uncertainty.log_ratio_interval(x, y, m, n).iloc[0]
    for phi in 2**limits:

        def restricted(p2, phi=phi):
            return -(
                x * np.log(phi * p2)
                + (m - x) * np.log(1 - phi * p2)
                + y * np.log(p2)
                + (n - y) * np.log(1 - p2)
            )

        grid = np.linspace(1e-6, min(1, 1 / phi) - 1e-6, 400_001)
        p2 = grid[np.argmin(restricted(grid))]
        p1 = phi * p2
        chi2 = (x - m * p1) ** 2 / (m * p1 * (1 - p1)) + (y - n * p2) ** 2 / (n * p2 * (1 - p2))
        assert chi2 == pytest.approx(stats.norm.ppf(0.975) ** 2, rel=1e-3)


def test_zero_counts_leave_the_interval_open():
    frame = uncertainty.log_ratio_interval(np.array([5, 0, 0]), np.array([0, 5, 0]), 100, 200)
    assert frame["high"].iloc[0] == np.inf and frame["low"].iloc[0] > 0
    assert frame["low"].iloc[1] == -np.inf
    assert frame.iloc[2].isna().all()
    finite = uncertainty.log_ratio_interval(5, 0, 100, 200, method="katz").iloc[0]
    assert np.isfinite(finite).all()


def test_coverage_of_the_score_interval():
    generator = np.random.default_rng(3)
    x, y = generator.binomial(300, 0.02, 4000), generator.binomial(3000, 0.01, 4000)
    frame = uncertainty.log_ratio_interval(x, y, 300, 3000)
    covered = ((frame["low"] <= 1) & (frame["high"] >= 1)).mean()
    assert 0.93 < covered < 0.97


@settings(max_examples=200)
@given(st.integers(1, 400), st.integers(1, 4000), st.data())
def test_fisher_agrees_with_scipy(m, n, data):
    x, y = data.draw(st.integers(0, min(m, 60))), data.draw(st.integers(0, n))
    peer = stats.fisher_exact([[x, m - x], [y, n - y]]).pvalue
    if peer > 1e-250:
        assert np.log(uncertainty.fisher(x, y, m, n)) == pytest.approx(np.log(peer), abs=1e-7)


def test_fisher_of_many_types():
    x, y = pd.Series({"a": 3, "b": 0, "c": 3}), pd.Series({"a": 1, "b": 9, "c": 1})
    p = uncertainty.fisher(x, y, 100, 200)
    assert p.index.tolist() == ["a", "b", "c"]
    assert p["a"] == p["c"] == pytest.approx(stats.fisher_exact([[3, 97], [1, 199]]).pvalue)
    assert p["b"] == pytest.approx(stats.fisher_exact([[0, 100], [9, 191]]).pvalue)


def test_fisher_needs_whole_numbers():
    with pytest.raises(TransitError, match="whole"):
        uncertainty.fisher(0.5, 1, 10, 10)
    with pytest.raises(TransitError, match="larger"):
        uncertainty.fisher(11, 1, 10, 10)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_benjamini_hochberg_agrees_with_scipy(p):
    assert uncertainty.benjamini_hochberg(p) == pytest.approx(
        stats.false_discovery_control(p), abs=1e-12
    )


def test_benjamini_hochberg_leaves_gaps():
    p = pd.Series([0.01, np.nan, 0.04], index=list("abc"))
    out = uncertainty.benjamini_hochberg(p)
    assert out["a"] == pytest.approx(0.02) and out["c"] == pytest.approx(0.04)
    assert np.isnan(out["b"])
    with pytest.raises(TransitError, match="p-value"):
        uncertainty.benjamini_hochberg([1.2])


def test_holm_rejects_as_bonferroni_step_by_step():
    p = [0.01, 0.02, np.nan, 0.04, 0.012]
    known = [0, 1, 3, 4]
    assert uncertainty.holm(p)[known].tolist() == pytest.approx([0.04, 0.04, 0.04, 0.04])
    assert np.isnan(uncertainty.holm(p)[2])
    with pytest.raises(TransitError, match="outside"):
        uncertainty.holm([2])


class TestFaults:
    """Each failed before it was mended."""

    def test_the_score_interval_where_a_type_fills_its_text(self):
        """Was [3.32, 3.32]; the mirrored call gave the truth."""
        found = uncertainty.log_ratio_interval(10, 1, 10, 10).iloc[0]
        mirrored = -uncertainty.log_ratio_interval(1, 10, 10, 10).iloc[0]
        assert found["low"] == pytest.approx(mirrored["high"])
        assert found["high"] == pytest.approx(mirrored["low"])
        assert found.tolist() == pytest.approx([1.31, 5.81], abs=0.01)

    @pytest.mark.parametrize("size", [10**9, 10**11, 10**13])
    def test_fisher_in_large_corpora(self, size):
        """At 10**13 tokens a fourth of the value was lost. The limit is binomial."""
        found = uncertainty.fisher(8, 2, size, size)
        assert found == pytest.approx(stats.binomtest(8, 10, 0.5).pvalue, rel=1e-6)
        rare = uncertainty.fisher(5, 20, size, 9 * size)
        assert rare == pytest.approx(stats.binomtest(5, 25, 0.1).pvalue, rel=1e-6)

    def test_fisher_of_a_table(self):
        found = uncertainty.fisher([[1, 2], [3, 4]], [[3, 2], [1, 0]], 4, 4)
        assert found.shape == (2, 2)
        assert found[0, 0] == pytest.approx(stats.fisher_exact([[1, 3], [3, 1]]).pvalue)
        assert found[1, 1] == pytest.approx(stats.fisher_exact([[4, 0], [0, 4]]).pvalue)

    def test_series_are_paired_by_label(self):
        one, other = pd.Series({"x": 1, "y": 4}), pd.Series({"y": 0, "x": 3})
        found = uncertainty.fisher(one, other, 4, 4)
        assert found["x"] == pytest.approx(uncertainty.fisher(1, 3, 4, 4))
        assert found["y"] == pytest.approx(uncertainty.fisher(4, 0, 4, 4))
