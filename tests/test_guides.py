"""The guides for readers of the repository name what is there."""

import re

import pytest

GUIDES = ("README.md", "CONTRIBUTING.md")
GENERATED = ("_build/",)


@pytest.mark.parametrize("guide", GUIDES)
def test_paths_named_in_a_guide_exist(repository, guide):
    text = (repository / guide).read_text("utf-8")
    named = set(re.findall(r"`([\w.-]+(?:/[\w.-]*)+)`|\]\(([\w./-]+)\)", text))
    paths = {path for pair in named for path in pair if path and not path.startswith(GENERATED)}
    rooms = repository / "src" / "transit"
    assert paths
    assert not [
        path for path in paths if not any((top / path).exists() for top in (repository, rooms))
    ]


def test_commands_named_in_the_guides_are_targets_of_make(repository):
    targets = set(re.findall(r"^([a-z]+):", (repository / "Makefile").read_text(), re.MULTILINE))
    named = set()
    for guide in GUIDES:
        named |= set(re.findall(r"make ([a-z]+)", (repository / guide).read_text("utf-8")))
    named -= {"are"}
    assert named and named <= targets
