"""Files of BibTeX entries, as whoever wrote them: read one by one, and brought into one form.

`load` and `read` give the entries of a file, and name those that cannot be read; `settle` gives
fields one name and one form, whether BibTeX, BibLaTeX or a reference manager wrote them. What an
entry ought to have is for others to say.
"""

from transit.bibtex.forms import languages, settle, split_names, spoken_date, year_of
from transit.bibtex.reading import Entry, Problem, load, read, refuse

__all__ = [
    "Entry",
    "Problem",
    "languages",
    "load",
    "read",
    "refuse",
    "settle",
    "split_names",
    "spoken_date",
    "year_of",
]
