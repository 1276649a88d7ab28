"""Numbers as sentences have them, and the same value wherever it is shown."""

import numpy as np
import pandas as pd
import pytest

from transit.errors import TransitError
from transit.report import glue, in_sentence

MINUS = "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (7212, "7,212"),
        (np.int64(13129), "13,129"),
        (np.uint8(7), "7"),
        (-23, f"{MINUS}23"),
        (98.78, "98.8"),
        (87.05, "87.1"),
        (95.55, "95.6"),
        (1877.372, "1,877.4"),
        (np.float64(-0.25), f"{MINUS}0.3"),
        (3.0, "3.0"),
        ("2019-06", "2019-06"),
    ],
)
def test_in_sentence(value, text):
    assert in_sentence(value) == text


@pytest.mark.parametrize("value", [None, float("nan"), np.nan, pd.NA, pd.NaT])
def test_a_missing_value_has_no_place_in_a_sentence(value):
    with pytest.raises(TransitError, match="turnout: there is no value to put into the sentence"):
        in_sentence(value, "turnout")


def test_what_is_glued_can_be_read_in_the_text(monkeypatch):
    heard = {}
    monkeypatch.setattr(
        "myst_nb.glue", lambda name, value, display: heard.update({name: (value, display)})
    )
    glue({"rows": 7212, "share": 70.96, "span": "1990–2019"})
    assert heard == {
        "rows": ("7,212", False),
        "share": ("71.0", False),
        "span": ("1990–2019", False),
    }


def test_nothing_is_glued_for_a_missing_value():
    with pytest.raises(TransitError, match="share: there is no value"):
        glue({"share": float("nan")})
