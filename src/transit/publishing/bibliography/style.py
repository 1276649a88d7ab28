"""Sphinx extension: citations and bibliography by author and year.

Registers, under the name ``transit``, a formatting style for pybtex and a referencing style for
sphinxcontrib-bibtex. Both follow the author-date form of the Chicago Manual of Style. Works by
the same authors of the same year get a letter, the same in the text and in the bibliography,
however many lists the bibliography is divided into. Each entry ends with links to the places
that cite it, and can be linked to as ``#ref-<key>``.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pybtex.plugin
import pybtex_docutils
from docutils import nodes
from pybtex.database import Entry
from pybtex.richtext import BaseMultipartText, HRef, Symbol, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.domain import get_docnames
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle
from sphinxcontrib.bibtex.style.template import join, node, reference

from transit.citations.bibliography import LANGUAGES
from transit.publishing.bibliography.labels import (
    NBSP,
    family,
    given,
    is_others,
    long_names,
    parse,
    plain,
    rich,
    set_year_letters,
    short_names,
    sort_key,
    year,
)

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


WHOLES = frozenset(
    {
        "book",
        "collection",
        "dataset",
        "legislation",
        "misc",
        "phdthesis",
        "report",
        "software",
        "techreport",
        "thesis",
    }
)
"""Types of works whose titles are set in italics."""


class InLanguage(BaseMultipartText):
    """Text in another language, marked as such where the output can say so."""

    def __init__(self, language: str, *parts):
        self.language = language
        self.info = (language,)
        super().__init__(*parts)

    def render(self, backend):
        rendered = super().render(backend)
        if not isinstance(backend, pybtex_docutils.Backend):
            return rendered
        marked = nodes.inline(classes=[f"language-{self.language}"])
        marked.extend(rendered)
        return [marked]


def written_date(date: str) -> str:
    """Return a full or partial date of ISO form as it is written out in English."""
    parts = date.rstrip("?").split("-")
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, MONTHS[int(parts[1]) - 1])
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])) + NBSP)
    return " ".join(words).replace(f"{NBSP} ", NBSP)


def _sentence(*parts) -> Text:
    text = Text(*parts)
    if not len(text):
        return text
    ended = str(text).rstrip("”’").endswith((".", "?", "!"))
    return text if ended else Text(text, ".")


def _range(entry: Entry, name: str) -> Text:
    return Text(re.sub(r"-+", "–", plain(entry.fields[name]))) if name in entry.fields else Text()


class AuthorYearStyle(BaseStyle):
    """Format the entries of a bibliography for author-year citations."""

    def __init__(self, **options):
        super().__init__(**options)
        self.sort = lambda entries: sorted(entries, key=sort_key)
        self.format_labels = lambda entries: [f"{short_names(e)} {year(e)}" for e in entries]

    def format_entry(self, label, entry, bib_data=None):
        """Return the formatted entry: names, year, title, where it appeared, address."""
        lead = long_names(entry)
        sentences = [
            _sentence(lead),
            _sentence(year(entry)),
            _sentence(self.title(entry)),
            *self.place(entry, lead),
            _sentence(rich(entry, "note")),
            _sentence(self.language(entry)),
            self.address(entry),
        ]
        text = Text(Symbol("newblock")).join([s for s in sentences if len(s)])
        return FormattedEntry(entry.key, text, label)

    def title(self, entry: Entry) -> Text:
        """Return the title, in italics if it stands for a whole, and its translation."""
        title = self.foreign(entry, rich(entry, "title"))
        if str(title).startswith("["):
            shown = title
        elif entry.type in WHOLES:
            shown = Tag("em", title)
        else:
            # Quotation marks within quotation marks are single.
            inner = entry.fields["title"].replace("``", "‘").replace("''", "’")
            shown = Text("“", self.foreign(entry, parse(inner)), "”")
        return Text(shown, self.translation(entry, "titleaddon"))

    def translation(self, entry: Entry, name: str) -> Text:
        """Return the translation of a title in brackets."""
        return Text(" [", rich(entry, name), "]") if name in entry.fields else Text()

    def foreign(self, entry: Entry, text: Text) -> Text | InLanguage:
        """Return a transliterated title marked as what it is."""
        if entry.fields.get("langid") == "russian" and not str(text).startswith("["):
            return InLanguage("ru-Latn", text)
        return text

    def language(self, entry: Entry) -> str:
        """Return the language of a work that is not in English."""
        langid = entry.fields.get("langid", "english")
        return "" if langid == "english" else f"In {LANGUAGES.get(langid, langid.capitalize())}"

    def place(self, entry: Entry, lead: str) -> list[Text]:
        """Return the sentences that say where a work appeared."""
        if entry.type == "article":
            return [_sentence(self.journal(entry))]
        if entry.type in {"incollection", "inproceedings"}:
            return [_sentence(self.container(entry)), _sentence(self.imprint(entry, lead))]
        parts = [self.imprint(entry, lead)]
        if entry.type == "online" and len(entry.fields.get("date", "")) > 5:
            parts.append(Text(written_date(entry.fields["date"])))
        extent = rich(entry, "pagetotal")
        sentences = [_sentence(Text(", ").join([p for p in parts if len(p)]))]
        if "version" in entry.fields:
            sentences.insert(0, _sentence("Version ", rich(entry, "version")))
        return [*sentences, _sentence(extent, f"{NBSP}pp.") if len(extent) else Text()]

    def journal(self, entry: Entry) -> Text:
        """Return journal, volume, number and pages, or the newspaper and its date."""
        name = Tag("em", self.foreign(entry, rich(entry, "journal")))
        pages = _range(entry, "pages")
        if entry.fields.get("entrysubtype") in {"newspaper", "magazine"}:
            date = written_date(entry.fields.get("date", entry.fields.get("year", "")))
            return Text(", ").join([p for p in (name, Text(date), pages) if len(p)])
        number = rich(entry, "number")
        if "volume" in entry.fields:
            issue = Text(" ", rich(entry, "volume"))
            issue = Text(issue, " (", number, ")") if len(number) else issue
        else:
            issue = Text(f", no.{NBSP}", number) if len(number) else Text()
        return Text(name, issue, Text(": ", pages) if len(pages) else "")

    def container(self, entry: Entry) -> Text:
        """Return the volume that a chapter is in, its editors and the chapter's pages."""
        book = Tag("em", self.foreign(entry, rich(entry, "booktitle")))
        parts = [Text("In ", book, self.translation(entry, "booktitleaddon"))]
        editors = entry.persons.get("editor", []) if entry.persons.get("author") else []
        if editors:
            names = [f"{given(p)} {family(p)}".strip() for p in editors if not is_others(p)]
            if len(names) < len(editors):
                text = ", ".join(names) + f" et{NBSP}al."
            elif len(names) > 2:
                text = f"{', '.join(names[:-1])}, and {names[-1]}"
            else:
                text = " and ".join(names)
            parts.append(Text("edited by ", text))
        if "pages" in entry.fields:
            parts.append(_range(entry, "pages"))
        return Text(", ").join(parts)

    def imprint(self, entry: Entry, lead: str) -> Text:
        """Return series, place and publisher; a body named as author is not named again."""
        series = [rich(entry, n) for n in ("type", "series", "number") if n in entry.fields]
        edition = [Text(rich(entry, "edition"), " ed.")] if "edition" in entry.fields else []
        makers = [rich(entry, n) for n in ("howpublished", "school", "institution")]
        makers += [rich(entry, n) for n in ("organization", "publisher")]
        makers = [maker for maker in makers if len(maker) and str(maker) != lead]
        maker = Text(", ").join(makers)
        place = rich(entry, "address")
        made = Text(": ").join([part for part in (place, maker) if len(part)])
        head = Text(" ").join(series)
        return Text(", ").join([part for part in (*edition, head, made) if len(part)])

    def address(self, entry: Entry) -> Text:
        """Return the DOI or else the address, and when it was visited."""
        if "doi" in entry.fields:
            link = f"https://doi.org/{entry.fields['doi']}"
            return _sentence(HRef(link, link))
        if "url" not in entry.fields:
            return Text()
        link = entry.fields["url"]
        if "urldate" not in entry.fields:
            return _sentence(HRef(link, link))
        visited = written_date(entry.fields["urldate"])
        return _sentence(HRef(link, link), f" (accessed {visited})")


