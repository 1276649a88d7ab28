"""Documents that are not finished: a later build reads them again however little has changed.

Sphinx gives a warning when it reads or writes a document, and is silent about it as long as the
document stays as it is. A build in which warnings count as errors would fail once, and publish the
same fault when it is run again. So the documents that a warning points at are kept in a file
beside the parsed documents until one build goes through without; after a build that was stopped
they are all of them.

Nor does Sphinx write a document again when the places it refers to have gone or have other
numbers; here it does.
"""

import hashlib
import logging
import os
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.logging import NAMESPACE, WarningSuppressor, get_node_location

from transit.files import write
from transit.publishing.findings import TYPE, plain

FILE = "unfinished"
ALL = "*"


class Collector(logging.Handler):
    """Collects the names of the documents that warnings point at."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self.addFilter(WarningSuppressor(app))
        self.app = app
        self.documents: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Note one warning; one that points nowhere stands for all documents."""
        document, line = self._place(getattr(record, "location", None))
        self.documents.add(document or ALL)
        findings = self.app.config.transit_findings
        if findings is not None:
            ours = getattr(record, "type", "") == TYPE
            kind = getattr(record, "subtype", "") if ours else "warnings"
            findings.add(kind, plain(record.getMessage()), document or "", line)

    def _place(self, location: Any) -> tuple[str | None, int]:
        """The document and the line that a location of Sphinx names."""
        env = getattr(self.app, "env", None)
        if isinstance(location, nodes.Node):
            location = get_node_location(location)
        if isinstance(location, tuple) and env is not None:
            document, line = location
            return (document if document in env.found_docs else None), int(line or 0)
        path, line = location if isinstance(location, str) else "", 0
        while env is not None and path:
            if os.path.isfile(path):
                name = env.path2doc(path)
                return (name if name in env.found_docs else None), line
            if path in env.found_docs:
                return path, line
            path, _, last = path.rpartition(":")
            line = int(last) if last.isdigit() else line
        return None, 0


def register(app: Sphinx) -> None:
    """Watch the warnings of a build, and have unfinished documents read again."""
    collector = Collector(app)
    logging.getLogger(NAMESPACE).addHandler(collector)
    app.connect("env-get-outdated", unfinished)
    # After the notebooks have been executed: until then nothing that is kept has changed.
    app.connect("env-before-read-docs", begin, priority=900)
    app.connect("env-updated", referring)
    app.connect("build-finished", lambda app, error: finish(app, collector, error), priority=950)


def _file(app: Sphinx) -> Path:
    return Path(app.doctreedir, FILE)


def unfinished(app: Sphinx, env: Any, added: set, changed: set, removed: set) -> list[str]:
    """Name the documents that the last build did not finish."""
    findings = app.config.transit_findings
    if findings is not None and findings.builders:  # an earlier builder has told them
        return []
    names = _file(app).read_text("utf8").splitlines() if _file(app).is_file() else []
    return [name for name in env.all_docs if ALL in names or name in names]


def begin(app: Sphinx, env: Any, docnames: list[str]) -> None:
    """Note that nothing is finished until the build is."""
    write(_file(app), f"{ALL}\n")


def finish(app: Sphinx, collector: Collector, error: Exception | None) -> None:
    """Note what is not finished at the end of a build."""
    findings = app.config.transit_findings
    if findings is not None:
        findings.builders += 1
    if not error:
        for finding in findings or ():
            collector.documents.add(finding.document or ALL)
        write(_file(app), "".join(f"{name}\n" for name in sorted(collector.documents)))


def referring(app: Sphinx, env: Any) -> list[str]:
    """Name the documents to write again: all, if what they may refer to has changed."""
    std = env.domaindata["std"]
    places = (
        *(sorted(std[kind].items()) for kind in ("labels", "anonlabels", "objects")),
        sorted(env.toc_secnumbers.items()),
        sorted(env.toc_fignumbers.items()),
    )
    now = hashlib.sha256(repr(places).encode()).hexdigest()
    before = getattr(env, "transit_places", now)
    env.transit_places = now
    return [] if now == before else sorted(env.found_docs)
