"""A small article made up here, and the tables built from it."""

import pytest

from transit import reading
from transit.citations import Work
from transit.reading import SectionSetting, Settings, Source, build, load_lists

TEXT = """One

The president met the council. “The council must vote on it,” he said. The council met the president1 again.

KEYWORDS: power, vote.

1 See: A. Adams, A Very Long Title of a Book, London, 1999, p. 3.

Two

The vote came. The vote came early, in 2019.
"""
SETTINGS = Settings(
    sections=(SectionSetting("one", "one", "One"), SectionSetting("two", "two", "Two")),
    note_openings=("See:",),
)
WORKS = [Work("adams1999", "A Very Long Title of a Book", "")]
TERMS = "term,label,patterns,kind,gloss\npresident,President,president,institution,An office\n"
TERMS += "vote,Vote,vote,procedure,A ballot\nearly-vote,Early vote,come early,procedure,Too soon\n"
MARKERS = "marker,patterns,category,gloss\nmust,must,modal,Necessity\nearly,early,hedge,Soon\n"


@pytest.fixture
def lists():
    return {"terms.csv": TERMS, "markers.csv": MARKERS}


@pytest.fixture
def folder(tmp_path, lists):
    for name, content in lists.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def make():
    """Return the function that builds the tables, with the lists of a folder."""

    def build_tables(folder, text=TEXT):
        # the notes stand at the foot of the page on which they are called
        text = text.replace("\n\nTwo", "\n\f\nTwo", 1)
        source = Source("text.txt", text, "0" * 64, len(text.encode()), len(text))
        return build(reading.take_apart(source, SETTINGS), load_lists(folder), WORKS)

    return build_tables
