"""The configuration of a book with a bibliography and nothing else."""

import pytest


@pytest.fixture(scope="session")
def conf():
    return """
extensions = ["transit.publishing.bibliography"]
bibtex_bibfiles = ["works.bib"]
bibtex_default_style = "transit"
bibtex_reference_style = "transit"
root_doc = "index"
html_theme = "basic"
"""
