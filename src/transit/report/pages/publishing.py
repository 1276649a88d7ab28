"""The tables of the appendix on publishing other books."""

import re
from html import escape

import pandas as pd

from transit.display.tables import Markup, Table, show_table
from transit.publishing.findings import KINDS
from transit.publishing.settings import table
from transit.report.chapter import Chapter

_CODE = re.compile(r"`([^`]+)`")


class Page(Chapter):
    """The appendix on publishing other books."""

    def settings_table(self) -> Table:
        """Return the settings of the extension, as its code defines them."""
        heads = {"setting": "Setting", "default": "Default", "what it does": "What it does"}
        formats = {"setting": _code, "default": _code, "what it does": _with_code}
        return show_table(pd.DataFrame(table()), columns=heads, formats=formats, caption="Settings")

    def kinds_table(self) -> Table:
        """Return the kinds of faults that have a stand-in."""
        kinds = pd.DataFrame(KINDS.items(), columns=["kind", "covers"])
        heads = {"kind": "Kind", "covers": "What it covers"}
        return show_table(
            kinds, columns=heads, formats={"kind": _code}, caption="Kinds of stand-ins and warnings"
        )


def _code(text: str) -> Markup:
    return Markup(f"<code>{escape(text)}</code>")


def _with_code(text: str) -> Markup:
    return Markup(_CODE.sub(r"<code>\1</code>", escape(text)))
