"""The Altair renderer ``transit``: one execution of a chart, every output it needs.

The renderer puts two pictures of a chart into the notebook: the Vega-Lite specification, which
JupyterLab draws natively, and a static SVG, which needs no script at all.  The Sphinx side of the
package (:mod:`transit.publishing.site.charts`) makes figures of both. A
:class:`transit.display.figure.Figure` shows itself and does not need the renderer.
"""

import copy
import json
from typing import Any

from transit.display.drawing import draw_svg
from transit.display.figure import SVG_MIME, VEGALITE_MIME, VEGALITE_SCHEMA


def columns_of(spec: dict[str, Any]) -> list[str]:
    """Return the names of the fields in the data of a specification, by first appearance."""
    sets = [*spec.get("datasets", {}).values(), (spec.get("data") or {}).get("values")]
    rows = (row for rows in sets if isinstance(rows, list) for row in rows)
    return list(dict.fromkeys(name for row in rows if isinstance(row, dict) for name in row))


def render(spec: dict[str, Any], **_options: Any) -> dict[str, Any]:
    """Make the mime bundle of a chart.

    Parameters
    ----------
    spec : dict
        The Vega-Lite specification that Altair hands to its renderer.

    Returns
    -------
    dict
        The specification (`VEGALITE_MIME`), the SVG (`SVG_MIME`) and, as ``text/plain``, the
        description of the chart or a plain name where it has none. A notebook on disk has its
        keys in alphabetical order, so a chart that carries no table of its own notes the order
        of its columns in ``usermeta``.
    """
    native = copy.deepcopy(spec)
    native["$schema"] = VEGALITE_SCHEMA
    notes = native.setdefault("usermeta", {}).setdefault("transit", {})
    if "table" not in notes:
        notes["columns"] = columns_of(spec)
    return {
        VEGALITE_MIME: json.loads(json.dumps(native, allow_nan=False)),
        SVG_MIME: draw_svg(spec),
        "text/plain": spec.get("description") or "Chart",
    }


def enable() -> None:
    """Make ``transit`` the active Altair renderer of this process."""
    import altair

    altair.renderers.register("transit", render)
    altair.renderers.enable("transit")
