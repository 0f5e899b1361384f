"""Causes: what an inconsistency comes from, as far as the arithmetic shows it.

The first of these that applies, the remainder being the total less the weighted sum of the
items that are reported:

* `rounding`: inconsistent under XBRL 2.1, and the intervals of Calculations 1.1 overlap.
* `duplicate`: consistent with one choice among duplicates that report different numbers.
* `sign`: consistent with exactly one fact negated.
* `scale`: consistent with exactly one fact times or by 10^3, 10^6 or 10^9.
* `omitted`: the remainder is, added or subtracted, another fact of the same place, or an
  item once more or once less, and only one concept fits.
* `incomplete`: an item without a fact here could make up the remainder if it is positive.
* `unexplained`.

A change of one fact tells nothing unless it is larger than the intervals of total and sum
are wide: anything could be lost in rounding. All arithmetic is that of Calculations 1.1.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import product
from math import prod
from typing import Final, NamedTuple

from transforms.xbrl.binding import Binding
from transforms.xbrl.data_point import DataPoint, DataPoints
from transforms.xbrl.interval import ZERO, Interval, weighted_sum
from transforms.xbrl.rounding import EXACT

_MOST_CHOICES: Final = 1000
_POWERS: Final = (3, 6, 9, -3, -6, -9)
_ONE: Final = Decimal(1)
_MINUS_ONE: Final = Decimal(-1)


class Cause(NamedTuple):
    """Value of `cause`, and Clark name of the concept it points at."""

    cause: str
    concept: str | None = None


class Term(NamedTuple):
    """What a concept adds to the remainder: the total its number, an item -weight times."""

    value: Decimal
    interval: Interval

    def times(self, factor: Decimal) -> "Term":
        """Multiplied, the interval with it."""
        return Term(EXACT.multiply(self.value, factor), self.interval.times(factor))

    def scaled(self, power: int) -> "Term":
        """Times 10^power and no less accurate than before."""
        scaled = self.times(Decimal((0, (1,), power)))
        if power < 0:
            return scaled
        shift = EXACT.subtract(scaled.value, self.value)
        return Term(scaled.value, self.interval.shifted(shift))


class Remainder:
    """Total less weighted sum, and what each concept adds to it.

    Attributes:
        terms: Term of each concept, by Clark name.
        whole: Their sum.
        width: Width of the wider of the intervals of total and weighted sum.
    """

    def __init__(self, binding: Binding) -> None:
        self.terms: dict[str, Term] = {}
        self._add(binding.summation.total, binding.total, _ONE)
        total = self.terms[binding.summation.total].interval.width
        for item, point in binding.contributing:
            self._add(item.concept, point, item.weight.copy_negate())
        self.whole = _together(self.terms.values())
        self.width = max(total, EXACT.subtract(self.whole.interval.width, total))

    def _add(self, concept: str, point: DataPoint, factor: Decimal) -> None:
        if point.value is None or point.interval is None:
            return
        term = Term(point.value, point.interval).times(factor)
        others = self.terms.get(concept)
        self.terms[concept] = term if others is None else _together([others, term])

    def tells(self, change: Decimal) -> bool:
        """Whether a change is larger than what rounding can hide."""
        return change.copy_abs() > self.width

    def vanishes_with(self, concept: str, changed: Term) -> bool:
        """Whether total and sum agree once `concept` adds something else, told by rounding."""
        old, new, whole = self.terms[concept], changed.interval, self.whole.interval
        if not self.tells(EXACT.subtract(changed.value, old.value)):
            return False
        low = EXACT.add(EXACT.subtract(whole.low, old.interval.low), new.low)
        high = EXACT.add(EXACT.subtract(whole.high, old.interval.high), new.high)
        if low < 0 < high:
            return True
        if low > 0 or high < 0:
            return False
        terms = {**self.terms, concept: changed}
        return _together(terms.values()).interval.overlaps(ZERO)


def _together(terms: Iterable[Term]) -> Term:
    value = Decimal(0)
    intervals = []
    for term in terms:
        value = EXACT.add(value, term.value)
        intervals.append((_ONE, term.interval))
    return Term(value, weighted_sum(intervals))


def cause_of(binding: Binding, points: DataPoints) -> Cause:
    """Cause of an inconsistency under XBRL 2.1, Calculations 1.1, or both."""
    involved = [binding.total, *(point for _, point in binding.contributing)]
    if any(point.interval is None for point in involved):
        return Cause("unexplained")
    remainder = Remainder(binding)
    if remainder.whole.interval.overlaps(ZERO):
        return Cause("rounding")
    if _holds_for_a_choice(binding, points):
        return Cause("duplicate")
    return (
        _only("sign", _signs(remainder))
        or _only("scale", _scales(remainder))
        or _only("omitted", _omissions(remainder, binding, points))
        or Cause("incomplete" if _is_incomplete(remainder, binding) else "unexplained")
    )


def _only(cause: str, concepts: Iterable[str]) -> Cause | None:
    found = list(concepts)
    return Cause(cause, found[0]) if len(found) == 1 else None


def _holds_for_a_choice(binding: Binding, points: DataPoints) -> bool:
    """Whether one of each duplicate, in place of what all of them allow, makes it consistent."""
    weighted = [(binding.total, _ONE)] + [
        (point, item.weight.copy_negate()) for item, point in binding.contributing
    ]
    choices = [
        [interval.times(weight) for interval in _allowed(point, points)]
        for point, weight in weighted
    ]
    if not 1 < prod(map(len, choices)) <= _MOST_CHOICES:
        return False
    return any(
        weighted_sum((_ONE, interval) for interval in choice).overlaps(ZERO)
        for choice in product(*choices)
    )


def _allowed(point: DataPoint, points: DataPoints) -> list[Interval]:
    """Different intervals of a data point's facts."""
    if len(point.facts) == 1:
        return [] if point.interval is None else [point.interval]
    intervals = (points.alone(index).interval for index in point.facts)
    return list(dict.fromkeys(interval for interval in intervals if interval is not None))


def _signs(remainder: Remainder) -> Iterator[str]:
    for concept, term in remainder.terms.items():
        if remainder.vanishes_with(concept, term.times(_MINUS_ONE)):
            yield concept


def _scales(remainder: Remainder) -> Iterator[str]:
    for concept, term in remainder.terms.items():
        for power in _POWERS:
            if remainder.vanishes_with(concept, term.scaled(power)):
                yield concept


def _omissions(remainder: Remainder, binding: Binding, points: DataPoints) -> Iterator[str]:
    """Concepts whose number, added or subtracted once, is the remainder."""
    whole = remainder.whole.interval
    negated = whole.times(_MINUS_ONE)

    def fits(term: Term) -> bool:
        if not (term.interval.overlaps(whole) or term.interval.overlaps(negated)):
            return False
        return remainder.tells(term.value)

    items = {item.concept for item in binding.summation.items}
    for concept in items & remainder.terms.keys() - {binding.summation.total}:
        if fits(remainder.terms[concept]):
            yield concept
    others: dict[str, None] = {}
    for concept, fact in points.all_at(binding.place):
        if concept in items or concept == binding.summation.total:
            continue
        if fact.value is None or fact.interval is None:
            continue
        if fits(Term(fact.value, fact.interval)):
            others[concept] = None
    yield from others


def _is_incomplete(remainder: Remainder, binding: Binding) -> bool:
    """Whether an item without a fact here has the weight to make up the remainder."""
    is_positive = remainder.whole.value > 0
    return any(point is None and (item.weight > 0) == is_positive for item, point in binding.items)
