"""Status: how far each slice has come, from its index, the store and what is committed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from pipelines.config import Config, Edgar, Mirror
from pipelines.errors import ConfigError, RunError
from pipelines.views.console import say
from transforms.datasets.state import read_state
from transforms.edgar.accession import quarter_of
from transforms.edgar.discovery import NO_INDEX, read_slice
from transforms.edgar.fetching.completeness import SliceStatus, slice_status
from transforms.edgar.fetching.store import NOT_AVAILABLE, Record, Store, container_paths
from transforms.edgar.fetching.verification import Verified, verify
from transforms.edgar.filing import FilingRef
from transforms.edgar.paths import feed_submission_path, header_path, rss_path
from transforms.edgar.slices import Slice
from transforms.storage.folder import Folder

_NOT_FOUND = "not-found"
"""Error of a filing whose files are not in the store."""


_COLUMNS: Final = (
    "slice",
    "in index",
    "in store",
    "not available",
    "rejected",
    "processed",
    "unexplained",
)


def statuses(config: Config) -> list[SliceStatus]:
    """The status of each slice of the selection.

    Raises:
        RunError: What is stored cannot be read.
    """
    with _reading():
        outcome = _Outcome(config)
        return [outcome.of(slice_) for slice_ in config.select.slices]


def verified(config: Config) -> list[Verified]:
    """Results of reading every stored file of the selection again: indexes, RSS, filings.

    Raises:
        ConfigError: There are no records to compare with.
        RunError: The records cannot be read.
    """
    with _reading():
        return _verified(config)


@contextmanager
def _reading() -> Iterator[None]:
    """What the disk or bucket is to blame for, as one message."""
    try:
        yield
    except OSError as error:
        raise RunError(f"what is stored cannot be read: {error}") from error


def _verified(config: Config) -> list[Verified]:
    store = Store(Folder(config.origin))
    paths: set[str] = set()
    quarters: set[int] = set()
    for slice_ in config.select.slices:
        refs, _ = read_slice(store.read, slice_, config.selection)
        paths |= {slice_.index, *map(rss_path, slice_.months)}
        paths |= {path for ref in refs for path in _paths(ref)}
        quarters |= {slice_.quarter, *map(quarter_of, slice_.months)}
        quarters |= {quarter_of(ref.filing_date) for ref in refs}
    records: dict[str, Record] = {}
    for quarter in quarters:
        records |= store.records(quarter)
    if not records:
        raise ConfigError(f"{config.origin} has no records of what was fetched to verify against")
    return verify(store, paths, records)


def show_verified(files: Sequence[Verified], console: Console) -> bool:
    """Print each file that is not as recorded; True if there is none."""
    faulty = [file for file in files if file.fault]
    for file in faulty:
        say(console, f"{file.path} {file.fault}")
    text = f"{len(files):,} files read again, {len(faulty):,} not as recorded"
    console.print(text + ("; delete them and fetch again" if faulty else ""), highlight=False)
    return not faulty


def _paths(ref: FilingRef) -> Iterator[str]:
    """Paths in the store that may hold a file of a filing."""
    yield from container_paths(ref)
    for cik in (ref.cik, *ref.ciks):
        yield feed_submission_path(cik, ref.accession_number)
        yield header_path(cik, ref.accession_number)


class _Outcome:
    """Outcomes of filings; records and tables of each quarter are read once."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._store = Store(Folder(config.origin))
        self._state = read_state(config.output_tables)
        self._records = cache(self._store.records)
        self._processed = cache(self._read_processed)
        self._rejected = cache(self._read_rejected)

    def of(self, slice_: Slice) -> SliceStatus:
        """The status of one slice."""
        refs, index_rejects = read_slice(self._store.read, slice_, self._config.selection)
        quarters = sorted({quarter_of(ref.filing_date) for ref in refs})
        processed = set[str]().union(*map(self._processed, quarters))
        refused: dict[str, str] = {}
        for quarter in quarters:
            refused |= self._rejected(quarter)
        processed -= {ref.accession_number for ref in refs if self._may_get_header(ref)}
        unstored = [ref for ref in refs if not self._is_stored(ref)]
        return slice_status(
            str(slice_),
            [ref.accession_number for ref in refs],
            stored={ref.accession_number for ref in refs}
            - {ref.accession_number for ref in unstored},
            not_available=dict(self._not_available(unstored)),
            rejected={key: error for key, error in refused.items() if key not in processed},
            processed=processed,
            is_indexed=self._is_indexed(slice_, {reject.error for _, reject in index_rejects}),
        )

    def _is_indexed(self, slice_: Slice, errors: Collection[str]) -> bool:
        """Whether an index was read, or there is known to be none, as of a weekend.

        Args:
            slice_: The quarter or day.
            errors: Of reading its indexes.
        """
        if NO_INDEX in errors:
            return False
        return (
            slice_.must_have_index
            or isinstance(self._config.source, Mirror)
            or self._store.holds(slice_.index)
            or slice_.index in self._records(slice_.quarter)
        )

    def _is_stored(self, ref: FilingRef) -> bool:
        records = self._records(quarter_of(ref.filing_date))
        paths = [
            *container_paths(ref),
            *(feed_submission_path(cik, ref.accession_number) for cik in ref.ciks),
        ]
        known = (records[path] for path in paths if path in records)
        return any(record.outcome == "stored" for record in known) or any(
            self._store.holds(path) for path in paths
        )

    def _may_get_header(self, ref: FilingRef) -> bool:
        """Whether the header was requested as a file of its own and has not been received yet."""
        source = self._config.source
        if not isinstance(source, Edgar) or source.headers != "hdr_sgml":
            return False
        record = self._records(quarter_of(ref.filing_date)).get(
            header_path(ref.cik, ref.accession_number)
        )
        return record is not None and record.outcome == "failed"

    def _not_available(self, refs: Iterable[FilingRef]) -> Iterable[tuple[str, str]]:
        """Of those that EDGAR definitely does not have, the accession number and its last answer."""
        for ref in refs:
            records = self._records(quarter_of(ref.filing_date))
            answers = [records.get(path) for path in container_paths(ref)]
            absent = [each for each in answers if each and each.outcome == "not_available"]
            if len(absent) == len(answers):
                yield ref.accession_number, absent[-1].reason or NOT_AVAILABLE

    def _read_processed(self, quarter: int) -> frozenset[str]:
        """Filings that were read, whole or in part, and of which all datasets were written."""
        asked = set(self._config.output.partitioned_datasets)
        return frozenset(
            row["accession_number"]
            for row in self._read("filings", quarter, ["accession_number", "status", "datasets"])
            if row["status"] != "failed"
            and (row["datasets"] is None or asked <= set(row["datasets"]))
        )

    def _read_rejected(self, quarter: int) -> dict[str, str]:
        """The first error of each filing in what is stored of it.

        Errors of fetching explain nothing: they may pass, and what EDGAR does not have is known
        from the records.
        """
        errors: dict[str, str] = {}
        rows = self._read("rejects", quarter, ["accession_number", "ordinal", "stage", "error"])
        for row in sorted(rows, key=lambda row: row["ordinal"]):
            if row["stage"] != "fetch" and row["error"] != _NOT_FOUND:
                errors.setdefault(row["accession_number"], row["error"])
        return errors

    def _read(self, dataset: str, quarter: int, columns: Sequence[str]) -> list[dict[str, Any]]:
        if self._state is None:
            return []
        tables = self._state.read(dataset, columns, [quarter])
        return [row for table in tables for row in table.to_pylist()]


