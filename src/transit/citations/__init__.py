"""The bibliography and the article's notes: read, checked, described.

`load_bibliography` reads any bibliography, `check_bibliography` one that keeps the rules of this
report; `load_keys` reads only its keys, and `load_works` what helps to recognise a work in a
note; `join_works` joins the article's notes with the bibliography; `works_cited`, `count_by`,
`notes_by_section`, `support` and `irregularities` describe what is found; `find_uses` and
`check_uses` see that every key has its entry and every entry its use; `check` does all of this
for a project.
"""

from transit.citations.bibliography import SEEN, check_bibliography, load_bibliography
from transit.citations.bibtex import Work, load_keys, load_works
from transit.citations.check import check
from transit.citations.describe import (
    count_by,
    irregularities,
    notes_by_section,
    support,
    works_cited,
)
from transit.citations.notes import join_works
from transit.citations.uses import check_uses, find_uses

__all__ = [
    "SEEN",
    "Work",
    "check",
    "check_bibliography",
    "check_uses",
    "count_by",
    "find_uses",
    "irregularities",
    "join_works",
    "load_bibliography",
    "load_keys",
    "load_works",
    "notes_by_section",
    "support",
    "works_cited",
]
