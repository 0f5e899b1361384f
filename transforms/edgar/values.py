"""Values as EDGAR writes them in headers and RSS items; what is damaged or missing is None."""

import re
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

_EASTERN: Final = ZoneInfo("America/New_York")
# 0000320193
_DIGITS = re.compile(r"\d+", re.ASCII)
# SERVICES-PREPACKAGED SOFTWARE [7372]
_SIC = re.compile(r"(?:.*\[)?(\d{4})\]?", re.ASCII)
# 0930
_MONTH_DAY = re.compile(r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", re.ASCII)


def cik_of(text: str) -> int | None:
    """A CIK of one to ten digits."""
    return int(text) if _DIGITS.fullmatch(text) and len(text) <= 10 and int(text) else None


def sic_of(text: str) -> str | None:
    """The four digits of an industry, alone or in brackets after its name."""
    match = _SIC.fullmatch(text)
    return match[1] if match and match[1] != "0000" else None


def month_day_of(text: str) -> str | None:
    """A day of the year, MMDD."""
    return text if _MONTH_DAY.fullmatch(text) else None


def date_of(text: str | None) -> date | None:
    """A date, YYYYMMDD."""
    if not text or len(text) != 8 or not _DIGITS.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def instant_of(text: str | None) -> datetime | None:
    """A moment, YYYYMMDDhhmmss in US Eastern time, as UTC; the first of a repeated hour."""
    if not text or len(text) != 14 or not _DIGITS.fullmatch(text):
        return None
    try:
        local = datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=_EASTERN)
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
