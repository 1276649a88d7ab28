"""The tables of the report, and where they are found."""

import pytest

from transit.errors import TransitError
from transit.report import Report, chapter, find_root, loading, prepare


@pytest.fixture(scope="module")
def tables(repository):
    return Report(repository)


def test_the_root_is_found_from_any_folder_below(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "datapackage.json").write_text("{}")
    (tmp_path / "book" / "appendices").mkdir(parents=True)
    assert find_root(tmp_path) == tmp_path.resolve()
    assert find_root(tmp_path / "book" / "appendices") == tmp_path.resolve()


def test_the_root_is_the_nearest(tmp_path):
    for folder in (tmp_path, tmp_path / "copy"):
        (folder / "data").mkdir(parents=True)
        (folder / "data" / "datapackage.json").write_text("{}")
    assert find_root(tmp_path / "copy" / "data") == (tmp_path / "copy").resolve()


def test_no_root(tmp_path):
    with pytest.raises(TransitError, match=r"no data/datapackage\.json here or in any folder"):
        find_root(tmp_path)


def test_the_root_is_found_from_the_working_folder(repository, monkeypatch):
    monkeypatch.chdir(repository / "book")
    assert find_root() == repository


def test_tables_are_read_when_asked_for_and_once(tables):
    assert len(tables.article.sections) == 7
    assert len(tables.evidence.presidential) == 8
    assert tables.article is tables.article
    assert tables.claims is tables.claims
    ours = {"C-kit-36", "C-kit-38", "C-tre-21", "C-cla-36"}
    assert set(tables.statements["statement"]) == set(tables.claims["statement"]) - ours


def test_labels_and_headings(tables):
    assert tables.headings["clarity"] == "Clarity"
    assert tables.term_labels["security-council"] == "Security Council"
    assert tables.work_labels["coppedge2022vdem"].endswith("2022")


def test_values_of_a_series(tables):
    assert tables.value("vdem15_v2xlg_legcon", "KAZ", 1993) == pytest.approx(0.372, abs=5e-4)
    assert tables.value("wdi_gdp_growth", "KAZ", 2019) == pytest.approx(4.5, abs=0.05)
    values = tables.values("vdem15_v2xlg_legcon", "KAZ")
    assert values.index.is_unique and values.notna().all()


@pytest.mark.parametrize(
    ("series", "country", "year", "named"),
    [
        ("vdem12_v2x_jucon", "KAZ", 2022, "vdem12_v2x_jucon of KAZ in 2022"),
        ("wdi_cpi_inflation", "TKM", 2019, "wdi_cpi_inflation of TKM"),
        ("no_such_series", "KAZ", 2019, "no_such_series of KAZ"),
    ],
)
def test_no_value(tables, series, country, year, named):
    with pytest.raises(TransitError, match=rf"values\.csv: no {named}$"):
        tables.value(series, country, year)


def test_events_of_a_span_of_years(tables):
    assert tables.events(2007, 2007)["event"].tolist() == ["E19", "E21", "E20", "E22"]
    whole = tables.events(1987, 2026)
    every = tables.evidence.events
    left_out = every[~every["event"].isin(whole["event"])]
    assert set(left_out["kind"]) == {"claim", "measurement"}
    assert not set(whole["kind"]) & {"claim", "measurement"}
    assert tables.events(1900, 1950).empty


def test_date_of_an_event(tables):
    assert tables.date("E45") == "9 June 2019"
    assert tables.date("E06") == "December 1993"
    assert tables.date("E17") == "20 July 2000"
    assert tables.date("E31") == "2019"
    with pytest.raises(TransitError, match=r"events\.csv: no event X01"):
        tables.date("X01")


def test_names_come_from_the_description(tables):
    assert tables.countries["WLD"] == "World median"
    assert set(tables.region) < set(tables.countries)
    assert tables.blocs["opposition"] == "opposition"


def test_what_was_prepared_is_what_a_page_would_have_computed(repository, tables, monkeypatch):
    monkeypatch.setattr(loading, "_READY", {})
    prepare(repository / "book" / "appendices")
    page, other = chapter("conclusion", repository), chapter("claims", repository)
    assert page.claims is other.claims and page.evidence is other.evidence
    assert page.claims.equals(tables.claims) and page.statements.equals(tables.statements)
    test = page.evidence.claims["test"].dropna().iloc[0]
    assert page.margin(test) is other.margin(test)
    assert page.margin(test) == tables.margin(test)
    assert page.section_terms is other.section_terms
    assert set(chapter("clarity", repository).keyness["section"]) == {"clarity"}


def test_a_page_takes_over_what_another_has_read_but_not_what_is_its_own(tables, repository):
    read = tables.article
    page = type(chapter("conclusion", repository))(tables, "conclusion")
    assert page.article is read and page.root == repository
    assert page.section == "conclusion"
