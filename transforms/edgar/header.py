"""The header of a submission, in each form that EDGAR has given it.

`<SEC-HEADER>`, and `<IMS-HEADER>` before it, writes `KEY:` and tabs; the feed and `.hdr.sgml`
write tags that do not close. The keys differ and the content is the same, so both are read
as one stream of keys and values. A filer begins where its company or owner data begins,
whichever block that stands in: FILER, SUBJECT COMPANY, FILED BY, REPORTING-OWNER, ISSUER,
FILED FOR, DEPOSITOR and more.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from transforms.edgar.accession import is_accession_number
from transforms.edgar.filing import Filer, Header
from transforms.edgar.text import decode
from transforms.edgar.values import cik_of, date_of, instant_of, month_day_of, sic_of

# CENTRAL INDEX KEY:  0000320193, or in the dialect of the Feed <CIK>0000320193
_FIELD = re.compile(r"[\t ]*(?:<([A-Z][A-Z0-9_-]*)>|([A-Z][A-Z0-9 /-]*):)(.*)")
# `\r\n`
_LINE_BREAK = re.compile(r"[\r\n]+")

_FILER_BEGINS: Final = frozenset({"COMPANY DATA", "COMPANY-DATA", "OWNER DATA", "OWNER-DATA"})
_KEYS: Final = {
    "ACCESSION NUMBER": "accession_number",
    "ACCESSION-NUMBER": "accession_number",
    "CONFORMED SUBMISSION TYPE": "form_type",
    "TYPE": "form_type",
    "CONFORMED PERIOD OF REPORT": "period_of_report",
    "PERIOD": "period_of_report",
    "FILED AS OF DATE": "filing_date",
    "FILING-DATE": "filing_date",
    "ACCEPTANCE-DATETIME": "accepted_at",
    "SEC-DOCUMENT": "published_on",
    "IMS-DOCUMENT": "published_on",
    "SEC-HEADER": "published_on",
    "IMS-HEADER": "published_on",
    "SEC FILE NUMBER": "file_number",
    "FILE-NUMBER": "file_number",
    "COMPANY CONFORMED NAME": "name",
    "CONFORMED-NAME": "name",
    "CENTRAL INDEX KEY": "cik",
    "CIK": "cik",
    "STANDARD INDUSTRIAL CLASSIFICATION": "sic",
    "ASSIGNED-SIC": "sic",
    "STATE OF INCORPORATION": "state_of_incorporation",
    "STATE-OF-INCORPORATION": "state_of_incorporation",
    "FISCAL YEAR END": "fiscal_year_end",
    "FISCAL-YEAR-END": "fiscal_year_end",
}


def parse_header(content: bytes) -> Header:
    """What the header in `content` says; damaged or missing values are None. Never fails.

    `content` may begin before the header and be cut short. `accepted_at` is converted from
    US Eastern time; of the hour that occurs twice in autumn the first is taken.
    """
    filing: dict[str, str] = {}
    filers: list[dict[str, str]] = []
    file_numbers: dict[str, None] = {}
    for key, value in _fields(content):
        if key == "filer":
            filers.append({})
        elif key == "file_number":
            file_numbers[value] = None
        else:
            (filers[-1] if filers else filing).setdefault(key, value)
    accession = filing.get("accession_number", "")
    return Header(
        accession_number=accession if is_accession_number(accession) else None,
        form_type=filing.get("form_type"),
        filing_date=date_of(filing.get("filing_date")),
        accepted_at=instant_of(filing.get("accepted_at")),
        period_of_report=date_of(filing.get("period_of_report")),
        published_on=date_of(filing.get("published_on", "").rpartition(":")[2].strip()),
        file_numbers=tuple(file_numbers),
        filers=_filers(filers),
    )


def _fields(content: bytes) -> Iterator[tuple[str, str]]:
    """Keys of `_KEYS` with their values, and `filer` wherever one begins."""
    for line in _LINE_BREAK.split(decode(content)):
        match = _FIELD.fullmatch(line)
        if match is None:
            continue
        name, value = match[1] or match[2], match[3].strip()
        if name in _FILER_BEGINS:
            yield "filer", ""
        elif value and name in _KEYS:
            yield _KEYS[name], value


def _filers(blocks: Iterable[dict[str, str]]) -> tuple[Filer, ...]:
    """Each filer once, as its first block has it, in the header's order."""
    filers: dict[int, Filer] = {}
    for block in blocks:
        cik = cik_of(block.get("cik", ""))
        if cik is not None and cik not in filers:
            filers[cik] = Filer(
                cik=cik,
                name=block.get("name"),
                sic=sic_of(block.get("sic", "")),
                state_of_incorporation=block.get("state_of_incorporation"),
                fiscal_year_end=month_day_of(block.get("fiscal_year_end", "")),
            )
    return tuple(filers.values())
