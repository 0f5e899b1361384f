"""A warehouse of each kind."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.transforms.datasets.views.postgres import cluster, program
from tests.transforms.warehouse.warehouses import DuckDB, Postgres, Warehouse


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A running PostgreSQL."""
    if program("initdb") is None:
        pytest.skip("no PostgreSQL is installed here")
    with cluster() as postgres:
        yield postgres.url


@pytest.fixture
def postgres(postgres_url: str) -> Postgres:
    """An empty schema."""
    return new_schema(postgres_url)


@pytest.fixture(scope="module")
def comments_schema(postgres_url: str) -> Postgres:
    """A schema that examples of a property share."""
    return new_schema(postgres_url)


def new_schema(postgres_url: str) -> Postgres:
    """A schema of its own."""
    schema = f"s{uuid4().hex}"
    with psycopg.connect(postgres_url) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
    return Postgres(f"{postgres_url}&options=-csearch_path%3D{schema}")


@pytest.fixture
def duckdb_file(tmp_path: Path) -> DuckDB:
    """No file yet."""
    return DuckDB(tmp_path / "warehouse.duckdb")


@pytest.fixture(params=["duckdb_file", "postgres"])
def warehouse(request: pytest.FixtureRequest) -> Warehouse:
    """An empty warehouse of either kind."""
    made: Warehouse = request.getfixturevalue(request.param)
    return made
