"""Statements for each warehouse: parsed by sqlglot, and executed where a warehouse can be had."""

import random
from dataclasses import replace

import duckdb
import psycopg
import pyarrow as pa
import pytest
import sqlglot

from tests.transforms.datasets.views.tables import row
from tests.transforms.warehouse.warehouses import Postgres, Warehouse, insert
from transforms.datasets.schema import CALCULATIONS, CONCEPTS, DATASETS, FILINGS, ROLES
from transforms.datasets.views import VIEWS
from transforms.warehouse.ddl import create_table, ddl
from transforms.warehouse.dialect import DIALECTS
from transforms.warehouse.errors import WarehouseError


@pytest.mark.parametrize("name", DIALECTS)
def test_every_table_and_view_is_created_in_words_that_the_dialect_has(name: str) -> None:
    statements = sqlglot.parse(
        ddl(DATASETS.values(), VIEWS.values(), DIALECTS[name]), name,
        error_level=sqlglot.ErrorLevel.RAISE,
    )  # fmt: skip
    created = {
        (each.kind, each.find(sqlglot.exp.Table).name)
        for each in statements
        if isinstance(each, sqlglot.exp.Create) and each.kind not in ("TYPE", "INDEX")
    }
    assert created == {("TABLE", name) for name in DATASETS} | {("VIEW", name) for name in VIEWS}
    assert not any(isinstance(each, sqlglot.exp.Command) for each in statements)


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize("dataset", DATASETS.values(), ids=list(DATASETS))
def test_a_table_has_every_column_with_its_null_and_its_comment(dataset, name: str) -> None:
    statements = create_table(dataset, DIALECTS[name])
    parsed = [sqlglot.parse_one(each, name) for each in statements]
    (table,) = [
        each
        for each in parsed
        if each.args.get("kind") == "TABLE" and each.find(sqlglot.exp.Schema)
    ]
    texts = {text.this for each in parsed for text in each.find_all(sqlglot.exp.Literal)}
    columns = {
        column.name: column
        for column in table.this.expressions
        if isinstance(column, sqlglot.exp.ColumnDef)
    }
    assert list(columns) == dataset.schema.names
    for field in dataset.schema:
        required = columns[field.name].find(sqlglot.exp.NotNullColumnConstraint) is not None
        is_array = name == "bigquery" and pa.types.is_list(field.type)
        assert required == (not field.nullable and not is_array)
        assert field.metadata[b"description"].decode() in texts


@pytest.mark.parametrize(
    ("name", "everywhere", "by_quarter"),
    [
        ("spark", "\nUSING iceberg", "\nPARTITIONED BY (filing_quarter)"),
        ("snowflake", "\nCOMMENT = ", "\nCLUSTER BY (filing_quarter, cik)"),
        ("bigquery", "\nOPTIONS(description=", "\nPARTITION BY RANGE_BUCKET(filing_quarter, "),
    ],
)
def test_tables_of_filings_are_divided_by_quarter_and_no_others(
    name: str, everywhere: str, by_quarter: str
) -> None:
    for dataset in DATASETS.values():
        statement = create_table(dataset, DIALECTS[name])[-1]
        assert everywhere in statement
        assert (by_quarter in statement) == dataset.partitioned


def test_duckdb_creates_every_table_and_view() -> None:
    with duckdb.connect() as connection:
        connection.execute(ddl(DATASETS.values(), VIEWS.values(), DIALECTS["duckdb"]))
        comments = connection.execute(
            "SELECT comment FROM duckdb_columns() WHERE table_name = 'facts' "
            "AND column_name = 'concept'"
        ).fetchall()
        keys = connection.execute(
            "SELECT constraint_column_names FROM duckdb_constraints() "
            "WHERE table_name = 'facts' AND constraint_type = 'PRIMARY KEY'"
        ).fetchall()
        indexes = connection.execute(
            "SELECT expressions FROM duckdb_indexes() WHERE table_name = 'arcs' AND is_unique"
        ).fetchall()
    assert comments == [("prefix:LocalName",)]
    assert keys == [(["accession_number", "instance", "fact_index"],)]
    assert indexes == [("[accession_number, file, link_index, arc_index, pair_index]",)]


def test_postgres_creates_every_table_and_view(postgres: Postgres) -> None:
    with psycopg.connect(postgres.url) as connection:
        connection.execute(ddl(DATASETS.values(), VIEWS.values(), DIALECTS["postgres"]).encode())
    lists = {name for name, view in VIEWS.items() if not {*DATASETS, *VIEWS} & {*view.reads}}
    for name in (*DATASETS, *VIEWS):
        assert bool(postgres.ask(f"SELECT * FROM {name}")) == (name in lists), name
    comments = postgres.ask("SELECT col_description('facts'::regclass, 8)")
    assert comments == [("prefix:LocalName",)]


def test_postgres_has_a_primary_key_or_one_of_hashes_where_a_text_may_be_long(
    postgres: Postgres,
) -> None:
    tables = (FILINGS, CALCULATIONS, CONCEPTS)
    with psycopg.connect(postgres.url) as connection:
        connection.execute(ddl(tables, [], DIALECTS["postgres"]).encode())
    rows = postgres.ask(
        "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
    )
    keys = {table: definition.partition("USING btree ")[2] for table, definition in rows}
    primary = (
        "SELECT conrelid::regclass::text FROM pg_constraint "
        "WHERE contype = 'p' AND connamespace = current_schema()::regnamespace"
    )
    assert postgres.ask(primary) == [("filings",)]
    assert keys["filings"] == "(accession_number)"
    assert keys["calculations"].startswith("(accession_number, ((md5(instance))::uuid), ")
    assert "COALESCE(md5(namespace), repeat('0'::text, 32))" in keys["concepts"]


def test_keys_of_postgres_hold_text_of_any_length_and_still_tell_rows_apart(
    postgres: Postgres,
) -> None:
    long = random.Random(1).randbytes(2500).hex()  # 5 kB that do not compress
    roles = [row("roles", role_uri=long), row("roles", role_uri=long + "/2")]
    concepts = [row("concepts", namespace=name, local_name=long) for name in (None, "n")]
    with postgres.open() as target:
        insert(target, ROLES, roles)
        insert(target, CONCEPTS, concepts)
    assert postgres.ask("SELECT count(*), min(length(role_uri)) FROM roles") == [(2, len(long))]
    for dataset, twice in ((ROLES, roles[0]), (CONCEPTS, concepts[0])):
        with pytest.raises(WarehouseError, match="duplicate key"), postgres.open() as target:
            insert(target, dataset, [twice])


def test_a_table_made_by_an_earlier_version_is_given_the_columns_it_lacks(
    warehouse: Warehouse,
) -> None:
    schema = CALCULATIONS.schema
    older = replace(CALCULATIONS, schema=schema.remove(schema.get_field_index("items")))
    with warehouse.open() as target:
        target.prepare(older)
        target.add_key(older)
    with warehouse.open() as target:
        target.prepare(CALCULATIONS)
    assert warehouse.rows("calculations") == []


def test_a_table_made_by_a_later_version_is_not_loaded(warehouse: Warehouse) -> None:
    later = replace(FILINGS, schema=FILINGS.schema.append(pa.field("mood", pa.string())))
    with warehouse.open() as target:
        target.prepare(later)
    with pytest.raises(WarehouseError, match=r"\(mood\): upgrade"), warehouse.open() as target:
        target.prepare(FILINGS)
