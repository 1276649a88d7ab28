"""The ledger as a picture."""

import pandas as pd
import pytest
from lxml import etree

from transit.charts import ledger, theme
from transit.display import svg
from transit.display.drawing import draw_svg
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
            "text": ["b", "a", "c", "d"],
            "kind": ["count"] * 4,
            "verdict": ["open", "supported", "contradicted", "supported"],
            "reason": ["r1", "r2", "r3", "r4"],
        }
    )


def test_one_mark_per_claim(claims, sections, behind):
    figure = ledger.ledger(claims, sections)
    assert figure.headline == (
        "2 of four claims hold as they stand, 1 is contradicted, and on 1 the tables decide nothing."
    )
    assert figure.description == (
        "Abstract, one claim: 1 supported; Introduction, three claims: 1 supported, "
        "1 contradicted and 1 open."
    )
    assert behind(figure)["Claim"].tolist() == ["C-abs-01", "C-int-03", "C-int-01", "C-int-02"]
    claims.loc[2, "verdict"] = "supported"
    assert ledger.ledger(claims, sections).headline.startswith("3 of four claims hold")


def test_statements_that_depend_on_their_reading(claims, sections, behind):
    renamed = claims.rename(columns={"claim": "statement"})
    renamed.loc[0, "verdict"] = "depends"
    figure = ledger.ledger(renamed, sections, noun="statement", words={"depends": "disputed"})
    assert "1 disputed" in figure.description
    assert behind(figure)["Verdict"].tolist()[-1] == "disputed"


def test_every_mark_has_a_shape_and_leads_to_its_row(claims, sections):
    figure = ledger.ledger(claims, sections, link="claims.html#{}".format)
    unit = next(
        layer
        for layer in figure.to_dict()["vconcat"][1]["layer"]
        if "href" in layer.get("encoding", {})
    )
    assert unit["encoding"]["shape"]["scale"]["range"] == list(theme.VERDICT_SHAPES.values())
    drawn = draw_svg(figure.to_dict())
    page = etree.fromstring(svg.inline(drawn, "fig-", "It shows."))
    assert page.get("role") == "group"
    assert [(a.get("href"), a.get("aria-label")) for a in page.iter("a")] == [
        ("claims.html#C-abs-01", "C-abs-01, supported"),
        ("claims.html#C-int-03", "C-int-03, supported"),
        ("claims.html#C-int-01", "C-int-01, contradicted"),
        ("claims.html#C-int-02", "C-int-02, open"),
    ]
    alone = etree.fromstring(svg.standalone(drawn, "", "It shows.").encode())
    assert alone.get("role") == "img" and not alone.findall(f".//{{{svg.SVG}}}a")


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
