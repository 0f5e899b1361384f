"""Intervals against brute force over the numbers they stand for."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.xbrl.calculation.interval import (
    Interval,
    rounding_interval,
    truncation_interval,
    weighted_sum,
)
from transforms.xbrl.calculation.rounding import rounded

GRID = [Decimal(step) / 20 for step in range(-200, 201)]
ACCURACIES = st.integers(min_value=-1, max_value=1)
SMALL = st.integers(min_value=-50, max_value=50)
ENDS = st.integers(min_value=-6, max_value=6).map(Decimal)


def holds(interval: Interval, number: Decimal) -> bool:
    above = interval.low <= number if interval.low_closed else interval.low < number
    below = number <= interval.high if interval.high_closed else number < interval.high
    return above and below


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Intervals with whole ends that are not empty."""
    low, high = sorted((draw(ENDS), draw(ENDS)))
    if low == high:
        return Interval(low, high)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


def truncated(number: Decimal, accuracy: int) -> Decimal:
    unit = Decimal(1).scaleb(-accuracy)
    return int(number / unit) * unit


@given(SMALL, ACCURACIES)
def test_the_rounding_interval_holds_what_is_nearest_to_the_value(last: int, accuracy: int) -> None:
    unit = Decimal(1).scaleb(-accuracy)
    value = last * unit
    interval = rounding_interval(value, accuracy)
    for number in GRID:
        assert holds(interval, number) == (abs(number - value) * 2 <= unit)


@given(SMALL, ACCURACIES)
def test_the_truncation_interval_holds_what_is_cut_to_the_value(last: int, accuracy: int) -> None:
    value = last * Decimal(1).scaleb(-accuracy)
    interval = truncation_interval(value, accuracy)
    for number in GRID:
        assert holds(interval, number) == (truncated(number, accuracy) == value)


@given(SMALL, ACCURACIES)
def test_the_rounding_interval_holds_what_rounds_half_to_even_to_the_value(
    last: int, accuracy: int
) -> None:
    value = last * Decimal(1).scaleb(-accuracy)
    interval = rounding_interval(value, accuracy)
    for number in GRID:
        if rounded(number, accuracy) == value:
            assert holds(interval, number)


@given(intervals(), intervals(), st.sampled_from([1, -1, 2, -3]))
def test_a_weighted_sum_holds_the_sums_of_its_numbers(
    one: Interval, other: Interval, weight: int
) -> None:
    total = weighted_sum([(Decimal(1), one), (Decimal(weight), other)])
    # Quarters reach inside every open end of intervals with whole ends.
    numbers = [Decimal(step) / 4 for step in range(-24, 25)]
    sums = {
        first + weight * second
        for first in numbers
        if holds(one, first)
        for second in numbers
        if holds(other, second)
    }
    assert all(holds(total, number) for number in sums)
    assert (total.low in sums) == total.low_closed
    assert (total.high in sums) == total.high_closed


@given(intervals(), intervals())
def test_intersection_and_overlap_are_those_of_the_numbers(one: Interval, other: Interval) -> None:
    common = one.intersection(other)
    numbers = [Decimal(step) / 2 for step in range(-12, 13)]
    both = [number for number in numbers if holds(one, number) and holds(other, number)]
    assert both == [number for number in numbers if holds(common, number)]
    assert one.overlaps(other) == other.overlaps(one) == bool(both) == (not common.is_empty)


def test_a_negative_weight_swaps_the_ends_and_what_closes_them() -> None:
    interval = truncation_interval(Decimal(600), 0).times(Decimal(-1))
    assert interval == Interval(Decimal(-601), Decimal(-600), low_closed=False, high_closed=True)


def test_an_exact_value_is_an_interval_of_itself() -> None:
    value = Decimal("12.345")
    assert (
        rounding_interval(value, None)
        == truncation_interval(value, None)
        == (
            value,
            value,
            True,
            True,
        )
    )


@pytest.mark.parametrize("accuracy", [10**6, -(10**6)])
def test_absurd_accuracies_cost_nothing(accuracy: int) -> None:
    interval = rounding_interval(Decimal(5), accuracy)
    assert len(interval.low.as_tuple().digits) < 2100
    assert holds(interval, Decimal(5))
