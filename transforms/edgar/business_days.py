"""The days on which EDGAR is open: weekdays less the holidays of the federal government.

On every such day EDGAR disseminates filings and then publishes a daily index. The holidays are
those of 5 U.S.C. 6103(a), Juneteenth since Public Law 117-17 of 2021. One that falls on a
Saturday is kept on the Friday before (6103(b)(1)), on a Sunday on the Monday after (Executive
Order 11582, section 3(a)).

Days off by an order of the President (a day of mourning, the day before or after Christmas) follow
no rule; EDGAR treats them as holidays, and `CLOSED_BY_ORDER` lists them. The table only excuses
an index that is not there: one that is there is read on any day.
"""

from datetime import date, timedelta
from functools import cache
from typing import Final

_MONDAY: Final = 0
_THURSDAY: Final = 3
_SATURDAY: Final = 5
_SUNDAY: Final = 6
_DAY: Final = timedelta(days=1)
_FIRST_JUNETEENTH: Final = 2021

CLOSED_BY_ORDER: Final = frozenset(
    map(
        date.fromisoformat,
        (
            "2001-12-24",  # Executive Order 13238
            "2003-12-26",  # 13320
            "2004-06-11",  # 13343, mourning of Ronald Reagan
            "2007-01-02",  # 13421, mourning of Gerald Ford
            "2007-12-24",  # 13453
            "2008-12-26",  # 13482
            "2012-12-24",  # 13633
            "2014-12-26",  # 13682
            "2018-12-05",  # 13852, mourning of George H. W. Bush
            "2018-12-24",  # 13854
            "2019-12-24",  # 13900
            "2020-12-24",  # 13965
            "2024-12-24",  # 14129
            "2025-01-09",  # 14133, mourning of Jimmy Carter
            "2025-12-24",  # of 18 December 2025
            "2025-12-26",
        ),
    )
)
"""Weekdays on which an order of the President closed the federal government."""


def is_business_day(day: date) -> bool:
    """Whether EDGAR is open on `day`, as far as laws and orders so far say.

    >>> is_business_day(date(2024, 5, 15))
    True
    >>> is_business_day(date(2024, 7, 4))
    False
    """
    # New Year's Day of the next year can be kept on 31 December.
    return day.weekday() < _SATURDAY and day not in (
        federal_holidays(day.year) | federal_holidays(day.year + 1) | CLOSED_BY_ORDER
    )


@cache
def federal_holidays(year: int) -> frozenset[date]:
    """The days on which the holidays of `year` are kept."""
    of_fixed_date = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    if year >= _FIRST_JUNETEENTH:
        of_fixed_date.append(date(year, 6, 19))
    return frozenset(
        [
            *map(_kept_on, of_fixed_date),
            _nth(year, 1, _MONDAY, 3),  # Birthday of Martin Luther King, Jr.
            _nth(year, 2, _MONDAY, 3),  # Washington's Birthday
            _nth(year, 6, _MONDAY, 1) - 7 * _DAY,  # Memorial Day, the last Monday of May
            _nth(year, 9, _MONDAY, 1),  # Labor Day
            _nth(year, 10, _MONDAY, 2),  # Columbus Day
            _nth(year, 11, _THURSDAY, 4),  # Thanksgiving Day
        ]
    )


def _kept_on(holiday: date) -> date:
    """The weekday on which a holiday of fixed date is kept."""
    if holiday.weekday() == _SATURDAY:
        return holiday - _DAY
    if holiday.weekday() == _SUNDAY:
        return holiday + _DAY
    return holiday


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    """The first, second, ... such weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
