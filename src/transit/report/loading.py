"""The tables of the report, each read when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from transit.dates import spoken as spoken_date
from transit.dates import whole_months
from transit.errors import TransitError

if TYPE_CHECKING:
    from transit.article import ArticleTables
    from transit.evidence import Codebook, Evidence, Margin

REGION = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
"""The country of the article and those it is compared with."""

MARKER = Path("data") / "datapackage.json"


class Report:
    """The tables that a page of the report reads.

    Attributes
    ----------
    root : pathlib.Path
        The folder that holds ``data`` and ``references.bib``; given as another page of the same
        report, what that page has read and computed is taken over.
    region : tuple of str
        The codes of the article's country and of those it is compared with.
    """

    region = REGION

    def __init__(self, root: Path | str | Report) -> None:
        self.root: Path = root.root if isinstance(root, Report) else Path(root)
        ready = root if isinstance(root, Report) else _READY.get(self.root)
        common = [name for name, kind in vars(Report).items() if isinstance(kind, cached_property)]
        known = vars(ready) if ready else {}
        self.__dict__.update({name: known[name] for name in common if name in known})

    @cached_property
    def article(self) -> ArticleTables:
        """Counts and facts derived from the article's text."""
        from transit.article import load

        return load(self.root / "data" / "article")

    @cached_property
    def evidence(self) -> Evidence:
        """The tables of the record."""
        from transit.evidence import load

        return load(self.root / "data")

    @cached_property
    def codebook(self) -> Codebook:
        """What tables there are and what their fields mean."""
        from transit.evidence import describe

        return describe(self.root / "data")

    @cached_property
    def claims(self) -> pd.DataFrame:
        """The ledger, one row per reading; see `transit.evidence.ledger`."""
        from transit.evidence import ledger

        return ledger(self.evidence, self.article)

    def margin(self, test: str) -> Margin:
        """Return how near the verdict of a test lies to another; see `transit.evidence.margin`."""
        from transit.evidence import margin

        if test not in self._margins:
            self._margins[test] = margin(self.evidence, test)
        return self._margins[test]

    @cached_property
    def _margins(self) -> dict[str, Margin]:
        """The margins computed so far, by test."""
        return {}

    @cached_property
    def statements(self) -> pd.DataFrame:
        """The article's own rows of the ledger, one per statement; see `transit.evidence`."""
        from transit.evidence import of_article, statements

        return statements(of_article(self.claims))

    @cached_property
    def scholars(self) -> str:
        """How often scholars support the article's statements and how often not, in a sentence."""
        from transit.report.scholarship import by_statement, literature_headline, spoken_of

        said = spoken_of(self.statements, by_statement(self.evidence.positions))
        return literature_headline(said["verdict"])

    @cached_property
    def section_terms(self) -> pd.DataFrame:
        """The terms of every section against the others; see `transit.terms.of_article`."""
        from transit.terms.of_article import keyness_by_section

        return keyness_by_section(self.article)

    @cached_property
    def bibliography(self) -> pd.DataFrame:
        """The works of ``references.bib``; see `transit.citations.load_bibliography`."""
        from transit.citations import load_bibliography

        return load_bibliography(self.root / "references.bib")

    @cached_property
    def work_labels(self) -> pd.Series:
        """How each work is named where it is cited, by its key."""
        from transit.report.works import load_labels

        return load_labels(self.root / "references.bib")

    @property
    def countries(self) -> dict[str, str]:
        """The names of countries, by the codes of the series."""
        return self.evidence.names("indicators", "country")

    @property
    def blocs(self) -> dict[str, str]:
        """The names of the blocs that seats are grouped in."""
        return self.evidence.names("seats", "bloc")

    @property
    def work_kinds(self) -> dict[str, str]:
        """The names of the kinds of works that are cited, in their order."""
        from transit.citations.describe import KINDS

        return KINDS

    @property
    def headings(self) -> pd.Series:
        """The headings of the article, by section."""
        return self.article.sections.set_index("section")["heading"]

    @property
    def term_labels(self) -> dict[str, str]:
        """The labels of the controlled terms, by term."""
        return self.article.terms.set_index("term")["label"].to_dict()

    def values(self, series: str, country: str) -> pd.Series:
        """Return the values of a series for a country, by year; years without one are left out.

        Raises
        ------
        TransitError
            If the series has no value of the country.
        """
        frame = self.evidence.indicators
        own = frame[frame["series"].eq(series) & frame["country"].eq(country)]
        known = own.set_index("year")["value"].dropna()
        if known.empty:
            raise TransitError(f"data/indicators/values.csv: no {series} of {country}")
        return known

    def value(self, series: str, country: str, year: int) -> float:
        """Return one value of a series.

        Raises
        ------
        TransitError
            If the series has no such value.
        """
        known = self.values(series, country)
        if year not in known.index:
            raise TransitError(f"data/indicators/values.csv: no {series} of {country} in {year}")
        return float(known[year])

    def reason(self, claim: str) -> str:
        """Return why a reading of the ledger has its verdict, without the series it rests on.

        Raises
        ------
        TransitError
            If there is no such reading.
        """
        found = self.claims.loc[self.claims["claim"].eq(claim), "reason"]
        if found.empty:
            raise TransitError(f"data/claims.csv: no claim {claim}")
        return str(found.iloc[0]).partition(" Series: ")[0].replace("'", "’")

    def events(self, first: int, last: int) -> pd.DataFrame:
        """Return the dated events of the years `first` to `last`, in their order."""
        frame = self.evidence.events
        years = frame["date"].map(lambda date: date.year)
        return frame[years.between(first, last) & ~frame["kind"].isin(["claim", "measurement"])]

    def date(self, event: str) -> str:
        """Return the date of an event as it is written in a sentence.

        Raises
        ------
        TransitError
            If there is no such event.
        """
        return spoken_date(self._dated(event))

    def months_between(self, event: str, later: str) -> int:
        """Return the whole months from one event to a later one.

        Raises
        ------
        TransitError
            If there is no such event.
        """
        return whole_months(self._dated(event), self._dated(later))

    def _dated(self, event: str) -> pd.Period:
        frame = self.evidence.events
        found = frame.loc[frame["event"].eq(event), "date"]
        if found.empty:
            raise TransitError(f"data/chronology/events.csv: no event {event}")
        return found.iloc[0]


