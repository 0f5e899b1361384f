"""Codes: the short words that stand in a column, each with what it means.

Every domain has its tables where it uses them; `pipelines.codes` gathers them.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Code(NamedTuple):
    """What a code says.

    Attributes:
        meaning: One phrase.
        source: Specification and section it comes from; empty if this project defines it.
        severity: `error` or `warning`, where that applies.
    """

    meaning: str
    source: str = ""
    severity: str | None = None


class CodeTable(NamedTuple):
    """The codes of some columns.

    Attributes:
        name: Name of the table.
        title: What the codes are, in a few words.
        columns: Columns that hold them, as `dataset.column`.
        codes: What each code says, in the order in which they are looked for or shown.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    codes: Mapping[Any, Code]  # of strings; a Mapping of literals is no Mapping of strings
