"""One pass that turns Sphinx's single-page HTML into plain, unambiguous HTML for print.

Sphinx writes a page to be read in a browser: with header links, code cells, buttons, a
table behind every chart, and ids that are unique only within each source document. What
this module returns holds the text, the notes, the figures and the tables alone, with ids
that are unique in the book and links that all have a target, in the small vocabulary of
elements and ``data-`` attributes that the PDF and the EPUB are made from.
"""

import posixpath
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString
from lxml import etree

from transit.errors import TransitError
from transit.publishing.print.columns import lay_out, measure
from transit.publishing.print.speech import spoken

SVG = "{http://www.w3.org/2000/svg}"

# Elements that only serve a reader in a browser.
_FURNITURE = ", ".join(
    (
        "script",
        "style",
        "link",
        "template",
        "button",
        "input",
        "select",
        "textarea",
        "form",
        "nav",
        "iframe",
        "a.headerlink",
        ".cell_input",
        ".toctree-l1",
        ".backrefs",
        ".cited-in",
        ".visually-hidden",
        ".sr-only",
        ".no-print",
        ".d-print-none",
        ".screen-only",
        "[hidden]",
        "hr.footnotes",
        "svg[aria-hidden=true]",
    )
)

_SVG_SOURCE = re.compile(r"<svg\b.*?</svg>", re.DOTALL | re.IGNORECASE)
_ID_CHARACTERS = re.compile(r"[^a-z0-9]+")
_CSS_VARIABLE = re.compile(r"var\(\s*--[\w-]+\s*,\s*([^()]*(?:\([^()]*\))?[^()]*)\)")

#: Characters of text on the first page of a chapter, roughly.
OPENING = 1800


@dataclass
class Target:
    """An element that links point at: its id in the book, and where it stands."""

    element: Tag
    document: str
    own: str
    name: str


@dataclass
class Chapter:
    """A source document of the book."""

    document: str
    title: str
    level: int
    part: str | None = None


@dataclass
class Normalised:
    """The book as plain HTML.

    Attributes
    ----------
    html : str
        The body of the book: headings, paragraphs, figures, tables and, at the end,
        the notes, which their references name in ``data-note``.
    folder : Path
        Where the pictures named in `html` are.
    chapters : list of Chapter
        The documents in reading order.
    figures, tables, notes, equations : int
        How many of each there are.
    lead : Path or None
        The first picture of the first document, for the cover.
    """

    html: str
    folder: Path
    chapters: list[Chapter]
    figures: int = 0
    tables: int = 0
    notes: int = 0
    equations: int = 0
    lead: Path | None = None
    external: list[str] = field(default_factory=list)


def slug(text: str) -> str:
    """Return `text` in the characters that are safe in ids and file names."""
    return _ID_CHARACTERS.sub("-", text.lower()).strip("-") or "x"


def normalise(
    singlehtml: Path | str,
    folder: Path | str,
    *,
    parts: Sequence[tuple[str, Sequence[str]]] = (),
    url: str | None = None,
    title: str | None = None,
    root_title: str | None = None,
) -> Normalised:
    """Return the book that Sphinx wrote to `singlehtml` as plain HTML.

    Parameters
    ----------
    singlehtml : path
        The output folder of Sphinx's ``singlehtml`` builder, or its HTML file.
    folder : path
        Where to put the pictures.
    parts : sequence of (caption, documents), optional
        The parts of the book and the names of the documents in each.
    url : str, optional
        The address of the published site: relative links to other files are made
        absolute with it. Without it their text stays and the link goes.
    title, root_title : str, optional
        Where the first document's title is `title`, the book's, call it `root_title`.

    Raises
    ------
    TransitError
        If there is no such page, a picture is missing or has no text alternative, or a
        link has no target or more than one.
    """
    page = Path(singlehtml)
    if page.is_dir():
        page = page / "index.html"
    if not page.is_file():
        raise TransitError(f"{page}: no such page; run Sphinx's singlehtml builder first")
    return _Pass(page, Path(folder), parts, url, title, root_title).run()


