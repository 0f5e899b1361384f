"""Transformations of dates: xs:date, xs:gMonthDay or xs:gYearMonth out of what is shown."""

import re
from calendar import isleap
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Final

from transforms.xbrl.errors import ValueTextError
from transforms.xbrl.instance.transformations.months import fold, month_numbers, month_pattern
from transforms.xbrl.instance.transformations.numbers import Transformation

_DAY: Final = r"(?P<day>\d{1,2})"
_MONTH: Final = r"(?P<month>\d{1,2})"
_YEAR: Final = r"(?P<year>\d{4}|\d{1,2})"
_LEAP_YEAR: Final = 2000
_ERAS: Final = {"明": 1867, "大": 1911, "昭": 1925, "平": 1988, "令": 2018}
# `平成26年3月31日`
_ERA = re.compile(
    r"\s*(?P<era>明治?|大正?|昭和?|平成?|令和?)\s*(?P<year>\d{1,2}|元)\s*年"
    r"\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?\s*"
)


def date_parts(order: str, language: str | None = None) -> Transformation:
    """A date whose parts stand in `order`, such as `day-month-year`, with anything between.

    Args:
        order: Two or three of `day`, `month`, `year`.
        language: Language of the month's name; None where it is a number.
    """
    month = month_pattern(language) if language else _MONTH
    parts = {"day": _DAY, "month": month, "year": _YEAR}
    names = order.split("-")
    pattern = parts[names[0]]
    for before, name in pairwise(names):
        named_month = language is not None and "month" in {before, name}
        pattern += (r"\D*" if named_month else r"\D+") + parts[name]

    @cache  # compiled at first use: there are over a hundred, and a filing has one or two of them
    def compiled() -> re.Pattern[str]:
        return re.compile(rf"\s*{pattern}\D*")

    numbers = month_numbers(language) if language else None

    def transform(text: str) -> str:
        match = compiled().fullmatch(fold(text))
        if match is None:
            raise _no_date(text)
        found = match.groupdict()
        found["month"] = str(numbers[found["month"]]) if numbers else found["month"]
        return _lexical(text, found)

    return transform


def japanese_era_date(text: str) -> str:
    """A date in a Japanese era, `令和6年3月31日`, or its month."""
    match = _ERA.fullmatch(fold(text))
    if match is None:
        raise _no_date(text)
    found = match.groupdict()
    year = 1 if found["year"] == "元" else int(found["year"] or 0)
    return _lexical(text, found | {"year": str(_ERAS[match["era"][0]] + year)})


def saka_date(text: str) -> str:
    """A date of the Indian national calendar, as the Gregorian date."""
    match = _SAKA.fullmatch(fold(text))
    if match is None:
        raise _no_date(text)
    year = int(match["year"])
    if year < 100:
        year += 1900 if year > 21 else 2000
    month, day = month_numbers("saka")[match["month"]], int(match["day"])
    leap = isleap(year + 78)
    lengths = [31 if leap else 30, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 30]
    if not 1 <= day <= lengths[month - 1]:
        raise _no_date(text)
    new_year = date(year + 78, 3, 21 if leap else 22)
    return (new_year + timedelta(days=sum(lengths[: month - 1]) + day - 1)).isoformat()


# `1 vaisakha 1936`
_SAKA = re.compile(rf"\s*{_DAY}\D+?{month_pattern('saka')}\D*(?P<year>\d{{4}}|\d{{2}})\s*")


def _lexical(text: str, found: dict[str, str | None]) -> str:
    """The value of the parts found; one without year is checked against a leap year.

    A year of one or two digits is one of this century; one of four is as it stands.
    """
    year = found.get("year")
    number = int(year) if year else _LEAP_YEAR
    if year and len(year) <= 2:
        number += 2000
    try:
        day = date(number, int(found["month"] or 0), int(found.get("day") or 1))
    except ValueError:
        raise _no_date(text) from None
    if not year:
        return f"--{day:%m-%d}"
    return day.isoformat() if found.get("day") else f"{number:04d}-{day:%m}"


def _no_date(text: str) -> ValueTextError:
    return ValueTextError("invalid-format-text", f"{text[:80]!r} is not such a date")


