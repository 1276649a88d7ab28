"""Counting the words of a text, and documents without their zeros."""

import io
import random
import tracemalloc
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from transit.errors import TransitError
from transit.reading import words
from transit.terms import _stretches, counting, dispersion, diversity, frequency, growth
from transit.terms.counted import Counted

TEXT = """The U.S. and Kazakhstan's Nur-Sultan: 3.5 per cent in the 1980s, "off-year"
elections (2018-2019). THE end, the end!"""


class TestCountTypes:
    def test_counts_words_numbers_and_abbreviations(self):
        found = counting.count_types(TEXT).to_dict()
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
        assert counting.count_types("b a c a b d").index.tolist() == ["a", "b", "c", "d"]

    def test_cuts_as_the_reader_of_articles_does(self):
        expected = Counter(token.lower() for _, token in words.tokenize(TEXT))
        assert counting.count_types(TEXT).to_dict() == dict(expected)

    def test_agrees_with_scikit_learn(self):
        vectorizer = CountVectorizer(token_pattern=counting.TOKEN)
        matrix = vectorizer.fit_transform([TEXT]).toarray()[0]
        assert counting.count_types(TEXT).to_dict() == dict(
            zip(vectorizer.get_feature_names_out(), matrix, strict=True)
        )

    def test_a_file_and_its_lines_give_what_the_string_gives(self, monkeypatch):
        text = TEXT * 20
        whole = counting.count_types(text)
        monkeypatch.setattr(counting, "_BLOCK", 7)
        pd.testing.assert_series_equal(counting.count_types(io.StringIO(text)), whole)
        pd.testing.assert_series_equal(counting.count_types(text), whole)
        pd.testing.assert_series_equal(counting.count_types(text.splitlines()), whole)

    def test_case_may_be_kept(self):
        assert counting.count_types("A a", lower=False).to_dict() == {"A": 1, "a": 1}

    def test_an_empty_text_has_no_types(self):
        assert len(counting.count_types("")) == 0
        assert len(counting.count_types(" \n")) == 0

    @pytest.mark.parametrize("pattern", [r"\w+|\s", "(", r"(\w)+"])
    def test_refuses_patterns_that_would_miscount(self, pattern):
        with pytest.raises(TransitError, match="pattern"):
            counting.count_types("a b", pattern=pattern)

    def test_refuses_bytes_and_other_objects(self):
        with pytest.raises(TransitError, match="text"):
            counting.count_types(io.BytesIO(b"a b"))
        with pytest.raises(TransitError, match="strings"):
            counting.count_types([1, 2])
        with pytest.raises(TransitError, match="expected text"):
            counting.count_types(None)

    @given(st.lists(st.sampled_from(["a", "B", "c-d", "e's", "U.S.", "1,5", "!", "x."])))
    def test_repeated_stretches_are_matched_once_and_counted_often(self, stretches):
        import re

        expected = Counter(re.findall(counting.TOKEN, " ".join(stretches).lower()))
        assert counting.count_types(" ".join(stretches)).to_dict() == dict(expected)


class TestUnicode:
    def test_decomposed_text_is_counted_as_composed(self):
        assert counting.count_types("re\u0301sume\u0301").index.tolist() == ["résumé"]
        decomposed = "казахстанскии\u0306"
        assert counting.count_types(decomposed).index.tolist() == ["казахстанский"]

    def test_kazakh_letters_and_marks_without_a_composed_form(self):
        assert counting.count_types("Қазақстан Ғылым әңгіме").to_dict() == {
            "ғылым": 1,
            "қазақстан": 1,
            "әңгіме": 1,
        }
        assert counting.count_types("за\u0301мок замо\u0301к").sum() == 2

    @pytest.mark.parametrize("hyphen", ["\u2010", "\u2011"])
    def test_soft_and_other_hyphens(self, hyphen):
        assert counting.count_types("presi\u00addent").index.tolist() == ["president"]
        assert counting.count_types(f"off{hyphen}year off-year").to_dict() == {"off-year": 2}

    def test_apostrophes_are_one(self):
        assert counting.count_types("it\u2019s it's it\u02bcs").to_dict() == {"it's": 3}
        from transit.terms.keyness import general_english

        rates = general_english(["country\u2019s", "country's"])
        assert rates.notna().all() and rates.nunique() == 1


