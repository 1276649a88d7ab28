"""Exchanged, turned and redrawn parts."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from transit.errors import TransitError
from transit.terms import resampling
from transit.terms.keyness import log_likelihood

COUNTS = pd.DataFrame(
    [[9, 8, 9, 1, 0, 1, 0, 1], [26, 0, 0, 0, 1, 1, 1, 1]],
    index=["everywhere", "once"],
    columns=list("abcdefgh"),
)
SIZES = pd.Series(100, index=list("abcdefgh"))
GROUPS = pd.Series(list("xxxyyyyy"), list("abcdefgh"))


def at(frame, group="x"):
    return frame[frame["group"] == group].set_index("type")


def drifting(generator, parts=40, types=30):
    """Words that cluster in parts, but in no group of parts more than in others."""
    rate = generator.gamma(0.3, size=(types, parts)) * generator.uniform(1, 6, size=(types, 1))
    counts = pd.DataFrame(generator.poisson(rate), index=[f"w{k}" for k in range(types)])
    sizes = pd.Series(generator.integers(60, 140, parts) + counts.sum().to_numpy())
    groups = pd.Series(np.repeat(list("abcde"), parts // 5))
    return counts[counts.sum(axis=1) >= 5], groups, sizes


class TestStepDown:
    def test_by_enumeration(self):
        """Two statistics, four equally likely draws, the second test never the largest."""
        draws = np.array([[3.0, 1.0, 1.0, 1.0], [0.0, 2.0, 0.5, 0.0]])

        def draw(generator, rows):
            return draws[:, np.arange(rows) % 4]

        found = resampling.step_down(np.array([2.5, 1.5]), draw, draws=3999)
        assert found["p"].tolist() == pytest.approx([0.25, 0.25], abs=0.001)
        assert found["p_adjusted"].tolist() == pytest.approx([0.25, 0.25], abs=0.001)
        found = resampling.step_down(np.array([1.5, 0.6]), draw, draws=3999)
        assert found["p_adjusted"].tolist() == pytest.approx([0.5, 0.5], abs=0.001)

    def test_never_below_the_single_test_nor_out_of_order(self):
        generator = np.random.default_rng(1)
        seen = np.abs(generator.normal(size=20))
        found = resampling.step_down(seen, lambda g, n: np.abs(g.normal(size=(20, n))), draws=999)
        assert (found["p_adjusted"] >= found["p"] - 1e-12).all()
        assert found["p_adjusted"][np.argsort(-seen)].is_monotonic_increasing

    @pytest.mark.parametrize("draws", [0, 2.5, True])
    def test_draws_are_a_whole_number(self, draws):
        with pytest.raises(TransitError, match="draws"):
            resampling.step_down(np.array([1.0]), lambda g, n: np.ones((1, n)), draws=draws)


class TestExchanged:
    def test_is_not_fooled_by_one_part(self):
        found = at(resampling.exchanged(COUNTS, GROUPS, SIZES, draws=9999))
        assert found.loc["everywhere", "p"] < 0.05
        assert found.loc["once", "p"] > 0.25

    def test_by_enumeration(self):
        own = COUNTS.loc["everywhere"].to_numpy()
        residual = own - own.sum() / 8
        sums = [residual[list(chosen)].sum() for chosen in combinations(range(8), 3)]
        found = at(resampling.exchanged(COUNTS, GROUPS, SIZES, draws=50_000)).loc["everywhere"]
        assert found["z"] == pytest.approx(residual[:3].sum() / np.std(sums), rel=1e-5)
        far = np.mean([abs(s) >= abs(residual[:3].sum()) - 1e-9 for s in sums])
        assert found["p"] == pytest.approx(far, abs=0.004)

    def test_the_family_is_all_groups_and_types(self):
        found = resampling.exchanged(COUNTS, GROUPS, SIZES, draws=9999)
        assert len(found) == 4
        assert (found["p_adjusted"] >= found["p"]).all()

    def test_log_likelihood_by_enumeration(self):
        own, sizes = COUNTS.loc["everywhere"], SIZES.reindex(COUNTS.columns)

        def likelihood(inside):
            here, tokens = own.iloc[inside].sum(), sizes.iloc[inside].sum()
            return log_likelihood(here, own.sum() - here, tokens, sizes.sum() - tokens)

        values = [likelihood(list(chosen)) for chosen in combinations(range(8), 3)]
        found = at(resampling.exchanged(COUNTS, GROUPS, SIZES, statistic="g2", draws=50_000))
        far = np.mean([value >= values[0] - 1e-9 for value in values])
        assert found.loc["everywhere", "p"] == pytest.approx(far, abs=0.004)
        usual = at(resampling.exchanged(COUNTS, GROUPS, SIZES, draws=99))
        assert found["z"].tolist() == usual["z"].tolist()

    def test_an_unknown_statistic_is_refused(self):
        with pytest.raises(TransitError, match="none of z, g2"):
            resampling.exchanged(COUNTS, GROUPS, SIZES, statistic="chi2")

    def test_turned_boundaries_by_hand(self):
        found = at(resampling.exchanged(COUNTS, GROUPS, SIZES, draws=99)).loc["everywhere"]
        own = (COUNTS.loc["everywhere"] - COUNTS.loc["everywhere"].mean()).to_numpy()
        spread = [abs(np.roll(own, way)[:3].sum()) for way in range(8)]
        assert found["p_shifted"] == pytest.approx(np.mean([s >= spread[0] - 1e-9 for s in spread]))

    def test_shuffled_parts_have_few_findings(self):
        """Two hundred texts of words that cluster: the rate of false findings is at most .05."""
        generator, false = np.random.default_rng(1), 0
        for _ in range(200):
            counts, groups, sizes = drifting(generator)
            found = resampling.exchanged(counts, groups, sizes, draws=499)
            false += (found["p_adjusted"] <= 0.05).any()
        assert false <= 18, "more than .05 of 200 by more than chance allows"

    def test_a_true_difference_is_found(self):
        counts, groups, sizes = drifting(np.random.default_rng(3))
        counts.loc["key"] = np.where(groups == "b", 4, 0)
        found = resampling.exchanged(counts, groups, sizes + 4, draws=9999)
        found = found[found["p_adjusted"] <= 0.05]
        assert found[["group", "type"]].to_numpy().tolist() == [["b", "key"]]

    def test_seeds_reproduce(self):
        first = resampling.exchanged(COUNTS, GROUPS, SIZES, draws=199)
        pd.testing.assert_frame_equal(first, resampling.exchanged(COUNTS, GROUPS, SIZES, draws=199))

    def test_misuse_is_refused(self):
        with pytest.raises(TransitError, match="no group for part"):
            resampling.exchanged(COUNTS, {"a": "x"}, SIZES)
        with pytest.raises(TransitError, match="two groups"):
            resampling.exchanged(COUNTS, pd.Series("x", list("abcdefgh")), SIZES)


def test_boundaries_of_a_text_whose_subject_drifts():
    counts = pd.DataFrame([[5, 5, 5, 4, 1, 0, 0, 0, 0, 0, 0, 0]], index=["w"])
    groups = pd.Series(list("aaaabbbbcccc"))
    found = resampling.shifted(counts, groups, pd.Series(50, counts.columns), draws=2000)
    assert found["shift"].tolist() == list(range(12))
    assert found.loc[0, "beyond"] >= 1 and found["beyond"].sum() > found.loc[0, "beyond"]
    assert found["bar"].nunique() == 1


def test_halves_and_groups_are_one_family():
    late = pd.Series(np.arange(8) >= 4, index=COUNTS.columns)
    found = resampling.exchanged_course(COUNTS, late, GROUPS, SIZES, draws=9999).set_index("type")
    own = COUNTS.loc["everywhere"] - COUNTS.loc["everywhere"].mean()
    assert np.sign(found.loc["everywhere", "z"]) == np.sign(own[4:].sum())
    assert found.loc["everywhere", "p_groups"] < 0.05 < found.loc["once", "p_groups"]
    assert (found["p_groups_adjusted"] >= found["p_groups"]).all()
    single = at(resampling.exchanged(COUNTS, GROUPS, SIZES, draws=99))
    weight = np.array([5, 3]) / 8
    other = at(resampling.exchanged(COUNTS, GROUPS, SIZES, draws=99), "y")
    expected = weight[0] * single["z"] ** 2 + weight[1] * other["z"] ** 2
    assert found["q"].tolist() == pytest.approx(expected.tolist(), rel=1e-4)
    rolled = [pd.Series(np.roll(GROUPS.to_numpy(), way), index=COUNTS.columns) for way in range(8)]
    every = [
        resampling.exchanged_course(COUNTS, late, groups, SIZES, draws=99)["q"].to_numpy()
        for groups in rolled
    ]
    reached = [(q >= found["q"].to_numpy() * (1 - 1e-5)) for q in every]
    assert found["turns"].tolist() == np.sum(reached, axis=0).tolist()


class TestBootstrap:
    def test_is_wider_for_words_that_cluster(self):
        one = pd.Series("all", COUNTS.columns)
        found = resampling.bootstrap(COUNTS, one, SIZES, statistic="rate").set_index("type")
        width = found["high_parts"] - found["low_parts"]
        assert width["once"] > width["everywhere"]
        assert found.loc["once", "value"] == pytest.approx(1000 * 30 / 800)

    def test_never_narrower_than_for_independent_words(self):
        found = resampling.bootstrap(COUNTS, GROUPS, SIZES)
        assert (found["low"] <= found["low_parts"]).all()
        assert (found["high"] >= found["high_parts"]).all()
        ratio = at(found).loc["everywhere"]
        assert ratio["value"] == pytest.approx(np.log2((26 / 300) / (3 / 500)))
        assert ratio["low"] > 1

    def test_a_type_that_a_group_lacks_has_no_bound(self):
        counts = pd.DataFrame([[0, 0, 0, 2, 3, 1, 2, 2], [0] * 8], columns=COUNTS.columns)
        found = at(resampling.bootstrap(counts, GROUPS, SIZES, draws=500))
        assert found.loc[0, "low"] == -np.inf and found.loc[0, "high"] < 1
        assert np.isnan(found.loc[1, "value"])

    def test_misuse_is_refused(self):
        with pytest.raises(TransitError, match="statistic"):
            resampling.bootstrap(COUNTS, GROUPS, SIZES, statistic="mean")
        with pytest.raises(TransitError, match="at least 100"):
            resampling.bootstrap(COUNTS, GROUPS, SIZES, draws=10)
