"""Reading and checking a bibliography."""

import pybtex.database
import pytest

from transit.citations import check_bibliography, load_bibliography
from transit.citations.bibliography import COLUMNS, GROUPS
from transit.errors import TransitError

GOOD = """% a comment
@book{aleksandrov2013kazakhstan,
  author     = {Aleksandrov, Iu. G.},
  title      = {{Kazakhstan pered bar'erom modernizatsii}},
  titleaddon = {Kazakhstan before the Barrier of Modernization},
  publisher  = {Institute of Oriental Studies RAS},
  address    = {Moscow},
  year       = {2013},
  langid     = {russian},
  keywords   = {cited-in-article},
  annotation = {ARTICLE-ONLY. Note 19.}
}
"""


def write(tmp_path, text):
    path = tmp_path / "works.bib"
    path.write_text(text, encoding="utf-8")
    return path


def fails(tmp_path, text):
    with pytest.raises(TransitError) as caught:
        check_bibliography(write(tmp_path, text))
    return str(caught.value)


def test_the_article_and_the_works_it_cites_are_there(bibliography):
    assert tuple(bibliography.columns) == COLUMNS
    groups = bibliography["group"].value_counts()
    assert groups["source-article"] == 1
    assert groups["cited-in-article"] == 26
    assert set(groups.index) <= set(GROUPS)
    assert bibliography["key"].is_unique
    assert bibliography["line"].is_monotonic_increasing


def test_works_cited_have_the_kinds_languages_and_status_they_have(bibliography):
    cited = bibliography[bibliography["group"] == "cited-in-article"]
    kinds = {"book": 10, "chapter": 6, "web": 6, "journal": 3, "press": 1}
    assert cited["kind"].value_counts().to_dict() == kinds
    assert cited["language"].value_counts().to_dict() == {"Russian": 23, "English": 3}
    status = {"article only": 20, "partial": 5, "confirmed": 1}
    assert cited["verification"].value_counts().to_dict() == status
    inferred = cited.loc[cited["year_inferred"], "key"]
    assert list(inferred) == [
        "masaulov2019kazakhstan",
        "kzexpert2019riskakh",
        "abishev2019nyneshniy",
        "riac2019perekhodit",
    ]


def test_every_russian_title_that_the_notes_print_is_translated(bibliography):
    russian = bibliography.query("group == 'cited-in-article' and langid == 'russian'")
    untranslated = russian.loc[russian["translation"].isna(), "key"]
    assert list(untranslated) == ["rosbalt2019world"]
    chapters = russian[russian["type"] == "incollection"]
    assert chapters["container_translation"].notna().all()


def test_a_cited_page_is_no_extent(bibliography):
    books = bibliography[bibliography["type"].isin(["book", "collection"])]
    assert books["pages"].isna().all()
    work = bibliography.set_index("key").loc["petrov1998kurs"]
    assert (work["locator"], work["container"]) == (
        "50",
        "Postsovetskaia Tsentralnaia Azia. Poteri i obretenia",
    )
    assert work.isna()["pages"]
    assert bibliography.set_index("key").loc["gries2008dispersions", "pages"] == "403–437"


def test_text_is_decoded_and_addresses_are_not(bibliography):
    works = bibliography.set_index("key")
    title = works.loc["lijffijt2012correction", "title"]
    assert (
        title == "Correction to Stefan Th. Gries' “Dispersions and adjusted frequencies in corpora”"
    )
    assert works.loc["salton1988term", "container"] == "Information Processing & Management"
    assert works.loc["juilland1964frequency", "authors"] == (
        "Juilland, Alphonse G.; Chang-Rodríguez, Eugenio"
    )
    assert works.loc["rosbalt2019world", "authors"] == "Rosbalt"
    assert works.loc["bogaturov2011mezhdunarodnye", "authors"].endswith("; others")
    assert works.loc["kzexpert2019riskakh", "url"].endswith("1373_o_riskah_tranzitnoy_vlasti")


def test_pybtex_reads_the_same_entries(repository, bibliography):
    data = pybtex.database.parse_file(str(repository / "references.bib"), bib_format="bibtex")
    assert list(data.entries) == list(bibliography["key"])


