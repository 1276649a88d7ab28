"""The PDF: a tagged, archival book set by Typst with the package's own template."""

import io
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pikepdf
import typst

from transit.display.lettering import FACES, FAMILY
from transit.errors import TransitError
from transit.files import write
from transit.pandoc import convert
from transit.publishing.contents import Counts, compare
from transit.publishing.findings import STRICT, Findings, plain
from transit.publishing.meta import Meta
from transit.publishing.print import formulas, glyphs
from transit.publishing.print.normalise import SHOWN, Normalised, normalise
from transit.publishing.volumes import WHOLE, Volume

HERE = Path(__file__).parent
FONTS = FACES

#: Accessible (PDF/UA-1) and archival (PDF/A-2a): the compiler refuses what breaks either.
STANDARDS: Final = ("ua-1", "a-2a")
#: Millimetres that pages may be made shorter by, where the compiler fails; see `compile_sources`.
NUDGES: Final = (0, 1, 2, 3, 5)
#: The face of charts in print, whatever they were drawn with: that of the book's own charts.
SANS = FAMILY

#: A sign that pandoc writes by the name that it had before Typst 0.14.
_OLD_NAMES: Final = "#let sect = sym.inter"
_STANDARD = re.compile(r"error: PDF/\S+")
_FONT_ATTRIBUTE = re.compile(r"""font-family=("[^"]*"|'[^']*')""")
_FONT_STYLE = re.compile(r"""font-family:\s*(?:&quot;|[^;"<])+""")
_LICENCES = {
    "CC-BY-4.0": "Creative Commons Attribution 4.0 International",
    "CC-BY-SA-4.0": "Creative Commons Attribution-ShareAlike 4.0 International",
    "CC0-1.0": "Creative Commons Zero 1.0 Universal",
    "MIT": "MIT Licence",
    "BSD-3-Clause": "BSD 3-Clause Licence",
    "Apache-2.0": "Apache Licence 2.0",
}


def build_pdf(
    singlehtml_dir: Path | str,
    out: Path | str,
    *,
    meta: Meta,
    volume: Volume = WHOLE,
    volumes: Sequence[Volume] = (WHOLE,),
    index: Mapping[str, Sequence[str]] = MappingProxyType({}),
    findings: Findings | None = None,
    fonts: Sequence[Path] = (),
    code: str = SHOWN,
) -> Path:
    """Set a volume of a book as PDF.

    Parameters
    ----------
    singlehtml_dir : path
        The output folder of Sphinx's ``singlehtml`` builder.
    out : path
        The PDF to write. It is written aside and moved into place when complete: an
        earlier file stays if anything fails.
    meta : Meta
        What the title page, the colophon and the metadata say.
    volume, volumes : Volume, sequence of Volume
        The volume to set, and all that the book has; by default one with everything.
    index : mapping
        The names for the index, each with its forms in the text.
    findings : Findings, optional
        Where to note what is amiss and has a stand-in; without it each is an error.
    fonts : sequence of Path
        Folders with fonts for characters that no font at hand has.
    code : str
        Whose cells' code is printed; see :func:`normalise`.

    Returns
    -------
    Path
        `out`.

    Raises
    ------
    TransitError
        If the HTML cannot be used, or the compiler rejects the book; the message has
        the compiler's own, with the place and the document it comes from.
    """
    out = Path(out)
    with tempfile.TemporaryDirectory(prefix="print-") as scratch:
        work = Path(scratch)
        book = normalise(
            singlehtml_dir,
            work,
            parts=meta.parts,
            url=meta.url or None,
            title=meta.title,
            root=meta.root,
            root_title=meta.root_title,
            volume=volume,
            volumes=volumes,
            names=index,
            findings=findings,
            code=code,
        )
        write_sources(book, meta, volume, findings)
        data = finish(compile_sources(work, meta, findings, fonts))
        if findings is not None:
            made = tagged(data)
            made["formulas"] += formulas.sources_in(work / "body.typ")
            name = f"PDF, {volume.name}" if volume.name else "PDF"
            compare(findings, name, "", {**book.contents, "code cells": 0}, made)
    return write(out, data)


def write_sources(
    book: Normalised, meta: Meta, volume: Volume = WHOLE, findings: Findings | None = None
) -> Path:
    """Write the Typst sources of a book beside its pictures; return the main file."""
    work = book.folder
    for picture in work.glob("*.svg"):
        picture.write_text(in_print_face(picture.read_text("utf-8")), "utf-8", newline="\n")
    shutil.copyfile(HERE / "template.typ", work / "template.typ")
    body = pandoc(
        book.html, meta, "--to=typst", f"--lua-filter={HERE / 'typst.lua'}", findings=findings
    ).decode()
    head = f'#import "template.typ": *\n{_OLD_NAMES}\n\n'
    (work / "body.typ").write_text(head + body, "utf-8", newline="\n")
    main = work / "main.typ"
    main.write_text(_main(meta, volume), "utf-8", newline="\n")
    return main


