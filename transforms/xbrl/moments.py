"""Dates and times of XML Schema as moments (XML Schema 1.0 part 2 §3.2.7 to §3.2.9)."""

import re
from datetime import date, datetime, time, timedelta

# `2024-12-31`, `2024-12-31T00:00:00Z`, `2024-12-31T24:00:00.0-05:00`
_DATE_TIME = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)"
    r"(?:T(?P<time>\d\d:\d\d:\d\d)(?:\.(?P<fraction>\d{1,6})\d*)?)?"
    r"(?P<zone>Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?",
    re.ASCII,
)


def read_moment(text: str) -> tuple[date, datetime, bool]:
    """Day and moment of a date or dateTime, and whether it has a time; a date is its midnight.

    A moment with a time zone keeps it; it is equal to the same one of another, and to none without.

    Raises:
        ValueError: Not a date or dateTime of XML Schema, or outside the years 1 to 9999.
        OverflowError: The end of the last day there is.
    """
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"{text[:40]!r} is not a date")
    day = date.fromisoformat(match["date"])
    clock = match["time"] or "00:00:00"
    fraction = int((match["fraction"] or "").ljust(6, "0"))
    if clock == "24:00:00" and not fraction:
        day, clock = day + timedelta(days=1), "00:00:00"
    moment = datetime.combine(day, time.fromisoformat(clock)) + timedelta(microseconds=fraction)
    if match["zone"]:
        zone = datetime.fromisoformat(f"2000-01-01T00:00:00{match['zone']}").tzinfo
        moment = moment.replace(tzinfo=zone)
    return day, moment, match["time"] is not None
