"""The form of an entry in the bibliography: names, year, title, where it appeared, address.

Author-date, after the Chicago Manual of Style.
"""

import re
from typing import Any

import pybtex_docutils
from docutils import nodes
from pybtex.database import BibliographyData, Entry
from pybtex.richtext import BaseMultipartText, HRef, Symbol, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle

from transit import dates
from transit.publishing.bibliography.entries import (
    from_latex,
    names_of,
    short_names,
    sort_key,
    text_of,
    work_of,
    year,
)
from transit.publishing.bibliography.labels import NBSP, listed, long_names

WHOLES = frozenset(
    [
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
    ]
)
"""Types of works whose titles are set in italics."""


class InLanguage(BaseMultipartText):
    """Text in another language, marked as such where the output can say so."""

    def __init__(self, language: str, *parts: Text | str) -> None:
        self.language = language
        self.info = (language,)
        super().__init__(*parts)

    def render(self, backend: Any) -> Any:
        rendered = super().render(backend)
        if not isinstance(backend, pybtex_docutils.Backend):
            return rendered
        marked = nodes.inline(classes=[f"language-{self.language}"])
        marked.extend(rendered)
        return [marked]


def written_date(date: str) -> str:
    """Return a full or partial date of ISO form as it is written out in English."""
    try:
        words = dates.spoken(dates.parse(date.rstrip("?")))
    except ValueError:
        return date
    return re.sub(r"^(\d{1,2}) ", rf"\1{NBSP}", words)


def _sentence(*parts: Text | str) -> Text:
    text = Text(*parts)
    if not len(text):
        return text
    ended = str(text).rstrip("”’").endswith((".", "?", "!"))
    return text if ended else Text(text, ".")


def _range(entry: Entry, name: str) -> Text:
    return Text(re.sub(r"-+", "–", str(text_of(entry, name))))


class AuthorYearStyle(BaseStyle):
    """Format the entries of a bibliography for author-year citations."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.sort = lambda entries: sorted(entries, key=sort_key)
        self.format_labels = lambda entries: [f"{short_names(e)} {year(e)}" for e in entries]

    def format_entry(
        self, label: str, entry: Entry, bib_data: BibliographyData | None = None
    ) -> FormattedEntry:
        """Return the formatted entry: names, year, title, where it appeared, address."""
        lead = long_names(work_of(entry))
        sentences = [
            _sentence(lead),
            _sentence(year(entry)),
            _sentence(self.title(entry)),
            *self.place(entry, lead),
            _sentence(text_of(entry, "note")),
            _sentence(self.language(entry)),
            self.address(entry),
        ]
        text = Text(Symbol("newblock")).join([s for s in sentences if len(s)])
        return FormattedEntry(entry.key, text, label)

    def title(self, entry: Entry) -> Text:
        """Return the title, in italics if it stands for a whole, and its translation."""
        title = self.foreign(entry, text_of(entry, "title"))
        if str(title).startswith("["):
            shown = title
        elif entry.type in WHOLES:
            shown = Tag("em", title)
        else:
            # Quotation marks within quotation marks are single.
            inner = entry.fields["title"].replace("``", "‘").replace("''", "’")
            shown = Text("“", self.foreign(entry, from_latex(inner)), "”")
        return Text(shown, self.translation(entry, "titleaddon"))

    def translation(self, entry: Entry, name: str) -> Text:
        """Return the translation of a title in brackets."""
        return Text(" [", text_of(entry, name), "]") if name in entry.fields else Text()

    def foreign(self, entry: Entry, text: Text) -> Text | InLanguage:
        """Return a transliterated title marked as what it is."""
        if entry.fields.get("langid") == "russian" and not str(text).startswith("["):
            return InLanguage("ru-Latn", text)
        return text

    def language(self, entry: Entry) -> str:
        """Return the language of a work that is not in English."""
        langid = entry.fields.get("langid", "english")
        return "" if langid == "english" else f"In {langid.capitalize()}"

    def place(self, entry: Entry, lead: str) -> list[Text]:
        """Return the sentences that say where a work appeared."""
        if entry.type == "article":
            return [_sentence(self.journal(entry))]
        if entry.type in {"incollection", "inproceedings"}:
            return [_sentence(self.container(entry)), _sentence(self.imprint(entry, lead))]
        parts = [self.imprint(entry, lead)]
        if entry.type in {"online", "legislation"} and len(entry.fields.get("date", "")) > 5:
            parts.append(Text(written_date(entry.fields["date"])))
        extent = text_of(entry, "pagetotal")
        sentences = [_sentence(Text(", ").join([p for p in parts if len(p)]))]
        if "version" in entry.fields:
            sentences.insert(0, _sentence("Version ", text_of(entry, "version")))
        return [*sentences, _sentence(extent, f"{NBSP}pp.") if len(extent) else Text()]

    def journal(self, entry: Entry) -> Text:
        """Return journal, volume, number and pages, or the newspaper and its date."""
        name = Tag("em", self.foreign(entry, text_of(entry, "journal")))
        pages = _range(entry, "pages")
        if entry.fields.get("entrysubtype") in {"newspaper", "magazine"}:
            date = written_date(entry.fields.get("date", entry.fields.get("year", "")))
            return Text(", ").join([p for p in (name, Text(date), pages) if len(p)])
        number = text_of(entry, "number")
        if "volume" in entry.fields:
            issue = Text(" ", text_of(entry, "volume"))
            issue = Text(issue, " (", number, ")") if len(number) else issue
        else:
            issue = Text(f", no.{NBSP}", number) if len(number) else Text()
        return Text(name, issue, Text(": ", pages) if len(pages) else "")

    def container(self, entry: Entry) -> Text:
        """Return the volume that a chapter is in, its editors and the chapter's pages."""
        book = Tag("em", self.foreign(entry, text_of(entry, "booktitle")))
        parts = [Text("In ", book, self.translation(entry, "booktitleaddon"))]
        editors = entry.persons.get("editor", []) if entry.persons.get("author") else []
        if editors:
            names = [name.direct for name in names_of(editors)]
            cut = len(names) < len(editors)
            text = ", ".join(names) + f" et{NBSP}al." if cut else listed(names)
            parts.append(Text("edited by ", text))
        if "pages" in entry.fields:
            parts.append(_range(entry, "pages"))
        return Text(", ").join(parts)

    def imprint(self, entry: Entry, lead: str) -> Text:
        """Return series, place and publisher; a body named as author is not named again."""
        series = [text_of(entry, n) for n in ("type", "series", "number") if n in entry.fields]
        edition = [Text(text_of(entry, "edition"), " ed.")] if "edition" in entry.fields else []
        makers = [text_of(entry, n) for n in ("howpublished", "school", "institution")]
        makers += [text_of(entry, n) for n in ("organization", "publisher")]
        makers = [maker for maker in makers if len(maker) and str(maker) != lead]
        maker = Text(", ").join(makers)
        place = text_of(entry, "address")
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
