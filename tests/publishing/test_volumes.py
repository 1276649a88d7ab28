import pytest

from transit.errors import TransitError
from transit.publishing.volumes import WHOLE, Volume, read_volumes

DOCUMENTS = ["index", "one", "two", "works"]
MAIN = {"name": "Main", "file": "main", "documents": ["works", "one", "index"]}
MORE = {"name": "More", "file": "more", "documents": ["two", "works"], "prefix": "S"}


def test_a_book_is_one_volume_unless_it_says_more():
    assert read_volumes(None, DOCUMENTS, "config") == (WHOLE,)
    assert all(WHOLE.holds(name) for name in DOCUMENTS)


def test_volumes_keep_the_order_of_the_book():
    main, more = read_volumes([MAIN, MORE], DOCUMENTS, "config")
    assert main == Volume("Main", "main", ("index", "one", "works"))
    assert more.prefix == "S"
    assert [more.holds(name) for name in DOCUMENTS] == [False, False, True, True]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("Main", "expected a list"),
        ([MAIN], "in no volume: two"),
        ([MAIN, {**MORE, "file": "main"}], "two volumes have the same file"),
        ([MAIN, {**MORE, "pages": 3}], "unknown key 'pages'"),
        ([MAIN, {**MORE, "documents": []}], "a volume without 'documents'"),
        ([MAIN, {**MORE, "documents": ["three"]}], "'three' is no document of the book"),
    ],
)
def test_what_is_wrong_with_volumes_is_said(given, message):
    with pytest.raises(TransitError, match=f"config: .*{message}"):
        read_volumes(given, DOCUMENTS, "config")
