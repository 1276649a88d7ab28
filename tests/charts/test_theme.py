"""Colours that stay apart, and the finishing of a chart."""

import itertools

import altair as alt
import numpy as np
import pytest

from transit.charts import theme
from transit.citations.describe import BASES
from transit.evidence.claims import MIXED
from transit.evidence.verdicts import VERDICTS

# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB
SIGHT = {
    "full": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def lab(colour, sight="full"):
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(SIGHT[sight]) @ linear, 0, 1)
    ratio = TO_XYZ @ seen / np.array([0.95047, 1, 1.08883])
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(colours, sight):
    return min(
        np.linalg.norm(lab(one, sight) - lab(other, sight))
        for one, other in itertools.combinations(dict.fromkeys(colours), 2)
    )


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(
    ("colours", "least"),
    [
        (theme.COUNTRIES, 12),
        (theme.BLOCS, 10),
        (theme.VERDICTS, 12),
    ],
    ids=["countries", "blocs", "verdicts"],
)
def test_colours_stay_apart_for_every_sight(colours, least, sight):
    assert apart(colours.values(), sight) >= least


def test_black_on_white_is_as_far_as_it_gets():
    assert np.linalg.norm(lab("#FFFFFF") - lab("#000000")) == pytest.approx(100, abs=0.01)


def test_verdicts_and_countries_never_rely_on_colour_alone():
    assert len(set(theme.VERDICT_SHAPES.values())) == len(theme.VERDICTS)
    assert list(theme.VERDICT_SHAPES) == list(theme.VERDICTS)
    assert set(theme.COUNTRY_DASHES) == set(theme.COUNTRIES)


def test_blocs_that_meet_in_a_bar_differ_in_grey():
    meeting = [
        ("regime", "independent"), ("pro-presidential", "loyal"), ("pro-presidential", "appointed"),
        ("pro-presidential", "reserved"), ("pro-presidential", "mixed"), ("loyal", "reserved"),
        ("loyal", "independent"), ("appointed", "mixed"), ("mixed", "independent"),
        ("mixed", "opposition"), ("independent", "opposition"),
    ]  # fmt: skip
    for one, other in meeting:
        difference = abs(lab(theme.BLOCS[one])[0] - lab(theme.BLOCS[other])[0])
        assert difference >= 7, (one, other)


def test_the_theme_is_enabled():
    assert alt.theme.active == "transit"
    config = theme.transit_theme()["config"]
    assert config["axis"]["labelFontSize"] >= theme.SMALL
    assert config["font"].startswith("Book Sans, ")


def test_every_value_that_a_description_names_has_a_style(evidence):
    """A value added to a description would otherwise be drawn with none, or refused late."""
    assert set(theme.COUNTRIES) == set(evidence.names("indicators", "country"))
    assert set(theme.BLOCS) == set(evidence.names("seats", "bloc")) - {"none"}
    assert set(theme.VERDICTS) == {*evidence.names("claims", "verdict"), MIXED}
    assert tuple(evidence.names("claims", "verdict")) == VERDICTS
    assert list(theme.BASES) == list(BASES)
