"""What stands in the documents, and whether it stands on the pages made of them."""

from collections import Counter
from pathlib import Path
from typing import Any

from docutils import nodes
from lxml import html
from sphinx.application import Sphinx

from transit.publishing.contents import KINDS, Counts, compare, of_doctree, of_html
from transit.publishing.findings import Findings
from transit.publishing.site.charts import INTERACTIVE_BUILDERS
from transit.publishing.site.telling import tell


def register(app: Sphinx) -> None:
    """Count documents when they are read, and pages when they are written."""
    app.connect("doctree-read", _note)
    app.connect("env-purge-doc", lambda app, env, name: _counts_of(env).pop(name, None))
    app.connect("env-merge-info", _merge)
    app.connect("build-finished", check, priority=940)


def _counts_of(env: Any) -> dict[str, Counts]:
    if not hasattr(env, "transit_contents"):
        env.transit_contents = {}
    return env.transit_contents


def _note(app: Sphinx, doctree: nodes.document) -> None:
    _counts_of(app.env)[app.env.docname] = of_doctree(doctree)


def _merge(app: Sphinx, env: Any, names: list[str], other: Any) -> None:
    theirs = getattr(other, "transit_contents", {})
    _counts_of(env).update({name: theirs[name] for name in names if name in theirs})


def check(app: Sphinx, error: Exception | None) -> None:
    """Tell what stands in a document and not on the pages that were written."""
    if error:
        return
    if app.builder.name in INTERACTIVE_BUILDERS:
        edition, found = "site", _of_pages(app)
    elif app.builder.name == "singlehtml":
        edition, found = "page for print", _of_single_page(app)
    else:
        return
    findings = Findings()
    for name, given in sorted(_counts_of(app.env).items()):
        if name in found:
            compare(findings, edition, name, given, found[name])
    for finding in findings:
        tell(finding.kind, finding.message, finding.document)


def _of_pages(app: Sphinx) -> dict[str, Counts]:
    found = {}
    for name in app.env.found_docs:
        path = Path(app.outdir, app.builder.get_target_uri(name))
        if path.is_file():
            found[name] = of_html(_article(path))
    return found


def _article(path: Path) -> Any:
    """Return the part of a page that holds the text."""
    page = html.fromstring(path.read_text("utf8"))
    return next(page.iter("article"), page)


def _of_single_page(app: Sphinx) -> dict[str, Counts]:
    """Count the sections of the documents, each without those of the documents in it."""
    path = Path(app.outdir, f"{app.config.root_doc}.html")
    if not path.is_file():
        return {}
    article = _article(path)
    marks = article.xpath(".//span[starts-with(@id, 'document-')]")
    whole = {mark.get("id").removeprefix("document-"): _after(mark) for mark in marks}
    found = {name: sum(map(of_html, parts), Counter()) for name, parts in whole.items()}
    found[app.config.root_doc] = of_html(article)
    own = {name: Counter(counts) for name, counts in found.items()}
    for name, parts in whole.items():
        around = next(
            (other for other in reversed(list(whole)) if other != name
             and any(part in parts[0].iterancestors() for part in whole[other] if parts)),
            app.config.root_doc,
        )  # fmt: skip
        for kind in KINDS:
            own[around][kind] -= found[name][kind]
    return own


def _after(mark: Any) -> list[Any]:
    """Return what stands after the mark of a document, up to the next mark."""
    parts = []
    for sibling in mark.itersiblings():
        if (sibling.get("id") or "").startswith("document-"):
            break
        parts.append(sibling)
    return parts
