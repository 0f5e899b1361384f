"""Causes: what an inconsistency comes from, as far as the arithmetic shows it.

The first of these that applies, the remainder being the total less the weighted sum of the
items that are reported:

* `rounding`: inconsistent under XBRL 2.1, and the intervals of Calculations 1.1 overlap.
* `duplicate`: consistent with one choice among duplicates that report different numbers.
* `sign`: consistent with one fact negated.
* `scale`: consistent with exactly one fact times or by 10^3, 10^6 or 10^9.
* `incomplete`: the remainder is a fact that an item without one here has in the same period
  with other dimensions.
* `omitted`: the remainder is, added or subtracted, another fact of the same place, or an
  item once more or once less.
* `incomplete`: what items without a fact here report elsewhere, with its sign, could make up
  the remainder.
* `unexplained`.

All arithmetic is that of Calculations 1.1, but that an item of 0 counts as exact: "0" with
`decimals="0"` in a column of percentages says nothing of its accuracy.

A filing has so many amounts that one of them often fits by chance. A fit counts only if, of
amounts spread like those between half and double of the size in question, fewer than one
in twenty would fit as well; several facts that report one amount are one fit, of which
then no single concept is the cause.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from typing import Final, NamedTuple

from transforms.xbrl.calculation.binding import Binding
from transforms.xbrl.calculation.data_point import DataPoint, DataPoints
from transforms.xbrl.calculation.evidence import Amount, Evidence
from transforms.xbrl.calculation.interval import ZERO, Interval, weighted_sum
from transforms.xbrl.calculation.rounding import EXACT
from transforms.xbrl.calculation.summation import Item
from transforms.xbrl.calculation.verdict import CauseCode

_MOST_CHOICES: Final = 256
_POWERS: Final = (3, 6, 9, -3, -6, -9)
_ZERO: Final = Decimal(0)
_ONE: Final = Decimal(1)
_MINUS_ONE: Final = Decimal(-1)
_TWO: Final = Decimal(2)
_MINUS_TWO: Final = Decimal(-2)
_HALF: Final = Decimal("0.5")
# One in twenty of the sizes between half and double, which are one and a half wide.
_CHANCE: Final = Decimal("0.075")


class Cause(NamedTuple):
    """Value of `cause`, and Clark name of the concept it points at."""

    cause: CauseCode
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


class Fit(NamedTuple):
    """A concept that would account for the remainder: by how much, and how closely."""

    concept: str
    size: Decimal
    miss: Decimal


class Remainder:
    """Total less weighted sum, and what each concept adds to it.

    Attributes:
        terms: Term of each concept, by Clark name.
        whole: Their sum.
        unit: One unit in the last place of the least accurate term.
    """

    def __init__(self, binding: Binding) -> None:
        self.terms: dict[str, Term] = {}
        self._add(binding.summation.total, binding.total, _ONE)
        for item, point in binding.contributing:
            self._add(item.concept, point, item.weight.copy_negate())
        self.whole = _together(self.terms.values())
        last_place = Decimal((0, (1,), int(self.whole.value.as_tuple().exponent)))
        self.unit = max(last_place, *(term.interval.width for term in self.terms.values()))

    def _add(self, concept: str, point: DataPoint, factor: Decimal) -> None:
        if point.value is None or point.interval is None:
            return
        interval = point.interval if point.value else ZERO
        term = Term(point.value, interval).times(factor)
        others = self.terms.get(concept)
        self.terms[concept] = term if others is None else _together([others, term])

    def is_near(self, change: Decimal) -> bool:
        """Whether a change leaves so little that intervals need to be looked at."""
        rest = EXACT.add(self.whole.value, change)
        return rest.copy_abs() <= self.whole.interval.width

    def fit(self, concept: str, changed: Term) -> Fit | None:
        """How another term of a concept accounts for it, None if total and sum still differ."""
        rest = _together({**self.terms, concept: changed}.values())
        if not rest.interval.overlaps(ZERO):
            return None
        change = EXACT.subtract(changed.value, self.terms[concept].value)
        return Fit(concept, change.copy_abs(), rest.value.copy_abs())

    def is_chance(self, size: Decimal, miss: Decimal, rivals: int) -> bool:
        """Whether one of so many amounts of about a size would often fit as well as this."""
        window = max(EXACT.multiply(miss, _TWO), self.unit)
        return EXACT.multiply(window, Decimal(rivals)) >= EXACT.multiply(size, _CHANCE)


def cause_of(binding: Binding, evidence: Evidence) -> Cause:
    """Cause of an inconsistency under XBRL 2.1, Calculations 1.1, or both."""
    involved = [binding.total, *(point for _, point in binding.contributing)]
    if any(point.interval is None for point in involved):
        return Cause("unexplained")
    remainder = Remainder(binding)
    if remainder.whole.interval.overlaps(ZERO):
        return Cause("rounding")
    if _holds_for_a_choice(binding, evidence.points):
        return Cause("duplicate")
    silent = [item for item, point in binding.items if point is None]
    return (
        _sign(remainder)
        or _scale(remainder)
        or _elsewhere(remainder, binding, silent, evidence)
        or _omitted(remainder, binding, evidence)
        or _reachable(remainder, binding, silent, evidence)
        or Cause("unexplained")
    )


def _together(terms: Iterable[Term]) -> Term:
    value = Decimal(0)
    intervals = []
    for term in terms:
        value = EXACT.add(value, term.value)
        intervals.append((_ONE, term.interval))
    return Term(value, weighted_sum(intervals))


def _holds_for_a_choice(binding: Binding, points: DataPoints) -> bool:
    """Whether one of each duplicate, in place of what all of them allow, makes it consistent."""
    weighted = [(binding.total, _ONE)] + [
        (point, item.weight.copy_negate()) for item, point in binding.contributing
    ]
    choices = [
        [(weight, interval) for interval in _allowed(point, points)] for point, weight in weighted
    ]
    if not 1 < prod(map(len, choices)) <= _MOST_CHOICES:
        return False
    return any(weighted_sum(choice).overlaps(ZERO) for choice in product(*choices))


def _allowed(point: DataPoint, points: DataPoints) -> list[Interval]:
    """Different intervals of a data point's facts."""
    if len(point.facts) == 1:
        return [] if point.interval is None else [point.interval]
    intervals = (points.alone(index).interval for index in point.facts)
    return list(dict.fromkeys(interval for interval in intervals if interval is not None))


