"""Charts of other libraries in the outputs of cells: what their HTML was written from."""

import base64
import json
import re
import struct
from collections.abc import Mapping, Sequence
from typing import Any, Final

VEGA_MIMES: Final = tuple(
    f"application/vnd.vega.v{version}{ending}"
    for version in (5, 6)
    for ending in ("+json", ".json")
)
PLOTLY_MIME: Final = "application/vnd.plotly.v1+json"
PLOTLY_SETS_UP = re.compile(
    r"window\.PlotlyConfig|\bplotly\.js v\d|require\.config\(|define\('plotly'"
)
"""What an output holds that only brings plotly into a notebook."""

_EMBEDS = re.compile(r"\}\)\(\s*(?=\{)")
_PLOTS = re.compile(r"Plotly\.(?:newPlot|react)\(\s*[\"'][^\"']*[\"']\s*,\s*")
_CODES: Final = {
    "f8": "d", "f4": "f", "i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I",
    "i8": "q", "u8": "Q",
}  # fmt: skip
_AXES: Final = ("x", "y", "z", "labels", "values", "lat", "lon", "r", "theta", "parents", "text")


def spec_in(html: str) -> tuple[dict[str, Any], bool] | None:
    """Find the specification in the HTML that Altair writes for a notebook.

    Parameters
    ----------
    html : str
        An output.

    Returns
    -------
    tuple of (dict, bool), or None
        The specification and whether it is one of Vega-Lite; None where there is none.

    Examples
    --------
    >>> spec_in('vegaEmbed <script>(function(s, o){})({"mark": "bar"}, {"mode": "vega-lite"});')
    ({'mark': 'bar'}, True)
    """
    if "vegaEmbed" not in html:
        return None
    for match in _EMBEDS.finditer(html):
        found = _values(html, match.end(), 2)
        if found and isinstance(found[0], dict):
            options = found[1] if len(found) > 1 and isinstance(found[1], dict) else {}
            schema = str(found[0].get("$schema", ""))
            return found[0], options.get("mode") != "vega" and "/schema/vega/" not in schema
    return None


def plot_in(html: str) -> dict[str, Any] | None:
    """Find the data and the layout in the HTML that plotly writes for a notebook."""
    match = _PLOTS.search(html)
    found = _values(html, match.end(), 2) if match else []
    if not found or not isinstance(found[0], list):
        return None
    return {"data": found[0], "layout": found[1] if len(found) > 1 else {}}


def _values(text: str, at: int, most: int) -> list[Any]:
    """Read JSON values that follow each other after commas."""
    values: list[Any] = []
    decoder = json.JSONDecoder()
    while len(values) < most:
        try:
            value, at = decoder.raw_decode(text, at)
        except ValueError:
            break
        values.append(value)
        comma = re.compile(r"\s*,\s*").match(text, at)
        if comma is None:
            break
        at = comma.end()
    return values


def table_of_plot(plot: Mapping[str, Any]) -> dict[str, list]:
    """Return what a plot shows as a table, a row for each mark of each trace.

    Parameters
    ----------
    plot : mapping
        ``data`` and ``layout``, as plotly has them.

    Returns
    -------
    dict
        ``columns`` and ``rows``; both empty where the traces hold no lists.

    Examples
    --------
    >>> table_of_plot({"data": [{"type": "bar", "name": "a", "x": ["p", "q"], "y": [1, 2]}]})
    {'columns': ['series', 'x', 'y'], 'rows': [['a', 'p', 1], ['a', 'q', 2]]}
    """
    rows: list[dict[str, Any]] = []
    for number, trace in enumerate(plot.get("data") or (), 1):
        held = {name: _listed(trace.get(name)) for name in _AXES}
        columns = {name: values for name, values in held.items() if values}
        name = str(trace.get("name") or trace.get("type") or f"trace {number}")
        for values in _rows(columns):
            rows.append({"series": name, **values})
    found = [name for name in ("series", *_AXES) if any(name in row for row in rows)]
    return {"columns": found, "rows": [[row.get(name) for name in found] for row in rows]}


def _rows(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    count = max((len(values) for values in columns.values()), default=0)
    return [
        {name: values[i] for name, values in columns.items() if i < len(values)}
        for i in range(count)
    ]


def _listed(values: Any) -> list[Any]:
    """Read a list of plotly, which may be binary; of nested ones the inner lists as text."""
    if isinstance(values, Mapping) and "bdata" in values:
        content = base64.b64decode(values["bdata"])
        code = _CODES.get(str(values.get("dtype")), "")
        if not code or "," in str(values.get("shape", "")):
            return []
        size = struct.calcsize(code)
        return list(struct.unpack(f"<{len(content) // size}{code}", content))
    if not isinstance(values, list):
        return []
    return [", ".join(map(str, v)) if isinstance(v, list) else v for v in values]


_NAMES: Final = {
    "bar": "Bar chart", "line": "Line chart", "point": "Chart of points", "circle": "Chart of points",
    "square": "Chart of points", "area": "Area chart", "rect": "Heat map", "arc": "Pie chart",
    "tick": "Strip chart", "boxplot": "Box plot", "text": "Chart of labels", "rule": "Chart of rules",
    "geoshape": "Map", "trail": "Line chart",
}  # fmt: skip


def words_for(spec: Mapping[str, Any]) -> str:
    """Say in words what a specification draws, where it has no description of its own.

    Examples
    --------
    >>> words_for({"mark": "bar", "encoding": {"x": {"field": "year"}, "y": {"field": "votes"}}})
    'Bar chart of votes by year.'
    """
    title = spec.get("title")
    title = title.get("text") if isinstance(title, Mapping) else title
    if isinstance(title, list):
        title = " ".join(map(str, title))
    part: Any = spec
    while isinstance(part, Mapping) and "mark" not in part:
        inner = next(
            (part[k] for k in ("layer", "hconcat", "vconcat", "concat", "spec") if k in part), None
        )
        part = inner[0] if isinstance(inner, list) and inner else inner
    part = part if isinstance(part, Mapping) else {}
    mark = part.get("mark", "")
    name = _NAMES.get(mark.get("type", "") if isinstance(mark, Mapping) else mark, "Chart")
    encoding = {**(spec.get("encoding") or {}), **(part.get("encoding") or {})}
    y, x = _title(encoding.get("y")), _title(encoding.get("x"))
    of = f" of {y} by {x}" if x and y else f" of {x or y}" if x or y else ""
    return f"{title}. {name}{of}." if title else f"{name}{of}."


def _title(field: Any) -> str:
    if not isinstance(field, Mapping):
        return ""
    given = field.get("title") or field.get("field")
    told = given if isinstance(given, str) else ""
    unit = field.get("aggregate")
    return f"{unit} of {told}" if told and isinstance(unit, str) else told or str(unit or "")