class _Pass:
    def __init__(
        self,
        page: Path,
        folder: Path,
        parts: Sequence[tuple[str, Sequence[str]]],
        url: str | None,
        title: str | None,
        root_title: str | None,
    ) -> None:
        self.page = page
        self.folder = folder
        self.url = url
        self.title = title
        self.root_title = root_title
        self.parts = {documents[0]: caption for caption, documents in parts if documents}
        self.in_parts = {name for _, documents in parts for name in documents}
        self.svgs: list[str] = []
        self.chapters: list[Chapter] = []
        self.targets: dict[tuple[str, str], Target] = {}
        self.owned: dict[int, list[Target]] = {}
        self.kept_alive: list[Tag] = []
        self.by_id: dict[str, list[Target]] = {}
        self.scopes: dict[int, str] = {}
        self.cited: dict[str, list[tuple[str, str]]] = {}
        self.names: set[str] = set()
        self.counts = dict.fromkeys(("figures", "tables", "notes", "equations"), 0)
        self.lead: Path | None = None
        self.external: list[str] = []

    def run(self) -> Normalised:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.soup = BeautifulSoup(self._lift_svgs(self.page.read_text("utf-8")), "lxml")
        self.body = self._body()
        self._mark_documents()
        self._collect_targets()
        self._strip()
        self._number_cells()
        self._pictures()
        self._notes()
        self._equations()
        self._code()
        self._headings()
        self._tables()
        self._admonitions()
        self._figures()
        self._place()
        self._lists()
        self._marks()
        self._links()
        self._bibliography()
        self._flatten()
        self._apostrophes()
        return Normalised(
            html=self._serialise(),
            folder=self.folder,
            chapters=self.chapters,
            lead=self.lead,
            external=self.external,
            **self.counts,
        )

    # -- reading ---------------------------------------------------------------------

    def _lift_svgs(self, text: str) -> str:
        """Take inline SVG out before an HTML parser lower-cases its attributes."""

        def lift(match: re.Match[str]) -> str:
            source = match.group()
            if re.search(r"^<svg[^>]*aria-hidden=[\"']?true", source):
                return ""
            self.svgs.append(source)
            return f'<img data-svg="{len(self.svgs) - 1}">'

        return _SVG_SOURCE.sub(lift, text)

    def _body(self) -> Tag:
        for selector in ("article.bd-article", "article[role=main]", "div[role=main]", "main"):
            found = self.soup.select_one(selector)
            if found is not None:
                return found
        if self.soup.body is None:
            raise TransitError(f"{self.page}: the page has no body")
        return self.soup.body

    def _mark_documents(self) -> None:
        """Mark the section of each source document, the root included."""
        root = self.body.find("section")
        if root is None:
            raise TransitError(f"{self.page}: the page has no section to print")
        root["data-document"] = "index"
        for mark in self.body.select('span[id^="document-"]'):
            section = mark.find_next_sibling("section")
            if section is None:
                raise TransitError(f"{self.page}: document {mark['id']!r} has no section")
            section["data-document"] = mark["id"].removeprefix("document-")
            mark.decompose()

    def _document(self, element: Tag) -> str:
        owner = element if element.has_attr("data-document") else None
        owner = owner or element.find_parent(attrs={"data-document": True})
        return owner["data-document"] if owner is not None else "index"

    def _chapter(self, element: Tag) -> str:
        """The chapter an element is in: its document, or the one that contains that."""
        chain = element.find_parents(attrs={"data-document": True})
        return chain[max(len(chain) - 2, 0)]["data-document"] if chain else "index"

    def _collect_targets(self) -> None:
        """Give every element with an id a name that is unique in the book."""
        for element in self.body.find_all(id=True):
            document = self._document(element)
            own = str(element["id"])
            del element["id"]
            if (document, own) not in self.targets:
                target = Target(element, document, own, self._name(document, own))
                self.targets[document, own] = target
                self.by_id.setdefault(own, []).append(target)
                self._own(target, element)
        for section in self.body.find_all(attrs={"data-document": True}):
            document = section["data-document"]
            target = Target(section, document, "", self._name("doc", document))
            self.targets[document, ""] = target
            self._own(target, section)

    def _own(self, target: Target, element: Tag) -> None:
        """Let links to `target` go to `element`."""
        target.element = element
        # The element is held, so that no other takes over its identity.
        self.kept_alive.append(element)
        self.owned.setdefault(id(element), []).append(target)

    def _alias(self, old: Tag, new: Tag) -> None:
        """Let links to `old` go to `new`."""
        for target in self.owned.pop(id(old), []):
            self._own(target, new)

    def _target_of(self, element: Tag) -> Target | None:
        return next(iter(self.owned.get(id(element), [])), None)

    def _name(self, document: str, own: str) -> str:
        base = name = f"{slug(document)}--{slug(own)}"
        n = 2
        while name in self.names:
            name, n = f"{base}-{n}", n + 1
        self.names.add(name)
        return name

    # -- cleaning --------------------------------------------------------------------

    def _strip(self) -> None:
        for details in self.body.find_all("details"):
            if details.decomposed:
                continue
            if details.select_one(".cell_input") or not self._is_prose(details):
                self._drop(details)
        for element in self.body.select(_FURNITURE):
            if not element.decomposed:
                self._drop(element)
        self._drop_empty_sections()
        for comment in self.body.find_all(string=lambda s: isinstance(s, PreformattedString)):
            comment.extract()

    def _drop_empty_sections(self) -> None:
        """Drop the sections of which nothing is left but the heading, innermost first."""
        for section in reversed(self.body.find_all("section")):
            if section.has_attr("data-document") or section.find(_CONTENT):
                continue
            headings = section.find_all(re.compile("^h[1-6]$"))
            words = sum(len(h.get_text(strip=True)) for h in headings)
            if len(headings) == 1 and len(section.get_text(strip=True)) == words:
                self._drop(section)

    def _is_prose(self, details: Tag) -> bool:
        """Whether a folded block is part of the text rather than of a chart."""
        classes = set(details.get("class", ()))
        return bool(classes & {"admonition", "sd-dropdown", "toggle-details", "prose"})

    def _drop(self, element: Tag) -> None:
        """Remove an element; links to it go to where it stood."""
        anchors = [e for e in [element, *element.find_all(True)] if id(e) in self.owned]
        if anchors:
            mark = self.soup.new_tag("span")
            element.insert_before(mark)
            for anchor in anchors:
                self._alias(anchor, mark)
        element.decompose()

    def _number_cells(self) -> None:
        """Take the number out of each caption into an attribute of its figure or table."""
        for number in self.body.select(".caption-number"):
            owner = number.find_parent(["figure", "table"]) or number.find_parent(
                class_=["literal-block-wrapper"]
            )
            if owner is not None:
                owner["data-number"] = number.get_text(" ", strip=True)
            number.decompose()

    # -- pictures --------------------------------------------------------------------

    def _pictures(self) -> None:
        for i, image in enumerate(self.body.find_all("img")):
            document = self._document(image)
            place = f"picture {i + 1}, in {document}"
            figure = image.find_parent("figure")
            owner = self._target_of(figure) if figure is not None else None
            label = owner.own if owner is not None else ""
            if label:
                place = f"figure {label}, in {document}"
            if image.has_attr("data-svg"):
                source, alt = self._svg(self.svgs[int(image["data-svg"])], place)
                name = f"{slug(document)}-{slug(label or str(i + 1))}.svg"
                path = self._unique(name)
                path.write_text(source, "utf-8", newline="\n")
            else:
                path = self._copy(image, place)
                alt = None
                if path.suffix == ".svg":
                    source, alt = self._svg(path.read_text("utf-8"), place)
                    path.write_text(source, "utf-8", newline="\n")
            own = image.get("alt")
            if own and Path(own).name != Path(str(image.get("src", ""))).name:
                alt = own
            alt = alt or self._label(image)
            decorative = image.get("role") in ("presentation", "none") or own == ""
            if not alt and not decorative:
                raise TransitError(
                    f"{place}: no text alternative; give the chart a description or the "
                    "picture an alt text that states what it shows"
                )
            image.attrs = {"src": path.name, "alt": " ".join((alt or "").split())}
            if document == "index" and self.lead is None and alt:
                self.lead = path

    def _label(self, image: Tag) -> str | None:
        for parent in image.parents:
            if parent.name == "figure" or parent is self.body:
                return parent.get("aria-label") if parent.name == "figure" else None
            if parent.get("aria-label") and parent.get("role") in ("img", "figure", "group"):
                return parent["aria-label"]
        return None

    def _unique(self, name: str) -> Path:
        path = self.folder / name
        n = 2
        while path.exists():
            path = self.folder / f"{Path(name).stem}-{n}{Path(name).suffix}"
            n += 1
        return path

    def _copy(self, image: Tag, place: str) -> Path:
        source = str(image.get("src", ""))
        if urlsplit(source).scheme or not source:
            raise TransitError(f"{place}: a picture of another host or of none: {source[:80]!r}")
        path = self.page.parent / unquote(urlsplit(source).path)
        if not path.is_file():
            raise TransitError(f"{place}: {source}: no such picture")
        stem = f"{slug(self._document(image))}-{slug(path.stem)}"
        copy = self._unique(stem + path.suffix.lower())
        shutil.copyfile(path, copy)
        return copy

    def _svg(self, source: str, place: str) -> tuple[str, str | None]:
        """Return a picture ready to stand alone, and its text alternative."""
        if "xmlns=" not in source.split(">", 1)[0]:
            source = source.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
        while _CSS_VARIABLE.search(source):
            source = _CSS_VARIABLE.sub(lambda m: m.group(1).strip(), source)
        try:
            root = etree.fromstring(source.encode())
        except etree.XMLSyntaxError as error:
            raise TransitError(f"{place}: not well-formed SVG: {error}") from error
        alt = root.get("aria-label")
        if not alt:
            texts = [root.findtext(SVG + tag, default="").strip() for tag in ("desc", "title")]
            alt = next((text for text in texts if text), None)
        for name in ("class", "style", "tabindex", "aria-label", "aria-labelledby", "role"):
            root.attrib.pop(name, None)
        for element in root.iter():
            if isinstance(element.tag, str):
                for name in ("aria-label", "aria-roledescription", "aria-hidden", "role"):
                    element.attrib.pop(name, None)
        for element in root.findall(f".//{SVG}script"):
            element.getparent().remove(element)
        etree.cleanup_namespaces(root)
        return etree.tostring(root, encoding="unicode"), alt

    # -- notes, mathematics, code ----------------------------------------------------

    def _notes(self) -> None:
        """Gather the notes; leave at each reference the name of its note."""
        notes: dict[int, str] = {}
        self.note_store = self.soup.new_tag("div", attrs={"class": "notes"})
        for aside in self.body.select('[role="doc-footnote"], aside.footnote'):
            for extra in aside.select(":scope > .label, :scope > .backrefs"):
                extra.decompose()
            notes[id(aside)] = ""
        references: list[tuple[Tag, Tag]] = []
        for link in self.body.select('a[role="doc-noteref"], a.footnote-reference'):
            target = self.targets.get((self._document(link), str(link["href"]).lstrip("#")))
            if target is None or id(target.element) not in notes:
                raise TransitError(
                    f"{self._document(link)}: note {link.get_text(strip=True)} has no text"
                )
            references.append((link, target.element))
        in_chapter: dict[str, int] = {}
        numbers: dict[int, int] = {}
        for link, aside in references:
            first = not notes[id(aside)]
            if first:
                self.counts["notes"] += 1
                notes[id(aside)] = f"note-{self.counts['notes']}"
                chapter = self._chapter(link)
                in_chapter[chapter] = in_chapter.get(chapter, 0) + 1
                numbers[id(aside)] = in_chapter[chapter]
            mark = self.soup.new_tag("span", attrs={"class": "noteref"})
            mark["data-note"] = notes[id(aside)]
            if not first:
                mark["data-again"] = str(numbers[id(aside)])
            link.replace_with(mark)
        for target in self.targets.values():
            if id(target.element) in notes and notes[id(target.element)]:
                aside = target.element
                if aside.name == "aside":
                    aside.name = "div"
                    aside.attrs = {
                        "class": "note",
                        "id": notes[id(aside)],
                        "data-document": self._document(aside),
                    }
                    self.note_store.append(aside.extract())
        for rest in self.body.select("aside.footnote-list, aside.footnote, dl.footnote"):
            rest.decompose()

    def _equations(self) -> None:
        for equation in self.body.select("div.math"):
            number = equation.select_one(".eqno")
            attrs = {"class": "equation"}
            if number is not None:
                attrs["data-number"] = number.get_text(strip=True)
                number.decompose()
            tex = _tex(equation)
            tex = re.sub(r"\\(begin|end)\{(equation|split)\*?\}", "", tex).strip()
            tex = re.sub(r"\\(begin|end)\{align\*?\}", r"\\\1{aligned}", tex)
            equation.attrs = {**attrs, "data-alt": spoken(tex)}
            equation.string = f"\\[{tex}\\]"
            self.counts["equations"] += 1
        for inline in self.body.select("span.math"):
            tex = _tex(inline)
            inline.attrs = {"class": "math", "data-alt": spoken(tex)}
            inline.string = f"\\({tex}\\)"
            self.counts["equations"] += 1

    def _code(self) -> None:
        for block in self.body.select("div.highlight > pre, pre"):
            if block.parent is None:
                continue
            outer = block
            language = ""
            for parent in block.parents:
                found = [c for c in parent.get("class", ()) if c.startswith("highlight-")]
                if found or "highlight" in parent.get("class", ()):
                    outer = parent
                    language = found[0].removeprefix("highlight-") if found else language
                else:
                    break
            output = "output" in outer.get("class", ())
            new = self.soup.new_tag("pre")
            if output:
                new["class"] = "output"
            elif language in ("ipython3", "python", "python3"):
                new["class"] = "python"
            elif language not in ("", "default", "none", "text"):
                new["class"] = language
            code = self.soup.new_tag("code")
            code.string = block.get_text().rstrip("\n") + "\n"
            new.append(code)
            outer.replace_with(new)
        for code in self.body.find_all("code"):
            if code.parent is not None and code.parent.name != "pre":
                code.string = code.get_text()
                code.attrs = {}

    # -- headings --------------------------------------------------------------------

    def _headings(self) -> None:
        sections = self.body.find_all(attrs={"data-document": True})
        part: str | None = None
        for section in sections:
            document = section["data-document"]
            heading = section.find(re.compile("^h[1-6]$"))
            if heading is None:
                raise TransitError(f"{document}: the document has no title")
            above = len(section.find_parents(attrs={"data-document": True}))
            depth = max(above, 1)
            part = self.parts.get(document, part if document != "index" else None)
            chapter = 2 if self._top(section) in self.in_parts else 1
            base = depth - 1 + chapter
            first = int(heading.name[1])
            for h in section.find_all(re.compile("^h[1-6]$")):
                if self._document(h) != document or h.has_attr("data-role"):
                    continue
                level = min(base + int(h.name[1]) - first, 6)
                h.name = f"h{level}"
                h.attrs = {"data-role": _ROLES[min(level - chapter, len(_ROLES) - 1)]}
                for mark in h.find_all("span", string=False):
                    if not mark.get_text(strip=True):
                        self._alias(mark, h)
            heading["data-file"] = document
            self._alias(section, heading)
            named = heading.get_text(" ", strip=True) == self.title
            if document == "index" and self.root_title and named:
                heading.string = self.root_title
            self._alias_sections(section)
            if document in self.parts:
                title = self.soup.new_tag("h1", attrs={"data-role": "part"})
                title.string = self.parts[document]
                section.insert_before(title)
            self.chapters.append(
                Chapter(document, heading.get_text(" ", strip=True), int(heading.name[1]), part)
            )

    def _top(self, section: Tag) -> str:
        """The document directly below the root that `section` is in."""
        chain = [section, *section.find_parents(attrs={"data-document": True})]
        return chain[-2]["data-document"] if len(chain) > 1 else chain[0]["data-document"]

    def _alias_sections(self, document: Tag) -> None:
        for section in [document, *document.find_all("section")]:
            heading = section.find(re.compile("^h[1-6]$"))
            if heading is None:
                continue
            self._alias(section, heading)
            for mark in heading.find_previous_siblings("span"):
                if not mark.get_text(strip=True):
                    self._alias(mark, heading)

    # -- tables ----------------------------------------------------------------------

    def _tables(self) -> None:
        for table in self.body.find_all("table"):
            frame = "dataframe" in table.get("class", ())
            number = table.get("data-number")
            caption = table.find("caption")
            kept = {"class": " ".join(c for c in table.get("class", ()) if c.startswith("print-"))}
            if number:
                kept["data-number"] = number
            table.attrs = {name: value for name, value in kept.items() if value}
            if frame:
                self._drop_plain_index(table)
            for cell in table.find_all(["th", "td"]):
                self._clean_cell(cell)
            for row in table.find_all("tr"):
                row.attrs = {}
                cell = row.find(["th", "td"])
                if cell is not None and self._target_of(row) is not None:
                    mark = self.soup.new_tag("span")
                    cell.insert(0, mark)
                    self._alias(row, mark)
            if caption is not None:
                for paragraph in caption.find_all("p"):
                    paragraph.unwrap()
                caption.attrs = {}
            self._lay_out(table)
            self.counts["tables"] += 1

    def _drop_plain_index(self, table: Tag) -> None:
        """Drop the index column of a data frame when it only counts the rows."""
        rows = table.select("tbody > tr")
        firsts = [row.find(["th", "td"]) for row in rows]
        heads = table.select("thead > tr")
        if len(heads) != 1 or any(cell is None or cell.name != "th" for cell in firsts):
            return
        corner = heads[0].find(["th", "td"])
        if corner.get_text(strip=True) or not _counts([c.get_text(strip=True) for c in firsts]):
            return
        for cell in [corner, *firsts]:
            cell.decompose()

    def _clean_cell(self, cell: Tag) -> None:
        classes = set(cell.get("class", ()))
        kept = {name: cell[name] for name in ("colspan", "rowspan") if cell.has_attr(name)}
        style = str(cell.get("style", ""))
        if classes & {"number", "numeric", "text-right"} or "right" in style:
            kept["class"] = "number"
        cell.attrs = kept
        if len(cell.find_all("p", recursive=False)) == 1:
            cell.p.unwrap()
        text = cell.get_text()
        if text.strip() != text:
            for edge, strip in ((0, str.lstrip), (-1, str.rstrip)):
                if cell.contents and type(cell.contents[edge]) is NavigableString:
                    cell.contents[edge].replace_with(strip(cell.contents[edge]))

    def _lay_out(self, table: Tag) -> None:
        """Choose the size of a table and the widths of its columns."""
        grid = [row.find_all(["th", "td"], recursive=False) for row in table.find_all("tr")]
        simple = [
            row
            for row in grid
            if not any(c.has_attr("colspan") or c.has_attr("rowspan") for c in row)
        ]
        columns = max((sum(int(c.get("colspan", 1)) for c in row) for row in grid), default=0)
        table["data-columns"] = str(columns)
        body = [row for row in simple if len(row) == columns and row[-1].name == "td"]
        if not body or not columns:
            return
        for j in range(columns):
            values = [row[j].get_text(" ", strip=True) for row in body if row[j].name == "td"]
            values = [value for value in values if value]
            if values and all(_is_number(value) for value in values):
                for row in grid:
                    if len(row) == columns:
                        row[j]["class"] = "number"
        words = [
            max((w for row in simple if len(row) == columns for w in _words(row[j])), default=1)
            for j in range(columns)
        ]
        asked = next((c for c in table.get("class", "").split() if c.startswith("print-")), "")
        layout, widths = lay_out(
            [[_lines(cell) for cell in row] for row in body],
            words,
            layout=asked.removeprefix("print-"),
        )
        table["data-layout"] = layout
        if widths:
            table["data-widths"] = ",".join(f"{width:.4f}" for width in widths)

    # -- blocks ----------------------------------------------------------------------

    def _admonitions(self) -> None:
        for block in self.body.select("details"):
            summary = block.find("summary")
            title = summary.get_text(" ", strip=True) if summary is not None else ""
            if summary is not None:
                summary.decompose()
            block.name = "div"
            block["class"] = ["admonition", "note"]
            head = self.soup.new_tag("p", attrs={"class": "admonition-title"})
            head.string = title or "Note"
            block.insert(0, head)
        for block in self.body.select(".admonition"):
            kinds = [c for c in block["class"] if c in _ADMONITIONS]
            voices = [c for c in block["class"] if c.startswith("voice-")]
            block.name = "div"
            block.attrs = {"class": f"admonition {(voices or kinds or ['note'])[0]}"}
            title = block.select_one(":scope > .admonition-title")
            if title is not None:
                title.name = "div"
                title.attrs = {"class": "admonition-title"}
        for block in self.body.select("aside.topic, div.topic, aside.sidebar, div.sidebar"):
            block.name = "div"
            block.attrs = {"class": "admonition note"}
            title = block.select_one(".topic-title, .sidebar-title")
            if title is not None:
                title.name = "div"
                title.attrs = {"class": "admonition-title"}

    def _figures(self) -> None:
        for figure in self.body.find_all("figure"):
            number = figure.get("data-number")
            caption = figure.find("figcaption")
            table = figure.find("table")
            images = figure.find_all("img")
            if table is not None and not images:
                self._figure_of_table(figure, table, caption, number)
                continue
            figure.attrs = {"data-number": number} if number else {}
            content = [image.extract() for image in images]
            source = [p.extract() for p in figure.select(_SOURCES)]
            if caption is not None:
                legend = caption.select_one(".legend")
                if legend is not None:
                    source.extend(p.extract() for p in legend.find_all("p"))
                caption.extract()
                caption.attrs = {}
                for paragraph in caption.find_all("p"):
                    paragraph.unwrap()
            if not images and not figure.get_text(strip=True):
                raise TransitError(
                    f"{self._document(figure)}: the figure {number or ''} has no picture; a chart "
                    "that only a script draws cannot be printed"
                )
            if not images:
                continue
            figure.clear()
            for item in content:
                figure.append(item)
            for paragraph in source:
                paragraph.name = "p"
                paragraph.attrs = {}
                holder = self.soup.new_tag("div", attrs={"class": "source"})
                holder.append(paragraph)
                figure.append(holder)
            if caption is not None:
                figure.append(caption)
            self.counts["figures"] += 1
        for image in self.body.find_all("img"):
            if image.find_parent("figure") is None and image.find_parent("p") is None:
                block = image.find_parent(class_=_CHART_CLASSES)
                figure = self.soup.new_tag("figure")
                if block is None:
                    image.wrap(figure)
                else:
                    for paragraph in block.select(_SOURCES):
                        holder = self.soup.new_tag("div", attrs={"class": "source"})
                        paragraph.attrs = {}
                        holder.append(paragraph.extract())
                        figure.append(holder)
                    figure.insert(0, image.extract())
                    block.replace_with(figure)
                self.counts["figures"] += 1

    def _place(self) -> None:
        """Keep the figures at the opening of a chapter from floating above its title."""
        for heading in self.body.select('[data-role="chapter"]'):
            length = 0
            for element in heading.next_elements:
                if isinstance(element, Tag) and element.get("data-role") in ("chapter", "part"):
                    break
                if isinstance(element, Tag) and element.name == "figure":
                    if length < OPENING:
                        element["data-place"] = "here"
                    length += OPENING // 2
                elif isinstance(element, NavigableString):
                    length += len(element.strip())

    def _figure_of_table(
        self, figure: Tag, table: Tag, caption: Tag | None, number: str | None
    ) -> None:
        """A table in a figure takes the figure's number and caption."""
        if number:
            table["data-number"] = number
        if caption is not None:
            for paragraph in caption.find_all("p"):
                paragraph.unwrap()
            caption.name = "caption"
            caption.attrs = {}
            old = table.find("caption")
            if old is not None:
                old.decompose()
            table.insert(0, caption.extract())
        self._alias(figure, table)
        source = [p.extract() for p in figure.select(_SOURCES)]
        figure.name = "div"
        figure.attrs = {}
        for paragraph in source:
            paragraph.attrs = {}
            holder = self.soup.new_tag("div", attrs={"class": "source"})
            holder.append(paragraph)
            figure.append(holder)

    def _lists(self) -> None:
        for item in self.body.find_all(["li", "dd"]):
            paragraphs = item.find_all("p", recursive=False)
            if len(paragraphs) == 1:
                paragraphs[0].unwrap()
        for term in self.body.find_all("dt"):
            if self._target_of(term) is not None:
                mark = self.soup.new_tag("span")
                term.insert(0, mark)
                self._alias(term, mark)
            term.attrs = {}

    def _marks(self) -> None:
        """Set a coloured label of the screen in bold type, a remark in italics."""
        for name, selector in (("strong", _LABELS), ("em", _ASIDES)):
            for mark in self.body.select(selector):
                mark.name = name
                mark.attrs = {}

    # -- links -----------------------------------------------------------------------

    def _links(self) -> None:
        for root in (self.body, self.note_store):
            for link in root.find_all("a", href=True):
                self._link(link)
            for link in root.find_all("a", href=False):
                link.unwrap()

    def _link(self, link: Tag) -> None:
        href = str(link["href"])
        document = self._document(link)
        parsed = urlsplit(href)
        if parsed.scheme in ("http", "https", "mailto"):
            link.attrs = {"href": href}
            self.external.append(href)
            return
        document_path = self._page_of(parsed.path, document)
        if document_path is not None:
            href = f"#document-{document_path}" + (
                f"::{parsed.fragment}" if parsed.fragment else ""
            )
            parsed = urlsplit(href)
        page = parsed.path in ("", self.page.name)
        if not page or not parsed.fragment:
            if self.url and not page:
                link.attrs = {"href": urljoin(self.url.rstrip("/") + "/", href)}
                self.external.append(link["href"])
            else:
                link.unwrap()
            return
        target = self._find(unquote(parsed.fragment), document, link, local=not parsed.path)
        if target.element.find_parent("figcaption") or target.element.find_parent("caption"):
            holder = target.element.find_parent(["figure", "table"])
            self._alias(target.element, holder)
        name = self._anchor(target)
        citation = link.find_parent(class_="bibtex-citation")
        link.attrs = {"href": f"#{name}"}
        if citation is not None and _is_entry(target.element):
            self._cite(citation, name, document)

    def _page_of(self, path: str, document: str) -> str | None:
        """The document whose page of the site `path` names, seen from `document`."""
        if not path.endswith(".html"):
            return None
        place = posixpath.join(posixpath.dirname(document), unquote(path))
        name = posixpath.normpath(place).removesuffix(".html")
        return name if (name, "") in self.targets and name != "index" else None

    def _find(self, fragment: str, document: str, link: Tag, *, local: bool) -> Target:
        if fragment.startswith("document-"):
            name, _, own = fragment.removeprefix("document-").partition("::")
            found = self.targets.get((name, own))
            if found is not None:
                return found
        elif local and (document, fragment) in self.targets:
            return self.targets[document, fragment]
        candidates = [t for t in self.by_id.get(fragment, ()) if not t.element.decomposed]
        if link.find_parent(class_="bibtex-citation") is not None:
            candidates = [t for t in candidates if _is_entry(t.element)]
        if len(candidates) == 1:
            return candidates[0]
        text = link.get_text(" ", strip=True)
        if not candidates:
            raise TransitError(f"{document}: the link {text!r} has no target {fragment!r}")
        places = ", ".join(sorted({t.document for t in candidates}))
        raise TransitError(
            f"{document}: the link {text!r} could go to {fragment!r} in {places}; "
            "give the target a label of its own"
        )

    def _anchor(self, target: Target) -> str:
        """Put the target's name on its element, or use the one that is there."""
        element = target.element
        if element.get("id"):
            return str(element["id"])
        element["id"] = target.name
        return target.name

    def _cite(self, citation: Tag, entry: str, document: str) -> None:
        holder = citation.find_parent(["figcaption", "caption"])
        owner: Tag = citation
        if holder is not None:
            owner = holder.find_parent(["figure", "table"])
        elif citation.find_parent(attrs={"data-role": True}) is not None:
            owner = citation.find_parent(attrs={"data-role": True})
        if not owner.get("id"):
            owner["id"] = self._name("cite", entry.rsplit("--", 1)[-1])
        places = self.cited.setdefault(entry, [])
        if all(place != owner["id"] for place, _ in places):
            places.append((str(owner["id"]), document))

    def _bibliography(self) -> None:
        """Set each list of works as a list, with links back to where each is cited."""
        titles = {chapter.document: chapter.title for chapter in self.chapters}
        shown = {link.get_text(strip=True) for link in self.body.select(".bibtex-citation a")}
        for entry in self.body.select(_ENTRIES):
            label = entry.select_one(":scope > .label")
            if label is not None:
                text = label.get_text(strip=True).strip("[]")
                if text not in shown:
                    label.decompose()
                else:
                    label.name = "strong"
                    label.attrs = {}
                    label.string = f"[{text}] "
                    entry.p.insert(0, label.extract())
            entry.name = "div"
            name = entry.get("id")
            entry.attrs = {"class": "reference"} | ({"id": name} if name else {})
            places = self.cited.get(str(name), [])
            if places:
                paragraph = self.soup.new_tag("div", attrs={"class": "backrefs"})
                paragraph["data-anchors"] = " ".join(place for place, _ in places)
                paragraph.append("Cited in ")
                seen: list[str] = []
                for place, document in places:
                    if document in seen:
                        continue
                    if seen:
                        paragraph.append(", ")
                    seen.append(document)
                    back = self.soup.new_tag("a", attrs={"href": f"#{place}"})
                    back.string = titles.get(document, document)
                    paragraph.append(back)
                entry.append(paragraph)

    # -- writing ---------------------------------------------------------------------

    def _flatten(self) -> None:
        """Drop wrappers that mean nothing in print."""
        for root in (self.body, self.note_store):
            for element in root.find_all(["section", "div", "span", "article", "aside", "main"]):
                if element.parent is None:
                    continue
                classes = set(element.get("class", ()))
                if isinstance(element.get("class"), str):
                    classes = set(element["class"].split())
                known = classes & {"noteref", "math"}
                if element.name == "span" and (element.get("id") or element.get("lang") or known):
                    element.attrs = {
                        name: element[name]
                        for name in ("id", "lang", "class", "data-note", "data-again", "data-alt")
                        if element.has_attr(name)
                    }
                    if classes and not classes & {"noteref", "math"}:
                        del element["class"]
                    continue
                if element.name == "div" and classes & _KEPT:
                    continue
                if element.name == "div" and element.get("id"):
                    mark = self.soup.new_tag("span", attrs={"id": element["id"]})
                    element.insert(0, mark)
                element.unwrap()
            for paragraph in root.find_all("p"):
                if not paragraph.get_text(strip=True) and not paragraph.find(["img", "span"]):
                    paragraph.decompose()
                else:
                    paragraph.attrs = {}
            for element in root.find_all(True):
                for name in list(element.attrs):
                    if name.startswith(("aria-", "on")) or name in ("style", "role", "tabindex"):
                        del element[name]

    def _apostrophes(self) -> None:
        """Set the apostrophes of texts that no typographer has seen, as those of charts."""
        for root in (self.body, self.note_store):
            for text in root.find_all(string=_APOSTROPHE):
                if not text.find_parent(["pre", "code"]) and not text.find_parent(class_=_MATHS):
                    text.replace_with(_APOSTROPHE.sub(_MARK, text))
            for image in root.find_all("img"):
                image["alt"] = _APOSTROPHE.sub(_MARK, image["alt"])

    def _serialise(self) -> str:
        parts = [self.body.decode_contents()]
        if self.counts["notes"]:
            parts.append(self.note_store.decode())
        return "".join(parts)


