"""Everything that is needed to run the book again, in one archive.

``transit_rerun`` names the files and folders that the notebooks need, ``transit_package`` the
project whose package they import. In the archive all lie as in the project, each notebook where
its page stands, with the package as a wheel, the lock, and a README that has the one line to
start with.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from transit.errors import TransitError
from transit.publishing.archive import files_of, zipped
from transit.publishing.meta import Meta

LOCK = "requirements.txt"
"""The name of the file that holds the versions of all packages."""

CRATE = "ro-crate-metadata.json"
"""The name of the file that describes the archive; a notebook knows it by it."""

_NOT_OF_A_PACKAGE = shutil.ignore_patterns(
    ".*", "_build", "build", "dist", "data", "tests", "benchmarks", "*.egg-info", "__pycache__",
    "node_modules",
)  # fmt: skip
_ROLE = re.compile(r"\{(glue(?::\w+)?|cite(?::\w+)?|numref|claim)\}`([^`\n]*)`")
_OPENING = re.compile(r"(:{3,}|`{3,})(?:\{([\w-]+)\}|[^`:\s])([^`]*)$")
_CLOSING = re.compile(r"(:{3,}|`{3,})\s*$")
_BOXES = {"admonition", "container", "note", "tip", "warning", "important", "dropdown", "seealso"}
_FILLED = {"book-downloads", "cite-box", "bibliography", "tableofcontents"}


def build_wheel(project: Path) -> tuple[str, bytes]:
    """Build the package of a project, the same bytes every time.

    Parameters
    ----------
    project : Path
        The folder with its ``pyproject.toml``; nothing is written there.

    Returns
    -------
    tuple of str and bytes
        Name and contents of the wheel.

    Raises
    ------
    TransitError
        If there is no project or it cannot be built.
    """
    if not (project / "pyproject.toml").is_file():
        raise TransitError(f"transit_package: {project} has no pyproject.toml")
    with tempfile.TemporaryDirectory(prefix="wheel-") as place:
        copy, out = Path(place, "project"), Path(place, "out")
        shutil.copytree(project, copy, ignore=_NOT_OF_A_PACKAGE)
        done = subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
             "--no-index", "--disable-pip-version-check", "--wheel-dir", str(out), str(copy)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        wheel = next(out.glob("*.whl"), None)
        if done.returncode or wheel is None:
            raise TransitError(f"{project}: its package cannot be built:\n{done.stderr.strip()}")
        with zipfile.ZipFile(wheel) as archive:
            members: dict[str, Path | bytes] = {
                name: archive.read(name) for name in archive.namelist() if name[-1] != "/"
            }
        return wheel.name, zipped(members)


def glued(notebook: Any) -> dict[str, str]:
    """Return what the cells of an executed notebook glue, as plain text by name."""
    found = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            name = output.get("metadata", {}).get("scrapbook", {}).get("name")
            data = output.get("data", {})
            text = next((data[mime] for mime in data if mime.endswith("text/plain")), None)
            if name and text is not None:
                found[name] = _unquoted("".join(text))
    return found


def _unquoted(text: str) -> str:
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text
    return value if isinstance(value, str) else text


def render(
    notebook: Any,
    *,
    cited: Mapping[str, str],
    numbers: Mapping[str, str],
    head: list[Any],
) -> Any:
    """Return a notebook that reads without the book.

    Parameters
    ----------
    notebook : NotebookNode
        Executed.
    cited : mapping of str
        How works are cited, by key.
    numbers : mapping of str
        How figures and tables are called, by label.
    head : list of NotebookNode
        Cells to begin with.

    Returns
    -------
    NotebookNode
        A copy: its numbers, citations and references stand in the text, and links between pages
        lead to notebooks.
    """
    values = glued(notebook)

    def said(role: re.Match[str]) -> str:
        kind, text = role[1].partition(":")[0], role[2]
        if kind == "glue":
            return values.get(text.partition(":")[0], role[0])
        if kind == "numref":
            label = re.search(r"<([^>]*)>$", text)
            return numbers.get(label[1] if label else text, role[0])
        if kind == "claim":
            return f" [{', '.join(text.split())}]"
        return _citation(role[1], text, cited) or role[0]

    copy = nbformat.from_dict(json.loads(json.dumps(notebook)))
    for cell in copy.cells:
        if cell.cell_type == "markdown":
            text = _ROLE.sub(said, _without_directives(cell.source))
            cell.source = re.sub(r"(\]\((?!\w+:)[^()\s#]+)\.md(?=[#)])", r"\1.ipynb", text)
    copy.cells = [*head, *copy.cells]
    return copy


def _without_directives(text: str) -> str:
    """Return Markdown without what a plain notebook cannot show: boxes, containers, styles.

    Their contents stay, the title of a box in bold type; what the site fills goes.
    """
    kept: list[str] = []
    open_: list[tuple[str, bool]] = []
    in_head = False
    for line in text.split("\n"):
        begun, ended = _OPENING.match(line), _CLOSING.match(line)
        if ended and open_ and ended[1] == open_[-1][0]:
            if not open_.pop()[1]:
                kept.append(line)
        elif begun and not (open_ and not open_[-1][1]):
            name, title = begun[2] or "", begun[3].strip()
            gone = name in _BOXES or name in _FILLED
            open_.append((begun[1], gone))
            in_head = gone
            kept += [f"**{title}**", ""] if name in _BOXES and title and name != "container" else []
            kept += [] if gone else [line]
        elif not (in_head and re.match(r":[\w-]+:", line)):
            in_head = False
            kept.append(line)
    return re.sub(r"\[([^\[\]]*)\]\{\.[^}\n]*\}", r"\1", "\n".join(kept))


def _citation(role: str, text: str, cited: Mapping[str, str]) -> str:
    """Return a citation as the book has it, in its plain form."""
    parts = []
    for item in re.findall(r"(?:\{([^{}]*)\})?([^\s,{}]+)(?:\{([^{}]*)\})?", text):
        before, key, after = item
        if key not in cited:
            return ""
        parts.append(", ".join(filter(None, (" ".join(filter(None, (before, cited[key]))), after))))
    whole = "; ".join(parts)
    return whole if role.endswith(":t") else f"({whole})"


def head_cells(book: Meta, archive: str, address: str, folder: str, extras: str = "") -> list[Any]:
    """Return the cells that a notebook begins with: how to get the rest.

    Parameters
    ----------
    book : Meta
        The book.
    archive : str
        Path of the archive in the site.
    address : str
        Address of the site, without which nothing can be fetched; empty where it is not known.
    folder : str
        Where the notebook lies in the archive.
    extras : str
        Those of the package that notebooks need, in brackets.

    Returns
    -------
    list of NotebookNode
        A text and, where there is an address, the code that fetches and installs what is needed.
    """
    name = archive.rpartition("/")[2]
    where = f"[{name}]({address}/{archive})" if address else f"`{name}`"
    text = (
        f"> *A page of {_plain(book.full_title)}.* To run it, take {where}, which the site "
        "offers beside the PDF: data, package, lock and all notebooks. Its README has the one "
        "line to start with. In there, this notebook runs as it is."
    )
    cells = [nbformat.v4.new_markdown_cell(text)]
    if address:
        cells.append(nbformat.v4.new_code_cell(_fetching(f"{address}/{archive}", folder, extras)))
    return cells


def _fetching(address: str, folder: str, extras: str) -> str:
    top = address.rpartition("/")[2].removesuffix(".zip")
    return f"""\
