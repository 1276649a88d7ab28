"""What the chapters take from the report: its tables, and numbers as they are spoken."""

import numpy as np
import pandas as pd
import pytest

from transit import report
from transit.errors import TransitError

MINUS = "\N{MINUS SIGN}"


@pytest.fixture(scope="module")
def loaded(repository):
    return report.load(repository / "book" / "appendices")


def test_the_root_is_found_from_any_folder_below(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "datapackage.json").write_text("{}")
    (tmp_path / "book" / "appendices").mkdir(parents=True)
    assert report.find_root(tmp_path) == tmp_path.resolve()
    assert report.find_root(tmp_path / "book" / "appendices") == tmp_path.resolve()


def test_the_root_is_the_nearest(tmp_path):
    for folder in (tmp_path, tmp_path / "copy"):
        (folder / "data").mkdir(parents=True)
        (folder / "data" / "datapackage.json").write_text("{}")
    assert report.find_root(tmp_path / "copy" / "data") == (tmp_path / "copy").resolve()


def test_no_root(tmp_path):
    with pytest.raises(TransitError, match=r"no data/datapackage\.json here or in any folder"):
        report.load(tmp_path)


def test_the_root_is_found_from_the_working_folder(repository, monkeypatch):
    monkeypatch.chdir(repository / "book")
    assert report.find_root() == repository


def test_both_kinds_of_tables_are_loaded(loaded, repository):
    assert loaded.root == repository
    assert len(loaded.article.sections) == 7
    assert len(loaded.evidence.presidential) == 8


def test_value(loaded):
    assert loaded.value("vdem15_v2xlg_legcon", "KAZ", 1993) == pytest.approx(0.372, abs=5e-4)
    assert loaded.value("wdi_gdp_growth", "KAZ", 2019) == pytest.approx(4.5, abs=0.05)


@pytest.mark.parametrize(
    ("series", "country", "year"),
    [
        ("vdem12_v2x_jucon", "KAZ", 2022),
        ("wdi_cpi_inflation", "TKM", 2019),
        ("no_such_series", "KAZ", 2019),
    ],
)
def test_no_value(loaded, series, country, year):
    with pytest.raises(TransitError, match=rf"values\.csv: no {series} of {country} in {year}"):
        loaded.value(series, country, year)


def test_events_of_a_span_of_years(loaded):
    assert loaded.events(2007, 2007)["event"].tolist() == ["E19", "E21", "E20", "E22"]
    whole = loaded.events(1987, 2026)
    every = loaded.evidence.events
    left_out = every[~every["event"].isin(whole["event"])]
    assert set(left_out["kind"]) == {"claim", "measurement"}
    assert not set(whole["kind"]) & {"claim", "measurement"}
    assert loaded.events(1900, 1950).empty


def test_date_of_an_event(loaded):
    assert loaded.date("E45") == "9 June 2019"
    assert loaded.date("E06") == "December 1993"
    assert loaded.date("E17") == "2000"
    with pytest.raises(TransitError, match=r"events\.csv: no event X01"):
        loaded.date("X01")


@pytest.mark.parametrize(
    ("text", "frequency", "said"),
    [
        ("2019-06-09", "D", "9 June 2019"),
        ("2019-10-10", "D", "10 October 2019"),
        ("2010-06", "M", "June 2010"),
        ("1992", "Y", "1992"),
    ],
)
def test_spoken_date(text, frequency, said):
    assert report.spoken_date(pd.Period(text, freq=frequency)) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (7212, "7,212"),
        (np.int64(13129), "13,129"),
        (np.uint8(7), "7"),
        (-23, f"{MINUS}23"),
        (98.78, "98.8"),
        (1877.372, "1,877.4"),
        (np.float64(-0.25), f"{MINUS}0.2"),
        (3.0, "3.0"),
        ("2019-06", "2019-06"),
    ],
)
def test_spoken(value, said):
    assert report.spoken(value) == said


@pytest.mark.parametrize("value", [None, float("nan"), np.nan, pd.NA, pd.NaT])
def test_a_missing_value_is_not_spoken(value):
    with pytest.raises(TransitError, match="turnout: there is no value to put into the sentence"):
        report.spoken(value, "turnout")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "none"),
        (1, "one"),
        (10, "ten"),
        (11, "11"),
        (1200, "1,200"),
        (np.int64(5), "five"),
        (-1, f"{MINUS}1"),
    ],
)
def test_in_words(number, said):
    assert report.in_words(number) == said


def test_what_is_said_can_be_read_in_the_text(monkeypatch):
    heard = {}
    monkeypatch.setattr(
        "myst_nb.glue", lambda name, value, display: heard.update({name: (value, display)})
    )
    report.say(rows=7212, share=70.96, span="1990–2019")
    assert heard == {
        "rows": ("7,212", False),
        "share": ("71.0", False),
        "span": ("1990–2019", False),
    }


def test_nothing_is_said_of_a_missing_value():
    with pytest.raises(TransitError, match="share: there is no value"):
        report.say(share=float("nan"))
