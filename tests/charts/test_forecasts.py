"""Forecasts, what was on record, and what came."""

import pandas as pd
import pytest

from transit.charts import forecasts
from transit.errors import TransitError

FRAME = pd.DataFrame(
    {
        "statement": ["C-1", "C-2", "C-3"],
        "label": ["Dual power", "A smooth transfer", "For life"],
        "verdict": ["open", "supported", "contradicted"],
    }
)
EVENTS = pd.DataFrame(
    {
        "statement": ["C-1", "C-3", "C-3"],
        "date": ["2018-07-05", "2018-07-05", "2022-01-05"],
        "title": ["The law", "The law", "The chair"],
    }
)


def test_events_before_the_article_closed_are_known_and_later_ones_decide(behind):
    figure = forecasts.forecasts(FRAME, EVENTS, closed="2019-08", link="claims.html#{}".format)
    assert figure.headline == (
        "Of three forecasts one holds as they stand, one is contradicted and one stays open; on two "
        "the record of August 2019 already bore."
    )
    table = behind(figure).set_index("Claim")
    assert list(table.index) == ["C-2", "C-3", "C-1"]
    assert table.loc["C-3", "On record by then"] == "The law (5 Jul 2018)"
    assert table.loc["C-3", "What came"] == "The chair (5 Jan 2022)"
    assert table.loc["C-2", "What came"] == "nothing that decides"
    assert "claims.html#C-2" in str(figure.to_dict())


def test_a_verdict_without_a_mark_is_refused():
    with pytest.raises(TransitError, match="verdict maybe has no mark"):
        forecasts.forecasts(FRAME.assign(verdict="maybe"), EVENTS, closed="2019-08")
