"""Datasets of which a filing has too much text for one worker give way to a reject.

Rows repeat what many of them share: the role of an arc, the context of a fact, the label of a concept. A
document of a megabyte can so stand for rows of a terabyte. Until they are tabulated they share the text too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import pyarrow as pa

from transforms.columns import Columns, Encoded, n_rows
from transforms.datasets.schema import DATASETS
from transforms.elements import FilingWork
from transforms.errors import Reject

MAX_CHARACTERS: Final = 1 << 30
"""Characters in the rows that a filing has of one dataset; those of an instance of 300 MB have less."""

_Longest = dict[int, int]
"""By `id` of the values that encoded columns share, the characters of the longest."""


def limit_filing_rows(work: FilingWork, most: int = MAX_CHARACTERS) -> FilingWork:
    """The filing without the datasets of which its rows have more than `most` characters."""
    longest: _Longest = {}
    rejects = [
        _too_large(name, sum(map(n_rows, parts)), most)
        for name, parts in work.tables.items()
        if sum(_characters(name, part, longest, most) for part in parts) > most
    ]
    if not rejects:
        return work
    large = {reject.file for reject in rejects}
    tables = {name: parts for name, parts in work.tables.items() if name not in large}
    return replace(work, tables=tables, rejects=(*work.rejects, *rejects))


def _too_large(dataset: str, rows: int, most: int) -> Reject:
    message = f"{rows} rows of {dataset} have more than {most} characters; none of them is there"
    return Reject("rows", "rows-too-large", message, dataset)


def _characters(dataset: str, columns: Columns, longest: _Longest, most: int) -> int:
    """Characters of rows; no less than there are, and exact where there may be more than `most`."""
    texts = list(_texts(dataset, columns))
    at_most = sum(_at_most(column, longest) for column in texts)
    return at_most if at_most <= most else sum(sum(map(_length, column)) for column in texts)


def _texts(dataset: str, columns: Columns) -> Iterator[Sequence[Any]]:
    """Columns of texts, and encoded ones of lists: lists of single rows are in memory as they are."""
    for field in DATASETS[dataset].schema:
        column = columns.get(field.name)
        if column is not None and (
            pa.types.is_string(field.type)
            or (pa.types.is_list(field.type) and isinstance(column, Encoded))
        ):
            yield column


def _at_most(column: Sequence[Any], longest: _Longest) -> int:
    if not isinstance(column, Encoded):
        return sum(map(len, filter(None, column)))
    key = id(column.values)
    if key not in longest:
        longest[key] = max(map(_length, column.values), default=0)
    return longest[key] * len(column)


def _length(value: object) -> int:
    """Characters of a text, or of all texts in a list of structs."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, list):
        return sum(map(_length, value))
    return sum(map(_length, value.values())) if isinstance(value, Mapping) else 0
