"""The published counts of an article, typed.

`load` reads the tables that `transit.reading` writes. What they are stands in ``schema.json``
beside this module, as Data Package resources: `TABLES` names them, `columns` gives a table's
columns, `labels` the values that a column may have with what each means. `differences` compares
the schema with the description of a data package that holds the tables.
"""

from transit.article.schema import LISTS, OPTIONAL, TABLES, columns, differences, labels
from transit.article.tables import ArticleTables, load, read_list, read_table

__all__ = [
    "LISTS",
    "OPTIONAL",
    "TABLES",
    "ArticleTables",
    "columns",
    "differences",
    "labels",
    "load",
    "read_list",
    "read_table",
]
