from datetime import date

import pytest

from transforms.correspondence.wording.dates import dates, first_date


@pytest.mark.parametrize(
    "text",
    [
        "December 9, 2022",
        "DECEMBER 9, 2022",
        "Dec. 9, 2022",
        "December  9 , 2022",
        "December 9th, 2022",
        "December 9. 2022",
        "December, 9, 2022",
        "9 December 2022",
        "12/9/2022",
        "12/09/22",
        "9th December 2022",
        "9th of December, 2022",
        "2022-12-09",
    ],
)
def test_a_date_is_read_as_letters_write_it(text: str) -> None:
    assert first_date(f"Filed on {text}.") == date(2022, 12, 9)


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    days = "February 30, 2022, 2022-02-30 and March 1, 2022"
    assert dates(days) == [date(2022, 3, 1)]


def test_a_page_number_is_no_part_of_a_date() -> None:
    assert first_date("on page 12 of December 2022") is None


def test_a_sentence_may_end_in_a_day() -> None:
    assert first_date("We met on December 9. In 2022 we met again.") is None
