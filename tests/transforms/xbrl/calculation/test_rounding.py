"""Rounding to the places vouched for, and what fits the columns."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.xbrl.calculation.rounding import amount, factor, rounded


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


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("1E+25", True),
        ("1E+26", False),
        ("0.000000000001", True),
        ("0.0000000000001", False),
        ("-99999999999999999999999999.999999999999", True),
    ],
)
def test_an_amount_is_shown_only_where_its_column_holds_it_exactly(value: str, fits: bool) -> None:
    shown = amount(Decimal(value))
    assert shown == Decimal(value) if fits else shown is None


def test_a_weight_is_shown_only_where_its_column_holds_it_exactly() -> None:
    assert factor(Decimal("1.01")) == Decimal("1.01")
    assert factor(Decimal("0.3333333")) is None
