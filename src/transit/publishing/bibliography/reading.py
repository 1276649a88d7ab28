"""Bibliographies as authors have them: what can be read is kept, and the rest is named.

sphinxcontrib-bibtex takes a file of BibTeX with pybtex, which ends at the first fault and leaves
what BibLaTeX writes as it is.
"""

from pathlib import Path
from typing import Any

from pybtex.database import Entry, Person
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinxcontrib.bibtex import bibfile

from transit import bibtex

logger = logging.getLogger(__name__)
PERSONS = ("author", "editor")
_faulty: set[Path] = set()


class LenientParser(Parser):
    """Reads the entries of a file, brought into one form; every fault is a warning."""

    def parse_string(self, text: str) -> Any:
        """Read the entries of a text."""
        entries, problems = bibtex.read(text)
        for line, key, what in problems:
            self._warn(line, key, what)
        for entry in bibtex.settle(entries):
            if entry.key in self.data.entries:
                self._warn(entry.line, entry.key, "another entry has this key, big or small")
                continue
            try:
                self.data.add_entry(entry.key, _entry(entry))
            except PybtexError as error:
                self._warn(entry.line, entry.key, str(error))
        return self.data

    def _warn(self, line: int, key: str, what: str) -> None:
        place = f"{Path(self.filename).resolve()}:{line}"
        _faulty.add(Path(self.filename))
        logger.warning("%s: %s", key, what, location=place, type="bibtex", subtype="entry")


def _entry(entry: bibtex.Entry) -> Entry:
    # References to other entries have been followed.
    fields = {
        name: value
        for name, value in entry.fields.items()
        if name not in (*PERSONS, "crossref", "xdata")
    }
    persons = {
        role: [Person(name) for name in bibtex.split_names(entry.fields[role])]
        for role in PERSONS
        if role in entry.fields
    }
    return Entry(entry.kind, fields=fields, persons=persons)


def register() -> None:
    """Have sphinxcontrib-bibtex read its files in this way."""
    _faulty.clear()
    bibfile.Parser = LenientParser


def keep_unfinished(app: Sphinx) -> None:
    """Have faulty files read again by the next build, which would else not name their faults."""
    domain: Any = app.env.get_domain("cite")
    known = domain.bibdata
    files = {
        path: file._replace(mtime=-1.0) if path in _faulty else file
        for path, file in known.bibfiles.items()
    }
    domain.data["bibdata"] = known._replace(bibfiles=files)
