"""What has changed in a table since it was loaded: which rows go, and which come.

The table's files at both states are compared, and those that both have are not read. Of the other
files, the filings are compared: where a file was copied without one of its filings, or merged with
others, the rest of its filings have not changed.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import duckdb
import pyarrow as pa

from transforms.datasets.committed_rows import STREAM_ERRORS, arrow_dataset, check_sizes
from transforms.datasets.errors import UnreadableError
from transforms.datasets.schema import Dataset
from transforms.datasets.state import State
from transforms.datasets.table_files import TableFile, data_files

BATCH: Final = 50_000


@dataclass(frozen=True, slots=True)
class Changes:
    """What brings the table of a dataset in a warehouse up to date.

    Attributes:
        dataset: The dataset.
        units: Values of the columns `unit_of` names, whose rows go before others come; None if
            all rows go.
        rows: Number of rows that come.
    """

    dataset: Dataset
    units: pa.Table | None
    rows: int
    _source: duckdb.DuckDBPyConnection

    def read(self, columns: Sequence[str] = ("*",)) -> pa.RecordBatchReader:
        """The rows that come.

        Args:
            columns: What to read of each: DuckDB's expressions.

        Raises:
            UnreadableError: They cannot be read, also while the reader is read.
        """
        with _readable(self.dataset):
            rows = self._source.sql(f"SELECT {', '.join(columns)} FROM come").to_arrow_reader(BATCH)
        return pa.RecordBatchReader.from_batches(rows.schema, self._batches(rows))

    def _batches(self, rows: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
        with _readable(self.dataset):
            yield from rows


def unit_of(dataset: Dataset) -> tuple[str, ...]:
    """Columns by which rows are replaced together, and lie together in one file of the table.

    A filing's rows are; rejects that belong to no filing are replaced with those of their index.
    """
    if not dataset.partitioned:
        return dataset.key
    return ("accession_number", "source") if dataset.name == "rejects" else ("accession_number",)


def same_unit(dataset: Dataset, one: str, other: str) -> str:
    """The condition that rows of two tables are of one unit, in SQL."""
    fields = (dataset.schema.field(name) for name in unit_of(dataset))
    return " AND ".join(
        f"{one}.{field.name} {'IS NOT DISTINCT FROM' if field.nullable else '='} "
        f"{other}.{field.name}"
        for field in fields
    )


@contextmanager
def changes_since(state: State, dataset: Dataset, loaded: int | None) -> Iterator[Changes]:
    """What has changed in a dataset; it can be read inside the context.

    Args:
        state: The state to load.
        dataset: The dataset.
        loaded: Snapshot that was loaded; None if none was. If it is gone, all rows are loaded
            again.

    Raises:
        UnreadableError: Committed files cannot be read.
    """
    now = {file.path: file for file in state.files(dataset.name)}
    before = _files_at(state, dataset, loaded)
    added = [file for path, file in now.items() if path not in (before or ())]
    removed = [file for path, file in (before or {}).items() if path not in now]
    if added or removed:
        check_sizes(state.tables[dataset.name], [*added, *removed])
    with duckdb.connect() as source:
        if before is None:
            _register(source, "come", added, dataset)
            units = None
        else:
            with _readable(dataset):
                units = _compare(source, dataset, removed, added)
        with _readable(dataset):
            rows = _count(source)
        yield Changes(dataset, units, rows, source)


@contextmanager
def _readable(dataset: Dataset) -> Iterator[None]:
    """Tell that it is the output which cannot be read, not the warehouse that is loaded."""
    try:
        yield
    except (duckdb.Error, *STREAM_ERRORS) as error:
        raise UnreadableError(
            f"the committed files of {dataset.name} cannot be read: {error}; "
            "edgar-arcs verify names those at fault"
        ) from error


def _files_at(state: State, dataset: Dataset, snapshot: int | None) -> dict[str, TableFile] | None:
    """Files of a snapshot by path; None if it is not there any more."""
    table = state.tables.get(dataset.name)
    if table is None or snapshot is None or table.snapshot_by_id(snapshot) is None:
        return None
    return {file.path: file for file in data_files(table, dataset.name, None, snapshot)}


def _compare(
    source: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    removed: Sequence[TableFile],
    added: Sequence[TableFile],
) -> pa.Table:
    """Units whose rows are not the same in both; view `come` has those of `added`.

    Rows are compared by 64-bit hashes, summed over each unit.
    """
    _register(source, "removed", removed, dataset)
    _register(source, "added", added, dataset)
    unit = ", ".join(unit_of(dataset))
    source.execute(
        f"""
        CREATE TEMP TABLE units AS
        SELECT {unit} FROM (
            SELECT {unit}, 1 AS n, hash(added)::HUGEINT AS h FROM added
            UNION ALL
            SELECT {unit}, -1 AS n, -hash(removed)::HUGEINT AS h FROM removed
        )
        GROUP BY {unit} HAVING sum(n) <> 0 OR sum(h) <> 0
        """
    )
    source.execute(
        "CREATE TEMP VIEW come AS SELECT added.* FROM added "
        f"SEMI JOIN units ON {same_unit(dataset, 'added', 'units')}"
    )
    return source.sql("FROM units").to_arrow_table()


def _register(
    source: duckdb.DuckDBPyConnection, name: str, files: Sequence[TableFile], dataset: Dataset
) -> None:
    rows = arrow_dataset(files, dataset, encoded=True) if files else dataset.schema.empty_table()
    source.register(name, rows)


def _count(source: duckdb.DuckDBPyConnection) -> int:
    return int(source.sql("SELECT count(*) FROM come").fetchall()[0][0])
