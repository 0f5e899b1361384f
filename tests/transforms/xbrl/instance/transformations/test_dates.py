from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.xbrl.errors import ValueTextError
from transforms.xbrl.instance.transformations.dates import REGISTRY_3, REGISTRY_5, quarter_end


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("date-monthname-day-year-en", "December 31, 2024", "2024-12-31"),
        ("date-monthname-day-year-en", "Sept. 30, 2024", "2024-09-30"),
        ("date-monthname-day-year-en", "MAY\u00a01,\u00a024", "2024-05-01"),
        ("date-day-monthname-year-en", "31st of December 2024", "2024-12-31"),
        ("date-monthname-day-en", "December 31", "--12-31"),
        ("date-monthname-day-en", "February 29th", "--02-29"),
        ("date-monthname-year-en", "January 2024", "2024-01"),
        ("date-year-monthname-en", "2024 January", "2024-01"),
        ("date-day-monthname-en", "31 Dec", "--12-31"),
        ("date-month-day-year", "12/31/24", "2024-12-31"),
        ("date-month-day-year", "12/31/0024", "0024-12-31"),
        ("date-day-month-year", "31.12.2024", "2024-12-31"),
        ("date-year-month-day", "2024\u5e7412\u670831\u65e5", "2024-12-31"),
        ("date-year-month-day", "\uff12\uff10\uff12\uff14-12-31", "2024-12-31"),
        ("date-day-month-year", "\u0969\u0967-12-\u0968\u0966\u0968\u096a", "2024-12-31"),
        ("date-month-day", "12/31", "--12-31"),
        ("date-day-month", "31/12", "--12-31"),
        ("date-month-year", "12/2024", "2024-12"),
        ("date-year-month", "2024-12", "2024-12"),
        ("date-day-monthname-year-bg", "31 декември 2024 г.", "2024-12-31"),
        ("date-day-monthname-year-cs", "1. července 2024", "2024-07-01"),
        ("date-day-monthname-year-cs", "1. června 2024", "2024-06-01"),
        ("date-monthname-year-cs", "Únor 2024", "2024-02"),
        ("date-day-monthname-year-cy", "1 Mawrth 2024", "2024-03-01"),
        ("date-day-monthname-year-da", "1. maj 2024", "2024-05-01"),
        ("date-day-monthname-year-de", "1. März 2024", "2024-03-01"),
        ("date-day-monthname-year-de", "1. Jänner 2024", "2024-01-01"),
        ("date-day-monthname-year-el", "1 Μαΐου 2024", "2024-05-01"),
        ("date-day-monthname-year-el", "1 ΙΟΎΛΙΟΣ 2024", "2024-07-01"),
        ("date-day-monthname-year-es", "1 de enero de 2024", "2024-01-01"),
        ("date-day-monthname-year-et", "1. juuli 2024", "2024-07-01"),
        ("date-day-monthname-year-fi", "1. maaliskuuta 2024", "2024-03-01"),
        ("date-day-monthname-year-fi", "1. marraskuuta 2024", "2024-11-01"),
        ("date-day-monthname-year-fr", "1er août 2024", "2024-08-01"),
        ("date-day-monthname-year-hi", "१ मई २०२४", "2024-05-01"),
        ("date-day-monthname-year-hi", "1 जून 2024", "2024-06-01"),
        ("date-day-monthname-year-hi", "1 जनवरी 2024", "2024-01-01"),
        ("date-day-monthname-year-hr", "1. travnja 2024", "2024-04-01"),
        ("date-year-monthname-day-hu", "2024. december 31.", "2024-12-31"),
        ("date-monthname-day-hu", "augusztus 20.", "--08-20"),
        ("date-year-monthname-hu", "2024 május", "2024-05"),
        ("date-day-monthname-year-it", "1 gennaio 2024", "2024-01-01"),
        ("date-year-monthname-day-lt", "2024 m. rugsėjo 1 d.", "2024-09-01"),
        ("date-monthname-day-lt", "rugpjūčio 1 d.", "--08-01"),
        ("date-year-day-monthname-lv", "2024. gada 1. jūlijs", "2024-07-01"),
        ("date-year-monthname-lv", "2024. gada jūnijs", "2024-06"),
        ("date-day-monthname-year-nl", "1 maart 2024", "2024-03-01"),
        ("date-day-monthname-year-no", "1. desember 2024", "2024-12-01"),
        ("date-day-monthname-year-pl", "1 października 2024 r.", "2024-10-01"),
        ("date-day-monthname-year-pt", "1 de outubro de 2024", "2024-10-01"),
        ("date-day-monthname-year-ro", "1 noiembrie 2024", "2024-11-01"),
        ("date-day-monthname-year-ro", "30 nov. 2024", "2024-11-30"),
        ("date-day-monthname-year-ro", "31 decembrie 2024", "2024-12-31"),
        ("date-day-monthname-year-sk", "1. júla 2024", "2024-07-01"),
        ("date-day-monthname-year-sl", "1. avgust 2024", "2024-08-01"),
        ("date-day-monthname-year-sv", "1 augusti 2024", "2024-08-01"),
        ("date-day-monthroman-year", "1.VIII.2024", "2024-08-01"),
        ("date-monthroman-year", "IX 2024", "2024-09"),
        ("date-jpn-era-year-month-day", "令和6年3月31日", "2024-03-31"),
        ("date-jpn-era-year-month-day", "平成元年1月8日", "1989-01-08"),
        ("date-jpn-era-year-month", "昭和64年1月", "1989-01"),
        ("date-ind-day-monthname-year-hi", "11 पौष 1946", "2025-01-01"),
        ("date-ind-day-monthname-year-hi", "1 Chaitra 1946", "2024-03-21"),
    ],
)
def test_registry_5(name, text, value):
    assert REGISTRY_5[name](text) == value


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("datemonthdayyearen", "December 31, 2024", "2024-12-31"),
        ("datedaymonthyeardk", "31. dec. 2024", "2024-12-31"),
        ("dateyearmonthdaycjk", "2024年12月31日", "2024-12-31"),
        ("dateyearmonthcjk", "2024年12月", "2024-12"),
        ("dateerayearmonthjp", "令和6年3月", "2024-03"),
        ("datemonthyearin", "मार्च 2024", "2024-03"),
        ("datemonthday", "12-31", "--12-31"),
    ],
)
def test_registry_3(name, text, value):
    assert REGISTRY_3[name](text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("date-monthname-day-year-en", "February 30, 2024"),
        ("date-monthname-day-year-en", "Foo 3, 2024"),
        ("date-monthname-day-year-en", "December 31"),
        ("date-monthname-day-year-en", "December 31, 2024, 10"),
        ("date-monthname-day-year-en", ""),
        ("date-month-day-year", "31/12/2024"),
        ("date-month-day", "2/30"),
        ("date-year-month", "2024-13"),
        ("date-month-day-year", "1/2/999"),
        ("date-month-year", "1/0000"),
        ("date-jpn-era-year-month-day", "2024年3月31日"),
        ("date-ind-day-monthname-year-hi", "32 Chaitra 1946"),
    ],
)
def test_what_is_no_such_date_is_refused(name, text):
    with pytest.raises(ValueTextError) as caught:
        REGISTRY_5[name](text)
    assert caught.value.error == "invalid-format-text"


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_date_written_in_english_is_read_back(day):
    assert REGISTRY_5["date-monthname-day-year-en"](f"{day:%B} {day.day}, {day.year}") == (
        day.isoformat()
    )
    assert REGISTRY_5["date-day-monthname-year-en"](f"{day:%d %b %Y}") == day.isoformat()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("third quarter of 2023", "2023-09-30"),
        ("Q4 2023", "2023-12-31"),
        ("2023 first quarter", "2023-03-31"),
        ("2023Q2", "2023-06-30"),
        ("last quarter 2024", "2024-12-31"),
    ],
)
def test_a_quarter_ends_on_its_last_day(text, value):
    assert quarter_end(text) == value


def test_what_is_no_quarter_is_refused():
    with pytest.raises(ValueTextError):
        quarter_end("fifth quarter of 2023")
