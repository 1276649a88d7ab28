"""Colours on a dark ground."""

import pytest

from transit.publishing.site import colour

DARK = "#14181e"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("#fff", (1, 1, 1)),
        ("#0000ff", (0, 0, 1)),
        ("RGB(255, 0, 0)", (1, 0, 0)),
        ("white", (1, 1, 1)),
        ("transparent", None),
        ("rgba(0,0,0,0.5)", None),
    ],
)
def test_parse(written, read):
    assert colour.read_colour(written) == read


def test_contrast_of_black_and_white_is_21():
    assert colour.contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert colour.contrast((1, 1, 1), (0, 0, 0)) == pytest.approx(21)


def test_luminance_of_the_primaries():
    assert colour.luminance((1, 0, 0)) == pytest.approx(0.2126)
    assert colour.luminance((0, 1, 0)) == pytest.approx(0.7152)


def test_contrast_of_a_known_pair():
    # The grey that WCAG's own documents name as the lightest that passes on white.
    assert colour.contrast(colour.read_colour("#767676"), (1, 1, 1)) == pytest.approx(
        4.54, abs=0.01
    )


@pytest.mark.parametrize("light", ["#0b5fa5", "#b85e16", "#7d2e68", "#52606d", "#707070"])
def test_dark_colour_keeps_the_contrast(light):
    ground = colour.read_colour(DARK)
    before = colour.contrast(colour.read_colour(light), (1, 1, 1))
    after = colour.contrast(colour.read_colour(colour.on_dark(light, DARK)), ground)
    assert after == pytest.approx(before, rel=0.03)


def test_white_becomes_the_ground_and_black_becomes_white():
    assert colour.on_dark("#ffffff", DARK) == DARK
    assert colour.on_dark("#000", DARK) == "#ffffff"


def test_faint_lines_stay_faint():
    dark = colour.read_colour(colour.on_dark("#dddddd", DARK))
    assert 1.2 < colour.contrast(dark, colour.read_colour(DARK)) < 1.5


def test_vivid_colours_reach_the_contrast_of_graphics():
    dark = colour.read_colour(colour.on_dark("#f58518", DARK))
    assert colour.contrast(dark, colour.read_colour(DARK)) == pytest.approx(3, abs=0.05)


def test_hue_is_kept():
    red, green, blue = colour.read_colour(colour.on_dark("#0b5fa5", DARK))
    assert blue > green > red


def test_unknown_colours_are_left_alone():
    assert colour.on_dark("url(#p0)", DARK) is None


def test_rules_do_not_depend_on_the_order_of_colours():
    one = colour.dark_rules(["#000", "#ddd", "#000"], DARK, "html .c")
    assert one == colour.dark_rules(["#ddd", "#000"], DARK, "html .c")
    assert 'html .c [fill="#000"]{fill:#ffffff}' in one
    assert one.startswith("@media screen{")