def quarter_end(text: str) -> str:
    """Last day of a calendar quarter, `third quarter of 2023` (SEC: datequarterend)."""
    match = _QUARTER.fullmatch(text) or _YEAR_QUARTER.fullmatch(text)
    if match is None:
        raise _no_date(text)
    end = {"1": "03-31", "2": "06-30", "3": "09-30", "4": "12-31"}
    ordinals = {"first": "1", "second": "2", "third": "3", "fourth": "4", "last": "4"}
    quarter = match["quarter"].lower()
    return f"{match['year']}-{end[ordinals.get(quarter, quarter)]}"


_ORDINAL: Final = r"(?P<quarter>[1-4]|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast)"
# `first quarter 2024`
_QUARTER = re.compile(rf"(?:[^\W\d]\D*?)?{_ORDINAL}\D*(?P<year>\d{{4}})")
# `2024 Q1`
_YEAR_QUARTER = re.compile(rf"(?P<year>\d{{4}})\D*?{_ORDINAL}(?:\D.*\w+)?")

REGISTRY_3: Final[dict[str, Transformation]] = {
    "calindaymonthyear": saka_date,
    "datedaymonth": date_parts("day-month"),
    "datedaymonthdk": date_parts("day-month", "da"),
    "datedaymonthen": date_parts("day-month", "en"),
    "datedaymonthyear": date_parts("day-month-year"),
    "datedaymonthyeardk": date_parts("day-month-year", "da"),
    "datedaymonthyearen": date_parts("day-month-year", "en"),
    "datedaymonthyearin": date_parts("day-month-year", "hi"),
    "dateerayearmonthdayjp": japanese_era_date,
    "dateerayearmonthjp": japanese_era_date,
    "datemonthday": date_parts("month-day"),
    "datemonthdayen": date_parts("month-day", "en"),
    "datemonthdayyear": date_parts("month-day-year"),
    "datemonthdayyearen": date_parts("month-day-year", "en"),
    "datemonthyear": date_parts("month-year"),
    "datemonthyeardk": date_parts("month-year", "da"),
    "datemonthyearen": date_parts("month-year", "en"),
    "datemonthyearin": date_parts("month-year", "hi"),
    "dateyearmonthcjk": date_parts("year-month"),
    "dateyearmonthday": date_parts("year-month-day"),
    "dateyearmonthdaycjk": date_parts("year-month-day"),
    "dateyearmonthen": date_parts("year-month", "en"),
}

_DAY_FIRST: Final = "bg cs da de el en es et fi fr hr it nl no pl pt ro sk sl sv"


def _named(languages: str, *orders: str) -> dict[str, Transformation]:
    return {
        f"date-{order.replace('month', 'monthname')}-{language}": date_parts(order, language)
        for language in languages.split()
        for order in orders
    }


REGISTRY_4: Final[dict[str, Transformation]] = {
    "date-day-month": date_parts("day-month"),
    "date-day-month-year": date_parts("day-month-year"),
    "date-month-day": date_parts("month-day"),
    "date-month-day-year": date_parts("month-day-year"),
    "date-month-year": date_parts("month-year"),
    "date-year-month": date_parts("year-month"),
    "date-year-month-day": date_parts("year-month-day"),
    **_named(_DAY_FIRST, "day-month", "day-month-year", "month-year"),
    **_named("en", "month-day", "month-day-year", "year-month"),
    **_named("hi", "day-month-year", "month-year"),
    **_named("hu", "month-day", "year-month", "year-month-day"),
    **_named("lt", "month-day", "year-month", "year-month-day"),
    **_named("lv", "day-month", "year-month", "year-day-month"),
    "date-day-monthroman": date_parts("day-month", "roman"),
    "date-day-monthroman-year": date_parts("day-month-year", "roman"),
    "date-monthroman-year": date_parts("month-year", "roman"),
    "date-ind-day-monthname-year-hi": saka_date,
    "date-jpn-era-year-month-day": japanese_era_date,
    "date-jpn-era-year-month": japanese_era_date,
}

REGISTRY_5: Final[dict[str, Transformation]] = {
    **REGISTRY_4,
    **_named("cy", "day-month", "day-month-year", "month-year"),
}
