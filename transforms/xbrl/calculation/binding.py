"""Bindings: a total and the items reported beside it, and the two verdicts on them.

XBRL 2.1 §5.2.5.2 compares two numbers, Calculations 1.1 two intervals. Not bound is an
answer of its own, with its reason, and never "consistent". Where several reasons hold, the
one that needs the least to be known comes first: of the facts none (`nil_total`,
`no_items`), then of the network, then of single facts, then of duplicates.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from transforms.xbrl.calculation.data_point import DataPoint, DataPoints, Place, first_defect
from transforms.xbrl.calculation.interval import Interval, weighted_sum
from transforms.xbrl.calculation.rounding import EXACT, rounded
from transforms.xbrl.calculation.summation import Item, Summation
from transforms.xbrl.calculation.verdict import Unbound11, Unbound21, VerdictCode


class Verdict(NamedTuple):
    """What one specification says of a binding, and why it says nothing."""

    verdict: VerdictCode
    unbound: Unbound21 | Unbound11 | None = None


CONSISTENT = Verdict("consistent")
INCONSISTENT = Verdict("inconsistent")


@dataclass(slots=True)
class Binding:
    """A total at a place, and the data points of its items there.

    Attributes:
        summation: What the network says.
        place: Where the total is reported.
        total: Data point of the total.
        accuracy: Accuracy of the total's reported fact.
        items: Each item with its data point, None where it has no fact; an item in several
            tuples beside the total stands there once for each.
        contributing: Those of `items` that have a value.
    """

    summation: Summation
    place: Place
    total: DataPoint
    accuracy: int | None
    items: list[tuple[Item, DataPoint | None]]
    contributing: list[tuple[Item, DataPoint]] = field(init=False)

    def __post_init__(self) -> None:
        self.contributing = [
            (item, point)
            for item, point in self.items
            if point is not None and point.reported is not None
        ]

    @property
    def is_numeric(self) -> bool:
        """Whether total and items are numbers: false for NaN or a precision of 0."""
        return self.total.value is not None and all(
            point.value is not None for _, point in self.contributing
        )

    def sum_of_values(self) -> Decimal:
        """Weighted sum of the items' values as reported."""
        return _sum((item.weight, point.value) for item, point in self.contributing)

    def sum_of_rounded(self) -> Decimal:
        """Weighted sum of the items, each rounded to its decimals first."""
        return _sum((item.weight, point.rounded) for item, point in self.contributing)

    def sum_of_intervals(self) -> Interval | None:
        """Interval of the weighted sum; None where an item has no interval."""
        if any(point.interval is None for _, point in self.contributing):
            return None
        return weighted_sum(
            (item.weight, point.interval)
            for item, point in self.contributing
            if point.interval is not None
        )


def bind(points: DataPoints, summation: Summation) -> Iterable[Binding]:
    """A binding for each data point of the total."""
    for place, total in points.of(summation.total):
        items: list[tuple[Item, DataPoint | None]] = []
        for item in summation.items:
            items += [(item, point) for point in points.within(item.concept, place)] or [
                (item, None)
            ]
        accuracy = None if total.reported is None else points.facts.accuracies[total.reported]
        yield Binding(summation, place, total, accuracy, items)


def _sum(terms: Iterable[tuple[Decimal, Decimal | None]]) -> Decimal:
    total = Decimal(0)
    for weight, value in terms:
        if value is not None:
            total = EXACT.add(total, EXACT.multiply(weight, value))
    return total


def _without_numbers(binding: Binding) -> Literal["nil_total", "no_items"] | None:
    if binding.total.reported is None:
        return "nil_total"
    return None if binding.contributing else "no_items"


def xbrl21(binding: Binding) -> tuple[Verdict, Decimal | None]:
    """Verdict of XBRL 2.1 §5.2.5.2, and the sum as rounded to the total's decimals."""
    unbound: Unbound21 | None = _without_numbers(binding)
    if unbound is None and len(binding.total.facts) > 1:
        unbound = "duplicate_total"
    if unbound is None and any(len(point.facts) > 1 for _, point in binding.contributing):
        unbound = "duplicate_item"
    if unbound is not None:
        return Verdict("unbound", unbound), None
    if not binding.is_numeric:
        return INCONSISTENT, None
    computed = rounded(binding.sum_of_rounded(), binding.accuracy)
    return CONSISTENT if computed == binding.total.rounded else INCONSISTENT, computed


def network_defect(summation: Summation, not_decimal: Collection[str] = ()) -> Unbound11 | None:
    """Why Calculations 1.1 makes nothing of a summation, whatever is reported.

    Args:
        summation: What the network says.
        not_decimal: Clark names of concepts whose type is not derived from xs:decimal.
    """
    concepts = {item.concept for item in summation.items}
    if not concepts.isdisjoint(not_decimal) or summation.total in not_decimal:
        return "not_decimal"
    return "duplicate_relationship" if len(concepts) < len(summation.items) else None


def calc11(binding: Binding, defect: Unbound11 | None = None) -> tuple[Verdict, Interval | None]:
    """Verdict of Calculations 1.1, and the interval of the weighted sum.

    Args:
        binding: Total and items.
        defect: Why nothing can be made of the summation, as `network_defect` has it.
    """
    unbound: Unbound11 | None = _without_numbers(binding)
    if unbound is not None:
        return Verdict("unbound", unbound), None
    total, sum_ = binding.total.interval, binding.sum_of_intervals()
    points = [binding.total, *(point for _, point in binding.contributing)]
    unbound = defect or first_defect(points)
    if unbound is not None or total is None or sum_ is None:
        return Verdict("unbound", unbound), sum_
    return CONSISTENT if total.overlaps(sum_) else INCONSISTENT, sum_
