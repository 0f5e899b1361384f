"""Accession numbers, and the quarters of filings.

An accession number is `0000320193-25-000079`: ten digits of the submitter (a filing agent as
often as the company; all zeros for the staff of the SEC), the year, and a sequence. In folder
names it stands without its dashes.
"""

import re
from datetime import date
from typing import Final

from transforms.edgar.errors import EdgarError

# 0000320193-24-000123
_DASHED: Final = re.compile(r"\d{10}-\d{2}-\d{6}", re.ASCII)
# 000032019324000123
_BARE: Final = re.compile(r"(\d{10})(\d{2})(\d{6})", re.ASCII)


def is_accession_number(text: str) -> bool:
    """Whether `text` is an accession number with its dashes."""
    return _DASHED.fullmatch(text) is not None


def accession_number(text: str) -> str:
    """The accession number that `text` writes with or without dashes.

    >>> accession_number("000032019325000079")
    '0000320193-25-000079'

    Raises:
        EdgarError: `accession-number` if it is neither.
    """
    if is_accession_number(text):
        return text
    bare = _BARE.fullmatch(text)
    if bare is None:
        raise EdgarError(
            "accession-number",
            f"{text[:60]!r} is not an accession number: ten digits, two and six, with or without dashes",
        )
    return "-".join(bare.groups())


def quarter_of(day: date) -> int:
    """Year and quarter as one number, `filing_quarter` of every dataset.

    >>> quarter_of(date(2024, 3, 31))
    20241
    """
    return day.year * 10 + (day.month + 2) // 3
