"""Data files: rows of a dataset to Parquet files under final, never used names.

Rows of a file are in the order of (`cik`, `accession_number`, key), and a filing's rows lie in
one file of each table.
"""

import pickle
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple, Self
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.datasets.schema import DATASETS, Dataset
from transforms.storage import files

if TYPE_CHECKING:
    from pyiceberg.manifest import DataFile
    from pyiceberg.schema import Schema
    from pyiceberg.table import Table

ROW_GROUP_ROWS: Final = 100_000
_NO_CIK: Final = 2**63
_Pickled = bytes  # a file's attribute `bytes`, its size, hides the type


class Place(NamedTuple):
    """Place of a filing in the order of files. Rows whose CIK is unknown come last."""

    cik: int
    accession_number: str

    @classmethod
    def of(cls, cik: int | None, accession_number: str) -> "Place":
        """The place of a filing."""
        return cls(_NO_CIK if cik is None else cik, accession_number)


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A data file that is written and not committed yet.

    Attributes:
        dataset: Name of the dataset.
        path: Its absolute path or URL.
        quarter: Its partition; None if the dataset is not partitioned.
        bytes: Its size.
        rows: Number of rows.
        metrics: What Iceberg's manifests say of it: counts and bounds of columns. Pickled, as all
            files of a run wait for its commit: that is 0.4 KB each in place of 3.
    """

    dataset: str
    path: str
    quarter: int | None
    bytes: int
    rows: int
    metrics: _Pickled


class DataFileWriter:
    """Writes one file of a table, row group after row group.

        with DataFileWriter(table, dataset, run, quarter) as writer:
            writer.write(rows)
            file = writer.close()

    A block that is left before `close` leaves no file.

    Args:
        table: The table, as it is in the catalog or in a metadata file.
        dataset: Its dataset.
        run: Id of the run, with which the file's name begins.
        quarter: The partition; None if the dataset is not partitioned.
    """

    def __init__(self, table: "Table", dataset: Dataset, run: str, quarter: int | None) -> None:
        self._table = table
        self._dataset = dataset
        self._quarter = quarter
        self._schema = with_field_ids(dataset.schema, table.schema())
        directory = "data" if quarter is None else f"data/filing_quarter={quarter}"
        self.path = files.join(table.location(), f"{directory}/{run}-{uuid4().hex}.parquet")
        self._sink: BinaryIO = files.create(self.path)
        self._writer = pq.ParquetWriter(self._sink, self._schema, compression="zstd")
        self.bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.abandon()

    def write(self, rows: pa.Table) -> None:
        """Write rows that come after those written before, as one row group."""
        rows = pa.Table.from_arrays(rows.columns, schema=self._schema)
        self._writer.write_table(rows, row_group_size=rows.num_rows)
        self.bytes = self._sink.tell()

    def close(self) -> WrittenFile:
        """Finish the file."""
        self._writer.close()
        size = self._sink.tell()
        self._sink.close()
        footer = self._writer.writer.metadata
        metrics = pickle.dumps(_metrics(self._table, footer), pickle.HIGHEST_PROTOCOL)
        return WrittenFile(
            self._dataset.name, self.path, self._quarter, size, footer.num_rows, metrics
        )

    def abandon(self) -> None:
        """Delete the file if it is not finished, after an error that leaves no use for it."""
        if self._sink.closed:
            return
        with suppress(OSError):  # perhaps it is the disk that failed
            self._writer.close()
        with suppress(OSError):
            self._sink.close()
            files.delete(self.path)


def _metrics(table: "Table", footer: pq.FileMetaData) -> dict[str, Any]:
    from pyiceberg.io.pyarrow import (
        compute_statistics_plan,
        data_file_statistics_from_parquet_metadata,
        parquet_path_to_id_mapping,
    )

    schema = table.schema()
    statistics = data_file_statistics_from_parquet_metadata(
        footer,
        compute_statistics_plan(schema, table.properties),
        parquet_path_to_id_mapping(schema),
    )
    return statistics.to_serialized_dict()


def to_iceberg(file: WrittenFile, table: "Table") -> "DataFile":
    """The file as Iceberg's manifests describe it."""
    from pyiceberg.manifest import DataFile, DataFileContent, FileFormat
    from pyiceberg.typedef import Record

    return DataFile.from_args(
        content=DataFileContent.DATA,
        file_path=file.path,
        file_format=FileFormat.PARQUET,
        partition=Record() if file.quarter is None else Record(file.quarter),
        file_size_in_bytes=file.bytes,
        sort_order_id=table.sort_order().order_id,
        spec_id=table.spec().spec_id,
        equality_ids=None,
        key_metadata=None,
        **pickle.loads(file.metrics),  # noqa: S301 # of this run
    )


