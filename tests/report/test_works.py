"""The works of the bibliography as tables name them."""

import pybtex.database
import pytest

from transit.citations import load_bibliography
from transit.errors import TransitError
from transit.publishing.bibliography import entries
from transit.publishing.bibliography.labels import Name
from transit.report.works import link_keys, load_labels, works_of


@pytest.fixture(scope="module")
def labels(repository):
    return load_labels(repository / "references.bib")


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


def test_labels_are_those_of_the_citations_in_the_text(labels, repository):
    data = pybtex.database.parse_file(str(repository / "references.bib"), bib_format="bibtex")
    works = list(data.entries.values())
    entries.set_year_letters(works)
    cited = {w.key: f"{entries.short_names(w)} {entries.year(w)}" for w in works}
    assert labels.to_dict() == cited


def test_bodies_and_persons_are_told_apart(tmp_path):
    path = tmp_path / "works.bib"
    common = "title={T'x}, langid={english}, keywords={method}, date={2001}, url={https://a.org}"
    path.write_text(
        "@online{a, author={{Embassy, Berlin} and Roe, R. and others}, " + common + "}\n"
        "@online{b, organization={Centre, Warsaw}, " + common + "}\n"
        "@book{c, editor={Roe, R.}, publisher={P}, " + common + "}\n",
        encoding="utf-8",
    )
    a, b, c = works_of(load_bibliography(path))
    assert (a.names, a.cut, a.edited) == ((Name("Embassy, Berlin"), Name("Roe", "R.")), True, False)
    assert (b.names, b.title) == ((Name("Centre, Warsaw"),), "T’x")
    assert (c.names, c.edited, c.date) == ((Name("Roe", "R."),), True, "2001")


def test_keys_become_links(labels):
    html = link_keys("petrov1998kurs;kurtov2001demokratia", labels, "appendices/bibliography.html")
    assert html == (
        '<a href="appendices/bibliography.html#ref-petrov1998kurs">Petrov and Gafarly 1998</a>; '
        '<a href="appendices/bibliography.html#ref-kurtov2001demokratia">Kurtov 2001</a>'
    )
    assert link_keys(None, labels) == ""
    with pytest.raises(TransitError, match="key 'gone' is not in the bibliography"):
        link_keys("gone", labels)
