"""Views, which are written in DuckDB's SQL, as the other warehouses have it.

sqlglot writes it; what it writes in words that a warehouse has not is written otherwise before.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

import sqlglot
from sqlglot import exp

from transforms.datasets.schema import DATASETS
from transforms.datasets.views import VIEWS, View

_NUMERIC_SCALE: Final = 9  # of BigQuery's NUMERIC; BIGNUMERIC has 38
_MOST_LEVELS: Final = 30


def written(view: View, dialect: str, within: str | None = None) -> str:
    """The statement that creates a view, in another dialect than DuckDB's.

    Args:
        view: The view.
        dialect: Name of the dialect.
        within: What to qualify the names of tables and views with, such as `project.dataset`.
    """
    return _written(view.sql, dialect, within)


@cache
def _written(sql: str, dialect: str, within: str | None) -> str:
    statement = sqlglot.parse_one(sql, dialect="duckdb")
    if within:
        _qualify(statement, within)
    if dialect in _REWRITES:
        statement = statement.transform(_recurse_by_all, copy=False)
        statement = statement.transform(_REWRITES[dialect], copy=False)
    return statement.sql(dialect, pretty=True, unsupported_level=sqlglot.ErrorLevel.RAISE)


def _qualify(statement: exp.Expr, within: str) -> None:
    """Put the names of tables and views into a dataset; names of `WITH` are left as they are."""
    project, _, dataset = within.rpartition(".")
    inner = {cte.alias for cte in statement.find_all(exp.CTE)}
    outer = {*DATASETS, *VIEWS} - inner
    for table in statement.find_all(exp.Table):
        if table.name in outer:
            table.set("db", exp.to_identifier(dataset, quoted=True))
            table.set("catalog", exp.to_identifier(project, quoted=True) if project else None)


def _recurse_by_all(node: exp.Expr) -> exp.Expr:
    """Recursion by `UNION ALL`, the only one there is: rows come again, so it ends at a level."""
    if isinstance(node, exp.CTE) and _recurses_by_distinct(node):
        union, name = node.this, node.alias
        union.set("distinct", False)
        union.left.distinct(copy=False).select("1 AS level", copy=False)
        union.right.select(f"{name}.level + 1", copy=False)
        union.right.where(f"{name}.level < {_MOST_LEVELS}", copy=False)
    return node


def _recurses_by_distinct(cte: exp.CTE) -> bool:
    union = cte.this
    return (
        isinstance(union, exp.Union)
        and bool(union.args["distinct"])
        and any(table.name == cte.alias for table in union.right.find_all(exp.Table))
    )


def _for_bigquery(node: exp.Expr) -> exp.Expr:
    """No SPLIT_PART, and NUMERIC has nine places."""
    if isinstance(node, exp.SplitPart):
        return _bigquery_part(node)
    if isinstance(node, exp.DataType) and node.is_type("decimal"):
        sizes = [int(size.name) for size in node.expressions]
        if sizes[1:] and sizes[1] > _NUMERIC_SCALE:
            node.set("this", exp.DataType.Type.BIGDECIMAL)
    return node


def _bigquery_part(node: exp.SplitPart) -> exp.Expr:
    """A part of a text: '' where it has none, null where the text is null."""
    before = int(node.args["part_index"].name) - 1
    delimiter = node.args["delimiter"]
    ends = exp.Literal.string(delimiter.name * before)  # so that the part is there
    text = exp.func("CONCAT", node.this, ends) if before else node.this
    parts = exp.func("SPLIT", text, delimiter, dialect="bigquery")
    return exp.Bracket(this=parts, expressions=[exp.Literal.number(before)], offset=0, safe=True)


def _for_snowflake(node: exp.Expr) -> exp.Expr:
    """Typed arrays hold no VARIANT; a field of a struct is named in brackets."""
    if isinstance(node, exp.ArrayContains):
        return exp.Anonymous(this="ARRAY_CONTAINS", expressions=[node.expression, node.this])
    if isinstance(node, exp.Dot) and isinstance(node.this, exp.Paren):
        name = exp.Literal.string(node.expression.name)
        return exp.Bracket(this=node.this.this, expressions=[name])
    return node


def _for_spark(node: exp.Expr) -> exp.Expr:
    """LISTAGG is there since Spark 4; sorted structs of what it sorts by and of the text do it."""
    if not isinstance(node, exp.GroupConcat) or not isinstance(node.this, exp.Order):
        return node
    ordered = node.this.expressions
    if any(each.args.get("desc") for each in ordered):
        raise ValueError(f"texts in descending order: {node.sql()}")
    keys = [exp.alias_(each.this, f"key_{number}") for number, each in enumerate(ordered)]
    rows = exp.func("struct", *keys, exp.alias_(node.this.this, "text"))
    texts = exp.Anonymous(
        this="TRANSFORM",
        expressions=[
            exp.func("sort_array", exp.func("collect_list", rows), dialect="spark"),
            exp.Lambda(
                this=exp.column("text", table="row"), expressions=[exp.to_identifier("row")]
            ),
        ],
    )
    return exp.Anonymous(this="ARRAY_JOIN", expressions=[texts, node.args["separator"]])


_REWRITES: Final[Mapping[str, Callable[[exp.Expr], exp.Expr]]] = {
    "bigquery": _for_bigquery,
    "snowflake": _for_snowflake,
    "spark": _for_spark,
}
