"""Where the parts of a Jupyter Book lie, and whether its configuration can be read."""

import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from transit.errors import TransitError
from transit.publishing.findings import WARN, Policy
from transit.publishing.meta import Meta, slug
from transit.publishing.toc import ENDINGS, bare, names_in
from transit.publishing.volumes import Volume, read_volumes
from transit.publishing.yaml_files import read_yaml

LATEST = 4354819198
"""The last moment, in seconds since 1970, that the files inside an EPUB can bear."""


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
            raise TransitError(
                f"{root}: no _config.yml here; run the command in the project's folder"
            )
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

    @property
    def place(self) -> Path:
        """Where the finished site stands if nothing else is asked for."""
        return self.root / "_build" / "html"

    @property
    def work(self) -> Path:
        """Where builds are made and keep what the next one can use."""
        return self.root / "_build" / "work"

    def settings(self) -> dict[str, Any]:
        """Read the configuration.

        Raises
        ------
        TransitError
            If it is not UTF-8 or YAML, or a key that Jupyter Book needs as a text or as a group
            of keys is something else.
        """
        settings = read_yaml(self.config)
        for name in ("title", "author", "copyright"):
            if not isinstance(settings.get(name, ""), str | None):
                raise TransitError(
                    f"{self.config}: {name} is not a text; put it in quotation marks: "
                    f'{name}: "{settings[name]}"'
                )
        for name in ("execute", "parse", "sphinx", "html", "repository"):
            if not isinstance(settings.get(name, {}), dict | None):
                raise TransitError(f"{self.config}: {name} is not a group of keys")
        extra = (settings.get("sphinx") or {}).get("config") or {}
        if not isinstance(extra, dict):
            raise TransitError(f"{self.config}: sphinx: config is not a group of keys")
        return settings

    def extension(self, name: str, default: Any) -> Any:
        """Return one of the publishing extension's settings, as ``_config.yml`` has it."""
        extra = (self.settings().get("sphinx") or {}).get("config") or {}
        return extra.get(f"transit_{name}") or default

    def documents(self) -> dict[str, Path]:
        """List the documents in reading order, as the table of contents does.

        Returns
        -------
        dict
            Name, without ending, to file.

        Raises
        ------
        TransitError
            If the table of contents cannot be read or names a file that is not there.
        """
        found = {}
        for name in names_in(read_yaml(self.toc), self.toc):
            document = bare(name)
            paths = [self.source / f"{document}{ending}" for ending in ENDINGS]
            path = next(filter(Path.is_file, paths), None)
            if path is None:
                raise TransitError(f"{self.toc}: {name!r} is listed but has no .md or .ipynb file")
            found[document] = path
        return found

    def meta(self) -> Meta:
        """The description of the book for its title page."""
        self.settings()
        self.documents()
        meta = Meta.read(self.config, toc=self.toc)
        data = f"{slug(meta.title)}-data.zip" if self.extension("data", []) else ""
        return replace(meta, commit=self.commit(), data=data)

    def commit(self) -> str:
        """The commit that the book is built from, marked where files differ from it.

        Empty where the project is no repository of its own.
        """
        if not (self.root / ".git").exists():
            return ""
        stamp = _git(self.root, "rev-parse", "--short=10", "HEAD")
        changed = _git(self.root, "status", "--porcelain", "--untracked-files=no")
        return f"{stamp}, with later changes" if stamp and changed else stamp

    def policy(self) -> Policy:
        """What is done about what a build finds amiss."""
        given = self.extension("policy", WARN)
        return Policy.read(given, f"{self.config}: transit_policy")

    def printed_code(self) -> str:
        """The cells whose code is printed: ``shown``, ``all`` or ``none``."""
        given = self.extension("print_code", "shown")
        if given not in ("shown", "all", "none"):
            raise TransitError(
                f"{self.config}: transit_print_code: {given!r}: expected shown, all or none"
            )
        return str(given)

    def fonts(self) -> tuple[Path, ...]:
        """Folders with further fonts for print."""
        return tuple(self.source / name for name in self.extension("fonts", []))

    def volumes(self) -> tuple[Volume, ...]:
        """The volumes that the book is printed in; the file of each has a name.

        Raises
        ------
        TransitError
            If the configuration of the volumes cannot be used.
        """
        place = f"{self.config}: transit_volumes"
        volumes = read_volumes(self.extension("volumes", []), self.documents(), place)
        return tuple(replace(volume, file=volume.file or self.slug()) for volume in volumes)

    def index(self) -> dict[str, tuple[str, ...]]:
        """The names for the index of the printed book, each with the forms it has in the text.

        Raises
        ------
        TransitError
            If the file that ``transit_index`` names cannot be read, or is not a list of entries
            with their forms.
        """
        name = self.extension("index", "")
        if not name:
            return {}
        path = self.source / name
        found = {}
        for entry, forms in read_yaml(path).items():
            if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
                raise TransitError(f"{path}: {entry}: expected a list of the forms in the text")
            found[str(entry)] = tuple(forms)
        return found

    def slug(self) -> str:
        """The title as the name of a file."""
        return slug(Meta.read(self.config).title)


def _git(root: Path, *arguments: str) -> str:
    """What git says of a project; nothing where there is no git or it says no."""
    if not shutil.which("git"):
        return ""
    command = ["git", "-C", str(root), *arguments]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    return asked.stdout.strip() if asked.returncode == 0 else ""


def date_sources(book: Book) -> int:
    """Fix the moment that the build bears, for this process and those it starts.

    ``SOURCE_DATE_EPOCH`` where it is set, else the date of the last commit, else that of the
    release.

    Returns
    -------
    int
        Seconds since 1970.

    Raises
    ------
    TransitError
        If ``SOURCE_DATE_EPOCH`` is not a number of seconds, or one after the year 2107.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given and not (given.isascii() and given.isdigit() and int(given) <= LATEST):
        raise TransitError(
            f"SOURCE_DATE_EPOCH: not a number of seconds up to the year 2107: {given!r}"
        )
    meta = book.meta()
    if not given:
        stamp = _git(book.root, "log", "-1", "--format=%ct")
        os.environ["SOURCE_DATE_EPOCH"] = stamp or str(meta.epoch)
    return meta.epoch
