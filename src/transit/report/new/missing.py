"""What a report that has been begun still lacks, in the order in which to do it."""

from __future__ import annotations

from pathlib import Path

from transit.article import read_list
from transit.evidence.package import read_package
from transit.wording import counted

UNWRITTEN = "To be written"
"""With this a passage begins that a reader has to write."""

DOUBTFUL = "# doubtful: "
"""With this a line of ``article.toml`` begins that reading was not certain of."""

AUTHOR = "Your name"
EXAMPLE = "Worked example"


def missing(root: Path | str) -> list[str]:
    """Say what a report still lacks.

    Parameters
    ----------
    root : path-like
        The project.

    Returns
    -------
    list of str
        One line per step, in order; empty for a finished report.
    """
    root = Path(root)
    steps = [
        _doubts(root / "data" / "article" / "article.toml"),
        _terms(root / "data" / "article" / "terms.csv"),
        _chapters(root / "book"),
        _ledger(root / "data" / "claims.csv"),
        _record(root / "data"),
        _author(root / "CITATION.cff"),
    ]
    begun = any(steps[:4]) or steps[5]
    return [step for step in steps if step] if begun else []


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _doubts(path: Path) -> str:
    count = _read(path).count(DOUBTFUL)
    if not count:
        return ""
    return (
        f"{path}: {counted(count, 'place')} that reading was not certain of; look at each beside "
        "the article, settle it in this file, delete its line, and read again"
    )


def _terms(path: Path) -> str:
    terms = read_list(path)
    proposed = int(terms["gloss"].str.startswith("Proposed").sum())
    if not proposed:
        return ""
    return (
        f"{path}: {proposed} of {len(terms)} terms are as proposed; keep what the article is "
        "about, give each its kind and its gloss, delete the others, and read again"
    )


def _chapters(folder: Path) -> str:
    pages = [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*.md"))
        if UNWRITTEN in _read(path)
    ]
    return f"{folder}: passages to be written in {', '.join(pages)}" if pages else ""


def _ledger(path: Path) -> str:
    text = _read(path)
    if EXAMPLE not in text:
        return ""
    return f"{path}: holds its worked example; write the article's claims and delete the example"


def _record(data: Path) -> str:
    if read_package(data).group("record"):
        return ""
    return (
        f"{data / 'datapackage.json'}: describes no table of the record; chapters leave the "
        "record out, and claims can only be judged by reasoning"
    )


def _author(path: Path) -> str:
    return f"{path}: names no author yet" if AUTHOR in _read(path) else ""
