"""Where a key of the bibliography is used, and whether every use and every entry has its match."""

import re
from pathlib import Path

import pandas as pd

from transit.citations.notes import split_keys
from transit.errors import TransitError

_ROLE = re.compile(r"\{cite(?::[a-z]+)?\}`([^`]+)`")
_KEY = re.compile(r"(?<![\w\\-])[a-z][a-z-]*\d{4}[a-z][a-z-]*(?![\w-])")
_KEY_COLUMNS = ("source", "sources", "keys")


def find_uses(root: Path | str) -> pd.DataFrame:
    """Return every place of the project that names a key of the bibliography.

    Looked through are the citations of the chapters (``book/**/*.md``), the columns ``source``,
    ``sources`` and ``keys`` of the tables (``data/**/*.csv``), and the words of the package
    (``src/**/*.py``) that have the form of a key: name, year, word.

    Parameters
    ----------
    root : path-like
        The folder that holds ``book``, ``data`` and ``src``.

    Returns
    -------
    DataFrame
        Columns ``key``, ``where`` (citation, table or code), ``file`` (relative to `root`) and
        ``line`` (from 1), sorted by file and line.

    Raises
    ------
    TransitError
        If a table cannot be read.
    """
    root = Path(root)
    rows = []
    for path in _files(root, "book", ".md"):
        text = path.read_text(encoding="utf-8")
        for role in _ROLE.finditer(text):
            line = text.count("\n", 0, role.start()) + 1
            keys = re.sub(r"\{[^}]*\}", " ", role.group(1)).split(",")
            rows += [(key.strip(), "citation", path, line) for key in keys if key.strip()]
    for path in _files(root, "data", ".csv"):
        try:
            table = pd.read_csv(path, dtype="string", keep_default_na=False)
        except (ValueError, UnicodeDecodeError) as error:
            raise TransitError(f"{path.relative_to(root)}: not a table: {error}") from error
        for column in set(_KEY_COLUMNS) & set(table.columns):
            for number, cell in enumerate(table[column], start=2):
                rows += [(key, "table", path, number) for key in split_keys(cell)]
    for path in _files(root, "src", ".py"):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, text in enumerate(lines, start=1):
            rows += [(key, "code", path, number) for key in _KEY.findall(text)]
    frame = pd.DataFrame(rows, columns=["key", "where", "file", "line"])
    frame["file"] = [path.relative_to(root).as_posix() for path in frame["file"]]
    frame = frame.astype({"key": "string", "where": "string", "file": "string", "line": int})
    return frame.sort_values(["file", "line", "key"], ignore_index=True)


def _files(root: Path, folder: str, suffix: str) -> list[Path]:
    """Return the files below a folder of the project, those of hidden or built folders aside."""
    return sorted(
        path
        for path in (root / folder).rglob(f"*{suffix}")
        if not any(part.startswith((".", "_")) for part in path.relative_to(root).parts[:-1])
    )


def check_uses(bibliography: pd.DataFrame, uses: pd.DataFrame) -> pd.DataFrame:
    """Check that every key that is used exists and that every entry is used.

    Parameters
    ----------
    bibliography : DataFrame
        As `transit.citations.load_bibliography` returns it.
    uses : DataFrame
        As `find_uses` returns it.

    Returns
    -------
    DataFrame
        One row per entry, in the order of the bibliography: ``key``, ``group``,
        ``citation``, ``table``, ``code`` (number of uses of each kind), ``background``.

    Raises
    ------
    TransitError
        If a key that is used is not in the bibliography, or an entry is neither used nor has
        the keyword "background". All faults are listed with key, file and line.
    """
    known = set(bibliography["key"])
    problems = [
        f"{use.file}:{use.line}: key {use.key!r} is not in the bibliography; "
        "add the entry or mend the key"
        for use in uses.itertuples()
        if use.key not in known
    ]
    counts = (
        uses.groupby(["key", "where"], observed=True)
        .size()
        .unstack("where", fill_value=0)
        .reindex(index=bibliography["key"], columns=["citation", "table", "code"], fill_value=0)
        .reset_index()
    )
    counts.insert(1, "group", bibliography["group"].to_numpy())
    counts["background"] = bibliography["background"].to_numpy()
    used = counts[["citation", "table", "code"]].sum(axis=1) > 0
    idle = bibliography[~used.to_numpy() & ~bibliography["background"]]
    problems += [
        f"references.bib:{entry.line}: {entry.key}: nothing uses this entry; cite it, take it "
        "out, or give it the keyword 'background'"
        for entry in idle.itertuples()
    ]
    if problems:
        raise TransitError("\n".join(problems))
    return counts.rename_axis(columns=None)
