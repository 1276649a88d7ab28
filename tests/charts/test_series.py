"""Country series, their yearly changes, the economy, and rules against measurement."""

import pandas as pd
import pytest

from transit.charts import series
from transit.errors import TransitError

NAMES = {"KAZ": "Kazakhstan", "UZB": "Uzbekistan", "TKM": "Turkmenistan", "WLD": "World median"}


def values(**rows):
    """Return indicator values from name="COUNTRY series" -> {year: value}."""
    return pd.DataFrame(
        [
            {"country": key[:3], "year": year, "series": key[4:], "value": value}
            for key, years in rows.items()
            for year, value in years.items()
        ]
    )


@pytest.fixture
def small():
    return values(
        KAZ_x={1990: 0.5, 1991: 0.2, 1992: 0.25, 1993: 0.15},
        UZB_x={1990: 0.4, 1991: 0.1, 1993: 0.1},
    )


def test_select_sorts_and_drops_missing(small):
    small.loc[1, "value"] = None
    out = series.select(small, "x", countries=["UZB", "KAZ"], first=1991)
    assert out[["country", "year"]].values.tolist() == [
        ["UZB", 1991], ["UZB", 1993], ["KAZ", 1992], ["KAZ", 1993],
    ]  # fmt: skip
    assert out["low"].isna().all()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"series": "y"}, "no series 'y'; there are x"),
        ({"series": "x", "countries": ["KAZ", "TKM"]}, "x has no value for TKM"),
    ],
)
def test_select_refuses(small, arguments, message):
    with pytest.raises(TransitError, match=message):
        series.select(small, **arguments)


def test_country_series_says_where_the_countries_stand(small, behind):
    chart = series.country_series(
        small, "x", label="Index", countries=["KAZ", "UZB"], names=NAMES, first=1990, last=1993
    )
    assert chart.description == (
        "Index: Kazakhstan moved from 0.50 in 1990 to 0.15 in 1993; in that year Uzbekistan "
        "stood at 0.10."
    )
    assert chart.headline == (
        "Index: Kazakhstan fell from 0.50 in 1990 to 0.15 in 1993; Uzbekistan stood below it in "
        "every year."
    )
    table = behind(chart)
    assert list(table) == ["Country", "Year", "Value"]
    assert table["Value"].tolist() == [0.5, 0.2, 0.25, 0.15, 0.4, 0.1, 0.1]


def test_country_series_follows_its_data(small):
    small.loc[3, "value"] = 0.31
    chart = series.country_series(
        small, "x", label="Index", countries=["KAZ", "UZB"], names=NAMES, first=1990, last=1993
    )
    assert "to 0.31 in 1993" in chart.description


def test_a_country_without_a_name_goes_by_its_code(small):
    chart = series.country_series(small, "x", label="Index", countries=["KAZ", "UZB"])
    assert chart.description.startswith("Index: KAZ moved from 0.50 in 1990 to 0.15 in 1993")


def test_bounds_become_bands_and_the_headline(gallery, behind):
    figure = gallery["democracy"]
    assert figure.headline == (
        "Even by its upper bound Kazakhstan lies below the world median in every year; none of "
        "its neighbours ever rose above the median."
    )
    assert "(interval 0.21 to 0.26); in that year the world median stood at 0.53" in (
        figure.description
    )
    panels = [panel for row in figure.to_dict()["vconcat"] for panel in row["hconcat"]]
    bands = [any(layer["mark"]["type"] == "area" for layer in panel["layer"]) for panel in panels]
    assert bands == [True] * 5 + [False]
    assert list(behind(figure)) == ["Country", "Year", "Value", "Low", "High"]


def test_the_vertical_axis_starts_at_zero(gallery):
    for layer in gallery["checks"].to_dict()["layer"]:
        assert layer["encoding"]["y"]["scale"]["domain"][0] == 0


def test_yearly_changes_skip_years_without_a_predecessor(small):
    change = series.yearly_changes(series.select(small, "x"))
    assert change["change"].round(9).tolist() == [-0.3, 0.05, -0.1, -0.3]
    assert change[["country", "year"]].values.tolist() == [
        ["KAZ", 1991], ["KAZ", 1992], ["KAZ", 1993], ["UZB", 1991],
    ]  # fmt: skip


