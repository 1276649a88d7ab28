"""The EPUB: the same book for reading systems that fit the text to their screen."""

import io
import json
import re
import tempfile
import time
import uuid
import zipfile
from collections import Counter
from collections.abc import Sequence
from html import escape
from pathlib import Path

import typst
from lxml import etree

from transit.display.lettering import outlined
from transit.display.svg import on_paper
from transit.errors import TransitError
from transit.files import write
from transit.publishing.contents import Counts, compare
from transit.publishing.findings import STRICT, Findings
from transit.publishing.meta import Meta
from transit.publishing.print import glyphs
from transit.publishing.print.chapters import complete
from transit.publishing.print.normalise import NONE, SHOWN, Normalised, normalise
from transit.publishing.print.pagination import paginate
from transit.publishing.print.pdf import (
    HERE,
    colophon,
    in_print_face,
    pandoc,
)
from transit.publishing.volumes import WHOLE, Volume

_PIXELS_PER_INCH = 288  # 400 by 600 pt make 1600 by 2400 pixels
_MIMETYPE = "mimetype"


def build_epub(
    singlehtml_dir: Path | str,
    out: Path | str,
    *,
    meta: Meta,
    volumes: Sequence[Volume] = (WHOLE,),
    findings: Findings | None = None,
    fonts: Sequence[Path] = (),
    code: str = SHOWN,
) -> Path:
    """Make an EPUB 3 of a book.

    Parameters
    ----------
    singlehtml_dir : path
        The output folder of Sphinx's ``singlehtml`` builder.
    out : path
        The EPUB to write, aside and then moved into place: an earlier file stays if
        anything fails.
    meta : Meta
        What the title page, the colophon and the metadata say.
    volumes : sequence of Volume
        Those of the printed book, whose numbers chapters and tables have here too.
    findings, fonts, code
        As for :func:`build_pdf`.

    Returns
    -------
    Path
        `out`.

    Raises
    ------
    TransitError
        If the HTML cannot be used or pandoc objects to the book.
    """
    out = Path(out)
    with tempfile.TemporaryDirectory(prefix="print-") as scratch:
        work = Path(scratch)
        parts = ((meta.title, (meta.root,)), *meta.parts) if meta.parts else ()
        book = normalise(
            singlehtml_dir,
            work,
            parts=parts,
            url=meta.url or None,
            title=meta.title,
            root=meta.root,
            root_title=meta.root_title,
            volumes=volumes,
            findings=findings,
            code=code,
            narrow=True,
        )
        (work / "metadata.json").write_text(json.dumps(_metadata(book, meta)), "utf-8")
        draw_cover(book, meta, work / "cover.png", findings, fonts)
        for picture in work.glob("*.svg"):
            whole = on_paper(outlined(picture.read_text("utf-8")))
            picture.write_text(whole, "utf-8", newline="\n")
        data = pandoc(
            _with_front(book.html, meta),
            meta,
            "--to=epub3",
            "--mathml",
            f"--syntax-highlighting={'none' if code == NONE else 'pygments'}",
            "--output=-",
            f"--lua-filter={HERE / 'epub.lua'}",
            f"--css={HERE / 'epub.css'}",
            "--metadata-file=metadata.json",
            "--epub-cover-image=cover.png",
            f"--split-level={2 if meta.parts else 1}",
            f"--epub-title-page={'false' if meta.parts else 'true'}",
            "--toc",
            "--toc-depth=3",
            folder=work,
            findings=findings,
        )
    packed = _repack(data, meta)
    if findings is not None:
        compare(findings, "EPUB", "", book.contents, held(packed))
    return write(out, packed)


def held(data: bytes) -> Counts:
    """Count what stands in the files of an EPUB."""
    found: Counts = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.endswith(".xhtml") or name.endswith(("nav.xhtml", "cover.xhtml")):
                continue
            for element in etree.fromstring(archive.read(name)).iter("{*}*"):
                tag, of = etree.QName(element).localname, (element.get("class") or "").split()
                found["pictures"] += tag == "img"
                found["tables"] += tag == "table"
                found["formulas"] += tag == "math"
                found["code cells"] += tag == "code" and "sourceCode" in of
                found["notes"] += element.get("role") == "doc-footnote"
    return found


def draw_cover(
    book: Normalised,
    meta: Meta,
    out: Path,
    findings: Findings | None = None,
    fonts: Sequence[Path] = (),
) -> Path:
    """Draw the cover, with the first chart of the book, as a PNG of 1600 by 2400 pixels."""
    words = {
        "title": meta.title,
        "subtitle": meta.subtitle,
        "authors": ", ".join(meta.authors),
        "lang": meta.lang.partition("-")[0],
    }
    with tempfile.TemporaryDirectory(prefix="cover-") as scratch:
        folder = Path(scratch)
        if book.lead is not None:
            picture = folder / f"lead{book.lead.suffix}"
            if book.lead.suffix == ".svg":
                picture.write_text(in_print_face(book.lead.read_text("utf-8")), "utf-8")
            else:
                picture.write_bytes(book.lead.read_bytes())
            words["picture"] = picture.name
        (folder / "cover.json").write_text(json.dumps(words), "utf-8")
        (folder / "cover.typ").write_bytes((HERE / "cover.typ").read_bytes())
        noted = Findings(STRICT) if findings is None else findings
        paths = glyphs.fit(folder, fonts, noted)
        if findings is None:
            noted.stop("the cover has faults")
        try:
            image = typst.compile(
                folder / "cover.typ",
                root=folder,
                format="png",
                ppi=_PIXELS_PER_INCH,
                font_paths=paths,
                ignore_system_fonts=True,
                sys_inputs={"cover": "cover.json"},
            )
        except typst.TypstError as error:
            raise TransitError(f"Typst could not draw the cover: {error.message}") from error
    out.write_bytes(image)
    return out


