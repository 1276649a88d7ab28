from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
from scipy import stats

from transit.errors import TransitError
from transit.terms import association

TOKENS = st.lists(st.sampled_from("abcde"), min_size=6, max_size=60)


@st.composite
def pairs(draw):
    n11, n10, n01 = (draw(st.integers(0, 40)) for _ in range(3))
    n00 = draw(st.integers(1, 400))
    return n11, n11 + n10, n11 + n01, n11 + n10 + n01 + n00


@given(TOKENS, st.integers(2, 6))
def test_windows_count_as_nltk_counts(tokens, window):
    finder = BigramCollocationFinder.from_words(tokens, window_size=window)
    ours = association.windows(tokens, window)
    assert {
        (a, b): n for a, b, n in zip(ours["first"], ours["second"], ours["n11"], strict=True)
    } == dict(finder.ngram_fd)
    assert (ours["n"] == len(tokens)).all()


@given(TOKENS)
def test_scores_agree_with_nltk(tokens):
    finder = BigramCollocationFinder.from_words(tokens)
    frame = association.association(association.windows(tokens, 2), exact_below=0)
    frame = frame.set_index(["first", "second"])
    for column, measure in (
        ("pmi", BigramAssocMeasures.pmi),
        ("t", BigramAssocMeasures.student_t),
        ("dice", BigramAssocMeasures.dice),
        ("jaccard", BigramAssocMeasures.jaccard),
    ):
        for pair, score in finder.score_ngrams(measure):
            assert frame.loc[pair, column] == pytest.approx(score, abs=1e-12), column
    for pair, row in frame.iterrows():
        if row["n1"] + row["n2"] - row["n11"] < row["n"]:
            score = finder.score_ngram(BigramAssocMeasures.likelihood_ratio, *pair)
            assert row["g2"] == pytest.approx(score, abs=1e-6)


def test_windows_score_as_nltk_scores():
    tokens = [
        "the",
        "end",
        "of",
        "the",
        "power",
        "and",
        "the",
        "end",
        "of",
        "the",
        "transit",
        "of",
        "power",
        "the",
        "end",
    ]
    finder = BigramCollocationFinder.from_words(tokens, window_size=4)
    frame = association.association(association.windows(tokens, 4), window_weight=3)
    frame = frame.set_index(["first", "second"])
    for pair, score in finder.score_ngrams(BigramAssocMeasures.pmi):
        assert frame.loc[pair, "pmi"] == pytest.approx(score)


@given(st.lists(TOKENS, min_size=1, max_size=4), st.integers(2, 5))
def test_no_pair_runs_across_sentences(sentences, window):
    ours = association.windows(sentences, window)
    parts = pd.concat([association.windows(tokens, window) for tokens in sentences])
    expected = parts.groupby(["first", "second"])["n11"].sum()
    pd.testing.assert_series_equal(
        ours.set_index(["first", "second"])["n11"].sort_index(), expected, check_dtype=False
    )
    assert ours["n"].iloc[0] == sum(map(len, sentences))


def test_windows_in_steps(monkeypatch):
    tokens = list("abcabdbacbdbacbdab")
    whole = association.windows(tokens, 4)
    monkeypatch.setattr(association, "_STEP", 5)
    pd.testing.assert_frame_equal(association.windows(tokens, 4), whole)
    assert len(association.windows(tokens, 4, minimum=4)) == (whole["n11"] >= 4).sum()


@pytest.mark.parametrize("window", [1, 0, -2, 2.5, True])
def test_a_window_below_two_is_refused(window):
    with pytest.raises(TransitError, match="window"):
        association.windows(list("abc"), window)


def test_strings_and_empty_texts_are_refused():
    with pytest.raises(TransitError, match="string"):
        association.windows("a b c")
    with pytest.raises(TransitError, match="empty"):
        association.windows([])


@given(pairs())
def test_g2_and_p_agree_with_scipy(pair):
    n11, n1, n2, n = pair
    table = [[n11, n1 - n11], [n2 - n11, n - n1 - n2 + n11]]
    frame = association.association(pd.DataFrame([pair], columns=["n11", "n1", "n2", "n"]))
    row = frame.iloc[0]
    if 0 < n1 < n and 0 < n2 < n:
        peer = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        assert row["g2"] == pytest.approx(peer.statistic, rel=1e-9, abs=1e-9)
        assert row["chi2"] == pytest.approx(
            stats.chi2_contingency(table, correction=False).statistic, rel=1e-9, abs=1e-9
        )
        if row["expected"] < 5:
            assert row["test"] == "fisher"
            assert row["p"] == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-6)
        else:
            assert row["p"] == pytest.approx(stats.chi2.sf(row["g2"], 1))
        smoothed = np.array(table) + 0.5
        assert row["lambda"] == pytest.approx(
            np.log(smoothed[0, 0] * smoothed[1, 1] / smoothed[0, 1] / smoothed[1, 0])
        )
        assert row["odds_ratio"] == pytest.approx(np.exp(row["lambda"]))
        assert row["z"] == pytest.approx(row["lambda"] / np.sqrt((1 / smoothed).sum()))


