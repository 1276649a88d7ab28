"""How to cite the report."""

import datetime as dt
import json
import tomllib

import bibtexparser
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from transit import bibtex
from transit.errors import TransitError
from transit.publishing.citation_file import Author, CitedWork, load_citation_file
from transit.publishing.citing import FORMATS, citations

CFF = """cff-version: 1.2.0
message: Please cite.
title: A Report
authors:
  - family-names: Bokaev
    given-names: S. O.
  - name: The Contributors
version: "2"
date-released: "2026-03-04"
url: https://example.org/a_b
"""


def test_the_report_is_cited_by_its_own_file(repository):
    record = load_citation_file(repository / "CITATION.cff")
    assert record.authors == (Author("The Power in Transit contributors", is_body=True),)
    assert record.doi == ""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert record.version == project["version"]
    forms = citations(record)
    assert tuple(forms) == FORMATS
    assert forms["APA"].startswith(
        f"The Power in Transit contributors. ({record.released.year}). {record.title} (Version"
    )
    assert forms["Chicago"].startswith(
        f"The Power in Transit contributors. {record.released.year}. {record.title}. Version"
    )


def test_the_report_is_described_by_its_own_file_everywhere(repository):
    work = load_citation_file(repository / "CITATION.cff")
    package = json.loads((repository / "data" / "datapackage.json").read_text("utf-8"))
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    settings = yaml.safe_load((repository / "_config.yml").read_text("utf-8"))
    title = work.title.partition(":")[0]
    assert settings["title"] == title
    assert package["title"].startswith(title)
    assert {work.version} == {package["version"], project["version"]}
    names = [author.direct for author in work.authors]
    assert [maker["title"] for maker in package["contributors"]] == names
    assert settings["author"] == ", ".join(names)
    assert set(work.licences) <= {licence["name"] for licence in package["licenses"]}
    assert project["license"] == " AND ".join((*work.code_licences, *work.licences))


def test_bibtex_can_be_read_back(repository):
    record = load_citation_file(repository / "CITATION.cff")
    library = bibtexparser.parse_string(citations(record)["BibTeX"])
    assert not library.failed_blocks
    entry = library.entries[0]
    assert entry["author"] == "{The Power in Transit contributors}"
    assert " ".join(entry["title"].strip("{}").split()) == record.title
    assert entry["year"] == str(record.released.year)


def test_each_format_of_a_record_with_everything():
    record = CitedWork(
        title="Votes & Powers",
        authors=(Author("Bokaev", "Serik Olzhasovich"), Author("The Contributors", is_body=True)),
        released=dt.date(2026, 3, 4),
        version="2",
        url="https://example.org/a_b",
        kind="report",
        language="en",
    )
    forms = citations(record, key="votes")
    assert forms["APA"] == (
        "Bokaev, S. O., & The Contributors. (2026). Votes & Powers (Version 2). "
        "https://example.org/a_b"
    )
    assert forms["Chicago"] == (
        "Bokaev, Serik Olzhasovich, and The Contributors. 2026. Votes & Powers. Version 2. "
        "https://example.org/a_b."
    )
    assert forms["BibTeX"] == (
        "@techreport{votes2026,\n"
        "  author      = {Bokaev, Serik Olzhasovich and {The Contributors}},\n"
        "  title       = {{Votes \\& Powers}},\n"
        "  institution = {The Contributors},\n"
        "  year        = {2026},\n"
        "  month       = mar,\n"
        "  note        = {Version 2},\n"
        "  url         = {https://example.org/a_b}\n"
        "}\n"
    )
    assert forms["RIS"] == (
        "TY  - RPRT\nAU  - Bokaev, Serik Olzhasovich\nAU  - The Contributors\n"
        "TI  - Votes & Powers\nPY  - 2026\nDA  - 2026/03/04\nPB  - The Contributors\nET  - 2\n"
        "UR  - https://example.org/a_b\nLA  - en\nER  - \n"
    )


def test_a_doi_takes_the_place_of_the_address():
    record = CitedWork(
        "T", (Author("A"),), dt.date(2026, 1, 1), url="https://a.org", doi="10.1234/x"
    )
    forms = citations(record)
    assert forms["APA"] == "A. (2026). T. https://doi.org/10.1234/x"
    assert "DO  - 10.1234/x" in forms["RIS"]