def status_table(found: Iterable[SliceStatus]) -> Table:
    """One line per slice."""
    table = Table(title="Status", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in _COLUMNS:
        # A heading may be broken between words and never within one.
        table.add_column(
            name,
            justify="left" if name == "slice" else "right",
            min_width=max(map(len, name.split())),
            no_wrap=name == "slice",
            overflow="fold",
        )
    for each in found:
        table.add_row(
            each.name,
            f"{each.in_index:,}" if each.is_indexed else "no index",
            f"{each.in_store:,}",
            _reasons(each.not_available.items()),
            _reasons(each.rejected.items()),
            f"{each.processed:,}",
            f"{len(each.unexplained):,}",
        )
    return table


def show_incomplete(found: Iterable[SliceStatus], console: Console) -> None:
    """Print of each slice that is not complete what it lacks."""
    for each in found:
        if not each.is_indexed:
            say(console, f"{each.name}: no index that can be read, so its filings are not known")
        if each.unexplained:
            shown = ", ".join(each.unexplained[:10])
            more = len(each.unexplained) - 10
            beyond = f" and {more:,} more" if more > 0 else ""
            say(console, f"{each.name}: neither processed nor explained: {shown}{beyond}")


def _reasons(counts: Iterable[tuple[str, int]]) -> str:
    return "\n".join(f"{number:,} {reason}" for reason, number in counts) or "0"
