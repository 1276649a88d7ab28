"""The same value reads the same in a chart, a table, the ledger, the explorer and a sentence."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from transit import report
from transit.charts import elections
from transit.display.tables import show_table
from transit.report.explorer import _number


@pytest.fixture(scope="module")
def chapter(repository):
    return report.chapter("political-construction-kit", repository)


def test_the_turnout_of_1999(chapter):
    presidential = chapter.evidence.presidential.set_index("election")
    turnout = presidential.at["P1999", "turnout"]
    assert turnout == 87.05
    assert report.in_sentence(turnout) == "87.1"
    chart = elections.winners(chapter.evidence.presidential)
    assert "87.1" in str(chart.to_dict()) and "87.0 " not in str(chart.to_dict())
    assert any("87.1 and 79.8 per cent in 1999" in reason for reason in chapter.claims["reason"])


def test_half_of_a_hundredth_in_a_table_and_in_the_explorer():
    html = show_table(pd.DataFrame({"share": [87.055, -0.125]})).html
    cells = [cell.get_text() for cell in BeautifulSoup(html, "lxml")("td")]
    assert cells == ["87.06", "−0.13"]
    assert [_number(87.055, 2), _number(-0.125, 2), _number(87.05)] == [87.06, -0.13, 87.1]
