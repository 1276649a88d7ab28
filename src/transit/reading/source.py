"""The file of an article: opened with care, decoded, described."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from transit.errors import TransitError

MAX_BYTES = 2_000_000
"""Largest file read; an article is some tens of kilobytes."""

MAX_DOCUMENT = 100_000_000
"""Largest document of another format read; its pictures count."""

MAX_LINES = 50_000
"""Most lines read; an article has some hundreds."""

MAX_PAGES = 2_000
"""Most pages told apart; an article has some tens."""

_HYPHENS = str.maketrans("\u2010\u2011", "--")
_SOFT = re.compile(r"\u00ad(?=\S)")

_OTHER_FORMATS = (
    (b"%PDF", "a PDF file", "give its name the ending .pdf"),
    (b"PK\x03\x04", "a Word, OpenDocument or other zipped file", "give its name its ending"),
    (b"\xd0\xcf\x11\xe0", "a Word file of the older kind", "save it as .docx"),
    (b"{\\rtf", "a Rich Text file", "give its name the ending .rtf"),
    (b"\xff\xfe", "a text in UTF-16", "save it in UTF-8"),
    (b"\xfe\xff", "a text in UTF-16", "save it in UTF-8"),
)


@dataclass(frozen=True)
class Source:
    """A decoded text with what identifies the file it came from."""

    name: str
    text: str
    sha256: str
    bytes: int
    characters: int


def compose(text: str) -> str:
    """Write every letter and hyphen in one way, so that a word has one spelling.

    Letters are composed (NFC), the hyphens U+2010 and U+2011 become "-", and a soft hyphen
    (U+00AD) goes unless it ends its line.

    Examples
    --------
    >>> compose("par" + chr(0xAD) + "liament, off" + chr(0x2011) + "year")
    'parliament, off-year'
    """
    return _SOFT.sub("", unicodedata.normalize("NFC", text).translate(_HYPHENS))


def describe_source(path: str | Path, largest: int = MAX_BYTES) -> Source:
    """Describe a file that is no plain text: its text stays empty.

    Raises
    ------
    TransitError
        If the file is missing, no file, or too large.
    """
    path = _existing(path, largest)
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    return Source(str(path), "", digest, len(raw), 0)


def _existing(path: str | Path, largest: int) -> Path:
    path = Path(path)
    if not path.exists():
        raise TransitError(f"{path}: no such file; give the path of the article's text")
    if not path.is_file():
        raise TransitError(f"{path}: not a file; give the path of the article's text")
    size = path.stat().st_size
    if size > largest:
        raise TransitError(
            f"{path}: {size:,} bytes, and the text of one article is expected to have at most "
            f"{largest:,}; give one article as plain text"
        )
    return path


def open_source(path: str | Path) -> Source:
    """Read the text of an article from a file.

    Parameters
    ----------
    path : str or Path
        A plain text file in UTF-8, at most `MAX_BYTES` long.

    Returns
    -------
    Source
        The text without a byte order mark, with line feeds as line ends, and as `compose`
        gives it; SHA-256 and size are those of the file as it stands on disk.

    Raises
    ------
    TransitError
        If the file is missing, no file, too large, empty, of another format, or not UTF-8.
    """
    path = _existing(path, MAX_BYTES)
    size = path.stat().st_size
    raw = path.read_bytes()
    for magic, what, remedy in _OTHER_FORMATS:
        if raw.startswith(magic):
            raise TransitError(f"{path}: this is {what}, not plain text; {remedy}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise TransitError(
            f"{path}: not UTF-8 at byte {error.start} (line {line}): "
            f"0x{raw[error.start]:02x}; save the text in UTF-8"
        ) from error
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise TransitError(
            f"{path}: a zero byte in line {line}, so this is no plain text; save it as plain text"
        )
    if not text.strip():
        raise TransitError(f"{path}: the file is empty; give the article's text")
    joined = compose(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = joined.count("\n") + joined.count("\f") + 1
    if lines > MAX_LINES:
        raise TransitError(
            f"{path}: {lines:,} lines, and the text of one article is expected to have at most "
            f"{MAX_LINES:,}; give one article as plain text"
        )
    return Source(
        name=str(path),
        text=joined,
        sha256=hashlib.sha256(raw).hexdigest(),
        bytes=size,
        characters=len(text),
    )
