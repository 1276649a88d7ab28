import io
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from transit.errors import TransitError
from transit.reading import words
from transit.terms import frequency

TEXT = """The U.S. and Kazakhstan's Nur-Sultan: 3.5 per cent in the 1980s, "off-year"
elections (2018-2019). THE end, the end!"""


class TestCountTypes:
    def test_counts_words_numbers_and_abbreviations(self):
        found = frequency.count_types(TEXT).to_dict()
        assert found["the"] == 4
        assert found["end"] == 2
        assert {
            "u.s.",
            "kazakhstan's",
            "nur-sultan",
            "3.5",
            "1980s",
            "off-year",
            "2018",
            "2019",
        } <= set(found)

    def test_orders_by_count_then_alphabet(self):
        assert frequency.count_types("b a c a b d").index.tolist() == ["a", "b", "c", "d"]

    def test_cuts_as_the_reader_of_articles_does(self):
        expected = Counter(token.lower() for _, token in words.tokenize(TEXT))
        assert frequency.count_types(TEXT).to_dict() == dict(expected)

    def test_agrees_with_scikit_learn(self):
        vectorizer = CountVectorizer(token_pattern=frequency.TOKEN)
        matrix = vectorizer.fit_transform([TEXT]).toarray()[0]
        assert frequency.count_types(TEXT).to_dict() == dict(
            zip(vectorizer.get_feature_names_out(), matrix, strict=True)
        )

    def test_a_file_and_its_lines_give_what_the_string_gives(self, monkeypatch):
        text = TEXT * 20
        whole = frequency.count_types(text)
        monkeypatch.setattr(frequency, "_BLOCK", 7)
        pd.testing.assert_series_equal(frequency.count_types(io.StringIO(text)), whole)
        pd.testing.assert_series_equal(frequency.count_types(text), whole)
        pd.testing.assert_series_equal(frequency.count_types(text.splitlines()), whole)

    def test_case_may_be_kept(self):
        assert frequency.count_types("A a", lower=False).to_dict() == {"A": 1, "a": 1}

    def test_an_empty_text_has_no_types(self):
        assert len(frequency.count_types("")) == 0
        assert len(frequency.count_types(" \n")) == 0

    @pytest.mark.parametrize("pattern", [r"\w+|\s", "(", r"(\w)+"])
    def test_refuses_patterns_that_would_miscount(self, pattern):
        with pytest.raises(TransitError, match="pattern"):
            frequency.count_types("a b", pattern=pattern)

    def test_refuses_bytes_and_other_objects(self):
        with pytest.raises(TransitError, match="text"):
            frequency.count_types(io.BytesIO(b"a b"))
        with pytest.raises(TransitError, match="strings"):
            frequency.count_types([1, 2])

    @given(st.lists(st.sampled_from(["a", "B", "c-d", "e's", "U.S.", "1,5", "!", "x."])))
    def test_repeated_stretches_are_matched_once_and_counted_often(self, stretches):
        import re

        expected = Counter(re.findall(frequency.TOKEN, " ".join(stretches).lower()))
        assert frequency.count_types(" ".join(stretches)).to_dict() == dict(expected)


class TestTable:
    long = pd.DataFrame(
        {"paragraph": ["p2", "p1", "p1", "p1"], "term": ["x", "y", "x", "y"], "n": [1, 2, 3, 4]}
    )

    def test_adds_up_and_keeps_the_order_of_parts(self):
        wide = frequency.table(self.long, part="paragraph", type="term", count="n")
        assert wide.columns.tolist() == ["p2", "p1"]
        assert wide.loc["y"].tolist() == [0, 6]
        assert (wide.dtypes == "int64").all()

    def test_names_the_missing_column(self):
        with pytest.raises(TransitError, match="no column 'part'"):
            frequency.table(self.long)

    @pytest.mark.parametrize("bad", [-1, 0.5, np.nan])
    def test_refuses_what_is_no_count(self, bad):
        with pytest.raises(TransitError, match="count"):
            frequency.table(
                self.long.assign(n=[1, 2, 3, bad]), part="paragraph", type="term", count="n"
            )


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
        with pytest.raises(TransitError, match="'a' stands in more than one row"):
            frequency.frequency(pd.concat([self.counts, self.counts]))
        with pytest.raises(TransitError, match="ties"):
            frequency.frequency(self.counts, ties="random")

    def test_rates_of_every_part(self):
        frame = frequency.rates(self.counts)
        assert len(frame) == 8
        assert frame.loc[0, ["type", "part", "count", "size"]].tolist() == ["a", "one", 3, 5]
        assert (frame["low"] <= frame["rate"]).all() and (frame["rate"] <= frame["high"]).all()

    def test_type_token(self):
        frame = frequency.type_token(self.counts).set_index("part")
        assert frame.loc["one"].tolist() == [5, 3, 2, 1, pytest.approx(0.6)]
        assert frame.loc["all", "types"] == 4

    def test_spectrum(self):
        frame = frequency.spectrum(self.counts)
        assert frame.to_dict("list") == {"count": [1, 2, 5], "types": [1, 2, 1]}
        assert (frame["count"] * frame["types"]).sum() == 10


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


