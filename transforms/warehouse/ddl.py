"""Statements that create the tables and views in a warehouse, from the one schema."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Final

import pyarrow as pa

from transforms.datasets.describe import description
from transforms.datasets.schema import DATASETS, Dataset
from transforms.datasets.views import VIEWS, View
from transforms.warehouse.dialect import Dialect

_BOUNDED: Final = frozenset({"accession_number", "run_id", "dataset"})
"""Text in keys that is short, whatever a filing says."""
_KEYED_LATER: Final = frozenset({"duckdb", "postgres"})
MADE: Final = "Made by edgar-arcs load of definition"
"""What stands in the comment of each view that a load made, before a digest of the definition."""


def create_table(dataset: Dataset, dialect: Dialect, within: str | None = None) -> list[str]:
    """Statements that create the table of a dataset: types, NOT NULL, keys, comments.

    In DuckDB and PostgreSQL the key is made by `create_key`: it is quicker once the rows are there.

    Args:
        dataset: The dataset.
        dialect: The warehouse.
        within: BigQuery's dataset, see `create_view`.
    """
    columns = (_column(dataset, field, dialect) for field in dataset.schema)
    body = ",\n  ".join(filter(None, (*columns, _constraint(dataset, dialect))))
    name = dialect.identifier(f"{within}.{dataset.name}" if within else dataset.name)
    storage = _STORAGE[dialect.name](dataset, dialect) if dialect.name in _STORAGE else ""
    return [
        *_struct_types(dataset, dialect),
        f"CREATE TABLE {name} (\n  {body}\n){storage}",
        *_comments(dataset, dialect),
    ]


def create_key(dataset: Dataset, dialect: Dialect) -> list[str]:
    """Statements that make the key of a table of DuckDB or PostgreSQL; none elsewhere.

    A primary key, or a unique index where a column of it may be null. An entry of PostgreSQL's
    indexes has at most 2,704 bytes, and text of filings may be longer: where the key has some,
    it is a unique index of its hashes.
    """
    if dialect.name not in _KEYED_LATER:
        return []
    table = dialect.identifier(dataset.name)
    fields = [dataset.schema.field(name) for name in dataset.primary_key]
    hashed = dialect.name == "postgres" and any(map(_is_unbounded, fields))
    if not has_null_in_key(dataset) and not hashed:
        columns = ", ".join(dialect.identifier(field.name) for field in fields)
        return [f"ALTER TABLE {table} ADD PRIMARY KEY ({columns})"]
    parts = ", ".join(_indexed(field, dialect) for field in fields)
    return [f"CREATE UNIQUE INDEX {dataset.name}_key ON {table} ({parts})"]


def _is_unbounded(field: pa.Field) -> bool:
    return pa.types.is_string(field.type) and field.name not in _BOUNDED


def _indexed(field: pa.Field, dialect: Dialect) -> str:
    column = dialect.identifier(field.name)
    if dialect.name != "postgres" or not _is_unbounded(field):
        return column
    # Nulls are distinct in an index, and equal in a key.
    digest = f"coalesce(md5({column}), repeat('0', 32))" if field.nullable else f"md5({column})"
    return f"({digest}::uuid)"


def add_column(dataset: Dataset, field: pa.Field, dialect: Dialect) -> list[str]:
    """Statements that add a column to a table which was made before the dataset had it."""
    kind = dialect.type(field.type, struct_type(dataset, field))
    table, column = dialect.identifier(dataset.name), dialect.identifier(field.name)
    types = _struct_types(dataset, dialect, field.name)
    return [*types, f"ALTER TABLE {table} ADD COLUMN {column} {kind}"]


def readable_views(views: Iterable[View], there: Iterable[str]) -> Iterator[View]:
    """The views that read nothing but what is there and one another.

    Args:
        views: Views, each after those it reads.
        there: Names of tables and views.
    """
    readable = set(there)
    for view in views:
        if {*DATASETS, *VIEWS}.intersection(view.reads) <= readable:
            readable.add(view.name)
            yield view


def create_view(view: View, dialect: Dialect, within: str | None = None) -> str:
    """The statement that creates a view.

    Args:
        view: The view.
        dialect: The warehouse.
        within: BigQuery's `dataset` or `project.dataset` in which the view and what it reads
            stand. It must be named in a view: the default dataset does not count there.

    Raises:
        ImportError: sqlglot is not installed.
    """
    if dialect.name == "duckdb":
        return view.sql.strip()
    from transforms.warehouse.translation import written

    return written(view, dialect.name, within)


def comment_view(view: View, dialect: Dialect) -> str:
    """The statement that notes at a view what it is, and of which definition a load made it."""
    name, text = dialect.identifier(view.name), f"{view.description} {made_of(view)}"
    return f"COMMENT ON VIEW {name} IS {dialect.text(text)}"


def made_of(view: View) -> str:
    """How the comment of a view ends that a load has made of the definition of now."""
    _, create, body = view.sql.partition("CREATE OR REPLACE VIEW")
    return f"{MADE} {sha256((create + body).encode()).hexdigest()[:16]}"


def drop_views(names: Sequence[str], dialect: Dialect) -> str:
    """Statements that drop views which may read one another.

    PostgreSQL drops such views by one statement, in any order; DuckDB takes one name in each.
    """
    quoted = [dialect.identifier(name) for name in names]
    parts = [", ".join(quoted)] if dialect.name == "postgres" else quoted
    return " ".join(f"DROP VIEW {part};" for part in parts)


def struct_type(dataset: Dataset, field: pa.Field) -> str:
    """Name of PostgreSQL's type of the structs in a column."""
    return f"{dataset.name}_{field.name}_item"


