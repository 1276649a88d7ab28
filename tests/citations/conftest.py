"""The article's notes and their works."""

import pandas as pd
import pytest

from transit.citations import join_works


@pytest.fixture(scope="session")
def notes(repository):
    """The article's notes."""
    return pd.read_csv(repository / "data" / "article" / "notes.csv", keep_default_na=False)


@pytest.fixture(scope="session")
def joined(notes, bibliography):
    """The article's notes, joined with their works."""
    return join_works(notes, bibliography)
