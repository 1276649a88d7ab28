"""The numbers of every page: all that its sentences name and nothing else, and some by value."""

import re
from functools import cache

from transit import report

GLUED = re.compile(r"\{glue:text\}`([^`]+)`")

KNOWN = {
    "index": {"fall_from": "1993", "fall_to": "1995", "early_president": "Five"},
    "introduction": {"kaz_1993": "0.37", "early_share": "77"},
    "political-construction-kit": {"share_2015": 97.75, "turnout_2015": 95.22},
    "search-for-an-ideal-model": {"seven": "seven", "longest": 24, "annulled": "December 1995"},
    "new-trend": {"resigned": "19 March 2019", "months": "eight"},
    "clarity": {"days": 82, "share_2019": 70.96, "lowest": "2019", "bare": "All five"},
    "where-the-article-stands": {"works": 49, "positions": 59, "titles": "eight"},
    "after-the-article": {
        "decree": "9 October 2019",
        "legislature_before": "1994",
        "held": "seven",
        "held_sets": "four",
        "outcomes": "supported for two and open for nine",
    },
    "claims": {"statements": 211, "readings": 305, "ours": "four"},
    "citations": {"notes": 28, "newest": "2017", "median_age": "8"},
    "data": {"first": "1990", "values": 7212},
    "methods": {"level": "0.05", "level_share": "5", "kinds": 16, "python": "3.11 to 3.13"},
    "terms": {"council": 17, "council_where": 11, "draws": 42},
    "conclusion": {"decree": "9 October 2019", "chair": "5 January 2022"},
}


@cache
def numbers_of(page, repository):
    return report.chapter(page, repository).numbers()


def told(path):
    return set(GLUED.findall(path.read_text("utf-8")))


def pytest_generate_tests(metafunc):
    if "page" in metafunc.fixturenames:
        metafunc.parametrize("page", KNOWN)


def test_every_number_of_a_page_is_computed_and_every_computed_one_is_told(page, repository):
    numbers = numbers_of(page, repository)
    (path,) = (repository / "book").rglob(f"{page}.md")
    assert set(numbers) == told(path)
    assert all(report.in_sentence(value, name) for name, value in numbers.items())


def test_numbers_agree_with_the_tables(page, repository):
    numbers = numbers_of(page, repository)
    assert {name: numbers[name] for name in KNOWN[page]} == KNOWN[page]


def test_only_pages_that_tell_numbers_are_tested(repository):
    telling = {path.stem for path in (repository / "book").rglob("*.md") if told(path)}
    assert set(KNOWN) == telling
