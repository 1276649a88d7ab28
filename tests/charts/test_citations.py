"""Charts of what the article cites."""

import pandas as pd
import pytest

from transit.charts import citations as draw
from transit.citations import (
    join_works,
    load_bibliography,
    notes_by_section,
    support,
    works_cited,
)
from transit.citations.describe import BASES, KINDS
from transit.errors import TransitError


@pytest.fixture(scope="module")
def bibliography(repository):
    return load_bibliography(repository / "references.bib")


@pytest.fixture(scope="module")
def tables(repository):
    folder = repository / "data" / "article"
    return {
        name: pd.read_csv(folder / f"{name}.csv", keep_default_na=False)
        for name in ("notes", "sections", "paragraphs")
    }


@pytest.fixture(scope="module")
def joined(tables, bibliography):
    return join_works(tables["notes"], bibliography)


def behind(chart):
    table = chart.rows()
    return pd.DataFrame(table["rows"], columns=table["columns"])


def test_works_by_year(joined, bibliography):
    chart = draw.works_by_year(works_cited(joined, bibliography))
    assert chart.description == (
        "The article cites 26 works, published from 1998 to 2019; the median age at the time of "
        "writing is 8 years. Ten works are no older than three years. 23 are in Russian and 3 are "
        "in English."
    )
    table = behind(chart)
    assert len(table) == 26
    assert table["year"].is_monotonic_increasing


def test_notes_by_section(joined, tables):
    chart = draw.notes_by_section(notes_by_section(joined, tables["sections"]))
    assert chart.description.startswith(
        "Of 28 citations 11 stand in each of the sections Introduction and Political Construction "
        "Kit. Abstract, New Trend and Conclusion have none."
    )
    fewer = joined[
        joined["note"] != joined.loc[joined["section"] == "introduction", "note"].iloc[0]
    ]
    chart = draw.notes_by_section(notes_by_section(fewer, tables["sections"]))
    assert chart.description.startswith(
        "Of 27 citations 11 stand in the section Political Construction Kit."
    )
    chart = draw.notes_by_section(notes_by_section(joined, tables["sections"]), names=KINDS)
    assert chart.description.endswith(
        "By kind of work: books 12, chapters 6, journals 3, press 1 and web 6."
    )
    table = behind(chart).set_index("Section")
    assert table.loc["Clarity"].tolist() == [0, 0, 0, 0, 5, 5]
    assert list(table.columns) == ["Books", "Chapters", "Journals", "Press", "Web", "Sum"]
    assert table["Sum"].sum() == 28
    assert list(table.index) == tables["sections"]["heading"].tolist()


def test_bases_of_paragraphs(joined, tables):
    frame = support(tables["paragraphs"], joined)
    chart = draw.bases(frame, tables["sections"], noun="paragraph", names=BASES)
    table = behind(chart).set_index("section")
    assert table["sum"].sum() == len(tables["paragraphs"]) == 48
    assert table.loc["New Trend"].tolist() == [0, 0, 0, 10, 10]
    assert chart.description == (
        "Of 48 paragraphs 33 have no note; of the others, six rest on several works, four rest on "
        "one work and five rest on the press or the web alone."
    )


def test_a_frame_without_its_columns_is_refused(tables):
    with pytest.raises(TransitError, match="works cited: column key"):
        draw.works_by_year(pd.DataFrame({"year": [1]}))
    with pytest.raises(TransitError, match="basis of each claim: column basis"):
        draw.bases(pd.DataFrame({"section": ["a"]}), tables["sections"])
