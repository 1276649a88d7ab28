"""The tests that decide claims."""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from transit.display.tables import Markup, Table, show_table
from transit.evidence.verdicts import parse_call, thresholds, verdict_functions
from transit.wording import number


def rule_table(claims: pd.DataFrame, caption: str | None = None) -> Table:
    """Return the tests that decide claims: the rule of each and its thresholds in the ledger.

    Parameters
    ----------
    claims : DataFrame
        Column test, a call or missing; ``Evidence.claims``.
    caption : str, optional
        The table's caption.

    Returns
    -------
    Table
        One row per test that is used, in alphabetical order, searchable: its name with the
        number of rows of the ledger it decides, and its description with the thresholds given
        to it.

    Raises
    ------
    TransitError
        If a call does not parse.
    """
    calls = [parse_call(cell) for cell in claims["test"].dropna()]
    rows = []
    for name in sorted({name for name, _ in calls}):
        given = [arguments for used, arguments in calls if used == name]
        limits = _limits(name, given)
        count = f"{len(given)} row{'s' * (len(given) > 1)}"
        rows.append(
            {
                "test": f"<code>{name.replace('_', '_<wbr>')}</code><br><small>{count}</small>",
                "rule": _described(verdict_functions[name])
                + (f"<br><small>Used with {limits}.</small>" if limits else ""),
            }
        )
    return show_table(
        pd.DataFrame(rows),
        columns={"test": "Test", "rule": "What it tests, and when"},
        formats=dict.fromkeys(("test", "rule"), Markup),
        caption=caption,
        facets=[],
    )


def _limits(name: str, given: Sequence[Mapping[str, Any]]) -> str:
    drawn = [thresholds(name, arguments) for arguments in given]
    limits = {key: sorted({own[key] for own in drawn if key in own}) for key in drawn[0]}
    return "; ".join(
        f"<code>{key}</code> {', '.join(number(value, None) for value in values)}"
        for key, values in limits.items()
        if values
    )


def _described(function: Callable[..., Any]) -> str:
    text = " ".join((inspect.getdoc(function) or "").split())
    text = re.sub("^Test (?=w|t)", "", text)
    text = text[:1].upper() + text[1:]
    text = escape(re.sub(r"(?<=\w)'", "\N{RIGHT SINGLE QUOTATION MARK}", text), quote=False)
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
