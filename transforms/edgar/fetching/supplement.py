"""What the store or a mirror knows of a filing beside its archive: its header, why it is missing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from transforms.edgar.accession import quarter_of
from transforms.edgar.errors import RssError
from transforms.edgar.fetching.store import NOT_AVAILABLE, Record, Store, container_paths
from transforms.edgar.filing import Filing, FilingRef, Header
from transforms.edgar.header import parse_header
from transforms.edgar.paths import header_path, rss_path
from transforms.edgar.rss import read_rss
from transforms.edgar.slices import Slice
from transforms.errors import Reject
from transforms.storage.folder import Folder


class Supplement:
    """Looks things up in a store or mirror; each file of a month or quarter is read once.

    Args:
        files: With `Archives/` at their root.
    """

    def __init__(self, files: Folder) -> None:
        self._store = Store(files)
        self._months: dict[date, tuple[dict[str, Header], tuple[Reject, ...]]] = {}
        self._quarters: dict[int, dict[str, Record]] = {}

    def with_header(self, ref: FilingRef, filing: Filing) -> Filing:
        """A filing without header of its own with the one that lies beside it, or the RSS has."""
        if filing.header_source != "index":
            return filing
        path = header_path(ref.cik, ref.accession_number)
        if self._store.holds(path):
            with self._store.open(path) as content:
                header = parse_header(content.read())
            if header.accession_number == ref.accession_number:
                header = header.completed(filing.header)
                return replace(filing, header=header, header_source="hdr_sgml")
            filing = replace(filing, rejects=(*filing.rejects, _another(path, ref, header)))
        rejects = filing.rejects
        for month in reversed(Slice.of_day(ref.filing_date).months):
            headers, damage = self._month(month)
            if ref.accession_number in headers:
                header = headers[ref.accession_number].completed(filing.header)
                return replace(filing, header=header, header_source="rss")
            rejects = (*rejects, *damage)
        return replace(filing, rejects=rejects)

    def why_missing(self, ref: FilingRef) -> tuple[Reject, ...]:
        """Why EDGAR did not give the filing, from the records; empty if it was not asked."""
        quarter = quarter_of(ref.filing_date)
        if quarter not in self._quarters:
            self._quarters[quarter] = self._store.records(quarter)
        records = self._quarters[quarter]
        asked = [records[path] for path in container_paths(ref) if path in records]
        return tuple(_reject(record) for record in asked if record.outcome != "stored")

    def _month(self, month: date) -> tuple[dict[str, Header], tuple[Reject, ...]]:
        """Headers of a month, none if its RSS file is not there; what is wrong with the file."""
        if month not in self._months:
            path = rss_path(month)
            try:
                with self._store.open(path) as stream:
                    headers, damaged = read_rss(path, stream)
                self._months[month] = headers, _damage(damaged)
            except FileNotFoundError:
                self._months[month] = {}, ()
            except RssError as error:
                self._months[month] = {}, (Reject.of("read", error),)
        return self._months[month]


def _another(path: str, ref: FilingRef, header: Header) -> Reject:
    """A reject of a header file that is of another filing, or none."""
    named = header.accession_number or "no filing"
    message = f"the index names {ref.accession_number}, the header beside its archive {named}"
    return Reject("read", "wrong-accession", message, path)


def _damage(damaged: Sequence[Reject]) -> tuple[Reject, ...]:
    """One reject in place of those of a file's items, for it is repeated for each filing.

    An item that names no filing could be of any.
    """
    if not damaged:
        return ()
    first = damaged[0]
    message = f"{len(damaged)} items name no filing; of the first, {first.message}"
    return (Reject("read", first.error, message, first.file, first.line),)


def _reject(record: Record) -> Reject:
    if record.outcome == "not_available":
        return Reject("fetch", NOT_AVAILABLE, f"{record.path}: {record.reason}", record.path)
    reason = record.reason or "failed"
    return Reject("fetch", reason, f"{record.path} could not be fetched: {reason}", record.path)
