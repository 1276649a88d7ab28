"""The notebooks of the book: short cells, one preamble, and one name for the report's tables."""

import re

import jupytext
import pytest

LINES = 6
SETUP = re.compile(
    r"from transit import report\n"
    r"(from transit\.charts import [\w, ]+\n)?"
    r'\nchapter = report\.chapter\("([\w-]+)"\)(\nchapter\.glue_numbers\(\))?'
)


def pytest_generate_tests(metafunc):
    book = metafunc.config.rootpath / "book"
    paths = [
        path for path in sorted(book.rglob("*.md")) if "{code-cell}" in path.read_text("utf-8")
    ]
    metafunc.parametrize("path", paths, ids=lambda path: path.stem)


@pytest.fixture
def cells(path):
    return [cell for cell in jupytext.read(path).cells if cell.cell_type == "code"]


def test_no_cell_is_long(cells):
    for cell in cells:
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= LINES, cell.source


def test_a_page_opens_in_one_way_and_shows_nothing_by_it(cells, path):
    first = cells[0]
    found = SETUP.match(first.source)
    assert found and found[2] == path.stem
    shows_only = found.end() == len(first.source)
    assert ("remove-cell" in first.metadata["tags"]) == shows_only


def test_cells_rename_nothing(cells):
    assert not any("rename(" in cell.source for cell in cells)
