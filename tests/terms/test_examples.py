import re

import pytest

from transit.terms import examples


def test_every_example_agrees_with_its_published_value():
    frame = examples.worked_examples()
    assert len(frame) == 29
    assert frame["agrees"].all(), frame[~frame["agrees"]]


def test_the_sources_are_in_the_bibliography(repository):
    keys = set(re.findall(r"^@\w+\{([^,]+),", (repository / "references.bib").read_text("utf-8"),
                          re.MULTILINE))
    assert set(examples.worked_examples()["source"]) <= keys


def test_every_source_named_in_a_docstring_is_in_the_bibliography(repository):
    keys = set(re.findall(r"^@\w+\{([^,]+),", (repository / "references.bib").read_text("utf-8"),
                          re.MULTILINE))
    for path in (repository / "src" / "transit" / "terms").glob("*.py"):
        named = set(re.findall(r"`([a-z-]+\d{4}[a-z]+)`", path.read_text("utf-8")))
        assert named <= keys, f"{path.name}: {sorted(named - keys)}"


@pytest.mark.parametrize("family", ["keyness", "dispersion", "association", "diversity"])
def test_families(family):
    assert set(examples.worked_examples(family)["family"]) == {family}