class SortedWriter:
    """Writes filings of one partition of a dataset, in the order of files.

    Filings come nearly in order: a filing's place is where it was looked for, and its rows may
    belong further back, as the header names the first filer and the index did not. Such a
    filing waits for its turn. Should rows belong before what is written, a new file is begun.

    Args:
        table: The table.
        dataset: Its dataset.
        run: Id of the run.
        quarter: The partition; None if the dataset is not partitioned.

    Attributes:
        bytes: Size in Arrow of the rows that wait.
    """

    def __init__(self, table: "Table", dataset: Dataset, run: str, quarter: int | None) -> None:
        self.bytes = 0
        self._target = (table, dataset, run, quarter)
        self._key = [(name, "ascending") for name in dataset.key]
        self._writer: DataFileWriter | None = None
        self._last: Place | None = None
        self._waiting: list[tuple[Place, pa.Table]] = []
        self._rows = 0

    def add(self, place: Place, rows: pa.Table) -> Iterator[WrittenFile]:
        """Take the rows of one filing. No filing that comes later has a place before `place`."""
        if rows.num_rows:
            own = Place.of(rows["cik"][0].as_py(), rows["accession_number"][0].as_py())
            self._waiting.append((own, _in_order(rows, self._key)))
            self._rows += rows.num_rows
            self.bytes += rows.get_total_buffer_size()
        if self._rows >= ROW_GROUP_ROWS:
            yield from self.write(place)

    def close(self) -> Iterator[WrittenFile]:
        """Write what waits and finish the file, if there is one."""
        yield from self.write(None)
        yield from self._finish()

    def abandon(self) -> None:
        """Delete the file at hand, after an error that leaves no use for it."""
        if self._writer is not None:
            self._writer.abandon()

    def write(self, until: Place | None) -> Iterator[WrittenFile]:
        """Write the filings up to `until`, or all, as one row group."""
        ready = [each for each in self._waiting if until is None or each[0] <= until]
        if not ready:
            return
        ready.sort(key=itemgetter(0))
        self._waiting = [each for each in self._waiting if until is not None and each[0] > until]
        if self._last is not None and ready[0][0] < self._last:
            yield from self._finish()
        if self._writer is None:
            self._writer = DataFileWriter(*self._target)
        self._writer.write(pa.concat_tables([rows for _, rows in ready]))
        self._last = ready[-1][0]
        self._rows = sum(rows.num_rows for _, rows in self._waiting)
        self.bytes = sum(rows.get_total_buffer_size() for _, rows in self._waiting)

    def _finish(self) -> Iterator[WrittenFile]:
        if self._writer is not None:
            yield self._writer.close()
        self._writer = None


def _in_order(rows: pa.Table, key: list[tuple[str, str]]) -> pa.Table:
    """Rows of a filing in the order of their key, in which most tables are built already.

    Sorting filings and not all rows at once saves 5 ms a filing: what costs is moving rows.
    """
    order = order_to_take(rows, key) if key else None
    return rows if order is None else rows.take(order)


def order_to_take(rows: pa.Table, key: list[tuple[str, str]]) -> pa.Array | None:
    """Which row comes when for rows to be in the order of a key; None where they are already.

    Rows with the same key are in order as they are. Finding out moves no row, as moving those of a
    large file takes as much memory as they do.
    """
    order = pc.sort_indices(rows, sort_keys=key)
    is_sorted = pc.all(pc.less(order[:-1], order[1:]), min_count=0).as_py()
    return None if is_sorted else order


def sort_order(dataset: Dataset) -> list[tuple[str, str]]:
    """The order of rows in a file, as Arrow takes it."""
    filing = ("cik", "accession_number") if dataset.partitioned else ()
    return [(name, "ascending") for name in (*filing, *dataset.key)]


def write_file(table: "Table", dataset: Dataset, run: str, rows: pa.Table) -> WrittenFile:
    """Write the rows of a dataset that is not partitioned, at least one, as one file."""
    with DataFileWriter(table, dataset, run, None) as writer:
        writer.write(rows.sort_by(sort_order(dataset)))
        return writer.close()


def conform(rows: pa.Table, dataset: str) -> pa.Table:
    """Rows of a data file as the dataset has them now: older files lack newer columns."""
    schema = DATASETS[dataset].schema
    columns = [
        rows[field.name].cast(field.type)
        if field.name in rows.column_names
        else pa.nulls(rows.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def with_field_ids(schema: pa.Schema, table: "Schema") -> pa.Schema:
    """The Arrow schema with the ids of Iceberg's columns, by which readers find them."""
    return pa.schema([_with_ids(field, table.find_field(field.name)) for field in schema])


def _with_ids(field: pa.Field, column: Any) -> pa.Field:  # noqa: ANN401 # imported late
    kind = _inner_ids(field.type, column.field_type)
    return pa.field(field.name, kind, field.nullable, {"PARQUET:field_id": str(column.field_id)})


def _inner_ids(kind: pa.DataType, of: Any) -> pa.DataType:  # noqa: ANN401
    if pa.types.is_list(kind):
        return pa.list_(_with_ids(kind.value_field, of.element_field))
    if pa.types.is_struct(kind):
        fields = (kind.field(position) for position in range(kind.num_fields))
        return pa.struct([_with_ids(field, of.field_by_name(field.name)) for field in fields])
    return kind
