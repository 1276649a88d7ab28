"""Charts: one theme, one function per kind of figure, a data frame in and a chart out.

Every function returns a `transit.display.figure.Figure`: a headline and a text alternative
computed from the data, a function that draws it in the widths of screens and of print, notes, a
source line and the table behind the picture. Importing the package enables the
theme and the renderer.

`lead`
    the chart that tells the story
`series`
    countries over time, yearly changes, the economy, rules against measurement
`elections`
    notice and months early, winners and turnout, seats, candidates
`events`
    timelines, the days of 2019, two posts and their holders
`powers`
    the grid of powers, the articles touched
`offices`
    offices kept and lost
`ledger`, `verdicts`, `forecasts`
    the claims, one mark each; verdicts by kind, how firm they are, and what came of forecasts
`terms`, `leading`, `future`, `pairs`, `vocabulary`, `plane`
    the article's words
`citations`
    the article's sources
"""

from transit.charts import (
    citations,
    elections,
    events,
    forecasts,
    future,
    lead,
    leading,
    ledger,
    offices,
    pairs,
    plane,
    powers,
    series,
    terms,
    theme,
    verdicts,
    vocabulary,
)
from transit.display import renderer

renderer.enable()

__all__ = [
    "citations",
    "elections",
    "events",
    "forecasts",
    "future",
    "lead",
    "leading",
    "ledger",
    "offices",
    "pairs",
    "plane",
    "powers",
    "series",
    "terms",
    "theme",
    "verdicts",
    "vocabulary",
]
