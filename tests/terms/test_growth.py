"""Growth of the vocabulary and the laws fitted to it."""

from itertools import combinations, permutations

import numpy as np
import pandas as pd
import pytest

from transit.errors import TransitError
from transit.terms import counting, growth


class TestGrowth:
    counts = counting.count_tokens(
        {"p1": ["a", "b", "a", "c"], "p2": ["a", "d"], "p3": ["d", "b", "e", "a"]}
    )

    def test_types_tokens_hapaxes(self):
        frame = growth.growth(self.counts)
        assert frame["tokens"].tolist() == [4, 6, 10]
        assert frame["types"].tolist() == [3, 4, 5]
        assert frame["new"].tolist() == [3, 1, 1]
        assert frame["hapaxes"].tolist() == [2, 3, 2]
        assert frame["expected"].iloc[-1] == pytest.approx(5)

    def test_expected_types_by_enumeration(self):

        text = "aaabbc"
        for size in range(7):
            samples = [len(set(sample)) for sample in combinations(text, size)]
            found = growth.expected_types([3, 2, 1], size)["types"].item()
            assert found == pytest.approx(np.mean(samples))

    def test_no_expectation_without_all_tokens(self):
        frame = growth.growth(self.counts, pd.Series({"p1": 9, "p2": 9, "p3": 9}))
        assert frame["expected"].isna().all()

    def test_refuses_a_sample_larger_than_the_text(self):
        with pytest.raises(TransitError, match="does not fit"):
            growth.expected_types([1, 2], 4)

    def test_heaps_law_recovered(self):
        n = np.array([100, 500, 1000, 5000, 20000])
        curve = pd.DataFrame({"tokens": n, "types": 3.5 * n**0.62})
        for method in ("log-log", "least-squares"):
            fit = growth.fit_heaps(curve, method=method).iloc[0]
            assert (fit["k"], fit["beta"]) == (pytest.approx(3.5), pytest.approx(0.62))
            assert fit["r2"] == pytest.approx(1)

    def test_heaps_law_needs_growth(self):
        with pytest.raises(TransitError, match="growing"):
            growth.fit_heaps(pd.DataFrame({"tokens": [1, 1, 2], "types": [1, 1, 1]}))

    def test_zipf_mandelbrot_recovered(self):
        ranks = np.arange(1, 2001)
        weight = (ranks + 4.2) ** -1.2
        counts = pd.Series(weight / weight.sum() * 1e6, index=ranks)
        fits = growth.fit_zipf(counts).set_index("model")
        shifted = fits.loc["zipf-mandelbrot"]
        assert shifted["exponent"] == pytest.approx(1.2, abs=1e-3)
        assert shifted["shift"] == pytest.approx(4.2, abs=1e-2)
        assert shifted["aic"] < fits.loc["zipf", "aic"]

    def test_zipf_recovered(self):
        ranks = np.arange(1, 1001)
        counts = pd.Series(1e5 * ranks**-0.9, index=ranks)
        fit = growth.fit_zipf(counts).set_index("model").loc["zipf"]
        assert fit["exponent"] == pytest.approx(0.9, abs=1e-5)
        assert fit["constant"] == pytest.approx(1e5, rel=1e-4)

    def test_zipf_needs_types(self):
        with pytest.raises(TransitError, match="three types"):
            growth.fit_zipf(pd.Series([3, 1]))

    def test_rank_frequency(self):
        frame = growth.rank_frequency(pd.Series({"b": 2, "a": 2, "c": 5, "d": 0}))
        assert frame["type"].tolist() == ["c", "a", "b"]
        assert frame["rank"].tolist() == [1, 2, 3]


class TestOrders:
    table = pd.DataFrame([[3, 1, 0, 2], [0, 2, 4, 0], [1, 0, 0, 1], [0, 0, 1, 0]])

    def test_every_order_by_enumeration(self):
        found = growth.heaps_by_order(self.table, draws=4000, confidence=0.9)
        betas = [
            growth.fit_heaps(growth.growth(self.table[list(order)]))["beta"].item()
            for order in permutations(self.table.columns)
        ]
        assert found["beta"].item() == pytest.approx(betas[0])
        assert found["beta_mean"].item() == pytest.approx(np.mean(betas), abs=0.02)
        assert min(betas) <= found["beta_low"].item() <= found["beta_high"].item() <= max(betas)

    def test_needs_three_parts(self):
        with pytest.raises(TransitError, match="three parts"):
            growth.heaps_by_order(self.table[[0, 1]])


class TestRareEvents:
    def test_words_drawn_from_the_model_fit_it(self):
        law = growth._Law(0.6, 1e-6, 0.01)
        spectrum = np.round(law.expected(20_000, 400)[1:]).astype(int)
        found = growth.fit_lnre(pd.Series(np.repeat(np.arange(1, 401), spectrum))).iloc[0]
        assert found["alpha"] == pytest.approx(0.6, abs=0.05)
        assert found["p"] > 0.5
        assert found["hapaxes"] == spectrum[0]

    def test_words_that_cluster_do_not(self):
        counts = np.concatenate([np.full(300, 4), np.full(20, 50), np.full(40, 1)])
        assert growth.fit_lnre(pd.Series(counts))["p"].item() < 0.01

    def test_misuse_is_refused(self):
        with pytest.raises(TransitError, match="model"):
            growth.fit_lnre(pd.Series(range(30)), model="gigp")
        with pytest.raises(TransitError, match="whole"):
            growth.fit_lnre(pd.Series([0.5] * 30))
        with pytest.raises(TransitError, match="at least 15 types"):
            growth.fit_lnre(pd.Series([1, 2]))
