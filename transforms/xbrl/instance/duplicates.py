"""Which of duplicate facts to read: one of each data point.

Facts are duplicates where concept, context, unit and language are equal, and what they stand in
(XBRL 2.1 §4.10; Open Information Model 1.0, duplicate facts). Of these the one is preferred that
is not nil, is shown rather than hidden, is the most precise, and is the first.
"""

from array import array
from collections.abc import Hashable, Mapping, Sequence
from itertools import compress
from typing import Any, Final

import numpy as np

_EXACT: Final = 1_000_000  # above any decimals that are a number
_UNKNOWN: Final = -1_000_000


def preferred(
    key: Sequence[Sequence[Hashable]], columns: Mapping[str, Sequence[Any]]
) -> "array[int]":
    """For each fact 1 if it is the preferred one of its data point, else 0.

    Args:
        key: Columns of what is equal exactly for duplicates.
        columns: `is_nil`, `is_hidden`, `is_exact` and `decimals` as in dataset `facts`.
    """
    first: dict[Hashable, int] = {}
    chosen = array("b", b"\1" * len(key[0]))
    rows = enumerate(zip(*key, strict=True))
    for index, values in compress(rows, _may_be_repeated(key)):
        before = first.setdefault(values, index)
        if before != index:
            worse = index
            if _rank(columns, index) > _rank(columns, before):
                first[values], worse = index, before
            chosen[worse] = 0
    return chosen


def _may_be_repeated(key: Sequence[Sequence[Hashable]]) -> list[bool]:
    """Of each row, whether the hash of its key occurs again; other keys need not be kept."""
    hashes = np.fromiter(map(hash, zip(*key, strict=True)), np.int64, len(key[0]))
    ordered = np.sort(hashes)
    repeated = ordered[1:][ordered[1:] == ordered[:-1]]
    answers: list[bool] = np.isin(hashes, repeated).tolist()
    return answers


def _rank(columns: Mapping[str, Sequence[Any]], index: int) -> tuple[bool, bool, int]:
    decimals = columns["decimals"][index]
    precision = _UNKNOWN if decimals is None else decimals
    return (
        not columns["is_nil"][index],
        not columns["is_hidden"][index],
        _EXACT if columns["is_exact"][index] else precision,
    )