@node
def _names(children, data, full=False):
    return Text(short_names(data["entry"], full=full))


@node
def _year(children, data):
    return Text(year(data["entry"]))


@node
def _before(children, data):
    return Text(data["reference_info"].pre_text)


@node
def _locator(children, data):
    text = data["reference_info"].post_text
    return Text(re.sub(r"\b(pp?|no|vol|ch|art)\. ", rf"\1.{NBSP}", re.sub(r"-{2,}", "–", text)))


@dataclass
class AuthorYearReferences(BaseReferenceStyle):
    """Format citations in the text: (Petrov and Gafarly 1998, p. 50).

    A locator follows the key in braces and a lead precedes it:
    ``{see}petrov1998kurs{p. 50}``. All role names of sphinxcontrib-bibtex are served.
    """

    def role_names(self):
        """Return the names of the roles."""
        names = ["author", "authors", "authorpar", "authorpars", "cauthor", "cauthors"]
        names += ["p", "ps", "alp", "alps", "t", "ts", "ct", "cts", "empty"]
        return [*names, "year", "yearpar", "label", "labelpar"]

    def outer(self, role_name, children):
        """Return the template that joins several citations."""
        if role_name == "empty":
            return join[""]
        bracketed = role_name.endswith("par") or role_name in {"p", "ps"}
        left, right = ("(", ")") if bracketed else ("", "")
        separator = ", " if role_name in {"t", "ts", "ct", "cts"} else "; "
        return join[left, join(sep=separator)[children], right]

    def inner(self, role_name):
        """Return the template of one citation."""
        full = role_name.rstrip("r").removesuffix("pa").endswith("s")
        names = _names(full=full)
        if role_name in {"t", "ts", "ct", "cts"}:
            detail = join(sep=" ")[_before, join(sep=", ")[_year, _locator]]
            return reference[join[names, " (", detail, ")"]]
        if "author" in role_name:
            shown = names
        elif "year" in role_name:
            shown = _year
        else:
            shown = join(sep=" ")[names, _year]
        return join(sep=", ")[join(sep=" ")[_before, reference[shown]], _locator]


