"""The article's notes and the works they cite."""

import pytest

from transit.citations import join_works
from transit.errors import TransitError


def test_every_note_resolves_to_its_works(joined):
    assert joined["note"].tolist() == list(range(1, 29))
    assert joined["key"].nunique() == 26
    twice = joined.groupby("key")["note"].agg(list).loc[lambda s: s.str.len() > 1]
    assert twice.to_dict() == {
        "bogaturov2011mezhdunarodnye": [7, 8],
        "sultanov2010tsentralnaia": [9, 16],
    }


def test_forms_are_those_of_the_article(joined):
    forms = joined.groupby("form")["note"].agg(list).to_dict()
    assert forms["ibidem"] == [8]
    assert forms["short"] == [16, 20]
    assert forms["url"] == [21, 24, 25, 26, 27, 28]
    assert len(forms["full"]) == 19


def test_facts_of_the_work_come_along(joined):
    note = joined.set_index("note").loc[13]
    assert (note["key"], note["locator"]) == ("syroezhkin2011sotsialno", "pp. 194-195")
    assert (note["kind"], note["year"], note["place"]) == ("chapter", 2011, "Moscow")


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("keys", "petrov1999kurs", "note 4: key 'petrov1999kurs' is not in the bibliography"),
        ("keys", "", "note 4: names no work"),
        ("locator", "p. 51", "note 4: page 51 is not among the pages of petrov1998kurs"),
        ("form", "long", "note 4: form 'long' is none of full, short, ibidem, url"),
        ("note", 40, "note 40: expected note 4"),
    ],
)
def test_a_faulty_note_is_named(notes, bibliography, column, value, what):
    broken = notes.copy()
    broken.loc[3, column] = value
    with pytest.raises(TransitError, match=what):
        join_works(broken, bibliography)


def test_a_missing_column_is_named(notes, bibliography):
    with pytest.raises(TransitError, match=r"notes\.csv: no column keys"):
        join_works(notes.drop(columns="keys"), bibliography)


def test_a_page_of_the_extent_is_accepted_too(notes, bibliography):
    article = notes[notes["keys"] == "shkel2009political"]
    assert article["locator"].item() == "pp. 101-108"
    assert join_works(notes, bibliography).loc[13, "locator"] == "pp. 101-108"
