"""What the pages of the book call: tables, numbers for their sentences, and their figures.

A notebook opens with ``chapter = report.chapter("clarity")`` and ``chapter.glue_numbers()``.
"""

from pathlib import Path

from transit.dates import spoken as spoken_date
from transit.report.chapter import Chapter, chapter
from transit.report.loading import Report, find_root
from transit.report.sentences import glue, in_sentence
from transit.wording import word as in_words

__all__ = [
    "Chapter", "Report", "chapter", "find_root", "glue", "in_sentence", "in_words", "load", "say",
    "spoken_date",
]  # fmt: skip


def load(start: Path | str = ".") -> Report:
    """Open the tables of the project that `start` lies in."""
    return Report(find_root(start))


def say(**values: object) -> None:
    """Make values available to the sentences of a page; see `glue`."""
    glue(values)
