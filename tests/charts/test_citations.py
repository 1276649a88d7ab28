"""Charts of what the article cites."""

import pandas as pd
import pytest

from transit.charts import citations as draw
from transit.citations import (
    join_works,
    load_bibliography,
    support,
    works_cited,
)
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
    assert chart.headline == (
        "10 of the 26 works cited are 3 years old or less, and 7 of these are press or web pages; "
        "the median age is 8 years."
    )
    assert chart.description.startswith(
        "The article cites 26 works, published from 1998 to 2019: 3 of 1998"
    )
    table = behind(chart)
    assert len(table) == 26
    assert table["Year"].is_monotonic_increasing


def test_bases(joined, tables):
    frame = support(tables["paragraphs"], joined)
    chart = draw.bases(frame, tables["sections"], noun="paragraph")
    table = behind(chart).set_index("Section")
    assert table["Sum"].sum() == len(tables["paragraphs"]) == 48
    assert table.loc["New Trend"].tolist() == [0, 0, 0, 10, 10]
    assert chart.headline == (
        "33 of 48 paragraphs have no note, among them all of Abstract, New Trend and Conclusion."
    )


def test_a_frame_without_its_columns_is_refused(tables):
    with pytest.raises(TransitError, match="works cited: column key"):
        draw.works_by_year(pd.DataFrame({"year": [1]}))
    with pytest.raises(TransitError, match="basis of each claim: column basis"):
        draw.bases(pd.DataFrame({"section": ["a"]}), tables["sections"])
