"""Data points: the facts of one concept that are duplicates of each other.

Facts are duplicates if concept, parent element, context and unit are equal by structure
(XBRL 2.1 §4.10); values and decimals do not matter, and nil facts count. In a report
without tuples that is also a data point of Calculations 1.1. XBRL 2.1 calculates with fraction
items. Calculations 1.1 does not, as they are no decimals.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal, get_args

from transforms.xbrl.calculation.interval import Interval, rounding_interval, truncation_interval
from transforms.xbrl.calculation.nesting import Nesting
from transforms.xbrl.calculation.place import Place, numbered
from transforms.xbrl.calculation.rounding import rounded
from transforms.xbrl.calculation.unread import UnreadFacts
from transforms.xbrl.instance.amounts import NOTHING_ACCURATE
from transforms.xbrl.instance.facts import Facts, UnreadFact

Defect = Literal["not_decimal", "excess_digits", "disallowed_duplicates"]


@dataclass(slots=True)
class DataPoint:
    """Facts of one concept at one place, and the number they report.

    Attributes:
        facts: Indexes of the facts, in document order; without those that could not be read.
        n_unread: Number of facts that are here and could not be read.
        has_unread: Whether a fact that could not be read is here, or may be.
        reported: The most precise fact with a value, then the first; None if all are nil.
        value: Value of `reported`; None if it is nil or no number can be made of it.
        rounded: `value` rounded to its own decimals.
        interval: Numbers that every fact here allows; None if there is none.
        defect: Why Calculations 1.1 does not calculate with it.
        fraction: Exact value of `reported` if it is a fraction item.
        is_finite: Whether `reported` is neither INF nor NaN, which types of xs:float and xs:double
            allow.
    """

    facts: list[int]
    reported: int | None = None
    value: Decimal | None = None
    rounded: Decimal | None = None
    interval: Interval | None = None
    defect: Defect | None = None
    n_unread: int = 0
    has_unread: bool = False
    fraction: Fraction | None = None
    is_finite: bool = True

    @property
    def has_duplicates(self) -> bool:
        """Whether several facts are here, whatever their values (XBRL 2.1 §4.10)."""
        return len(self.facts) + self.n_unread > 1


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
        non_numeric: Those of the concepts that are known not to be numeric: their facts have no
            unit and so never contribute (XBRL 2.1 §5.2.5.2).
    """

    def __init__(
        self,
        facts: Facts,
        concepts: Iterable[str],
        *,
        truncation: bool = False,
        non_numeric: Collection[str] = (),
    ) -> None:
        self.facts = facts
        self._places: dict[str, dict[Place, list[int]]] = {concept: {} for concept in concepts}
        without_unit, n_read = list(self._without_unit(non_numeric)), len(facts.concepts)
        parents = facts.parents
        unread = [
            *facts.unread,
            *(UnreadFact(facts.concepts[index], parent=parents[index]) for index in without_unit),
        ]
        context_keys = [
            *(fact.context and fact.context.key for fact in facts.unread),
            *(facts.contexts[index] for index in without_unit),
        ]
        self.contexts = numbered(facts.contexts, context_keys)
        self.units = numbered(facts.units, (fact.unit and fact.unit.key for fact in unread))
        self._interval_of = truncation_interval if truncation else rounding_interval
        self._nil = facts.columns["is_nil"]
        self._points: dict[int, DataPoint] = {}
        self._index()
        contexts = (
            None if key is None else number
            for key, number in zip(context_keys, self.contexts[n_read:], strict=True)
        )
        self._unread = UnreadFacts(unread, self._places, contexts, self.units[n_read:])
        has_tuples = any(parent != -1 for parent in facts.parents)
        self._nesting = Nesting(facts.parents, self._places) if has_tuples else None

    def _without_unit(self, non_numeric: Collection[str]) -> Iterator[int]:
        """Items of the concepts that refer to no unit: as numbers, they must (§4.6.2)."""
        asked_for = self._places.keys() - set(non_numeric)
        for index, unit in enumerate(self.facts.units):
            concept = self.facts.concepts[index]
            if unit is None and concept in asked_for and index not in self.facts.tuples:
                yield index

    def _index(self) -> None:
        parents, contexts, units = self.facts.parents, self.contexts, self.units
        items = zip(self.facts.concepts, self.facts.units, strict=True)
        for index, (concept, unit) in enumerate(items):
            places = self._places.get(concept)
            if places is None or unit is None:
                continue
            place = (contexts[index], units[index], parents[index])
            if place in places:
                places[place].append(index)
            else:
                places[place] = [index]

    def of(self, concept: str) -> Iterator[tuple[Place, DataPoint]]:
        """Data points of a concept, in order of their first facts, unread ones last."""
        places = self._places[concept]
        for place, indexes in places.items():
            yield place, self._point(concept, place, indexes)
        for place in self._unread.places(concept) if self._unread else ():
            if place not in places:
                yield place, self._point(concept, place, [])

    def n_places(self, concept: str) -> int:
        """How many data points a concept has, those that are unread counted twice at most."""
        return len(self._places[concept]) + (
            len(self._unread.places(concept)) if self._unread else 0
        )

    def within(self, concept: str, place: Place) -> list[DataPoint]:
        """Data points of a concept that contribute to a total at `place` (§5.2.5.2).

        They have its context and unit, and stand beside it or in a tuple beside it.
        """
        if self._nesting is not None:
            found = self._nesting.within(concept, place)
            points = [self._point(concept, place, indexes) for indexes in found]
        else:
            indexes = self._places[concept].get(place)
            points = [] if indexes is None else [self._point(concept, place, indexes)]
        if not points and self._unread and self._unread.may_be_at(concept, place):
            return [self._point(concept, place, [])]
        return points

    def is_in_tuple(self, place: Place, points: Iterable[DataPoint]) -> bool:
        """Whether a total at a place, or one of some data points, stands in a tuple."""
        if self._nesting is None:
            return False
        parents = (self.facts.parents[index] for point in points for index in point.facts)
        return place[2] != -1 or any(parent != -1 for parent in parents)

    def unread_at(self, concept: str, place: Place) -> UnreadFact:
        """The first unread fact of a concept at a place that has one."""
        return self._unread.places(concept)[place]

    def _point(self, concept: str, place: Place, indexes: list[int]) -> DataPoint:
        point = self._points.get(indexes[0]) if indexes else None
        if point is None:
            point = self._evaluated(indexes) if indexes else DataPoint([])
            if self._unread:
                point.n_unread = self._unread.count(concept, place)
                point.has_unread = self._unread.may_be_at(concept, place)
            if indexes:
                self._points[indexes[0]] = point
        return point

    def _evaluated(self, indexes: list[int]) -> DataPoint:
        if len(indexes) == 1:
            return self.alone(indexes[0])
        present = [self.alone(index) for index in indexes if not self._nil[index]]
        if not present:
            return DataPoint(indexes)
        accuracies = self.facts.accuracies
        best = min(present, key=lambda point: _coarseness(accuracies[point.facts[0]]))
        point = replace(best, facts=indexes, interval=None)
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
        fraction = self.facts.fractions.get(index)
        if fraction is not None:
            return DataPoint([index], index, value, value, defect="not_decimal", fraction=fraction)
        if value is None or accuracy == NOTHING_ACCURATE:
            is_finite = value is not None
            return DataPoint([index], index, defect="not_decimal", is_finite=is_finite)
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
