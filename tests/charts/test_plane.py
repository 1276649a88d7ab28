"""Sections and terms in one plane."""

import pandas as pd
import pytest

from transit.charts import plane
from transit.errors import TransitError


@pytest.fixture
def points():
    frame = pd.DataFrame(
        {
            "name": ["one", "two", "law", "vote"],
            "of": ["group", "group", "type", "type"],
            "label": ["Part One", "Part Two", "Law", "Vote"],
            "x": [-1.0, 1.0, -1.2, 1.3],
            "y": [0.5, -0.5, 0.1, 0.0],
            "inertia": [0.5, 0.5, 0.6, 0.4],
            "quality": [0.9, 0.8, 0.7, 0.6],
        }
    )
    for axis in "xy":
        frame[f"{axis}_low"], frame[f"{axis}_high"] = frame[axis] - 0.2, frame[axis] + 0.2
    return frame


@pytest.fixture
def axes():
    return pd.DataFrame({"axis": [1, 2], "share": [0.7, 0.2], "p": [0.01, 0.5]})


def test_names_the_ends_of_the_axes_and_what_is_shown(points, axes, behind):
    chart = plane.plane(points, axes)
    assert chart.description == (
        "The first axis parts Part One from Part Two, the second Part Two from Part One; the "
        "plane shows 90 per cent of the differences between sections and terms."
    )
    assert behind(chart)["Name"].tolist() == ["Part One", "Part Two", "Law", "Vote"]


def test_every_section_is_named_and_labels_leave_each_other_room(points, axes):
    many = pd.concat([points, *[points[2:].assign(name=k) for k in range(9)]], ignore_index=True)
    _, spot = plane._canvas(many, 600)
    own = many.sort_values("of", kind="stable")
    labels = plane._labels(own[own["of"] == "group"], own[own["of"] == "type"], 20, spot, 600)
    assert set(labels.loc[labels["of"] == "group", "text"]) == {"Part One", "Part Two"}
    assert not labels.duplicated(["at_x", "at_y"]).any()


def test_a_missing_column_is_named(points, axes):
    with pytest.raises(TransitError, match="quality"):
        plane.plane(points.drop(columns="quality"), axes)
