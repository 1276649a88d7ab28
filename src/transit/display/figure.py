"""A figure: what it finds in a sentence, its pictures, its notes, source and data."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

import pandas as pd

from transit.display.drawing import draw_svg
from transit.display.lettering import wrap
from transit.display.svg import size
from transit.errors import TransitError

WIDE = 640
"""Pixels of the picture in a page of the site and in files."""
NARROW = 320
"""Pixels of the picture on a phone."""
COLUMN, PAGE = 510, 708
"""Pixels of the picture in a column of print and over the whole page."""
TALL = 470
"""Pixels of height from which a picture for print may be drawn over the whole page."""

VEGALITE_MIME = "application/vnd.vegalite.v5+json"
"""The type under which JupyterLab 4 recognises Vega-Lite."""
VEGALITE_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
SVG_MIME = "image/svg+xml"
NARROW_MIME = "image/vnd.transit.narrow.svg+xml"
"""The picture for phones, beside the one that every reader of notebooks knows."""
PRINT_MIME = "image/vnd.transit.print.svg+xml"
"""The picture for print."""

_TITLE = 16
"""Size of the headline where JupyterLab draws the picture."""
_MISSING = {"nan", "None", "NaT", "<NA>", "null"}


@dataclass(frozen=True)
class Figure:
    """A chart ready to be shown at the end of a cell.

    Parameters
    ----------
    draw : callable
        Given the width of the picture in pixels (`WIDE`, `NARROW`, `COLUMN` or `PAGE`), returns
        the Altair chart. A chart in its place is a picture of one width, which is scaled.
    description : str
        The text alternative: what the picture shows, as full sentences with the numbers.
    source : str
        The sources of the data, as they are printed below the picture.
    table : DataFrame
        The tidy data behind the picture, one row per thing shown, with heads and cells in words;
        the index is dropped.
    headline : str
        What the picture finds, as one sentence. It stands above the picture.
    notes : str
        How to read the marks: what filled, hollow, dark or wide means. It stands below.

    Raises
    ------
    TransitError
        If a text is no sentence or contains a missing value, the source is empty, or the table
        has no rows or a column name twice.
    """

    draw: Callable[[float], Any] | Any
    description: str
    source: str
    table: pd.DataFrame
    headline: str = ""
    notes: str = ""

    def __post_init__(self) -> None:
        for name in ("description", "source", "headline", "notes"):
            object.__setattr__(self, name, getattr(self, name).strip())
        for name in ("description", "headline", "notes"):
            _check_sentence(name, getattr(self, name), needed=name == "description")
        if not self.source:
            raise TransitError("a figure needs a source line; name the data it was drawn from")
        if self.table.empty:
            raise TransitError("a figure needs a table with at least one row behind it")
        if self.table.columns.has_duplicates:
            twice = self.table.columns[self.table.columns.duplicated()]
            names = ", ".join(sorted({str(name) for name in twice}))
            raise TransitError(f"the table behind a figure has a column twice: {names}")

    @property
    def fits_phones(self) -> bool:
        """Whether the figure has a picture of its own for phones."""
        return callable(self.draw)

    def to_dict(self, width: float = WIDE) -> dict[str, Any]:
        """Return the Vega-Lite specification of the picture of this width."""
        chart = self.draw(width) if callable(self.draw) else self.draw
        return chart.to_dict()

    def rows(self) -> dict[str, list]:
        """Return the table as ``columns`` and ``rows`` of text, truth, numbers or null."""
        return {
            "columns": [str(column) for column in self.table.columns],
            "rows": [
                [plain(cell) for cell in row]
                for row in self.table.itertuples(index=False, name=None)
            ],
        }

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        spec = self.to_dict()
        native = {**spec, "$schema": VEGALITE_SCHEMA, "description": self.description}
        if self.headline:
            lines = wrap(self.headline, WIDE, _TITLE, bold=True)
            native.setdefault("title", {"text": lines, "anchor": "start", "fontSize": _TITLE})
        native["usermeta"] = {
            "transit": {
                "headline": self.headline,
                "notes": self.notes,
                "source": self.source,
                "table": self.rows(),
            }
        }
        bundle = {
            VEGALITE_MIME: json.loads(json.dumps(native, allow_nan=False)),
            SVG_MIME: draw_svg(spec),
            "text/plain": " ".join(filter(None, (self.headline, self.description))),
        }
        if self.fits_phones:
            bundle[NARROW_MIME] = draw_svg(self.to_dict(NARROW))
            bundle[PRINT_MIME] = self._printed()
        return bundle

    def _printed(self) -> str:
        """Return the picture for a column, or over the page where that makes it much lower."""
        column = draw_svg(self.to_dict(COLUMN))
        _, height = size(column)
        if height <= TALL:
            return column
        page = draw_svg(self.to_dict(PAGE))
        return page if size(page)[1] < 0.9 * height else column


def _check_sentence(name: str, text: str, *, needed: bool) -> None:
    if not text and not needed:
        return
    if not text.endswith(".") or text[:1].islower():
        raise TransitError(f"the {name} of a figure must be a full sentence, not {text!r}")
    if _MISSING & set(text.replace(".", " ").split()):
        raise TransitError(f"the {name} of a figure contains a missing value: {text!r}")


def plain(cell: object) -> str | bool | int | float | None:
    """Return a cell as a value that JSON can carry: text, truth, number or null."""
    if isinstance(cell, (list, tuple, set, frozenset)):
        return ";".join(str(part) for part in (sorted(cell) if isinstance(cell, set) else cell))
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return None
    if isinstance(cell, str):
        return cell
    if (hasattr(cell, "dtype") and cell.dtype.kind == "b") or isinstance(cell, bool):
        return bool(cell)
    if isinstance(cell, Integral):
        return int(cell)
    if isinstance(cell, Real):
        return float(cell) if math.isfinite(cell) else None
    if isinstance(cell, (pd.Timestamp, dt.datetime)):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell)
