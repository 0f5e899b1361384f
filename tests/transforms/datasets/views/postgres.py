"""A PostgreSQL of the test's own: a cluster in a directory, on a socket there, no port."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from transforms.datasets.schema import DATASETS

_ROLE = "postgres"  # whoever runs the tests: a container need not say who that is
_PLACES = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
_TYPES = {
    pa.string(): "text",
    pa.bool_(): "boolean",
    pa.int32(): "integer",
    pa.int64(): "bigint",
    pa.date32(): "date",
    pa.float64(): "double precision",
}


def program(name: str) -> str | None:
    """Path of one of PostgreSQL's programs, None where it is not installed."""
    return shutil.which(name, path=os.pathsep.join([os.environ["PATH"], *map(str, _PLACES)]))


class Postgres:
    """A running cluster, spoken to with psql."""

    def __init__(self, directory: Path, account: str | None) -> None:
        self._directory, self._account = directory, account

    @property
    def url(self) -> str:
        """Where clients find it."""
        return f"postgresql://{_ROLE}@/postgres?host={self._directory}"

    def run(self, name: str, *arguments: str, text: str | None = None) -> str:
        """Output of one of PostgreSQL's programs.

        Raises:
            RuntimeError: It failed; the message is what it said.
        """
        path = program(name)
        assert path is not None
        done = subprocess.run(
            [path, *arguments], input=text, text=True, capture_output=True, cwd=self._directory,
            user=self._account, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def execute(self, sql: str) -> list[list[str]]:
        """Rows of the last statement, as psql writes their fields; null is `\\N`."""
        where = ["-h", str(self._directory), "-U", _ROLE, "-d", "postgres"]
        options = [*where, "-v", "ON_ERROR_STOP=1"]
        out = self.run("psql", *options, "-XqtA", "-F", "\x1f", "-R", "\x1e", "-P", "null=\\N",
                       text=sql)  # fmt: skip
        return [line.split("\x1f") for line in out.rstrip("\n").split("\x1e") if line]


@contextmanager
def cluster() -> Iterator[Postgres]:
    """A new cluster, stopped and removed at the end.

    Raises:
        RuntimeError: It cannot start here.
    """
    account = "nobody" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as place:
        directory = Path(place)
        if account:
            shutil.chown(directory, account)
        postgres = Postgres(directory, account)
        data = str(directory / "data")
        postgres.run("initdb", "-D", data, "-A", "trust", "-U", _ROLE, "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={place} -c fsync=off -c timezone=UTC"
        log = str(directory / "log")
        postgres.run("pg_ctl", "-D", data, "-o", options, "-l", log, "-w", "start")
        try:
            yield postgres
        finally:
            postgres.run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def tables_sql(tables: dict[str, list[dict[str, Any]]]) -> str:
    """Statements that create a table for each dataset and fill it."""
    statements = []
    for name, dataset in DATASETS.items():
        columns = []
        for field in dataset.schema:
            kind, made = _type(name, field)
            statements += made
            columns.append(f'"{field.name}" {kind}')
        statements.append(f"CREATE TABLE {name} ({', '.join(columns)})")
        for row in tables.get(name, []):
            values = (_literal(name, field, row[field.name]) for field in dataset.schema)
            statements.append(f"INSERT INTO {name} VALUES ({', '.join(values)})")
    return ";\n".join(statements) + ";\n"


def _type(table: str, field: pa.Field) -> tuple[str, list[str]]:
    """PostgreSQL's type of a field, and the statements that create it."""
    kind = field.type
    if pa.types.is_decimal(kind):
        return f"numeric({kind.precision}, {kind.scale})", []
    if pa.types.is_timestamp(kind):
        return "timestamptz", []
    if not pa.types.is_list(kind):
        return _TYPES[kind], []
    if not pa.types.is_struct(kind.value_type):
        return f"{_TYPES[kind.value_type]}[]", []
    name = f"{table}_{field.name}_item"
    parts = ", ".join(f'"{part.name}" {_type(table, part)[0]}' for part in kind.value_type)
    return f"{name}[]", [f"CREATE TYPE {name} AS ({parts})"]


def _literal(table: str, field: pa.Field, value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, list):
        items = (
            f"ROW({', '.join(_literal(table, part, item.get(part.name)) for part in field.type.value_type)})"
            if isinstance(item, dict)
            else _literal(table, field, item)
            for item in value
        )
        kind = _type(table, field)[0]
        return f"ARRAY[{', '.join(f'{item}::{kind[:-2]}' for item in items)}]::{kind}"
    if isinstance(value, str | date | datetime):
        return "'" + str(value).replace("'", "''") + "'"
    return str(value)
