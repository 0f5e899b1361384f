"""Columns: what parsers build in place of one object per row.

A `Columns` has a list per column of one dataset, all of equal length, without the filing
key; `datasets.table` turns it into Arrow.
"""

from collections.abc import Sequence
from typing import Any

Columns = dict[str, list[object]]


def transposed(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Columns:
    """A column per name, from rows that have a value for each."""
    if not rows:
        return {name: [] for name in names}
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