def in_print_face(svg: str) -> str:
    """Return a chart with its text in the face of the printed book."""
    svg = _FONT_ATTRIBUTE.sub(f"""font-family="'{SANS}'\"""", svg)
    return _FONT_STYLE.sub(f"font-family:'{SANS}'", svg)


def pandoc(
    html: str,
    meta: Meta,
    *options: str,
    folder: Path | None = None,
    findings: Findings | None = None,
) -> bytes:
    """Convert normalised HTML with pandoc, and note what it warns of."""
    given = "--from=html+tex_math_single_backslash-auto_identifiers"
    made, warnings = convert(html, given, "--wrap=none", *options, folder=folder, epoch=meta.epoch)
    noted = Findings(STRICT) if findings is None else findings
    for warning in warnings:
        kind = "mathematics" if "TeX math" in warning else "warnings"
        noted.add(kind, f"pandoc: {warning}")
    if findings is None:
        noted.stop("pandoc has warnings")
    return made


def compile_sources(
    work: Path,
    meta: Meta,
    findings: Findings | None = None,
    fonts: Sequence[Path] = (),
    nudges: Sequence[int] = NUDGES,
) -> bytes:
    """Compile ``main.typ`` in `work` to a PDF that meets `STANDARDS`.

    A formula that the compiler rejects has its source in its place, and is noted; where what is
    left breaks a standard alone, the PDF is made without, which is noted too.

    Where a page happens to end at a float, Typst 0.15 may lose track of the tags it writes (its
    issue 8776), for one height of the page and not for another. Pages are then made a little shorter.
    """
    noted = Findings(STRICT) if findings is None else findings
    paths = glyphs.fit(work, fonts, noted)
    if findings is None:
        noted.stop("the PDF has faults")
    standards: Any = list(STANDARDS)
    while True:
        try:
            return bytes(
                typst.compile(
                    work / "main.typ",
                    root=work,
                    format="pdf",
                    font_paths=paths,
                    ignore_system_fonts=True,
                    pdf_standards=standards,
                    timestamp=meta.epoch,
                    sys_inputs={"nudge": str(nudges[0])},
                )
            )
        except typst.TypstError as error:
            if "internal error" in str(error) and len(nudges) > 1:
                nudges = nudges[1:]
                continue
            explained = _explain(error, work)
            if findings is None:
                raise TransitError(explained) from error
            if formulas.put_sources(work / "body.typ", said(error), findings):
                continue
            if not standards or len(_STANDARD.findall(said(error))) < said(error).count("error: "):
                raise TransitError(explained) from error
            findings.add(
                "warnings",
                f"{explained}; the PDF is made without {' and '.join(standards)}, which name it",
            )
            standards = []


def said(error: "typst.TypstError") -> str:
    """Return what the compiler says, without colours."""
    return plain(str(error.diagnostic or error.message)).strip()


def _explain(error: "typst.TypstError", work: Path) -> str:
    """Say what the compiler said, and which document the place belongs to."""
    message = said(error)
    first, *others = re.split(r"\n+(?=error: )", message)
    if others:
        message = f"{first.strip()}\n(and {len(others)} more)"
    place = re.search(r"body\.typ:(\d+)", message)
    document = ""
    if place is not None:
        lines = (work / "body.typ").read_text("utf-8").splitlines()[: int(place.group(1))]
        marks = [line for line in lines if line.startswith("// document: ")]
        if marks:
            document = f" in document {marks[-1].removeprefix('// document: ')!r}"
    hints = "".join(f"\nhint: {hint}" for hint in error.hints if hint not in message)
    return f"Typst rejected the book{document}: {message}{hints}"


