"""What the HTML of other libraries was written from."""

import base64
import struct

import altair as alt
import pandas as pd

from transit.publishing.site import outputs


def test_altair_s_own_html_gives_its_specification():
    with alt.renderers.enable("html"):
        chart = alt.Chart(pd.DataFrame({"a": ["x</script>"], "b": [1]})).mark_bar().encode(x="a")
        shown = chart._repr_mimebundle_()
    html = (shown[0] if isinstance(shown, tuple) else shown)["text/html"]
    spec, lite = outputs.spec_in(html)
    assert lite and spec["mark"] == {"type": "bar"}
    assert next(iter(spec["datasets"].values())) == [{"a": "x</script>", "b": 1}]
    assert outputs.spec_in("<p>vegaEmbed is a function</p>") is None


def test_a_specification_of_vega_is_told_apart():
    html = 'vegaEmbed (function(s,o){})({"marks": []}, {"mode": "vega"});'
    assert outputs.spec_in(html) == ({"marks": []}, False)


def test_plotly_s_html_gives_its_data_and_a_table():
    html = 'Plotly.newPlot( "id", [{"type":"bar","name":"s","x":["p","q"],"y":[1,2]}], {"title":1}, {})'
    plot = outputs.plot_in(html)
    assert plot["layout"] == {"title": 1}
    assert outputs.table_of_plot(plot) == {
        "columns": ["series", "x", "y"],
        "rows": [["s", "p", 1], ["s", "q", 2]],
    }


def test_binary_lists_of_plotly_are_read():
    data = base64.b64encode(struct.pack("<2i", 3, 4)).decode()
    plot = {"data": [{"type": "scatter", "y": {"dtype": "i4", "bdata": data}}]}
    assert outputs.table_of_plot(plot)["rows"] == [["scatter", 3], ["scatter", 4]]


def test_words_for_a_chart_say_what_it_draws():
    layered = {"title": "Votes", "layer": [{"mark": {"type": "line"}}],
               "encoding": {"x": {"field": "year"}, "y": {"aggregate": "count"}}}  # fmt: skip
    assert outputs.words_for(layered) == "Votes. Line chart of count by year."
