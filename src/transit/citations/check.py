"""Every check of a project's citations at once."""

from pathlib import Path

import pandas as pd

from transit.article import read_table
from transit.citations.bibliography import check_bibliography
from transit.citations.notes import join_works
from transit.citations.uses import check_uses, find_uses


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
        If a table of the article is faulty, an entry is faulty, a note does not resolve, a key that is used does not exist, or an
        entry is not used.
    """
    root = Path(root)
    bibliography = check_bibliography(root / "references.bib")
    notes = read_table(root / "data" / "article" / "notes.csv")
    joined = join_works(notes, bibliography)
    uses = check_uses(bibliography, find_uses(root))
    counts = joined.groupby("key")["note"].nunique()
    return uses.assign(notes=uses["key"].map(counts).fillna(0).astype(int))
