"""The tables of the record as typed frames, or an error that names every wrong place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

import pandas as pd

from transit.citations import load_keys
from transit.evidence.package import Package, Table, read_package
from transit.evidence.rules import RULES, check_sources
from transit.evidence.tables import (
    Content,
    Problem,
    find_broken_references,
    frame,
    read,
    refuse,
)


@dataclass(frozen=True)
class Evidence:
    """The tables of the record and the ledger of claims.

    Every attribute is a data frame with the fields that ``datapackage.json`` describes, in its
    order and of its types; see `transit.evidence.describe` for the codebook.

    Attributes
    ----------
    events : DataFrame
        The chronology, one row per event of the article and of the later record.
    institutions : DataFrame
        Labels of the institutions that events and changes name.
    presidential, candidates : DataFrame
        Presidential elections and their candidates.
    parliamentary, seats : DataFrame
        Parliamentary elections and the seats of parties.
    referendums : DataFrame
    changes : DataFrame
        Constitutions, amendments and constitutional laws.
    powers : DataFrame
        Powers of the presidency in each state of the constitution.
    articles : DataFrame
        Articles that each amendment touched.
    notice : DataFrame
        When each national vote was called, held and due.
    offices : DataFrame
        Offices of the first president and of those near him.
    positions : DataFrame
        What scholarship says of the article's statements.
    series, indicators : DataFrame
        Description and values of the country-year series.
    claims : DataFrame
        The claims of the article, without computed verdicts.
    package : Package
        The description that the tables were read by; see `names`.
    """

    events: pd.DataFrame
    institutions: pd.DataFrame
    presidential: pd.DataFrame
    candidates: pd.DataFrame
    parliamentary: pd.DataFrame
    seats: pd.DataFrame
    referendums: pd.DataFrame
    changes: pd.DataFrame
    powers: pd.DataFrame
    articles: pd.DataFrame
    notice: pd.DataFrame
    offices: pd.DataFrame
    positions: pd.DataFrame
    series: pd.DataFrame
    indicators: pd.DataFrame
    claims: pd.DataFrame
    package: Package

    @classmethod
    def tables(cls) -> tuple[str, ...]:
        """Return the names of the tables, in the order of the description."""
        return tuple(f.name for f in fields(cls) if f.name != "package")

    @cached_property
    def values(self) -> dict[str, dict[str, dict[int, tuple[float, float, float]]]]:
        """The values of the country-year series: value, low and high by series, country, year.

        Years without a value are left out; a bound that is not given is not a number.
        """
        found: dict[str, dict[str, dict[int, tuple[float, float, float]]]] = {}
        frame = self.indicators
        numbers = (
            frame[name].to_numpy(float, na_value=float("nan")).tolist()
            for name in ("value", "low", "high")
        )
        keys = (frame[name].tolist() for name in ("series", "country", "year"))
        for name, country, year, value, low, high in zip(*keys, *numbers, strict=True):
            if value == value:
                found.setdefault(name, {}).setdefault(country, {})[year] = (value, low, high)
        return found

    def names(self, table: str, field: str) -> dict[str, str]:
        """Return what is printed for each value of a field, in the order of the description.

        Parameters
        ----------
        table, field : str
            A field with categories, such as ``("indicators", "country")``, or the key of a
            table that has labels: ``("institutions", "institution")``.

        Returns
        -------
        dict of str to str
            For instance ``{"KAZ": "Kazakhstan", "KGZ": "Kyrgyzstan", …}``.

        Raises
        ------
        TransitError
            If the field has neither.
        """
        described = self.package.table(table)
        if described.primary_key == (field,) and "label" in getattr(self, table):
            frame = getattr(self, table)
            return dict(zip(frame[field], frame["label"], strict=True))
        return self.package.labels(table, field)


def load(data: str | Path = "data") -> Evidence:
    """Load and check the tables of the record and the ledger of claims.

    A report that has no record yet, whose description names no table of the group ``record``,
    has the ledger alone; the other tables are empty.

    Parameters
    ----------
    data : str or Path
        The folder with ``datapackage.json``; the bibliography lies where the description says,
        beside the folder.

    Returns
    -------
    Evidence

    Raises
    ------
    TransitError
        If a table is missing or breaks what its description or the rules of
        `transit.evidence.rules` say. The message has one line per problem: file, line, primary
        key, field, what was found and what was expected.
    """
    package = read_package(data)
    names = list(Evidence.tables()) if package.group("record") else ["claims"]
    for name in names:
        package.table(name)
    contents, problems = examine(package, names)
    refuse(problems)
    none = dict.fromkeys(Evidence.tables(), pd.DataFrame())
    found = {name: frame(contents[name]) for name in names}
    return Evidence(**(none | found), package=package)


def find_problems(data: str | Path = "data", tables: Iterable[str] | None = None) -> list[Problem]:
    """Find everything that is wrong with the tables of a folder.

    Parameters
    ----------
    data : str or Path
        The folder with ``datapackage.json``.
    tables : iterable of str, optional
        Names of the tables to check; all by default, those of the article included.

    Returns
    -------
    list of Problem
        Empty if nothing is wrong.
    """
    package = read_package(data)
    return examine(package, list(tables or package.tables))[1]


def check(data: str | Path = "data", tables: Iterable[str] | None = None) -> pd.DataFrame:
    """Return what `find_problems` finds as a frame.

    Returns
    -------
    DataFrame
        file, line, row (primary key), field, value, expected; no rows if nothing is wrong.
    """
    columns = list(Problem.__dataclass_fields__)
    problems = find_problems(data, tables)
    return pd.DataFrame(
        [[getattr(problem, name) for name in columns] for problem in problems], columns=columns
    )


def examine(package: Package, names: list[str]) -> tuple[dict[str, Content], list[Problem]]:
    """Read tables and return their contents with every problem found.

    Tables that the named ones refer to are read as well. Keys and rules are checked only once
    every cell of the tables concerned can be read, so that one fault is told once.
    """
    wanted = [package.table(name) for name in names]
    contents = {t.name: read(t) for t in _with_references(package, wanted)}
    problems = [problem for name in names for problem in contents[name].problems]
    unread = {name for name, content in contents.items() if content.problems}
    for name in sorted(unread - set(names)):
        problems += contents[name].problems
    bibliographies = {}
    for path in sorted({f.bibliography for t in wanted for f in t.fields if f.bibliography}):
        bibliographies[path] = load_keys((package.folder / path).resolve())
    for table in wanted:
        needed = {table.name, *_referred(table)}
        if needed & unread:
            continue
        content = contents[table.name]
        problems += find_broken_references(content, package, contents, bibliographies)
        if {"source", "confidence"} <= {f.name for f in table.fields}:
            problems += check_sources(contents, table.name)
        others, rule = RULES.get(table.name, ((), None))
        if rule and not unread & set(others):
            problems += rule(contents)
    return contents, problems


def _referred(table: Table) -> set[str]:
    """Return the tables that a table's keys, lists and rules refer to."""
    names = {key.table for key in table.foreign_keys}
    names |= {f.refers_to[0] for f in table.fields if f.refers_to}
    names |= set(RULES.get(table.name, ((), None))[0])
    return names - {table.name}


def _with_references(package: Package, tables: list[Table]) -> list[Table]:
    found = {table.name: table for table in tables}
    for table in tables:
        for name in _referred(table):
            found.setdefault(name, package.table(name))
    return list(found.values())
