"""Dates and times of XML Schema."""

from datetime import UTC, date, datetime

import pytest

from transforms.xbrl.moments import read_moment


def test_a_date_is_its_midnight_and_has_no_time() -> None:
    day, moment, has_time = read_moment("2024-02-29")
    assert (day, moment.isoformat(), has_time) == (date(2024, 2, 29), "2024-02-29T00:00:00", False)


def test_the_end_of_a_day_is_the_beginning_of_the_next() -> None:
    assert read_moment("2023-12-31T24:00:00") == read_moment("2024-01-01T00:00:00.0")


def test_a_time_zone_is_applied() -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    assert read_moment("2023-12-31T19:00:00-05:00")[1] == moment
    assert read_moment("2024-01-01Z")[1] == moment != read_moment("2024-01-01")[1]


def test_zones_go_to_fourteen_hours() -> None:
    assert read_moment("2024-01-01T14:00:00+14:00")[1] == datetime(2024, 1, 1, tzinfo=UTC)
    assert read_moment("2023-12-31T10:00:00-14:00")[1] == datetime(2024, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2024-02-30", "2024-1-1", "2024-01-01T", "-0001-01-01"),
        *("2024-01-01+14:01", "2024-01-01-15:00", "2024-01-01+05:60", "2024-01-01T24:00:00.5"),
    ],
)
def test_what_is_no_date_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|year|hour"):
        read_moment(text)
