"""What was grouped by us in the record, and from which versions of data it comes."""

from collections.abc import Mapping

import pandas as pd

from transit.display.tables import Table, show_table
from transit.errors import TransitError
from transit.report.works import link_keys


def bloc_table(
    seats: pd.DataFrame, meanings: Mapping[str, str], caption: str | None = None
) -> Table:
    """Return the blocs with their meaning and every party put into each.

    Parameters
    ----------
    seats : DataFrame
        Columns election, party, bloc; ``Evidence.seats``.
    meanings : dict of str to str
        What each bloc means; also the order of the rows.
    caption : str, optional
        The table's caption.

    Raises
    ------
    TransitError
        If a bloc has no meaning.
    """
    blocs = seats["bloc"].astype("string")
    unknown = sorted(set(blocs) - set(meanings))
    if unknown:
        raise TransitError(f"data/elections/seats.csv: bloc {unknown[0]!r} is not explained")
    rows = []
    for bloc, meaning in meanings.items():
        own = seats[blocs.eq(bloc)]
        if own.empty:
            continue
        years = own["election"].astype("string").str[1:]
        parties = years.groupby(own["party"].astype("string"), sort=False).agg(", ".join)
        rows.append(
            {
                "bloc": bloc,
                "meaning": meaning,
                "parties": "; ".join(f"{party} ({when})" for party, when in parties.items()),
            }
        )
    return show_table(
        pd.DataFrame(rows),
        columns={"bloc": "Bloc", "meaning": "What it means", "parties": "Who is in it, and when"},
        caption=caption,
    )


def version_table(
    series: pd.DataFrame, values: pd.DataFrame, labels: pd.Series, caption: str | None = None,
    page: str = "bibliography.html",
) -> Table:  # fmt: skip
    """Return the versions of data that the country series come from.

    Bounds are those of the measurement model, where the source gives them (`pemstein2025vdem`).

    Parameters
    ----------
    series : DataFrame
        Columns series, version, source; ``Evidence.series``.
    values : DataFrame
        Columns series, year, value, low; ``Evidence.indicators``.
    labels : Series
        Labels by bibliography key.
    caption : str, optional
        The table's caption.
    page : str
        The bibliography's page, relative to the page of the table.
    """
    known = values[values["value"].notna()]
    spans = known.groupby("series")["year"].agg(["min", "max"])
    bounded = set(known.loc[known["low"].notna(), "series"])
    rows = []
    for version, own in series.groupby(series["version"].astype("string"), sort=True):
        names = own["series"].astype("string")
        first, last = spans.loc[names, "min"].min(), spans.loc[names, "max"].max()
        rows.append({
            "version": version, "series": len(names),
            "years": f"{first}–{last}" if first < last else str(first),
            "bounds": int(names.isin(bounded).sum()),
            "source": ";".join(dict.fromkeys(own["source"].astype("string"))),
        })  # fmt: skip
    return show_table(
        pd.DataFrame(rows),
        columns={"version": "Version", "series": "Series", "years": "Years",
                 "bounds": "With bounds", "source": "Source"},
        formats={"source": lambda cell: link_keys(cell, labels, page)},
        caption=caption,
    )  # fmt: skip
