"""Views over the datasets, in DuckDB's SQL, that depend on what else is in the output.

They read tables or views named as the datasets.
"""

from importlib import resources
from typing import Final

VIEWS: Final = ("letter_threads", "letter_matches", "reconciliation_comments")
"""The views, each after those it reads."""


def view_sql(name: str) -> str:
    """The statement that creates the view `name`.

    Args:
        name: One of `VIEWS`.
    """
    return resources.files(__package__).joinpath(f"{name}.sql").read_text("utf-8")
