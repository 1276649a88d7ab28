import json

import numpy as np
import pandas as pd
import pytest

from transit import dates
from transit.article import read_table
from transit.errors import TransitError
from transit.evidence import check, load
from transit.evidence.package import read_package


@pytest.fixture(scope="module")
def evidence(data):
    return load(data)


def test_frames_have_the_fields_of_the_description(evidence, data):
    package = read_package(data)
    for table in package.group("record", "claims"):
        frame = getattr(evidence, table.name)
        assert list(frame.columns) == [field.name for field in table.fields]
        assert len(frame) > 0


def test_every_column_has_the_type_of_its_field(evidence, data):
    kinds = {"integer": "Int64", "year": "Int64", "number": "Float64", "boolean": "boolean"}
    for table in read_package(data).group("record", "claims"):
        frame = getattr(evidence, table.name)
        for field in table.fields:
            dtype = frame[field.name].dtype
            if field.imprecise:
                assert isinstance(dtype, np.dtype) and dtype.kind == "O"
                assert all(pd.isna(x) or isinstance(x, pd.Period) for x in frame[field.name])
            elif field.enum:
                assert list(dtype.categories) == list(field.enum)
            elif field.type == "date":
                assert dtype.kind == "M"
            else:
                assert dtype == kinds.get(field.type, "string")


def test_missing_cells_are_missing_values(evidence):
    vote = evidence.presidential.set_index("election").loc["P1991"]
    assert vote["early"] is pd.NA
    assert vote["months_early"] is pd.NA
    assert vote["due"] is pd.NaT
    assert pd.isna(vote["due_precision"])
    called = evidence.parliamentary.set_index("election").loc["L1995"]
    assert called["due"] is pd.NaT
    assert evidence.candidates["rank"].isna().sum() == 3


def test_dates_keep_their_precision(evidence):
    events = evidence.events.set_index("event")
    assert events.loc["E06", "date"] == pd.Period("1993-12", "M")
    assert events.loc["E38", "date"] == pd.Period("2019-03-19", "D")
    assert events.loc["E31", "date"] == pd.Period("2019", "Y")
    assert events.loc["E45", "date"] == pd.Period("2019-06-09", "D")
    assert events.loc["E32", "date_end"] == pd.Period("2018", "Y")
    days = dates.first_day(evidence.events["date"])
    assert days.min() == pd.Timestamp("1987-01-01")


def test_known_figures(evidence):
    vote = evidence.presidential.set_index("election").loc["P2019"]
    assert vote["winner_share"] == 70.96
    assert vote["held"] == pd.Timestamp("2019-06-09")
    assert vote["due"] == pd.Period("2020-12-06", "D")
    assert vote["ballots"] == 9274110
    assert vote["early"] and vote["months_early"] == 17
    seats = evidence.seats[evidence.seats["election"] == "L2007"].set_index("party")["seats"]
    assert seats.to_dict() == {
        "Nur Otan": 98,
        "Assembly of the People of Kazakhstan": 9,
        "National Social Democratic Party": 0,
        "Ak Zhol": 0,
        "Auyl": 0,
        "Communist People’s Party": 0,
        "Party of Patriots": 0,
        "Rukhaniyat": 0,
    }
    values = evidence.indicators.set_index(["series", "country", "year"])["value"]
    assert values["vdem15_v2xlg_legcon", "KAZ", 1993] == 0.372
    assert values["vdem15_v2xlg_legcon", "KAZ", 2012] == 0.159
    assert values["vdem15_v2xlg_legcon", "WLD", 1995] == 0.6275


def test_early_elections_of_the_article(evidence):
    counted = evidence.parliamentary[evidence.parliamentary["counted_by_article"]]
    assert len(counted) == 7
    assert counted.loc[counted["early"], "election"].tolist() == [
        "L1994",
        "L1995",
        "L2007",
        "L2012",
        "L2016",
    ]


def test_chambers_are_filled(evidence):
    """All seats are accounted for, except where no result is at hand."""
    won = evidence.seats.groupby("election")["seats"].sum()
    chambers = evidence.parliamentary.set_index("election")["seats"].drop("L2026")
    assert won.to_dict() == chambers.to_dict()


def test_bounds_come_with_electoral_and_liberal_democracy_only(evidence):
    bounded = evidence.indicators.dropna(subset=["low"])
    assert set(bounded["series"]) == {"vdem15_v2x_polyarchy", "vdem15_v2x_libdem"}
    assert "WLD" not in set(bounded["country"])
    assert set(evidence.series["series"]) == set(evidence.indicators["series"])


