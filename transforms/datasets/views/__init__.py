"""Views over the datasets, in SQL: questions that take several datasets, or several filings.

They read tables or views named as the datasets. Each is one file, in DuckDB's SQL and without
what the other dialects lack, so that sqlglot writes it for BigQuery, Snowflake, Spark and
PostgreSQL. PostgreSQL knows nothing of computed columns: of `preference = 1` it expects one row
in 200, and joins what it takes for one row by a loop. So such a column is compared by `<` or `>`,
of which it expects a third, where that says the same: `preference < 2`.

The comment at the head is the documentation:

    -- name: what it is, in one sentence.
    --
    -- One row per ...; what it does and what it leaves out.
    --
    -- Columns:
    --   column: what it says
"""

import re
from dataclasses import dataclass
from graphlib import TopologicalSorter
from importlib import resources
from typing import Final

_COLUMN: Final = re.compile(r"--   (\w+): (.+)")  # --   depth: Arcs from the root
_READ: Final = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")  # LEFT JOIN labels AS label


@dataclass(frozen=True, slots=True)
class View:
    """One view.

    Attributes:
        name: Its name, and that of its file.
        description: What it is, in one sentence.
        columns: Its columns, in order, with what each says.
        sql: The statement that creates it, with its comment.
        reads: Names of the tables and views it reads, sorted.
    """

    name: str
    description: str
    columns: dict[str, str]
    sql: str
    reads: tuple[str, ...]


def _view(name: str, sql: str) -> View:
    comment, _, _ = sql.partition("CREATE OR REPLACE VIEW")
    head = " ".join(line.removeprefix("-- ") for line in comment.split("\n--\n")[0].splitlines())
    read = set(_READ.findall(re.sub(r"--.*", "", sql)))
    return View(
        name,
        head.removeprefix(f"{name}: "),
        dict(_COLUMN.findall(comment)),
        sql,
        tuple(sorted(read)),
    )


def _views() -> dict[str, View]:
    files = resources.files(__package__).iterdir()
    found = {
        name: _view(name, file.read_text("utf-8"))
        for file in sorted(files, key=lambda file: file.name)
        for name, _, suffix in [file.name.rpartition(".")]
        if suffix == "sql"
    }
    graph = {name: [read for read in view.reads if read in found] for name, view in found.items()}
    return {name: found[name] for name in TopologicalSorter(graph).static_order()}


VIEWS: Final = _views()
"""The views by name, each after those it reads."""
