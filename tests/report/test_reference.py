from html.parser import HTMLParser

import pytest
from bs4 import BeautifulSoup

from transit.report import Report, reference


@pytest.fixture(scope="module")
def parts(repository):
    labels = Report(repository).work_labels
    return {
        name: BeautifulSoup(reference.reference_list(name, labels).html, "lxml")
        for name in reference.PARTS
    }


def test_every_name_that_is_offered_is_described(parts):
    ids = [term["id"] for part in parts.values() for term in part.select("dl.reference > dt")]
    assert len(ids) == len(set(ids))
    assert {"transit.reading.read", "transit.corpus.gather", "transit.report.new.begin"} <= set(ids)
    offered = set(reference._offered(reference._parsed("transit.terms.keyness")))
    told = {i.rsplit(".", 1)[1] for i in ids if i.startswith("transit.terms.keyness.")}
    assert told == offered - {"MEASURES", "VARIANTS"}


def test_an_entry_says_how_it_is_called_and_what_it_takes(parts):
    term = parts["comparing"].find(id="transit.terms.keyness.log_likelihood")
    assert term.code.get_text().startswith("log_likelihood(target, reference, target_size, ")
    body = term.find_next_sibling("dd")
    assert body.p.get_text() == "Log-likelihood G² of equal rates."
    assert body.summary.get_text() == "More on log_likelihood"
    fields = {dt.code.get_text(): dt.get_text() for dt in body.select("details dt") if dt.code}
    assert fields["signed"] == "signed bool, default False"
    link = body.find("a", href="bibliography.html#ref-dunning1993accurate")
    assert link.get_text() == "Dunning 1993"
    assert ">>> round(log_likelihood(110, 111, 2552, 29225), 2)" in body.pre.get_text()


def test_every_tag_is_closed(repository):
    names = []

    class Open(HTMLParser):
        def handle_starttag(self, tag, attrs):
            names.append(tag)

        def handle_endtag(self, tag):
            assert names.pop() == tag

    parser = Open()
    parser.feed(reference.reference_list("counting", Report(repository).work_labels).html)
    assert names == []
