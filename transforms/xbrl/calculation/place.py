"""Places: where calculations bind (XBRL 2.1 §5.2.5.2)."""

from collections.abc import Hashable, Iterable

from transforms.columns import Encoded

Place = tuple[int, int, int]
"""An equal context, an equal unit, and a parent element.

Contexts and units are numbers, the same for equal ones; the parent is the index of a tuple,
-1 at the top.
"""


def numbered(keys: Encoded, others: Iterable[Hashable]) -> list[int]:
    """Number of each key, and of each of the others behind them: the same for equal ones."""
    numbers: dict[Hashable, int] = {}
    of_values = [numbers.setdefault(key, len(numbers)) for key in keys.values]
    return [
        *map(of_values.__getitem__, keys.numbers),
        *(numbers.setdefault(key, len(numbers)) for key in others),
    ]
