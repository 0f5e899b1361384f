"""Querying an output with DuckDB: a table for each dataset, over the files that are committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import duckdb
import pyarrow as pa

from transforms.datasets.layout import MANIFESTS
from transforms.datasets.manifest import Manifest, ManifestError
from transforms.datasets.schema import DATASETS
from transforms.datasets.views import VIEWS, view_sql

Row = tuple[object, ...]

_BATCH: Final = 10_000


class QueryError(Exception):
    """A query that cannot be answered; the message says why and what to do."""


class Answer:
    """What a query gives: Arrow batches or rows, which can be read once and are read as they come.

    Args:
        relation: What DuckDB made of the query; it is run now.

    Attributes:
        schema: Names and types of the columns; two names may be the same.

    Raises:
        QueryError: The query cannot be run, or what is read cannot be computed.
    """

    def __init__(self, relation: duckdb.DuckDBPyRelation) -> None:
        with _explained():
            self._reader: pa.RecordBatchReader = relation.to_arrow_reader(_BATCH)
        self.schema: pa.Schema = self._reader.schema

    @property
    def names(self) -> list[str]:
        """Names of the columns."""
        return list(self.schema.names)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows as Arrow."""
        with _explained():
            yield from self._reader

    def rows(self) -> Iterator[Row]:
        """The rows as Python's values."""
        for batch in self.batches():
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


class Relation(NamedTuple):
    """A dataset or view that can be queried."""

    name: str
    kind: str
    rows: int
    row_is: str


def connect(output: Path) -> duckdb.DuckDBPyConnection:
    """A connection to the datasets and views of an output.

    Every dataset is there, empty if nothing of it was ever committed. Partitioned ones have
    the Hive keys `year` and `quarter` as columns. The files are the manifest's as it is now.

    Raises:
        QueryError: Nothing was committed there, or what is there cannot be read.
    """
    manifest = _manifest(output)
    connection = duckdb.connect()
    for name, dataset in DATASETS.items():
        files = [str(output / file.path) for file in manifest.files if file.dataset == name]
        if files:
            source = connection.read_parquet(files, union_by_name=True, hive_partitioning=True)
            source.create_view(name)
        else:
            connection.register(name, dataset.schema.empty_table())
    for view in VIEWS:
        connection.execute(view_sql(view))
    return connection


def _manifest(output: Path) -> Manifest:
    path = max((output / MANIFESTS).glob("*.json"), default=None)
    if path is None:
        raise QueryError(f"{output}: nothing is committed here; edgar-arcs run writes an output")
    try:
        return Manifest.from_json(path.read_bytes())
    except ManifestError as error:
        raise QueryError(f"{path} {error}") from error


def ask(output: Path, sql: str) -> Answer:
    """Run SQL over an output; of several statements the last one gives the answer.

    Raises:
        QueryError: Nothing is committed there, or the query is wrong.
    """
    with _explained():
        relation = connect(output).sql(sql)
    if relation is None:
        raise QueryError("this SQL has no statement that gives rows")
    return Answer(relation)


def query(output: Path, sql: str) -> tuple[list[str], list[Row]]:
    """Names of the columns and all rows of a SQL query over an output; errors as of `ask`."""
    answer = ask(output, sql)
    return answer.names, list(answer.rows())


def relations(output: Path) -> list[Relation]:
    """The datasets and views of an output with their numbers of rows; errors as of `ask`."""
    described = [(name, "dataset", dataset.rows) for name, dataset in DATASETS.items()]
    described += [(name, "view", view.description) for name, view in VIEWS.items()]
    with _explained():
        connection = connect(output)
        return [
            Relation(name, kind, connection.table(name).count("*").fetchall()[0][0], row_is)
            for name, kind, row_is in described
        ]


@contextmanager
def _explained() -> Iterator[None]:
    """Turn errors of DuckDB, and what Arrow makes of them, into one message."""
    try:
        yield
    except (duckdb.Error, pa.ArrowException) as error:
        raise QueryError(str(error)) from error
