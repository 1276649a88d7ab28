"""What every chapter needs: the report's tables, and numbers for its sentences."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from transit.article import ArticleTables
from transit.article import load as load_article
from transit.dates import spoken as spoken_date
from transit.errors import TransitError
from transit.evidence import Evidence
from transit.evidence import load as load_evidence
from transit.wording import word as in_words

__all__ = ["Report", "find_root", "in_words", "load", "say", "spoken", "spoken_date"]

MARKER = Path("data") / "datapackage.json"


@dataclass(frozen=True)
class Report:
    """The tables a chapter reads.

    Attributes
    ----------
    root : pathlib.Path
        The folder that holds ``data`` and ``references.bib``.
    article : transit.article.ArticleTables
        Counts and facts derived from the article's text.
    evidence : transit.evidence.Evidence
        The tables of the record.
    """

    root: Path
    article: ArticleTables
    evidence: Evidence

    def value(self, series: str, country: str, year: int) -> float:
        """Return one country-year value of a series.

        Raises
        ------
        TransitError
            If the series has no such value.
        """
        frame = self.evidence.indicators
        found = frame.loc[
            frame["series"].eq(series) & frame["country"].eq(country) & frame["year"].eq(year),
            "value",
        ]
        if found.empty or pd.isna(found.iloc[0]):
            raise TransitError(f"data/indicators/values.csv: no {series} of {country} in {year}")
        return float(found.iloc[0])

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
        frame = self.evidence.events
        found = frame.loc[frame["event"].eq(event), "date"]
        if found.empty:
            raise TransitError(f"data/chronology/events.csv: no event {event}")
        return spoken_date(found.iloc[0])


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
        "run the notebook from inside the project"
    )


def load(start: Path | str = ".") -> Report:
    """Load the report's tables from the project that `start` lies in."""
    root = find_root(start)
    return Report(
        root=root,
        article=load_article(root / "data" / "article"),
        evidence=load_evidence(root / "data"),
    )


def say(**values: object) -> None:
    """Make values available to the chapter's sentences through the ``glue:text`` role.

    Parameters
    ----------
    **values
        One number or text per name. Whole numbers get thousands separators, other numbers
        one decimal; give a string where another form is wanted. A true minus sign is used.

    Raises
    ------
    TransitError
        If a value is missing: a sentence must not print "nan".
    """
    from myst_nb import glue

    for name, value in values.items():
        glue(name, spoken(value, name), display=False)


def spoken(value: object, name: str = "value") -> str:
    """Return `value` as it is written in a sentence; see `say`."""
    if isinstance(value, str):
        return value
    if pd.isna(value):
        raise TransitError(f"{name}: there is no value to put into the sentence")
    if isinstance(value, int) or (hasattr(value, "dtype") and value.dtype.kind in "iu"):
        text = f"{int(value):,}"
    else:
        text = f"{float(value):,.1f}"
    return text.replace("-", "\N{MINUS SIGN}")
