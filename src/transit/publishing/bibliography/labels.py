"""How a work is named where it is cited: the same words in the text, in tables and in print.

The names are made from a `Work`, which knows nothing of where it was read: the Sphinx extension
fills it from the entries that sphinxcontrib-bibtex has parsed, a table from its own rows.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from transit.bibtex import year_of

NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Name:
    """A person, or a body, which has no given name.

    Attributes
    ----------
    family, given : str
        A particle, as "van", belongs to the family name.
    suffix : str
        As "Jr." or "III".
    """

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def direct(self) -> str:
        """The name with the given names first."""
        return " ".join(filter(None, (self.given, self.family, self.suffix)))

    @property
    def inverted(self) -> str:
        """The name with the family name first."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix)))


@dataclass(frozen=True)
class Work:
    """What the label of a work is made from.

    Attributes
    ----------
    key : str
        The key it is cited by.
    names : tuple of Name
        Who stands for the work: its authors, else its editors.
    cut : bool
        Whether the list of names goes on with "and others".
    edited : bool
        Whether the names are those of editors.
    body, title : str
        What stands for a work without names: the body it is from, else its title.
    date : str
        In ISO form, whole or in part, or a range; a question mark at its end says that it is inferred.
        Empty where there is none.
    """

    key: str
    names: tuple[Name, ...] = ()
    cut: bool = False
    edited: bool = False
    body: str = ""
    title: str = ""
    date: str = ""


def label(work: Work, letter: str = "") -> str:
    """Return what a citation of a work says, as "Petrov and Gafarly 1998".

    Examples
    --------
    >>> label(Work("a", (Name("Petrov", "N. I."), Name("Gafarly", "M. S.")), date="1998"))
    'Petrov and Gafarly 1998'
    >>> label(Work("b", body="OSCE", date="2019?"), "a")
    'OSCE [2019a]'
    """
    return f"{short_names(work)} {year(work, letter)}"


def short_names(work: Work, *, full: bool = False) -> str:
    """Return the names a citation in the text gives: two, or the first and "et al."."""
    if not work.names:
        return work.body or work.title or work.key
    families = [name.family for name in work.names]
    if work.cut or (len(families) > 2 and not full):
        return f"{', '.join(families) if full else families[0]} et{NBSP}al."
    return listed(families)


def long_names(work: Work) -> str:
    """Return the names as the bibliography gives them, the first one inverted."""
    if not work.names:
        return work.body
    first, *rest = work.names
    names = [first.inverted, *(name.direct for name in rest)]
    if work.cut:
        text = ", ".join(names) + f", et{NBSP}al."
    elif len(names) == 2:
        text = f"{names[0]}, and {names[1]}"
    else:
        text = listed(names)
    several = len(names) > 1 or work.cut
    return text + (", eds." if several else ", ed.") * work.edited


def listed(names: list[str]) -> str:
    """Join names, three and more with a comma before the last.

    Examples
    --------
    >>> listed(["Roe"]), listed(["Roe", "Doe"]), listed(["Roe", "Doe", "Poe"])
    ('Roe', 'Roe and Doe', 'Roe, Doe, and Poe')
    """
    return f"{', '.join(names[:-1])}, and {names[-1]}" if len(names) > 2 else " and ".join(names)


def year(work: Work, letter: str = "") -> str:
    """Return the year with its letter; in brackets if inferred, "n.d." if there is none.

    A work that is not out yet has a word for it, as "forthcoming".
    """
    years = year_of(work.date)
    if not years:
        words = work.date or "n.d."
        return f"{words}-{letter}" if letter else words
    text = years + letter
    return f"[{text}]" if work.date.endswith("?") else text


def sort_key(work: Work, letter: str = "") -> tuple[str, str, str]:
    """Return what the bibliography is sorted by: names, year, title."""
    names = long_names(work) or work.title or work.key
    return (_folded(names), year(work, letter).strip("[]"), _folded(work.title))


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in text if c.isalnum() or c == " ")


def year_letters(works: Iterable[Work]) -> dict[str, str]:
    """Return a letter for each of the works that would be cited alike, by key.

    The letters follow the order of the titles.

    Examples
    --------
    >>> roe = (Name("Roe", "R."),)
    >>> year_letters([Work("z", roe, title="Zebra"), Work("a", roe, title="Ant"), Work("b")])
    {'a': 'a', 'z': 'b'}
    """
    alike = defaultdict(list)
    for work in works:
        alike[short_names(work), year(work).strip("[]")].append(work)
    return {
        work.key: _letters(number)
        for group in alike.values()
        if len(group) > 1
        for number, work in enumerate(sorted(group, key=sort_key))
    }


def _letters(number: int) -> str:
    tail = chr(ord("a") + number % 26)
    return tail if number < 26 else _letters(number // 26 - 1) + tail