class TestGrowth:
    counts = frequency.count_tokens(
        {"p1": ["a", "b", "a", "c"], "p2": ["a", "d"], "p3": ["d", "b", "e", "a"]}
    )

    def test_types_tokens_hapaxes(self):
        frame = frequency.growth(self.counts)
        assert frame["tokens"].tolist() == [4, 6, 10]
        assert frame["types"].tolist() == [3, 4, 5]
        assert frame["new"].tolist() == [3, 1, 1]
        assert frame["hapaxes"].tolist() == [2, 3, 2]
        assert frame["expected"].iloc[-1] == pytest.approx(5)

    def test_expected_types_by_enumeration(self):
        from itertools import combinations

        text = "aaabbc"
        for size in range(7):
            samples = [len(set(sample)) for sample in combinations(text, size)]
            found = frequency.expected_types([3, 2, 1], size)["types"].item()
            assert found == pytest.approx(np.mean(samples))

    def test_no_expectation_without_all_tokens(self):
        frame = frequency.growth(self.counts, pd.Series({"p1": 9, "p2": 9, "p3": 9}))
        assert frame["expected"].isna().all()

    def test_refuses_a_sample_larger_than_the_text(self):
        with pytest.raises(TransitError, match="does not fit"):
            frequency.expected_types([1, 2], 4)

    def test_heaps_law_recovered(self):
        n = np.array([100, 500, 1000, 5000, 20000])
        curve = pd.DataFrame({"tokens": n, "types": 3.5 * n**0.62})
        for method in ("log-log", "least-squares"):
            fit = frequency.fit_heaps(curve, method=method).iloc[0]
            assert (fit["k"], fit["beta"]) == (pytest.approx(3.5), pytest.approx(0.62))
            assert fit["r2"] == pytest.approx(1)

    def test_heaps_law_needs_growth(self):
        with pytest.raises(TransitError, match="growing"):
            frequency.fit_heaps(pd.DataFrame({"tokens": [1, 1, 2], "types": [1, 1, 1]}))

    def test_zipf_mandelbrot_recovered(self):
        ranks = np.arange(1, 2001)
        weight = (ranks + 4.2) ** -1.2
        counts = pd.Series(weight / weight.sum() * 1e6, index=ranks)
        fits = frequency.fit_zipf(counts).set_index("model")
        shifted = fits.loc["zipf-mandelbrot"]
        assert shifted["exponent"] == pytest.approx(1.2, abs=1e-3)
        assert shifted["shift"] == pytest.approx(4.2, abs=1e-2)
        assert shifted["aic"] < fits.loc["zipf", "aic"]

    def test_zipf_recovered(self):
        ranks = np.arange(1, 1001)
        counts = pd.Series(1e5 * ranks**-0.9, index=ranks)
        fit = frequency.fit_zipf(counts).set_index("model").loc["zipf"]
        assert fit["exponent"] == pytest.approx(0.9, abs=1e-5)
        assert fit["constant"] == pytest.approx(1e5, rel=1e-4)

    def test_zipf_needs_types(self):
        with pytest.raises(TransitError, match="three types"):
            frequency.fit_zipf(pd.Series([3, 1]))

    def test_rank_frequency(self):
        frame = frequency.rank_frequency(pd.Series({"b": 2, "a": 2, "c": 5, "d": 0}))
        assert frame["type"].tolist() == ["c", "a", "b"]
        assert frame["rank"].tolist() == [1, 2, 3]


def test_tokens_are_not_strings():
    with pytest.raises(TransitError, match="string"):
        frequency.count_tokens(["a b c"])
    with pytest.raises(TransitError, match="nothing"):
        frequency.count_tokens([])
