"""Pandoc: which one is used, and running it."""

import os
import subprocess
from functools import cache
from pathlib import Path

import pypandoc

from transit.errors import TransitError


@cache
def pandoc_path() -> str:
    """Return the pandoc that came with the package, whatever else the machine has."""
    bundled = Path(pypandoc.__file__).parent / "files" / "pandoc"
    return str(bundled) if bundled.is_file() else str(pypandoc.get_pandoc_path())


def convert(
    text: str, *options: str, folder: Path | None = None, epoch: int | None = None
) -> tuple[bytes, list[str]]:
    """Convert a text with pandoc.

    Parameters
    ----------
    text : str
        What is read.
    options : str
        Of the command line.
    folder : Path, optional
        Where it runs.
    epoch : int, optional
        The moment that the result bears, in seconds since 1970.

    Returns
    -------
    bytes
        What pandoc wrote.
    list of str
        What it warned of.

    Raises
    ------
    TransitError
        If it could not convert the text.

    Examples
    --------
    >>> convert("*a*", "--from=markdown", "--to=html")[0].strip()
    b'<p><em>a</em></p>'
    """
    moment = {} if epoch is None else {"SOURCE_DATE_EPOCH": str(epoch)}
    done = subprocess.run(
        [pandoc_path(), *options],
        input=text.encode(),
        capture_output=True,
        cwd=folder,
        env={**os.environ, **moment},
        check=False,
    )
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode:
        raise TransitError(f"pandoc could not convert the book: {said}")
    warnings = [part.strip() for part in said.split("[WARNING]") if part.strip()]
    return done.stdout, warnings
