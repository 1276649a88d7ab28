"""What was repaired in the text of the article."""

import pandas as pd

from transit.article import labels
from transit.display.tables import Table, show_table
from transit.errors import TransitError
from transit.wording import number

KINDS = labels("repairs", "kind")
"""Kinds of repair and what each means."""

_INVISIBLE = {"U+0020": "space", "U+000A": "line end"}


def repair_table(repairs: pd.DataFrame, caption: str | None = None) -> Table:
    """Return every kind of repair with its meaning, how often it was made, and instances.

    Parameters
    ----------
    repairs : DataFrame
        Columns kind, page, what, repaired, count; ``ArticleTables.repairs``.
    caption : str, optional
        The table's caption.

    Returns
    -------
    Table
        One row per kind, in the order of the article's schema.

    Raises
    ------
    TransitError
        If a kind is not known.
    """
    _known_kinds(repairs)
    rows = []
    for kind, meaning in KINDS.items():
        own = repairs[repairs["kind"].eq(kind)]
        if own.empty:
            continue
        total = own.groupby(["what", "repaired"], sort=False, dropna=False)["count"].sum()
        total = total.sort_values(ascending=False, kind="stable")
        rows.append(
            {
                "kind": kind,
                "meaning": meaning,
                "count": int(own["count"].sum()),
                "instances": "; ".join(_change(*pair) for pair in total.index[:2]),
            }
        )
    return show_table(
        pd.DataFrame(rows),
        columns={"kind": "Kind", "meaning": "What it is", "count": "Times",
                 "instances": "For instance"},
        caption=caption,
    )  # fmt: skip


def repair_pages_table(repairs: pd.DataFrame, caption: str | None = None) -> Table:
    """Return how often each kind of repair was made on each page.

    Parameters
    ----------
    repairs : DataFrame
        As in `repair_table`.
    caption : str, optional
        The table's caption.

    Raises
    ------
    TransitError
        If a kind is not known.
    """
    _known_kinds(repairs)
    wide = repairs.pivot_table(index="kind", columns="page", values="count", aggfunc="sum")
    wide = wide.reindex([kind for kind in KINDS if kind in wide.index])
    wide["all"] = wide.sum(axis="columns")
    pages = {page: f"p. {page}" if page != "all" else "All" for page in wide.columns}
    wide = wide.reset_index()
    return show_table(
        wide,
        columns={"kind": "Kind", **pages},
        formats=dict.fromkeys(pages, number),
        caption=caption,
        missing="",
    )


def _known_kinds(repairs: pd.DataFrame) -> None:
    unknown = sorted(set(repairs["kind"]) - set(KINDS))
    if unknown:
        raise TransitError(f"data/article/repairs.csv: no kind of repair is called {unknown[0]!r}")


def _change(what: str, repaired: str) -> str:
    return f"{_INVISIBLE.get(what, what)} → {_INVISIBLE.get(repaired, repaired) or 'taken out'}"
