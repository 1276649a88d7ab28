"""Networks of terms that occur in the same sentences, as frames of nodes and edges."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import networkx
import numpy as np
import pandas as pd

from transit.errors import TransitError
from transit.terms._input import need, whole_number
from transit.terms.association import association, sentences, turned
from transit.terms.resampling import DRAWS

__all__ = ["Network", "layout", "neighbours", "network", "shared_sentences"]


class Network(NamedTuple):
    """A network as two tidy frames; see `network` for their columns."""

    nodes: pd.DataFrame
    edges: pd.DataFrame


_MEASURES = [
    "n11",
    "n1",
    "n2",
    "n",
    "expected",
    "g2",
    "npmi",
    "log_dice",
    "delta_p_2_given_1",
    "delta_p_1_given_2",
    "odds_ratio",
    "p",
    "p_adjusted",
]


def shared_sentences(
    term_sentences: pd.DataFrame,
    paragraphs: pd.DataFrame,
    terms: pd.DataFrame,
    *,
    kinds: Collection[str] | None = None,
    include: Collection[str] | None = None,
    sections: Collection[str] | None = None,
    minimum: int = 1,
    tested_from: int = 5,
    draws: int = DRAWS,
    seed: int = 1,
) -> pd.DataFrame:
    """Pairs of controlled terms that share sentences.

    Parameters
    ----------
    term_sentences : pandas.DataFrame
        Columns `paragraph`, `sentence`, `term`.
    paragraphs : pandas.DataFrame
        Columns `paragraph`, `section`, `sentences`, in reading order.
    terms : pandas.DataFrame
        Columns `term`, `label`, `kind`.
    kinds : collection of str, optional
        Kinds of terms to take in; all if not given.
    include : collection of str, optional
        Terms to take in, whatever their kind.
    sections : collection of str, optional
        Sections to count in; all if not given.
    minimum : int, default 1
        Sentences two terms must share.
    tested_from : int, default 5
        Sentences that both terms of a pair need for the test, see
        `transit.terms.association.turned`.
    draws : int, default `DRAWS`
        Draws of the test; 0 leaves it out.
    seed : int, default 1
        Seed of the test.

    Returns
    -------
    pandas.DataFrame
        Most shared sentences first: `source`, `target` (alphabetical), `source_label`,
        `target_label`, and the joint counts and measures of
        `transit.terms.association.association`: `n11` (sentences with both), `n1`, `n2`, `n`
        (sentences looked at), `expected`, `g2`, `npmi`, `log_dice`, `delta_p_2_given_1`,
        `delta_p_1_given_2`, `odds_ratio`; `p`, `p_adjusted` of `turned` over all pairs of the
        terms that are frequent enough, whether they meet or not; NaN for pairs not tested.

    Raises
    ------
    TransitError
        For a missing column, an unknown kind, term, section or paragraph, or a minimum below one.
    """
    _, found, where = _found(term_sentences, paragraphs, terms, kinds, include, sections)
    return _edges(found, where, terms, minimum, tested_from, draws, seed)


def _found(
    term_sentences: pd.DataFrame,
    paragraphs: pd.DataFrame,
    terms: pd.DataFrame,
    kinds: Collection[str] | None,
    include: Collection[str] | None,
    sections: Collection[str] | None,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Terms taken in, their sentences, and the paragraphs looked at."""
    need(term_sentences, ("paragraph", "sentence", "term"), "term_sentences")
    need(paragraphs, ("paragraph", "section", "sentences"), "paragraphs")
    need(terms, ("term", "label", "kind"), "terms")
    for what, wanted, known in (
        ("kind", kinds, terms["kind"]),
        ("term", include, terms["term"]),
        ("section", sections, paragraphs["section"]),
        ("term", term_sentences["term"], terms["term"]),
        ("paragraph", term_sentences["paragraph"], paragraphs["paragraph"]),
    ):
        unknown = set() if wanted is None else set(wanted) - set(known)
        if unknown:
            raise TransitError(
                f"no {what} {sorted(unknown)[0]!r}; there are {', '.join(sorted(set(known))[:8])} …"
            )
    chosen = terms
    if kinds is not None or include is not None:
        chosen = terms[
            terms["kind"].isin(list(kinds or ())) | terms["term"].isin(list(include or ()))
        ]
    where = (
        paragraphs if sections is None else paragraphs[paragraphs["section"].isin(list(sections))]
    )
    found = term_sentences[
        term_sentences["term"].isin(chosen["term"])
        & term_sentences["paragraph"].isin(where["paragraph"])
    ]
    found = found.drop_duplicates(["paragraph", "sentence", "term"])
    return chosen, found, where


