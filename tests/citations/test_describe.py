"""What the article rests on."""

import pandas as pd
import pytest

from transit.citations import (
    count_by,
    irregularities,
    notes_by_section,
    support,
    works_cited,
)
from transit.citations.describe import BASES


@pytest.fixture(scope="module")
def works(joined, bibliography):
    return works_cited(joined, bibliography)


@pytest.fixture(scope="module")
def found(joined, bibliography):
    return irregularities(joined, bibliography)


def test_ages_count_back_from_the_year_of_writing(works):
    ages = works.set_index("key")["age"]
    assert ages["petrov1998kurs"] == 21
    assert ages["rosbalt2019world"] == 0
    assert works["age"].median() == 8


def test_a_work_lists_its_notes_and_sections(works):
    work = works.set_index("key").loc["sultanov2010tsentralnaia"]
    assert (work["notes"], work["citations"]) == ("9, 16", 2)
    assert work["sections"] == "introduction;political-construction-kit"
    assert work["authors"] == "Sultanov, B. K."


def test_the_authors_cite_one_work_of_their_own(works):
    assert works.loc[works["own"], "key"].tolist() == ["zhiltsov2016political"]


def test_counts_add_up(works):
    places = count_by(works, "place").set_index("place")
    assert places["works"].to_dict() == {
        "none": 10,
        "Moscow": 8,
        "Almaty": 5,
        "Kiev": 2,
        "Washington": 1,
    }
    kinds = count_by(works, "kind")
    assert (kinds["works"].sum(), kinds["citations"].sum()) == (26, 28)
    assert kinds["share"].sum() == pytest.approx(100)


def test_sections_without_notes_are_counted_too(joined, repository):
    sections = pd.read_csv(repository / "data" / "article" / "sections.csv")
    frame = notes_by_section(joined, sections)
    assert len(frame) == 7 * 5
    sums = frame.groupby("section")["citations"].sum()
    assert sums["introduction"] == 11
    assert sums["clarity"] == 5
    assert sums[["abstract", "new-trend", "conclusion"]].sum() == 0
    clarity = frame.query("section == 'clarity' and citations > 0")
    assert clarity["kind"].tolist() == ["web"]
    listed = sections.set_index("section")["notes"]
    assert sums.reindex(listed.index).tolist() == listed.tolist()


def test_what_a_claim_rests_on(joined):
    claims = pd.DataFrame(
        {
            "claim": ["A", "B", "C", "D", "E", "F"],
            "section": ["clarity"] * 6,
            "notes": [None, "7;8", "1;2", "24", "25;26", "5;21"],
        }
    ).astype("string")
    basis = support(claims, joined).set_index("claim")
    assert basis["basis"].to_dict() == {
        "A": "no note",
        "B": "one work",
        "C": "several works",
        "D": "press or web only",
        "E": "press or web only",
        "F": "several works",
    }
    assert basis.loc["F", ["notes", "works", "kinds"]].tolist() == ["5, 21", 2, "journal;web"]
    assert tuple(basis["basis"].cat.categories) == tuple(BASES)


def test_what_a_paragraph_rests_on(joined):
    paragraphs = pd.DataFrame(
        {"paragraph": ["int-06", "kit-01", "cla-04", "con-01"], "section": ["x"] * 4}
    )
    basis = support(paragraphs, joined)["basis"].tolist()
    assert basis == ["several works", "one work", "press or web only", "no note"]


def listed(found, kind):
    return found.loc[found["irregularity"] == kind, "notes"].tolist()


def test_irregular_notes_are_found(found):
    assert listed(found, "ibidem") == ["8"]
    assert listed(found, "short form") == ["16", "20"]
    assert listed(found, "bare address") == ["21", "24", "25", "26", "27", "28"]
    assert listed(found, "no page") == ["3", "17", "19", "22"]
    assert listed(found, "own work") == ["5"]
    assert listed(found, "no editor") == ["4", "13", "18", "20"]
    assert listed(found, "year twice") == ["10"]


def test_misprints_and_differing_initials_are_found(found):
    details = found.loc[found["irregularity"] == "misprint", "detail"].tolist()
    assert details == [
        "printed P.N. Zhanguzhin, corrected to R.N. Zhanguzhin",
        "printed gosudartsva, corrected to gosudarstva",
    ]
    row = found.set_index("irregularity").loc["initials differ"]
    assert (row["notes"], row["detail"]) == ("2, 11", "Zhanguzhin: P.N. and R.N.")
    assert row["keys"] == "zhanguzhin2002kazakhstan;zhanguzhin2005novye"


def test_transliterations_that_differ_are_found(found):
    rows = found[found["irregularity"] == "transliteration"]
    assert rows["detail"].tolist() == [
        "one word two ways: system-; elsewhere it is sistem-",
        "final й two ways: bolshoi, evropoi; elsewhere it is y",
        "soft sign kept: bar'erom; elsewhere it is dropped",
    ]
    assert rows["notes"].tolist() == ["1, 12", "12", "19"]


def test_the_age_of_a_work_counts_from_the_article(joined, bibliography):
    article = bibliography["group"] == "source-article"
    later = bibliography.assign(year=bibliography["year"].mask(article, 2021))
    without = bibliography[~article]
    before = works_cited(joined, bibliography)["age"]
    assert (works_cited(joined, later)["age"] - before).dropna().unique().tolist() == [2]
    assert works_cited(joined, without)["age"].isna().all()


def test_a_bibliography_without_corrections_has_no_misprints(joined, bibliography):
    plain = bibliography.assign(printed=pd.NA)
    kinds = set(irregularities(joined, plain)["irregularity"])
    assert "misprint" not in kinds
    assert "initials differ" not in kinds


@pytest.mark.needs_article
def test_what_is_called_printed_is_printed(article_path, bibliography):
    text = article_path.read_text(encoding="utf-8").replace("\ufffd", " ")
    for corrections in bibliography["printed"].dropna():
        for pair in corrections.split(";"):
            assert pair.split("=>")[0].strip() in text
