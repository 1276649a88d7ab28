"""Execution of notebooks: in parallel, and again when what they depend on has changed.

Jupyter Book runs notebooks one after the other while it reads them, and its cache knows only their
code: outputs stay as they were when the package or the data behind them change.  Here the stale
notebooks are run beforehand, several at a time, into the cache that MyST-NB then reads, and the
cache belongs to one state of the files named in ``transit_execution_depends``.
"""

import atexit
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from myst_nb.core.read import create_nb_reader
from nbclient.exceptions import DeadKernelError
from sphinx.application import Sphinx
from sphinx.util import logging

from transit.errors import TransitError
from transit.publishing.nursery import Nursery

logger = logging.getLogger(__name__)

IGNORED = {"__pycache__", ".ipynb_checkpoints", ".DS_Store", "_build", "static"}


def digest_of(paths: Iterable[Path]) -> str:
    """Summarise the contents of files and folders.

    Parameters
    ----------
    paths : iterable of Path
        Files, and folders with everything in them; byte code, checkpoints and what lies in folders
        named ``static`` does not count.

    Returns
    -------
    str
        A hexadecimal digest of names and contents.

    Raises
    ------
    TransitError
        If a path does not exist.
    """
    total = hashlib.sha256()
    for base in paths:
        if not base.exists():
            raise TransitError(
                f"{base}: named in transit_execution_depends but not there; correct _config.yml"
            )
        files = [base] if base.is_file() else sorted(p for p in base.rglob("*") if p.is_file())
        for path in files:
            within = path.relative_to(base).parts
            if not IGNORED.intersection(within) and path.suffix not in (".pyc", ".part"):
                total.update("/".join((base.name, *within)).encode() + b"\0")
                total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


KERNEL_SETTINGS = """\
c.IPKernelApp.log_level = "ERROR"
c.HistoryManager.enabled = False
"""


