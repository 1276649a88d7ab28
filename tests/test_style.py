"""The style of the prose, as far as a tool can see it; CONTRIBUTING.md says the rest."""

import re
from importlib.resources import files

import pytest
from codespell_lib import main as codespell

AMERICAN_TOO = {
    "practice",
    "practices",
    "program",
    "programs",
    "license",
    "licenses",
    "meter",
    "story",
    "stories",
}
"""American spellings that are British ones of another word."""

RULES = {
    "per cent in prose": r"\d\s?%(?![\w-])",
    "day before month": r"\b(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December) \d{1,2},",
    "an en dash in a span of years": r"\b(?:19|20)\d\d-(?:19|20)?\d\d\b(?!-)",
    "names as in the tables": r"\b(?:Nazarbaev|Tokaev|Majilis|Majlis|Nursultan city|Kazakstan)\b",
    "no contraction": r"\b\w+n['’]t\b",
}


def prose(path):
    """Return the text of a page without front matter, code, roles, links and addresses."""
    text = path.read_text("utf-8")
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"^(`{3,})\{code-cell\}.*?^\1$|^(`{3,})\w*\n.*?^\2$", "", text, flags=re.M | re.S)
    text = re.sub(r"\{[\w:-]+\}`[^`]*`|`[^`]*`|\]\([^)]*\)|https?://\S+", " ", text)
    return text


@pytest.fixture(scope="module")
def pages(repository):
    return [
        *sorted((repository / "book").rglob("*.md")),
        repository / "README.md",
        repository / "CONTRIBUTING.md",
    ]


def test_spelling(repository, pages, monkeypatch):
    monkeypatch.chdir(repository)
    own = ["data/claims.csv", "data/chronology", "CITATION.cff"]
    assert codespell(*map(str, pages), *own) == 0


def test_spelling_is_british(pages):
    listed = files("codespell_lib").joinpath("data/dictionary_en-GB_to_en-US.txt")
    pairs = (line.split("->") for line in listed.read_text("utf-8").splitlines())
    british = {us.strip(): gb for gb, us in pairs if "," not in us}
    for page in pages:
        words = set(re.findall(r"[a-z]+", prose(page).lower())) - AMERICAN_TOO
        assert not {word: british[word] for word in words if word in british}, page.name


@pytest.mark.parametrize("rule", RULES)
def test_one_way_to_write(pages, rule):
    found = {page.name: re.findall(RULES[rule], prose(page)) for page in pages}
    assert not {name: hits for name, hits in found.items() if hits}


def test_every_figure_is_called_out_and_no_other(repository):
    pages = [path.read_text("utf-8") for path in (repository / "book").rglob("*.md")]
    own = [name for page in pages for name in re.findall(r"^ +name: (fig-[\w-]+)$", page, re.M)]
    called = {name for page in pages for name in re.findall(r"\{numref\}`(fig-[\w-]+)`", page)}
    assert len(own) == len(set(own)) and set(own) == called
