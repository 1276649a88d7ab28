"""Correspondence analysis: types and groups of parts in one plane."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from transit.errors import TransitError
from transit.terms._input import Counts, cells, whole_number

__all__ = ["Plane", "correspondence"]


class Plane(NamedTuple):
    """A correspondence analysis as two tidy frames; see `correspondence` for their columns."""

    points: pd.DataFrame
    axes: pd.DataFrame


def correspondence(
    counts: Counts, groups: pd.Series | Mapping, *, draws: int = 2000, seed: int = 1
) -> Plane:
    """Place types and groups so that those that go together lie close (`greenacre2017correspondence`).

    Parameters
    ----------
    counts : pandas.DataFrame or Counted
        Types by parts (for an article: paragraphs); types that occur, at least three.
    groups : pandas.Series or mapping
        Part -> group (for an article: section); at least three groups.
    draws : int, default 2000
        Samples and exchanges of whole parts.
    seed : int, default 1
        Seed of `numpy.random.default_rng`.

    Returns
    -------
    Plane
        `points`: `name`, `of` (``group`` or ``type``), `x`, `y` (principal coordinates on the
        first two axes), `x_low`, `x_high`, `y_low`, `y_high` (where nineteen of twenty samples of
        parts, drawn again within the groups, put the point on the same axes), `mass` (share of all
        occurrences), `inertia` (share of the total that the point makes), `quality` (share of its
        own inertia that the plane shows). Shares of an inertia of nothing are missing.

        `axes`: `axis` (from 1), `inertia`, `share`, `cumulative`, `p` (share of exchanges of whole
        parts between the groups that give the axis as much inertia or more).

    Raises
    ------
    TransitError
        If a part has no group, or there are too few groups or types.

    Notes
    -----
    The singular value decomposition of (P - r c') / sqrt(r c'), P the table over its sum with
    margins r and c. A sign is fixed so that the first group lies at the left and at the bottom.

    Examples
    --------
    >>> table = pd.DataFrame(np.kron(np.eye(3, dtype=int) * 6 + 1, [1, 1]), index=list("abc"))
    >>> found = correspondence(table, dict(enumerate("xxyyzz")), draws=99)
    >>> found.axes["share"].round(2).tolist()
    [0.5, 0.5]
    """
    draws = whole_number(draws, "draws")
    table = cells(counts)
    label = (groups if isinstance(groups, pd.Series) else pd.Series(groups)).reindex(table.parts)
    if label.isna().any():
        raise TransitError(f"groups: no group for part {table.parts[label.isna()][0]!r}")
    codes, names = pd.factorize(label)
    if len(names) < 3 or len(table.types) < 3:
        raise TransitError("correspondence: at least three groups and three types are needed")
    if (table.total == 0).any():
        raise TransitError(f"counts: type {table.types[table.total == 0][0]!r} does not occur")
    dense = table.dense()
    member = (codes[:, None] == np.arange(len(names))).astype(float)
    p = dense @ member / dense.sum()
    row, column = p.sum(axis=1), p.sum(axis=0)
    if (column == 0).any():
        raise TransitError(f"groups: no type occurs in {names[column == 0][0]!r}")
    residual = (p - np.outer(row, column)) / np.sqrt(np.outer(row, column))
    left, single, right = np.linalg.svd(residual, full_matrices=False)
    used = min(len(names), len(table.types)) - 1
    left, single, right = left[:, :used], single[:used], right[:used].T
    sign = np.where(right[0] > 0, -1.0, 1.0)
    left, right = left * sign, right * sign
    of_type = left * single / np.sqrt(row)[:, None]
    of_group = right * single / np.sqrt(column)[:, None]
    generator = np.random.default_rng(seed)
    points = []
    for kind, labels, place, mass in (
        ("group", names, of_group, column),
        ("type", table.types, of_type, row),
    ):
        own = mass[:, None] * place**2
        points.append(
            pd.DataFrame(
                {
                    "name": labels, "of": kind, "x": place[:, 0], "y": place[:, 1], "mass": mass,
                    "inertia": _of(own.sum(axis=1), (single**2).sum()),
                    "quality": _of(own[:, :2].sum(axis=1), own.sum(axis=1)),
                }
            )
        )  # fmt: skip
    frame = pd.concat(points, ignore_index=True)
    standard = right[:, :2] / np.sqrt(column)[:, None], left[:, :2] / np.sqrt(row)[:, None]
    drawn = _drawn(dense, codes, standard, draws, generator)
    low, high = np.nanquantile(drawn, [0.025, 0.975], axis=0)
    for axis, name in enumerate("xy"):
        frame[f"{name}_low"], frame[f"{name}_high"] = low[:, axis], high[:, axis]
    inertia = single**2
    chance = _exchanged(dense, member, row, used, draws, generator)
    axes = pd.DataFrame({"axis": range(1, used + 1), "inertia": inertia})
    axes["share"] = _of(inertia, inertia.sum())
    axes["cumulative"] = axes["share"].cumsum()
    axes["p"] = ((chance >= inertia - 1e-12).sum(axis=0) + 1) / (draws + 1)
    return Plane(frame, axes)


def _of(part: np.ndarray, whole: np.ndarray | float) -> np.ndarray:
    """Return shares, missing where the whole is nothing."""
    missing = np.full(part.shape, np.nan)
    return np.divide(part, whole, out=missing, where=np.broadcast_to(whole > 0, part.shape))


def _drawn(
    dense: np.ndarray,
    codes: np.ndarray,
    standard: tuple[np.ndarray, np.ndarray],
    draws: int,
    generator: np.random.Generator,
) -> np.ndarray:
    """Where samples of parts put groups and types on the axes: draws by points by two."""
    groups = int(codes.max()) + 1
    out = np.empty((draws, groups + len(dense), 2))
    inside = [np.flatnonzero(codes == code) for code in range(groups)]
    for at in range(draws):
        table = np.empty((len(dense), groups))
        for code, own in enumerate(inside):
            table[:, code] = dense[:, generator.choice(own, len(own))].sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            out[at, :groups] = (table / table.sum(axis=0)).T @ standard[1]
            out[at, groups:] = table / table.sum(axis=1, keepdims=True) @ standard[0]
    return out


def _exchanged(
    dense: np.ndarray,
    member: np.ndarray,
    row: np.ndarray,
    used: int,
    draws: int,
    generator: np.random.Generator,
) -> np.ndarray:
    """Inertia of the axes when whole parts are exchanged between the groups."""
    out = np.zeros((draws, used))
    for at in range(draws):
        p = dense @ member[generator.permutation(len(member))] / dense.sum()
        column = p.sum(axis=0)
        expected = np.outer(row, np.where(column > 0, column, 1))
        residual = (p - np.outer(row, column)) / np.sqrt(expected)
        out[at] = np.linalg.svd(residual, compute_uv=False)[:used] ** 2
    return out
