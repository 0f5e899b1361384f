"""What of a PostgreSQL database is looked at before anything is loaded, and the encoding of text."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest

from tests.transforms.warehouse.warehouses import insert
from transforms.warehouse.errors import WarehouseError
from transforms.warehouse.loads import LOADS
from transforms.warehouse.postgres import open_postgres

NAME = "Büro “東京”"
LOAD = {
    "load": 1,
    "dataset": NAME,
    "output": NAME,
    "run_id": "r1",
    "snapshot_id": 1,
    "rows_deleted": 0,
    "rows_inserted": 1,
    "loaded_at": datetime(2024, 5, 15, tzinfo=UTC),
}


@contextmanager
def database(url: str, encoding: str) -> Iterator[str]:
    """A database in that encoding, which is dropped at the end."""
    name = f"d{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            f"CREATE DATABASE {name} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0".encode()
        )
        try:
            yield url.replace("/postgres?", f"/{name}?")
        finally:
            connection.execute(f"DROP DATABASE {name}".encode())


def test_a_schema_that_does_not_exist_is_named_with_the_remedy(postgres_url: str) -> None:
    missing = pytest.raises(WarehouseError, match=r"\(edgar\) exists.*CREATE SCHEMA edgar")
    with missing, open_postgres(f"{postgres_url}&options=-csearch_path%3Dedgar"):
        pass


def test_a_database_that_cannot_hold_every_character_is_refused(postgres_url: str) -> None:
    refused = pytest.raises(WarehouseError, match=r"encoding is LATIN1.*ENCODING 'UTF8'")
    with database(postgres_url, "LATIN1") as url, refused, open_postgres(url):
        pass


@pytest.mark.parametrize("encoding", ["UTF8", "SQL_ASCII"])
def test_text_is_kept_whatever_encoding_clients_are_told_to_use(
    postgres_url: str, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    with database(postgres_url, encoding) as url:
        with open_postgres(url) as target:
            insert(target, LOADS, [LOAD])
        with open_postgres(url) as target:
            assert target.loaded()[NAME].output == NAME
            assert target.columns(LOADS) == set(LOADS.schema.names)
        with psycopg.connect(url, client_encoding="UTF8") as connection:
            assert connection.execute("SELECT output FROM loads").fetchall() == [(NAME,)]
