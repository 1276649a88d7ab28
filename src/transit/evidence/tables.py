"""Reading a table as its description says, and finding everything that is wrong with it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from transit import dates
from transit.errors import TransitError
from transit.evidence.package import Field, Package, Table

SHOWN = 20
"""Most problems that one error message lists."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a table, and where.

    Attributes
    ----------
    file : str
        Path of the table.
    line : int
        Line of the file, the header being line 1; 0 if the file as a whole is meant.
    row : str
        Primary key of the row, or empty.
    field : str
        Name of the field, or empty if no single field is meant.
    value : str
        What the file holds there.
    expected : str
        What should be there.
    """

    file: str
    line: int
    row: str
    field: str
    value: str
    expected: str

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f", line {self.line}"
        if self.row:
            place += f" ({self.row})"
        if self.field:
            place += f", field {self.field}"
        found = f"found {self.value!r}, " if self.value or self.field else ""
        return f"{place}: {found}expected {self.expected}"


@dataclass(frozen=True)
class Row:
    """One row of a table: its line, the text of its cells, and their typed values.

    A value is missing from `values` if the cell is empty or could not be read.
    """

    line: int
    cells: dict[str, str]
    values: dict[str, Any]

    def get(self, name: str) -> Any:
        """Return the typed value of a field, or None."""
        return self.values.get(name)

    def text(self, name: str) -> str:
        """Return the text of a cell."""
        return self.cells.get(name, "")


@dataclass
class Content:
    """The rows of a table and the problems met in reading them."""

    table: Table
    rows: list[Row]
    problems: list[Problem]

    @property
    def file(self) -> str:
        """Path of the table as it is printed."""
        return self.table.path.as_posix()

    def name(self, row: Row) -> str:
        """Return the primary key of a row as it is printed."""
        return " ".join(row.text(name) for name in self.table.primary_key)

    def problem(self, row: Row, field: str, expected: str, value: str | None = None) -> Problem:
        """Return a problem with a field of a row."""
        found = row.text(field) if value is None else value
        return Problem(self.file, row.line, self.name(row), field, found, expected)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise a `TransitError` that lists the problems, if there are any."""
    lines = [str(problem) for problem in problems]
    if not lines:
        return
    more = f"\n… and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
    raise TransitError("\n".join(lines[:SHOWN]) + more)


def read(table: Table) -> Content:
    """Read a table and check every cell by itself.

    Returns
    -------
    Content
        Rows are empty if the file or its header cannot be used.
    """
    content = Content(table, [], [])

    def whole(value: str, expected: str, line: int = 0) -> Content:
        content.problems.append(Problem(content.file, line, "", "", value, expected))
        return content

    try:
        text = table.path.read_bytes().decode("utf-8")
    except OSError as error:
        return whole("", f"a readable file ({error.strerror})")
    except UnicodeDecodeError as error:
        return whole("", f"UTF-8 text, which breaks off at byte {error.start}")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    names = [f.name for f in table.fields]
    try:
        header = next(reader, [])
        if header != names:
            return whole(", ".join(header), _header_wanted(header, names), 1)
        start = reader.line_num + 1
        for cells in reader:
            line, start = start, reader.line_num + 1
            if len(cells) != len(names):
                whole("", f"{len(names)} cells, there are {len(cells)}", line)
                continue
            row = Row(line, dict(zip(names, cells, strict=True)), {})
            content.rows.append(row)
            content.problems += _read_cells(content, row)
    except csv.Error as error:
        return whole("", f"CSV ({error})", reader.line_num)
    content.problems += [*_doubled(content, table.primary_key)]
    for f in table.fields:
        if f.unique:
            content.problems += _doubled(content, (f.name,))
    return content


def _header_wanted(header: list[str], names: list[str]) -> str:
    missing = [n for n in names if n not in header]
    extra = [h for h in header if h not in names]
    said = []
    if missing:
        said.append(f"missing: {', '.join(missing)}")
    if extra:
        said.append(f"too many: {', '.join(extra)}")
    if not said:
        said.append("each once" if len(header) != len(names) else "in this order")
    return f"the columns {', '.join(names)} ({'; '.join(said)})"


def _read_cells(content: Content, row: Row) -> Iterator[Problem]:
    for f in content.table.fields:
        text = row.cells[f.name]
        if text == "":
            if f.required:
                yield content.problem(row, f.name, "a value")
            continue
        if text != text.strip():
            yield content.problem(row, f.name, "text without spaces around it")
            continue
        try:
            value = convert(f, text)
        except ValueError:
            yield content.problem(row, f.name, wanted(f))
            continue
        row.values[f.name] = value


def convert(field: Field, text: str) -> Any:
    """Return a cell's text as a value of the field's type.

    Raises
    ------
    ValueError
        If the text does not fit the type or breaks a constraint.
    """
    if field.enum and text not in field.enum:
        raise ValueError(text)
    if field.pattern and not _compiled(field.pattern).fullmatch(text):
        raise ValueError(text)
    if field.type == "list":
        return tuple(_scalar(field.item_type, part) for part in text.split(field.delimiter))
    value = dates.parse(text) if field.imprecise else _scalar(field.type, text)
    if field.minimum is not None and value < field.minimum:
        raise ValueError(text)
    if field.maximum is not None and value > field.maximum:
        raise ValueError(text)
    return value


