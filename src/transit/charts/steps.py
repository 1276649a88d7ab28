"""Steps of power: which events count as one, and for whom."""

import pandas as pd

from transit.charts.powers import Groups

NO_STEP = ("bill", "claim", "context", "election", "measurement", "process", "proposal", "schedule")
"""Kinds that are no step: an election confirms a holder, and what is asked for is not yet given."""

BY_LAW = ("amendment", "constitution", "law", "referendum")
"""Kinds that change what is law; other steps make use of it."""


def is_step(kinds: pd.Series) -> pd.Series:
    """Return for each kind of event whether such an event can be a step.

    Examples
    --------
    >>> is_step(pd.Series(["law", "election"])).tolist()
    [True, False]
    """
    return ~kinds.astype(str).isin(NO_STEP)


def steps(events: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """Return who gained and who lost power by which event, one row for each.

    Events of one month are one step for whoever gains, or loses, by them: steps are counted as
    distinct months. Who both gains and loses by an event takes no step.

    Parameters
    ----------
    events : DataFrame
        Columns date, kind, gains and loses (lists separated by semicolons).
    groups : Groups
        The groups that institutions count for.

    Returns
    -------
    DataFrame
        The events' columns and group, effect (``gains`` or ``loses``), month (``YYYY-MM``, or
        the year where no month is known).

    Examples
    --------
    >>> taken = pd.DataFrame(
    ...     [("1993-12-13", "law", "president", "parliament"), ("1994-03", "election", "", "")],
    ...     columns=["date", "kind", "gains", "loses"],
    ... )
    >>> steps(taken, Groups())[["group", "effect", "month"]].values.tolist()
    [['president', 'gains', '1993-12'], ['parliament', 'loses', '1993-12']]
    """
    rows = []
    for row in events[is_step(events["kind"])].to_dict("records"):
        effects = groups.effects(row["gains"], row["loses"])
        rows += [
            row | {"group": group, "effect": effect, "month": str(row["date"]).split("/")[0][:7]}
            for group, effect in effects.items()
            if effect != "both"
        ]
    return pd.DataFrame(rows, columns=[*events.columns, "group", "effect", "month"])
