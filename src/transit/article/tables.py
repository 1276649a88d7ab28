"""The tables of an article as typed frames, or an error that names file and row."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from transit.article import schema
from transit.errors import TransitError


@dataclass(frozen=True)
class ArticleTables:
    """The tables of one article; the packaged ``schema.json`` describes their columns.

    Attributes
    ----------
    sections, paragraphs : DataFrame
        One row per section, one row per paragraph, in reading order.
    tokens, bigrams : DataFrame
        Word forms with lemma and voice per paragraph; pairs of lemmas per section.
    terms, markers : DataFrame
        The controlled lists; without rows if there are none.
    term_counts, term_sentences, marker_sentences : DataFrame
        Where entries of the lists occur.
    notes : DataFrame
        One row per note, with the keys of the works it cites, joined by semicolons.
    repairs : DataFrame
        What was repaired in the text, by kind and page.
    references, citations : DataFrame
        The list of references, and which paragraphs cite its entries; without rows if the
        article has no such list.
    provenance : dict
        source (sha256, bytes, characters), pages, subjects (the article's own keywords),
        tools, and tables (SHA-256 of each file).
    """

    sections: pd.DataFrame
    paragraphs: pd.DataFrame
    tokens: pd.DataFrame
    bigrams: pd.DataFrame
    terms: pd.DataFrame
    markers: pd.DataFrame
    term_counts: pd.DataFrame
    term_sentences: pd.DataFrame
    marker_sentences: pd.DataFrame
    notes: pd.DataFrame
    repairs: pd.DataFrame
    references: pd.DataFrame
    citations: pd.DataFrame
    provenance: dict[str, Any]

    @property
    def keywords(self) -> list[str]:
        """The article's own keywords, in its order."""
        return list(self.provenance["subjects"])


def load(data: str | Path = "data/article") -> ArticleTables:
    """Load the tables of an article.

    Parameters
    ----------
    data : str or Path
        The folder that ``transit read --out`` filled.

    Returns
    -------
    ArticleTables
        Counts, pages and numbers as integers, everything else as strings, empty cells as empty
        strings.

    Raises
    ------
    TransitError
        If a table is missing, has other columns, an empty cell or a value that the schema does
        not allow, or the same key twice; the message names file, row and column.
    """
    folder = Path(data)
    frames = {}
    for name in schema.TABLES:
        frames[name] = read_table(folder / f"{name}.csv")
    for name in ("terms", "markers", *schema.OPTIONAL):
        frames[name] = read_list(folder / f"{name}.csv")
    path = folder / "provenance.json"
    try:
        provenance = json.loads(_existing(path).read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise TransitError(f"{path}: not valid JSON: {error}") from error
    if not isinstance(provenance, dict) or not isinstance(provenance.get("subjects"), list):
        raise TransitError(f"{path}: has no list of subjects; write it anew with 'transit read'")
    return ArticleTables(**frames, provenance=provenance)


def read_table(path: str | Path) -> pd.DataFrame:
    """Read one table of an article, which its file name tells.

    Parameters
    ----------
    path : str or Path
        For instance ``data/article/notes.csv``.

    Returns
    -------
    DataFrame
        As in `ArticleTables`.

    Raises
    ------
    TransitError
        As `load`.
    """
    path = Path(path)
    columns = schema.columns(path.stem)
    try:
        frame = pd.read_csv(_existing(path), dtype=str, keep_default_na=False, encoding="utf-8")
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise TransitError(f"{path}: not a readable CSV table: {error}") from error
    if list(frame.columns) != columns:
        raise TransitError(
            f"{path}: has the columns {', '.join(frame.columns)}; expected: {', '.join(columns)}"
        )
    _check_cells(path, frame)
    for column in schema.integers(path.stem):
        wrong = ~frame[column].str.fullmatch(r"\d+")
        _refuse(path, wrong, f"has the {column} {{!r}}, which is no whole number", frame[column])
        frame[column] = frame[column].astype("int64")
    return frame


def read_list(path: str | Path) -> pd.DataFrame:
    """Read one of the lists made by hand, which its file name tells.

    Parameters
    ----------
    path : str or Path
        ``terms.csv``, ``markers.csv`` or ``lemmas.csv``; a file that is missing gives an empty
        list.

    Returns
    -------
    DataFrame
        The columns of the list, all of type string.

    Raises
    ------
    TransitError
        As `load`.
    """
    path = Path(path)
    if not path.is_file():
        return pd.DataFrame({name: pd.Series(dtype=str) for name in schema.columns(path.stem)})
    return read_table(path)


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise TransitError(f"{path}: no such file; run `transit read ARTICLE --out {path.parent}`")
    return path


def _check_cells(path: Path, frame: pd.DataFrame) -> None:
    table = path.stem
    for column in schema.required(table):
        _refuse(path, frame[column].str.strip() == "", f"has no {column}")
    for column in frame.columns:
        allowed = schema.labels(table, column)
        if allowed:
            remark = f"has the {column} {{!r}}; allowed: {', '.join(allowed)}"
            _refuse(path, ~frame[column].isin(list(allowed)), remark, frame[column])
    key = schema.key(table)
    names = frame[key[0]].str.cat([frame[name] for name in key[1:]], sep=", ")
    _refuse(path, frame.duplicated(key), f"has {', '.join(key)} {{!r}} a second time", names)


def _refuse(path: Path, wrong: pd.Series, remark: str, values: pd.Series | None = None) -> None:
    """Refuse the first row that is wrong; the remark may name its value."""
    places = wrong.index[wrong]
    if len(places):
        value = "" if values is None else values[places[0]]
        raise TransitError(f"{path}: row {places[0] + 2} {remark.format(value)}")