_ROLES = ("chapter", "section", "subsection", "paragraph")
_ADMONITIONS = (
    "attention",
    "caution",
    "danger",
    "error",
    "hint",
    "important",
    "note",
    "seealso",
    "tip",
    "warning",
)
_KEPT = {
    "admonition",
    "admonition-title",
    "backrefs",
    "equation",
    "note",
    "notes",
    "reference",
    "source",
}
_CONTENT = ["img", "table", "math", "pre", "figure"]
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_MARK = "\N{RIGHT SINGLE QUOTATION MARK}"
_MATHS = ["math", "equation"]
_LABELS = "span.verdict, span.badge, span.sd-badge"
_ASIDES = "span.aside"
_ENTRIES = '[role="doc-biblioentry"], div.citation'
_SOURCES = ".transit-source, .chart-source, p.source, .figure-source"
_CHART_CLASSES = ["transit-chart", "chart"]


def _counts(labels: list[str]) -> bool:
    """Whether labels count from nought, with at most a gap that pandas left out."""
    head, gap, tail = labels, -1, []
    for i, label in enumerate(labels):
        if label in ("...", "…"):
            head, gap, tail = labels[:i], i, labels[i + 1 :]
            break
    if head != [str(i) for i in range(len(head))]:
        return False
    if gap < 0 or not tail:
        return gap < 0
    return tail[0].isdigit() and tail == [str(int(tail[0]) + i) for i in range(len(tail))]


