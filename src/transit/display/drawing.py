"""Drawing: a Vega-Lite specification becomes a static picture."""

from typing import Any

from transit.display.svg import stable_ids


def draw_svg(spec: dict[str, Any]) -> str:
    """Draw a Vega-Lite specification as a static SVG.

    Parameters
    ----------
    spec : dict
        A complete Vega-Lite specification with its data inside; nothing is fetched.

    Returns
    -------
    str
        The SVG.  Equal specifications give equal strings: Vega numbers its clip paths and
        gradients through the life of a process, so they are numbered afresh here.
    """
    import vl_convert

    return stable_ids(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
