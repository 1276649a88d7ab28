"""The Altair renderer."""

import json

import altair as alt
import pandas as pd
import pytest

from transit.display import renderer
from transit.display.drawing import draw_svg

FRAME = pd.DataFrame({"year": [1990, 2000], "value": [1.5, 3.0]})


@pytest.fixture
def chart() -> alt.Chart:
    return (
        alt.Chart(FRAME, description="It rises.")
        .mark_line(clip=True)
        .encode(x="year:Q", y="value:Q")
        .properties(width=200, height=100)
    )


@pytest.fixture
def enabled():
    before = alt.renderers.active
    renderer.enable()
    yield
    alt.renderers.enable(before)


def test_bundle_has_specification_picture_and_text(chart, enabled):
    bundle = chart._repr_mimebundle_()
    assert set(bundle) == {renderer.VEGALITE_MIME, "image/svg+xml", "text/plain"}
    assert bundle["text/plain"] == "It rises."
    assert bundle[renderer.VEGALITE_MIME]["$schema"] == renderer.VEGALITE_SCHEMA
    assert bundle["image/svg+xml"].startswith("<svg")
    json.dumps(bundle)


def test_same_chart_gives_same_bytes(chart):
    spec = chart.to_dict()
    assert draw_svg(spec) == draw_svg(spec)


def test_render_leaves_its_argument_alone(chart):
    spec = chart.to_dict()
    schema = spec["$schema"]
    renderer.render(spec)
    assert spec["$schema"] == schema


def test_chart_without_description_is_called_a_chart():
    spec = alt.Chart(FRAME).mark_point().encode(x="year:Q").to_dict()
    assert renderer.render(spec)["text/plain"] == "Chart"


def test_nothing_is_fetched():
    spec = alt.Chart("https://example.org/data.csv").mark_point().encode(x="a:Q").to_dict()
    with pytest.raises(ValueError):
        draw_svg(spec)
