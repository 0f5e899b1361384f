"""Status: how far each slice has come, from its index, the store and what is committed."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from rich.table import Table

from pipelines.config import Config
from transforms.beam_files import open_files
from transforms.datasets.state import read_state
from transforms.discover_filings import read_slice
from transforms.edgar.accession import quarter_of
from transforms.edgar.fetching.completeness import SliceStatus, slice_status
from transforms.edgar.fetching.retrieval import NO_ANSWER, NOT_AVAILABLE, container_paths
from transforms.edgar.fetching.store import Record, Store
from transforms.edgar.filing import FilingRef
from transforms.edgar.paths import feed_submission_path
from transforms.edgar.slices import Slice

_UNEXPLAINED = {"not-found", NO_ANSWER}
"""Errors that say that the archive is not there, not why."""


def statuses(config: Config) -> list[SliceStatus]:
    """The status of each slice of the selection."""
    outcome = _Outcome(config)
    return [outcome.of(slice_) for slice_ in config.select.slices]


class _Outcome:
    """What came of filings; what is read of a quarter is read once."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._store = Store(open_files(config.origin))
        self._state = read_state(config.output_tables)
        self._records = cache(self._read_records)
        self._processed = cache(self._read_processed)
        self._rejected = cache(self._read_rejected)

    def of(self, slice_: Slice) -> SliceStatus:
        """The status of one slice."""
        refs, _ = read_slice(self._config.archives, slice_, self._config.selection)
        quarters = sorted({quarter_of(ref.filing_date) for ref in refs})
        processed = set[str]().union(*map(self._processed, quarters))
        refused: dict[str, str] = {}
        for quarter in quarters:
            refused |= self._rejected(quarter)
        unstored = [ref for ref in refs if not self._is_stored(ref)]
        return slice_status(
            str(slice_),
            [ref.accession_number for ref in refs],
            stored={ref.accession_number for ref in refs}
            - {ref.accession_number for ref in unstored},
            not_available=dict(self._not_available(unstored)),
            rejected={key: error for key, error in refused.items() if key not in processed},
            processed=processed,
            is_indexed=bool(refs) or self._is_indexed(slice_),
        )

    def _is_indexed(self, slice_: Slice) -> bool:
        record = self._records(slice_.quarter).get(slice_.index)
        absent = record is not None and record.outcome == "not_available"
        return absent or self._store.holds(slice_.index)

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

    def _not_available(self, refs: Iterable[FilingRef]) -> Iterable[tuple[str, str]]:
        """Of those that EDGAR does not have, the accession number and its last answer."""
        for ref in refs:
            records = self._records(quarter_of(ref.filing_date))
            asked = [records[path] for path in container_paths(ref) if path in records]
            if asked and all(record.outcome == "not_available" for record in asked):
                yield ref.accession_number, asked[-1].reason or NOT_AVAILABLE

    def _read_records(self, quarter: int) -> dict[str, Record]:
        return self._store.records(str(Slice.of_quarter(quarter)))

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
        """The first error of each filing that explains why nothing of it could be read."""
        errors: dict[str, str] = {}
        rows = self._read("rejects", quarter, ["accession_number", "ordinal", "error"])
        for row in sorted(rows, key=lambda row: row["ordinal"]):
            if row["error"] not in _UNEXPLAINED:
                errors.setdefault(row["accession_number"], row["error"])
        return errors

    def _read(self, dataset: str, quarter: int, columns: Sequence[str]) -> list[dict[str, Any]]:
        if self._state is None:
            return []
        tables = self._state.read(dataset, columns, [quarter])
        return [row for table in tables for row in table.to_pylist()]


def status_table(found: Iterable[SliceStatus]) -> Table:
    """A line for each slice."""
    columns = ["slice", "in index", "in store", "not available", "rejected", "processed"]
    table = Table(*columns, "unexplained", title="Status")
    for column in table.columns[1:]:
        column.justify = "right"
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


def _reasons(counts: Iterable[tuple[str, int]]) -> str:
    return "\n".join(f"{number:,} {reason}" for reason, number in counts) or "0"
