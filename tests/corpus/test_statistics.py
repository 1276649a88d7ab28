import pandas as pd
import pytest

from transit import corpus, reading
from transit.errors import TransitError
from transit.terms import counting, dispersion, frequency, keyness


@pytest.fixture(scope="module")
def tokens(gathered, articles):
    """Return document -> its lemmas, all in memory."""
    found = {}
    lemmatizer = reading.Lemmatizer()
    for document, file in sorted(gathered.corpus.documents.select("document", "file").iter_rows()):
        article = reading.read_article(articles / file, reading.Settings(notes_complete=False))
        found[document] = [
            token.lemma
            for paragraph in article.paragraphs
            for sentence in reading.analyse(
                paragraph.text, lemmatizer, article.settings.abbreviations
            )
            for token in sentence
        ]
    return found


def test_statistics_are_those_of_counts_in_memory(gathered, tokens):
    counts = counting.count_documents(tokens)
    found = corpus.measure(gathered.corpus, cells=500)
    rates = frequency.frequency(counts)
    pd.testing.assert_frame_equal(
        found[rates.columns], rates.astype({"type": found["type"].dtype}), check_names=False
    )
    spread = dispersion.dispersion(counts).set_index("type").loc[found["type"]].reset_index()
    columns = spread.columns.drop(["type", "count", "parts", "range"])
    pd.testing.assert_frame_equal(found[columns], spread[columns], rtol=1e-12, atol=1e-12)
    assert found["type"].iloc[0] == "the" and found["dp"].iloc[0] < 0.1


def test_shares_change_nothing(gathered):
    whole = corpus.measure(gathered.corpus)
    assert whole.equals(corpus.measure(gathered.corpus))
    parted = corpus.measure(gathered.corpus, cells=500)
    pd.testing.assert_frame_equal(parted, whole, rtol=1e-12, atol=1e-12)


def test_keyness_against_a_reference(gathered, articles, tokens, tmp_path, capsys):
    folder = tmp_path / "towns"
    folder.mkdir()
    for name in ("town.md", "town.docx"):
        (folder / name).write_bytes((articles / name).read_bytes())
    towns = corpus.gather(folder, tmp_path / "corpus").corpus
    found = corpus.compare(towns, gathered.corpus, minimum=1)
    counts = counting.count_documents(tokens)
    names = [d for d in tokens if d in set(towns.documents["document"])]
    direct = keyness.keyness(counts.choose(names).total(), counts.total()).set_index("type")
    direct = direct.loc[found["type"]].reset_index()
    pd.testing.assert_frame_equal(
        found[direct.columns], direct.astype({"type": found["type"].dtype}), rtol=1e-9
    )
    market = found.set_index("type").loc["market"]
    assert market["documents"] == 2 and market["log_ratio"] > 5
    assert market["reference_documents"] >= 2


def test_a_single_document_has_no_dispersion(articles, tmp_path):
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "town.md").write_bytes((articles / "town.md").read_bytes())
    only = corpus.gather(folder, tmp_path / "corpus").corpus
    with pytest.raises(TransitError, match="at least two parts"):
        corpus.measure(only)
