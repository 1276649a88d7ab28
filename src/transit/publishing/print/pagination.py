"""Pages of an EPUB, which has none of its own: a list by which readers can name a place.

A page holds three hundred words and begins with a paragraph or a row of a table, so that every
screen and every size of type has the same pages.
"""

from collections.abc import Mapping

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
WORDS = 300

# Within these no page begins: what a row or a caption holds is counted with it, notes are not.
_APART = {f"{XHTML}{name}" for name in ("tr", "thead", "caption", "figcaption", "aside")}


def paginate(pages: Mapping[str, bytes]) -> tuple[dict[str, bytes], bytes]:
    """Mark where pages begin.

    Parameters
    ----------
    pages : mapping
        The files of the text, XHTML by their names as the navigation document sees them, in the
        order of reading.

    Returns
    -------
    dict, bytes
        The files with their marks, and the list of the pages as an element of the navigation.
    """
    marked: dict[str, bytes] = {}
    entries: list[str] = []
    words = WORDS
    for name, source in pages.items():
        root = etree.fromstring(source)
        for element in list(root.iter(f"{XHTML}p", f"{XHTML}tr")):
            if any(parent.tag in _APART for parent in element.iterancestors()):
                continue
            if words >= WORDS:
                number = len(entries) + 1
                _mark(element, number)
                entries.append(f'<li><a href="{name}#page-{number}">{number}</a></li>')
                words = 0
            words += len("".join(map(str, element.itertext())).split())
        marked[name] = etree.tostring(
            root, encoding="UTF-8", xml_declaration=True, doctype="<!DOCTYPE html>", with_tail=False
        )
    items = "".join(entries)
    return marked, (
        '<nav epub:type="page-list" role="doc-pagelist" aria-label="Pages" hidden="hidden">'
        f"<ol>{items}</ol></nav>"
    ).encode()


def _mark(element: etree._Element, number: int) -> None:
    """Put the mark of a page before the words of a paragraph or of a row's first cell."""
    place = element if element.tag == f"{XHTML}p" else element[0]
    mark = etree.Element(f"{XHTML}span", id=f"page-{number}", role="doc-pagebreak")
    mark.set(TYPE, "pagebreak")
    mark.set("aria-label", str(number))
    mark.tail, place.text = place.text, None
    place.insert(0, mark)
