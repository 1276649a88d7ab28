"""The whole book in one command: site, PDF and EPUB, put in place only when all are complete."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import yaml

from transit.errors import TransitError
from transit.files import write
from transit.publishing.meta import Meta

FORMATS = ("html", "pdf", "epub")
DOWNLOADS = "downloads"


@dataclass(frozen=True)
class Book:
    """Where the parts of a Jupyter Book lie.

    Attributes
    ----------
    root : Path
        Folder with ``_config.yml``.
    source : Path
        Folder with ``_toc.yml`` and the chapters.
    """

    root: Path
    source: Path

    @classmethod
    def find(cls, root: Path | str = ".") -> "Book":
        """Find the book of a project.

        Raises
        ------
        TransitError
            If there is no ``_config.yml`` in `root`, or no ``_toc.yml`` in it or in ``book``.
        """
        root = Path(root).resolve()
        if not (root / "_config.yml").is_file():
            raise TransitError(f"{root}: no _config.yml here; run the command in the project's folder")
        for source in (root / "book", root):
            if (source / "_toc.yml").is_file():
                return cls(root, source)
        raise TransitError(f"{root}: no _toc.yml here or in book/; it lists the chapters")

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.root / "_config.yml"

    @property
    def toc(self) -> Path:
        """The table of contents."""
        return self.source / "_toc.yml"

    def meta(self) -> Meta:
        """The description of the book for its title page."""
        return Meta.read(self.config, toc=self.toc)

    def slug(self) -> str:
        """The title as the name of a file."""
        letters = (c.lower() if c.isalnum() else "-" for c in self.meta().title)
        return "-".join(filter(None, "".join(letters).split("-"))) or "book"


def date_sources(root: Path, meta: Meta) -> int:
    """Fix the moment that the build bears, for this process and those it starts.

    ``SOURCE_DATE_EPOCH`` where it is set, else the date of the last commit, else that of the
    release.

    Returns
    -------
    int
        Seconds since 1970.
    """
    if not os.environ.get("SOURCE_DATE_EPOCH"):
        asked = subprocess.run(
            ["git", "-C", str(root), "log", "-1", "--format=%ct"],
            capture_output=True, text=True, check=False,
        ) if shutil.which("git") else None  # fmt: skip
        stamp = asked.stdout.strip() if asked and asked.returncode == 0 else ""
        os.environ["SOURCE_DATE_EPOCH"] = stamp or str(meta.epoch)
    return meta.epoch


def build(
    root: Path | str = ".",
    out: Path | str | None = None,
    *,
    formats: tuple[str, ...] = FORMATS,
    jobs: int | None = None,
    quiet: bool = False,
) -> Path:
    """Build a book.

    Everything is made in ``work`` beside the output folder, and takes its place when complete: a
    build that fails or is interrupted leaves the last good one.

    Parameters
    ----------
    root : path
        The project.
    out : path, optional
        The finished site, by default ``_build/html`` of the project.
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
        If a page has a warning or an error, a cell fails, or a print edition is rejected.
    """
    book = Book.find(root)
    meta = book.meta()
    date_sources(book.root, meta)
    out = (Path(out) if out else book.root / "_build" / "html").resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    work = out.parent / "work"
    names = {kind: f"{DOWNLOADS}/{book.slug()}.{kind}" for kind in ("pdf", "epub") if kind in formats}
    settings = {f"transit_{kind}": name for kind, name in names.items()}
    with _only_one(work):
        _restore(out)
        run_sphinx(book, work, "html", settings, jobs=jobs, quiet=quiet)
        if names:
            state = _state(book, names)
            stamp = work / "printed"
            if not (stamp.exists() and stamp.read_text("utf8") == state):
                stamp.unlink(missing_ok=True)
                run_sphinx(book, work, "singlehtml", settings, jobs=jobs, quiet=quiet)
                _print(work, names, meta)
                write(stamp, state)
        _put_in_place(work, out, names)
    return out


def run_sphinx(
    book: Book,
    work: Path,
    builder: str,
    settings: dict[str, str] | None = None,
    *,
    jobs: int | None = None,
    quiet: bool = False,
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

    Returns
    -------
    Path
        The builder's folder.

    Raises
    ------
    TransitError
        If Sphinx reports an error or a warning.
    """
    from jupyter_book.sphinx import build_sphinx

    target = work / builder
    result = build_sphinx(
        book.source.as_posix(),
        target.as_posix(),
        noconfig=True,
        path_config=book.config.as_posix(),
        confoverrides={
            "external_toc_path": book.toc.as_posix(),
            "latex_individualpages": False,
            "transit_execution_jobs": jobs or 0,
            **(settings or {}),
        },
        builder=builder,
        warningiserror=True,
        keep_going=True,
        quiet=quiet,
    )
    if isinstance(result, KeyboardInterrupt):
        raise result
    if isinstance(result, Exception):
        raise TransitError(f"{builder}: {result}; see the messages above") from result
    if result:
        raise TransitError(f"{builder}: the warnings above count as errors; correct them")
    return target


def _state(book: Book, names: dict[str, str]) -> str:
    """Summarise everything that the print editions are made from."""
    from transit.publishing.execution import digest_of

    config = yaml.safe_load(book.config.read_text("utf8")) or {}
    settings = (config.get("sphinx") or {}).get("config") or {}
    depends = [book.source / path for path in settings.get("transit_execution_depends") or ()]
    citation = settings.get("transit_citation_file")
    parts = [
        digest_of([
            book.source, book.config, *depends, Path(__file__).parent,
            *([book.source / citation] if citation else []),
        ]),
        os.environ["SOURCE_DATE_EPOCH"],
        *(version(name) for name in ("sphinx", "pypandoc-binary", "typst", "jupyter-book")),
        *sorted(names.values()),
    ]  # fmt: skip
    return "\n".join(parts)


def _print(work: Path, names: dict[str, str], meta: Meta) -> None:
    from transit.publishing.print.epub import build_epub
    from transit.publishing.print.pdf import build_pdf

    makers = {"pdf": build_pdf, "epub": build_epub}
    pages = work / "singlehtml"
    with ThreadPoolExecutor(len(names)) as pool:
        tasks = [
            pool.submit(makers[kind], pages, work / name, meta=meta) for kind, name in names.items()
        ]
        for name in names.values():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
        for task in tasks:
            task.result()


@contextlib.contextmanager
def _only_one(work: Path) -> Iterator[None]:
    """Let one build at a time use a working folder."""
    import fcntl

    work.mkdir(parents=True, exist_ok=True)
    with (work / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise TransitError(
                f"{work}: another build is running here; wait for it to end"
            ) from error
        yield


def _restore(out: Path) -> None:
    """Bring back the last good site if a build was stopped between two renamings."""
    previous = out.with_name(out.name + ".previous")
    if previous.exists() and not out.exists():
        previous.rename(out)


def _put_in_place(work: Path, out: Path, names: dict[str, str]) -> None:
    complete, previous = (out.with_name(f"{out.name}.{end}") for end in ("complete", "previous"))
    for folder in (complete, previous):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(work / "html", complete, ignore=shutil.ignore_patterns(".buildinfo*"))
    for name in names.values():
        (complete / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(work / name, complete / name)
    if out.exists():
        out.rename(previous)
    complete.rename(out)
    shutil.rmtree(previous, ignore_errors=True)
