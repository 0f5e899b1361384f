"""Builders of what EDGAR wraps documents in: zip, full submission text, folder, indexes."""

import binascii
import gzip
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

_MIDNIGHT: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Company:
    """A filer, as a submission header describes it."""

    cik: int
    name: str
    sic: str = "INSTRUMENTS FOR MEASURING [3825]"
    state: str = "DE"
    fiscal_year_end: str = "1231"
    file_number: str | None = None


@dataclass(frozen=True)
class Submission:
    """What the index and the header say of a filing.

    `block` is the header's word for the role of the companies, `FILER` or `FILED FOR`.
    """

    accession: str
    form: str
    filed: date
    companies: tuple[Company, ...]
    period: date | None = None
    accepted: str = "163105"
    published: date | None = None
    block: str = "FILER"


@dataclass(frozen=True)
class Attachment:
    """A document of a submission, with its EDGAR type."""

    type: str
    name: str
    content: bytes
    description: str | None = None


def zip_archive(files: Mapping[str, bytes]) -> bytes:
    """A zip of files, the same bytes each time."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _MIDNIGHT)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return buffer.getvalue()


def submission(filing: Submission, documents: Iterable[Attachment]) -> bytes:
    """A full submission text in the dialect of the archives."""
    published = f"{filing.published or filing.filed:%Y%m%d}"
    lines = [
        f"<SEC-DOCUMENT>{filing.accession}.txt : {published}",
        f"<SEC-HEADER>{filing.accession}.hdr.sgml : {published}",
        f"<ACCEPTANCE-DATETIME>{filing.filed:%Y%m%d}{filing.accepted}",
        *(["<PRIVATE-TO-PUBLIC>"] if filing.published else []),
        f"ACCESSION NUMBER:\t\t{filing.accession}",
        f"CONFORMED SUBMISSION TYPE:\t{filing.form}",
        f"PUBLIC DOCUMENT COUNT:\t\t{len(documents := list(documents))}",
        *([f"CONFORMED PERIOD OF REPORT:\t{filing.period:%Y%m%d}"] if filing.period else []),
        f"FILED AS OF DATE:\t\t{filing.filed:%Y%m%d}",
        *(line for company in filing.companies for line in _company(filing, company)),
        "</SEC-HEADER>",
    ]
    head = "".join(f"{line}\n" for line in lines).encode("latin-1")
    return head + b"".join(map(_sgml_document, enumerate(documents, 1))) + b"</SEC-DOCUMENT>\n"


def feed_submission(filing: Submission, documents: Iterable[Attachment]) -> bytes:
    """A submission in the dialect of the feed and of `.hdr.sgml`: tags that do not close."""
    block = filing.block.replace(" ", "-")
    lines = [
        "<SUBMISSION>",
        f"<ACCESSION-NUMBER>{filing.accession}",
        f"<TYPE>{filing.form}",
        f"<PUBLIC-DOCUMENT-COUNT>{len(documents := list(documents))}",
        *([f"<PERIOD>{filing.period:%Y%m%d}"] if filing.period else []),
        f"<FILING-DATE>{filing.filed:%Y%m%d}",
    ]
    for company in filing.companies:
        lines += [
            f"<{block}>",
            "<COMPANY-DATA>",
            f"<CONFORMED-NAME>{company.name}",
            f"<CIK>{company.cik:010}",
            f"<ASSIGNED-SIC>{company.sic[-5:-1]}",
            f"<STATE-OF-INCORPORATION>{company.state}",
            f"<FISCAL-YEAR-END>{company.fiscal_year_end}",
            "</COMPANY-DATA>",
            "<FILING-VALUES>",
            f"<FORM-TYPE>{filing.form}",
            *([f"<FILE-NUMBER>{company.file_number}"] if company.file_number else []),
            "</FILING-VALUES>",
            f"</{block}>",
        ]
    head = "".join(f"{line}\n" for line in lines).encode("latin-1")
    return head + b"".join(map(_sgml_document, enumerate(documents, 1))) + b"</SUBMISSION>\n"


def uuencode(name: str, content: bytes) -> bytes:
    """Binary content as submissions carry it."""
    chunks = (content[start : start + 45] for start in range(0, len(content), 45))
    body = b"".join(map(binascii.b2a_uu, chunks))
    return f"begin 644 {name}\n".encode() + body + b"\nend\n"


def master_index(filings: Iterable[Submission], title: str = "Master") -> bytes:
    """`master.idx`, or `xbrl.idx` with that title: a row for each filer of each filing."""
    rows = [
        f"{company.cik}|{company.name}|{filing.form}|{filing.filed}|{_path(company, filing)}"
        for company, filing in _by_company(filings)
    ]
    head = [
        *_preamble(f"{title} Index of EDGAR Dissemination Feed"),
        "CIK|Company Name|Form Type|Date Filed|Filename",
        "-" * 80,
    ]
    return "".join(f"{line}\n" for line in (*head, *rows)).encode("latin-1")


def form_index(filings: Iterable[Submission]) -> bytes:
    """`form.idx`: padded columns, of which the first is wider than its heading."""
    rows = sorted(
        f"{filing.form:<17}{company.name:<62}{company.cik:<12}{filing.filed}  "
        f"{_path(company, filing)}"
        for company, filing in _by_company(filings)
    )
    head = [
        *_preamble("Master Index of EDGAR Dissemination Feed by Form Type"),
        f"{'Form Type':<12}{'Company Name':<62}{'CIK':<12}{'Date Filed':<12}File Name",
        "-" * 141,
    ]
    return "".join(f"{line}\n" for line in (*head, *rows)).encode("latin-1")


def gzipped(content: bytes) -> bytes:
    """`content` as gzip, the same bytes each time."""
    return gzip.compress(content, mtime=0)


def _preamble(title: str) -> list[str]:
    return [
        f"Description:           {title}",
        "Last Data Received:    the end of the quarter",
        "Comments:              invented filings, for a first run",
        " ",
        " ",
    ]


def _by_company(filings: Iterable[Submission]) -> list[tuple[Company, Submission]]:
    pairs = ((company, filing) for filing in filings for company in filing.companies)
    return sorted(pairs, key=lambda pair: (str(pair[0].cik), pair[1].form, pair[1].accession))


def _path(company: Company, filing: Submission) -> str:
    return f"edgar/data/{company.cik}/{filing.accession}.txt"


def _company(filing: Submission, company: Company) -> list[str]:
    return [
        "",
        f"{filing.block}:",
        "",
        "\tCOMPANY DATA:\t",
        f"\t\tCOMPANY CONFORMED NAME:\t\t\t{company.name}",
        f"\t\tCENTRAL INDEX KEY:\t\t\t{company.cik:010}",
        f"\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\t{company.sic}",
        f"\t\tSTATE OF INCORPORATION:\t\t\t{company.state}",
        f"\t\tFISCAL YEAR END:\t\t\t{company.fiscal_year_end}",
        "",
        "\tFILING VALUES:",
        f"\t\tFORM TYPE:\t\t{filing.form}",
        *([f"\t\tSEC FILE NUMBER:\t{company.file_number}"] if company.file_number else []),
    ]


def _sgml_document(numbered: tuple[int, Attachment]) -> bytes:
    number, document = numbered
    head = [
        "<DOCUMENT>",
        f"<TYPE>{document.type}",
        f"<SEQUENCE>{number}",
        f"<FILENAME>{document.name}",
        *([f"<DESCRIPTION>{document.description}"] if document.description else []),
        "<TEXT>\n",
    ]
    wrapper = _wrapper(document)
    opening = f"<{wrapper}>\n" if wrapper else ""
    closing = f"\n</{wrapper}>" if wrapper else ""
    body = document.content
    if document.name.endswith((".pdf", ".zip", ".jpg", ".gif", ".xlsx")):
        body = uuencode(document.name, body)
    start = "\n".join(head) + opening
    return start.encode("latin-1") + body + f"{closing}\n</TEXT>\n</DOCUMENT>\n".encode()


def _wrapper(document: Attachment) -> str | None:
    if document.type.startswith(("EX-101", "EX-100")) or b"/inlineXBRL" in document.content:
        return "XBRL"
    if document.name.endswith(".pdf"):
        return "PDF"
    return "XML" if document.name.endswith(".xml") else None
