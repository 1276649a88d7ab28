"""The software of the report, as locked."""

import importlib.metadata
import re
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd

from transit.display.tables import Table, show_table
from transit.errors import TransitError

PURPOSES = {
    "altair": "charts",
    "beautifulsoup4": "pages read again for print",
    "bibtexparser": "the bibliography",
    "fonttools": "letters of charts as outlines",
    "frictionless": "tables held against their description",
    "ipykernel": "execution of the chapters",
    "jupyter-book": "the book",
    "jupyterlab": "chapters opened as notebooks",
    "jupytext": "chapters as text and as notebooks",
    "lxml": "pages and EPUB",
    "networkx": "layout of networks",
    "numpy": "arithmetic and random numbers",
    "pandas": "tables",
    "pikepdf": "heads of rows and packing of the PDF",
    "pillow": "pictures that a format cannot show, drawn again",
    "pylatexenc": "LaTeX in titles and names as text",
    "pypandoc-binary": "formulas, PDF and EPUB",
    "scipy": "distributions and fits",
    "simplemma": "lemmas",
    "tinycss2": "style sheets read for the site",
    "typst": "PDF",
    "vl-convert-python": "charts as pictures",
    "wordfreq": "rates of general English",
}
"""What each package that the report asks for is used for."""


def software_table(root: Path | str, caption: str | None = None) -> Table:
    """Return the packages that the report asks for, as locked, and whether those are installed.

    Parameters
    ----------
    root : path-like
        The folder of ``pyproject.toml`` and ``requirements.txt``.
    caption : str, optional
        The table's caption.

    Returns
    -------
    Table
        One row per package: its name, the versions that the lock allows (more than one where
        they differ between versions of Python), whether the installed one is among them, and
        what it is used for.

    Raises
    ------
    TransitError
        If a package is asked for but not locked, not installed, or has no purpose here.
    """
    root = Path(root)
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    allowed = locked_versions(root)
    rows = []
    for name in asked_for(project):
        if name not in allowed:
            raise TransitError(f"requirements.txt does not lock {name}; run make lock")
        if name not in PURPOSES:
            raise TransitError(f"{name}: say in PURPOSES what it is used for")
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError as error:
            raise TransitError(f"{name} is not installed; install requirements.txt") from error
        rows.append(
            {
                "name": name,
                "versions": " or ".join(allowed[name]),
                "installed": installed in allowed[name],
                "purpose": PURPOSES[name],
            }
        )
    return show_table(
        pd.DataFrame(rows),
        columns={"name": "Package", "purpose": "For", "versions": "Locked version",
                 "installed": "Used here"},
        formats={"installed": lambda same: "yes" if same else "another version"},
        caption=caption,
    )  # fmt: skip


def asked_for(project: dict[str, Any]) -> list[str]:
    """Return the packages that building the report asks for, in alphabetical order."""
    extras = project.get("optional-dependencies", {})
    asked = [*project["dependencies"], *extras.get("lab", ()), *extras.get("publish", ())]
    return sorted({re.split(r"[^\w.-]", requirement, maxsplit=1)[0] for requirement in asked})


def locked_versions(root: Path | str) -> dict[str, list[str]]:
    """Return the versions that ``requirements.txt`` allows, by package."""
    found: dict[str, list[str]] = {}
    text = (Path(root) / "requirements.txt").read_text(encoding="utf-8")
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", text, flags=re.MULTILINE):
        found.setdefault(name, []).append(version)
    return found


def python_versions(root: Path | str) -> str:
    """Return the versions of Python that the report runs on, as "3.11 to 3.13"."""
    project = tomllib.loads((Path(root) / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    first, last = re.findall(r"3\.(\d+)", project["requires-python"])
    return f"3.{first} to 3.{int(last) - 1}"
