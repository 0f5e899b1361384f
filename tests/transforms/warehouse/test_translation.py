"""Views as each warehouse has them: only what it has, with types that fit, and the same values."""

from collections.abc import Iterator

import duckdb
import pytest
import sqlglot
from sqlglot import exp
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, traverse_scope
from sqlglot.schema import MappingSchema

from transforms.datasets.schema import DATASETS
from transforms.datasets.views import VIEWS, View
from transforms.warehouse.dialect import DIALECTS
from transforms.warehouse.translation import written

_NUMBERS = {"INT64", "NUMERIC", "BIGNUMERIC", "FLOAT64"}
_RECURSIVE = [view for view in VIEWS.values() if "RECURSIVE" in view.sql]
_COMPARED = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)


def view_of(select: str) -> View:
    return View("made", "Made for a test.", {}, f"CREATE OR REPLACE VIEW made AS {select}", ())


def parsed(view: View, dialect: str) -> exp.Expr:
    return sqlglot.parse_one(written(view, dialect), dialect=dialect)


def values(view: View, dialect: str) -> list[object]:
    """The first column of a view over table `given`, run in DuckDB after the way there and back."""
    query = parsed(view, dialect).expression.sql("duckdb")
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE given AS SELECT * FROM (VALUES ('a:b:c', 2, 1), ('a', 1, 2), "
            "(':b', NULL, 3), ('', 2, 4), (NULL, 3, 5)) AS given (text, rank, id)"
        )
        return [row[0] for row in connection.execute(query).fetchall()]


@pytest.mark.parametrize("dialect", ["bigquery", "snowflake", "spark"])
@pytest.mark.parametrize("view", _RECURSIVE, ids=[view.name for view in _RECURSIVE])
def test_a_query_that_reads_itself_unites_all_rows(view: View, dialect: str) -> None:
    for cte in parsed(view, dialect).find_all(exp.CTE):
        reads_itself = any(table.name == cte.alias for table in cte.this.find_all(exp.Table))
        assert not reads_itself or not cte.this.args["distinct"], cte.alias


@pytest.mark.parametrize("dialect", ["duckdb", "bigquery", "snowflake", "spark"])
def test_a_walk_that_comes_back_to_where_it_was_ends(dialect: str) -> None:
    walk = view_of(
        "WITH RECURSIVE walk AS (SELECT id FROM given WHERE id > 3 "
        "UNION SELECT walk.id % 5 + 1 FROM walk) SELECT DISTINCT id FROM walk ORDER BY id"
    )
    assert values(walk, dialect) == [1, 2, 3, 4, 5]


def columns_within(scope: Scope) -> set[str]:
    """Names of the columns of what a query reads itself."""
    names: set[str] = set()
    for source in scope.sources.values():
        if isinstance(source, Scope):
            names.update(
                select.alias_or_name for select in source.expression.find(exp.Select).expressions
            )
        elif source.name in DATASETS:
            names.update(DATASETS[source.name].schema.names)
        else:
            names.update(VIEWS[source.name].columns)
    return names


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_no_table_that_a_query_within_names_is_called_as_a_column_there(view: View) -> None:
    """Spark and BigQuery take `line.role_uri` for a field of a column `line` where there is one."""
    for scope in traverse_scope(sqlglot.parse_one(view.sql, dialect="duckdb").expression):
        if scope.is_correlated_subquery:
            named = {column.table for column in scope.external_columns}
            assert named
            assert named.isdisjoint(columns_within(scope))


def types_of_tables() -> MappingSchema:
    """Types of the columns of tables in BigQuery."""
    types = MappingSchema(dialect="bigquery")
    for name, dataset in DATASETS.items():
        columns = {field.name: DIALECTS["bigquery"].type(field.type) for field in dataset.schema}
        types.add_table(name, columns, dialect="bigquery")
    return types


def typed(view: View, types: MappingSchema) -> exp.Query:
    """The query of a view with the type of each expression."""
    query = qualify(parsed(view, "bigquery").expression, schema=types, dialect="bigquery")
    query = annotate_types(query, schema=types, dialect="bigquery")
    assert isinstance(query, exp.Query)
    return query


def mixed(query: exp.Expr) -> Iterator[str]:
    """Expressions of a query that BigQuery would refuse for the types of their operands."""
    for node in query.find_all(exp.DPipe, exp.Coalesce, *_COMPARED):
        operands = [node.this, *node.expressions, node.args.get("expression")]
        kinds = {
            each.type.sql("bigquery").partition("(")[0]
            for each in operands
            if each and each.type and not isinstance(each, exp.Null)
        }
        fits = kinds == {"STRING"} if isinstance(node, exp.DPipe) else kinds <= _NUMBERS
        if not fits and (isinstance(node, exp.DPipe) or len(kinds) > 1):
            yield node.sql("bigquery")


def test_types_fit_in_bigquery() -> None:
    types = types_of_tables()
    for name, view in VIEWS.items():
        query = typed(view, types)
        columns = {each.alias_or_name: each.type.sql("bigquery") for each in query.selects}
        assert "UNKNOWN" not in columns.values()
        types.add_table(name, columns, dialect="bigquery")
        assert list(mixed(query)) == [], name


@pytest.mark.parametrize("view", VIEWS.values(), ids=list(VIEWS))
def test_bigquery_splits_into_arrays_and_has_long_decimals(view: View) -> None:
    statement = written(view, "bigquery")
    assert "SPLIT_PART(" not in statement
    assert " NUMERIC(38" not in statement


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_part_of_a_text_is_the_same_in_bigquery(number: int) -> None:
    view = view_of(f"SELECT split_part(text, ':', {number}) FROM given ORDER BY id")
    expected = [["a", "a", "", "", None], ["b", "", "b", "", None], ["c", "", "", "", None]]
    assert values(view, "bigquery") == expected[number - 1]


def test_snowflake_looks_into_typed_arrays_and_structs() -> None:
    matches = written(VIEWS["letter_matches"], "snowflake")
    assert "ARRAY_CONTAINS(reviewed.cik, filing.ciks)" in matches
    assert "VARIANT" not in matches
    assert "CAST(dimension['axis'] AS VARCHAR)" in written(VIEWS["dimension_members"], "snowflake")
    assert "amount['value']" in written(VIEWS["reconciliation_comments"], "snowflake")


@pytest.mark.parametrize("view", VIEWS.values(), ids=list(VIEWS))
def test_spark_has_no_listagg(view: View) -> None:
    assert "LISTAGG" not in written(view, "spark")


def test_texts_are_joined_in_spark_in_the_order_asked_for() -> None:
    select = "SELECT string_agg(text, ', ' ORDER BY rank NULLS FIRST, text NULLS FIRST) FROM given"
    view = view_of(select)
    aggregate = parsed(view, "spark").find(exp.Select).expressions[0].sql("spark")
    assert aggregate == (
        "ARRAY_JOIN(TRANSFORM(SORT_ARRAY(COLLECT_LIST(STRUCT(rank AS key_0, text AS key_1, "
        "text AS text))), row -> row.text), ', ')"
    )


def test_an_order_that_spark_cannot_join_by_is_refused() -> None:
    with pytest.raises(ValueError, match="descending"):
        written(view_of("SELECT string_agg(text, ', ' ORDER BY id DESC) FROM given"), "spark")
