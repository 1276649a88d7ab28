"""Pandoc: which one is used, and running it."""

import os
import subprocess
from functools import cache
from pathlib import Path

import pypandoc

from transit.errors import TransitError


@cache
def path() -> str:
    """Return where pandoc is: the one that came with the package, whatever else the machine has."""
    bundled = Path(pypandoc.__file__).parent / "files" / "pandoc"
    return str(bundled) if bundled.is_file() else str(pypandoc.get_pandoc_path())


def convert(
    source: str | bytes,
    *options: str,
    folder: Path | None = None,
    epoch: int | None = None,
    seconds: int | None = None,
) -> tuple[bytes, list[str]]:
    """Convert a text or a file's content with pandoc.

    Parameters
    ----------
    source : str or bytes
        What is read.
    options : str
        Of the command line.
    folder : Path, optional
        Where it runs.
    epoch : int, optional
        The moment that the result bears, in seconds since 1970.
    seconds : int, optional
        Longest that it may take.

    Returns
    -------
    bytes
        What pandoc wrote.
    list of str
        What it warned of.

    Raises
    ------
    TransitError
        If it cannot convert the source, or takes longer.

    Examples
    --------
    >>> convert("*a*", "--from=markdown", "--to=html")[0].strip()
    b'<p><em>a</em></p>'
    """
    moment = {} if epoch is None else {"SOURCE_DATE_EPOCH": str(epoch)}
    try:
        done = subprocess.run(
            [path(), *options],
            input=source.encode() if isinstance(source, str) else source,
            capture_output=True,
            cwd=folder,
            env={**os.environ, **moment},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TransitError(f"pandoc took longer than {seconds} seconds") from error
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode:
        raise TransitError(f"pandoc: {said}")
    warnings = [part.strip() for part in said.split("[WARNING]") if part.strip()]
    return done.stdout, warnings
