"""The bibliography, the notes, and small ones for what must not pass."""

import pandas as pd
import pytest

from transit.citations import join_works, load_bibliography


@pytest.fixture(scope="session")
def bibliography(repository):
    """The report's bibliography."""
    return load_bibliography(repository / "references.bib")


@pytest.fixture(scope="session")
def notes(repository):
    """The article's notes."""
    return pd.read_csv(repository / "data" / "article" / "notes.csv", keep_default_na=False)


@pytest.fixture(scope="session")
def joined(notes, bibliography):
    """The article's notes, joined with their works."""
    return join_works(notes, bibliography)
