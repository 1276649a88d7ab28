"""The network of terms named together."""

import pandas as pd
import pytest

from transit.charts import network
from transit.errors import TransitError


@pytest.fixture
def nodes():
    return pd.DataFrame(
        {
            "term": ["president", "parliament", "tokayev", "clans"],
            "label": ["President", "Parliament", "Tokayev", "Clans"],
            "kind": ["institution", "institution", "person", "group"],
            "sentences": [37, 12, 10, 7],
            "x": [0.0, 0.5, -0.5, 1.0],
            "y": [0.0, 0.5, 0.5, -1.0],
        }
    )


@pytest.fixture
def edges():
    return pd.DataFrame(
        {
            "source": ["parliament", "president", "clans"],
            "target": ["president", "tokayev", "president"],
            "n11": [10, 4, 1],
        }
    )


def test_network_names_the_centre_and_the_strongest_pair(nodes, edges, behind):
    chart = network.network(nodes, edges)
    assert chart.description == (
        "Of three terms that share two sentences or more with another, President has the most "
        "links (2); most often together are Parliament and President (ten sentences)."
    )
    assert behind(chart).values.tolist() == [
        ["Parliament", "President", 10], ["President", "Tokayev", 4],
    ]  # fmt: skip


def test_kinds_are_called_as_the_list_of_terms_has_them(nodes, edges):
    nodes.loc[3, "kind"] = "external"
    chart = network.network(nodes, edges, minimum=1, names={"external": "external actor"})
    cells = [row for rows in chart.to_dict()["datasets"].values() for row in rows]
    assert {row["called"] for row in cells if "called" in row} == {
        "institution",
        "person",
        "external actor",
    }
    assert "external actor" in {row.get("text") for row in cells}


def test_network_follows_its_data(nodes, edges):
    edges.loc[1, "n11"] = 11
    text = network.network(nodes, edges, minimum=1).description
    assert "Of four terms" in text
    assert "together are President and Tokayev (11 sentences)" in text


def test_terms_and_pairs_that_tie_are_named_in_the_plural(nodes, edges):
    more = pd.DataFrame({"source": ["parliament"], "target": ["tokayev"], "n11": [10]})
    edges.loc[2, "n11"] = 10
    text = network.network(nodes, pd.concat([edges, more], ignore_index=True)).description
    assert text == (
        "Of four terms that share two sentences or more with another, President has the most links "
        "(3); most often together are Clans with President, Parliament with President and "
        "Parliament with Tokayev (ten sentences each)."
    )
    pair = network.network(nodes, edges.iloc[:1]).description
    assert "Parliament and President have the most links (1 each)" in pair


def test_marks_keep_a_distance(nodes, edges):
    nodes[["x", "y"]] = 0.0
    spec = network.network(nodes, edges, minimum=1).to_dict()
    spots = {
        (row["px"], row["py"]) for rows in spec["datasets"].values() for row in rows if "px" in row
    }
    assert len(spots) == 4


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("edge", "tokayev is no node"),
        ("kind", "kind ghost has no mark"),
        ("minimum", "no two terms share 20 sentences or more"),
    ],
)
def test_network_refuses(nodes, edges, change, message):
    if change == "edge":
        nodes = nodes.drop(index=2)
    if change == "kind":
        nodes.loc[2, "kind"] = "ghost"
    with pytest.raises(TransitError, match=message):
        network.network(nodes, edges, minimum=20 if change == "minimum" else 2)
