"""Opening the pages of the book, and what every section's page has."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from transit import report
from transit.errors import TransitError
from transit.report.pages.after_the_article import FORECASTS
from transit.report.pages.conclusion import names_headline
from transit.report.scholarship import literature_headline
from transit.report.section import SectionChapter, words_sentence


@pytest.fixture(scope="module")
def clarity(repository):
    return report.chapter("clarity", repository / "book")


def test_a_page_opens_from_any_folder_of_the_project(clarity, repository):
    assert clarity.root == repository
    assert (clarity.name, clarity.section) == ("clarity", "clarity")


def test_a_section_without_a_module_has_what_every_section_has(repository):
    abstract = report.chapter("abstract", repository)
    assert type(abstract) is SectionChapter
    assert set(abstract.numbers()) == {"words"}


def test_a_page_that_is_neither_module_nor_section_is_refused(repository):
    with pytest.raises(TransitError, match=r"'epilogue' is no section .* are abstract, introduct"):
        report.chapter("epilogue", repository)


def test_the_notes_and_claims_are_the_section_s_own(clarity):
    assert list(clarity.notes["note"]) == [24, 25, 26, 27, 28]
    shown = BeautifulSoup(clarity.claim_table().html, "lxml")
    assert shown.caption.get_text() == "What is contradicted, corrected, or depends on the reading"
    linked = {link.get_text() for link in shown.tbody("a")}
    own = clarity.claims[clarity.claims["section"] == "clarity"]
    assert {"C-cla-02", "C-cla-18"} <= linked <= {*own["claim"], *own["statement"]}
    rows = BeautifulSoup(clarity.note_table().html, "lxml").tbody.find_all("tr")
    assert [row.td.get_text() for row in rows] == ["24", "25", "26", "27", "28"]


def test_the_sentence_on_a_section_s_words_names_findings_only(clarity):
    assert words_sentence(clarity.keyness) == (
        "Of 38 terms of the list that can be tested, one sets this section apart from the others "
        "by more than chance could: Kassym-Jomart Tokayev (7 here, 0 elsewhere)"
    )
    nothing = words_sentence(clarity.keyness.assign(finding=False))
    assert nothing.endswith(
        "none sets this section apart from the others by more than chance could"
    )


def test_the_charts_of_a_section_name_its_terms(clarity):
    figure = clarity.keyness_chart()
    assert figure.headline == (
        "Only Kassym-Jomart Tokayev (7 here, 0 elsewhere) sets Clarity apart by more than chance; "
        "but 19 of 40 ways to lay the sections’ boundaries give something as large somewhere."
    )
    assert "Tokayev" in str(clarity.dispersion_chart(["tokayev"]).to_dict())


def test_the_headline_on_names_says_how_each_is_used():
    labels = {"a": "Nazarbayev", "b": "First President"}
    assert names_headline({"a": (6, 0), "b": (3, 2)}, labels, 6) == (
        "The conclusion names Nazarbayev never and First President two times; of the six sections "
        "before it, Nazarbayev in all and First President in three."
    )


def test_the_headline_on_the_literature_counts_what_is_judged():
    said = pd.Series(["supported"] * 3 + ["refined", "contradicted", "depends", "open"])
    assert literature_headline(said) == (
        "Of six statements that scholars judge they support 3 and put 2 otherwise or speak "
        "against them; over 1 they part ways."
    )


def test_every_forecast_has_words_and_what_was_known_lies_before_its_close(repository):
    page = report.chapter("after-the-article", repository)
    assert set(page.predictions["statement"]) == set(FORECASTS)
    dates = page.evidence.events.set_index("event")["date"]
    known = {event for _, events in FORECASTS.values() for event in events}
    assert all(dates[event].end_time < pd.Timestamp("2019-09-01") for event in known)
    assert len(page.forecast_chart().table) == len(FORECASTS)
