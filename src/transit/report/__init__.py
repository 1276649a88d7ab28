"""What the pages of the book call: tables, numbers for their sentences, and their figures.

A notebook opens with ``chapter = report.chapter("clarity")`` and ``chapter.glue_numbers()``.
"""

from transit.report.chapter import Chapter, chapter
from transit.report.loading import Report, find_root, prepare
from transit.report.sentences import glue, in_sentence

__all__ = ["Chapter", "Report", "chapter", "find_root", "glue", "in_sentence", "prepare"]
