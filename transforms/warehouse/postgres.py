"""Loading into PostgreSQL, by COPY.

As CSV: Arrow writes it in bulk, and it can hold arrays of composite types, which drivers that
accept Arrow batches cannot. One thread writes rows while another one sends them.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import psycopg
import pyarrow as pa
import pyarrow.csv as pacsv
from psycopg.copy import QueuedLibpqWriter

from transforms.datasets.schema import Dataset
from transforms.warehouse.changes import Changes
from transforms.warehouse.dialect import DIALECTS
from transforms.warehouse.errors import WarehouseError
from transforms.warehouse.target import UNITS, OnRows, Target

_CSV: Final = pacsv.WriteOptions(include_header=False)
_ENCODINGS: Final = {"UTF8", "SQL_ASCII"}
"""Encodings of databases that keep UTF-8 as it comes."""
_PIECE: Final = 1 << 16
"""Bytes sent at once. At most 1,024 pieces wait to be sent."""


class Postgres(Target):
    """A schema of a PostgreSQL database inside a transaction."""

    dialect = DIALECTS["postgres"]

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Rows that a statement gives."""
        text = sql.replace("?", "%s") if parameters else sql
        cursor = self._connection.execute(text.encode(), parameters or None)
        return cursor.fetchall() if cursor.description else []

    def delete(self, sql: str) -> int:
        """Run a DELETE; gives the number of rows that are gone."""
        return self._connection.execute(sql.encode()).rowcount

    def stage(self, units: pa.Table) -> None:
        """Make the temporary table of these rows."""
        columns = ", ".join(f"{name} TEXT" for name in units.column_names)
        self.execute(f"DROP TABLE IF EXISTS {UNITS}")
        self.execute(f"CREATE TEMP TABLE {UNITS} ({columns}) ON COMMIT DROP")
        self._copy(UNITS, units.column_names, units.to_batches(), lambda _: None)
        self.execute(f"ANALYZE {UNITS}")

    def view_comments(self) -> dict[str, str]:
        """The comment of each view."""
        rows = self.execute(
            "SELECT relname, coalesce(obj_description(pg_class.oid, 'pg_class'), '') "
            "FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
            "WHERE relkind = 'v' AND nspname = current_schema()"
        )
        return dict(rows)

    def insert(self, dataset: Dataset, changes: Changes, on_rows: OnRows) -> None:
        """Copy the rows that come, and let the planner know of them: views join large tables."""
        batches = changes.read(as_text(dataset))
        self._copy(f'"{dataset.name}"', dataset.schema.names, batches, on_rows)
        self.execute(f'ANALYZE "{dataset.name}"')

    def _copy(
        self, table: str, names: Sequence[str], batches: Iterable[pa.RecordBatch], on_rows: OnRows
    ) -> None:
        columns = ", ".join(f'"{name}"' for name in names)
        statement = f"COPY {table} ({columns}) FROM STDIN (FORMAT csv)"
        cursor = self._connection.cursor()
        with cursor.copy(statement.encode(), writer=QueuedLibpqWriter(cursor)) as copy:
            for batch in batches:
                written = to_csv(batch)
                for start in range(0, len(written), _PIECE):
                    copy.write(written[start : start + _PIECE])
                on_rows(batch.num_rows)


def as_text(dataset: Dataset) -> list[str]:
    """The columns of a dataset as CSV can hold them, in DuckDB's SQL."""
    return [_as_text(field) for field in dataset.schema]


def to_csv(batch: pa.RecordBatch) -> memoryview:
    """Rows of such columns as CSV: null is an empty field without quotes."""
    sink = pa.BufferOutputStream()
    pacsv.write_csv(batch, sink, _CSV)
    return memoryview(sink.getvalue())


def _as_text(field: pa.Field) -> str:
    """A column as CSV can hold it: a list as PostgreSQL writes an array.

    Text has U+FFFD in place of U+0000, which PostgreSQL cannot store.
    """
    name = f'"{field.name}"'
    if pa.types.is_string(field.type):
        return f"replace({name}, chr(0), chr(65533)) AS {name}"
    if not pa.types.is_list(field.type):
        return name
    kind = field.type.value_type
    item = _record("item", kind) if pa.types.is_struct(kind) else "item::VARCHAR"
    items = f"list_transform({name}, lambda item: coalesce({_quoted(item)}, 'NULL'))"
    return f"'{{' || array_to_string({items}, ',') || '}}' AS {name}"


def _record(value: str, kind: pa.StructType) -> str:
    """A struct as PostgreSQL writes a record: `("us-gaap:Cash","1.000000",)`."""
    names = (kind.field(position).name for position in range(kind.num_fields))
    fields = (f"""coalesce({_quoted(f'{value}."{name}"::VARCHAR')}, '')""" for name in names)
    return "'(' || " + " || ',' || ".join(fields) + " || ')'"


def _quoted(text: str) -> str:
    """A text in quotes as an array or a record holds it."""
    clean = f"replace({text}, chr(0), chr(65533))"
    return rf"""'"' || replace(replace({clean}, '\', '\\'), '"', '\"') || '"'"""


@contextmanager
def open_postgres(url: str) -> Iterator[Postgres]:
    """A database, in a transaction that ends with the context.

    Loads into one schema wait for each other.

    Args:
        url: `postgresql://user@host:port/database` or `key=value` pairs, as libpq takes them.
            Tables are made in the first schema of the search path.

    Raises:
        WarehouseError: It cannot be reached, read or written.
    """
    try:
        # Rows are sent in UTF-8, whatever the encoding of the database or PGCLIENTENCODING is.
        with psycopg.connect(
            url, application_name="edgar-arcs load", client_encoding="UTF8"
        ) as connection:
            _require_encoding(connection)
            _require_schema(connection)
            connection.execute(
                "SELECT pg_advisory_xact_lock(hashtext('edgar-arcs'), hashtext(current_schema()))"
            )
            yield Postgres(connection)
    except psycopg.Error as error:
        raise WarehouseError(f"PostgreSQL: {str(error).strip()}") from error


def _require_encoding(connection: psycopg.Connection) -> None:
    """Raise an error if the database cannot hold every character of a filing."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding not in _ENCODINGS:
        raise WarehouseError(
            f"PostgreSQL: the database's encoding is {encoding}, in which not every character of "
            "filings exists: load into one that was made by "
            "CREATE DATABASE filings ENCODING 'UTF8' TEMPLATE template0"
        )


def _require_schema(connection: psycopg.Connection) -> None:
    """Raise an error if no schema of the search path exists: a load makes tables, not schemas."""
    cursor = connection.execute("SELECT current_schema(), current_setting('search_path')")
    schema, path = cursor.fetchone() or (None, "")
    if schema is None:
        named = [name.strip() for name in path.split(",") if "$user" not in name]
        raise WarehouseError(
            f"PostgreSQL: no schema of the search path ({path}) exists, or may be used: "
            f"make one, such as by CREATE SCHEMA {named[0] if named else 'edgar'}, and load again"
        )