def test_a_sound_entry_passes(tmp_path):
    frame = check_bibliography(write(tmp_path, GOOD))
    entry = frame.iloc[0]
    assert entry["line"] == 2
    assert entry["title"] == "Kazakhstan pered bar'erom modernizatsii"
    assert (entry["year"], entry["year_inferred"], entry["kind"]) == (2013, False, "book")


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("  address ", "  adress  ", 7, "unknown field 'adress'"),
        ("@book", "@boook", 2, "unknown type @boook"),
        ("  publisher  = {Institute of Oriental Studies RAS},\n", "", 2, "'publisher' is missing"),
        ("  year       = {2013},\n", "", 2, "'date or year' is missing"),
        ("{Moscow}", "{}", 7, "field 'address' is empty"),
        ("year       = {2013}", "year       = {13}", 8, "year '13' is not four digits"),
        ("year       = {2013}", "date       = {2013-13}", 8, "date '2013-13' is not YYYY"),
        ("{Aleksandrov, Iu. G.}", "{Iu. G. Aleksandrov}", 3, "write a person as 'Family, Given'"),
        ("{russian}", "{rusian}", 9, "unknown langid 'rusian'"),
        ("{cited-in-article}", "{cited}", 10, "first keyword 'cited' is none of"),
        ("{cited-in-article}", "{evidence}", 2, "field 'seen' is missing from this source"),
        (
            "  address    = {Moscow}",
            "  seen       = {all}",
            7,
            "seen 'all' is none of text, excerpt",
        ),
        ("{ARTICLE-ONLY. ", "{SEEN. ", 11, "annotation does not begin with"),
        ("  address    = {Moscow}", "  pages      = {17}", 7, "a book has no 'pages'"),
        ("  address    = {Moscow}", "  url        = {www.ras.ru}", 7, "url 'www.ras.ru' is not"),
        ("  address    = {Moscow}", "  doi        = {ras/1}", 7, "doi 'ras/1' does not begin"),
        ("  address    = {Moscow}", "  printed    = {Iu.}", 7, "printed: 'Iu.' is not"),
        ("aleksandrov2013", "Aleksandrov2013", 2, "a key has lower-case letters"),
    ],
)
def test_a_fault_is_named_with_line_and_key(tmp_path, old, new, line, what):
    assert old in GOOD
    message = fails(tmp_path, GOOD.replace(old, new))
    assert f"works.bib:{line}: " in message
    assert "leksandrov2013kazakhstan: " in message
    assert what in message


def test_year_and_date_must_agree(tmp_path):
    text = GOOD.replace("  year       = {2013},", "  year       = {2013},\n  date       = {2012},")
    message = fails(tmp_path, text)
    assert message.startswith("works.bib:8: aleksandrov2013kazakhstan: year 2013 is not the year")


def test_a_key_twice_is_named_with_both_lines(tmp_path):
    message = fails(tmp_path, GOOD + "\n" + GOOD.removeprefix("% a comment\n"))
    assert message.startswith("works.bib:14: aleksandrov2013kazakhstan: ")
    assert "stands already in line 2" in message


def test_a_field_twice_is_named(tmp_path):
    text = GOOD.replace("  address ", "  year       = {2014},\n  address ")
    message = fails(tmp_path, text)
    assert message == "works.bib:2: aleksandrov2013kazakhstan: field twice: year; keep one"


def test_an_entry_that_cannot_be_parsed_is_named(tmp_path):
    message = fails(tmp_path, GOOD.replace("kazakhstan,\n", "kazakhstan\n", 1))
    assert message.startswith("works.bib:2: aleksandrov2013kazakhstan: cannot be parsed")


def test_all_faults_are_listed_in_the_order_of_the_file(tmp_path):
    text = GOOD.replace("{Moscow}", "{}").replace("{russian}", "{rusian}")
    assert [line.split(":")[1] for line in fails(tmp_path, text).splitlines()] == ["7", "9"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no entries"),
        (b"just words", "no entries"),
        (b"@book{a,\n title={\xff}}", ":2: not UTF-8"),
    ],
)
def test_a_file_that_is_no_bibliography_is_refused(tmp_path, content, what):
    path = tmp_path / "works.bib"
    path.write_bytes(content)
    with pytest.raises(TransitError, match=what):
        load_bibliography(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(TransitError, match=r"none\.bib: cannot be read"):
        load_bibliography(tmp_path / "none.bib")
