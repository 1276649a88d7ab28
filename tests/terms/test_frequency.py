import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import TfidfTransformer

from transit.errors import TransitError
from transit.terms import frequency


class TestFrequency:
    counts = pd.DataFrame({"one": [3, 1, 1, 0], "two": [2, 1, 0, 2]}, index=list("abcd"))

    def test_rates_ranks_and_ranges(self):
        frame = frequency.frequency(self.counts).set_index("type")
        assert frame["count"].tolist() == [5, 2, 2, 1]
        assert frame.loc["a", "rate"] == pytest.approx(500)
        assert frame["rank"].tolist() == [1, 2, 2, 4]
        assert frame["tied"].tolist() == [1, 2, 2, 1]
        assert frame["range"].tolist() == [2, 2, 1, 1]

    @pytest.mark.parametrize(
        ("ties", "ranks"),
        [
            ("min", [1, 2, 2, 4]),
            ("max", [1, 3, 3, 4]),
            ("average", [1, 2.5, 2.5, 4]),
            ("dense", [1, 2, 2, 3]),
            ("first", [1, 2, 3, 4]),
        ],
    )
    def test_ties_by_name(self, ties, ranks):
        assert frequency.frequency(self.counts, ties=ties)["rank"].tolist() == ranks

    def test_sizes_may_exceed_the_counts(self):
        sizes = pd.Series({"one": 100, "two": 100})
        assert frequency.frequency(self.counts, sizes)["rate"].iloc[0] == pytest.approx(25)

    def test_refuses_parts_that_do_not_add_up(self):
        with pytest.raises(TransitError, match="'two' holds 5 occurrences but its size is 4"):
            frequency.frequency(self.counts, pd.Series({"one": 5, "two": 4}))

    def test_refuses_a_part_of_size_zero(self):
        with pytest.raises(TransitError, match="size zero"):
            frequency.frequency(self.counts.assign(three=0))

    def test_refuses_negative_missing_and_doubled_counts(self):
        with pytest.raises(TransitError, match="negative count for type 'd'"):
            frequency.frequency(self.counts - np.array([[0, 0], [0, 0], [0, 0], [1, 0]]))
        with pytest.raises(TransitError, match="no count for type 'a'"):
            frequency.frequency(self.counts.where(self.counts < 3))
        with pytest.raises(TransitError, match="type 'a' stands twice"):
            frequency.frequency(pd.concat([self.counts, self.counts]))
        with pytest.raises(TransitError, match="ties"):
            frequency.frequency(self.counts, ties="random")

    def test_rates_of_every_part(self):
        frame = frequency.rates(self.counts)
        assert len(frame) == 8
        assert frame.loc[0, ["type", "part", "count", "size"]].tolist() == ["a", "one", 3, 5]
        assert (frame["low"] <= frame["rate"]).all() and (frame["rate"] <= frame["high"]).all()


class TestTfidf:
    counts = pd.DataFrame(np.array([[3, 0, 1], [2, 0, 0], [3, 0, 0], [3, 2, 0]]).T)

    @pytest.mark.parametrize(("variant", "smooth"), [("smooth", True), ("unsmoothed", False)])
    @pytest.mark.parametrize("norm", ["l2", None])
    def test_agrees_with_scikit_learn(self, variant, smooth, norm):
        peer = (
            TfidfTransformer(smooth_idf=smooth, norm=norm)
            .fit_transform(self.counts.to_numpy().T)
            .toarray()
            .T
        )
        ours = frequency.tfidf(self.counts, variant=variant, norm=norm)
        assert ours.to_numpy() == pytest.approx(peer)

    def test_a_type_of_every_part_weighs_nothing_in_the_plain_variant(self):
        weights = frequency.tfidf(self.counts, variant="sparck-jones", norm=None)
        assert weights.loc[0].tolist() == [0, 0, 0, 0]
        assert weights.loc[1, 3] == pytest.approx(2 * np.log(4))

    def test_refuses_unknown_names(self):
        with pytest.raises(TransitError, match="variant"):
            frequency.tfidf(self.counts, variant="best")
        with pytest.raises(TransitError, match="norm"):
            frequency.tfidf(self.counts, norm="l1")
