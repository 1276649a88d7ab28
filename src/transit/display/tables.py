"""Data frames as semantic HTML tables that print, paginate and read aloud well."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from numbers import Integral, Real
from typing import Any

import numpy as np
import pandas as pd

from transit.wording import number


class Markup(str):
    """Text that is already HTML and is not escaped again."""

    __slots__ = ()


@dataclass(frozen=True)
class Table:
    """A table ready to be shown at the end of a notebook cell."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def show_table(
    frame: pd.DataFrame,
    *,
    columns: Mapping[str, str] | None = None,
    formats: Mapping[str, Callable[[Any], str]] | None = None,
    caption: str | None = None,
    row_ids: Sequence[str] | None = None,
    facets: Sequence[str] | None = None,
    values: Mapping[str, str] | None = None,
    css_class: str = "",
    unit: str = "",
    part: str = "",
    missing: str = "\N{EN DASH}",
) -> Table:
    """Return `frame` as an HTML table with scoped heads and escaped cells.

    Parameters
    ----------
    frame : DataFrame
        One row of the frame is one row of the table; the index is not shown.
    columns : mapping of str to str, optional
        The columns to show, in order, with their heads. All by default.
    formats : mapping of str to callable, optional
        For a column, the function that writes a cell. A returned `Markup` is taken as
        HTML, anything else is escaped.
    caption : str, optional
        The table's caption.
    row_ids : sequence of str, optional
        Element ids of the rows, as targets of links.
    facets : sequence of str, optional
        Columns whose values the reader can choose from. With it, even if empty, the table can
        be searched and sorted in the page; without scripts it is a plain table.
    values : mapping of str to str, optional
        For a column that is shown, the column of the frame that stands for it when the reader
        sorts or chooses.
    css_class : str, optional
        Further classes of the table.
    unit : str, optional
        What the rows are called where those that a reader has chosen are counted.
    part : str, optional
        Class of what a row has several of, to be counted beside the rows.
    missing : str, optional
        What a missing value is shown as.

    Raises
    ------
    KeyError
        If `columns`, `formats` or `values` names a column that the frame lacks, or `facets`
        one that is not shown.
    """
    columns = dict(columns or {name: str(name) for name in frame.columns})
    formats, values = dict(formats or {}), dict(values or {})
    _check(frame, columns, (*columns, *formats, *values, *values.values()), facets or ())
    numeric = {name for name in columns if _is_number(frame[name])}

    def attributes(name: str) -> str:
        return ' class="number"' if name in numeric else ""

    def cell(name: str, value: object) -> str:
        if pd.api.types.is_scalar(value) and pd.isna(value):
            return missing
        text = formats[name](value) if name in formats else written(value)
        return str(text) if isinstance(text, Markup) else escape(str(text))

    rows = []
    for i, row in enumerate(frame[list(columns)].itertuples(index=False, name=None)):
        cells = []
        for name, value in zip(columns, row, strict=True):
            stands = _attribute(
                "data-value", frame[values[name]].iloc[i] if name in values else None
            )
            cells.append(f"<td{attributes(name)}{stands}>{cell(name, value)}</td>")
        rows.append(f"<tr{_attribute('id', row_ids[i] if row_ids else None)}>{''.join(cells)}</tr>")
    head = "".join(
        f'<th scope="col"{attributes(name)}>{escape(title)}</th>' for name, title in columns.items()
    )
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    chosen = ";".join(columns[name] for name in facets) if facets else None
    classes = f"data-table {'filterable ' if facets is not None else ''}{css_class}".strip()
    return Table(
        f'<div class="table-scroll" tabindex="0" role="region"'
        f"{_attribute('aria-label', caption or 'Table')}>"
        f'<table class="{classes}"{_attribute("data-facets", chosen)}'
        f"{_attribute('data-unit', unit or None)}{_attribute('data-part', part or None)}>"
        f"{title}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _check(
    frame: pd.DataFrame, columns: Mapping[str, str], named: Sequence[str], facets: Sequence[str]
) -> None:
    unknown = [name for name in named if name not in frame.columns]
    if unknown:
        raise KeyError(f"no column {unknown[0]!r}; the frame has {', '.join(map(str, frame))}")
    hidden = [name for name in facets if name not in columns]
    if hidden:
        raise KeyError(f"column {hidden[0]!r} cannot be a facet, as it is not shown")


def _is_number(column: pd.Series) -> bool:
    types = pd.api.types
    return types.is_numeric_dtype(column) and not types.is_bool_dtype(column)


def _attribute(name: str, value: object) -> str:
    return "" if value is None else f' {name}="{escape(str(value), quote=True)}"'


def written(value: object) -> str:
    """Return a value as a cell shows it where no format is given.

    Parts of one get two decimals; whole numbers stand as they are, since they may be years.

    Examples
    --------
    >>> [written(value) for value in (True, 2019, 87.055, "Otan")]
    ['yes', '2019', '87.06', 'Otan']
    """
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, Integral):
        return str(value).replace("-", "\N{MINUS SIGN}")
    if isinstance(value, Real):
        return number(float(value), 2)
    if isinstance(value, pd.Period):
        return str(value)  # as exact as it is: a day, a month or a year
    if isinstance(value, dt.date):
        return f"{value:%Y-%m-%d}"
    return str(value)
