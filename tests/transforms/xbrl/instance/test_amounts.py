from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.xbrl.errors import ValueTextError
from transforms.xbrl.instance.amounts import (
    NOTHING_ACCURATE,
    decimals_of_precision,
    ended,
    read_amount,
    read_decimals,
    read_fraction,
    read_scaled_amount,
)

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=None).filter(
    lambda value: abs(value.adjusted()) < 300
)


@pytest.mark.parametrize("text", ["5", "-5", "+5", "0.50", ".5", "5.", "007"])
def test_a_plain_number_keeps_its_text(text):
    assert read_amount(text) == (text, Decimal(text))


@pytest.mark.parametrize(
    ("text", "plain"), [("1.5E3", "1500"), ("1e-3", "0.001"), ("-2.50E+1", "-25.0")]
)
def test_an_exponent_is_written_out(text, plain):
    assert read_amount(text) == (plain, Decimal(plain))


@pytest.mark.parametrize(
    "text", ["", " ", ".", "+.", "1,000", "1 000", "(5)", "0x10", "1_000", "٣", "--1", "$5"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueTextError) as caught:
        read_amount(text)
    assert caught.value.error == "not-a-number"


@pytest.mark.parametrize("text", ["1E401", "1E-999999999", "1E99999999999999999999"])
def test_absurd_exponents_are_refused_before_they_cost_anything(text):
    with pytest.raises(ValueTextError) as caught:
        read_amount(text)
    assert caught.value.error == "number-out-of-range"


def test_a_number_of_absurd_length_is_refused():
    with pytest.raises(ValueTextError):
        read_amount("9" * 100_000)


@pytest.mark.parametrize("text", ["INF", "-INF", "NaN"])
def test_special_values_of_double_have_no_exact_value(text):
    assert read_amount(text) == (text, None)


@pytest.mark.parametrize(
    ("text", "scale", "sign", "expected"),
    [
        ("57582", "3", None, "57582000"),
        ("57.58", "6", "-", "-57580000"),
        ("45.0", "-2", None, "0.450"),
        ("57582", "\n 3 ", None, "57582000"),
        ("0", "6", "-", "0"),
        ("0.0000001", "-2", None, "0.000000001"),
        ("007", None, None, "7"),
    ],
)
def test_scale_and_sign_make_the_value(text, scale, sign, expected):
    assert read_scaled_amount(text, scale, sign) == (expected, Decimal(expected))


@pytest.mark.parametrize(
    ("scale", "sign"),
    [("x", None), ("1.5", None), ("401", None), ("\u00a03", None), (None, "+")],
)
def test_a_bad_scale_or_sign_is_refused(scale, sign):
    with pytest.raises(ValueTextError):
        read_scaled_amount("5", scale, sign)


def test_two_signs_are_refused():
    assert read_scaled_amount("-5", None, None)[1] == Decimal(-5)
    with pytest.raises(ValueTextError):
        read_scaled_amount("-5", None, "-")


@given(DECIMALS)
def test_a_decimal_written_out_is_read_back(value):
    assert read_amount(format(value, "f"))[1] == value


@given(st.integers(0, 10**40), st.integers(-40, 40), st.booleans())
def test_scaling_is_exact_however_many_digits(number, scale, negative):
    value = read_scaled_amount(str(number), str(scale), "-" if negative else None)[1]
    sign, digits, exponent = value.as_tuple()
    total = int("".join(map(str, digits))) * (-1 if sign else 1)
    expected = -number if negative else number
    if exponent >= scale:
        assert total * 10 ** (exponent - scale) == expected
    else:
        assert total == expected * 10 ** (scale - exponent)


def test_decimals_inf_is_none():
    assert read_decimals("INF") is None
    assert read_decimals(" -6 ") == -6


@pytest.mark.parametrize("text", ["", "inf", "2.0", "x", "\u00a02", "99999999999", "401"])
def test_bad_decimals_are_refused(text):
    with pytest.raises(ValueTextError) as caught:
        read_decimals(text)
    assert caught.value.error == "invalid-decimals"


@pytest.mark.parametrize(
    ("precision", "value", "expected"),
    [
        ("3", "123456", -3),
        ("9", "123.45", 6),
        ("1", "0.00123", 3),
        (" INF ", "5", None),
        (" 9 ", "123.45", 6),
        ("4", "0", None),
        ("1", "9" + "0" * 399, -399),
        ("0", "5", NOTHING_ACCURATE),
    ],
)
def test_precision_infers_decimals(precision, value, expected):
    assert decimals_of_precision(precision, Decimal(value)) == expected


def test_negative_precision_is_refused():
    with pytest.raises(ValueTextError):
        decimals_of_precision("-1", Decimal(5))


def test_a_fraction_that_ends_has_a_value():
    text, value = read_fraction("1", "4")
    assert (text, value, ended(value)) == ("1/4", Fraction(1, 4), Decimal("0.25"))


def test_a_fraction_that_does_not_end_is_no_decimal():
    text, value = read_fraction("1", "3")
    assert (text, value, ended(value)) == ("1/3", Fraction(1, 3), None)


def test_a_denominator_of_zero_is_refused():
    with pytest.raises(ValueTextError):
        read_fraction("1", "0")
