"""How a work is named where it is cited."""

import pybtex.database

from transit.publishing.bibliography import labels
from transit.publishing.bibliography.entries import (
    set_year_letters,
    short_names,
    sort_key,
    work_of,
    year,
)


def entries(text):
    return pybtex.database.parse_string(text, "bibtex").entries


def test_works_of_one_year_get_letters_in_the_order_of_their_titles():
    works = entries(
        "@misc{b, author={Roe, R.}, title={Zebra}, year={2001}}"
        "@misc{a, author={Roe, R.}, title={Ant}, year={2001}}"
        "@misc{c, author={Roe, R.}, title={Cat}, year={2002}}"
        "@misc{d, author={Roe, R.}, title={Dog}}"
        "@misc{e, author={Roe, R.}, title={Elk}}"
        "@misc{f, author={Roe, R.}, title={Fox}, date={2002?}}"
    )
    set_year_letters(works.values())
    years = {key: year(entry) for key, entry in works.items()}
    assert years == {
        "a": "2001a",
        "b": "2001b",
        "c": "2002a",
        "f": "[2002b]",
        "d": "n.d.-a",
        "e": "n.d.-b",
    }
    set_year_letters(works.values())
    assert {key: year(entry) for key, entry in works.items()} == years


def test_letters_go_on_after_z():
    text = "".join(
        f"@misc{{k{n}, author={{Roe, R.}}, title={{T{n:02}}}, year={{2001}}}}" for n in range(28)
    )
    works = entries(text)
    set_year_letters(works.values())
    assert (year(works["k25"]), year(works["k26"]), year(works["k27"])) == (
        "2001z",
        "2001aa",
        "2001ab",
    )


def test_names_in_full():
    works = entries(
        "@book{a, author={van der Walt, St{\\'e}fan J. and Millman, K. Jarrod and Roe, R.}, title={T}}"
        "@book{b, editor={Shmelev, N. P. and Guseynov, V. A.}, title={T}}"
        "@book{c, author={{Rosbalt}}, title={T}}"
        "@book{d, organization={OSCE}, title={T}}"
        "@book{e, author={Roe, R. and others}, title={T}}"
        "@book{f, title={Only a {Title}}}"
    )
    assert labels.long_names(work_of(works["a"])) == (
        "van der Walt, Stéfan J., K.\xa0Jarrod Millman, and R. Roe"
    )
    assert short_names(works["a"]) == "van der Walt et\xa0al."
    assert short_names(works["a"], full=True) == "van der Walt, Millman, and Roe"
    assert (
        labels.long_names(work_of(works["b"])) == "Shmelev, N.\xa0P., and V.\xa0A. Guseynov, eds."
    )
    assert [short_names(works[key]) for key in "cdef"] == [
        "Rosbalt",
        "OSCE",
        "Roe et\xa0al.",
        "Only a Title",
    ]


def test_the_bibliography_is_in_the_order_of_names_years_and_titles():
    works = entries(
        "@misc{a, author={Roe, R.}, title={Zebra}, year={2001}}"
        "@misc{b, author={{\\'E}luard, P.}, title={T}, year={2001}}"
        "@misc{c, author={Roe, R.}, title={Ant}, year={2001}}"
        "@misc{d, author={Roe, R. and Doe, D.}, title={T}, year={1990}}"
        "@misc{e, author={Roe, R.}, title={T}, year={1999}}"
    )
    set_year_letters(works.values())
    ordered = sorted(works.values(), key=sort_key)
    assert [entry.key for entry in ordered] == ["b", "e", "c", "a", "d"]
