"""Every view in the SQL of each warehouse: transpiled and parsed, its comment complete."""

import duckdb
import pyarrow as pa
import pytest
import sqlglot

from transforms.datasets.schema import DATASETS
from transforms.datasets.views import VIEWS, View

DIALECTS = ["bigquery", "snowflake", "spark", "postgres"]


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    """Empty tables of all datasets, and all views."""
    connection = duckdb.connect()
    for name, dataset in DATASETS.items():
        connection.register(name, dataset.schema.empty_table())
    for view in VIEWS.values():
        connection.execute(view.sql)
    return connection


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("view", VIEWS.values(), ids=list(VIEWS))
def test_a_view_is_written_for_each_dialect(view: View, dialect: str) -> None:
    written = sqlglot.transpile(
        view.sql, "duckdb", dialect, unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    parsed = sqlglot.parse_one(written[0], dialect)
    tables = {table.name for table in parsed.find_all(sqlglot.exp.Table)}
    assert {view.name, *view.reads} & {*VIEWS, *DATASETS} <= tables


@pytest.mark.parametrize("view", VIEWS.values(), ids=list(VIEWS))
def test_a_views_comment_describes_its_columns_in_order(
    view: View, database: duckdb.DuckDBPyConnection
) -> None:
    result: pa.Table = database.sql(f"FROM {view.name}").to_arrow_table()
    assert list(view.columns) == result.column_names


@pytest.mark.parametrize("view", VIEWS.values(), ids=list(VIEWS))
def test_a_view_comes_after_what_it_reads(view: View) -> None:
    names = list(VIEWS)
    read = [name for name in view.reads if name in VIEWS]
    assert all(names.index(name) < names.index(view.name) for name in read)
    is_table = "(VALUES" in view.sql and not view.reads
    assert is_table or any(name in VIEWS or name in DATASETS for name in view.reads)
    assert view.description.endswith(".")
