"""Rounding to the places vouched for."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.xbrl.calculation.rounding import rounded


@pytest.mark.parametrize(
    ("value", "accuracy", "expected"),
    [
        ("-26.5", 0, "-26"),
        ("-27.5", 0, "-28"),
        ("2.85", 1, "2.8"),
        ("10500000", -6, "10000000"),
        ("123.456", None, "123.456"),
        ("7", 3, "7"),
        ("4", -1, "0"),
    ],
)
def test_halves_round_to_even(value: str, accuracy: int | None, expected: str) -> None:
    assert rounded(Decimal(value), accuracy) == Decimal(expected)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6), st.integers(-9, 9))
def test_rounding_moves_by_at_most_half_a_unit(value: Decimal, accuracy: int) -> None:
    assert abs(rounded(value, accuracy) - value) * 2 <= Decimal(1).scaleb(-accuracy)


def test_sums_of_many_digits_are_exact() -> None:
    assert rounded(Decimal("9" * 60 + ".5"), 0) == Decimal("1" + "0" * 60)