# On Binder or Colab: fetch the data and the package. In the archive this does nothing.
import os, subprocess, sys, urllib.request, zipfile
from pathlib import Path

if not any((above / "{CRATE}").is_file() for above in Path("x").resolve().parents):
    archive, _ = urllib.request.urlretrieve({address!r})
    zipfile.ZipFile(archive).extractall()
    for wheel in Path({top!r}).glob("*.whl"):
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet",
                        f"{{wheel}}{extras}"], check=True)
    os.chdir(Path({top!r}, {folder!r}))"""


def _plain(text: str) -> str:
    """Return a text that Markdown takes for nothing else."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~$&])", r"\\\1", text)


def readme(book: Meta, *, lock: bool, wheel: str, first: str) -> str:
    """Return the README of the archive.

    Parameters
    ----------
    book : Meta
        The book.
    lock : bool
        Whether the archive has the locked versions of the packages.
    wheel : str
        Name of the package; empty where there is none.
    first : str
        The notebook to open.
    """
    steps = ["python3 -m venv .venv"]
    steps += [f".venv/bin/pip install -r {LOCK}"] if lock else []
    steps += [f".venv/bin/pip install {'--no-deps ' * lock}./{wheel}"] if wheel else []
    steps += [] if lock else [".venv/bin/pip install jupyterlab"]
    line = " && ".join([*steps, f".venv/bin/jupyter lab {first}"])
    return f"""# {_plain(book.full_title)}: to run it again

In this folder:

```sh
{line}
```

On Windows `.venv\\Scripts\\` stands for `.venv/bin/`. Change a parameter of a cell, run it, and
what hangs on it follows. The notebooks bear the outputs that the book shows.

How to cite it:

> {_plain(book.reference)}
"""


def layout(base: Path, sources: list[Path]) -> tuple[Path, dict[str, Path | bytes]]:
    """Place files and folders in an archive as they lie on disk.

    Parameters
    ----------
    base : Path
        The folder of the chapters.
    sources : list of Path
        Files and folders.

    Returns
    -------
    tuple of Path and dict
        The folder that holds all of them, and the files by their names within it.

    Raises
    ------
    TransitError
        If one is not there, or they have no folder in common but the root of the disk.
    """
    top = Path(os.path.commonpath([base, *(source.parent for source in sources)]))
    if top == Path(top.anchor):
        raise TransitError(f"transit_rerun: {', '.join(map(str, sources))}: not of one project")
    members: dict[str, Path | bytes] = {}
    for source in sources:
        for name, file in files_of(source):
            members[(source.parent.relative_to(top) / name).as_posix()] = file
    return top, members


def wheel_parts(project: Path) -> list[bytes]:
    """Return what a wheel is made from, to know when it has to be made anew."""
    settings = project / "pyproject.toml"
    if not settings.is_file():
        return []
    found = tomllib.loads(settings.read_text("utf8")).get("tool", {}).get("setuptools", {})
    where = found.get("packages", {})
    folders = where.get("find", {}).get("where", ["src"]) if isinstance(where, dict) else ["src"]
    files = [settings, *(f for folder in folders for _, f in files_of(project / folder))]
    return [str(f.relative_to(project)).encode() + b"\0" + f.read_bytes() for f in sorted(files)]
