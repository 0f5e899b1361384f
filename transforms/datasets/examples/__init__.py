"""Ready questions: SQL files that can be asked of an output by name.

The first comment of a file, up to an empty comment line, says in one sentence what it answers.
"""

from importlib import resources
from typing import Final

from transforms.datasets.views import first_comment

EXAMPLES: Final = (
    "inconsistent-totals",
    "inconsistency-rate",
    "causes",
    "balance-weights",
    "extension-arcs",
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
    return first_comment(example_sql(name))
