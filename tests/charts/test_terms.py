"""Keyness and dispersion."""

import numpy as np
import pandas as pd
import pytest

from transit.charts import terms
from transit.errors import TransitError


@pytest.fixture
def sections():
    return pd.DataFrame({"section": ["one", "two"], "heading": ["Part One", "Part Two"]})


@pytest.fixture
def few_keys():
    return pd.DataFrame(
        {
            "label": ["Council", "Vote", "Law", "Rare"],
            "target": [10, 0, 3, 2],
            "reference": [7, 14, 0, 0],
            "log_ratio": [3.0, -2.3, 5.1, 5.2],
            "low": [1.0, -np.inf, 2.0, 0.0],
            "high": [4.0, 0.6, np.inf, np.inf],
            "p": [0.001, 0.2, 0.3, np.nan],
            "g2": [17.4, 4.5, 11.4, 12.0],
            "finding": [True, False, False, False],
        }
    )


def test_keyness_shows_what_was_tested_and_names_what_holds(few_keys, behind):
    figure = terms.keyness(few_keys, part="this part", caution="the order of the text may do it")
    assert figure.headline == (
        "Only Council (10 here, 7 elsewhere) sets this part apart by more than chance; "
        "but the order of the text may do it."
    )
    table = behind(figure)
    assert table["Term"].tolist() == ["Law", "Council", "Vote"]
    assert table["At most"].tolist() == ["no bound", "16", "1.52"]
    assert table["Finding"].tolist() == ["no", "yes", "no"]


def test_keyness_says_when_nothing_holds(few_keys):
    few_keys["finding"] = False
    assert terms.keyness(few_keys, part="this part").headline == (
        "No term sets this part apart from the other sections by more than chance."
    )


def test_open_intervals_end_in_arrow_heads(few_keys):
    layers = terms.keyness(few_keys, part="this part").to_dict()["layer"]
    shapes = {layer["mark"].get("shape") for layer in layers}
    assert {"triangle-left", "triangle-right"} <= shapes


@pytest.fixture
def paragraphs():
    return pd.DataFrame(
        {
            "paragraph": ["p1", "p2", "p3"],
            "section": ["one", "one", "two"],
            "tokens": [10, 20, 70],
        }
    )


def test_a_paragraph_is_as_wide_as_it_is_long(paragraphs, sections, behind):
    counts = pd.DataFrame(
        {
            "paragraph": ["p1", "p1", "p2", "p3", "p3"],
            "term": ["vote", "vote", "vote", "vote", "law"],
            "count": [1, 2, 1, 1, 1],
        }
    )
    figure = terms.dispersion(counts, paragraphs, sections, terms=["vote", "law"])
    data = pd.concat(pd.DataFrame(rows) for rows in figure.to_dict()["datasets"].values())
    bars = data.dropna(subset=["paragraph"])
    wide = bars["x2"] - bars["x"] + 1
    assert (wide.iloc[1] / wide.iloc[0]).round(3) == 2
    assert figure.headline == "Vote stands in 3 of 3 paragraphs."
    assert behind(figure).to_numpy().tolist() == [
        ["vote", "p1", "Part One", 3],
        ["vote", "p2", "Part One", 1],
        ["vote", "p3", "Part Two", 1],
        ["law", "p3", "Part Two", 1],
    ]


def test_terms_that_enter_late_are_said_to(paragraphs, sections):
    counts = pd.DataFrame(
        {"paragraph": ["p1", "p2", "p3"], "term": ["vote", "vote", "law"], "count": [1, 1, 1]}
    )
    paragraphs["tokens"] = [40, 20, 40]
    figure = terms.dispersion(counts, paragraphs, sections, terms=["vote", "law"])
    assert figure.headline == (
        "Vote stands in 2 of 3 paragraphs; law does not occur before Part Two."
    )


def test_a_term_that_does_not_occur_is_an_error(paragraphs, sections):
    counts = pd.DataFrame({"paragraph": ["p1"], "term": ["vote"], "count": [1]})
    with pytest.raises(TransitError, match="law does not occur"):
        terms.dispersion(counts, paragraphs, sections, terms=["vote", "law"])


def test_many_long_headings_stand_upright():
    names = [f"section-{n}" for n in range(12)]
    sections = pd.DataFrame(
        {"section": names, "heading": [f"A long heading on matter {n}" for n in range(12)]}
    )
    paragraphs = pd.DataFrame({"paragraph": names, "section": names, "tokens": 50})
    counts = pd.DataFrame({"paragraph": names, "term": "vote", "count": 1})
    chart = terms.dispersion(counts, paragraphs, sections, terms=["vote"]).to_dict()
    angles = [layer["mark"].get("angle") for layer in chart["layer"] if "mark" in layer]
    assert 270 in angles
