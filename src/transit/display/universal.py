"""Dates of charts in universal time, so that every reader sees those that the data have.

Vega reads a date without a zone, and writes every date, in the zone of whoever looks: the first of
January can be a day of December. Here a specification is written so that it neither does.
"""

import re
from typing import Any, Final

_PARTS: Final = "year|quarter|month|date|week|day|dayofyear|hours|minutes|seconds|milliseconds"
_UNIT = re.compile(rf"(?:{_PARTS})+")
_WITHOUT_ZONE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?")
_CALL = re.compile(rf"(?<![\w.])({_PARTS}|timeFormat|timeParse|datetime)\(")
_CALLS: Final = {"timeFormat": "utcFormat", "timeParse": "utcParse", "datetime": "utc"}
_EXPRESSIONS: Final = ("calculate", "filter", "expr", "test", "labelExpr", "signal", "update")
_DATE: Final = {"year", "quarter", "month", "date", "day", "hours", "minutes", "seconds"}
_POSITIONS: Final = ("x", "x2", "y", "y2", "color", "size", "opacity", "fill", "stroke", "shape")


def in_universal_time(value: Any) -> Any:
    """Return a Vega-Lite specification whose dates are the same everywhere.

    Parameters
    ----------
    value : dict
        A specification with its data inside, or a part of one.

    Returns
    -------
    dict
        The same with its time units, scales, expressions and dates in universal time; a date and
        time without a zone is taken to be one.

    Examples
    --------
    >>> chart = {"encoding": {"x": {"field": "d", "type": "temporal", "timeUnit": "year"}}}
    >>> in_universal_time(chart)["encoding"]["x"]["timeUnit"]
    'utcyear'
    """
    if isinstance(value, list):
        return [in_universal_time(item) for item in value]
    if isinstance(value, dict):
        made = {key: _changed(key, item) for key, item in value.items()}
        encoding = made.get("encoding")
        if isinstance(encoding, dict):
            made["encoding"] = {
                channel: _scaled(field) if channel in _POSITIONS else _formatted(field)
                for channel, field in encoding.items()
            }
        if made and set(made) <= _DATE and "year" in made and isinstance(made["year"], int):
            made["utc"] = True
        return made
    if isinstance(value, str) and _WITHOUT_ZONE.fullmatch(value):
        return value.replace(" ", "T") + "Z"
    return value


def _changed(key: str, value: Any) -> Any:
    if key == "timeUnit":
        if isinstance(value, dict):
            return {k: _changed("timeUnit", v) if k == "unit" else v for k, v in value.items()}
        return f"utc{value}" if isinstance(value, str) and _UNIT.fullmatch(value) else value
    if key in _EXPRESSIONS and isinstance(value, str):
        return _CALL.sub(lambda m: _CALLS.get(m[1], f"utc{m[1]}") + "(", value)
    return in_universal_time(value)


def _scaled(field: Any) -> Any:
    """Give the scale of a date that is in no unit the type of universal time."""
    if isinstance(field, dict) and field.get("type") == "temporal" and "timeUnit" not in field:
        scale = field.get("scale", {})
        if isinstance(scale, dict) and "type" not in scale:
            return {**field, "scale": {**scale, "type": "utc"}}
    return field


def _formatted(field: Any) -> Any:
    """Let a date that is told, not drawn, be written in universal time."""
    if isinstance(field, list):
        return [_formatted(item) for item in field]
    if isinstance(field, dict) and field.get("type") == "temporal" and "timeUnit" not in field:
        told = {"format": "%Y-%m-%d", "title": field.get("field")}
        return {**told, **field, "timeUnit": "utcyearmonthdatehoursminutesseconds"}
    return field