@lru_cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def _scalar(kind: str, text: str) -> Any:
    if not text or text != text.strip():
        raise ValueError(text)
    if kind in ("integer", "year"):
        if not re.fullmatch(r"-?[0-9]+", text):
            raise ValueError(text)
        return int(text)
    if kind == "number":
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
            raise ValueError(text)
        return float(text)
    if kind == "boolean":
        if text not in ("true", "false"):
            raise ValueError(text)
        return text == "true"
    if kind == "date":
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return dt.date.fromisoformat(text)
    if FORMULA.match(text):
        raise ValueError(text)
    return text


FORMULA = re.compile(r"[=@]|[+-](?![0-9])")
"""What a text begins with that programs for tables compute."""

_KINDS = {
    "string": "text that begins with none of = + - @",
    "integer": "a whole number",
    "number": "a number with a decimal point",
    "boolean": "true or false",
    "year": "a year",
    "date": "a day that exists, as YYYY-MM-DD",
}


def wanted(field: Field) -> str:
    """Return in words what a cell of the field may hold."""
    if field.enum:
        return f"one of {', '.join(field.enum)}"
    if field.imprecise:
        return "a date that exists, from 1900 to 2099, as YYYY, YYYY-MM or YYYY-MM-DD"
    if field.type == "list":
        return f"{_KINDS[field.item_type]}, several separated by {field.delimiter!r}"
    words = _KINDS[field.type]
    if field.pattern:
        return f"{words} of the form {field.pattern}"
    if field.minimum is not None and field.maximum is not None:
        return f"{words} from {field.minimum:g} to {field.maximum:g}"
    if field.minimum is not None:
        return f"{words}, {field.minimum:g} or more"
    if field.maximum is not None:
        return f"{words}, {field.maximum:g} or less"
    return words


def _doubled(content: Content, names: tuple[str, ...]) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], int] = {}
    for row in content.rows:
        key = tuple(row.text(name) for name in names)
        if not any(key):
            continue
        if key in seen:
            yield content.problem(
                row,
                ", ".join(names),
                f"a value that no other row has; line {seen[key]} has it",
                " ".join(key),
            )
        else:
            seen[key] = row.line


def find_broken_references(
    content: Content, package: Package, contents: dict[str, Content], bibliographies: dict
) -> Iterator[Problem]:
    """Yield every value that refers to something which does not exist.

    Parameters
    ----------
    content : Content
        The table to check.
    package : Package
    contents : dict of str to Content
        Every table that is referred to.
    bibliographies : dict of str to set of str
        The keys of each bibliography that is referred to, by its path in the description.
    """
    for key in content.table.foreign_keys:
        target = contents[key.table]
        known = {tuple(row.text(name) for name in key.keys) for row in target.rows}
        for row in content.rows:
            value = tuple(row.text(name) for name in key.fields)
            if all(value) and value not in known:
                yield content.problem(
                    row,
                    ", ".join(key.fields),
                    f"a value of {', '.join(key.keys)} in {target.file}",
                    " ".join(value),
                )
    for f in content.table.fields:
        if f.bibliography:
            known = bibliographies[f.bibliography]
            place = f"a key of {(package.folder / f.bibliography).resolve().name}"
        elif f.refers_to:
            target = contents[f.refers_to[0]]
            known = {row.get(f.refers_to[1]) for row in target.rows}
            place = f"a value of {f.refers_to[1]} in {target.file}"
        else:
            continue
        for row in content.rows:
            members = row.get(f.name) or ()
            for member in members:
                if member not in known:
                    yield content.problem(row, f.name, place, str(member))
            if len(set(members)) < len(members):
                yield content.problem(row, f.name, "every member once")


def frame(content: Content) -> pd.DataFrame:
    """Return the rows of a table as a data frame of nullable types.

    Returns
    -------
    DataFrame
        One column per field: text and lists as string; text with a fixed set of values as
        category, in the order of the description; whole numbers and years as Int64; numbers as
        Float64; true and false as boolean; days as datetime64; dates that may be imprecise as
        objects of type `pandas.Period` (see `transit.dates`).
    """
    columns = {}
    for f in content.table.fields:
        if f.type == "list":
            values = [row.text(f.name) or None for row in content.rows]
        else:
            values = [row.get(f.name) for row in content.rows]
        columns[f.name] = _column(f, values)
    return pd.DataFrame(columns)


def _column(field: Field, values: list) -> pd.Series:
    if field.imprecise:
        return pd.Series([pd.NaT if v is None else v for v in values], dtype=object)
    if field.enum:
        return pd.Series(pd.Categorical(values, categories=list(field.enum)))
    if field.type == "date":
        return pd.Series(pd.to_datetime(pd.Series(values, dtype=object)))
    if field.type == "number":
        return pd.Series([math.nan if v is None else v for v in values], dtype="Float64")
    kinds = {"integer": "Int64", "year": "Int64", "boolean": "boolean"}
    return pd.Series(values, dtype=kinds.get(field.type, "string"))
