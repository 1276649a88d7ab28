"""A report on an article that nobody has read for it yet: begun whole, and built at once.

`begin` writes everything that a report needs: settings with what was found, counts, a proposed
list of terms, chapters, a ledger with one worked example, descriptions and licences. What a
reader has to do is then listed by `missing`, in order. The text itself is never copied.
"""

from transit.report.new.begin import NOTICE, begin
from transit.report.new.missing import missing

__all__ = ["NOTICE", "begin", "missing"]
