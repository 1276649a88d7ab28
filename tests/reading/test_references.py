"""Entries of lists of references in the usual styles, and the places that cite them."""

import pytest

from transit.reading import find_citations, parse_reference
from transit.reading.references import name_references, number_by_place, split_entries


@pytest.mark.parametrize(
    ("text", "names", "year", "title"),
    [
        ("Smith J. 2010. A thing.", ("Smith",), "2010", "A thing"),
        (
            "Bates D, Mächler M (2015). “Fitting Models.” Journal of Software, 67(1), 1–48.",
            ("Bates", "Mächler"),
            "2015",
            "Fitting Models",
        ),
        (
            "[3] A. Adams and B. Brown, “A long title of things,” J. X, vol. 3, 1999.",
            ("Adams", "Brown"),
            "1999",
            "A long title of things",
        ),
        (
            "R. L. Brown, J. Durbin, and J. M. Evans. Techniques for testing. JRSS, 37, 1975.",
            ("Brown", "Durbin", "Evans"),
            "1975",
            "Techniques for testing",
        ),
        (
            "D. W. K. Andrews and W. Ploberger. Optimal tests when absent. Econometrica, 62, 1994.",
            ("Andrews", "Ploberger"),
            "1994",
            "Optimal tests when absent",
        ),
        (
            "Müller, Hans (1998): Die Straße und der Markt. Berlin: Springer.",
            ("Müller",),
            "1998",
            "Die Straße und der Markt",
        ),
        (
            "Иванов А. А. Политика Казахстана // Полис. 2005. № 3. С. 5–10.",
            ("Иванов",),
            "2005",
            "Политика Казахстана",
        ),
    ],
)
def test_entries(text, names, year, title):
    found = parse_reference(text)
    assert (found.names, found.year, found.title, found.certain) == (names, year, title, True)


def test_what_is_no_entry_is_uncertain():
    assert not parse_reference("Creation of regular series").certain


def test_citations_by_name_and_year():
    entries = name_references(
        parse_reference(text)
        for text in (
            "Smith J. 2010. A thing.",
            "Smith J, Doe A. 2012a. B thing.",
            "Smith J. 2012b. C thing.",
        )
    )
    text = (
        "As (Smith, 2010; Smith and Doe 2012a) and Smith (2012b, p. 3) and (Jones 1999) say, "
        "Smith’s (2010) and Smith et al. (2013)."
    )
    found, unsure = find_citations({"p": text}, entries)
    assert [(c.reference, c.count) for c in found] == [
        ("smith2010", 2),
        ("smith2012a", 1),
        ("smith2012b", 1),
    ]
    assert unsure == {"p": ["Jones 1999", "Smith 2013"]}


def test_citations_by_number():
    entries = [parse_reference(f"[{n}] A. Doe, “Title number {n},” 199{n}.") for n in (1, 2, 3)]
    found, unsure = find_citations({"p": "So [1], [2–3] and [7]."}, entries)
    assert [c.reference for c in found] == ["doe1991", "doe1992", "doe1993"]
    assert unsure == {"p": ["[7]"]}


def test_lines_of_a_list_are_split_where_an_entry_is_complete():
    lines = ["Smith, J. (2001). Floods and", "markets. River Press.", "Doe, A. (1999). Bridges."]
    assert split_entries(lines) == [
        "Smith, J. (2001). Floods and markets. River Press.",
        "Doe, A. (1999). Bridges.",
    ]


def test_entries_without_numbers_that_are_cited_by_number():
    entries = [parse_reference(f"Doe, J. (200{n}). The book number {n}. Town.") for n in range(3)]
    numbered = number_by_place(["As known [1], and again [2, 3]."], entries)
    assert [entry.number for entry in numbered] == [1, 2, 3]
    assert number_by_place(["Only one [3]."], entries) is entries
    assert number_by_place(["More than there are [1, 2, 3, 4]."], entries) is entries