def test_the_file_itself_is_taken_where_nothing_is_preferred(tmp_path):
    path = tmp_path / "CITATION.cff"
    path.write_text(CFF, encoding="utf-8")
    assert load_citation_file(path) == CitedWork(
        "A Report",
        (Author("Bokaev", "S. O."), Author("The Contributors", is_body=True)),
        dt.date(2026, 3, 4),
        "2",
        "https://example.org/a_b",
        kind="software",
    )


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("1.2.0", "2.0.0", "cff-version is 2.0.0, expected 1.2.0"),
        ("title: A Report\n", "", "field 'title' is missing"),
        ("message: Please cite.\n", "", "field 'message' is missing"),
        ("2026-03-04", "March", "date-released is 'March', expected YYYY-MM-DD"),
        ("name: The Contributors", "website: https://a.org", "an author has no name"),
        ("title: A Report", "title: [A, B]", "title is not a text"),
        ("family-names: Bokaev", "family-names: [B]", "family-names of an author is not a text"),
        ("title: A Report", "title: A\ntitle: B", "the key 'title' is given twice"),
        ("  - name: The Contributors", "  - The Contributors", "authors is not a list of persons"),
        ("message: Please", "preferred-citation: A text\nmessage: Please", "not a group of fields"),
        ("cff-version: 1.2.0", "cff-version: [1", "not valid YAML"),
    ],
)
def test_a_faulty_file_is_named(tmp_path, old, new, what):
    path = tmp_path / "CITATION.cff"
    path.write_text(CFF.replace(old, new), encoding="utf-8")
    with pytest.raises(TransitError, match=r"CITATION\.cff: ") as caught:
        load_citation_file(path)
    assert what in str(caught.value)


def test_a_preferred_citation_needs_its_own_fields(tmp_path):
    path = tmp_path / "CITATION.cff"
    path.write_text(CFF + "preferred-citation:\n  title: B\n", encoding="utf-8")
    with pytest.raises(TransitError, match="preferred-citation: field 'authors' is missing"):
        load_citation_file(path)


def test_what_the_preferred_citation_leaves_out_is_the_file_s(tmp_path):
    path = tmp_path / "CITATION.cff"
    path.write_text(
        CFF + "license: MIT\npreferred-citation:\n  title: B\n  license: CC0-1.0\n"
        "  authors: [{name: The Group}]\n",
        encoding="utf-8",
    )
    work = load_citation_file(path)
    assert (work.title, work.authors) == ("B", (Author("The Group", is_body=True),))
    assert (work.version, work.released) == ("2", dt.date(2026, 3, 4))
    assert (work.licences, work.code_licences) == (("CC0-1.0",), ("MIT",))
    assert citations(work)["APA"] == "The Group. (2026). B (Version 2). https://example.org/a_b"


def test_a_particle_belongs_to_the_family_name(tmp_path):
    path = tmp_path / "CITATION.cff"
    person = "family-names: Berg\n    name-particle: van den"
    path.write_text(CFF.replace("family-names: Bokaev", person), encoding="utf-8")
    author = load_citation_file(path).authors[0]
    assert (author.inverted, author.direct) == ("van den Berg, S. O.", "S. O. van den Berg")


def test_a_work_without_a_date_is_cited_as_such():
    forms = citations(CitedWork("T", (Author("A"),)), key="t")
    assert forms["APA"] == "A. (n.d.). T."
    assert forms["Chicago"] == "A. n.d. T."
    assert forms["BibTeX"] == "@misc{t,\n  author = {{A}},\n  title  = {{T}}\n}\n"
    assert forms["RIS"] == "TY  - GEN\nAU  - A\nTI  - T\nER  - \n"


OTHERS = """cff-version: "1.1.0"
message: Cite it.
title: >-
  A Tool
  of Ours
version: 1.10
authors:
  - alias: nick
  - family-names: Berg
    given-names: Ann Bea
    name-particle: van den
    name-suffix: Jr.
    orcid: https://orcid.org/0000-0002-1825-0097
    affiliation: A University
  - name: A Team
    date-start: 2000-01-01
    city: Almaty
    country: KZ
identifiers:
  - type: swh
    value: swh:1:rel:99f6850374dc6597af01bd0ee1d3fc0699301b9f
  - type: doi
    value: 10.1234/abc
license: [MIT, Apache-2.0]
"""


