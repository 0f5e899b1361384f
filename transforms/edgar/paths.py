"""Where EDGAR keeps things.

Every path is relative to `Archives/`, as the indexes write it (`edgar/data/…`), has no leading
slash and is the same at the SEC, in a mirror and in the store of raw archives.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

FIRST_QUARTER_YEAR = 1993
_QUARTER = re.compile(r"(\d{4})Q([1-4])", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a calendar year, the unit of the full index: `2024Q1`."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """The quarter that `text` names as `2024Q1`.

        Raises:
            ValueError: It is written otherwise, or lies before the first index.
        """
        match = _QUARTER.fullmatch(text)
        if match is None or int(match[1]) < FIRST_QUARTER_YEAR:
            raise ValueError(f"{text!r} is not a quarter such as 2024Q1, from 1993Q1 on")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter in which `day` lies."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def following(self) -> Self:
        """The quarter after this one."""
        year, index = divmod(self.year * 4 + self.number, 4)
        return type(self)(year, index + 1)

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """Its three months, as (year, month)."""
        return tuple((self.year, self.number * 3 + offset) for offset in (-2, -1, 0))

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"


def quarters(first: Quarter, last: Quarter) -> list[Quarter]:
    """The quarters from `first` to `last`, both included; empty if `last` lies before."""
    found = []
    while first <= last:
        found.append(first)
        first = first.following
    return found


def full_index(quarter: Quarter, kind: str = "master") -> str:
    """The full index of `quarter`; `kind` is `master`, `xbrl`, `form` or `company`."""
    return f"edgar/full-index/{quarter.year}/QTR{quarter.number}/{kind}.idx"


def daily_index(day: date, kind: str = "master") -> str:
    """The index of what was disseminated on `day`; a day without filings has none."""
    quarter = Quarter.of(day)
    return f"edgar/daily-index/{quarter.year}/QTR{quarter.number}/{kind}.{day:%Y%m%d}.idx"


def xbrl_rss(year: int, month: int) -> str:
    """The RSS file of all XBRL filings of a month; the first is of April 2005."""
    return f"edgar/monthly/xbrlrss-{year:04}-{month:02}.xml"


def feed(day: date) -> str:
    """The daily Feed archive of every submission disseminated on `day`."""
    quarter = Quarter.of(day)
    return f"edgar/Feed/{quarter.year}/QTR{quarter.number}/{day:%Y%m%d}.nc.tar.gz"


def folder(cik: int, accession_number: str) -> str:
    """The folder of a filing, under one of its filers."""
    return f"edgar/data/{cik}/{accession_number.replace('-', '')}"


def xbrl_zip(cik: int, accession_number: str) -> str:
    """The archive of a filing's XBRL documents; it has no submission header."""
    return f"{folder(cik, accession_number)}/{accession_number}-xbrl.zip"


def header_sgml(cik: int, accession_number: str) -> str:
    """The submission header alone."""
    return f"{folder(cik, accession_number)}/{accession_number}.hdr.sgml"


def submission(cik: int, accession_number: str) -> str:
    """The full submission text, as the indexes name it."""
    return f"edgar/data/{cik}/{accession_number}.txt"


def feed_submission(cik: int, accession_number: str) -> str:
    """Where the store keeps a submission cut out of a daily Feed; EDGAR has no such file."""
    return f"edgar/data/{cik}/{accession_number}.nc"
