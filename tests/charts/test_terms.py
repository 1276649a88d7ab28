"""Keyness, rises, dispersion, stance and certainty."""

import numpy as np
import pandas as pd
import pytest

from transit.charts import terms
from transit.errors import TransitError


@pytest.fixture
def sections():
    return pd.DataFrame({"section": ["one", "two"], "heading": ["Part One", "Part Two"]})


@pytest.fixture
def few_keys():
    return pd.DataFrame(
        {
            "term": ["council", "vote", "law"],
            "target": [10, 0, 3],
            "reference": [7, 14, 0],
            "log_ratio": [3.0, -2.3, 5.1],
            "low": [1.7, -np.inf, 2.2],
            "high": [4.4, 0.6, np.inf],
            "g2": [17.4, 4.5, 11.4],
            "finding": [True, False, False],
        }
    )


def test_keyness_orders_by_effect_and_names_what_holds(few_keys, behind):
    chart = terms.keyness(few_keys, part="this part", labels={"council": "Security Council"})
    assert chart.description == (
        "Compared with the rest of the article, this part uses more often Security Council "
        "(10 here, 7 elsewhere); two further differences could be chance."
    )
    table = behind(chart)
    assert table["term"].tolist() == ["law", "council", "vote"]
    assert table["low"].tolist() == [2.2, 1.7, None]


def test_keyness_says_when_nothing_holds(few_keys):
    few_keys["finding"] = False
    text = terms.keyness(few_keys, part="this part", top=2).description
    assert text.startswith("Of the 2 terms that set this part apart most")
    assert "council (10 here, 7 elsewhere) and law (3 here, 0 elsewhere)" in text


def test_open_intervals_end_in_arrow_heads(few_keys):
    layers = terms.keyness(few_keys, part="this part").to_dict()["layer"]
    shapes = {layer["mark"].get("shape") for layer in layers}
    assert {"triangle-left", "triangle-right"} <= shapes


def test_the_security_council_is_key_to_a_new_trend(gallery):
    assert "Security Council (10 here, 7 elsewhere)" in gallery["keyness"].description


@pytest.fixture
def rates():
    return pd.DataFrame(
        {
            "term": ["clan", "clan", "council", "council"],
            "section": ["one", "two", "one", "two"],
            "count": [6, 2, 0, 10],
            "size": [800, 500, 800, 500],
            "rate": [7.5, 4.0, 0.0, 20.0],
        }
    )


def test_rises_name_the_peak_of_every_term(rates, sections, behind):
    chart = terms.rises(rates, sections, terms=["council", "clan"])
    assert chart.description == (
        "Rates peak in Part One for clan (7.5 per 1,000 words, six occurrences); in Part Two for "
        "council (20.0 per 1,000 words, ten occurrences)."
    )
    assert behind(chart)["term"].tolist() == ["clan", "clan", "council", "council"]
    rates.loc[0, "rate"] = 1.0
    rates.loc[1, "count"] = 3
    assert "in Part Two for clan (4.0" in terms.rises(rates, sections, terms=["clan"]).description


def test_rises_show_the_frame_as_it_comes(rates, sections, behind):
    chart = terms.rises(rates.assign(label=["Clans"] * 2 + ["Council"] * 2), sections)
    assert "for Clans (7.5" in chart.description
    assert behind(chart)["label"].tolist() == ["Clans", "Clans", "Council", "Council"]
    generic = rates.rename(columns={"term": "type", "section": "part"})
    assert "for clan (7.5" in terms.rises(generic, sections).description


def test_one_or_two_occurrences_are_no_peak(rates, sections):
    rates.loc[0, "count"] = 2
    chart = terms.rises(rates, sections)
    assert chart.description == (
        "Rates peak in Part Two for council (20.0 per 1,000 words, ten occurrences); the highest "
        "rate of clan rests on fewer than three occurrences."
    )
    bars = [row for rows in chart.to_dict()["datasets"].values() for row in rows if "peak" in row]
    assert [row["label"] for row in bars if row["peak"]] == ["council"]
    rates.loc[3, "count"] = 1
    assert terms.rises(rates, sections).description == (
        "The highest rates of clan and council rest on fewer than three occurrences."
    )


def test_a_peak_in_two_sections_names_both(rates, sections):
    rates.loc[1, ["count", "rate"]] = [4, 7.5]
    assert terms.rises(rates, sections, terms=["clan"]).description == (
        "Rates peak in Part One and Part Two for clan (7.5 per 1,000 words, six occurrences)."
    )


def test_bars_of_all_terms_share_one_scale(rates, sections):
    spec = terms.rises(rates, sections, terms=["clan", "council"]).to_dict()
    bars = [row for rows in spec["datasets"].values() for row in rows if "rate" in row]
    heights = {(row["base"] - row["y"]) / row["rate"] for row in bars if row["rate"]}
    assert max(heights) == pytest.approx(min(heights))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"terms": ["elite"]}, "no row for elite"),
        ({"section": "three"}, "section three is not in"),
    ],
)
def test_rises_refuse(rates, sections, change, message):
    if "section" in change:
        rates.loc[0, "section"] = change["section"]
    with pytest.raises(TransitError, match=message):
        terms.rises(rates, sections, terms=change.get("terms", ["clan"]))


