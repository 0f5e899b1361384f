"""Bindings: a total and the items reported beside it, and the two verdicts on them.

XBRL 2.1 §5.2.5.2 compares two numbers, Calculations 1.1 two intervals. Not bound is an
answer of its own, with its reason, and never "consistent". Where several reasons hold, the
one that needs the least to be known comes first: of the total (`nil_total`), then of the
network (`network_incomplete`: what it lacks may be an item that is reported, so that
`no_items` would claim too much), then of single facts, then of duplicates; but duplicates in
the sense of XBRL 2.1 come before facts that could not be read, since §4.10 asks for no values.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from transforms.xbrl.calculation.data_point import DataPoint, DataPoints, first_defect
from transforms.xbrl.calculation.interval import Interval, weighted_sum
from transforms.xbrl.calculation.place import Place
from transforms.xbrl.calculation.rounding import EXACT, round_fraction, rounded
from transforms.xbrl.calculation.summation import NO_GAPS, Gaps, Item, Summation
from transforms.xbrl.calculation.verdict import Unbound11, Unbound21, VerdictCode
from transforms.xbrl.instance.amounts import ended

MAX_ITEMS: Final = 4_000_000
"""Items of all rows of an instance: a thousand items and as many contexts make a million of them."""


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
        is_network_incomplete: Whether the network may lack relationships.
        is_in_tuple: Whether the total or an item stands in a tuple.
        contributing: Those of `items` that have a value.
        has_unread: Whether a fact of the total or of an item could not be read.
    """

    summation: Summation
    place: Place
    total: DataPoint
    accuracy: int | None
    items: list[tuple[Item, DataPoint | None]]
    is_network_incomplete: bool = False
    is_in_tuple: bool = False
    contributing: list[tuple[Item, DataPoint]] = field(init=False)
    has_unread: bool = field(init=False)

    def __post_init__(self) -> None:
        self.contributing = [
            (item, point)
            for item, point in self.items
            if point is not None and point.reported is not None
        ]
        self.has_unread = self.total.has_unread or any(
            point is not None and point.has_unread for _, point in self.items
        )

    @property
    def is_numeric(self) -> bool:
        """Whether digits of total and items are known: false for NaN or a precision of 0."""
        return self.total.value is not None and all(
            point.value is not None for _, point in self.contributing
        )

    @property
    def is_finite(self) -> bool:
        """Whether total and items are neither INF nor NaN."""
        return self.total.is_finite and all(point.is_finite for _, point in self.contributing)

    @property
    def has_fractions(self) -> bool:
        """Whether the total or an item is a fraction item."""
        return self.total.fraction is not None or any(
            point.fraction is not None for _, point in self.contributing
        )

    def sum_of_values(self) -> Decimal:
        """Weighted sum of the items' values as reported."""
        return _sum((item.weight, point.value) for item, point in self.contributing)

    def sum_of_rounded(self) -> Decimal:
        """Weighted sum of the items, each rounded to its decimals first."""
        return _sum((item.weight, point.rounded) for item, point in self.contributing)

    def sum_of_intervals(self) -> Interval | None:
        """Interval of the weighted sum; None without items, or where one has no interval."""
        terms = [
            (item.weight, point.interval)
            for item, point in self.contributing
            if point.interval is not None
        ]
        is_known = terms and len(terms) == len(self.contributing) and not self.has_unread
        return weighted_sum(terms) if is_known else None


def bind(points: DataPoints, summation: Summation, gaps: Gaps = NO_GAPS) -> Iterable[Binding]:
    """A binding for each data point of the total."""
    is_incomplete = summation.is_incomplete or gaps.may_be_in(summation.role_uri, summation.arcrole)
    for place, total in points.of(summation.total):
        items: list[tuple[Item, DataPoint | None]] = []
        for item in summation.items:
            items += [(item, point) for point in points.within(item.concept, place)] or [
                (item, None)
            ]
        accuracy = None if total.reported is None else points.facts.accuracies[total.reported]
        in_tuple = points.is_in_tuple(place, (point for _, point in items if point is not None))
        yield Binding(summation, place, total, accuracy, items, is_incomplete, in_tuple)


