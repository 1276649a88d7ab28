"""Links both ways between the entries of the bibliography and the places that cite them."""

from collections import defaultdict
from typing import Any, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.domain import BibtexDomain, get_docnames

from transit.publishing.bibliography.labels import NBSP


def _domain(env: BuildEnvironment) -> BibtexDomain:
    return cast(BibtexDomain, env.get_domain("cite"))


class FinishBibliography(SphinxPostTransform):
    """Turn each list of citations into entries that name the places citing them."""

    # Late: transforms before this one still see the entries as citations and leave them alone.
    default_priority = 400

    def run(self, **_kwargs: Any) -> None:
        """Rewrite the citations of this document."""
        env = self.app.env
        domain = _domain(env)
        order = list(get_docnames(env))
        keys = {cit.citation_id: cit.key for cit in domain.citations}
        for citation in list(self.document.findall(nodes.citation)):
            key = next((keys[i] for i in citation["ids"] if i in keys), None)
            if key is None:
                continue
            entry = nodes.container(ids=citation["ids"], classes=["citation"])
            entry += [child for child in citation.children if not isinstance(child, nodes.label)]
            places = [ref for ref in domain.citation_refs if key in {t.key for t in ref.targets}]
            places.sort(key=lambda ref: (order.index(ref.docname), ref.line))
            if places:
                entry += self.cited_in(citation["docname"], places)
            citation.replace_self(entry)

    def cited_in(self, docname: str, places: list[Any]) -> nodes.paragraph:
        """Return the line of links to the places that cite an entry."""
        line = nodes.paragraph(classes=["cited-in"])
        line += nodes.Text("Cited in ")
        seen: dict[str, int] = defaultdict(int)
        for ref in places:
            seen[ref.docname] += 1
            number = seen[ref.docname]
            if number == 1:
                text = self.app.env.titles[ref.docname].astext()
                line += nodes.Text(", ") if len(seen) > 1 else nodes.Text("")
            else:
                text = str(number)
                line += nodes.Text(NBSP)
            label = nodes.inline("", text)
            line += make_refnode(self.app.builder, docname, ref.docname, ref.citation_ref_id, label)
        line += nodes.Text(".")
        return line


def name_citation_places(app: Sphinx, doctree: nodes.document) -> None:
    """Give each citation an id that no other page of the book has."""
    domain = _domain(app.env)
    docname = app.env.docname
    renamed: dict[str, str] = {}
    for place in doctree.findall(pending_xref):
        if place.get("refdomain") == "cite" and place["ids"]:
            new = f"cite-{nodes.make_id(docname)}-{len(renamed) + 1}"
            renamed[place["ids"][0]] = new
            doctree.ids.pop(place["ids"][0], None)
            doctree.ids[new] = place
            place["ids"] = [new]
    domain.data["citation_refs"] = [
        ref._replace(citation_ref_id=renamed.get(ref.citation_ref_id, ref.citation_ref_id))
        if ref.docname == docname
        else ref
        for ref in domain.citation_refs
    ]


def name_entries(app: Sphinx, env: BuildEnvironment) -> None:
    """Give each entry of the bibliography the id ``ref-<key>``."""
    domain = _domain(env)
    named = []
    for citation in domain.citations:
        new = f"ref-{citation.key}"
        entry = domain.bibliographies[citation.bibliography_key].citation_nodes[citation.key]
        entry["ids"] = [new]
        named.append(citation._replace(citation_id=new))
    domain.data["citations"] = named
