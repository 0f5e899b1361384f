from datetime import date

import pytest

from transforms.edgar.slices import Slice, quarters_between

TODAY = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2023Q4", date(2023, 10, 1), date(2023, 12, 31)),
        ("2024-05-15", date(2024, 5, 15), date(2024, 5, 15)),
        ("yesterday", date(2024, 2, 29), date(2024, 2, 29)),
        ("today", TODAY, TODAY),
    ],
)
def test_a_slice_is_a_quarter_or_a_day(text, first, last):
    assert Slice.parse(text, TODAY) == Slice(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "2024Q5",
        "2024Q0",
        "1992Q4",
        "2024",
        "2024-02-30",
        "1992-12-31",
        "2100Q1",
        "9999Q4",
        "9999-12-31",
        "",
    ],
)
def test_what_names_no_slice_is_refused(text):
    with pytest.raises(ValueError, match="neither a quarter"):
        Slice.parse(text, TODAY)


@pytest.mark.parametrize("text", ["2024Q1", "1993Q1", "2024-12-31"])
def test_a_slice_is_written_as_it_is_named(text):
    assert str(Slice.parse(text, TODAY)) == text


def test_quarters_span_years():
    found = quarters_between(Slice.of_quarter(20093), Slice.of_quarter(20111))
    assert [str(each) for each in found] == [
        "2009Q3", "2009Q4", "2010Q1", "2010Q2", "2010Q3", "2010Q4", "2011Q1",
    ]  # fmt: skip
    assert quarters_between(Slice.of_quarter(20111), Slice.of_quarter(20104)) == []


def test_a_slice_knows_its_index_and_months():
    quarter, day = Slice.of_quarter(20242), Slice.of_day(date(2024, 5, 5))
    assert quarter.index == "edgar/full-index/2024/QTR2/master.idx"
    assert day.index == "edgar/daily-index/2024/QTR2/master.20240505.idx"


def test_filings_of_the_first_days_can_be_in_the_rss_of_the_month_before():
    months = [date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)]
    assert Slice.of_quarter(20241).months == months
    assert Slice.of_day(date(2024, 5, 4)).months == [date(2024, 4, 1), date(2024, 5, 1)]
    assert Slice.of_day(date(2024, 5, 5)).months == [date(2024, 5, 1)]


@pytest.mark.parametrize(
    ("text", "must"),
    [("2024Q1", True), ("2024-03-28", True), ("2024-03-30", False), ("2024-07-04", False)],
)
def test_weekends_and_holidays_need_no_index(text, must):
    assert Slice.parse(text, TODAY).must_have_index == must