def steady_kernels() -> None:
    """Let kernels started from here behave the same everywhere.

    Sets iterate in one order, and kernels read settings of their own in place of the user's
    IPython profile, whose start-up files could change what a chapter shows.
    """
    os.environ.setdefault("PYTHONHASHSEED", "0")
    folder = Path(tempfile.mkdtemp(prefix="kernels-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    profile = folder / "profile_default"
    profile.mkdir()
    (profile / "ipython_kernel_config.py").write_text(KERNEL_SETTINGS, encoding="utf8")
    os.environ["IPYTHONDIR"] = str(folder)


def run_notebooks(
    notebooks: Sequence[tuple[Path, Any]],
    *,
    jobs: int = 0,
    preload: Iterable[str] = (),
    timeout: int = 30,
    allow_errors: bool = False,
) -> list[ExecutionResult]:
    """Execute notebooks in place, several at a time, each in a kernel and beside its file.

    Parameters
    ----------
    notebooks : sequence of (Path, NotebookNode)
        File and notebook.
    jobs : int
        Kernels at a time; 0: as many as there are cores.
    preload : iterable of str
        Modules that the kernels find imported; see `transit.publishing.nursery.Nursery`.
    timeout : int
        Seconds that a cell may take, where the notebook does not say.
    allow_errors : bool
        Whether to go on after a cell that fails, where the notebook does not say.

    Returns
    -------
    list of ExecutionResult
        In the order of `notebooks`, with time and error of each.

    Raises
    ------
    TransitError
        If what is in `preload` fails, or a kernel dies.
    """
    if not notebooks:
        return []
    jobs = min(jobs or os.cpu_count() or 1, len(notebooks))
    logger.info("executing %d notebooks, %d at a time", len(notebooks), jobs)

    with Nursery(preload, notebooks[0][0].parent) as nursery, ThreadPoolExecutor(jobs) as pool:
        manager = nursery.manager()

        def run(item: tuple[Path, Any]) -> ExecutionResult:
            path, notebook = item
            try:
                return single_nb_execution(
                    notebook,
                    cwd=str(path.parent),
                    timeout=timeout,
                    allow_errors=allow_errors,
                    meta_override=True,
                    kernel_manager_class=manager,
                )
            except DeadKernelError as error:
                raise TransitError(f"{path}: the kernel died while it ran a cell") from error

        return list(pool.map(run, notebooks))


def cache_folder(root: Path, source: Path, depends: Iterable[str]) -> Path:
    """Return where outputs are kept for the present state of what they depend on.

    Parameters
    ----------
    root : Path
        Where they are kept if they depend on nothing.
    source : Path
        The folder of the documents.
    depends : iterable of str
        Files and folders, relative to it.
    """
    paths = [(source / path).resolve() for path in depends]
    return root / digest_of(paths)[:16] if paths else root


def choose_cache(app: Sphinx) -> None:
    """Point MyST-NB at the cache for the present state of the dependencies."""
    env: Any = app.env
    config = env.mystnb_config
    root = Path(config.execution_cache_path)
    folder = cache_folder(root, Path(app.srcdir), app.config.transit_execution_depends)
    if folder != root:
        env.mystnb_config = config.copy(execution_cache_path=str(folder))
        env.transit_digest_now = folder.name


def outdated(app: Sphinx, env: Any, added: set, changed: set, removed: set) -> list[str]:
    """Have every page with code read again when the dependencies have changed."""
    now = getattr(env, "transit_digest_now", None)
    before = getattr(env, "transit_digest", now)
    env.transit_digest = now
    if now == before:
        return []
    return [name for name in env.all_docs if "kernelspec" in env.metadata.get(name, {})]


def read_notebook(path: Path, myst: Any, mystnb: Any) -> tuple[Any, dict | None]:
    """Read the source of a document as a notebook.

    Parameters
    ----------
    path : Path
        The document.
    myst, mystnb : MdParserConfig, NbParserConfig
        How MyST-Parser and MyST-NB are configured.

    Returns
    -------
    tuple
        The notebook, None where the document has no code, and how jupyter-cache reads it.
    """
    if path.suffix not in (".md", ".ipynb"):
        return None, None
    text = path.read_text("utf8")
    reader = create_nb_reader(str(path), myst, mystnb, text)
    if reader is None:
        return None, None
    notebook = reader.read(text)
    has_code = any(cell.cell_type == "code" for cell in notebook.cells)
    return (notebook, reader.read_fmt) if has_code else (None, None)


def _notebook_of(env: Any, docname: str) -> tuple[Any, dict | None]:
    return read_notebook(Path(env.doc2path(docname)), env.myst_config, env.mystnb_config)


def executed_notebook(app: Sphinx, docname: str) -> Any:
    """Return a document as a notebook with its outputs, None where it has no code.

    The file that MyST-NB writes lacks the outputs when they come from the cache.
    """
    env: Any = app.env
    config = env.mystnb_config
    notebook, _ = _notebook_of(env, docname)
    if notebook is None:
        return None
    if config.execution_mode == "cache":
        cache = get_cache(config.execution_cache_path)
        try:
            return cache.merge_match_into_notebook(notebook)[1]
        except KeyError:
            return notebook
    written = Path(app.outdir).parent / "jupyter_execute" / f"{docname}.ipynb"
    return nbformat.read(written, as_version=4) if written.exists() else notebook


def execute_ahead(app: Sphinx, env: Any, docnames: list[str]) -> None:
    """Execute the notebooks that are about to be read and are not in the cache.

    Runs `transit_execution_jobs` kernels at a time.  Those that succeed are kept even if another
    fails.

    Raises
    ------
    TransitError
        If a cell fails and ``nb_execution_raise_on_error`` is set.
    """
    config = env.mystnb_config
    if config.execution_mode != "cache":
        return
    cache = get_cache(config.execution_cache_path)
    stale = []
    for name in docnames:
        notebook, read_format = _notebook_of(env, name)
        if notebook is None:
            continue
        try:
            cache.match_cache_notebook(notebook)
        except KeyError:
            stale.append((Path(env.doc2path(name)), notebook, read_format))
    results = run_notebooks(
        [(path, notebook) for path, notebook, _ in stale],
        jobs=app.config.transit_execution_jobs,
        preload=app.config.transit_execution_preload,
        timeout=config.execution_timeout,
        allow_errors=config.execution_allow_errors,
    )
    done = sorted(zip(stale, results, strict=True), key=lambda item: item[1].err is not None)
    for (path, notebook, read_format), result in done:
        if result.err is not None:
            if config.execution_raise_on_error:
                raise TransitError(f"{path}: a cell fails:\n{result.exc_string}") from result.err
            continue
        record = cache.add_nb_to_project(
            str(path), **({"read_data": read_format} if read_format else {})
        )
        cache.cache_notebook_bundle(
            CacheBundleIn(notebook, record.uri, data={"execution_seconds": result.time}),
            check_validity=False,
            overwrite=True,
        )
