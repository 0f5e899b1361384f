"""Values of text by its type: what is equal, and what is not."""

import pytest

from transforms.xbrl.errors import ValueTextError
from transforms.xbrl.typed_values import eq_value, normalized, s_value

EQUAL = [
    ("decimal", "1.0", " 01"),
    ("positiveInteger", "1", "+1"),
    ("unsignedByte", "0", "-0"),
    ("double", "1e1", "10.0"),
    ("float", "INF", " INF "),
    ("boolean", "true", "1"),
    ("token", " a  b", "a b"),
    ("anyURI", "http://a ", "http://a"),
    ("normalizedString", "a\tb", "a\nb"),
]
UNEQUAL = [
    ("string", "a b", "a  b"),
    ("string", "1.0", "1"),
    ("normalizedString", "a b", "a  b"),
    ("token", "a", "A"),
    ("double", "NaN", "NaN"),
    ("double", "INF", "-INF"),
    ("decimal", "INF", "-INF"),
    ("boolean", "true", "0"),
    ("boolean", "yes", "1"),
    ("decimal", "12345678901234567890.1", "12345678901234567890.2"),
    (None, "a", " a"),
]
EQUAL_IN_XPATH_2 = [
    ("dateTime", "2023-12-31T24:00:00", "2024-01-01T00:00:00.00"),
    ("dateTime", "2024-01-01T00:00:00Z", "2023-12-31T19:00:00-05:00"),
    ("date", "2024-01-01Z", "2024-01-01+00:00"),
    ("time", "24:00:00", "00:00:00"),
    ("time", "10:00:00Z", "11:00:00+01:00"),
    ("duration", "P1Y", "P12M"),
    ("duration", "-P1DT0.5S", "-PT24H0.50S"),
    ("hexBinary", "0aFF", "0AfF"),
    ("base64Binary", "YWJj ZGVm", "YWJjZGVm"),
]
UNEQUAL_IN_XPATH_2 = [
    ("dateTime", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00"),
    ("date", "2024-01-01", "2024-01-02"),
    ("date", "-0001-01-01", "-0002-01-01"),
    ("time", "08:00:00+09:00", "17:00:00-06:00"),
    ("duration", "P1M", "P30D"),
    ("duration", "P", "PT"),
    ("base64Binary", "YWJj", "ywjj"),
    ("gYear", "2024", "2025"),
]


@pytest.mark.parametrize(("kind", "first", "second"), EQUAL)
def test_values_may_be_equal_where_texts_differ(kind: str, first: str, second: str) -> None:
    assert s_value(first, kind) == s_value(second, kind)
    assert eq_value(first, kind) == eq_value(second, kind)
    assert hash(s_value(first, kind)) == hash(s_value(second, kind))


@pytest.mark.parametrize(("kind", "first", "second"), UNEQUAL)
def test_values_of_other_texts_may_differ(kind: str | None, first: str, second: str) -> None:
    assert s_value(first, kind) != s_value(second, kind)
    assert eq_value(first, kind) != eq_value(second, kind)


@pytest.mark.parametrize(("kind", "first", "second"), EQUAL_IN_XPATH_2)
def test_typed_members_know_more_types(kind: str, first: str, second: str) -> None:
    assert eq_value(first, kind) == eq_value(second, kind)
    assert s_value(first, kind) != s_value(second, kind)


@pytest.mark.parametrize(("kind", "first", "second"), UNEQUAL_IN_XPATH_2)
def test_typed_members_of_other_values_differ(kind: str, first: str, second: str) -> None:
    assert eq_value(first, kind) != eq_value(second, kind)


def test_names_are_compared_by_what_they_name() -> None:
    names = {"a:x": "{http://a}x", "b:x": "{http://a}x"}

    def resolve(text: str) -> str:
        if text not in names:
            raise ValueTextError("unresolved-prefix", text)
        return names[text]

    assert eq_value(" a:x", "QName", resolve) == eq_value("b:x", "QName", resolve)
    assert eq_value("c:x", "QName", resolve) == "c:x"
    assert s_value("a:x", "QName") != s_value("b:x", "QName")


def test_white_space_is_what_the_type_leaves() -> None:
    text = " a\t b "
    kept = {kind: normalized(text, kind) for kind in (None, "string", "normalizedString", "token")}
    assert kept == {None: text, "string": text, "normalizedString": " a  b ", "token": "a b"}
