"""The record of a book's outputs, and the check that a fresh run gives the same.

A record is a JSON file with one entry per cell that shows something: its code and outputs as
digests, and the beginning of each output as text so that a difference can be read.  Static
pictures of charts are left out, because text is measured with the fonts of a machine; the charts'
specifications with their data are in.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from transit.display.figure import NARROW_MIME, PRINT_MIME, SVG_MIME
from transit.errors import TransitError
from transit.files import write
from transit.publishing.book import Book

VERSION = 1
SHOWN = 120
SIGNIFICANT = 6
_UNTOLD = (SVG_MIME, NARROW_MIME, PRINT_MIME, "image/png", "image/jpeg", "application/pdf")


def steady(value: Any) -> Any:
    """Round the floating-point numbers inside a JSON value to six significant digits.

    No page shows as many, and the last ones of a number differ between builds of NumPy.
    """
    if isinstance(value, bool) or value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return float(f"{value:.{SIGNIFICANT}g}")
    if isinstance(value, dict):
        return {key: steady(item) for key, item in sorted(value.items())}
    return [steady(item) for item in value]


def rename_datasets(spec: dict[str, Any]) -> dict[str, Any]:
    """Name the datasets of a Vega-Lite specification by their contents as `steady` leaves them.

    Altair names them by a digest of every digit.
    """
    spec = steady(spec)
    if "datasets" not in spec:
        return spec
    names = {
        name: "data-" + _digest(json.dumps(rows, sort_keys=True))
        for name, rows in spec["datasets"].items()
    }

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {names.get(key, key): renamed(item) for key, item in value.items()}
        if isinstance(value, list):
            return [renamed(item) for item in value]
        return names.get(value, value) if isinstance(value, str) else value

    return renamed(spec)


def record_of(notebook: Any) -> list[dict[str, Any]]:
    """Summarise the outputs of an executed notebook.

    Parameters
    ----------
    notebook : NotebookNode
        The notebook.

    Returns
    -------
    list of dict
        For every code cell with outputs: ``cell`` (number among all cells, from 1), ``code``
        (digest) and ``outputs``, each with ``type``, ``digest`` and ``shows``.
    """
    entries = []
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code" or not cell.outputs:
            continue
        outputs = []
        for output in cell.outputs:
            if output.output_type == "stream":
                outputs.append(_told(output.name, output.text))
            elif output.output_type == "error":
                outputs.append(_told("error", f"{output.ename}: {output.evalue}"))
            else:
                outputs += [
                    _told(mime, content)
                    for mime, content in sorted(output.data.items())
                    if mime not in _UNTOLD
                ]
        entries.append({"cell": number, "code": _digest(cell.source), "outputs": outputs})
    return entries


def _told(kind: str, content: Any) -> dict[str, str]:
    if isinstance(content, str):
        text = content
        shown = " ".join(re.sub(r"<[^>]*>", " ", content).split())
    else:
        content = {k: v for k, v in content.items() if k not in ("$schema",)}
        text = json.dumps(rename_datasets(content), sort_keys=True, ensure_ascii=False)
        shown = content.get("description", "") or text
    return {"type": kind, "digest": _digest(text), "shows": shown[:SHOWN]}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def execute(book: Book, jobs: int | None = None) -> dict[str, list[dict[str, Any]]]:
    """Execute every notebook of a book afresh.

    Parameters
    ----------
    book : Book
        The book.
    jobs : int, optional
        Kernels at a time, by default the machine's cores.

    Returns
    -------
    dict
        For every document with code, its record.

    Raises
    ------
    TransitError
        If a cell fails; the message names the document and has the traceback.
    """
    from transit.publishing.execution import run_notebooks, steady_kernels
    from transit.publishing.site.extension import expose_to_kernels

    expose_to_kernels()
    steady_kernels()
    settings = book.settings().get("execute") or {}
    found = _notebooks(book)
    results = run_notebooks(
        [(path, notebook) for _, path, notebook in found],
        jobs=jobs or 0,
        preload=book.extension("execution_preload", []),
        timeout=settings.get("timeout", 30),
    )
    for (_, path, _), result in zip(found, results, strict=True):
        if result.err is not None:
            raise TransitError(f"{path}: a cell fails:\n{result.exc_string}")
    return {name: record_of(notebook) for name, _, notebook in found}


def built(book: Book) -> dict[str, list[dict[str, Any]]]:
    """Take the outputs of every notebook from the last build, which keeps them.

    Parameters
    ----------
    book : Book
        The book.

    Returns
    -------
    dict
        For every document with code, its record.

    Raises
    ------
    TransitError
        If a document, or what the outputs depend on, has changed since, or nothing is built.
    """
    from jupyter_cache import get_cache

    from transit.publishing.execution import cache_folder

    depends = book.extension("execution_depends", [])
    folder = cache_folder(book.work / ".jupyter_cache", book.source, depends)
    found = {}
    for name, path, notebook in _notebooks(book):
        try:
            if not folder.is_dir():  # jupyter-cache would make it
                raise KeyError(folder)
            found[name] = record_of(get_cache(folder).merge_match_into_notebook(notebook)[1])
        except KeyError as error:
            raise TransitError(
                f"{path}: no outputs of it as it is now are kept; run 'transit build' first, in "
                "a book whose execute_notebooks is cache"
            ) from error
    return found


def _notebooks(book: Book) -> list[tuple[str, Path, Any]]:
    """Read the documents with code: name, file and notebook."""
    from myst_nb.core.config import NbParserConfig
    from myst_parser.config.main import MdParserConfig

    from transit.publishing.execution import read_notebook

    read = (
        (name, path, read_notebook(path, MdParserConfig(), NbParserConfig())[0])
        for name, path in book.documents().items()
    )
    return [found for found in read if found[2] is not None]


def save(record: dict[str, list[dict[str, Any]]], path: Path) -> None:
    """Write a record."""
    text = json.dumps({"version": VERSION, "chapters": record}, indent=1, ensure_ascii=False)
    write(path, text + "\n")


def load(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Read a record.

    Raises
    ------
    TransitError
        If there is none, or it is not one of this version.
    """
    try:
        content = json.loads(path.read_text("utf8"))
    except FileNotFoundError as error:
        raise TransitError(
            f"{path}: no record yet; write one with 'transit verify --update'"
        ) from error
    except json.JSONDecodeError as error:
        raise TransitError(f"{path}: not JSON: {error}") from error
    if content.get("version") != VERSION:
        raise TransitError(f"{path}: a record of another version; renew it with --update")
    return content["chapters"]


