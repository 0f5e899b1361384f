"""Which data points stand in tuples, however deep (XBRL 2.1 §4.9, §5.2.5.2).

Tuples are numbered so that all that stands in one has the numbers behind it: what a tuple holds
is found by two bisections, and not by climbing from each fact through all tuples around it.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Final

from transforms.xbrl.calculation.place import Place

_NUMBER: Final = itemgetter(0)
_PARENT: Final = itemgetter(1)

# Number of the parent, its index among the facts, indexes of the facts of the data point.
_Nested = tuple[int, int, list[int]]


class Nesting:
    """Finds the facts of a concept beside a place and in all tuples beside it.

    Args:
        parents: Index of the tuple each fact stands in, -1 at the top.
        places: By concept and place, indexes of the facts there.
    """

    def __init__(
        self, parents: Sequence[int], places: Mapping[str, Mapping[Place, list[int]]]
    ) -> None:
        self._numbers, self._sizes = _numbered(parents)
        self._nested: dict[tuple[str, int, int], list[_Nested]] = {}
        for concept, of_concept in places.items():
            for (context, unit, parent), indexes in of_concept.items():
                nested = self._nested.setdefault((concept, context, unit), [])
                nested.append((self._numbers[parent], parent, indexes))
        for nested in self._nested.values():
            nested.sort(key=_NUMBER)

    def within(self, concept: str, place: Place) -> Iterable[list[int]]:
        """Facts of a concept at a place and in tuples there, in order of their parents."""
        context, unit, parent = place
        nested = self._nested.get((concept, context, unit), [])
        first = self._numbers[parent]
        start = bisect_left(nested, first, key=_NUMBER)
        stop = bisect_left(nested, first + self._sizes[parent], lo=start, key=_NUMBER)
        return [indexes for _, _, indexes in sorted(nested[start:stop], key=_PARENT)]


def _numbered(parents: Sequence[int]) -> tuple[list[int], list[int]]:
    """Number of each fact in depth-first order and how many it holds with itself; the top last."""
    order = _outermost_first(parents)
    sizes = [1] * (len(parents) + 1)
    for index in reversed(order):
        sizes[parents[index]] += sizes[index]
    numbers = [0] * len(sizes)
    free = [1] * len(sizes)  # the next number in each; parent -1 is the last entry, the top
    for index in order:
        parent = parents[index]
        numbers[index] = free[parent]
        free[parent] += sizes[index]
        free[index] = numbers[index] + 1
    return numbers, sizes


def _outermost_first(parents: Sequence[int]) -> Sequence[int]:
    """Facts in an order in which tuples stand before what they hold, as they do but inline."""
    if all(parent < index for index, parent in enumerate(parents)):
        return range(len(parents))
    held: defaultdict[int, list[int]] = defaultdict(list)
    for index, parent in enumerate(parents):
        held[parent].append(index)
    order = held[-1]
    for index in order:  # grows as it is read
        order += held.get(index, ())
    return order
