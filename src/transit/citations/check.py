"""Every check of a project's citations at once."""

from pathlib import Path

import pandas as pd

from transit.citations.bibliography import load_bibliography
from transit.citations.notes import join_works
from transit.citations.uses import check_uses, find_uses
from transit.errors import TransitError


def check(root: Path | str = ".") -> pd.DataFrame:
    """Check bibliography, notes and uses of a project.

    Parameters
    ----------
    root : path-like
        The folder that holds ``references.bib``, ``book``, ``data`` and ``src``.

    Returns
    -------
    DataFrame
        As `transit.citations.check_uses` returns it, with a column ``notes``: how many of the
        article's notes cite the entry.

    Raises
    ------
    TransitError
        If an entry is faulty, a note does not resolve, a key that is used does not exist, or an
        entry is not used.
    """
    root = Path(root)
    bibliography = load_bibliography(root / "references.bib")
    path = root / "data" / "article" / "notes.csv"
    try:
        notes = pd.read_csv(path, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise TransitError(f"{path}: cannot be read as a table: {error}") from error
    joined = join_works(notes, bibliography)
    uses = check_uses(bibliography, find_uses(root))
    counts = joined.groupby("key")["note"].nunique()
    return uses.assign(notes=uses["key"].map(counts).fillna(0).astype(int))
