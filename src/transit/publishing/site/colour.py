"""Colours on a dark ground.

A chart is drawn once, for a light ground.  For the dark theme each of its colours is replaced by
the colour of the same hue that stands out from the dark ground as much as the original stands
out from white, by the contrast ratio of WCAG 2.2.  What was a pale grid line stays a faint grid
line, white text on a blue bar becomes dark text on a light blue bar, and nothing has to be drawn
a second time.
"""

import math
import re
from collections.abc import Callable

LIGHT_GROUND = "#ffffff"
#: Contrast that WCAG 2.2 asks of graphics; a vivid colour gets it on the dark ground even where
#: its original has a little less, down to `PALE`, below which it is a tint and stays one.
GRAPHIC = 3.0
PALE = 1.9
VIVID = 0.08
_NAMED = {"white": "#ffffff", "black": "#000000", "gray": "#808080", "grey": "#808080",
          "lightgray": "#d3d3d3", "lightgrey": "#d3d3d3", "red": "#ff0000", "blue": "#0000ff",
          "green": "#008000", "steelblue": "#4682b4", "orange": "#ffa500",
          "firebrick": "#b22222", "darkgray": "#a9a9a9", "dimgray": "#696969"}  # fmt: skip

RGB = tuple[float, float, float]


def read_colour(colour: str) -> RGB | None:
    """Read a CSS colour: ``#rgb``, ``#rrggbb``, ``rgb(r, g, b)`` or a few names.

    Returns
    -------
    tuple of float or None
        Red, green and blue in 0..1; None for what is not an opaque colour of these forms.
    """
    colour = _NAMED.get(colour.strip().lower(), colour.strip().lower())
    if re.fullmatch(r"#[0-9a-f]{3}", colour):
        colour = "#" + "".join(2 * c for c in colour[1:])
    if re.fullmatch(r"#[0-9a-f]{6}", colour):
        red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        return red, green, blue
    match = re.fullmatch(r"rgb\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)\s*\)", colour)
    if match is None:
        return None
    red, green, blue = (min(float(v), 255) / 255 for v in match.groups())
    return red, green, blue


def _each(change: Callable[[float], float], rgb: RGB) -> RGB:
    red, green, blue = rgb
    return change(red), change(green), change(blue)


def _linear(rgb: RGB) -> RGB:
    return _each(lambda c: c / 12.92 if c <= 0.04045 else float(((c + 0.055) / 1.055) ** 2.4), rgb)


def _gamma(linear: RGB) -> RGB:
    def gamma(c: float) -> float:
        return 12.92 * c if c <= 0.0031308 else float(1.055 * max(c, 0) ** (1 / 2.4) - 0.055)

    return _each(gamma, linear)


def luminance(rgb: RGB) -> float:
    """Relative luminance as WCAG 2.2 defines it, in 0..1."""
    red, green, blue = _linear(rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: RGB, other: RGB) -> float:
    """Contrast ratio of two colours as WCAG 2.2 defines it, in 1..21."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _to_oklab(rgb: RGB) -> RGB:
    red, green, blue = _linear(rgb)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_oklab(lab: RGB) -> RGB:
    light, a, b = lab
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return _gamma(
        (
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        )
    )


def _in_gamut(lightness: float, a: float, b: float) -> RGB:
    """Return the colour of this lightness and hue, with as much chroma as sRGB can show."""
    keep = 1.0
    while keep > 0:
        rgb = _from_oklab((lightness, a * keep, b * keep))
        if all(-0.001 <= c <= 1.001 for c in rgb):
            break
        keep -= 0.05
    else:
        rgb = _from_oklab((lightness, 0, 0))
    return _each(lambda c: min(max(c, 0.0), 1.0), rgb)


def on_dark(colour: str, ground: str) -> str | None:
    """Find the counterpart of a colour on a dark ground.

    Parameters
    ----------
    colour : str
        A colour chosen for white; see `read_colour`.
    ground : str
        The dark ground, ``#rrggbb``.

    Returns
    -------
    str or None
        ``#rrggbb`` of the same hue whose contrast to `ground` is that of `colour` to white, or
        as near as sRGB allows; None where `colour` cannot be read.
    """
    rgb, dark, white = read_colour(colour), read_colour(ground), read_colour(LIGHT_GROUND)
    if rgb is None or dark is None or white is None:
        return None
    wanted = contrast(rgb, white)
    _, a, b = _to_oklab(rgb)
    _, ground_a, ground_b = _to_oklab(dark)
    a, b = a + ground_a, b + ground_b  # the ground is what white was, also in its tint
    if wanted > PALE and math.hypot(a, b) > VIVID:
        wanted = max(wanted, GRAPHIC)
    low, high = _to_oklab(dark)[0], 1.0
    for _ in range(24):
        middle = (low + high) / 2
        if contrast(_in_gamut(middle, a, b), dark) < wanted:
            low = middle
        else:
            high = middle
    if wanted < 1.02:
        return ground
    return "#" + "".join(f"{round(255 * c):02x}" for c in _in_gamut(high, a, b))


def dark_rules(colours: list[str], ground: str, scope: str) -> str:
    """Write the style rules that repaint charts for the dark theme.

    Parameters
    ----------
    colours : list of str
        The colours in use, as the SVGs write them.
    ground : str
        The dark ground, ``#rrggbb``.
    scope : str
        Selector of the element the charts stand in, under the dark theme.

    Returns
    -------
    str
        A style sheet; the same for the same set of colours.
    """
    rules = []
    for colour in sorted(set(colours)):
        dark = on_dark(colour, ground)
        if dark is not None:
            rules += [
                f'{scope} [{name}="{colour}"]{{{name}:{dark}}}'
                for name in ("fill", "stroke", "stop-color")
            ]
    return "@media screen{\n" + "\n".join(rules) + "\n}\n"
