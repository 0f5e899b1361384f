"""Columns: what parsers build in place of one object per row.

A `Columns` has a sequence per column of one dataset, all of equal length, without the filing
key; `datasets.table` turns it into Arrow. What a parser returns has `tables`: its `Columns` by
the name of their dataset.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar, overload


class Encoded(Sequence[Any]):
    """A dictionary-encoded column: few values, and for each row the number of its value.

    Args:
        values: The values, by number.
        numbers: Number of the value of each row, as `int` (type code `i`) or byte (`b`).
    """

    def __init__(self, values: Sequence[object], numbers: "array[int]") -> None:
        self.values = values
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    def __eq__(self, other: object) -> bool:
        """Whether another sequence has the same values, however it holds them."""
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment] # as any sequence that can change

    def __iter__(self) -> Iterator[Any]:
        return map(self.values.__getitem__, self.numbers)

    @overload
    def __getitem__(self, index: int) -> Any: ...  # noqa: ANN401 # a column of any type
    @overload
    def __getitem__(self, index: slice) -> "Encoded": ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return Encoded(self.values, self.numbers[index])
        return self.values[self.numbers[index]]


def booleans(numbers: "array[int]") -> Encoded:
    """A column of truth values, of which each takes a byte: 1 or 0."""
    return Encoded((False, True), numbers)


Entry = TypeVar("Entry")


class EntryTable(list[Entry]):
    """What many rows refer to, by number; a field of all entries is the values of a column."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: dict[str, list[Any]] = {}

    def column(self, name: str) -> list[Any]:
        """A field of every entry. Columns that share it are turned into Arrow together."""
        column = self._columns.setdefault(name, [])
        column += map(attrgetter(name), islice(self, len(column), None))
        return column


Columns = dict[str, Sequence[Any]]
Tables = Mapping[str, Columns]


def n_rows(columns: Mapping[str, Sequence[Any]]) -> int:
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
