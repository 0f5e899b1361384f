"""Lexical spaces of XML Schema."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.xbrl.lexical import (
    Identifiers,
    boolean,
    collapsed,
    decimal,
    double,
    integer,
    is_true,
    replaced,
)


@pytest.mark.parametrize(
    "text", ["", ".", "1e3", "INF", "NaN", "1,000", "0x1", "1_000", "\u0661", "--1"]
)
def test_what_is_no_decimal_is_none(text: str) -> None:
    assert decimal(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("1.", "1"), (".5", "0.5"), (" +01.50\n", "1.5"), ("-0", "0")]
)
def test_a_decimal_may_be_written_in_many_ways(text: str, value: str) -> None:
    assert decimal(text) == Decimal(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=8))
def test_every_decimal_in_plain_notation_is_read_exactly(value: Decimal) -> None:
    assert decimal(f"{value:f}") == value


@pytest.mark.parametrize(
    ("text", "value"), [("7", 7), (" -03 ", -3), ("1.0", None), ("", None), ("9" * 5000, None)]
)
def test_integers(text: str, value: int | None) -> None:
    assert integer(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), (" false", False), ("TRUE", None), ("", None)]
)
def test_booleans(text: str, value: bool | None) -> None:
    assert boolean(text) is value


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), (" 1 ", True), ("0", False), ("TRUE", False), (None, False)]
)
def test_only_an_xs_boolean_that_says_so_is_true(text: str | None, value: bool) -> None:
    assert is_true(text) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.5e-3", 0.0015), (" .5\n", 0.5), ("-INF", float("-inf")), ("1.", 1.0)],
)
def test_a_double_may_have_an_exponent(text: str, value: float) -> None:
    assert double(text) == value


@pytest.mark.parametrize("text", ["", ".", "e3", "inf", "infinity", "nan", "1_0", "0x1", "1e1.5"])
def test_what_is_no_double_is_none(text: str) -> None:
    assert double(text) is None


def test_white_space_is_replaced_or_collapsed_but_no_space_of_unicode() -> None:
    assert replaced(" a\t\nb\u00a0") == " a  b\u00a0"
    assert collapsed(" a\t\nb\u00a0") == "a b\u00a0"


def test_identifiers_have_no_white_space_around_them_and_are_one_text() -> None:
    identifiers = Identifiers()
    first = identifiers["\n c1\t"]
    assert first == "c1"
    assert identifiers["".join(("c", "1"))] is first
    assert identifiers[None] is None
