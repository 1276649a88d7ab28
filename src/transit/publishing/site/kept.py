"""What one build makes and the next can use: results kept by what they were made from."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from sphinx.application import Sphinx

from transit.files import write

FOLDER = "kept"
_AT_MOST = 3


def kept(app: Sphinx, kind: str, parts: Iterable[str | bytes], make: Callable[[], bytes]) -> bytes:
    """Make something, or take it from an earlier build that made it from the same.

    Parameters
    ----------
    app : Sphinx
        The application; results lie beside its parsed documents.
    kind : str
        What it is, as part of a file's name; of each kind the last few results are kept.
    parts : iterable of str or bytes
        Everything that the result depends on.
    make : callable
        Makes the result.

    Returns
    -------
    bytes
        The result.
    """
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(hashlib.sha256(data).digest())
    folder = Path(app.doctreedir, FOLDER)
    path = folder / f"{kind}-{total.hexdigest()[:32]}"
    if not path.is_file():
        write(path, make())
        others = [p for p in folder.glob(f"{kind}-{'?' * 32}") if p != path]
        for old in sorted(others, key=lambda p: p.stat().st_mtime)[: 1 - _AT_MOST]:
            old.unlink()
    return path.read_bytes()
