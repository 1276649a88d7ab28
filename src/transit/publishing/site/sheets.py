"""One style sheet for every page in place of a dozen and a half, which a phone fetches in turns."""

import posixpath
import re
from collections.abc import Iterable
from pathlib import Path

from transit.files import write

NAME = "book.css"
"""The file with the text of all sheets."""

_LINK = re.compile(
    r'<link\b(?=[^>]*\brel="stylesheet")[^>]*\bhref="(?!https?:|//)[^"]*?_static/([^"?]+)[^"]*"[^>]*>\s*'
)
_OF = re.compile(rf'href="[^"]*_static/{NAME}(?:\?[^"]*)?" data-sheets="([^"]*)"')
_CHARSET = re.compile(r"@charset[^;]*;\s*", re.I)
_IMPORT = re.compile(r"""@import\s+(?:url\()?["']?([^"')]+)["']?\)?\s*;""")
_URL = re.compile(r"""url\(\s*(["']?)(?!data:|https?:|/|#)([^"')]+)\1\s*\)""")


def join_links(text: str, static: str) -> str:
    """Put one link in the place of a page's links to style sheets of the site.

    Parameters
    ----------
    text : str
        The page.
    static : str
        Where its static files are.

    Returns
    -------
    str
        The page; the link says in ``data-sheets`` which sheets, in their order, the file is to hold.

    Examples
    --------
    >>> join_links('<link rel="stylesheet" href="_static/a.css?v=1"><link rel="stylesheet" '
    ...            'href="_static/s/b.css"></head>', "_static/")
    '<link rel="stylesheet" href="_static/book.css" data-sheets="a.css s/b.css">\\n</head>'
    """
    head, end, body = text.partition("</head>")
    names = dict.fromkeys(_LINK.findall(head))
    if not names:
        return text
    one = f'<link rel="stylesheet" href="{static}{NAME}" data-sheets="{" ".join(names)}">\n'
    head = _LINK.sub(one.replace("\\", r"\\"), head, count=1)
    kept = head.index(one) + len(one)
    return head[:kept] + _LINK.sub("", head[kept:]) + end + body


def write_joined(static: Path, pages: Iterable[str]) -> None:
    """Write the style sheet that pages of `join_links` ask for.

    Parameters
    ----------
    static : Path
        The folder of the site's static files, with the sheets.
    pages : iterable of str
        The pages.
    """
    names = dict.fromkeys(name for page in pages for of in _OF.findall(page) for name in of.split())
    if names:
        write(static / NAME, "\n".join(_whole(static, name) for name in names))


def _whole(static: Path, name: str) -> str:
    """Return a sheet with those that it imports, its addresses as seen from `static`."""
    path = static / name
    if not path.is_file():
        return ""

    def seen(address: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(name), address))

    css = _CHARSET.sub("", path.read_text("utf8"))
    imports = "".join(_whole(static, seen(address)) for address in _IMPORT.findall(css))
    return imports + _URL.sub(lambda m: f'url("{seen(m[2])}")', _IMPORT.sub("", css))
