"""The whole book in one command: site, PDF and EPUB, put in place only when all are complete."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

from transit.errors import TransitError
from transit.files import recover, write
from transit.publishing.book import Book, date_sources
from transit.publishing.findings import Findings
from transit.publishing.meta import Meta
from transit.publishing.place import find_place, put_in_place
from transit.publishing.volumes import Volume

FORMATS = ("html", "pdf", "epub")
DOWNLOADS = "downloads"
FOUND = "findings.txt"
"""The file in the working folder that lists what the last build found amiss."""


def build(
    root: Path | str = ".",
    out: Path | str | None = None,
    *,
    formats: tuple[str, ...] = FORMATS,
    jobs: int | None = None,
    quiet: bool = False,
) -> Path:
    """Build a book.

    Everything is made in ``_build/work`` of the project, and put in place when complete: a build
    that fails or is interrupted leaves the last good one.

    Parameters
    ----------
    root : path
        The project.
    out : path, optional
        The finished site, by default ``_build/html`` of the project: a new or an empty folder,
        or one that an earlier build made.
    formats : tuple of str
        Of `FORMATS`; the site is always built.
    jobs : int, optional
        Notebooks executed at a time, by default the machine's cores.
    quiet : bool
        Whether to leave out the progress of Sphinx.

    Returns
    -------
    Path
        The finished site, with PDF and EPUB in ``downloads``.

    Raises
    ------
    TransitError
        If `out` may not be replaced, a page has an error, a cell fails, a print edition is
        rejected, or something is amiss that counts as an error by ``transit_policy``.
    """
    book = Book.find(root)
    place = find_place(book, out)
    if recover(place):
        print(
            f"{place}: a build was stopped while it replaced this site; the last good one is back"
        )
    date_sources(book)
    meta = book.meta()
    names = _names(book, formats)
    settings = _offers(book, names)
    findings = Findings(book.policy())
    with _only_one(book.work):
        run_sphinx(book, book.work, "html", settings, jobs=jobs, quiet=quiet, findings=findings)
        if names:
            state = _state(book, names)
            stamp = book.work / "printed"
            if not (stamp.exists() and stamp.read_text("utf8") == state):
                stamp.unlink(missing_ok=True)
                run_sphinx(
                    book, book.work, "singlehtml", settings, jobs=jobs, quiet=quiet,
                    findings=findings,
                )  # fmt: skip
                _print(book, names, meta, findings)
                findings.stop("the print editions have faults")
                if not findings:  # what was found has to be told at the next build too
                    write(stamp, state)
        put_in_place(book.work / "html", [book.work / name for name in names], place)
        if findings:
            write(book.work / FOUND, findings.summary(None) + "\n")
            print(findings.summary())
            print(f"  all of them: {book.work / FOUND}")
    return place


def _names(book: Book, formats: tuple[str, ...]) -> dict[str, Volume | None]:
    """The files of the print editions, with the volume of each that is one."""
    names: dict[str, Volume | None] = {}
    if "pdf" in formats:
        names = {f"{DOWNLOADS}/{volume.file}.pdf": volume for volume in book.volumes()}
    if "epub" in formats:
        names[f"{DOWNLOADS}/{book.slug()}.epub"] = None
    return names


def _offers(book: Book, names: dict[str, Volume | None]) -> dict[str, Any]:
    """What the site is told of the print editions."""
    return {
        "transit_pdf": [
            [name, volume.name, volume.about] for name, volume in names.items() if volume
        ],
        "transit_epub": "".join(name for name, volume in names.items() if not volume),
    }


def run_sphinx(
    book: Book,
    work: Path,
    builder: str,
    settings: dict[str, Any] | None = None,
    *,
    jobs: int | None = None,
    quiet: bool = False,
    findings: Findings | None = None,
) -> Path:
    """Run one of Sphinx's builders on a book as Jupyter Book configures it.

    Parameters
    ----------
    book : Book
        The book.
    work : Path
        Where the builder's folder, the parsed documents and the cache of outputs go.
    builder : str
        Name of the builder.
    settings : dict, optional
        Values that override ``_config.yml``.
    jobs : int, optional
        Notebooks executed at a time, by default the machine's cores.
    quiet : bool
        Whether to leave out the progress.
    findings : Findings, optional
        Where to note what Sphinx warns of; by default new ones with the policy of the book.

    Returns
    -------
    Path
        The builder's folder.

    Raises
    ------
    TransitError
        If Sphinx reports an error, or a warning that counts as one.
    """
    from jupyter_book import sphinx as jupyter_book

    target = work / builder
    findings = Findings(book.policy()) if findings is None else findings
    with _telling(jupyter_book):
        result = jupyter_book.build_sphinx(
            book.source.as_posix(),
            target.as_posix(),
            noconfig=True,
            path_config=book.config.as_posix(),
            confoverrides={
                "external_toc_path": book.toc.as_posix(),
                "latex_individualpages": False,
                "transit_execution_jobs": jobs or 0,
                "transit_findings": findings,
                **(settings or {}),
            },
            builder=builder,
            keep_going=True,
            quiet=quiet,
        )
    if isinstance(result, KeyboardInterrupt):
        raise result
    if isinstance(result, Exception):
        raise TransitError(_explain(result, builder)) from result
    findings.stop(f"{builder}: there are warnings")
    return target


@contextlib.contextmanager
def _telling(jupyter_book: Any) -> Iterator[None]:
    """Leave it to `_explain` to tell of errors that are no fault in Sphinx."""
    tell = jupyter_book.handle_exception

    def tell_others(app: Any, arguments: Any, error: BaseException, stream: Any) -> None:
        if not isinstance(error, KeyboardInterrupt) and _cause(error) is None:
            tell(app, arguments, error, stream)

    jupyter_book.handle_exception = tell_others
    try:
        yield
    finally:
        jupyter_book.handle_exception = tell


def _cause(error: BaseException) -> BaseException | None:
    """Find what is wrong with the sources or the disk; None for what is wrong with a program."""
    from myst_nb.core.execute import ExecutionError
    from sphinx.errors import SphinxError

    at: BaseException | None = error
    while at is not None:
        if isinstance(at, TransitError | ExecutionError | OSError):
            return at
        at = getattr(at, "orig_exc", None) or at.__cause__
    return error if isinstance(error, SphinxError) and not hasattr(error, "orig_exc") else None


def _explain(error: Exception, builder: str) -> str:
    cause = _cause(error)
    if isinstance(cause, TransitError):
        return str(cause)
    if isinstance(cause, OSError):
        return f"{builder}: {cause.strerror}: {cause.filename or 'no file named'}"
    if cause is not None:
        return f"{builder}: {cause}"
    return f"{builder}: {error}; see the messages above"


def _state(book: Book, names: dict[str, Volume | None]) -> str:
    """Summarise everything that the print editions are made from."""
    from transit.publishing.execution import digest_of

    depends = [book.source / path for path in book.extension("execution_depends", [])]
    citation = book.extension("citation_file", "")
    works = [book.source / path for path in book.settings().get("bibtex_bibfiles") or ()]
    parts = [
        digest_of([
            book.source, book.config, *depends, Path(__file__).parent, *filter(Path.is_file, works),
            *([book.source / citation] if citation else []),
        ]),
        os.environ["SOURCE_DATE_EPOCH"],
        book.commit(),
        *(version(name) for name in ("sphinx", "pypandoc-binary", "typst", "jupyter-book", "pikepdf")),
        *sorted(names),
    ]  # fmt: skip
    return "\n".join(parts)


def _print(book: Book, names: dict[str, Volume | None], meta: Meta, findings: Findings) -> None:
    from transit.publishing.print.epub import build_epub
    from transit.publishing.print.pdf import build_pdf

    pages = book.work / "singlehtml"
    volumes, index = book.volumes(), book.index()
    options: dict[str, Any] = {
        "findings": findings, "fonts": book.fonts(), "code": book.printed_code(),
    }  # fmt: skip

    def make(name: str, volume: Volume | None) -> None:
        out = book.work / name
        out.parent.mkdir(parents=True, exist_ok=True)
        if volume is None:
            build_epub(pages, out, meta=meta, volumes=volumes, **options)
        else:
            build_pdf(pages, out, meta=meta, volume=volume, volumes=volumes, index=index, **options)

    with ThreadPoolExecutor(len(names)) as pool:
        tasks = [pool.submit(make, name, volume) for name, volume in names.items()]
        for task in tasks:
            task.result()


@contextlib.contextmanager
def _only_one(work: Path) -> Iterator[None]:
    """Let one build at a time use a working folder, which is ours, with scratch space in it.

    What killed builds left in the scratch space goes.
    """
    import fcntl

    name, scratch = work / "lock", work / "scratch"
    if work.is_dir() and any(work.iterdir()) and not name.is_file():
        raise TransitError(f"{work}: not made by this program, but in its way; move it away")
    try:
        work.mkdir(parents=True, exist_ok=True)
        with name.open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise TransitError(
                    f"{work}: another build is running here; wait for it to end"
                ) from error
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir()
            with _temporary_files_in(scratch):
                yield
            shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        raise TransitError(
            f"{error.filename or work}: cannot be written: {error.strerror or error}"
        ) from error


@contextlib.contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    given, os.environ["TMPDIR"] = os.environ.get("TMPDIR"), str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
        del os.environ["TMPDIR"]
        if given is not None:
            os.environ["TMPDIR"] = given
