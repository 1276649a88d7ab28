"""Leading terms by section, pairs of terms, sentences about the future."""

import pandas as pd
import pytest

from transit.charts import future, leading, pairs
from transit.errors import TransitError

SECTIONS = pd.DataFrame(
    {"section": ["one", "two", "three"], "heading": ["Part One", "Part Two", "Part Three"]}
)


def rates(counts):
    """Return the rates of terms in three sections of a thousand words each."""
    return pd.DataFrame(
        [
            {"term": term, "label": term, "section": section, "count": n, "size": 1000, "rate": n}
            for term, own in counts.items()
            for section, n in zip(SECTIONS["section"], own, strict=True)
        ]
    )


def test_leading_terms_stand_where_they_are_centred(behind):
    figure = leading.leading(
        rates({"late": [0, 0, 4], "even": [3, 3, 3], "soon": [5, 1, 0]}), SECTIONS
    )
    assert figure.headline == (
        "Even runs through every section; soon does not outlast Part Two; late enters after "
        "Part Two."
    )
    assert behind(figure).to_numpy().tolist() == [
        ["soon", 5, 1, 0, 6],
        ["even", 3, 3, 3, 9],
        ["late", 0, 0, 4, 4],
    ]


def test_a_peak_is_framed_and_few_occurrences_are_none():
    spec = leading.leading(rates({"often": [1, 3, 0], "rare": [2, 0, 0]}), SECTIONS).to_dict()
    (frame,) = [layer for layer in spec["layer"] if layer["mark"].get("filled") is False]
    rows = spec["datasets"][frame["data"]["name"]]
    assert [(row["label"], row["heading"]) for row in rows] == [("often", "Part Two")]


EDGES = pd.DataFrame(
    {
        "source": ["a", "a", "b"],
        "target": ["b", "c", "c"],
        "source_label": ["Alpha", "Alpha", "Beta"],
        "target_label": ["Beta", "Gamma", "Gamma"],
        "n11": [3, 8, 1],
        "expected": [2.5, 2.0, 1.0],
        "p_adjusted": [0.9, 0.01, None],
    }
)


def test_pairs_stand_by_how_far_they_go_beyond_chance(behind):
    figure = pairs.pairs(EDGES, also=[("c", "b")])
    assert figure.headline == (
        "Only one tie is closer than chance allows: Alpha and Gamma (8 sentences where 2.0 would "
        "be chance)."
    )
    assert behind(figure)["Named beside it"].tolist() == ["Gamma", "Beta", "Gamma"]
    assert behind(figure)["Holds when all are tested"].tolist() == ["yes", "no", "no"]
    alone = pairs.pairs(EDGES.assign(p_adjusted=0.5))
    assert alone.headline == "Of two pairs none is named together more often than chance allows."


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"least": 9}, "none shares nine sentences or more"),
        ({"also": [("a", "z")]}, "a and z share no sentence"),
    ],
)
def test_pairs_that_cannot_be_drawn_are_refused(options, message):
    with pytest.raises(TransitError, match=message):
        pairs.pairs(EDGES, **options)


def test_every_sentence_about_the_future_is_a_dot(behind):
    frame = pd.DataFrame(
        {
            "section": ["one", "one", "two", "two", "three", "all"],
            "class": ["plain", "hedged", "plain", "both", "plain", "plain"],
            "sentences": [6, 1, 1, 2, 0, 7],
        }
    )
    figure = future.futures(frame, SECTIONS)
    assert figure.headline == (
        "Of the article’s ten sentences about the future seven are put plainly, with neither "
        "hedge nor booster."
    )
    assert "Part Three have none" in figure.description
    assert behind(figure)["Plain"].tolist() == [6, 1]
    data = pd.concat(pd.DataFrame(rows) for rows in figure.to_dict()["datasets"].values())
    assert data["put"].value_counts().to_dict() == {"plain": 7, "with both": 2, "with a hedge": 1}
