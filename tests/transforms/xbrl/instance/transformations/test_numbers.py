import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.xbrl.errors import ValueTextError
from transforms.xbrl.instance.transformations.numbers import REGISTRY_3, REGISTRY_4, REGISTRY_5


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("num-dot-decimal", "1,234,567.89", "1234567.89"),
        ("num-dot-decimal", "1 234\u00a0567", "1234567"),
        ("num-dot-decimal", ".5", "0.5"),
        ("num-dot-decimal", "12,34,567", "1234567"),
        ("num-comma-decimal", "1.234.567,89", "1234567.89"),
        ("num-comma-decimal", ",5", "0.5"),
        ("num-dot-decimal-apos", "1'234\u2019567.5", "1234567.5"),
        ("num-comma-decimal-apos", "1'234,5", "1234.5"),
        ("numdotdecimalin", "1,00,000", "100000"),
        ("numdotdecimalin", "12,34,567.5", "1234567.5"),
        ("num-unit-decimal", "5 dollars 25 cents", "5.25"),
        ("num-unit-decimal", "1,234\u5186 5\u92ad", "1234.05"),
        ("num-unit-decimal-apos", "1'234 francs 50", "1234.50"),
        ("fixed-zero", "anything", "0"),
        ("fixed-empty", "anything", ""),
        ("fixed-true", "\u2612", "true"),
        ("fixed-false", "no", "false"),
    ],
)
def test_registry_5(name, text, value):
    assert REGISTRY_5[name](text) == value


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("numdotdecimal", "1,234.5", "1234.5"),
        ("numdotdecimal", "1234", "1234"),
        ("numcommadecimal", "1.234,5", "1234.5"),
        ("numdotdecimalin", "12,34,567.5", "1234567.5"),
        ("numunitdecimal", "5 dollars 2", "5.02"),
        ("numunitdecimalin", "12,34,567 rupees 50 paise", "1234567.50"),
        ("zerodash", "\u2014", "0"),
        ("zerodash", "-", "0"),
        ("booleantrue", "x", "true"),
        ("booleanfalse", "x", "false"),
        ("nocontent", "x", ""),
    ],
)
def test_registry_3(name, text, value):
    assert REGISTRY_3[name](text) == value


@pytest.mark.parametrize(
    ("registry", "name", "text"),
    [
        (REGISTRY_3, "numdotdecimal", ".5"),
        (REGISTRY_3, "numdotdecimal", "12,34"),
        (REGISTRY_3, "zerodash", "--"),
        (REGISTRY_3, "zerodash", ""),
        (REGISTRY_4, "numdotdecimalin", "1,000,000"),
        (REGISTRY_4, "num-dot-decimal", ""),
        (REGISTRY_4, "num-dot-decimal", "."),
        (REGISTRY_4, "num-dot-decimal", ","),
        (REGISTRY_4, "num-dot-decimal", "(5)"),
        (REGISTRY_4, "num-dot-decimal", "-5"),
        (REGISTRY_4, "num-dot-decimal", "1'000"),
        (REGISTRY_4, "num-dot-decimal", "\u0665"),
        (REGISTRY_4, "num-unit-decimal", "25"),
        (REGISTRY_4, "num-unit-decimal", "5 dollars 250 cents"),
    ],
)
def test_what_the_registry_does_not_allow_is_refused(registry, name, text):
    with pytest.raises(ValueTextError) as caught:
        registry[name](text)
    assert caught.value.error == "invalid-format-text"


@given(st.integers(0, 10**30), st.integers(0, 999))
def test_a_number_written_with_separators_is_read_back(whole, fraction):
    shown = f"{whole:,}.{fraction:03}"
    assert REGISTRY_5["num-dot-decimal"](shown) == f"{whole}.{fraction:03}"
    assert REGISTRY_3["numdotdecimal"](shown) == f"{whole}.{fraction:03}"
    swapped = shown.translate(str.maketrans(",.", ".,"))
    assert REGISTRY_5["num-comma-decimal"](swapped) == f"{whole}.{fraction:03}"
    assert REGISTRY_3["numcommadecimal"](swapped) == f"{whole}.{fraction:03}"
    apostrophes = shown.replace(",", "'")
    assert REGISTRY_5["num-dot-decimal-apos"](apostrophes) == f"{whole}.{fraction:03}"
