"""Intervals of Calculations 1.1: the numbers a reported value may stand for.

A value reported to so many decimals is a rounded or truncated one, so the true number lies
in an interval around it. Intervals of duplicates are intersected, those of items multiplied
by their weights and added, and a calculation is consistent if the result overlaps the
interval of the total.
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from transforms.xbrl.calculation.rounding import EXACT, unit_of


class Interval(NamedTuple):
    """Numbers from `low` to `high`; a closed end belongs to the interval, an open one not."""

    low: Decimal
    high: Decimal
    low_closed: bool = True
    high_closed: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        if self.low == self.high:
            return not (self.low_closed and self.high_closed)
        return self.low > self.high

    @property
    def width(self) -> Decimal:
        """Distance of the ends."""
        return EXACT.subtract(self.high, self.low)

    def times(self, factor: Decimal) -> "Interval":
        """Its numbers times `factor`; a negative one swaps the ends and what closes them."""
        low, high = EXACT.multiply(self.low, factor), EXACT.multiply(self.high, factor)
        if factor < 0:
            return Interval(high, low, self.high_closed, self.low_closed)
        return Interval(low, high, self.low_closed, self.high_closed)

    def shifted(self, distance: Decimal) -> "Interval":
        """Its numbers plus `distance`."""
        return self._replace(low=EXACT.add(self.low, distance), high=EXACT.add(self.high, distance))

    def intersection(self, other: "Interval") -> "Interval":
        """Numbers in both; possibly empty."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(
            low,
            high,
            (self.low_closed or self.low < low) and (other.low_closed or other.low < low),
            (self.high_closed or self.high > high) and (other.high_closed or other.high > high),
        )

    def overlaps(self, other: "Interval") -> bool:
        """Whether some number lies in both, neither being empty."""
        if self.low > other.high or other.low > self.high:
            return False
        if self.low == other.high and not (self.low_closed and other.high_closed):
            return False
        return other.low != self.high or (other.low_closed and self.high_closed)


ZERO = Interval(Decimal(0), Decimal(0))


def weighted_sum(terms: Iterable[tuple[Decimal, Interval]]) -> Interval:
    """Sums of a number of each interval times its weight.

    An end is closed if the ends that make it up are.
    """
    low, high, low_closed, high_closed = ZERO
    for weight, term in terms:
        if weight != 1:
            term = term.times(weight)
        low, high = EXACT.add(low, term.low), EXACT.add(high, term.high)
        low_closed, high_closed = low_closed and term.low_closed, high_closed and term.high_closed
    return Interval(low, high, low_closed, high_closed)


@cache
def _half_unit(accuracy: int) -> Decimal:
    return EXACT.multiply(unit_of(accuracy), Decimal("0.5"))


def rounding_interval(value: Decimal, accuracy: int | None) -> Interval:
    """Numbers that round to nearest to `value`, either way at a tie: closed at both ends."""
    if accuracy is None:
        return Interval(value, value)
    half = _half_unit(accuracy)
    return Interval(EXACT.subtract(value, half), EXACT.add(value, half))


def truncation_interval(value: Decimal, accuracy: int | None) -> Interval:
    """Numbers that truncate to `value`: half-open away from zero, open around zero."""
    if accuracy is None:
        return Interval(value, value)
    unit = unit_of(accuracy)
    if value > 0:
        return Interval(value, EXACT.add(value, unit), high_closed=False)
    if value < 0:
        return Interval(EXACT.subtract(value, unit), value, low_closed=False)
    return Interval(unit.copy_negate(), unit, low_closed=False, high_closed=False)
