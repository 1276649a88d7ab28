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

from transit.bibtex import languages, spoken_date
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

PARTS = frozenset({"article", "inbook", "incollection", "inproceedings", "online", "unpublished"})
"""Types of works whose titles are set in quotation marks; those of all others in italics."""


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
    """Return a full or partial date, or a range, as it is written out in English."""
    return re.sub(r"(?<!\d)(\d{1,2}) (?=[A-Z])", rf"\1{NBSP}", spoken_date(date))


def _sentence(*parts: Text | str) -> Text:
    text = Text(*parts)
    if not len(text):
        return text
    ended = str(text).rstrip("”’").endswith((".", "?", "!"))
    return text if ended else Text(text, ".")


def _range(entry: Entry, name: str) -> Text:
    return Text(re.sub(r"-+", "–", str(text_of(entry, name))))


def _ordinal(number: Text) -> Text:
    """Return a number in figures as a place in a row."""
    figures = str(number)
    if not re.fullmatch("[0-9]{1,3}", figures):
        return number
    ending = {"1": "st", "2": "nd", "3": "rd"}.get(figures[-1], "th")
    return Text(figures, "th" if figures[-2:] in ("11", "12", "13") else ending)


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
        title = _sentence(self.title(entry))
        sentences = [
            _sentence(lead) if lead else title,
            _sentence(year(entry)),
            title if lead else Text(),
            *self.place(entry, lead),
            _sentence(text_of(entry, "note")),
            _sentence(self.language(entry)),
            self.address(entry),
        ]
        text = Text(Symbol("newblock")).join([s for s in sentences if len(s)])
        return FormattedEntry(entry.key, text, label)

    def title(self, entry: Entry) -> Text:
        """Return the title, in italics if it stands for a whole, and its translation."""
        if "title" not in entry.fields:
            return Text()
        title = self.foreign(entry, text_of(entry, "title"))
        if str(title).startswith("["):
            shown = title
        elif entry.type not in PARTS or self.is_in_book(entry):
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
        named = languages(entry.fields.get("langid", ""))
        return "" if named in ("", "English") else f"In {named}"

    def is_in_book(self, entry: Entry) -> bool:
        """Whether an entry is a part of a book that has no name but the book's."""
        return bool(entry.type == "inbook" and "booktitle" not in entry.fields)

    def place(self, entry: Entry, lead: str) -> list[Text]:
        """Return the sentences that say where a work appeared."""
        if entry.type == "article":
            return [_sentence(self.journal(entry))]
        if (
            entry.type in {"inbook", "incollection", "inproceedings"}
            and "booktitle" in entry.fields
        ):
            return [_sentence(self.container(entry)), _sentence(self.imprint(entry, lead))]
        parts = [self.imprint(entry, lead)]
        if self.is_in_book(entry):
            chapter = text_of(entry, "chapter")
            parts.append(Text(f"chap.{NBSP}", chapter) if len(chapter) else Text())
            parts.append(_range(entry, "pages"))
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
        pages = _range(entry, "pages" if "pages" in entry.fields else "eid")
        if entry.fields.get("entrysubtype") in {"newspaper", "magazine"}:
            date = written_date(entry.fields.get("date", entry.fields.get("year", "")))
            return Text(", ").join([p for p in (name, Text(date), pages) if len(p)])
        number = text_of(entry, "number" if "number" in entry.fields else "issue")
        if "volume" in entry.fields:
            issue = Text(" ", text_of(entry, "volume"))
            issue = Text(issue, " (", number, ")") if len(number) else issue
        else:
            issue = Text(f", no.{NBSP}", number) if len(number) else Text()
        found = Text(name, issue) if len(name) else Text(str(issue).lstrip(", "))
        return Text(": ").join([part for part in (found, pages) if len(part)])

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
        edition = [Text(_ordinal(text_of(entry, "edition")), " ed.")] * ("edition" in entry.fields)
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
        # Any other address could be a script.
        shown = HRef(link, link) if re.match(r"(?:https?|ftp)://", link, re.I) else Text(link)
        if "urldate" not in entry.fields:
            return _sentence(shown)
        visited = written_date(entry.fields["urldate"])
        return _sentence(shown, f" (accessed {visited})")
