"""Which of duplicate facts to read: one of each data point.

Facts are duplicates where concept, context, unit and language are equal, and what they stand in
(XBRL 2.1 §4.10; Open Information Model 1.0, duplicate facts). Of these the one is preferred that
is not nil, is shown rather than hidden, is the most precise, and is the first.
"""

from collections.abc import Hashable, Iterable
from typing import Final

from transforms.columns import Columns

_EXACT: Final = 1_000_000  # above any decimals that are a number
_UNKNOWN: Final = -1_000_000


def preferred(keys: Iterable[Hashable], columns: Columns) -> list[bool]:
    """For each fact, whether it is the preferred one of its data point.

    Args:
        keys: Equal exactly for duplicates, one per fact.
        columns: Columns of dataset `facts`: `is_nil`, `is_hidden`, `is_exact`, `decimals`.
    """
    first: dict[Hashable, int] = {}
    chosen = [True] * len(columns["is_nil"])
    for index, key in enumerate(keys):
        before = first.setdefault(key, index)
        if before != index:
            worse = index
            if _rank(columns, index) > _rank(columns, before):
                first[key], worse = index, before
            chosen[worse] = False
    return chosen


def _rank(columns: Columns, index: int) -> tuple[bool, bool, int]:
    decimals = columns["decimals"][index]
    precision = _UNKNOWN if decimals is None else decimals
    return (
        not columns["is_nil"][index],
        not columns["is_hidden"][index],
        _EXACT if columns["is_exact"][index] else precision,
    )
