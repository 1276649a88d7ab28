import pandas as pd
import pytest

from transit import dates


@pytest.mark.parametrize(
    ("text", "precision", "first"),
    [
        ("2020", "year", "2020-01-01"),
        ("2020-02", "month", "2020-02-01"),
        ("2019-02", "month", "2019-02-01"),
        ("2019-06-09", "day", "2019-06-09"),
    ],
)
def test_first_day_of_a_date(text, precision, first):
    date = dates.parse(text)
    assert str(date) == text
    assert dates.precision(date) == precision
    column = pd.Series([date, pd.NaT], index=["a", "b"], dtype=object, name="due")
    early = dates.first_day(column)
    assert early["a"] == pd.Timestamp(first)
    assert pd.isna(early["b"])
    assert early.dtype.kind == "M"
    assert early.name == "due"


@pytest.mark.parametrize(
    "text", ["", "19", "2019-6", "2019-06-31", "2019-13", "2019/06", "c. 2019"]
)
def test_no_date(text):
    with pytest.raises(ValueError):
        dates.parse(text)
