"""The monthly RSS file of XBRL filings: headers of a whole month in one request.

An `-xbrl.zip` has no header. The RSS item of its filing gives acceptance time, period, file
number, SIC and fiscal year end. Its elements stand in a namespace that was written with http,
later with https; the local names did not change. Filings of several filers have several items.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from lxml import etree

from transforms.edgar.accession import is_accession_number
from transforms.edgar.errors import RssError
from transforms.edgar.filing import Filer, Header
from transforms.edgar.values import cik_of, date_of, instant_of, month_day_of, sic_of
from transforms.errors import Reject
from transforms.safe_xml import SAFE_XML

NAMESPACES: Final = (
    "http://www.sec.gov/Archives/edgar",
    "https://www.sec.gov/Archives/edgar",
)


def read_rss(name: str, stream: BinaryIO) -> tuple[dict[str, Header], list[Reject]]:
    """Headers by accession number, and the items that name no filing.

    Args:
        name: Of the file, for messages.
        stream: Its bytes; read once, an item at a time.

    Raises:
        RssError: `not-well-formed` or `not-an-rss-file`.
    """
    headers: dict[str, Header] = {}
    rejects = []
    for line, fields in _items(name, stream):
        header = _header(fields)
        if header.accession_number is None:
            given = fields.get("accessionNumber", "")
            message = f"{given[:60]!r} is not an accession number"
            rejects.append(Reject("discover", "rss-item", message, name, line))
        elif header.accession_number in headers:
            known = headers[header.accession_number]
            headers[header.accession_number] = _with_filer_of(known, header)
        else:
            headers[header.accession_number] = header
    return headers, rejects


def _items(name: str, stream: BinaryIO) -> Iterator[tuple[int | None, dict[str, str]]]:
    """Line and text fields of each filing."""
    root = None
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=["rss", *(f"{{{namespace}}}xbrlFiling" for namespace in NAMESPACES)],
        **SAFE_XML,
    )
    try:
        for event, element in events:
            if event == "start":
                root = element if root is None else root
            elif element is not root:
                yield element.sourceline, _fields(element)
                _forget(element)
    except etree.XMLSyntaxError as error:
        raise RssError("not-well-formed", f"{name}: {error}", file=name) from error
    if root is None or root.tag != "rss":
        raise RssError("not-an-rss-file", f"{name}: no rss element", file=name)


def _fields(filing: etree._Element) -> dict[str, str]:
    return {
        etree.QName(child).localname: (child.text or "").strip()
        for child in filing.iterchildren(tag=etree.Element)
    }


def _forget(filing: etree._Element) -> None:
    """Free the item of `filing` and what stands before it."""
    item = filing.getparent()
    if item is None or (channel := item.getparent()) is None:
        return
    filing.clear()
    while item.getprevious() is not None:
        del channel[0]


def _header(fields: dict[str, str]) -> Header:
    accession = fields.get("accessionNumber", "")
    file_number = fields.get("fileNumber")
    cik = cik_of(fields.get("cikNumber", ""))
    filer = cik and Filer(
        cik=cik,
        name=fields.get("companyName") or None,
        sic=sic_of(fields.get("assignedSic", "")),
        fiscal_year_end=month_day_of(fields.get("fiscalYearEnd", "")),
    )
    month, _, rest = fields.get("filingDate", "").partition("/")
    day, _, year = rest.partition("/")
    return Header(
        accession_number=accession if is_accession_number(accession) else None,
        form_type=fields.get("formType") or None,
        filing_date=date_of(year + month + day),
        accepted_at=instant_of(fields.get("acceptanceDatetime")),
        period_of_report=date_of(fields.get("period")),
        file_numbers=(file_number,) if file_number else (),
        filers=(filer,) if filer else (),
    )


def _with_filer_of(header: Header, other: Header) -> Header:
    """The header with the filers and file numbers that another item of the filing gives."""
    known = {filer.cik for filer in header.filers}
    added = tuple(filer for filer in other.filers if filer.cik not in known)
    return replace(
        header,
        filers=header.filers + added,
        file_numbers=tuple(dict.fromkeys(header.file_numbers + other.file_numbers)),
    )
