"""Warehouses of a test's own, each loaded and read in the same way."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pyarrow as pa
from psycopg.types.composite import CompositeInfo, register_composite

from tests.transforms.outputs import in_order
from transforms.datasets.catalog import Output
from transforms.datasets.schema import DATASETS, Dataset
from transforms.datasets.state import read_state
from transforms.warehouse.changes import Changes
from transforms.warehouse.ddl import struct_type
from transforms.warehouse.duckdb_file import open_duckdb
from transforms.warehouse.loading import Result, load
from transforms.warehouse.postgres import open_postgres
from transforms.warehouse.target import Target

Rows = list[tuple[Any, ...]]


def _unseen(*rows: object) -> None:
    del rows


class Warehouse(ABC):
    """A warehouse."""

    @abstractmethod
    def open(self) -> AbstractContextManager[Target]:
        """A transaction on it."""

    @abstractmethod
    def answers(self, queries: Iterable[str]) -> list[Rows]:
        """Rows of each query."""

    @abstractmethod
    def table(self, dataset: str) -> pa.Table:
        """Rows of a table in the order of its key."""

    def ask(self, sql: str) -> Rows:
        """Rows of a query."""
        (rows,) = self.answers([sql])
        return rows

    def load(
        self,
        output: Output,
        datasets: Iterable[str] = DATASETS,
        on_rows: Callable[[str, int, int], None] = _unseen,
    ) -> dict[str, Result]:
        """Bring it to the latest state of an output."""
        state = read_state(output)
        assert state is not None
        with self.open() as target:
            results = load(state, output.path, target, datasets, on_rows)
        return {result.dataset: result for result in results}

    def rows(self, dataset: str) -> Rows:
        """Rows of a table, sorted."""
        return plain_rows(self.ask(_all_of(dataset)))

    def tables(self, names: Iterable[str] = DATASETS) -> dict[str, Rows]:
        """Rows of tables, sorted."""
        names = list(names)
        found = self.answers(map(_all_of, names))
        return {name: plain_rows(rows) for name, rows in zip(names, found, strict=True)}


def _all_of(dataset: str) -> str:
    names = ", ".join(f'"{name}"' for name in DATASETS[dataset].schema.names)
    return f"SELECT {names} FROM {dataset}"


@dataclass(frozen=True)
class DuckDB(Warehouse):
    """A DuckDB file."""

    path: Path

    def open(self) -> AbstractContextManager[Target]:
        return open_duckdb(self.path)

    def answers(self, queries: Iterable[str]) -> list[Rows]:
        with duckdb.connect(self.path) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            return [connection.execute(sql).fetchall() for sql in queries]

    def table(self, dataset: str) -> pa.Table:
        with duckdb.connect(self.path) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            found = connection.sql(_all_of(dataset)).to_arrow_table()
        return in_order(found.cast(DATASETS[dataset].schema), dataset)


@dataclass(frozen=True)
class Postgres(Warehouse):
    """A schema of a PostgreSQL database."""

    url: str

    def open(self) -> AbstractContextManager[Target]:
        return open_postgres(self.url)

    def answers(self, queries: Iterable[str]) -> list[Rows]:
        with psycopg.connect(self.url) as connection:
            connection.execute("SET TIME ZONE 'UTC'")
            for dataset in DATASETS.values():
                for field in filter(_has_structs, dataset.schema):
                    info = CompositeInfo.fetch(connection, struct_type(dataset, field))
                    if info:
                        register_composite(info, connection)
            return [connection.execute(sql.encode()).fetchall() for sql in queries]

    def table(self, dataset: str) -> pa.Table:
        schema = DATASETS[dataset].schema
        columns = list(zip(*self.ask(_all_of(dataset)), strict=True)) or [()] * len(schema)
        arrays = [
            pa.array(map(_as_structs(field), column) if _has_structs(field) else column, field.type)
            for field, column in zip(schema, columns, strict=True)
        ]
        return in_order(pa.Table.from_arrays(arrays, schema=schema), dataset)


def _has_structs(field: pa.Field) -> bool:
    return pa.types.is_list(field.type) and pa.types.is_struct(field.type.value_type)


def _as_structs(field: pa.Field) -> Callable[[list[tuple[Any, ...]] | None], object]:
    """How Arrow takes lists of structs, which psycopg gives as tuples."""
    names = [part.name for part in field.type.value_type]
    return lambda items: items and [dict(zip(names, each, strict=True)) for each in items]


def insert(target: Target, dataset: Dataset, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows as a first load does: the key is made when they are there."""
    with duckdb.connect() as source:
        source.register("come", pa.Table.from_pylist(list(rows), dataset.schema))
        is_new = target.prepare(dataset)
        target.insert(dataset, Changes(dataset, None, len(rows), source), _unseen)
        if is_new:
            target.add_key(dataset)


def plain_rows(rows: Iterable[Iterable[object]]) -> Rows:
    """Rows sorted, with structs as tuples: equal for equal content."""
    return sorted((tuple(map(_plain, row)) for row in rows), key=repr)


def table_rows(table: pa.Table) -> Rows:
    """The same of rows in Arrow."""
    return plain_rows(row.values() for row in table.to_pylist())


def _plain(value: object) -> object:
    if isinstance(value, list):
        return tuple(map(_plain, value))
    if isinstance(value, dict):
        return tuple(value.values())
    return tuple(value) if isinstance(value, tuple) else value