def _edges(
    found: pd.DataFrame,
    where: pd.DataFrame,
    terms: pd.DataFrame,
    minimum: int,
    tested_from: int,
    draws: int,
    seed: int,
) -> pd.DataFrame:
    whole_number(minimum, "minimum")
    pairs = sentences(
        found, int(where["sentences"].sum()), sentence=["paragraph", "sentence"], type="term"
    )
    label = terms.set_index("term")["label"]
    edges = association(pairs).drop(columns=["p", "test", "p_adjusted"])
    edges = _tested(edges, found, where, tested_from, draws, seed)
    edges = edges.rename(columns={"first": "source", "second": "target"})
    edges = edges[edges["n11"] >= minimum]
    edges.insert(2, "source_label", edges["source"].map(label))
    edges.insert(3, "target_label", edges["target"].map(label))
    edges = edges[["source", "target", "source_label", "target_label", *_MEASURES]].sort_values(
        ["n11", "g2", "source", "target"], ascending=[False, False, True, True], ignore_index=True
    )
    return edges


def network(
    term_sentences: pd.DataFrame,
    paragraphs: pd.DataFrame,
    terms: pd.DataFrame,
    *,
    kinds: Collection[str] | None = None,
    include: Collection[str] | None = None,
    sections: Collection[str] | None = None,
    minimum: int = 1,
    tested_from: int = 5,
    draws: int = DRAWS,
    seed: int = 1,
) -> Network:
    """Co-occurrence of controlled terms within sentences.

    Parameters
    ----------
    term_sentences, paragraphs, terms, kinds, include, sections, minimum, tested_from, draws
        As in `shared_sentences`.
    seed : int, default 1
        Seed of the layout and of the test.

    Returns
    -------
    Network
        `nodes`, most frequent first: `term`, `label`, `kind`, `sentences` (with the term),
        `degree` (edges), `strength` (shared sentences summed over the edges), `component`
        (numbered by size), `x`, `y` (see `layout`). Terms without an edge are kept.

        `edges`: see `shared_sentences`.

    Raises
    ------
    TransitError
        As `shared_sentences`.
    """
    chosen, found, where = _found(term_sentences, paragraphs, terms, kinds, include, sections)
    edges = _edges(found, where, terms, minimum, tested_from, draws, seed)
    count = found["term"].value_counts()
    nodes = chosen.loc[chosen["term"].isin(count.index), ["term", "label", "kind"]].copy()
    nodes["sentences"] = nodes["term"].map(count).astype("int64")
    nodes = nodes.sort_values(["sentences", "term"], ascending=[False, True], ignore_index=True)
    ends = pd.concat(
        [
            edges[["source", "n11"]].rename(columns={"source": "term"}),
            edges[["target", "n11"]].rename(columns={"target": "term"}),
        ]
    )
    per_term = ends.groupby("term")["n11"].agg(["size", "sum"]).reindex(nodes["term"]).fillna(0)
    nodes["degree"] = per_term["size"].astype("int64").to_numpy()
    nodes["strength"] = per_term["sum"].astype("int64").to_numpy()
    return Network(_placed(nodes, edges, seed), edges)


def _tested(
    edges: pd.DataFrame,
    found: pd.DataFrame,
    paragraphs: pd.DataFrame,
    minimum: int,
    draws: int,
    seed: int,
) -> pd.DataFrame:
    """Add the p-values of all pairs of terms that are frequent enough to the edges."""
    if not draws:
        return edges.assign(p=np.nan, p_adjusted=np.nan)
    order = pd.DataFrame(
        {
            "paragraph": paragraphs["paragraph"].repeat(paragraphs["sentences"]).to_numpy(),
            "sentence": np.concatenate([np.arange(1, n + 1) for n in paragraphs["sentences"]]),
        }
    )
    tests = turned(found, order, type="term", minimum=minimum, draws=draws, seed=seed)
    return edges.merge(
        tests[["first", "second", "p", "p_adjusted"]], on=["first", "second"], how="left"
    )


