"""Drawing: a Vega-Lite specification becomes a static picture."""

from functools import cache
from typing import Any

from transit.display.lettering import FACES
from transit.display.svg import stable_ids
from transit.display.universal import in_universal_time

_BASE = "https://vega.github.io/vega-datasets/"
"""What the renderer puts before an address that a mark leads to, unless it is a whole one."""


def png(svg: str, scale: float) -> bytes:
    """Return a picture as PNG, `scale` times as large."""
    import vl_convert

    _know_faces()
    return vl_convert.svg_to_png(svg, scale=scale)


def draw_svg(spec: dict[str, Any], *, lite: bool = True) -> str:
    """Draw a specification as a static SVG.

    Parameters
    ----------
    spec : dict
        A complete Vega-Lite specification with its data inside; nothing is fetched. Its dates are
        drawn in universal time.
    lite : bool
        False for one of Vega itself.

    Returns
    -------
    str
        The SVG.  Equal specifications give equal strings: Vega numbers its clip paths and
        gradients through the life of a process, so they are numbered afresh here.
    """
    import vl_convert

    _know_faces()
    if lite:
        drawn = vl_convert.vegalite_to_svg(in_universal_time(spec), allowed_base_urls=[])
    else:
        drawn = vl_convert.vega_to_svg(spec, allowed_base_urls=[])
    return stable_ids(drawn.replace(f'href="{_BASE}', 'href="'))


@cache
def _know_faces() -> None:
    """Have text measured with the face that it is set in, on every machine."""
    import vl_convert

    vl_convert.register_font_directory(str(FACES))
