import numpy as np
import pandas as pd
import pytest
from scipy import stats

from transit.errors import TransitError
from transit.terms import stance

PARAGRAPHS = pd.DataFrame(
    {
        "paragraph": ["a-01", "a-02", "b-01", "c-01"],
        "section": ["a", "a", "b", "c"],
        "sentences": [3, 2, 4, 2],
        "tokens": [60, 40, 80, 20],
        "quoted_tokens": [0, 10, 30, 0],
    }
)
MARKERS = pd.DataFrame(
    {
        "marker": ["will", "may", "perhaps", "clearly", "according-to"],
        "category": ["future", "modal", "hedge", "booster", "attribution"],
    }
)
MARKED = pd.DataFrame(
    [
        ("a-01", 1, "will", "article", 1),
        ("a-01", 1, "may", "article", 2),
        ("a-01", 2, "will", "article", 1),
        ("a-02", 1, "clearly", "quotation", 1),
        ("b-01", 1, "will", "article", 1),
        ("b-01", 1, "clearly", "article", 1),
        ("b-01", 1, "perhaps", "article", 1),
        ("b-01", 2, "will", "quotation", 1),
        ("b-01", 2, "clearly", "quotation", 1),
        ("b-01", 4, "according-to", "article", 1),
    ],
    columns=["paragraph", "sentence", "marker", "voice", "count"],
)
TABLES = MARKED, PARAGRAPHS, MARKERS


def row(frame, **where):
    for column, value in where.items():
        frame = frame[frame[column] == value]
    return frame.iloc[0]


def test_rates_per_thousand_tokens():
    frame = stance.marker_rates(*TABLES)
    assert frame["section"].drop_duplicates().tolist() == ["a", "b", "c"]
    assert len(frame) == 15
    modal = row(frame, section="a", category="modal")
    assert modal[["count", "size", "rate"]].tolist() == [2, 100, 20]
    low, high = stats.binomtest(2, 100).proportion_ci(method="wilson")
    assert modal[["low", "high"]].tolist() == pytest.approx([1000 * low, 1000 * high])
    assert row(frame, section="c", category="modal")["count"] == 0


def test_shares_of_sentences():
    frame = stance.marker_rates(*TABLES, unit="sentences")
    future = row(frame, section="a", category="future")
    assert future[["count", "size", "rate"]].tolist() == [2, 5, pytest.approx(0.4)]
    assert row(frame, section="a", category="modal")["count"] == 1


def test_voices_have_their_own_tokens():
    quoted = stance.marker_rates(*TABLES, voice="quotation")
    assert row(quoted, section="b", category="booster")[["count", "size"]].tolist() == [1, 30]
    assert set(quoted["section"]) == {"a", "b"}
    own = stance.marker_rates(*TABLES, voice="article")
    assert row(own, section="b", category="booster")[["count", "size"]].tolist() == [1, 50]


def test_categories_by_paragraph():
    wide = stance.marker_counts(*TABLES)
    assert wide.columns.tolist() == PARAGRAPHS["paragraph"].tolist()
    rates = stance.marker_rates(*TABLES)
    assert wide.sum(axis=1).to_dict() == rates.groupby("category")["count"].sum().to_dict()


def test_a_section_called_all_is_refused():
    """It was added to the rows of all sections."""
    named = PARAGRAPHS.replace({"section": {"a": "all"}})
    with pytest.raises(TransitError, match="'all'"):
        stance.future_certainty(MARKED, named, MARKERS)
    frame = stance.future_certainty(MARKED, named, MARKERS, whole="every")
    own = stance.future_certainty(*TABLES)
    assert frame.loc[frame["section"] == "all", "sentences"].tolist() == (
        own.loc[own["section"] == "a", "sentences"].tolist()
    )


def test_certainty_of_the_future():
    frame = stance.future_certainty(*TABLES)
    assert row(frame, section="a", **{"class": "hedged"})[
        ["sentences", "future", "share"]
    ].tolist() == [1, 2, 0.5]
    assert row(frame, section="a", **{"class": "plain"})["sentences"] == 1
    assert row(frame, section="b", **{"class": "both"})["sentences"] == 1
    assert row(frame, section="b", **{"class": "boosted"})["sentences"] == 1
    assert np.isnan(row(frame, section="c", **{"class": "plain"})["share"])
    everything = frame[frame["section"] == "all"]
    assert everything["sentences"].tolist() == [1, 1, 1, 1]
    assert (
        frame.groupby("section")["sentences"].sum() == frame.groupby("section")["future"].first()
    ).all()


def test_a_modal_need_not_be_a_hedge():
    frame = stance.future_certainty(*TABLES, hedges=["hedge"])
    assert row(frame, section="a", **{"class": "plain"})["sentences"] == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"marker": "never"}, "marker 'never' is not listed"),
        ({"paragraph": "z-01"}, "paragraph 'z-01' is not listed"),
    ],
)
def test_what_is_not_listed_is_refused(change, message):
    with pytest.raises(TransitError, match=message):
        stance.marker_rates(MARKED.assign(**change), PARAGRAPHS, MARKERS)


def test_misuse_is_refused():
    with pytest.raises(TransitError, match="no column 'tokens'"):
        stance.marker_rates(MARKED, PARAGRAPHS.drop(columns="tokens"), MARKERS)
    with pytest.raises(TransitError, match="unit"):
        stance.marker_rates(*TABLES, unit="pages")
    with pytest.raises(TransitError, match="voice"):
        stance.marker_rates(*TABLES, voice="someone")
    with pytest.raises(TransitError, match="category"):
        stance.future_certainty(*TABLES, future="prediction")
