"""Paths of filings, indexes, RSS files, the Feed and headers.

Paths are relative to `Archives/`, as indexes write them, and the same at the SEC, in a mirror and
in the store of raw archives.
"""

from datetime import date
from typing import Final
from urllib.parse import urlsplit

from transforms.edgar.accession import quarter_of

SEC: Final = "https://www.sec.gov"
"""What `/Archives/` follows."""


def is_of_sec(url: str) -> bool:
    """Whether a server is the SEC's, however its address is written: its limits are for all.

    >>> is_of_sec("http://WWW.SEC.GOV:80/"), is_of_sec("http://localhost/sec.gov")
    (True, False)
    """
    host = (urlsplit(url).hostname or "").rstrip(".")
    return host == "sec.gov" or host.endswith(".sec.gov")


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
    return f"edgar/full-index/{_folder_of(quarter)}/{name}"


def daily_index_path(day: date, name: str = "master") -> str:
    """Where the index of what was disseminated on `day` lies; a day without filings has none.

    >>> daily_index_path(date(2024, 5, 15))
    'edgar/daily-index/2024/QTR2/master.20240515.idx'
    """
    return f"edgar/daily-index/{_folder_of(quarter_of(day))}/{name}.{day:%Y%m%d}.idx"


def rss_path(month: date) -> str:
    """Where the RSS file of all XBRL filings of a month, any day of it, lies; the first is of April 2005."""
    return f"edgar/monthly/xbrlrss-{month:%Y-%m}.xml"


def feed_path(day: date) -> str:
    """Where the Feed archive of every submission disseminated on `day` lies."""
    return f"edgar/Feed/{_folder_of(quarter_of(day))}/{day:%Y%m%d}.nc.tar.gz"


def header_path(cik: int, accession: str) -> str:
    """Where the submission header of a filing lies on its own."""
    return f"{folder_path(cik, accession)}/{accession}.hdr.sgml"


def feed_submission_path(cik: int, accession: str) -> str:
    """Where the store keeps a submission cut out of the Feed; EDGAR itself has no such file."""
    return f"edgar/data/{cik}/{accession}.nc"


def _folder_of(quarter: int) -> str:
    return f"{quarter // 10}/QTR{quarter % 10}"