def _sign(remainder: Remainder) -> Cause | None:
    fits, sizes = [], []
    for concept, term in remainder.terms.items():
        change = EXACT.multiply(term.value, _MINUS_TWO)
        sizes.append(change.copy_abs())
        if remainder.is_near(change):
            fits.append(remainder.fit(concept, term.times(_MINUS_ONE)))
    return _changed("sign", remainder, fits, sizes)


def _scale(remainder: Remainder) -> Cause | None:
    fits, sizes = [], []
    for concept, term in remainder.terms.items():
        for power in _POWERS:
            scaled = EXACT.scaleb(term.value, power)
            change = EXACT.subtract(scaled, term.value)
            if scaled.copy_abs() > remainder.unit:
                sizes.append(change.copy_abs())
                if remainder.is_near(change):
                    fits.append(remainder.fit(concept, term.scaled(power)))
    return _changed("scale", remainder, fits, sizes)


def _changed(
    cause: CauseCode, remainder: Remainder, fits: Sequence[Fit | None], sizes: Sequence[Decimal]
) -> Cause | None:
    found = [fit for fit in fits if fit is not None]
    if not found:
        return None
    half, double = EXACT.multiply(found[0].size, _HALF), EXACT.multiply(found[0].size, _TWO)
    rivals = len({size for size in sizes if half <= size <= double})
    return _told(cause, remainder, found, rivals)


def _told(cause: CauseCode, remainder: Remainder, fits: Sequence[Fit], rivals: int) -> Cause | None:
    """The cause if the fits are of one size and no chance, with the concept if it is one."""
    if len({fit.size for fit in fits}) != 1:
        return None
    if remainder.is_chance(fits[0].size, fits[0].miss, rivals):
        return None
    return Cause(cause, fits[0].concept if len({fit.concept for fit in fits}) == 1 else None)


def _fits(remainder: Remainder, amounts: Iterable[Amount], *factors: Decimal) -> list[Fit]:
    """Amounts that are the remainder once multiplied by one of the factors."""
    whole = remainder.whole
    return [
        Fit(
            amount.concept,
            amount.size,
            EXACT.subtract(whole.value, EXACT.multiply(amount.value, factor)).copy_abs(),
        )
        for amount in amounts
        for factor in factors
        if amount.interval.times(factor).overlaps(whole.interval)
    ]


def _elsewhere(
    remainder: Remainder, binding: Binding, silent: Iterable[Item], evidence: Evidence
) -> Cause | None:
    """Whether an item has just the remainder in the same period with other dimensions."""
    size, distance = remainder.whole.value.copy_abs(), remainder.whole.interval.width
    for item in silent:
        amounts = evidence.in_period(item.concept, binding.place, binding.total.facts[0])
        if remainder.is_chance(size, _ZERO, amounts.rivals(size)):
            continue
        fits = _fits(remainder, amounts.near(size, distance), item.weight)
        if _told("incomplete", remainder, fits, amounts.rivals(size)):
            return Cause("incomplete")
    return None


def _omitted(remainder: Remainder, binding: Binding, evidence: Evidence) -> Cause | None:
    """Whether another fact of the place is the remainder.

    If the items add up to nothing, the remainder is the total, and a fact that equals it
    says that again rather than what is missing; likewise if the total is nothing.
    """
    whole, total = remainder.whole, binding.summation.total
    if not binding.total.value or remainder.terms[total].value == whole.value:
        return None
    amounts, size = evidence.at(binding.place), whole.value.copy_abs()
    if remainder.is_chance(size, _ZERO, amounts.rivals(size)):
        return None
    near = amounts.near(size, whole.interval.width)
    others = [amount for amount in near if amount.concept != total]
    fits = _fits(remainder, others, _ONE, _MINUS_ONE)
    items = [fit for fit in fits if fit.concept in remainder.terms]
    cause = _told("omitted", remainder, fits, amounts.rivals(size))
    return Cause("omitted", items[0].concept) if cause and items else cause


def _reachable(
    remainder: Remainder, binding: Binding, silent: Iterable[Item], evidence: Evidence
) -> Cause | None:
    """Whether what silent items report elsewhere, with its sign, adds up to the remainder."""
    value, total = remainder.whole.value, Decimal(0)
    for item in silent:
        above, below = evidence.reach(item.concept, binding.place)
        reach = above if (item.weight > 0) == (value > 0) else below
        total = EXACT.add(total, EXACT.multiply(item.weight, reach).copy_abs())
    return Cause("incomplete") if total >= value.copy_abs() else None
