"""Slices: the quarter or the day that is fetched, processed and reported as one."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from transforms.edgar.accession import quarter_of
from transforms.edgar.business_days import is_business_day
from transforms.edgar.paths import daily_index_path, index_path

# 2024Q1
_QUARTER = re.compile(r"(\d{4})Q([1-4])", re.ASCII)
FIRST_YEAR: Final = 1993
"""Of the first index of EDGAR."""
LAST_YEAR: Final = 2099
"""Of the last day that is taken for one; what lies beyond is a slip, or the end of the calendar."""
_OVER_A_WEEKEND = timedelta(days=4)


@dataclass(frozen=True, slots=True, order=True)
class Slice:
    """A quarter of a year, or one day.

    Attributes:
        first: Its first day.
        last: Its last day.
    """

    first: date
    last: date

    @classmethod
    def of_quarter(cls, quarter: int) -> Self:
        """A quarter written as one number, `20241`."""
        year, number = divmod(quarter, 10)
        last_month = date(year, number * 3, 1)
        return cls(date(year, number * 3 - 2, 1), month_after(last_month) - timedelta(days=1))

    @classmethod
    def of_day(cls, day: date) -> Self:
        """One day."""
        return cls(day, day)

    @classmethod
    def parse(cls, text: str, today: date) -> Self:
        """The slice that `text` names: `2024Q1`, `2024-05-15`, `yesterday` or `today`.

        Raises:
            ValueError: It names none, or one before the first index of EDGAR.
        """
        relative = {"today": today, "yesterday": today - timedelta(days=1)}.get(text)
        return cls.named(text) if relative is None else cls.of_day(relative)

    @classmethod
    def named(cls, text: str) -> Self:
        """The slice that `text` names: `2024Q1` or `2024-05-15`.

        Raises:
            ValueError: It names none, or one out of the years in which there are indexes.
        """
        match = _QUARTER.fullmatch(text)
        try:
            found = (
                cls.of_quarter(int(match[1]) * 10 + int(match[2]))
                if match
                else cls.of_day(date.fromisoformat(text))
            )
        except (ValueError, OverflowError):  # the latter at the end of the calendar
            found = None
        if found is None or not FIRST_YEAR <= found.first.year <= LAST_YEAR:
            raise ValueError(
                f"{text!r} is neither a quarter such as 2024Q1 nor a day such as 2024-05-15"
                f" or yesterday, from {FIRST_YEAR} to {LAST_YEAR}"
            )
        return found

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    @property
    def quarter(self) -> int:
        """The quarter it is or lies in, as one number."""
        return quarter_of(self.first)

    @property
    def index(self) -> str:
        """Path of the index that lists its filings."""
        return (
            daily_index_path(self.first) if self.is_day else index_path(self.quarter, "master.idx")
        )

    @property
    def must_have_index(self) -> bool:
        """Whether EDGAR has, or will have, an index of it: a quarter, or a business day."""
        return not self.is_day or is_business_day(self.first)

    @property
    def months(self) -> list[date]:
        """First days of the months whose RSS files can list its filings.

        What is accepted in the evening bears the date of the next business day, which can lie
        in the next month.
        """
        months = [(self.first - _OVER_A_WEEKEND).replace(day=1)]
        while (following := month_after(months[-1])) <= self.last:
            months.append(following)
        return months

    def __str__(self) -> str:
        if self.is_day:
            return self.first.isoformat()
        return f"{self.quarter // 10}Q{self.quarter % 10}"


def month_after(day: date) -> date:
    """First day of the month after that of a day."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def quarters_between(first: Slice, last: Slice) -> list[Slice]:
    """The quarters from that of `first` to that of `last`, oldest first."""
    years = range(first.first.year, last.last.year + 1)
    quarters = (year * 10 + number for year in years for number in (1, 2, 3, 4))
    return [
        Slice.of_quarter(quarter)
        for quarter in quarters
        if first.quarter <= quarter <= last.quarter
    ]
