"""Offices kept and lost."""

import pandas as pd
import pytest

from transit.charts.offices import offices
from transit.errors import TransitError


@pytest.fixture
def tenures():
    return pd.DataFrame(
        {
            "person": ["A. First", "A. First", "B. Second", "B. Second"],
            "relation": ["self", "self", "ally", "ally"],
            "office": ["President", "Honorary senator", "Head of a board", "Adviser"],
            "since": ["1990-04-24", "2019", None, None],
            "until": ["2019-03-19", None, "2022-01-15", None],
            "how_ended": ["Resigned", "Not seen", "Removed", "Not seen"],
        }
    )


def test_ends_are_counted_and_what_has_no_date_stays_in_the_table(tenures, behind):
    figure = offices(tenures, {"2019-03-19": "resigns"}, year=2022, names={"ally": "an ally"})
    assert figure.headline == (
        "One of the two offices and titles whose end was seen ended in 2022."
    )
    assert "One without any date" in figure.notes
    assert behind(figure)[["Relation", "Office", "Until"]].values.tolist() == [
        ["self", "President", "19 Mar 2019"],
        ["self", "Honorary senator", "not seen"],
        ["an ally", "Head of a board", "15 Jan 2022"],
        ["an ally", "Adviser", "not seen"],
    ]


def test_offices_without_dates_cannot_be_drawn(tenures):
    with pytest.raises(TransitError, match="none has a date"):
        offices(tenures.iloc[3:], {}, year=2022)
