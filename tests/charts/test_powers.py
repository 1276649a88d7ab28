"""Groups that gain and lose, the grid of powers, the articles touched."""

import pandas as pd
import pytest

from transit.charts import powers
from transit.errors import TransitError
from transit.evidence.verdicts.records import institution_name


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


@pytest.fixture
def held():
    rows = [("P1", "Veto", (1, 3)), ("P2", "Decrees", (3, 0)), ("P3", "Courts", (2, 2))]
    return pd.DataFrame(
        [
            {"power": power, "label": label, "state": year, "score": score}
            for power, label, scores in rows
            for year, score in zip((1998, 2022), scores, strict=True)
        ]
        + [{"power": "P4", "label": "Term", "state": 1998, "score": None}]
    )


def test_the_grid_draws_what_moved_and_tells_all(held, behind):
    figure = powers.grid(held, (1998, 2022))
    assert figure.headline == (
        "Of three provisions on the president's powers one set no bound in 1998 and one in 2022."
    )
    assert "two provisions that moved" in figure.notes
    assert behind(figure).values.tolist() == [["Veto", 1, 3], ["Decrees", 3, 0], ["Courts", 2, 2]]
    rows = [row for rows in figure.to_dict(320)["datasets"].values() for row in rows]
    last = "At 3 among the one that stayed"
    assert {row["row"] for row in rows if "value" in row} == {"Veto", "Decrees", last}


def test_powers_that_all_stay_are_no_grid(held):
    with pytest.raises(TransitError, match="no score differs"):
        powers.grid(held[held["power"] == "P3"], (1998, 2022))


def test_articles_are_counted_by_chapter_and_amendment(behind):
    touched = pd.DataFrame(
        {
            "article": ["41", "42", "50", "41"],
            "change": ["C1", "C1", "C1", "C2"],
            "chapter": ["president", "president", "parliament", "president"],
        }
    )
    figure = powers.articles(touched, {"C1": "1998", "C2": "2007"})
    assert figure.headline == (
        "The amendment of 1998 touched 3 articles, more than any other; the chapter on the president "
        "was reworded most often."
    )
    assert behind(figure).values.tolist() == [
        ["president", 2, 1], ["parliament", 1, 0], ["all chapters", 3, 1],
    ]  # fmt: skip


def test_a_group_is_named_by_its_phrase_and_an_institution_by_its_own(evidence, institutions):
    assert powers.Groups(institutions).phrase("parliament") == "parliament"
    assert powers.Groups(institutions).phrase("constitutional-review") == "constitutional review"
    assert institution_name(evidence, "constitutional-court") == "Constitutional Court"
    for one in ("first-president", "president", "presidential-administration"):
        assert powers.Groups(institutions).name(one) == institution_name(evidence, one)
