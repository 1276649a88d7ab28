"""Agreement with other tools on a text that everyone has: the Zen of Python, in the public domain.

Where a tool differs, the test names the difference and shows that it explains the values.
"""

import codecs
import contextlib
import io

import numpy as np
import pandas as pd
import pytest
from lexicalrichness import LexicalRichness
from nltk import FreqDist
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
from scipy import stats
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from transit.terms import association, counting, diversity, frequency, keyness, uncertainty


@pytest.fixture(scope="module")
def lines():
    with contextlib.redirect_stdout(io.StringIO()):
        import this
    return codecs.decode(this.s, "rot13").lower().splitlines()


@pytest.fixture(scope="module")
def tokens(lines):
    import re

    return [re.findall(counting.TOKEN, line) for line in lines if line]


@pytest.fixture(scope="module")
def flat(tokens):
    return [token for line in tokens for token in line]


def test_counts_are_those_of_nltk_and_scikit_learn(lines, flat):
    ours = counting.count_types(lines).to_dict()
    assert ours == dict(FreqDist(flat))
    peer = CountVectorizer(token_pattern=counting.TOKEN)
    total = np.asarray(peer.fit_transform(lines).sum(axis=0)).ravel()
    assert ours == dict(zip(peer.get_feature_names_out(), total, strict=True))
    assert ours["better"] == 8


def test_documents_are_those_of_scikit_learn(tokens):
    ours = counting.count_documents(tokens)
    peer = CountVectorizer(analyzer=lambda line: line)
    matrix = peer.fit_transform(tokens)
    order = [peer.vocabulary_[kind] for kind in ours.types]
    assert (ours.matrix.T.tocsr() != matrix[:, order]).nnz == 0
    weights = TfidfTransformer().fit_transform(matrix[:, order]).T
    assert abs(frequency.tfidf(ours) - weights).max() < 1e-12


def test_keyness_is_that_of_scipy(flat):
    half = len(flat) // 2
    first, second = (pd.Series(part).value_counts() for part in (flat[:half], flat[half:]))
    frame = keyness.keyness(first, second).set_index("type")
    for kind in ("better", "than", "the", "idea"):
        a, b = first.get(kind, 0), second.get(kind, 0)
        table = [[a, b], [half - a, len(flat) - half - b]]
        peer = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        assert frame.loc[kind, "g2"] == pytest.approx(peer.statistic)
        exact = stats.fisher_exact(table).pvalue
        assert uncertainty.fisher(a, b, half, len(flat) - half) == pytest.approx(exact)
    assert frame["p_adjusted"].tolist() == pytest.approx(
        stats.false_discovery_control(frame["p"]).tolist()
    )


@pytest.mark.parametrize("window", [2, 4])
def test_pairs_are_those_of_nltk(flat, window):
    finder = BigramCollocationFinder.from_words(flat, window_size=window)
    frame = association.association(association.windows(flat, window, margins="nltk"))
    frame = frame.set_index(["first", "second"])
    measures = BigramAssocMeasures
    for column, measure in (
        ("pmi", measures.pmi),
        ("t", measures.student_t),
        ("chi2", measures.chi_sq),
        ("g2", measures.likelihood_ratio),
    ):
        for pair, score in finder.score_ngrams(measure):
            if not np.isnan(frame.loc[pair, column]):
                assert frame.loc[pair, column] == pytest.approx(score, abs=1e-6), (column, pair)


def test_neighbours_at_nltk_margins_and_ours_differ_by_the_ends_of_the_text(flat):
    """NLTK counts tokens, we the places of a pair, of which there is one less."""
    ours = association.windows(flat, 2)
    nltk = association.windows(flat, 2, margins="nltk")
    assert (ours["n11"] == nltk["n11"]).all()
    assert ours["n"].iloc[0] == nltk["n"].iloc[0] - 1 == len(flat) - 1
    assert {*(nltk["n1"] - ours["n1"]), *(nltk["n2"] - ours["n2"])} == {0, 1}


def test_diversity_is_that_of_its_definitions(flat):
    """As LexicalRichness computes them: hypergeometric HD-D, natural logarithms."""
    counts = pd.Series(flat).value_counts()
    frame = diversity.diversity(counts).iloc[0]
    n, v = len(flat), len(counts)
    assert frame["ttr"] == pytest.approx(v / n)
    assert frame["maas"] == pytest.approx((np.log(n) - np.log(v)) / np.log(n) ** 2)
    hdd = sum(1 - stats.hypergeom.pmf(0, n, f, 42) for f in counts) / 42
    assert frame["hdd"] == pytest.approx(hdd)
    windows = [len(set(flat[at : at + 50])) / 50 for at in range(n - 49)]
    assert diversity.mattr(flat, 50) == pytest.approx(np.mean(windows))


def test_diversity_is_that_of_lexicalrichness(flat):
    peer = LexicalRichness(" ".join(flat), preprocessor=None, tokenizer=str.split)
    frame = diversity.diversity(pd.Series(flat).value_counts()).iloc[0]
    assert frame["ttr"] == pytest.approx(peer.ttr)
    assert frame["hdd"] == pytest.approx(peer.hdd(draws=42))
    assert diversity.mtld(flat) == pytest.approx(peer.mtld(threshold=0.72))
    assert diversity.mattr(flat, 50) == pytest.approx(peer.mattr(window_size=50))


def test_the_score_interval_holds_what_its_test_does_not_reject(flat):
    """At the limits the score test of the ratio has p = .05, as SciPy's root finder sees it."""
    from scipy import optimize

    x, y, m, n = 8, 3, 60, 84
    limits = uncertainty.log_ratio_interval(x, y, m, n).iloc[0]
    critical = stats.chi2.ppf(0.95, 1)

    def distance(ratio):
        def loss(p2):
            return -(stats.binom.logpmf(x, m, ratio * p2) + stats.binom.logpmf(y, n, p2))

        top = min(1, 1 / ratio) - 1e-9
        p2 = optimize.minimize_scalar(
            loss, bounds=(1e-9, top), method="bounded", options={"xatol": 1e-12}
        ).x
        p1 = ratio * p2
        return (x - m * p1) ** 2 / (m * p1 * (1 - p1)) + (y - n * p2) ** 2 / (n * p2 * (1 - p2))

    for limit in limits:
        assert distance(2**limit) == pytest.approx(critical, rel=1e-3)
