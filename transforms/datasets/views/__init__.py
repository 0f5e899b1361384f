"""Views over the datasets, in DuckDB's SQL, that depend on what else is in the output.

They read tables or views named as the datasets.
"""

from importlib import resources
from itertools import takewhile
from typing import Final

VIEWS: Final = ("letter_threads", "letter_matches", "reconciliation_comments")
"""The views, each after those it reads."""


def view_sql(name: str) -> str:
    """The statement that creates the view `name`.

    Args:
        name: One of `VIEWS`.
    """
    return resources.files(__package__).joinpath(f"{name}.sql").read_text("utf-8")


def view_summary(name: str) -> str:
    """What the view `name` shows: the first paragraph of its comment, less the name."""
    return first_comment(view_sql(name)).removeprefix(f"{name}:").strip().removesuffix(".")


def first_comment(sql: str) -> str:
    """The first paragraph of the comment that a SQL file begins with, as one line."""
    lines = takewhile(lambda line: line.removeprefix("--").strip(), sql.splitlines())
    comment = takewhile(lambda line: line.startswith("--"), lines)
    return " ".join(line.removeprefix("--").strip() for line in comment)
