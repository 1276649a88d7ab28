"""Frames on their way into a chart."""

import numpy as np
import pandas as pd
import pytest

from transit.charts.frames import drawn, need, numeric, parts
from transit.errors import TransitError


def test_need_names_what_is_missing():
    frame = pd.DataFrame({"a": [1]})
    assert need(frame, ["a"], "events") is frame
    with pytest.raises(TransitError, match="events: column b, c is missing; it has a"):
        need(frame, ["a", "b", "c"], "events")
    with pytest.raises(TransitError, match="events: there is no row"):
        need(frame.iloc[:0], ["a"], "events")


def test_numeric_reads_nullable_numbers():
    out = numeric(pd.Series([1, None], dtype="Int64"))
    assert out.dtype == float
    assert out.tolist()[0] == 1.0
    assert np.isnan(out[1])


def test_parts_reads_lists_and_text():
    assert parts("president; parliament") == ["president", "parliament"]
    assert parts(["a", "b"]) == ["a", "b"]
    assert parts({"b", "a"}) == ["a", "b"]
    assert parts(None) == parts(pd.NA) == parts("") == parts(float("nan")) == []


def test_drawn_is_plain():
    frame = pd.DataFrame(
        {"when": pd.PeriodIndex(["2019"], freq="Y"), "n": pd.array([3], dtype="Int64")}
    )
    out = drawn(frame)
    assert out["when"].tolist() == ["2019"]
    assert out["n"].tolist() == [3]