def quoted(text: str) -> str:
    """Return `text` as a Typst string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " ".join(escaped.split()) + '"'


def tagged(data: bytes) -> Counts:
    """Count the pictures, tables, formulas and notes that the tags of a PDF name."""
    names = {"/Figure": "pictures", "/Table": "tables", "/Formula": "formulas", "/Note": "notes"}
    with pikepdf.open(io.BytesIO(data)) as document:
        tree = document.Root.get("/StructTreeRoot")
        kinds = Counter(str(e.S) for e in _elements(tree)) if tree is not None else Counter()
    return Counter({kind: kinds[name] for name, kind in names.items()})


def finish(data: bytes) -> bytes:
    """Mark the first cell of each row of a table as its head, and pack the file closely."""
    packed = io.BytesIO()
    pikepdf.settings.set_flate_compression_level(9)
    with pikepdf.open(io.BytesIO(data)) as document:
        tree = document.Root.get("/StructTreeRoot")
        for element in _elements(tree) if tree is not None else ():
            if element.S == "/Table":
                _join_foot(element)
            if element.S == "/TBody":
                _mark_row_heads(element)
        document.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
    return packed.getvalue()


def _join_foot(table: pikepdf.Object) -> None:
    """Make the rows of a foot, which only keeps them together, the last of the body."""
    parts = {str(part.S): part for part in _kids(table)}
    body, foot = parts.get("/TBody"), parts.get("/TFoot")
    if body is None or foot is None:
        return
    rows = list(_kids(foot))
    for row in rows:
        row.P = body
    body.K = pikepdf.Array([*_kids(body), *rows])
    table.K = pikepdf.Array([part for part in _kids(table) if part.S != "/TFoot"])


def _mark_row_heads(body: pikepdf.Object) -> None:
    for row in _kids(body):
        first = next(_kids(row), None)
        if first is not None and first.S == "/TD":
            first.S = pikepdf.Name.TH
            given = first.get("/A", pikepdf.Array())
            scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
            if isinstance(given, pikepdf.Array):
                first.A = pikepdf.Array([*given, scope])
            else:
                given.Scope = pikepdf.Name.Row


def _elements(tree: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield every element of a structure tree."""
    waiting = [tree]
    while waiting:
        kids = list(_kids(waiting.pop()))
        yield from kids
        waiting += kids


def _kids(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid


def _main(meta: Meta, volume: Volume) -> str:
    language, _, region = meta.language.partition("-")
    arguments = {
        "title": quoted(meta.title),
        "volume": quoted(volume.name) if volume.name else "none",
        "prefix": quoted(volume.prefix),
        "subtitle": quoted(meta.subtitle) if meta.subtitle else "none",
        "authors": _array(quoted(name) for name in meta.authors),
        "keywords": _array(quoted(word) for word in meta.keywords),
        "description": quoted(meta.description) if meta.description else "none",
        "version": quoted(meta.version) if meta.version else "none",
        "year": quoted(meta.year) if meta.year else "none",
        "lang": quoted(language),
        "region": quoted(region) if region else "none",
        "date": "auto",
        "chapters-run-on": "true" if volume.run_on else "false",
        "colophon": _array(f"({quoted(head)}, {_linked(text)})" for head, text in colophon(meta)),
    }
    given = "".join(f"  {name}: {value},\n" for name, value in arguments.items())
    return f'#import "template.typ": *\n\n#show: book.with(\n{given})\n\n#include "body.typ"\n'


def colophon(meta: Meta) -> list[tuple[str, str]]:
    """Return the entries of the colophon: a head and its text each."""
    entries = [("How to cite", meta.reference)]
    if meta.description:
        entries.append(("About", meta.description))
    edition = []
    if meta.version:
        edition.append(f"Version {meta.version}")
    if meta.date:
        edition.append(f"{meta.date.day} {meta.date:%B %Y}")
    if meta.commit:
        edition.append(f"from commit {meta.commit}")
    if edition:
        entries.append(("Edition", ", ".join(edition) + "."))
    places = [
        a for a in (meta.doi and f"https://doi.org/{meta.doi}", meta.url, meta.repository) if a
    ]
    if places:
        entries.append(("Online", " ".join(dict.fromkeys(places))))
    if meta.data:
        entries.append(
            (
                "Data and code",
                "The tables behind every figure and number, their codebook and the code that "
                f"computes from them are published with the book ({meta.data} among the downloads"
                f"{'; ' + meta.repository if meta.repository else ''}).",
            )
        )
    if meta.licences:
        names = [
            f"{what}: {_LICENCES.get(name, name)}" if what else _LICENCES.get(name, name)
            for what, name in meta.licences
        ]
        entries.append(("Licence", ". ".join(names) + "."))
    if meta.copyright:
        holder = ", ".join(meta.authors)
        entries.append(("Copyright", f"© {meta.copyright} {holder}".strip() + "."))
    entries.append(
        (
            "Type and format",
            "Set in Libertinus Serif and Source Sans 3 with Typst, from the same sources as "
            "the edition for browsers. A tagged document to PDF/UA-1 and PDF/A-2a.",
        )
    )
    return entries


def _linked(text: str) -> str:
    pieces = re.split(r"(https?://\S*[^\s.,;])", text)
    made = [
        (f"box(link({quoted(piece)}))" if len(piece) <= 70 else f"link({quoted(piece)})")
        if i % 2
        else quoted_keeping_space(piece)
        for i, piece in enumerate(pieces)
        if piece
    ]
    return " + ".join(f"[#{piece}]" for piece in made) or '""'


def quoted_keeping_space(text: str) -> str:
    """Return `text` as a Typst string, with the space at its ends."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"\s+", " ", escaped) + '"'


def _array(items: Iterable[str]) -> str:
    inner = "".join(f"{item}, " for item in items)
    return f"({inner})"
