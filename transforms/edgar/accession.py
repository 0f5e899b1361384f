"""Accession numbers, and the paths and quarters that follow from them.

An accession number is `0000320193-25-000079`: ten digits of the submitter (a filing agent as
often as the company; all zeros for the staff of the SEC), the year, and a sequence. In folder
names it stands without its dashes. Paths are relative to `Archives/`, as indexes write them.
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


def submission_path(cik: int, accession: str) -> str:
    """Where the full submission text lies, which is also what an index row names."""
    return f"edgar/data/{cik}/{accession}.txt"


def folder_path(cik: int, accession: str) -> str:
    """The folder of the filing's loose documents, without a slash at its end."""
    return f"edgar/data/{cik}/{accession.replace('-', '')}"


def archive_path(cik: int, accession: str) -> str:
    """Where the zip of the filing's XBRL documents lies."""
    return f"{folder_path(cik, accession)}/{accession}-xbrl.zip"


def index_path(quarter: int, name: str) -> str:
    """Where the full index `name` of a quarter lies.

    >>> index_path(20241, "master.idx")
    'edgar/full-index/2024/QTR1/master.idx'
    """
    return f"edgar/full-index/{quarter // 10}/QTR{quarter % 10}/{name}"