def test_any_valid_file_is_taken(tmp_path):
    path = tmp_path / "CITATION.cff"
    path.write_text(OTHERS, encoding="utf-8")
    work = load_citation_file(path)
    assert (work.title, work.released, work.kind) == ("A Tool of Ours", None, "software")
    assert (work.doi, work.licences) == ("10.1234/abc", ("MIT", "Apache-2.0"))
    assert [author.direct for author in work.authors] == [
        "nick",
        "Ann Bea van den Berg Jr.",
        "A Team",
    ]
    assert [author.is_body for author in work.authors] == [False, False, True]
    forms = citations(work)
    assert forms["APA"].startswith("nick, van den Berg, A. B., Jr., & A Team. (n.d.). A Tool")
    assert "and van den Berg, Jr., Ann Bea and {A Team}" in " ".join(forms["BibTeX"].split())
    assert "AU  - van den Berg, Ann Bea, Jr." in forms["RIS"]


@pytest.mark.parametrize(
    ("kind", "bibtex", "ris"),
    [
        ("report", "@techreport", "RPRT"),
        ("article", "@article", "JOUR"),
        ("software", "@software", "COMP"),
        ("dataset", "@dataset", "DATA"),
        ("thesis", "@phdthesis", "THES"),
        ("conference-paper", "@inproceedings", "CPAPER"),
        ("song", "@misc", "GEN"),
    ],
)
def test_the_kind_of_a_work_is_that_of_its_file(tmp_path, kind, bibtex, ris):
    path = tmp_path / "CITATION.cff"
    path.write_text(
        CFF + f"preferred-citation:\n  type: {kind}\n  title: B\n  year: 2019\n"
        "  journal: J\n  institution: {name: I}\n  authors: [{alias: a}]\n",
        encoding="utf-8",
    )
    forms = citations(load_citation_file(path))
    assert forms["BibTeX"].startswith(f"{bibtex}{{")
    assert forms["RIS"].startswith(f"TY  - {ris}\n")


def test_nothing_in_a_record_ends_it():
    hostile = "A}, note = {x} \\input{/etc/passwd} $x$ 100% #1 ~ ^\nTY  - BOOK\nER  - "
    work = CitedWork(
        hostile, (Author(hostile, hostile),), url="https://a.org/}{ b", version=hostile
    )
    forms = citations(work)
    entries, problems = bibtex.read(forms["BibTeX"])
    assert (problems, len(entries)) == ([], 1)
    assert set(entries[0].fields) == {"author", "title", "note", "url"}
    assert "\\input" not in forms["BibTeX"]
    assert entries[0].fields["url"] == "https://a.org/%7D%7B%20b"
    tags = [line[:2] for line in forms["RIS"].splitlines()]
    assert tags == ["TY", "AU", "TI", "ET", "UR", "ER"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.dates() | st.text(max_size=8)
    | st.sampled_from(["\n", "}", "a b", "2019-02-30", "10.1/x", "report"]),
    lambda inner: st.lists(inner, max_size=2)
    | st.dictionaries(st.sampled_from(["name", "family-names", "alias", "type", "value"]), inner),
    max_leaves=4,
)  # fmt: skip


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.dictionaries(
    st.sampled_from(["title", "authors", "message", "version", "date-released", "license", "doi",
                     "keywords", "identifiers", "preferred-citation", "type", "abstract", "year"]),
    VALUES,
))  # fmt: skip
def test_no_file_is_too_odd(tmp_path_factory, fields):
    path = tmp_path_factory.getbasetemp() / "odd.cff"
    sound = {"cff-version": "1.2.0", "message": "m", "title": "T", "authors": [{"name": "A"}]}
    path.write_text(yaml.safe_dump(sound | fields, allow_unicode=True), "utf-8")
    try:
        work = load_citation_file(path)
    except TransitError as error:
        assert str(error).startswith(str(path))
        return
    forms = citations(work)
    assert bibtex.read(forms["BibTeX"])[1] == []
    assert forms["RIS"].splitlines()[-1] == "ER  - "
