"""The schema of the tables, and its agreement with the package that holds them."""

import copy
import json
import shutil

import pytest

from transit import cli
from transit.article import differences, labels
from transit.errors import TransitError


@pytest.fixture
def resources(repository):
    path = repository / "data" / "datapackage.json"
    return json.loads(path.read_text(encoding="utf-8"))["resources"]


def field(resources, table, name):
    resource = next(r for r in resources if r["name"] == table)
    return next(f for f in resource["schema"]["fields"] if f["name"] == name)


def test_labels_keep_their_order():
    assert list(labels("notes", "form")) == ["full", "short", "ibidem", "url"]
    assert list(labels("tokens", "voice")) == ["article", "quotation"]
    assert labels("terms", "kind")["external"] == "external actor"
    assert labels("tokens", "count") == {}
    with pytest.raises(TransitError, match="tokens has no column 'colour'; there are paragraph"):
        labels("tokens", "colour")
    with pytest.raises(TransitError, match="describes no table 'votes'"):
        labels("votes", "count")


def test_the_package_describes_the_tables_as_the_schema_does(resources):
    assert differences(resources) == []


def test_a_package_without_an_article_has_nothing_to_agree_with(resources):
    assert differences([r for r in resources if r["group"] != "article"]) == []


def test_a_package_may_narrow_what_the_schema_leaves_open(resources):
    field(resources, "sections", "heading")["constraints"]["enum"] = ["One", "Two"]
    field(resources, "bigrams", "first")["constraints"]["pattern"] = "[a-z]+"
    field(resources, "notes", "locator")["constraints"] = {"required": True}
    assert differences(resources) == []


@pytest.mark.parametrize(
    ("table", "name", "changes", "message"),
    [
        ("tokens", "count", {"type": "string"}, 'type of field count is "string", and "integer"'),
        ("tokens", "count", {"description": "How many."}, "description of field count is"),
        ("tokens", "count", {"constraints": {}}, "constraints of field count is {}"),
        ("tokens", "count", {"name": "n"}, 'fields is ["paragraph", "token", "lemma"'),
        ("notes", "form", {"categories": []}, "categories of field form is []"),
        ("repairs", "kind", {"categories": None}, "categories of field kind is null"),
        (
            "tokens",
            "voice",
            {"constraints": {"required": True, "enum": ["article"]}},
            'enum of field voice is ["article"], and ["article", "quotation"] in schema.json',
        ),
    ],
)
def test_a_contradiction_is_told(resources, table, name, changes, message):
    changed = copy.deepcopy(resources)
    field(changed, table, name).update(changes)
    (found,) = differences(changed)
    assert found.startswith(f"resource {table}: {message}")


def test_a_missing_resource_a_key_and_a_file_are_told(resources):
    by_name = {resource["name"]: resource for resource in resources}
    by_name["tokens"]["path"] = "article/words.csv"
    by_name["notes"]["schema"]["foreignKeys"] = []
    rest = [resource for resource in resources if resource["name"] != "bigrams"]
    file, missing, key = differences(rest)
    assert file == 'resource tokens: file is "words.csv", and "tokens.csv" in schema.json'
    assert missing == "resource bigrams: is missing; schema.json describes it"
    assert key.startswith("resource notes: foreignKeys is []")


def test_the_check_of_the_tables_refuses_a_difference(tmp_path, repository, capsys):
    shutil.copytree(repository / "data", tmp_path / "data")
    shutil.copy(repository / "references.bib", tmp_path)
    path = tmp_path / "data" / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("words in quotation marks", "somebody else"), encoding="utf-8")
    assert cli.main(["check", str(tmp_path / "data")]) == 1
    assert "categories of field voice" in capsys.readouterr().err
