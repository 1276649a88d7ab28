import datetime

import pytest

from transit.errors import TransitError
from transit.publishing.citing import citations
from transit.publishing.print import Meta


def write(folder, config="title: A Book\n", citation=None, toc=None):
    (folder / "_config.yml").write_text(config, "utf-8")
    if citation is not None:
        (folder / "CITATION.cff").write_text(citation, "utf-8")
    if toc is not None:
        (folder / "_toc.yml").write_text(toc, "utf-8")
    return folder / "_config.yml"


CITATION = """\
cff-version: 1.2.0
message: Please cite.
title: "A Book: And What It Says"
authors:
  - family-names: Smith
    given-names: Ann
  - name: The Group
version: "1.2"
date-released: "2026-05-06"
license: MIT
doi: 10.1/x
keywords: [one, two]
"""


def test_title_page_comes_from_the_citation_file(tmp_path):
    meta = Meta.read(write(tmp_path, citation=CITATION))
    assert (meta.title, meta.subtitle) == ("A Book", "And What It Says")
    assert meta.authors == ("Ann Smith", "The Group")
    assert meta.date == datetime.date(2026, 5, 6)
    assert meta.licences == (("", "MIT"),)
    assert meta.reference == (
        "Smith, Ann and The Group. 2026. A Book: And What It Says. Version 1.2. "
        "https://doi.org/10.1/x"
    )


def test_the_preferred_citation_comes_first(tmp_path):
    preferred = CITATION + (
        "preferred-citation:\n  title: 'A Book: A Report'\n  license: CC-BY-4.0\n"
        "  authors:\n    - name: The Group\n"
    )
    meta = Meta.read(write(tmp_path, citation=preferred))
    assert meta.subtitle == "A Report"
    assert meta.authors == ("The Group",)
    assert meta.licences == (("Text, figures and tables", "CC-BY-4.0"), ("Code", "MIT"))


def test_title_page_and_cite_box_give_one_version(tmp_path):
    preferred = CITATION + (
        "preferred-citation:\n  title: A Book\n  authors:\n    - name: The Group\n"
    )
    meta = Meta.read(write(tmp_path, citation=preferred))
    assert meta.version == "1.2"
    assert "(Version 1.2)" in citations(meta.cited)["APA"]


def test_the_configuration_alone_is_enough(tmp_path):
    meta = Meta.read(write(tmp_path, "title: A Book\nauthor: B. Jones\ncopyright: '2025'\n"))
    assert meta.authors == ("B. Jones",)
    assert meta.reference == "B. Jones. 2025. A Book."


def test_parts_come_from_the_table_of_contents(tmp_path):
    toc = "parts:\n  - caption: One\n    chapters:\n      - file: a.md\n      - file: sub/b\n"
    config = write(tmp_path, toc=toc)
    assert Meta.read(config, toc=tmp_path / "_toc.yml").parts == (("One", ("a", "sub/b")),)


def test_print_reads_the_citation_file_that_the_site_reads(tmp_path):
    (tmp_path / "book").mkdir()
    toc = tmp_path / "book" / "_toc.yml"
    toc.write_text("root: index\n", "utf-8")
    (tmp_path / "cite.cff").write_text(CITATION.replace('1.2"', '3"'), "utf-8")
    config = "title: A Book\nsphinx: {config: {transit_citation_file: ../cite.cff}}\n"
    assert Meta.read(write(tmp_path, config, citation=CITATION), toc=toc).version == "3"


def test_every_file_bears_the_given_moment(tmp_path, monkeypatch):
    meta = Meta.read(write(tmp_path, citation=CITATION))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert meta.epoch == 1778025600
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert meta.epoch == 1700000000
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(TransitError, match="not a number of seconds: 'yesterday'"):
        _ = meta.epoch


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("author: Nobody\n", "no title"),
        ("title: [\n", "not valid YAML"),
        ("- a\n", "not a list of keys with values"),
    ],
)
def test_a_useless_configuration_is_named(tmp_path, config, message):
    with pytest.raises(TransitError, match=rf"_config\.yml.*{message}"):
        Meta.read(write(tmp_path, config))