_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")


def literally(text: str) -> str:
    r"""Return what pandoc, which reads metadata as Markdown, takes for `text` and no markup.

    Examples
    --------
    >>> print(literally("*Votes* ![](seats.png)"))
    \*Votes\* \!\[\]\(seats\.png\)
    """
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _metadata(book: Normalised, meta: Meta) -> dict[str, object]:
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{meta.address or meta.full_title}#{meta.version}")
    titles = [{"type": "main", "text": literally(meta.title)}]
    identifiers = [{"scheme": "UUID", "text": literally(f"urn:uuid:{name}")}]
    given = {
        "subtitle": meta.subtitle,
        "description": meta.description,
        "date": meta.date.isoformat() if meta.date else "",
        "rights": dict(colophon(meta)).get("Licence", ""),
    }
    if meta.subtitle:
        titles.append({"type": "subtitle", "text": literally(meta.subtitle)})
    if meta.doi:
        identifiers.append({"scheme": "DOI", "text": literally(meta.doi)})
    return {
        "title": titles,
        "creator": [{"role": "aut", "text": literally(author)} for author in meta.authors],
        "identifier": identifiers,
        "lang": literally(meta.language),
        "toc-title": "Contents",
        "subject": [literally(word) for word in meta.keywords],
        **{name: literally(text) for name, text in given.items() if text},
        **_accessibility(book),
    }


def _accessibility(book: Normalised) -> dict[str, object]:
    features = [
        "structuralNavigation",
        "tableOfContents",
        "readingOrder",
        "displayTransformability",
        "pageBreakMarkers",
        "pageNavigation",
    ]
    if book.figures:
        features.append("alternativeText")
    if book.equations:
        features += ["MathML", "describedMath"]
    return {
        "accessModes": ["textual", "visual"] if book.figures else ["textual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeatures": features,
        "accessibilityHazards": ["none"],
        "conformsTo": "EPUB Accessibility 1.1 - WCAG 2.1 Level AA",
        "accessibilitySummary": (
            "Every figure has a text alternative that states what it shows, tables have "
            "marked heads, mathematics is MathML, and all text reflows. Pages of 300 words are the "
            "same on every screen; they are not those of print."
        ),
    }


def _with_front(html: str, meta: Meta) -> str:
    """Put the title page and the colophon before the first chapter.

    A book in parts has its title as the first of them: so its front matter stands at the
    level of chapters too, and no reading system starts a page at each of its sections.
    """
    if not meta.parts:
        return _colophon(meta, 1) + html
    title, _, rest = html.partition("</h1>")
    edition = " · ".join(filter(None, (meta.version and f"Version {meta.version}", meta.year)))
    lines = [
        meta.subtitle and f"<em>{_escaped(meta.subtitle)}</em>",
        _escaped(", ".join(meta.authors)),
        _escaped(edition),
    ]
    front = "".join(f"<p>{line}</p>" for line in lines if line)
    return f"{title}</h1>{front}{_colophon(meta, 2)}{rest}"


def _colophon(meta: Meta, level: int) -> str:
    entries = [(head, text) for head, text in colophon(meta) if head != "Type and format"]
    body = "".join(
        f"<p><strong>{_escaped(head)}.</strong> {_linked(text)}</p>" for head, text in entries
    )
    return f'<h{level} data-role="chapter" data-kind="colophon" id="colophon">Colophon</h{level}>{body}'


def _linked(text: str) -> str:
    words = []
    for word in text.split(" "):
        address = word.rstrip(".,;")
        if address.startswith(("https://", "http://")):
            link = f'<a href="{escape(address, quote=True)}">{_escaped(address)}</a>'
            words.append(link + _escaped(word[len(address) :]))
        else:
            words.append(_escaped(word))
    return " ".join(words)


def _escaped(text: str) -> str:
    """Return text as HTML in which pandoc finds no delimiter of mathematics either."""
    return escape(text).replace("\\", "<span>\\</span>")


def _repack(data: bytes, meta: Meta) -> bytes:
    """Write the archive anew, its texts completed, with one date, one order and one compression."""
    moment = time.gmtime(meta.epoch)[:6]
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        files = {name: old.read(name) for name in old.namelist()}
        _complete(files, meta)
        for name in sorted(files, key=lambda n: (n != _MIMETYPE, n)):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_STORED if name == _MIMETYPE else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            new.writestr(entry, files[name])
    return packed.getvalue()


def _complete(files: dict[str, bytes], meta: Meta) -> None:
    """Complete the texts of an archive, and mark its pages."""
    for name in files:
        if name.endswith(".xhtml"):
            files[name] = complete(name, files[name], f"Cover: {meta.full_title}")
    folder = "EPUB/"
    texts = [n.removeprefix(folder) for n in sorted(files) if re.search(r"text/ch\d+\.xhtml$", n)]
    marked, listed = paginate({name: files[folder + name] for name in texts})
    files.update({folder + name: page for name, page in marked.items()})
    nav, package = f"{folder}nav.xhtml", f"{folder}content.opf"
    files[nav] = files[nav].replace(b"</body>", listed + b"</body>")
    # The cover is no drawing any more, and the pages are those of no other edition.
    source = b'<meta property="pageBreakSource">none</meta>'
    files[package] = (
        files[package]
        .replace(b' properties="svg"', b"")
        .replace(b"</metadata>", source + b"</metadata>")
    )