def test_series_that_may_not_be_republished_are_absent(evidence):
    assert not evidence.series["series"].str.contains("fh_|polity|weo|imf").any()


def test_what_rests_on_general_knowledge_is_marked(evidence):
    unsourced = evidence.candidates.dropna(subset=["unsourced"])
    assert unsourced["candidate"].tolist() == [
        "Gani Kassymov",
        "Engels Gabbasov",
        "Abelgazi Kusainov",
    ]
    weak = evidence.changes[evidence.changes["confidence"] == "general-knowledge"]
    assert weak["change"].tolist() == ["C1978"]


def test_every_event_of_the_article_lies_in_one_of_its_paragraphs(evidence, data):
    paragraphs = read_table(data / "article" / "paragraphs.csv").set_index("paragraph")["section"]
    told = evidence.events[evidence.events["in_article"]]
    assert len(told) == 45
    assert (told["paragraph"].map(paragraphs) == told["section"].astype("string")).all()


def test_no_address_of_a_mirror(data, root):
    text = (root / "references.bib").read_text(encoding="utf-8")
    part = text[text.index("Part 4") :]
    for mirror in (
        "wikimili",
        "wikivisually",
        "imtqy",
        "alquds.edu",
        "riteme",
        "zxc.wiki",
        "qaz.wiki",
    ):
        assert mirror not in part
    for table in read_package(data).group("record", "claims"):
        assert "://" not in table.path.read_text(encoding="utf-8")


def test_values_file_is_small(data):
    assert (data / "indicators" / "values.csv").stat().st_size < 1_500_000


def test_check_finds_nothing(data):
    assert check(data).empty


def test_unknown_table(data):
    with pytest.raises(TransitError, match="describes no table 'votes'; there are institutions"):
        read_package(data).table("votes")


def test_no_description(tmp_path):
    with pytest.raises(TransitError, match=r"datapackage\.json: cannot be read: No such file"):
        load(tmp_path)
    (tmp_path / "datapackage.json").write_text("{")
    with pytest.raises(TransitError, match="is not valid JSON"):
        load(tmp_path)
    (tmp_path / "datapackage.json").write_text('{"resources": [{"name": "a"}]}')
    with pytest.raises(TransitError, match="resource a: has no property 'schema'"):
        load(tmp_path)
    (tmp_path / "datapackage.json").write_text("{}")
    with pytest.raises(TransitError, match="describes no table"):
        load(tmp_path)


def test_a_field_has_one_list_of_values(copy):
    path = copy / "datapackage.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    tables = {resource["name"]: resource for resource in described["resources"]}
    field = next(f for f in tables["seats"]["schema"]["fields"] if f["name"] == "bloc")
    field["constraints"]["enum"] = ["loyal"]
    path.write_text(json.dumps(described), encoding="utf-8")
    with pytest.raises(TransitError, match="seats: field bloc: has categories and an enum"):
        load(copy)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ((), [1], "the description: [1] is not a group of properties"),
        (("resources",), {"a": 1}, "resources: {'a': 1} is not a list"),
        (("resources", 0), "x", "resources[0]: 'x' is not a group of properties"),
        (("resources", 0, "name"), 5, "resources[0].name: 5 is not a text"),
        (("resources", 0, "path"), "../../secret.csv", "leads out of the package"),
        (("resources", 0, "rows"), "many", "resources[0].rows: 'many' is not a whole number"),
        (("resources", 0, "schema"), "x", "resources[0].schema: 'x' is not a group"),
        (("resources", 0, "schema", "fields", 0, "type"), 5, "fields[0].type: 5 is not a text"),
        (("resources", 0, "schema", "fields", 0, "delimiter"), "", "delimiter: is empty"),
        (
            ("resources", 0, "schema", "fields", 0, "constraints"),
            {"minimum": "a", "pattern": "("},
            "constraints.minimum: 'a' is not a number",
        ),
        (("resources", 0, "schema", "fields", 0, "constraints"), {"pattern": "("}, "is no pattern"),
        (("resources", 0, "schema", "fields", 0, "categories"), 5, "categories: 5 is not a list"),
    ],
)
def test_a_property_of_another_kind_is_named(data, tmp_path, path, value, told):
    descriptor = json.loads((data / "datapackage.json").read_text("utf-8"))
    if path:
        *way, last = path
        at = descriptor
        for step in way:
            at = at[step]
        at[last] = value
    else:
        descriptor = value
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    with pytest.raises(TransitError) as caught:
        read_package(tmp_path)
    assert told in str(caught.value)