def within_limit(
    summations: Iterable[Summation], points: DataPoints, leave_out: Callable[[Summation], object]
) -> Iterator[Summation]:
    """The summations whose rows have room, as each row has all items of its summation.

    The others are given to `leave_out`.
    """
    left = MAX_ITEMS
    for summation in summations:
        items = len(summation.items) * points.n_places(summation.total)
        if items > left:
            leave_out(summation)
            continue
        left -= items
        yield summation


def _sum(terms: Iterable[tuple[Decimal, Decimal | None]]) -> Decimal:
    total = Decimal(0)
    for weight, value in terms:
        if value is not None:
            total = EXACT.add(total, EXACT.multiply(weight, value))
    return total


def _without_sum(binding: Binding) -> Literal["nil_total", "no_items", "network_incomplete"] | None:
    """Why there is nothing to add up, or not all that must be."""
    if binding.total.reported is None and not binding.total.has_unread:
        return "nil_total"
    if binding.is_network_incomplete:
        return "network_incomplete"
    return None if binding.contributing or binding.has_unread else "no_items"


def xbrl21(binding: Binding) -> tuple[Verdict, Decimal | None]:
    """Verdict of XBRL 2.1 §5.2.5.2, and the sum as rounded to the total's decimals.

    A total or item of which no digit is accurate agrees with nothing. INF and NaN are values
    that xs:float and xs:double allow, but §4.6.7.2, by which both sides are rounded, says
    nothing of them: they are not compared.
    """
    unbound: Unbound21 | None = _without_sum(binding) or _duplicate(binding)
    if unbound is None and binding.has_unread:
        unbound = "unreadable_fact"
    if unbound is None and not binding.is_numeric and not binding.is_finite:
        unbound = "not_finite"
    if unbound is not None:
        return Verdict("unbound", unbound), None
    if binding.has_fractions:
        return _of_fractions(binding)
    if not binding.is_numeric:
        return INCONSISTENT, None
    computed = rounded(binding.sum_of_rounded(), binding.accuracy)
    return CONSISTENT if computed == binding.total.rounded else INCONSISTENT, computed


def _of_fractions(binding: Binding) -> tuple[Verdict, Decimal | None]:
    """The verdict where the sum is exact only as a fraction: 1/3 and 2/3 make 1."""
    total, terms = _exact(binding.total), []
    for item, point in binding.contributing:
        term = _exact(point)
        if term is not None:
            terms.append(Fraction(item.weight) * term)
    if total is None or len(terms) < len(binding.contributing):
        return INCONSISTENT, None
    computed = sum(terms, Fraction(0))
    if binding.accuracy is not None and binding.total.fraction is None:
        computed = round_fraction(computed, binding.accuracy)
    return CONSISTENT if computed == total else INCONSISTENT, ended(computed)


def _exact(point: DataPoint) -> Fraction | None:
    if point.fraction is not None:
        return point.fraction
    return None if point.rounded is None else Fraction(point.rounded)


def _duplicate(binding: Binding) -> Literal["duplicate_total", "duplicate_item"] | None:
    if binding.total.has_duplicates:
        return "duplicate_total"
    for _, point in binding.items:
        is_there = point is not None and (point.reported is not None or point.n_unread)
        if point is not None and is_there and point.has_duplicates:
            return "duplicate_item"
    return None


def network_defect(summation: Summation, not_decimal: Collection[str] = ()) -> Unbound11 | None:
    """Why Calculations 1.1 cannot calculate a summation, independent of the facts.

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

    A report with tuples is none of the Open Information Model, on which Calculations 1.1
    rests: what stands in a tuple is not bound.

    Args:
        binding: Total and items.
        defect: Why nothing can be made of the summation, as `network_defect` has it.
    """
    unbound: Unbound11 | None = _without_sum(binding)
    if unbound in ("nil_total", "no_items"):
        return Verdict("unbound", unbound), None
    total, sum_ = binding.total.interval, binding.sum_of_intervals()
    points = [binding.total, *(point for _, point in binding.contributing)]
    unbound = (
        unbound
        or defect
        or ("unreadable_fact" if binding.has_unread else None)
        or ("in_tuple" if binding.is_in_tuple else None)
        or first_defect(points)
    )
    if unbound is not None or total is None or sum_ is None:
        return Verdict("unbound", unbound), sum_
    return CONSISTENT if total.overlaps(sum_) else INCONSISTENT, sum_
