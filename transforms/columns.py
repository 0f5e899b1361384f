"""Columns: what parsers build in place of one object per row.

A `Columns` has a list per column of one dataset, all of equal length, without the filing key;
`datasets.table` turns it into Arrow. What a parser returns has `tables`: its `Columns` by the
name of their dataset.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Columns = dict[str, list[object]]
Tables = Mapping[str, Columns]


def n_rows(columns: Columns) -> int:
    """Number of rows."""
    return len(next(iter(columns.values())))


def joined(parts: Sequence[Columns]) -> Columns:
    """The rows of several `Columns` of one dataset, one after the other."""
    if len(parts) == 1:
        return parts[0]
    return {name: [value for part in parts for value in part[name]] for name in parts[0]}


def transposed(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Columns:
    """A column per name, from rows that have a value for each."""
    if not rows:
        return {name: [] for name in names}
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
