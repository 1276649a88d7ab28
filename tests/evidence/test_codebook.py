import pytest

from transit.evidence import count_confidence, cover, describe, load
from transit.evidence.package import read_package


@pytest.fixture(scope="module")
def evidence(data):
    return load(data)


def test_codebook_covers_every_table_and_field(data):
    tables, fields = describe(data)
    package = read_package(data)
    assert tables["table"].tolist() == list(package.tables)
    assert len(fields) == sum(len(table.fields) for table in package.tables.values())
    assert tables["fields"].sum() == len(fields)
    assert fields["description"].str.len().min() > 0


def test_counts_and_licences(data):
    tables = describe(data).tables.set_index("table")
    assert tables.loc["presidential", "rows"] == 8
    assert tables.loc["indicators", "rows"] == 7212
    assert tables.loc["indicators", "licence"] == "CC-BY-4.0, CC-BY-SA-4.0"
    assert tables.loc["events", "path"] == "chronology/events.csv"
    assert tables.loc["events", "bytes"] == (data / "chronology" / "events.csv").stat().st_size


def test_fields_say_what_is_allowed(data):
    fields = describe(data).fields.set_index(["table", "field"])
    assert fields.loc[("presidential", "vote"), "allowed"] == "indirect, popular"
    assert fields.loc[("presidential", "due"), "type"] == "date (year, month or day)"
    assert fields.loc[("presidential", "turnout"), "unit"] == "per cent"
    assert fields.loc[("presidential", "election"), "key"] == "primary"
    assert fields.loc[("seats", "election"), "key"] == "primary, foreign"
    assert fields.loc[("events", "gains"), "allowed"] == "institution in table institutions"
    assert fields.loc[("events", "source"), "allowed"] == "keys of references.bib"
    assert fields.loc[("indicators", "year"), "allowed"] == "1990 to 2024"
    assert fields.loc[("indicators", "series"), "allowed"] == "series in table series"
    assert fields.loc[("claims", "section"), "allowed"] == "section in table sections"
    assert fields.loc[("seats", "seats"), "allowed"] == "0 or more"
    assert fields.loc[("presidential", "election"), "allowed"] == r"form P\d{4}"
    assert fields.loc[("events", "title"), "allowed"] == ""


def test_confidence_is_counted(evidence):
    counts = count_confidence(evidence).set_index("table")
    assert list(counts.index) == [
        "events",
        "presidential",
        "candidates",
        "parliamentary",
        "seats",
        "referendums",
        "changes",
        "powers",
        "articles",
        "notice",
        "offices",
        "positions",
    ]
    levels = counts.drop(columns="rows")
    assert list(levels) == ["sourced", "partly", "derived", "article-only", "general-knowledge"]
    assert (levels.sum(axis=1) == counts["rows"]).all()
    assert counts.loc["candidates", "general-knowledge"] == 0
    assert counts.loc["candidates", "partly"] == 3
    assert counts.loc["seats", "derived"] == 2


def test_series_say_what_they_cover(evidence):
    reach = cover(evidence).set_index("series")
    assert list(reach.index) == list(evidence.series["series"])
    assert reach["values"].sum() == len(evidence.indicators)
    courts = reach.loc["vdem12_v2x_jucon"]
    assert (courts["first"], courts["last"], courts["without"]) == (1990, 2021, "")
    assert reach.loc["wdi_cpi_inflation", "without"] == "TKM"
    assert reach.loc["vdem15_v2x_polyarchy", "bounds"]
    assert not reach.loc["wdi_gdp_growth", "bounds"]


def test_what_the_readme_calls_missing_is_missing(evidence):
    reach = cover(evidence).set_index("series")
    ended = reach.index[reach["last"].eq(2021)]
    assert set(ended) == {
        "vdem12_v2x_jucon",
        "vdem12_v2x_neopat",
        "vdem12_v2xnp_pres",
        "wdi_oil_rents_pct_gdp",
        "wdi_total_resource_rents_pct_gdp",
    }
    assert "TKM" in reach.loc["wdi_cpi_inflation", "without"]