def ddl(
    datasets: Iterable[Dataset],
    views: Iterable[View],
    dialect: Dialect,
    within: str | None = None,
) -> str:
    """Statements that create tables and views, each with its semicolon.

    Args:
        datasets: The datasets whose tables are created.
        views: The views, each after those it reads.
        dialect: The warehouse.
        within: BigQuery's dataset, see `create_view`.
    """
    statements = [
        statement
        for each in datasets
        for statement in (*create_table(each, dialect, within), *create_key(each, dialect))
    ]
    statements += [create_view(view, dialect, within) for view in views]
    return "\n".join(f"{statement.rstrip(';')};" for statement in statements)


def has_null_in_key(dataset: Dataset) -> bool:
    """Whether a column of the key may be null, which a primary key may not."""
    return any(dataset.schema.field(name).nullable for name in dataset.primary_key)


def _column(dataset: Dataset, field: pa.Field, dialect: Dialect) -> str:
    kind = dialect.type(field.type, struct_type(dataset, field))
    # An array of BigQuery is never null, and cannot be declared so.
    required = not field.nullable and not (
        dialect.name == "bigquery" and pa.types.is_list(field.type)
    )
    null = " NOT NULL" if required else ""
    return f"{dialect.identifier(field.name)} {kind}{null}{_inline_comment(description(field), dialect)}"


def _inline_comment(text: str, dialect: Dialect) -> str:
    if dialect.name == "bigquery":
        return f" OPTIONS(description={dialect.text(text)})"
    return f" COMMENT {dialect.text(text)}" if dialect.name in ("spark", "snowflake") else ""


def _constraint(dataset: Dataset, dialect: Dialect) -> str | None:
    """The key: primary, or unique where a column of it may be null. Spark has neither."""
    columns = ", ".join(map(dialect.identifier, dataset.primary_key))
    primary = not has_null_in_key(dataset)
    match dialect.name:
        case "spark" | "duckdb" | "postgres":
            return None
        case "bigquery":
            return f"PRIMARY KEY ({columns}) NOT ENFORCED" if primary else None
    return f"{'PRIMARY KEY' if primary else 'UNIQUE'} ({columns})"


def _struct_types(dataset: Dataset, dialect: Dialect, only: str | None = None) -> Iterator[str]:
    """PostgreSQL's types of the structs in columns of a table."""
    if dialect.struct is not None:
        return
    for field in dataset.schema:
        has_structs = pa.types.is_list(field.type) and pa.types.is_struct(field.type.value_type)
        if has_structs and only in (None, field.name):
            fields = ", ".join(dialect.fields(field.type.value_type))
            yield f"CREATE TYPE {struct_type(dataset, field)} AS ({fields})"


def _comments(dataset: Dataset, dialect: Dialect) -> Iterator[str]:
    """Comments, where they are statements of their own."""
    if dialect.name not in ("duckdb", "postgres"):
        return
    table = dialect.identifier(dataset.name)
    yield f"COMMENT ON TABLE {table} IS {dialect.text(row_is(dataset))}"
    for field in dataset.schema:
        column = f"{table}.{dialect.identifier(field.name)}"
        yield f"COMMENT ON COLUMN {column} IS {dialect.text(description(field))}"


def row_is(dataset: Dataset) -> str:
    """What a row stands for, in words."""
    return f"One row per {dataset.rows}"


def _spark_storage(dataset: Dataset, dialect: Dialect) -> str:
    partitioned = "\nPARTITIONED BY (filing_quarter)" if dataset.partitioned else ""
    return f"\nUSING iceberg{partitioned}\nCOMMENT {dialect.text(row_is(dataset))}"


def _snowflake_storage(dataset: Dataset, dialect: Dialect) -> str:
    clustered = "\nCLUSTER BY (filing_quarter, cik)" if dataset.partitioned else ""
    return f"{clustered}\nCOMMENT = {dialect.text(row_is(dataset))}"


def _bigquery_storage(dataset: Dataset, dialect: Dialect) -> str:
    # One partition per quarter from 1993, when EDGAR begins; 10,000 are allowed.
    partitioned = (
        "\nPARTITION BY RANGE_BUCKET(filing_quarter, GENERATE_ARRAY(19931, 20994, 1))"
        "\nCLUSTER BY cik, accession_number"
    )
    options = f"\nOPTIONS(description={dialect.text(row_is(dataset))})"
    return (partitioned if dataset.partitioned else "") + options


_STORAGE: Final[Mapping[str, Callable[[Dataset, Dialect], str]]] = {
    "spark": _spark_storage,
    "snowflake": _snowflake_storage,
    "bigquery": _bigquery_storage,
}
