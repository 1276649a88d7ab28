"""Addresses of scripts and style sheets that change with what they hold, as Sphinx's own do.

Sphinx asks for a file by its checksum where the file is whole when the page is written.  Those that
are made or changed once all pages stand get theirs here, so that no reader who comes back sees a
new page with an old sheet.
"""

import functools
import re
import zlib
from pathlib import Path

from transit.files import write

_TAG = re.compile(r"<(?:link|script)\b[^>]*>")
_FILE = re.compile(
    r'(\b(?:href|src)="(?!https?:|//)[^"]*?_static/|\bdata-texts=")([^"?]+\.(?:css|js))(?:\?[^"]*)?"'
)


def stamp(text: str, static: Path) -> str:
    """Ask for every script and style sheet of a page by its checksum.

    Parameters
    ----------
    text : str
        A finished page.
    static : Path
        The folder of the site's static files, as readers get them.

    Returns
    -------
    str
        The page; what is not in `static` is asked for as before.
    """

    def file(match: re.Match[str]) -> str:
        version = _version(static / match[2])
        return f'{match[1]}{match[2]}?v={version}"' if version else match[0]

    return _TAG.sub(lambda tag: _FILE.sub(file, tag[0]), text)


def stamp_pages(site: Path) -> None:
    """Stamp all pages of a site."""
    _version.cache_clear()
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf8")
        stamped = stamp(text, site / "_static")
        if stamped != text:
            write(path, stamped)


@functools.cache
def _version(path: Path) -> str:
    return f"{zlib.crc32(path.read_bytes()):08x}" if path.is_file() else ""
