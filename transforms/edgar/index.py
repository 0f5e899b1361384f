"""Indexes: which filings there are, a row for each filer of each.

A full index covers a quarter, a daily index a day. Both come as `master` and `xbrl`
(fields between bars), `form` and `company` (padded columns), plain or as gzip. How many
lines precede the rows varies, so do the widths of the columns and the form of the dates.
"""

import gzip
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from io import BytesIO
from operator import attrgetter
from typing import Final, NamedTuple

from transforms.edgar.errors import IndexFileError
from transforms.edgar.filing import FilingRef
from transforms.edgar.selection import EVERYTHING, Selection
from transforms.edgar.slices import FIRST_YEAR, LAST_YEAR
from transforms.edgar.text import beginning, decode
from transforms.errors import Reject

MAX_BYTES: Final = 1 << 30
"""A quarter's index takes 41 MB; a file that inflates beyond this limit is not an index."""

# CIK|Company Name|Form Type|Date Filed|Filename
_HEADING = re.compile(rb"^(?:\xef\xbb\xbf)?(CIK\||Form Type|Company Name)", re.MULTILINE)
_COLUMNS: Final = {
    b"CIK|": b"cik|companyname|formtype|datefiled|filename",
    b"Form Type": b"formtypecompanynamecikdatefiledfilename",
    b"Company Name": b"companynameformtypecikdatefiledfilename",
}
"""The heading of each layout, less its spaces: it is padded and at times broken, and has `File Name` as well."""
# ------------------------------
_DASHES = re.compile(rb"^-{10,}[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
# edgar/data/320193/0000320193-24-000123.txt
_PATH = re.compile(rb"edgar/data/\d{1,10}/(\d{10}-\d\d-\d{6})\.txt")
# 2024-11-01, or in daily indexes 20241101
_DATE = re.compile(rb"(\d{4})-?(\d\d)-?(\d\d)")
# The spaces in `10-K    APPLE INC`
_GAP = re.compile(rb"[ \t]{2,}")
_SAMPLE_ROWS: Final = 1000


class IndexRow(NamedTuple):
    """A row of an index: one filer of one filing."""

    cik: int
    company_name: str
    form_type: str
    filing_date: date
    path: str
    accession_number: str


class _Fields(NamedTuple):
    """A row cut into its fields, as written."""

    cik: bytes
    company_name: bytes
    form_type: bytes
    filing_date: bytes
    path: bytes


_Cut = Callable[[bytes], _Fields | None]


def parse_index(
    name: str, content: bytes, selection: Selection = EVERYTHING
) -> tuple[list[IndexRow], list[Reject]]:
    """Rows of the index `name` that `selection` could want, and its damaged rows.

    Form types, dates and accession numbers are selected here, before a row is built. CIKs are
    not: the rows of a filing's other filers would be lost (`group_filings`).

    Raises:
        IndexFileError: `not-an-index` for an error page or anything else without the heading
            of an index, `damaged-gzip`, `index-too-large`.
    """
    content = _inflated(name, content)
    heading, start = _preamble(name, content)
    lines = content[start:].split(b"\n")
    read = _RowReader(selection, _cutter(heading, lines))
    first_line = content.count(b"\n", 0, start) + 1
    rows, rejects = [], []
    for number, line in enumerate(lines, first_line):
        try:
            row = read(line)
        except IndexFileError as error:
            rejects.append(
                Reject(
                    "discover",
                    error.error,
                    f"{error.message}: {decode(line[:200])!r}",
                    name,
                    number,
                )
            )
            continue
        if row is not None:
            rows.append(row)
    return rows, rejects


def group_filings(rows: Iterable[IndexRow]) -> list[FilingRef]:
    """One reference for each accession number, however many filers and rows it has.

    The order of the rows does not matter. Where rows of one filing disagree on form or date,
    that of the lowest CIK is taken. Sorted by filing date, then accession number.
    """
    filings: dict[str, list[IndexRow]] = {}
    for row in rows:
        filings.setdefault(row.accession_number, []).append(row)
    refs = (_reference(filers) for filers in filings.values())
    return sorted(refs, key=attrgetter("order"))


def _reference(rows: list[IndexRow]) -> FilingRef:
    filers = {row.cik: row for row in sorted(rows, reverse=True)}
    ciks = tuple(sorted(filers))
    first = filers[ciks[0]]
    return FilingRef(
        accession_number=first.accession_number,
        cik=first.cik,
        ciks=ciks,
        company_name=first.company_name or None,
        form_type=first.form_type,
        filing_date=first.filing_date,
        paths=tuple(filers[cik].path for cik in ciks),
    )


def _inflated(name: str, content: bytes) -> bytes:
    if content[:2] != b"\x1f\x8b":
        return content
    try:
        with gzip.open(BytesIO(content)) as stream:
            plain = stream.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise IndexFileError("damaged-gzip", f"{name} does not inflate: {error}") from error
    if len(plain) > MAX_BYTES:
        raise IndexFileError("index-too-large", f"{name} inflates beyond {MAX_BYTES} bytes")
    return plain


def _preamble(name: str, content: bytes) -> tuple[bytes, int]:
    """First column of the heading, and where the rows begin: after the line of dashes."""
    heading = _HEADING.search(content, 0, 1 << 16)
    dashes = heading and _DASHES.search(content, heading.end(), heading.end() + (1 << 10))
    if heading is None or dashes is None:
        raise IndexFileError(
            "not-an-index",
            f"{name} has no heading of an index; {beginning(content)}",
            file=name,
        )
    columns = content[heading.start(1) : dashes.start()]
    if b"".join(columns.split()).lower() != _COLUMNS[heading[1]]:
        raise IndexFileError(
            "not-an-index", f"{name} has other columns: {decode(columns[:200])!r}", file=name
        )
    return heading[1], dashes.end()


def _cutter(heading: bytes, lines: list[bytes]) -> _Cut:
    if heading == b"CIK|":
        return _cut_at_bars
    return _PaddedCut(lines, form_first=heading == b"Form Type")


def _cut_at_bars(line: bytes) -> _Fields | None:
    fields = line.split(b"|")
    if len(fields) == 5:
        return _Fields(*fields)
    if len(fields) > 5:  # a bar in the company's name
        return _Fields(fields[0], b"|".join(fields[1:-3]), *fields[-3:])
    return None


def _padded(line: bytes) -> tuple[bytes, bytes, bytes, bytes] | None:
    """Form type and company together, CIK, date and path of a row; None if it is none."""
    match line.rsplit(None, 3):
        case [left, cik, day, path] if _looks_like_cik(cik) and _looks_like_day(day):
            return left, cik, day, path
    return None


def _looks_like_cik(text: bytes) -> bool:
    return text.isdigit() and len(text) <= 10


def _looks_like_day(text: bytes) -> bool:
    return 8 <= len(text) <= 10 and not text.translate(None, b"0123456789-")


class _PaddedCut:
    """Cuts rows of padded columns from the right, where no field holds a space.

    Form type and company name are separated at the column where the second of them begins in
    most rows (not in the heading: it kept 12 columns where the rows have 17), and by a run of spaces in rows that do not keep to it.
    """

    def __init__(self, lines: list[bytes], *, form_first: bool) -> None:
        self._form_first = form_first
        self._column = self._usual_column(lines[:_SAMPLE_ROWS])

    def __call__(self, line: bytes) -> _Fields | None:
        row = _padded(line)
        halves = row and self._halves(row[0])
        if not row or not halves:
            return None
        form, company = halves if self._form_first else halves[::-1]
        return _Fields(row[1], company, form, row[2], row[3])

    def _halves(self, left: bytes) -> tuple[bytes, bytes] | None:
        column = self._column
        if left[column - 1 : column] == b" " and left[column : column + 1].strip():
            return left[:column].rstrip(), left[column:]
        gap = self._gap(left)
        return (left[: gap.start()], left[gap.end() :]) if gap else None

    def _gap(self, left: bytes) -> re.Match[bytes] | None:
        """The run of spaces between form and company; a company may hold others."""
        if self._form_first:
            return _GAP.search(left)
        return max(_GAP.finditer(left), key=re.Match[bytes].start, default=None)

    def _usual_column(self, lines: Iterable[bytes]) -> int:
        columns = Counter(self._columns(lines))
        return columns.most_common(1)[0][0] if columns else 0

    def _columns(self, lines: Iterable[bytes]) -> Iterator[int]:
        for line in lines:
            row = _padded(line.rstrip())
            gap = row and self._gap(row[0])
            if gap:
                yield gap.end()


class _RowReader:
    """Turns lines into rows; each date is read once."""

    def __init__(self, selection: Selection, cut: _Cut) -> None:
        self._cut = cut
        self._forms = {form.encode() for form in selection.forms}
        self._accessions = {accession.encode() for accession in selection.accessions}
        self._selection = selection
        self._dates: dict[bytes, date] = {}

    def __call__(self, line: bytes) -> IndexRow | None:
        """The row; None for an empty line and for one that is not selected.

        Raises:
            IndexFileError: `damaged-row`.
        """
        line = line.rstrip()
        fields = self._cut(line)
        if fields is None:
            if line.strip(b"- \t"):
                raise IndexFileError("damaged-row", "a row of an index has five fields")
            return None
        if self._forms and fields.form_type.strip() not in self._forms:
            return None
        path = _PATH.fullmatch(fields.path)
        if path is None:
            raise IndexFileError("damaged-row", "the path must be edgar/data/<cik>/<accession>.txt")
        if self._accessions and path[1] not in self._accessions:
            return None
        filing_date = self._dates.get(fields.filing_date) or self._date(fields.filing_date)
        cik = _cik(fields.cik)
        if not self._selection.holds(filing_date):
            return None
        return IndexRow(
            cik,
            decode(fields.company_name).strip(),
            decode(fields.form_type).strip(),
            filing_date,
            path[0].decode(),
            path[1].decode(),
        )

    def _date(self, text: bytes) -> date:
        parts = _DATE.fullmatch(text)
        try:
            day = date(*map(int, parts.groups())) if parts else None
        except ValueError:
            day = None
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise IndexFileError(
                "damaged-row",
                f"the date must be YYYY-MM-DD or YYYYMMDD, from {FIRST_YEAR} to {LAST_YEAR}",
            )
        self._dates[text] = day
        return day


def _cik(text: bytes) -> int:
    if not _looks_like_cik(text):
        raise IndexFileError("damaged-row", "the CIK must have one to ten digits")
    return int(text)
