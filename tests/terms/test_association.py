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
    assert (ours["n"] == finder.ngram_fd.N()).all()
    if window > 2:
        other = association.windows(tokens, window, margins="nltk")
        assert (other["n"] == len(tokens)).all()
        assert (other["n11"] * (window - 1)).tolist() == pytest.approx(ours["n11"].tolist())


@given(TOKENS)
def test_scores_agree_with_nltk(tokens):
    finder = BigramCollocationFinder.from_words(tokens)
    frame = association.association(association.windows(tokens, 2, margins="nltk"), exact_below=0)
    frame = frame.set_index(["first", "second"])
    for column, measure in (
        ("pmi", BigramAssocMeasures.pmi),
        ("t", BigramAssocMeasures.student_t),
        ("dice", BigramAssocMeasures.dice),
        ("jaccard", BigramAssocMeasures.jaccard),
    ):
        for pair, score in finder.score_ngrams(measure):
            if frame.loc[pair, "n1"] + frame.loc[pair, "n2"] - frame.loc[pair, "n11"] <= len(
                tokens
            ):
                assert frame.loc[pair, column] == pytest.approx(score, abs=1e-12), column
    for pair, row in frame.iterrows():
        if row["n1"] + row["n2"] - row["n11"] < row["n"]:
            score = finder.score_ngram(BigramAssocMeasures.likelihood_ratio, *pair)
            assert row["g2"] == pytest.approx(score, abs=1e-6)


def test_windows_score_as_nltk_scores():
    """All measures, not only those of the size of PMI, at NLTK's margins."""
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
    frame = association.association(association.windows(tokens, 4, margins="nltk"))
    frame = frame.set_index(["first", "second"])
    measures = BigramAssocMeasures
    for column, measure in (
        ("pmi", measures.pmi),
        ("t", measures.student_t),
        ("dice", measures.dice),
        ("chi2", measures.chi_sq),
    ):
        for pair, score in finder.score_ngrams(measure):
            assert frame.loc[pair, column] == pytest.approx(score), column


def shuffled_share(window, margins, seed):
    generator = np.random.default_rng(seed)
    weight = 1 / np.arange(2, 120)
    tokens = generator.choice(len(weight), 6000, p=weight / weight.sum())
    frame = association.association(
        association.windows(tokens.tolist(), window, margins=margins), exact_below=0
    )
    frame = frame[frame["expected"] >= 5]
    return (frame["p"] < 0.05).mean(), len(frame)


@pytest.mark.parametrize("window", [2, 5, 10])
def test_shuffled_text_has_the_p_values_it_should(window):
    """At window 5 nearly all pairs of shuffled text had p < .05."""
    shares, sizes = zip(
        *(shuffled_share(window, "places", seed) for seed in (1, 2, 3)), strict=True
    )
    assert min(sizes) > 30
    assert 0.01 < np.mean(shares) < 0.09


@given(st.lists(TOKENS, min_size=1, max_size=4), st.integers(2, 5))
def test_no_pair_runs_across_sentences(sentences, window):
    ours = association.windows(sentences, window)
    parts = pd.concat([association.windows(tokens, window) for tokens in sentences])
    expected = parts.groupby(["first", "second"])["n11"].sum()
    pd.testing.assert_series_equal(
        ours.set_index(["first", "second"])["n11"].sort_index(), expected, check_dtype=False
    )
    assert (ours["n"] == expected.sum()).all()


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


def test_rows_that_make_no_table_have_no_measure():
    pairs = pd.DataFrame([(9, 4, 9, 20), (2, 4, 9, 20)], columns=["n11", "n1", "n2", "n"])
    frame = association.association(pairs)
    assert frame.loc[0, "expected":"p_adjusted"].isna().all()
    assert frame.loc[1, ["g2", "dice", "p"]].notna().all()