@given(pairs())
def test_bounds_and_symmetry(pair):
    n11, n1, n2, n = pair
    g2 = association.log_likelihood(n11, n1, n2, n)
    assert g2 >= 0 and g2 == pytest.approx(association.log_likelihood(n11, n2, n1, n))
    npmi = association.npmi(n11, n1, n2, n)
    if n1 and n2:
        assert -1 <= npmi <= 1
        assert 0 <= association.dice(n11, n1, n2) <= 1
        assert 0 <= association.minimum_sensitivity(n11, n1, n2) <= 1
        assert association.log_dice(n11, n1, n2) <= 14
    else:
        assert np.isnan(npmi)
    for given_word in ("first", "second"):
        value = association.delta_p(n11, n1, n2, n, given=given_word)
        assert np.isnan(value) or -1 <= value <= 1
    forward, back = (
        association.delta_p(n11, n1, n2, n),
        association.delta_p(n11, n2, n1, n, given="second"),
    )
    assert forward == pytest.approx(back, nan_ok=True)


@given(pairs(), st.integers(2, 9))
def test_scale(pair, factor):
    larger = tuple(factor * value for value in pair)
    assert association.log_likelihood(*larger) == pytest.approx(
        factor * association.log_likelihood(*pair), rel=1e-6, abs=1e-6
    )
    if pair[0]:
        assert association.pmi(*larger) == pytest.approx(association.pmi(*pair), abs=1e-9)
        assert association.npmi(*larger) == pytest.approx(association.npmi(*pair), abs=1e-9)
        assert association.delta_p(*larger) == pytest.approx(
            association.delta_p(*pair), nan_ok=True
        )


@given(st.integers(1, 20), st.integers(2, 20), st.integers(2, 20))
def test_independence_gives_nothing(k, a, b):
    """A word in one of `a` places and another in one of `b`, together in one of `a b`."""
    pair = k, k * b, k * a, k * a * b
    assert association.log_likelihood(*pair) == pytest.approx(0, abs=1e-9)
    assert association.pmi(*pair) == pytest.approx(0, abs=1e-9)
    assert association.delta_p(*pair) == pytest.approx(0, abs=1e-12)
    assert association.odds_ratio(*pair, smoothing=0) == pytest.approx(1)


def test_undefined():
    assert association.pmi(0, 3, 3, 10) == -np.inf
    assert association.npmi(0, 3, 3, 10) == -1
    assert np.isnan(association.npmi(10, 10, 10, 10))
    assert np.isnan(association.t_score(0, 3, 3, 10))
    assert np.isnan(association.dice(0, 0, 0))
    assert np.isnan(association.delta_p(0, 0, 3, 10))


def test_rows_that_make_no_table_have_no_test():
    frame = association.association(association.windows(list("ababab"), 5))
    row = frame.set_index(["first", "second"]).loc[("a", "b")]
    assert row["n11"] > row["n1"]
    assert np.isnan(row["g2"]) and np.isnan(row["p"]) and pd.isna(row["test"])
    assert np.isfinite(row["pmi"])


def test_other_columns_and_the_index_are_kept():
    given_pairs = (
        association.windows(list("abcab"), 2).assign(note="x").set_index(pd.Index([9, 8, 7]))
    )
    frame = association.association(given_pairs)
    assert frame.index.tolist() == [9, 8, 7]
    assert frame["note"].tolist() == ["x"] * 3
    assert frame["p_adjusted"].tolist() == pytest.approx(
        stats.false_discovery_control(frame["p"]).tolist()
    )


def test_misuse_is_refused():
    with pytest.raises(TransitError, match="no column 'n11'"):
        association.association(pd.DataFrame({"a": [1]}))
    with pytest.raises(TransitError, match="negative"):
        association.association(pd.DataFrame({"n11": [-1], "n1": [1], "n2": [1], "n": [9]}))
    with pytest.raises(TransitError, match="do not make a table"):
        association.log_likelihood(5, 4, 9, 20)
    with pytest.raises(TransitError, match="do not make a table"):
        association.contingency(1, 9, 9, 10)
    with pytest.raises(TransitError, match="given"):
        association.delta_p(1, 2, 2, 10, given="third")
    with pytest.raises(TransitError, match="size zero"):
        association.pmi(1, 2, 2, 0)
    with pytest.raises(TransitError, match="smoothing"):
        association.lambda_ratio(1, 2, 2, 10, smoothing=-1)
    with pytest.raises(TransitError, match="window_weight"):
        association.association(association.windows(list("ab"), 2), window_weight=0)


class TestSentences:
    occurrences = pd.DataFrame({"sentence": [1, 1, 1, 2, 2, 3], "type": list("abaabc")})

    def test_by_hand(self):
        frame = association.sentences(self.occurrences, 5)
        assert frame.to_dict("records") == [
            {"first": "a", "second": "b", "n11": 2, "n1": 2, "n2": 2, "n": 5}
        ]

    @given(st.lists(st.lists(st.sampled_from("abcd"), max_size=5), min_size=1, max_size=12))
    def test_against_a_loop(self, texts):
        rows = [(i, token) for i, text in enumerate(texts) for token in text]
        frame = association.sentences(pd.DataFrame(rows, columns=["sentence", "type"]), len(texts))
        for a, b in combinations("abcd", 2):
            both = sum(a in text and b in text for text in texts)
            row = frame[(frame["first"] == a) & (frame["second"] == b)]
            assert row["n11"].sum() == both
            if both:
                assert row["n1"].item() == sum(a in text for text in texts)

    def test_misuse(self):
        with pytest.raises(TransitError, match="total"):
            association.sentences(self.occurrences, 2)
        with pytest.raises(TransitError, match="no column 'term'"):
            association.sentences(self.occurrences, 5, type="term")
