import pytest

from transit.citations import Work
from transit.errors import TransitError
from transit.reading import (
    SectionSetting,
    Settings,
    Source,
    resolve_notes,
    take_apart,
)

WORKS = [
    Work("adams1999", "{{The Long Road to Somewhere: A History}}", ""),
    Work("baker2010", "Politics: 1991-2009: Monograph", ""),
    Work("clark2011", "The Long Road", ""),
    Work("web2019", "A page", "http://www.example.org/a-long/page.html"),
    Work("article2000", "Żywot i myśl", ""),
]


def resolve(*notes, works=WORKS):
    settings = Settings(
        sections=(SectionSetting("one", "one", "One"),), note_openings=("See:", r"\[http")
    )
    body = " ".join(f"Word{n}" for n in range(1, len(notes) + 1))
    block = "\n".join(f"{n} {note}" for n, note in enumerate(notes, start=1))
    text = f"One\n\n{body} end.\n\n{block}\n"
    article = take_apart(Source("text.txt", text, "", len(text), len(text)), settings)
    return resolve_notes(article, works)


def test_full_notes_with_locators_as_printed():
    frame = resolve(
        "See: A. Adams, The Long Road to Somewhere: A History, Press, London, 1999, pp. 21-29.",
        "See: C. Clark, The Long Road, 2011, 244 pp.",
        "See: Zywot i mysl, 2000, pp. 1, 2.",
    )
    assert frame.to_dict("list") == {
        "note": [1, 2, 3],
        "section": ["one"] * 3,
        "paragraph": ["one-01"] * 3,
        "page": [1] * 3,
        "keys": ["adams1999", "clark2011", "article2000"],
        "locator": ["pp. 21-29", "", "pp. 1, 2"],
        "form": ["full"] * 3,
    }


def test_misprinted_long_title_is_recognised():
    frame = resolve("See: The Lnog Road to Somewhree: A History, 1999, p. 3.")
    assert list(frame["keys"]) == ["adams1999"]


def test_short_form_is_a_title_without_year_of_publication():
    frame = resolve("See: Politics: 1991-2009: Monograph, p. 69.")
    assert frame.loc[0, ["keys", "locator", "form"]].tolist() == ["baker2010", "p. 69", "short"]


def test_ibidem_takes_over_the_keys():
    frame = resolve("See: The Long Road, 2011, p. 4.", "See: Ibidem.", "See: Ibid., p. 9.")
    assert list(frame["keys"]) == ["clark2011"] * 3
    assert list(frame["locator"]) == ["p. 4", "", "p. 9"]
    assert list(frame["form"]) == ["full", "ibidem", "ibidem"]


def test_addresses_agree_without_scheme_and_www():
    frame = resolve("[https://example.org/a-long/page.html], 7 August, 2019.")
    assert frame.loc[0, ["keys", "locator", "form"]].tolist() == ["web2019", "", "url"]


def test_two_works_in_one_note_in_the_order_of_the_note():
    frame = resolve("See: Politics: 1991-2009: Monograph, 2010; The Long Road, 2011.")
    assert list(frame["keys"]) == ["baker2010;clark2011"]


def test_without_bibliography_keys_stay_empty():
    frame = resolve("See: A. Adams, Anything, 1999, p. 3.", works=None)
    assert frame.loc[0, ["keys", "locator", "form"]].tolist() == ["", "p. 3", "full"]


def test_unknown_work_and_ibidem_without_a_note_before():
    with pytest.raises(TransitError, match=r"note 1 \(page 1\) cites no work of the bibliography"):
        resolve("See: D. Doe, Unheard of, 1999.")
    with pytest.raises(TransitError, match=r"note 1 \(page 1\) refers back, and no note precedes"):
        resolve("See: Ibidem.")
