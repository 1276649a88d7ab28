"""How a work is named where it is cited."""

import pybtex.database
import pytest

from transit.errors import TransitError
from transit.publishing.bibliography.labels import (
    link_keys,
    load_labels,
    long_names,
    set_year_letters,
    short_names,
    year,
)


@pytest.fixture(scope="module")
def labels(repository):
    return load_labels(repository / "references.bib")


def entries(text):
    return pybtex.database.parse_string(text, "bibtex").entries


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("kurtov2001demokratia", "Kurtov 2001"),
        ("petrov1998kurs", "Petrov and Gafarly 1998"),
        ("bogaturov2011mezhdunarodnye", "Bogaturov et\xa0al. 2011"),
        ("sultanov2010tsentralnaia", "Sultanov 2010"),
        ("sparckjones1972statistical", "Sparck Jones 1972"),
        ("kluyver2016jupyter", "Kluyver et\xa0al. 2016"),
        ("abishev2019nyneshniy", "Abishev [2019]"),
        ("riac2019perekhodit", "Russian International Affairs Council [2019]"),
    ],
)
def test_labels_of_the_report(labels, key, label):
    assert labels[key] == label


def test_no_two_works_are_named_alike(labels, bibliography):
    assert list(labels.index) == list(bibliography["key"])
    assert labels.is_unique


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
    assert long_names(works["a"]) == ("van der Walt, Stéfan J., K.\xa0Jarrod Millman, and R. Roe")
    assert short_names(works["a"]) == "van der Walt et\xa0al."
    assert short_names(works["a"], full=True) == "van der Walt, Millman, and Roe"
    assert long_names(works["b"]) == "Shmelev, N.\xa0P., and V.\xa0A. Guseynov, eds."
    assert [short_names(works[key]) for key in "cdef"] == [
        "Rosbalt",
        "OSCE",
        "Roe et\xa0al.",
        "Only a Title",
    ]


def test_keys_become_links(labels):
    html = link_keys("petrov1998kurs;kurtov2001demokratia", labels, "appendices/bibliography.html")
    assert html == (
        '<a href="appendices/bibliography.html#ref-petrov1998kurs">Petrov and Gafarly 1998</a>; '
        '<a href="appendices/bibliography.html#ref-kurtov2001demokratia">Kurtov 2001</a>'
    )
    assert link_keys(None, labels) == ""
    with pytest.raises(TransitError, match="key 'gone' is not in the bibliography"):
        link_keys("gone", labels)


def test_a_file_that_pybtex_cannot_read_is_named(tmp_path):
    path = tmp_path / "works.bib"
    path.write_text("@book{a, title = }", encoding="utf-8")
    with pytest.raises(TransitError, match=r"works\.bib: "):
        load_labels(path)
