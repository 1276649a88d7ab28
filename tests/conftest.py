"""Shared fixtures: the repository, and the article's text where it is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from transit.citations import load_bibliography

REPOSITORY = Path(__file__).resolve().parents[1]
COSTLY = ("drawings", "built", "delivered", "archive", "printed")
"""Fixtures that take long to make: the tests that use one stay in one process."""


def find_article() -> Path | None:
    """The article's text: ``ARTICLE``, else ``../shared/article/article.txt``; None if absent."""
    given = os.environ.get("ARTICLE")
    path = Path(given) if given else REPOSITORY.parent / "shared" / "article" / "article.txt"
    return path.resolve() if path.is_file() else None


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "needs_article: needs the article's text; runs only where it is at hand"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        made = next((name for name in COSTLY if name in getattr(item, "fixturenames", ())), None)
        if made:
            item.add_marker(pytest.mark.xdist_group(made))
    if find_article() is not None:
        return
    needy = [item for item in items if item.get_closest_marker("needs_article")]
    if needy:
        config.hook.pytest_deselected(items=needy)
        items[:] = [item for item in items if item not in needy]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top folder of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def article_path() -> Path:
    """The article's text, for tests marked ``needs_article``."""
    path = find_article()
    assert path is not None, "a test that uses article_path has to be marked needs_article"
    return path


@pytest.fixture(scope="session")
def bibliography(repository: Path) -> pd.DataFrame:
    """The report's bibliography."""
    return load_bibliography(repository / "references.bib")
