"""One look for every picture: colours, type sizes, and the finishing of a chart.

All colours are six-digit hexadecimal constants, so that a publisher can exchange them for a dark
ground. Every text in a picture is at least `SMALL` pixels high at the full width `WIDTH`.
Categories that appear together stay apart for readers with a colour-vision deficiency and never
rely on colour alone: a label, a shape or a dash pattern says the same.
"""

from typing import Any

import altair as alt

from transit.display.lettering import FAMILY

FONT = f"{FAMILY}, Liberation Sans, Arial, sans-serif"
WIDTH = 640
SMALL = 13
BASE = 14

PAPER = "#FFFFFF"
INK = "#1F2933"
SOFT = "#52606D"
QUIET = "#707070"
RULE = "#8A949E"
GRID = "#DDE2E7"
WASH = "#EEF2F6"

BLUE = "#0B5FA5"
SKY = "#8DBBE0"
NAVY = "#0A3761"
ORANGE = "#B85E16"
SAND = "#EBD38A"
PLUM = "#7D2E68"
OLIVE = "#4A5D23"
TAN = "#857344"
COAL = "#2B2B2B"
SILVER = "#A8B0B8"
AZURE = "#3F8AC9"
SLATE = "#7F8993"

TINT_1 = "#DCE9F5"
TINT_2 = "#B5D0EA"
TINT_3 = "#7FAEDA"
"""Grounds of text from pale to dark, before `BLUE`."""


COUNTRIES = {
    "KAZ": BLUE,
    "KGZ": ORANGE,
    "TJK": TAN,
    "TKM": PLUM,
    "UZB": OLIVE,
    "RUS": COAL,
    "WLD": QUIET,
}
COUNTRY_DASHES = {
    "KAZ": [1, 0],
    "KGZ": [1, 0],
    "TJK": [2, 3],
    "TKM": [8, 3],
    "UZB": [8, 3, 2, 3],
    "RUS": [12, 4],
    "WLD": [3, 3],
}

AGGREGATES = frozenset({"WLD"})
"""Codes that stand for no single country; a sentence names them with an article."""

BLOCS = {
    "regime": NAVY,
    "pro-presidential": BLUE,
    "loyal": SKY,
    "reserved": TAN,
    "appointed": COAL,
    "mixed": SILVER,
    "independent": SAND,
    "opposition": ORANGE,
}
VERDICTS = {
    "supported": BLUE,
    "refined": AZURE,
    "contradicted": ORANGE,
    "depends": TAN,
    "open": SLATE,
}
VERDICT_GLYPHS = {
    "supported": "●",
    "refined": "◆",
    "contradicted": "✖",
    "depends": "▲",
    "open": "□",
}
"""The shapes below as characters, for text."""
VERDICT_SHAPES = {
    "supported": "circle",
    "refined": "diamond",
    "contradicted": "M-.65-1L0-.35L.65-1L1-.65L.35 0L1 .65L.65 1L0 .35L-.65 1L-1 .65L-.35 0L-1-.65Z",
    "depends": "triangle-up",
    "open": "M-.9-.9H.9V.9H-.9ZM-.6-.6V.6H.6V-.6Z",
}

STATUSES = {"advisory": SILVER}
HOLDERS = (PLUM, BLUE)
"""Style of a tenure by its status, otherwise by the order of the holders."""

LANGUAGES = (BLUE, ORANGE)
LANGUAGE_SHAPES = ("circle", "diamond")
"""Styles of the most frequent languages of the works cited, in this order."""

BASES = {
    "several works": NAVY,
    "one work": AZURE,
    "press or web only": ORANGE,
    "no note": SLATE,
}

DARK = frozenset({NAVY, BLUE, ORANGE, QUIET, PLUM, COAL, TAN})
"""Grounds on which text is set in the colour of the paper."""


@alt.theme.register("transit", enable=True)
def transit_theme() -> alt.theme.ThemeConfig:
    """Return the theme that importing `transit.charts` enables."""
    config: dict[str, Any] = {
        "background": None,
        "font": FONT,
        "padding": {"left": 4, "right": 4, "top": 6, "bottom": 4},
        "view": {"stroke": None, "continuousWidth": WIDTH, "continuousHeight": 320},
        "text": {"font": FONT, "fontSize": BASE, "color": INK},
        "axis": {
            "labelFont": FONT,
            "labelFontSize": BASE,
            "labelColor": SOFT,
            "titleFont": FONT,
            "titleFontSize": BASE,
            "titleFontWeight": "normal",
            "titleColor": SOFT,
            "titlePadding": 8,
            "domainColor": RULE,
            "tickColor": RULE,
            "gridColor": GRID,
            "labelPadding": 5,
        },
        "axisX": {"grid": False, "labelFlush": False},
        "axisY": {
            "domain": False,
            "ticks": False,
            "titleAngle": 0,
            "titleAlign": "left",
            "titleAnchor": "start",
            "titleBaseline": "bottom",
        },
        "header": {
            "labelFont": FONT,
            "labelFontSize": BASE,
            "labelFontWeight": "bold",
            "labelColor": INK,
            "title": None,
        },
        "title": {
            "font": FONT,
            "fontSize": BASE,
            "fontWeight": "bold",
            "color": INK,
            "anchor": "start",
            "frame": "group",
            "offset": 6,
        },
        "legend": {
            "labelFont": FONT,
            "labelFontSize": BASE,
            "titleFont": FONT,
            "titleFontSize": BASE,
            "labelColor": INK,
        },
        "line": {"strokeWidth": 2, "strokeCap": "butt"},
        "mark": {"color": BLUE},
        "point": {"filled": True, "size": 60},
        "rule": {"color": RULE},
    }
    return alt.theme.ThemeConfig(config=config)  # type: ignore[typeddict-item]
