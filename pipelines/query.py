"""Querying an output with DuckDB: a table for each dataset, at the state that a run left."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final, NamedTuple

import pyarrow as pa

from transforms.datasets.catalog import Output
from transforms.datasets.committed_rows import STREAM_ERRORS, arrow_dataset
from transforms.datasets.errors import CatalogBusyError, CatalogError
from transforms.datasets.schema import DATASETS, Dataset
from transforms.datasets.state import State, read_state
from transforms.datasets.views import VIEWS

if TYPE_CHECKING:  # imported where they are used, as they start slowly
    import duckdb
    import pyarrow.dataset as pads

AnswerRow = tuple[object, ...]

_BATCH: Final = 10_000
_TEXT: Final = ("BIT", "INTERVAL", "TIMESTAMP_NS", "UNION")
"""Types of DuckDB that Parquet does not have, or Python not exactly: their values are text."""
_IN_READING: Final = "reading the stream registered as"
"""What DuckDB says where it is a file of the output that it cannot read."""


class QueryError(Exception):
    """A query that cannot be answered; the message says why and what to do."""


class Answer:
    """The answer to a query: Arrow batches or rows, which are streamed and can be read once.

    Args:
        relation: What DuckDB made of the query; it is run now.

    Attributes:
        schema: Names and types of the columns; two names may be the same.

    Raises:
        QueryError: The query cannot be run, or what is read cannot be computed.
    """

    def __init__(self, relation: "duckdb.DuckDBPyRelation") -> None:
        with explained():
            self._reader: pa.RecordBatchReader = _as_text(relation).to_arrow_reader(_BATCH)
        self.schema: pa.Schema = self._reader.schema

    @property
    def names(self) -> list[str]:
        """Names of the columns."""
        return list(self.schema.names)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows as Arrow."""
        try:
            yield from self._reader
        except STREAM_ERRORS as error:
            raise _in_words(error) from error

    def rows(self) -> Iterator[AnswerRow]:
        """The rows as Python's values."""
        for batch in self.batches():
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _as_text(relation: "duckdb.DuckDBPyRelation") -> "duckdb.DuckDBPyRelation":
    """The relation with text for values of the types of `_TEXT`."""
    kinds = [str(kind) for kind in relation.types]
    if not any(kind.startswith(_TEXT) for kind in kinds):
        return relation
    quoted = ('"' + name.replace('"', '""') + '"' for name in relation.columns)
    return relation.project(
        ", ".join(
            f"CAST(#{place} AS VARCHAR) AS {name}"
            if kind.startswith(_TEXT)
            else f"#{place} AS {name}"
            for place, (name, kind) in enumerate(zip(quoted, kinds, strict=True), start=1)
        )
    )


class Relation(NamedTuple):
    """A dataset or view that can be queried; a view's rows are not counted, that would run it."""

    name: str
    kind: str
    rows: int | None
    row_is: str


def connect(output: Path | str | Output, at: str | None = None) -> "duckdb.DuckDBPyConnection":
    """A connection to the datasets and views of an output.

    Every dataset is there, empty if nothing of it was ever committed. All are at one state.

    Args:
        output: The output.
        at: Id or number of the run whose state it is; None for the latest.

    Raises:
        QueryError: Nothing was committed there, or what is there cannot be read.
        CatalogBusyError: It can be read once another process is done.
    """
    place = output if isinstance(output, Output) else Output(str(Path(output).absolute()))
    try:
        state = read_state(place, at)
        if state is None:
            raise QueryError(
                f"{place.path}: nothing is committed here; edgar-arcs run writes an output"
            )
        connection: duckdb.DuckDBPyConnection = _duckdb().connect()
        for name, dataset in DATASETS.items():
            connection.register(name, _rows(state, dataset))
    except CatalogBusyError:
        raise
    except CatalogError as error:
        raise QueryError(str(error)) from error
    for view in VIEWS.values():
        connection.execute(view.sql)
    return connection


def _rows(state: State, dataset: Dataset) -> "pads.FileSystemDataset | pa.Table":
    """The files of a dataset. Those that their bounds exclude from a query are not opened."""
    files = state.files(dataset.name)
    return arrow_dataset(files, dataset, encoded=True) if files else dataset.schema.empty_table()


def answers(
    connection: "duckdb.DuckDBPyConnection", sql: str, *, single: bool = False
) -> Iterator[Answer]:
    """Run statements one by one, and give the answer of each that asks for rows.

    Where none does, that of the last, such as how many rows it wrote. An answer has to be read
    before the next is taken.

    Args:
        connection: The datasets and views.
        sql: The statements.
        single: Whether there may be one answer alone.

    Raises:
        QueryError: There is no statement, one is wrong, or several ask where one may.
    """
    with explained():
        statements = connection.extract_statements(sql)
    if not statements:
        raise QueryError("there is no statement in this SQL")
    rows = [_duckdb().ExpectedResultType.QUERY_RESULT]
    asking = [each for each in statements if each.expected_result_type == rows]
    if single and len(asking) > 1:
        raise QueryError(
            f"{len(asking)} of these statements ask for rows, of which only a table can hold more "
            "than one answer: ask them one by one"
        )
    for statement in statements:
        with explained():
            relation = connection.sql(statement)
        if relation is not None and statement in (asking or statements[-1:]):
            yield Answer(relation)


def query(
    output: Path | str | Output, sql: str, at: str | None = None
) -> tuple[list[str], list[AnswerRow]]:
    """Names of the columns and all rows of the one answer to SQL over an output.

    Raises:
        QueryError: As of `connect` and `answers`.
    """
    found = [
        (each.names, list(each.rows())) for each in answers(connect(output, at), sql, single=True)
    ]
    return found[-1] if found else ([], [])


def relations(output: Path | str | Output, at: str | None = None) -> list[Relation]:
    """The datasets of an output with their numbers of rows, and the views; errors as of `connect`."""
    return relations_of(connect(output, at))


def relations_of(connection: "duckdb.DuckDBPyConnection") -> list[Relation]:
    """The same over a connection."""
    described = [(name, "dataset", dataset.rows) for name, dataset in DATASETS.items()]
    described += [(name, "view", VIEWS[name].description) for name in sorted(VIEWS)]
    with explained():
        return [
            Relation(name, kind, _count(connection, name) if kind == "dataset" else None, row_is)
            for name, kind, row_is in described
        ]


def _count(connection: "duckdb.DuckDBPyConnection", name: str) -> int:
    count: int = connection.table(name).count("*").fetchall()[0][0]
    return count


@contextmanager
def explained() -> Iterator[None]:
    """Turn errors of DuckDB, also those that reach us through Arrow, into one message.

    Raises:
        QueryError: There was one.
    """
    try:
        yield
    except Exception as error:  # DuckDB's classes are known once it is imported, not before
        duckdb = _duckdb()
        if isinstance(error, duckdb.Error | pa.ArrowException):
            raise _in_words(error) from error
        raise


def _in_words(error: Exception) -> QueryError:
    damaged = _IN_READING in str(error)
    hint = "; edgar-arcs verify names every committed file that is damaged"
    return QueryError(f"{error}{hint if damaged else ''}")


def _duckdb() -> ModuleType:
    """DuckDB, imported when it is needed: a missing output is reported without waiting for it."""
    return import_module("duckdb")
