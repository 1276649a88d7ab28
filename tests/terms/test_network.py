import numpy as np
import pandas as pd
import pytest

from transit.errors import TransitError
from transit.terms import network

TERMS = pd.DataFrame(
    {
        "term": ["council", "president", "party", "clan", "steppe", "alone"],
        "label": ["Council", "President", "Party", "Clan", "Steppe", "Alone"],
        "kind": ["institution", "person", "group", "group", "place", "group"],
    }
)
PARAGRAPHS = pd.DataFrame(
    {"paragraph": ["a-01", "b-01"], "section": ["a", "b"], "sentences": [5, 7]}
)
FOUND = pd.DataFrame(
    [
        ("a-01", 1, "council"),
        ("a-01", 1, "president"),
        ("a-01", 2, "council"),
        ("a-01", 2, "president"),
        ("a-01", 3, "president"),
        ("a-01", 3, "steppe"),
        ("b-01", 1, "council"),
        ("b-01", 1, "president"),
        ("b-01", 2, "party"),
        ("b-01", 2, "clan"),
        ("b-01", 3, "president"),
        ("b-01", 4, "alone"),
    ],
    columns=["paragraph", "sentence", "term"],
)
TABLES = FOUND, PARAGRAPHS, TERMS


def test_edges_and_their_measures():
    found = network.network(*TABLES)
    edge = found.edges.iloc[0]
    assert edge[["source", "target", "n11", "n1", "n2", "n"]].tolist() == [
        "council",
        "president",
        3,
        3,
        5,
        12,
    ]
    assert edge["source_label"] == "Council"
    assert edge["expected"] == pytest.approx(3 * 5 / 12)
    assert edge["npmi"] == pytest.approx(np.log2(3 * 12 / 15) / -np.log2(3 / 12))
    assert found.edges["p"].isna().all()
    assert len(found.edges) == 3


def test_nodes():
    nodes = network.network(*TABLES).nodes.set_index("term")
    assert nodes.index[0] == "president"
    assert nodes.loc["president", ["sentences", "degree", "strength", "component"]].tolist() == [
        5,
        2,
        4,
        1,
    ]
    assert nodes.loc["alone", ["degree", "component"]].tolist() == [0, 3]
    assert nodes.loc["party", "component"] == 2
    assert nodes[["x", "y"]].abs().max(axis=None) <= 1


def test_kinds_sections_and_single_terms():
    found = network.network(*TABLES, kinds=["institution", "person"])
    assert set(found.nodes["term"]) == {"council", "president"}
    found = network.network(*TABLES, kinds=["institution", "person"], include=["steppe"])
    assert "steppe" in set(found.nodes["term"])
    found = network.network(*TABLES, sections=["a"])
    assert set(found.nodes["term"]) == {"council", "president", "steppe"}
    assert (found.edges["n"] == 5).all()
    assert len(network.network(*TABLES, minimum=2).edges) == 1


def test_repetition_in_a_sentence_counts_once():
    twice = pd.concat([FOUND, FOUND], ignore_index=True)
    first, second = network.network(*TABLES), network.network(twice, PARAGRAPHS, TERMS)
    pd.testing.assert_frame_equal(first.edges, second.edges)
    pd.testing.assert_frame_equal(first.nodes, second.nodes)


def test_the_layout_is_reproducible_and_keeps_nodes_apart():
    first, again = network.network(*TABLES), network.network(*TABLES)
    pd.testing.assert_frame_equal(first.nodes, again.nodes)
    assert not first.nodes["x"].equals(network.network(*TABLES, seed=2).nodes["x"])
    spots = first.nodes[["x", "y"]].to_numpy()
    gaps = np.linalg.norm(spots[:, None] - spots[None], axis=2)
    assert gaps[np.triu_indices(len(spots), 1)].min() > 0.1


def test_a_section_without_terms_gives_empty_frames():
    found = network.network(FOUND[FOUND["paragraph"] == "a-01"], PARAGRAPHS, TERMS, sections=["b"])
    assert len(found.nodes) == len(found.edges) == 0
    assert {"x", "y", "component"} <= set(found.nodes)
    assert {"source", "npmi", "p"} <= set(found.edges)


def test_neighbours():
    edges = network.network(*TABLES).edges
    frame = network.neighbours(edges, "president")
    assert frame["term"].tolist() == ["council", "steppe"]
    assert frame["label"].tolist() == ["Council", "Steppe"]
    assert frame["n11"].tolist() == [3, 1]
    assert len(network.neighbours(edges, "alone")) == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kinds": ["planet"]}, "no kind 'planet'"),
        ({"sections": ["z"]}, "no section 'z'"),
        ({"include": ["nobody"]}, "no term 'nobody'"),
        ({"minimum": 0}, "minimum"),
    ],
)
def test_misuse_is_refused(options, message):
    with pytest.raises(TransitError, match=message):
        network.network(*TABLES, **options)


def test_tables_that_do_not_fit_are_refused():
    with pytest.raises(TransitError, match="no paragraph 'z-01'"):
        network.network(FOUND.assign(paragraph="z-01"), PARAGRAPHS, TERMS)
    with pytest.raises(TransitError, match="no column 'kind'"):
        network.network(FOUND, PARAGRAPHS, TERMS.drop(columns="kind"))
    with pytest.raises(TransitError, match="no node"):
        network.layout(
            pd.DataFrame({"term": ["a"]}),
            pd.DataFrame({"source": ["a"], "target": ["b"], "n11": [1]}),
        )
    with pytest.raises(TransitError, match="above 0"):
        network.layout(
            pd.DataFrame({"term": ["a", "b"]}),
            pd.DataFrame({"source": ["a"], "target": ["b"], "n11": [0]}),
        )
