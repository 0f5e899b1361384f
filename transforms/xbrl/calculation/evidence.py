"""Evidence: amounts of a report that could account for a remainder.

Amounts are kept by size, so that looking for one costs little however many there are.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Final, NamedTuple

from transforms.xbrl.calculation.data_point import DataPoint, DataPoints
from transforms.xbrl.calculation.interval import Interval
from transforms.xbrl.calculation.place import Place
from transforms.xbrl.calculation.rounding import EXACT

_HALF: Final = Decimal("0.5")
_TWO: Final = Decimal(2)

Period = tuple[object, object]


class Amount(NamedTuple):
    """The number that a fact of a concept (Clark name) reports; `size` is its absolute value."""

    size: Decimal
    concept: str
    value: Decimal
    interval: Interval


_SIZE: Final = attrgetter("size")


class AmountsBySize:
    """Amounts, found by their size."""

    def __init__(self, amounts: Iterable[Amount]) -> None:
        self._amounts = sorted(amounts)
        self._sizes = sorted({amount.size for amount in self._amounts})

    def near(self, size: Decimal, distance: Decimal) -> list[Amount]:
        """Amounts whose size differs from `size` by no more than `distance`."""
        start = bisect_left(self._amounts, EXACT.subtract(size, distance), key=_SIZE)
        stop = bisect_right(self._amounts, EXACT.add(size, distance), key=_SIZE)
        return self._amounts[start:stop]

    def rivals(self, size: Decimal) -> int:
        """How many different sizes there are about `size`."""
        return rivals(size, self._sizes)


def rivals(size: Decimal, sizes: Sequence[Decimal]) -> int:
    """How many of different sizes, ascending, lie from half of `size` to its double."""
    start = bisect_left(sizes, EXACT.multiply(size, _HALF))
    return bisect_right(sizes, EXACT.multiply(size, _TWO)) - start


class Evidence:
    """Amounts of an instance, by where they are reported; each view is made when asked for."""

    def __init__(self, points: DataPoints) -> None:
        self.points = points
        facts = points.facts
        self._starts, self._ends = facts.columns["start_date"], facts.columns["end_date"]
        self._facts_at: dict[Place, list[int]] = {}
        self._at: dict[Place, AmountsBySize] = {}
        self._of_concepts: dict[str, dict[int, list[DataPoint]]] = {}
        self._in_periods: dict[tuple[str, int], dict[Period, AmountsBySize]] = {}
        self._reaches: dict[tuple[str, int], tuple[Decimal, Decimal]] = {}

    def at(self, place: Place) -> AmountsBySize:
        """What every concept reports at a place, fact by fact."""
        if place not in self._at:
            indexes = self._by_place().get(place, [])
            self._at[place] = AmountsBySize(self._amounts(map(self.points.alone, indexes)))
        return self._at[place]

    def in_period(self, concept: str, place: Place, like: int) -> AmountsBySize:
        """What a concept reports in the period of the fact `like` and the unit of `place`."""
        key = concept, place[1]
        if key not in self._in_periods:
            periods: dict[Period, list[DataPoint]] = {}
            for point in self._in_unit(concept, place[1]):
                periods.setdefault(self._period(point.facts[0]), []).append(point)
            self._in_periods[key] = {
                period: AmountsBySize(self._amounts(points)) for period, points in periods.items()
            }
        return self._in_periods[key].get(self._period(like), AmountsBySize([]))

    def reach(self, concept: str, place: Place) -> tuple[Decimal, Decimal]:
        """Sums of the positive and of the negative numbers of a concept in a place's unit."""
        key = concept, place[1]
        if key not in self._reaches:
            above = below = Decimal(0)
            for point in self._in_unit(concept, place[1]):
                if point.value is not None:
                    above = EXACT.add(above, max(point.value, Decimal(0)))
                    below = EXACT.add(below, min(point.value, Decimal(0)))
            self._reaches[key] = above, below
        return self._reaches[key]

    def _in_unit(self, concept: str, unit: int) -> list[DataPoint]:
        """Data points of a concept that report something in a unit."""
        by_unit = self._of_concepts.get(concept)
        if by_unit is None:
            by_unit = self._of_concepts[concept] = {}
            for place, point in self.points.of(concept):
                if point.facts:
                    by_unit.setdefault(place[1], []).append(point)
        return by_unit.get(unit, [])

    def _by_place(self) -> dict[Place, list[int]]:
        points = self.points
        if not self._facts_at:
            for index, unit in enumerate(points.facts.units):
                if unit is not None:
                    place = points.contexts[index], points.units[index], points.facts.parents[index]
                    self._facts_at.setdefault(place, []).append(index)
        return self._facts_at

    def _amounts(self, points: Iterable[DataPoint]) -> list[Amount]:
        concepts = self.points.facts.concepts
        return [
            Amount(point.value.copy_abs(), concepts[point.facts[0]], point.value, point.interval)
            for point in points
            if point.value is not None and point.interval is not None
        ]

    def _period(self, index: int) -> Period:
        return self._starts[index], self._ends[index]