def first_difference(
    recorded: dict[str, list[dict[str, Any]]], now: dict[str, list[dict[str, Any]]]
) -> str | None:
    """Describe the first place where two records differ.

    Parameters
    ----------
    recorded, now : dict
        Records as `execute` returns them; the order of `now` counts.

    Returns
    -------
    str or None
        The document, the cell and what is shown before and after; None where they agree.
    """
    for name in [*now, *(n for n in recorded if n not in now)]:
        if name not in recorded:
            return f"{name}: new, with outputs in {len(now[name])} cells; not in the record"
        if name not in now:
            return f"{name}: in the record, but no longer a document with code"
        for before, after in zip(recorded[name], now[name], strict=False):
            if before["cell"] != after["cell"] or before["code"] != after["code"]:
                return f"{name}, cell {after['cell']}: the code is not the recorded one"
            for old, new in zip(before["outputs"], after["outputs"], strict=False):
                if (old["type"], old["digest"]) != (new["type"], new["digest"]):
                    return (
                        f"{name}, cell {after['cell']}: the output differs\n"
                        f"  recorded ({old['type']}): {old['shows']}\n"
                        f"  now      ({new['type']}): {new['shows']}"
                    )
            if len(before["outputs"]) != len(after["outputs"]):
                return (
                    f"{name}, cell {after['cell']}: {len(before['outputs'])} outputs recorded, "
                    f"{len(after['outputs'])} now"
                )
        if len(recorded[name]) != len(now[name]):
            return (
                f"{name}: {len(recorded[name])} cells with outputs recorded, {len(now[name])} now"
            )
    return None
