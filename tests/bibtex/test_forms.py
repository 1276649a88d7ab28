"""What BibTeX, BibLaTeX and reference managers write in many ways has one name and one form."""

import pytest

from transit import bibtex


def settled(text):
    return {entry.key: entry for entry in bibtex.settle(bibtex.read(text)[0])}


def fields(text):
    return settled(f"@misc{{a, {text}}}")["a"].fields


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("date = {2015-03/2015-06}", {"date": "2015-03/2015-06"}),
        ("date = {2015/}", {"date": "2015/"}),
        ("date = {/2015-06}", {"date": "/2015-06"}),
        ("date = {2015-21}", {"date": "2015-21"}),
        ("date = {2015-11-19T10:20:30Z}", {"date": "2015-11-19"}),
        ("date = {1993-00-00}", {"date": "1993"}),
        ("date = {1993-02-30}", {"date": "1993-02"}),
        ("date = {1993-XX}", {"date": "1993"}),
        ("date = {1993~}", {"date": "1993"}),
        ("date = {1993?}", {"date": "1993?"}),
        ("date = {9999-13}", {}),
        ("date = {soon}", {}),
        ("date = {١٩٩٣}", {}),
        ("urldate = {2019-08-07 10:00}", {"urldate": "2019-08-07"}),
        ("year = 1993, month = 00", {"year": "1993", "month": "00"}),
        ("year = 1993, month = 4", {"year": "1993", "month": "4", "date": "1993-04"}),
        ("year = 1993, month = apr", {"year": "1993", "month": "apr", "date": "1993-04"}),
        (
            'year = 1993, month = 10 # "~" # jan',
            {"year": "1993", "month": "10~jan", "date": "1993-01-10"},
        ),
        ("year = {c. 1850}", {"year": "1850"}),
        ("year = {[1850]}", {"year": "1850"}),
        ("year = {in press}", {"pubstate": "in press"}),
        ("doi = {https://doi.org/10.1000/x_y}", {"doi": "10.1000/x_y"}),
        ("doi = {http://dx.doi.org/10.1000/x}", {"doi": "10.1000/x"}),
        ("doi = {doi: 10.1000/x}", {"doi": "10.1000/x"}),
        ("doi = {None}", {}),
        (r"url = {\url{https://a.org/b\_c\%20d}}", {"url": "https://a.org/b_c%20d"}),
        (
            "eprint = {1008.2849v1}, archivePrefix = {arXiv}",
            {
                "eprint": "1008.2849v1",
                "eprinttype": "arXiv",
                "url": "https://arxiv.org/abs/1008.2849v1",
            },
        ),
        ("title = {A}, subtitle = {B}", {"title": "A: B"}),
        ("title = {A?}, subtitle = {B}", {"title": "A? B"}),
        ("journaltitle = {J}, location = {L}", {"journal": "J", "address": "L"}),
        ("hyphenation = {ngerman}, note = {}", {"langid": "ngerman"}),
    ],
)
def test_a_field(written, form):
    assert fields(written) == form


def test_a_part_has_what_its_whole_gives_and_keeps_its_own():
    found = settled(
        """@inproceedings{a, author={Smith, J.}, title={Paper}, crossref={p}, pages={1-2}}
        @inbook{b, title={Chapter}, crossref={q}, date={1980-02}}
        @proceedings{p, title={Proc. of X}, subtitle={Y}, editor={Doe, J.}, year=1999,
          keywords={k}, publisher={P}, crossref={p}}
        @book{q, author={Roe, R.}, title={Book}, year=1979, month=may, xdata={x}}
        @xdata{x, publisher={Q}}"""
    )
    assert "x" not in found
    assert found["a"].fields == {
        "author": "Smith, J.",
        "title": "Paper",
        "crossref": "p",
        "pages": "1-2",
        "booktitle": "Proc. of X: Y",
        "editor": "Doe, J.",
        "year": "1999",
        "publisher": "P",
    }
    assert found["b"].fields == {
        "title": "Chapter",
        "crossref": "q",
        "date": "1980-02",
        "author": "Roe, R.",
        "booktitle": "Book",
        "publisher": "Q",
    }
