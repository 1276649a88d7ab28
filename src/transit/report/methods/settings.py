"""The values that analyses use where a chart says nothing else."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from transit.display.tables import Table, show_table
from transit.errors import TransitError
from transit.wording import number

Settings = Sequence[tuple[str, Callable[..., Any], Mapping[str, str]]]
"""For each analysis its name, the function, and what each of its arguments means."""


def settings_table(settings: Settings, caption: str | None = None) -> Table:
    """Return the values that analyses use where nothing else is said.

    Parameters
    ----------
    settings : sequence of (str, callable, dict)
        For each analysis its name, the function, and for each of the function's arguments what
        it means.
    caption : str, optional
        The table's caption.

    Raises
    ------
    TransitError
        If a function has no such argument, or the argument no default.
    """
    rows = []
    for analysis, function, arguments in settings:
        for name, meaning in arguments.items():
            value = default(function, name)
            value = number(value, None) if isinstance(value, int | float) else str(value)
            rows.append({"analysis": analysis, "meaning": meaning, "value": value})
    return show_table(
        pd.DataFrame(rows),
        columns={"analysis": "Analysis", "meaning": "Setting", "value": "Value"},
        caption=caption,
    )


def default(function: Callable[..., Any], name: str) -> Any:
    """Return the default of an argument.

    Raises
    ------
    TransitError
        If the function has no such argument, or the argument no default.
    """
    parameters = inspect.signature(function).parameters
    value = parameters[name].default if name in parameters else inspect.Parameter.empty
    if value is inspect.Parameter.empty:
        raise TransitError(f"{function.__name__} has no argument {name!r} with a default")
    return value
