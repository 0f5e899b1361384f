"""Loading into a DuckDB file."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from transforms.datasets.errors import UnreadableError
from transforms.datasets.schema import Dataset
from transforms.warehouse.changes import Changes
from transforms.warehouse.dialect import DIALECTS
from transforms.warehouse.errors import BusyError, WarehouseError
from transforms.warehouse.target import UNITS, OnRows, Target

_LOCKED: Final = "Could not set lock"
_UNWRITTEN: Final = "Could not write file"  # as of a disk that is full at the commit


class DuckDBFile(Target):
    """A DuckDB file inside a transaction."""

    dialect = DIALECTS["duckdb"]

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Rows that a statement gives."""
        return self._connection.execute(sql, parameters or None).fetchall()

    def delete(self, sql: str) -> int:
        """Run a DELETE; gives the number of rows that are gone."""
        return int(self.execute(sql)[0][0])

    def stage(self, units: pa.Table) -> None:
        """Make the temporary table of these rows."""
        self._connection.register("given_units", units)
        self.execute(f"CREATE OR REPLACE TEMP TABLE {UNITS} AS FROM given_units")
        self._connection.unregister("given_units")

    def view_comments(self) -> dict[str, str]:
        """The comment of each view."""
        rows = self.execute(
            "SELECT view_name, coalesce(comment, '') FROM duckdb_views() WHERE NOT internal "
            "AND database_name = current_database() AND schema_name = current_schema()"
        )
        return dict(rows)

    def insert(self, dataset: Dataset, changes: Changes, on_rows: OnRows) -> None:
        """Insert the rows that come, as Arrow batches."""
        reader = changes.read()
        failed: list[UnreadableError] = []
        counted = _counted(reader, on_rows, failed)
        batches = pa.RecordBatchReader.from_batches(reader.schema, counted)
        self._connection.register("given_rows", batches)
        try:
            self.execute(f'INSERT INTO "{dataset.name}" BY NAME FROM given_rows')
        except duckdb.Error:
            if failed:
                raise failed[0] from None
            raise
        self._connection.unregister("given_rows")


def _counted(
    reader: pa.RecordBatchReader, on_rows: OnRows, failed: list[UnreadableError]
) -> Iterator[pa.RecordBatch]:
    """The batches. DuckDB makes an error of its own of one in reading: `failed` has the first."""
    try:
        for batch in reader:
            yield batch
            on_rows(batch.num_rows)
    except UnreadableError as error:
        failed.append(error)
        raise


@contextmanager
def open_duckdb(path: Path) -> Iterator[DuckDBFile]:
    """A DuckDB file, made if it is not there, in a transaction that ends with the context.

    DuckDB lets one process at a time open a file to write.

    Raises:
        BusyError: Another process has the file open, or has loaded into it meanwhile.
        WarehouseError: It cannot be opened or written.
    """
    try:
        with duckdb.connect(path) as connection:
            connection.execute("BEGIN")
            yield DuckDBFile(connection)
            connection.execute("COMMIT")
    except duckdb.TransactionException as error:
        if _UNWRITTEN in str(error):
            raise WarehouseError(f"{path}: {error}") from error
        raise BusyError(f"{path}: something else has written to it meanwhile: {error}") from error
    except duckdb.Error as error:
        if _LOCKED in str(error):
            raise BusyError(
                f"{path} is open in another process, a load or a reader: try again when it is "
                f"done ({error})"
            ) from error
        raise WarehouseError(f"{path}: {error}") from error
