import pandas as pd
import pytest

from transit.errors import TransitError
from transit.report.notes import note_table

NOTES = pd.DataFrame(
    {
        "note": [1, 2, 3],
        "section": ["start", "start", "end"],
        "paragraph": ["sta-01", "sta-02", "end-01"],
        "keys": ["abel1999one", "abel1999one;byrd2001two", "byrd2001two"],
        "locator": ["p. 3", None, None],
        "form": ["full", "ibidem", "url"],
    }
)
LABELS = pd.Series({"abel1999one": "Abel 1999", "byrd2001two": "Byrd 2001"})


def test_a_section_s_notes_link_to_their_works():
    html = note_table(NOTES, "start", LABELS, "refs.html").html
    assert html.count("<tr>") == 3
    assert '<a href="refs.html#ref-abel1999one">Abel 1999</a>; ' in html
    assert '<a href="refs.html#ref-byrd2001two">Byrd 2001</a>' in html
    assert "<td>p. 3</td>" in html and "<td>Ibidem</td>" in html
    assert "end-01" not in html


def test_a_section_without_notes_is_refused():
    with pytest.raises(TransitError, match="section 'middle' has no notes"):
        note_table(NOTES, "middle", LABELS)


def test_an_unknown_form_is_named():
    with pytest.raises(TransitError, match="form 'oral'"):
        note_table(NOTES.assign(form="oral"), "start", LABELS)
