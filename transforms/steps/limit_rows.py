"""Datasets of which a filing has too much text for one worker give way to a reject.

Rows repeat what many of them share: the role of an arc, the context of a fact, the label of a concept. A
document of a megabyte can so stand for rows of a terabyte. Until they are tabulated they share the text too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final, cast

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
    texts = [columns[name] for name in _text_columns(dataset) if name in columns]
    at_most = sum(_at_most(column, longest) for column in texts)
    return at_most if at_most <= most else sum(map(_length, texts))


@cache
def _text_columns(dataset: str) -> Sequence[str]:
    """Names of the columns of texts. Lists of dimensions have the texts that `dimensions_key` has."""
    return [field.name for field in DATASETS[dataset].schema if pa.types.is_string(field.type)]


def _at_most(column: Sequence[Any], longest: _Longest) -> int:
    if not isinstance(column, Encoded):
        return _length(column)
    key = id(column.values)
    if key not in longest:
        texts = cast("Iterable[str]", filter(None, column.values))
        longest[key] = max(map(len, texts), default=0)
    return longest[key] * len(column)


def _length(column: Iterable[Any]) -> int:
    """Characters of the texts of a column, of which some may be null."""
    return sum(map(len, filter(None, column)))
