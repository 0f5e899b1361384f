"""Dates as letters write them: `December 9, 2022`, `9th Dec. 2022`, `12/9/2022`, `2022-12-09`."""

import re
from datetime import date
from typing import Final

_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
"""Pattern of a month, whole or cut."""
DATE: Final = (
    rf"(?:{MONTH},?\s{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?\s?[,.]?\s{{0,3}}(?:19|20)\d\d"
    rf"|\b\d{{1,2}}(?:(?:st|nd|rd|th)(?:\sof)?)?\s{{1,3}}{MONTH},?\s{{1,3}}(?:19|20)\d\d"
    r"|\b\d{1,2}/\d{1,2}/(?:(?:19|20)\d\d|\d\d)\b|\b(?:19|20)\d\d-\d\d-\d\d\b)"
)
"""Pattern of a date, without groups, for use in larger patterns that ignore case."""

DAY: Final = rf"{MONTH}\s{{1,3}}\d{{1,2}}"
"""Pattern of a day without its year: `March 31` of `March 31 and June 30, 2022`."""

# `December 9, 2022`
WRITTEN_DATE: Final = re.compile(DATE, re.IGNORECASE)
"""A date by itself."""
_ORDINALS: Final = frozenset(("st", "nd", "rd", "th", "of"))
# `december`
_PARTS: Final = re.compile(r"[a-z]+|\d+")


def dates(text: str) -> list[date]:
    """All dates in `text`, in order; what is no date of the calendar is left out."""
    found = (parse_date(match.group()) for match in WRITTEN_DATE.finditer(text))
    return [day for day in found if day is not None]


def first_date(text: str) -> date | None:
    """The first date in `text`."""
    return next(iter(dates(text)), None)


def parse_date(text: str) -> date | None:
    """The date that `text`, matched by `DATE`, stands for; None for a day like February 30."""
    parts = [part for part in _PARTS.findall(text.lower()) if part not in _ORDINALS]
    try:
        if "/" in text:
            month, day, year = map(int, parts)
            return date(year if year > 99 else 2000 + year, month, day)
        if "-" in text:
            return date.fromisoformat(text)
        if parts[0].isdigit():
            parts[0], parts[1] = parts[1], parts[0]
        return date(int(parts[2]), _MONTHS.index(parts[0][:3]) + 1, int(parts[1]))
    except ValueError:
        return None
