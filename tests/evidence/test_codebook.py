from transit.evidence import describe
from transit.evidence.package import read_package


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
    assert fields.loc[("events", "gains"), "allowed"] == "institution of institutions"
    assert fields.loc[("events", "source"), "allowed"] == "keys of references.bib"
    assert fields.loc[("indicators", "year"), "allowed"] == "a year from 1990 to 2024"
