"""The ledger as a picture."""

import pandas as pd
import pytest

from transit.charts import ledger, theme
from transit.errors import TransitError


@pytest.fixture
def sections():
    return pd.DataFrame(
        {"section": ["abstract", "introduction", "conclusion"],
         "heading": ["Abstract", "Introduction", "Conclusion"]}
    )  # fmt: skip


@pytest.fixture
def claims():
    return pd.DataFrame(
        {
            "claim": ["C-int-02", "C-abs-01", "C-int-01", "C-int-03"],
            "section": ["introduction", "abstract", "introduction", "introduction"],
            "paragraph": ["int-02", "abs-01", "int-01", "int-03"],
            "text": ["b", "a", "c", "d"],
            "kind": ["count"] * 4,
            "verdict": ["open", "supported", "contradicted", "supported"],
            "reason": ["r1", "r2", "r3", "r4"],
        }
    )


def test_one_mark_per_claim(claims, sections, behind):
    chart = ledger.ledger(claims, sections)
    assert chart.description == (
        "Of four claims, 2 are supported, 1 is contradicted and 1 stays open; most that are "
        "contradicted stand in Introduction (1)."
    )
    assert behind(chart)["claim"].tolist() == ["C-abs-01", "C-int-03", "C-int-01", "C-int-02"]


def test_a_changed_verdict_changes_the_finding(claims, sections):
    claims.loc[2, "verdict"] = "supported"
    text = ledger.ledger(claims, sections).description
    assert "3 are supported" in text
    assert "contradicted" not in text


def test_statements_that_depend_on_their_reading(claims, sections):
    renamed = claims.rename(columns={"claim": "statement"})
    renamed.loc[0, "verdict"] = "depends"
    chart = ledger.ledger(renamed, sections, noun="statement")
    assert chart.description.startswith("Of four statements")
    assert "1 depends on the reading" in chart.description


def test_shape_says_the_verdict_too(claims, sections):
    unit = ledger.ledger(claims, sections).to_dict()["vconcat"][1]["layer"][-1]
    assert unit["encoding"]["shape"]["scale"]["range"] == list(theme.VERDICT_SHAPES.values())


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("verdict", "maybe", "verdict maybe is none of supported"),
        ("section", "preface", "section preface is not in the list"),
    ],
)
def test_unknown_values_are_errors(claims, sections, column, value, message):
    claims.loc[0, column] = value
    with pytest.raises(TransitError, match=message):
        ledger.ledger(claims, sections)