@pytest.fixture
def counts():
    return pd.DataFrame(
        {
            "paragraph": ["one-01", "one-01", "two-01", "one-02"],
            "term": ["clan", "clan", "clan", "council"],
            "voice": ["article", "quotation", "article", "article"],
            "count": [2, 1, 1, 4],
        }
    )


@pytest.fixture
def paragraphs():
    return pd.DataFrame(
        {
            "paragraph": ["one-01", "one-02", "two-01"],
            "section": ["one", "one", "two"],
            "tokens": [100, 50, 150],
        }
    )


def test_dispersion_adds_voices_and_counts_paragraphs(counts, paragraphs, sections, behind):
    chart = terms.dispersion(counts, paragraphs, sections, terms=["clan", "council"])
    assert chart.description == ("Occurrences and paragraphs of 3: clan 4 in 2; council 4 in 1.")
    assert behind(chart)[["term", "paragraph", "count"]].values.tolist() == [
        ["clan", "one-01", 3], ["clan", "two-01", 1], ["council", "one-02", 4],
    ]  # fmt: skip


def test_a_paragraph_is_as_wide_as_it_is_long(counts, paragraphs, sections):
    spec = terms.dispersion(counts, paragraphs, sections, terms=["clan"]).to_dict()
    bars = [r for rows in spec["datasets"].values() for r in rows if "paragraph" in r]
    first, last = sorted(bars, key=lambda row: row["x"])
    assert (last["x2"] - last["x"] + 1) / (first["x2"] - first["x"] + 1) == pytest.approx(1.5)


def test_a_long_name_leaves_room_for_its_count(counts, paragraphs, sections):
    def start(labels):
        spec = terms.dispersion(
            counts, paragraphs, sections, terms=["clan"], labels=labels
        ).to_dict()
        return min(r["x"] for rows in spec["datasets"].values() for r in rows if "paragraph" in r)

    assert start({"clan": "Amendments to the constitution"}) > start({"clan": "Clans"}) + 20


def test_a_term_that_does_not_occur_is_an_error(counts, paragraphs, sections):
    with pytest.raises(TransitError, match="elite does not occur"):
        terms.dispersion(counts, paragraphs, sections, terms=["elite"])
    with pytest.raises(TransitError, match="elite and heir do not occur"):
        terms.dispersion(counts, paragraphs, sections, terms=["elite", "heir"])


NAMES = {"hedge": "hedges", "booster": "boosters"}


def test_stance_names_the_extremes_with_their_intervals(sections, behind):
    rates = pd.DataFrame(
        {
            "section": ["one", "two", "one", "two"],
            "category": ["hedge", "hedge", "booster", "booster"],
            "count": [1, 9, 2, 2],
            "size": [100, 300, 200, 200],
            "rate": [10.0, 30.0, 10.0, 10.0],
            "low": [1.8, 15.9, 2.7, 2.7],
            "high": [54.5, 56.0, 35.7, 35.7],
        }
    )
    chart = terms.stance(rates, sections, categories=["hedge", "booster"], names=NAMES)
    assert chart.description == (
        "Per 1,000 words: Hedges from 10.0 (Part One) to 30.0 (Part Two, 9 of 300, interval 15.9 "
        "to 56.0); Boosters 10.0 in every section."
    )
    assert len(behind(chart)) == 4


def test_certainty_leaves_out_sections_without_a_future(sections, behind):
    frame = pd.DataFrame(
        {
            "section": ["one", "two", "all"],
            "class": ["hedged"] * 3,
            "sentences": [0, 3, 3],
            "future": [0, 5, 5],
            "share": [np.nan, 0.6, 0.6],
            "low": [np.nan, 0.23, 0.23],
            "high": [np.nan, 0.88, 0.88],
        }
    )
    chart = terms.certainty(frame, sections, classes=["hedged"])
    assert behind(chart)["section"].tolist() == ["two"]
    assert chart.description == (
        "Per cent of the sentences about the future: Hedged 60 in every section."
    )


def test_extremes_that_tie_name_every_section():
    sections = pd.DataFrame({"section": list("abcd"), "heading": ["A", "B", "C", "D"]})
    rates = pd.DataFrame(
        {
            "section": list("abcd"),
            "category": "hedge",
            "count": [0, 0, 3, 3],
            "size": 100,
            "rate": [0.0, 0.0, 30.0, 30.0],
            "low": [0.0, 0.0, 10.0, 10.0],
            "high": [4.0, 4.0, 60.0, 60.0],
        }
    )
    chart = terms.stance(rates, sections, categories=["hedge"], names=NAMES)
    assert chart.description == "Per 1,000 words: Hedges from 0.0 (A and B) to 30.0 (C and D)."
