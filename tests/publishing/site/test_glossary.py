"""Finding glossary terms in text."""

from transit.publishing.site import glossary


def find(text: str, *terms: str) -> list[str]:
    return [match["term"] for match in glossary.term_pattern(terms).finditer(text)]


def test_longest_term_wins():
    assert find("the Security Council met", "council", "Security Council") == ["Security Council"]


def test_case_of_the_first_letter_and_plural():
    assert find("Referendums and a referendum", "referendum") == ["Referendum", "referendum"]


def test_only_whole_words():
    assert find("a verdictless non-verdict", "verdict") == []


def test_no_terms_no_pattern():
    assert glossary.term_pattern([]) is None
    assert glossary.term_pattern(["ab"]) is None
