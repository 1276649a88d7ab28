"""The files of an EPUB, completed: what each part is, and words for what only sight would tell."""

from pathlib import PurePosixPath

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"

#: The kinds of section that EPUB and DPUB-ARIA both name, by the class of the section, and the
#: part of the book that each belongs to.
_KINDS = {
    "part": ("part", "doc-part", "bodymatter"),
    "colophon": ("colophon", "doc-colophon", "frontmatter"),
    "bibliography": ("bibliography", "doc-bibliography", "backmatter"),
    "glossary": ("glossary", "doc-glossary", "backmatter"),
    "chapter": ("chapter", "doc-chapter", "bodymatter"),
}


def complete(name: str, page: bytes, cover: str) -> bytes:
    """Complete a file of an EPUB that pandoc wrote.

    Parameters
    ----------
    name : str
        Its name in the archive.
    page : bytes
        XHTML.
    cover : str
        The text alternative of the cover.

    Returns
    -------
    bytes
        XHTML whose title is its heading, whose sections say what they are, whose formulas carry
        their words, whose heads say what they head, and whose cover has an alternative.
    """
    root = etree.fromstring(page)
    body = root.find(f"{XHTML}body")
    if body is None or PurePosixPath(name).name == "nav.xhtml":
        return page
    if body.get("id") == "cover":
        _set_cover(body, cover)
    _set_title(root, body)
    _name_sections(body)
    for holder in body.iterfind(".//*[@data-alttext]"):
        words = holder.attrib.pop("data-alttext")
        for formula in holder.iter(f"{MATHML}math"):
            formula.set("alttext", words)
    for head in list(body.iter(f"{XHTML}th")):
        if not len(head) and not (head.text or "").strip():
            head.tag = f"{XHTML}td"  # a head without words would be announced as one
            continue
        in_head = next(head.iterancestors(f"{XHTML}thead"), None) is not None
        head.set("scope", "col" if in_head else "row")
    for link in body.iter(f"{XHTML}a"):
        _name_link(link)
    return etree.tostring(
        root, encoding="UTF-8", xml_declaration=True, doctype="<!DOCTYPE html>", with_tail=False
    )


def _set_cover(body: etree._Element, words: str) -> None:
    """Put an image with an alternative in the place of a drawing that holds it."""
    source = next((e.get("{http://www.w3.org/1999/xlink}href") for e in body.iter("{*}image")), "")
    for child in list(body):
        body.remove(child)
    body.set(f"{EPUB}type", "frontmatter")
    section = etree.SubElement(body, f"{XHTML}section", {f"{EPUB}type": "cover"})
    etree.SubElement(
        section, f"{XHTML}img", {"src": str(source), "alt": words, "role": "doc-cover"}
    )


def _set_title(root: etree._Element, body: etree._Element) -> None:
    """Give a file its first heading as its title, in place of its file name."""
    heading = next((e for e in body.iter(f"{XHTML}h1", f"{XHTML}h2")), None)
    title = root.find(f"{XHTML}head/{XHTML}title")
    if heading is not None and title is not None:
        title.text = " ".join("".join(map(str, heading.itertext())).split())


def _name_sections(body: etree._Element) -> None:
    for section in body.iter(f"{XHTML}section"):
        classes = (section.get("class") or "").split()
        kind = next((found for found in _KINDS if found in classes), None)
        if kind is None:
            continue
        type_, role, matter = _KINDS[kind]
        section.set(f"{EPUB}type", type_)
        section.set("role", role)
        heading = next(section.iter(*(f"{XHTML}h{level}" for level in range(1, 7))), None)
        if heading is not None and section.get("id"):
            heading.set("id", f"{section.get('id')}-title")
            section.set("aria-labelledby", f"{section.get('id')}-title")
        if section.getparent() is body:
            body.set(f"{EPUB}type", matter)


def _name_link(link: etree._Element) -> None:
    """Say of a link into the bibliography or the glossary that it is one."""
    target = (link.get("href") or "").rpartition("#")[2]
    if "role" in link.attrib:
        return
    if "--ref-" in target:
        link.set("role", "doc-biblioref")
        link.set(f"{EPUB}type", "biblioref")
    elif "--term-" in target:
        link.set("role", "doc-glossref")
        link.set(f"{EPUB}type", "glossref")
    elif any("backrefs" in (e.get("class") or "") for e in link.iterancestors()):
        link.set("role", "doc-backlink")
        link.set(f"{EPUB}type", "backlink")
