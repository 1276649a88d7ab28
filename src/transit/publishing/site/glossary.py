"""Links from the text to the glossary: the first use of each term on a page."""

import re
from collections.abc import Iterable
from typing import Any, cast

from docutils import nodes
from sphinx.domains.std import StandardDomain
from sphinx.transforms.post_transforms import SphinxPostTransform

# Where a link would be out of place.
_CLOSED = (
    nodes.reference,
    nodes.title,
    nodes.caption,
    nodes.literal,
    nodes.literal_block,
    nodes.term,
    nodes.raw,
    nodes.math,
    nodes.math_block,
    nodes.figure,
    nodes.table,
    nodes.citation,
    nodes.footnote_reference,
)


def term_pattern(terms: Iterable[str]) -> re.Pattern[str] | None:
    """Compile a pattern that finds terms as whole words, the longest first.

    Parameters
    ----------
    terms : iterable of str
        Terms of a glossary.

    Returns
    -------
    Pattern or None
        Matches a term in either case of its first letter, with or without a plural ending; group
        ``term`` is the term.  None where there are no terms.
    """
    found = sorted({t for t in terms if len(t) > 2}, key=lambda t: (-len(t), t))
    if not found:
        return None
    choices = "|".join(
        f"[{re.escape(t[0].lower())}{re.escape(t[0].upper())}]{re.escape(t[1:])}" for t in found
    )
    return re.compile(rf"(?<![\w-])(?P<term>{choices})(?:s|es)?(?![\w-])")


class LinkTerms(SphinxPostTransform):
    """Link the first use of each glossary term, where `transit_link_glossary` is on."""

    default_priority = 300

    def run(self, **_kwargs: Any) -> None:
        """Link the terms of one document."""
        if not self.config.transit_link_glossary:
            return
        objects = cast(StandardDomain, self.env.get_domain("std")).objects
        terms = {
            name.lower(): (name, where)
            for (kind, name), where in sorted(objects.items())
            if kind == "term"
        }
        pattern = term_pattern(name for name, _ in terms.values())
        here = self.env.docname
        homes = {where[0] for _, where in terms.values()}
        if pattern is None or here in homes:
            return
        done: set[str] = set()
        for text in list(self.document.findall(nodes.Text)):
            if _is_open(text):
                self._link(text, pattern, terms, done)

    def _link(self, text: nodes.Text, pattern: re.Pattern, terms: dict, done: set[str]) -> None:
        pieces: list[nodes.Node] = []
        written, end = text.astext(), 0
        for match in pattern.finditer(written):
            key = match["term"].lower()
            if key in done or key not in terms:
                continue
            done.add(key)
            _name, (document, label) = terms[key]
            target = self.app.builder.get_relative_uri(self.env.docname, document)
            pieces += [
                nodes.Text(written[end : match.start()]),
                nodes.reference(
                    "",
                    match[0],
                    refuri=f"{target}#{label}",
                    internal=True,
                    classes=["glossary-term"],
                ),
            ]
            end = match.end()
        if pieces:
            pieces.append(nodes.Text(written[end:]))
            text.parent.replace(text, pieces)


def _is_open(text: nodes.Node) -> bool:
    node, within = text.parent, False
    while node is not None:
        if isinstance(node, _CLOSED):
            return False
        within = within or isinstance(node, nodes.paragraph)
        node = node.parent
    return within
