import json

from transit.evidence import validate_package


def test_package_is_valid(data):
    invalid = validate_package(data)
    assert invalid.empty, invalid.to_string()


def test_package_follows_version_2_of_the_standard(data):
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    for resource in package["resources"]:
        assert resource["$schema"] == "https://datapackage.org/profiles/2.0/dataresource.json"
        assert resource["type"] == "table"
        assert (data / resource["path"]).is_file()
        assert resource["licenses"] and resource["sources"] and resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_every_table_is_described(data):
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    described = {resource["path"] for resource in package["resources"]}
    assert described == {path.relative_to(data).as_posix() for path in data.rglob("*.csv")}


def test_the_library_finds_broken_tables_too(copy, sheet):
    breaks = [
        ("elections/presidential.csv", {"election": "P2019"}, "turnout", "177.5"),
        ("elections/presidential.csv", {"election": "P2015"}, "vote", "open"),
        ("elections/presidential.csv", {"election": "P2011"}, "held", "June"),
        ("elections/seats.csv", {"election": "L2007"}, "election", "L2008"),
        ("chronology/events.csv", {"event": "E18"}, "paragraph", "int-99"),
        ("elections/referendums.csv", {"referendum": "R2022"}, "referendum", "R2024"),
    ]
    for path, cells, field, value in breaks:
        opened = sheet(path)
        opened.set(opened.line(**cells), field, value)
        opened.save()
    invalid = validate_package(copy)
    found = {(row.file.split("data/")[1], row.error) for row in invalid.itertuples()}
    assert found == {
        ("elections/presidential.csv", "constraint-error"),
        ("elections/presidential.csv", "type-error"),
        ("elections/seats.csv", "foreign-key"),
        ("chronology/events.csv", "foreign-key"),
        ("elections/referendums.csv", "primary-key"),
    }
