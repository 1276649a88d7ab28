"""A copy of the data folder that tests may break."""

import csv
import shutil
from pathlib import Path

import pytest

from transit.citations import load_keys
from transit.evidence import loading

ROOT = Path(__file__).parents[2]


class Sheet:
    """A CSV file of a copied data folder, to be changed cell by cell."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open(newline="", encoding="utf-8") as file:
            self.rows = list(csv.reader(file))

    @property
    def header(self) -> list[str]:
        return self.rows[0]

    def line(self, **cells: str) -> int:
        """Return the line of the first row that has the given cells."""
        for number, row in enumerate(self.rows[1:], start=2):
            if all(row[self.header.index(name)] == value for name, value in cells.items()):
                return number
        raise LookupError(f"{self.path.name}: no row has {cells}")

    def filled(self, field: str) -> int:
        """Return the line of the first row in which a field has a value, else line 2."""
        column = self.header.index(field)
        return next((n for n, row in enumerate(self.rows[1:], start=2) if row[column]), 2)

    def get(self, line: int, field: str) -> str:
        return self.rows[line - 1][self.header.index(field)]

    def set(self, line: int, field: str, value: str) -> None:
        self.rows[line - 1][self.header.index(field)] = value

    def save(self) -> None:
        with self.path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(self.rows)


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def data(root) -> Path:
    return root / "data"


@pytest.fixture(scope="session")
def keys(root):
    return load_keys(root / "references.bib")


@pytest.fixture
def copy(root, tmp_path, monkeypatch, keys) -> Path:
    """A copy of ``data`` with the bibliography beside it; the latter is read only once."""
    shutil.copytree(root / "data", tmp_path / "data")
    shutil.copy(root / "references.bib", tmp_path)
    monkeypatch.setattr(loading, "load_keys", lambda path: keys)
    return tmp_path / "data"


@pytest.fixture
def sheet(copy):
    """Return a function that opens a table of the copy."""
    return lambda path: Sheet(copy / path)