def layout(
    nodes: pd.DataFrame, edges: pd.DataFrame, *, weight: str = "n11", seed: int = 1
) -> pd.DataFrame:
    """Place the nodes so that terms with many shared sentences lie close.

    Parameters
    ----------
    nodes : pandas.DataFrame
        Column `term`.
    edges : pandas.DataFrame
        Columns `source`, `target` and `weight`.
    weight : str, default "n11"
        Column that draws two nodes together; above 0.
    seed : int, default 1
        Seed of the starting positions.

    Returns
    -------
    pandas.DataFrame
        Columns `term`, `x`, `y`, in [-1, 1], rounded to four decimals; the same for the same
        input and seed. Distances have no unit and mean nothing beyond near and far.

    Raises
    ------
    TransitError
        If an edge ends in a term that is no node, or has a weight of zero or less.

    Notes
    -----
    Each component by itself is placed so that distances in the plane come near to distances along
    the edges, an edge being the shorter the more sentences two terms share
    (`kamada1989algorithm`, as networkx does it), started on a circle in the order of the nodes
    with a little noise. The largest component fills the disc; the others stand on a ring around
    it, larger ones taking more room.
    """
    graph = _graph(nodes, edges, weight)
    if len(graph) == 0:
        return pd.DataFrame({"term": pd.Series(dtype="str"), "x": 0.0, "y": 0.0})
    generator = np.random.default_rng(seed)
    groups = _components(graph)
    reach = np.sqrt([len(group) for group in groups])
    reach[1:] *= 1 / reach[0] * 0.8
    reach[0] = 1.0
    room = reach[1:] / reach[1:].sum() * 2 * np.pi if len(groups) > 1 else []
    angles = np.cumsum(room) - np.asarray(room) / 2
    spots = {}
    for at, group in enumerate(groups):
        shape = _disc(graph.subgraph(group), group, generator)
        ring = 1.15 + reach[1:].max() if at else 0.0
        centre = ring * np.array([np.cos(angles[at - 1]), np.sin(angles[at - 1])]) if at else 0.0
        for term, spot in zip(
            group, shape * reach[at] * (0.8 if at else 1.0) + centre, strict=True
        ):
            spots[term] = spot
    placed = np.array([spots[term] for term in graph])
    largest = np.abs(placed).max()
    placed = np.round(placed / largest if largest else placed, 4)
    return pd.DataFrame({"term": list(graph), "x": placed[:, 0], "y": placed[:, 1]})


def _disc(graph: networkx.Graph, order: list, generator: np.random.Generator) -> np.ndarray:
    """Positions of one component within the unit disc, in the given order."""
    if len(order) == 1:
        return np.zeros((1, 2))
    turn = 2 * np.pi * np.arange(len(order)) / len(order)
    start = np.column_stack([np.cos(turn), np.sin(turn)])
    start += generator.normal(scale=0.05, size=start.shape)
    placed = networkx.kamada_kawai_layout(
        graph, pos=dict(zip(order, start, strict=True)), weight="length"
    )
    spots = np.array([placed[term] for term in order])
    spots = spots - spots.mean(axis=0)
    return spots / np.linalg.norm(spots, axis=1).max()


def _components(graph: networkx.Graph) -> list[list]:
    """Components, largest first, each with its nodes in the order of the graph."""
    place = {term: at for at, term in enumerate(graph)}
    groups = [
        sorted(group, key=place.__getitem__) for group in networkx.connected_components(graph)
    ]
    return sorted(groups, key=lambda group: (-len(group), place[group[0]]))


def neighbours(edges: pd.DataFrame, term: str) -> pd.DataFrame:
    """The edges of one term, seen from it.

    Parameters
    ----------
    edges : pandas.DataFrame
        As `network` returns.
    term : str
        The term.

    Returns
    -------
    pandas.DataFrame
        Columns `term` (the neighbour), `label`, `n11`, `expected`, `g2`, `npmi`, `log_dice`, `p`,
        `p_adjusted`, most shared sentences first; empty if the term has no edge.
    """
    columns = ["n11", "expected", "g2", "npmi", "log_dice", "p", "p_adjusted"]
    there = edges[edges["source"] == term].rename(
        columns={"target": "term", "target_label": "label"}
    )
    back = edges[edges["target"] == term].rename(
        columns={"source": "term", "source_label": "label"}
    )
    out = pd.concat([there[["term", "label", *columns]], back[["term", "label", *columns]]])
    return out.sort_values(["n11", "g2", "term"], ascending=[False, False, True], ignore_index=True)


def _graph(nodes: pd.DataFrame, edges: pd.DataFrame, weight: str) -> networkx.Graph:
    graph: networkx.Graph = networkx.Graph()
    graph.add_nodes_from(nodes["term"])
    for source, target, value in zip(edges["source"], edges["target"], edges[weight], strict=True):
        if source not in graph or target not in graph:
            raise TransitError(f"edges: {source!r} - {target!r} ends in a term that is no node")
        if not value > 0:
            raise TransitError(
                f"edges: {source!r} - {target!r} has the weight {value}; it must be above 0"
            )
        graph.add_edge(source, target, length=1 / np.sqrt(value))
    return graph


def _placed(nodes: pd.DataFrame, edges: pd.DataFrame, seed: int) -> pd.DataFrame:
    groups = _components(_graph(nodes, edges, "n11"))
    component = {term: number for number, group in enumerate(groups, start=1) for term in group}
    nodes["component"] = nodes["term"].map(component).astype("int64")
    return nodes.merge(layout(nodes, edges, seed=seed), on="term", how="left")
