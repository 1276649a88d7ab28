"""The table of contents of a Jupyter Book: which documents it names."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from transit.errors import TransitError

ENDINGS = (".md", ".ipynb", ".rst", ".txt")
"""What the file of a document may end in."""

_ENDING = re.compile(rf"({'|'.join(map(re.escape, ENDINGS))})$")


def bare(name: str) -> str:
    """Return the name of a document without the ending of its file.

    Examples
    --------
    >>> bare("part/one.ipynb"), bare("v1.2")
    ('part/one', 'v1.2')
    """
    return _ENDING.sub("", name)


def names_in(content: dict[str, Any], toc: Path) -> Iterator[str]:
    """Yield the names of files in a table of contents, or in a part of one, in order.

    Parameters
    ----------
    content : dict
        What the file says.
    toc : Path
        The file; patterns are those of files in its folder.

    Raises
    ------
    TransitError
        If something in it is not what it has to be.
    """
    for key in ("root", "file"):
        if key in content:
            if not isinstance(content[key], str):
                raise TransitError(f"{toc}: {key}: {content[key]!r} is not the name of a file")
            yield content[key]
    if "glob" in content:
        yield from _matching(str(content["glob"]), toc.parent)
    for key in ("parts", "subtrees", "chapters", "sections", "entries"):
        entries = content.get(key) or []
        if not isinstance(entries, list):
            raise TransitError(f"{toc}: {key} is not a list; begin each entry with '- '")
        for entry in entries:
            if not isinstance(entry, dict):
                raise TransitError(f"{toc}: {entry!r} in {key} is not an entry like 'file: name'")
            yield from names_in(entry, toc)


def _matching(pattern: str, folder: Path) -> list[str]:
    """Return the documents whose names match a pattern, as Sphinx matches them."""
    from sphinx.util.matching import patmatch

    found = {
        bare(path.relative_to(folder).as_posix())
        for ending in ENDINGS
        for path in folder.rglob(f"*{ending}")
        if not any(part.startswith((".", "_build")) for part in path.relative_to(folder).parts)
    }
    return sorted(name for name in found if patmatch(name, pattern))
