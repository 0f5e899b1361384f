"""Equality of what stands in contexts, by structure and by values of declared types."""

import pytest
from lxml import etree

from transforms.xbrl.element_types import (
    NO_TYPES,
    DeclaredTypes,
    ElementType,
    SimpleType,
)
from transforms.xbrl.instance.node_equality import s_equality_key, typed_member_key
from transforms.xbrl.names import XSI
from transforms.xbrl.qnames import QNames

SCOPE = f'xmlns:a="http://a" xmlns:b="http://a" xmlns:xsi="{XSI}"'
TYPES = DeclaredTypes(
    {
        "{http://a}n": ElementType(SimpleType("decimal", "1")),
        "{http://a}s": ElementType(SimpleType("string")),
        "{http://a}d": ElementType(SimpleType("dateTime")),
        "{http://a}q": ElementType(SimpleType("QName"), {"p": SimpleType("boolean", "true")}),
    },
    {**NO_TYPES.attributes, "{http://a}g": SimpleType("integer")},
)


def keys(xml: str, types: DeclaredTypes = TYPES) -> tuple[object, object]:
    """Keys of an element as other content, and as a typed member."""
    content = xml.replace(" ", f" {SCOPE} ", 1).encode()
    element = etree.fromstring(content)
    return s_equality_key(element, types), typed_member_key(
        element, types, QNames(element, content)
    )


def equal(first: str, second: str, types: DeclaredTypes = TYPES) -> tuple[bool, bool]:
    """Whether two elements are equal as other content, and as typed members."""
    one, other = keys(first, types), keys(second, types)
    return one[0] == other[0], one[1] == other[1]


BOTH = True, True
NEITHER = False, False


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("<a:n >1.0</a:n>", "<b:n > 1 </b:n>", BOTH),
        ("<a:n >1</a:n>", "<a:n >2</a:n>", NEITHER),
        ("<a:n >1</a:n>", "<a:n />", BOTH),
        ("<a:n >1</a:n>", '<a:n xsi:nil="true"/>', NEITHER),
        ('<a:n xsi:nil="1"/>', '<a:n xsi:nil=" true"/>', BOTH),
        ("<a:s >a b</a:s>", "<a:s >a  b</a:s>", NEITHER),
        ('<a:q p="1">a:x</a:q>', "<a:q >a:x</a:q>", BOTH),
        ('<a:q p="0">a:x</a:q>', "<a:q >a:x</a:q>", NEITHER),
        ("<a:q >a:x</a:q>", "<a:q >b:x</a:q>", (False, True)),
        (
            "<a:d >2023-12-31T24:00:00</a:d>",
            "<a:d >2024-01-01T00:00:00</a:d>",
            (False, True),
        ),
        ('<a:x a:g="1"/>', '<a:x b:g="01"/>', BOTH),
        ('<a:x y="1"/>', '<a:x y="01"/>', NEITHER),
    ],
)
def test_values_are_compared_by_declared_types(
    first: str, second: str, expected: tuple[bool, bool]
) -> None:
    assert equal(first, second) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("<a:x ><a:n>1</a:n><a:s>y</a:s></a:x>", "<a:x >\n<a:n>1.0</a:n> <a:s>y</a:s></a:x>", BOTH),
        ("<a:x ><a:n>1</a:n></a:x>", "<a:x ><a:n>1</a:n>more</a:x>", NEITHER),
        ("<a:x ><a:n>1</a:n><a:s/></a:x>", "<a:x ><a:s/><a:n>1</a:n></a:x>", NEITHER),
    ],
)
def test_nested_elements_are_compared_in_their_order(
    first: str, second: str, expected: tuple[bool, bool]
) -> None:
    assert equal(first, second) == expected


def test_without_a_known_type_text_is_compared_with_collapsed_white_space() -> None:
    assert equal("<a:s > a\n b</a:s>", "<a:s >a b</a:s>", NO_TYPES) == BOTH
    assert equal("<a:n >1.0</a:n>", "<a:n >1</a:n>", NO_TYPES) == NEITHER
    assert equal("<a:n >a\u00a0b</a:n>", "<a:n >a b</a:n>", NO_TYPES) == NEITHER
