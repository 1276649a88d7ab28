"""The face of charts: widths, lines, outlines, and the sheet that a saved picture is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from transit.display import lettering
from transit.display.drawing import draw_svg
from transit.display.lettering import outlined, text_width, wrap
from transit.display.sheet import sheet

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">{}</svg>'


def texts(svg):
    return [element.text for element in etree.fromstring(svg.encode()).iter("{*}text")]


def test_text_width_adds_the_advance_widths_of_the_face():
    assert text_width("aM1.", 1000) == pytest.approx(504 + 727 + 497 + 249)
    assert text_width("aM1.", 10, bold=True) == pytest.approx(5.16 + 7.45 + 5.13 + 2.75)
    assert text_width("\N{SNOWMAN}", 1000) == text_width("0", 1000)


def test_wrap_fills_lines_and_keeps_long_words_whole():
    assert wrap("a new constitution", 60, 14) == ["a new", "constitution"]
    assert wrap("constitutional", 10, 14) == ["constitutional"]
    assert wrap("", 100, 14) == [""]


@given(st.text(alphabet="ab ", min_size=1), st.floats(20, 200))
def test_wrap_loses_no_word(text, width):
    assert " ".join(wrap(text, width, 14)).split() == text.split()


def test_vega_measures_with_the_same_face():
    """The axis ends where its longest label does."""
    label = "Millimetres Wide"
    spec = {
        "data": {"values": [{"a": label}]},
        "mark": "point",
        "encoding": {"y": {"field": "a", "type": "nominal", "axis": {"title": None}}},
        "config": {
            "font": lettering.FAMILY,
            "axis": {"labelFontSize": 20, "labelPadding": 0, "tickSize": 0, "labelLimit": 900},
            "padding": 0,
        },
        "height": 40,
        "width": 100,
    }
    wide = float(etree.fromstring(draw_svg(spec).encode()).get("width"))
    assert wide == pytest.approx(text_width(label, 20) + 100, abs=4)


def test_outlines_stand_where_the_text_stood_and_keep_its_colour():
    text = '<text font-size="10px" text-anchor="{}" fill="#0B5FA5" x="50" y="20">{}</text>'
    for anchor, left in (("start", 50), ("middle", 50 - 2.5), ("end", 45)):
        (path,) = etree.fromstring(outlined(SVG.format(text.format(anchor, "1"))).encode())
        xs = [float(x) for x in re.findall(r"[ML]([\d.]+)[ ,]", path.get("d"))]
        assert path.get("fill") == "#0B5FA5"
        assert left <= min(xs) and max(xs) <= left + 5
    assert texts(outlined(SVG.format(text.format("start", "\N{SNOWMAN}")))) == ["\N{SNOWMAN}"]


def test_a_sheet_says_all_there_is_to_say_without_a_font():
    drawn = SVG.format('<text font-size="14px" y="10">1990</text>')
    made = etree.fromstring(
        sheet(
            drawn, "It is 1.", headline="One rose.", below=["Hollow: none.", "Source: us"]
        ).encode()
    )
    assert [made.findtext(f"{{*}}{tag}") for tag in ("title", "desc")] == ["One rose.", "It is 1."]
    assert not list(made.iter("{*}text"))
    assert float(made.get("width")) == 90 + 40
    assert float(made.get("height")) > 30 + 40 + 18 + 2 * 13
    assert len(list(made.iter("{*}path"))) == 4
