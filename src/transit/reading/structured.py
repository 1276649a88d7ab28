"""DOCX, ODT, HTML, EPUB, LaTeX, Markdown and JATS: read by pandoc, whose tree says what is what.

These formats keep headings, notes and often citations as such, so that little is guessed; they
have no pages, and everything stands on page 1.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from transit.errors import TransitError
from transit.pandoc import convert
from transit.reading import languages
from transit.reading.assembly import CALL, Parts, heading_text
from transit.reading.document import CALL_BASE, MAX_NOTES, Block, Doubt
from transit.reading.languages import squeeze
from transit.reading.layout import is_unknown
from transit.reading.markup import ready
from transit.reading.references import Reference, parse_reference
from transit.reading.settings import LIGATURES, Settings
from transit.reading.source import compose

FORMATS = {
    ".docx": "docx",
    ".odt": "odt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".epub": "epub",
    ".tex": "latex+raw_tex",
    ".latex": "latex+raw_tex",
    ".rnw": "latex+raw_tex",
    ".md": "markdown",
    ".markdown": "markdown",
    ".xml": "jats",
    ".jats": "jats",
    ".rtf": "rtf",
    ".rst": "rst",
}
"""How pandoc calls the format of a file, by its ending."""

SECONDS = 120
"""Longest that pandoc may take."""

_COMMAND = re.compile(r"\\([a-zA-Z]+)\*?(?:\[[^\]]*\])?\{")
_SILENT = frozenset(["label", "ref", "eqref", "pageref", "cite", "citep", "citet", "citealp", "citealt", "index", "vspace", "hspace", "input", "include", "usepackage", "bibliography", "bibliographystyle", "Sexpr", "url"])  # fmt: skip
_BIBITEM = re.compile(r"\\bibitem(?:\[((?:[^\[\]]|\[[^\]]*\])*)\])?\{([^}]*)\}")
_LABEL = re.compile(r"^\{?\s*(.{2,200}?)\s*\((\d{4}[a-z]?)\)", re.DOTALL)
_NUMERAL = re.compile(
    r"^(?:(?:chapter|part)\s+)?\(?(?:[IVXLC]+|\d{1,2}|[A-Z])\)?\.?$", re.IGNORECASE
)
_PUBLISHER = frozenset(["imprint", "colophon", "copyright-page", "titlepage", "halftitlepage"])
_LETTERS = re.compile(r"^\\?([A-Za-z]{1,12}\d?)$")
_DIGITS = re.compile(r"^\[?(\d{1,3})\]?$")


def read_structured(path: Path, settings: Settings) -> Parts:
    """Read a document that pandoc knows.

    Parameters
    ----------
    path : Path
        Its ending says the format; see `FORMATS`.
    settings : Settings
        ``read_notes`` is heeded here, all else by `transit.reading.assembly.assemble`.

    Returns
    -------
    Parts

    Raises
    ------
    TransitError
        If pandoc cannot read the file.
    """
    kind = FORMATS[path.suffix.lower()]
    content, left_out = ready(kind, path.read_bytes())
    tree, warnings = _pandoc(path, kind, content)
    reader = _Reader(kind, settings)
    reader.parts.doubts += [Doubt(1, 0, what) for what in left_out]
    if kind == "jats":
        reader.parts.references = list(_jats_references(content))
    reader.parts.doubts += [Doubt(1, 0, f"pandoc: {line}") for line in warnings]
    reader.read(tree)
    if kind == "jats":
        reader.parts.authors = _jats_authors(content) or reader.parts.authors
    return reader.parts


def _pandoc(path: Path, kind: str, content: bytes) -> tuple[dict[str, Any], list[str]]:
    options = ("--sandbox", f"--from={kind}", "--to=json")
    try:
        tree, warnings = convert(content, *options, seconds=SECONDS)
    except TransitError as error:
        raise TransitError(f"{path}: cannot be read as {kind.split('+')[0]}: {error}") from error
    return json.loads(tree), sorted({" ".join(warning.split()) for warning in warnings})


def _jats_authors(content: bytes) -> tuple[str, ...]:
    """Return the authors of a JATS article by its own tags, without what is said of them."""
    found = []
    for tag in BeautifulSoup(content, "xml").select("article-meta contrib[contrib-type=author]"):
        parts = [tag.find("given-names"), tag.find("surname")] if tag.find("surname") else []
        found.append(" ".join(part.get_text(" ", strip=True) for part in parts if part))
    return tuple(name for name in found if name)


def _jats_references(content: bytes) -> Iterator[Reference]:
    """Give the entries of a JATS list of references, by its own tags where it has them."""
    for ref in BeautifulSoup(content, "xml").find_all("ref"):
        parsed = parse_reference(ref.get_text(" ", strip=True))
        names = tuple(
            tag.get_text(" ", strip=True)
            for group in (ref.find("person-group") or ref,)
            for tag in group.find_all(["surname", "collab"])
        )
        year, title = ref.find("year"), ref.find(["article-title", "chapter-title", "source"])
        doi = ref.find("pub-id", attrs={"pub-id-type": "doi"})
        yield replace(
            parsed,
            id=str(ref.get("id", parsed.id)).removeprefix("ref-"),
            names=names or parsed.names,
            authors="; ".join(names) or parsed.authors,
            year=year.get_text(strip=True) if year else parsed.year,
            title=title.get_text(" ", strip=True) if title else parsed.title,
            doi=doi.get_text(strip=True) if doi else parsed.doi,
            certain=bool(names and year and title) or parsed.certain,
        )


_HEADS = languages.HEADINGS | languages.REFERENCES | languages.BACK | languages.NOTES


class _Reader:
    """Walks pandoc's tree and takes down blocks."""

    def __init__(self, kind: str, settings: Settings) -> None:
        self.kind, self.settings = kind, settings
        self.parts = Parts([])
        self.keys: list[str] = []
        self.unknown: dict[str, int] = {}
        self.commands: set[str] = set()
        self.targets: dict[str, list[dict[str, Any]]] = {}
        self.formulas = 0

    def read(self, tree: dict[str, Any]) -> None:
        """Read the whole tree."""
        meta = tree["meta"]
        blocks = tree["blocks"]
        self._find_targets(blocks)
        self.parts.title = self._meta_text(meta.get("title"))
        self.parts.authors = tuple(self._authors(meta))
        self.parts.language = self._meta_text(meta.get("lang"))[:2].lower()
        abstract = meta.get("abstract")
        if abstract and abstract["t"] in ("MetaBlocks", "MetaInlines"):
            self._add(Block("heading", "Abstract", level=1))
            content = abstract["c"]
            inline = abstract["t"] == "MetaInlines"
            self._blocks([{"t": "Para", "c": content}] if inline else content)
        keywords = self._meta_text(meta.get("keywords") or meta.get("tags"))
        if keywords:
            self._add(Block("keywords", f"Keywords: {keywords}"))
        self._blocks(blocks)
        self._join_numerals()
        self._title_from_heading()
        self._tell()

    def _tell(self) -> None:
        doubts = self.parts.doubts
        for character, count in sorted(self.unknown.items()):
            what = f"U+{ord(character):04X} stands for some other character ({count} times)"
            doubts.append(Doubt(1, 0, what, "[characters]"))
        if self.commands:
            listed = ", ".join(f"\\{name}" for name in sorted(self.commands))
            doubts.append(Doubt(1, 0, f"commands not known; the words in them are kept: {listed}"))
        if self.formulas:
            doubts.append(Doubt(1, 0, f"{self.formulas} formulas are not counted as words"))

    def _join_numerals(self) -> None:
        """Join a heading that is a number alone to the line under it, if that can be its words."""
        blocks = self.parts.blocks
        for place in range(len(blocks) - 1, 0, -1):
            head, under = blocks[place - 1 : place + 1]
            words = CALL.sub("", under.text)
            short = under.kind == "text" and len(words.split()) <= 12 and words[-1] not in ".,;:!?"
            if head.kind == "heading" and short and _NUMERAL.match(head.text):
                text = f"{head.text.rstrip('.')}. {under.text}"
                blocks[place - 1 : place + 1] = [replace(head, text=text)]

    def _title_from_heading(self) -> None:
        """Take a first heading that stands alone on the highest level for the title."""
        headings = [b for b in self.parts.blocks if b.kind == "heading"]
        for block in headings:
            if self.parts.title and squeeze(block.text) == squeeze(self.parts.title):
                self.parts.blocks[self.parts.blocks.index(block)] = Block("title", block.text)
                return
        top = min((b.level for b in headings if b.text != "Abstract"), default=0)
        first = [b for b in headings if b.level == top]
        if len(first) == 1 and len(headings) > 2 and top < max(b.level for b in headings):
            key = squeeze(heading_text(first[0].text))
            if key not in _HEADS:
                place = self.parts.blocks.index(first[0])
                self.parts.blocks[place] = Block("title", first[0].text)
                self.parts.title = self.parts.title or CALL.sub("", first[0].text)

    def _add(self, block: Block) -> None:
        self.parts.blocks.append(block)

    # what stands in the metadata

    def _meta_text(self, value: dict[str, Any] | None) -> str:
        if not value:
            return ""
        if value["t"] == "MetaString":
            return str(value["c"])
        if value["t"] == "MetaInlines":
            return self._inlines(value["c"]).strip()
        if value["t"] == "MetaBlocks":
            return " ".join(self._texts(value["c"]))
        if value["t"] == "MetaList":
            return ", ".join(self._meta_text(item) for item in value["c"])
        return ""

    def _authors(self, meta: dict[str, Any]) -> Iterator[str]:
        value = meta.get("author") or meta.get("authors")
        items = value["c"] if value and value["t"] == "MetaList" else [value] if value else []
        for item in items:
            if item["t"] == "MetaMap":
                given = item["c"].get("given-names") or item["c"].get("given")
                last = item["c"].get("surname") or item["c"].get("family")
                name = self._meta_text(item["c"].get("name"))
                name = name or f"{self._meta_text(given)} {self._meta_text(last)}".strip()
            else:
                name = re.split(r"\s{2,}|\d|, ", self._meta_text(item))[0]
            if name:
                yield CALL.sub("", name)

    # notes that a page links to

    def _find_targets(self, blocks: list[Any]) -> None:
        """Find what stands at the places that numbers link to: notes of web pages."""
        wanted = {
            target[1:]
            for kind, value in _walk(blocks)
            if kind == "Link" and (target := value[2][0]).startswith("#")
            if _DIGITS.match(_plain(value[1]).strip())
        }
        for kind, value in _walk(blocks):
            if kind == "Div" and value[0][0] in wanted:
                self.targets[value[0][0]] = value[1]
            elif kind in ("BulletList", "OrderedList"):
                for item in value if kind == "BulletList" else value[1]:
                    ids = {v[0][0] for k, v in _walk(item[:1]) if k in ("Span", "Div")}
                    for name in ids & wanted:
                        self.targets[name] = item
            elif kind in ("Para", "Plain") and value:
                ids = {v[0][0] for k, v in _walk(value[:2]) if k == "Span"}
                for name in ids & wanted:
                    self.targets.setdefault(name, [{"t": kind, "c": value}])

    def _note(self, blocks: list[Any], number: int = 0) -> str:
        if not self.settings.read_notes:
            return ""
        number = number or len(self.parts.notes) + 1
        if number not in self.parts.notes and number < MAX_NOTES:
            before = len(self.keys)
            text = re.sub(
                r"^\[?\d{1,3}[\].]?\s+|\s*[↩↑^]\S{0,2}\s*$", "", " ".join(self._texts(blocks))
            )
            keys = tuple(self.keys[before:])
            self.parts.notes[number] = Block("note", CALL.sub("", text), keys=keys)
        return chr(CALL_BASE + number)

    # blocks

    def _blocks(self, blocks: list[Any]) -> None:
        for block in blocks:
            self._block(block["t"], block.get("c"))

    def _block(self, kind: str, value: Any) -> None:
        if kind in ("Para", "Plain"):
            self._paragraph(value)
        elif kind == "Header":
            text = self._inlines(map(_said, value[2])).strip()
            if text:
                self._add(Block("heading", text, level=value[0]))
        elif kind == "BlockQuote":
            self._blocks(value)
        elif kind in ("BulletList", "OrderedList"):
            for item in value if kind == "BulletList" else value[1]:
                if not any(item is target for target in self.targets.values()):
                    self._blocks(item)
        elif kind == "DefinitionList":
            for term, texts in value:
                self._paragraph(term)
                for text in texts:
                    self._blocks(text)
        elif kind == "Div":
            self._div(value)
        elif kind == "LineBlock":
            for line in value:
                self._paragraph(line)
        elif kind in ("Figure", "Table"):
            self._captioned(kind, value)
        elif kind == "CodeBlock":
            self._add(Block("code", value[1]))
        elif kind == "RawBlock":
            self._raw_block(value[1])

    def _div(self, value: Any) -> None:
        identifier, classes = value[0][0], value[0][1]
        if identifier in self.targets or "footnotes" in classes or identifier == "footnotes":
            return
        if identifier == "refs" or "references" in classes:
            for block in value[1]:
                for text in self._texts([block]):
                    self._add(Block("reference", text))
            return
        if _PUBLISHER.intersection(classes):
            before = len(self.parts.blocks)
            self._blocks(value[1])
            ours = self.parts.blocks
            ours[before:] = [replace(block, kind="back") for block in ours[before:]]
            return
        if "thebibliography" in classes or "abstract" in classes:
            title = "References" if "thebibliography" in classes else "Abstract"
            if not (value[1] and value[1][0]["t"] == "Header"):
                self._add(Block("heading", title, level=1))
        self._blocks(value[1])

    def _captioned(self, kind: str, value: Any) -> None:
        caption = " ".join(self._texts(value[1][1]))
        if caption:
            self._add(Block("caption", CALL.sub("", caption)))
        rest = value[2] if kind == "Figure" else []
        words = sum(1 for k, _ in _walk(value) if k == "Str") - len(caption.split())
        if kind == "Table":
            self._add(Block("table", f"a table of {max(words, 0)} words"))
        elif any(k in ("Para", "Table") for k, _ in _walk(rest)) and not caption:
            self._blocks(rest)

    def _raw_block(self, text: str) -> None:
        items = list(_BIBITEM.finditer(text))
        if not items:
            return
        self._add(Block("heading", "References", level=1))
        ends = [item.start() for item in items[1:]] + [len(text)]
        entries = [
            text[item.end() : end].replace(r"\end{thebibliography}", "")
            for item, end in zip(items, ends, strict=True)
        ]
        for item, blocks in zip(items, _plain_tex(entries), strict=True):
            plain = " ".join(blocks)
            parsed = parse_reference(plain)
            label = _LABEL.match(item[1] or "")
            if label and len(blocks) > 2:
                names, title = tuple(_named(label[1])), blocks[1].rstrip(". ")
                parsed = replace(parsed, names=names, authors=blocks[0].rstrip(". "), title=title)
                parsed = replace(parsed, year=label[2], certain=bool(names and title))
            self.parts.references.append(replace(parsed, id=item[2], text=plain))

    def _paragraph(self, inlines: list[Any]) -> None:
        before = len(self.keys)
        display = [i for i in inlines if i["t"] not in ("Space", "SoftBreak", "LineBreak")]
        if display and all(i["t"] == "Math" for i in display):
            self.formulas += len(display)
            self._add(Block("formula", " ".join(i["c"][1] for i in display)))
            return
        if display and all(i["t"] == "Image" for i in display):
            return
        text = " ".join(self._inlines(inlines).split())
        if not CALL.sub("", text).strip():
            return
        strong = len(display) == 1 and display[0]["t"] == "Strong" and len(text.split()) < 12
        key = squeeze(heading_text(text))
        if key in _HEADS and (strong or len(text) < 40):
            self._add(Block("heading", text, level=1))
        elif strong and not text.endswith("."):
            self._add(Block("heading", text, level=9))
        elif re.match(r"^(?:Fig(?:ure|\.)?|Table|Abb(?:ildung|\.)|Tab(?:elle|\.)|Рис(?:унок|\.)|"
                      r"Таблица|Tableau)\s+\d+\s*[.:]", text):  # fmt: skip
            self._add(Block("caption", CALL.sub("", text)))
        else:
            self._add(Block("text", text, keys=tuple(self.keys[before:])))

    def _texts(self, blocks: list[Any]) -> Iterator[str]:
        """Give the text of blocks inside a note, a caption or a list of references."""
        for kind, value in _walk(blocks, into=("Div", "BlockQuote", "BulletList", "OrderedList")):
            if kind in ("Para", "Plain"):
                text = " ".join(self._inlines(value).split())
                if text:
                    yield text

    # inlines

    def _inlines(self, inlines: Iterable[Any]) -> str:
        return "".join(self._inline(inline["t"], inline.get("c")) for inline in inlines)

    def _inline(self, kind: str, value: Any) -> str:
        if kind == "Str":
            return self._repaired(value)
        if kind in ("Space", "SoftBreak", "LineBreak"):
            return " "
        if kind in ("Emph", "Strong", "Underline", "SmallCaps", "Strikeout", "Subscript"):
            return self._inlines(value)
        if kind == "Superscript":
            text = self._inlines(value)
            number = _DIGITS.match(text.strip())
            noted = number and int(number[1]) in self.parts.notes and self.settings.read_notes
            return chr(CALL_BASE + int(number[1])) if number and noted else text
        if kind == "Quoted":
            marks = "“”" if value[0]["t"] == "DoubleQuote" else "‘’"
            return marks[0] + self._inlines(value[1]) + marks[1]
        if kind == "Cite":
            self.keys += [citation["citationId"] for citation in value[0]]
            keyed = self.kind.startswith(("latex", "markdown"))
            return "" if keyed else self._inlines(value[1])
        if kind == "Code":
            return self._repaired(value[1])
        if kind == "Math":
            self.formulas += 1
            return " "
        if kind == "Link":
            return self._link(value)
        if kind == "Note":
            return self._note(value)
        if kind == "Span":
            self.keys += dict(value[0][2]).get("cites", "").split()
            return self._inlines(value[1])
        if kind == "RawInline" and value[0] in ("latex", "tex"):
            return self._raw(value[1])
        return ""

    def _link(self, value: Any) -> str:
        target = value[2][0][1:]
        number = _DIGITS.match(_plain(value[1]).strip())
        if number and target in self.targets:
            return self._note(self.targets[target], int(number[1]))
        return self._inlines(value[1])

    def _raw(self, text: str) -> str:
        """Return the words inside a LaTeX command that pandoc does not know."""
        command = _COMMAND.match(text)
        if not command or command[1] in _SILENT:
            return ""
        self.commands.add(command[1])
        inner = text[command.end() :].rsplit("}", 1)[0]
        return re.sub(r"\\[a-zA-Z]+\*?|[{}\\]", "", inner).replace("~", " ")

    def _repaired(self, text: str) -> str:
        """Return letters as they are meant: ligatures written out, damage replaced or told."""
        text = compose(text)
        for damaged, letters in {**LIGATURES, **self.settings.characters}.items():
            if damaged in text:
                kind = "lost-space" if letters.isspace() else "ligature"
                self.parts.log.add(kind, 1, damaged, letters, text.count(damaged))
                text = text.replace(damaged, letters)
        for character in text:
            if is_unknown(character):
                if character not in "\u200b\u200c\u200d\u2060\ufeff":
                    self.unknown[character] = self.unknown.get(character, 0) + 1
                text = text.replace(character, "")
        return text


