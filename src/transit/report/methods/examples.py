"""Worked examples of the statistics: published values beside those computed now."""

from html import escape

import pandas as pd

from transit.display.tables import Markup, Table, show_table
from transit.errors import TransitError
from transit.report.works import link_keys
from transit.terms.examples import variants, worked_examples
from transit.wording import number


def example_table(
    family: str, labels: pd.Series, caption: str | None = None, page: str = "bibliography.html"
) -> Table:
    """Return the worked examples of a family: published values beside those computed now.

    Parameters
    ----------
    family : str
        A family of `transit.terms.examples.FAMILIES`.
    labels : Series
        Labels by bibliography key; see `transit.report.works.load_labels`.
    caption : str, optional
        The table's caption.
    page : str
        The bibliography's page, relative to the page of the table.

    Raises
    ------
    TransitError
        If a computed value does not round to the published one: the report does not print a
        statistic that fails its example.
    """
    frame = worked_examples(family)
    wrong = frame[~frame["agrees"]]
    if len(wrong):
        row = wrong.iloc[0]
        raise TransitError(
            f"{row['family']}, {row['statistic']}: {row['computed']} does not agree with the "
            f"published {row['printed']}"
        )
    digits = [len(text.partition(".")[2]) for text in frame["printed"]]
    frame["shown"] = [
        number(value, min(n + 2, 10)) for value, n in zip(frame["computed"], digits, strict=True)
    ]
    frame["cited"] = [
        _cited(row.origin, row.source, row.where, labels, page) for row in frame.itertuples()
    ]
    return show_table(
        frame,
        columns={"statistic": "Statistic", "example": "Example", "printed": "Published",
                 "shown": "Computed", "cited": "Published in"},
        formats={"printed": lambda text: text.replace("-", "\N{MINUS SIGN}"), "cited": Markup},
        caption=caption,
        css_class="examples",
    )  # fmt: skip


def _cited(origin: str, source: str, where: str, labels: pd.Series, page: str) -> str:
    if origin == "by hand":
        return f"by hand: {escape(where)}"
    work = str(link_keys(source, labels, page)) if source else ""
    return ", ".join(filter(None, (work, escape(where))))


def variant_table(caption: str | None = None) -> Table:
    """Return what tools that disagree give for one example, and what the report takes.

    Parameters
    ----------
    caption : str, optional
        The table's caption.
    """
    frame = variants()
    frame["shown"] = [number(value, 3) for value in frame["value"]]
    again = frame.duplicated("statistic")
    frame.loc[again, ["statistic", "example"]] = ""
    return show_table(
        frame,
        columns={"statistic": "Statistic", "example": "Example", "variant": "Variant",
                 "tools": "Followed by", "shown": "Value", "taken": "Here"},
        formats={"taken": lambda taken: "taken" if taken else ""},
        caption=caption,
    )  # fmt: skip
