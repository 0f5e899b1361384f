"""What is left of a total once the weighted sum of its items is taken away, and what changes it.

All arithmetic is that of Calculations 1.1: with values go the intervals that their decimals allow.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from transforms.xbrl.calculation.binding import Binding
from transforms.xbrl.calculation.data_point import DataPoint
from transforms.xbrl.calculation.interval import ZERO, Interval, weighted_sum
from transforms.xbrl.calculation.rounding import EXACT

_ONE: Final = Decimal(1)
_TWO: Final = Decimal(2)
# One in twenty of the sizes between half and double, which are one and a half wide.
_CHANCE: Final = Decimal("0.075")


class Term(NamedTuple):
    """What a concept adds to the remainder: the total its number, an item -weight times."""

    value: Decimal
    interval: Interval

    def times(self, factor: Decimal) -> "Term":
        """The term multiplied by a factor, value and interval."""
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
        accuracy: Width of the interval of the total, or of that of the sum if it is wider.
    """

    def __init__(self, binding: Binding) -> None:
        self.terms: dict[str, Term] = {}
        self._add(binding.summation.total, binding.total, _ONE)
        for item, point in binding.contributing:
            self._add(item.concept, point, item.weight.copy_negate())
        self.whole = _together(self.terms.values())
        self._open_low = sum(not term.interval.low_closed for term in self.terms.values())
        self._open_high = sum(not term.interval.high_closed for term in self.terms.values())
        last_place = Decimal((0, (1,), int(self.whole.value.as_tuple().exponent)))
        self.unit = max(last_place, *(term.interval.width for term in self.terms.values()))
        total = binding.total.interval or ZERO
        of_sum = EXACT.subtract(self.whole.interval.width, total.width)
        self.accuracy = max(total.width, of_sum)

    def _add(self, concept: str, point: DataPoint, factor: Decimal) -> None:
        if point.value is None or point.interval is None:
            return
        term = Term(point.value, point.interval).times(factor)
        others = self.terms.get(concept)
        self.terms[concept] = term if others is None else _together([others, term])

    def is_near(self, change: Decimal) -> bool:
        """Whether a change leaves so little that intervals need to be looked at."""
        rest = EXACT.add(self.whole.value, change)
        return rest.copy_abs() <= self.whole.interval.width

    def fit(self, concept: str, changed: Term) -> Fit | None:
        """How another term of a concept accounts for it, None if total and sum still differ."""
        rest = self._with(self.terms[concept], changed)
        if not rest.interval.overlaps(ZERO):
            return None
        change = EXACT.subtract(changed.value, self.terms[concept].value)
        return Fit(concept, change.copy_abs(), rest.value.copy_abs())

    def _with(self, old: Term, new: Term) -> Term:
        """The whole with one term in place of another; the other terms are not gone through."""
        changes = [
            EXACT.add(EXACT.subtract(whole, before), after)
            for whole, before, after in zip(
                (self.whole.value, *self.whole.interval[:2]),
                (old.value, *old.interval[:2]),
                (new.value, *new.interval[:2]),
                strict=True,
            )
        ]
        value, low, high = changes
        others_open_low = self._open_low - (not old.interval.low_closed)
        others_open_high = self._open_high - (not old.interval.high_closed)
        interval = Interval(
            low,
            high,
            not others_open_low and new.interval.low_closed,
            not others_open_high and new.interval.high_closed,
        )
        return Term(value, interval)

    def is_chance(self, size: Decimal, miss: Decimal, rivals: int) -> bool:
        """Whether one of so many amounts of about a size would often fit as well as this."""
        window = max(EXACT.multiply(miss, _TWO), self.unit)
        return EXACT.multiply(window, Decimal(rivals)) >= EXACT.multiply(size, _CHANCE)


def _together(terms: Iterable[Term]) -> Term:
    value = Decimal(0)
    intervals = []
    for term in terms:
        value = EXACT.add(value, term.value)
        intervals.append((_ONE, term.interval))
    return Term(value, weighted_sum(intervals))