class TestTable:
    long = pd.DataFrame(
        {"paragraph": ["p2", "p1", "p1", "p1"], "term": ["x", "y", "x", "y"], "n": [1, 2, 3, 4]}
    )

    def test_adds_up_and_keeps_the_order_of_parts(self):
        wide = counting.table(self.long, part="paragraph", type="term", count="n")
        assert wide.columns.tolist() == ["p2", "p1"]
        assert wide.loc["y"].tolist() == [0, 6]
        assert (wide.dtypes == "int64").all()

    def test_names_the_missing_column(self):
        with pytest.raises(TransitError, match="no column 'part'"):
            counting.table(self.long)

    @pytest.mark.parametrize("bad", [-1, 0.5, np.nan])
    def test_refuses_what_is_no_count(self, bad):
        with pytest.raises(TransitError, match="count"):
            counting.table(
                self.long.assign(n=[1, 2, 3, bad]), part="paragraph", type="term", count="n"
            )

    def test_a_type_read_as_missing_is_refused(self):
        long = pd.DataFrame({"part": [1, 1], "type": ["a", np.nan], "count": [1, 2]})
        with pytest.raises(TransitError, match="keep_default_na"):
            counting.table(long)


class TestDocuments:
    documents = [["a", "b", "a"], [], ["c"]]  # noqa: RUF012

    @given(st.lists(st.lists(st.sampled_from("abcd"), max_size=9), min_size=1, max_size=9))
    def test_agrees_with_a_counter(self, documents):
        found = counting.count_documents(documents)
        for number, tokens in enumerate(documents, start=1):
            own = found.frame()[number]
            assert own[own > 0].to_dict() == dict(Counter(tokens))
        assert found.total().sum() == sum(map(len, documents))
        assert found.sizes().tolist() == [len(tokens) for tokens in documents]

    def test_functions_give_what_they_give_for_a_frame(self):
        generator = np.random.default_rng(1)
        documents = [list(map(str, generator.zipf(1.5, 60) % 40)) for _ in range(8)]
        sparse = counting.count_documents(documents)
        wide = counting.count_tokens(documents)
        for function in (frequency.frequency, dispersion.dispersion, growth.rank_frequency):
            first = function(wide).sort_values("type", ignore_index=True)
            second = function(sparse).sort_values("type", ignore_index=True)
            pd.testing.assert_frame_equal(first, second, check_dtype=False)
        for function in (diversity.diversity, growth.growth, growth.fit_zipf):
            pd.testing.assert_frame_equal(function(wide), function(sparse), check_dtype=False)
        weights = frequency.tfidf(wide)
        peer = frequency.tfidf(sparse)
        found = pd.DataFrame(peer.toarray(), sparse.types, sparse.parts).loc[weights.index]
        assert np.allclose(found, weights)

    def test_some_parts(self):
        found = counting.count_documents({"x": ["a"], "y": ["b", "a"]}).choose(["y"])
        assert found.frame()["y"].to_dict() == {"a": 1, "b": 1}
        with pytest.raises(TransitError, match="no part 'z'"):
            found.choose(["z"])

    def test_memory_holds_what_occurs(self):
        generator = np.random.default_rng(1)
        documents = [generator.integers(0, 20_000, 300).tolist() for _ in range(400)]
        tracemalloc.start()
        found = counting.count_documents(documents)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 8 * found.shape[0] * found.shape[1] / 10

    def test_misuse_is_refused(self):
        with pytest.raises(TransitError, match="part 2 is no sequence"):
            counting.count_documents([["a"], "abc"])
        with pytest.raises(TransitError, match="part 'x' is no sequence"):
            counting.count_documents({"x": None})
        found = counting.count_documents(self.documents)
        with pytest.raises(TransitError, match="do not fit"):
            Counted(found.matrix, found.types[:1], found.parts)
        with pytest.raises(TransitError, match="stands twice"):
            Counted(found.matrix, pd.Index(["a", "a", "b"]), found.parts)


def test_tokens_are_not_strings():
    with pytest.raises(TransitError, match="no sequence"):
        counting.count_tokens(["a b c"])
    with pytest.raises(TransitError, match="nothing"):
        counting.count_tokens([])


@pytest.mark.parametrize("most", [4, 1 << 18])
def test_stretches_of_every_length_and_script_are_counted_as_python_counts_them(monkeypatch, most):
    monkeypatch.setattr(_stretches, "MOST", most)
    generator = random.Random(1)
    letters = "aZ9.-’éкқ한𐍈\0\x01\ud800" + " \n\t\x1c\x85\xa0\u2028\u3000" * 2
    blocks = ["".join(generator.choices(letters, k=generator.randrange(200))) for _ in range(300)]
    blocks += ["a" * size + " " + "к" * size for size in range(1, 40)]
    found = _stretches.count_stretches(blocks)
    assert found == Counter(stretch for block in blocks for stretch in block.split())
    assert _stretches.count_stretches([]) == Counter()
