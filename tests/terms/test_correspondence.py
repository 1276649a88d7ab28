"""Correspondence analysis against its closed forms."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from transit.errors import TransitError
from transit.terms import correspondence

COUNTS = pd.DataFrame(
    [[5, 4, 0, 1, 0, 0], [1, 0, 6, 5, 1, 1], [0, 1, 1, 0, 4, 7], [2, 2, 2, 2, 2, 2]],
    index=list("pqrs"),
)
GROUPS = dict(enumerate("xxyyzz"))


def test_total_inertia_is_chi_squared_over_the_sum():
    found = correspondence.correspondence(COUNTS, GROUPS, draws=50)
    table = COUNTS.T.groupby(np.array(list("xxyyzz"))).sum().T
    chi2 = stats.chi2_contingency(table, correction=False).statistic
    assert found.axes["inertia"].sum() == pytest.approx(chi2 / table.to_numpy().sum())
    assert found.axes["cumulative"].iloc[-1] == pytest.approx(1)


def test_points_lie_at_the_chi_squared_distances():
    """With three groups the plane holds everything."""
    points = correspondence.correspondence(COUNTS, GROUPS, draws=50).points
    table = COUNTS.T.groupby(np.array(list("xxyyzz"))).sum().T.to_numpy(dtype=float)
    row = table.sum(axis=1) / table.sum()
    profile = table / table.sum(axis=0)
    place = points[points["of"] == "group"][["x", "y"]].to_numpy()
    for a, b in ((0, 1), (0, 2), (1, 2)):
        distance = ((profile[:, a] - profile[:, b]) ** 2 / row).sum()
        assert ((place[a] - place[b]) ** 2).sum() == pytest.approx(distance)
    assert points["quality"].tolist() == pytest.approx([1] * 7)
    for _, own in points.groupby("of"):
        assert (own["mass"] * own["x"]).sum() == pytest.approx(0, abs=1e-12)


def test_the_samples_surround_the_point_and_exchange_tells_order_from_chance():
    found = correspondence.correspondence(COUNTS, GROUPS, draws=400)
    points = found.points
    assert (points["x_low"] <= points["x"] + 1e-9).all()
    assert (points["x"] <= points["x_high"] + 1e-9).all()
    assert found.axes["p"].iloc[0] < 0.2
    even = pd.DataFrame(np.full((4, 6), 3), index=list("pqrs"))
    with np.errstate(all="raise"):
        nothing = correspondence.correspondence(even, GROUPS, draws=50)
    assert nothing.axes["p"].min() == 1


def test_misuse_is_refused():
    with pytest.raises(TransitError, match="three groups"):
        correspondence.correspondence(COUNTS, dict.fromkeys(range(6), "x"))
    with pytest.raises(TransitError, match="does not occur"):
        correspondence.correspondence(COUNTS.mul([1, 1, 1, 0], axis=0), GROUPS)
    with pytest.raises(TransitError, match="no group"):
        correspondence.correspondence(COUNTS, {0: "x"})
