"""A file of BibTeX entries, parsed for its keys and for the works that notes may cite."""

import pytest

from transit.citations import check_bibliography, load_keys, load_works
from transit.errors import TransitError

WORKS = """@book{a, title={{One}}, keywords={cited, other}}
@online{b, title={Two}, url={https://example.org}, keywords={method}}
"""


@pytest.fixture
def works(tmp_path):
    path = tmp_path / "works.bib"
    path.write_text(WORKS, encoding="utf-8")
    return path


def test_works_by_keyword(works, tmp_path):
    assert [work.key for work in load_works(works)] == ["a", "b"]
    assert [work.key for work in load_works(works, "cited")] == ["a"]
    assert load_works(works)[1].url == "https://example.org"
    with pytest.raises(TransitError, match="no entry with the keyword 'absent'"):
        load_works(works, "absent")
    with pytest.raises(TransitError, match=r"none\.bib: cannot be read"):
        load_works(tmp_path / "none.bib")


def test_keys_of_the_report(repository, bibliography):
    assert load_keys(repository / "references.bib") == set(bibliography["key"])


def test_keys_need_no_sound_entries(works):
    assert load_keys(works) == {"a", "b"}
    with pytest.raises(TransitError, match="is missing from this @book"):
        check_bibliography(works)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (WORKS + "@book{a, title={Again}}\n", r"works\.bib:3: a: the key stands already in line 1"),
        (WORKS + "@book{c, title={{Open}\n", r"works\.bib:3: c: cannot be parsed"),
    ],
)
def test_keys_of_a_broken_file(works, text, message):
    works.write_text(text, encoding="utf-8")
    with pytest.raises(TransitError, match=message):
        load_keys(works)
