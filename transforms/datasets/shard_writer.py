"""Writing a shard: what it held, less the filings of this run, and those, in order.

Rows of a filing are contiguous in a file, and filings are in the order of (`cik`,
`accession_number`), so the old rows and the new ones are merged a filing at a time and
only one row group of each dataset is in memory.
"""

import hashlib
import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO, Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.datasets.layout import Shard, shard_of
from transforms.datasets.schema import Dataset

ROW_GROUP_ROWS: Final = 100_000
_NO_CIK: Final = 2**63


class SortKey(NamedTuple):
    """Order of filings in a file. Rows whose CIK is unknown come last."""

    cik: int
    accession_number: str

    @classmethod
    def of(cls, cik: int | None, accession_number: str) -> "SortKey":
        """The key of a filing."""
        return cls(_NO_CIK if cik is None else cik, accession_number)


class Run(NamedTuple):
    """Contiguous rows of one filing."""

    key: SortKey
    table: pa.Table


@dataclass(frozen=True, slots=True)
class Carry:
    """The old rows that the writer of one element copies.

    The elements of a shard divide its old rows among them, so that each is copied exactly
    once however a runner splits the shard.

    Attributes:
        after: Rows from this key on, None for the first.
        until: Rows before this key, None for all that are left.
        accessions: Filings of this run, whose old rows are not copied.
    """

    after: SortKey | None
    until: SortKey | None
    accessions: frozenset[str]


class Written(NamedTuple):
    """Size and checksum of a finished file."""

    rows: int
    bytes: int
    sha256: str


class DatasetWriter:
    """Writes one dataset of one shard: old rows merged with new ones.

    Args:
        dataset: What is written.
        shard: Its shard.
        previous: Files that may hold old rows of the shard, opened for reading.
        create: Opens the new file; called with the first row.
    """

    def __init__(
        self,
        dataset: Dataset,
        shard: Shard,
        previous: Sequence[BinaryIO],
        create: Callable[[], BinaryIO],
    ) -> None:
        self._file = _ParquetFile(dataset.schema, create)
        self._previous = previous
        self._old = heapq.merge(
            *(_runs(source, dataset.schema, shard) for source in previous), key=_key
        )
        self._next_old = next(self._old, None)
        self._new: list[tuple[SortKey, int, pa.Table]] = []
        self._count = 0

    def add(self, carry: Carry, key: SortKey, table: pa.Table | None) -> None:
        """Copy the old rows of `carry`, then take the rows of a filing, None for the shard's end.

        `key` may be greater than the element's place in the shard (the header names the first
        filer, the index did not): the filing then waits for its turn.
        """
        self._advance(carry)
        if table is not None and table.num_rows:
            self._count += 1
            heapq.heappush(self._new, (key, self._count, table))

    def close(self) -> Written | None:
        """Write what waits and finish the file; None if there was no row."""
        while self._new:
            self._file.write(heapq.heappop(self._new)[2])
        for source in self._previous:
            source.close()
        return self._file.close()

    def _advance(self, carry: Carry) -> None:
        while (old := self._next_old) is not None and _before(old.key, carry.until):
            self._write_new(old.key)
            if (carry.after is None or old.key >= carry.after) and (
                old.key.accession_number not in carry.accessions
            ):
                self._file.write(old.table)
            self._next_old = next(self._old, None)
        self._write_new(carry.until)

    def _write_new(self, until: SortKey | None) -> None:
        while self._new and _before(self._new[0][0], until):
            self._file.write(heapq.heappop(self._new)[2])


def _before(key: SortKey, until: SortKey | None) -> bool:
    return until is None or key < until


def _key(run: Run) -> SortKey:
    return run.key


def _runs(source: BinaryIO, schema: pa.Schema, shard: Shard) -> Iterator[Run]:
    """Filings of a file that belong to `shard`, in the file's order."""
    with pq.ParquetFile(source) as file:
        for group in range(file.num_row_groups):
            table = _conform(file.read_row_group(group), schema)
            for run in _split(table):
                accession_number = run.key.accession_number
                if shard_of(accession_number, shard.quarter, shard.shards) == shard:
                    yield run


def _conform(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table with the columns of `schema`: files of an older version lack newer ones."""
    columns = [
        table[field.name].cast(field.type)
        if field.name in table.column_names
        else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _split(table: pa.Table) -> Iterator[Run]:
    """Runs of equal accession number."""
    accessions = table["accession_number"].combine_chunks()
    changes = pc.indices_nonzero(pc.not_equal(accessions[1:], accessions[:-1])).to_pylist()
    bounds = [0, *(change + 1 for change in changes), table.num_rows]
    for start, end in pairwise(bounds):
        if start < end:
            key = SortKey.of(table["cik"][start].as_py(), accessions[start].as_py())
            yield Run(key, table.slice(start, end - start))


class _ParquetFile:
    """A Parquet file that is created with its first row and checksummed as it is written."""

    def __init__(self, schema: pa.Schema, create: Callable[[], BinaryIO]) -> None:
        self._schema = schema
        self._create = create
        self._sink: _ChecksumSink | None = None
        self._writer: pq.ParquetWriter | None = None
        self._tables: list[pa.Table] = []
        self._waiting = 0
        self._rows = 0

    def write(self, table: pa.Table) -> None:
        self._tables.append(table)
        self._waiting += table.num_rows
        if self._waiting >= ROW_GROUP_ROWS:
            self._flush()

    def close(self) -> Written | None:
        if self._waiting:
            self._flush()
        if self._writer is None or self._sink is None:
            return None
        self._writer.close()
        self._sink.close()
        return Written(self._rows, self._sink.bytes, self._sink.sha256.hexdigest())

    def _flush(self) -> None:
        if self._writer is None:
            self._sink = _ChecksumSink(self._create())
            self._writer = parquet_writer(self._sink, self._schema)
        self._writer.write_table(
            pa.concat_tables(self._tables), row_group_size=max(self._waiting, 1)
        )
        self._rows += self._waiting
        self._tables, self._waiting = [], 0


def parquet_writer(sink: object, schema: pa.Schema) -> pq.ParquetWriter:
    """A writer as every data file has it: zstd, dictionaries for repeated strings, statistics."""
    return pq.ParquetWriter(sink, schema, compression="zstd")


class _ChecksumSink:
    """A file to write to that counts and hashes what passes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.bytes = 0
        self.sha256 = hashlib.sha256()

    @property
    def closed(self) -> bool:
        return self._file.closed

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        self.bytes += len(data)
        self._file.write(data)
        return len(data)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()


def write_table(file: BinaryIO, table: pa.Table) -> Written:
    """Write a table whole, as data files are written; the file stays open."""
    sink = _ChecksumSink(file)
    with parquet_writer(sink, table.schema) as writer:
        writer.write_table(table)
    return Written(table.num_rows, sink.bytes, sink.sha256.hexdigest())
