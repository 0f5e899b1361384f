"""Data points: the facts of one concept that are duplicates of each other.

Facts are duplicates if concept, parent element, context and unit are equal by structure
(XBRL 2.1 §4.10); values and decimals do not matter, and nil facts count. In a report
without tuples that is also a data point of Calculations 1.1.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from transforms.xbrl.calculation.interval import Interval, rounding_interval, truncation_interval
from transforms.xbrl.calculation.rounding import rounded
from transforms.xbrl.instance.amounts import NOTHING_ACCURATE
from transforms.xbrl.instance.facts import Facts

Defect = Literal["not_decimal", "excess_digits", "disallowed_duplicates"]


Place = tuple[int, int, int]
"""Where calculations bind: an equal context, an equal unit, and a parent element.

Contexts and units are numbers, the same for equal ones; the parent is the index of a tuple,
-1 at the top.
"""


@dataclass(slots=True)
class DataPoint:
    """Facts of one concept at one place, and the number they report.

    Attributes:
        facts: Indexes of the facts, in document order.
        reported: The most precise fact with a value, then the first; None if all are nil.
        value: Value of `reported`; None if it is nil or no number can be made of it.
        rounded: `value` rounded to its own decimals.
        interval: Numbers that every fact here allows; None if there is none.
        defect: Why Calculations 1.1 does not calculate with it.
    """

    facts: list[int]
    reported: int | None = None
    value: Decimal | None = None
    rounded: Decimal | None = None
    interval: Interval | None = None
    defect: Defect | None = None


def first_defect(points: Iterable[DataPoint]) -> Defect | None:
    """The defect of the points that counts, where several have one: in the order of `Defect`."""
    defects = {point.defect for point in points if point.defect is not None}
    return min(defects, key=get_args(Defect).index, default=None)


class DataPoints:
    """Data points of some concepts of an instance, found by concept and place.

    Args:
        facts: Facts of one instance.
        concepts: Clark names of the concepts to look at.
        truncation: Whether intervals are those of truncated values, not of rounded ones.
    """

    def __init__(self, facts: Facts, concepts: Iterable[str], *, truncation: bool = False) -> None:
        self.facts = facts
        self.contexts = _numbered(facts.contexts)
        self.units = _numbered(facts.units)
        self._interval_of = truncation_interval if truncation else rounding_interval
        self._nil = facts.columns["is_nil"]
        self._places: dict[str, dict[Place, list[int]]] = {concept: {} for concept in concepts}
        self._points: dict[int, DataPoint] = {}
        self._index()
        self._inside = self._tuples() if any(parent != -1 for parent in facts.parents) else None

    def _index(self) -> None:
        parents, contexts, units = self.facts.parents, self.contexts, self.units
        for index, concept in enumerate(self.facts.concepts):
            places = self._places.get(concept)
            if places is None or self.facts.units[index] is None:
                continue
            place = (contexts[index], units[index], parents[index])
            if place in places:
                places[place].append(index)
            else:
                places[place] = [index]

    def _tuples(self) -> dict[str, dict[Place, list[list[int]]]]:
        """By concept and place, facts there and in tuples there, in order of their parents."""
        inside: dict[str, dict[Place, list[list[int]]]] = {}
        for concept, places in self._places.items():
            found = inside.setdefault(concept, {})
            for context, unit, parent in sorted(places):
                indexes, outer = places[context, unit, parent], parent
                while outer != -1:
                    found.setdefault((context, unit, outer), []).append(indexes)
                    outer = self.facts.parents[outer]
                found.setdefault((context, unit, -1), []).append(indexes)
        return inside

    def of(self, concept: str) -> Iterator[tuple[Place, DataPoint]]:
        """Data points of a concept, in order of their first facts."""
        for place, indexes in self._places[concept].items():
            yield place, self._point(indexes)

    def within(self, concept: str, place: Place) -> list[DataPoint]:
        """Data points of a concept that contribute to a total at `place` (§5.2.5.2).

        They have its context and unit, and stand beside it or in a tuple beside it.
        """
        if self._inside is not None:
            return [self._point(found) for found in self._inside[concept].get(place, ())]
        indexes = self._places[concept].get(place)
        return [] if indexes is None else [self._point(indexes)]

    def _point(self, indexes: list[int]) -> DataPoint:
        point = self._points.get(indexes[0])
        if point is None:
            point = self._points[indexes[0]] = self._evaluated(indexes)
        return point

    def _evaluated(self, indexes: list[int]) -> DataPoint:
        if len(indexes) == 1:
            return self.alone(indexes[0])
        present = [self.alone(index) for index in indexes if not self._nil[index]]
        if not present:
            return DataPoint(indexes)
        accuracies = self.facts.accuracies
        best = min(present, key=lambda point: _coarseness(accuracies[point.facts[0]]))
        point = DataPoint(indexes, best.reported, best.value, best.rounded)
        point.defect = first_defect(present)
        if point.defect != "not_decimal":
            point.interval = _common(present)
        if point.defect is None and (
            len(present) < len(indexes) or point.interval is None or self._contradict(present)
        ):
            point.defect = "disallowed_duplicates"
        return point

    def alone(self, index: int) -> DataPoint:
        """The data point that a fact would be without its duplicates."""
        if self._nil[index]:
            return DataPoint([index])
        value, accuracy = self.facts.values[index], self.facts.accuracies[index]
        if value is None or accuracy == NOTHING_ACCURATE:
            return DataPoint([index], index, defect="not_decimal")
        round_value = rounded(value, accuracy)
        return DataPoint(
            [index],
            index,
            value,
            round_value,
            self._interval_of(value, accuracy),
            None if round_value == value else "excess_digits",
        )

    def _contradict(self, present: list[DataPoint]) -> bool:
        """Whether two facts of equal decimals have different values."""
        values: dict[int | None, Decimal | None] = {}
        for point in present:
            accuracy = self.facts.accuracies[point.facts[0]]
            if values.setdefault(accuracy, point.value) != point.value:
                return True
        return False


def _coarseness(accuracy: int | None) -> tuple[bool, int]:
    return accuracy is not None, -(accuracy or 0)


def _common(points: list[DataPoint]) -> Interval | None:
    intervals = [point.interval for point in points if point.interval is not None]
    common = intervals[0]
    for interval in intervals[1:]:
        common = common.intersection(interval)
    return None if common.is_empty else common


def _numbered(keys: Sequence[Hashable]) -> list[int]:
    """Number of each key, equal ones alike, in order of first appearance.

    A key is hashed once for each object that holds it: readers share one object among all
    facts of a context.
    """
    objects = list(map(id, keys))
    numbers: dict[Hashable, int] = {}
    of_object = {
        identity: numbers.setdefault(key, len(numbers))
        for identity, key in dict(zip(objects, keys, strict=True)).items()
    }
    return list(map(of_object.__getitem__, objects))
