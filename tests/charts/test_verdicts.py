"""Verdicts by kind, and under other settings."""

import pandas as pd
import pytest

from transit.charts import verdicts
from transit.errors import TransitError


def statements(**kinds):
    rows = [
        {"kind": kind.replace("_", " "), "verdict": verdict}
        for kind, counts in kinds.items()
        for verdict, n in counts.items()
        for _ in range(n)
    ]
    return pd.DataFrame(rows)


def test_the_headline_names_the_kind_that_holds_and_the_one_left_open(behind):
    frame = statements(
        dated_fact={"supported": 8, "open": 2},
        causal={"supported": 3, "open": 9},
        count={"open": 1},
    )
    figure = verdicts.kinds(frame, ["dated fact", "count", "causal"])
    assert figure.headline == (
        "Dated facts mostly hold (8 of 10 as they stand); causal claims are most often left open "
        "(9 of 12)."
    )
    assert behind(figure).to_numpy().tolist() == [
        ["Dated fact", 8, 2, 10],
        ["Count", 0, 1, 1],
        ["Causal", 3, 9, 12],
    ]
    fewer = statements(dated_fact={"supported": 4, "open": 7}, causal={"supported": 1, "open": 9})
    assert verdicts.kinds(fewer, ["dated fact", "causal"]).headline.startswith(
        "No kind of statement holds mostly; dated facts do most often (4 of 11)"
    )


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (statements(causal={"maybe": 1}), "verdict maybe is none of supported"),
        (statements(rumour={"open": 1}), "kind rumour is none of causal"),
    ],
)
def test_unknown_values_are_errors(frame, message):
    with pytest.raises(TransitError, match=message):
        verdicts.kinds(frame, ["causal"])


def test_a_verdict_that_the_smallest_step_turns_comes_first(behind):
    variants = pd.DataFrame(
        [
            ("C-a", "supported", "start", -2, "from 1990", "refined", True),
            ("C-a", "supported", "start", -1, "from 1991", "supported", False),
            ("C-b", "refined", "threshold", 1, "at 3", "contradicted", True),
            ("C-b", "refined", "index", 0, "with another", "refined", False),
            ("C-c", "supported", "index", 0, "with another", "supported", False),
        ],
        columns=["claim", "verdict", "kind", "step", "words", "found", "turned"],
    )
    texts = {"C-a": "The president gained power", "C-b": "So did " + "others " * 20}
    figure = verdicts.margins(variants, texts, page="claims.html")
    assert figure.headline == (
        "1 of 3 verdicts that hang on a span of years, an election, a threshold, an assumption or an index stay "
        "the same under every other setting tried; one turns at the smallest step."
    )
    assert figure.description == (
        "C-b, refined, turns contradicted at 3; C-a, supported, turns refined from 1990."
    )
    assert behind(figure)["Claim"].tolist() == ["C-a", "C-b"]
    wide, phone = (str(figure.to_dict(width)) for width in (640, 320))
    assert "'C-a The president gained power'" in wide and "others …'" in wide
    assert "'C-a'" in phone and "others …'" not in phone
    assert '"claims.html#C-b"' in str(figure.to_dict()).replace("'", '"')