class FinishBibliography(SphinxPostTransform):
    """Turn each list of citations into entries that name the places citing them."""

    # Late: transforms before this one still see the entries as citations and leave them alone.
    default_priority = 400

    def run(self, **kwargs):
        """Rewrite the citations of this document."""
        env = self.app.env
        domain = env.get_domain("cite")
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

    def cited_in(self, docname, places) -> nodes.paragraph:
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
    domain = app.env.get_domain("cite")
    docname = app.env.docname
    renamed = {}
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


def name_entries(app: Sphinx, env) -> None:
    """Give each entry of the bibliography the id ``ref-<key>``."""
    domain = env.get_domain("cite")
    named = []
    for citation in domain.citations:
        new = f"ref-{citation.key}"
        entry = domain.bibliographies[citation.bibliography_key].citation_nodes[citation.key]
        entry["ids"] = [new]
        named.append(citation._replace(citation_id=new))
    domain.data["citations"] = named


def letter_years(app: Sphinx) -> None:
    """Tell apart the works that would be cited alike."""
    set_year_letters(app.env.get_domain("cite").bibdata.data.entries.values())


def add_style_sheet(app: Sphinx) -> None:
    """Offer the style sheet of the bibliography."""
    app.config.html_static_path.append(str(Path(__file__).parent / "static"))


pybtex.plugin.register_plugin("pybtex.style.formatting", "transit", AuthorYearStyle)
register_plugin("sphinxcontrib.bibtex.style.referencing", "transit", AuthorYearReferences)


def setup(app: Sphinx) -> dict:
    """Set up the extension; it needs ``sphinxcontrib.bibtex``."""
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_css_file("citations.css")
    app.add_post_transform(FinishBibliography)
    app.connect("builder-inited", add_style_sheet)
    app.connect("builder-inited", letter_years, priority=600)
    app.connect("doctree-read", name_citation_places)
    app.connect("env-updated", name_entries, priority=600)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
