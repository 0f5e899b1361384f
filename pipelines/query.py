"""Querying an output with DuckDB: a table for each dataset, at the state that a run left."""

from functools import reduce
from operator import and_
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as pads
import pyarrow.fs as pafs

from transforms.datasets.catalog import CatalogError, Output
from transforms.datasets.schema import DATASETS, Dataset
from transforms.datasets.state import State, read_state
from transforms.datasets.tables import TableFile
from transforms.datasets.views import VIEWS, view_sql


class QueryError(Exception):
    """A query that cannot be answered; the message says why and what to do."""


def connect(output: Path | str | Output, at: str | None = None) -> duckdb.DuckDBPyConnection:
    """A connection to the datasets and views of an output.

    Every dataset is there, empty if nothing of it was ever committed. All are at one state.

    Args:
        output: The output.
        at: Id or number of the run whose state it is; None for the latest.

    Raises:
        QueryError: Nothing was committed there, or what is there cannot be read.
    """
    place = output if isinstance(output, Output) else Output(str(Path(output).absolute()))
    try:
        state = read_state(place, at)
        if state is None:
            raise QueryError(
                f"{place.path}: nothing is committed here; edgar-arcs run writes an output"
            )
        connection = duckdb.connect()
        for name, dataset in DATASETS.items():
            connection.register(name, arrow_dataset(state, dataset))
    except CatalogError as error:
        raise QueryError(str(error)) from error
    for view in VIEWS:
        connection.execute(view_sql(view))
    return connection


def arrow_dataset(state: State, dataset: Dataset) -> pads.FileSystemDataset | pa.Table:
    """The files of a dataset. Those that their bounds exclude from a query are not opened."""
    files = state.files(dataset.name)
    if not files:
        return dataset.schema.empty_table()
    system, _ = pafs.FileSystem.from_uri(files[0].path)
    parquet = pads.ParquetFileFormat()
    fragments = [
        parquet.make_fragment(
            pafs.FileSystem.from_uri(file.path)[1], system, partition_expression=_bounds(file)
        )
        for file in files
    ]
    return pads.FileSystemDataset(fragments, dataset.schema, parquet, system)


def _bounds(file: TableFile) -> pc.Expression:
    """What holds for every row of a file."""
    limits = [
        (pc.field(column) >= low) & (pc.field(column) <= high)
        for column, (low, high) in file.bounds.items()
        if file.dataset != "rejects"  # where a column may be null as well
    ]
    return reduce(and_, limits, pc.scalar(True))


def query(
    output: Path | str | Output, sql: str, at: str | None = None
) -> tuple[list[str], list[tuple[object, ...]]]:
    """Names of the columns and all rows of a SQL query over an output.

    Raises:
        QueryError: Nothing is committed there, or the query is wrong.
    """
    try:
        result = connect(output, at).execute(sql)
        return [column[0] for column in result.description or ()], result.fetchall()
    except duckdb.Error as error:
        raise QueryError(str(error)) from error
