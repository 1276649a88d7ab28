"""Who gains and who loses by constitutional changes."""

import pandas as pd
import pytest

from transit.charts import powers
from transit.errors import TransitError
from transit.evidence import adopted
from transit.evidence.verdicts.records import institution_name


@pytest.fixture
def frame():
    return pd.DataFrame(
        {
            "change": ["C2", "C1", "C3"],
            "adopted": ["1995-08-30", "1990-04-24", "2019-03-20"],
            "instrument": ["Constitution", "Law on the presidency", "Amendment of article 2"],
            "gains": ["president", "president;parliament", None],
            "loses": ["parliament;constitutional-court", "supreme-council", None],
            "president": ["Rules by decree", "Post founded", None],
        }
    )


@pytest.fixture(scope="module")
def institutions(evidence):
    return evidence.institutions


def test_institutions_are_grouped(institutions):
    groups = powers.Groups(institutions)
    assert groups.of("supreme-council; parliament;president") == ["parliament", "president"]
    assert groups.of(None) == []
    assert groups.label("constitutional-review") == "Court or Council"
    assert groups.label("local-executives") == "Local executives"
    assert groups.phrase("security-council") == "the Security Council"
    assert groups.order[:3] == ["president", "first-president", "parliament"]


def test_without_a_list_an_institution_stands_alone():
    groups = powers.Groups()
    assert groups.of("supreme-council;president") == ["supreme-council", "president"]
    assert groups.label("supreme-council") == "Supreme council"
    assert groups.phrase("supreme-council") == "the supreme council"
    assert groups.order == []


@pytest.mark.parametrize(
    ("gains", "loses", "words"),
    [
        ("president", None, "president"),
        ("parliament;government", "president", "parliament and government"),
        ("security-council;first-president", "president", "Security Council and First President"),
        ("president", "president", "both ways"),
        (None, "president", "president loses"),
        (None, None, "nobody"),
    ],
)
def test_balance(institutions, gains, loses, words):
    assert powers.Groups(institutions).balance(gains, loses) == words


def test_changes_in_order_with_their_effects(frame, institutions, behind):
    chart = powers.changes(frame, institutions=institutions)
    assert chart.description == (
        "Of three changes from 1990 to 2019, the president gained by two and lost by none; "
        "parliament gained by one and lost by two; constitutional review gained by none and lost "
        "by one."
    )
    assert behind(chart)[["change", "institution", "effect"]].values.tolist() == [
        ["C1", "president", "gains"],
        ["C1", "parliament", "both"],
        ["C2", "president", "gains"],
        ["C2", "parliament", "loses"],
        ["C2", "constitutional-review", "loses"],
        ["C3", "", ""],
    ]


def test_the_finding_follows_the_data(frame):
    frame.loc[0, "gains"] = "government"
    assert "the president gained by one and lost by none" in powers.changes(frame).description


def test_the_rule_is_in_the_tooltip(frame):
    data = powers.changes(frame).to_dict()["datasets"].values()
    assert any(row.get("rule") == "Rules by decree" for rows in data for row in rows)


def test_an_institution_without_a_column_is_an_error(frame):
    frame["loses"] = ["parliament;constitutional-court", "parliament", None]
    frame.loc[2, "gains"] = "voters"
    with pytest.raises(TransitError, match="C3 names voters, which is none of the columns"):
        powers.changes(frame, columns=["president", "parliament", "constitutional-court"])


def test_changes_by_which_nobody_gains_are_no_matrix(frame):
    with pytest.raises(TransitError, match="none by which anybody gains or loses"):
        powers.changes(frame.assign(gains=None, loses=None))


def test_every_group_with_a_column_of_its_own_shows_what_a_change_did(evidence):
    """A field of changes.csv under another name than the group's left the tooltip empty."""
    changes = adopted(evidence.changes)
    chart = powers.changes(changes, institutions=evidence.institutions).to_dict()
    cells = [row for rows in chart["datasets"].values() for row in rows if "effect" in row]
    told = {row["institution"] for row in cells if row.get("rule")}
    assert told == {
        "president",
        "parliament",
        "government",
        "security-council",
        "constitutional-review",
    }


def test_a_group_is_named_by_its_phrase_and_an_institution_by_its_own(evidence, institutions):
    assert powers.Groups(institutions).phrase("parliament") == "parliament"
    assert powers.Groups(institutions).phrase("constitutional-review") == "constitutional review"
    assert institution_name(evidence, "constitutional-court") == "Constitutional Court"
    for one in ("first-president", "president", "presidential-administration"):
        assert powers.Groups(institutions).name(one) == institution_name(evidence, one)
