"""Entries of anybody's file: each that can be read, and the line and the key of each that cannot."""

import bibtexparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linearity import lines_run
from transit import bibtex
from transit.bibtex import reading
from transit.errors import TransitError

BROKEN = r"""
@article{whole, title = {A {B} "c"}, year = 2001}
@article{no-comma, title = {T} year = 2002}
@article{no-equals, title {T}}
@article{two words, title = {T}}
@article{, title = {T}}
@set{several, entryset = {whole, last}}
@article{open, title = {T,
  year = 2003}
@book(in-parentheses, title = "An {"}echo{"} (once)", note = jan)
% @book{left-out, title = {T}}
@book{whole, title = {Again}}
@book{twice, year = 1, YEAR = 2, title = "Kept",}
Write to editor@example.org {today}.
@comment{@book{hidden, title = {T}}}
@preamble{"\newcommand{\x}{y}"}
@book{last, title = {Z}}
"""


def test_each_entry_that_cannot_be_read_is_named_and_the_others_are_kept():
    entries, problems = bibtex.read(BROKEN)
    assert [entry.key for entry in entries] == ["whole", "in-parentheses", "twice", "last"]
    assert entries[0].fields == {"title": 'A {B} "c"', "year": "2001"}
    assert entries[1].fields == {"title": 'An {"}echo{"} (once)', "note": "jan"}
    assert entries[2].fields == {"year": "1", "title": "Kept"}
    told = {(line, key): what for line, key, what in problems}
    assert list(told) == [
        (3, "no-comma"),
        (4, "no-equals"),
        (5, "two words"),
        (6, "(no key)"),
        (7, "several"),
        (8, "open"),
        (12, "whole"),
        (13, "twice"),
    ]
    assert told[3, "no-comma"] == (
        "cannot be parsed (line 3: expected a comma, found 'year = 2002'); check commas and braces"
    )
    assert "Unexpected block start: `@book`" in told[8, "open"]
    assert told[12, "whole"].startswith("the key stands already in line 2")
    assert told[13, "twice"] == "field twice: year; keep one"


def test_parts_are_joined_and_abbreviations_resolved():
    text = '@string{ j = "Journal of " } @STRING(P = {Press}) @article{a, journal = J # "Maps", '
    text += 'month = 10 # "~" # jan, author = "Roe, J." # " and Doe, A.", publisher = p, x = y}'
    assert bibtex.read(text)[0][0].fields == {
        "journal": "Journal of Maps",
        "month": "10~jan",
        "author": "Roe, J. and Doe, A.",
        "publisher": "Press",
        "x": "y",
    }


def test_a_file_is_read_with_its_lines_or_named(tmp_path, monkeypatch):
    path = tmp_path / "works.bib"
    path.write_bytes("\ufeff\r\n@book{a,\r\n  title = {Čas},\r\n}".encode())
    entry = bibtex.load(path)[0][0]
    assert (entry.line, entry.lines, entry.fields) == (2, {"title": 3}, {"title": "Čas"})
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    with pytest.raises(TransitError, match=r"works\.bib: larger than 10 bytes"):
        bibtex.load(path)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(["@", "a", "{", "}", '"', ",", "=", "#", "%", "\n", " ", "("])))
def test_no_text_is_too_odd(parts):
    text = "@book{first, title = {T}}\n" + "".join(parts) + "\n@book{last, title = {T}}\n"
    entries, problems = bibtex.read(text)
    bibtex.settle(entries)
    assert entries[0].key == "first"
    assert all(line >= 1 and what for line, _, what in problems)
    # What stands between entries is passed over, unless it begins one.
    assert entries[-1].key == "last" or "@" in parts


LONG = {
    "braces": lambda n: "@book{a, title = {" + "{" * n,
    "comments": lambda n: "@comment{" * n,
    "openings": lambda n: "@a{" * n,
    "lines that open": lambda n: "@a{b, c = {\n" * n,
    "signs": lambda n: "@" * n,
    "fields": lambda n: "@a{b" + ",c={d}" * n + "}",
    "names": lambda n: "@a{b, author={" + "A and " * n + "B}}",
    "parts": lambda n: "@a{b, c=" + '"d" # ' * n + "1}",
    "references": lambda n: "".join(f"@book{{k{i}, crossref={{k{i + 1}}}}}\n" for i in range(n)),
}


@pytest.mark.parametrize("name", LONG)
def test_twice_the_text_is_twice_the_work(name):
    def work(n):
        text = LONG[name](n)

        def take_in():
            for entry in bibtex.settle(bibtex.read(text)[0]):
                bibtex.split_names(entry.fields.get("author", ""))

        return lines_run(take_in, reading, bibtexparser)

    assert work(600) < 2.3 * work(300)
