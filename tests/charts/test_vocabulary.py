"""Growth of the vocabulary, and rank and frequency."""

import pandas as pd
import pytest

from transit.charts import vocabulary
from transit.errors import TransitError


@pytest.fixture
def curve():
    return pd.DataFrame(
        {
            "part": ["a", "b", "c"],
            "tokens": [100, 200, 400],
            "types": [60, 90, 150],
            "expected": [55.0, 98.0, 150.0],
        }
    )


def test_growth_compares_with_chance_and_heaps(curve, behind):
    fit = pd.DataFrame({"k": [3.0], "beta": [0.65]})
    chart = vocabulary.growth(curve, fit)
    assert chart.description == (
        "After 400 words the text has shown 150 different ones; it strays furthest from random "
        "word order after 200 words, with 90 against 98; Heaps' law fits with an exponent of 0.65."
    )
    table = behind(chart)
    assert list(table) == ["part", "tokens", "types", "expected", "heaps"]
    assert table["heaps"].iloc[0] == pytest.approx(3 * 100**0.65)


def test_growth_alone(curve):
    chart = vocabulary.growth(curve[["part", "tokens", "types"]])
    assert chart.description == "After 400 words the text has shown 150 different ones."


def test_rank_frequency(behind):
    ranks = pd.DataFrame({"token": list("abcd"), "rank": [1, 2, 3, 4], "count": [50, 30, 1, 1]})
    fit = pd.DataFrame({"model": ["zipf"], "exponent": [0.91], "shift": [0.0], "constant": [50.0]})
    chart = vocabulary.rank_frequency(ranks, fit)
    assert chart.description == (
        "The 4 most frequent of 4 different words make 100 per cent of the text, and 2 words occur "
        "once; fitted: Zipf's law with an exponent of 0.91."
    )
    assert behind(chart)["count"].tolist() == [50, 30, 1, 1]


def test_points_that_would_cover_each_other_are_drawn_once(behind):
    ranks = pd.DataFrame({"type": [f"w{k}" for k in range(600)], "rank": range(1, 601)})
    ranks["count"] = [900 // rank or 1 for rank in ranks["rank"]]
    chart = vocabulary.rank_frequency(ranks)
    rows = max(chart.to_dict()["datasets"].values(), key=len)
    assert 100 < len(rows) < 300
    assert {row["term"] for row in rows} >= {f"w{k}" for k in range(20)}
    assert len(behind(chart)) == 600
    assert "of 600 different words" in chart.description


def test_missing_columns_are_named():
    with pytest.raises(TransitError, match="ranks: column count is missing"):
        vocabulary.rank_frequency(pd.DataFrame({"type": ["a"], "rank": [1]}))


def test_the_article(gallery):
    assert gallery["growth"].description.startswith("After 3,672 words the text has shown 972")
    assert "and 556 words occur once" in gallery["ranks"].description