def _tex(element: Tag) -> str:
    """The TeX of a formula, from between its delimiters or from beside its MathML."""
    annotation = element.find("annotation", attrs={"encoding": "application/x-tex"})
    tex = (element if annotation is None else annotation).get_text().strip()
    for start, end in (("\\(", "\\)"), ("\\[", "\\]")):
        tex = tex.removeprefix(start).removesuffix(end).strip()
    return tex


def _is_entry(element: Tag) -> bool:
    """Whether an element is a work in a bibliography."""
    return element.get("role") == "doc-biblioentry" or "citation" in element.get("class", ())


def _lines(cell: Tag) -> list[float]:
    """The width of each line of a cell, as its breaks part it."""
    lines = [""]
    for part in cell.descendants:
        if isinstance(part, NavigableString):
            lines[-1] += part
        elif part.name in ("br", "p", "li", "div"):
            lines.append("")
    return [measure(" ".join(line.split())) for line in lines]


def _words(cell: Tag) -> list[float]:
    """The widths of the words of a cell; long ones may part at their hyphens."""
    words = []
    for word in cell.get_text(" ", strip=True).split():
        words.extend([word] if len(word) <= 12 else re.split(r"(?<=[-/])", word))
    return [measure(word, bold=cell.name == "th") for word in words]


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[−\-–+]?[\d.,\s%‰]*\d[\d.,\s%‰]*|[–—-]", text) is not None
