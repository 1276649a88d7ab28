"""Growth of the vocabulary."""

import pandas as pd
import pytest

from transit.charts import vocabulary


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
        "word order after 200 words, with 90 against 98; Heaps’ law fits with an exponent of 0.65."
    )
    assert chart.headline == (
        "New words come more slowly than in random order: 8 fewer after 200 words, where the two "
        "are furthest apart."
    )
    assert behind(chart)["By Heaps’ law"].iloc[0] == pytest.approx(3 * 100**0.65, abs=0.05)


def test_growth_alone(curve):
    chart = vocabulary.growth(curve[["part", "tokens", "types"]])
    assert chart.headline == "In 400 words the text shows 150 different ones."


def test_the_article(gallery):
    assert gallery["growth"].description.startswith("After 3,672 words the text has shown 972")