def test_gradualness_names_the_largest_falls(small, behind):
    chart = series.gradualness(
        small, "x", label="Index", countries=["KAZ", "UZB"], names=NAMES, first=1990, last=1993
    )
    assert chart.description == (
        "Index, change from year to year: Kazakhstan's largest fall was 0.30 in 1991, and its two "
        "steepest years (1991 and 1993) hold 100 per cent of all its falls; the largest fall "
        "elsewhere was Uzbekistan 0.30 (1991); the series begin at 0.50 (Kazakhstan, 1990) and "
        "0.40 (Uzbekistan, 1990)."
    )
    assert len(behind(chart)) == 4


def test_kazakhstan_fell_in_a_few_years(gallery):
    assert gallery["gradualness"].headline == (
        "1995 and 2012 hold 66 per cent of all that Kazakhstan fell by until 2019."
    )
    text = gallery["gradualness"].description
    assert "largest fall was 0.10 in 1995" in text
    assert "(1994, 1995 and 2012) hold 91 per cent of all its falls" in text


def test_gradualness_has_one_scale(gallery):
    rows = gallery["gradualness"].to_dict()["vconcat"]
    per_unit = []
    for row in [panel for panels in rows for panel in panels["hconcat"]]:
        bars = next(layer for layer in row["layer"] if layer["mark"]["type"] == "bar")
        low, high = bars["encoding"]["y"]["scale"]["domain"]
        per_unit.append(row["height"] / (high - low))
    assert max(per_unit) / min(per_unit) == pytest.approx(1, abs=0.02)


def test_falls_that_tie_name_every_year():
    frame = values(KAZ_x={1990: 0.5, 1991: 0.25, 1992: 0.0}, UZB_x={1990: 0.5, 1991: 0.25})
    chart = series.gradualness(
        frame, "x", label="Index", countries=["KAZ", "UZB"], names=NAMES, first=1990, last=1992
    )
    assert "largest fall was 0.25 in 1991 and 1992" in chart.description


def test_economy(evidence, panels, behind):
    chart = series.economy(evidence.indicators, panels, country="KAZ", names=NAMES)
    assert chart.description.startswith(
        "Kazakhstan: growth of gross domestic product was 4.5 in 2019 (% a year), against a mean "
        "of 2.9 in the years from 2014 to 2018 and 8.0 in those from 2000 to 2013"
    )
    assert chart.headline == (
        "In 2019, against the means of the five years before: growth of gross domestic product "
        "(4.5 against 2.9) and inequality of consumption (28.0 against 27.3) higher, rise of "
        "consumer prices (5.3 against 8.3) lower."
    )
    table = behind(chart)
    growth = table[table["Measure"] == "Growth of gross domestic product"]
    assert growth["Year"].tolist() == list(range(2000, 2020))
    for panel in chart.to_dict()["vconcat"]:
        for layer in panel["layer"][1:]:
            assert layer["encoding"]["y"]["scale"]["domain"][0] <= 0


@pytest.fixture
def rules():
    return pd.DataFrame(
        {
            "change": ["C1", "C2"],
            "adopted": ["1991-06-01", "1992-12-01"],
            "instrument": ["First law", "Second law"],
            "gains": ["president", "parliament;president"],
            "loses": ["parliament", "president"],
        }
    )


def test_rules_stand_beside_the_measure(small, rules, behind):
    chart = series.formal_and_measured(
        small, rules, "x", label="Index", country="KAZ", names=NAMES, first=1990, last=1993
    )
    assert chart.description == (
        "Index in Kazakhstan, in the year before and the year after a constitutional change: "
        "0.50 and 0.25 around 1991 and 0.20 and 0.15 around 1992; two of two changes go together "
        "with a measured difference."
    )
    assert chart.headline == (
        "The rating of index fell by 0.05 or more around the changes of 1991 and 1992."
    )
    assert behind(chart)["Difference"].astype(float).round(9).tolist() == [-0.25, -0.05]
    small.loc[2, "value"] = 0.5
    again = series.formal_and_measured(
        small, rules, "x", label="Index", country="KAZ", names=NAMES, first=1990, last=1993
    )
    assert "one of two changes goes together" in again.description


def test_rules_outside_the_years_are_an_error(small, rules):
    with pytest.raises(TransitError, match="none was adopted from 2000 to 2019"):
        small["year"] += 10
        series.formal_and_measured(
            small, rules, "x", label="Index", country="KAZ", names=NAMES, first=2000
        )


def test_grid_values_are_round():
    assert series.grid_values(0, 0.6) == [0.0, 0.2, 0.4, 0.6]
    assert series.grid_values(0, 0.4) == [0.0, 0.1, 0.2, 0.3, 0.4]
    assert series.grid_values(-1.5, 17, 4) == [0.0, 5.0, 10.0, 15.0]
