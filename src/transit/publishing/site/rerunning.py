"""Notebooks for download, and the archive that has all they need."""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from transit.publishing import metadata, rerun
from transit.publishing.archive import pack
from transit.publishing.bibliography.entries import short_names, year
from transit.publishing.deposit import deposit_records
from transit.publishing.meta import slug
from transit.publishing.site.kept import kept

NOTEBOOKS = "notebooks"


def archive_of(app: Sphinx) -> str:
    """Path of the archive in the site; empty where the book names nothing for it."""
    if not app.config.transit_rerun:
        return ""
    return f"downloads/{slug(metadata.book_of(app).title)}-rerun.zip"


def prepared(app: Sphinx, pagename: str, executed: Any) -> Any:
    """Return the notebook of a page as it is offered."""
    archive, head = archive_of(app), []
    if archive:
        base = Path(app.srcdir)
        top, _ = rerun.layout(base, _sources(app))
        folder = (base / pagename).parent.relative_to(top).as_posix()
        address = (app.config.html_baseurl or "").rstrip("/")
        extras = _package(app)[1]
        head = rerun.head_cells(metadata.book_of(app), archive, address, folder, extras)
    return rerun.render(executed, cited=_cited(app), numbers=_numbers(app), head=head)


def _sources(app: Sphinx) -> list[Path]:
    return [Path(app.srcdir, path).resolve() for path in app.config.transit_rerun]


def _package(app: Sphinx) -> tuple[str, str]:
    """The folder of the package, and its extras in brackets."""
    folder, bracket, extras = app.config.transit_package.partition("[")
    return folder, bracket + extras


def _cited(app: Sphinx) -> dict[str, str]:
    """How the works of the bibliography are cited, by key."""
    domain: Any = app.env.domains.get("cite") if "cite" in app.env.domains else None
    if domain is None:
        return {}
    return {
        entry.key: f"{short_names(entry)} {year(entry)}"
        for entry in domain.bibdata.data.entries.values()
    }


def _numbers(app: Sphinx) -> dict[str, str]:
    """How figures and tables are called, by label."""
    env, found = app.env, {}
    for label, (docname, place, _) in env.domaindata["std"]["labels"].items():
        for kind, numbers in env.toc_fignumbers.get(docname, {}).items():
            if place in numbers and kind in app.config.numfig_format:
                number = ".".join(map(str, numbers[place]))
                found[label] = str(app.config.numfig_format[kind]).replace("%s", number)
    return found


def write_archive(app: Sphinx) -> None:
    """Write the archive once every notebook is written."""
    archive = archive_of(app)
    if not archive:
        return
    base, book = Path(app.srcdir), metadata.book_of(app)
    top, members = rerun.layout(base, _sources(app))
    within = base.relative_to(top)
    written = Path(app.outdir, NOTEBOOKS)
    names = [f"{name}.ipynb" for name in _in_order(app) if (written / f"{name}.ipynb").is_file()]
    for name in names:
        members[(within / name).as_posix()] = written / name
    wheel = ""
    if app.config.transit_package:
        wheel, content = _wheel(app, (base / _package(app)[0]).resolve())
        members[wheel] = content
    members["README.md"] = rerun.readme(
        book,
        lock=rerun.LOCK in members,
        wheel=wheel,
        first=(within / names[0]).as_posix() if names else ".",
    ).encode()
    members |= deposit_records(book, [name for name in members if not name.startswith(".")])
    pack(Path(app.outdir, archive), members)


def _in_order(app: Sphinx) -> list[str]:
    """The documents in the order of reading."""
    root, toc = app.config.root_doc, app.env.toctree_includes
    found: list[str] = []
    waiting = [root]
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found.append(name)
            waiting = [*toc.get(name, []), *waiting]
    return [*found, *sorted(set(app.env.found_docs) - set(found))]


def _wheel(app: Sphinx, project: Path) -> tuple[str, bytes]:
    def make() -> bytes:
        name, content = rerun.build_wheel(project)
        return name.encode() + b"\0" + content

    name, _, content = kept(app, "wheel", rerun.wheel_parts(project), make).partition(b"\0")
    return name.decode(), content