def test_measures_keep_to_their_scale_or_refuse():
    """Dice was 2.25 and NPMI was cut to 1."""
    for function, rest in (
        (association.dice, ()),
        (association.log_dice, ()),
        (association.minimum_sensitivity, ()),
        (association.npmi, (20,)),
    ):
        with pytest.raises(TransitError, match="more frequent than one of its words"):
            function(9, 4, 4, *rest)


@given(TOKENS, st.integers(2, 6))
def test_windows_keep_dice_and_npmi_within_bounds(tokens, window):
    frame = association.association(association.windows(tokens, window))
    assert frame["dice"].dropna().between(0, 1).all()
    assert frame["npmi"].dropna().between(-1, 1).all()
    assert (frame["log_dice"].dropna() <= 14).all()


def test_measures_that_the_pairs_had_are_given_anew():
    """A frame with a column g2 came back with two."""
    frame = association.association(association.windows(list("abcab"), 2))
    again = association.association(frame.assign(g2=-1.0))
    pd.testing.assert_frame_equal(again, frame)


def test_any_sequence_of_tokens_is_read():
    whole = association.windows(list("abcab"), 3)
    pd.testing.assert_frame_equal(association.windows((t for t in "abcab"), 3), whole)
    pd.testing.assert_frame_equal(association.windows(pd.Series(list("abcab")), 3), whole)
    with pytest.raises(TransitError, match="expected a sequence"):
        association.windows(None)
    with pytest.raises(TransitError, match="missing"):
        association.windows(["a", None, "b"])


def test_sentences_of_numbers():
    """Types that are no strings lost their counts."""
    frame = association.sentences(pd.DataFrame({"sentence": [1, 1, 2], "type": [7, 10, 7]}), 3)
    assert frame.to_numpy().tolist() == [[7, 10, 1, 2, 1, 3]]


class TestTurned:
    order = pd.DataFrame({"paragraph": "p", "sentence": range(60)})

    def found(self, **places):
        rows = [("p", at, kind) for kind, where in places.items() for at in where]
        return pd.DataFrame(rows, columns=["paragraph", "sentence", "type"])

    def test_p_by_enumeration(self):
        a, b = [0, 1, 2, 10, 30], [0, 1, 3, 30, 40]
        met = [len(set(a) & {(at + lag) % 60 for at in b}) for lag in range(60)]
        frame = association.turned(self.found(a=a, b=b), self.order, draws=60_000)
        assert frame["n11"].item() == met[0] == 3
        assert frame["p"].item() == pytest.approx(np.mean([m >= met[0] for m in met]), abs=0.003)
        assert frame["expected"].item() == pytest.approx(np.mean(met))

    def test_types_that_share_a_passage_are_not_found_to_attract(self):
        """Both fill one passage: Fisher's test takes their sentences as independent."""
        frame = association.turned(
            self.found(a=range(0, 12), b=range(6, 18)), self.order, draws=9999
        )
        assert frame["n11"].item() == 6
        table = [[6, 6], [6, 42]]
        assert stats.fisher_exact(table).pvalue < 0.02 < 0.2 < frame["p"].item()

    def test_pairs_that_never_meet_are_in_the_family(self):
        frame = association.turned(
            self.found(a=range(0, 5), b=range(20, 25), c=range(40, 45)), self.order, draws=99
        )
        assert len(frame) == 3 and (frame["n11"] == 0).all() and (frame["p"] == 1).all()

    def test_rare_types_are_left_out(self):
        assert association.turned(self.found(a=[1], b=[1, 2]), self.order, draws=9).empty

    def test_an_unknown_sentence_is_refused(self):
        with pytest.raises(TransitError, match="not listed"):
            association.turned(self.found(a=[99]), self.order)


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
    with pytest.raises(TransitError, match="given"):
        association.delta_p(1, 2, 2, 10, given="third")
    with pytest.raises(TransitError, match="size zero"):
        association.pmi(1, 2, 2, 0)
    with pytest.raises(TransitError, match="smoothing"):
        association.lambda_ratio(1, 2, 2, 10, smoothing=-1)
    with pytest.raises(TransitError, match="margins"):
        association.windows(list("ab"), 2, margins="tokens")


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
