"""The house rules that no other tool checks: how long a function may be."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "transit"
LONGEST = 60
"""Lines of code that a function may have, without its docstring, comments and blank lines."""

KEPT = ["charts"]
"""Rooms of the package that keep this rule."""


def code_lines(function: ast.AST, lines: list[str]) -> int:
    """Count the lines of a function that are neither blank, nor comment, nor its docstring."""
    numbers = set(range(function.lineno, function.end_lineno + 1))
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        numbers -= set(range(first.lineno, first.end_lineno + 1))
    return sum(1 for n in numbers if lines[n - 1].strip() and lines[n - 1].strip()[0] != "#")


def functions(path: Path):
    """Yield the name and the length of every function of a module."""
    text = path.read_text("utf8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, code_lines(node, text.splitlines())


def test_lines_are_counted_without_docstring_comments_and_blanks(tmp_path):
    path = tmp_path / "module.py"
    path.write_text('def f(\n    a,\n):\n    """Say.\n\n    More."""\n\n    # why\n    return a\n')
    assert list(functions(path)) == [("f", 4)]


@pytest.mark.parametrize("room", KEPT)
def test_no_function_is_long(room):
    modules = sorted((PACKAGE / room).rglob("*.py"))
    assert modules
    long = {
        f"{path.relative_to(PACKAGE)}: {name}": count
        for path in modules
        for name, count in functions(path)
        if count > LONGEST
    }
    assert long == {}
