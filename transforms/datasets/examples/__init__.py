"""Ready questions: SQL files that can be asked of an output by name.

The first comment of a file, up to an empty comment line, says in one sentence what it answers.
"""

from importlib import resources
from itertools import takewhile
from typing import Final

EXAMPLES: Final = (
    "inconsistent-totals",
    "inconsistency-rate",
    "causes",
    "balance-weights",
    "extension-arcs",
    "own-concepts",
    "restatements",
    "unreadable",
    "comments-by-topic",
    "reconciliation-comments",
)
"""Names of the questions, in the order in which they are listed."""


def example_sql(name: str) -> str:
    """The query that answers a ready question.

    Args:
        name: One of `EXAMPLES`.
    """
    return resources.files(__package__).joinpath(f"{name}.sql").read_text("utf-8")


def example_summary(name: str) -> str:
    """What a ready question answers, in one sentence."""
    comment = takewhile(lambda line: line.startswith("-- "), example_sql(name).splitlines())
    return " ".join(line.removeprefix("-- ") for line in comment)
