"""A reference of the package, from its docstrings as they stand in the source.

Nothing is imported: what a module offers is what its ``__all__`` names, or else its functions and
classes without a leading underscore, and a docstring in the NumPy style says what each does.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from pathlib import Path

import pandas as pd

from transit.display.tables import Table
from transit.report.works import link_keys

SOURCE = Path(__file__).parents[2]

PARTS = {
    "reading": ("transit.reading", "transit.article"),
    "counting": (
        "transit.terms.counting",
        "transit.terms.frequency",
        "transit.terms.growth",
        "transit.terms.diversity",
        "transit.terms.stance",
    ),
    "comparing": (
        "transit.terms.keyness",
        "transit.terms.dispersion",
        "transit.terms.association",
        "transit.terms.network",
        "transit.terms.correspondence",
        "transit.terms.uncertainty",
        "transit.terms.resampling",
    ),
    "corpus": ("transit.corpus",),
    "record": ("transit.citations", "transit.evidence"),
    "report": ("transit.report.new", "transit.report.general", "transit.display.tables"),
}
"""Parts of the reference: what each is called on the page, and the modules in it."""

_HEAD = re.compile(r"^([A-Z]\w+(?: \w+)?)\n-{3,}$", re.MULTILINE)
_CODE = re.compile(r"``([^`]+)``|`([^`]+)`")
_PROSE = ("Notes", "See Also")
_LISTS = ("Parameters", "Attributes", "Returns", "Yields", "Raises")


@dataclass(frozen=True)
class Entry:
    """Something that a module offers: its name, how it is called, its docstring, its file."""

    name: str
    call: str
    text: str
    path: Path


def reference_list(part: str, labels: pd.Series) -> Table:
    """Return a part of the reference: every name of its modules, called and described.

    Parameters
    ----------
    part : str
        One of `PARTS`.
    labels : Series
        Keys of the bibliography and how works are cited; keys in a docstring become links.

    Returns
    -------
    Table
        A list of definitions, each with an id for links; print leaves it out.
    """
    found: dict[str, Entry] = {}
    for module in PARTS[part]:
        for entry in entries(module):
            found.setdefault(entry.name, entry)
    items = "".join(_item(entry, labels) for entry in found.values())
    return Table(f'<dl class="reference no-print">{items}</dl>')


def entries(module: str) -> Iterator[Entry]:
    """Give what a module offers, in the order of its ``__all__`` or of its source.

    Examples
    --------
    >>> next(entries("transit.dates")).name
    'transit.dates.parse'
    """
    tree = _parsed(module)
    for name in _offered(tree):
        entry = _find(module, name)
        if entry is not None:
            yield replace(entry, name=f"{module}.{name}")


@cache
def _parsed(module: str) -> ast.Module:
    path = _path(module)
    return ast.parse(path.read_text(encoding="utf-8"))


def _path(module: str) -> Path:
    place = SOURCE.joinpath(*module.split("."))
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def _offered(tree: ast.Module) -> list[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    named = (ast.FunctionDef, ast.ClassDef)
    return [n.name for n in tree.body if isinstance(n, named) and not n.name.startswith("_")]


def _find(module: str, name: str) -> Entry | None:
    """Find what a module offers under a name, where it is defined."""
    for node in ast.walk(_parsed(module)):
        if isinstance(node, ast.ImportFrom) and node.module:
            if name in [alias.asname or alias.name for alias in node.names]:
                whole = node.module.startswith("transit")
                there = whole and _path(node.module).is_file()
                return _find(node.module, name) if there and name not in _submodules(node) else None
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name:
            text = ast.get_docstring(node)
            call = f"{name}{_arguments(node)}"
            return Entry(f"{module}.{name}", call, text, _path(module)) if text else None
    return None


def _submodules(node: ast.ImportFrom) -> set[str]:
    """Names that an import takes from a folder and that are modules of it."""
    return {
        alias.name
        for alias in node.names
        if node.module and _path(f"{node.module}.{alias.name}").is_file()
    }


def _arguments(node: ast.FunctionDef | ast.ClassDef) -> str:
    """Return how a function is called, without types, which its parameters have."""
    if isinstance(node, ast.ClassDef):
        return ""
    bare = ast.parse(ast.unparse(node)).body[0]
    assert isinstance(bare, ast.FunctionDef)
    for argument in ast.walk(bare.args):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    return f"({ast.unparse(bare.args)})"


def _item(entry: Entry, labels: pd.Series) -> str:
    module = entry.name.rsplit(".", 1)[0]
    summary, *sections = _sections(entry.text)
    more = "".join(_section(head, text, labels) for head, text in sections)
    first, _, rest = summary[1].partition("\n\n")
    body = _paragraphs(rest, labels) + more
    plain = entry.call.split("(")[0]
    if body:
        body = f"<details><summary>More on {escape(plain)}</summary>{body}</details>"
    return (
        f'<dt id="{escape(entry.name)}"><code>{escape(entry.call)}</code> '
        f"<small>{escape(module)}</small></dt><dd>{_paragraphs(first, labels)}{body}</dd>"
    )


def _sections(text: str) -> list[tuple[str, str]]:
    """Split a docstring at its underlined heads; what stands before has none."""
    pieces = _HEAD.split(text)
    return [("", pieces[0].strip()), *zip(pieces[1::2], map(str.strip, pieces[2::2]), strict=True)]


def _section(head: str, text: str, labels: pd.Series) -> str:
    title = f"<p><strong>{head}</strong></p>"
    if head == "Examples":
        return f"{title}<pre>{escape(inspect.cleandoc(text))}</pre>"
    if head in _LISTS:
        return f"{title}<dl>{''.join(_fields(text, labels))}</dl>"
    return title + _paragraphs(text, labels) if head in _PROSE else ""


def _fields(text: str, labels: pd.Series) -> Iterator[str]:
    """Give the fields of a section: a line at the margin, and what is indented below it."""
    for field in re.split(r"\n(?=\S)", text):
        head, _, told = field.partition("\n")
        name, colon, kind = head.partition(" : ")
        term = f"<code>{escape(name)}</code> {escape(kind)}" if colon else escape(name)
        yield f"<dt>{term}</dt><dd>{_paragraphs(inspect.cleandoc(told), labels)}</dd>"


def _paragraphs(text: str, labels: pd.Series) -> str:
    return "".join(_block(piece, labels) for piece in re.split(r"\n\s*\n", text) if piece.strip())


def _block(text: str, labels: pd.Series) -> str:
    """Return a paragraph, or a list whose items begin with a star."""
    text = inspect.cleandoc(text)
    if not text.startswith("* "):
        return f"<p>{_marked(' '.join(text.split()), labels)}</p>"
    items = re.split(r"^\* ", text, flags=re.MULTILINE)[1:]
    listed = "".join(f"<li>{_marked(' '.join(item.split()), labels)}</li>" for item in items)
    return f"<ul>{listed}</ul>"


def _marked(text: str, labels: pd.Series) -> str:
    """Return a line as HTML: code set as such, keys of works as links."""
    pieces: list[str] = []
    last = 0
    for match in _CODE.finditer(text):
        pieces.append(escape(text[last : match.start()]))
        key = match[2] or ""
        known = key in labels.index
        pieces.append(
            link_keys(key, labels) if known else f"<code>{escape(match[1] or key)}</code>"
        )
        last = match.end()
    return "".join([*pieces, escape(text[last:])])
