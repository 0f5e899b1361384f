"""A filing: how an index names it, what its header says, and the documents it holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, Literal

from transforms.codes import Code
from transforms.errors import Reject

Container = Literal["zip", "submission", "folder", "feed"]
HeaderSource = Literal["submission", "hdr_sgml", "rss", "index"]

CONTAINERS: Final[dict[Container, Code]] = {
    "zip": Code("Archive of the XBRL documents, <accession>-xbrl.zip", "EDGAR folder of a filing"),
    "submission": Code("Full submission text file, <accession>.txt", "EDGAR PDS specification"),
    "folder": Code("Documents as files of their own in one directory"),
    "feed": Code(
        "Submission cut out of the Feed of a day, <accession>.nc", "EDGAR PDS specification"
    ),
}

HEADER_SOURCES: Final[dict[HeaderSource, Code]] = {
    "submission": Code("Header of the submission", "EDGAR PDS specification"),
    "hdr_sgml": Code("File <accession>.hdr.sgml", "EDGAR folder of a filing"),
    "rss": Code("Monthly RSS file of XBRL filings", "EDGAR monthly/xbrlrss-YYYY-MM.xml"),
    "index": Code(
        "Row of the index alone: no header was found", "EDGAR full-index and daily-index"
    ),
}


@dataclass(frozen=True, slots=True)
class FilingRef:
    """A filing as the index names it: what is shuffled in place of the filing itself.

    Attributes:
        accession_number: `0000000000-YY-NNNNNN`.
        cik: Lowest of `ciks`.
        ciks: Every filer's CIK that the index lists for this accession, ascending.
        company_name: Name on the row of `cik`.
        form_type: As the index spells it, `10-K/A`.
        filing_date: "Date Filed" of the index; it decides the partition.
        paths: `edgar/data/<cik>/<accession>.txt` of each filer, lowest CIK first.
    """

    accession_number: str
    cik: int
    ciks: tuple[int, ...]
    company_name: str | None
    form_type: str
    filing_date: date
    paths: tuple[str, ...]

    @property
    def order(self) -> tuple[date, str]:
        """What filings are ordered by: filing date, then accession number."""
        return self.filing_date, self.accession_number

    @property
    def path_ciks(self) -> tuple[int, ...]:
        """The CIK in each of `paths`; it need not be one of `ciks`."""
        return tuple(int(path.split("/")[2]) for path in self.paths)


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a filing.

    Attributes:
        name: File name as the filing gives it; a label, never used as a path.
        content: The document's bytes, without the wrapper of a submission.
        type: EDGAR document type such as `EX-101.CAL` or `10-K`, where the container tells.
        description: What the filer called it, where the container tells.
    """

    name: str
    content: bytes
    type: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Filer:
    """A filer, subject company or addressee of a submission header."""

    cik: int
    name: str | None = None
    sic: str | None = None
    state_of_incorporation: str | None = None
    fiscal_year_end: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What a submission header, `.hdr.sgml` or an RSS item says of a filing; unknown is None.

    `accepted_at` is UTC; headers give US Eastern time. `filers` keeps the header's order.
    `published_on` is the date of the `<SEC-DOCUMENT>` line: when it was disseminated.
    """

    accession_number: str | None = None
    form_type: str | None = None
    filing_date: date | None = None
    accepted_at: datetime | None = None
    period_of_report: date | None = None
    published_on: date | None = None
    file_numbers: tuple[str, ...] = ()
    filers: tuple[Filer, ...] = ()

    def completed(self, known: "Header") -> "Header":
        """The header with what it lacks from `known`, whose accession number counts."""
        return replace(
            self,
            accession_number=known.accession_number,
            form_type=self.form_type or known.form_type,
            filing_date=self.filing_date or known.filing_date,
            filers=self.filers or known.filers,
        )


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing with what could be read of it.

    Attributes:
        header: What is known of it; from the index alone where the container has no header.
        header_source: Where `header` came from.
        container: What held the documents.
        source: Path of the container below `Archives/edgar`, without host.
        documents: Those that hold what we look for; names are unique.
        archive_sha256: Of the container's bytes.
        archive_bytes: Size of the container.
        rejects: What of it could not be read.
        passed_over: Names of the HTML documents of an archive that show no XBRL.
    """

    header: Header
    header_source: HeaderSource
    container: Container | None
    source: str | None
    documents: Sequence[Document] = ()
    archive_sha256: str | None = None
    archive_bytes: int | None = None
    rejects: Sequence[Reject] = field(default=())
    passed_over: Sequence[str] = ()
