"""Numbers as text: whole, however many digits they have."""

from decimal import Decimal

import pytest

from pipelines.views.digits import digits


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        ("1.50", "", "1.5"),
        ("-25700000.000000000000", ",", "-25,700,000"),
        ("12E+2", "", "1200"),
        ("0E+3", ",", "0"),
        ("0E-12", "+", "+0"),
        ("1.000000", "+", "+1"),
        ("12345678901234567890123456.123456789012", "", "12345678901234567890123456.123456789012"),
        ("170141183460469231731687303715884105727", "", "170141183460469231731687303715884105727"),
    ],
)
def test_a_number_has_all_its_digits_and_no_trailing_zeros(
    number: str, form: str, text: str
) -> None:
    assert digits(Decimal(number), form) == text
