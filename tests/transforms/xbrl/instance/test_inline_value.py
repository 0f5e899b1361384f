"""The value that an inline element shows: transformed, scaled and signed, nil, or a fraction."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.xbrl.instance.builders import (
    errors,
    header,
    inline_document,
    non_fraction,
    non_numeric,
    read_html,
    read_set,
)


@pytest.mark.parametrize(
    ("text", "attributes", "value"),
    [
        ("5", {}, "5"),
        ("1,234.5", {"format": "ixt:num-dot-decimal"}, "1234.5"),
        ("1,234", {"format": "ixt:num-dot-decimal", "scale": "6"}, "1234000000"),
        ("45", {"scale": "-2"}, "0.45"),
        ("12", {"sign": "-"}, "-12"),
        ("\u2014", {"format": "ixt:fixed-zero", "scale": "6"}, "0"),
        ("no", {"format": "ixt-sec:numwordsen"}, "0"),
        ("twenty-five", {"format": "ixt-sec:numwordsen", "scale": "3"}, "25000"),
        ("<span> 1<b>2</b> </span>", {}, "12"),
    ],
)
def test_a_number_is_transformed_scaled_and_signed(text, attributes, value):
    facts = read_html(non_fraction(text, **attributes))
    assert not facts.rejects
    assert facts.columns["value"] == [value]
    assert facts.values == [Decimal(value)]


def test_each_of_nested_numbers_has_its_own_scale_and_sign():
    inner = non_fraction("7", "abc:Inner", scale="3", id="inner")
    facts = read_html(non_fraction(inner, "abc:Outer", sign="-", id="outer"))
    assert facts.columns["fact_id"] == ["outer", "inner"]
    assert facts.values == [Decimal(-7), Decimal(7000)]


def test_formats_are_found_by_namespace_and_not_by_prefix():
    document = inline_document(header(), non_fraction("1.234,5", format="ixt:numcommadecimal"))
    third = document.replace(b"transformation/2020-02-12", b"transformation/2015-02-26")
    assert read_set(third).values == [Decimal("1234.5")]
    assert errors(read_set(document)) == ["unknown-format"]


@pytest.mark.parametrize("fact", [non_fraction, non_numeric])
def test_a_nil_fact_has_no_value(fact):
    facts = read_html(fact("n/a", xsi_nil="true", decimals=""))
    assert not facts.rejects
    assert facts.columns["is_nil"] == [True]
    assert facts.columns["value"] == [None]


def test_a_fraction_has_the_value_of_its_division():
    terms = '<ix:numerator scale="1">1</ix:numerator>/<ix:denominator>4</ix:denominator>'
    fraction = f'<ix:fraction name="abc:Ratio" contextRef="c" unitRef="usd">{terms}</ix:fraction>'
    facts = read_html(fraction)
    assert not facts.rejects
    assert facts.columns["value"] == ["10/4"]
    assert facts.values == [Decimal("2.5")]


@given(st.integers(-(10**15), 10**15), st.integers(-12, 12))
def test_what_is_shown_with_scale_and_sign_is_the_value(number, scale):
    shown = non_fraction(
        f"{abs(number):,}",
        format="ixt:num-dot-decimal",
        scale=str(scale),
        sign="-" if number < 0 else "",
    )
    assert read_html(shown).values == [Decimal(number).scaleb(scale)]