_READY: dict[Path, Report] = {}
"""What `keep` was given, by the folder of the report."""


def keep(report: Report) -> None:
    """Let every page that this process opens later take over what a report has read and computed.

    The kernels of a build begin as copies of one process (``transit_execution_preload``): what
    stands ready there each of them would have computed for itself.
    """
    _READY[report.root] = report


def prepare(start: Path | str = ".") -> None:
    """Read and compute what most pages need; see `keep`.

    Parameters
    ----------
    start : path-like
        A folder inside the project, by default the working folder.
    """
    from transit.evidence import margins

    report = Report(find_root(start))
    ready = ("article", "statements", "codebook", "bibliography", "work_labels", "section_terms")
    for name in ready:
        getattr(report, name)
    margins(report.evidence, report.margin)
    keep(report)


def find_root(start: Path | str = ".") -> Path:
    """Return the nearest folder at or above `start` that holds ``data/datapackage.json``.

    Raises
    ------
    TransitError
        If no such folder is found.
    """
    start = Path(start).resolve()
    for folder in (start, *start.parents):
        if (folder / MARKER).is_file():
            return folder
    raise TransitError(
        f"{start}: no {MARKER.as_posix()} here or in any folder above; "
        "run the notebook inside the project, or inside the archive for running it again, which "
        "the first page of the site offers beside the PDF: it has the data and the package"
    )
