"""Operations on SVG."""

from lxml import etree

from transit.display import svg

DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'version="1.1" class="marks" width="100" height="50" viewBox="0 0 100 50">'
    '<rect width="100" height="50" fill="white"/>'
    '<defs><clipPath id="clip7"><rect width="10" height="10"/></clipPath></defs>'
    '<g fill="none"><g class="mark-group" role="graphics-object">'
    '<path class="background" aria-hidden="true" d="M0,0h0v0h0Z"/>'
    '<path class="foreground" d="" display="none"/>'
    '<g clip-path="url(#clip7)"><path d="M1.23456,2.00L3.10,4" stroke="#0B5FA5" opacity="1"/></g>'
    '<g class="empty"></g>'
    '<text font-family="Arial" font-size="13px" fill="#000">a</text>'
    '<text font-family="Arial" font-size="13px" fill="#000">b &amp; c</text>'
    '<text font-family="Arial" font-size="16px" fill="#000">d</text>'
    "</g></g></svg>"
)


def test_ids_are_numbered_in_order_of_appearance():
    other = DRAWN.replace("clip7", "clip9123")
    assert svg.stable_ids(DRAWN) == svg.stable_ids(other)
    assert 'id="p0"' in svg.stable_ids(DRAWN)
    assert 'clip-path="url(#p0)"' in svg.stable_ids(DRAWN)
    assert 'clip-path="url(#fig-a-p0)"' in svg.stable_ids(DRAWN, "fig-a-")


def test_standalone_has_title_and_description():
    root = etree.fromstring(svg.standalone(DRAWN, "Name", "Rises & falls").encode())
    assert [etree.QName(child).localname for child in root[:2]] == ["title", "desc"]
    assert root[1].text == "Rises & falls"
    assert root.get("role") == "img"


def test_standalone_leaves_out_what_is_empty():
    root = etree.fromstring(svg.standalone(DRAWN, "", "").encode())
    assert root.find("{http://www.w3.org/2000/svg}title") is None
    assert root.find("{http://www.w3.org/2000/svg}desc") is None


def test_inline_is_small_and_named():
    text = svg.inline(DRAWN, "fig-a-", 'Says "more"')
    root = etree.fromstring(text)
    assert root.get("aria-label") == 'Says "more"'
    assert root.get("class") == "chart-static"
    assert root.get("viewBox") == "0 0 100 50"
    assert "xmlns" not in text
    assert root.xpath("rect[@fill='white']") == []
    assert root.xpath("//*[@role]") == [root]
    assert root.xpath("//path/@d") == ["M1.23,2L3.1,4"]
    assert root.xpath("//clipPath/@id") == ["fig-a-p0"]


def test_two_arcs_become_a_circle():
    arcs = "M1.8712,0A1.8712,1.8712,0,1,1,-1.8712,0A1.8712,1.8712,0,1,1,1.8712,0"
    mark = f'<path d="{arcs}" transform="translate(3,4)" fill="#000"/>'
    root = etree.fromstring(svg.inline(DRAWN.replace("</svg>", f"{mark}</svg>"), "", "It falls."))
    assert dict(root.find("circle").attrib) == {
        "transform": "translate(3,4)", "fill": "#000", "r": "1.87",
    }  # fmt: skip


def test_inline_states_common_text_attributes_once():
    root = etree.fromstring(svg.inline(DRAWN, "", ""))
    assert (root.get("font-family"), root.get("font-size")) == ("Arial", "13px")
    assert [text.get("font-size") for text in root.iter("text")] == [None, None, "16px"]
    assert [text.text for text in root.iter("text")] == ["a", "b & c", "d"]


def test_colours_come_once_in_order():
    assert list(svg.colours(DRAWN)) == ["white", "#0B5FA5", "#000"]


def test_a_mark_keeps_what_its_chart_had_it_say():
    mark = '<path d="M0,0h1" fill="#000" aria-label="{}"/>'
    drawn = DRAWN.replace("</svg>", mark.format("Uzbekistan&#9;1995: 0.1&#10;low") + "</svg>")
    drawn = drawn.replace("</svg>", mark.format("year: 1; value: 2") + "</svg>")
    text = svg.inline(drawn, "", "It falls.")
    assert 'data-of="Uzbekistan" data-tip="1995: 0.1&#10;low"' in text
    assert text.count("data-tip") == text.count("aria-label") == 1