def _plain_tex(entries: list[str]) -> list[list[str]]:
    """Return the blocks of entries of a list of references in LaTeX as plain text."""
    cleaned = [re.sub(r"\\color\{[^}]*\}|%\s*\n", " ", entry) for entry in entries]
    marked = [" ".join(entry.replace(r"\newblock", " ¶ ").split()) for entry in cleaned]
    texts = []
    with contextlib.suppress(TransitError):  # of what pandoc cannot read alone
        tree, _ = _pandoc(Path("references"), "latex", "\n\n".join(marked).encode())
        texts = list(_Reader("latex", Settings())._texts(tree["blocks"]))
    if len(texts) != len(entries):
        texts = [_bare(entry) for entry in marked]
    return [[" ".join(block.split()) for block in text.split("¶")] for text in texts]


def _bare(text: str) -> str:
    """Return words of LaTeX without its commands."""
    return re.sub(r"\\[a-zA-Z]+\*?|\\.|[{}]", "", text).replace("~", " ").strip()


def _named(label: str) -> Iterator[str]:
    """Give the names of a label such as "Doe et~al."."""
    for name in re.split(r",|\band\b|&|\bet\s?al\.?", _bare(label)):
        if name.strip():
            yield name.strip()


def _said(inline: dict[str, Any]) -> dict[str, Any]:
    """Return letters of a formula in a heading as a word; all else as it is."""
    formula = inline["t"] == "Math" and _LETTERS.match(inline["c"][1])
    return {"t": "Str", "c": formula[1]} if formula else inline


def _walk(value: Any, into: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Give every element of a tree with its kind; only into elements of some kinds if named."""
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, into)
    elif isinstance(value, dict) and "t" in value:
        yield value["t"], value.get("c")
        if not into or value["t"] in into:
            yield from _walk(value.get("c"), into)


def _plain(inlines: list[Any]) -> str:
    return "".join(value for kind, value in _walk(inlines) if kind == "Str")
