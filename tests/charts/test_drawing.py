"""What holds for every chart: it draws, can be read, and says what it shows."""

import json
import re

import pytest
from lxml import etree

from transit.charts import theme
from transit.display.drawing import draw_svg
from transit.display.figure import COLUMN, NARROW, PAGE, WIDE
from transit.display.lettering import text_width

NAMES = [
    "lead", "democracy", "checks", "gradualness", "economy", "rules", "notice",
    "winners", "seats", "candidates", "timeline", "days", "council", "powers", "articles",
    "offices", "ledger", "kinds", "margins", "keyness", "leading", "dispersion", "future", "growth", "plane", "pairs",
]  # fmt: skip


@pytest.fixture(scope="module")
def drawings(gallery):
    """Every figure by its name, in the widths that it has."""
    return {
        name: [
            (width, etree.fromstring(draw_svg(chart.to_dict(width))))
            for width in ((WIDE, COLUMN, PAGE, NARROW) if chart.fits_phones else (WIDE,))
        ]
        for name, chart in gallery.items()
    }


def local(element):
    return etree.QName(element).localname


def moved(element):
    """Return where an element's own transform moves it."""
    found = re.match(r"translate\(([-\d.e]+)[, ]+([-\d.e]+)\)", element.get("transform", ""))
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def texts(svg):
    """Yield text, size, weight, colour and box of every label of a drawing."""
    for element in svg.iter("{*}text"):
        if not (element.text or "").strip() and len(element) == 0:
            continue
        x = y = 0.0
        for step in (element, *element.iterancestors()):
            dx, dy = moved(step)
            x, y = x + dx, y + dy
        size = float(element.get("font-size", "0").removesuffix("px"))
        bold = element.get("font-weight") == "bold"
        lines = [line.text or "" for line in element.iter("{*}tspan")] or [element.text]
        wide = max(text_width(line, size, bold=bold) for line in lines)
        if "rotate" in element.get("transform", ""):
            yield " ".join(lines), size, element.get("fill"), element.get("stroke"), (
                x - size / 2, y - wide, x - size / 2 + len(lines) * (size + 2), y,
            )  # fmt: skip
            continue
        shift = {"end": wide, "middle": wide / 2}.get(element.get("text-anchor"), 0)
        box = (x - shift, y - size * 0.7, x - shift + wide, y + (len(lines) - 1) * (size + 2))
        yield " ".join(lines), size, element.get("fill"), element.get("stroke"), box


def contrast(one, other="#FFFFFF"):
    def luminance(colour):
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_gallery_is_complete(gallery):
    assert list(gallery) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_fits_the_column(drawings, name):
    for width, drawing in drawings[name]:
        assert width * 0.93 <= float(drawing.get("width")) <= width * 1.02
        assert width == NARROW or float(drawing.get("height")) <= 1200


@pytest.mark.parametrize("name", sorted({*NAMES} - {"offices", "margins"}))
def test_a_chart_of_the_argument_leaves_half_a_page_of_print_to_it(drawings, name):
    millimetres = {COLUMN: 104, PAGE: 144}
    assert any(
        float(drawing.get("height")) * millimetres[width] / width <= 110
        for width, drawing in drawings[name]
        if width in millimetres
    )


@pytest.mark.parametrize("name", NAMES)
def test_text_is_large_enough_and_dark_enough(drawings, name):
    found = [text for _, drawing in drawings[name] for text in texts(drawing)]
    assert len(found) > 3
    assert min(size for _, size, *_ in found) >= theme.SMALL
    for text, _, fill, stroke, _ in found:
        if fill == theme.PAPER or stroke == theme.PAPER:
            continue
        assert contrast(fill) >= 4.5, (text, fill)


@pytest.mark.parametrize("name", NAMES)
def test_no_label_covers_another(drawings, name):
    for width, drawing in drawings[name]:
        boxes = [
            (text, box)
            for text, _, _, stroke, box in texts(drawing)
            if stroke != theme.PAPER and text.strip()
        ]
        for k, (text, a) in enumerate(boxes):
            for other, b in boxes[:k]:
                wide = min(a[2], b[2]) - max(a[0], b[0])
                tall = min(a[3], b[3]) - max(a[1], b[1])
                assert wide < 2.5 or tall < 2.5, (width, text, other, wide, tall)


@pytest.mark.parametrize("name", NAMES)
def test_no_label_is_cut_off(drawings, name):
    for _, drawing in drawings[name]:
        width = float(drawing.get("width"))
        for text, *_, box in texts(drawing):
            assert box[0] >= -1.5 and box[2] <= width + 3, (text, box)


@pytest.mark.parametrize("name", NAMES)
def test_says_what_it_shows(gallery, name):
    chart = gallery[name]
    assert re.search(r"\d|one|two|three|four|five|six|seven|eight|nine|ten", chart.description)
    assert not re.search(r"\bnan\b|None|<NA>", chart.description)


@pytest.mark.parametrize("name", NAMES)
def test_is_the_same_every_time_and_needs_no_script_of_its_own(gallery, name):
    spec = gallery[name].to_dict()
    text = json.dumps(spec, sort_keys=True, allow_nan=False)
    assert text == json.dumps(gallery[name].to_dict(), sort_keys=True, allow_nan=False)
    assert not re.search(r'"(param|view|concat)_\d+"', text)
    assert "NaN" not in text
    assert '"url"' not in text


@pytest.mark.parametrize("name", NAMES)
def test_every_colour_is_of_the_theme(drawings, name):
    values = [*vars(theme).values(), *theme.VERDICTS.values()]
    known = {value for value in values if isinstance(value, str) and value.startswith("#")}
    used = {
        element.get(key)
        for _, drawing in drawings[name]
        for element in drawing.iter()
        for key in ("fill", "stroke")
        if (element.get(key) or "none") not in ("none", "transparent")
    }
    assert used - known == set()
