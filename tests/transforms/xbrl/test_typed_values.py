"""Values of text by its type: what is equal, and what is not."""

import pytest

from transforms.xbrl.errors import ValueTextError
from transforms.xbrl.typed_values import eq_value, has_value, normalized, s_value

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
    ("duration", "P1Y2M1DT2H3M4S", "P14MT1563M4S"),
    ("gYear", "2024Z", "2024+00:00"),
    ("gDay", "---31Z", "---31-00:00"),
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
    ("gMonthDay", "--12-30", "--12-31"),
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


VALUES = {
    "integer": ["1", " +01\n", "-0"],
    "nonPositiveInteger": ["0", "-1"],
    "positiveInteger": ["1"],
    "byte": ["127", "-128"],
    "unsignedLong": ["18446744073709551615"],
    "decimal": ["1.", ".5"],
    "double": ["1E2", "NaN"],
    "boolean": ["true", " 0"],
    "duration": ["-P1Y2M3DT4H5M6.7S", "PT1.5S"],
    "dateTime": ["2024-01-01T24:00:00"],
    "dateUnion": ["2024-01-01", "2024-01-01T00:00:00Z"],
    "date": ["2024-02-29", "2024-01-01+05:00", "12024-01-01", "-0044-03-15"],
    "time": ["24:00:00", "10:00:00.5Z"],
    "gYear": ["2024", "2024Z", "-0044"],
    "gYearMonth": ["2024-12"],
    "gMonthDay": ["--02-29", "--12-31-05:00"],
    "gMonth": ["--12"],
    "gDay": ["---31"],
    "string": [""],
}
NO_VALUES = {
    "integer": ["1.0", "1E2", "INF", "", "9" * 5000],
    "nonPositiveInteger": ["1"],
    "positiveInteger": ["0"],
    "byte": ["128", "-129"],
    "unsignedLong": ["18446744073709551616", "-1"],
    "decimal": ["1E2", "INF"],
    "double": ["1,0"],
    "boolean": ["TRUE", "yes", ""],
    "duration": ["P", "P1DT", "1Y", "P1.5Y"],
    "dateTime": ["2024-01-01", "2024-13-01T00:00:00"],
    "dateUnion": ["2024-13-01"],
    "date": ["2024-02-30", "2024-01-01T00:00:00", "01/01/2024", ""],
    "time": ["10:00", "25:00:00"],
    "gYear": ["24", "0000", "2024-01"],
    "gYearMonth": ["2024-13", "2024"],
    "gMonthDay": ["--02-30", "12-31", "--12-31T00:00:00"],
    "gMonth": ["--13", "12"],
    "gDay": ["---32", "31"],
}


def each(values: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(kind, text) for kind, texts in values.items() for text in texts]


@pytest.mark.parametrize(("kind", "text"), each(VALUES))
def test_a_text_in_the_lexical_space_of_a_type_is_a_value(kind: str, text: str) -> None:
    assert has_value(text, kind)


@pytest.mark.parametrize(("kind", "text"), each(NO_VALUES))
def test_any_other_text_is_none(kind: str, text: str) -> None:
    assert not has_value(text, kind)
