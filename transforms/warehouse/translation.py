"""Views, which are written in DuckDB's SQL, as the other warehouses have it; by sqlglot."""

from functools import cache
from typing import TYPE_CHECKING

from transforms.datasets.schema import DATASETS
from transforms.datasets.views import VIEWS, View

if TYPE_CHECKING:
    from sqlglot import exp


def written(view: View, dialect: str, within: str | None = None) -> str:
    """The statement that creates a view, in another dialect than DuckDB's.

    Args:
        view: The view.
        dialect: Name of the dialect.
        within: What to qualify the names of tables and views with, such as `project.dataset`.

    Raises:
        ImportError: sqlglot is not installed.
    """
    return _written(view.sql, dialect, within)


@cache
def _written(sql: str, dialect: str, within: str | None) -> str:
    import sqlglot

    statement = sqlglot.parse_one(sql, dialect="duckdb")
    if within:
        _qualify(statement, within)
    return statement.sql(dialect, pretty=True, unsupported_level=sqlglot.ErrorLevel.RAISE)


def _qualify(statement: "exp.Expr", within: str) -> None:
    """Put the names of tables and views into a dataset; names of `WITH` are left as they are."""
    from sqlglot import exp

    project, _, dataset = within.rpartition(".")
    inner = {cte.alias for cte in statement.find_all(exp.CTE)}
    outer = {*DATASETS, *VIEWS} - inner
    for table in statement.find_all(exp.Table):
        if table.name in outer:
            table.set("db", exp.to_identifier(dataset, quoted=True))
            table.set("catalog", exp.to_identifier(project, quoted=True) if project else None)
