from datetime import date

import pytest

from transforms.edgar.business_days import CLOSED_BY_ORDER, federal_holidays, is_business_day


def days(*texts):
    return {date.fromisoformat(text) for text in texts}


def test_the_federal_holidays_of_a_year():
    assert federal_holidays(2024) == days(
        *("2024-01-01", "2024-01-15", "2024-02-19", "2024-05-27", "2024-06-19", "2024-07-04"),
        *("2024-09-02", "2024-10-14", "2024-11-11", "2024-11-28", "2024-12-25"),
    )


@pytest.mark.parametrize(
    "day",
    [
        "2021-06-18",  # Juneteenth, a Saturday
        "2021-07-05",  # Independence Day, a Sunday
        "2021-12-24",  # Christmas, a Saturday
        "2021-12-31",  # New Year's Day of 2022, a Saturday
        "2023-01-02",  # New Year's Day, a Sunday
        "2018-11-12",  # Veterans Day, a Sunday
        "2020-05-25",  # Memorial Day, on its earliest date
        "2024-03-30",  # a Saturday
        "2024-03-31",  # a Sunday
        "2018-12-05",  # a day of mourning, by order
        "2025-01-09",
        "2019-12-24",  # the day before Christmas, by order
        "2024-12-24",
    ],
)
def test_edgar_is_closed(day):
    assert not is_business_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    "day",
    [
        "2020-06-19",  # before Juneteenth was a holiday
        "2024-03-29",  # Good Friday, on which markets are closed
        "2024-11-29",
        "2021-12-23",
        "2023-12-22",
        "2022-12-23",
        "2021-01-04",
    ],
)
def test_edgar_is_open_by_rule(day):
    assert is_business_day(date.fromisoformat(day))


def test_a_day_off_by_order_would_be_a_business_day_by_law():
    for day in CLOSED_BY_ORDER:
        assert day.weekday() < 5
        assert day not in federal_holidays(day.year)
