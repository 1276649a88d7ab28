"""The data as tables of a chapter: what there is, how far it reaches, what every field means."""

from collections.abc import Mapping
from html import escape

import pandas as pd

from transit.display.tables import Markup, Table, show_table
from transit.evidence import Codebook
from transit.wording import listed, number

NOTHING = "\N{EN DASH}"


def anchor(table: str) -> str:
    """Return the id of the place on the page where a table is described."""
    return f"table-{table.replace('_', '-')}"


def overview_table(codebook: Codebook, caption: str | None = None) -> Table:
    """Return all tables of the package, each linked to its description on the same page.

    Parameters
    ----------
    codebook : Codebook
        As `transit.evidence.describe` returns it.
    caption : str, optional
        The table's caption.
    """
    tables = codebook.tables.copy()
    tables["title"] = [
        Markup(f'<a href="#{anchor(row.table)}">{escape(row.title)}</a>')
        for row in tables.itertuples()
    ]
    return show_table(
        tables,
        columns={
            "title": "Table",
            "path": "File in data/",
            "rows": "Rows",
            "fields": "Fields",
            "licence": "Licence",
        },
        formats={"title": Markup, "path": _code, "rows": number},
        caption=caption,
    )


def confidence_table(counts: pd.DataFrame, titles: pd.Series, caption: str | None = None) -> Table:
    """Return how many rows rest on sources, by table.

    Parameters
    ----------
    counts : DataFrame
        As `transit.evidence.count_confidence` returns it.
    titles : Series
        Titles of tables by their names.
    caption : str, optional
        The table's caption.
    """
    levels = list(counts.columns.drop(["table", "rows"]))
    heads = {name: name.replace("-", " ").capitalize() for name in levels}
    return show_table(
        counts.assign(table=counts["table"].map(titles)),
        columns={"table": "Table", "rows": "Rows", **heads},
        formats=dict.fromkeys(levels, lambda n: str(n) if n else NOTHING),
        caption=caption,
    )


def coverage_table(
    reach: pd.DataFrame, countries: Mapping[str, str], caption: str | None = None
) -> Table:
    """Return the country-year series with the years and countries that they cover.

    Parameters
    ----------
    reach : DataFrame
        As `transit.evidence.cover` returns it.
    countries : mapping of str to str
        Names of countries by their codes.
    caption : str, optional
        The table's caption.
    """
    return show_table(
        reach,
        columns={
            "name": "Series",
            "version": "Version",
            "first": "First",
            "last": "Last",
            "values": "Values",
            "bounds": "Bounds",
            "without": "No value for",
        },
        formats={
            "bounds": lambda known: "yes" if known else NOTHING,
            "without": lambda codes: (
                ", ".join(countries[c] for c in codes.split(";") if c) or NOTHING
            ),
        },
        caption=caption,
    )


def fields_table(codebook: Codebook, table: str) -> Table:
    """Return the fields of one table: type, allowed values and meaning."""
    fields = codebook.fields[codebook.fields["table"].eq(table)]
    title = codebook.tables.set_index("table").at[table, "title"]
    return show_table(
        fields.assign(
            type=[
                f"{row.type} ({row.unit})" if row.unit else row.type for row in fields.itertuples()
            ],
            empty=[
                "" if required else "may\N{NO-BREAK SPACE}be" for required in fields["required"]
            ],
        ),
        columns={
            "field": "Field",
            "type": "Type",
            "empty": "Empty",
            "allowed": "Values",
            "description": "Meaning",
        },
        formats={"field": _code},
        caption=f"Fields of {title}",
        css_class="codebook",
    )


def table_summary(codebook: Codebook, table: str, folder: str = "../../data") -> str:
    """Return one table's description and its file for download, as Markdown.

    Parameters
    ----------
    codebook : Codebook
        As `transit.evidence.describe` returns it.
    table : str
        Name of the table.
    folder : str
        The data folder, relative to the page.
    """
    about = codebook.tables.set_index("table").loc[table]
    own = codebook.fields[codebook.fields["table"].eq(table)]
    keys = listed(f"`{name}`" for name in own.loc[own["key"].str.contains("primary"), "field"])
    return (
        f"{about['description']}\n\n"
        f"{number(about['rows'])} rows of {about['fields']} fields, identified by {keys}. "
        f"Sources: {about['sources']}. Licence: {about['licence']}. "
        f"File: [{about['path']}]({folder}/{about['path']})"
    )


def _code(text: str) -> Markup:
    return Markup(f"<code>{escape(text)}</code>")
